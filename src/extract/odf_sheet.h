/* odf_sheet.h - one sheet of an OpenDocument spreadsheet: cells and rows that may stand for many. */
#ifndef TS_EXTRACT_ODF_SHEET_H
#define TS_EXTRACT_ODF_SHEET_H

#include "extract/sink.h"
#include "extract/tags.h"

typedef struct ts_odf_sheet {
    ts_sink *out;
    ts_buf name;
    uint64_t copied; /* bytes that repeats have given, all sheets together */
    bool noted; /* that a repeat was cut */
    /* the open row */
    uint64_t row, repeat; /* its number, how often it stands */
    ts_buf cells;
    size_t *start, *len; /* per column */
    ts_span *cell;
    size_t cols, cap;
    /* the open cell */
    bool in_cell, date, number;
    uint64_t column, span; /* span: how often it stands */
    ts_buf text, value; /* as shown; as kept */
} ts_odf_sheet;

ts_err ts_odf_sheet_begin(ts_odf_sheet *s, ts_span name);
/* Goes on with it behind another part; the open row is whole yet. */
ts_err ts_odf_sheet_again(ts_odf_sheet *s);
void ts_odf_row_begin(ts_odf_sheet *s, uint64_t repeat);
ts_err ts_odf_row_end(ts_odf_sheet *s);
void ts_odf_cell_begin(ts_odf_sheet *s, ts_tags *m, uint64_t repeat);
void ts_odf_cell_text(ts_odf_sheet *s, ts_span text);
ts_err ts_odf_cell_end(ts_odf_sheet *s);
void ts_odf_sheet_done(ts_odf_sheet *s);

#endif
