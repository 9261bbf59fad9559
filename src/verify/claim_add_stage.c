/* claim_add_stage.c - claims of a file into the case: all of them, or none. */
#include <touchstone/claims.h>

#include <fcntl.h>

#include "base/digest.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "store/claims.h"
#include "verify/claims.h"

/* By its name, else by its first sign: a list or an object, where TOML would have a table's name. */
static bool is_json(const char *path, ts_span text) {
    const char *dot = strrchr(path, '.');
    ts_span s = ts_trim(ts_slice(text, ts_span_starts(text, ts_str("\xEF\xBB\xBF")) ? 3 : 0, text.len));
    if (dot && (strcmp(dot, ".json") == 0 || strcmp(dot, ".toml") == 0))
        return dot[1] == 'j';
    return s.len && (s.ptr[0] == '{' || (s.ptr[0] == '[' && !ts_span_starts(s, ts_str("[[claim"))));
}

static ts_err save_claims(ts_case *c, ts_span file, const ts_claim *at, size_t n, ts_claims_result *out) {
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    ts_digest d;
    char hex[65];
    ts_sha256_of(file, &d);
    ts_digest_hex(&d, hex);
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    ts_json_key(&j, "sha256"), ts_json_str(&j, hex);
    ts_json_put_uint(&j, "bytes", file.len);
    ts_json_key(&j, "claims");
    ts_json_open(&j, '[');
    for (size_t i = 0; i < n; i++) {
        bool replaced = false;
        TS_TRY(ts_claim_save(c, &at[i], &replaced));
        ts_claim_digest(&at[i], &d);
        ts_digest_hex(&d, hex);
        ts_json_open(&j, '{');
        ts_json_key(&j, "sha256"), ts_json_str(&j, hex);
        ts_json_key(&j, "replaced"), ts_json_bool(&j, replaced);
        ts_json_close(&j, '}');
        out->claims++;
        out->replaced += replaced;
        out->assertions += at[i].assertions;
        for (size_t k = 0; k < at[i].assertions; k++)
            out->from_text += at[i].assertion[k].from_text;
    }
    ts_json_close(&j, ']');
    ts_json_close(&j, '}');
    size_t all;
    TS_TRY(ts_claims_count(c, &all));
    if (all > TS_LIMIT_CLAIMS)
        return ts_fail(TS_EUSAGE, "a case holds at most %d claims; with these it would have %zu", TS_LIMIT_CLAIMS, all);
    return ts_custody_add(c->custody, "claims added", ts_buf_span(&details));
}

static ts_err load(const char *path, const char *about, ts_buf *file, ts_claim **at, size_t *n) {
    TS_TRY(ts_fs_load(AT_FDCWD, path, TS_LIMIT_CLAIM_FILE, file));
    bool json = is_json(path, ts_buf_span(file));
    if (about && !json)
        return ts_fail(TS_EUSAGE, "--about chooses among the posts of a tracker's JSON, and %s is none", path);
    return json ? ts_claims_from_tracker(ts_buf_span(file), path, about, at, n)
                : ts_claims_from_toml(ts_buf_span(file), path, at, n);
}

ts_err ts_claims_check(const char *path, const char *about) {
    TS_AUTO(ts_buf, ts_buf_wipe) file = {0};
    ts_claim *at;
    size_t n;
    TS_TRY(load(path, about, &file, &at, &n));
    ts_claims_free(at, n);
    return TS_OK;
}

ts_err ts_claims_add(ts_case *c, const char *path, const char *about, ts_claims_result *out) {
    TS_AUTO(ts_buf, ts_buf_wipe) file = {0};
    ts_claim *at;
    size_t n;
    TS_TRY(load(path, about, &file, &at, &n));
    ts_claims_result sum = {0};
    ts_err err = ts_case_begin(c);
    if (!err) {
        err = save_claims(c, ts_buf_span(&file), at, n, &sum);
        if (err)
            ts_case_rollback(c);
        else
            err = ts_case_commit(c);
    }
    ts_claims_free(at, n);
    if (!err)
        *out = sum;
    return err;
}
