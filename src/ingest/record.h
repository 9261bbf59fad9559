/* record.h - what the case keeps of an ingest beside what was read: custody entries, and where an exhibit came from. */
#ifndef TS_INGEST_RECORD_H
#define TS_INGEST_RECORD_H

#include "store/coverage.h"

/* Digests and sizes (40 bytes each) of blobs first met, as custody entries; the buffer is cleared. */
ts_err ts_record_digests(ts_case *c, const ts_exhibit *e, ts_buf *digests);
/* Where the exhibit was read from, so that it can be read again: sealed. */
ts_err ts_record_roots(ts_case *c, const ts_exhibit *e, const char *const *path, size_t paths);
/* The paths borrow from `plain`. */
ts_err ts_recorded_roots(ts_case *c, const ts_exhibit *e, ts_buf *plain, const char **path, size_t max, size_t *paths);
/* Were the limits others when the exhibit was last read to its end? */
ts_err ts_limits_changed(ts_case *c, const ts_exhibit *e, bool *changed);
ts_err ts_record_limits(ts_case *c, const ts_exhibit *e);
ts_err ts_record_begin(ts_case *c, const ts_exhibit *e, const ts_digest *hints);
/* With the digest over all blobs' digests in order: one line to compare two machines by. */
ts_err ts_record_end(ts_case *c, const ts_exhibit *e, const ts_coverage *cover);

#endif
