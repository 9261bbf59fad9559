/* doc_text.c - the letters of a Word document as lines and tables (MS-DOC 2.4.1, 2.4.3, 2.8.25). */
#include "extract/doc_text.h"

#include "base/limits.h"

enum { PIECE = 64 * 1024, CODE = 16 * 1024, MAX_FIELDS = 64, CELL = 0x07 };

/* Signs with a meaning of their own. */
enum { TAB = 0x09, LINE_END = 0x0B, FIELD = 0x13, RESULT = 0x14, FIELD_END = 0x15, FIXED_HYPHEN = 0x1E };

void ts_doc_text_init(ts_doc_text *t, ts_sink *out) {
    *t = (ts_doc_text){0};
    ts_grid_init(&t->g, out);
    t->g.flatten = true;
}

void ts_doc_text_done(ts_doc_text *t) {
    ts_grid_done(&t->g);
    ts_buf_wipe(&t->run);
    ts_buf_wipe(&t->gone);
    ts_buf_wipe(&t->code);
}

/* The open paragraph's text so far goes to the line or the cell. */
static ts_err flush(ts_doc_text *t) {
    if (t->high)
        ts_buf_add_utf8(&t->run, 0xFFFD);
    t->high = 0;
    if (t->table && !t->g.in_cell && t->run.len)
        TS_TRY(ts_grid_cell(&t->g, 1, false));
    ts_err err = ts_grid_text(&t->g, ts_buf_span(&t->run));
    ts_buf_clear(&t->run);
    if (!err && t->gone.len)
        err = ts_grid_aside(&t->g, ts_buf_span(&t->gone));
    ts_buf_clear(&t->gone);
    return err;
}

static ts_err end_table(ts_doc_text *t) {
    t->table = t->after_cell = false;
    return ts_grid_table_end(&t->g);
}

/* A field's code says what its result does not where it quotes: a link's target, an entry of an index, a condition. */
static ts_err end_code(ts_doc_text *t) {
    ts_span code = ts_trim(ts_buf_span(&t->code));
    bool date = ts_span_find(code, ts_str("\\@"), 0) != SIZE_MAX; /* a picture of a date */
    ts_err err = TS_OK;
    if (!date && (ts_span_find(code, ts_str("\""), 0) != SIZE_MAX || ts_span_starts_nocase(code, ts_str("addin"))))
        err = ts_grid_aside(&t->g, code);
    ts_buf_clear(&t->code);
    return err;
}

static ts_err field_sign(ts_doc_text *t, uint16_t unit) {
    uint64_t bit = t->fields && t->fields <= MAX_FIELDS ? UINT64_C(1) << (t->fields - 1) : 0;
    if (unit == FIELD) {
        if (t->fields < MAX_FIELDS)
            t->in_code |= UINT64_C(1) << t->fields;
        t->fields++;
        return TS_OK;
    }
    bool open = t->in_code != 0;
    t->in_code &= ~bit;
    if (unit == FIELD_END)
        t->fields -= t->fields > 0;
    return open && !t->in_code ? end_code(t) : TS_OK;
}

/* Where the next letters go. */
static ts_buf *place(ts_doc_text *t, bool deleted) { return t->in_code ? &t->code : deleted ? &t->gone : &t->run; }

static ts_err bound(ts_doc_text *t) {
    if (t->code.len > CODE) { /* no such field: a sign of its end is missing */
        t->in_code = t->fields = 0;
        ts_err err = ts_grid_aside(&t->g, ts_buf_span(&t->code));
        ts_buf_clear(&t->code);
        TS_TRY(err);
    }
    return t->run.len > PIECE || t->gone.len > PIECE ? flush(t) : TS_OK;
}

ts_err ts_doc_text_letters(ts_doc_text *t, ts_span letters, bool deleted) {
    if (t->high)
        ts_buf_add_utf8(&t->run, 0xFFFD);
    t->high = 0;
    ts_buf_add(place(t, deleted), letters);
    return bound(t);
}

ts_err ts_doc_text_unit(ts_doc_text *t, uint16_t unit, bool deleted) {
    ts_buf *to = place(t, deleted);
    if (t->high) {
        bool pair = unit >= 0xDC00 && unit < 0xE000;
        ts_buf_add_utf8(to, pair ? 0x10000 + ((t->high - 0xD800) << 10) + (unit - 0xDC00u) : 0xFFFD);
        t->high = 0;
        if (pair)
            return bound(t);
    }
    if (unit >= 0xD800 && unit < 0xDC00)
        t->high = unit;
    else if (unit >= ' ')
        ts_buf_add_utf8(to, unit);
    else if (unit >= FIELD && unit <= FIELD_END)
        return field_sign(t, unit);
    else if (unit == TAB)
        ts_buf_add_char(to, t->table ? ' ' : '\t');
    else if (unit == LINE_END)
        ts_buf_add_char(to, t->table ? ' ' : '\n');
    else if (unit == FIXED_HYPHEN)
        ts_buf_add_char(to, '-');
    return bound(t);
}

ts_err ts_doc_text_mark(ts_doc_text *t, uint16_t unit, const ts_doc_paragraph *p) {
    bool cell = unit == CELL, row = p->row_end && !p->inner;
    if (!p->known) /* the end of a row is an empty cell more */
        row = cell && t->after_cell && !t->run.len && !t->gone.len;
    bool inside = cell || (p->known ? p->in_table : t->table && t->g.in_row);
    if (inside && !t->table) {
        TS_TRY(ts_grid_table(&t->g));
        t->table = true;
    } else if (!inside && t->table) {
        TS_TRY(end_table(t));
    }
    TS_TRY(flush(t));
    t->after_cell = cell && !row;
    if (!cell)
        return ts_grid_break(&t->g);
    if (row)
        return ts_grid_row_end(&t->g);
    if (!t->g.in_cell) /* an empty one */
        TS_TRY(ts_grid_cell(&t->g, 1, false));
    return ts_grid_cell_end(&t->g);
}

ts_err ts_doc_text_finish(ts_doc_text *t) {
    TS_TRY(flush(t));
    if (t->code.len)
        TS_TRY(ts_grid_aside(&t->g, ts_buf_span(&t->code)));
    ts_buf_clear(&t->code);
    t->fields = 0;
    t->in_code = 0;
    t->table = t->after_cell = false;
    return ts_grid_finish(&t->g);
}

ts_err ts_doc_text_part(ts_doc_text *t, const char *name) {
    TS_TRY(ts_doc_text_finish(t));
    return ts_grid_part(&t->g, ts_str(name));
}
