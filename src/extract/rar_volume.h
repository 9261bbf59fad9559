/* rar_volume.h - what a rar lacks that lies in other volumes of its set. */
#ifndef TS_EXTRACT_RAR_VOLUME_H
#define TS_EXTRACT_RAR_VOLUME_H

#include "extract/source.h"

typedef struct ts_rar_gaps {
    uint64_t before; /* packed bytes at the start whose member began in a volume that is not there */
    bool after; /* the last member goes on in one */
} ts_rar_gaps;

/* Looks at the headers alone (RARLAB's technical notes, 4 and 5); where they are locked or damaged it says what it saw so far. */
ts_rar_gaps ts_rar_gaps_of(ts_source *in);

#endif
