/* misread.h - values that were read or typed with a letter for a digit or a digit for a letter: "943 476 59l9". */
#ifndef TS_DETECT_MISREAD_H
#define TS_DETECT_MISREAD_H

#include "model/mention.h"

/* Is the kind one whose places say whether a digit or a letter stands there? */
bool ts_misread_has(ts_kind kind);
/* The normal form of what raw was taken for: each letter or sign where the kind has digits by the digit that looks like
 * it, and the other way round; what is checked must pass its check.  Blanks of a health number may stand anywhere.  False, out untouched, where nothing was exchanged,
 * too much was (a third), it is no such value even so, or the kind is not one whose places say what stands there. */
bool ts_misread_normal(ts_kind kind, ts_span raw, ts_norm *out);

#endif
