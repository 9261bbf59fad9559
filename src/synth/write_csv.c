/* write_csv.c - tables as separated text, in the dialects and charsets of real exports. */
#include "synth/write.h"

/* The upper half of Windows-1252 where it is not Latin-1 (WHATWG Encoding, index windows-1252). */
static const uint16_t cp1252[32] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                    0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static char to_cp1252(uint32_t c) {
    if (c < 0x80 || (c >= 0xA0 && c <= 0xFF))
        return (char)c;
    for (int i = 0; i < 32; i++)
        if (cp1252[i] == c)
            return (char)(0x80 + i);
    return '?';
}

static void add_u16(ts_buf *out, uint32_t unit, bool big) {
    ts_buf_add_char(out, (char)(big ? unit >> 8 : unit & 0xFF));
    ts_buf_add_char(out, (char)(big ? unit & 0xFF : unit >> 8));
}

void ts_write_charset(ts_buf *out, ts_span s, ts_charset charset) {
    if (charset == TS_UTF8_BOM)
        ts_buf_add_str(out, "\xEF\xBB\xBF");
    if (charset == TS_UTF8 || charset == TS_UTF8_BOM) {
        ts_buf_add(out, s);
        return;
    }
    bool big = charset == TS_UTF16BE;
    if (charset != TS_WINDOWS_1252)
        add_u16(out, 0xFEFF, big);
    for (size_t at = 0; at < s.len;) {
        uint32_t c = ts_utf8_next(s, &at);
        if (charset == TS_WINDOWS_1252) {
            ts_buf_add_char(out, to_cp1252(c));
        } else if (c < 0x10000) {
            add_u16(out, c, big);
        } else {
            add_u16(out, 0xD800 + ((c - 0x10000) >> 10), big);
            add_u16(out, 0xDC00 + ((c - 0x10000) & 0x3FF), big);
        }
    }
}

static void add_cell(ts_buf *out, ts_span cell, const ts_csv_dialect *d, bool text) {
    bool quote = d->quote_all && text;
    for (size_t i = 0; i < cell.len && !quote; i++)
        quote = cell.ptr[i] == d->separator || cell.ptr[i] == '"' || cell.ptr[i] == '\n';
    if (quote)
        ts_buf_add_char(out, '"');
    for (size_t i = 0; i < cell.len; i++) {
        if (cell.ptr[i] == '"' && quote)
            ts_buf_add_char(out, '"');
        ts_buf_add_char(out, cell.ptr[i]);
    }
    if (quote)
        ts_buf_add_char(out, '"');
}

void ts_write_csv(ts_buf *out, const ts_table *t, const ts_csv_dialect *d) {
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    const char *end = d->crlf ? "\r\n" : "\n";
    for (uint32_t c = 0; d->head && c < t->columns; c++) {
        if (c > 0)
            ts_buf_add_char(&line, d->separator);
        add_cell(&line, ts_str(t->head[c]), d, true);
    }
    if (d->head)
        ts_buf_add_str(&line, end);
    for (uint32_t r = 0; r < t->rows; r++) {
        for (uint32_t c = 0; c < t->columns; c++) {
            if (c > 0)
                ts_buf_add_char(&line, d->separator);
            add_cell(&line, ts_table_cell(t, r, c), d, t->type[c] != TS_CELL_NUMBER);
        }
        ts_buf_add_str(&line, end);
    }
    ts_write_charset(out, ts_buf_span(&line), d->charset);
}

void ts_write_text_table(ts_buf *out, const ts_table *t) {
    ts_csv_dialect tabs = {.separator = '\t', .head = true};
    ts_write_csv(out, t, &tabs);
}
