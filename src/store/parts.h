/* parts.h - what the case knows of files that are parts of one that was cut (docs/adr/0020-files-in-parts.md). */
#ifndef TS_STORE_PARTS_H
#define TS_STORE_PARTS_H

#include "store/blobs.h"

/* The bytes of a part say nothing by themselves: the whole that they belong to is read. */
bool ts_is_part(const ts_blob *b);
/* Do these bytes stand somewhere where they are no part? */
ts_err ts_stands_alone(ts_case *c, int64_t blob, bool *alone);
/* The top-level file of this name is a part of something that was not read, and so not read either. */
ts_err ts_part_lost(ts_case *c, int64_t exhibit, ts_span name, ts_reason reason);
/* Parts that were read singly once, before the set was whole: what came out of them, and stands nowhere else, is forgotten.
 * *blobs: how many. */
ts_err ts_parts_settle(ts_case *c, uint64_t *blobs);

#endif
