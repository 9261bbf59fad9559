/* table_several.c - a sheet on which several tables stand below each other, each with names of columns of its own.
 *
 * "Patients" and six columns, a blank row, "Staff on duty" and four: read as one, no column of theirs is of a kind.
 */
#include "detect/column.h"

#include "detect/state.h"

/* One of several tables on a sheet, whose rows are numbered from 0: what was found is given the sheet's. */
static ts_err detect_part(ts_detect *d, const ts_segment *s, size_t from, size_t to) {
    const size_t before = ts_hits_count(&d->hits);
    ts_segment part = ts_columns_part(s, from, to);
    part.columns = 0; /* its own widest row: else many small tables cost as much as one that wide */
    for (size_t r = 0; r < part.rows; r++) {
        size_t wide = part.row_start[r + 1] - part.row_start[r];
        part.columns = wide > part.columns ? wide : part.columns;
    }
    ts_columns_begin(d, &part);
    TS_TRY(ts_columns_detect(d, &part));
    for (size_t i = before; i < ts_hits_count(&d->hits); i++)
        d->hits.out->mention[d->hits.first + i].row += (uint32_t)from;
    return TS_OK;
}

ts_err ts_columns_detect_all(ts_detect *d, const ts_segment *s, bool *several) {
    size_t head = SIZE_MAX, data = ts_columns_header(s, &head), end = ts_columns_next_head(s, data, head);
    *several = end < s->rows;
    if (*several) { /* a form stands above: the sheet is read as one */
        ts_segment above = ts_columns_part(s, 0, end);
        ts_columns_begin(d, &above);
        *several = !d->columns.form;
    }
    for (size_t from = 0, to = end; *several && from < s->rows; from = to) {
        to = from == 0 ? end : ts_columns_next_head(s, from + 1, from);
        TS_TRY(detect_part(d, s, from, to));
    }
    if (*several) { /* the first is what the sheet is said to hold */
        ts_segment first = ts_columns_part(s, 0, end);
        ts_columns_begin(d, &first);
        d->columns.rows = end;
    }
    return TS_OK;
}
