/* page_layout.h - a panel of a page from words at places: lines in reading order, tables as rows. */
#ifndef TS_EXTRACT_PAGE_LAYOUT_H
#define TS_EXTRACT_PAGE_LAYOUT_H

#include "extract/ocr.h"
#include "extract/panels.h"
#include "extract/sink.h"

typedef struct ts_layout {
    ts_sink *out;
    const ts_rule *rule; /* lines drawn on the page: they part the cells of tables */
    size_t rules;
    uint64_t rows; /* emitted so far */
} ts_layout;

void ts_layout_open(ts_layout *l, ts_sink *out, const ts_rule *rule, size_t rules);
/* Emits the words of one panel, and reorders them. */
ts_err ts_layout_emit(ts_layout *l, ts_word *word, size_t n);

#endif
