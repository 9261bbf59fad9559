/* kind_packs.h - files of kinds that the user adds, for those who read with them. */
#ifndef TS_INGEST_KIND_PACKS_H
#define TS_INGEST_KIND_PACKS_H

#include <touchstone/ingest.h>

#include "detect/pack.h"

/* NULL of NULL. */
const ts_packs *ts_kind_packs_of(const ts_kind_packs *p);
/* The built-in kinds of a set as bits of their numbers, 0: all; where it wants none of them, the bit of no kind. */
uint64_t ts_kind_set_built_in(const ts_kind_set *set);
/* Hints for workers with those of the packs that the set wants; empty where it wants none. */
ts_err ts_kind_packs_hints(const ts_kind_packs *p, const ts_kind_set *set, ts_buf *out);

#endif
