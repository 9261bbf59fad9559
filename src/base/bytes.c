/* bytes.c - spans, growing buffers, and the cursor that reads hostile bytes. */
#include "base/bytes.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/mem.h"
#include "base/simd.h"

int ts_span_cmp(ts_span a, ts_span b) {
    size_t n = a.len < b.len ? a.len : b.len;
    int d = n ? memcmp(a.ptr, b.ptr, n) : 0;
    return d ? d : (a.len > b.len) - (a.len < b.len);
}

static bool same_nocase(const char *a, const char *b, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (ts_lower(a[i]) != ts_lower(b[i]))
            return false;
    return true;
}

bool ts_span_eq_nocase(ts_span a, ts_span b) { return a.len == b.len && same_nocase(a.ptr, b.ptr, a.len); }

bool ts_span_starts_nocase(ts_span s, ts_span prefix) {
    return s.len >= prefix.len && same_nocase(s.ptr, prefix.ptr, prefix.len);
}

#ifdef TS_SSE2
/* The first and the last byte of the needle, sixteen places at a time, with the bits of `fold` set in both: other bytes may
 * come out alike, which the caller tells apart.  Gives the next place from *at on, or SIZE_MAX with *at where it stopped. */
static size_t next_pair(ts_span hay, ts_span needle, char fold, size_t *at) {
    const __m128i same = _mm_set1_epi8(fold), first = _mm_set1_epi8((char)(needle.ptr[0] | fold)),
                  last = _mm_set1_epi8((char)(needle.ptr[needle.len - 1] | fold));
    for (; *at + needle.len + 15 <= hay.len; *at += 16) {
        __m128i a = _mm_loadu_si128((const __m128i *)(const void *)(hay.ptr + *at));
        __m128i b = _mm_loadu_si128((const __m128i *)(const void *)(hay.ptr + *at + needle.len - 1));
        __m128i both =
            _mm_and_si128(_mm_cmpeq_epi8(_mm_or_si128(a, same), first), _mm_cmpeq_epi8(_mm_or_si128(b, same), last));
        for (unsigned bits = (unsigned)_mm_movemask_epi8(both); bits; bits &= bits - 1) {
            size_t hit = *at + (size_t)__builtin_ctz(bits);
            if (fold ? same_nocase(hay.ptr + hit, needle.ptr, needle.len)
                     : memcmp(hay.ptr + hit, needle.ptr, needle.len) == 0)
                return hit;
        }
    }
    return SIZE_MAX;
}
#endif

size_t ts_span_find(ts_span hay, ts_span needle, size_t from) {
    if (from > hay.len || hay.len - from < needle.len)
        return SIZE_MAX;
    if (needle.len == 0)
        return from;
#ifdef TS_SSE2
    if (needle.len > 1 && needle.len <= 32) { /* the C library's is slow for two bytes, and where letters repeat */
        size_t hit = next_pair(hay, needle, 0, &from);
        if (hit != SIZE_MAX)
            return hit;
    }
#endif
    const char *hit = memmem(hay.ptr + from, hay.len - from, needle.ptr, needle.len);
    return hit ? (size_t)(hit - hay.ptr) : SIZE_MAX;
}

size_t ts_span_find_last(ts_span hay, ts_span needle, size_t before) {
    if (!needle.len || hay.len < needle.len)
        return SIZE_MAX;
    size_t most = hay.len - needle.len + 1, skip = needle.len - 1;
    if (before > most)
        before = most;
    while (before) {
        const char *hit = memrchr(hay.ptr + skip, needle.ptr[skip], before);
        if (!hit)
            break;
        before = (size_t)(hit - hay.ptr) - skip;
        if (memcmp(hay.ptr + before, needle.ptr, needle.len) == 0)
            return before;
    }
    return SIZE_MAX;
}

size_t ts_span_find_nocase(ts_span hay, ts_span needle, size_t from) {
    if (needle.len == 0)
        return from <= hay.len ? from : SIZE_MAX;
    size_t i = from;
#ifdef TS_SSE2
    size_t hit = next_pair(hay, needle, 0x20, &i);
    if (hit != SIZE_MAX)
        return hit;
#endif
    for (; i + needle.len <= hay.len; i++)
        if (ts_lower(hay.ptr[i]) == needle.ptr[0] && same_nocase(hay.ptr + i, needle.ptr, needle.len))
            return i;
    return SIZE_MAX;
}

ts_span ts_until_nul(ts_span s) {
    const char *nul = s.len ? memchr(s.ptr, 0, s.len) : NULL;
    return nul ? (ts_span){s.ptr, (size_t)(nul - s.ptr)} : s;
}

/* ---- buffers ---- */

void ts_buf_reserve(ts_buf *b, size_t more) {
    size_t want = b->len + more + 1;
    if (want <= b->cap)
        return;
    size_t cap = b->cap < 64 ? 64 : b->cap;
    while (cap < want)
        cap += cap / 2 + 64;
    b->ptr = ts_grow(b->ptr, cap, 1);
    b->cap = cap;
}

void ts_buf_add(ts_buf *b, ts_span s) {
    ts_buf_reserve(b, s.len);
    if (s.len)
        memcpy(b->ptr + b->len, s.ptr, s.len);
    b->len += s.len;
    b->ptr[b->len] = 0;
}

void ts_buf_add_str(ts_buf *b, const char *s) { ts_buf_add(b, ts_str(s)); }
void ts_buf_add_char(ts_buf *b, char c) { ts_buf_add(b, (ts_span){&c, 1}); }

void ts_buf_addf(ts_buf *b, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (n > 0) {
        ts_buf_reserve(b, (size_t)n);
        vsnprintf(b->ptr + b->len, (size_t)n + 1, format, again);
        b->len += (size_t)n;
    }
    va_end(again);
}

static void add_le(ts_buf *b, uint64_t v, size_t n) {
    ts_buf_reserve(b, n);
    for (size_t i = 0; i < n; i++)
        b->ptr[b->len++] = (char)(v >> (8 * i));
    b->ptr[b->len] = 0;
}

void ts_buf_add_u8(ts_buf *b, uint8_t v) { add_le(b, v, 1); }
void ts_buf_add_u16le(ts_buf *b, uint16_t v) { add_le(b, v, 2); }
void ts_buf_add_u32le(ts_buf *b, uint32_t v) { add_le(b, v, 4); }
void ts_buf_add_u64le(ts_buf *b, uint64_t v) { add_le(b, v, 8); }

void ts_buf_add_varint(ts_buf *b, uint64_t v) {
    ts_buf_reserve(b, 10);
    while (v >= 0x80) {
        b->ptr[b->len++] = (char)(v | 0x80);
        v >>= 7;
    }
    b->ptr[b->len++] = (char)v;
    b->ptr[b->len] = 0;
}

void ts_buf_add_counted(ts_buf *b, ts_span s) {
    ts_buf_add_u32le(b, (uint32_t)s.len);
    ts_buf_add(b, s);
}

void ts_buf_add_utf8(ts_buf *b, uint32_t c) {
    char u[4];
    size_t n;
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
        c = 0xFFFD;
    if (c < 0x80) {
        u[0] = (char)c, n = 1;
    } else if (c < 0x800) {
        u[0] = (char)(0xC0 | c >> 6), u[1] = (char)(0x80 | (c & 63)), n = 2;
    } else if (c < 0x10000) {
        u[0] = (char)(0xE0 | c >> 12), u[1] = (char)(0x80 | (c >> 6 & 63)), u[2] = (char)(0x80 | (c & 63)), n = 3;
    } else {
        u[0] = (char)(0xF0 | c >> 18), u[1] = (char)(0x80 | (c >> 12 & 63)), u[2] = (char)(0x80 | (c >> 6 & 63));
        u[3] = (char)(0x80 | (c & 63)), n = 4;
    }
    ts_buf_add(b, (ts_span){u, n});
}

void ts_buf_clear(ts_buf *b) {
    b->len = 0;
    if (b->ptr)
        b->ptr[0] = 0;
}

void ts_buf_done(ts_buf *b) {
    ts_free(b->ptr);
    *b = (ts_buf){0};
}

void ts_buf_wipe(ts_buf *b) {
    ts_wipe(b->ptr, b->cap);
    ts_buf_done(b);
}

/* ---- cursor ---- */

ts_span ts_read_span(ts_cursor *c, size_t len) {
    if (!c->ok || len > (size_t)(c->end - c->at)) {
        c->ok = false;
        return (ts_span){c->end, 0};
    }
    ts_span s = {c->at, len};
    c->at += len;
    return s;
}

void ts_skip(ts_cursor *c, size_t len) { (void)ts_read_span(c, len); }

static uint64_t read_le(ts_cursor *c, size_t n) {
    ts_span s = ts_read_span(c, n);
    uint64_t v = 0;
    for (size_t i = 0; i < s.len; i++)
        v |= (uint64_t)(unsigned char)s.ptr[i] << (8 * i);
    return v;
}

static uint64_t read_be(ts_cursor *c, size_t n) {
    ts_span s = ts_read_span(c, n);
    uint64_t v = 0;
    for (size_t i = 0; i < s.len; i++)
        v = v << 8 | (unsigned char)s.ptr[i];
    return v;
}

uint8_t ts_read_u8(ts_cursor *c) { return (uint8_t)read_le(c, 1); }
uint16_t ts_read_u16le(ts_cursor *c) { return (uint16_t)read_le(c, 2); }
uint32_t ts_read_u32le(ts_cursor *c) { return (uint32_t)read_le(c, 4); }
uint64_t ts_read_u64le(ts_cursor *c) { return read_le(c, 8); }
uint16_t ts_read_u16be(ts_cursor *c) { return (uint16_t)read_be(c, 2); }
uint32_t ts_read_u32be(ts_cursor *c) { return (uint32_t)read_be(c, 4); }

uint64_t ts_read_varint(ts_cursor *c) {
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
        uint8_t b = ts_read_u8(c);
        if (shift == 63 && b > 1)
            break;
        v |= (uint64_t)(b & 0x7F) << shift;
        if (!(b & 0x80))
            return c->ok ? v : 0;
    }
    c->ok = false;
    return 0;
}

ts_span ts_read_counted(ts_cursor *c) {
    uint32_t n = ts_read_u32le(c);
    return ts_read_span(c, n);
}

static ts_cursor cursor_at(ts_span s, size_t at) { return ts_cursor_over(ts_slice(s, at, SIZE_MAX)); }

uint16_t ts_u16le_at(ts_span s, size_t at) {
    ts_cursor c = cursor_at(s, at);
    return ts_read_u16le(&c);
}

uint16_t ts_u16be_at(ts_span s, size_t at) {
    ts_cursor c = cursor_at(s, at);
    return ts_read_u16be(&c);
}

uint32_t ts_u32le_at(ts_span s, size_t at) {
    ts_cursor c = cursor_at(s, at);
    return ts_read_u32le(&c);
}

uint32_t ts_u32be_at(ts_span s, size_t at) {
    ts_cursor c = cursor_at(s, at);
    return ts_read_u32be(&c);
}

/* ---- text of bytes ---- */

void ts_hex(ts_span in, char *out) {
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < in.len; i++) {
        unsigned char b = (unsigned char)in.ptr[i];
        *out++ = digits[b >> 4];
        *out++ = digits[b & 15];
    }
    *out = 0;
}

static int hex_value(char c) {
    if (ts_is_digit(c))
        return c - '0';
    c = ts_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool ts_unhex(ts_span hex, void *out, size_t len) {
    if (hex.len != 2 * len)
        return false;
    unsigned char *to = out;
    for (size_t i = 0; i < len; i++)
        if (hex_value(hex.ptr[2 * i]) < 0 || hex_value(hex.ptr[2 * i + 1]) < 0)
            return false;
    for (size_t i = 0; i < len; i++)
        to[i] = (unsigned char)(hex_value(hex.ptr[2 * i]) << 4 | hex_value(hex.ptr[2 * i + 1]));
    return true;
}

/* Length of the valid sequence at p (1..4), or 0. RFC 3629's table of well-formed sequences. */
static size_t utf8_len(const unsigned char *p, size_t left) {
    unsigned c = p[0];
    if (c < 0x80)
        return 1;
    if (c < 0xC2 || c > 0xF4)
        return 0;
    size_t n = c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
    if (left < n)
        return 0;
    unsigned low = 0x80, high = 0xBF;
    if (c == 0xE0)
        low = 0xA0;
    else if (c == 0xED)
        high = 0x9F;
    else if (c == 0xF0)
        low = 0x90;
    else if (c == 0xF4)
        high = 0x8F;
    if (p[1] < low || p[1] > high)
        return 0;
    for (size_t i = 2; i < n; i++)
        if ((p[i] & 0xC0) != 0x80)
            return 0;
    return n;
}

/* 0xC2 and 0xE2 begin the C1 controls, the line and the bidi marks, among others that are harmless. */
bool ts_text_plain(ts_span s, bool *tabs) {
    size_t i = 0;
    unsigned bad = 0, tab = 0;
#ifdef TS_SSE2
    const __m128i control = _mm_set1_epi8(0x1F), delete = _mm_set1_epi8(0x7F), quote = _mm_set1_epi8('"'),
                  slash = _mm_set1_epi8('\\'), c2 = _mm_set1_epi8((char)0xC2), e2 = _mm_set1_epi8((char)0xE2),
                  tabulator = _mm_set1_epi8('\t');
    __m128i any = _mm_setzero_si128(), any_tab = any;
    for (; i + 16 <= s.len; i += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + i)), t = _mm_cmpeq_epi8(v, tabulator);
        __m128i low = _mm_andnot_si128(t, _mm_cmpeq_epi8(_mm_min_epu8(v, control), v));
        __m128i ascii = _mm_or_si128(_mm_or_si128(low, _mm_cmpeq_epi8(v, delete)),
                                     _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)));
        any = _mm_or_si128(any, _mm_or_si128(ascii, _mm_or_si128(_mm_cmpeq_epi8(v, c2), _mm_cmpeq_epi8(v, e2))));
        any_tab = _mm_or_si128(any_tab, t);
    }
    bad = (unsigned)_mm_movemask_epi8(any);
    tab = (unsigned)_mm_movemask_epi8(any_tab);
#endif
    for (; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        tab |= c == '\t';
        bad |= (c < 0x20 && c != '\t') || c == 0x7F || c == '"' || c == '\\' || c == 0xC2 || c == 0xE2;
    }
    *tabs = tab && !bad;
    return !bad && !tab;
}

bool ts_utf8_valid(ts_span s) {
    const unsigned char *p = (const unsigned char *)s.ptr;
    size_t i = 0;
    while (i < s.len) {
        uint64_t word, four[4];
        for (; i + sizeof four <= s.len; i += sizeof four) { /* most text is ASCII over long stretches */
            memcpy(four, p + i, sizeof four);
            if ((four[0] | four[1] | four[2] | four[3]) & UINT64_C(0x8080808080808080))
                break;
        }
        while (i + 8 <= s.len) { /* eight ASCII bytes at a time */
            memcpy(&word, p + i, 8);
            if (word & UINT64_C(0x8080808080808080))
                break;
            i += 8;
        }
        if (i == s.len)
            break;
        size_t n = utf8_len(p + i, s.len - i);
        if (!n)
            return false;
        i += n;
    }
    return true;
}

uint32_t ts_utf8_next(ts_span s, size_t *at) {
    const unsigned char *p = (const unsigned char *)s.ptr + *at;
    size_t n = utf8_len(p, s.len - *at);
    *at += n ? n : 1;
    switch (n) {
    case 1:
        return p[0];
    case 2:
        return (p[0] & 31u) << 6 | (p[1] & 63u);
    case 3:
        return (p[0] & 15u) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
    case 4:
        return (p[0] & 7u) << 18 | (p[1] & 63u) << 12 | (p[2] & 63u) << 6 | (p[3] & 63u);
    default:
        return 0xFFFD;
    }
}

bool ts_parse_u64(ts_span s, uint64_t *out) {
    if (s.len == 0)
        return false;
    uint64_t v = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (!ts_is_digit(s.ptr[i]))
            return false;
        uint64_t d = (uint64_t)(s.ptr[i] - '0');
        if (v > (UINT64_MAX - d) / 10)
            return false;
        v = v * 10 + d;
    }
    *out = v;
    return true;
}
