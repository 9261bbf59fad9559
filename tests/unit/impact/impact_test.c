/* impact_test.c - the stage: sightings with verdicts become people in the case. */
#include <touchstone/impact.h>

#include "base/clock.h"
#include "base/digest.h"
#include "store/coverage.h"
#include "store/people.h"
#include "store/sightings.h"
#include "unit/store/case_support.h"

/* One sighting: number, name, birth date, verdict and whom it matched. */
typedef struct row {
    const char *nhs, *name, *birth;
    ts_verdict verdict;
    uint64_t person;
    ts_role role;
    int year;
    uint16_t differ; /* ALTERED: other than the birth date */
} row;
static const row usual[] = {
    {"9990000018", "HARTLEY, SIAN", "2010-05-04", TS_VERDICT_GENUINE, 11, TS_ROLE_PATIENT, 2019},
    {"", "HARTLEY, SIAN", "2010-05-04", TS_VERDICT_GENUINE, 11, TS_ROLE_PATIENT, 2023},
    {"9990000018", "HARTLEY, SIAN", "2011-11-11", TS_VERDICT_ALTERED, 11, TS_ROLE_PATIENT, 2021},
    {"9990000026", "WESTON, OWEN", "1950-01-02", TS_VERDICT_UNKNOWN, 0, TS_ROLE_STAFF, 2020},
    {"9990000026", "WESTON, OWEN", "", TS_VERDICT_UNKNOWN, 0, TS_ROLE_STAFF, 2020},
    {"9990000034", "WESTON, OWEN", "1950-01-02", TS_VERDICT_UNKNOWN, 0, TS_ROLE_DONOR,
     2020}, /* a namesake: another number */
    {"9999999999", "TEST, TEST", "1900-01-01", TS_VERDICT_PLACEHOLDER, 0, TS_ROLE_PATIENT, 2020},
    {"", "", "", TS_VERDICT_NONE, 0, TS_ROLE_UNKNOWN, 2020},
};
/* Nobody here is anybody else, whatever they share. */
static const row apart[] = {
    {"9999999999", "BRIGHT, ADA", "1960-02-03", TS_VERDICT_UNKNOWN, 0, TS_ROLE_PATIENT, 2020}, /* default data */
    {"9999999999", "COLE, BEN", "", TS_VERDICT_UNKNOWN, 0, TS_ROLE_PATIENT, 2021},
    {"9990000042", "HARTLEY, SIAN", "2010-05-04", TS_VERDICT_ALTERED, 11, TS_ROLE_PATIENT, 2022, 1u << TS_ATTR_NHS},
    {"9990000042", "DALE, EVA", "", TS_VERDICT_UNKNOWN, 0, TS_ROLE_PATIENT, 2023}, /* whose number was put there */
    {"", "GREEN, TOM", "", TS_VERDICT_UNKNOWN, 0, TS_ROLE_KIN, 2018}, /* only a name: listed, not counted */
};
enum { ROWS = TEST_COUNT(usual) };
static const row *rows;
static int row_count;

static void mention(ts_findings *f, ts_sighting *s, ts_kind kind, const char *text) {
    ts_norm norm;
    if (!ts_norm_set(&norm, ts_str(text)))
        return;
    ts_mention *m = ts_findings_add_mention(f);
    m->kind = (uint8_t)kind;
    ts_findings_set_norm(f, m, ts_norm_span(&norm));
    s->count++;
}

static ts_err set_results(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                          const ts_findings *f, ts_result *result) {
    (void)context, (void)file, (void)first, (void)segment;
    for (size_t i = 0; i < f->sightings; i++) {
        const row *r = &rows[f->sighting[i].place];
        result[i] =
            (ts_result){.verdict = (uint8_t)r->verdict, .person = r->person, .holding = UINT16_MAX, .birth_month = -1};
        if (r->verdict == TS_VERDICT_ALTERED)
            result[i].differ = r->differ ? r->differ : 1u << TS_ATTR_BIRTH;
        if (r->person)
            result[i].birth_month = (2010 - 1800) * 12 + 4, result[i].flags = 1u << 1, result[i].posterior = 1000000000;
        result[i].population = r->person ? TS_ROLE_PATIENT : TS_ROLE_UNKNOWN;
    }
    return TS_OK;
}

static ts_case *world(const char *name, const row *of, int n, bool backward) {
    rows = of;
    row_count = n;
    ts_case *c = case_fresh(name);
    ts_sightings_writer *w;
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK && ts_case_begin(c) == TS_OK);
    for (int i = 0; i < row_count; i++) { /* each in a blob of its own */
        uint32_t k = (uint32_t)(backward ? row_count - 1 - i : i);
        ts_findings f = {0};
        ts_sighting s = {.place = k,
                         .role = (uint8_t)rows[k].role,
                         .date = ts_date_of(rows[k].year, 6, 1),
                         .categories = rows[k].nhs[0] || rows[k].birth[0] ? TS_CAT_NAME | TS_CAT_IDENTIFIER | 1u << k
                                                                          : TS_CAT_NAME};
        mention(&f, &s, TS_KIND_NHS_NUMBER, rows[k].nhs);
        mention(&f, &s, TS_KIND_PERSON_NAME, rows[k].name);
        mention(&f, &s, TS_KIND_BIRTH_DATE, rows[k].birth);
        if (strcmp(rows[k].nhs, "9999999999") == 0)
            f.mention[0].flags = TS_MENTION_PLACEHOLDER;
        *ts_findings_add_sighting(&f) = s;
        ts_segment_record segment = {.type = TS_SEGMENT_TABLE, .rows = (uint64_t)row_count};
        ts_sha256_of(ts_span_of(&k, sizeof k), &segment.blob);
        CHECK(ts_sightings_add(w, &segment, &f) == TS_OK);
        ts_findings_done(&f);
    }
    CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
    CHECK(ts_sightings_each(c, true, set_results, NULL) == TS_OK);
    return c;
}

static ts_person found[ROWS];
static size_t count;
static ts_err keep(void *context, const ts_person *p) {
    (void)context;
    if (count < ROWS)
        found[count++] = *p;
    return TS_OK;
}

static const ts_person *with_year(int first, int last) {
    static const ts_person none;
    for (size_t i = 0; i < count; i++)
        if (found[i].first_year == first && found[i].last_year == last)
            return &found[i];
    return &none;
}

TEST(people_of_a_leak) {
    ts_digest held[2] = {{{0}}, {{1}}};
    for (int k = 0; k < 2; k++) {
        ts_case *c = world(k ? "second" : "first", usual, ROWS, k == 1);
        ts_assess_result out;
        CHECK_ROW(ts_assess(c, false, &out) == TS_OK, ts_error_text());
        CHECK(out.people == 3 && out.held == 1 && out.unknown == 2 && out.patients == 1 && out.staff == 1 &&
              out.donors == 1);
        /* the namesakes of one birth date may be one: a number can be wrong */
        CHECK(out.children == 1 && out.low == 2 && out.high == 3);
        CHECK(ts_assess(c, false, &out) == TS_OK && out.people == 3); /* replaced, not doubled */
        count = 0;
        CHECK(ts_people_each(c, keep, NULL) == TS_OK && count == 3);
        const ts_person *p = with_year(2019, 2023);
        CHECK(p->held && p->sightings == 3 && p->files == 3 && p->verdict == TS_VERDICT_GENUINE && p->child_then);
        CHECK(p->categories == 7 && p->birth_month == (2010 - 1800) * 12 + 4 && p->roles == 1u << TS_ROLE_PATIENT);
        held[k] = p->sightings_digest;
        p = with_year(2020, 2020);
        CHECK(!p->held && p->verdict == TS_VERDICT_UNKNOWN);
        ts_case_close(c);
    }
    CHECK(ts_digest_eq(&held[0], &held[1])); /* in another order, under another key */
}

static uint64_t whole_high(ts_case *c) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    uint64_t n = UINT64_MAX;
    CHECK(ts_case_get(c, "people.whole_high", &text) == TS_OK && ts_parse_u64(ts_buf_span(&text), &n));
    return n;
}

/* People of one file each: as long as as much waits as was read, there may be as many again. */
TEST(what_the_whole_may_hold_is_kept_while_some_of_it_waits) {
    static char number[16][16], name[16][16];
    static row lone[16];
    for (int i = 0; i < 16; i++) {
        snprintf(number[i], sizeof number[i], "99900%05d", i);
        snprintf(name[i], sizeof name[i], "LONE%c, ANN", 'A' + i);
        lone[i] = (row){number[i], name[i], "1950-01-02", TS_VERDICT_UNKNOWN, 0, TS_ROLE_PATIENT, 2020, 0};
    }
    ts_case *c = world("whole", lone, 16, false);
    ts_blob read = {.digest = {{1}}, .size = 1000, .done = true}, late = {.digest = {{2}}, .size = 1000};
    CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, &read) == TS_OK && ts_blob_save(c, &late) == TS_OK &&
          ts_case_commit(c) == TS_OK);
    ts_assess_result out;
    CHECK_ROW(ts_assess(c, false, &out) == TS_OK && out.people == 16, ts_error_text());
    CHECK(whole_high(c) > 32 && whole_high(c) < 60);
    late.done = true;
    CHECK(ts_case_begin(c) == TS_OK && ts_blob_save(c, &late) == TS_OK && ts_case_commit(c) == TS_OK);
    CHECK(ts_assess(c, false, &out) == TS_OK && whole_high(c) == 0);
    ts_case_close(c);
}

TEST(people_belong_to_the_drop_that_showed_them_first) {
    ts_case *c = world("drops", usual, ROWS, false);
    ts_exhibit drop[] = {{.name = "A"}, {.name = "B"}};
    CHECK(ts_exhibit_save(c, &drop[0]) == TS_OK && ts_exhibit_save(c, &drop[1]) == TS_OK);
    for (uint32_t k = 0; k < ROWS; k++) { /* the held person's second sighting and the last unknown came first */
        ts_blob b = {.size = 1, .segments = 1, .done = true};
        char name[8];
        ts_sha256_of(ts_span_of(&k, sizeof k), &b.digest);
        CHECK(ts_blob_save(c, &b) == TS_OK);
        snprintf(name, sizeof name, "%u", k);
        ts_place p = {.blob = b.id, .exhibit = drop[k == 1 || k == 5 ? 0 : 1].id, .name = ts_str(name), .repeat = 1};
        CHECK(ts_place_save(c, &p) == TS_OK);
    }
    ts_assess_result out;
    CHECK_ROW(ts_assess(c, false, &out) == TS_OK, ts_error_text());
    count = 0;
    CHECK(ts_people_each(c, keep, NULL) == TS_OK && count == 3);
    size_t first = 0, second = 0;
    for (size_t i = 0; i < count; i++) {
        first += found[i].first_exhibit == drop[0].id;
        second += found[i].first_exhibit == drop[1].id;
    }
    CHECK(with_year(2019, 2023)->first_exhibit == drop[0].id && first == 2 && second == 1);
    ts_case_close(c);
}

TEST(what_is_shared_by_default_or_by_alteration_ties_nobody) {
    ts_case *c = world("apart", apart, TEST_COUNT(apart), false);
    ts_assess_result out;
    CHECK_ROW(ts_assess(c, false, &out) == TS_OK, ts_error_text());
    count = 0;
    CHECK(ts_people_each(c, keep, NULL) == TS_OK && count == TEST_COUNT(apart));
    size_t counted = 0;
    for (size_t i = 0; i < count; i++) {
        CHECK(found[i].sightings == 1);
        counted += ts_person_identifiable(&found[i]);
    }
    CHECK(out.people == counted && counted < count && out.held == 1);
    CHECK(!ts_person_identifiable(with_year(2018, 2018)) && ts_person_identifiable(with_year(2022, 2022)));
    ts_case_close(c);
}
