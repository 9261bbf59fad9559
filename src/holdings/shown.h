/* shown.h - names that came from a file, as they are shown to a person. */
#ifndef TS_HOLDINGS_SHOWN_H
#define TS_HOLDINGS_SHOWN_H

#include "base/bytes.h"

enum { TS_SHOWN_HEAD = 28, TS_SHOWN_NAME = 200 }; /* characters: of a column in a list, of any name in a message */

/* Appends its first `most` characters; nothing in them may steer the terminal. */
void ts_shown_name(ts_buf *out, ts_span name, size_t most);

#endif
