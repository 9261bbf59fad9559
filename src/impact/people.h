/* people.h - what the sightings of one person add up to, and how sure the number of people is. */
#ifndef TS_IMPACT_PEOPLE_H
#define TS_IMPACT_PEOPLE_H

#include "model/sighting.h"
#include "model/verdict.h"

/* Of several verdicts on one person's sightings the one that says most: genuine before differs, altered,
 * recombined, candidate, unknown. */
ts_verdict ts_verdict_better(ts_verdict a, ts_verdict b);

enum { TS_ADULT_MONTHS = 18 * 12 };
/* Under 18 on that day; false where either is unknown.  birth_month: months since 1800-01, -1 unknown. */
bool ts_is_child(int birth_month, ts_date on);

/* The number of people with a low and a high figure.
 *   Each identified sighting's person is a wrong match with probability 1 - p (the least over its sightings):
 *   then one more person, whom the match hides, stands in the leak.  Each candidate is, with probability p, a
 *   held person who may be counted already: then one less.  Both sums are of independent yes-or-no events
 *   (Poisson binomial), of variance sum p(1 - p).  A candidate that was counted as a held person is somebody else with
 *   probability 1 - p.  What shares a value but contradicts itself (resolve.h) was kept apart, and may be one.
 *   Some of those joined by a household's value are two people: as many as resolve.h expects, a Poisson number.
 *   low = people - sum p(candidates) - 1.96 sd - those kept apart, high = people + sum (1 - p)(identified, or counted
 *   as held) + those joined who are two + 1.96 sd, rounded outwards, never below the people held for sure. */
typedef struct ts_people_range {
    uint64_t people, held;
    uint64_t doubt_ppb; /* sum of 1 - p over the identified */
    uint64_t candidate_ppb; /* sum of p over candidates */
    uint64_t variance_ppb; /* sum of p(1 - p) over both */
    uint64_t apart; /* people fewer, had no contradiction kept them apart */
} ts_people_range;
void ts_range_add(ts_people_range *r, bool held, ts_verdict v, uint32_t posterior_ppb);
/* A held person counts this candidate's sightings as its own. */
void ts_range_doubt(ts_people_range *r, uint32_t posterior_ppb);
void ts_range_of(const ts_people_range *r, uint64_t *low, uint64_t *high);

#endif
