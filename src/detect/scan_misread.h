/* scan_misread.h - numbers in running text of which a letter is read for a digit: behind a label, or in what was read from
 * a picture. */
#ifndef TS_DETECT_SCAN_MISREAD_H
#define TS_DETECT_SCAN_MISREAD_H

#include "detect/scan.h"

/* Each true where a value was taken. */
bool ts_scan_misread_number(ts_scan *s, size_t at); /* at a group of digits that a letter is part of */
bool ts_scan_misread_value(ts_scan *s, size_t start, const ts_label *label); /* behind a label's colon */

#endif
