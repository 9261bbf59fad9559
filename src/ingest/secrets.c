/* secrets.c - the passwords for locked evidence: from the user's file, kept sealed in the case, named by list and line.
 *
 * They are kept since a case is read again when holdings are added, and what was opened once must not close again.  No
 * list is taken twice, so a list's number says how many were known when an exhibit was last gone through.
 */
#include "ingest/secrets.h"

#include <fcntl.h>
#include <stdio.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"

static const char fact[] = "passwords";

ts_err ts_secrets_read(const char *file, ts_passwords *p) {
    TS_AUTO(ts_buf, ts_buf_wipe) bytes = {0};
    if (!file)
        return TS_OK;
    ts_err err = ts_fs_load(AT_FDCWD, file, TS_LIMIT_PASSWORDS * (TS_LIMIT_PASSWORD + 2), &bytes);
    if (err) {
        char why[300];
        snprintf(why, sizeof why, "%s", ts_error_text());
        return ts_fail(err, "the list of passwords %s: %s", file, why);
    }
    return ts_passwords_add(p, ts_buf_span(&bytes));
}

static ts_err load(ts_case *c, ts_passwords *p) {
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    TS_TRY(ts_case_get(c, fact, &sealed));
    if (!sealed.len)
        return TS_OK;
    if (ts_unseal(&c->seal_key, ts_buf_span(&sealed), ts_str(fact), &plain))
        return ts_fail(TS_EDAMAGED, "case.db is damaged: the kept passwords are not what was written");
    return ts_passwords_load(p, ts_buf_span(&plain));
}

static ts_err save(ts_case *c, const ts_passwords *p) {
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    ts_passwords_save(p, &plain);
    ts_seal(&c->seal_key, ts_buf_span(&plain), ts_str(fact), &sealed);
    return ts_case_set(c, fact, ts_buf_span(&sealed));
}

ts_err ts_secrets_open(ts_case *c, const char *file, ts_passwords *p) {
    TS_TRY(load(c, p));
    size_t before = p->n;
    TS_TRY(ts_secrets_read(file, p));
    if (p->n == before)
        return TS_OK;
    TS_TRY(save(c, p));
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_addf(&text, "{\"list\":%u,\"passwords\":%zu}", p->lists, p->n - before);
    return ts_custody_add(c->custody, "passwords given", ts_buf_span(&text));
}

/* ---- what is to be tried again ---- */

static void tried_fact(const ts_exhibit *e, char out[40]) { snprintf(out, 40, "exhibit.%lld.tried", (long long)e->id); }

ts_err ts_secrets_more(ts_case *c, const ts_exhibit *e, const ts_passwords *p, bool *more) {
    TS_AUTO(ts_buf, ts_buf_done) value = {0};
    char name[40];
    tried_fact(e, name);
    TS_TRY(ts_case_get(c, name, &value));
    ts_cursor k = ts_cursor_over(ts_buf_span(&value));
    *more = p->lists > ts_read_u32le(&k);
    return TS_OK;
}

ts_err ts_secrets_tried(ts_case *c, const ts_exhibit *e, const ts_passwords *p) {
    TS_AUTO(ts_buf, ts_buf_done) value = {0};
    char name[40];
    if (!p->lists)
        return TS_OK;
    tried_fact(e, name);
    ts_buf_add_u32le(&value, p->lists);
    return ts_case_set(c, name, ts_buf_span(&value));
}

ts_err ts_secrets_log(ts_case *c, const ts_digest *blob, const ts_passwords *p, const uint32_t *opened, size_t n) {
    char hex[65];
    ts_hex(ts_span_of(blob->byte, sizeof blob->byte), hex);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_addf(&text, "{\"sha256\":\"%s\",\"passwords\":[", hex);
    for (size_t i = 0; i < n; i++)
        if (opened[i] < p->n)
            ts_buf_addf(&text, "%s{\"list\":%u,\"line\":%u}", i ? "," : "", p->at[opened[i]].list,
                        p->at[opened[i]].line);
    ts_buf_add_str(&text, "]}");
    return ts_custody_add(c->custody, "opened with a password", ts_buf_span(&text));
}
