/* fuzz_claims.c - any bytes as a file of claims: TOML, a tracker's JSON, and the text of a claim.
 *
 * What is read must be written and read again alike, say its assertions, and have a result whatever is found of it.
 */
#include <stdlib.h>

#include "base/limits.h"
#include "base/mem.h"
#include "verify/claims.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 14 };

static void must(bool good) {
    if (!good)
        abort();
}

static void look_at(const ts_claim *c) {
    TS_AUTO(ts_buf, ts_buf_done) once = {0}, twice = {0}, says = {0};
    ts_claim again;
    must(c->assertions <= TS_LIMIT_ASSERTIONS && c->id[0] && c->text.len <= TS_LIMIT_CLAIM_TEXT);
    ts_claim_write(c, &once);
    must(ts_claim_read(ts_buf_span(&once), &again));
    ts_claim_write(&again, &twice);
    must(ts_span_eq(ts_buf_span(&once), ts_buf_span(&twice)));
    for (size_t i = 0; i < c->assertions; i++) {
        ts_claim_found f = {.judged = i};
        ts_claim_scope s = {.items = i};
        ts_assertion_say(&c->assertion[i], &says);
        must(ts_claim_judge(&c->assertion[i], &f, &s) != TS_CLAIM_NOT_JUDGED);
    }
    ts_claim_done(&again);
}

static void all(ts_err err, ts_claim *c, size_t n) {
    for (size_t i = 0; !err && i < n; i++)
        look_at(&c[i]);
    if (!err)
        ts_claims_free(c, n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ts_claim *c = NULL;
    size_t n = 0;
    ts_span s = ts_span_of(data, size);
    if (size > MOST)
        return 0;
    all(ts_claims_from_toml(s, "claims", &c, &n), c, n);
    all(ts_claims_from_tracker(s, "claims", NULL, &c, &n), c, n);
    all(ts_claims_from_tracker(s, "claims", "a", &c, &n), c, n);
    if (size <= MOST && ts_utf8_valid(s)) {
        ts_claim text = {.id = "text"};
        ts_buf_add(&text.text, s);
        ts_claim_take_text(&text);
        look_at(&text);
        ts_claim_done(&text);
    }
    return 0;
}
