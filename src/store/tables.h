/* tables.h - what verification found of each table and of the whole leak: sums and estimates, no person's data.
 *
 * Replaced whole by each verification.  Everything is an integer: these rows are part of the result digest.
 */
#ifndef TS_STORE_TABLES_H
#define TS_STORE_TABLES_H

#include "model/verdict.h"
#include "store/case.h"
#include "store/register.h"

typedef enum ts_sum_of {
    TS_SUM_TABLE = 0, /* one table: a part of one blob              */
    TS_SUM_TEXTS = 1, /* all that stands in running text, together  */
    TS_SUM_LEAK = 2 /* everything                                 */
} ts_sum_of;

enum { TS_SUM_CURVE = 32 };
typedef struct ts_table_sum {
    uint8_t of; /* ts_sum_of */
    ts_digest blob; /* TABLE only, as is ordinal */
    uint32_t ordinal; /* of the table's first segment in its blob */
    uint64_t sightings;
    uint64_t verdict[TS_VERDICT_COUNT];
    uint64_t beyond; /* identified whose differences no ordinary cause explains, before altered / differs */
    uint64_t identified;
    uint64_t wrong_ppb; /* sum of 1 - posterior over the identified, parts of 10^9: expected wrong matches */
    uint64_t held_ppb; /* sum over all of the probability to be about a held person */
    uint32_t lambda; /* share about held people, in 2^-20 */
    /* ours */
    uint8_t ours; /* ts_ours */
    int64_t ours_odds; /* log-odds against a list from elsewhere with ids filled in; 1/1024 bit */
    uint64_t id_agrees, id_differs;
    /* from which organisation and system; empty: cannot be said */
    char organisation[16], system[64];
    char next_organisation[16], next_system[64];
    int64_t lead; /* log-odds of the first over the next; 1/1024 bit */
    uint8_t rivals; /* LEAK: while evidence waits, systems that the whole may yet put first; next: the closest */
    /* as of when */
    ts_date as_of, as_of_low, as_of_high; /* TS_NO_DATE: cannot be said; as_of missing, low or high there: a bound */
    uint8_t as_of_rivals; /* LEAK: while evidence waits, other days that the whole may yet put first */
    ts_date as_of_rival; /* the closest of them; TS_NO_DATE none */
    uint64_t telling; /* sightings that tell snapshots apart */
    uint64_t curve[TS_SUM_CURVE]; /* of those, how many agree with each snapshot, register order */
    /* by chance, in 10^-6 */
    uint64_t random_micro, region_micro;
} ts_table_sum;

/* Inside the caller's transaction. */
ts_err ts_table_sums_clear(ts_case *c);
ts_err ts_table_sum_save(ts_case *c, const ts_table_sum *t);
/* Tables by blob digest and ordinal, then the texts, then the leak. */
ts_err ts_table_sums_each(ts_case *c, ts_err (*each)(void *, const ts_table_sum *), void *context);

/* Results name holdings by their number in the register.  Verification marks which register that was, inside its
 * transaction; whoever reads results later asks first: TS_EUSAGE, "run verify again", where holdings were added
 * since.  A case that was never verified passes: it has no results. */
ts_err ts_verified_mark(ts_case *c, const ts_register *r);
ts_err ts_verified_check(ts_case *c, const ts_register *r);

#endif
