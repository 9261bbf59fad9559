/* delimited.c - reads delimited text in any separator, quoting and charset, and COPY streams, row by row. */
#include "base/limits.h"
#include "base/mem.h"
#include "holdings/delimited_parts.h"
#include "holdings/shown.h"

enum { ENOUGH_TEXT = 8 << 20 };

static ts_err too_long(const ts_delimited *e) {
    return ts_fail(TS_ELIMIT, "%s, line %llu: one row is longer than %d MiB", e->name, (unsigned long long)e->line,
                   ENOUGH_TEXT >> 20);
}

/* ---- COPY ---- */

/* The line at `next`, with its end; empty at the text's end. */
static ts_err reach_line(ts_delimited *e, ts_span *line) {
    for (;;) {
        ts_span rest = ts_slice(ts_buf_span(&e->text), e->next, e->text.len);
        const char *end = rest.len ? memchr(rest.ptr, '\n', rest.len) : NULL;
        if (end || e->ended) {
            *line = ts_slice(rest, 0, end ? (size_t)(end + 1 - rest.ptr) : rest.len);
            return TS_OK;
        }
        if (rest.len > ENOUGH_TEXT)
            return too_long(e);
        TS_TRY(ts_delimited_fill(e));
    }
}

/* The table that is meant: the one that was asked for, or else the first.  Another one is an error, unless one was asked for. */
static ts_err is_meant(const ts_delimited *e, const ts_copy_head *c, bool *meant) {
    const char *sheet = e->options->sheet;
    *meant = sheet ? ts_span_eq_nocase(c->table, ts_str(sheet)) : !e->copied || ts_span_eq(c->table, e->copy.table);
    if (!*meant && !sheet) {
        TS_AUTO(ts_buf, ts_buf_done) tables = {0};
        ts_buf_add_char(&tables, '"');
        ts_shown_name(&tables, e->copy.table, TS_SHOWN_NAME);
        ts_buf_add_str(&tables, "\" and \"");
        ts_shown_name(&tables, c->table, TS_SHOWN_NAME);
        return ts_fail(TS_EUSAGE,
                       "%s: rows of two tables came, %s\".  Say which is meant: --sheet NAME (sheet = \"NAME\")",
                       e->name, tables.ptr);
    }
    if (*meant && e->copied && c->columns != e->copy.columns)
        return ts_fail(TS_EFORMAT, "%s, line %llu: the table goes on with other columns", e->name,
                       (unsigned long long)e->line);
    return TS_OK;
}

/* Goes on to the next COPY of the table that is meant; *found false: none follows. */
static ts_err next_copy(ts_delimited *e, bool *found) {
    bool others = false;
    *found = false;
    for (;;) {
        ts_span line;
        TS_TRY(reach_line(e, &line));
        if (!line.len)
            return TS_OK;
        ts_copy_head c;
        size_t end = 0;
        if (others)
            others = !ts_span_eq(ts_trim(line), ts_str("\\."));
        else
            TS_TRY(ts_copy_find(line, 0, e->name, &e->names, &c, &end));
        e->next += line.len;
        e->line++;
        if (!end)
            continue;
        TS_TRY(is_meant(e, &c, found));
        others = !*found;
        if (others)
            continue;
        e->copy = c;
        e->copied = true;
        e->over = false;
        e->separator = c.separator;
        e->escaped = !c.csv;
        e->sure = true;
        return TS_OK;
    }
}

static ts_err begin_copy(ts_delimited *e) {
    const ts_export_options *o = e->options;
    bool found;
    TS_TRY(next_copy(e, &found));
    if (!found)
        return ts_fail(TS_EUSAGE, "%s: no rows of a table \"%s\" came", e->name, o->sheet ? o->sheet : "");
    if (e->copy.header && !o->heads && !e->copy.columns)
        return ts_delimited_find_names(e);
    if (!o->heads && !e->copy.columns)
        return ts_fail(TS_EUSAGE,
                       "%s: its COPY names no columns.  Say them: --columns a,b,c (header = [\"a\", \"b\", \"c\"])",
                       e->name);
    ts_delimited_take_names(e, o->heads ? o->head : e->copy.column, o->heads ? o->heads : e->copy.columns);
    if (e->copy.header) {
        ts_delimited_row p = ts_delimited_read(e, ts_buf_span(&e->text), e->next, e->ended, false);
        ts_delimited_pass(e, &p);
    }
    return TS_OK;
}

/* ---- from front to back ---- */

ts_err ts_delimited_open(ts_intake *in, const ts_export_options *o, ts_delimited **out) {
    ts_delimited *e = ts_alloc(sizeof *e);
    e->in = in;
    e->name = in->file->name;
    e->options = o;
    e->line = 1;
    ts_err err = ts_delimited_fill(e);
    if (!err)
        err = ts_copy_begins(ts_buf_span(&e->text)) ? begin_copy(e) : ts_delimited_find_head(e);
    if (err) {
        ts_delimited_close(e);
        return err;
    }
    ts_delimited_take_sample(e);
    *out = e;
    return TS_OK;
}

void ts_delimited_close(ts_delimited *e) {
    if (!e)
        return;
    ts_buf_wipe(&e->raw);
    ts_buf_wipe(&e->text);
    ts_buf_wipe(&e->sample_text);
    ts_buf_done(&e->head_text);
    ts_arena_done(&e->names);
    ts_free(e->cell);
    ts_free(e->head);
    ts_free(e->sample);
    ts_free(e);
}

const ts_span *ts_delimited_head(const ts_delimited *e, size_t *columns, uint64_t *line) {
    *columns = e->columns;
    *line = e->head_line;
    return e->head;
}

const ts_span *ts_delimited_sample(const ts_delimited *e, size_t *rows) {
    *rows = e->samples;
    return e->sample;
}

bool ts_delimited_is_sure(const ts_delimited *e) { return e->sure; }

void ts_delimited_tell(const ts_delimited *e, ts_buf *out) {
    ts_buf_addf(out, "%s, %sseparated by %s", ts_charset_name(e->charset), e->copied ? "COPY, " : "",
                e->separator == '\t'  ? "tabs"
                : e->separator == ';' ? "semicolons"
                : e->separator == '|' ? "bars"
                                      : "commas");
}

/* A whole row stands at `next`, or the text is at its end. */
static ts_err reach_row(ts_delimited *e, ts_delimited_row *p) {
    for (;;) {
        *p = ts_delimited_read(e, ts_buf_span(&e->text), e->next, e->ended, false);
        if (e->ended || (p->whole && e->next < e->text.len))
            return TS_OK;
        if (e->text.len - e->next > ENOUGH_TEXT)
            return too_long(e);
        TS_TRY(ts_delimited_fill(e));
    }
}

ts_err ts_delimited_next(ts_delimited *e, ts_export_row *row, bool *more) {
    *more = false;
    for (;;) {
        ts_delimited_row p;
        bool found = true;
        if (e->over)
            TS_TRY(next_copy(e, &found));
        if (!found)
            return TS_OK;
        TS_TRY(reach_row(e, &p));
        if (e->next >= e->text.len)
            return e->copied
                       ? ts_fail(TS_EFORMAT, "%s: the COPY ends without its \\. line: what sent it broke off", e->name)
                       : TS_OK;
        bool blank = ts_delimited_blank(e, p.cells);
        e->over = ts_delimited_ends(e, &p);
        if (!blank && !e->over) {
            p = ts_delimited_read(e, ts_buf_span(&e->text), e->next, e->ended, true);
            *row = (ts_export_row){.cell = e->cell, .cells = p.cells, .line = e->line, .broken = p.broken};
        }
        ts_delimited_pass(e, &p);
        *more = !blank && !e->over;
        if (*more)
            return TS_OK;
    }
}
