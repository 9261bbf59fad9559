/* keep.h - what the reader tells of an exhibit is kept in the case, step by step.
 *
 * Everything that a step adds (blobs, places, sightings, the digests in the custody log) is one transaction;
 * a step ends every few megabytes, and after a hundredth of the time that the run has taken, so a killed run loses only its last step and
 * goes on from there.
 */
#ifndef TS_INGEST_KEEP_H
#define TS_INGEST_KEEP_H

#include <touchstone/ingest.h>

#include "base/map.h"
#include "ingest/reader.h"
#include "model/passwords.h"
#include "store/sightings.h"
#include "store/blobs.h"

typedef struct ts_keeping {
    ts_case *c;
    const ts_ingest_options *options;
    ts_ingest_result *result;
    ts_exhibit exhibit;
    ts_digest hints;
    ts_sightings_writer *writer;
    ts_passwords passwords;
    ts_map *again; /* blobs that more passwords may open, or other limits */
    ts_map *started; /* digests of blobs that this run reads or has read */
    ts_map *lost; /* parts of what could not be read: name to reason */
    ts_buf digests; /* of blobs first seen in this step, for the custody log: 40 bytes each */
    bool open; /* a transaction is */
    uint64_t step_items;
    double step_begun, begun;
    bool brief; /* $TOUCHSTONE_STEP, for tests: a step ends at each pause */
    bool answered; /* the first answers were worked out */
    ts_progress *progress;
} ts_keeping;

/* How long a step lasts, when the run has taken so many seconds: a hundredth of them, since a kill is to cost no more.  Shorter ones than
 * half a second cost more than they save, for each syncs three files; longer ones than five save nothing. */
static inline double ts_step_seconds(double run) {
    double seconds = run / 100;
    return seconds < 0.5 ? 0.5 : seconds > 5 ? 5 : seconds;
}

/* A step begins, unless one has; all of it is committed. */
ts_err ts_keeping_begin(ts_keeping *r);
ts_err ts_keeping_end(ts_keeping *r);
/* Whom the reader tells. */
ts_reader_client ts_keeping_client(ts_keeping *r);

#endif
