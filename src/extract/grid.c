/* grid.c - text with tables in it, as documents have them. */
#include "extract/grid.h"

#include <stdio.h>

#include "base/limits.h"

/* A line goes out in pieces of about LINE bytes, a row in pieces of about ROW: memory stays bounded. */
enum { LINE = 64 * 1024, ROW = 8 * 1024 * 1024, MAX_SPAN = 64 };

void ts_grid_init(ts_grid *g, ts_sink *out) { *g = (ts_grid){.out = out}; }

void ts_grid_done(ts_grid *g) {
    ts_buf_wipe(&g->part);
    ts_buf_wipe(&g->text);
    ts_buf_wipe(&g->aside);
    ts_buf_wipe(&g->cells);
    ts_free(g->end);
}

/* Does the open text say this already, as a word of its own? */
static bool said(const ts_grid *g, ts_span aside) {
    ts_span text = ts_buf_span(&g->text);
    for (size_t at = 0; text.len && (at = ts_span_find(text, aside, at)) != SIZE_MAX; at++) {
        size_t end = at + aside.len;
        if ((at == 0 || !ts_is_alnum(text.ptr[at - 1])) && (end == text.len || !ts_is_alnum(text.ptr[end])))
            return true;
    }
    return false;
}

/* Puts the asides, each ended by a NUL, behind the open text. */
static void take_aside(ts_grid *g) {
    ts_span rest = ts_buf_span(&g->aside);
    while (rest.len) {
        ts_span one = ts_until_nul(rest);
        rest = ts_slice(rest, one.len + 1, rest.len);
        if (!one.len || said(g, one))
            continue;
        if (g->text.len && g->text.ptr[g->text.len - 1] != ' ')
            ts_buf_add_char(&g->text, ' ');
        ts_buf_add(&g->text, one);
    }
    ts_buf_clear(&g->aside);
}

static ts_err send_line(ts_grid *g, bool ended) {
    take_aside(g);
    while (ended && g->text.len && g->text.ptr[g->text.len - 1] == ' ')
        g->text.len--;
    bool any = g->text.len > 0 || (ended && g->line_sent);
    if (ended && any)
        ts_buf_add_char(&g->text, '\n');
    ts_err err = any ? ts_emit_text(g->out, ts_buf_span(&g->text), TS_NO_OFFSET) : TS_OK;
    ts_buf_clear(&g->text);
    g->line_sent = !ended;
    return err;
}

static void add_cell(ts_grid *g, ts_span text) {
    if (g->n == g->cap) {
        g->cap = g->cap ? g->cap * 2 : 64;
        g->end = ts_grow(g->end, g->cap, sizeof *g->end);
    }
    ts_buf_add(&g->cells, text);
    g->end[g->n++] = g->cells.len;
}

static ts_err send_row(ts_grid *g, bool ended) {
    ts_err err = TS_OK;
    if (g->n) {
        ts_span *cell = ts_alloc_array(g->n, sizeof *cell);
        for (size_t i = 0, from = 0; i < g->n; from = g->end[i++])
            cell[i] = ts_slice(ts_buf_span(&g->cells), from, g->end[i] - from);
        ts_row row = {.cell = cell, .n = g->n, .number = g->rows + 1, .at = TS_NO_OFFSET};
        if (g->rows == 0 && g->all_heads && ended && g->n <= TS_LIMIT_COLUMNS)
            err = ts_emit_head(g->out, cell, g->n);
        else
            err = ts_emit_row(g->out, &row);
        ts_free(cell);
        g->rows += ended;
    }
    ts_buf_clear(&g->cells);
    g->n = 0;
    return err;
}

static ts_err end_cell(ts_grid *g) {
    if (!g->in_cell)
        return TS_OK;
    take_aside(g);
    add_cell(g, ts_trim(ts_buf_span(&g->text)));
    ts_buf_clear(&g->text);
    for (; g->covered; g->covered--)
        add_cell(g, (ts_span){"", 0});
    g->in_cell = false;
    return g->cells.len > ROW || g->n > TS_LIMIT_COLUMNS ? send_row(g, false) : TS_OK;
}

static ts_err end_row(ts_grid *g) {
    if (!g->in_row)
        return TS_OK;
    TS_TRY(end_cell(g));
    g->in_row = false;
    return send_row(g, true);
}

static ts_err to_part(ts_grid *g, ts_span name) { return ts_emit_part(g->out, name); }

ts_err ts_grid_part(ts_grid *g, ts_span name) {
    TS_TRY(ts_grid_finish(g));
    ts_buf_clear(&g->part);
    ts_buf_add(&g->part, name);
    return to_part(g, name);
}

ts_err ts_grid_text(ts_grid *g, ts_span text) {
    if (!text.len)
        return TS_OK;
    bool inside = g->data && g->in_row;
    if (inside && !g->in_cell) {
        if (!ts_trim(text).len) /* layout of the source between two cells */
            return TS_OK;
        g->in_cell = true;
    }
    ts_buf_add(&g->text, text);
    if (inside && g->text.len > TS_LIMIT_FIELD)
        return end_cell(g); /* what follows opens another */
    return !inside && g->text.len > LINE ? send_line(g, false) : TS_OK;
}

static bool at_gap(const ts_grid *g) {
    return g->text.len == 0 ? !g->line_sent
                            : g->text.ptr[g->text.len - 1] == ' ' || g->text.ptr[g->text.len - 1] == '\n';
}

ts_err ts_grid_words(ts_grid *g, ts_span text) {
    size_t i = 0;
    while (i < text.len) {
        size_t from = i;
        while (i < text.len && ts_is_space(text.ptr[i]))
            i++;
        if (i > from && !at_gap(g))
            TS_TRY(ts_grid_text(g, ts_str(" ")));
        from = i;
        while (i < text.len && !ts_is_space(text.ptr[i]))
            i++;
        TS_TRY(ts_grid_text(g, ts_slice(text, from, i - from)));
    }
    return TS_OK;
}

ts_err ts_grid_aside(ts_grid *g, ts_span text) {
    text = ts_trim(text);
    if (!text.len)
        return TS_OK;
    if (g->aside.len + text.len > LINE)
        take_aside(g);
    ts_buf_add(&g->aside, text);
    ts_buf_add_char(&g->aside, 0);
    if (g->data && g->in_row)
        g->in_cell = true;
    return TS_OK;
}

ts_err ts_grid_break(ts_grid *g) {
    if (g->data && g->in_row)
        return g->in_cell && !at_gap(g) ? ts_grid_text(g, ts_str(" ")) : TS_OK;
    return send_line(g, true);
}

ts_err ts_grid_table(ts_grid *g) {
    if (g->depth++ && g->data) {
        if (g->flatten)
            return ts_grid_break(g);
        TS_TRY(end_row(g));
    }
    if (g->flatten && g->depth > 1)
        return TS_OK;
    TS_TRY(send_line(g, true));
    char name[24];
    snprintf(name, sizeof name, "table%u", ++g->tables);
    g->rows = g->covered = 0;
    g->data = true;
    TS_TRY(to_part(g, ts_str(name)));
    return ts_emit_head(g->out, NULL, 0);
}

ts_err ts_grid_table_end(ts_grid *g) {
    if (!g->depth)
        return TS_OK;
    g->depth--;
    if (!g->data || (g->flatten && g->depth))
        return ts_grid_break(g);
    TS_TRY(end_row(g));
    TS_TRY(send_line(g, true));
    g->data = false;
    return to_part(g, ts_buf_span(&g->part));
}

ts_err ts_grid_row(ts_grid *g) {
    if (!g->data || (g->flatten && g->depth > 1))
        return ts_grid_break(g);
    TS_TRY(end_row(g));
    TS_TRY(send_line(g, true));
    g->in_row = g->all_heads = true;
    return TS_OK;
}

ts_err ts_grid_row_end(ts_grid *g) { return !g->data || (g->flatten && g->depth > 1) ? ts_grid_break(g) : end_row(g); }

ts_err ts_grid_cell(ts_grid *g, uint64_t span, bool head) {
    if (!g->data || (g->flatten && g->depth > 1))
        return ts_grid_break(g);
    if (!g->in_row)
        TS_TRY(ts_grid_row(g));
    TS_TRY(end_cell(g));
    g->in_cell = true;
    g->all_heads &= head;
    ts_grid_span(g, span);
    return TS_OK;
}

void ts_grid_span(ts_grid *g, uint64_t span) { g->covered = span > 1 && span <= MAX_SPAN ? span - 1 : 0; }

ts_err ts_grid_cell_end(ts_grid *g) {
    return !g->data || (g->flatten && g->depth > 1) ? ts_grid_break(g) : end_cell(g);
}

ts_err ts_grid_finish(ts_grid *g) {
    TS_TRY(end_row(g));
    TS_TRY(send_line(g, true));
    g->depth = 0;
    g->data = false;
    return TS_OK;
}
