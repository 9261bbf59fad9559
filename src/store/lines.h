/* lines.h - one digest over many lines in whatever order they come (docs/adr/0001-result-digest.md). */
#ifndef TS_STORE_LINES_H
#define TS_STORE_LINES_H

#include <stdio.h>

#include "base/digest.h"

typedef struct ts_lines ts_lines;
/* keep: the lines are to be printed, too; without it only 32 bytes of each are kept. */
ts_lines *ts_lines_new(bool keep);
void ts_lines_free(ts_lines *l);
/* One line, without a newline. */
void ts_lines_add(ts_lines *l, ts_span line);
/* SHA-256 over the SHA-256s of the lines, sorted bytewise; equal lines count as often as they come.
 * out, if there is one, gets the lines sorted bytewise. */
ts_err ts_lines_end(ts_lines *l, FILE *out, ts_digest *digest);

#endif
