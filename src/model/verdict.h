/* verdict.h - the verdicts, and what verification says of one sighting. */
#ifndef TS_MODEL_VERDICT_H
#define TS_MODEL_VERDICT_H

#include "model/attr.h"

/* Stored on disk: only ever append.  Their order of testing is judge.c's. */
typedef enum ts_verdict {
    TS_VERDICT_NONE = 0, /* not judged: nothing about a person stands there */
    TS_VERDICT_PLACEHOLDER,
    TS_VERDICT_RECOMBINED,
    TS_VERDICT_ALTERED,
    TS_VERDICT_DIFFERS, /* as altered, where the rate is not above that between the organisation's own systems */
    TS_VERDICT_GENUINE,
    TS_VERDICT_CANDIDATE,
    TS_VERDICT_UNKNOWN,
    TS_VERDICT_COUNT
} ts_verdict;
const char *ts_verdict_name(ts_verdict v); /* "genuine", "unknown to us" */

typedef enum ts_ours {
    TS_OURS_NOT_SHOWN = 0, /* real people perhaps, source not shown */
    TS_OURS_ISSUED, /* issued by us, also sent to others (the agreeing id travels on letters) */
    TS_OURS_SHOWN
} ts_ours;

/* One sighting's result; fixed width, results files hold it as it is (little-endian).  All integers. */
typedef struct ts_result {
    uint8_t verdict; /* ts_verdict */
    uint8_t ours; /* ts_ours */
    uint8_t holdings; /* how many holdings hold this person */
    uint8_t flags; /* bit 0 recycled, bit 1 child on the record's date, bit 2 child today, bit 3 deceased */
    uint16_t holding; /* index of the matched holding snapshot in the register's order; UINT16_MAX none */
    uint16_t near_mask; /* attributes that agree nearly */
    uint32_t source_row; /* row of the holding's file, 1-based data row; 0 none */
    uint16_t agree, differ; /* bit per ts_attr */
    uint32_t fits; /* bit per snapshot (register order, first 32): the whole sighting agrees with it */
    int32_t weight; /* 1/1024 bit */
    uint32_t posterior; /* parts of 10^9 */
    int16_t birth_month; /* months since 1800-01 of the matched person; -1 unknown */
    uint8_t population; /* ts_role of the matched holding's people */
    uint8_t candidates; /* how many were compared, capped at 255 */
    uint64_t person; /* keyed fingerprint of the matched person's first identity; 0 none.  Never in a digest. */
} ts_result;
_Static_assert(sizeof(ts_result) == 40, "results are fixed-width on disk");

#endif
