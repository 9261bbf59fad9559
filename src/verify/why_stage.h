/* why_stage.h - what `why` is asked about, and the tables that it needs: shared by its two halves. */
#ifndef TS_VERIFY_WHY_STAGE_H
#define TS_VERIFY_WHY_STAGE_H

#include "base/map.h"
#include "model/locator.h"
#include "store/sightings.h"
#include "store/tables.h"
#include "verify/lookup_stage.h"

/* A table that is asked about, or the running text of a file. */
typedef struct why_table {
    ts_digest blob;
    uint32_t ordinal; /* of its first segment */
    bool text;
    size_t sum; /* why.sum, SIZE_MAX: verification has not seen it */
    ts_buf part;
    uint64_t sightings, verdict[TS_VERDICT_COUNT]; /* as stored */
} why_table;

typedef struct why {
    ts_case *c;
    const ts_why_options *options;
    const ts_why_events *events;
    ts_register *holdings;
    ts_finder *finder;
    ts_fingerprinter *f;
    ts_stock stock;
    ts_held_row *row;
    ts_looked looked;

    /* what is asked about */
    bool one; /* one file, else the leak */
    ts_digest blob;
    ts_locator at; /* of it */
    bool part_given; /* `at.part` is the part, whatever the place */

    ts_table_sum *sum;
    size_t sums, sum_cap, texts, leak; /* texts, leak: which of them; SIZE_MAX none */
    ts_map *sum_of; /* by blob and ordinal */
    why_table *table;
    size_t tables, table_cap;
    ts_map *table_of; /* by blob and part */

    /* what was found there */
    uint64_t sightings; /* of the place asked for */
    size_t in; /* the table they stand in */
    bool several; /* or more of them */
    uint64_t before, after; /* rows or bytes of sightings nearest to it; UINT64_MAX none */

    ts_digest shown; /* whose place `item` is */
    bool known;
    ts_buf item, part;
} why;

/* The place of a blob, masked unless values are asked for. */
ts_err why_item(why *w, const ts_digest *blob);
/* A part's name, masked unless values are asked for: "Sheet1" and "p2" are nobody's. */
ts_span why_part(why *w, ts_span part);
const char *why_ours_name(uint8_t ours);
/* "RBS PAS 2023-10-31" */
void why_snapshot_name(const why *w, size_t snapshot, char out[static TS_FALL_NAME]);

/* TS_EUSAGE: what stands there came after the verdicts. */
ts_err why_stale(void);
/* Tells the sums of what is asked about. */
ts_err why_tell_sums(why *w);

#endif
