/* column.h - gives a whole table column one kind, by its name and by its values together. */
#ifndef TS_DETECT_COLUMN_H
#define TS_DETECT_COLUMN_H

#include "detect/columns.h"
#include "detect/hints.h"

void ts_columns_forget(ts_columns *c);
void ts_columns_done(ts_columns *c);
/* Infers from the head (may be NULL) and row-major sample cells; fills c. */
void ts_columns_learn(ts_columns *c, const ts_span *head, size_t columns, const ts_span *cell, size_t rows,
                      const ts_hints *hints);
/* Rows before the data where the format gave no head: titles and a header row; *header is that row's
 * index, SIZE_MAX if there is none. */
size_t ts_columns_header(const ts_segment *segment, size_t *header);
/* The rows [from, to) as a table of their own. */
ts_segment ts_columns_part(const ts_segment *s, size_t from, size_t to);
/* The next row, from `from` on, that names the columns of another table below a blank row or a title; s->rows where there is
 * none.  head: the row that names those of this one, SIZE_MAX if none does. */
size_t ts_columns_next_head(const ts_segment *s, size_t from, size_t head);
/* Learns the columns, where the segment is the first of its table. */
struct ts_detect;
void ts_columns_begin(struct ts_detect *d, const ts_segment *segment);
/* After a form was read as a text: what stands beside the names of its fields and was not found so, and everything's cells. */
void ts_columns_fields(struct ts_detect *d, const ts_segment *segment);
/* Detects one segment of a table whose columns are known. */
ts_err ts_columns_detect(struct ts_detect *d, const ts_segment *segment);
/* Does both for each table of a whole sheet without names of columns; *several: whether there are more than one, else
 * nothing was done. */
ts_err ts_columns_detect_all(struct ts_detect *d, const ts_segment *segment, bool *several);

#endif
