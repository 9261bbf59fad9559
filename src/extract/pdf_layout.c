/* pdf_layout.c - tables on a printed page, told by where its characters stand.
 *
 * Words that stand at one height make a line.  Lines in a row whose words leave the same upright
 * strips free make a table; the strips are the borders of its columns.
 */
#include "extract/pdf_layout.h"

#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "extract/pdf_parts.h"

enum {
    MIN_ROWS = 3, /* fewer lines are no table */
    MIN_ALIGNED = 4, /* lines that must begin at one place for a narrow border */
    MIN_COLUMNS = 3, /* prose in two columns looks like a table of two */
    MAX_COLUMNS = TS_PDF_COLUMNS,
    MAX_CELL_MEAN = 40, /* bytes: columns of prose are longer */
    MIN_FULL = 60, /* per cent of lines with two cells or more */
    VISITS = 50 /* of each line, on average, in search of tables */
};

typedef ts_pdf_word word;
typedef ts_pdf_line line;
typedef ts_pdf_page page;
typedef ts_pdf_columns columns;

/* ---- words and lines ---- */

static float least(float a, float b) { return a < b ? a : b; }
static float most(float a, float b) { return a > b ? a : b; }

static bool usable(const ts_box *b) {
    return isfinite(b->x0) && isfinite(b->x1) && isfinite(b->y0) && isfinite(b->y1) && b->x1 >= b->x0 && b->y1 >= b->y0;
}

/* The value at `rank` of their order, of values that are not negative: such are in the order of their bits, and are
 * counted by eleven of these at a time.  However they lie, it takes three passes. */
static float ranked(const float *v, size_t n, size_t rank) {
    enum { STEP = 11 };
    uint32_t known = 0, bits;
    for (unsigned shift = 3 * STEP; shift > 0;) {
        size_t count[1 << STEP] = {0};
        uint64_t above = (uint64_t)known >> shift;
        shift -= STEP;
        for (size_t i = 0; i < n; i++) {
            memcpy(&bits, &v[i], sizeof bits);
            count[bits >> shift & ((1U << STEP) - 1)] += (uint64_t)bits >> shift >> STEP == above;
        }
        uint32_t k = 0;
        for (; rank >= count[k]; k++)
            rank -= count[k];
        known |= k << shift;
    }
    float value;
    memcpy(&value, &known, sizeof value);
    return value;
}

/* Height and spacing of the page's print.  A space is about 0.3 of the height, in typewriter print
 * 0.6; a column's border must be clearly wider. */
static void measure(page *p, ts_span text, const ts_box *box, size_t n) {
    float *width = ts_alloc_array(n + 1, sizeof *width), *height = ts_alloc_array(n + 1, sizeof *height);
    size_t seen = 0;
    for (size_t at = 0, i = 0; at < text.len && i < n; i++) {
        uint32_t c = ts_utf8_next(text, &at);
        if (c < 0x80 && ts_is_alnum((char)c) && usable(&box[i])) {
            width[seen] = box[i].x1 - box[i].x0 + 0.0F; /* never -0 */
            height[seen++] = box[i].y1 - box[i].y0 + 0.0F;
        }
    }
    if (seen > 0) {
        p->height = ranked(height, seen, seen / 2);
        bool typewriter = ranked(width, seen, seen * 95 / 100) < 1.15F * ranked(width, seen, seen * 5 / 100);
        p->gutter = p->height * (typewriter ? 0.9F : 0.45F);
    }
    ts_free(width);
    ts_free(height);
}

static void add_word(page *p, ts_span text, const ts_box *from, const ts_box *to) {
    word w = {INFINITY, -INFINITY, 0, 0, text};
    float y0 = INFINITY, y1 = -INFINITY;
    for (const ts_box *b = from; b < to; b++) {
        if (!usable(b))
            continue;
        w.x0 = least(w.x0, b->x0), w.x1 = most(w.x1, b->x1);
        y0 = least(y0, b->y0), y1 = most(y1, b->y1);
    }
    if (w.x0 > w.x1)
        return;
    w.middle = (y0 + y1) / 2;
    w.height = y1 - y0;
    p->word[p->words++] = w;
}

/* The text gives cells that stand side by side without a space between.  Print that leaps (to the
 * right, back to the left, to another height) begins a new word all the same. */
static bool leaps(const page *p, const ts_box *a, const ts_box *b) {
    float h = p->height;
    return usable(a) && usable(b) &&
           (b->x0 - a->x1 > 0.12F * h || b->x0 < a->x0 - 2 * h || b->y0 - a->y0 > 0.9F * h || a->y0 - b->y0 > 0.9F * h);
}

static void find_words(page *p, ts_span text, const ts_box *box, size_t n) {
    p->word = ts_alloc_array(n + 1, sizeof *p->word);
    size_t at = 0, begin = 0, first = 0, i = 0;
    for (; at < text.len && i < n; i++) {
        size_t before = at;
        uint32_t c = ts_utf8_next(text, &at);
        bool space = c <= ' ' || c == 0xA0;
        if (!space && (i == first || !leaps(p, &box[i - 1], &box[i])))
            continue;
        if (i > first)
            add_word(p, ts_slice(text, begin, before - begin), box + first, box + i);
        begin = space ? at : before;
        first = space ? i + 1 : i;
    }
    if (i > first)
        add_word(p, ts_slice(text, begin, at - begin), box + first, box + i);
}

static int by_height(const void *a, const void *b) {
    const word *x = a, *y = b;
    if (x->middle != y->middle)
        return x->middle < y->middle ? -1 : 1;
    return (x->text.ptr > y->text.ptr) - (x->text.ptr < y->text.ptr);
}

static int by_place(const void *a, const void *b) {
    const word *x = a, *y = b;
    if (x->x0 != y->x0)
        return x->x0 < y->x0 ? -1 : 1;
    return (x->text.ptr > y->text.ptr) - (x->text.ptr < y->text.ptr);
}

static void find_lines(page *p) {
    p->line = ts_alloc_array(p->words + 1, sizeof *p->line);
    qsort(p->word, p->words, sizeof *p->word, by_height);
    for (size_t i = 0; i < p->words; i++) {
        line *l = p->lines > 0 ? &p->line[p->lines - 1] : NULL;
        if (l == NULL || p->word[i].middle - l->middle > 0.4F * p->height) {
            l = &p->line[p->lines++];
            *l = (line){.first = i, .middle = p->word[i].middle};
        }
        l->n++;
    }
    for (size_t i = 0; i < p->lines; i++)
        qsort(p->word + p->line[i].first, p->line[i].n, sizeof *p->word, by_place);
}

/* ---- columns ---- */

/* Puts a word in: it joins every column that it comes nearer to than a gutter. */
static bool add_range(columns *c, float x0, float x1, float gutter) {
    size_t from = ts_pdf_column_near(c, x0, gutter), to = from;
    while (to < c->n && c->at[to].x0 < x1 + gutter) {
        x0 = least(x0, c->at[to].x0), x1 = most(x1, c->at[to].x1);
        to++;
    }
    if (to == from && c->n == MAX_COLUMNS)
        return false;
    memmove(&c->at[from + 1], &c->at[to], (c->n - to) * sizeof c->at[0]);
    c->at[from].x0 = x0, c->at[from].x1 = x1;
    c->n = c->n + 1 - (to - from);
    return true;
}

/* Any strip that stays free, however narrow, may be a border; merge_columns decides. */
static bool add_line(const page *p, const line *l, columns *c) {
    for (size_t i = 0; i < l->n; i++)
        if (!add_range(c, p->word[l->first + i].x0, p->word[l->first + i].x1, 0.04F * p->height))
            return false;
    return true;
}

/* What stands on both sides of a free strip. */
typedef struct strip {
    float start_low, start_high; /* where the words right of it begin */
    float end_low, end_high; /* where those left of it end */
    float gap_low, gap_high; /* from one to the other, where a line has both */
    size_t n;
} strip;

static void widen(float *low, float *high, float x) {
    *low = least(*low, x);
    *high = most(*high, x);
}

/* A wide strip is a border.  A narrow one is where the words beside it stand in one upright line,
 * and it is no mere space: "ZZ99 3AA" has a strip too, the same space in every row. */
static bool is_border(const page *p, const strip *s, float width) {
    float h = p->height;
    if (width >= p->gutter)
        return true;
    bool aligned = s->start_high - s->start_low < 0.1F * h || s->end_high - s->end_low < 0.1F * h;
    bool space = s->gap_high - s->gap_low < 0.05F * h && s->gap_low > 0.17F * h && s->gap_high < 0.8F * p->gutter;
    return s->n >= MIN_ALIGNED && aligned && !space;
}

static void look_at_strips(const page *p, size_t from, size_t n, const columns *c, strip *strips) {
    for (size_t k = 0; k < c->n; k++)
        strips[k] = (strip){INFINITY, -INFINITY, INFINITY, -INFINITY, INFINITY, -INFINITY, 0};
    for (size_t i = from; i < from + n; i++) {
        const word *w = p->word + p->line[i].first;
        size_t k = ts_pdf_column_near(c, w[0].x0, 0);
        for (size_t j = 1; j < p->line[i].n; j++) {
            size_t before = k;
            k = ts_pdf_column_near(c, w[j].x0, 0);
            if (k >= c->n || before + 1 != k)
                continue;
            strip *s = &strips[k - 1];
            widen(&s->start_low, &s->start_high, w[j].x0);
            widen(&s->end_low, &s->end_high, w[j - 1].x1);
            widen(&s->gap_low, &s->gap_high, w[j].x0 - w[j - 1].x1);
            s->n++;
        }
    }
}

/* Joins columns that only spaces keep apart. */
static void merge_columns(const page *p, size_t from, size_t n, columns *c) {
    strip strips[MAX_COLUMNS];
    look_at_strips(p, from, n, c, strips);
    size_t to = 0;
    for (size_t k = 1; k < c->n; k++) {
        if (is_border(p, &strips[k - 1], c->at[k].x0 - c->at[k - 1].x1))
            c->at[++to] = c->at[k];
        else
            c->at[to].x1 = c->at[k].x1;
    }
    c->n = c->n > 0 ? to + 1 : 0;
}

/* How many lines from `from` on leave upright strips free together; *c gets the columns.  A line
 * that closes several strips at once is no row of this table. */
static size_t run_of_lines(page *p, size_t from, columns *c) {
    size_t n = 0, before = 0; /* columns of the lines so far, once merged */
    *c = (columns){.n = 0};
    for (size_t i = from; i < p->lines; i++, n++) {
        bool far = n > 0 && p->line[i].middle - p->line[i - 1].middle > 4 * p->height;
        columns more = *c;
        p->visits++;
        if (far || !add_line(p, &p->line[i], &more) || more.n < MIN_COLUMNS)
            break;
        if (n + 1 >= MIN_ALIGNED) {
            columns after = more;
            merge_columns(p, from, n + 1, &after);
            if (n >= MIN_ALIGNED && after.n + 2 <= before)
                break;
            before = after.n;
        }
        *c = more;
    }
    merge_columns(p, from, n, c);
    return n;
}

/* Cells that a line has, and the bytes in it. */
static size_t cells_of(const page *p, const line *l, const columns *c, size_t *bytes, bool *first_empty) {
    size_t cells = 0, last = SIZE_MAX;
    *first_empty = true;
    for (size_t i = 0; i < l->n; i++) {
        const word *w = &p->word[l->first + i];
        size_t k = ts_pdf_column_near(c, w->x0, 0);
        cells += k != last;
        last = k;
        *first_empty = *first_empty && k != 0;
        *bytes += w->text.len + 1;
    }
    return cells;
}

static bool is_table(const page *p, size_t from, size_t n, const columns *c) {
    if (c->n < MIN_COLUMNS)
        return false;
    size_t full = 0, cells = 0, bytes = 0;
    bool unused;
    for (size_t i = from; i < from + n; i++) {
        size_t here = cells_of(p, &p->line[i], c, &bytes, &unused);
        full += here >= 2;
        cells += here;
    }
    return n >= MIN_ROWS && full * 100 >= n * MIN_FULL && bytes <= cells * MAX_CELL_MEAN;
}

/* ---- rows ---- */

/* The least distance between lines of the table: a tenth are closer. */
static float line_pitch(const page *p, size_t from, size_t n, float *wide) {
    float *gap = ts_alloc_array(n, sizeof *gap);
    for (size_t i = 1; i < n; i++)
        gap[i - 1] = p->line[from + i].middle - p->line[from + i - 1].middle;
    float pitch = ranked(gap, n - 1, (n - 1) / 10);
    *wide = ranked(gap, n - 1, (n - 1) * 9 / 10 < n - 1 ? (n - 1) * 9 / 10 : n - 2);
    ts_free(gap);
    return pitch;
}

typedef struct row {
    ts_buf cell[MAX_COLUMNS];
    float right[MAX_COLUMNS]; /* where the last word of the cell ends */
    bool one_word[MAX_COLUMNS]; /* its last line is one word */
    size_t cells; /* with text in the first line */
} row;

/* A word too wide for its column is broken at the border without a hyphen; any other line end in a
 * cell stands for a space. */
static void join(row *r, size_t k, const columns *c, const page *p, bool new_line) {
    enum { SHORTEST = 6 };
    ts_buf *cell = &r->cell[k];
    bool broken = new_line && r->one_word[k] && cell->len >= SHORTEST && c->at[k].x1 - r->right[k] < 0.3F * p->height;
    if (cell->len > 0 && !broken)
        ts_buf_add_char(cell, ' ');
    r->one_word[k] = new_line;
}

static void add_to_row(const page *p, const line *l, const columns *c, row *r) {
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < l->n; i++) {
        const word *w = &p->word[l->first + i];
        size_t k = ts_pdf_column_near(c, w->x0, 0);
        if (k >= c->n)
            k = c->n - 1;
        join(r, k, c, p, k != last);
        ts_buf_add(&r->cell[k], w->text);
        r->right[k] = w->x1;
        last = k;
    }
}

static ts_err emit_row(page *p, ts_sink *out, row *r, size_t n) {
    ts_span cell[MAX_COLUMNS];
    for (size_t k = 0; k < n; k++)
        cell[k] = ts_buf_span(&r->cell[k]);
    ts_row whole = {.cell = cell, .n = n, .number = ++p->rows, .at = TS_NO_OFFSET};
    ts_err err = ts_emit_row(out, &whole);
    for (size_t k = 0; k < n; k++)
        ts_buf_clear(&r->cell[k]);
    return err;
}

/* A line goes on with the row above where it has fewer cells than that and stands closer than rows
 * do, or leaves the first column empty. */
static ts_err emit_table(page *p, ts_sink *out, size_t from, size_t n, const columns *c) {
    row *r = ts_alloc(sizeof *r);
    float wide, pitch = line_pitch(p, from, n, &wide);
    ts_err err = TS_OK;
    for (size_t i = from; i < from + n && err == TS_OK; i++) {
        size_t bytes = 0;
        bool first_empty;
        size_t cells = cells_of(p, &p->line[i], c, &bytes, &first_empty);
        float gap = i > from ? p->line[i].middle - p->line[i - 1].middle : INFINITY;
        bool close = wide > 1.15F * pitch && gap < (wide + pitch) / 2;
        bool goes_on = (close && cells < r->cells) || (first_empty && 2 * cells <= c->n && gap < 1.5F * pitch);
        if (i > from && !goes_on)
            err = emit_row(p, out, r, c->n);
        if (i == from || !goes_on)
            r->cells = cells;
        add_to_row(p, &p->line[i], c, r);
    }
    if (err == TS_OK)
        err = emit_row(p, out, r, c->n);
    for (size_t k = 0; k < MAX_COLUMNS; k++)
        ts_buf_done(&r->cell[k]);
    ts_free(r);
    return err;
}

/* ---- the page ---- */

static ts_err emit_line(const page *p, ts_sink *out, const line *l) {
    for (size_t i = 0; i < l->n; i++) {
        const word *w = &p->word[l->first + i];
        bool apart = i > 0 && w->x0 - w[-1].x1 > p->gutter;
        if (i > 0)
            TS_TRY(ts_emit_text(out, ts_str(apart ? "  " : " "), TS_NO_OFFSET));
        TS_TRY(ts_emit_text(out, w->text, TS_NO_OFFSET));
    }
    return ts_emit_text(out, ts_str("\n"), TS_NO_OFFSET);
}

/* From line `from`: a table if one begins there (*n lines of it), else *n lines without one.  A
 * title above a table covers some of its columns: without it there are more. */
static bool next_run(page *p, size_t from, size_t *n, columns *c) {
    *n = run_of_lines(p, from, c);
    bool table = is_table(p, from, *n, c);
    bool tired = p->visits > VISITS * (p->lines + VISITS);
    if (table && !tired) {
        columns without;
        size_t rest = run_of_lines(p, from + 1, &without);
        if (without.n > c->n && is_table(p, from + 1, rest, &without))
            table = false;
    }
    if (!table)
        *n = tired && *n > 0 ? *n : 1;
    return table;
}

static bool has_table(page *p) {
    columns c;
    for (size_t i = 0, n; i < p->lines; i += n)
        if (next_run(p, i, &n, &c))
            return true;
    return false;
}

static ts_err emit_tables(page *p, ts_sink *out) {
    columns c;
    for (size_t i = 0, n; i < p->lines; i += n) {
        if (next_run(p, i, &n, &c)) {
            bool emitted;
            TS_TRY(ts_pdf_emit_sheet(p, out, i, n, &c, &emitted));
            if (!emitted)
                TS_TRY(emit_table(p, out, i, n, &c));
            continue;
        }
        for (size_t k = i; k < i + n; k++)
            TS_TRY(emit_line(p, out, &p->line[k]));
    }
    return TS_OK;
}

ts_err ts_page_emit(ts_sink *out, ts_span text, const ts_box *box, size_t n) {
    page p = {0};
    size_t characters = 0;
    for (size_t at = 0; at < text.len; characters++)
        ts_utf8_next(text, &at);
    if (characters == n && n > 0)
        measure(&p, text, box, n);
    TS_AUTO(ts_buf, ts_buf_done) spaced = {0};
    if (p.height > 0) {
        find_words(&p, text, box, n);
        find_lines(&p);
    }
    bool table = has_table(&p);
    if (p.height > 0 && !table) {
        ts_pdf_add_text(&p, text, &spaced);
        text = ts_buf_span(&spaced);
    }
    p.visits = 0;
    ts_err err = table ? emit_tables(&p, out) : ts_emit_text(out, text, TS_NO_OFFSET);
    if (err == TS_OK && !table)
        err = ts_emit_text(out, ts_str("\n"), TS_NO_OFFSET);
    ts_free(p.word);
    ts_free(p.line);
    return err;
}
