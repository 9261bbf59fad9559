/* record.c - what the case keeps of an ingest beside what was read: custody entries, and where an exhibit came from. */
#include "ingest/record.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/limits.h"
#include "base/mem.h"

enum { ENTRY_DIGESTS = 500 };

/* The digests of what was first met in this step, as custody entries. */
ts_err ts_record_digests(ts_case *c, const ts_exhibit *e, ts_buf *digests) {
    ts_cursor k = ts_cursor_over(ts_buf_span(digests));
    while (ts_cursor_left(&k)) {
        TS_AUTO(ts_buf, ts_buf_done) text = {0};
        ts_json j;
        ts_json_init(&j, &text, false);
        ts_json_open(&j, '{');
        ts_json_key(&j, "exhibit");
        ts_json_str(&j, e->name);
        ts_json_key(&j, "blobs");
        ts_json_open(&j, '[');
        for (int i = 0; i < ENTRY_DIGESTS && ts_cursor_left(&k); i++) {
            char hex[65];
            ts_hex(ts_read_span(&k, 32), hex);
            ts_json_open(&j, '{');
            ts_json_key(&j, "sha256");
            ts_json_str(&j, hex);
            ts_json_key(&j, "bytes");
            ts_json_uint(&j, ts_read_u64le(&k));
            ts_json_close(&j, '}');
        }
        ts_json_close(&j, ']');
        ts_json_close(&j, '}');
        TS_TRY(ts_custody_add(c->custody, "blobs seen", ts_buf_span(&text)));
    }
    ts_buf_clear(digests);
    return TS_OK;
}

/* ---- where an exhibit was read from ---- */

static void root_fact(const ts_exhibit *e, char out[40]) { snprintf(out, 40, "exhibit.%lld.roots", (long long)e->id); }

ts_err ts_record_roots(ts_case *c, const ts_exhibit *e, const char *const *path, size_t paths) {
    char name[40];
    root_fact(e, name);
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0};
    for (size_t i = 0; i < paths; i++) {
        char *full = realpath(path[i], NULL);
        ts_buf_add_counted(&plain, ts_str(full ? full : path[i]));
        free(full);
    }
    ts_seal(&c->seal_key, ts_buf_span(&plain), ts_str(name), &sealed);
    return ts_case_set(c, name, ts_buf_span(&sealed));
}

ts_err ts_recorded_roots(ts_case *c, const ts_exhibit *e, ts_buf *plain, const char **path, size_t max, size_t *paths) {
    char name[40];
    root_fact(e, name);
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0}, raw = {0};
    TS_TRY(ts_case_get(c, name, &sealed));
    *paths = 0;
    if (!sealed.len)
        return TS_OK;
    TS_TRY(ts_unseal(&c->seal_key, ts_buf_span(&sealed), ts_str(name), &raw));
    ts_cursor k = ts_cursor_over(ts_buf_span(&raw));
    ts_buf_reserve(plain, raw.len + max); /* never moves below */
    while (ts_cursor_left(&k) && *paths < max) {
        ts_span one = ts_read_counted(&k);
        path[(*paths)++] = plain->ptr + plain->len;
        ts_buf_add(plain, one);
        ts_buf_add_char(plain, 0);
    }
    return TS_OK;
}

/* ---- the limits that it was read under ---- */

static void limits_fact(const ts_exhibit *e, char out[40]) {
    snprintf(out, 40, "exhibit.%lld.limits", (long long)e->id);
}

ts_err ts_limits_changed(ts_case *c, const ts_exhibit *e, bool *changed) {
    TS_AUTO(ts_buf, ts_buf_done) then = {0}, now = {0};
    char name[40];
    limits_fact(e, name);
    ts_limits_tell(&ts_limit, &now);
    TS_TRY(ts_case_get(c, name, &then));
    *changed = !ts_span_eq(ts_buf_span(&then), ts_buf_span(&now));
    return TS_OK;
}

ts_err ts_record_limits(ts_case *c, const ts_exhibit *e) {
    TS_AUTO(ts_buf, ts_buf_done) now = {0};
    char name[40];
    limits_fact(e, name);
    ts_limits_tell(&ts_limit, &now);
    return ts_case_set(c, name, ts_buf_span(&now));
}

/* ---- begin and end ---- */

ts_err ts_record_begin(ts_case *c, const ts_exhibit *e, const ts_digest *hints) {
    char hex[65];
    ts_digest_hex(hints, hex);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_json j;
    ts_json_init(&j, &text, false);
    ts_json_open(&j, '{');
    ts_json_key(&j, "exhibit");
    ts_json_str(&j, e->name);
    ts_json_key(&j, "source");
    ts_json_str(&j, e->source);
    ts_json_key(&j, "acquired_by");
    ts_json_str(&j, e->acquired_by);
    ts_json_key(&j, "acquired_at");
    ts_json_str(&j, e->acquired_at);
    ts_json_key(&j, "rules_and_hints");
    ts_json_str(&j, hex);
    TS_AUTO(ts_buf, ts_buf_done) limits = {0};
    ts_limits_tell(&ts_limit, &limits);
    if (limits.len) {
        ts_json_key(&j, "limits");
        ts_json_span(&j, ts_buf_span(&limits));
    }
    ts_json_key(&j, "version");
    ts_json_str(&j, TS_VERSION);
    ts_json_close(&j, '}');
    return ts_custody_add(c->custody, "ingest begun", ts_buf_span(&text));
}

static ts_err add_digest(void *context, const ts_blob *b) {
    ts_sha256_add(context, ts_span_of(b->digest.byte, 32));
    return TS_OK;
}

/* Closes the exhibit with the digest over all blobs' digests in order: one line to compare two machines by. */
ts_err ts_record_end(ts_case *c, const ts_exhibit *e, const ts_coverage *cover) {
    ts_sha256 *sha = ts_sha256_new();
    ts_digest all;
    ts_err err = ts_blob_each(c, add_digest, sha);
    ts_sha256_end(sha, &all);
    ts_sha256_free(sha);
    TS_TRY(err);
    char hex[65];
    ts_digest_hex(&all, hex);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_addf(&text, "{\"exhibit\":");
    ts_json j;
    ts_json_init(&j, &text, false);
    ts_json_str(&j, e->name);
    ts_buf_addf(&text,
                ",\"items\":%llu,\"not_wholly_read\":%llu,\"bytes\":%llu,\"bytes_not_read\":%llu,\"all_blobs\":\"%s\"}",
                (unsigned long long)cover->all.items, (unsigned long long)(cover->all.partly + cover->all.unread),
                (unsigned long long)cover->all.bytes, (unsigned long long)cover->all.bytes_unread, hex);
    return ts_custody_add(c->custody, "ingest ended", ts_buf_span(&text));
}
