/* page_lines.c - the lines of a page and their cells: words of one height stand on one line; a wide gap, or a line drawn
 * between, parts a line into cells. */
#include <limits.h>
#include <stdlib.h>

#include "extract/page_parts.h"

/* ---- words ---- */

static int middle_of(const ts_word *w) { return w->y0 + w->y1; } /* twice */

static int center_of(const ts_word *w) { return (w->x0 + w->x1) / 2; }

int ts_by_number(const void *a, const void *b) {
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

static int by_height(const void *a, const void *b) {
    const ts_word *x = a, *y = b;
    int mx = middle_of(x), my = middle_of(y);
    if (mx != my)
        return mx < my ? -1 : 1;
    return x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : (x->text.ptr > y->text.ptr) - (x->text.ptr < y->text.ptr);
}

int ts_words_by_place(const void *a, const void *b) {
    const ts_word *x = a, *y = b;
    return x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : (x->text.ptr > y->text.ptr) - (x->text.ptr < y->text.ptr);
}

/* ---- lines and cells ---- */

bool ts_page_ruled(const ts_page *p, int x0, int x1, int y) {
    for (size_t i = 0; i < p->rules; i++) {
        const ts_rule *r = &p->rule[i];
        if (r->y1 - r->y0 > r->x1 - r->x0 && r->x0 + 2 >= x0 && r->x1 <= x1 + 2 && r->y0 <= y && y <= r->y1)
            return true;
    }
    return false;
}

size_t ts_letters_of(ts_span text) {
    size_t n = 0;
    for (size_t at = 0; at < text.len; n++)
        ts_utf8_next(text, &at);
    return n;
}

/* Letters that stand apart as in boxes, one or several that the engine took for a word. */
static bool is_spread(const ts_page *p, const ts_word *w) {
    int letters = (int)ts_letters_of(w->text);
    return letters == 1 || 10 * (w->x1 - w->x0) > 12 * letters * p->height;
}

/* Letters at even steps, from word i on: a number in a row of boxes, to be read as one.  How many words. */
static size_t comb_of(const ts_page *p, size_t i, size_t to) {
    enum { LEAST = 4, NEAR = 3 };
    size_t n = 0, letters = 0;
    while (i + n < to && is_spread(p, &p->word[i + n]) &&
           (n == 0 || p->word[i + n].x0 - p->word[i + n - 1].x1 < NEAR * p->height))
        letters += ts_letters_of(p->word[i + n++].text);
    if (n == 0 || letters < LEAST)
        return 1;
    int wide = p->word[i + n - 1].x1 - p->word[i].x0; /* from the first letter to the last: a step less than letters */
    return 10 * wide > 12 * (int)(letters - 1) * p->height ? n : 1;
}

static bool covers(const ts_rule *bar, int y) { return bar->y0 <= y && y <= bar->y1; }

/* The place between printed bars at this height in which x stands: its ends. */
static ts_page_cell between_bars(const ts_page *p, int x, int y) {
    ts_page_cell place = {.x0 = INT_MIN / 4, .x1 = INT_MAX / 4};
    for (size_t i = 0; i < p->bars; i++) {
        if (!covers(&p->bar[i], y))
            continue;
        if (p->bar[i].x0 > x) {
            place.x1 = p->bar[i].x0;
            break;
        }
        place.x0 = p->bar[i].x1;
    }
    return place;
}

/* Between printed bars stands one cell, however wide its blanks are, and as wide as the place is. */
static bool add_barred_cells(ts_page *p, ts_page_line *l, size_t from, size_t to) {
    size_t first = p->cells;
    int y = (p->word[from].y0 + p->word[from].y1) / 2, right = INT_MIN;
    for (size_t i = from; i < to; i++) {
        ts_page_cell place = between_bars(p, center_of(&p->word[i]), y);
        if (place.x0 == INT_MIN / 4 && place.x1 == INT_MAX / 4)
            return false;
        if (i == from || place.x0 >= right) {
            place.from = i;
            right = place.x1;
            p->cell[p->cells++] = place;
        }
        p->cell[p->cells - 1].to = i + 1;
        l->y0 = p->word[i].y0 < l->y0 ? p->word[i].y0 : l->y0;
        l->y1 = p->word[i].y1 > l->y1 ? p->word[i].y1 : l->y1;
    }
    return p->cells > first;
}

static void add_cells(ts_page *p, ts_page_line *l, size_t from, size_t to) {
    if (p->bars && add_barred_cells(p, l, from, to))
        return;

    for (size_t i = from, comb; i < to; i += comb) {
        const ts_word *w = &p->word[i];
        comb = comb_of(p, i, to);
        ts_page_cell *last = i > from ? &p->cell[p->cells - 1] : NULL;
        int gap = last ? w->x0 - last->x1 : 0, x1 = p->word[i + comb - 1].x1;
        if (!last || comb > 1 || last->comb || gap > p->gap ||
            (gap > 0 && ts_page_ruled(p, last->x1, w->x0, middle_of(w) / 2))) {
            last = &p->cell[p->cells++];
            *last = (ts_page_cell){.from = i, .x0 = w->x0, .x1 = x1, .comb = comb > 1};
        }
        last->to = i + comb;
        last->x1 = x1 > last->x1 ? x1 : last->x1;
        for (size_t k = i; k < i + comb; k++) {
            l->y0 = p->word[k].y0 < l->y0 ? p->word[k].y0 : l->y0;
            l->y1 = p->word[k].y1 > l->y1 ? p->word[k].y1 : l->y1;
        }
    }
}

/* Words whose middles are within a third of a line's height of the line's stand on it. */
void ts_page_lines(ts_page *p) {
    qsort(p->word, p->words, sizeof *p->word, by_height);
    p->lines = p->cells = 0;
    for (size_t i = 0; i < p->words;) {
        size_t to = i;
        long sum = 0; /* of middles */
        while (to < p->words) {
            long n = (long)(to - i), mean = n ? sum / n : middle_of(&p->word[to]);
            int height = p->word[to].y1 - p->word[to].y0;
            height = height < p->height ? height : p->height;
            if (n && 3 * (middle_of(&p->word[to]) - mean) > 2 * height)
                break;
            sum += middle_of(&p->word[to++]);
        }
        qsort(p->word + i, to - i, sizeof *p->word, ts_words_by_place);
        ts_page_line *l = &p->line[p->lines++];
        *l = (ts_page_line){.from = p->cells, .y0 = p->word[i].y0, .y1 = p->word[i].y1};
        add_cells(p, l, i, to);
        l->to = p->cells;
        i = to;
    }
}

/* ---- text ---- */

void ts_page_add_cell(ts_page *p, const ts_page_cell *c) {
    for (size_t i = c->from; i < c->to; i++) {
        if (i > c->from && !c->comb)
            ts_buf_add_char(&p->text, ' ');
        ts_buf_add(&p->text, p->word[i].text);
    }
}

ts_err ts_page_emit_line(ts_page *p, const ts_page_line *l) {
    ts_buf_clear(&p->text);
    for (size_t i = l->from; i < l->to; i++) {
        if (i > l->from)
            ts_buf_add_str(&p->text, "  ");
        ts_page_add_cell(p, &p->cell[i]);
    }
    ts_buf_add_char(&p->text, '\n');
    return ts_emit_text(p->out, ts_buf_span(&p->text), TS_NO_OFFSET);
}
