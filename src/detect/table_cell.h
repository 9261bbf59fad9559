/* table_cell.h - what a single cell holds. */
#ifndef TS_DETECT_TABLE_CELL_H
#define TS_DETECT_TABLE_CELL_H

#include "model/mention.h"
#include "text/date.h"

/* The day that a spreadsheet numbers so; a time of day behind a point is dropped. */
bool ts_cell_serial_date(ts_span cell, ts_date *out);
/* A postcode at the end of an address; its length from the end, or 0.  *code: as it is written. */
size_t ts_cell_postcode_tail(ts_span cell, ts_norm *norm, ts_span *code);
/* `wanted` digits of a sort code or account, filled up with the zeros that a spreadsheet dropped. */
bool ts_cell_bank_digits(ts_span cell, size_t wanted, char *out, bool *filled_up);
/* "Total" below the rows, "Patient" where the head comes again. */
bool ts_cell_is_head_or_sum(ts_span cell);

#endif
