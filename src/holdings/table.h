/* table.h - reads an export: delimited text in any separator, quoting and charset, row by row. */
#ifndef TS_HOLDINGS_TABLE_H
#define TS_HOLDINGS_TABLE_H

#include "base/bytes.h"

typedef struct ts_export ts_export;

enum { TS_EXPORT_SAMPLE = 400 }; /* rows that columns are inferred from */

/* Reads the head: charset, separator, the header row (title lines above it are passed over).  `name` is for
 * messages; `fd` stays the caller's. */
ts_err ts_export_open(int fd, const char *name, ts_export **out);
void ts_export_close(ts_export *e);
const ts_span *ts_export_head(const ts_export *e, size_t *columns);
/* The first rows, columns cells each, without moving on. */
const ts_span *ts_export_sample(const ts_export *e, size_t *rows);
const char *ts_export_charset(const ts_export *e);
char ts_export_separator(const ts_export *e);

typedef struct ts_export_row {
    const ts_span *cell; /* borrowed until the next row */
    size_t cells;
    uint64_t line; /* of the file, 1-based: where the row begins */
    uint64_t number; /* of the data row, 1-based */
    bool broken; /* a quote was opened and never closed, or too many cells */
} ts_export_row;
/* Blank lines are passed over.  *more false: the end. */
ts_err ts_export_next(ts_export *e, ts_export_row *row, bool *more);
/* SHA-256 of all that was read; valid at the end. */
void ts_export_digest(ts_export *e, ts_digest *out);

#endif
