/* judge.h - evidence to verdict: the table of rules, in their order. */
#ifndef TS_VERIFY_JUDGE_H
#define TS_VERIFY_JUDGE_H

#include "verify/match.h"

/* When a match counts.  Part of the digest's rules: a change here changes results. */
enum {
    TS_THRESHOLD_PPB = 999000000, /* posterior from which a sighting is identified */
    TS_CANDIDATE_PPB = 500000000, /* and from which it is a candidate */
    TS_LEAD = 8 * TS_BIT, /* over the next candidate */
    TS_GROUPS_NEEDED = 2,
    TS_STRONG_DIFFERING = 1, /* at most */
    TS_BASE_RATE_PPM = 5000, /* differences that no ordinary cause explains, between an organisation's own
                                     systems: 0.5 % of people, unless measured */
};

/* All that decides a verdict. */
typedef struct ts_evidence {
    uint16_t present; /* attributes that the sighting shows, bit per ts_attr */
    uint16_t placeholder; /* of those, the ones that are test or default data */
    uint32_t posterior; /* of the best candidate, parts of 10^9 */
    uint32_t earlier; /* earlier leaks that it stands in, a bit each: recycled; decides no verdict */
    ts_match match;
} ts_evidence;

ts_verdict ts_judge(const ts_evidence *e);
/* The rule that gave it, in words: "a birth date that no snapshot holds". */
const char *ts_judge_reason(const ts_evidence *e);
/* Does the match name one held person (product.md, "Verdicts")? */
bool ts_identified(const ts_evidence *e);
/* A sighting's own share in the question whose it is: whose local id agrees, for the person that the other
 * groups name.  Ids that travel say ISSUED; the table may show more. */
ts_ours ts_judge_ours(const ts_evidence *e);
/* Why, in words. */
const char *ts_judge_ours_reason(const ts_evidence *e);

/* Is `altered` of `identified` clearly above the rate between the organisation's own systems?  The lower bound
 * of Wilson's 98 % interval against `base_ppm`. */
bool ts_rate_exceeds(uint64_t altered, uint64_t identified, uint32_t base_ppm);

#endif
