/* trace.h - what a sighting shows that can tie it to others of its person. */
#ifndef TS_IMPACT_TRACE_H
#define TS_IMPACT_TRACE_H

#include "crypt/fingerprint.h"
#include "impact/resolve.h"
#include "model/sighting.h"
#include "model/verdict.h"

/* Genuine, altered or differing: one held person, beyond doubt. */
bool ts_is_identified(const ts_result *r);
/* A candidate that shows an identifier issued to the held person, and that person's name: what keeps it from being
 * identified is another value, a birth date say, which may have been changed.  It is counted as that person. */
bool ts_is_likely(const ts_result *r);

/* The ties that the resolver's pass wants, and in its first pass what must not differ. */
void ts_trace_of(const ts_fingerprinter *f, const ts_resolver *pass, const ts_values *v, ts_role role,
                 const ts_result *r, ts_trace *out);

#endif
