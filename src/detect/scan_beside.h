/* scan_beside.h - what a person's name, number or age straight beside says of a date or a number that no label announces. */
#ifndef TS_DETECT_SCAN_BESIDE_H
#define TS_DETECT_SCAN_BESIDE_H

#include "detect/scan.h"
#include "text/date.h"

/* Is a person named or numbered straight before `at`, no clinician and no sender?  *sign: a bracket, a comma, a stroke
 * between; 0 for blanks alone. */
bool ts_beside_person(const ts_scan *s, size_t at, char *sign);
/* Does a number at `at` stand behind a person's name, or behind their day of birth: "ASH, JANE 999 000 0018"? */
bool ts_beside_somebody(const ts_scan *s, size_t at);
/* How sure it is that the date at `at` is the day of birth of whom it stands beside; 0: not. */
int ts_beside_born(const ts_scan *s, size_t at, const ts_written_date *date);
/* Does an age stand straight before or behind the date at `at`, which would be its bearer's of late? */
bool ts_beside_age(const ts_scan *s, size_t at, const ts_written_date *date);

/* Of bare numbers whose check fits, those that a person's name or day of birth follows straight are health numbers. */
void ts_beside_numbers(ts_hits *h, ts_span text);

#endif
