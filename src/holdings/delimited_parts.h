/* delimited_parts.h - inside delimited text: what delimited.c, delimited_row.c and delimited_head.c share. */
#ifndef TS_HOLDINGS_DELIMITED_PARTS_H
#define TS_HOLDINGS_DELIMITED_PARTS_H

#include "holdings/copy.h"
#include "holdings/delimited.h"
#include "text/encoding.h"

struct ts_delimited {
    ts_intake *in;
    const char *name;
    const ts_export_options *options;
    ts_charset charset;
    char separator;
    bool escaped; /* backslashes as COPY writes them, and no quotes */
    bool copied, over; /* rows of a COPY; they were ended by its \. and no statement began others yet */
    ts_copy_head copy; /* the last one */
    ts_arena names; /* of its columns */
    bool sure;
    ts_buf raw, text; /* bytes that end in a cut character; UTF-8 not yet given out */
    size_t next; /* of text: where the next row begins */
    bool ended;
    uint64_t line;
    ts_span *cell;
    size_t cell_cap;
    ts_buf head_text, sample_text;
    ts_span *head, *sample;
    size_t columns, samples;
    uint64_t head_line;
};

typedef struct ts_delimited_row {
    size_t cells, end; /* cells of e->cell; end: where the next row begins */
    uint64_t lines;
    bool whole, broken;
} ts_delimited_row;

/* delimited_row.c: one row of the text at `from`; `last`: nothing follows the text; `change`: quotes and escapes may be undone in
 * place, for rows that are known to be whole. */
ts_delimited_row ts_delimited_read(ts_delimited *e, ts_span text, size_t from, bool last, bool change);
void ts_delimited_cell(ts_delimited *e, size_t n, ts_span s);
bool ts_delimited_blank(const ts_delimited *e, size_t cells);
/* More of the bytes become text. */
ts_err ts_delimited_fill(ts_delimited *e);
static inline void ts_delimited_pass(ts_delimited *e, const ts_delimited_row *p) {
    e->next = p->end;
    e->line += p->lines;
}

/* delimited_head.c: separator and names, as the text shows them, or as they are given; then the sample. */
ts_err ts_delimited_find_head(ts_delimited *e);
ts_err ts_delimited_find_names(ts_delimited *e); /* of a text whose separator is known */
void ts_delimited_take_names(ts_delimited *e, const ts_span *name, size_t names);
void ts_delimited_take_sample(ts_delimited *e);
/* The row that ends a COPY. */
static inline bool ts_delimited_ends(const ts_delimited *e, const ts_delimited_row *p) {
    return (e->copied || e->escaped) && p->cells == 1 && ts_span_eq(e->cell[0], ts_str("\\."));
}

#endif
