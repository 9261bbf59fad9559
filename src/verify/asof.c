/* asof.c - from which day the copy is.
 *
 * Only sightings that agree with some snapshots of their system and not with others tell anything.  The answer
 * is the snapshot that most of them agree with.  Its interval comes from resampling those sightings (Efron, "The
 * Bootstrap", Ann. Statist. 7 (1979)): counts by pattern are enough, each redrawn as a Poisson number, from a
 * fixed seed and in integers, so the same leak gives the same interval on every machine.
 */
#include "verify/asof.h"

#include "base/mem.h"

void ts_fits_add(ts_fits *f, uint32_t fits, uint64_t sightings) {
    size_t low = 0, high = f->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (f->at[mid].fits < fits)
            low = mid + 1;
        else
            high = mid;
    }
    if (low == f->n || f->at[low].fits != fits) {
        if (f->n == f->cap) {
            f->cap = f->cap ? 2 * f->cap : 8;
            f->at = ts_grow(f->at, f->cap, sizeof *f->at);
        }
        for (size_t i = f->n++; i > low; i--)
            f->at[i] = f->at[i - 1];
        f->at[low] = (ts_fit_count){fits, 0};
    }
    f->at[low].sightings += sightings;
}

void ts_fits_merge(ts_fits *to, const ts_fits *from) {
    for (size_t i = 0; i < from->n; i++)
        ts_fits_add(to, from->at[i].fits, from->at[i].sightings);
}

void ts_fits_done(ts_fits *f) {
    ts_free(f->at);
    *f = (ts_fits){0};
}

/* splitmix64: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (2014). */
static uint64_t draw(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static uint64_t root_of(uint64_t v) {
    uint64_t r = 0;
    for (uint64_t bit = UINT64_C(1) << 31; bit; bit >>= 1)
        if ((r + bit) * (r + bit) <= v)
            r += bit;
    return r;
}

/* A Poisson number of mean n.  Small: one Poisson(1) each, by the cumulative distribution in 2^-32; large: the
 * normal limit, as the sum of twelve uniform numbers. */
static uint64_t redraw(uint64_t n, uint64_t *state) {
    static const uint32_t below[] = {1580030168, 3160060337, 3950075421, 4213413783,
                                     4279248373, 4292415291, 4294609777, 4294923276};
    enum { SMALL = 64, TERMS = sizeof below / sizeof *below };
    uint64_t sum = 0;
    if (n < SMALL) {
        for (uint64_t i = 0; i < n; i++) {
            uint32_t u = (uint32_t)(draw(state) >> 32);
            for (int k = 0; k < TERMS && u >= below[k]; k++)
                sum++;
        }
        return sum;
    }
    for (int i = 0; i < 12; i++)
        sum += draw(state) >> 44; /* 20 bits each; mean 6, variance 1 in 2^20 */
    int64_t off = ((int64_t)sum - (INT64_C(6) << 20)) * (int64_t)root_of(n) / (INT64_C(1) << 20);
    return off < 0 && (uint64_t)-off > n ? 0 : n + (uint64_t)off;
}

/* The snapshot with most; of equals the earlier. -1: nothing at all. */
static int top_of(const ts_stock *stock, uint32_t mask, const ts_fits *f, const uint64_t *count) {
    uint64_t votes[TS_SNAPSHOT_BITS] = {0};
    for (size_t i = 0; i < f->n; i++)
        for (uint32_t bits = f->at[i].fits & mask; bits; bits &= bits - 1)
            votes[__builtin_ctz(bits)] += count[i];
    int best = -1;
    for (int k = 0; k < TS_SNAPSHOT_BITS; k++) {
        if (!(mask >> k & 1) || !votes[k])
            continue;
        bool more = best < 0 || votes[k] > votes[best];
        bool earlier = best >= 0 && votes[k] == votes[best] && stock->snapshot[k].as_of < stock->snapshot[best].as_of;
        best = more || earlier ? k : best;
    }
    return best;
}

/* Dates are few: the interval leaves out at most 2.5 % of the redrawn answers at either end. */
static void interval(const ts_stock *stock, uint32_t mask, const ts_fits *f, ts_asof *out) {
    uint64_t hits[TS_SNAPSHOT_BITS] = {0}, seed = 1, *count = ts_alloc_array(f->n + 1, sizeof *count);
    for (int round = 0; round < TS_ASOF_RESAMPLES; round++) {
        for (size_t i = 0; i < f->n; i++)
            count[i] = redraw(f->at[i].sightings, &seed);
        int k = top_of(stock, mask, f, count);
        if (k >= 0)
            hits[k]++;
    }
    ts_free(count);
    out->low = out->high = out->date;
    enum { TAIL = TS_ASOF_RESAMPLES / 40 };
    for (int k = 0; k < TS_SNAPSHOT_BITS; k++) {
        if (!hits[k])
            continue;
        ts_date d = stock->snapshot[k].as_of;
        uint64_t before = 0, after = 0; /* answers at or beyond this date */
        for (int i = 0; i < TS_SNAPSHOT_BITS; i++) {
            before += hits[i] && stock->snapshot[i].as_of <= d ? hits[i] : 0;
            after += hits[i] && stock->snapshot[i].as_of >= d ? hits[i] : 0;
        }
        if (before > TAIL && d < out->low)
            out->low = d;
        if (after > TAIL && d > out->high)
            out->high = d;
    }
}

/* Too few: all that can be said is which snapshots anything agrees with. */
static void bound(const ts_stock *stock, uint32_t mask, const ts_fits *f, ts_asof *out) {
    for (size_t i = 0; i < f->n; i++)
        for (uint32_t bits = f->at[i].fits & mask; bits; bits &= bits - 1) {
            ts_date d = stock->snapshot[__builtin_ctz(bits)].as_of;
            if (out->low == TS_NO_DATE || d < out->low)
                out->low = d;
            if (out->high == TS_NO_DATE || d > out->high)
                out->high = d;
        }
}

static uint32_t mask_of(const ts_stock *stock, uint16_t system) {
    uint32_t mask = 0;
    for (size_t k = 0; k < stock->snapshots && k < TS_SNAPSHOT_BITS; k++)
        if (stock->snapshot[k].system == system)
            mask |= 1u << k;
    return mask;
}

void ts_asof_of(const ts_stock *stock, uint16_t system, const ts_fits *fits, ts_asof *out) {
    *out = (ts_asof){.date = TS_NO_DATE, .low = TS_NO_DATE, .high = TS_NO_DATE, .system = system, .rival = TS_NO_DATE};
    uint32_t mask = mask_of(stock, system);
    ts_fits telling = {0}; /* neither all snapshots of the system nor none */
    for (size_t i = 0; i < fits->n; i++) {
        uint32_t of = fits->at[i].fits & mask;
        if (of && of != mask) {
            ts_fits_add(&telling, of, fits->at[i].sightings);
            out->telling += fits->at[i].sightings;
        }
    }
    for (size_t i = 0; i < telling.n; i++)
        for (uint32_t bits = telling.at[i].fits; bits; bits &= bits - 1)
            out->curve[__builtin_ctz(bits)] += telling.at[i].sightings;
    if (out->telling >= TS_ASOF_ENOUGH) {
        uint64_t *count = ts_alloc_array(telling.n + 1, sizeof *count);
        for (size_t i = 0; i < telling.n; i++)
            count[i] = telling.at[i].sightings;
        out->date = stock->snapshot[top_of(stock, mask, &telling, count)].as_of;
        ts_free(count);
        interval(stock, mask, &telling, out);
    } else {
        bound(stock, mask, telling.n ? &telling : fits, out);
    }
    ts_fits_done(&telling);
}

/* Sightings of the group that agree with snapshot `first`, less those that agree with `other`: what tells neither apart from
 * the other cancels out. */
static double lead_in(const ts_fits *group, int first, int other) {
    double lead = 0;
    for (size_t i = 0; i < group->n; i++)
        lead += (double)group->at[i].sightings *
                ((int)(group->at[i].fits >> first & 1) - (int)(group->at[i].fits >> other & 1));
    return lead;
}

unsigned ts_asof_rivals(const ts_stock *stock, const ts_fits group[TS_SAMPLE_GROUPS], uint32_t waiting, ts_asof *when) {
    uint32_t mask = mask_of(stock, when->system), others = 0;
    int first = -1;
    for (int k = 0; when->date != TS_NO_DATE && k < TS_SNAPSHOT_BITS; k++)
        if (mask >> k & 1) {
            bool same = stock->snapshot[k].as_of == when->date;
            first = same && (first < 0 || when->curve[k] > when->curve[first]) ? k : first;
            others |= (uint32_t)!same << k;
        }
    double closest = TS_SETTLED, lead[TS_SAMPLE_GROUPS];
    unsigned rivals = 0;
    for (; first >= 0 && others; others &= others - 1) {
        int other = __builtin_ctz(others);
        for (size_t g = 0; g < TS_SAMPLE_GROUPS; g++)
            lead[g] = lead_in(&group[g], first, other);
        double clear = ts_lead_clearness(lead, waiting);
        if (clear >= TS_SETTLED)
            continue;
        rivals++;
        if (clear < closest) {
            closest = clear;
            when->rival = stock->snapshot[other].as_of;
        }
    }
    return rivals;
}
