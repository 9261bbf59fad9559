/* chance.h - how many matches chance alone would give, against two alternatives (product.md, "Verdicts"). */
#ifndef TS_VERIFY_CHANCE_H
#define TS_VERIFY_CHANCE_H

#include "verify/match.h"

/* Which identifying values a table's sightings show; counts of sightings. */
typedef struct ts_shown {
    uint64_t sightings;
    uint64_t nhs; /* a health number and at least one other group */
    uint64_t local; /* a local id and at least one other group, no health number */
    uint64_t name; /* full name and birth date, no number */
} ts_shown;
void ts_shown_add(ts_shown *s, uint16_t present);
void ts_shown_merge(ts_shown *to, const ts_shown *from);

typedef struct ts_chance {
    uint64_t random_micro; /* expected full matches if all values were made up in the right format; 10^-6 */
    uint64_t region_micro; /* if it were a real list of this region's people, got elsewhere; 10^-6 */
} ts_chance;
/* region: people living in the region; 0: taken from the people held (TS_REGION_SHARE). */
enum { TS_REGION_SHARE = 30 /* % of a region's people that its hospitals hold, unless stated */ };
void ts_chance_of(const ts_stock *stock, const ts_shown *shown, uint64_t region, ts_chance *out);

#endif
