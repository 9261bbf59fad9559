/* anchors_test.c - every way of the first pass gives the same bits. */
#include "detect/anchors.h"

#include "detect/detect.h"
#include "support/test.h"

enum { BLOCKS = 8, BYTES = BLOCKS * TS_BLOCK };

static void all_alike(const char *text, char before, const char *row) {
    static const char *const ways[] = {"avx2", "sse2", "plain"};
    uint64_t want[BLOCKS], got[BLOCKS];
    CHECK(ts_anchors_force("plain"));
    ts_anchors_mask(text, BLOCKS, before, want);
    for (size_t i = 0; i < TEST_COUNT(ways); i++) {
        if (!ts_anchors_force(ways[i]))
            continue; /* this machine lacks it */
        CHECK_ROW(strcmp(ts_anchors_name(), ways[i]) == 0, row);
        ts_anchors_mask(text, BLOCKS, before, got);
        CHECK_ROW(memcmp(want, got, sizeof want) == 0, row);
    }
    ts_anchors_force(NULL);
}

TEST(random_bytes_give_equal_masks) {
    char text[BYTES];
    unsigned seed = 11;
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < BYTES; i++)
            text[i] = (char)((seed = seed * 1103515245u + 12345u) >> 16);
        all_alike(text, (char)(seed >> 8), "random");
    }
}

TEST(borders_and_class_edges_give_equal_masks) {
    static const char edges[] = "/0 9:@ AZ[`az{_\x7F\x80\xFF\x1F";
    char text[BYTES];
    for (size_t shift = 0; shift < sizeof edges; shift++) {
        for (size_t i = 0; i < BYTES; i++)
            text[i] = edges[(i * 7 + i / 5 + shift) % (sizeof edges - 1)];
        all_alike(text, '_', "edges");
    }
    static const char same[] = "9A@:a_ \xC3";
    for (size_t k = 0; k < sizeof same - 1; k++) {
        memset(text, same[k], BYTES);
        all_alike(text, 'x', "one byte");
        all_alike(text, 0, "one byte");
    }
}

TEST(anchors_stand_where_words_begin) {
    char text[TS_BLOCK + 1] = "a9 99 AH12 xA _7 @:b.9,Z                                        ";
    uint64_t bits;
    ts_anchors_mask(text, 1, 0, &bits);
    for (int i = 0; i < TS_BLOCK; i++) {
        bool want = i == 3 || i == 6 || i == 17 || i == 18 || i == 21 || i == 23;
        CHECK((bits >> i & 1) == want);
    }
    CHECK(!ts_anchors_force("no such way"));
}
