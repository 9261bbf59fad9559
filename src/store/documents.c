/* documents.c - how each blob stands to the organisations' own trees of files, sealed. */
#include "store/documents.h"

#include "base/mem.h"
#include "crypt/seal.h"

enum { FORM = 1 }; /* of a row's bytes */

const char *ts_document_verdict_name(ts_document_verdict v) {
    static const char *const name[TS_DOCUMENT_VERDICTS] = {"not held", "same template", "near-identical", "same text",
                                                           "byte-identical"};
    return v < TS_DOCUMENT_VERDICTS ? name[v] : "";
}

const char *ts_document_common_name(ts_document_common c) {
    static const char *const name[TS_DOCUMENT_COMMONS] = {"", "tiny", "public licence", "many places"};
    return c < TS_DOCUMENT_COMMONS ? name[c] : "";
}

static ts_span where(const ts_digest *blob, char out[static 8 + sizeof blob->byte]) {
    memcpy(out, "document", 8);
    memcpy(out + 8, blob->byte, sizeof blob->byte);
    return (ts_span){out, 8 + sizeof blob->byte};
}

static size_t told(const ts_document *d) {
    return d->differs < TS_DOCUMENT_DIFFERENCES ? d->differs : TS_DOCUMENT_DIFFERENCES;
}

static void pack(const ts_document *d, ts_buf *b) {
    ts_buf_add_u8(b, FORM);
    ts_buf_add_u8(b, (uint8_t)d->verdict);
    ts_buf_add_u8(b, (uint8_t)d->common);
    ts_buf_add_u8(b, d->text);
    ts_buf_add_u16le(b, d->tree);
    ts_buf_add(b, ts_span_of(d->source.byte, sizeof d->source.byte));
    const uint32_t count[] = {d->number, d->places,      d->parts, d->parts_held, d->ours,
                              d->values, d->values_held, d->forms, d->forms_held, d->differs};
    for (size_t i = 0; i < sizeof count / sizeof *count; i++)
        ts_buf_add_u32le(b, count[i]);
    for (size_t i = 0; i < told(d); i++) {
        const ts_document_part *p = &d->differ[i];
        ts_buf_add_u64le(b, p->place);
        ts_buf_add_u32le(b, p->len);
        ts_buf_add_u8(b, p->row);
        ts_buf_add_counted(b, ts_until_nul(ts_span_of(p->name, sizeof p->name)));
    }
}

static ts_err unpack(ts_span bytes, ts_document *d) {
    ts_cursor c = ts_cursor_over(bytes);
    bool known = ts_read_u8(&c) == FORM;
    unsigned verdict = ts_read_u8(&c), common = ts_read_u8(&c);
    d->verdict = (ts_document_verdict)verdict;
    d->common = (ts_document_common)common;
    d->text = ts_read_u8(&c);
    d->tree = ts_read_u16le(&c);
    ts_span source = ts_read_span(&c, sizeof d->source.byte);
    if (source.len == sizeof d->source.byte)
        memcpy(d->source.byte, source.ptr, source.len);
    uint32_t *const count[] = {&d->number, &d->places,      &d->parts, &d->parts_held, &d->ours,
                               &d->values, &d->values_held, &d->forms, &d->forms_held, &d->differs};
    for (size_t i = 0; i < sizeof count / sizeof *count; i++)
        *count[i] = ts_read_u32le(&c);
    for (size_t i = 0; c.ok && i < told(d); i++) {
        ts_document_part *p = &d->differ[i];
        p->place = ts_read_u64le(&c);
        p->len = ts_read_u32le(&c);
        p->row = ts_read_u8(&c);
        ts_span name = ts_read_counted(&c);
        if (name.len >= sizeof p->name)
            c.ok = false;
        memset(p->name, 0, sizeof p->name);
        if (c.ok && name.len)
            memcpy(p->name, name.ptr, name.len);
    }
    return known && c.ok && !ts_cursor_left(&c) && verdict < TS_DOCUMENT_VERDICTS && common < TS_DOCUMENT_COMMONS
               ? TS_OK
               : ts_fail(TS_EDAMAGED,
                         "case.db: what was found of a document is not what was written: run verify again");
}

ts_err ts_document_save(ts_case *c, const ts_document *d) {
    ts_stmt *s;
    char place[8 + sizeof d->blob.byte];
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0};
    pack(d, &plain);
    ts_seal(&c->seal_key, ts_buf_span(&plain), where(&d->blob, place), &sealed);
    TS_TRY(ts_db_prepare(c->db, "INSERT OR REPLACE INTO document (digest, sealed) VALUES (?, ?)", &s));
    ts_bind_span(s, 1, ts_span_of(d->blob.byte, sizeof d->blob.byte));
    ts_bind_span(s, 2, ts_buf_span(&sealed));
    return ts_stmt_run(s);
}

static ts_err load(ts_case *c, ts_stmt *s, ts_document *d) {
    char place[8 + sizeof d->blob.byte];
    ts_span blob = ts_col_span(s, 0);
    if (blob.len != sizeof d->blob.byte)
        return ts_fail(TS_EDAMAGED, "case.db: a document's digest has %zu bytes: run verify again", blob.len);
    *d = (ts_document){.verdict = TS_DOCUMENT_NOT_HELD};
    memcpy(d->blob.byte, blob.ptr, blob.len);
    TS_AUTO(ts_buf, ts_buf_wipe) plain = {0};
    TS_TRY(ts_unseal(&c->seal_key, ts_col_span(s, 1), where(&d->blob, place), &plain));
    return unpack(ts_buf_span(&plain), d);
}

ts_err ts_documents_each(ts_case *c, ts_err (*each)(void *, const ts_document *), void *context) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT digest, sealed FROM document ORDER BY digest", &s));
    for (;;) {
        bool row;
        ts_document d;
        TS_TRY(ts_step(s, &row));
        if (!row)
            return TS_OK;
        ts_err err = load(c, s, &d);
        if (!err)
            err = each(context, &d);
        if (err) {
            ts_stmt_reset(s);
            return err;
        }
    }
}

/* ---- which trees ---- */

static const char judged[] = "verify.files";

ts_err ts_documents_clear(ts_case *c) {
    TS_AUTO(ts_buf, ts_buf_done) was = {0};
    TS_TRY(ts_db_exec(c->db, "DELETE FROM document"));
    TS_TRY(ts_case_get(c, judged, &was));
    return was.len ? ts_case_set(c, judged, ts_str("")) : TS_OK;
}

/* Of what they were made from: two registers of one set of trees are alike. */
static void register_mark(const ts_files_register *r, ts_digest *out) {
    ts_sha256 *sha = ts_sha256_new();
    for (size_t i = 0; i < ts_files_register_count(r); i++) {
        const ts_files_info *info = ts_files_info_of(ts_files_register_at(r, i));
        ts_sha256_add(sha, ts_span_of(info->source.byte, sizeof info->source.byte));
        ts_sha256_add(sha, ts_span_of(info->organisation, strlen(info->organisation) + 1));
        ts_sha256_add(sha, ts_span_of(info->system, strlen(info->system) + 1));
        char day[11] = "";
        if (info->as_of != TS_NO_DATE)
            ts_date_print(info->as_of, day);
        ts_sha256_add(sha, ts_span_of(day, sizeof day));
    }
    ts_sha256_end(sha, out);
    ts_sha256_free(sha);
}

ts_err ts_documents_mark(ts_case *c, const ts_files_register *r) {
    ts_digest d;
    register_mark(r, &d);
    return ts_case_set(c, judged, ts_span_of(d.byte, sizeof d.byte));
}

ts_err ts_documents_check(ts_case *c, const ts_files_register *r) {
    ts_digest d;
    register_mark(r, &d);
    TS_AUTO(ts_buf, ts_buf_done) was = {0}, verified = {0};
    TS_TRY(ts_case_get(c, judged, &was));
    TS_TRY(ts_case_get(c, "verify.register", &verified)); /* unset: nothing was verified yet, and nothing is missing */
    bool none = !was.len && (!ts_files_register_count(r) || !verified.len);
    if (!none && !ts_span_eq(ts_buf_span(&was), ts_span_of(d.byte, sizeof d.byte)))
        return ts_fail(
            TS_EUSAGE,
            "the documents were not judged against the trees of files that are registered: run verify again");
    return TS_OK;
}
