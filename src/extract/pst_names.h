/* pst_names.h - what a mail store's own property ids stand for (MS-PST 2.4.7). */
#ifndef TS_EXTRACT_PST_NAMES_H
#define TS_EXTRACT_PST_NAMES_H

#include "extract/pst_ltp.h"

typedef struct ts_pst_names {
    ts_buf entries, sets, strings; /* as stored */
    uint32_t *entry; /* by id less 0x8000: its place in `entries` plus one, 0 none; NULL where the store has none */
} ts_pst_names;
void ts_pst_names_open(ts_pst *p, ts_pst_names *n);
void ts_pst_names_done(ts_pst_names *n);

enum { TS_PST_NAME_SET = 16 };
/* A property is named by a number within a set, or by a name. */
typedef struct ts_pst_name {
    char set[TS_PST_NAME_SET];
    bool by_name;
    uint32_t number;
    ts_span name; /* UTF-16; the store's */
} ts_pst_name;
/* Of an id from 0x8000 on; false where the store says nothing of it. */
bool ts_pst_name_of(const ts_pst_names *n, uint16_t id, ts_pst_name *out);

#endif
