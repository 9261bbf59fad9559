/* places.h - on which line, and in which block of lines, a finding of `scan` stands in what `extract` printed. */
#ifndef TS_TESTS_SUPPORT_PLACES_H
#define TS_TESTS_SUPPORT_PLACES_H

#include "base/bytes.h"

/* A segment that `extract` printed; path and text are borrowed for good. */
void places_add(ts_span path, ts_span locator, ts_span text);
/* Names of the line that a finding stands on, which is the row of its table or the line of its text, and of its block: lines with no
 * empty one between; a row is one of its own. */
void places_name(ts_span path, ts_span locator, ts_buf *line, ts_buf *block);

#endif
