/* carve.h - what can be saved of a blob that no reader knows, or that its reader could make nothing of. */
#ifndef TS_EXTRACT_CARVE_H
#define TS_EXTRACT_CARVE_H

#include "extract/extractor.h"

/* One optimistic pass: files inside are found by their signs and become children, packed streams are unpacked, runs of
 * text are given as parts "carve+OFFSET" whose bytes stand where they say.  *read: bytes of the blob that were read so,
 * or hold nothing at all (zeros); never more than its size. */
ts_err ts_carve(ts_source *in, ts_sink *out, uint64_t *read);

/* The same of a stretch of the blob, the rest of which a reader knows.  The work of several stretches adds up: it is bounded as
 * that of one blob. */
typedef struct ts_carve_work {
    unsigned found, looked; /* files inside, and signs that were looked into */
    uint64_t unpacked, read; /* bytes */
} ts_carve_work;
ts_err ts_carve_range(ts_source *in, ts_sink *out, uint64_t from, uint64_t to, ts_carve_work *work);

#endif
