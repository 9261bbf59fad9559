/* pst_found.h - nodes and blocks of a mail store whose trees are damaged: gathered from every leaf page of the file. */
#ifndef TS_EXTRACT_PST_FOUND_H
#define TS_EXTRACT_PST_FOUND_H

#include "base/mem.h"
#include "extract/pst_page.h"
#include "extract/source.h"

typedef struct ts_pst_found ts_pst_found;

/* Looks through the whole file. */
ts_pst_found *ts_pst_found_new(ts_source *in, ts_pst_kind kind);
void ts_pst_found_free(ts_pst_found *f);
bool ts_pst_found_block(const ts_pst_found *f, uint64_t bid, ts_pst_place *out); /* bid: its lowest bit is 0 */
bool ts_pst_found_node(const ts_pst_found *f, uint32_t nid, ts_pst_node *out);
/* In the order of their ids; begins with *at = 0. */
bool ts_pst_found_next(const ts_pst_found *f, size_t *at, ts_pst_node *out);

#endif
