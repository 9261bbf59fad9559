/* code.h - what kinds of short codes share: letters and digits after a pattern, and where such a code stands alone.
 *
 * In a pattern '9' is a digit, 'a' a letter, 'x' either, ' ' one space or hyphen that may be there or not;
 * all else, capitals mostly, stands for itself.  A list of patterns ends with NULL.
 */
#ifndef TS_DETECT_CODE_H
#define TS_DETECT_CODE_H

#include "detect/detector.h"

/* A whole value, in any case; its letters and digits alone, in capitals. */
bool ts_code_normal(ts_span raw, const char *const *patterns, ts_norm *out);
/* A code in capitals that begins at the spot and that nothing goes on from: its extent and normal form, confidence 0. */
bool ts_code_find(const ts_spot *spot, const char *const *patterns, ts_found *out);
/* Is text[start, end) no part of a longer number, name or path? */
bool ts_code_alone(ts_span text, size_t start, size_t end);

/* One digit over and over, or counted up from 1: what is typed where nothing is known.  Looks at the digits alone. */
bool ts_is_typed_number(const ts_norm *norm);
/* Ten digits of which the last is the check of the others by weights 10 to 2, modulo 11 (NHS, CHI, H&C numbers). */
bool ts_mod11_fits(const char *digit);
/* Day, month and two digits of the year, of any century. */
bool ts_day_fits(const char *ddmmyy);
/* Does that word, in small letters, stand in the text, in any case?  Asked of a line at most. */
bool ts_has_word(ts_span text, const char *word);
/* The line around text[at, at + len), cut to `most` bytes to either side. */
ts_span ts_line_around(ts_span text, size_t at, size_t len, size_t most);

#endif
