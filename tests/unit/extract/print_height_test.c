/* print_height_test.c - the height of small letters, among specks and lines. */
#include "extract/print_height.h"
#include "support/test.h"

enum { MOST = 4000 };

typedef struct sheet {
    ts_rule box[MOST];
    size_t n;
} sheet;

/* Lines of letters: nine small ones, then a capital of half as much again. */
static void write_lines(sheet *s, int lines, int letters, int height) {
    for (int y = 0; y < lines; y++)
        for (int x = 0; x < letters; x++) {
            int left = 100 + x * height, foot = 100 + 3 * y * height, h = x % 10 == 9 ? height * 3 / 2 : height;
            s->box[s->n++] = (ts_rule){left, foot - h, left + height * 4 / 5, foot};
        }
}

/* Dust, far apart. */
static void add_specks(sheet *s, int specks, int size) {
    for (int i = 0; i < specks; i++) {
        int x = 7 + 60 * (i % 50), y = 2000 + 30 * (i / 50);
        s->box[s->n++] = (ts_rule){x, y, x + size, y + size};
    }
}

TEST(it_is_that_of_most_letters_however_much_dust_there_is) {
    static const struct {
        int lines, letters, height, specks, size, want;
        const char *why;
    } rows[] = {
        {10, 40, 12, 0, 0, 12, "print alone"},
        {10, 40, 12, 1200, 6, 12, "three specks a letter"},
        {10, 40, 12, 1200, 25, 12, "stains"},
        {1, 5, 12, 1200, 6, 12, "five letters are enough"},
        {1, 4, 12, 1200, 6, 6, "four are not: then all that is seen counts"},
        {0, 0, 0, 4, 9, 0, "four specks say nothing"},
        {10, 40, 2, 0, 0, 0, "dots"},
        {2, 10, 130, 0, 0, 0, "no letters: too high"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static sheet s;
        s.n = 0;
        write_lines(&s, rows[i].lines, rows[i].letters, rows[i].height);
        add_specks(&s, rows[i].specks, rows[i].size);
        CHECK_ROW(ts_print_height(s.box, s.n) == rows[i].want, rows[i].why);
    }
}

/* Each is beside another of its height only where the row says so. */
TEST(what_stands_beside_another_counts) {
    static const struct {
        int gap, shift, height, want;
        const char *why;
    } rows[] = {
        {10, 0, 20, 20, "a letter's height away"},   {21, 0, 20, 6, "farther"},
        {10, 6, 20, 20, "two thirds at one height"}, {10, 8, 20, 6, "half"},
        {10, 0, 41, 6, "more than twice as high"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static sheet s;
        s.n = 0;
        for (int k = 0; k < 8; k++) { /* pairs: one of 20, and one that differs */
            int x = 100 + 200 * k;
            s.box[s.n++] = (ts_rule){x, 100, x + 15, 120};
            s.box[s.n++] = (ts_rule){x + 15 + rows[i].gap, 100 + rows[i].shift, x + 30 + rows[i].gap,
                                     100 + rows[i].shift + rows[i].height};
        }
        add_specks(&s, 60, 6);
        CHECK_ROW(ts_print_height(s.box, s.n) == rows[i].want, rows[i].why);
    }
}

/* Lines that are drawn are none, however many. */
TEST(lines_are_no_letters) {
    static sheet s;
    write_lines(&s, 2, 10, 10);
    for (int i = 0; i < 300; i++) {
        s.box[s.n++] = (ts_rule){0, 1000 + 9 * i, 400, 1005 + 9 * i};
        s.box[s.n++] = (ts_rule){500 + 9 * i, 0, 505 + 9 * i, 100};
    }
    CHECK(ts_print_height(s.box, s.n) == 10);
}
