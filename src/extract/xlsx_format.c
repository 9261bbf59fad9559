/* xlsx_format.c - numbers as Excel shows them (ECMA-376 part 1, 18.8.30). */
#include "extract/xlsx_format.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/date.h"

enum { MAX_FORMATS = 65536 };

/* What a format code shows: quoted text, escapes and [colours] aside. */
static void read_code(ts_span code, uint8_t *date, uint8_t *time, uint8_t *zeros) {
    size_t zero = 0, other = 0;
    for (size_t i = 0; i < code.len && code.ptr[i] != ';'; i++) {
        char c = ts_lower(code.ptr[i]);
        if (c == '"') {
            while (++i < code.len && code.ptr[i] != '"')
                continue;
        } else if (c == '[') {
            while (++i < code.len && code.ptr[i] != ']')
                continue;
        } else if (c == '\\' || c == '_') {
            i++;
        } else if (c == 'd' || c == 'y') {
            *date = 1;
        } else if (c == 'h' || c == 's') {
            *time = 1;
        } else if (c == 'm') { /* months, unless only a clock is shown */
            if (ts_span_find_nocase(code, ts_str("mmm"), 0) != SIZE_MAX)
                *date = 1;
        } else if (c == '0') {
            zero++;
        } else {
            other++;
        }
    }
    *zeros = other == 0 && !*date && !*time && zero > 1 && zero < 32 ? (uint8_t)zero : 0;
}

void ts_xlsx_format_add(ts_xlsx_formats *f, uint32_t id, ts_span code) {
    if (f->formats == MAX_FORMATS)
        return;
    f->format = ts_grow(f->format, f->formats + 1, sizeof *f->format);
    f->format[f->formats].id = id;
    f->format[f->formats].date = f->format[f->formats].time = 0;
    read_code(code, &f->format[f->formats].date, &f->format[f->formats].time, &f->format[f->formats].zeros);
    f->formats++;
}

void ts_xlsx_style_add(ts_xlsx_formats *f, uint32_t format) {
    if (f->styles == MAX_FORMATS)
        return;
    f->style = ts_grow(f->style, f->styles + 1, sizeof *f->style);
    f->style[f->styles++] = format;
}

void ts_xlsx_formats_done(ts_xlsx_formats *f) {
    ts_free(f->format);
    ts_free(f->style);
    *f = (ts_xlsx_formats){0};
}

static void kind_of(const ts_xlsx_formats *f, uint32_t style, bool *date, bool *time, unsigned *zeros) {
    uint32_t id = style < f->styles ? f->style[style] : 0;
    /* Built-in formats: 14-17 and 27-36, 50-58 dates, 18-21 and 45-47 times, 22 both. */
    *date = (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
    *time = (id >= 18 && id <= 22) || (id >= 45 && id <= 47);
    *zeros = 0;
    for (size_t i = 0; i < f->formats; i++)
        if (f->format[i].id == id)
            *date = f->format[i].date, *time = f->format[i].time, *zeros = f->format[i].zeros;
}

void ts_xlsx_number(const ts_xlsx_formats *f, uint32_t style, ts_span value, ts_buf *out) {
    bool date, time;
    unsigned zeros;
    kind_of(f, style, &date, &time, &zeros);
    char text[64];
    uint64_t whole;
    bool plain = ts_parse_u64(value, &whole);
    if (plain && !date && !time) {
        if (zeros)
            ts_buf_addf(out, "%0*llu", (int)zeros, (unsigned long long)whole);
        else
            ts_buf_add(out, value);
        return;
    }
    if (value.len == 0 || value.len >= sizeof text) {
        ts_buf_add(out, value);
        return;
    }
    memcpy(text, value.ptr, value.len);
    text[value.len] = 0;
    char *end;
    double v = strtod(text, &end);
    if (*end) {
        ts_buf_add(out, value);
    } else if ((date || time) && v >= 0 && v < 2958466) {
        double day = (double)(uint64_t)v;
        ts_date d = ts_date_of_serial(day + (f->from_1904 ? 1462 : 0));
        unsigned minute = (unsigned)((v - day) * 1440 + 0.5);
        if (d != TS_NO_DATE && day >= 1) {
            char iso[11];
            ts_date_print(d, iso);
            ts_buf_add_str(out, iso);
            if (minute && minute < 1440)
                ts_buf_addf(out, " %02u:%02u", minute / 60, minute % 60);
        } else {
            ts_buf_addf(out, "%02u:%02u", minute / 60 % 24, minute % 60);
        }
    } else if (v > -1e15 && v < 1e15 && v == (double)(int64_t)v) {
        ts_buf_addf(out, "%lld", (long long)v); /* Excel stores 9990000018 also as 9.990000018E9 */
    } else {
        ts_buf_add(out, value);
    }
}
