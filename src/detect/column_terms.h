/* column_terms.h - columns whose cells are words of illness, faith or convictions. */
#ifndef TS_DETECT_COLUMN_TERMS_H
#define TS_DETECT_COLUMN_TERMS_H

#include "detect/columns.h"

/* Gives such columns their kind where the rows are about people; asked once every other column has its own. */
void ts_columns_find_terms(ts_columns *c, const ts_span *cell, size_t columns, size_t rows);
/* Does a column's name say that it holds what is no one's own, whatever it is called after: a team, a course, a fund? */
bool ts_column_holds_things(ts_span head);
/* The kind of the first of terms.def's words in a cell; NONE where it has none. */
ts_kind ts_term_of_cell(ts_span cell);
/* The same of a cell in a column of `d`, one of those kinds, and its normal form there; false: it has none. */
bool ts_special_of_cell(const ts_detector *d, ts_span cell, ts_norm *norm, ts_kind *told);

#endif
