/* page_bars.c - bars that are printed to part columns. */
#include "extract/page_bars.h"

#include <stdlib.h>

enum { LEAST = 3 /* lines that have a bar at one place */, UNSURE = 60 /* per cent: of dashes read as letters */ };

static int center_of(const ts_word *w) { return (w->x0 + w->x1) / 2; }

static bool is_bar(const ts_word *w) { return w->text.len == 1 && *w->text.ptr == '|'; }

/* What a bar is read as, alone or at the edge of a word: text[at]. */
static bool reads_as_bar(ts_span text, size_t at) { return memchr("|Il1![](){}_-", text.ptr[at], 13) != NULL; }

static int by_center(const void *a, const void *b) {
    const ts_word *x = *(const ts_word *const *)a, *y = *(const ts_word *const *)b;
    int cx = center_of(x), cy = center_of(y);
    return cx != cy ? (cx < cy ? -1 : 1) : (x->y0 > y->y0) - (x->y0 < y->y0);
}

/* Bars of several lines at one place, from the left to the right. */
static size_t stack(const ts_word *word, size_t n, int near, ts_rule out[TS_BARS]) {
    const ts_word **bar = ts_alloc_array(n + 1, sizeof *bar);
    size_t bars = 0, found = 0;
    for (size_t i = 0; i < n; i++)
        if (is_bar(&word[i]))
            bar[bars++] = &word[i];
    qsort(bar, bars, sizeof *bar, by_center);
    for (size_t i = 0, to; i < bars && found < TS_BARS; i = to) {
        ts_rule r = {center_of(bar[i]), bar[i]->y0, center_of(bar[i]) + 1, bar[i]->y1};
        for (to = i + 1; to < bars && center_of(bar[to]) - center_of(bar[to - 1]) <= near; to++) {
            r.x1 = center_of(bar[to]) + 1;
            r.y0 = bar[to]->y0 < r.y0 ? bar[to]->y0 : r.y0;
            r.y1 = bar[to]->y1 > r.y1 ? bar[to]->y1 : r.y1;
        }
        int x = (r.x0 + r.x1) / 2;
        if (to - i >= LEAST && r.x1 - r.x0 <= 3 * near)
            out[found++] = (ts_rule){x, r.y0, x + 1, r.y1};
    }
    ts_free(bar);
    return found;
}

/* Bars of one table are of one length: a few were read as nothing. */
static void make_even(ts_rule *bar, size_t n) {
    for (bool again = n > 0; again;) {
        again = false;
        for (size_t i = 0; i < n; i++)
            for (size_t k = 0; k < n; k++)
                if (bar[i].y0 < bar[k].y1 && bar[k].y0 < bar[i].y1 &&
                    (bar[k].y0 < bar[i].y0 || bar[k].y1 > bar[i].y1)) {
                    bar[i].y0 = bar[k].y0 < bar[i].y0 ? bar[k].y0 : bar[i].y0;
                    bar[i].y1 = bar[k].y1 > bar[i].y1 ? bar[k].y1 : bar[i].y1;
                    again = true;
                }
    }
}

/* Takes the bar off the word; false where nothing is left of it. */
static bool cut(ts_word *w, const ts_rule *bar, int near) {
    if (w->text.len == 1)
        return abs(center_of(w) - bar->x0) > near || !reads_as_bar(w->text, 0);
    if (abs(w->x0 - bar->x0) <= near && reads_as_bar(w->text, 0)) {
        w->text = ts_slice(w->text, 1, w->text.len - 1);
        w->x0 = bar->x0 + near + 1 < w->x1 ? bar->x0 + near + 1 : w->x1 - 1;
    } else if (abs(w->x1 - bar->x0) <= near && reads_as_bar(w->text, w->text.len - 1)) {
        w->text = ts_slice(w->text, 0, w->text.len - 1);
        w->x1 = bar->x0 - near > w->x0 ? bar->x0 - near : w->x0 + 1;
    } else if (bar->x0 > w->x1 && bar->x0 - w->x1 < 6 * near && w->text.ptr[w->text.len - 1] == '_') {
        w->text = ts_slice(w->text, 0, w->text.len - 1); /* the bar's foot */
    }
    return true;
}

/* One of a line of dashes, with or without a cross, or what they were read as. */
static bool is_dash(const ts_word *w, int height) {
    size_t dashes = 0;
    for (size_t i = 0; i < w->text.len; i++)
        dashes += memchr("-+=_~", w->text.ptr[i], 5) != NULL;
    return dashes == w->text.len || (w->confidence < UNSURE && 10 * (w->y1 - w->y0) <= 7 * height);
}

static bool is_within(const ts_word *w, const ts_rule *bar) {
    int middle = (w->y0 + w->y1) / 2;
    return bar->y0 <= middle && middle <= bar->y1;
}

/* Are most of the words from..to, which stand on a line, dashes? */
static bool is_dashes(const ts_word *word, size_t from, size_t to, int height) {
    size_t dashes = 0;
    for (size_t i = from; i < to; i++)
        dashes += is_dash(&word[i], height);
    return 2 * dashes > to - from;
}

/* Does one of them part words, on some lines?  What is left of the edge of a sheet, or of a frame, has all on one side. */
static bool part_words(const ts_word *word, size_t n, const ts_rule *bar, size_t bars) {
    for (size_t b = 0; b < bars; b++) {
        size_t left = 0, right = 0;
        for (size_t i = 0; i < n; i++)
            if (is_within(&word[i], &bar[b])) {
                left += center_of(&word[i]) < bar[b].x0;
                right += center_of(&word[i]) > bar[b].x0;
            }
        if (left >= LEAST && right >= LEAST)
            return true;
    }
    return false;
}

size_t ts_bars_take(ts_word *word, size_t *n, int height, ts_rule bar[TS_BARS]) {
    int near = height / 4 > 2 ? height / 4 : 2;
    size_t bars = stack(word, *n, near, bar), kept = 0;
    make_even(bar, bars);
    for (size_t i = 0, to; bars && i < *n; i = to) {
        for (to = i; to < *n && word[to].line == word[i].line; to++)
            ;
        bool dashes = is_dashes(word, i, to, height);
        for (size_t k = i; k < to; k++) {
            ts_word w = word[k];
            bool stays = true, within = false;
            for (size_t b = 0; b < bars && stays; b++)
                if (is_within(&w, &bar[b])) {
                    within = true;
                    stays = cut(&w, &bar[b], near);
                }
            if (stays && !(within && dashes))
                word[kept++] = w;
        }
    }
    *n = bars ? kept : *n;
    return part_words(word, *n, bar, bars) ? bars : 0;
}
