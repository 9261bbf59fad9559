/* waterfall.h - the weighing of one sighting laid open: group by group, from the prior to the posterior. */
#ifndef TS_VERIFY_WATERFALL_H
#define TS_VERIFY_WATERFALL_H

#include "verify/judge.h"

/* Fills what follows from the numbers alone: prior, groups and attributes, weights, posterior, reasons.  e->posterior is
 * set; values: those of `looked` are shown. */
void ts_waterfall_of(const ts_stock *stock, const ts_evidence *e, const ts_looked *looked, uint32_t lambda, bool values,
                     ts_waterfall *out);

#endif
