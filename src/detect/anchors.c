/* anchors.c - the first pass: SIMD class masks, chosen at run time, with a plain twin.
 *
 * All give the same bits for the same bytes (tests hold them to it), so a result never depends
 * on the machine.
 */
#include "detect/anchors.h"

#include "detect/detect.h"

#include <stdatomic.h>

#include "base/simd.h"

typedef void mask_fn(const char *text, size_t blocks, char before, char after, bool all, uint64_t *out);

enum { WORD = 1, STARTS = 2, ALWAYS = 4 };

/* A bit a group of pairs: C+al, D+aor, FP+r, LY+ao, M+airsx, N+u, RB+e, SKW+ir.  A group may hold a pair that nothing
 * begins with. */
const uint8_t ts_anchors_first[32] = {['C' & 31] = 1,  ['D' & 31] = 2,  ['F' & 31] = 4,   ['P' & 31] = 4,
                                      ['L' & 31] = 8,  ['Y' & 31] = 8,  ['M' & 31] = 16,  ['N' & 31] = 32,
                                      ['R' & 31] = 64, ['B' & 31] = 64, ['S' & 31] = 128, ['K' & 31] = 128,
                                      ['W' & 31] = 128};
const uint8_t ts_anchors_second[32] = {
    ['a' & 31] = 1 | 2 | 8 | 16,   ['e' & 31] = 64, ['i' & 31] = 16 | 128, ['l' & 31] = 1, ['o' & 31] = 2 | 8,
    ['r' & 31] = 2 | 4 | 16 | 128, ['s' & 31] = 16, ['u' & 31] = 32,       ['x' & 31] = 16};

static uint8_t class_of(char c) {
    if (ts_is_digit(c) || ts_is_upper(c))
        return WORD | STARTS;
    if (ts_is_alpha(c) || c == '_')
        return WORD;
    return c == '@' || c == ':' || c == '=' ? ALWAYS : 0;
}

/* "password", "passwd", "pw": the w of those, and of what else has one behind p, q, r or s. */
static inline bool is_p_to_s(char c) { return (c & 0xDC) == 0x50; }

static bool is_other_word(char c, char next) {
    return ts_is_upper(c) && next >= 'a' && next <= 'z' && !ts_anchors_pair(c, next);
}

static void mask_plain(const char *text, size_t blocks, char before, char after, bool all, uint64_t *out) {
    bool word = (class_of(before) & WORD) != 0, led = is_p_to_s(before);
    for (size_t b = 0; b < blocks; b++) {
        uint64_t bits = 0;
        for (size_t i = 0; i < TS_BLOCK; i++) {
            const char *p = text + b * TS_BLOCK + i;
            uint8_t c = class_of(*p);
            char next = b + 1 < blocks || i + 1 < TS_BLOCK ? p[1] : after;
            if ((c & ALWAYS) || (led && *p == 'w') || ((c & STARTS) && !word && (all || !is_other_word(*p, next))))
                bits |= UINT64_C(1) << i;
            word = (c & WORD) != 0;
            led = is_p_to_s(*p);
        }
        out[b] = bits;
    }
}

#if defined(TS_SSE2) && defined(__x86_64__)
#define VECTORS 1
#include <immintrin.h>

static inline __m128i within16(__m128i v, char low, char width) {
    __m128i moved = _mm_sub_epi8(v, _mm_set1_epi8((signed char)low));
    return _mm_cmpeq_epi8(_mm_min_epu8(moved, _mm_set1_epi8((signed char)width)), moved);
}

static void mask_sse2(const char *text, size_t blocks, char before, char after, bool all, uint64_t *out) {
    uint64_t carry = (class_of(before) & WORD) != 0, led = is_p_to_s(before);
    for (size_t b = 0; b < blocks; b++) {
        uint64_t word = 0, starts = 0, always = 0, capital = 0, small = 0, w = 0, leads = 0;
        for (int part = 0; part < 4; part++) {
            __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(text + b * TS_BLOCK + part * 16));
            __m128i digit = within16(v, '0', 9), upper = within16(v, 'A', 25), lower = within16(v, 'a', 25);
            __m128i under = _mm_cmpeq_epi8(v, _mm_set1_epi8('_'));
            __m128i sign = _mm_or_si128(_mm_cmpeq_epi8(v, _mm_set1_epi8('@')), _mm_cmpeq_epi8(v, _mm_set1_epi8(':')));
            sign = _mm_or_si128(sign, _mm_cmpeq_epi8(v, _mm_set1_epi8('=')));
            __m128i start = _mm_or_si128(digit, upper);
            int shift = part * 16;
            word |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(start, lower), under)) << shift;
            starts |= (uint64_t)(uint32_t)_mm_movemask_epi8(start) << shift;
            always |= (uint64_t)(uint32_t)_mm_movemask_epi8(sign) << shift;
            capital |= (uint64_t)(uint32_t)_mm_movemask_epi8(upper) << shift;
            small |= (uint64_t)(uint32_t)_mm_movemask_epi8(lower) << shift;
            __m128i p_to_s = _mm_cmpeq_epi8(_mm_and_si128(v, _mm_set1_epi8((signed char)0xDC)), _mm_set1_epi8(0x50));
            w |= (uint64_t)(uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(v, _mm_set1_epi8('w'))) << shift;
            leads |= (uint64_t)(uint32_t)_mm_movemask_epi8(p_to_s) << shift;
        }
        const char *p = text + b * TS_BLOCK;
        char next = b + 1 < blocks ? p[TS_BLOCK] : after;
        uint64_t bits = starts & ~(word << 1 | carry);
        uint64_t words = all ? 0 : bits & capital & (small >> 1 | (uint64_t)(next >= 'a' && next <= 'z') << 63);
        for (; words; words &= words - 1) {
            int i = __builtin_ctzll(words);
            if (!ts_anchors_pair(p[i], i + 1 < TS_BLOCK ? p[i + 1] : next))
                bits &= ~(UINT64_C(1) << i);
        }
        out[b] = always | bits | (w & (leads << 1 | led));
        carry = word >> 63;
        led = leads >> 63;
    }
}

/* A table of 32 bytes, looked up by the letters' low five bits: the fifth says which half, and a place whose top bit
 * is set gives 0.  (A blend would say it shorter; gcc 12 takes its mask for never negative under -funsigned-char.) */
__attribute__((target("avx2"))) static inline __m256i look_up32(__m256i v, const uint8_t table[32]) {
    __m128i half[2];
    memcpy(half, table, sizeof half);
    __m256i low = _mm256_broadcastsi128_si256(half[0]), high = _mm256_broadcastsi128_si256(half[1]);
    __m256i top = _mm256_set1_epi8((signed char)0x80);
    __m256i at =
        _mm256_or_si256(_mm256_and_si256(v, _mm256_set1_epi8(15)), _mm256_and_si256(_mm256_slli_epi16(v, 3), top));
    return _mm256_or_si256(_mm256_shuffle_epi8(low, at), _mm256_shuffle_epi8(high, _mm256_xor_si256(at, top)));
}

/* Classes by a byte's two halves: a byte has the bits that both tables give. */
enum {
    DIGIT = 1,
    A_TO_O = 2,
    P_TO_Z = 4,
    UNDER = 8,
    COLON_OR_EQUALS = 16,
    AT = 32,
    SMALL_A_TO_O = 64,
    SMALL_P_TO_Z = 128
};
#define A_TO_O_AND(more) (A_TO_O | SMALL_A_TO_O | (more))
#define BOTH_AND(more) (A_TO_O_AND(P_TO_Z | SMALL_P_TO_Z | (more)))
static const uint8_t by_low_half[16] = {DIGIT | AT | P_TO_Z | SMALL_P_TO_Z,
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(DIGIT),
                                        BOTH_AND(COLON_OR_EQUALS),
                                        A_TO_O_AND(0),
                                        A_TO_O_AND(0),
                                        A_TO_O_AND(COLON_OR_EQUALS),
                                        A_TO_O_AND(0),
                                        A_TO_O_AND(UNDER)};
static const uint8_t by_high_half[16] = {
    [3] = DIGIT | COLON_OR_EQUALS, [4] = A_TO_O | AT, [5] = P_TO_Z | UNDER, [6] = SMALL_A_TO_O, [7] = SMALL_P_TO_Z};

__attribute__((target("avx2"))) static inline __m256i halves_of(const uint8_t table[16]) {
    __m128i half;
    memcpy(&half, table, sizeof half);
    return _mm256_broadcastsi128_si256(half);
}

/* A bit for each byte that has none of these classes. */
__attribute__((target("avx2"))) static inline uint64_t has_none(__m256i class, int these) {
    __m256i common = _mm256_and_si256(class, _mm256_set1_epi8((char)these));
    return (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(common, _mm256_setzero_si256()));
}

/* Which of 32 capitals have a small letter behind and no pair with it, a bit each; `next` are the bytes behind. */
__attribute__((target("avx2"))) static inline uint64_t other_words(__m256i v, __m256i next) {
    __m256i moved = _mm256_sub_epi8(next, _mm256_set1_epi8('a'));
    __m256i small = _mm256_cmpeq_epi8(_mm256_min_epu8(moved, _mm256_set1_epi8(25)), moved);
    __m256i common = _mm256_and_si256(look_up32(v, ts_anchors_first), look_up32(next, ts_anchors_second));
    __m256i other = _mm256_and_si256(small, _mm256_cmpeq_epi8(common, _mm256_setzero_si256()));
    return (uint32_t)_mm256_movemask_epi8(other);
}

typedef struct half_masks { /* of 32 bytes */
    uint64_t no_word, no_start, no_sign, other, w, leads;
} half_masks;

__attribute__((target("avx2"), always_inline)) static inline half_masks masks_of(const char *p, const char *next,
                                                                                 bool all) {
    const __m256i half = _mm256_set1_epi8(15);
    __m256i v = _mm256_loadu_si256((const __m256i *)(const void *)p);
    __m256i class =
        _mm256_and_si256(_mm256_shuffle_epi8(halves_of(by_low_half), _mm256_and_si256(v, half)),
                         _mm256_shuffle_epi8(halves_of(by_high_half), _mm256_and_si256(_mm256_srli_epi16(v, 4), half)));
    half_masks m = {.no_word = has_none(class, ~(COLON_OR_EQUALS | AT)),
                    .no_start = has_none(class, DIGIT | A_TO_O | P_TO_Z),
                    .no_sign = has_none(class, COLON_OR_EQUALS | AT)};
    __m256i p_to_s = _mm256_and_si256(v, _mm256_set1_epi8((signed char)0xDC));
    m.leads = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(p_to_s, _mm256_set1_epi8(0x50)));
    m.w = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(v, _mm256_set1_epi8('w')));
    if (!all)
        m.other =
            other_words(v, _mm256_loadu_si256((const __m256i *)(const void *)next)) & ~has_none(class, A_TO_O | P_TO_Z);
    return m;
}

__attribute__((target("avx2"), always_inline)) static inline void
mask_blocks(const char *text, size_t blocks, char before, char after, bool all, uint64_t *out) {
    uint64_t carry = (class_of(before) & WORD) != 0, led = is_p_to_s(before);
    for (size_t b = 0; b < blocks; b++) {
        const char *p = text + b * TS_BLOCK;
        char last[32];
        bool end = !all && b + 1 == blocks; /* nothing stands behind that may be read */
        if (end) {
            memcpy(last, p + 33, 31);
            last[31] = after;
        }
        half_masks m = masks_of(p, p + 1, all), n = masks_of(p + 32, end ? last : p + 33, all);
        uint64_t word = ~(m.no_word | n.no_word << 32), no_start = m.no_start | n.no_start << 32,
                 no_sign = m.no_sign | n.no_sign << 32, other = m.other | n.other << 32, w = m.w | n.w << 32,
                 leads = m.leads | n.leads << 32;
        out[b] = ~(no_sign & (no_start | word << 1 | carry | other)) | (w & (leads << 1 | led));
        carry = word >> 63;
        led = leads >> 63;
    }
}

__attribute__((target("avx2"))) static void mask_avx2(const char *text, size_t blocks, char before, char after,
                                                      bool all, uint64_t *out) {
    if (all)
        mask_blocks(text, blocks, before, after, true, out);
    else
        mask_blocks(text, blocks, before, after, false, out);
}
#endif

static const struct {
    const char *name;
    mask_fn *mask;
} ways[] = {
#ifdef VECTORS
    {"avx2", mask_avx2},
    {"sse2", mask_sse2},
#endif
    {"plain", mask_plain},
};

static bool runs_here(size_t way) {
#ifdef VECTORS
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

void ts_anchors_mask(const char *text, size_t blocks, char before, char after, bool all, uint64_t *out) {
    ways[way_now()].mask(text, blocks, before, after, all, out);
}
