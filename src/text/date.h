/* date.h - written dates to calendar dates, with their ambiguity kept. */
#ifndef TS_TEXT_DATE_H
#define TS_TEXT_DATE_H
#include "base/clock.h"
typedef struct ts_written_date {
    ts_date date; /* the day-first reading where both are possible */
    ts_date other; /* the month-first reading, or TS_NO_DATE */
    bool two_digit_year;
    bool month_first; /* only the month-first reading is possible: "04/23/1987" */
    size_t len; /* bytes of the input that belong to the date */
} ts_written_date;
/* Reads a date at the start of s: 1987-04-23, 19870423, 23/04/1987, 23.4.87, 23-Apr-1987, 23 April 1987,
 * 23rd April 1987, April 23, 1987, and any of these followed by a time.  Two-digit years: 00..(this
 * year's) are 20xx, else 19xx.  Years 1850..2100.  False where none begins there. */
bool ts_date_read(ts_span s, ts_written_date *out);
/* A spreadsheet's serial day (1900 system, its 1900-02-29 included) to a date; TS_NO_DATE outside 1..73050. */
ts_date ts_date_of_serial(double serial);
#endif
