/* hints.h - what detection may know of the holdings. */
#ifndef TS_DETECT_HINTS_H
#define TS_DETECT_HINTS_H

#include "model/mention.h"

/* What detection may know of the holdings (decisions.md 9); travels to workers in a sealed memfd. */
typedef struct ts_hints {
    /* Masks of local ids learned from the holdings: "AH9999999" (9 digit, A capital letter, others literal;
     * a capital letter that is the same in all ids is written \A as "\\A"). */
    struct {
        char mask[32];
        uint16_t share; /* of the identifier space that is in use, 1/65536 (how telling a hit is) */
    } mask[64];
    size_t masks;
    uint64_t lengths; /* bit n: one of them is of n characters; 0: that was not counted (ts_hints_read does) */
    ts_span names; /* the words of their names, as ts_name_filter_write says them; empty: none.  Borrowed */
    ts_span packs; /* kinds that the user adds, as ts_packs_write says them (pack_run.h); empty: none.  Borrowed */
    bool test_realm; /* case.toml realm = "test": reserved ranges are ordinary values (decisions.md 15) */
} ts_hints;

void ts_hints_write(const ts_hints *h, ts_buf *out);
ts_err ts_hints_read(ts_span bytes, ts_hints *out); /* hostile-safe */
/* A local id by a learned mask? */
bool ts_hints_fit(const ts_hints *h, const ts_norm *id);

#endif
