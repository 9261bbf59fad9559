/* transfer.c - how bytes are written in letters for a transfer: base64 (RFC 4648), quoted-printable (RFC 2045, 6.7), uuencode. */
#include "text/transfer.h"

/* 0..63 a letter's value; the others: */
enum { STRANGE = 64, SPACE = 65, PAD = 66, NO_LETTER = 64 };

/* What stands for the letters of addresses, '-' and '_'. */
#define VALUES(minus, line)                                                                                            \
    {                                                                                                                  \
        STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, SPACE, SPACE, SPACE, SPACE,   \
            SPACE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE,  \
            STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, SPACE, STRANGE, STRANGE, STRANGE, STRANGE,  \
            STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE, 62, STRANGE, minus, STRANGE, 63, 52, 53, 54, 55, 56, \
            57, 58, 59, 60, 61, STRANGE, STRANGE, STRANGE, PAD, STRANGE, STRANGE, STRANGE, 0, 1, 2, 3, 4, 5, 6, 7, 8,  \
            9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, STRANGE, STRANGE, STRANGE, STRANGE,     \
            line, STRANGE, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, \
            49, 50, 51, STRANGE, STRANGE, STRANGE, STRANGE, STRANGE                                                    \
    }
static const unsigned char both[128] = VALUES(62, 63), usual[128] = VALUES(STRANGE, STRANGE);
#undef VALUES

static const unsigned char *values_of(const ts_base64 *b) { return b->mail ? usual : both; }

/* Whole groups of four letters, up to the first sign that is none; gives how many signs that were. */
static size_t whole_groups(const unsigned char *values, ts_span text, char *to) {
    size_t i = 0;
    for (; i + 4 <= text.len; i += 4, to += 3) {
        const unsigned char *s = (const unsigned char *)text.ptr + i;
        if ((s[0] | s[1] | s[2] | s[3]) & 0x80)
            break;
        unsigned a = values[s[0]], b = values[s[1]], c = values[s[2]], d = values[s[3]];
        if ((a | b | c | d) & NO_LETTER)
            break;
        to[0] = (char)(a << 2 | b >> 4);
        to[1] = (char)(b << 4 | c >> 2);
        to[2] = (char)(c << 6 | d);
    }
    return i;
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
    const unsigned char *values = values_of(b);
    ts_buf_reserve(out, text.len / 4 * 3 + 8);
    for (size_t i = 0; i < text.len; i++) {
        if (b->n == 0) {
            size_t n = whole_groups(values, ts_slice(text, i, SIZE_MAX), out->ptr + out->len);
            out->len += n / 4 * 3;
            i += n;
            if (i == text.len)
                break;
        }
        unsigned char c = (unsigned char)text.ptr[i];
        unsigned v = c < 128 ? values[c] : STRANGE;
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

/* How the '=' at `at` ends: *byte >= 0 that one, else a soft line end (*used > 1) or nothing at all (*used = 1).  False where
 * more has to be seen. */
static bool escape(ts_span text, size_t at, bool last, int *byte, size_t *used) {
    int high = hex(text, at + 1), low = hex(text, at + 2);
    size_t end = at + 1;
    *byte = -1;
    *used = 1;
    if (high >= 0 && low >= 0) {
        *byte = high * 16 + low;
        *used = 3;
        return true;
    }
    while (end < text.len && end < at + TS_QUOTED_LEFT && (text.ptr[end] == ' ' || text.ptr[end] == '\t'))
        end++;
    bool cut = end == text.len || (end + 1 == text.len && (text.ptr[end] == '\r' || high >= 0));
    if (cut && !last)
        return false;
    if (end == text.len || text.ptr[end] == '\n' || ts_span_starts(ts_slice(text, end, 2), ts_str("\r\n")))
        *used = end - at + (end < text.len) + (end < text.len && text.ptr[end] == '\r');
    return true;
}

static size_t quoted_printable(ts_span text, bool last, ts_buf *out) {
    size_t i = 0, used;
    int byte;
    while (i < text.len) {
        const char *sign = memchr(text.ptr + i, '=', text.len - i);
        size_t to = sign ? (size_t)(sign - text.ptr) : text.len;
        ts_buf_add(out, ts_slice(text, i, to - i));
        i = to;
        if (!sign || !escape(text, to, last, &byte, &used))
            break;
        if (byte >= 0)
            ts_buf_add_char(out, (char)byte);
        else if (used == 1 && to + 1 < text.len)
            ts_buf_add_char(out, '=');
        i = to + used;
    }
    return i;
}

void ts_quoted_printable_decode(ts_span text, ts_buf *out) { quoted_printable(text, true, out); }

size_t ts_quoted_printable_add(ts_span text, ts_buf *out) { return quoted_printable(text, false, out); }

/* ---- uuencode ---- */

static bool is_uu(char c) { return c >= ' ' && c <= '`'; }

bool ts_uu_line(ts_span line, ts_buf *out) {
    enum { SLACK = 4 }; /* some add a sum, or fill the last group up */
    if (!line.len || !is_uu(line.ptr[0]))
        return false;
    size_t n = (size_t)(line.ptr[0] - ' ') & 63, signs = (n + 2) / 3 * 4, done = 0;
    if (line.len > 1 + signs + SLACK)
        return false;
    for (size_t i = 1; i < line.len; i++)
        if (!is_uu(line.ptr[i]))
            return false;
    for (size_t at = 1; done < n; at += 4) {
        unsigned group = 0;
        for (size_t k = 0; k < 4; k++)
            group = group << 6 | (at + k < line.len ? (unsigned)(line.ptr[at + k] - ' ') & 63 : 0);
        for (size_t k = 0; k < 3 && done < n; k++, done++)
            ts_buf_add_char(out, (char)(group >> (16 - 8 * k)));
    }
    return true;
}

ts_span ts_uu_begin(ts_span line) {
    enum { MODE = 6 };
    size_t at = MODE;
    if (!ts_span_starts(line, ts_str("begin ")))
        return (ts_span){"", 0};
    while (at < line.len && at < 2 * MODE && line.ptr[at] >= '0' && line.ptr[at] <= '7')
        at++;
    bool mode = at - MODE == 3 || at - MODE == 4;
    return mode && at < line.len && line.ptr[at] == ' ' ? ts_trim(ts_slice(line, at, SIZE_MAX)) : (ts_span){"", 0};
}
