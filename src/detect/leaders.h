/* leaders.h - the lines that a form has its answers written on: "Surname ........ ASH", "DOB: __9/4/71__". */
#ifndef TS_DETECT_LEADERS_H
#define TS_DETECT_LEADERS_H

#include "base/bytes.h"

/* Copies `text` to `out` with each leader blanked, byte for byte, and a colon where one follows straight on a label; false,
 * `out` untouched, where there is none. */
bool ts_leaders_blank(ts_span text, ts_buf *out);

#endif
