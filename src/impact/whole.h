/* whole.h - how many people the whole may hold, while a part of it waits to be read.
 *
 * Those found so far are the least that it holds.  How many more there may be, the people say who stand in one file alone
 * so far: were few of them, then most files that come would bring people who are known already.
 *   Of files drawn at a rate f, a person in k of them is found with probability 1 - (1 - f)^k: the number found is a
 *   concave function D of f, and those found in one file alone are expected to be f D'(f) (Good and Toulmin, "The number of
 *   new species, and the increase in population coverage, when a sample is increased", Biometrika 43 (1956)).  A
 *   concave function stays below its tangent: D(1) <= D(f) + (1 - f)/f x those in one file alone.
 *   That is the bound; to it comes what chance does to the files drawn and to those that wait: with t = (1 - f)/f,
 *   1.96 root(t (1 + t) v), v the variance of the number in one file by random groups of files (Wolter, Introduction to
 *   Variance Estimation, 2nd ed. 2007, ch. 2; Valliant, Dorfman and Royall, Finite Population Sampling and Inference,
 *   2000, ch. 2, for the part not drawn).
 * f is taken in stored bytes.  It holds if what waits is like what was read; a kind of file of which nothing was read yet is
 * beyond it, so it is told as an "up to, if".
 *
 * In floating point, as it is provisional: sums of whole numbers, in one order.
 */
#ifndef TS_IMPACT_WHOLE_H
#define TS_IMPACT_WHOLE_H

#include <stdbool.h>
#include <stdint.h>

enum { TS_WHOLE_GROUPS = 64, TS_WHOLE_ENOUGH = 7 };

typedef struct ts_whole {
    uint64_t
        alone[TS_WHOLE_GROUPS]; /* people found in one file alone, by the group of that file: its digest's first byte */
    uint64_t high; /* of the people found so far, the most that they may be */
    uint64_t read, waiting; /* stored bytes */
} ts_whole;

/* False where nothing can be said: nothing was read, or what was found came from so few files (fewer groups than
 * TS_WHOLE_ENOUGH would give as much, each with as many) that others may be like none of them. */
bool ts_whole_high(const ts_whole *w, uint64_t *high);

#endif
