/* explain.h - why a segment's mentions are what they are: asks the detection itself, with less and less around a value. */
#ifndef TS_DETECT_EXPLAIN_H
#define TS_DETECT_EXPLAIN_H

#include <touchstone/why.h>

#include "detect/detect.h"

typedef struct ts_explainer ts_explainer;
/* Directly after ts_detect_segment found `f`; both and `d` outlive it, and `d` finds nothing for others meanwhile.  kinds:
 * those that were asked for. */
ts_explainer *ts_explain_begin(ts_detect *d, const ts_segment *s, uint64_t kinds, const ts_findings *f);
/* The facts of mention i; texts are borrowed until the next call. */
size_t ts_explain(ts_explainer *e, size_t i, ts_why out[TS_WHY_MOST]);
/* Where nothing was found in a short text: what its value could have been, and why it is not.  0: it is not short. */
size_t ts_explain_nothing(ts_explainer *e, ts_why out[TS_WHY_MOST]);
void ts_explain_end(ts_explainer *e);

#endif
