/* sheets.h - the tables of an export that is no delimited text, as a sandboxed worker reads them.
 *
 * Workbooks, databases, JSON, FHIR, HL7: this program parses none of them.  A worker reads the file twice: once to see which
 * tables are in it, once for the rows of the one that is meant.
 */
#ifndef TS_HOLDINGS_SHEETS_H
#define TS_HOLDINGS_SHEETS_H

#include "holdings/row.h"

typedef struct ts_sheets ts_sheets;

/* One table: a sheet of a workbook, a table of a database, the records of one list. */
typedef struct ts_sheet {
    ts_span name; /* empty where the file has only one */
    const ts_span *head;
    size_t columns;
    const ts_span *sample; /* columns cells each */
    size_t samples;
    uint64_t rows;
    bool named; /* its format names the columns; else they stand in a row of it */
    bool people; /* by its columns it is about people */
    bool aside; /* what was deleted, or what the program keeps for itself */
} ts_sheet;

/* Where the bytes stand. */
typedef struct ts_sheets_file {
    int fd;
    uint64_t len;
    const unsigned char *key; /* as in ts_job_item */
    const char *name; /* for messages */
} ts_sheets_file;

/* Sees which tables there are.  What is locked, damaged or only partly read is refused.  `file` is copied, `o` borrowed. */
ts_err ts_sheets_open(const ts_sheets_file *file, const ts_export_options *o, ts_sheets **out);
void ts_sheets_close(ts_sheets *s);
size_t ts_sheets_count(const ts_sheets *s);
const ts_sheet *ts_sheets_at(const ts_sheets *s, size_t i);
/* "xlsx", "fhir". */
const char *ts_sheets_format(const ts_sheets *s);
/* The table that is meant: the one that was asked for, or else the only one with people.  TS_EUSAGE lists those there are. */
ts_err ts_sheets_choose(const ts_sheets *s, size_t *which);
/* Its rows, from the first on: row->line is the row's own number in its sheet. */
ts_err ts_sheets_begin(ts_sheets *s, size_t which);
ts_err ts_sheets_next(ts_sheets *s, ts_export_row *row, bool *more);

#endif
