/* column_codes.h - columns of codes that no name tells. */
#ifndef TS_DETECT_COLUMN_CODES_H
#define TS_DETECT_COLUMN_CODES_H

#include "detect/columns.h"

/* Gives such columns their kind by their form and by what stands beside them; asked once all others have theirs. */
void ts_columns_find_codes(ts_columns *c, const ts_span *cell, size_t columns, size_t rows);

#endif
