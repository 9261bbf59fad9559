/* xls_beside.c - what stands beside the cells of an old workbook's sheet: comments, drawn text, margins, links, names of series. */
#include "extract/xls_book.h"
#include "text/encoding.h"

ts_err ts_xls_to_sheet(ts_xls_book *k) {
    if (k->started && !k->beside)
        return TS_OK;
    k->started = true;
    k->beside = false;
    return ts_emit_part(k->out, k->name);
}

/* Lines that are no cells: comments, text boxes, links. */
static ts_err beside(ts_xls_book *k, ts_span text) {
    TS_TRY(ts_cells_send(&k->cells, k->out));
    if (!ts_trim(text).len)
        return TS_OK;
    if (!k->beside || !k->started) {
        TS_AUTO(ts_buf, ts_buf_done) part = {0};
        ts_buf_addf(&part, "comments%u", k->met);
        k->started = k->beside = true;
        TS_TRY(ts_emit_part(k->out, ts_buf_span(&part)));
    }
    TS_TRY(ts_emit_text(k->out, ts_trim(text), TS_NO_OFFSET));
    return ts_emit_text(k->out, ts_str("\n"), TS_NO_OFFSET);
}

/* A comment's author, and in BIFF5 its text; a long one goes on in records that name no row (2.4.179). */
static ts_err note(ts_xls_book *k) {
    ts_biff *b = &k->b;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_biff_skip(b, 4);
    if (b->wide)
        ts_biff_skip(b, 4);
    size_t n = ts_biff_u16(b);
    ts_biff_string(b, b->wide || n < ts_biff_left(b) ? n : ts_biff_left(b), &text);
    return beside(k, ts_buf_span(&text));
}

/* The text of a comment or a drawn box; its letters stand in the records that continue it (2.4.329). */
static ts_err drawn_text(ts_xls_book *k) {
    ts_biff *b = &k->b;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_biff_skip(b, 10);
    size_t n = ts_biff_u16(b);
    if (!n || !ts_biff_continue(b))
        return TS_OK;
    b->next = 0;
    bool two = ts_biff_u8(b) & 1;
    ts_biff_letters(b, n, two, &text);
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == '\r')
            text.ptr[i] = '\n';
    return beside(k, ts_buf_span(&text));
}

/* What stands above and below each printed page. */
static ts_err margin(ts_xls_book *k) {
    ts_biff *b = &k->b;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    if (ts_biff_left(b))
        ts_biff_string(b, b->wide ? ts_biff_u16(b) : ts_biff_u8(b), &text);
    if (!text.len)
        return TS_OK;
    TS_TRY(ts_cells_send(&k->cells, k->out));
    TS_TRY(ts_xls_to_sheet(k));
    ts_buf_add_char(&text, '\n');
    return ts_emit_text(k->out, ts_buf_span(&text), TS_NO_OFFSET);
}

/* Where a cell's link leads: an address behind the mark of its kind ([MS-OSHARED] 2.3.7.6). */
static ts_err link_target(ts_xls_book *k) {
    static const char mark[] = "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\x00\xAA\x00\x4B\xA9\x0B";
    ts_biff *b = &k->b;
    size_t at = ts_span_find(b->data, (ts_span){mark, 16}, 0), used;
    if (at == SIZE_MAX)
        return TS_OK;
    ts_cursor c = ts_cursor_over(ts_slice(b->data, at + 16, b->data.len));
    uint32_t len = ts_read_u32le(&c);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_to_utf8(TS_UTF16LE, ts_slice((ts_span){c.at, ts_cursor_left(&c)}, 0, len), true, &text, &used);
    return beside(k, ts_until_nul(ts_buf_span(&text)));
}

/* A name that a chart gives to a row of values. */
static ts_err series_text(ts_xls_book *k) {
    ts_biff *b = &k->b;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_biff_skip(b, 2);
    ts_biff_string(b, ts_biff_u8(b), &text);
    return beside(k, ts_buf_span(&text));
}

ts_err ts_xls_beside(ts_xls_book *k) {
    switch (k->b.type) {
    case NOTE:
        return note(k);
    case DRAWN_TEXT:
        return drawn_text(k);
    case HEADER:
    case FOOTER:
        return margin(k);
    case LINK:
        return link_target(k);
    case SERIES_TEXT:
        return series_text(k);
    default:
        return TS_OK;
    }
}
