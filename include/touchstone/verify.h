/* verify.h - match and judge: each sighting its verdict; and the result digest. */
#ifndef TOUCHSTONE_VERIFY_H
#define TOUCHSTONE_VERIFY_H

#include <stdio.h>
#include <touchstone/case.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ts_verify_result {
    uint64_t sightings, genuine, altered, differs, placeholder, recombined, candidate, unknown;
    uint64_t trees; /* of files that are registered; 0: nothing is said of documents */
    uint64_t documents, documents_common, documents_without_text;
    uint64_t document_verdict[5]; /* not held, same template, near-identical, same text, byte-identical */
    double expected_wrong; /* sum of 1 - posterior over the identified */
    double cpu_seconds;
} ts_verify_result;

ts_err ts_verify(ts_case *c, bool progress, ts_verify_result *out);

/* Every sighting's verdict as CSV: locator,part,row,verdict,ours,posterior,agree,differ,asof,person.
 * Locators are in clear (personal data): for files outside the case; the act is logged. */
ts_err ts_verify_list(ts_case *c, FILE *out);

/* How every document stands to the registered trees of files, as CSV; in clear, logged. */
ts_err ts_documents_list(ts_case *c, FILE *out);

/* Every item of the evidence as CSV: locator,format,state,reason,bytes,bytes_not_read,sha256; in clear, logged. */
ts_err ts_items_list(ts_case *c, FILE *out);

/* SHA-256 over the canonical result lines (docs/adr/0001-result-digest.md); lines may be NULL. */
ts_err ts_result_digest(ts_case *c, FILE *lines, ts_digest *out, uint64_t *unstable);

#ifdef __cplusplus
}
#endif
#endif
