/* copies_test.c - which places hold the same bytes or nearly the same text, group by group. */
#include "store/copies.h"

#include "base/digest.h"
#include "store/blobs.h"
#include "unit/store/case_support.h"

static void blob(ts_case *c, unsigned char first, uint64_t sketch, uint64_t content, bool done) {
    ts_blob b = {.digest = {{first}}, .size = 10, .sketch = {sketch, 1}, .content = content, .done = done};
    CHECK(ts_blob_save(c, &b) == TS_OK && b.id == first);
}

static void place(ts_case *c, int64_t id, int64_t parent, const char *name) {
    ts_place p = {.blob = id, .parent = parent, .exhibit = parent ? 0 : 1, .name = ts_str(name), .repeat = 1};
    CHECK_ROW(ts_place_save(c, &p) == TS_OK, name);
}

static ts_err tell(void *context, const ts_copied *p) {
    ts_buf_addf(context, "%u %s %lld %lld|", p->group, ts_copy_name(p->kind), (long long)p->place, (long long)p->blob);
    return TS_OK;
}

TEST(groups_hold_what_is_the_same_and_what_is_near) {
    ts_case *c = case_fresh("copies");
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    CHECK(ts_copies_each(c, tell, &got) == TS_OK && got.len == 0);
    blob(c, 1, 0xF0F0, 1000, true); /* alone */
    blob(c, 2, 0xABCDEF0123, 1000, true);
    blob(c, 3, 0, 0, true); /* twice, without a text */
    blob(c, 4, 0xABCDEF0122, 1010, true); /* near 2, and twice */
    blob(c, 5, 0xABCDEF0122, 9000, true); /* begins alike and is longer */
    blob(c, 6, 0xABCDEF0120, 1000, false); /* not yet read */
    place(c, 1, 0, "a");
    place(c, 3, 0, "b");
    place(c, 4, 0, "c");
    place(c, 5, 0, "d");
    place(c, 2, 3, "e");
    place(c, 3, 0, "f");
    place(c, 4, 3, "g");
    place(c, 6, 0, "h");
    CHECK(ts_copies_each(c, tell, &got) == TS_OK);
    ts_buf_add_char(&got, 0);
    CHECK_ROW(strcmp(got.ptr, "1 first 2 3|1 same 6 3|2 first 3 4|2 near 5 2|2 same 7 4|") == 0, got.ptr);
    uint64_t groups, copies;
    CHECK(ts_copies_near(c, &groups, &copies) == TS_OK && groups == 1 && copies == 1);
    ts_case_close(c);
}
