/* holdings.h - the organisations' own exports, and the list of them. */
#ifndef TS_SYNTH_HOLDINGS_H
#define TS_SYNTH_HOLDINGS_H

#include "synth/write.h"

/* DIR/holdings/: one export a system and snapshot, and holdings.toml. */
ts_err ts_holdings_make(const ts_world *w, const char *dir);

#endif
