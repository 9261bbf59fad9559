/* row.h - one row of an export, whatever form it came in, and what is said of its table. */
#ifndef TS_HOLDINGS_ROW_H
#define TS_HOLDINGS_ROW_H

#include "base/bytes.h"

typedef struct ts_export_row {
    const ts_span *cell; /* borrowed until the next row */
    size_t cells;
    uint64_t line; /* of the file, 1-based, where the row begins; of a sheet or a database the row's own number */
    uint64_t number; /* of the data row, 1-based */
    size_t part; /* of the export's files */
    bool broken; /* a quote was opened and never closed, too many cells, or no record at all */
    bool footer; /* it reads as a footer, and rows follow it */
} ts_export_row;

/* What a person says of the table. */
typedef struct ts_export_options {
    const char *sheet; /* which table of several; NULL: the one with people */
    const ts_span *head; /* its columns' names, where none stand in it; NULL: they do */
    size_t heads;
} ts_export_options;

enum { TS_EXPORT_SAMPLE = 400 }; /* rows that columns are inferred from */

#endif
