/* page_lines.c - the lines of a page and their cells, as text or as tables.
 *
 * Words of one height stand on one line; a wide gap, or a line drawn between, parts a line into cells.  Lines whose cells
 * stand one below the other are rows of a table.
 */
#include <limits.h>
#include <stdlib.h>

#include "extract/page_parts.h"

enum {
    MIN_ROWS = 3, /* fewer lines that only gaps part are no table */
    MIN_RULED = 2, /* a drawn table */
    MAX_COLUMNS = 256,
    PROSE = 32, /* bytes a cell: columns of prose are longer */
    LABELLED = 50 /* per cent of lines that begin with a label and its colon: a form, to be read line by line */
};

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

/* A line drawn between these two places at this height? */
static bool ruled_between(const ts_page *p, int x0, int x1, int y) {
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
            (gap > 0 && ruled_between(p, last->x1, w->x0, middle_of(w) / 2))) {
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

static void add_cell_text(ts_page *p, const ts_page_cell *c) {
    for (size_t i = c->from; i < c->to; i++) {
        if (i > c->from && !c->comb)
            ts_buf_add_char(&p->text, ' ');
        ts_buf_add(&p->text, p->word[i].text);
    }
}

static ts_err emit_line(ts_page *p, const ts_page_line *l) {
    ts_buf_clear(&p->text);
    for (size_t i = l->from; i < l->to; i++) {
        if (i > l->from)
            ts_buf_add_str(&p->text, "  ");
        add_cell_text(p, &p->cell[i]);
    }
    ts_buf_add_char(&p->text, '\n');
    return ts_emit_text(p->out, ts_buf_span(&p->text), TS_NO_OFFSET);
}

/* ---- tables ---- */

typedef struct columns {
    struct {
        int x0, x1;
    } at[MAX_COLUMNS];
    size_t n;
} columns;

/* Puts a cell's range in; false where it would join two columns, or there are too many. */
static bool add_range(columns *c, const ts_page_cell *r) {
    size_t i = 0;
    while (i < c->n && c->at[i].x1 <= r->x0)
        i++;
    if (i < c->n && c->at[i].x0 < r->x1) { /* touches column i */
        if (i + 1 < c->n && c->at[i + 1].x0 < r->x1)
            return false;
        c->at[i].x0 = r->x0 < c->at[i].x0 ? r->x0 : c->at[i].x0;
        c->at[i].x1 = r->x1 > c->at[i].x1 ? r->x1 : c->at[i].x1;
        return true;
    }
    if (c->n == MAX_COLUMNS)
        return false;
    memmove(&c->at[i + 1], &c->at[i], (c->n - i) * sizeof c->at[0]);
    c->at[i].x0 = r->x0, c->at[i].x1 = r->x1;
    c->n++;
    return true;
}

static size_t column_of(const columns *c, int x) {
    size_t i = 0;
    while (i + 1 < c->n && c->at[i].x1 <= x)
        i++;
    return i;
}

/* Adds a line's cells; *same gets how many fell into columns that were there.  Two cells of a line may not share one. */
static bool add_line(const ts_page *p, const ts_page_line *l, columns *c, size_t *same) {
    columns with = *c;
    for (size_t i = l->from; i < l->to; i++)
        if (!add_range(&with, &p->cell[i]))
            return false;
    for (size_t i = l->from + 1; i < l->to; i++)
        if (column_of(&with, p->cell[i].x0) == column_of(&with, p->cell[i - 1].x0))
            return false;
    *same = l->to - l->from - (with.n - c->n);
    *c = with;
    return true;
}

/* Lines from `from` on whose cells stand in the same columns. */
static size_t run_of_lines(const ts_page *p, size_t from, columns *c) {
    size_t n = 0, alone = 0;
    *c = (columns){.n = 0};
    for (size_t i = from; i < p->lines; i++, n++) {
        const ts_page_line *l = &p->line[i];
        size_t cells = l->to - l->from, same = 0;
        bool far = n > 0 && l->y0 - l[-1].y1 > 4 * p->height;
        columns with = *c;
        if (far || (n == 0 && cells < 2) || (cells < 2 && alone == 2) || !add_line(p, l, &with, &same))
            break;
        if (n > 0 && (same == 0 || (cells >= 2 && same < 2)))
            break;
        alone = cells < 2 ? alone + 1 : 0;
        *c = with;
    }
    return n - (alone < n ? alone : n); /* what stands alone at the end is none of it */
}

/* Mean bytes a cell, and lines that have several; lines that begin with a label. */
static void look_at_run(const ts_page *p, size_t from, size_t n, size_t *bytes, size_t *full, size_t *labels) {
    size_t cells = 0;
    *bytes = *full = *labels = 0;
    for (size_t i = from; i < from + n; i++) {
        const ts_page_line *l = &p->line[i];
        *full += l->to - l->from >= 2;
        cells += l->to - l->from;
        for (size_t k = l->from; k < l->to; k++)
            for (size_t w = p->cell[k].from; w < p->cell[k].to; w++)
                *bytes += p->word[w].text.len + 1;
        ts_span first = p->word[p->cell[l->from].to - 1].text;
        *labels += first.len && first.ptr[first.len - 1] == ':';
    }
    *bytes /= cells ? cells : 1;
}

/* Upright lines that part the cells of most lines of the run. */
static bool is_ruled(const ts_page *p, size_t from, size_t n) {
    size_t ruled = 0;
    for (size_t i = from; i < from + n; i++) {
        const ts_page_line *l = &p->line[i];
        for (size_t k = l->from + 1; k < l->to; k++)
            if (ruled_between(p, p->cell[k - 1].x1, p->cell[k].x0, (l->y0 + l->y1) / 2)) {
                ruled++;
                break;
            }
    }
    return 2 * ruled > n;
}

static bool is_table(const ts_page *p, size_t from, size_t n, const columns *c) {
    size_t bytes, full, labels;
    look_at_run(p, from, n, &bytes, &full, &labels);
    if (c->n < 2 || full < MIN_RULED)
        return false;
    if (is_ruled(p, from, n))
        return true;
    return n >= MIN_ROWS && full >= MIN_ROWS && 2 * full >= n && bytes < PROSE && 100 * labels < LABELLED * n;
}

static ts_err emit_row(ts_page *p, const ts_page_line *l, const columns *c) {
    ts_span text[MAX_COLUMNS];
    size_t start[MAX_COLUMNS + 1];
    ts_buf_clear(&p->text);
    size_t k = l->from;
    for (size_t i = 0; i < c->n; i++) {
        start[i] = p->text.len;
        for (bool any = false; k < l->to && column_of(c, p->cell[k].x0) == i; k++, any = true) {
            if (any)
                ts_buf_add_char(&p->text, ' ');
            add_cell_text(p, &p->cell[k]);
        }
    }
    start[c->n] = p->text.len;
    for (size_t i = 0; i < c->n; i++)
        text[i] = ts_slice(ts_buf_span(&p->text), start[i], start[i + 1] - start[i]);
    ts_row row = {.cell = text, .n = c->n, .number = ++p->rows, .at = TS_NO_OFFSET};
    return ts_emit_row(p->out, &row);
}

ts_err ts_page_emit_lines(ts_page *p) {
    for (size_t i = 0; i < p->lines;) {
        columns c;
        char sign;
        size_t n = ts_page_delimited(p, i, &sign);
        if (n) {
            TS_TRY(ts_emit_head(p->out, NULL, 0));
            for (size_t to = i + n; i < to; i++)
                TS_TRY(ts_page_emit_delimited(p, &p->line[i], sign));
            continue;
        }
        n = run_of_lines(p, i, &c);
        if (!is_table(p, i, n, &c)) {
            TS_TRY(emit_line(p, &p->line[i++]));
            continue;
        }
        TS_TRY(ts_emit_head(p->out, NULL, 0));
        for (size_t to = i + n; i < to; i++)
            TS_TRY(emit_row(p, &p->line[i], &c));
    }
    return TS_OK;
}
