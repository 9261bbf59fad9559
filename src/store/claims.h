/* claims.h - claims of a case and what was found of each, sealed: their texts may name people. */
#ifndef TS_STORE_CLAIMS_H
#define TS_STORE_CLAIMS_H

#include "model/claim.h"
#include "store/case.h"

/* Inside the caller's transaction.  A claim of the same id gives way, with what was found of it. */
ts_err ts_claim_save(ts_case *c, const ts_claim *claim, bool *replaced);
ts_err ts_claim_found_save(ts_case *c, const ts_claim *claim);
/* What was found of all: it was found by a verification that is no more. */
ts_err ts_claims_forget(ts_case *c);
ts_err ts_claims_count(ts_case *c, size_t *n);
/* All, by id; the caller frees. */
ts_err ts_claims_load(ts_case *c, ts_claim **out, size_t *n);
/* SHA-256 of all that the claim says. */
void ts_claim_digest(const ts_claim *claim, ts_digest *out);

#endif
