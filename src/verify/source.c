/* source.c - from which organisation and system, and whether it is shown to be ours.
 *
 * Two agreeing attributes prove that a person exists, not that the row is ours.  What is ours is what only one
 * of our systems issues: a local id that agrees for the very person that the other groups name.
 */
#include "verify/source.h"

bool ts_mask_fits(const char *mask, ts_span id) {
    size_t i = 0;
    for (; *mask; mask++, i++) {
        if (i >= id.len)
            return false;
        char c = id.ptr[i];
        if (*mask == '\\' && mask[1]) {
            if (c != *++mask)
                return false;
        } else if (*mask == '9' ? !ts_is_digit(c) : *mask == 'A' ? !ts_is_upper(c) : c != *mask) {
            return false;
        }
    }
    return i == id.len;
}

static uint64_t system_bit(size_t system) { return UINT64_C(1) << system; }

void ts_source_add(ts_source_count *c, const ts_stock *stock, const ts_evidence *e, ts_ours own) {
    const ts_match *m = &e->match;
    c->identified++;
    c->id_agrees += own != TS_OURS_NOT_SHOWN;
    c->id_stays += own == TS_OURS_SHOWN;
    c->id_differs += (m->never >> TS_ATTR_LOCAL & 1);
    uint64_t fitting = 0;
    for (size_t k = 0; k < stock->snapshots && k < TS_SNAPSHOT_BITS; k++)
        if ((m->fits >> k & 1) && stock->snapshot[k].system < TS_VERIFY_SYSTEMS)
            fitting |= system_bit(stock->snapshot[k].system);
    for (size_t s = 0; s < TS_VERIFY_SYSTEMS && s < stock->systems; s++) {
        c->member[s] += (m->systems & system_bit(s)) != 0;
        c->local[s] += own != TS_OURS_NOT_SHOWN && (m->local & system_bit(s));
        c->fits[s] += (fitting & system_bit(s)) != 0;
    }
}

void ts_source_merge(ts_source_count *to, const ts_source_count *from) {
    to->identified += from->identified;
    to->id_agrees += from->id_agrees;
    to->id_stays += from->id_stays;
    to->id_differs += from->id_differs;
    for (size_t s = 0; s < TS_VERIFY_SYSTEMS; s++) {
        to->member[s] += from->member[s];
        to->local[s] += from->local[s];
        to->fits[s] += from->fits[s];
    }
}

/* log2(a/b) for each of `yes`, log2((1-a)/(1-b)) for the others; a and b in ppm, kept off 0 and 1. */
static int64_t evidence(uint64_t yes, uint64_t no, uint64_t a, uint64_t b) {
    const uint64_t million = 1000000;
    b = b < 1 ? 1 : b > million - 1 ? million - 1 : b;
    return (int64_t)yes * ts_log2_ratio(a, b) + (int64_t)no * ts_log2_ratio(million - a, million - b);
}

static uint64_t people_of(const ts_stock *stock, size_t system) {
    uint64_t most = 0;
    for (size_t k = 0; k < stock->snapshots; k++)
        if (stock->snapshot[k].system == system && stock->snapshot[k].rows > most)
            most = stock->snapshot[k].rows;
    return most;
}

/* From system s, nearly everybody is in s, most rows agree wholly with one of its snapshots, and where ids are
 * given they are its own.  From elsewhere, as many are in s as its share of all people held, and hardly any
 * gives its ids. */
static int64_t likelihood(const ts_stock *stock, const ts_source_count *c, size_t s) {
    enum { IN = 980000, FITS = 850000, FITS_ELSEWHERE = 300000, ID = 900000, ID_ELSEWHERE = 20000 };
    uint64_t share = stock->people ? people_of(stock, s) * 1000000 / stock->people : 0;
    share = share > 950000 ? 950000 : share; /* people are shared, so no share proves anything alone */
    return evidence(c->member[s], c->identified - c->member[s], IN, share) +
           evidence(c->fits[s], c->identified - c->fits[s], FITS, FITS_ELSEWHERE) +
           evidence(c->local[s], c->id_agrees > c->local[s] ? c->id_agrees - c->local[s] : 0, ID, ID_ELSEWHERE);
}

static void find_system(const ts_stock *stock, const ts_source_count *c, ts_source *out) {
    int64_t best = 0, next = 0;
    for (size_t s = 0; s < stock->systems && s < TS_VERIFY_SYSTEMS; s++) {
        int64_t l = likelihood(stock, c, s);
        if (out->system == UINT16_MAX || l > best) { /* of equals the first in the register's order */
            out->next = out->system;
            next = best;
            out->system = (uint16_t)s;
            best = l;
        } else if (out->next == UINT16_MAX || l > next) {
            out->next = (uint16_t)s;
            next = l;
        }
    }
    out->lead = out->next == UINT16_MAX ? 0 : best - next;
}

/* The other explanation of agreeing ids: somebody had a real list without ids and filled them in at random inside
 * our masks.  One such id agrees once in local_space; 2^-16 for tags. */
static int64_t ours_odds(const ts_stock *stock, const ts_source_count *c, uint16_t system) {
    uint64_t space = 1;
    for (size_t k = 0; k < stock->snapshots; k++)
        if (stock->snapshot[k].system == system && stock->snapshot[k].local_space > space)
            space = stock->snapshot[k].local_space;
    uint64_t by_chance = 1000000 / space + 16;
    enum { AGREES_IF_OURS = 985000 };
    return c->id_agrees + c->id_differs ? evidence(c->id_agrees, c->id_differs, AGREES_IF_OURS, by_chance) : 0;
}

static double clearness(const ts_stock *stock, const ts_source_count *group, uint32_t waiting, size_t first,
                        size_t other) {
    double lead[TS_SAMPLE_GROUPS];
    for (size_t g = 0; g < TS_SAMPLE_GROUPS; g++)
        lead[g] = (double)(likelihood(stock, &group[g], first) - likelihood(stock, &group[g], other));
    return ts_lead_clearness(lead, waiting);
}

unsigned ts_source_rivals(const ts_stock *stock, const ts_source_count group[TS_SAMPLE_GROUPS], uint32_t waiting,
                          ts_source *from) {
    double closest = TS_SETTLED;
    unsigned rivals = 0;
    for (size_t s = 0; from->system != UINT16_MAX && s < stock->systems && s < TS_VERIFY_SYSTEMS; s++) {
        double clear = s == from->system ? TS_SETTLED : clearness(stock, group, waiting, from->system, s);
        if (clear >= TS_SETTLED)
            continue;
        rivals++;
        if (clear < closest) {
            closest = clear;
            from->next = (uint16_t)s;
        }
    }
    return rivals;
}

void ts_source_of(const ts_stock *stock, const ts_source_count *c, ts_source *out) {
    *out = (ts_source){.system = UINT16_MAX, .next = UINT16_MAX, .ours = TS_OURS_NOT_SHOWN};
    if (!c->identified)
        return;
    find_system(stock, c, out);
    out->ours_odds = ours_odds(stock, c, out->system);
    if (!c->id_agrees || out->ours_odds < TS_OURS_ODDS)
        return;
    bool enough = c->id_agrees >= TS_OURS_AGREEING && c->id_agrees * 100 >= c->identified * TS_OURS_SHARE;
    bool stays = c->id_stays > 0 && c->id_stays * 100 >= c->identified * TS_OURS_SHARE;
    out->ours = enough || stays ? TS_OURS_SHOWN : TS_OURS_ISSUED;
}
