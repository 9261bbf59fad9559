/* files_stage.c - registers a tree of the organisation's own documents: a file server, or its backup.
 *
 * The documents come from the sandboxed workers, as the leak's do, since a share holds whatever anybody put there; what is kept of
 * each is in store/files_index.h.  The index is in force once the register's manifest names it.
 */
#include <touchstone/holdings.h>
#include <touchstone/ingest.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/mem.h"
#include "holdings/settings.h"
#include "store/case.h"
#include "store/files_register.h"
#include "store/people.h"
#include "store/register.h"

#define LISTING "holdings.toml"
enum { SETTINGS_MAX = 4 << 20 };

struct ts_files_holding {
    ts_case *c;
    ts_files_builder *builder;
    ts_files_info info;
    ts_files_result result;
    char index_name[TS_FILES_NAME_MAX];
    int lock;
};

ts_err ts_register_files_begin(ts_case *c, const ts_register_options *o, ts_files_holding **out) {
    ts_settings_of_holding s = {.file = "the tree",
                                .organisation = o->organisation,
                                .system = o->system,
                                .as_of = o->as_of ? ts_date_parse_iso(ts_str(o->as_of)) : TS_NO_DATE};
    if (o->as_of && s.as_of == TS_NO_DATE)
        return ts_fail(TS_EUSAGE, "--as-of is a date like 2023-10-01");
    TS_TRY(ts_settings_check(&s));
    int lock = -1;
    TS_TRY(ts_register_lock(c->register_dir, &lock));
    ts_files_holding *h = ts_alloc(sizeof *h);
    *h = (ts_files_holding){.c = c, .builder = ts_files_build(&c->register_key), .lock = lock};
    snprintf(h->info.organisation, sizeof h->info.organisation, "%s", s.organisation);
    snprintf(h->info.system, sizeof h->info.system, "%s", s.system);
    h->info.as_of = s.as_of;
    *out = h;
    return TS_OK;
}

void ts_register_files_abandon(ts_files_holding *h) {
    if (!h)
        return;
    ts_files_abandon(h->builder);
    ts_fs_close(&h->lock);
    ts_free(h);
}

ts_err ts_register_files_add(ts_files_holding *h, const struct ts_read_document *d) {
    if (d->path.len > UINT32_MAX || h->result.places == UINT32_MAX)
        return ts_fail(TS_ELIMIT, "one tree has at most %u files: register it in parts", UINT32_MAX);
    h->result.places++;
    ts_files_add(
        h->builder,
        &(ts_files_place){
            .path = d->path, .content = d->content, .size = d->size, .modified = d->modified, .likeness = d->likeness});
    return TS_OK;
}

void ts_register_files_unread(ts_files_holding *h, ts_reason reason) {
    h->info.unread++;
    h->result.unread++;
    if (reason < TS_REASON_COUNT)
        h->result.unread_reason[reason]++;
}

static void describe(const ts_files_holding *h, ts_buf *out) {
    char iso[11], hex[65];
    ts_json j;
    ts_json_init(&j, out, false);
    ts_json_open(&j, '{');
    ts_json_put_str(&j, "organisation", h->info.organisation);
    ts_json_put_str(&j, "system", h->info.system);
    ts_date_print(h->info.as_of, iso);
    ts_json_put_str(&j, "as_of", iso);
    ts_digest_hex(&h->info.source, hex);
    ts_json_put_str(&j, "sha256", hex);
    ts_json_key(&j, "already"), ts_json_bool(&j, h->result.already);
    if (!h->result.already) {
        ts_json_put_str(&j, "kind", "files");
        ts_json_put_str(&j, "index", h->index_name);
        ts_json_put_uint(&j, "documents", h->info.documents);
        ts_json_put_uint(&j, "places", h->info.places);
        ts_json_put_uint(&j, "without_text", h->info.without_text);
        ts_json_put_uint(&j, "not_wholly_read", h->info.unread);
        ts_json_put_uint(&j, "bytes", h->info.bytes);
    }
    ts_json_close(&j, '}');
}

static ts_err log_act(ts_files_holding *h) {
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    describe(h, &details);
    TS_TRY(ts_case_begin(h->c));
    int organisation;
    ts_err err = ts_organisation_index(h->c, h->info.organisation, &organisation);
    if (!err)
        err = ts_custody_add(h->c->custody, "register", ts_buf_span(&details));
    if (!err)
        err = ts_case_commit(h->c);
    if (err)
        ts_case_rollback(h->c);
    return err;
}

static ts_err build(ts_files_holding *h) {
    struct stat st;
    ts_files_builder *b = h->builder;
    h->builder = NULL; /* finish frees it */
    ts_files_register_name(&h->info, h->index_name);
    TS_TRY(ts_files_finish(b, &h->info, h->c->register_dir, h->index_name));
    if (fstatat(h->c->register_dir, h->index_name, &st, AT_SYMLINK_NOFOLLOW) == 0)
        h->result.index_bytes = (uint64_t)st.st_size;
    return ts_files_register_add(h->c->register_dir, &h->c->register_key, h->index_name);
}

static ts_err end(ts_files_holding *h, uint64_t bytes) {
    if (!h->result.places)
        return ts_fail(TS_EUSAGE, "no file of the tree could be opened: is it the right directory?");
    h->info.bytes = bytes;
    ts_files_settle(h->builder, &h->info);
    ts_files_register *r = NULL;
    TS_TRY(ts_files_register_open(h->c->register_dir, &h->c->register_key, &r));
    h->result.already = ts_files_register_has(r, &h->info);
    ts_files_register_close(r);
    h->result.documents = h->info.documents;
    h->result.without_text = h->info.without_text;
    h->result.bytes = bytes;
    h->result.memory = ts_files_builder_bytes(h->builder);
    if (!h->result.already)
        TS_TRY(build(h));
    return log_act(h);
}

ts_err ts_register_files_end(ts_files_holding *h, uint64_t bytes, ts_files_result *out) {
    ts_err err = end(h, bytes);
    if (!err)
        *out = h->result;
    ts_register_files_abandon(h);
    return err;
}

/* ---- holdings.toml ---- */

static ts_err each_tree(const ts_toml *root, const char *dir, const char *listing,
                        ts_err (*each)(void *, const char *, const ts_register_options *), void *context) {
    const ts_toml *list = ts_toml_get(root, "holding");
    for (size_t i = 0; i < ts_toml_count(list); i++) {
        ts_settings_of_holding s = {.as_of = TS_NO_DATE};
        char as_of[11];
        TS_TRY(ts_settings_read(ts_toml_at(list, i), listing, &s));
        if (!s.tree)
            continue;
        if (s.as_of != TS_NO_DATE)
            ts_date_print(s.as_of, as_of);
        TS_AUTO(ts_buf, ts_buf_done) path = {0};
        if (s.tree[0] != '/')
            ts_buf_addf(&path, "%s/", dir);
        ts_buf_add_str(&path, s.tree);
        TS_TRY(each(context, path.ptr,
                    &(ts_register_options){.organisation = s.organisation,
                                           .system = s.system,
                                           .as_of = s.as_of == TS_NO_DATE ? NULL : as_of}));
    }
    return TS_OK;
}

ts_err ts_register_trees(const char *dir, ts_err (*each)(void *, const char *, const ts_register_options *),
                         void *context) {
    int fd = -1;
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, listing = {0};
    ts_toml *root = NULL;
    TS_TRY(ts_fs_open_dir(AT_FDCWD, dir, &fd));
    ts_buf_addf(&listing, "%s/" LISTING, dir);
    bool there = faccessat(fd, LISTING, F_OK, 0) == 0 || errno != ENOENT;
    ts_err err = there ? ts_fs_load(fd, LISTING, SETTINGS_MAX, &text) : TS_OK;
    if (!err && there)
        err = ts_toml_parse(ts_buf_span(&text), listing.ptr, &root);
    if (!err && root)
        err = each_tree(root, dir, listing.ptr, each, context);
    ts_toml_free(root);
    ts_fs_close(&fd);
    return err;
}
