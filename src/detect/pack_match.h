/* pack_match.h - between the files of packs at work: where patterns fit. */
#ifndef TS_DETECT_PACK_MATCH_H
#define TS_DETECT_PACK_MATCH_H

#include "base/limits.h"
#include "detect/multiscan.h"
#include "detect/pack_run.h"

/* Where a pattern of a kind fits. */
typedef struct ts_pack_match {
    uint32_t start, end;
    uint8_t kind; /* number in the packs */
} ts_pack_match;

struct ts_pack_run {
    ts_packs packs;
    ts_multiscan *engine;
    uint64_t column[TS_LIMIT_ROLE_COLUMNS][TS_KIND_PACK_MOST / 64]; /* kinds that a column's name says: a bit each */
    size_t columns;

    /* of the segment at hand */
    ts_span text;
    ts_pack_match *match;
    size_t matches, cap;
};

/* Fills r->match, sorted by begin. */
void ts_pack_match_run(ts_pack_run *r, ts_span text);

#endif
