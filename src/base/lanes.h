/* lanes.h - what 32 bytes are, a bit each: for values short enough to be looked at in one go.
 *
 * SSE2 where the machine has it, plain C with the same answers elsewhere.
 */
#ifndef TS_BASE_LANES_H
#define TS_BASE_LANES_H

#include "base/bytes.h"
#include "base/simd.h"

enum { TS_LANES = 32, TS_LANES_ROOM = 64 /* what is readable behind a value's first byte, for all who ask for room */ };

/* Bits of the first n bytes, n <= 32. */
static inline uint32_t ts_lanes_first(size_t n) { return n < TS_LANES ? ((uint32_t)1 << n) - 1 : UINT32_MAX; }

#ifdef TS_SSE2

typedef struct ts_lanes {
    __m128i low, high;
} ts_lanes;

/* All 32 bytes from `p` are read. */
static inline ts_lanes ts_lanes_of(const char *p) {
    const __m128i *at = (const __m128i *)(const void *)p;
    return (ts_lanes){_mm_loadu_si128(at), _mm_loadu_si128(at + 1)};
}

static inline uint32_t ts_lanes_bits(__m128i low, __m128i high) {
    return (uint32_t)_mm_movemask_epi8(low) | (uint32_t)_mm_movemask_epi8(high) << 16;
}

static inline uint32_t ts_lanes_are(ts_lanes v, char c) {
    __m128i all = _mm_set1_epi8(c);
    return ts_lanes_bits(_mm_cmpeq_epi8(v.low, all), _mm_cmpeq_epi8(v.high, all));
}

static inline uint32_t ts_lanes_equal(ts_lanes a, ts_lanes b) {
    return ts_lanes_bits(_mm_cmpeq_epi8(a.low, b.low), _mm_cmpeq_epi8(a.high, b.high));
}

/* first <= byte <= last. */
static inline uint32_t ts_lanes_within(ts_lanes v, char first, char last) {
    __m128i from = _mm_set1_epi8(first), width = _mm_set1_epi8((char)(last - first));
    __m128i low = _mm_sub_epi8(v.low, from), high = _mm_sub_epi8(v.high, from);
    return ts_lanes_bits(_mm_cmpeq_epi8(_mm_min_epu8(low, width), low),
                         _mm_cmpeq_epi8(_mm_min_epu8(high, width), high));
}

static inline uint32_t ts_lanes_letters(ts_lanes v) {
    __m128i small = _mm_set1_epi8(0x20);
    return ts_lanes_within((ts_lanes){_mm_or_si128(v.low, small), _mm_or_si128(v.high, small)}, 'a', 'z');
}

static inline ts_lanes ts_lanes_four(ts_lanes v, char a, char b, char c, char d) {
    __m128i is_a = _mm_set1_epi8(a), is_b = _mm_set1_epi8(b), is_c = _mm_set1_epi8(c), is_d = _mm_set1_epi8(d);
    __m128i low = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v.low, is_a), _mm_cmpeq_epi8(v.low, is_b)),
                               _mm_or_si128(_mm_cmpeq_epi8(v.low, is_c), _mm_cmpeq_epi8(v.low, is_d)));
    __m128i high = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v.high, is_a), _mm_cmpeq_epi8(v.high, is_b)),
                                _mm_or_si128(_mm_cmpeq_epi8(v.high, is_c), _mm_cmpeq_epi8(v.high, is_d)));
    return (ts_lanes){low, high};
}

/* Bytes that are one of these eight; in place of what is wanting stands another once more. */
static inline uint32_t ts_lanes_among(ts_lanes v, const char these[static 8]) {
    ts_lanes a = ts_lanes_four(v, these[0], these[1], these[2], these[3]),
             b = ts_lanes_four(v, these[4], these[5], these[6], these[7]);
    return ts_lanes_bits(_mm_or_si128(a.low, b.low), _mm_or_si128(a.high, b.high));
}

/* Bytes that are not ASCII. */
static inline uint32_t ts_lanes_high(ts_lanes v) { return ts_lanes_bits(v.low, v.high); }

/* Of the 32 pairs of bytes side by side from `p` on, is one twice `c`? */
static inline bool ts_lanes_have_pair(const char *p, char c) {
    const __m128i *at = (const __m128i *)(const void *)p;
    __m128i pair = _mm_set1_epi8(c);
    __m128i low =
        _mm_or_si128(_mm_cmpeq_epi16(_mm_loadu_si128(at), pair), _mm_cmpeq_epi16(_mm_loadu_si128(at + 1), pair));
    __m128i high =
        _mm_or_si128(_mm_cmpeq_epi16(_mm_loadu_si128(at + 2), pair), _mm_cmpeq_epi16(_mm_loadu_si128(at + 3), pair));
    return _mm_movemask_epi8(_mm_or_si128(low, high)) != 0;
}

static inline __m128i ts_lanes_either(const __m128i *p) {
    return _mm_or_si128(_mm_loadu_si128(p), _mm_loadu_si128(p + 1));
}

/* Is one of the 128 bytes from `p` on no ASCII? */
static inline bool ts_lanes_have_high(const char *p) {
    const __m128i *at = (const __m128i *)(const void *)p;
    __m128i low = _mm_or_si128(ts_lanes_either(at), ts_lanes_either(at + 2));
    __m128i high = _mm_or_si128(ts_lanes_either(at + 4), ts_lanes_either(at + 6));
    return _mm_movemask_epi8(_mm_or_si128(low, high)) != 0;
}

#else

static inline bool ts_lanes_have_high(const char *p) {
    for (int i = 0; i < 128; i++)
        if ((uint8_t)p[i] >= 0x80)
            return true;
    return false;
}

static inline bool ts_lanes_have_pair(const char *p, char c) {
    for (int i = 0; i < 64; i += 2)
        if (p[i] == c && p[i + 1] == c)
            return true;
    return false;
}

typedef struct ts_lanes {
    char byte[TS_LANES];
} ts_lanes;

static inline ts_lanes ts_lanes_of(const char *p) {
    ts_lanes v;
    memcpy(v.byte, p, sizeof v.byte);
    return v;
}

static inline uint32_t ts_lanes_within(ts_lanes v, char first, char last) {
    uint32_t bits = 0;
    for (int i = 0; i < TS_LANES; i++)
        bits |= (uint32_t)((uint8_t)(v.byte[i] - first) <= (uint8_t)(last - first)) << i;
    return bits;
}

static inline uint32_t ts_lanes_are(ts_lanes v, char c) { return ts_lanes_within(v, c, c); }

static inline uint32_t ts_lanes_among(ts_lanes v, const char these[static 8]) {
    uint32_t bits = 0;
    for (size_t i = 0; i < 8; i++)
        bits |= ts_lanes_are(v, these[i]);
    return bits;
}

static inline uint32_t ts_lanes_equal(ts_lanes a, ts_lanes b) {
    uint32_t bits = 0;
    for (int i = 0; i < TS_LANES; i++)
        bits |= (uint32_t)(a.byte[i] == b.byte[i]) << i;
    return bits;
}

static inline uint32_t ts_lanes_letters(ts_lanes v) {
    return ts_lanes_within(v, 'A', 'Z') | ts_lanes_within(v, 'a', 'z');
}

static inline uint32_t ts_lanes_high(ts_lanes v) { return ts_lanes_within(v, (char)0x80, (char)0xFF); }

#endif

static inline uint32_t ts_lanes_digits(ts_lanes v) { return ts_lanes_within(v, '0', '9'); }

/* White space as ts_is_space has it. */
static inline uint32_t ts_lanes_spaces(ts_lanes v) { return ts_lanes_within(v, '\t', '\r') | ts_lanes_are(v, ' '); }

/* The first byte of text[at, last) that `ends` marks; `last` where none is, and `at` where that is no less. */
static inline size_t ts_lanes_until(ts_span text, size_t at, size_t last, uint32_t (*ends)(ts_lanes v)) {
    if (at >= last)
        return at;
    for (; at < last; at += TS_LANES) {
        uint32_t end;
        if (at + TS_LANES <= text.len) {
            end = ends(ts_lanes_of(text.ptr + at));
        } else {
            char few[TS_LANES] = {0};
            memcpy(few, text.ptr + at, text.len - at);
            end = ends(ts_lanes_of(few)) & ts_lanes_first(text.len - at);
        }
        if (end) {
            at += (size_t)__builtin_ctz(end);
            break;
        }
    }
    return at < last ? at : last;
}

#endif
