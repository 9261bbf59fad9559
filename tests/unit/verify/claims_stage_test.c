/* claims_stage_test.c - claims into a case, which items they name, and what is counted for each assertion. */
#include <touchstone/claims.h>

#include "base/digest.h"
#include "detect/detector.h"
#include "store/blobs.h"
#include "store/claims.h"
#include "store/register.h"
#include "store/sightings.h"
#include "store/tables.h"
#include "unit/store/case_support.h"
#include "unit/store/made_people.h"
#include "verify/claim_scope_stage.h"

enum { OURS, STRANGE, LETTER, PICTURE, LOCKED, ARCHIVE, MEMBER, SILENT, LIKELY, BLOBS };
enum { PAS, CRM };

static ts_digest digest_of(int blob) {
    ts_digest d;
    ts_sha256_of(ts_span_of(&blob, sizeof blob), &d);
    return d;
}

static void register_system(ts_case *c, const char *organisation, const char *system, ts_role role, bool complete) {
    ts_holding_info info = {.population = role, .as_of = ts_date_of(2023, 10, 1), .rows = 1, .complete = complete};
    snprintf(info.organisation, sizeof info.organisation, "%s", organisation);
    snprintf(info.system, sizeof info.system, "%s", system);
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        info.normal_version[k] = (uint8_t)ts_detector_of((ts_kind)k)->version;
    ts_sha256_of(ts_str(system), &info.source);
    char name[TS_REGISTER_NAME];
    ts_register_name(&info, name);
    ts_index_builder *b = NULL;
    ts_values v;
    made_person(1, &v);
    CHECK(ts_index_build(&c->register_key, &info, c->register_dir, &b) == TS_OK &&
          ts_index_add(b, &v, false, 1) == TS_OK);
    CHECK_ROW(ts_index_finish(b, &info, name) == TS_OK, ts_error_text());
    CHECK_ROW(ts_register_add(c->register_dir, &c->register_key, name) == TS_OK, ts_error_text());
}

static void add_blob(ts_case *c, int which, const char *format, ts_reason reason, int64_t exhibit, int parent,
                     const char *name) {
    static int64_t id[BLOBS];
    ts_blob b = {.digest = digest_of(which), .size = 100, .done = true, .reason = reason, .unread = reason ? 60 : 0};
    b.members = which == ARCHIVE;
    snprintf(b.format, sizeof b.format, "%s", format);
    CHECK(ts_blob_save(c, &b) == TS_OK);
    id[which] = b.id;
    ts_place p = {
        .blob = b.id, .exhibit = exhibit, .parent = parent < 0 ? 0 : id[parent], .name = ts_str(name), .repeat = 1};
    CHECK_ROW(ts_place_save(c, &p) == TS_OK, ts_error_text());
}

static void add_sightings(ts_sightings_writer *w, int blob, ts_segment_type type, unsigned n) {
    ts_findings f = {0};
    ts_segment_record s = {.blob = digest_of(blob), .type = type, .ordinal = 4, .rows = n, .part = "list"};
    for (unsigned i = 0; i < n; i++) {
        ts_mention *m = ts_findings_add_mention(&f);
        m->kind = i % 2 ? TS_KIND_PASSPORT : TS_KIND_SURNAME;
        ts_findings_set_norm(&f, m, ts_str("EXAMPLE"));
        ts_sighting *g = ts_findings_add_sighting(&f);
        *g = (ts_sighting){.first = i,
                           .count = 1,
                           .place = i + 2,
                           .role = TS_ROLE_PATIENT,
                           .date = TS_NO_DATE,
                           .categories = TS_CAT_NAME | (i < 4 ? TS_CAT_HEALTH : 0)};
        if (blob != SILENT && blob != LIKELY && (blob == STRANGE || i < 3))
            g->date = ts_date_of(2019, 5, 1);
    }
    CHECK_ROW(ts_sightings_add(w, &s, &f) == TS_OK, ts_error_text());
    ts_findings_done(&f);
}

/* Of the list that is ours 20 rows of ten people, of whom two are altered; strangers; one genuine letter with an id of ours, one without. */
static ts_err set_results(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                          const ts_findings *f, ts_result *result) {
    (void)context, (void)file, (void)first;
    ts_digest ours = digest_of(OURS), letter = digest_of(LETTER), member = digest_of(MEMBER);
    for (unsigned i = 0; i < f->sightings; i++) {
        ts_result *r = &result[i];
        *r = (ts_result){.verdict = TS_VERDICT_UNKNOWN, .holding = UINT16_MAX, .birth_month = -1};
        ts_digest silent = digest_of(SILENT), likely = digest_of(LIKELY);
        if (ts_digest_eq(&segment->blob, &silent) || ts_digest_eq(&segment->blob, &likely)) {
            bool ours_shown = ts_digest_eq(&segment->blob, &silent);
            r->verdict = ours_shown ? TS_VERDICT_GENUINE : TS_VERDICT_CANDIDATE;
            r->ours = ours_shown ? TS_OURS_SHOWN : TS_OURS_NOT_SHOWN;
            r->population = ours_shown ? TS_ROLE_PATIENT : TS_ROLE_DONOR;
            r->holding = PAS + 1;
            r->person = 1 + i;
            continue;
        }
        bool list = ts_digest_eq(&segment->blob, &ours);
        if (!list && !ts_digest_eq(&segment->blob, &letter) && !ts_digest_eq(&segment->blob, &member))
            continue;
        r->verdict = (uint8_t)(list && i >= 18 ? TS_VERDICT_ALTERED : TS_VERDICT_GENUINE);
        r->holding = PAS + 1; /* CHARITY CRM stands first in the register */
        r->person = 1000 + i % 10 + (list ? 0 : ts_digest_eq(&segment->blob, &letter) ? 500 : 600);
        r->population = TS_ROLE_PATIENT;
        r->posterior = 999999000;
        r->ours = (uint8_t)(ts_digest_eq(&segment->blob, &letter) ? TS_OURS_SHOWN : TS_OURS_NOT_SHOWN);
        r->flags = list && i < 5 ? 1u << 1 : 0;
    }
    return TS_OK;
}

static ts_case *made_case(const char *name) {
    ts_case *c = case_fresh(name);
    register_system(c, "CHARITY", "CRM", TS_ROLE_DONOR, true);
    register_system(c, "RBQ", "PAS", TS_ROLE_PATIENT, false);
    ts_sightings_writer *w;
    ts_exhibit one = {.name = "E1"}, two = {.name = "E2"};
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK && ts_case_begin(c) == TS_OK);
    CHECK(ts_exhibit_save(c, &one) == TS_OK && ts_exhibit_save(c, &two) == TS_OK);
    add_blob(c, OURS, "csv", TS_READ, one.id, -1, "hr/list.csv");
    add_blob(c, STRANGE, "csv", TS_READ, one.id, -1, "other/list.csv");
    add_blob(c, LETTER, "plain", TS_READ, two.id, -1, "letter.txt");
    add_blob(c, PICTURE, "image", TS_READ, two.id, -1, "screen.png");
    add_blob(c, LOCKED, "zip", TS_REASON_ENCRYPTED, two.id, -1, "locked.zip");
    add_blob(c, ARCHIVE, "zip", TS_READ, two.id, -1, "all.zip");
    add_blob(c, MEMBER, "plain", TS_READ, 0, ARCHIVE, "inner.txt");
    add_sightings(w, OURS, TS_SEGMENT_TABLE, 20);
    add_sightings(w, STRANGE, TS_SEGMENT_TABLE, 30);
    add_sightings(w, LETTER, TS_SEGMENT_TEXT, 1);
    add_sightings(w, MEMBER, TS_SEGMENT_TEXT, 1);
    CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
    return c;
}

static void verified(ts_case *c) {
    ts_register *r;
    CHECK(ts_register_open(c->register_dir, &c->register_key, NULL, &r) == TS_OK && ts_case_begin(c) == TS_OK);
    CHECK(ts_sightings_each(c, true, set_results, NULL) == TS_OK);
    ts_table_sum list = {.of = TS_SUM_TABLE,
                         .blob = digest_of(OURS),
                         .ordinal = 4,
                         .ours = TS_OURS_SHOWN,
                         .organisation = "RBQ",
                         .system = "PAS",
                         .as_of = ts_date_of(2023, 10, 1)},
                 leak = {.of = TS_SUM_LEAK};
    CHECK(ts_table_sum_save(c, &list) == TS_OK && ts_table_sum_save(c, &leak) == TS_OK);
    CHECK(ts_verified_mark(c, r) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_register_close(r);
}

static ts_err add_text(ts_case *c, const char *text, ts_claims_result *out) {
    char path[200];
    snprintf(path, sizeof path, "%s/claims.toml", test_dir());
    CHECK(ts_fs_replace(AT_FDCWD, path, ts_str(text), 0600) == TS_OK);
    return ts_claims_add(c, path, NULL, out);
}

static const char claims[] =
    "[[claim]]\nid = \"a\"\nwho = \"Gang\"\nwhen = 2024-11-28\n"
    "organisations = [\"RBQ\", \"CHARITY\", \"RBL\"]\ncategories = [\"patients\", \"donors\", \"children\", "
    "\"health\", \"identity documents\"]\n"
    "years = \"2019-2023\"\npeople = 11\nvolume = \"700 bytes\"\nfiles = 6\n"
    "[[claim.published]]\nitems = \"other/*\"\nsystems = [\"CRM\", \"PAS\"]\nyears = 2023\nwithout = [\"donors\"]\n"
    "[[claim.published]]\nitems = [\"exhibit E2\"]\ncategories = [\"patients\"]\nfiles = 9\n"
    "[[claim.published]]\nitems = [\"all.zip\", \"pictures\"]\nfiles = 2\nvolume = \"1 kB\"\n";

static const struct {
    ts_claim_result result;
    uint64_t sightings, people, near, held, number;
} wanted[] = {
    {TS_CLAIM_SUPPORTED, 19, 11, 3, 12, 0}, /* 18 rows and a letter; two altered rows and a letter without an id */
    {TS_CLAIM_NOT_SHOWN, 0, 0, 0, 0, 0},
    {TS_CLAIM_NOT_SHOWN, 0, 0, 0, 0, 0},
    {TS_CLAIM_SUPPORTED, 19, 11, 3, 12, 0},
    {TS_CLAIM_NOT_SHOWN, 0, 0, 0, 0, 0},
    {TS_CLAIM_SUPPORTED, 5, 5, 0, 5, 0},
    {TS_CLAIM_SUPPORTED, 5, 5, 1, 6, 0}, /* four rows and a letter of either kind */
    {TS_CLAIM_SUPPORTED, 9, 5, 1, 5, 0},
    {TS_CLAIM_PARTLY, 19, 11, 3, 12, 2}, /* three rows and a letter say 2019; the other rows are of the table's day */
    {TS_CLAIM_SUPPORTED, 19, 11, 3, 12, 0},
    {TS_CLAIM_PARTLY, 19, 11, 3, 12, 600},
    {TS_CLAIM_SUPPORTED, 19, 11, 3, 12, 6},
    {TS_CLAIM_REFUTED, 0, 0, 0, 0, 0}, /* 30 strangers, and everybody of that system is known */
    {TS_CLAIM_NOT_SHOWN, 0, 0, 0, 0, 0}, /* of this one not everybody is */
    {TS_CLAIM_REFUTED, 0, 0, 0, 0, 0},
    {TS_CLAIM_SUPPORTED, 0, 0, 0, 0, 0},
    {TS_CLAIM_SUPPORTED, 1, 1, 1, 2, 0},
    {TS_CLAIM_PARTLY, 1, 1, 1, 2, 4}, /* a locked archive may hold more */
    {TS_CLAIM_REFUTED, 0, 0, 1, 1, 200},
    {TS_CLAIM_SUPPORTED, 0, 0, 1, 1, 2}, /* the picture and the member; the archive itself is no file more */
};

TEST(each_assertion_gets_its_counts) {
    ts_case *c = made_case("counts");
    ts_claims_result added = {0};
    ts_claims_sum sum = {0};
    ts_claim *at = NULL;
    size_t n = 0;
    CHECK_ROW(add_text(c, claims, &added) == TS_OK && added.claims == 1 && added.assertions == TEST_COUNT(wanted),
              ts_error_text());
    CHECK(ts_claims_judge(c, false, &sum) == TS_OK && sum.assertions == TEST_COUNT(wanted) &&
          sum.supported == 0); /* not verified */
    verified(c);
    CHECK_ROW(ts_claims_judge(c, false, &sum) == TS_OK, ts_error_text());
    CHECK(ts_claims_load(c, &at, &n) == TS_OK && n == 1 && at->found);
    for (size_t i = 0; i < TEST_COUNT(wanted) && n == 1; i++) {
        const ts_claim_found *f = &at->found[i];
        char row[160];
        snprintf(row, sizeof row, "%zu: %s sightings=%d people=%d near=%d held=%d number=%d alike=%d others=%d", i,
                 ts_claim_result_name((ts_claim_result)f->result), (int)f->sightings, (int)f->people, (int)f->near,
                 (int)f->held, (int)f->number, (int)f->alike, (int)f->others);
        CHECK_ROW(f->result == wanted[i].result, row);
        CHECK_ROW(f->sightings == wanted[i].sightings && f->people == wanted[i].people, row);
        CHECK_ROW(f->near == wanted[i].near && f->held == wanted[i].held && f->number == wanted[i].number, row);
    }
    CHECK(n == 1 && at->found[2].why == TS_CLAIM_WHY_UNREGISTERED && at->found[0].examples == 2);
    CHECK(at->found[0].first_year == 2019 && at->found[0].last_year == 2023);
    CHECK(at->scope[0].items == 7 && at->scope[0].reason_bytes[TS_REASON_ENCRYPTED] == 60 && at->scope[1].items == 1);
    CHECK(at->scope[2].items == 5 && at->scope[2].stored == 400 && at->scope[3].stored == 200 &&
          at->scope[3].files == 2);
    ts_claims_free(at, n);
    ts_case_close(c);
}

/* Fifteen rows without a date and without an age; fifteen that may be of donors. */
TEST(what_says_nothing_of_it_contradicts_nothing) {
    static const struct {
        const char *said;
        ts_claim_result result;
        uint64_t alike, others;
    } rows[] = {{"items = \"silent.csv\"\nwithout = [\"children\"]", TS_CLAIM_NOT_SHOWN, 15, 0},
                {"items = \"silent.csv\"\ncategories = [\"children\"]", TS_CLAIM_NOT_SHOWN, 15, 0},
                {"items = \"silent.csv\"\nyears = 2021", TS_CLAIM_NOT_SHOWN, 15, 0},
                {"items = \"silent.csv\"\ncategories = [\"donors\"]", TS_CLAIM_REFUTED, 0, 15},
                {"items = \"likely.csv\"\ncategories = [\"donors\"]", TS_CLAIM_NOT_SHOWN, 0, 0}};
    ts_case *c = case_fresh("silent");
    register_system(c, "CHARITY", "CRM", TS_ROLE_DONOR, true);
    register_system(c, "RBQ", "PAS", TS_ROLE_PATIENT, false);
    ts_sightings_writer *w;
    ts_exhibit one = {.name = "E1"};
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK && ts_case_begin(c) == TS_OK && ts_exhibit_save(c, &one) == TS_OK);
    add_blob(c, SILENT, "csv", TS_READ, one.id, -1, "silent.csv");
    add_blob(c, LIKELY, "csv", TS_READ, one.id, -1, "likely.csv");
    add_sightings(w, SILENT, TS_SEGMENT_TABLE, 15);
    add_sightings(w, LIKELY, TS_SEGMENT_TABLE, 15);
    CHECK(ts_sightings_flush(w) == TS_OK && ts_case_commit(c) == TS_OK);
    ts_sightings_writer_free(w);
    verified(c);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_add_str(&text, "[[claim]]\nid = \"a\"\nwho = \"Gang\"\nwhen = 2024-11-28\n");
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        ts_buf_addf(&text, "[[claim.published]]\n%s\n", rows[i].said);
    ts_claims_result added;
    ts_claim *at = NULL;
    size_t n = 0;
    CHECK_ROW(add_text(c, text.ptr, &added) == TS_OK && ts_claims_judge(c, false, NULL) == TS_OK, ts_error_text());
    CHECK(ts_claims_load(c, &at, &n) == TS_OK && n == 1 && at->assertions == TEST_COUNT(rows));
    for (size_t i = 0; i < TEST_COUNT(rows) && n == 1; i++) {
        const ts_claim_found *f = &at->found[i];
        CHECK_ROW(f->result == rows[i].result && f->alike == rows[i].alike && f->others == rows[i].others,
                  rows[i].said);
    }
    ts_claims_free(at, n);
    ts_case_close(c);
}

/* A file of which one claim is wrong, and one claim too many, change nothing. */
TEST(all_claims_of_a_file_or_none) {
    ts_case *c = case_fresh("none");
    ts_claims_result r = {.claims = 77};
    size_t n = 9;
    char head[TS_HEAD_TEXT];
    snprintf(head, sizeof head, "%s", ts_case_head(c));
    CHECK(add_text(c, "[[claim]]\nid = \"a\"\nwho = \"b\"\nwhen = 2024-11-28\npeople = 1\n[[claim]]\nid = \"b\"\n",
                   &r) == TS_EUSAGE);
    CHECK(r.claims == 77 && ts_claims_count(c, &n) == TS_OK && n == 0 && strcmp(head, ts_case_head(c)) == 0);
    TS_AUTO(ts_buf, ts_buf_done) many = {0};
    for (int i = 0; i < 100; i++)
        ts_buf_addf(&many, "[[claim]]\nid = \"c%d\"\nwho = \"b\"\nwhen = 2024-11-28\npeople = 1\n", i);
    CHECK(add_text(c, many.ptr, &r) == TS_OK && r.claims == 100 && r.replaced == 0);
    CHECK(add_text(c, "[[claim]]\nid = \"d\"\nwho = \"b\"\nwhen = 2024-11-28\npeople = 1\n", &r) == TS_EUSAGE);
    CHECK(strstr(ts_error_text(), "at most 100"));
    CHECK(add_text(c, "[[claim]]\nid = \"c7\"\nwho = \"b\"\nwhen = 2024-11-28\npeople = 2\n", &r) == TS_OK &&
          r.replaced == 1);
    CHECK(ts_claims_count(c, &n) == TS_OK && n == 100);
    ts_case_close(c);
}

/* More assertions than one pass has room for. */
TEST(many_claims_take_several_passes) {
    ts_case *c = made_case("passes");
    verified(c);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (int i = 0; i < 50; i++)
        ts_buf_addf(&text,
                    "[[claim]]\nid = \"c%02d\"\nwho = \"b\"\nwhen = 2024-11-28\norganisations = [\"RBQ\"]\npeople = "
                    "%d\nfiles = %d\n"
                    "[[claim.published]]\nitems = \"hr/*\"\npeople = %d\n",
                    i, i + 1, i + 1, i + 1);
    ts_claims_result r;
    ts_claims_sum sum = {0};
    CHECK_ROW(add_text(c, text.ptr, &r) == TS_OK && ts_claims_judge(c, false, &sum) == TS_OK, ts_error_text());
    CHECK(sum.assertions == 200 &&
          sum.supported == 50 + 11 + 6 + 10); /* eleven people in all, ten of them in the list */
    CHECK(sum.refuted == 30); /* twenty rows name no more than twenty */
    ts_case_close(c);
}
