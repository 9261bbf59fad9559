/* odf_sheet.c - one sheet of an OpenDocument spreadsheet: cells and rows that may stand for many. */
#include "extract/odf_sheet.h"

#include "base/limits.h"

enum { LAST_ROW = 1 << 30 };

ts_err ts_odf_sheet_again(ts_odf_sheet *s) {
    TS_TRY(ts_emit_part(s->out, ts_buf_span(&s->name)));
    return ts_emit_head(s->out, NULL, 0);
}

ts_err ts_odf_sheet_begin(ts_odf_sheet *s, ts_span name) {
    TS_TRY(ts_odf_row_end(s));
    s->row = 1;
    s->repeat = 0;
    ts_buf_clear(&s->name);
    ts_buf_add(&s->name, name);
    return ts_odf_sheet_again(s);
}

/* May `bytes` more be given that the file holds only once? */
static bool afford(ts_odf_sheet *s, size_t bytes) {
    if (s->copied + bytes > TS_LIMIT_REPEATS)
        return false;
    s->copied += bytes;
    return true;
}

static ts_err note_cut(ts_odf_sheet *s) {
    if (s->noted)
        return TS_OK;
    s->noted = true;
    return ts_emit_note(s->out, "cells that repeat others are more than are given: the rest of them stand once");
}

void ts_odf_row_begin(ts_odf_sheet *s, uint64_t repeat) {
    s->repeat = repeat;
    s->cols = 0;
    s->column = 0;
    ts_buf_clear(&s->cells);
}

ts_err ts_odf_row_end(ts_odf_sheet *s) {
    TS_TRY(ts_odf_cell_end(s));
    uint64_t n = s->repeat;
    s->repeat = 0;
    size_t bytes = s->cols;
    for (size_t i = 0; i < s->cols; bytes += s->len[i++])
        s->cell[i] = s->len[i] ? ts_slice(ts_buf_span(&s->cells), s->start[i], s->len[i]) : (ts_span){"", 0};
    for (uint64_t i = 0; s->cols && i < n; i++) {
        if (i && !afford(s, bytes)) {
            TS_TRY(note_cut(s));
            break;
        }
        ts_row row = {.cell = s->cell, .n = s->cols, .number = s->row + i, .at = TS_NO_OFFSET};
        TS_TRY(ts_emit_row(s->out, &row));
    }
    s->cols = 0;
    s->row = n < LAST_ROW && s->row < LAST_ROW ? s->row + n : LAST_ROW;
    return TS_OK;
}

/* The date as it is kept says the year whole; what else there is counts as it is shown. */
void ts_odf_cell_begin(ts_odf_sheet *s, ts_tags *m, uint64_t repeat) {
    static const char *const kept[] = {"date-value", "value", "string-value", "boolean-value", "time-value"};
    ts_buf_clear(&s->text);
    ts_buf_clear(&s->value);
    s->in_cell = true;
    s->span = repeat;
    s->date = s->number = false;
    for (size_t i = 0; i < sizeof kept / sizeof *kept && !s->value.len; i++) {
        ts_buf_add(&s->value, ts_slice(ts_tags_attribute(m, kept[i]), 0, TS_LIMIT_FIELD));
        s->date = s->value.len && i == 0;
        s->number = s->value.len && i == 1;
    }
}

void ts_odf_cell_text(ts_odf_sheet *s, ts_span text) {
    if (s->text.len < TS_LIMIT_FIELD)
        ts_buf_add(&s->text, text);
}

/* 1987-04-23, 2021-03-31 14:05, or what is shown. */
static ts_span shown(ts_odf_sheet *s) {
    ts_span text = ts_trim(ts_buf_span(&s->text)), value = ts_trim(ts_buf_span(&s->value));
    if (s->date) {
        size_t t = ts_span_find(value, ts_str("T"), 0);
        if (t == SIZE_MAX)
            return value;
        ts_span time = ts_slice(value, t + 1, value.len);
        if (ts_span_eq(time, ts_str("00:00:00")))
            return ts_slice(value, 0, t);
        s->value.ptr[(size_t)(value.ptr - s->value.ptr) + t] = ' ';
        return ts_slice(value, 0, ts_span_find(value, ts_str("."), 0));
    }
    bool rounded = s->number && ts_span_find(text, ts_str("E+"), 0) != SIZE_MAX;
    return text.len && !rounded ? text : value;
}

static void put(ts_odf_sheet *s, size_t column, size_t start, size_t len) {
    if (column >= s->cap) {
        size_t cap = (column + 1) * 2;
        s->start = ts_grow(s->start, cap, sizeof *s->start);
        s->len = ts_grow(s->len, cap, sizeof *s->len);
        s->cell = ts_grow(s->cell, cap, sizeof *s->cell);
        s->cap = cap;
    }
    for (; s->cols <= column; s->cols++)
        s->start[s->cols] = s->len[s->cols] = 0;
    s->start[column] = start;
    s->len[column] = len;
}

ts_err ts_odf_cell_end(ts_odf_sheet *s) {
    if (!s->in_cell)
        return TS_OK;
    s->in_cell = false;
    ts_span text = shown(s);
    uint64_t n = s->span, at = s->column;
    s->column = n < TS_LIMIT_COLUMNS && at < TS_LIMIT_COLUMNS ? at + n : TS_LIMIT_COLUMNS;
    if (!text.len || !n)
        return TS_OK;
    if (at >= TS_LIMIT_COLUMNS) /* further right than any program shows: it counts, in the last column */
        at = TS_LIMIT_COLUMNS - 1;
    size_t start = s->cells.len;
    ts_buf_add(&s->cells, text);
    for (uint64_t i = 0; i < n && at + i < TS_LIMIT_COLUMNS; i++) {
        if (i && !afford(s, text.len + 1))
            return note_cut(s);
        put(s, (size_t)(at + i), start, text.len);
    }
    return TS_OK;
}

void ts_odf_sheet_done(ts_odf_sheet *s) {
    ts_buf_wipe(&s->name);
    ts_buf_wipe(&s->cells);
    ts_buf_wipe(&s->text);
    ts_buf_wipe(&s->value);
    ts_free(s->start);
    ts_free(s->len);
    ts_free(s->cell);
}
