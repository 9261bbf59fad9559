/* grid.h - text with tables in it, as documents have them: paragraphs out as text, table rows as rows.
 *
 * All text between tables is one part's text; each table is a part of its own: "table1", "table2".
 */
#ifndef TS_EXTRACT_GRID_H
#define TS_EXTRACT_GRID_H

#include "base/mem.h"
#include "extract/sink.h"

typedef struct ts_grid {
    ts_sink *out;
    /* Set after init.  A table inside a cell: true: is that cell's text; false: shows that the outer one
     * only arranges the page, and is the table itself. */
    bool flatten;
    /* the grid's own */
    ts_buf part; /* where text outside tables goes */
    unsigned tables, depth; /* tables so far; how deep inside tables */
    bool data; /* the table we are in gives rows */
    bool in_row, in_cell, all_heads;
    uint64_t rows;
    uint64_t covered; /* columns under the open cell that follow it empty */
    ts_buf text; /* of the line or the cell that is open */
    ts_buf aside; /* what stands beside it: titles, addresses of links */
    bool line_sent; /* the first part of a very long line is out */
    ts_buf cells; /* text of the row's cells, one behind the other */
    size_t *end; /* of each cell in `cells` */
    size_t n, cap;
} ts_grid;

void ts_grid_init(ts_grid *g, ts_sink *out);
void ts_grid_done(ts_grid *g);
ts_err ts_grid_part(ts_grid *g, ts_span name); /* from here on text goes to this part */
ts_err ts_grid_text(ts_grid *g, ts_span text); /* as it is */
ts_err ts_grid_words(ts_grid *g, ts_span text); /* white space folded, as HTML shows it */
/* Stands at the end of the open line or cell, unless that says it already. */
ts_err ts_grid_aside(ts_grid *g, ts_span text);
ts_err ts_grid_break(ts_grid *g); /* a line ends, if something stands on it */
ts_err ts_grid_table(ts_grid *g);
ts_err ts_grid_table_end(ts_grid *g);
ts_err ts_grid_row(ts_grid *g);
ts_err ts_grid_row_end(ts_grid *g);
ts_err ts_grid_cell(ts_grid *g, uint64_t span, bool head); /* span: columns that it covers; head: it names one */
void ts_grid_span(ts_grid *g, uint64_t span); /* of the open cell, where it is known only now */
ts_err ts_grid_cell_end(ts_grid *g);
ts_err ts_grid_finish(ts_grid *g);

#endif
