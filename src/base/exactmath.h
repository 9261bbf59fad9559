/* exactmath.h - fixed-point log2/exp2, the same on every machine.
 *
 * libm's log2 and exp differ between CPUs with and without FMA; weights and posteriors are part of
 * the result digest, so they are integers in 1/1024 bit, made by integer arithmetic alone.
 */
#ifndef TS_BASE_EXACTMATH_H
#define TS_BASE_EXACTMATH_H

#include <stdint.h>

enum { TS_BIT = 1024 }; /* one bit of weight */

/* log2(num / den) in 1/1024 bit, rounded to nearest; num and den > 0. */
int32_t ts_log2_ratio(uint64_t num, uint64_t den);
/* 2^(w / 1024) as a fraction of 2^32, for w <= 0 (1.0 is 2^32); 0 when below 2^-32. */
uint64_t ts_exp2_fraction(int32_t w);
/* 1 / (1 + 2^(-w/1024)) in parts of 10^9: the posterior of log-odds w. */
uint32_t ts_posterior_ppb(int32_t w);
/* Upper 95 % limit of a count whose expectation is unknown and of which `seen` were seen, in 10^-6: for a zero
 * this is the rule of three (3.00). */
uint64_t ts_count_upper(uint64_t seen);

#endif
