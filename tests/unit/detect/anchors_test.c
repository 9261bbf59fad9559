/* anchors_test.c - every way of the first pass gives the same bits. */
#include "detect/anchors.h"

#include <stdio.h>

#include "detect/detect.h"
#include "detect/scan.h"
#include "support/test.h"

enum { BLOCKS = 8, BYTES = BLOCKS * TS_BLOCK };

static void alike(const char *text, char before, char after, bool all, const char *row) {
    static const char *const ways[] = {"avx2", "sse2", "plain"};
    uint64_t want[BLOCKS], got[BLOCKS];
    CHECK(ts_anchors_force("plain"));
    ts_anchors_mask(text, BLOCKS, before, after, all, want);
    for (size_t i = 0; i < TEST_COUNT(ways); i++) {
        if (!ts_anchors_force(ways[i]))
            continue; /* this machine lacks it */
        CHECK_ROW(strcmp(ts_anchors_name(), ways[i]) == 0, row);
        ts_anchors_mask(text, BLOCKS, before, after, all, got);
        CHECK_ROW(memcmp(want, got, sizeof want) == 0, row);
    }
    ts_anchors_force(NULL);
}

static void all_alike(const char *text, char before, char after, const char *row) {
    alike(text, before, after, false, row);
    alike(text, before, after, true, row);
}

TEST(random_bytes_give_equal_masks) {
    char text[BYTES];
    unsigned seed = 11;
    for (int round = 0; round < 2000; round++) {
        for (size_t i = 0; i < BYTES; i++)
            text[i] = (char)((seed = seed * 1103515245u + 12345u) >> 16);
        all_alike(text, (char)(seed >> 8), (char)(seed >> 4), "random");
    }
}

TEST(random_words_give_equal_masks) {
    static const char signs[] = " .\n-";
    char text[BYTES];
    unsigned seed = 5;
    for (int round = 0; round < 4000; round++) {
        for (size_t i = 0; i < BYTES; i++) {
            unsigned dice = (seed = seed * 1103515245u + 12345u) >> 16;
            bool begins = i == 0 || !ts_is_alpha(text[i - 1]);
            text[i] = begins && dice % 8 ? (char)('A' + dice / 8 % 26)
                      : dice % 4         ? (char)('a' + dice / 8 % 26)
                                         : signs[dice / 8 % 4];
        }
        all_alike(text, ' ', (char)('a' + round % 26), "words");
    }
}

TEST(borders_and_class_edges_give_equal_masks) {
    static const char edges[] = "pwsW/0 9:=<>@ AZ[`az{_\x7F\x80\xFF\x1F";
    char text[BYTES];
    for (size_t shift = 0; shift < sizeof edges; shift++) {
        for (size_t i = 0; i < BYTES; i++)
            text[i] = edges[(i * 7 + i / 5 + shift) % (sizeof edges - 1)];
        all_alike(text, '_', 'r', "edges");
    }
    static const char same[] = "9A@:=a_ \xC3";
    for (size_t k = 0; k < sizeof same - 1; k++) {
        memset(text, same[k], BYTES);
        all_alike(text, 'x', 'x', "one byte");
        all_alike(text, 0, 0, "one byte");
    }
}

TEST(anchors_stand_where_words_begin) {
    char text[TS_BLOCK + 1] = "a9 99 AH12 xA _7 @:b.9,Z Mr Xy Ab M. Prof Tea                   D";
    uint64_t bits;
    ts_anchors_mask(text, 1, 0, 0, false, &bits);
    for (int i = 0; i < TS_BLOCK; i++) {
        bool want = i == 3 || i == 6 || i == 17 || i == 18 || i == 21 || i == 23 || i == 25 || i == 34 || i == 37;
        CHECK((bits >> i & 1) == want);
    }
    text[TS_BLOCK - 1] = 'D';
    ts_anchors_mask(text, 1, 0, 'r', false, &bits);
    CHECK(bits >> 63 == 1);
    ts_anchors_mask(text, 1, 0, 'x', false, &bits);
    CHECK(bits >> 63 == 0);
    CHECK(!ts_anchors_force("no such way"));
}

/* Whatever is asked of a capital and a small letter must be let through. */
TEST(every_title_and_closing_is_a_pair) {
    static const char *const closings[] = {"Yours", "Kind", "Best", "With"};
    for (size_t i = 0; i < TEST_COUNT(closings); i++)
        CHECK_ROW(ts_anchors_pair(closings[i][0], closings[i][1]), closings[i]);
    unsigned titles = 0;
    for (char a = 'A'; a <= 'Z'; a++)
        for (char b = 'a'; b <= 'z'; b++) {
            static const char *const ends[] = {"",   "r",  "s",    "ss", "v",       "pt", "lr",   "me",
                                               "dy", "rd", "ster", "of", "ofessor", "vd", "ctor", "rse"};
            for (size_t k = 0; k < TEST_COUNT(ends); k++) {
                char word[24];
                bool clinical;
                snprintf(word, sizeof word, "%c%c%s Smith", a, b, ends[k]);
                bool title = ts_title_at(ts_str(word), 0, strlen(word), &clinical) > 0;
                titles += title;
                CHECK_ROW(!title || ts_anchors_pair(a, b), word);
            }
        }
    CHECK(titles >= 20);
}
