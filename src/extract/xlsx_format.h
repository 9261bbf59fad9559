/* xlsx_format.h - numbers as Excel shows them: dates by their format, long integers without exponent. */
#ifndef TS_EXTRACT_XLSX_FORMAT_H
#define TS_EXTRACT_XLSX_FORMAT_H

#include "base/bytes.h"

typedef struct ts_xlsx_formats {
    bool from_1904;
    struct {
        uint32_t id;
        uint8_t date, time, zeros;
    } * format; /* custom formats */
    size_t formats;
    struct ts_xlsx_style {
        bool date, time;
        uint8_t zeros;
    } * style; /* what each cell style shows */
    size_t styles;
} ts_xlsx_formats;

void ts_xlsx_format_add(ts_xlsx_formats *f, uint32_t id, ts_span code);
/* After the custom formats, which stand before the styles in their file. */
void ts_xlsx_style_add(ts_xlsx_formats *f, uint32_t format);
void ts_xlsx_formats_done(ts_xlsx_formats *f);
/* Appends the shown form: a date as 2021-03-31, with a time as 2021-03-31 14:05, else the number, padded where the
 * format is all zeros ("0000000000"). */
void ts_xlsx_number(const ts_xlsx_formats *f, uint32_t style, ts_span value, ts_buf *out);

/* The same of a number as binary files hold it. */
void ts_xlsx_value(const ts_xlsx_formats *f, uint32_t style, double value, ts_buf *out);

#endif
