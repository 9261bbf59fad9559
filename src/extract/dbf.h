/* dbf.h - the head of a dBase table, and letters of its code page. */
#ifndef TS_EXTRACT_DBF_H
#define TS_EXTRACT_DBF_H

#include "base/bytes.h"
#include "base/mem.h"

typedef struct ts_dbf_field {
    ts_span name; /* borrowed from the head */
    char type;
    uint32_t at, len; /* in a record, behind the mark of deletion */
} ts_dbf_field;

typedef struct ts_dbf {
    unsigned version; /* the first byte */
    uint32_t records;
    uint32_t head_len, record_len;
    bool encrypted;
    unsigned page; /* code page by its number; 0: the table does not say */
    ts_dbf_field *field;
    size_t n;
} ts_dbf;

/* Reads the head of a table; false: it is none, since versions, types, widths and lengths have to fit each other. */
bool ts_dbf_read(ts_span head, ts_dbf *t);
void ts_dbf_done(ts_dbf *t);

/* Of bytes whose code page nobody says: 1252, 850 for letters of DOS, 65001 where they are UTF-8 or ASCII. */
unsigned ts_dbf_guess_page(ts_span bytes);
/* The text as UTF-8: itself where that changes nothing, else made in `loose`. */
ts_span ts_dbf_text(ts_span raw, unsigned page, ts_arena *loose);

#endif
