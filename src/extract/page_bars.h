/* page_bars.h - bars that are printed to part columns, as consoles of databases print them: a letter "|" in line after
 * line at one place is an upright line. */
#ifndef TS_EXTRACT_PAGE_BARS_H
#define TS_EXTRACT_PAGE_BARS_H

#include "extract/ocr.h"
#include "extract/panels.h"

enum { TS_BARS = 64 };

/* Takes bars out of the words, also those that were read as I, l or 1, or as a part of the word beside them, and the lines
 * of dashes between.  bar: upright lines from the left to the right, each as long as its table.  Returns how many.
 * height: of a usual word. */
size_t ts_bars_take(ts_word *word, size_t *n, int height, ts_rule bar[TS_BARS]);

#endif
