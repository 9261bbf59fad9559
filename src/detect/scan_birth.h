/* scan_birth.h - days of birth that no label stands straight before, or that are written apart. */
#ifndef TS_DETECT_SCAN_BIRTH_H
#define TS_DETECT_SCAN_BIRTH_H

#include "detect/scan.h"
#include "text/date.h"

/* Begin of the weekday before the date at `at`, "Friday 11 February 2005"; `at` where none stands. */
size_t ts_birth_weekday(const ts_scan *s, size_t at);
/* Where a label tells what it is: over a line's end, "12 August\n1980", and with blanks at its signs, "14 / 03 / 1987". */
bool ts_birth_read(ts_span text, ts_written_date *out);
/* How sure it is that the date at `at`, which no label announces, is when somebody was born: asked for in the line above,
 * below a name and before a sex, behind a number and a surname of a list, a driving licence's third field, or in a sentence
 * that says who was born.  0: not. */
int ts_birth_told(const ts_scan *s, size_t at, const ts_written_date *date);

#endif
