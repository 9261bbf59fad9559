/* earlier.h - what verification found of each earlier leak that is registered with the case: counts, no person's data.
 * Replaced whole by each verification. */
#ifndef TS_STORE_EARLIER_H
#define TS_STORE_EARLIER_H

#include "store/case.h"

enum { TS_EARLIER_MOST = 32, TS_EARLIER_NAME = 64 };
typedef struct ts_earlier_sum {
    char name[TS_EARLIER_NAME]; /* "dump of 2022" */
    ts_date as_of; /* when it was published; TS_NO_DATE: not said */
    uint64_t rows; /* about people that it has */
    uint64_t sightings; /* of this case that stand in it row by row */
    uint64_t identified; /* of those, about people held */
    uint64_t blobs, bytes; /* files of this case that are, byte by byte, in it */
} ts_earlier_sum;

/* Inside the caller's transaction. */
ts_err ts_earlier_save(ts_case *c, const ts_earlier_sum *sum, size_t n);
/* None where nothing was registered or verified. */
ts_err ts_earlier_load(ts_case *c, ts_earlier_sum out[static TS_EARLIER_MOST], size_t *n);

#endif
