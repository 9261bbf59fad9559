/* near.h - near copies: items whose text is nearly another's (text/sketch.h). */
#ifndef TS_STORE_NEAR_H
#define TS_STORE_NEAR_H

#include "base/bytes.h"

typedef struct ts_near {
    uint64_t sketch[2];
    uint64_t content; /* bytes of text: a copy has nearly as many, whatever a long one's beginning is like */
    uint32_t group; /* set by ts_near_group: two items of one group are near copies, or joined by such */
    int64_t blob; /* the caller's */
} ts_near;

/* Sorts the items by sketch and numbers their groups from 0; gives how many there are that hold more than one item, and
 * how many items these hold beside their first. */
void ts_near_group(ts_near *item, size_t n, uint64_t *groups, uint64_t *copies);

#endif
