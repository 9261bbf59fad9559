/* claims.h - what a made-up gang and others say was taken, and what is true of it (docs/synth.md). */
#ifndef TS_SYNTH_CLAIMS_H
#define TS_SYNTH_CLAIMS_H

#include "synth/truth.h"

/* A list that was planted: its truth, row by row, so far as claims ask for it. */
typedef struct ts_claimed_list {
    const char *kind; /* "ours", "invented", "region" */
    ts_system system;
    uint32_t rows, genuine, held,
        children; /* genuine: ours, and nothing is altered; held: people whom somebody holds */
    ts_digest digest; /* of the file */
} ts_claimed_list;

/* Is this the first of its kind that claims can be made of? */
void ts_claims_note_list(ts_truth *t, const ts_claimed_list *list);
/* DIR/claims.toml and DIR/truth/claims.csv. */
ts_err ts_claims_save(const ts_truth *t, const char *dir);

#endif
