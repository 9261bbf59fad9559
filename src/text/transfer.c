/* transfer.c - how bytes are written in letters for a transfer: base64 (RFC 4648) and quoted-printable (RFC 2045, 6.7). */
#include "text/transfer.h"

/* 0..63 a letter's value; the others: */
enum { STRANGE = 64, SPACE = 65, PAD = 66 };

static unsigned value_of(unsigned char c) {
    if (ts_is_upper((char)c))
        return c - 'A';
    if (ts_is_alpha((char)c))
        return c - 'a' + 26u;
    if (ts_is_digit((char)c))
        return c - '0' + 52u;
    return c == '+' || c == '-'   ? 62u
           : c == '/' || c == '_' ? 63u
           : c == '='             ? PAD
           : ts_is_space((char)c) ? SPACE
                                  : STRANGE;
}

void ts_base64_end(ts_base64 *b, ts_buf *out) {
    if (b->n > 1)
        ts_buf_add_char(out, (char)(b->n == 2 ? b->bits >> 4 : b->bits >> 10));
    if (b->n > 2)
        ts_buf_add_char(out, (char)(b->bits >> 2));
    b->bits = 0;
    b->n = 0;
}

void ts_base64_add(ts_base64 *b, ts_span text, ts_buf *out) {
    ts_buf_reserve(out, text.len / 4 * 3 + 8);
    for (size_t i = 0; i < text.len; i++) {
        unsigned v = value_of((unsigned char)text.ptr[i]);
        if (v < 64) {
            b->bits = b->bits << 6 | v;
            if (++b->n < 4)
                continue;
            out->ptr[out->len++] = (char)(b->bits >> 16);
            out->ptr[out->len++] = (char)(b->bits >> 8);
            out->ptr[out->len++] = (char)b->bits;
            b->bits = 0;
            b->n = 0;
        } else if (v == PAD) { /* another text may follow at once: several were joined */
            ts_base64_end(b, out);
            ts_buf_reserve(out, (text.len - i) / 4 * 3 + 8);
        } else {
            b->strange += v == STRANGE;
        }
    }
    ts_buf_add(out, (ts_span){"", 0});
}

uint64_t ts_base64_decode(ts_span text, ts_buf *out) {
    ts_base64 b = {0};
    ts_base64_add(&b, text, out);
    ts_base64_end(&b, out);
    return b.strange;
}

static int hex(ts_span s, size_t at) {
    int c = at < s.len ? (unsigned char)s.ptr[at] : 0;
    return ts_is_digit((char)c) ? c - '0' : ts_is_alpha((char)c) && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

void ts_quoted_printable_decode(ts_span text, ts_buf *out) {
    for (size_t i = 0; i < text.len;) {
        const char *sign = memchr(text.ptr + i, '=', text.len - i);
        size_t to = sign ? (size_t)(sign - text.ptr) : text.len;
        ts_buf_add(out, ts_slice(text, i, to - i));
        if (!sign)
            break;
        int high = hex(text, to + 1), low = hex(text, to + 2);
        size_t end = to + 1;
        while (end < text.len && (text.ptr[end] == ' ' || text.ptr[end] == '\t'))
            end++;
        if (high >= 0 && low >= 0) {
            ts_buf_add_char(out, (char)(high * 16 + low));
            i = to + 3;
        } else if (end == text.len || text.ptr[end] == '\n' || ts_span_starts(ts_slice(text, end, 2), ts_str("\r\n"))) {
            i = end + (end < text.len) + (end < text.len && text.ptr[end] == '\r'); /* a soft line end */
        } else {
            ts_buf_add_char(out, '=');
            i = to + 1;
        }
    }
}
