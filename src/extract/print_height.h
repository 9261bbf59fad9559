/* print_height.h - how high the small letters of a page are, told by the boxes of all that is joined on it. */
#ifndef TS_EXTRACT_PRINT_HEIGHT_H
#define TS_EXTRACT_PRINT_HEIGHT_H

#include "extract/panels.h"

/* In pixels; 0: there are too few letters to say.  The boxes are reordered. */
int ts_print_height(ts_rule *box, size_t n);

#endif
