/* copy.h - what `COPY table (columns) FROM stdin` of PostgreSQL sends: where it begins, and its escapes. */
#ifndef TS_HOLDINGS_COPY_H
#define TS_HOLDINGS_COPY_H

#include "base/mem.h"
#include "base/bytes.h"

typedef struct ts_copy_head {
    ts_span table; /* without its schema */
    ts_span *column; /* in the arena; NULL: the statement names none */
    size_t columns;
    char separator;
    bool csv, header; /* FORMAT csv; its first line names columns */
} ts_copy_head;

/* Does the first statement of a text, comments and settings apart, begin such a stream? */
bool ts_copy_begins(ts_span text);
/* The first COPY ... FROM stdin at or behind `from`, up to its line's end: TS_EFORMAT, and why, for one that is no text.  *end:
 * where its rows begin; 0 where there is none. */
ts_err ts_copy_find(ts_span text, size_t from, const char *name, ts_arena *names, ts_copy_head *out, size_t *end);
/* A cell with its escapes undone in place; \N, which says that there is no value, is empty. */
ts_span ts_copy_undo(char *cell, size_t len);

#endif
