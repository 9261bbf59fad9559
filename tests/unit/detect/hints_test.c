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

/* Hints that were read know how long ids are; those that were filled in ask each mask. */
TEST(ids_fit_by_masks_of_any_length) {
    static const struct {
        const char *id;
        bool fits;
    } rows[] = {{"AH1234567", true},
                {"B123", true},
                {"9", true},
                {"", false},
                {"B12", false},
                {"B1234", false},
                {"AH123456", false},
                {"BH1234567", false},
                {"AH12345678", false},
                {"99", false},
                {"ABCDEFGHIJKLMNOPQRSTUVWXYZ12345678901234567890", false}};
    const ts_hints filled = {.mask = {{"\\A\\H9999999", 120}, {"A999", 7}, {"9", 1}}, .masks = 3};
    ts_hints read = {0};
    ts_buf b = {0};
    ts_hints_write(&filled, &b);
    CHECK(ts_hints_read(ts_buf_span(&b), &read) == TS_OK);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_norm id = {0};
        ts_norm_set(&id, ts_str(rows[i].id));
        CHECK_ROW(ts_hints_fit(&filled, &id) == rows[i].fits, rows[i].id);
        CHECK_ROW(ts_hints_fit(&read, &id) == rows[i].fits, rows[i].id);
    }
    ts_buf_done(&b);
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
