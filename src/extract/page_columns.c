/* page_columns.c - the columns of a table, as most of its lines have them.
 *
 * Two columns are parted where gaps between cells stand above each other, and hardly a word across them.  A name that is too
 * long for its cell, or a speck in a gap, is one line's matter: the others decide.  Blanks within a number stand above each
 * other too, but are no wider than blanks are.
 */
#include <stdlib.h>

#include "extract/page_parts.h"

enum {
    PARTED = 25, /* per cent of the lines across a place that have a gap between cells there, at least */
    CROSSED = 16, /* per cent of those that have a word there, at most */
    CLEAR_LINES = 6, /* that a strip goes across which parts columns without a gap that is wide on any of them */
    SEEN = 8 /* per cent of the lines that have a cell in a column of its own, at least */
};

/* What begins, or ends, at a place of the lines. */
typedef struct event {
    int x, gap, word, line; /* 1: begins, -1: ends */
} event;

/* From x to the next such: how many lines have a gap, a word there, and how many go across it. */
typedef struct stretch {
    int x, gaps, words, lines;
} stretch;

typedef struct votes {
    stretch *at;
    size_t n;
} votes;

static int by_x(const void *a, const void *b) {
    return (((const event *)a)->x > ((const event *)b)->x) - (((const event *)a)->x < ((const event *)b)->x);
}

static int middle_of(const ts_word *w) { return w->x0 + (w->x1 - w->x0) / 2; }

static const ts_word *first_of(const ts_page *p, const ts_page_line *l) { return &p->word[p->cell[l->from].from]; }
static const ts_word *last_of(const ts_page *p, const ts_page_line *l) { return &p->word[p->cell[l->to - 1].to - 1]; }

static void add_span(event *e, size_t *n, event from, int x0, int x1) {
    if (x1 <= x0)
        return;
    e[*n] = from;
    e[(*n)++].x = x0;
    e[(*n)++] = (event){x1, -from.gap, -from.word, -from.line};
}

static votes count(const ts_page *p, size_t from, size_t to) {
    size_t words = 0, n = 0;
    for (size_t i = from; i < to; i++)
        words += p->cell[p->line[i].to - 1].to - p->cell[p->line[i].from].from;
    event *e = ts_alloc_array(4 * words + 2 * (to - from) + 1, sizeof *e);
    for (size_t i = from; i < to; i++) {
        const ts_page_line *l = &p->line[i];
        add_span(e, &n, (event){.line = 1}, first_of(p, l)->x0, last_of(p, l)->x1);
        for (size_t k = l->from; k < l->to; k++) {
            const ts_page_cell *c = &p->cell[k];
            if (k > l->from)
                add_span(e, &n, (event){.gap = 1}, c[-1].x1, c->x0);
            if (c->comb)
                add_span(e, &n, (event){.word = 1}, c->x0, c->x1);
            for (size_t w = c->from; w < c->to && !c->comb; w++)
                add_span(e, &n, (event){.word = 1}, p->word[w].x0, p->word[w].x1);
        }
    }
    qsort(e, n, sizeof *e, by_x);
    votes v = {.at = ts_alloc_array(n + 1, sizeof *v.at)};
    stretch now = {0};
    for (size_t i = 0; i < n; i++) {
        now = (stretch){e[i].x, now.gaps + e[i].gap, now.words + e[i].word, now.lines + e[i].line};
        if (i + 1 == n || e[i + 1].x > e[i].x)
            v.at[v.n++] = now;
    }
    ts_free(e);
    return v;
}

static bool parts(const stretch *s) {
    return s->gaps >= 2 && 100 * s->gaps >= PARTED * s->lines && 100 * s->words <= CROSSED * s->lines;
}

/* Narrow columns are parted by little more than a blank, on every line at one place. */
static bool is_clear(const stretch *s) { return s->lines >= CLEAR_LINES && 10 * s->words <= s->lines; }

/* Where within from..to most lines have a gap and fewest a word: the middle of it. */
static int best_place(const votes *v, int from, int to) {
    long most = 0;
    int x0 = from, x1 = to;
    bool any = false, open = false;
    for (size_t i = 0; i + 1 < v->n && v->at[i].x < to; i++) {
        const stretch *s = &v->at[i];
        if (s[1].x <= from)
            continue;
        long merit = s->gaps - 4L * s->words;
        int end = s[1].x < to ? s[1].x : to;
        if (!any || merit > most)
            most = merit, x0 = s->x > from ? s->x : from, x1 = end, any = open = true;
        else if (merit == most && open)
            x1 = end;
        else
            open = false;
    }
    return (x0 + x1) / 2;
}

/* ---- columns of which most cells are empty ---- */

typedef struct range {
    int x0, x1;
} range;

static int by_start(const void *a, const void *b) {
    const range *x = a, *y = b;
    return x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : (x->x1 > y->x1) - (x->x1 < y->x1);
}

typedef struct gutters {
    range *at; /* between columns, from the left to the right */
    size_t n;
    range *lone; /* cells that stand in one */
    size_t lones;
} gutters;

static size_t gutter_of(const gutters *g, int x) {
    size_t low = 0, high = g->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (g->at[mid].x1 <= x)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static void find_gutters(const ts_page *p, size_t from, size_t to, const votes *v, gutters *g) {
    g->at = ts_alloc_array(v->n + 1, sizeof *g->at);
    int least = p->height / 2 > 3 * p->blank / 2 ? p->height / 2 : 3 * p->blank / 2;
    for (size_t i = 0, end; i + 1 < v->n; i = end + 1) {
        bool wide = false;
        int clear = 0;
        for (end = i; end + 1 < v->n && (parts(&v->at[end]) || is_clear(&v->at[end])); end++) {
            wide = wide || parts(&v->at[end]);
            clear += is_clear(&v->at[end]) ? v->at[end + 1].x - v->at[end].x : 0;
        }
        if (wide || clear >= least)
            g->at[g->n++] = (range){v->at[i].x, v->at[end].x};
    }
    g->lone = ts_alloc_array(p->line[to - 1].to - p->line[from].from + 1, sizeof *g->lone);
    for (size_t i = p->line[from].from; i < p->line[to - 1].to; i++) {
        const ts_page_cell *c = &p->cell[i];
        size_t at = gutter_of(g, c->x0);
        if (at < g->n && g->at[at].x0 <= c->x0 && c->x1 <= g->at[at].x1)
            g->lone[g->lones++] = (range){c->x0, c->x1};
    }
    qsort(g->lone, g->lones, sizeof *g->lone, by_start);
}

static void add_edge(ts_page_columns *c, const votes *v, int from, int to) {
    if (c->n < TS_PAGE_COLUMNS && from < to)
        c->edge[c->n++ - 1] = best_place(v, from, to);
}

/* A gutter is one edge, or has columns of few cells in it. */
static void add_gutter(ts_page_columns *c, const votes *v, const gutters *g, size_t which, size_t *lone, size_t lines) {
    range at = g->at[which];
    int from = at.x0;
    while (*lone < g->lones && g->lone[*lone].x0 < at.x1) {
        range r = g->lone[(*lone)++];
        size_t cells = 1;
        for (; *lone < g->lones && g->lone[*lone].x0 < r.x1; ++*lone, cells++)
            r.x1 = g->lone[*lone].x1 > r.x1 ? g->lone[*lone].x1 : r.x1;
        if (100 * cells < SEEN * lines)
            continue;
        add_edge(c, v, from, r.x0);
        from = r.x1;
    }
    add_edge(c, v, from, at.x1);
}

static size_t column_of(const ts_page_columns *c, int x) {
    size_t low = 0, high = c->n - 1;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (c->edge[mid] <= x)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

/* ---- where the print of a column usually stands ---- */

/* What of a line is in one column: words from..to. */
typedef struct group {
    size_t column;
    int x0, x1;
    size_t crossed; /* words of it that reach into another column */
} group;

/* Does word w, one of those up to end on its line, reach into another column?  Not where the next begins as that column does:
 * it is a long one, and the edge stands where shorter ones leave room. */
static bool crosses(const ts_page *p, const ts_page_columns *c, size_t column, size_t w, size_t end) {
    const ts_word *at = &p->word[w];
    int most = p->height / 2;
    if (column > 0 && at->x0 < c->edge[column - 1] - most)
        return true;
    if (column + 1 >= c->n || at->x1 <= c->edge[column] + most)
        return false;
    return w + 1 >= end || abs(at[1].x0 - c->x0[column + 1]) > most;
}

/* The next group of a line's words, from word *at on; false: there is none. */
static bool next_group(const ts_page *p, const ts_page_columns *c, size_t *at, size_t end, group *out) {
    if (*at >= end)
        return false;
    const ts_word *w = &p->word[*at];
    *out = (group){column_of(c, middle_of(w)), w->x0, w->x1, 0};
    for (; *at < end; ++*at) {
        w = &p->word[*at];
        if (column_of(c, middle_of(w)) != out->column)
            break;
        out->x1 = w->x1 > out->x1 ? w->x1 : out->x1;
        out->crossed += crosses(p, c, out->column, *at, end);
    }
    return true;
}

static int by_column_and_start(const void *a, const void *b) {
    const group *x = a, *y = b;
    return x->column != y->column ? (x->column < y->column ? -1 : 1) : (x->x0 > y->x0) - (x->x0 < y->x0);
}

static int by_column_and_end(const void *a, const void *b) {
    const group *x = a, *y = b;
    return x->column != y->column ? (x->column < y->column ? -1 : 1) : (x->x1 > y->x1) - (x->x1 < y->x1);
}

/* The middle one of where a column's print begins, or ends. */
static void set_usual(group *g, size_t n, bool ends, int usual[TS_PAGE_COLUMNS]) {
    qsort(g, n, sizeof *g, ends ? by_column_and_end : by_column_and_start);
    for (size_t i = 0, to; i < n; i = to) {
        for (to = i + 1; to < n && g[to].column == g[i].column; to++)
            ;
        const group *middle = &g[i + (to - i) / 2];
        usual[middle->column] = ends ? middle->x1 : middle->x0;
    }
}

void ts_page_usual(const ts_page *p, size_t from, size_t to, ts_page_columns *c) {
    size_t first = p->cell[p->line[from].from].from, end = p->cell[p->line[to - 1].to - 1].to, n = 0;
    group *g = ts_alloc_array(end - first + 1, sizeof *g);
    for (size_t i = from; i < to; i++) {
        size_t at = p->cell[p->line[i].from].from;
        while (next_group(p, c, &at, p->cell[p->line[i].to - 1].to, &g[n]))
            n++;
    }
    set_usual(g, n, false, c->x0);
    set_usual(g, n, true, c->x1);
    ts_free(g);
}

bool ts_page_agree(const ts_page *p, size_t from, size_t to, ts_page_columns *c) {
    *c = (ts_page_columns){.n = 1};
    votes v = count(p, from, to);
    gutters g = {0};
    find_gutters(p, from, to, &v, &g);
    for (size_t i = 0, lone = 0; i < g.n; i++)
        add_gutter(c, &v, &g, i, &lone, to - from);
    ts_page_usual(p, from, to, c);
    ts_free(v.at);
    ts_free(g.at);
    ts_free(g.lone);
    return c->n > 1;
}

/* ---- rows ---- */

static bool is_aligned(const ts_page *p, const ts_page_columns *c, const group *g) {
    int begins = g->x0 - c->x0[g->column], ends = g->x1 - c->x1[g->column];
    return abs(begins) <= p->height || abs(ends) <= p->height || abs(begins + ends) <= p->height;
}

size_t ts_page_filled(const ts_page *p, const ts_page_line *l, const ts_page_columns *c) {
    size_t at = p->cell[l->from].from, end = p->cell[l->to - 1].to, groups = 0;
    for (group g; next_group(p, c, &at, end, &g);)
        groups++;
    return groups;
}

/* A third of the columns and more have something, which stands as theirs does, and hardly a word reaches into the next. */
bool ts_page_fits(const ts_page *p, const ts_page_line *l, const ts_page_columns *c) {
    enum { THIRD = 3, FEW = 6 };
    size_t at = p->cell[l->from].from, end = p->cell[l->to - 1].to, groups = 0, aligned = 0, crossed = 0;
    group g;
    while (next_group(p, c, &at, end, &g)) {
        groups++;
        crossed += g.crossed;
        aligned += is_aligned(p, c, &g);
    }
    return groups >= 2 && THIRD * groups >= c->n && FEW * crossed <= groups && 2 * aligned >= groups;
}

/* What goes on stands below what it goes on from, and a column that was empty has nothing to go on. */
bool ts_page_goes_on(const ts_page *p, const ts_page_line *row, const ts_page_line *l, const ts_page_columns *c) {
    size_t above = p->cell[row->from].from, above_end = p->cell[row->to - 1].to;
    size_t at = p->cell[l->from].from, end = p->cell[l->to - 1].to, groups = 0, before = 0;
    group g, up = {0};
    bool any = next_group(p, c, &above, above_end, &up);
    while (next_group(p, c, &at, end, &g)) {
        for (; any && up.column < g.column; before++)
            any = next_group(p, c, &above, above_end, &up);
        if (!any || up.column != g.column || g.crossed || abs(g.x0 - c->x0[g.column]) > p->height / 2)
            return false;
        groups++;
    }
    for (; any; before++)
        any = next_group(p, c, &above, above_end, &up);
    return groups < before;
}

/* Letters in boxes are one word, and so is a line that has no gap and runs across an edge. */
static bool is_whole(const ts_page *p, const ts_page_line *l, const ts_page_cell *cell, const ts_page_columns *c) {
    if (cell->comb || l->to - l->from > 1)
        return cell->comb;
    for (size_t w = cell->from; w < cell->to; w++)
        if (crosses(p, c, column_of(c, middle_of(&p->word[w])), w, cell->to))
            return true;
    return false;
}

/* Adds what of a line is in a column. */
static void add_column(ts_page *p, const ts_page_line *l, const ts_page_columns *c, size_t column, size_t start) {
    for (size_t i = l->from; i < l->to; i++) {
        const ts_page_cell *cell = &p->cell[i];
        bool whole = is_whole(p, l, cell, c);
        for (size_t w = cell->from; w < cell->to; w++) {
            if (column_of(c, middle_of(&p->word[whole ? cell->from : w])) != column)
                continue;
            if (p->text.len > start && (w == cell->from || !cell->comb))
                ts_buf_add_char(&p->text, ' ');
            ts_buf_add(&p->text, p->word[w].text);
        }
    }
}

ts_err ts_page_emit_row(ts_page *p, const ts_page_line *l, size_t lines, const ts_page_columns *c) {
    ts_span text[TS_PAGE_COLUMNS] = {{NULL, 0}};
    size_t start[TS_PAGE_COLUMNS + 1];
    ts_buf_clear(&p->text);
    for (size_t column = 0; column < c->n; column++) {
        start[column] = p->text.len;
        for (size_t i = 0; i < lines; i++)
            add_column(p, &l[i], c, column, start[column]);
    }
    start[c->n] = p->text.len;
    for (size_t i = 0; i < c->n; i++)
        text[i] = ts_slice(ts_buf_span(&p->text), start[i], start[i + 1] - start[i]);
    ts_row row = {.cell = text, .n = c->n, .number = ++p->rows, .at = TS_NO_OFFSET};
    return ts_emit_row(p->out, &row);
}
