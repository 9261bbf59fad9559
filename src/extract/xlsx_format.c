/* xlsx_format.c - numbers as Excel shows them (ECMA-376 part 1, 18.8.30). */
#include "extract/xlsx_format.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/date.h"

/* LOOKED_AT: Excel itself stops at about 250 custom formats.  Days from 1900 to 1904; the last day is 9999-12-31. */
enum { MAX_FORMATS = 65536, LOOKED_AT = 4096, FROM_1904 = 1462, LAST_DAY = 2958466 };

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
    struct ts_xlsx_style *s = &f->style[f->styles++];
    /* Built-in formats: 14-17 and 27-36, 50-58 dates, 18-21 and 45-47 times, 22 both. */
    s->date = (format >= 14 && format <= 17) || format == 22 || (format >= 27 && format <= 36) ||
              (format >= 50 && format <= 58);
    s->time = (format >= 18 && format <= 22) || (format >= 45 && format <= 47);
    s->zeros = 0;
    for (size_t i = f->formats < LOOKED_AT ? 0 : f->formats - LOOKED_AT; i < f->formats; i++)
        if (f->format[i].id == format)
            s->date = f->format[i].date, s->time = f->format[i].time, s->zeros = f->format[i].zeros;
}

void ts_xlsx_formats_done(ts_xlsx_formats *f) {
    ts_free(f->format);
    ts_free(f->style);
    *f = (ts_xlsx_formats){0};
}

/* A date as 2021-03-31, with its time where it has one; a time alone as 14:05. */
static void show_moment(const ts_xlsx_formats *f, double v, ts_buf *out) {
    uint64_t seconds = (uint64_t)(v * 86400 + 0.5), day = seconds / 86400, rest = seconds % 86400;
    ts_date d = day >= 1 || f->from_1904 ? ts_date_of_serial((double)day + (f->from_1904 ? FROM_1904 : 0)) : TS_NO_DATE;
    if (d != TS_NO_DATE) {
        char iso[11];
        ts_date_print(d, iso);
        ts_buf_add_str(out, iso);
        if (!rest)
            return;
        ts_buf_add_char(out, ' ');
    }
    ts_buf_addf(out, "%02u:%02u", (unsigned)(rest / 3600), (unsigned)(rest / 60 % 60));
    if (rest % 60)
        ts_buf_addf(out, ":%02u", (unsigned)(rest % 60));
}

void ts_xlsx_number(const ts_xlsx_formats *f, uint32_t style, ts_span value, ts_buf *out) {
    static const struct ts_xlsx_style general = {0};
    const struct ts_xlsx_style *s = style < f->styles ? &f->style[style] : &general;
    bool moment = s->date || s->time;
    char text[64], *end;
    uint64_t whole;
    if (!moment && ts_parse_u64(value, &whole)) {
        if (s->zeros)
            ts_buf_addf(out, "%0*llu", (int)s->zeros, (unsigned long long)whole);
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
    double v = strtod(text, &end);
    if (*end)
        ts_buf_add(out, value);
    else if (moment && v >= 0 && v < LAST_DAY)
        show_moment(f, v, out);
    else if (v > -1e15 && v < 1e15 && v == (double)(int64_t)v)
        ts_buf_addf(out, "%0*lld", (int)s->zeros, (long long)v); /* 9990000018 is stored as 9.990000018E9 as well */
    else
        ts_buf_addf(out, "%.15g", v); /* Excel's own precision: 0.1, where 0.10000000000000001 is stored */
}

void ts_xlsx_value(const ts_xlsx_formats *f, uint32_t style, double value, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) written = {0};
    if (value > -1e15 && value < 1e15 && value == (double)(int64_t)value)
        ts_buf_addf(&written, "%lld", (long long)value);
    else
        ts_buf_addf(&written, "%.17g", value);
    ts_xlsx_number(f, style, ts_buf_span(&written), out);
}
