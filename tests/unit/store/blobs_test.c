/* blobs_test.c - exhibits, blobs and places. */
#include "store/blobs.h"

#include "base/digest.h"
#include "unit/store/case_support.h"

static ts_blob blob_of(unsigned char first, uint64_t size) {
    return (ts_blob){.digest = {{first, 0x2a, 0x91}}, .size = size, .format = "csv", .done = true};
}

static ts_err count_exhibit(void *context, const ts_exhibit *e) {
    CHECK(strcmp(e->acquired_by, "first") == 0);
    ++*(int *)context;
    return TS_OK;
}

TEST(an_exhibit_is_kept_as_it_was_first_given) {
    ts_case *c = case_fresh("exhibit");
    ts_exhibit a = {.name = "AB/1", .source = "gang site", .acquired_by = "first", .acquired_at = "2024-12-01"};
    ts_exhibit again = {.name = "AB/1", .source = "elsewhere", .acquired_by = "second"};
    CHECK(ts_exhibit_save(c, &a) == TS_OK && ts_exhibit_save(c, &again) == TS_OK);
    CHECK(again.id == a.id && strcmp(again.source, "gang site") == 0 && strcmp(again.acquired_at, "2024-12-01") == 0);
    int n = 0;
    CHECK(ts_exhibit_each(c, count_exhibit, &n) == TS_OK && n == 1);
    ts_case_close(c);
}

TEST(a_blob_is_updated_by_its_digest) {
    ts_case *c = case_fresh("blob");
    ts_blob a = blob_of(7, 100), found = {0}, by_id = {0};
    a.done = false;
    CHECK(ts_blob_save(c, &a) == TS_OK && a.id > 0);
    int64_t id = a.id;
    a = blob_of(7, 100);
    a.reason = TS_REASON_TRUNCATED;
    a.unread = 40;
    a.content = UINT64_C(1) << 60;
    a.segments = 1, a.sightings = 2, a.members = 3;
    a.hints.byte[31] = 9;
    a.unstable = true;
    snprintf(a.message, sizeof a.message, "csv: ends early");
    CHECK(ts_blob_save(c, &a) == TS_OK && a.id == id);
    bool is = false;
    CHECK(ts_blob_find(c, &a.digest, &found, &is) == TS_OK && is && memcmp(&found, &a, sizeof a) == 0);
    CHECK(ts_blob_by_id(c, id, &by_id) == TS_OK && memcmp(&by_id, &a, sizeof a) == 0);
    CHECK(ts_blob_find(c, &(ts_digest){{8}}, &found, &is) == TS_OK && !is);
    CHECK(ts_blob_by_id(c, 999, &by_id) == TS_EDAMAGED);
    a.unread = 101;
    CHECK(ts_blob_save(c, &a) == TS_EINTERNAL);
    ts_case_close(c);
}

TEST(a_saved_blob_is_updated_by_its_id_where_it_is_its_own) {
    ts_case *c = case_fresh("by-id");
    ts_blob a = blob_of(7, 100), b = blob_of(8, 50), found = {0};
    bool is = false;
    a.done = false;
    CHECK(ts_blob_save(c, &a) == TS_OK);
    int64_t id = a.id;
    a = (ts_blob){
        .id = id, .digest = a.digest, .size = 100, .reason = TS_REASON_TRUNCATED, .unread = 40, .format = "pdf"};
    a.format_version = 5, a.content = 6, a.segments = 1, a.sightings = 2, a.members = 3, a.unstable = true;
    a.hints.byte[31] = 9;
    a.sketch[0] = 10, a.sketch[1] = 11;
    snprintf(a.message, sizeof a.message, "pdf: ends early");
    CHECK(ts_blob_save(c, &a) == TS_OK && a.id == id);
    CHECK(ts_blob_find(c, &a.digest, &found, &is) == TS_OK && is && memcmp(&found, &a, sizeof a) == 0);
    b.id = id; /* another's */
    CHECK(ts_blob_save(c, &b) == TS_OK && b.id != id);
    CHECK(ts_blob_by_id(c, id, &found) == TS_OK && memcmp(&found, &a, sizeof a) == 0);
    CHECK(ts_blob_by_id(c, b.id, &found) == TS_OK && memcmp(&found, &b, sizeof b) == 0);
    CHECK(ts_blob_done(c, id, &a.digest) == TS_OK && ts_blob_done(c, 999, &a.digest) == TS_EDAMAGED);
    a.done = true;
    CHECK(ts_blob_by_id(c, id, &found) == TS_OK && memcmp(&found, &a, sizeof a) == 0);
    ts_case_close(c);
}

static ts_err ascending(void *context, const ts_blob *b) {
    unsigned char *last = context;
    CHECK(b->digest.byte[0] > *last);
    *last = b->digest.byte[0];
    return *last == 3 ? TS_ESTOPPED : TS_OK;
}

TEST(blobs_come_by_digest_and_stop_when_told) {
    ts_case *c = case_fresh("each");
    static const unsigned char order[] = {5, 2, 9, 3, 1};
    for (size_t i = 0; i < sizeof order; i++) {
        ts_blob b = blob_of(order[i], 1);
        CHECK(ts_blob_save(c, &b) == TS_OK);
    }
    unsigned char last = 0;
    CHECK(ts_blob_each(c, ascending, &last) == TS_ESTOPPED && last == 3);
    last = 0;
    CHECK(ts_blob_each(c, ascending, &last) == TS_ESTOPPED); /* the statement was let go */
    ts_case_close(c);
}

static int64_t place(ts_case *c, int64_t exhibit, int64_t parent, int64_t blob, const char *name, uint32_t repeat) {
    ts_place p = {.blob = blob, .parent = parent, .exhibit = exhibit, .name = ts_str(name), .repeat = repeat};
    CHECK_ROW(ts_place_save(c, &p) == TS_OK, name);
    return p.id;
}

static void check_way(ts_case *c, int64_t id, const char *locator, const char *masked) {
    TS_AUTO(ts_buf, ts_buf_done) a = {0}, b = {0};
    CHECK_ROW(ts_place_locator(c, id, &a) == TS_OK && ts_span_eq(ts_buf_span(&a), ts_str(locator)), a.ptr);
    CHECK_ROW(ts_place_masked(c, id, &b) == TS_OK && ts_span_eq(ts_buf_span(&b), ts_str(masked)), b.ptr);
}

TEST(places_are_found_again_printed_and_masked) {
    ts_case *c = case_fresh("places");
    ts_exhibit e = {.name = "AB1"};
    ts_blob zip = blob_of(0x3f, 10), xlsx = blob_of(0x40, 5);
    CHECK(ts_exhibit_save(c, &e) == TS_OK && ts_blob_save(c, &zip) == TS_OK && ts_blob_save(c, &xlsx) == TS_OK);
    int64_t top = place(c, e.id, 0, zip.id, "drop/Smith.zip", 1);
    int64_t in = place(c, 0, zip.id, xlsx.id, "hr/J. Smith/pay.XLSX", 1);
    int64_t second = place(c, 0, zip.id, xlsx.id, "hr/J. Smith/pay.XLSX", 2);
    int64_t odd = place(c, e.id, 0, 0, "letter.Smith", 1);
    int64_t dots = place(c, e.id, 0, xlsx.id, "Smith.pdf/readme", 1);
    CHECK(place(c, 0, zip.id, xlsx.id, "hr/J. Smith/pay.XLSX", 1) == in && second != in);
    check_way(c, top, "AB1/drop/Smith.zip", "AB1/…/….zip [3F2A91]");
    check_way(c, in, "AB1/drop/Smith.zip!/hr/J. Smith/pay.XLSX", "AB1/…/….zip!/…/…/….xlsx [402A91]");
    check_way(c, second, "AB1/drop/Smith.zip!/hr/J. Smith/pay.XLSX~2", "AB1/…/….zip!/…/…/….xlsx [402A91]");
    check_way(c, odd, "AB1/letter.Smith", "AB1/…");
    check_way(c, dots, "AB1/Smith.pdf/readme", "AB1/…/… [402A91]");
    bool found = false;
    ts_place p = {0};
    CHECK(ts_place_find(c, 0, zip.id, ts_str("hr/J. Smith/pay.XLSX"), 2, &p, &found) == TS_OK && found &&
          p.id == second);
    CHECK(ts_place_find(c, e.id, zip.id, ts_str("hr/J. Smith/pay.XLSX"), 2, &p, &found) == TS_OK && !found);
    int64_t any;
    CHECK(ts_place_of_blob(c, xlsx.id, &any) == TS_OK && any == in);
    ts_case_close(c);
}

static ts_err check_place(void *context, const ts_place *p) {
    const ts_place *want = context;
    CHECK(ts_span_eq(p->name, want->name) && p->size == want->size && p->reason == want->reason);
    CHECK(memcmp(p->file_id, want->file_id, sizeof p->file_id) == 0 && p->ordinal == want->ordinal);
    return TS_OK;
}

TEST(a_place_keeps_any_bytes_and_numbers) {
    ts_case *c = case_fresh("bytes");
    ts_place p = {.exhibit = 1,
                  .name = ts_span_of("a\0b\xff\n/c", 7),
                  .repeat = 1,
                  .ordinal = 77,
                  .size = UINT64_MAX,
                  .reason = TS_REASON_POLICY,
                  .file_id = {UINT64_MAX, 1, 2, UINT64_C(1) << 63}};
    CHECK(ts_place_save(c, &p) == TS_OK);
    CHECK(ts_place_each(c, check_place, &p) == TS_OK);
    p.ordinal = 78;
    p.size = 3;
    CHECK(ts_place_save(c, &p) == TS_OK);
    CHECK(ts_place_each(c, check_place, &p) == TS_OK);
    CHECK(ts_db_exec(c->db, "UPDATE place SET ordinal = 5") == TS_OK); /* its seal says 78 */
    CHECK(ts_place_each(c, check_place, &p) == TS_EDAMAGED);
    ts_case_close(c);
}

TEST(an_archive_that_holds_itself_still_has_a_way_up) {
    ts_case *c = case_fresh("itself");
    ts_exhibit e = {.name = "E1"};
    ts_blob b = blob_of(1, 10);
    CHECK(ts_exhibit_save(c, &e) == TS_OK && ts_blob_save(c, &b) == TS_OK);
    place(c, e.id, 0, b.id, "r.zip", 1);
    check_way(c, place(c, 0, b.id, b.id, "r.zip", 1), "E1/r.zip!/r.zip", "E1/….zip!/….zip [012A91]");
    ts_blob lost = blob_of(2, 1); /* only ever inside itself: not what ingest writes */
    CHECK(ts_blob_save(c, &lost) == TS_OK);
    int64_t id = place(c, 0, lost.id, lost.id, "x", 1);
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    CHECK(ts_place_locator(c, id, &out) == TS_EDAMAGED);
    ts_case_close(c);
}
