/* name_mark_test.c - the mark of a name's word: the same for ever, another for another word, none for what is no word. */
#include "text/name_mark.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/test.h"

TEST(marks_are_those_that_stand_in_index_files) {
    static const struct {
        const char *word;
        uint64_t mark;
    } rows[] = {{"ADEBIMPE", UINT64_C(0xC34E7C4825D43178)},
                {"OYELARAN", UINT64_C(0x4C2E7ACDAE503B84)},
                {"ZOE", UINT64_C(0x2A0E9E1F99E45C98)}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_name_mark(ts_str(rows[i].word)) == rows[i].mark, rows[i].word);
}

TEST(what_is_no_word_has_no_mark) {
    static const char *const rows[] = {
        "",
        "A",
        "DE", /* initials, particles */
        "Smith",
        "SMITH JONES",
        "O'BRIEN", /* no normal form's word */
        "ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFG" /* longer than any */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_name_mark(ts_str(rows[i])) == 0, rows[i]);
}

static int cmp_mark(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

TEST(words_that_differ_little_have_marks_of_their_own) {
    enum { WORDS = 26 * 26 * 26 * 2 };
    static uint64_t mark[WORDS];
    size_t n = 0, roles = 0, high = 0;
    for (char a = 'A'; a <= 'Z'; a++)
        for (char b = 'A'; b <= 'Z'; b++)
            for (char c = 'A'; c <= 'Z'; c++) {
                char word[12];
                snprintf(word, sizeof word, "%c%c%cHOLM%c%c", a, b, c, b, a);
                mark[n++] = ts_name_mark(ts_slice(ts_str(word), 0, 3));
                mark[n++] = ts_name_mark(ts_str(word));
            }
    for (size_t i = 0; i < WORDS; i++) {
        roles |= mark[i] & TS_NAME_ROLES;
        high += mark[i] >> 63;
    }
    qsort(mark, WORDS, sizeof *mark, cmp_mark);
    size_t twins = 0;
    for (size_t i = 1; i < WORDS; i++)
        twins += mark[i] == mark[i - 1];
    CHECK(roles == 0 && twins == 0 && mark[0] != 0);
    CHECK(high > WORDS * 49 / 100 && high < WORDS * 51 / 100); /* buckets are chosen by the highest bits */
}
