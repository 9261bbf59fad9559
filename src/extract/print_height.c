/* print_height.c - how high the small letters of a page are.
 *
 * Small letters are most of print, but specks of dust may be more than letters: what has no other of its height beside it
 * is counted only where nothing has.
 */
#include "extract/print_height.h"

#include <stdlib.h>

#include "base/mem.h"

enum {
    LEAST = 4,
    MOST = 120, /* pixels */
    WIDEST = 3, /* heights: joined letters; wider is a line */
    HIGHEST = 6, /* widths: an l */
    FEW = 5, /* letters that must be seen before their height means something */
    LETTERS = 50000, /* that are looked at: a page full has some 5,000, and what has more is grain */
    LOOKED_AT = 1000 /* to the right of each, at all heights of the page: 20,000 letters have some 300 */
};

static int by_x(const void *a, const void *b) {
    const ts_rule *x = a, *y = b;
    return x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : (x->y0 > y->y0) - (x->y0 < y->y0);
}

static int height_of(const ts_rule *b) { return b->y1 - b->y0; }

static bool is_letter(const ts_rule *b) {
    int w = b->x1 - b->x0, h = height_of(b);
    return h >= LEAST && h <= MOST && w <= WIDEST * h && h <= HIGHEST * w;
}

/* As a small letter stands beside a capital: no farther apart than the lower is high, at one height for most of it. */
static bool are_beside(const ts_rule *left, const ts_rule *right) {
    int a = height_of(left), b = height_of(right), low = a < b ? a : b, high = a < b ? b : a;
    int top = left->y0 > right->y0 ? left->y0 : right->y0, end = left->y1 < right->y1 ? left->y1 : right->y1;
    return 2 * low >= high && right->x0 - left->x1 <= low && 3 * (end - top) >= 2 * low;
}

/* The height that two fifths of these are no higher than: capitals and digits are higher. */
static int usual(const int count[MOST + 1], int seen) {
    int height = LEAST;
    for (int below = count[height]; below * 5 < 2 * seen; below += count[height])
        height++;
    return height;
}

int ts_print_height(ts_rule *box, size_t n) {
    int all[MOST + 1] = {0}, paired[MOST + 1] = {0}, seen = 0, in_pairs = 0;
    size_t letters = 0;
    for (size_t i = 0; i < n && letters < LETTERS; i++)
        if (is_letter(&box[i]))
            box[letters++] = box[i];
    if (letters < FEW)
        return 0;
    qsort(box, letters, sizeof *box, by_x);
    bool *beside = ts_alloc_array(letters, sizeof *beside);
    for (size_t i = 0; i < letters; i++) {
        int reach = box[i].x1 + height_of(&box[i]);
        for (size_t k = i + 1, to = i + 1 + LOOKED_AT; k < letters && k < to && box[k].x0 <= reach; k++)
            if (are_beside(&box[i], &box[k]))
                beside[i] = beside[k] = true;
    }
    for (size_t i = 0; i < letters; i++) {
        all[height_of(&box[i])]++;
        seen++;
        if (beside[i])
            paired[height_of(&box[i])]++, in_pairs++;
    }
    ts_free(beside);
    return in_pairs < FEW ? usual(all, seen) : usual(paired, in_pairs);
}
