/* hints_test.c - hints survive their own bytes, and no others. */
#include "detect/detect.h"

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
