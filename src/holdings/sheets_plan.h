/* sheets_plan.h - inside sheets: what sheets.c and sheets_plan.c share. */
#ifndef TS_HOLDINGS_SHEETS_PLAN_H
#define TS_HOLDINGS_SHEETS_PLAN_H

#include "base/map.h"
#include "base/mem.h"
#include "holdings/sheet_worker.h"

/* A table while it is looked at, and after. */
typedef struct ts_sheet_plan {
    ts_sheet seen;
    ts_arena names;
    ts_map *column; /* of a format that names them: a name to its place */
    size_t cap;
    uint64_t head_row; /* the row that holds the names; 0: none does */
    /* of FHIR: in a bundle, or a bulk export of several, patients stand beside their visits and results */
    bool typed; /* a column says what each resource is: */
    size_t type;
    const char *resource; /* those that are people's, and that the sample is of; NULL: none came */
    /* of the sample while it grows */
    ts_buf text;
    struct ts_sheet_cell {
        size_t at, len;
    } * cell;
    size_t cells, cell_cap;
    size_t row_at[TS_EXPORT_SAMPLE + 1]; /* index into cell[] */
} ts_sheet_plan;

static inline bool ts_sheet_ends(ts_span s, const char *end) {
    size_t n = strlen(end);
    return s.len >= n && memcmp(s.ptr + s.len - n, end, n) == 0;
}

void ts_sheet_plan_done(ts_sheet_plan *p);
void ts_sheet_plan_add(ts_sheet_plan *p, const ts_segment *s, const ts_export_options *o);
/* All was seen: the sample stands still, and the table is judged by its columns. */
ts_err ts_sheet_plan_end(ts_sheet_plan *p);

/* The cells of row `at` of a segment's text, one behind the other. */
typedef struct ts_sheet_cut {
    ts_span *cell;
    size_t n, cap;
} ts_sheet_cut;
/* Cuts the row that begins at *at, and moves on to the next; false: there is none. */
bool ts_sheet_cut_row(ts_sheet_cut *c, ts_span text, size_t *at);

#endif
