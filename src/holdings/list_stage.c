/* list_stage.c - what is registered: listed, checked, destroyed.
 *
 * Destroying means the key (decisions.md 5): without it the fingerprints in an index lead to nobody and its lines are noise, whoever has a copy.
 * The files are removed after it.  A copy of the case's database that was made before still has the key under the case's: it is
 * not reached from here, and the certificate says so.
 */
#include <touchstone/holdings.h>

#include <inttypes.h>
#include "base/clock.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/case.h"
#include "store/case_files.h"
#include "store/files_register.h"
#include "store/register.h"

static ts_err open_register(ts_case *c, ts_register **out) {
    return ts_register_open(c->register_dir, &c->register_key, NULL, out);
}

static void day_of(ts_date d, char out[static 11]) {
    if (d == TS_NO_DATE)
        snprintf(out, 11, "-");
    else
        ts_date_print(d, out);
}

/* ---- listing ---- */

static void as_json(ts_json *j, const ts_index *x) {
    const ts_holding_info *i = ts_index_info(x);
    char day[11], hex[65];
    ts_json_open(j, '{');
    ts_json_put_str(j, "organisation", i->organisation);
    ts_json_put_str(j, "system", i->system);
    ts_json_put_str(j, "kind", i->kind);
    ts_json_key(j, "as_of");
    day_of(i->as_of, day);
    i->as_of == TS_NO_DATE ? ts_json_null(j) : ts_json_str(j, day);
    ts_json_put_uint(j, "rows", ts_index_people(x));
    ts_json_put_uint(j, "rows_stored", ts_index_lines(x));
    ts_json_put_uint(j, "bad_rows", i->bad_rows);
    ts_json_key(j, "complete"), ts_json_bool(j, i->complete);
    ts_digest_hex(&i->source, hex);
    ts_json_put_str(j, "sha256", hex);
    ts_json_close(j, '}');
}

static void tree_json(ts_json *j, const ts_files_info *i) {
    char day[11], hex[65];
    ts_json_open(j, '{');
    ts_json_put_str(j, "organisation", i->organisation);
    ts_json_put_str(j, "system", i->system);
    ts_json_key(j, "as_of");
    day_of(i->as_of, day);
    i->as_of == TS_NO_DATE ? ts_json_null(j) : ts_json_str(j, day);
    ts_json_put_uint(j, "documents", i->documents);
    ts_json_put_uint(j, "places", i->places);
    ts_json_put_uint(j, "without_text", i->without_text);
    ts_json_put_uint(j, "not_wholly_read", i->unread);
    ts_digest_hex(&i->source, hex);
    ts_json_put_str(j, "sha256", hex);
    ts_json_close(j, '}');
}

static void list_json(const ts_register *r, const ts_files_register *trees, FILE *out) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_json j;
    ts_json_init(&j, &text, true);
    ts_json_open(&j, '{');
    ts_json_put_str(&j, "schema", "touchstone.holdings/1");
    ts_json_key(&j, "holdings"), ts_json_open(&j, '[');
    for (size_t i = 0; i < ts_register_count(r); i++)
        as_json(&j, ts_register_at(r, i));
    ts_json_close(&j, ']');
    ts_json_key(&j, "earlier_leaks"), ts_json_open(&j, '[');
    for (size_t i = 0; i < ts_register_earlier(r); i++)
        as_json(&j, ts_register_earlier_at(r, i));
    ts_json_close(&j, ']');
    ts_json_key(&j, "trees"), ts_json_open(&j, '[');
    for (size_t i = 0; i < ts_files_register_count(trees); i++)
        tree_json(&j, ts_files_info_of(ts_files_register_at(trees, i)));
    ts_json_close(&j, ']');
    ts_json_close(&j, '}');
    fprintf(out, "%s\n", text.ptr);
}

static void line(const ts_index *x, FILE *out) {
    const ts_holding_info *i = ts_index_info(x);
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    char day[11];
    ts_buf_addf(&name, "%s%s%s", i->organisation, i->organisation[0] ? " " : "", i->system);
    day_of(i->as_of, day);
    fprintf(out, "  %-28s %-10s %-10s %10" PRIu32 " rows, %10" PRIu32 " of them stored here", name.ptr, i->kind, day,
            ts_index_people(x), ts_index_lines(x));
    if (i->bad_rows)
        fprintf(out, ", %" PRIu32 " bad left out", i->bad_rows);
    fprintf(out, "%s\n", i->complete ? ", complete" : "");
}

static void tree_line(const ts_files_info *i, FILE *out) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    char day[11];
    ts_buf_addf(&name, "%s %s", i->organisation, i->system);
    day_of(i->as_of, day);
    fprintf(out, "  %-28s %-10s %-10s %10" PRIu32 " documents at %" PRIu32 " places", name.ptr, "files", day,
            i->documents, i->places);
    if (i->unread)
        fprintf(out, ", %" PRIu32 " not wholly read", i->unread);
    fprintf(out, "\n");
}

static void list_text(const ts_register *r, const ts_files_register *trees, FILE *out) {
    for (size_t i = 0; i < ts_register_count(r); i++)
        line(ts_register_at(r, i), out);
    for (size_t i = 0; i < ts_register_earlier(r); i++)
        line(ts_register_earlier_at(r, i), out);
    for (size_t i = 0; i < ts_files_register_count(trees); i++)
        tree_line(ts_files_info_of(ts_files_register_at(trees, i)), out);
    if (!ts_register_count(r) && !ts_register_earlier(r) && !ts_files_register_count(trees))
        fprintf(out, "nothing is registered: touchstone register CASE EXPORT...\n");
}

static ts_err open_both(ts_case *c, ts_register **r, ts_files_register **trees) {
    TS_TRY(open_register(c, r));
    ts_err err = ts_files_register_open(c->register_dir, &c->register_key, trees);
    if (err)
        ts_register_close(*r);
    return err;
}

ts_err ts_holdings_list(ts_case *c, bool json, FILE *out) {
    ts_register *r = NULL;
    ts_files_register *trees = NULL;
    TS_TRY(open_both(c, &r, &trees));
    if (json)
        list_json(r, trees, out);
    else
        list_text(r, trees, out);
    ts_files_register_close(trees);
    ts_register_close(r);
    return TS_OK;
}

ts_err ts_holdings_check(ts_case *c, uint64_t *files) {
    ts_register *r = NULL;
    ts_files_register *trees = NULL;
    TS_TRY(open_both(c, &r, &trees));
    ts_err err = ts_register_verify(r);
    for (size_t i = 0; !err && i < ts_files_register_count(trees); i++)
        err = ts_files_verify(ts_files_register_at(trees, i));
    *files = ts_register_count(r) + ts_register_earlier(r) + ts_files_register_count(trees);
    ts_files_register_close(trees);
    ts_register_close(r);
    return err;
}

/* ---- destroying ---- */

typedef struct certificate {
    ts_case *c;
    ts_json *j;
    uint64_t files;
} certificate;

/* Files of any kind: a damaged one is destroyed like the others. */
static ts_err add_file(void *context, const char *name, uint64_t bytes) {
    certificate *k = context;
    ts_digest sha;
    char hex[65];
    int fd = -1;
    TS_TRY(ts_fs_open(k->c->register_dir, name, &fd));
    ts_err err = ts_sha256_file(fd, 0, UINT64_MAX, &sha, NULL);
    ts_fs_close(&fd);
    TS_TRY(err);
    ts_digest_hex(&sha, hex);
    ts_json_open(k->j, '{');
    ts_json_put_str(k->j, "name", name);
    ts_json_put_uint(k->j, "bytes", bytes);
    ts_json_put_str(k->j, "sha256", hex);
    ts_json_close(k->j, '}');
    k->files++;
    return TS_OK;
}

static ts_err certify(ts_case *c, const char *reason, ts_buf *out, uint64_t *files) {
    ts_json j;
    ts_key_id id;
    char hex[2 * TS_KEY_ID_BYTES + 1];
    certificate k = {c, &j, 0};
    ts_json_init(&j, out, false);
    ts_json_open(&j, '{');
    ts_json_put_str(&j, "reason", reason);
    ts_key_identify(&c->register_key, &id);
    ts_hex(ts_span_of(id.byte, sizeof id.byte), hex);
    ts_json_put_str(&j, "key_destroyed", hex);
    ts_json_key(&j, "not_reached"),
        ts_json_str(&j, "copies of the case or of the register's key that were made before");
    ts_json_key(&j, "files"), ts_json_open(&j, '[');
    TS_TRY(ts_register_dir_each(c->register_dir, add_file, &k));
    ts_json_close(&j, ']');
    ts_json_close(&j, '}');
    *files = k.files;
    return TS_OK;
}

static ts_err destroy(ts_case *c, const char *reason, const char *passphrase, uint64_t *files) {
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    uint64_t n;
    TS_TRY(certify(c, reason, &details, &n));
    if (!n)
        return ts_fail(TS_EUSAGE, "nothing is registered: there is nothing to destroy");
    TS_TRY(ts_case_begin(c));
    ts_err err = ts_case_register_rekey(c, passphrase);
    if (!err)
        err = ts_custody_add(c->custody, "holdings destroyed", ts_buf_span(&details));
    if (!err)
        err = ts_case_commit(c);
    if (err) {
        ts_case_rollback(c);
        return err;
    }
    *files = n;
    return ts_case_register_clear(c);
}

ts_err ts_holdings_destroy(ts_case *c, const char *reason, const char *passphrase, uint64_t *files) {
    if (!reason || !ts_trim(ts_str(reason)).len)
        return ts_fail(TS_EUSAGE, "destroying the holdings cannot be undone: say why with --reason TEXT");
    int lock = -1;
    TS_TRY(ts_register_lock(c->register_dir, &lock));
    ts_err err = destroy(c, reason, passphrase, files);
    ts_fs_close(&lock);
    return err;
}
