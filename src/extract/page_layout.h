/* page_layout.h - a page from words at places: lines in reading order, tables as rows, panels side by side apart. */
#ifndef TS_EXTRACT_PAGE_LAYOUT_H
#define TS_EXTRACT_PAGE_LAYOUT_H

#include "extract/ocr.h"
#include "extract/sink.h"

/* A line that is drawn on the page: upright where it is higher than wide. */
typedef struct ts_rule {
    int x0, y0, x1, y1;
} ts_rule;

/* Emits the words; rules part the cells of tables.  Reorders both. */
ts_err ts_layout_emit(ts_sink *out, ts_words *words, ts_rule *rule, size_t rules);

#endif
