/* case_hints.h - what workers are told of the case's holdings, and the rules that a reading depends on. */
#ifndef TS_INGEST_CASE_HINTS_H
#define TS_INGEST_CASE_HINTS_H

#include "store/case.h"

/* `digest` is that of the hints and of the kinds' versions: others make the case read again. */
ts_err ts_case_hints(ts_case *c, ts_buf *out, ts_digest *digest);

#endif
