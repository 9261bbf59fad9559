/* lookup_stage.h - one sighting against every snapshot: its rows in the indexes, compared. */
#ifndef TS_VERIFY_LOOKUP_STAGE_H
#define TS_VERIFY_LOOKUP_STAGE_H

#include "store/case.h"
#include "store/finder.h"
#include "verify/judge.h"
#include "verify/recycled_stage.h"

/* The registered holdings, in the normal forms in use now. */
ts_err ts_lookup_open(ts_case *c, ts_register **out);
/* All that they hold, weighed; stock->snapshot is the caller's to free. */
void ts_lookup_stock(const ts_register *holdings, ts_stock *out);

/* All borrowed; row: room for TS_MATCH_ROWS; looked, recycled: NULL where they are not wanted. */
typedef struct ts_lookup {
    ts_register *holdings;
    ts_finder *finder;
    ts_fingerprinter *f;
    const ts_stock *stock;
    ts_held_row *row;
    ts_looked *looked;
    const ts_recycled *recycled;
} ts_lookup;

/* Fills e->present, e->placeholder and e->match.  A sighting of several local ids is matched with the one that fits
 * best.  *birth_month: as the sighting gives it, months since 1800-01; -1 unknown. */
void ts_lookup_sighting(ts_lookup *l, const ts_findings *f, const ts_sighting *sighting, ts_evidence *e,
                        int32_t *birth_month);

#endif
