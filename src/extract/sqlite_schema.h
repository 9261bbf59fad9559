/* sqlite_schema.h - what CREATE TABLE says of a SQLite table's records: names, affinities, which field is which column. */
#ifndef TS_EXTRACT_SQLITE_SCHEMA_H
#define TS_EXTRACT_SQLITE_SCHEMA_H

#include "base/bytes.h"
#include "base/mem.h"

/* What a column's declared type makes of its values (sqlite.org/datatype3.html, 3.1). */
typedef enum ts_sqlite_affinity { TS_SQLITE_ANY, TS_SQLITE_AS_TEXT, TS_SQLITE_AS_NUMBER } ts_sqlite_affinity;

typedef struct ts_sqlite_table {
    ts_span name;
    uint32_t root;
    ts_span *column; /* those that records hold, in the order of the table */
    ts_sqlite_affinity *affinity;
    size_t n;
    size_t *field; /* of column i: its place in a record */
    size_t rowid; /* the column that is the row's number and is null in records; SIZE_MAX: none */
    bool without_rowid; /* it is kept as an index */
    bool shadow; /* it belongs to a virtual table: its blobs are that one's bookkeeping */
} ts_sqlite_table;

/* Reads "CREATE TABLE name (...)" into t (name and root are the caller's); what it keeps lies in the arena.
 * A text that is no such statement gives a table without columns. */
void ts_sqlite_table_read(ts_span sql, ts_sqlite_table *t, ts_arena *arena);

#endif
