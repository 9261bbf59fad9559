/* name_filter_test.c - the filter knows the words that were put into it and, whatever the salt, the same others. */
#include "detect/name_filter.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "support/test.h"
#include "text/name_mark.h"

/* The last is as poor as a salt can be. */
static const uint64_t salts[3][TS_NAME_SALTS] = {
    {UINT64_C(0x0123456789ABCDEF), 42, UINT64_C(0xFEDCBA9876543210)},
    {UINT64_C(0x8000000000000001), UINT64_C(0xDEADBEEF00C0FFEE), 7},
    {0, 0, 0},
};

/* A hash of the number, as marks are. */
static uint64_t mark_of(uint64_t n) {
    char word[16];
    snprintf(word, sizeof word, "%08llX", (unsigned long long)n);
    for (char *c = word; *c; c++)
        *c = (char)(*c <= '9' ? *c - '0' + 'G' : *c);
    return ts_name_mark(ts_str(word));
}

static int cmp_mark(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static uint64_t *marks(size_t n) {
    uint64_t *mark = ts_alloc_array(n + 1, sizeof *mark);
    for (size_t i = 0; i < n; i++)
        mark[i] = mark_of(i) | (i % 3 + 1);
    qsort(mark, n, sizeof *mark, cmp_mark);
    return mark;
}

TEST(what_was_put_in_is_known_and_hardly_anything_else) {
    static const size_t sizes[] = {0, 1, 2, 100, 70000};
    for (size_t k = 0; k < TEST_COUNT(sizes); k++) {
        size_t n = sizes[k], missed = 0, others = 0;
        uint64_t *mark = marks(n);
        for (int s = 0; s < 3; s++) {
            ts_buf b = {0};
            ts_name_filter f = {0};
            ts_name_filter_write(mark, n, salts[s], &b);
            CHECK(ts_name_filter_read(ts_buf_span(&b), &f) == TS_OK);
            for (size_t i = 0; i < n; i += s == 2 ? 1 + n / 100 : 1)
                missed += ts_name_filter_roles(&f, mark_of(i)) != i % 3 + 1;
            for (size_t i = 0; i < (s == 2 ? 100 : 300000); i++)
                others += ts_name_filter_roles(&f, mark_of(n + 1 + i)) != 0;
            CHECK(ts_name_filter_roles(&f, 0) == 0);
            CHECK(n < 70000 || b.len < n * 5); /* the directory is a third of it at most */
            ts_buf_done(&b);
        }
        CHECK(missed == 0 && others == 0);
        ts_free(mark);
    }
}

/* A few words are cut to a few bits: words that pass for them can be made, and are the same under each salt. */
TEST(which_words_pass_for_others_does_not_depend_on_the_salt) {
    static const uint64_t held[] = {UINT64_C(0x1234567812345678) & ~(uint64_t)TS_NAME_ROLES,
                                    UINT64_C(0xABCDEF0123456788)};
    uint64_t mark[2] = {held[0] | TS_NAME_GIVEN, held[1] | TS_NAME_FAMILY};
    size_t same = 0, passed = 0;
    ts_name_filter f[2];
    ts_buf b[2] = {{0}, {0}};
    for (int s = 0; s < 2; s++) {
        ts_name_filter_write(mark, 2, salts[s], &b[s]);
        CHECK(ts_name_filter_read(ts_buf_span(&b[s]), &f[s]) == TS_OK);
    }
    CHECK(!ts_span_eq(ts_buf_span(&b[0]), ts_buf_span(&b[1])));
    for (unsigned bit = 2; bit < 64; bit++)
        for (int i = 0; i < 2; i++) {
            uint64_t other = held[i] ^ UINT64_C(1) << bit;
            unsigned roles = ts_name_filter_roles(&f[0], other);
            same += roles == ts_name_filter_roles(&f[1], other);
            passed += roles != 0;
        }
    CHECK(same == 62 * 2);
    CHECK(passed == 2 * 28); /* 34 bits of 62 are looked at */
    for (int s = 0; s < 2; s++)
        ts_buf_done(&b[s]);
}

TEST(words_are_asked_for_as_normal_forms_have_them) {
    static const char *const held[] = {"OYELARAN", "OQUILLET", "TREVANNO"};
    uint64_t mark[3];
    for (size_t i = 0; i < 3; i++)
        mark[i] = ts_name_mark(ts_str(held[i])) | TS_NAME_FAMILY;
    qsort(mark, 3, sizeof *mark, cmp_mark);
    ts_buf b = {0};
    ts_name_filter f;
    ts_name_filter_write(mark, 3, salts[0], &b);
    CHECK(ts_name_filter_read(ts_buf_span(&b), &f) == TS_OK);
    static const struct {
        const char *word;
        unsigned roles;
    } rows[] = {
        {"Oyelaran", TS_NAME_FAMILY},
        {"OYELARAN", TS_NAME_FAMILY},
        {"Oyelarán", TS_NAME_FAMILY},
        {"O'Quillet", TS_NAME_FAMILY},
        {"O’Quillet", TS_NAME_FAMILY},
        {"Smith-Trevanno", TS_NAME_FAMILY},
        {"Trevanno-Smith", TS_NAME_FAMILY},
        {"Oyelarann", 0},
        {"Trev-Anno", 0},
        {"", 0},
        {"Юлия", 0},
        {"A-B", 0},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_name_filter_of(&f, ts_str(rows[i].word)) == rows[i].roles, rows[i].word);
    ts_buf_done(&b);
}

TEST(bytes_that_are_no_filter_are_refused_and_wrong_numbers_lead_nowhere) {
    uint64_t *mark = marks(200);
    ts_buf b = {0};
    ts_name_filter f = {.bits = 99};
    ts_name_filter_write(mark, 200, salts[1], &b);
    for (size_t n = 0; n < b.len; n++) {
        char *cut = ts_copy_str(ts_slice(ts_buf_span(&b), 0, n)); /* its own block: reading over its end is seen */
        CHECK(ts_name_filter_read(ts_span_of(cut, n), &f) == TS_EFORMAT);
        ts_free(cut);
    }
    CHECK(f.bits == 99);
    for (size_t at = 32; at < b.len; at++)
        b.ptr[at] = (char)(b.ptr[at] * 31 + 200);
    CHECK(ts_name_filter_read(ts_buf_span(&b), &f) == TS_OK);
    for (size_t i = 0; i < 2000; i++)
        CHECK(ts_name_filter_roles(&f, mark_of(i)) <= TS_NAME_ROLES);
    ts_free(mark);
    ts_buf_done(&b);
}
