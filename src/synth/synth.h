/* synth.h - makes the whole: the region, its holdings, the leak and the truth. */
#ifndef TS_SYNTH_SYNTH_H
#define TS_SYNTH_SYNTH_H

#include <touchstone/synth.h>

/* What <touchstone/synth.h> promises of ts_synth; TS_EUSAGE where the options or DIR are not as they must be. */
ts_err ts_synth_make(const char *dir, const ts_synth_options *o);

#endif
