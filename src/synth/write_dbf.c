/* write_dbf.c - a list as a dBase III table: names of ten letters, fields of fixed width, Windows-1252. */
#include <stdio.h>

#include "synth/write.h"

enum { NAME = 11, WIDEST = 120, FIELD = 32, HEAD = 32, WESTERN = 0x03, END_OF_FIELDS = 0x0D, END = 0x1A, DATE = 8 };

/* "Date of Birth" -> "DATE_OF_BI"; the second of one name ends in a digit. */
static void name_of(const ts_table *t, uint32_t c, char name[static NAME]) {
    TS_AUTO(ts_buf, ts_buf_done) whole = {0};
    ts_sql_name(&whole, t->head[c]);
    memset(name, 0, NAME);
    for (size_t i = 0, n = 0; i < whole.len && n < NAME - 1; i++)
        if (whole.ptr[i] < 128)
            name[n++] = ts_upper(whole.ptr[i]);
    for (uint32_t before = 0; before < c; before++) {
        char other[NAME];
        name_of(t, before, other);
        if (strcmp(other, name) == 0)
            name[NAME - 2] = (char)('0' + c % 10);
    }
}

static bool all_dates(const ts_table *t, uint32_t c) {
    bool any = false;
    for (uint32_t r = 0; r < t->rows && t->date; r++) {
        bool dated = t->date[(size_t)r * t->columns + c] != TS_NO_DATE;
        any |= dated;
        if (!dated && ts_table_cell(t, r, c).len > 0)
            return false;
    }
    return any;
}

static size_t encoded(ts_span text, ts_buf *out) {
    ts_buf_clear(out);
    ts_write_charset(out, text, TS_WINDOWS_1252);
    return out->len;
}

static void cell(ts_buf *out, const ts_table *t, uint32_t r, uint32_t c, size_t width, bool date) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_date d = date ? t->date[(size_t)r * t->columns + c] : TS_NO_DATE;
    if (d != TS_NO_DATE) {
        int year, month, day;
        ts_date_parts(d, &year, &month, &day);
        ts_buf_addf(&text, "%04d%02d%02d", year, month, day);
    } else {
        encoded(ts_table_cell(t, r, c), &text);
    }
    ts_buf_add(out, ts_slice(ts_buf_span(&text), 0, width));
    for (size_t i = text.len; i < width; i++)
        ts_buf_add_char(out, ' ');
}

void ts_write_dbf(ts_buf *out, const ts_table *t) {
    uint8_t width[TS_TABLE_COLUMNS] = {0};
    bool date[TS_TABLE_COLUMNS] = {0};
    uint32_t row = 1;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (uint32_t c = 0; c < t->columns; c++) {
        size_t most = 1;
        for (uint32_t r = 0; r < t->rows; r++) {
            size_t n = encoded(ts_table_cell(t, r, c), &text);
            most = n > most ? n : most;
        }
        date[c] = all_dates(t, c);
        width[c] = date[c] ? DATE : most > WIDEST ? WIDEST : (uint8_t)most;
        row += width[c];
    }
    int year, month, day;
    ts_date_parts(t->day, &year, &month, &day);
    ts_buf_add_u8(out, 0x03);
    ts_buf_add_u8(out, (uint8_t)(year - 1900));
    ts_buf_add_u8(out, (uint8_t)month);
    ts_buf_add_u8(out, (uint8_t)day);
    ts_buf_add_u32le(out, t->rows);
    ts_buf_add_u16le(out, (uint16_t)(HEAD + FIELD * t->columns + 1));
    ts_buf_add_u16le(out, (uint16_t)row);
    for (int i = 12; i < HEAD; i++)
        ts_buf_add_u8(out, i == 29 ? WESTERN : 0);
    for (uint32_t c = 0; c < t->columns; c++) {
        char name[NAME];
        name_of(t, c, name);
        ts_buf_add(out, ts_span_of(name, NAME));
        ts_buf_add_char(out, date[c] ? 'D' : 'C');
        ts_buf_add_u32le(out, 0);
        ts_buf_add_u8(out, width[c]);
        for (int i = 17; i < FIELD; i++)
            ts_buf_add_u8(out, 0);
    }
    ts_buf_add_u8(out, END_OF_FIELDS);
    for (uint32_t r = 0; r < t->rows; r++) {
        ts_buf_add_char(out, ' ');
        for (uint32_t c = 0; c < t->columns; c++)
            cell(out, t, r, c, width[c], date[c]);
    }
    ts_buf_add_u8(out, END);
}
