/* claim_test.c - claims as bytes and in words. */
#include "model/claim.h"

#include "base/mem.h"
#include "support/test.h"

static void made(ts_claim *c) {
    *c = (ts_claim){.id = "a", .who = "b", .when = "2024-11-28", .source = "d", .tracker = true};
    ts_buf_add_str(&c->text, "text");
    ts_claim_items *items = ts_claim_add_items(c);
    memcpy(items->name, "the pictures", sizeof "the pictures");
    ts_buf_add_str(&items->patterns, "pictures\n");
    ts_assertion *a = ts_claim_assert(c, TS_CLAIM_PEOPLE);
    memcpy(a->what, "patients", sizeof "patients");
    a->from = 300000;
    a->more_than = a->from_text = true;
    a = ts_claim_assert(c, TS_CLAIM_POPULATION);
    memcpy(a->what, "children", sizeof "children");
    a->items = 1;
    a->without = true;
}

static void found(ts_claim *c) {
    c->found = ts_alloc_array(c->assertions + 1, sizeof *c->found);
    c->scope = ts_alloc_array(c->item_sets + 1, sizeof *c->scope);
    c->found[1] = (ts_claim_found){TS_CLAIM_REFUTED,
                                   1,
                                   2,
                                   3,
                                   4,
                                   5,
                                   6,
                                   7,
                                   8,
                                   9,
                                   10,
                                   11,
                                   12,
                                   2013,
                                   2014,
                                   1,
                                   {{.ordinal = 15, .table = true, .place = 16}}};
    memset(c->found[1].example[0].blob.byte, 17, sizeof c->found[1].example[0].blob.byte);
    c->scope[1] = (ts_claim_scope){
        .files = 1, .stored = 2, .unpacked = 3, .items = 4, .bytes = 5, .waiting_items = 6, .waiting_bytes = 7};
    c->scope[1].reason_items[TS_REASON_ENCRYPTED] = 8;
    c->scope[1].reason_bytes[TS_REASON_COUNT - 1] = UINT64_MAX;
}

TEST(a_claim_is_read_as_it_was_written) {
    ts_claim c, again;
    made(&c);
    TS_AUTO(ts_buf, ts_buf_done) once = {0}, twice = {0};
    ts_claim_write(&c, &once);
    CHECK(ts_claim_read(ts_buf_span(&once), &again));
    ts_claim_write(&again, &twice);
    CHECK(ts_span_eq(ts_buf_span(&once), ts_buf_span(&twice)));
    CHECK(again.assertions == 2 && again.item_sets == 1 && again.assertion[1].without && again.assertion[0].more_than);
    CHECK(!ts_claim_found_read(ts_str(""), &again) && !again.found);
    found(&c);
    TS_AUTO(ts_buf, ts_buf_done) results = {0}, same = {0};
    ts_claim_found_write(&c, &results);
    CHECK(ts_claim_found_read(ts_buf_span(&results), &again));
    CHECK(memcmp(&c.found[1], &again.found[1], sizeof c.found[1]) == 0);
    CHECK(memcmp(&c.scope[1], &again.scope[1], sizeof c.scope[1]) == 0);
    ts_claim_found_write(&again, &same);
    CHECK(ts_span_eq(ts_buf_span(&results), ts_buf_span(&same)));
    ts_claim_done(&c);
    ts_claim_done(&again);
}

TEST(what_is_cut_or_longer_is_none) {
    ts_claim c, none;
    made(&c);
    found(&c);
    TS_AUTO(ts_buf, ts_buf_done) claim = {0}, results = {0};
    ts_claim_write(&c, &claim);
    ts_claim_found_write(&c, &results);
    for (size_t n = 0; n < claim.len; n++)
        CHECK(!ts_claim_read(ts_slice(ts_buf_span(&claim), 0, n), &none));
    for (size_t n = 0; n < results.len; n++)
        CHECK(!ts_claim_found_read(ts_slice(ts_buf_span(&results), 0, n), &c));
    ts_buf_add_char(&claim, 0);
    ts_buf_add_char(&results, 0);
    CHECK(!ts_claim_read(ts_buf_span(&claim), &none) && !ts_claim_found_read(ts_buf_span(&results), &c));
    ts_claim_done(&c);
}

/* Results of a claim with other assertions are not taken for this one's. */
TEST(results_belong_to_their_claim) {
    ts_claim c, other;
    made(&c);
    found(&c);
    made(&other);
    ts_claim_assert(&other, TS_CLAIM_FILES);
    TS_AUTO(ts_buf, ts_buf_done) results = {0};
    ts_claim_found_write(&c, &results);
    CHECK(!ts_claim_found_read(ts_buf_span(&results), &other) && !other.found);
    ts_claim_done(&c);
    ts_claim_done(&other);
}

TEST(assertions_read_as_people_say_them) {
    static const struct {
        ts_assertion a;
        const char *says;
    } rows[] = {{{.kind = TS_CLAIM_ORGANISATION, .what = "RBS"}, "data of RBS"},
                {{.kind = TS_CLAIM_SYSTEM, .what = "RBQ PAS"}, "RBQ PAS"},
                {{.kind = TS_CLAIM_POPULATION, .what = "children", .without = true}, "no children"},
                {{.kind = TS_CLAIM_DATA, .what = "health"}, "data: health"},
                {{.kind = TS_CLAIM_YEARS, .from = 2018, .to = 2024}, "2018-2024"},
                {{.kind = TS_CLAIM_YEARS, .from = 2018, .to = 2018}, "2018"},
                {{.kind = TS_CLAIM_PEOPLE, .from = 300000, .more_than = true, .what = "patients"},
                 "more than 300,000 patients"},
                {{.kind = TS_CLAIM_PEOPLE, .from = 7}, "7 people"},
                {{.kind = TS_CLAIM_VOLUME, .from = UINT64_C(500000000000)}, "500 GB"},
                {{.kind = TS_CLAIM_VOLUME, .from = UINT64_C(1250000000000)}, "1.25 TB"},
                {{.kind = TS_CLAIM_VOLUME, .from = 1050}, "1.05 kB"},
                {{.kind = TS_CLAIM_VOLUME, .from = 999}, "999 bytes"},
                {{.kind = TS_CLAIM_FILES, .from = 1}, "1 file"},
                {{.kind = TS_CLAIM_FILES, .from = 1234567}, "1,234,567 files"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_assertion_say(&rows[i].a, &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].says)), out.ptr);
    }
}

TEST(subjects_are_found_by_name_and_word) {
    static const struct {
        const char *word, *name;
    } rows[] = {{"patients", "patients"},           {"Patient", "patients"}, {"procurement", "suppliers"},
                {"next of kin", "next of kin"},     {"HEALTH", "health"},    {"salary", "salaries"},
                {"passports", "identity documents"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        const ts_claim_subject *s = ts_claim_subject_named(ts_str(rows[i].word));
        CHECK_ROW(s && strcmp(s->name, rows[i].name) == 0, rows[i].word);
    }
    CHECK(!ts_claim_subject_named(ts_str("ghosts")) && !ts_claim_subject_named(ts_str("")) &&
          !ts_claim_subject_named(ts_str("pat")));
    for (size_t i = 0; i < ts_claim_subject_count; i++) { /* each is shown by something, and no name stands for two */
        const ts_claim_subject *s = &ts_claim_subjects[i];
        CHECK_ROW(s->roles || s->children || s->categories || s->kinds, s->name);
        CHECK_ROW(ts_claim_subject_named(ts_str(s->name)) == s && strlen(s->name) < TS_CLAIM_WHAT, s->name);
    }
}
