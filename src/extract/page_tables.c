/* page_tables.c - the tables of a page: lines whose cells stand one below the other.
 *
 * A few such lines are where a table is begun from.  It grows by what is above and below them as far as words stand in its
 * columns: a name that is too long for its cell joins two cells of a line, and the names of the columns are wider than what is
 * below.
 */
#include <stdlib.h>

#include "extract/page_parts.h"

enum {
    MIN_ROWS = 3, /* fewer lines that only gaps part are no table */
    MIN_RULED = 2, /* a drawn table */
    MIN_GROWN = 3, /* columns of one that grows: of two, all that stands apart would be rows */
    FAR = 4, /* heights of a line between two rows at most */
    PROSE = 32, /* bytes a cell: columns of prose are longer */
    LABELLED = 50, /* per cent of lines that begin with a label and its colon: a form, to be read line by line */
    CLOSE = 5, /* of CLOSE_OF parts of what is from row to row: so close are lines of one row at most */
    CLOSE_OF = 6,
    ROUNDS = 3 /* in which a table grows, its columns told anew */
};

typedef struct columns {
    struct {
        int x0, x1;
    } at[TS_PAGE_COLUMNS];
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
    if (c->n == TS_PAGE_COLUMNS)
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

/* A line that has one cell and is farther from the row above than the second of the table from the first. */
static bool stands_apart(const ts_page *p, size_t from, size_t line) {
    const ts_page_line *l = &p->line[line];
    return line >= from + 2 && l->to - l->from < 2 &&
           2 * (l->y0 - l[-1].y0) > 3 * (p->line[from + 1].y0 - p->line[from].y0);
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
        if (far || stands_apart(p, from, i) || (n == 0 && cells < 2) || (cells < 2 && alone == 2) ||
            !add_line(p, l, &with, &same))
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
            if (ts_page_ruled(p, p->cell[k - 1].x1, p->cell[k].x0, (l->y0 + l->y1) / 2)) {
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

/* ---- all ---- */

/* Lines that are emitted as one thing, in the order of the page. */
typedef struct piece {
    size_t from, to;
    bool table;
    char sign; /* that parts its values; 0: columns do */
    ts_page_columns *c; /* as its own lines have them */
} piece;

typedef struct pieces {
    piece *at;
    size_t n;
} pieces;

/* Between two columns, in the middle. */
static ts_page_columns *between(const columns *c) {
    ts_page_columns *out = ts_alloc(sizeof *out);
    out->n = c->n;
    for (size_t i = 0; i + 1 < c->n; i++)
        out->edge[i] = (int)(((long)c->at[i].x1 + c->at[i + 1].x0 + 1) / 2);
    return out;
}

/* A part of what is no table may begin one: the line behind its first or, where it is long, behind an eighth of it. */
static size_t passed(size_t n) { return n < 16 ? 1 : n / 8; }

/* A table begins where cells do, or where columns that stand close have nothing across them on many lines. */
static void add_close_columns(const ts_page *p, pieces *all, size_t from, size_t to) {
    enum { LEAST_LINES = 6, LEAST_COLUMNS = 4, MOST_FIT = 70 };
    if (to - from < LEAST_LINES)
        return;
    piece at = {.from = from, .to = to, .table = true, .c = ts_alloc(sizeof *at.c)};
    size_t fit = 0;
    if (ts_page_agree(p, from, to, at.c) && at.c->n >= LEAST_COLUMNS) {
        while (at.from < at.to && !ts_page_fits(p, &p->line[at.from], at.c))
            at.from++;
        while (at.from < at.to && !ts_page_fits(p, &p->line[at.to - 1], at.c))
            at.to--;
        for (size_t i = at.from; i < at.to; i++)
            fit += ts_page_fits(p, &p->line[i], at.c);
    }
    if (fit >= LEAST_LINES && 100 * fit >= MOST_FIT * (at.to - at.from))
        all->at[all->n++] = at;
    else
        ts_free(at.c);
}

static void find_pieces(const ts_page *p, pieces *all) {
    for (size_t i = 0; i < p->lines;) {
        piece *to = &all->at[all->n++];
        columns c;
        size_t n = ts_page_delimited(p, i, &to->sign);
        if (!n) {
            to->sign = 0;
            n = run_of_lines(p, i, &c);
            to->table = is_table(p, i, n, &c);
            to->c = to->table ? between(&c) : NULL;
            n = to->table ? n : passed(n);
        }
        to->from = i;
        to->to = i += n;
    }
}

static bool is_near(const ts_page *p, size_t line) {
    return p->line[line + 1].y0 - p->line[line].y1 <= FAR * p->height;
}

typedef struct growing {
    const ts_page *p;
    ts_page_columns c;
    int pitch; /* from one row to the next, usually */
    bool *taken; /* lines of tables that are done */
} growing;

/* From the line above to this one. */
static int step_to(const ts_page_line *l) { return (l->y0 + l->y1 - l[-1].y0 - l[-1].y1) / 2; }

static int pitch_of(const ts_page *p, size_t from, size_t to) {
    int *step = ts_alloc_array(to - from + 1, sizeof *step);
    for (size_t i = from + 1; i < to; i++)
        step[i - from - 1] = step_to(&p->line[i]);
    qsort(step, to - from - 1, sizeof *step, ts_by_number);
    int usual = step[(to - from - 1) / 2];
    ts_free(step);
    return usual;
}

static bool is_free(const growing *g, size_t line) { return line < g->p->lines && !g->taken[line]; }

/* A line that goes on with the row above is closer to it than rows are to each other. */
static bool goes_on(const growing *g, size_t line) {
    const ts_page_line *l = &g->p->line[line];
    return CLOSE_OF * step_to(l) <= CLOSE * g->pitch && ts_page_goes_on(g->p, l - 1, l, &g->c);
}

/* How many lines from this one on, downwards or upwards, are rows.  One that was misread, or runs across, is where the two
 * behind it are, and all stand as close as rows do: a heading stands apart. */
static size_t rows_at(const growing *g, size_t line, bool down) {
    enum { BEHIND = 2 };
    for (size_t i = 0; i <= BEHIND; i++) {
        size_t next = down ? line + i : line - i; /* above the first: a line that there is not */
        size_t upper = down ? next - 1 : next;
        if (!is_free(g, next) || !is_near(g->p, upper))
            return 0;
        bool fits = ts_page_fits(g->p, &g->p->line[next], &g->c);
        if (i == 0 && (fits || (down && goes_on(g, next))))
            return 1;
        if ((i > 0 && !fits) || (i == 0 && ts_page_filled(g->p, &g->p->line[next], &g->c) < 2) ||
            2 * step_to(&g->p->line[upper + 1]) > 3 * g->pitch)
            return 0;
    }
    return 1 + BEHIND;
}

/* Lets a table grow; false where it did not. */
static bool grow(growing *g, size_t *from, size_t *to) {
    size_t first = *from, end = *to;
    g->pitch = pitch_of(g->p, first, end);
    for (int round = 0; round < ROUNDS; round++) {
        size_t was = *to - *from, n;
        if (!ts_page_agree(g->p, *from, *to, &g->c) || g->c.n < MIN_GROWN)
            break;
        while ((n = rows_at(g, *to, true)) > 0)
            *to += n;
        while (*from && (n = rows_at(g, *from - 1, false)) > 0)
            *from -= n;
        if (*to - *from == was)
            break;
    }
    return *from < first || *to > end;
}

static int by_size(const void *a, const void *b) {
    const piece *x = *(const piece *const *)a, *y = *(const piece *const *)b;
    size_t n = x->to - x->from, m = y->to - y->from;
    return n != m ? (n > m ? -1 : 1) : (x->from > y->from) - (x->from < y->from);
}

/* A table's lines that another took are none of it. */
static void give_up(piece *at, const bool *taken) {
    while (at->from < at->to && taken[at->from])
        at->from++;
    while (at->from < at->to && taken[at->to - 1])
        at->to--;
    at->table = at->to - at->from >= MIN_RULED;
}

/* The largest table first: what it takes, the others lose. */
static void grow_tables(const ts_page *p, pieces *all) {
    piece **order = ts_alloc_array(all->n + 1, sizeof *order);
    growing *g = ts_alloc(sizeof *g);
    *g = (growing){.p = p, .taken = ts_alloc_array(p->lines + 1, sizeof *g->taken)};
    size_t tables = 0;
    for (size_t i = 0; i < all->n; i++) {
        piece *at = &all->at[i];
        if (at->table)
            order[tables++] = at;
        for (size_t l = at->from; at->sign && l < at->to; l++)
            g->taken[l] = true;
    }
    qsort(order, tables, sizeof *order, by_size);
    for (size_t i = 0; i < tables; i++) {
        piece *at = order[i];
        give_up(at, g->taken);
        if (at->table && at->to - at->from >= MIN_ROWS && !p->bars && grow(g, &at->from, &at->to))
            (void)ts_page_agree(p, at->from, at->to, at->c);
        for (size_t l = at->from; at->table && l < at->to; l++)
            g->taken[l] = true;
    }
    for (size_t i = 0, to; i < p->lines && !p->bars; i = to + 1) {
        for (to = i; to < p->lines && !g->taken[to] && (to == i || is_near(p, to - 1)); to++)
            ;
        add_close_columns(p, all, i, to);
        to -= to > i; /* the line that is far from the one above is looked at again */
    }
    ts_free(g->taken);
    ts_free(g);
    ts_free(order);
}

/* Letters in their order, a column each: the head that a program for sheets draws.  One or the other is misread. */
static bool is_lettered(const ts_page *p, const ts_page_line *l) {
    enum { LEAST = 3 };
    size_t from = p->cell[l->from].from, to = p->cell[l->to - 1].to, before = 0, letters = 0, follow = 0;
    for (size_t w = from; w < to; w++) {
        ts_span text = p->word[w].text;
        if (text.len != 1 || *text.ptr < 'A' || *text.ptr > 'Z')
            continue;
        follow += letters && (size_t)(*text.ptr - p->word[before].text.ptr[0]) == w - before;
        letters++;
        before = w;
    }
    return letters >= LEAST && 2 * letters > to - from && 2 * follow >= letters;
}

/* The names of the columns stand below such a head: it is no row, nor is what is above it. */
static size_t first_row(const ts_page *p, const piece *at) {
    enum { FIRST = 4 };
    for (size_t i = at->from; i < at->to && i < at->from + FIRST; i++)
        if (is_lettered(p, &p->line[i]))
            return i + 1;
    return at->from;
}

static bool has_digit(const ts_page *p, const ts_page_line *l) {
    for (size_t w = p->cell[l->from].from; w < p->cell[l->to - 1].to; w++)
        for (size_t i = 0; i < p->word[w].text.len; i++)
            if (ts_is_digit(p->word[w].text.ptr[i]))
                return true;
    return false;
}

/* A form whose labels stand above what is filled in: line by line the one and the other, close together, and farther from the
 * next. */
static bool is_form(const ts_page *p, const piece *at) {
    enum { MOST_COLUMNS = 6 };
    if (at->c->n > MOST_COLUMNS || (at->to - at->from) % 2 || at->to - at->from < 4)
        return false;
    for (size_t i = at->from; i < at->to; i += 2) {
        const ts_page_line *l = &p->line[i];
        if (has_digit(p, l) || (i + 2 < at->to && 5 * (l[1].y0 - l[0].y0) > 4 * (l[2].y0 - l[1].y0)))
            return false;
    }
    return true;
}

/* From one row to the next, usually, as lines tell that have most columns. */
static int row_pitch(const ts_page *p, size_t from, size_t to, const ts_page_columns *c) {
    int *step = ts_alloc_array(to - from + 1, sizeof *step);
    size_t n = 0;
    for (size_t i = from + 1; i < to; i++)
        if (2 * ts_page_filled(p, &p->line[i], c) > c->n)
            step[n++] = step_to(&p->line[i]);
    qsort(step, n, sizeof *step, ts_by_number);
    int usual = n ? step[n / 2] : 0;
    ts_free(step);
    return usual;
}

/* Lines from `from` on that are one row: what is too long for its column goes on below, closer than the next row. */
static size_t lines_of_row(const ts_page *p, const piece *at, size_t from, int pitch) {
    size_t n = 1;
    for (; from + n < at->to; n++) {
        const ts_page_line *l = &p->line[from + n];
        if (CLOSE_OF * step_to(l) > CLOSE * pitch || !ts_page_goes_on(p, &p->line[from], l, at->c))
            break;
    }
    return n;
}

static ts_err emit_table(ts_page *p, const piece *at, size_t first) {
    bool form = is_form(p, at);
    ts_page_usual(p, first, at->to, at->c);
    int pitch = row_pitch(p, first, at->to, at->c);
    for (size_t i = first, lines; i < at->to; i += lines) {
        if (form && i > first && (i - first) % 2 == 0)
            TS_TRY(ts_emit_head(p->out, NULL, 0)); /* each pair of lines has names of its own */
        lines = form || p->bars ? 1 : lines_of_row(p, at, i, pitch);
        TS_TRY(ts_page_emit_row(p, &p->line[i], lines, at->c));
    }
    return TS_OK;
}

static ts_err emit_piece(ts_page *p, const piece *at) {
    size_t first = at->sign ? at->from : first_row(p, at);
    for (size_t i = at->from; i < first; i++)
        TS_TRY(ts_page_emit_line(p, &p->line[i]));
    if (first == at->to)
        return TS_OK;
    TS_TRY(ts_emit_head(p->out, NULL, 0));
    if (!at->sign)
        return emit_table(p, at, first);
    for (size_t i = first; i < at->to; i++)
        TS_TRY(ts_page_emit_delimited(p, &p->line[i], at->sign));
    return TS_OK;
}

static ts_err emit_pieces(ts_page *p, const pieces *all) {
    const piece **begins = ts_alloc_array(p->lines + 1, sizeof *begins);
    for (size_t i = 0; i < all->n; i++)
        if (all->at[i].table || all->at[i].sign)
            begins[all->at[i].from] = &all->at[i];
    ts_err err = TS_OK;
    for (size_t i = 0; i < p->lines && err == TS_OK;) {
        const piece *at = begins[i];
        err = at ? emit_piece(p, at) : ts_page_emit_line(p, &p->line[i]);
        i = at ? at->to : i + 1;
    }
    ts_free(begins);
    return err;
}

ts_err ts_page_emit_lines(ts_page *p) {
    pieces all = {.at = ts_alloc_array(2 * p->lines + 1, sizeof *all.at)};
    find_pieces(p, &all);
    grow_tables(p, &all);
    ts_err err = emit_pieces(p, &all);
    for (size_t i = 0; i < all.n; i++)
        ts_free(all.at[i].c);
    ts_free(all.at);
    return err;
}
