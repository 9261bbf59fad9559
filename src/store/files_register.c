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

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/toml.h"

#define MANIFEST "files.toml"
#define MAC_MARK "# mac "
#define ENTRY_MARK "\n[[tree]]\n"
enum { MANIFEST_MAX = 16 << 20, MANIFEST_FORMAT = 1, MAX_TREES = 4096, SUFFIX = 4 };

struct ts_files_register {
    ts_files **tree;
    size_t trees;
};

static void manifest_mac(const ts_key *register_key, ts_span body, ts_digest *out) {
    ts_key key;
    ts_key_derive(register_key, "files manifest", &key);
    ts_hmac(&key, body, out);
    ts_key_wipe(&key);
}

/* The manifest's text without its last line, which is checked; empty where there is none yet. */
static ts_err load_manifest(int dir, const ts_key *register_key, ts_buf *text, ts_span *body) {
    *body = (ts_span){"", 0};
    if (faccessat(dir, MANIFEST, F_OK, 0) != 0 && errno == ENOENT)
        return TS_OK;
    TS_TRY(ts_fs_load(dir, MANIFEST, MANIFEST_MAX, text));
    ts_span all = ts_buf_span(text);
    size_t line = strlen(MAC_MARK) + 2 * sizeof(ts_digest) + 1, at = all.len < line ? 0 : all.len - line;
    ts_digest want, is;
    if (!ts_span_starts(ts_slice(all, at, line), ts_str(MAC_MARK)) ||
        !ts_unhex(ts_slice(all, at + strlen(MAC_MARK), 2 * sizeof want.byte), want.byte, sizeof want.byte))
        return ts_fail(TS_EDAMAGED,
                       "the register's manifest " MANIFEST " is cut short or was edited: take it from a copy");
    *body = ts_slice(all, 0, at);
    manifest_mac(register_key, *body, &is);
    return ts_hmac_eq(&want, &is) ? TS_OK
                                  : ts_fail(TS_EDAMAGED, "the register's manifest " MANIFEST
                                                         " was changed, or is another register's: take it "
                                                         "from a copy");
}

static bool name_fits(const char *name) {
    size_t len = strlen(name);
    if (len <= SUFFIX || len >= TS_FILES_NAME_MAX || strcmp(name + len - SUFFIX, ".tsf") != 0)
        return false;
    for (size_t i = 0; i < len - SUFFIX; i++)
        if (!ts_is_alnum(name[i]) && name[i] != '-')
            return false;
    return true;
}

/* ---- opening ---- */

static ts_err open_tree(int dir, const ts_key *key, const ts_toml *entry, ts_files **out) {
    const char *name = ts_toml_string(entry, "name", "");
    ts_digest want, is;
    if (!name_fits(name) || !ts_unhex(ts_str(ts_toml_string(entry, "seal", "")), want.byte, sizeof want.byte))
        return ts_fail(TS_EDAMAGED, "the register's manifest " MANIFEST " names a file that cannot be one (line %d)",
                       ts_toml_line(entry));
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
        return ts_fail(TS_EUNSUPPORTED, "the register's " MANIFEST " has a newer format than this program reads");
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
    TS_TRY(load_manifest(dir, register_key, &text, &body));
    ts_files_register *r = ts_alloc(sizeof *r);
    ts_toml *root = NULL;
    ts_err err = body.len ? ts_toml_parse(body, MANIFEST, &root) : TS_OK;
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

/* Files that no manifest names are what a killed writer left. */
static void drop_strays(int dir, ts_span manifest) {
    int copy = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = copy >= 0 ? fdopendir(copy) : NULL;
    for (struct dirent *e; d && (e = readdir(d));) {
        ts_span name = ts_str(e->d_name);
        bool half = name.len > 8 && strcmp(e->d_name + name.len - 8, ".tsf.tmp") == 0;
        if (half || (name_fits(e->d_name) && ts_span_find(manifest, name, 0) == SIZE_MAX))
            unlinkat(dir, e->d_name, 0);
    }
    if (d)
        closedir(d);
}

/* The manifest's text without the entry of this tree, under whatever rules it was made. */
static void add_others(ts_buf *out, ts_span body, const char *name) {
    enum { RULES = 3 }; /* "-01" */
    char line[TS_FILES_NAME_MAX + 16];
    snprintf(line, sizeof line, "\nname = \"%.*s-", (int)(strlen(name) - SUFFIX - RULES), name);
    for (size_t from = 0; from < body.len;) {
        size_t to = ts_span_find(body, ts_str(ENTRY_MARK), from + 1);
        ts_span entry = ts_slice(body, from, to == SIZE_MAX ? body.len - from : to - from);
        if (ts_span_find(entry, ts_str(line), 0) == SIZE_MAX)
            ts_buf_add(out, entry);
        from += entry.len;
    }
}

static void add_text(ts_buf *out, const char *key, const char *value) {
    ts_buf_addf(out, "%s = ", key);
    ts_toml_quote(out, ts_str(value));
    ts_buf_add_char(out, '\n');
}

static void add_digest(ts_buf *out, const char *key, const ts_digest *d) {
    char hex[65];
    ts_digest_hex(d, hex);
    add_text(out, key, hex);
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
    ts_buf_add_str(out, ENTRY_MARK);
    add_text(out, "name", name);
    add_digest(out, "seal", &seal);
    add_digest(out, "sha256", &sha);
    add_digest(out, "source", &info->source);
    add_text(out, "organisation", info->organisation);
    add_text(out, "system", info->system);
    add_text(out, "as_of", as_of);
    ts_buf_addf(out, "documents = %u\nplaces = %u\n", info->documents, info->places);
    return TS_OK;
}

ts_err ts_files_register_add(int dir, const ts_key *register_key, const char *name) {
    TS_AUTO(ts_buf, ts_buf_done) old = {0}, new = {0};
    ts_span body;
    TS_TRY(load_manifest(dir, register_key, &old, &body));
    if (!body.len)
        ts_buf_addf(&new, "# The trees of files in force.  Made by the program: an edit is refused.\nformat = %d\n",
                    MANIFEST_FORMAT);
    ts_files *x = NULL;
    TS_TRY(ts_files_open(register_key, dir, name, &x));
    add_others(&new, body, name);
    ts_err err = describe(dir, x, name, &new);
    ts_files_close(x);
    TS_TRY(err);
    ts_digest mac;
    char hex[65];
    manifest_mac(register_key, ts_buf_span(&new), &mac);
    ts_digest_hex(&mac, hex);
    ts_buf_addf(&new, MAC_MARK "%s\n", hex);
    TS_TRY(ts_fs_replace(dir, MANIFEST, ts_buf_span(&new), 0600));
    drop_strays(dir, ts_buf_span(&new));
    return TS_OK;
}
