/* biff.c - records of old Excel files, and the strings in them. */
#include "extract/biff.h"

#include "text/codepage.h"
#include "text/encoding.h"

enum { HEAD = 4, CONTINUE = 0x3C, TWO_BYTES = 1, SPOKEN = 4, RUNS = 8, UTF8_PAGE = 65001 };

/* The record ahead, not taken. */
static bool peek(ts_biff *b, uint16_t *type, uint16_t *len) {
    ts_cursor c = ts_cursor_over(ts_peek(b->in, HEAD));
    *type = ts_read_u16le(&c);
    *len = ts_read_u16le(&c);
    return c.ok;
}

static void enter(ts_biff *b, uint16_t len) {
    b->at = b->in->offset;
    ts_take(b->in, HEAD);
    b->data = ts_take(b->in, len);
    b->cut |= b->data.len < len;
    b->next = 0;
}

bool ts_biff_next(ts_biff *b) {
    uint16_t len;
    if (!peek(b, &b->type, &len)) {
        ts_span rest = ts_peek(b->in, HEAD); /* some programs fill a file up with zeros */
        for (size_t i = 0; i < rest.len; i++)
            b->cut |= rest.ptr[i] != 0;
        return false;
    }
    enter(b, len);
    b->ok = true;
    return true;
}

bool ts_biff_continue(ts_biff *b) {
    uint16_t type, len;
    if (!peek(b, &type, &len) || type != CONTINUE) {
        b->data = (ts_span){"", 0}; /* looking ahead may have moved it */
        b->next = 0;
        return false;
    }
    uint64_t at = b->at;
    enter(b, len);
    b->at = at;
    return true;
}

size_t ts_biff_left(const ts_biff *b) { return b->data.len - b->next; }

ts_span ts_biff_span(ts_biff *b, size_t n) {
    b->ok &= n <= ts_biff_left(b);
    ts_span got = b->ok ? ts_slice(b->data, b->next, n) : (ts_span){"", 0};
    b->next += got.len;
    return got;
}

static uint64_t number(ts_biff *b, size_t n) {
    ts_span s = ts_biff_span(b, n);
    uint64_t v = 0;
    for (size_t i = s.len; i-- > 0;)
        v = v << 8 | (unsigned char)s.ptr[i];
    return v;
}

uint8_t ts_biff_u8(ts_biff *b) { return (uint8_t)number(b, 1); }
uint16_t ts_biff_u16(ts_biff *b) { return (uint16_t)number(b, 2); }
uint32_t ts_biff_u32(ts_biff *b) { return (uint32_t)number(b, 4); }

double ts_biff_f64(ts_biff *b) {
    uint64_t bits = number(b, 8);
    double v;
    memcpy(&v, &bits, sizeof v);
    return v;
}

void ts_biff_skip(ts_biff *b, uint64_t n) {
    while (n && b->ok) {
        size_t left = ts_biff_left(b), step = left < n ? left : (size_t)n;
        b->next += step;
        n -= step;
        if (n && !ts_biff_continue(b))
            b->ok = false;
    }
}

static void add(const ts_biff *b, ts_span raw, bool two, ts_buf *out) {
    size_t used;
    if (two)
        ts_to_utf8(TS_UTF16LE, raw, true, out, &used);
    else if (b->wide) /* the upper byte, zero, is left out: Latin-1 */
        for (size_t i = 0; i < raw.len; i++)
            ts_buf_add_utf8(out, (unsigned char)raw.ptr[i]);
    else if (b->page && b->page != UTF8_PAGE && ts_codepage_known(b->page))
        for (size_t i = 0; i < raw.len; i++)
            ts_codepage_add(out, b->page, (unsigned char)raw.ptr[i]);
    else
        ts_to_utf8(TS_WINDOWS_1252, raw, true, out, &used);
}

void ts_biff_letters(ts_biff *b, size_t n, bool two, ts_buf *out) {
    while (n && b->ok) {
        size_t size = two ? 2 : 1, there = ts_biff_left(b) / size, some = there < n ? there : n;
        add(b, ts_biff_span(b, some * size), two, out);
        n -= some;
        if (!n)
            return;
        if (!ts_biff_continue(b)) {
            b->ok = false;
            return;
        }
        if (b->wide)
            two = ts_biff_u8(b) & TWO_BYTES;
    }
}

void ts_biff_string(ts_biff *b, size_t n, ts_buf *out) {
    if (!b->wide) {
        ts_biff_letters(b, n, false, out);
        return;
    }
    if (!ts_biff_left(b))
        ts_biff_continue(b);
    uint8_t flags = ts_biff_u8(b);
    uint64_t behind = 0;
    if (flags & RUNS)
        behind += (uint64_t)ts_biff_u16(b) * 4;
    if (flags & SPOKEN)
        behind += ts_biff_u32(b);
    ts_biff_letters(b, n, flags & TWO_BYTES, out);
    ts_biff_skip(b, behind);
}
