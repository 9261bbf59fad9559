/* claims.c - claims of a case and what was found of each, sealed; found again by a keyed fingerprint of the id. */
#include "store/claims.h"

#include <stdlib.h>

#include "base/digest.h"
#include "base/mem.h"

static void mark(const ts_case *c, const ts_claim *claim, unsigned char out[static TS_MAC_BYTES]) {
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    ts_buf_addf(&text, "claim %s", claim->id);
    ts_mac(&c->mark_key, ts_buf_span(&text), out);
}

/* What is sealed stands in its column of its row alone. */
static ts_span where(ts_buf *out, const char *column, ts_span row) {
    ts_buf_add_str(out, column);
    ts_buf_add(out, row);
    return ts_buf_span(out);
}

ts_err ts_claim_save(ts_case *c, const ts_claim *claim, bool *replaced) {
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0}, at = {0};
    unsigned char id[TS_MAC_BYTES];
    ts_stmt *s;
    mark(c, claim, id);
    ts_span row = ts_span_of(id, sizeof id);
    TS_TRY(ts_db_prepare(c->db, "SELECT 1 FROM claim WHERE mark = ?", &s));
    ts_bind_span(s, 1, row);
    TS_TRY(ts_step(s, replaced));
    ts_stmt_reset(s);
    ts_claim_write(claim, &plain);
    ts_seal(&c->seal_key, ts_buf_span(&plain), where(&at, "claim", row), &sealed);
    TS_TRY(ts_db_prepare(c->db, "INSERT OR REPLACE INTO claim (mark, sealed, found_sealed) VALUES (?, ?, x'')", &s));
    ts_bind_span(s, 1, row);
    ts_bind_span(s, 2, ts_buf_span(&sealed));
    return ts_stmt_run(s);
}

ts_err ts_claim_found_save(ts_case *c, const ts_claim *claim) {
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0}, at = {0};
    unsigned char id[TS_MAC_BYTES];
    ts_stmt *s;
    mark(c, claim, id);
    ts_span row = ts_span_of(id, sizeof id);
    ts_claim_found_write(claim, &plain);
    ts_seal(&c->seal_key, ts_buf_span(&plain), where(&at, "found", row), &sealed);
    TS_TRY(ts_db_prepare(c->db, "UPDATE claim SET found_sealed = ? WHERE mark = ?", &s));
    ts_bind_span(s, 1, ts_buf_span(&sealed));
    ts_bind_span(s, 2, row);
    return ts_stmt_run(s);
}

ts_err ts_claims_forget(ts_case *c) { return ts_db_exec(c->db, "UPDATE claim SET found_sealed = x''"); }

ts_err ts_claims_count(ts_case *c, size_t *n) {
    ts_stmt *s;
    bool row;
    TS_TRY(ts_db_prepare(c->db, "SELECT count(*) FROM claim", &s));
    TS_TRY(ts_step(s, &row));
    *n = row ? (size_t)ts_col_int(s, 0) : 0;
    ts_stmt_reset(s);
    return TS_OK;
}

static ts_err read_claim(ts_case *c, ts_stmt *s, ts_claim *out) {
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0}, found = {0};
    TS_AUTO(ts_buf, ts_buf_done) at = {0}, beside = {0};
    ts_span row = ts_col_span(s, 0), sealed = ts_col_span(s, 2);
    ts_claim claim = {.tracker = false};
    bool good = ts_unseal(&c->seal_key, ts_col_span(s, 1), where(&at, "claim", row), &plain) == TS_OK &&
                ts_claim_read(ts_buf_span(&plain), &claim);
    if (good && sealed.len)
        good = ts_unseal(&c->seal_key, sealed, where(&beside, "found", row), &found) == TS_OK &&
               ts_claim_found_read(ts_buf_span(&found), &claim);
    if (!good) {
        ts_claim_done(&claim);
        return ts_fail(TS_EDAMAGED, "case.db is damaged: a claim is not what was written");
    }
    *out = claim;
    return TS_OK;
}

static int by_id(const void *x, const void *y) {
    const ts_claim *a = x, *b = y;
    return strcmp(a->id, b->id);
}

ts_err ts_claims_load(ts_case *c, ts_claim **out, size_t *n) {
    ts_stmt *s;
    ts_claim *at = NULL;
    size_t many = 0;
    TS_TRY(ts_db_prepare(c->db, "SELECT mark, sealed, found_sealed FROM claim", &s));
    for (bool row;;) {
        ts_err err = ts_step(s, &row);
        if (!err && !row)
            break;
        if (!err) {
            at = ts_grow(at, many + 1, sizeof *at);
            err = read_claim(c, s, &at[many]);
            many += err == TS_OK;
        }
        if (err) {
            ts_stmt_reset(s);
            ts_claims_free(at, many);
            return err;
        }
    }
    if (many)
        qsort(at, many, sizeof *at, by_id);
    *out = at;
    *n = many;
    return TS_OK;
}

void ts_claim_digest(const ts_claim *claim, ts_digest *out) {
    TS_AUTO(ts_buf, ts_buf_wipe) written = {0};
    ts_claim_write(claim, &written);
    ts_sha256_of(ts_buf_span(&written), out);
}
