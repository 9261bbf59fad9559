/* misread.h - letters and digits that readers of pictures, and people who type, take for each other: O and 0, l and 1,
 * S and 5, B and 8; 3 and 8, 5 and 6, 1 and 7 among digits.
 *
 * A check digit settles which it was.  Where several readings fit, the organisations' records do.
 */
#ifndef TS_TEXT_MISREAD_H
#define TS_TEXT_MISREAD_H

#include "base/bytes.h"

/* The digit that a letter or sign may have been, and the capital that a digit may have been; 0: none. */
char ts_misread_digit(char c);
char ts_misread_capital(char c);

enum { TS_REPAIRS = 5, TS_MOD11_DIGITS = 10 };
/* Ten digits whose modulus-11 check (weights 10 to 2, as the health numbers of Britain have) fails: those that it holds
 * for after one digit was taken for one that looks like it, or two neighbours were exchanged.  How many, at most
 * TS_REPAIRS; always the same ones.  0 also where the check holds or `digits` are not ten. */
size_t ts_mod11_repairs(ts_span digits, char out[TS_REPAIRS][TS_MOD11_DIGITS]);

#endif
