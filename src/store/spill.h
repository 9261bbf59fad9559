/* spill.h - more small records than memory holds, put into order by parts.
 *
 * Records of one size go into PARTS by a number that the caller computes (the top bits of what they are to be sorted or counted
 * by).  Each part keeps a block in memory; full blocks go to a file without a name, covered by a key that only this run
 * has.  Later each part is had whole, alone: memory is one part's, 1/256 of all where the number is evenly spread.
 */
#ifndef TS_STORE_SPILL_H
#define TS_STORE_SPILL_H

#include "base/bytes.h"

enum { TS_SPILL_PARTS = 256 };

typedef struct ts_spill ts_spill;
/* dir: borrowed, where the file stands if there is to be one. */
ts_spill *ts_spill_new(int dir, size_t record);
void ts_spill_free(ts_spill *s); /* wipes; NULL is fine */
ts_err ts_spill_add(ts_spill *s, unsigned part, const void *record);
uint64_t ts_spill_count(const ts_spill *s); /* records of all parts */
/* The records of one part, in the order in which they came; borrowed until the next call. */
ts_err ts_spill_load(ts_spill *s, unsigned part, unsigned char **record, size_t *n);
/* The same block by block, from 0 on; *n 0: there are no more. */
ts_err ts_spill_block(ts_spill *s, unsigned part, size_t block, unsigned char **record, size_t *n);

#endif
