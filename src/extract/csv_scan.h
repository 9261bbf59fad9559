/* csv_scan.h - finds the bytes that matter to separated values, 64 at a time: the separator, quotes, line ends.
 *
 * A scan walks the set bits of one mask after the other (Langdale and Lemire, "Parsing gigabytes of
 * JSON per second", do the same); SSE2 where the machine has it, plain C with the same result elsewhere.
 */
#ifndef TS_EXTRACT_CSV_SCAN_H
#define TS_EXTRACT_CSV_SCAN_H

#include "base/bytes.h"
#include "base/simd.h"

typedef struct ts_csv_scan {
    ts_span text;
    char separator, quote, end; /* what ends a record: LF or CR */
    size_t block; /* where the current mask's block begins */
    uint64_t mask; /* bit i: block + i is one of the three and not yet given */
} ts_csv_scan;

/* The mask of up to 64 bytes at `block`, in plain C: the one that others must equal. */
uint64_t ts_csv_mask_plain(const ts_csv_scan *s);

static inline uint64_t ts_csv_mask(const ts_csv_scan *s) {
#ifdef TS_SSE2
    if (s->text.len - s->block >= 64) {
        const __m128i a = _mm_set1_epi8((char)s->separator), b = _mm_set1_epi8((char)s->quote),
                      c = _mm_set1_epi8((char)s->end);
        const __m128i *at = (const __m128i *)(const void *)(s->text.ptr + s->block);
        uint64_t mask = 0;
        for (unsigned i = 0; i < 4; i++) {
            __m128i v = _mm_loadu_si128(at + i);
            __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, a), _mm_cmpeq_epi8(v, b)), _mm_cmpeq_epi8(v, c));
            mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << (16 * i);
        }
        return mask;
    }
#endif
    return ts_csv_mask_plain(s);
}

/* Goes on (or back) to byte `at`. */
static inline void ts_csv_seek(ts_csv_scan *s, size_t at) {
    s->block = at & ~(size_t)63;
    s->mask = s->block < s->text.len ? ts_csv_mask(s) & ~UINT64_C(0) << (at & 63) : 0;
}

/* The next byte that matters; text.len if there is none. */
static inline size_t ts_csv_next(ts_csv_scan *s) {
    while (s->mask == 0) {
        if (s->block >= s->text.len || s->text.len - s->block <= 64)
            return s->text.len;
        s->block += 64;
        s->mask = ts_csv_mask(s);
    }
    size_t at = s->block + (size_t)__builtin_ctzll(s->mask);
    s->mask &= s->mask - 1;
    return at;
}

#endif
