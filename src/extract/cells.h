/* cells.h - one row of a sheet, as its cells come in by column. */
#ifndef TS_EXTRACT_CELLS_H
#define TS_EXTRACT_CELLS_H

#include "extract/sink.h"

typedef struct ts_cells {
    uint64_t row; /* 1-based, as the program shows it */
    /* its own */
    ts_buf text;
    size_t *start, *len; /* by column */
    ts_span *cell;
    size_t columns, cap;
} ts_cells;

/* `column` from 0, below TS_LIMIT_COLUMNS. */
void ts_cells_put(ts_cells *c, size_t column, ts_span text);
/* Sends the row, if it has a cell, and begins an empty one. */
ts_err ts_cells_send(ts_cells *c, ts_sink *out);
void ts_cells_done(ts_cells *c);

#endif
