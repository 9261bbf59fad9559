/* files_register.c - the trees of files of a register, and the manifest that says which of them are in force.
 *
 * files.toml, made for reading by people and checked as a whole:
 *
 *     format = 1
 *     [[tree]]
 *     name = "3f2a91bc07de55a1-9c0b7712-01.tsf"
 *     seal = "<the header's HMAC>"
 *     sha256 = "<of the file>"
 *     organisation = "RBS"  system = "Share X"  as_of = "2024-10-01"  documents = 41203
 *     # mac <HMAC over everything above>
 */
#include "store/files_register.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/toml.h"
#include "store/manifest.h"

enum { MANIFEST_FORMAT = 1, MAX_TREES = 4096, SUFFIX = 4 };
static const ts_manifest manifest = {"files.toml", "files manifest", "\n[[tree]]\n", ".tsf", TS_FILES_NAME_MAX};

struct ts_files_register {
    ts_files **tree;
    size_t trees;
};

/* ---- opening ---- */

static ts_err open_tree(int dir, const ts_key *key, const ts_toml *entry, ts_files **out) {
    const char *name = ts_toml_string(entry, "name", "");
    ts_digest want, is;
    if (!ts_manifest_name_fits(&manifest, name) ||
        !ts_unhex(ts_str(ts_toml_string(entry, "seal", "")), want.byte, sizeof want.byte))
        return ts_fail(TS_EDAMAGED, "the register's manifest %s names a file that cannot be one (line %d)",
                       manifest.name, ts_toml_line(entry));
    TS_TRY(ts_files_open(key, dir, name, out));
    ts_files_seal(*out, &is);
    if (ts_hmac_eq(&want, &is))
        return TS_OK;
    ts_files_close(*out);
    *out = NULL;
    return ts_fail(TS_EDAMAGED, "the index of files %s is not the one that was registered: take it from a copy", name);
}

static int by_tree(const void *a, const void *b) {
    const ts_files_info *x = ts_files_info_of(*(ts_files *const *)a), *y = ts_files_info_of(*(ts_files *const *)b);
    int order = strcmp(x->organisation, y->organisation);
    if (!order)
        order = strcmp(x->system, y->system);
    if (!order)
        order = (x->as_of > y->as_of) - (x->as_of < y->as_of);
    return order ? order : ts_digest_cmp(&x->source, &y->source);
}

static ts_err open_trees(int dir, const ts_key *key, const ts_toml *root, ts_files_register *r) {
    const ts_toml *list = ts_toml_get(root, "tree");
    size_t n = ts_toml_count(list);
    if (ts_toml_int(root, "format", 0) != MANIFEST_FORMAT)
        return ts_fail(TS_EUNSUPPORTED, "the register's %s has a newer format than this program reads", manifest.name);
    if (n > MAX_TREES)
        return ts_fail(TS_ELIMIT, "the register lists more than %d trees of files", MAX_TREES);
    r->tree = ts_alloc_array(n + 1, sizeof(ts_files *));
    for (size_t i = 0; i < n; i++, r->trees++)
        TS_TRY(open_tree(dir, key, ts_toml_at(list, i), &r->tree[i]));
    if (n)
        qsort(r->tree, n, sizeof(ts_files *), by_tree);
    return TS_OK;
}

ts_err ts_files_register_open(int dir, const ts_key *register_key, ts_files_register **out) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_span body;
    TS_TRY(ts_manifest_load(&manifest, dir, register_key, &text, &body));
    ts_files_register *r = ts_alloc(sizeof *r);
    ts_toml *root = NULL;
    ts_err err = body.len ? ts_toml_parse(body, manifest.name, &root) : TS_OK;
    if (!err && root)
        err = open_trees(dir, register_key, root, r);
    ts_toml_free(root);
    if (err) {
        ts_files_register_close(r);
        return err;
    }
    *out = r;
    return TS_OK;
}

void ts_files_register_close(ts_files_register *r) {
    if (!r)
        return;
    for (size_t i = 0; i < r->trees; i++)
        ts_files_close(r->tree[i]);
    ts_free(r->tree);
    ts_free(r);
}

size_t ts_files_register_count(const ts_files_register *r) { return r->trees; }
ts_files *ts_files_register_at(const ts_files_register *r, size_t i) { return i < r->trees ? r->tree[i] : NULL; }

bool ts_files_register_has(const ts_files_register *r, const ts_files_info *tree) {
    for (size_t i = 0; i < r->trees; i++) {
        const ts_files_info *info = ts_files_info_of(r->tree[i]);
        if (ts_digest_eq(&info->source, &tree->source) && strcmp(info->organisation, tree->organisation) == 0 &&
            strcmp(info->system, tree->system) == 0 && info->as_of == tree->as_of &&
            info->likeness_version == TS_LIKENESS_VERSION)
            return true;
    }
    return false;
}

/* ---- adding ---- */

/* By the tree, whose it is and of which day, and the rules: one tree may stand under two names. */
void ts_files_register_name(const ts_files_info *info, char out[static TS_FILES_NAME_MAX]) {
    char source[65], whose[65], day[11] = "";
    ts_digest d;
    ts_sha256 *sha = ts_sha256_new();
    ts_sha256_add(sha, ts_span_of(info->organisation, strlen(info->organisation) + 1));
    ts_sha256_add(sha, ts_span_of(info->system, strlen(info->system) + 1));
    if (info->as_of != TS_NO_DATE)
        ts_date_print(info->as_of, day);
    ts_sha256_add(sha, ts_str(day));
    ts_sha256_end(sha, &d);
    ts_sha256_free(sha);
    ts_digest_hex(&info->source, source);
    ts_digest_hex(&d, whose);
    snprintf(out, TS_FILES_NAME_MAX, "%.16s-%.8s-%02u.tsf", source, whose, (unsigned)info->likeness_version);
}

static ts_err describe(int dir, const ts_files *x, const char *name, ts_buf *out) {
    const ts_files_info *info = ts_files_info_of(x);
    char as_of[11] = "";
    ts_digest seal, sha;
    int fd = -1;
    TS_TRY(ts_fs_open(dir, name, &fd));
    ts_err err = ts_sha256_file(fd, 0, UINT64_MAX, &sha, NULL);
    ts_fs_close(&fd);
    TS_TRY(err);
    ts_files_seal(x, &seal);
    if (info->as_of != TS_NO_DATE)
        ts_date_print(info->as_of, as_of);
    ts_buf_add_str(out, manifest.entry);
    ts_manifest_add_text(out, "name", name);
    ts_manifest_add_digest(out, "seal", &seal);
    ts_manifest_add_digest(out, "sha256", &sha);
    ts_manifest_add_digest(out, "source", &info->source);
    ts_manifest_add_text(out, "organisation", info->organisation);
    ts_manifest_add_text(out, "system", info->system);
    ts_manifest_add_text(out, "as_of", as_of);
    ts_buf_addf(out, "documents = %u\nplaces = %u\n", info->documents, info->places);
    return TS_OK;
}

ts_err ts_files_register_add(int dir, const ts_key *register_key, const char *name) {
    enum { RULES = 3 }; /* "-01" */
    TS_AUTO(ts_buf, ts_buf_done) old = {0}, new = {0};
    char line[TS_FILES_NAME_MAX + 16];
    ts_span body;
    TS_TRY(ts_manifest_load(&manifest, dir, register_key, &old, &body));
    if (!body.len)
        ts_buf_addf(&new, "# The trees of files in force.  Made by the program: an edit is refused.\nformat = %d\n",
                    MANIFEST_FORMAT);
    ts_files *x = NULL;
    TS_TRY(ts_files_open(register_key, dir, name, &x));
    /* another index of this tree gives way, under whatever rules it was made */
    snprintf(line, sizeof line, "\nname = \"%.*s-", (int)(strlen(name) - SUFFIX - RULES), name);
    ts_manifest_add_others(&manifest, &new, body, line);
    ts_err err = describe(dir, x, name, &new);
    ts_files_close(x);
    TS_TRY(err);
    TS_TRY(ts_manifest_save(&manifest, dir, register_key, &new));
    ts_manifest_drop_strays(&manifest, dir, ts_buf_span(&new));
    return TS_OK;
}
