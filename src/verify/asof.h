/* asof.h - from which day the copy is: the snapshots that its sightings agree with. */
#ifndef TS_VERIFY_ASOF_H
#define TS_VERIFY_ASOF_H

#include "verify/match.h"
#include "verify/settled.h"

enum { TS_ASOF_ENOUGH = 20, TS_ASOF_RESAMPLES = 200 };

/* How many sightings fitted which snapshots of one system; a pure count, so it can be added up in any order. */
typedef struct ts_fit_count {
    uint32_t fits; /* bit per snapshot of the system: agrees wholly */
    uint64_t sightings;
} ts_fit_count;
typedef struct ts_fits {
    ts_fit_count *at; /* ascending by fits */
    size_t n, cap;
} ts_fits;
void ts_fits_add(ts_fits *f, uint32_t fits, uint64_t sightings);
void ts_fits_merge(ts_fits *to, const ts_fits *from);
void ts_fits_done(ts_fits *f);

typedef struct ts_asof {
    ts_date date; /* the snapshot that most telling sightings agree with; TS_NO_DATE: too few tell */
    ts_date low, high; /* 95 % by resampling; with fewer than TS_ASOF_ENOUGH: from and to, a bound only */
    uint64_t telling; /* sightings that tell the snapshots of their system apart */
    uint64_t curve[TS_SNAPSHOT_BITS]; /* telling sightings that agree, by snapshot */
    uint16_t system; /* whose snapshots those are; UINT16_MAX none */
    ts_date rival; /* of the days that the whole may yet put first, the closest; TS_NO_DATE none */
} ts_asof;
/* `system`: the one the table is thought to be from. */
void ts_asof_of(const ts_stock *stock, uint16_t system, const ts_fits *fits, ts_asof *out);
/* How many other days the whole may yet put before when->date (settled.h): a day is named alone only when another fair
 * sample would not turn it.  group: the fits of each group of files; waiting: share of the evidence that was not read yet, in
 * 10^-6.  0 where no day is named. */
unsigned ts_asof_rivals(const ts_stock *stock, const ts_fits group[TS_SAMPLE_GROUPS], uint32_t waiting, ts_asof *when);

#endif
