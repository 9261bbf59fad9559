/* locator_test.c - parse(print(x)) = x, and what no locator is. */
#include "model/locator.h"
#include "support/test.h"

TEST(what_is_parsed_prints_the_same) {
    static const char *const rows[] = {"AB1/drop.zip!/hr/pay.xlsx#Sheet1!R12C3",
                                       "AB1/letter.pdf#p2@120-131",
                                       "export.csv#row=88;col=4",
                                       "a.zip!/b.zip!/c.txt#@0-1",
                                       "scan.txt",
                                       "x~2#row=1",
                                       "t.sql#patients!R9",
                                       "odd%21%23name%7E.txt#p%401@3-4"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_locator l;
        CHECK_ROW(ts_locator_parse(ts_str(rows[i]), &l) == TS_OK, rows[i]);
        ts_buf out = {0};
        ts_locator_print(&l, &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i])), rows[i]);
        ts_buf_done(&out);
    }
}

TEST(names_of_any_bytes_come_back) {
    uint64_t random = 7;
    for (int round = 0; round < 2000; round++) {
        char raw[24];
        size_t len = 1 + (size_t)(round % 23);
        for (size_t i = 0; i < len; i++)
            random = random * UINT64_C(6364136223846793005) + 1, raw[i] = (char)(random >> 40);
        ts_buf escaped = {0}, again = {0};
        unsigned repeat;
        ts_locator_add_name(&escaped, (ts_span){raw, len}, 1 + (unsigned)round % 3);
        CHECK(ts_utf8_valid(ts_buf_span(&escaped)));
        CHECK(ts_span_find(ts_buf_span(&escaped), ts_str("!"), 0) == SIZE_MAX &&
              ts_span_find(ts_buf_span(&escaped), ts_str("\n"), 0) == SIZE_MAX);
        CHECK(ts_locator_read_name(ts_buf_span(&escaped), &again, &repeat));
        CHECK(ts_span_eq(ts_buf_span(&again), (ts_span){raw, len}) && repeat == 1 + (unsigned)round % 3);
        ts_buf_done(&escaped);
        ts_buf_done(&again);
    }
}

TEST(what_is_none_is_refused) {
    static const char *const rows[] = {"a#",      "a#row=",  "a#row=01",   "a#@5-4", "a#@x-1", "a#row=1;col=0",
                                       "a#!R1C1", "a#S!R1C", "a#row=1;x=2"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_locator l = {.levels = 99};
        CHECK_ROW(ts_locator_parse(ts_str(rows[i]), &l) == TS_EUSAGE, rows[i]);
        CHECK_ROW(l.levels == 99, rows[i]);
    }
}
