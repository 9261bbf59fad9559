/* anchors.c - the first pass: SIMD class masks, chosen at run time, with a plain twin.
 *
 * All give the same bits for the same bytes (tests hold them to it), so a result never depends
 * on the machine.
 */
#include "detect/anchors.h"

#include "detect/detect.h"

#include <stdatomic.h>

typedef void mask_fn(const char *text, size_t blocks, char before, uint64_t *out);

enum { WORD = 1, STARTS = 2, ALWAYS = 4 };

static uint8_t class_of(char c) {
    if (ts_is_digit(c) || ts_is_upper(c))
        return WORD | STARTS;
    if (ts_is_alpha(c) || c == '_')
        return WORD;
    return c == '@' || c == ':' ? ALWAYS : 0;
}

static void mask_plain(const char *text, size_t blocks, char before, uint64_t *out) {
    bool word = (class_of(before) & WORD) != 0;
    for (size_t b = 0; b < blocks; b++) {
        uint64_t bits = 0;
        for (size_t i = 0; i < TS_BLOCK; i++) {
            uint8_t c = class_of(text[b * TS_BLOCK + i]);
            if ((c & ALWAYS) || ((c & STARTS) && !word))
                bits |= UINT64_C(1) << i;
            word = (c & WORD) != 0;
        }
        out[b] = bits;
    }
}

#if defined(__x86_64__)
#include <immintrin.h>

static inline __m128i within16(__m128i v, char low, char width) {
    __m128i moved = _mm_sub_epi8(v, _mm_set1_epi8((signed char)low));
    return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8((signed char)width)), moved);
}

static void mask_sse2(const char *text, size_t blocks, char before, uint64_t *out) {
    uint64_t carry = (class_of(before) & WORD) != 0;
    for (size_t b = 0; b < blocks; b++) {
        uint64_t word = 0, starts = 0, always = 0;
        for (int part = 0; part < 4; part++) {
            __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(text + b * TS_BLOCK + part * 16));
            __m128i digit = within16(v, '0', 9), upper = within16(v, 'A', 25);
            __m128i alpha = within16(_mm_or_si128(v, _mm_set1_epi8(0x20)), 'a', 25);
            __m128i under = _mm_cmpeq_epi8(v, _mm_set1_epi8('_'));
            __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('@')), _mm_cmpeq_epi8(v, _mm_set1_epi8(':')));
            int shift = part * 16;
            word |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(digit, alpha), under)) << shift;
            starts |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(digit, upper)) << shift;
            always |= (uint64_t)(uint32_t)_mm_movemask_epi8(sign) << shift;
        }
        out[b] = always | (starts & ~(word << 1 | carry));
        carry = word >> 63;
    }
}

__attribute__((target("avx2"))) static inline __m256i within32(__m256i v, char low, char width) {
    __m256i moved = _mm256_sub_epi8(v, _mm256_set1_epi8((signed char)low));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8((signed char)width)), moved);
}

__attribute__((target("avx2"))) static void mask_avx2(const char *text, size_t blocks, char before, uint64_t *out) {
    uint64_t carry = (class_of(before) & WORD) != 0;
    for (size_t b = 0; b < blocks; b++) {
        uint64_t word = 0, starts = 0, always = 0;
        for (int part = 0; part < 2; part++) {
            __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)(text + b * TS_BLOCK + part * 32));
            __m256i digit = within32(v, '0', 9), upper = within32(v, 'A', 25);
            __m256i alpha = within32(_mm256_or_si256(v, _mm256_set1_epi8(0x20)), 'a', 25);
            __m256i under = _mm256_cmpeq_epi8(v, _mm256_set1_epi8('_'));
            __m256i sign = _mm256_or_si256(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('@')),
                                           _mm256_cmpeq_epi8(v, _mm256_set1_epi8(':')));
            int shift = part * 32;
            word |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(_mm256_or_si256(digit, alpha), under))
                    << shift;
            starts |= (uint64_t)(uint32_t)_mm256_movemask_epi8(_mm256_or_si256(digit, upper)) << shift;
            always |= (uint64_t)(uint32_t)_mm256_movemask_epi8(sign) << shift;
        }
        out[b] = always | (starts & ~(word << 1 | carry));
        carry = word >> 63;
    }
}
#endif

static const struct {
    const char *name;
    mask_fn *mask;
} ways[] = {
#if defined(__x86_64__)
    {"avx2", mask_avx2},
    {"sse2", mask_sse2},
#endif
    {"plain", mask_plain},
};

static bool runs_here(size_t way) {
#if defined(__x86_64__)
    if (ways[way].mask == mask_avx2)
        return __builtin_cpu_supports("avx2");
#endif
    return way < sizeof ways / sizeof ways[0];
}

/* Index into ways[] plus one; 0 until chosen.  Any thread may choose: all choose alike. */
static atomic_size_t chosen;

static size_t way_now(void) {
    size_t way = atomic_load_explicit(&chosen, memory_order_relaxed);
    if (way == 0) {
        while (!runs_here(way))
            way++;
        atomic_store_explicit(&chosen, ++way, memory_order_relaxed);
    }
    return way - 1;
}

bool ts_anchors_force(const char *name) {
    if (!name) {
        atomic_store(&chosen, 0);
        return true;
    }
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (strcmp(name, ways[i].name) == 0 && runs_here(i)) {
            atomic_store(&chosen, i + 1);
            return true;
        }
    }
    return false;
}

const char *ts_anchors_name(void) { return ways[way_now()].name; }

void ts_anchors_mask(const char *text, size_t blocks, char before, uint64_t *out) {
    ways[way_now()].mask(text, blocks, before, out);
}
