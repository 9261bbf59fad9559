/* column_ids.h - columns of the numbers that a system gives its people. */
#ifndef TS_DETECT_COLUMN_IDS_H
#define TS_DETECT_COLUMN_IDS_H

#include "detect/columns.h"

/* What a column's name numbers, if anything. */
typedef enum ts_numbering {
    TS_NUMBERS_UNSAID, /* it has no name */
    TS_NUMBERS_UNKNOWN, /* none of its words are known */
    TS_NUMBERS_UNFAMILIAR, /* something, of which its other words say nothing known: "Pension Ref" */
    TS_NUMBERS_SOMETHING, /* "Ref", "No.", "Key" */
    TS_NUMBERS_PEOPLE, /* "Hosp:", "ten_ref", "Adno" */
    TS_NUMBERS_THINGS /* "Lab No", "order_id" */
} ts_numbering;
ts_numbering ts_column_numbering(ts_span head);
/* "Column1", "F3", "Unnamed: 0" or nothing: what a program calls a column that has no name. */
bool ts_column_is_numbered(ts_span head);
/* Gives such columns their kind where no name that is known tells them; asked once all others have theirs. */
void ts_columns_find_ids(ts_columns *c, const ts_span *cell, size_t columns, size_t rows);

#endif
