/* panels.h - which parts of a page are read one after the other, told by where its print stands. */
#ifndef TS_EXTRACT_PANELS_H
#define TS_EXTRACT_PANELS_H

#include <touchstone/types.h>

/* A box of pixels, y downwards; a line that is drawn is one, upright where it is higher than wide. */
typedef struct ts_rule {
    int x0, y0, x1, y1;
} ts_rule;

enum { TS_PANELS = 64 };

/* Parts the page into panels, in the order in which they are read; returns how many.  box: of words or of parts of lines;
 * they are reordered.  height: of a small letter. */
size_t ts_panels_find(ts_rule *box, size_t n, int height, ts_rule panel[TS_PANELS]);

#endif
