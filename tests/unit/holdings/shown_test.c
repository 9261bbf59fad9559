/* shown_test.c - no name of a file's own steers the terminal. */
#include "holdings/shown.h"

#include "support/test.h"

TEST(names_cannot_steer_a_terminal) {
    static const struct {
        const char *name, *want, *why;
    } rows[] = {
        {"patients", "patients", "as it is"},
        {"Pati\xc3\xabnten", "Pati\xc3\xabnten", "letters of any language"},
        {"pat\x1b[31mRED", "pat?[31mRED", "an escape"},
        {"a\nb\rc\x7f", "a?b?c?", "line ends, delete"},
        {"a\xc2\x9b"
         "31m",
         "a?31m", "a control of eight bits"},
        {"a\x9b"
         "31m",
         "a?31m", "the same as a byte alone"},
        {"a\xe2\x80\xae"
         "b",
         "a?b", "right to left"},
        {"a\xe2\x80\xa8"
         "b",
         "a?b", "a line end of Unicode"},
        {"twelve letters", "twelve lette", "no more than was asked for"},
        {"", "", "nothing"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf got = {0};
        ts_shown_name(&got, ts_str(rows[i].name), 12);
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        ts_buf_done(&got);
    }
}
