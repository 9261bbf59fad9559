/* encoding.c - any usual charset to valid UTF-8. */
#include "text/encoding.h"

#include "base/copy.h"
#include "base/simd.h"

const char *ts_charset_name(ts_charset c) {
    static const char *const name[] = {"binary",       "utf-8",    "utf-16le", "utf-16be",
                                       "windows-1252", "utf-32le", "utf-32be"};
    return (unsigned)c < sizeof name / sizeof *name ? name[c] : "unknown";
}

/* Bytes 0x80..0x9F of Windows-1252 (Unicode's own mapping table, bestfit for the five that are undefined). */
static const uint16_t high_1252[32] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                       0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                       0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                       0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

/* Control bytes that plain text does not hold.  Tab, line ends, form feed, escape are usual; ASCII's own
 * separators (and SOH, which Hive exports use) part the cells of some tables; SUB ended files of CP/M and DOS.  More
 * than `enough` are not counted. */
static size_t controls(ts_span s, size_t enough) {
    static const uint32_t usual = 1u << '\b' | 1u << '\t' | 1u << '\n' | 1u << '\v' | 1u << '\f' | 1u << '\r' |
                                  1u << 0x1A | 1u << 0x1B | 1u << 0x1C | 1u << 0x1D | 1u << 0x1E | 1u << 0x1F |
                                  1u << 0x01;
    size_t n = 0, i = 0;
    for (size_t end = 0; i < s.len && n <= enough; i = end) {
        end = i + 16 <= s.len ? i + 16 : s.len;
#ifdef TS_SSE2
        if (end - i == 16) { /* letters and the commonest three, sixteen at a time */
            __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + i)), blank = _mm_set1_epi8(0x20);
            __m128i plain = _mm_cmpeq_epi8(_mm_max_epu8(v, blank), v);
            __m128i lines =
                _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('\n')), _mm_cmpeq_epi8(v, _mm_set1_epi8('\r')));
            lines = _mm_or_si128(lines, _mm_cmpeq_epi8(v, _mm_set1_epi8('\t')));
            if (_mm_movemask_epi8(_mm_or_si128(plain, lines)) == 0xFFFF)
                continue;
        }
#endif
        for (size_t k = i; k < end; k++) {
            unsigned c = (unsigned char)s.ptr[k];
            n += c < 0x20 && !(usual >> c & 1);
        }
    }
    return n;
}

/* Is all of s the beginning of one character that its end has cut? */
static bool cut_character(ts_span s) {
    unsigned lead = s.len ? (unsigned char)s.ptr[0] : 0;
    size_t want = lead >= 0xF5 ? 0 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
    if (s.len >= want)
        return false;
    for (size_t i = 1; i < s.len; i++)
        if (((unsigned char)s.ptr[i] & 0xC0) != 0x80)
            return false;
    return true;
}

/* Valid UTF-8 but for a character cut at the very end. */
static bool utf8_head(ts_span s) {
    if (ts_utf8_valid(s))
        return true;
    for (size_t cut = 1; cut <= 3 && cut <= s.len; cut++) {
        ts_span end = ts_slice(s, s.len - cut, cut);
        if (cut_character(end))
            return ts_utf8_valid(ts_slice(s, 0, s.len - cut));
    }
    return false;
}

/* UTF-16 without a mark: in Western text every other byte is 0, and almost never the byte beside it. */
static ts_charset utf16_by_nuls(ts_span s) {
    size_t even = 0, odd = 0, pairs = s.len / 2;
    if (!memchr(s.ptr, 0, s.len))
        return TS_BINARY;
    for (size_t i = 0; i + 1 < s.len; i += 2)
        even += s.ptr[i] == 0, odd += s.ptr[i + 1] == 0;
    if (pairs < 4)
        return TS_BINARY;
    if (odd * 10 > pairs * 7 && even * 20 < pairs)
        return TS_UTF16LE;
    if (even * 10 > pairs * 7 && odd * 20 < pairs)
        return TS_UTF16BE;
    return TS_BINARY;
}

ts_charset ts_charset_guess(ts_span head, size_t *bom) {
    static const struct {
        const char *mark;
        size_t len;
        ts_charset charset;
    } marks[] = {{"\xEF\xBB\xBF", 3, TS_UTF8},
                 {"\xFF\xFE\0\0", 4, TS_UTF32LE},
                 {"\0\0\xFE\xFF", 4, TS_UTF32BE},
                 {"\xFF\xFE", 2, TS_UTF16LE},
                 {"\xFE\xFF", 2, TS_UTF16BE}};
    *bom = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (ts_span_starts(head, (ts_span){marks[i].mark, marks[i].len})) {
            *bom = marks[i].len;
            return marks[i].charset;
        }
    if (head.len == 0)
        return TS_UTF8;
    ts_charset wide = utf16_by_nuls(head);
    if (wide != TS_BINARY)
        return wide;
    size_t bad = controls(head, head.len / 50);
    if (bad > head.len / 50)
        return TS_BINARY;
    if (utf8_head(head))
        return TS_UTF8;
    size_t high = 0;
    for (size_t i = 0; i < head.len; i++)
        high += (unsigned char)head.ptr[i] >= 0x80;
    return bad * 200 <= head.len && high * 3 <= head.len ? TS_WINDOWS_1252 : TS_BINARY;
}

static uint32_t unit16(const char *p, bool big) {
    const unsigned char *u = (const unsigned char *)p;
    return big ? (uint32_t)u[0] << 8 | u[1] : (uint32_t)u[1] << 8 | u[0];
}

static size_t from_utf16(ts_span in, bool big, bool last, ts_buf *out) {
    size_t i = 0;
    while (i + 2 <= in.len) {
        uint32_t c = unit16(in.ptr + i, big);
        if (c >= 0xD800 && c < 0xDC00) {
            if (i + 4 > in.len && !last)
                return i;
            uint32_t low = i + 4 <= in.len ? unit16(in.ptr + i + 2, big) : 0;
            if (low >= 0xDC00 && low < 0xE000) {
                c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
                i += 2;
            }
        }
        ts_buf_add_utf8(out, c);
        i += 2;
    }
    if (last && i < in.len) {
        ts_buf_add_utf8(out, 0xFFFD);
        i = in.len;
    }
    return i;
}

static size_t from_utf32(ts_span in, bool big, bool last, ts_buf *out) {
    size_t i = 0;
    for (; i + 4 <= in.len; i += 4) {
        uint32_t a = unit16(in.ptr + i, big), b = unit16(in.ptr + i + 2, big);
        ts_buf_add_utf8(out, big ? a << 16 | b : b << 16 | a);
    }
    if (last && i < in.len) {
        ts_buf_add_utf8(out, 0xFFFD);
        i = in.len;
    }
    return i;
}

/* What stood before a byte of Windows-1252, from in[from] to it at in[at], and its letter: in what is no text every other byte is
 * one. */
static inline void add_letter(ts_buf *out, ts_span in, size_t from, size_t at) {
    enum { FEW = 16 };
    const unsigned byte = (unsigned char)in.ptr[at], c = byte < 0xA0 ? high_1252[byte - 0x80] : byte;
    const size_t n = at - from;
    if (out->cap - out->len < n + FEW + 4)
        ts_buf_reserve(out, n + FEW + 3);
    char *to = out->ptr + out->len;
    if (n <= FEW && from + FEW <= in.len)
        memcpy(to, in.ptr + from, FEW);
    else
        ts_copy(to, in.ptr + from, n);
    to += n;
    if (c >= 0x800) {
        *to++ = (char)(0xE0 | c >> 12);
        *to++ = (char)(0x80 | (c >> 6 & 63));
    } else {
        *to++ = (char)(0xC0 | c >> 6);
    }
    *to++ = (char)(0x80 | (c & 63));
    *to = 0;
    out->len = (size_t)(to - out->ptr);
}

/* UTF-8, and byte by byte Windows-1252 where it is not: files that grew over the years hold both, and a
 * letter of Windows-1252 hardly ever looks like UTF-8.  `cut`: what a cut character at the very end becomes. */
static size_t from_bytes(ts_span in, bool last, bool cut_is_letter, ts_buf *out) {
    enum { LONGEST = 4 };
    size_t i = 0, from = 0;
    while (i < in.len) {
        uint64_t word;
        while (i + 8 <= in.len && (memcpy(&word, in.ptr + i, 8), (word & UINT64_C(0x8080808080808080)) == 0))
            i += 8;
        while (i < in.len && (unsigned char)in.ptr[i] < 0x80)
            i++;
        if (i == in.len)
            break;
        size_t at = i;
        if (at + 1 < in.len && ((unsigned char)in.ptr[at + 1] & 0xC0) != 0x80) { /* UTF-8 goes on otherwise */
            i++;
        } else {
            uint32_t c = ts_utf8_next(in, &i);
            if (c != 0xFFFD || i > at + 1)
                continue;
            const bool cut = in.len - at < LONGEST && cut_character(ts_slice(in, at, in.len));
            if (cut && (!last || !cut_is_letter)) {
                ts_buf_add(out, ts_slice(in, from, at - from));
                if (!last)
                    return at;
                ts_buf_add_utf8(out, 0xFFFD);
                return in.len;
            }
        }
        add_letter(out, in, from, at);
        from = i;
    }
    ts_buf_add(out, ts_slice(in, from, in.len - from));
    return in.len;
}

void ts_to_utf8(ts_charset from, ts_span in, bool last, ts_buf *out, size_t *used) {
    switch (from) {
    case TS_UTF16LE:
        *used = from_utf16(in, false, last, out);
        break;
    case TS_UTF16BE:
        *used = from_utf16(in, true, last, out);
        break;
    case TS_UTF32LE:
        *used = from_utf32(in, false, last, out);
        break;
    case TS_UTF32BE:
        *used = from_utf32(in, true, last, out);
        break;
    case TS_WINDOWS_1252:
        *used = from_bytes(in, last, true, out);
        break;
    case TS_UTF8:
    case TS_BINARY:
        *used = from_bytes(in, last, false, out);
        break;
    }
}
