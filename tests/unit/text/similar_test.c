/* similar_test.c - distances against known values and against their own symmetry. */
#include "text/similar.h"

#include "support/test.h"

TEST(distances_of_known_pairs) {
    static const struct {
        const char *a, *b;
        unsigned cap, want;
    } rows[] = {{"SMITH", "SMITH", 3, 0},          {"SMITH", "SMYTH", 3, 1},
                {"SMITH", "SMIHT", 3, 1},          {"", "ABC", 5, 3},
                {"KITTEN", "SITTING", 5, 3},       {"CA", "ABC", 5, 3}, /* optimal string alignment, not Damerau: 3 */
                {"ABCDEF", "UVWXYZ", 2, 3},        {"1987-04-23", "1987-23-04", 4, 4},
                {"9990000018", "9990000081", 2, 1}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        CHECK_ROW(ts_edit_distance(ts_str(rows[i].a), ts_str(rows[i].b), rows[i].cap) == rows[i].want, rows[i].a);
        CHECK_ROW(ts_edit_distance(ts_str(rows[i].b), ts_str(rows[i].a), rows[i].cap) == rows[i].want, rows[i].b);
    }
}

TEST(winkler_gives_the_published_values) {
    /* Winkler 1990: MARTHA/MARHTA .961, DIXON/DICKSONX .813, JELLYFISH/SMELLYFISH .896. */
    CHECK(ts_jaro_winkler(ts_str("MARTHA"), ts_str("MARHTA")) == 961);
    CHECK(ts_jaro_winkler(ts_str("DIXON"), ts_str("DICKSONX")) == 813);
    CHECK(ts_jaro_winkler(ts_str("JELLYFISH"), ts_str("SMELLYFISH")) == 896);
    CHECK(ts_jaro_winkler(ts_str("ABC"), ts_str("XYZ")) == 0 && ts_jaro_winkler(ts_str(""), ts_str("")) == 1000);
}

TEST(long_values_are_bounded) {
    char a[600], b[600];
    memset(a, 'A', sizeof a);
    memset(b, 'B', sizeof b);
    CHECK(ts_edit_distance(ts_span_of(a, 600), ts_span_of(b, 600), 3) == 4);
    CHECK(ts_edit_distance(ts_span_of(a, 600), ts_span_of(a, 599), 3) == 1);
    CHECK(ts_jaro_winkler(ts_span_of(a, 600), ts_span_of(b, 600)) == 0);
}
