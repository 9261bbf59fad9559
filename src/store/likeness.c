/* likeness.c - what the text of each blob is known again by, sealed. */
#include "store/likeness.h"

#include "base/mem.h"
#include "crypt/seal.h"

/* Where a row's seal stands: of the blob, and of this table. */
static ts_span where(const ts_digest *blob, char out[static 8 + sizeof blob->byte]) {
    memcpy(out, "likeness", 8);
    memcpy(out + 8, blob->byte, sizeof blob->byte);
    return (ts_span){out, 8 + sizeof blob->byte};
}

ts_err ts_likeness_save(ts_case *c, const ts_digest *blob, ts_span packed) {
    ts_stmt *s;
    char place[8 + sizeof blob->byte];
    if (!packed.len) {
        TS_TRY(ts_db_prepare(c->db, "DELETE FROM likeness WHERE digest = ?", &s));
        ts_bind_span(s, 1, ts_span_of(blob->byte, sizeof blob->byte));
        return ts_stmt_run(s);
    }
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0};
    ts_seal(&c->seal_key, packed, where(blob, place), &sealed);
    TS_TRY(ts_db_prepare(c->db, "INSERT OR REPLACE INTO likeness (digest, sealed) VALUES (?, ?)", &s));
    ts_bind_span(s, 1, ts_span_of(blob->byte, sizeof blob->byte));
    ts_bind_span(s, 2, ts_buf_span(&sealed));
    return ts_stmt_run(s);
}

ts_err ts_likeness_load(ts_case *c, const ts_digest *blob, ts_likeness *out, bool *found) {
    ts_stmt *s;
    bool row;
    char place[8 + sizeof blob->byte];
    *found = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT sealed FROM likeness WHERE digest = ?", &s));
    ts_bind_span(s, 1, ts_span_of(blob->byte, sizeof blob->byte));
    TS_TRY(ts_step(s, &row));
    if (!row)
        return TS_OK;
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    ts_err err = ts_unseal(&c->seal_key, ts_col_span(s, 0), where(blob, place), &plain);
    ts_stmt_reset(s);
    TS_TRY(err);
    *found = ts_likeness_unpack(ts_buf_span(&plain), out); /* one of other rules is none: ingest reads it again */
    return TS_OK;
}
