/* prior.c - weights to probabilities: the prior of a table, the posterior of a candidate, and lambda, the share
 * of a table's sightings that are about held people, from counts alone.
 */
#include "verify/match.h"

/* lambda is kept in steps of 1/64: as fine as it can be known, and too coarse for a stray candidate to move it. */
enum { LAMBDA_STEP = TS_LAMBDA_ONE / 64, LAMBDA_LOW = TS_LAMBDA_ONE / 1024, LAMBDA_HIGH = TS_LAMBDA_ONE - LAMBDA_LOW };
enum { ROUNDS = 16 };

ts_prior ts_prior_of(uint32_t lambda, uint64_t people) {
    lambda = lambda < LAMBDA_LOW ? LAMBDA_LOW : lambda > LAMBDA_HIGH ? LAMBDA_HIGH : lambda;
    int32_t each = -ts_log2_ratio(people ? people : 1, 1);
    return (ts_prior){ts_log2_ratio(lambda, TS_LAMBDA_ONE) + each,
                      ts_log2_ratio(TS_LAMBDA_ONE - lambda, TS_LAMBDA_ONE)};
}

/* 2^part / (2^total + 2^none) */
static uint32_t share_of(int32_t part, int32_t total, int32_t none) {
    int32_t top = total > none ? total : none;
    uint64_t all = ts_exp2_fraction(total - top) + ts_exp2_fraction(none - top);
    uint64_t one = ts_exp2_fraction(part - top);
    uint64_t ppb = (uint64_t)(((unsigned __int128)one * TS_PPB + all / 2) / all);
    return ppb > TS_PPB ? TS_PPB : (uint32_t)ppb;
}

uint32_t ts_posterior_best(const ts_match *m, ts_prior p) {
    if (m->weight == TS_NO_WEIGHT)
        return 0;
    return share_of(m->weight + p.held, m->total + p.held, p.none);
}

uint32_t ts_posterior_any(int32_t total, ts_prior p) {
    return total == TS_NO_WEIGHT ? 0 : share_of(total + p.held, total + p.held, p.none);
}

void ts_totals_add(ts_totals *t, int32_t total) {
    int32_t bin = total == TS_NO_WEIGHT ? -1 : (total >> 10) - TS_TOTAL_LOWEST;
    if (bin < 0)
        t->none++;
    else
        t->bin[bin < TS_TOTAL_BINS ? bin : TS_TOTAL_BINS - 1]++;
}

void ts_totals_merge(ts_totals *to, const ts_totals *from) {
    to->none += from->none;
    for (int i = 0; i < TS_TOTAL_BINS; i++)
        to->bin[i] += from->bin[i];
}

uint32_t ts_lambda_of(const ts_totals *t, uint64_t people, uint32_t toward, uint32_t pull) {
    uint64_t n = t->none;
    for (int i = 0; i < TS_TOTAL_BINS; i++)
        n += t->bin[i];
    if (n + pull == 0)
        return toward;
    uint32_t lambda = toward;
    for (int round = 0; round < ROUNDS; round++) {
        ts_prior p = ts_prior_of(lambda, people);
        unsigned __int128 held = 0; /* ppb of a sighting */
        for (int i = 0; i < TS_TOTAL_BINS; i++)
            if (t->bin[i]) /* the middle of the bin stands for it */
                held += (unsigned __int128)t->bin[i] * ts_posterior_any((i + TS_TOTAL_LOWEST) * TS_BIT + TS_BIT / 2, p);
        held = held * TS_LAMBDA_ONE / TS_PPB + (unsigned __int128)pull * toward;
        lambda = (uint32_t)(held / (n + pull));
    }
    lambda = (lambda + LAMBDA_STEP / 2) / LAMBDA_STEP * LAMBDA_STEP;
    return lambda < LAMBDA_LOW ? LAMBDA_LOW : lambda > LAMBDA_HIGH ? LAMBDA_HIGH : lambda;
}
