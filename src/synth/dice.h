/* dice.h - numbers by lot: the same on every machine, from a seed alone.
 *
 * C leaves the order of a call's arguments, a sum's terms and an initializer's members to the compiler: no two
 * draws may stand in one such expression. */
#ifndef TS_SYNTH_DICE_H
#define TS_SYNTH_DICE_H

#include <touchstone/types.h>

/* SplitMix64 (Steele, Lea, Flood 2014): one word of state, equal on every machine. */
typedef struct ts_dice {
    uint64_t state;
} ts_dice;

uint64_t ts_dice_next(ts_dice *c);
/* 0 .. n-1; 0 where n is 0. */
uint32_t ts_dice_below(ts_dice *c, uint32_t n);
/* low .. high, both included. */
int32_t ts_dice_between(ts_dice *c, int32_t low, int32_t high);
/* True `in_thousand` times in a thousand. */
bool ts_dice_odds(ts_dice *c, uint32_t in_thousand);
/* 0 .. n-1, small numbers far more often: P(i) falls as log(n / i), much as ranked names do. */
uint32_t ts_dice_skewed(ts_dice *c, uint32_t n);
/* A number that depends on its four arguments alone: whoever asks again gets it again. */
uint64_t ts_dice_of(uint64_t seed, uint64_t a, uint64_t b, uint64_t c);
/* The i-th of a walk through 0 .. n-1 that meets each once before any twice; n < 2^32. */
uint32_t ts_dice_walk(uint64_t seed, uint32_t n, uint32_t i);

#endif
