/* sqlite_carve.h - rows in those parts of SQLite pages that no tree holds any more: what was deleted stays there until it
 * is overwritten. */
#ifndef TS_EXTRACT_SQLITE_CARVE_H
#define TS_EXTRACT_SQLITE_CARVE_H

#include "extract/sqlite_pages.h"
#include "extract/sqlite_record.h"
#include "extract/sqlite_schema.h"

/* A row that was found.  Everything is borrowed; `numbered`: its row number is legible. */
typedef ts_err (*ts_sqlite_on_row)(void *context, const ts_sqlite_record *record, int64_t rowid, bool numbered);

typedef struct ts_sqlite_carver {
    ts_sqlite_pages *pages;
    const ts_sqlite_table *table; /* whose page it is; NULL: not known, so a row must look like one by itself */
    unsigned type; /* of the cells that are looked for: TS_SQLITE_TABLE_LEAF or TS_SQLITE_INDEX_LEAF */
    ts_sqlite_record record;
    ts_sqlite_on_row found;
    void *context;
} ts_sqlite_carver;

/* May this record be a row of that table? */
bool ts_sqlite_fits(const ts_sqlite_table *t, const ts_sqlite_record *r);
/* Is anything left in the free room of this page of a tree? */
bool ts_sqlite_has_remains(const ts_sqlite_pages *p, ts_span page, const ts_sqlite_node *node);
/* Looks through the free room of a page of a tree. */
ts_err ts_sqlite_carve_room(ts_sqlite_carver *c, ts_span page, const ts_sqlite_node *node);
/* Looks through all of a page that belongs to no tree, or is given whole by a log. */
ts_err ts_sqlite_carve_page(ts_sqlite_carver *c, ts_span page, uint32_t n);

#endif
