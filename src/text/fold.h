/* fold.h - case, accents, width and space folded for comparing. */
#ifndef TS_TEXT_FOLD_H
#define TS_TEXT_FOLD_H
#include "base/bytes.h"
/* Upper case, Latin letters without accents (Ł to L, ß to SS, æ to AE), full-width to ASCII, any
 * apostrophe or hyphen kept as ' and -, runs of white space to one space, none at the ends.
 * Letters of other scripts are kept as they are.  Appends. */
void ts_fold(ts_span s, ts_buf *out);
/* The same into out[cap], without a NUL: the length, or SIZE_MAX where it does not fit. */
size_t ts_fold_into(ts_span s, char *out, size_t cap);
#endif
