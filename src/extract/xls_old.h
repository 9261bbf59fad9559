/* xls_old.h - records that Excel 2 to 4 wrote otherwise than later ones. */
#ifndef TS_EXTRACT_XLS_OLD_H
#define TS_EXTRACT_XLS_OLD_H

#include "extract/biff.h"
#include "extract/xlsx_format.h"

/* The version that a record which begins a part says: 2 to 5, or 8; 0: it is none. */
unsigned ts_xls_version(uint16_t type, uint16_t said);
/* Does a file begin as such a workbook without a compound file around it? */
bool ts_xls_is_bare(ts_span head);

/* A cell of Excel 2. */
typedef struct ts_xls_cell {
    uint16_t row, column, style;
    bool number; /* else a text, or TRUE, FALSE, an error */
    bool result; /* a formula whose text comes in the next record */
    double value;
    ts_buf text;
} ts_xls_cell;

/* False: the record is no cell of Excel 2.  The caller frees the text. */
bool ts_xls_old_cell(ts_biff *b, ts_xls_cell *out);
/* Formats, styles, code page, days from 1904 of Excel 2 to 4, which stand in the sheet itself. */
void ts_xls_old_setting(ts_biff *b, unsigned version, ts_xlsx_formats *formats);

/* "#N/A" */
const char *ts_xls_error(uint8_t code);
/* 30 bits of a number and two of what they are: a hundredfold; whole (MS-XLS 2.5.122). */
double ts_xls_short_number(uint32_t rk);
/* The code page that a record names. */
unsigned ts_xls_page(uint16_t said);

#endif
