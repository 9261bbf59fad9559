/* claim_scope_stage.h - which published items a claim names, and how much of them was read. */
#ifndef TS_VERIFY_CLAIM_SCOPE_STAGE_H
#define TS_VERIFY_CLAIM_SCOPE_STAGE_H

#include "base/map.h"
#include "model/claim.h"
#include "store/case.h"

enum { TS_SCOPES = 64 };

/* Scope 0 is all that was published; the others are those of `items`. */
typedef struct ts_scopes {
    size_t n;
    const ts_claim_items *items[TS_SCOPES]; /* [0] NULL */
    ts_claim_scope sum[TS_SCOPES];
    ts_map *of_blob; /* digest -> bit per scope that its content stands in */
} ts_scopes;

/* `n` and `items` are the caller's; fills the rest. */
ts_err ts_scopes_load(ts_case *c, ts_scopes *s);
void ts_scopes_done(ts_scopes *s);

#endif
