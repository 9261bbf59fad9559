/* pst_message.h - one message of a mail store as a child of its own: a TNEF stream with its properties, recipients and
 * attached files; messages attached to it are further children.
 */
#ifndef TS_EXTRACT_PST_MESSAGE_H
#define TS_EXTRACT_PST_MESSAGE_H

#include "extract/pst_ltp.h"
#include "extract/sink.h"

/* What the store's own property ids stand for (MS-PST 2.4.7). */
typedef struct ts_pst_names {
    ts_buf entries, sets, strings; /* as stored */
    uint32_t *entry; /* by id less 0x8000: its place in `entries` plus one, 0 none; NULL where the store has none */
} ts_pst_names;
void ts_pst_names_open(ts_pst *p, ts_pst_names *n);
void ts_pst_names_done(ts_pst_names *n);

/* path: of the child, without its ending. */
ts_err ts_pst_message(ts_pst *p, const ts_pst_names *names, const ts_pst_node *node, ts_span path, ts_sink *out);

#endif
