/* fold_test.c - folding: accents, width, signs and space, and that folding twice changes nothing. */
#include "text/fold.h"

#include "support/test.h"

static bool folds_to(const char *raw, const char *want) {
    ts_buf b = {0};
    ts_fold(ts_str(raw), &b);
    bool same = ts_span_eq(ts_buf_span(&b), ts_str(want));
    ts_buf_done(&b);
    return same;
}

TEST(written_forms_fold_alike) {
    static const char *const rows[][2] = {{"Siân  O\xE2\x80\x99Neill", "SIAN O'NEILL"},
                                          {"  Łukasz\tŻak ", "LUKASZ ZAK"},
                                          {"Straße", "STRASSE"},
                                          {"Ægir", "AEGIR"},
                                          {"Ｓｍｉｔｈ", "SMITH"},
                                          {"Ledgard\xE2\x80\x90Hoyle", "LEDGARD-HOYLE"},
                                          {"Jose\xCC\x81", "JOSE"},
                                          {"Nguyễn", "NGUYEN"},
                                          {"Ŵyn ŷ", "WYN Y"},
                                          {"A\xC2\xA0 B", "A B"},
                                          {"Ștefan", "STEFAN"},
                                          {"Иванов", "Иванов"},
                                          {"", ""},
                                          {" \t ", ""},
                                          {"×÷", "×÷"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(folds_to(rows[i][0], rows[i][1]), rows[i][1]);
}

TEST(any_bytes_fold_once_and_never_grow) {
    unsigned seed = 7;
    for (int round = 0; round < 3000; round++) {
        char raw[40];
        size_t n = (size_t)round % sizeof raw;
        for (size_t i = 0; i < n; i++)
            raw[i] = (char)((seed = seed * 1103515245u + 12345u) >> 16);
        ts_buf once = {0}, twice = {0};
        ts_fold(ts_span_of(raw, n), &once);
        ts_fold(ts_buf_span(&once), &twice);
        CHECK(once.len <= n && ts_span_eq(ts_buf_span(&once), ts_buf_span(&twice)));
        ts_buf_done(&once);
        ts_buf_done(&twice);
    }
}

TEST(a_small_buffer_is_refused_whole) {
    char out[4];
    CHECK(ts_fold_into(ts_str("Smith"), out, sizeof out) == SIZE_MAX);
    CHECK(ts_fold_into(ts_str(" Ann "), out, sizeof out) == 3);
}
