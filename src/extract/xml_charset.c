/* xml_charset.c - the one-byte charsets that an XML declaration names.
 *
 * UTF-8, UTF-16 and Windows-1252 (of which Latin-1 is a part) show in the bytes, whatever is declared; the others do not.
 */
#include "extract/xml_charset.h"

#include "text/codepage.h"

enum { DECLARATION = 256, PIECE = 32 * 1024 };

/* 0: none, or one that shows in the bytes. */
static unsigned page_of(ts_span name) {
    unsigned page = ts_codepage_named(name);
    return page == 1252 || page == 28591 || page == 65001 ? 0 : page;
}

static unsigned declared(ts_span head) {
    size_t end = ts_span_find(head, ts_str("?>"), 0);
    if (end == SIZE_MAX || !ts_span_starts(head, ts_str("<?xml")))
        return 0;
    head = ts_slice(head, 0, end);
    size_t at = ts_span_find(head, ts_str("encoding"), 0);
    while (at != SIZE_MAX && at < end && head.ptr[at] != '"' && head.ptr[at] != '\'')
        at++;
    if (at >= end)
        return 0;
    const char *close = memchr(head.ptr + at + 1, head.ptr[at], end - at - 1);
    return close ? page_of(ts_slice(head, at + 1, (size_t)(close - head.ptr) - at - 1)) : 0;
}

static ts_err fill(void *context, char *out, size_t cap, size_t *got) {
    ts_xml_charset *c = context;
    if (c->at == c->out.len) {
        ts_buf_clear(&c->out);
        c->at = 0;
        ts_span raw = ts_take(c->from, PIECE);
        if (c->from->error)
            return c->from->error;
        ts_codepage_add_all(&c->out, c->page, raw);
    }
    ts_span piece = ts_slice(ts_buf_span(&c->out), c->at, cap);
    if (piece.len)
        memcpy(out, piece.ptr, piece.len);
    c->at += piece.len;
    *got = piece.len;
    return TS_OK;
}

ts_source *ts_xml_charset_open(ts_xml_charset *c, ts_source *in) {
    *c = (ts_xml_charset){.from = in};
    c->page = in->mapped ? declared(ts_peek(in, DECLARATION)) : 0;
    if (!c->page)
        return in;
    ts_source_stream(&c->text, fill, c);
    return &c->text;
}

void ts_xml_charset_done(ts_xml_charset *c) {
    if (c->page)
        ts_source_done(&c->text);
    ts_buf_done(&c->out);
}
