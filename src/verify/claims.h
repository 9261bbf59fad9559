/* claims.h - claims as people and trackers write them, and how each assertion is judged (docs/claims.md).
 *
 * No file and no case in here: bytes in, claims out; counts in, a result out.  The stage is claims_stage.c.
 */
#ifndef TS_VERIFY_CLAIMS_H
#define TS_VERIFY_CLAIMS_H

#include "model/claim.h"

/* Claims of a TOML file in the form of docs/claims.md.  TS_EUSAGE names the line and what is wrong there. */
ts_err ts_claims_from_toml(ts_span text, const char *name, ts_claim **out, size_t *n);
/* Posts of a public tracker's JSON, as claims; with `about`, those whose title, site or text has it, whatever the case. */
ts_err ts_claims_from_tracker(ts_span text, const char *name, const char *about, ts_claim **out, size_t *n);

/* ---- what both share ---- */

/* A day, with or without a time: "2024-11-28", "2024-11-28T10:00:00Z", "2024-11-28 10:00:00.123456".  False for anything else. */
bool ts_claim_when(ts_span written, char out[static 32]);
/* A number as people write it at the start of `s`: "300,000", "1.2", "40k", "2 million".  In 1/1000; gives its length, 0: none
 * begins there, or it is too large. */
size_t ts_claim_number(ts_span s, uint64_t *thousandths);
/* A unit of bytes at the start of `s`, behind blanks: "GB", "terabytes".  Gives its length. */
size_t ts_claim_unit(ts_span s, uint64_t *bytes);
/* Two years, or one: "2018-2024", "2018 to 2024".  Gives the length, 0: none. */
size_t ts_claim_years(ts_span s, uint64_t *from, uint64_t *to);
/* Adds what the claim's text says by plain rules, where nothing of its kind is asserted yet. */
void ts_claim_take_text(ts_claim *c);

/* ---- judging ---- */

enum {
    TS_CLAIM_ENOUGH = 3, /* sightings, of what detection alone says of them: one may be its mistake */
    TS_CLAIM_CONTRADICT =
        10 /* judged sightings that say something else: were half of such seen for what they are, none of
                              * ten would be once in a thousand times */
};
/* How many sightings show an assertion of this kind. */
uint64_t ts_claim_enough(ts_claim_kind kind);
ts_claim_result ts_claim_judge(const ts_assertion *a, const ts_claim_found *f, const ts_claim_scope *s);

/* Does a path, or a name of it, fit a pattern of * (any signs) and ? (one byte)?  Whatever the case of its letters. */
bool ts_claim_path_fits(ts_span pattern, ts_span path);
/* Keeps the examples of the lowest blobs, one of each, so that no order changes them. */
void ts_claim_add_example(ts_claim_found *f, const ts_claim_example *e);

#endif
