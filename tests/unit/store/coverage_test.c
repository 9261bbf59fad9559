/* coverage_test.c - the ledger: sums are whole by reason, by type and by exhibit. */
#include "store/coverage.h"

#include "base/mem.h"
#include "store/sightings.h"
#include "unit/store/case_support.h"

static ts_blob blob_of(unsigned char first, uint64_t size) {
    return (ts_blob){.digest = {{first, 0x2a, 0x91}}, .size = size, .format = "csv", .done = true};
}

static int64_t place(ts_case *c, int64_t exhibit, int64_t parent, int64_t blob, const char *name, uint32_t repeat) {
    ts_place p = {.blob = blob, .parent = parent, .exhibit = exhibit, .name = ts_str(name), .repeat = repeat};
    CHECK_ROW(ts_place_save(c, &p) == TS_OK, name);
    return p.id;
}

TEST(coverage_sums_are_whole) {
    static const struct {
        uint64_t size, unread;
        ts_reason reason;
        bool done;
    } rows[] = {{100, 0, TS_READ, true},
                {50, 20, TS_REASON_TRUNCATED, true},
                {30, 30, TS_REASON_ENCRYPTED, true},
                {0, 0, TS_REASON_CORRUPT, true},
                {0, 0, TS_READ, true},
                {40, 0, TS_READ, false},
                {60, 0, TS_REASON_TOO_DEEP, true},
                {70, 10, TS_READ, true}};
    ts_case *c = case_fresh("coverage");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_blob b = blob_of((unsigned char)(i + 1), rows[i].size);
        b.unread = rows[i].unread;
        b.reason = rows[i].reason;
        b.done = rows[i].done;
        b.unstable = i == 1;
        b.content = 7;
        if (i == 0 || i == 7)
            snprintf(b.format, sizeof b.format, "pdf");
        CHECK(ts_blob_save(c, &b) == TS_OK);
        char name[8];
        snprintf(name, sizeof name, "f%zu", i);
        place(c, 1, 0, b.id, name, 1);
    }
    place(c, 1, 0, 1, "twin", 1);
    ts_place later = {.exhibit = 1, .name = ts_str("later"), .repeat = 1, .size = 5}; /* listed, not yet opened */
    CHECK(ts_place_save(c, &later) == TS_OK);
    ts_place none = {.exhibit = 1, .name = ts_str("fifo"), .repeat = 1, .reason = TS_REASON_POLICY, .size = 9};
    CHECK(ts_place_save(c, &none) == TS_OK);
    ts_coverage v;
    CHECK(ts_coverage_load(c, &v) == TS_OK);
    CHECK(v.files == 11 && v.file_bytes == 350 + 100 + 9 + 5);
    CHECK(v.all.items == 10 && v.all.read == 2 && v.all.partly == 3 && v.all.unread == 3 && v.all.waiting == 2);
    CHECK(v.all.bytes == 364 && v.all.bytes_unread == 20 + 30 + 10 + 9 && v.all.bytes_waiting == 45);
    CHECK(v.all.bytes_read == 364 - v.all.bytes_unread - v.all.bytes_waiting);
    CHECK(v.twins == 2 && v.unstable == 1);
    uint64_t items = 0, bytes = 0;
    for (int i = 0; i < TS_REASON_COUNT; i++) {
        items += v.reason_items[i];
        bytes += v.reason_bytes[i];
    }
    CHECK(items == v.all.items - v.all.waiting && bytes == v.all.bytes - v.all.bytes_waiting);
    CHECK(v.reason_items[TS_READ] == v.all.read);
    CHECK(v.reason_bytes[TS_REASON_ENCRYPTED] == 30 && v.reason_bytes[TS_REASON_POLICY] == 9);
    ts_cover sum = {0};
    for (size_t i = 0; i < v.types; i++) {
        const ts_cover *t = &v.type[i].cover;
        CHECK_ROW(t->items == t->read + t->partly + t->unread + t->waiting, v.type[i].name);
        CHECK_ROW(t->bytes == t->bytes_read + t->bytes_unread + t->bytes_waiting, v.type[i].name);
        sum.items += t->items, sum.read += t->read, sum.partly += t->partly, sum.unread += t->unread;
        sum.bytes += t->bytes, sum.bytes_unread += t->bytes_unread, sum.content += t->content;
    }
    CHECK(v.types == 3 && strcmp(v.type[0].name, "csv") == 0 && strcmp(v.type[1].name, "pdf") == 0 &&
          !v.type[2].name[0]);
    CHECK(v.type[2].cover.items == 2 && v.type[2].cover.unread == 1 && v.type[2].cover.waiting == 1);
    CHECK(sum.items == v.all.items && sum.read == v.all.read && sum.partly == v.all.partly);
    CHECK(sum.unread == v.all.unread && sum.bytes == v.all.bytes && sum.bytes_unread == v.all.bytes_unread);
    CHECK(sum.content == v.all.content && v.all.content == 7 * 7); /* not of what waits */
    ts_case_close(c);
}

/* Two drops; the second repeats a file, holds one of the first's members loose, and brings its own. */
/* Slices of a large item that are read before the rest: their bytes are read, the item waits all the same. */
TEST(a_sample_is_read_and_the_rest_of_it_waits) {
    ts_case *c = case_fresh("sample");
    ts_sightings_writer *w;
    ts_blob b = blob_of(1, 1000);
    b.done = false;
    ts_exhibit e = {.name = "E1"};
    CHECK(ts_case_begin(c) == TS_OK && ts_exhibit_save(c, &e) == TS_OK && ts_blob_save(c, &b) == TS_OK);
    place(c, e.id, 0, b.id, "large", 1);
    CHECK(ts_sightings_writer_new(c, &w) == TS_OK && ts_sightings_sampled(w, &b.digest, 100) == TS_OK &&
          ts_sightings_sampled(w, &b.digest, 150) == TS_OK);
    for (int k = 0; k < 2; k++) {
        ts_coverage v;
        ts_drop *drop = NULL;
        size_t n = 0;
        CHECK(ts_coverage_load(c, &v) == TS_OK && ts_drops_load(c, &drop, &n) == TS_OK && n == 1);
        CHECK(v.all.items == 1 && v.all.waiting == (k ? 0 : 1) && v.all.read == (k ? 1 : 0));
        CHECK(v.all.bytes_read == (k ? 1000 : 250) && v.all.bytes_waiting == (k ? 0 : 750));
        CHECK(v.reason_bytes[TS_READ] == v.all.bytes_read && v.type[0].cover.bytes_read == v.all.bytes_read);
        CHECK(drop[0].new_items.bytes_read == v.all.bytes_read);
        CHECK(drop[0].new_items.bytes_waiting == v.all.bytes_waiting);
        ts_free(drop);
        b.done = true; /* what the sample had does not count twice */
        CHECK(ts_blob_save(c, &b) == TS_OK);
    }
    ts_sightings_writer_free(w);
    ts_case_rollback(c);
    ts_case_close(c);
}

TEST(a_drop_is_credited_with_what_it_was_the_first_to_show) {
    ts_case *c = case_fresh("drops");
    ts_exhibit first = {.name = "A"}, second = {.name = "B"}, empty = {.name = "C"};
    CHECK(ts_exhibit_save(c, &first) == TS_OK && ts_exhibit_save(c, &second) == TS_OK);
    CHECK(ts_exhibit_save(c, &empty) == TS_OK);
    ts_blob zip = blob_of(1, 100), member = blob_of(2, 10), same = blob_of(3, 1000), fresh = blob_of(4, 7);
    ts_blob inner = blob_of(5, 3), deep = blob_of(6, 2);
    ts_blob *all[] = {&zip, &member, &same, &fresh, &inner, &deep};
    for (size_t i = 0; i < TEST_COUNT(all); i++)
        CHECK(ts_blob_save(c, all[i]) == TS_OK);
    place(c, second.id, 0, same.id, "again.csv", 1);
    place(c, second.id, 0, member.id, "loose.csv", 1);
    place(c, second.id, 0, fresh.id, "new.zip", 1);
    place(c, 0, fresh.id, inner.id, "inner.zip", 1);
    place(c, 0, inner.id, deep.id, "deep.csv", 1);
    place(c, first.id, 0, zip.id, "a.zip", 1);
    place(c, 0, zip.id, member.id, "m.csv", 1);
    place(c, first.id, 0, same.id, "s.csv", 1);
    ts_place none = {
        .parent = fresh.id, .name = ts_str("locked"), .repeat = 1, .reason = TS_REASON_ENCRYPTED, .size = 9};
    CHECK(ts_place_save(c, &none) == TS_OK);

    ts_firsts *f;
    CHECK(ts_firsts_new(c, &f) == TS_OK);
    CHECK(ts_first_exhibit(f, zip.id) == first.id && ts_first_exhibit(f, member.id) == first.id);
    CHECK(ts_first_exhibit(f, same.id) == first.id && ts_first_exhibit(f, deep.id) == second.id);
    CHECK(ts_first_exhibit(f, 0) == 0 && ts_first_exhibit(f, -1) == 0 && ts_first_exhibit(f, 99) == 0);
    ts_firsts_free(f);

    ts_drop *d;
    size_t n;
    CHECK(ts_drops_load(c, &d, &n) == TS_OK && n == 3);
    CHECK(d[0].files == 2 && d[0].file_bytes == 1100 && d[0].new_items.items == 3 && d[0].new_items.bytes == 1110);
    CHECK(d[1].files == 3 && d[1].file_bytes == 1017 && d[1].new_items.items == 4);
    CHECK(d[1].new_items.bytes == 7 + 3 + 2 + 9 && d[1].new_items.unread == 1 && d[1].new_items.read == 3);
    CHECK(d[2].files == 0 && d[2].new_items.items == 0);
    ts_free(d);

    /* A copy of the second's container turns up in the first: all that stands in it follows. */
    place(c, first.id, 0, fresh.id, "found later.zip", 1);
    CHECK(ts_firsts_new(c, &f) == TS_OK);
    CHECK(ts_first_exhibit(f, fresh.id) == first.id && ts_first_exhibit(f, inner.id) == first.id);
    CHECK(ts_first_exhibit(f, deep.id) == first.id);
    ts_firsts_free(f);
    ts_case_close(c);
}
