/* laid_out.h - lists in running text: a line that names columns, and lines beneath whose values stand under those names; or
 * lines of one form with a day or a number in each.
 *
 * Ward lists and rotas are typed with blanks, tables are pasted into mails with tabs, bars, commas or semicolons between
 * the cells.  What is a table as a whole is read by an extractor; this finds those that stand among other text.
 */
#ifndef TS_DETECT_LAID_OUT_H
#define TS_DETECT_LAID_OUT_H

#include "model/segment.h"

enum { TS_LAID_OUT_COLUMNS = 40 };

typedef struct ts_laid_out {
    size_t columns, rows;
    bool headless; /* no line names the columns: `head` is empty */
    ts_span head[TS_LAID_OUT_COLUMNS]; /* names of the columns, borrowed from the text */
    ts_cell *cell; /* rows * columns of them, bytes of the text; absent ones are empty */
    uint32_t *row_start; /* rows + 1 */
    size_t cells, room; /* of row_start */
} ts_laid_out;

/* The next list whose head begins at text[*at] or behind it, *at then being its end; false: there is none more. */
bool ts_laid_out_next(ts_span text, size_t *at, ts_laid_out *out);
void ts_laid_out_done(ts_laid_out *l);

#endif
