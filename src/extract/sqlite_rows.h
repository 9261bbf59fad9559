/* sqlite_rows.h - rows of a SQLite database on their way out: cells, blobs that are files, and no row twice. */
#ifndef TS_EXTRACT_SQLITE_ROWS_H
#define TS_EXTRACT_SQLITE_ROWS_H

#include "base/map.h"
#include "extract/sqlite_record.h"
#include "extract/sqlite_schema.h"
#include "extract/sink.h"

typedef struct ts_sqlite_rows {
    ts_sink *out;
    unsigned encoding;
    ts_buf part; /* its name, empty: none was begun */
    uint64_t number; /* of the last row of the part */
    ts_map *numbers; /* parts and how far each got */
    ts_span *cell;
    size_t cap;
    ts_arena loose; /* what the row's cells are made of */
    uint64_t *seen; /* digests of rows that were given, a table of a power of two */
    size_t seen_cap, seen_n;
    uint64_t children;
    bool refused; /* there were more children than a container may have */
    bool no_files; /* none are wanted */
} ts_sqlite_rows;

void ts_sqlite_rows_init(ts_sqlite_rows *r, ts_sink *out, unsigned encoding);
void ts_sqlite_rows_done(ts_sqlite_rows *r);
/* Rows of t (NULL: of a table that is not known), of records with n fields, come next, in this part. */
ts_err ts_sqlite_rows_part(ts_sqlite_rows *r, ts_span part, const ts_sqlite_table *t);
/* One row.  `once`: not if a row with the same values of the same table was given before. */
ts_err ts_sqlite_rows_add(ts_sqlite_rows *r, const ts_sqlite_table *t, const ts_sqlite_record *record, int64_t rowid,
                          bool numbered, bool once);

#endif
