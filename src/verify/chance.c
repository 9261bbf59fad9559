/* chance.c - how many matches chance alone would give.
 *
 * Random values: the number of full matches is Poisson with mean  sum of n p,  where p is the chance that one
 * made-up row meets one held person in two groups.
 *   health number  Ten digits with a check digit.  Of 10^9 leading nines 10/11 have a check digit, so a random
 *                  valid number is a given one with p = 1 / 909,090,909 (NHS Data Dictionary, NHS NUMBER).
 *   local id       p = 1 / size of the masks' space.
 *   name and birth surname 1 in 800 (mean over British surnames of the chance that two people share one is lower),
 *                  forename 1 in 100, birth date 1 in 29,200 (80 years of days).
 * and a second group (surname) agrees once in 800.
 *
 * A real list of the region: whoever has n of the region's R people has n H / R of the H held, and they match
 * truly.  That number says nothing about the source, and that is why it stands beside the count.
 */
#include "verify/chance.h"

enum { VALID_NHS = 909090909, SURNAMES = 800, FORENAMES = 100, BIRTHS = 29200, MICRO = 1000000 };

#define BIT(a) (1u << TS_ATTR_##a)

void ts_shown_add(ts_shown *s, uint16_t present) {
    bool named = present & (BIT(SURNAME) | BIT(FORENAME) | BIT(BIRTH) | BIT(ADDRESS) | BIT(POSTCODE) | BIT(MOBILE));
    s->sightings++;
    if (present & BIT(NHS))
        s->nhs += named;
    else if (present & BIT(LOCAL))
        s->local += named;
    else
        s->name += (present & BIT(SURNAME)) && (present & BIT(FORENAME)) && (present & BIT(BIRTH));
}

void ts_shown_merge(ts_shown *to, const ts_shown *from) {
    to->sightings += from->sightings;
    to->nhs += from->nhs;
    to->local += from->local;
    to->name += from->name;
}

/* Chance, as a fraction of 10^18, that a random local id is a given person's or that any is hit: ids in use over
 * the space, of the system where that is greatest. */
static uint64_t local_density_ppm(const ts_stock *stock) {
    uint64_t most = 0;
    for (size_t k = 0; k < stock->snapshots; k++) {
        const ts_snapshot *s = &stock->snapshot[k];
        uint64_t used = s->local_used < s->local_space ? s->local_used : s->local_space;
        uint64_t ppm = s->local_space ? (uint64_t)((unsigned __int128)used * MICRO / s->local_space) : 0;
        most = ppm > most ? ppm : most;
    }
    return most;
}

static uint64_t capped(unsigned __int128 v, uint64_t cap) { return v > cap ? cap : (uint64_t)v; }

void ts_chance_of(const ts_stock *stock, const ts_shown *shown, uint64_t region, ts_chance *out) {
    typedef unsigned __int128 wide;
    uint64_t most = shown->sightings * (uint64_t)MICRO;
    wide nhs = (wide)shown->nhs * stock->people * MICRO / ((wide)VALID_NHS * SURNAMES);
    wide local = (wide)shown->local * local_density_ppm(stock) / SURNAMES;
    wide name = (wide)shown->name * stock->people * MICRO / ((wide)SURNAMES * FORENAMES * BIRTHS);
    out->random_micro = capped(nhs + local + name, most);
    if (!region)
        region = stock->people * 100 / TS_REGION_SHARE;
    wide held = region ? (wide)shown->sightings * stock->people * MICRO / region : 0;
    out->region_micro = capped(held, most);
}
