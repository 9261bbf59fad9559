/* exactmath.c - fixed-point log2/exp2 by integer arithmetic alone.
 *
 * log2 by repeated squaring of a 1.63 fixed-point mantissa, one bit a step; exp2 by the product of
 * the constants 2^(2^-k).  Both are golden-tested against values computed with 200 bits.
 */
#include "base/exactmath.h"

__extension__ typedef unsigned __int128 u128;

/* log2(v) in 2^-32 bits, v > 0. */
static int64_t log2_fixed(uint64_t v) {
    int top = 63 - __builtin_clzll(v);
    uint64_t m = v << (63 - top); /* in [1, 2) as 1.63 */
    int64_t fraction = 0;
    for (int i = 0; i < 32; i++) {
        u128 sq = (u128)m * m; /* 2.126 */
        fraction <<= 1;
        if (sq >> 127) {
            fraction |= 1;
            m = (uint64_t)(sq >> 64);
        } else {
            m = (uint64_t)(sq >> 63);
        }
    }
    return ((int64_t)top << 32) | fraction;
}

int32_t ts_log2_ratio(uint64_t num, uint64_t den) {
    int64_t d = log2_fixed(num) - log2_fixed(den); /* 2^-32 bits */
    int64_t half = INT64_C(1) << 21; /* to 2^-10, to nearest, ties away from zero */
    return (int32_t)(d >= 0 ? (d + half) >> 22 : -((-d + half) >> 22));
}

/* 2^(-2^-k) in units of 2^-64, k = 1..10: 1/sqrt(2), its root, and so on. */
static const uint64_t root[11] = {
    0,
    UINT64_C(0xB504F333F9DE6484),
    UINT64_C(0xD744FCCAD69D6AF4),
    UINT64_C(0xEAC0C6E7DD24392E),
    UINT64_C(0xF5257D152486CC2C),
    UINT64_C(0xFA83B2DB722A033A),
    UINT64_C(0xFD3E0C0CF486C175),
    UINT64_C(0xFE9E115C7B8F884B),
    UINT64_C(0xFF4ECB59511EC8A4),
    UINT64_C(0xFFA756521C8DAED1),
    UINT64_C(0xFFD3A751C0F7E10B),
};

uint64_t ts_exp2_fraction(int32_t w) {
    if (w >= 0)
        return UINT64_C(1) << 32;
    uint32_t n = (uint32_t)(-(int64_t)w);
    uint32_t whole = n >> 10, part = n & 1023;
    if (whole > 32)
        return 0;
    u128 x = (u128)1 << 64;
    for (int k = 1; k <= 10; k++)
        if (part >> (10 - k) & 1)
            x = x * root[k] >> 64;
    x >>= whole; /* 2^-64 units */
    return (uint64_t)((x + (UINT64_C(1) << 31)) >> 32); /* 2^-32 units, to nearest */
}

uint32_t ts_posterior_ppb(int32_t w) {
    const uint64_t one = UINT64_C(1) << 32, ppb = UINT64_C(1000000000);
    uint64_t odds = ts_exp2_fraction(w < 0 ? w : -w); /* of the less likely side, <= 1 */
    uint64_t less = (uint64_t)(((u128)odds * ppb + (one + odds) / 2) / (one + odds));
    return (uint32_t)(w < 0 ? less : ppb - less);
}

/* Poisson, exact for a zero (-ln 0.05), else Byar's approximation, the upper 95 % one-sided limit
 * (c + 1)(1 - 1/(9(c + 1)) + z/(3 sqrt(c + 1)))^3 with z = 1.645 (Breslow and Day, IARC 82 (1987), ch. 2). */
uint64_t ts_count_upper(uint64_t seen) {
    if (seen == 0)
        return 2995732;
    const uint64_t one = UINT64_C(1) << 20;
    uint64_t c = seen + 1;
    if (c > UINT64_C(1) << 40)
        c = UINT64_C(1) << 40;
    uint64_t root_c = 1 << 10; /* its square root, in 2^-10: c * 2^20 < 2^62, and c > 1 */
    for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
        if ((root_c + bit) * (root_c + bit) <= c << 20)
            root_c += bit;
    uint64_t term = one - one / (9 * c) + 1645 * one / 3000 * 1024 / root_c; /* 2^-20 */
    u128 cube = (u128)term * term * term >> 40;
    return (uint64_t)((u128)c * cube * 1000000 >> 20);
}
