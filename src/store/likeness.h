/* likeness.h - what the text of each blob is known again by (text/likeness.h), sealed: its marks have no key. */
#ifndef TS_STORE_LIKENESS_H
#define TS_STORE_LIKENESS_H

#include "store/case.h"
#include "text/likeness.h"

/* As packed; empty: it has none any more. */
ts_err ts_likeness_save(ts_case *c, const ts_digest *blob, ts_span packed);
/* False, and `out` as it was: it has none. */
ts_err ts_likeness_load(ts_case *c, const ts_digest *blob, ts_likeness *out, bool *found);

#endif
