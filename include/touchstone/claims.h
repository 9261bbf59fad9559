/* claims.h - what somebody says was taken, against what was found. */
#ifndef TOUCHSTONE_CLAIMS_H
#define TOUCHSTONE_CLAIMS_H

#include <touchstone/case.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_claims_result {
    uint64_t claims, replaced, assertions,
        from_text; /* from_text: of the assertions, picked from a claim's text by rule */
} ts_claims_result;

/* Adds the claims of a file, TOML (docs/claims.md) or a public tracker's JSON; of such, with `about`, the posts whose title, site
 * or text has it (NULL: all).  A claim of the same id is replaced.  Where one of them is wrong, nothing is changed. */
ts_err ts_claims_add(ts_case *c, const char *path, const char *about, ts_claims_result *out);

/* Is the file one that can be added? */
ts_err ts_claims_check(const char *path, const char *about);

typedef struct ts_claims_sum {
    uint64_t claims, assertions, supported, partly, not_shown, refuted;
} ts_claims_sum;

/* Judges all claims of the case by what was verified; does nothing where there is none. */
ts_err ts_claims_judge(ts_case *c, bool progress, ts_claims_sum *out);

#ifdef __cplusplus
}
#endif
#endif
