/* cells.c - one row of a sheet, as its cells come in by column. */
#include "extract/cells.h"

#include "base/mem.h"

void ts_cells_put(ts_cells *c, size_t column, ts_span text) {
    if (column >= c->cap) {
        size_t cap = (column + 1) * 2;
        c->start = ts_grow(c->start, cap, sizeof *c->start);
        c->len = ts_grow(c->len, cap, sizeof *c->len);
        c->cell = ts_grow(c->cell, cap, sizeof *c->cell);
        c->cap = cap;
    }
    for (; c->columns <= column; c->columns++)
        c->start[c->columns] = c->len[c->columns] = 0;
    c->start[column] = c->text.len;
    c->len[column] = text.len;
    ts_buf_add(&c->text, text);
}

ts_err ts_cells_send(ts_cells *c, ts_sink *out) {
    if (!c->columns)
        return TS_OK;
    for (size_t i = 0; i < c->columns; i++)
        c->cell[i] = c->len[i] ? ts_slice(ts_buf_span(&c->text), c->start[i], c->len[i]) : (ts_span){"", 0};
    ts_row row = {.cell = c->cell, .n = c->columns, .number = c->row, .at = TS_NO_OFFSET};
    ts_err err = ts_emit_row(out, &row);
    ts_buf_clear(&c->text);
    c->columns = 0;
    return err;
}

void ts_cells_done(ts_cells *c) {
    ts_buf_wipe(&c->text);
    ts_free(c->start);
    ts_free(c->len);
    ts_free(c->cell);
    *c = (ts_cells){0};
}
