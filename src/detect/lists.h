/* lists.h - what the lists in a running text hold, beside what was found in it as a text. */
#ifndef TS_DETECT_LISTS_H
#define TS_DETECT_LISTS_H

#include "model/segment.h"

struct ts_detect;

/* Reads the lists of the segment, a text whose hits are sorted, as tables.  What a column tells stays where it is as sure as what was
 * found without it.  Hits are sorted again. */
void ts_lists_read(struct ts_detect *d, const ts_segment *segment);

#endif
