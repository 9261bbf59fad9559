/* dice.c - numbers by lot: the same on every machine, from a seed alone. */
#include "synth/dice.h"

static uint64_t mix(uint64_t z) {
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t ts_dice_next(ts_dice *c) { return mix(c->state += UINT64_C(0x9E3779B97F4A7C15)); }

uint32_t ts_dice_below(ts_dice *c, uint32_t n) { return (uint32_t)(((ts_dice_next(c) >> 32) * n) >> 32); }

int32_t ts_dice_between(ts_dice *c, int32_t low, int32_t high) {
    return low + (int32_t)ts_dice_below(c, (uint32_t)(high - low) + 1);
}

bool ts_dice_odds(ts_dice *c, uint32_t in_thousand) { return ts_dice_below(c, 1000) < in_thousand; }

uint32_t ts_dice_skewed(ts_dice *c, uint32_t n) { return ts_dice_below(c, ts_dice_below(c, n) + 1); }

uint64_t ts_dice_of(uint64_t seed, uint64_t a, uint64_t b, uint64_t c) {
    uint64_t h = mix(seed + UINT64_C(0x9E3779B97F4A7C15));
    h = mix(h ^ (a * UINT64_C(0xD6E8FEB86659FD93)));
    h = mix(h + b * UINT64_C(0xA0761D6478BD642F));
    return mix(h ^ (c * UINT64_C(0xE7037ED1A0B428DB)));
}

/* Four Feistel rounds over the next even number of bits permute them; what falls outside walks on
 * until it is inside, so the permutation is of 0 .. n-1 itself. */
uint32_t ts_dice_walk(uint64_t seed, uint32_t n, uint32_t i) {
    if (n < 2)
        return 0;
    unsigned half = 1;
    while (half < 16 && (UINT64_C(1) << (2 * half)) < n)
        half++;
    uint32_t mask = (UINT32_C(1) << half) - 1;
    uint32_t v = i % n;
    do {
        uint32_t left = v >> half, right = v & mask;
        for (uint32_t round = 0; round < 4; round++) {
            uint32_t next = left ^ ((uint32_t)ts_dice_of(seed, round, right, 0) & mask);
            left = right;
            right = next;
        }
        v = left << half | right;
    } while (v >= n);
    return v;
}
