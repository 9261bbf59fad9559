/* lookup_stage.h - one sighting against every snapshot: its rows in the indexes, compared. */
#ifndef TS_VERIFY_LOOKUP_STAGE_H
#define TS_VERIFY_LOOKUP_STAGE_H

#include "store/finder.h"
#include "verify/judge.h"

/* All borrowed; row: room for TS_MATCH_ROWS. */
typedef struct ts_lookup {
    ts_register *holdings;
    ts_finder *finder;
    ts_fingerprinter *f;
    const ts_stock *stock;
    ts_held_row *row;
} ts_lookup;

/* Fills e->present, e->placeholder and e->match.  A sighting of several local ids is matched with the one that fits
 * best.  *birth_month: as the sighting gives it, months since 1800-01; -1 unknown. */
void ts_lookup_sighting(ts_lookup *l, const ts_findings *f, const ts_sighting *sighting, ts_evidence *e,
                        int32_t *birth_month);

#endif
