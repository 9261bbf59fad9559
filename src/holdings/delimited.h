/* delimited.h - reads delimited text in any separator, quoting and charset, and COPY streams, row by row. */
#ifndef TS_HOLDINGS_DELIMITED_H
#define TS_HOLDINGS_DELIMITED_H

#include "holdings/intake.h"
#include "holdings/row.h"

typedef struct ts_delimited ts_delimited;

/* Reads the head: charset, separator, the row of names (title lines above it are passed over).  `in` is borrowed. */
ts_err ts_delimited_open(ts_intake *in, const ts_export_options *o, ts_delimited **out);
void ts_delimited_close(ts_delimited *e);
/* *line: where the names stand. */
const ts_span *ts_delimited_head(const ts_delimited *e, size_t *columns, uint64_t *line);
/* The first rows, columns cells each, without moving on. */
const ts_span *ts_delimited_sample(const ts_delimited *e, size_t *rows);
/* Does one separator part most of the lines into as many cells, two at least? */
bool ts_delimited_is_sure(const ts_delimited *e);
/* "UTF-8, separated by tabs". */
void ts_delimited_tell(const ts_delimited *e, ts_buf *out);
/* Blank lines are passed over.  *more false: the end. */
ts_err ts_delimited_next(ts_delimited *e, ts_export_row *row, bool *more);

#endif
