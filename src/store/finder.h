/* finder.h - the held people that a sighting could be, over all files of a register.
 *
 * The files of one system are looked up together: a line that an earlier snapshot has and later ones still hold is found and
 * compared once, and counts for each of them.  What is found does not depend on the order in which the snapshots
 * were registered.
 */
#ifndef TS_STORE_FINDER_H
#define TS_STORE_FINDER_H

#include "store/register.h"

typedef struct ts_finder ts_finder;
ts_finder *ts_finder_new(const ts_register *r); /* borrows r */
void ts_finder_free(ts_finder *f);

/* One row of one snapshot, compared. */
typedef struct ts_finder_row {
    uint16_t snapshot; /* in the register's order */
    ts_held held;
    ts_comparison c;
} ts_finder_row;

/* Starts fetching what ts_finder_find will need; for batches. */
void ts_finder_prefetch(const ts_finder *f, const ts_probe *p);
/* The rows that a probe leads to, by snapshot, in it by source row; at most `max`.  Borrowed until the next call. */
size_t ts_finder_find(ts_finder *f, const ts_probe *p, size_t max, const ts_finder_row **out);

#endif
