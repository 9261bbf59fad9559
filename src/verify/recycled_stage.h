/* recycled_stage.h - did the same row, the same file stand in an earlier leak that is registered with the case? */
#ifndef TS_VERIFY_RECYCLED_STAGE_H
#define TS_VERIFY_RECYCLED_STAGE_H

#include "store/earlier.h"
#include "store/register.h"

/* A row is the same when all that it shows agrees with one row of the earlier leak, in so many attributes of so many groups: less
 * is said alike of many. */
enum { TS_RECYCLED_ATTRS = 3, TS_RECYCLED_GROUPS = 2 };
bool ts_row_recycled(const ts_comparison *c, uint16_t present, uint16_t placeholder);

/* The earlier leaks and what was found of each. */
typedef struct ts_recycled {
    const ts_register *holdings;
    ts_earlier_sum sum[TS_EARLIER_MOST];
    size_t n;
} ts_recycled;
void ts_recycled_init(ts_recycled *r, const ts_register *holdings);
/* Bit per earlier leak that a sighting stands in. */
uint32_t ts_recycled_in(const ts_recycled *r, const ts_probe *p, uint16_t present, uint16_t placeholder);
/* Counts one sighting. */
void ts_recycled_add(ts_recycled *r, uint32_t in, bool identified);
/* Counts the files of the case that stand in earlier leaks. */
ts_err ts_recycled_files(ts_recycled *r, ts_case *c, const ts_fingerprinter *f);

#endif
