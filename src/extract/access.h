/* access.h - pages of an Access database (Jet 3, Jet 4, ACE): definitions of tables, rows, and what they refer to.
 *
 * The format was never published; what is known of it is written down in mdbtools' HACKING.md and in Jackcess.
 */
#ifndef TS_EXTRACT_ACCESS_H
#define TS_EXTRACT_ACCESS_H

#include "base/bytes.h"
#include "base/mem.h"
#include "extract/source.h"

enum { TS_ACCESS_COLUMNS = 255, TS_ACCESS_PAGE = 4096 };

typedef enum ts_access_type {
    TS_ACCESS_BOOL = 1,
    TS_ACCESS_BYTE,
    TS_ACCESS_INT,
    TS_ACCESS_LONG,
    TS_ACCESS_MONEY,
    TS_ACCESS_FLOAT,
    TS_ACCESS_DOUBLE,
    TS_ACCESS_DATE,
    TS_ACCESS_BINARY,
    TS_ACCESS_TEXT,
    TS_ACCESS_OLE,
    TS_ACCESS_MEMO,
    TS_ACCESS_GUID = 15,
    TS_ACCESS_NUMERIC = 16,
    TS_ACCESS_COMPLEX = 18,
    TS_ACCESS_BIG = 19
} ts_access_type;

typedef struct ts_access_column {
    ts_span name; /* UTF-8 */
    unsigned type;
    unsigned number; /* of its bit in a row's mask */
    bool fixed;
    unsigned offset; /* of a fixed one */
    unsigned variable; /* of another: its place in the row's table */
    unsigned len;
    unsigned scale; /* of a numeric one */
} ts_access_column;

typedef struct ts_access_table {
    uint32_t page; /* of its definition: what data pages call their owner */
    ts_span name;
    ts_access_column *column; /* in the order of the table */
    size_t n;
} ts_access_table;

typedef struct ts_access {
    ts_source *in;
    bool jet3;
    unsigned code_page; /* of Jet 3's text */
    uint32_t size, count; /* of pages */
    ts_arena *arena; /* keeps names and columns */
    uint64_t followed; /* pages that long values were read from: bounded, since values may share them */
    ts_buf value; /* a long value */
} ts_access;

/* 0 no, 3 Jet 3, 4 Jet 4 and later. */
int ts_access_version(ts_span head);
ts_err ts_access_open(ts_access *a, ts_source *in, ts_arena *arena);
void ts_access_done(ts_access *a);
bool ts_access_page(ts_access *a, uint32_t n, char *page);

/* The owner of a data page, by the number of its definition's page; 0: it is no page of rows. */
uint32_t ts_access_owner(const ts_access *a, ts_span page);
uint32_t ts_access_rows(const ts_access *a, ts_span page);
/* Row i of a data page, with its two marks: see access.c. */
bool ts_access_row(const ts_access *a, ts_span page, uint32_t i, ts_span *row, bool *deleted, bool *moved);
/* Where a pointer in a row leads: its page, and the row there. */
bool ts_access_pointer(ts_span bytes, uint32_t *page, uint32_t *row);

/* Reads the definition that begins on page n; false: none does. */
bool ts_access_define(ts_access *a, uint32_t n, ts_access_table *t);
/* The bytes of a column in a row.  *null: it has none; booleans are their own bit: `set`. */
bool ts_access_cell(const ts_access *a, const ts_access_column *c, ts_span row, ts_span *bytes, bool *set);
/* A memo or an OLE value, wherever it stands; in a->value until the next call where it is not in the row itself. */
bool ts_access_long(ts_access *a, ts_span cell, ts_span *out, bool *cut);
/* Text as UTF-8, kept in `loose`. */
ts_span ts_access_text(const ts_access *a, ts_span raw, ts_arena *loose);
/* What Access shows for a value that is neither text nor a long one. */
ts_span ts_access_shown(const ts_access_column *c, ts_span raw, bool set, ts_arena *loose);

#endif
