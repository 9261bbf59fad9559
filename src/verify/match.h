/* match.h - one sighting against the held people: attribute by attribute, to a weight (Fellegi-Sunter).
 *
 * Takes values and gives values: the stage looks candidates up and compares, this file weighs.
 * Everything is an integer in 1/1024 bit, so that it is the same on every machine.
 */
#ifndef TS_VERIFY_MATCH_H
#define TS_VERIFY_MATCH_H

#include <touchstone/waterfall.h>

#include "base/exactmath.h"
#include "model/sighting.h"
#include "model/verdict.h"

enum {
    TS_VERIFY_SYSTEMS = 64, /* organisation and system pairs that get a bit of their own */
    TS_RARITIES = 8, /* classes of ts_comparison.rarity, see store/index.h */
    TS_SNAPSHOT_BITS = 32, /* snapshots that get a bit in ts_result.fits */
    TS_MATCH_ROWS = 4096, /* compared rows of one sighting; more come from no real key */
    TS_PPB = 1000000000,
    TS_NO_WEIGHT = INT32_MIN,
};

/* One holding snapshot, as weighing needs it; in the register's canonical order. */
typedef struct ts_snapshot {
    uint16_t system; /* number of its organisation and system, by first appearance */
    uint8_t population; /* ts_role */
    bool travels; /* its local ids stand on letters that leave the organisation */
    ts_date as_of;
    uint64_t rows;
    uint64_t local_space, local_used;
    int32_t agree[TS_ATTR_COUNT][TS_RARITIES]; /* weights, by ts_snapshot_weigh */
} ts_snapshot;

/* How many people there are to one value of an attribute that agrees, by its class of ts_comparison.rarity. */
typedef struct ts_rareness {
    uint64_t one_in;
    ts_rare from;
} ts_rareness;
ts_rareness ts_rareness_of(const ts_snapshot *s, ts_attr a, unsigned rarity);
/* Fills the weights from `rows`. */
void ts_snapshot_weigh(ts_snapshot *s);

/* All that is held. */
typedef struct ts_stock {
    ts_snapshot *snapshot;
    size_t snapshots, systems;
    uint64_t people; /* for each system its largest snapshot, summed */
} ts_stock;
/* Weighs every snapshot and counts people. */
void ts_stock_weigh(ts_stock *s);

/* One held row that was compared with the sighting. */
typedef struct ts_held_row {
    uint16_t snapshot;
    bool deceased;
    int16_t birth_month;
    uint32_t source_row;
    uint64_t person, local; /* register-wide fingerprints: equal ones are one person; 0 none */
    ts_comparison c;
} ts_held_row;

/* Of 10^6 pairs, how many stand so: of one person with the attribute on both sides, of two people.  Of two that agree
 * the rareness tells. */
typedef struct ts_attr_odds {
    uint32_t m_ppm, u_ppm;
} ts_attr_odds;
ts_attr_odds ts_odds_of(ts_attr a, ts_agree stands);
/* What one attribute weighs as it stands; 0 absent. */
int32_t ts_attr_weight(const ts_snapshot *s, const ts_comparison *c, ts_attr a);

/* How the groups of one comparison stand, and what they weigh.  A group counts once, with the most
 * telling of its attributes: the greatest weight for or against. */
typedef struct ts_weighing {
    int32_t weight;
    int32_t group[TS_GROUP_COUNT];
    uint8_t by[TS_GROUP_COUNT]; /* the attribute that counts, plus one; 0: none is compared */
    uint16_t attr_agree, attr_near, attr_differ; /* bit per ts_attr */
    uint16_t group_agree, group_near, group_differ; /* bit per ts_group */
} ts_weighing;
void ts_weigh(const ts_snapshot *s, const ts_comparison *c, ts_weighing *out);

/* What matching says of one sighting. */
typedef struct ts_match {
    int32_t weight; /* of the best person's best row; TS_NO_WEIGHT: nobody */
    int32_t total; /* log2 of the sum of 2^weight over all candidates */
    int32_t second; /* of the next candidate; TS_NO_WEIGHT none */
    uint32_t source_row;
    uint16_t snapshot; /* UINT16_MAX none */
    int16_t birth_month;
    uint64_t person;
    uint64_t systems; /* bit per system that holds the person */
    uint64_t local; /* bit per system whose local id agrees for the person */
    uint32_t fits, spans; /* bit per snapshot: agrees wholly; was in question (its system holds the person) */
    uint16_t agree, near, differ; /* attributes, to the best row */
    uint16_t never; /* attributes that differ from every row of the person, in all systems */
    uint16_t group_agree, group_near, group_differ; /* to the best row */
    uint8_t people; /* candidates with evidence for them, capped at 255 */
    uint8_t holdings; /* systems that hold the person */
    uint8_t population;
    bool deceased, travels;
    bool two_people; /* its identifiers point to people who share nothing */
    bool lone_id; /* a strong identifier agrees with exactly one person */
} ts_match;

/* What a waterfall needs beyond the match: the sighting's values, the very row that they were weighed with, and of each
 * attribute that is near it, how. */
typedef struct ts_looked {
    ts_values value;
    ts_held_row row; /* snapshot UINT16_MAX: none */
    const char *how[TS_ATTR_COUNT]; /* in words; NULL where it is not near */
} ts_looked;

/* Rows in the register's order, rows of one snapshot by source row.  Neither keys nor row ids of an
 * index decide anything here. */
void ts_match_rows(const ts_stock *stock, const ts_held_row *row, size_t rows, ts_match *out);

/* The prior of a table: lambda / people for each held person, 1 - lambda for none of them. */
enum { TS_LAMBDA_ONE = 1 << 20 };
typedef struct ts_prior {
    int32_t held, none;
} ts_prior;
ts_prior ts_prior_of(uint32_t lambda, uint64_t people);
/* Probability that the best candidate is the person, and that any held person is, in parts of 10^9. */
uint32_t ts_posterior_best(const ts_match *m, ts_prior p);
uint32_t ts_posterior_any(int32_t total, ts_prior p);

/* lambda from counts: how many sightings had which total, in bins of a bit. */
enum { TS_TOTAL_BINS = 80, TS_TOTAL_LOWEST = -8 };
typedef struct ts_totals {
    uint32_t none;
    uint32_t bin[TS_TOTAL_BINS];
} ts_totals;
void ts_totals_add(ts_totals *t, int32_t total);
void ts_totals_merge(ts_totals *to, const ts_totals *from);
/* Expectation maximisation of the one parameter lambda.  `pull` sightings' worth of `toward` steady small
 * tables.  A pure function of the counts. */
uint32_t ts_lambda_of(const ts_totals *t, uint64_t people, uint32_t toward, uint32_t pull);

#endif
