/* sqlite_record.h - records of a SQLite database: values by serial type ("Database File Format" 2.1). */
#ifndef TS_EXTRACT_SQLITE_RECORD_H
#define TS_EXTRACT_SQLITE_RECORD_H

#include "base/bytes.h"
#include "base/mem.h"

typedef enum ts_sqlite_class {
    TS_SQLITE_NULL,
    TS_SQLITE_INTEGER,
    TS_SQLITE_REAL,
    TS_SQLITE_TEXT,
    TS_SQLITE_BLOB
} ts_sqlite_class;

typedef struct ts_sqlite_field {
    uint64_t type;
    ts_span body; /* borrowed from the payload */
} ts_sqlite_field;

typedef struct ts_sqlite_record {
    ts_sqlite_field *field;
    size_t n, cap;
    bool cut; /* bodies end early: those that are missing are empty */
    bool may_cut; /* the reader's wish: ts_sqlite_record_rest takes one whose last body is short */
} ts_sqlite_record;
void ts_sqlite_record_done(ts_sqlite_record *r);
/* false: no header of a record stands there. */
bool ts_sqlite_record_read(ts_span payload, ts_sqlite_record *r);
/* Fields `first` to n - 1 of a record whose header begins to be legible at the type of `first`: types, then bodies
 * behind `gap` bytes.  Gives how many bytes all that takes, 0 where it does not work out; `r` holds n fields, those before
 * `first` are null. */
size_t ts_sqlite_record_rest(ts_span s, size_t first, size_t n, size_t gap, ts_sqlite_record *r);

ts_sqlite_class ts_sqlite_class_of(uint64_t type);
/* Bytes of a body; UINT64_MAX for types that are not used. */
uint64_t ts_sqlite_body_len(uint64_t type);
/* The integer that a field holds; 0 where it holds none. */
int64_t ts_sqlite_integer(const ts_sqlite_field *f);
/* Numbers and text as SQLite shows them; what has to be made stands in `loose`.  A blob is given as it is. */
ts_span ts_sqlite_shown(const ts_sqlite_field *f, unsigned encoding, ts_arena *loose);

#endif
