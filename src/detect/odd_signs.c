/* odd_signs.c - numbers and dates written with other than ASCII's digits, hyphens and blanks.
 *
 * Word processors and web pages put blanks that do not break lines and dashes into numbers, and forms in Chinese or Japanese
 * have wide digits.  What stands beside a digit is read as its plain form; the rest of the text stays as it is.
 */
#include "detect/odd_signs.h"

#include "base/lanes.h"
#include "base/mem.h"

enum { WIDE = 3 /* bytes of the longest */, DROPPED = 0, NO_SIGN = -1 };

/* The plain form of the sign at text[i] and its bytes; NO_SIGN where none is there, DROPPED for what is not to be seen. */
static int plain_of(ts_span t, size_t i, size_t *len) {
    uint8_t a = (uint8_t)t.ptr[i], b = i + 1 < t.len ? (uint8_t)t.ptr[i + 1] : 0,
            c = i + 2 < t.len ? (uint8_t)t.ptr[i + 2] : 0;
    *len = a == 0xC2 ? 2 : WIDE;
    if (a == 0xC2)
        return b == 0xA0 ? ' ' : b == 0xAD ? DROPPED : NO_SIGN; /* a soft hyphen */
    if (a == 0xE2 && b == 0x80) {
        bool blank = (c >= 0x87 && c <= 0x8A) || c == 0xAF, dash = c >= 0x90 && c <= 0x95;
        return dash ? '-' : blank ? ' ' : c >= 0x8B && c <= 0x8D ? DROPPED : NO_SIGN;
    }
    if (a == 0xE2 && b == 0x88 && c == 0x92) /* minus */
        return '-';
    if (a == 0xEF && b == 0xBC && c >= 0x8D && c <= 0x9A) /* - . / 0 to 9 : */
        return c - 0x8D + '-';
    return NO_SIGN;
}

/* To the block of the next byte that is no ASCII, or near the text's end. */
static size_t over_ascii(ts_span t, size_t i) {
    enum { LOOK = 128 };
    while (i + LOOK <= t.len && !ts_lanes_have_high(t.ptr + i))
        i += LOOK;
    return i;
}

/* Of the next sign at text[at] or behind it that stands beside a digit: its place, text.len where there is none. */
static size_t next_sign(ts_span t, size_t at, int *plain, size_t *len) {
    for (size_t i = over_ascii(t, at); i < t.len; i = over_ascii(t, i)) {
        if (i + TS_LANES <= t.len) {
            uint32_t high = ts_lanes_high(ts_lanes_of(t.ptr + i));
            if (!high) {
                i += TS_LANES;
                continue;
            }
            i += (size_t)__builtin_ctz(high);
        }
        uint8_t c = (uint8_t)t.ptr[i];
        if (c != 0xC2 && c != 0xE2 && c != 0xEF) {
            i++;
            continue;
        }
        *plain = plain_of(t, i, len);
        size_t next = i + *len;
        if (*plain == NO_SIGN) {
            i++;
            continue;
        }
        size_t beyond;
        bool wide = ts_is_digit((char)*plain), digit = next < t.len && ts_is_digit(t.ptr[next]);
        bool apart = next + 1 < t.len && t.ptr[next] == ' ' && ts_is_digit(t.ptr[next + 1]);
        bool behind = next < t.len && (uint8_t)t.ptr[next] == 0xEF && ts_is_digit((char)plain_of(t, next, &beyond));
        if (wide || digit || apart || behind || (i > 0 && ts_is_digit(t.ptr[i - 1])) ||
            (i >= WIDE && (uint8_t)t.ptr[i - WIDE] == 0xEF && ts_is_digit((char)plain_of(t, i - WIDE, &beyond))))
            return i;
        i = next;
    }
    return t.len;
}

static void shift(ts_odd_signs *o, size_t from, size_t by, bool dropped) {
    if (o->n == o->room) {
        o->room = o->room ? 2 * o->room : 16;
        o->shift = ts_grow(o->shift, o->room, sizeof *o->shift);
    }
    o->shift[o->n++] = (ts_sign_shift){(uint32_t)from, (uint32_t)by, dropped};
}

bool ts_odd_signs_read(ts_span text, ts_odd_signs *out) {
    size_t done = 0, len = 0;
    int plain = NO_SIGN;
    for (size_t at = next_sign(text, 0, &plain, &len); at < text.len; at = next_sign(text, done, &plain, &len)) {
        char c = (char)plain;
        ts_buf_add(&out->plain, ts_slice(text, done, at - done));
        if (plain != DROPPED)
            ts_buf_add(&out->plain, ts_span_of(&c, 1));
        done = at + len;
        shift(out, out->plain.len, done - out->plain.len, plain == DROPPED);
    }
    if (done == 0)
        return false;
    ts_buf_add(&out->plain, ts_slice(text, done, text.len - done));
    return true;
}

/* How many shifts come before the place. */
static size_t shifts_before(const ts_odd_signs *o, uint32_t plain) {
    size_t low = 0, high = o->n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (o->shift[middle].from <= plain)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t shifted(const ts_odd_signs *o, uint32_t plain, size_t shifts) {
    return plain + (shifts > 0 ? o->shift[shifts - 1].by : 0);
}

uint32_t ts_odd_signs_place(const ts_odd_signs *o, uint32_t plain) {
    return shifted(o, plain, shifts_before(o, plain));
}

uint32_t ts_odd_signs_end(const ts_odd_signs *o, uint32_t plain) {
    size_t n = shifts_before(o, plain);
    while (n > 0 && o->shift[n - 1].dropped && o->shift[n - 1].from == plain)
        n--;
    return shifted(o, plain, n);
}

void ts_odd_signs_done(ts_odd_signs *o) {
    ts_buf_done(&o->plain);
    ts_free(o->shift);
    *o = (ts_odd_signs){.n = 0};
}
