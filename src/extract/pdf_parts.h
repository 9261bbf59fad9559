/* pdf_parts.h - inside the layout of a printed page: its words, lines and columns. */
#ifndef TS_EXTRACT_PDF_PARTS_H
#define TS_EXTRACT_PDF_PARTS_H

#include "extract/sink.h"

enum { TS_PDF_COLUMNS = 256 };

typedef struct ts_pdf_word {
    float x0, x1, middle, height;
    ts_span text;
} ts_pdf_word;

typedef struct ts_pdf_line {
    size_t first, n; /* of page.word */
    float middle;
} ts_pdf_line;

typedef struct ts_pdf_page {
    ts_pdf_word *word;
    size_t words;
    ts_pdf_line *line;
    size_t lines;
    float height; /* of a usual character */
    float gutter; /* a strip this wide is the border of a column, whatever stands beside it */
    size_t visits;
    uint64_t rows;
} ts_pdf_page;

/* Columns of a table: x-ranges that do not touch, from the left. */
typedef struct ts_pdf_columns {
    struct {
        float x0, x1;
    } at[TS_PDF_COLUMNS];
    size_t n;
} ts_pdf_columns;

/* The first column that ends at or after x - gutter. */
static inline size_t ts_pdf_column_near(const ts_pdf_columns *c, float x, float gutter) {
    size_t low = 0, high = c->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->at[middle].x1 + gutter <= x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* pdf_sheet.c: emits n lines, which stand in these columns, label by label where they are a sheet of labels; *emitted false: they
 * are none. */
ts_err ts_pdf_emit_sheet(const ts_pdf_page *p, ts_sink *out, size_t from, size_t n, const ts_pdf_columns *c,
                         bool *emitted);

/* pdf_labels.c: adds the page in reading order, with a space where print leaps and the text has none; labels stand beside what they
 * label. */
void ts_pdf_add_text(const ts_pdf_page *p, ts_span text, ts_buf *out);

#endif
