/* pst_message.h - one message of a mail store as a child of its own: a TNEF stream with its properties, recipients and
 * attached files; messages attached to it are further children.
 */
#ifndef TS_EXTRACT_PST_MESSAGE_H
#define TS_EXTRACT_PST_MESSAGE_H

#include "extract/pst_names.h"
#include "extract/sink.h"

/* path: of the child, without its ending. */
ts_err ts_pst_message(ts_pst *p, const ts_pst_names *names, const ts_pst_node *node, ts_span path, ts_sink *out);

#endif
