/* copies.h - places that hold the same bytes, or a text that is nearly another's: read once or each, counted once as people. */
#ifndef TS_STORE_COPIES_H
#define TS_STORE_COPIES_H

#include "store/case.h"

typedef enum ts_copy_kind {
    TS_COPY_FIRST, /* of its group, in the order in which places were met */
    TS_COPY_SAME, /* the bytes of one before it in the group */
    TS_COPY_NEAR /* other bytes, and nearly the text of one in the group (text/sketch.h) */
} ts_copy_kind;
const char *ts_copy_name(ts_copy_kind k); /* "first" */

typedef struct ts_copied {
    uint32_t group; /* from 1 */
    ts_copy_kind kind;
    int64_t place, blob;
} ts_copied;
/* All places of groups that have more than one, group by group. */
ts_err ts_copies_each(ts_case *c, ts_err (*each)(void *, const ts_copied *), void *context);
/* Groups of near copies, and the items in them beside the first of each. */
ts_err ts_copies_near(ts_case *c, uint64_t *groups, uint64_t *copies);

#endif
