/* column_row.h - what the columns of a table say of each other. */
#ifndef TS_DETECT_COLUMN_ROW_H
#define TS_DETECT_COLUMN_ROW_H

#include "detect/columns.h"

/* What columns say of each other, once each has a kind by itself. */
void ts_columns_compare(ts_columns *c, const ts_span *cell, size_t columns, size_t rows);

#endif
