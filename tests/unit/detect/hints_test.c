/* hints_test.c - hints survive their own bytes, and no others. */
#include "detect/detect.h"

#include "detect/name_filter.h"
#include "support/test.h"

TEST(written_hints_read_back) {
    ts_hints h = {.mask = {{"\\A\\H9999999", 120}, {"A999", 7}}, .masks = 2, .test_realm = true}, back = {0};
    ts_buf b = {0}, again = {0};
    ts_hints_write(&h, &b);
    CHECK(ts_hints_read(ts_buf_span(&b), &back) == TS_OK && back.masks == 2 && back.test_realm &&
          back.mask[0].share == 120 && strcmp(back.mask[1].mask, "A999") == 0);
    ts_hints_write(&back, &again);
    CHECK(ts_span_eq(ts_buf_span(&b), ts_buf_span(&again)));
    for (size_t n = 0; n < b.len; n++)
        CHECK(ts_hints_read(ts_slice(ts_buf_span(&b), 0, n), &back) == TS_EFORMAT);
    ts_buf_add_char(&b, 'x');
    CHECK(ts_hints_read(ts_buf_span(&b), &back) == TS_EFORMAT && back.masks == 2);
    ts_buf_done(&b);
    ts_buf_done(&again);
}

TEST(names_travel_beside_packs_and_are_looked_at) {
    static const uint64_t mark[] = {0x1111111111111101, 0x2222222222222203}, salt[TS_NAME_SALTS] = {5, 6, 7};
    ts_buf filter = {0}, b = {0};
    ts_hints back = {0};
    ts_name_filter f;
    ts_name_filter_write(mark, 2, salt, &filter);
    ts_hints h = {.names = ts_buf_span(&filter), .packs = ts_str("packs"), .mask = {{"A999", 7}}, .masks = 1};
    ts_hints_write(&h, &b);
    CHECK(ts_hints_read(ts_buf_span(&b), &back) == TS_OK && ts_span_eq(back.names, h.names) &&
          ts_span_eq(back.packs, h.packs) && back.masks == 1);
    CHECK(ts_name_filter_read(back.names, &f) == TS_OK && ts_name_filter_roles(&f, mark[1] & ~UINT64_C(3)) == 3);
    for (size_t n = 0; n < b.len; n++)
        CHECK(ts_hints_read(ts_slice(ts_buf_span(&b), 0, n), &back) == TS_EFORMAT);
    filter.ptr[4] = 9; /* another directory than there is */
    ts_buf_clear(&b);
    ts_hints_write(&h, &b);
    CHECK(ts_hints_read(ts_buf_span(&b), &back) == TS_EFORMAT);
    ts_buf_done(&filter);
    ts_buf_done(&b);
}
