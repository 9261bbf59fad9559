/* masks.h - learns the masks of an organisation's local ids: what they look like and how many are in use. */
#ifndef TS_HOLDINGS_MASKS_H
#define TS_HOLDINGS_MASKS_H

#include "base/bytes.h"

enum { TS_MASKS = 8, TS_MASK_TEXT = 32 };

typedef struct ts_masks ts_masks;
ts_masks *ts_masks_new(void);
void ts_masks_free(ts_masks *m);
void ts_masks_add(ts_masks *m, ts_span id);
/* The usual masks (each at least 1 in 100 of the ids), commonest first; "\R9999999".  `space` is how many ids
 * fit them within the numbers seen, `used` how many of them there were. */
void ts_masks_end(const ts_masks *m, char mask[TS_MASKS][TS_MASK_TEXT], uint64_t *space, uint64_t *used);

#endif
