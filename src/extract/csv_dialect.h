/* csv_dialect.h - what kind of separated values a text is, and one record of it read. */
#ifndef TS_EXTRACT_CSV_DIALECT_H
#define TS_EXTRACT_CSV_DIALECT_H

#include "base/mem.h"
#include "extract/csv_scan.h"

typedef struct ts_csv_dialect {
    char separator;
    char quote; /* '"', or '\'' where fields show it */
    bool backslash; /* \" stands for a quote inside quotes */
    bool cr; /* records end with CR alone */
} ts_csv_dialect;

/* Looks at the head of a text; `all`: it is the whole text.  Gives the records' usual count of cells and
 * how sure that is, 0 (no table) to 100. */
int ts_csv_sniff(ts_span text, bool all, ts_csv_dialect *out);

/* One record: its cells point into the text, or into `loose` where quotes had to be taken out. */
typedef struct ts_csv_record {
    ts_span *cell;
    size_t n, cap;
    ts_buf loose;
} ts_csv_record;
void ts_csv_record_done(ts_csv_record *r);

/* Begins to read records of `text`. */
void ts_csv_begin(ts_csv_scan *s, const ts_csv_dialect *d, ts_span text);
typedef enum ts_csv_status {
    TS_CSV_RECORD, /* whole: *at stands behind its line end */
    TS_CSV_PIECE, /* TS_LIMIT_COLUMNS cells or TS_LIMIT_FIELD bytes of one record; the rest follows as the next */
    TS_CSV_NEEDS_MORE
} ts_csv_status;
/* Reads the record at *at; `all`: nothing follows the text.  Where more is needed *at stays. */
ts_csv_status ts_csv_read(ts_csv_scan *s, const ts_csv_dialect *d, bool all, size_t *at, ts_csv_record *r);

#endif
