/* register.c - a directory of index files and the manifest that says which of them are in force.
 *
 * register.toml, made for reading by people and checked as a whole:
 *
 *     format = 1
 *     [[file]]
 *     name = "3f2a91bc07de55a1-9c0b7712.tsx"
 *     seal = "<the index header's HMAC>"     what is in force is this very file, not another one of its name
 *     sha256 = "<of the file>"               for whoever has a copy and no key
 *     organisation = "RBS"  system = "PAS"  as_of = "2023-10-01"  rows = 20000
 *     # mac <HMAC over everything above>
 */
#include "store/register.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/toml.h"
#include "store/manifest.h"
#include "text/name_mark.h"

enum { MANIFEST_MAX = 16 << 20, MANIFEST_FORMAT = 1, MAX_FILES = 65535 };
static const ts_manifest manifest = {"register.toml", "register manifest", "\n[[file]]\n", ".tsx", TS_REGISTER_NAME};

typedef struct member {
    char name[TS_REGISTER_NAME];
    ts_index *index;
} member;

struct ts_register {
    member *file;
    size_t files; /* the holdings */
    size_t all; /* behind them earlier leaks */
};

/* ---- opening ---- */

static ts_err open_member(int dir, const ts_key *key, const ts_toml *entry, const uint8_t *versions, member *out) {
    const char *name = ts_toml_string(entry, "name", "");
    ts_digest want, is;
    if (!ts_manifest_name_fits(&manifest, name) ||
        !ts_unhex(ts_str(ts_toml_string(entry, "seal", "")), want.byte, sizeof want.byte))
        return ts_fail(TS_EDAMAGED, "the register's manifest names a file that cannot be one (line %d)",
                       ts_toml_line(entry));
    snprintf(out->name, sizeof out->name, "%s", name);
    TS_TRY(ts_index_open(key, dir, name, &out->index));
    ts_index_seal(out->index, &is);
    ts_err err = TS_OK;
    if (!ts_hmac_eq(&want, &is))
        err = ts_fail(TS_EDAMAGED, "the index file %s is not the one that was registered: take it from a copy", name);
    else if (versions && !ts_index_normal_fits(out->index, versions))
        err =
            ts_fail(TS_EUNSUPPORTED,
                    "the index file %s (%s, %s) was made by another version of the rules: register this holding again",
                    name, ts_index_info(out->index)->organisation, ts_index_info(out->index)->system);
    if (err) {
        ts_index_close(out->index);
        out->index = NULL;
    }
    return err;
}

static bool is_earlier(const member *m) { return strcmp(ts_index_info(m->index)->kind, TS_KIND_EARLIER) == 0; }

static int cmp_member(const void *a, const void *b) {
    const ts_holding_info *x = ts_index_info(((const member *)a)->index),
                          *y = ts_index_info(((const member *)b)->index);
    int order = is_earlier(a) - is_earlier(b);
    if (!order)
        order = strcmp(x->organisation, y->organisation);
    if (!order)
        order = strcmp(x->system, y->system);
    if (!order)
        order = (x->as_of > y->as_of) - (x->as_of < y->as_of);
    return order ? order : ts_digest_cmp(&x->source, &y->source);
}

/* Are the files there that it rests on? */
static bool rests_well(const ts_register *r, const ts_index *x) {
    for (size_t k = 0; k < ts_index_stills(x); k++) {
        ts_digest want, is;
        bool there = false;
        ts_index_still_of(x, k, &want);
        for (size_t i = 0; i < r->files && !there; i++) {
            ts_index_seal(r->file[i].index, &is);
            there = ts_digest_eq(&want, &is);
        }
        if (!there)
            return false;
    }
    return true;
}

static ts_err check_rests(const ts_register *r) {
    for (size_t i = 0; i < r->files; i++)
        if (!rests_well(r, r->file[i].index))
            return ts_fail(
                TS_EUNSUPPORTED,
                "the index file %s (%s, %s) rests on another one that was replaced: register this holding again",
                r->file[i].name, ts_index_info(r->file[i].index)->organisation,
                ts_index_info(r->file[i].index)->system);
    return TS_OK;
}

static ts_err open_members(int dir, const ts_key *key, const ts_toml *root, const uint8_t *versions, ts_register *r) {
    const ts_toml *list = ts_toml_get(root, "file");
    size_t n = ts_toml_count(list);
    if (ts_toml_int(root, "format", 0) != MANIFEST_FORMAT)
        return ts_fail(TS_EUNSUPPORTED, "the register has a newer format than this program reads");
    if (n > MAX_FILES)
        return ts_fail(TS_ELIMIT, "the register lists more than %d files", MAX_FILES);
    r->file = ts_alloc_array(n + 1, sizeof *r->file);
    for (size_t i = 0; i < n; i++, r->all++)
        TS_TRY(open_member(dir, key, ts_toml_at(list, i), versions, &r->file[i]));
    qsort(r->file, r->all, sizeof *r->file, cmp_member);
    while (r->files < r->all && !is_earlier(&r->file[r->files]))
        r->files++;
    return versions ? check_rests(r) : TS_OK;
}

ts_err ts_register_open(int dir, const ts_key *register_key, const uint8_t *versions, ts_register **out) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_span body;
    TS_TRY(ts_manifest_load(&manifest, dir, register_key, &text, &body));
    ts_register *r = ts_alloc(sizeof *r);
    ts_err err = TS_OK;
    if (body.len) {
        ts_toml *root = NULL;
        err = ts_toml_parse(body, manifest.name, &root);
        if (!err)
            err = open_members(dir, register_key, root, versions, r);
        ts_toml_free(root);
    }
    if (err) {
        ts_register_close(r);
        return err;
    }
    *out = r;
    return TS_OK;
}

void ts_register_close(ts_register *r) {
    if (!r)
        return;
    for (size_t i = 0; i < r->all; i++)
        ts_index_close(r->file[i].index);
    ts_free(r->file);
    ts_free(r);
}

size_t ts_register_count(const ts_register *r) { return r->files; }
const ts_index *ts_register_at(const ts_register *r, size_t i) { return i < r->files ? r->file[i].index : NULL; }

size_t ts_register_earlier(const ts_register *r) { return r->all - r->files; }
const ts_index *ts_register_earlier_at(const ts_register *r, size_t i) {
    return i < r->all - r->files ? r->file[r->files + i].index : NULL;
}

bool ts_register_has(const ts_register *r, const ts_digest *source, const uint8_t *versions) {
    for (size_t i = 0; i < r->all; i++)
        if (ts_digest_eq(&ts_index_info(r->file[i].index)->source, source) &&
            (!versions || (ts_index_normal_fits(r->file[i].index, versions) && rests_well(r, r->file[i].index))))
            return true;
    return false;
}

static bool is_alike(const ts_register *r, const ts_index *x, const ts_holding_info *info) {
    const ts_holding_info *of = ts_index_info(x);
    return strcmp(of->organisation, info->organisation) == 0 && strcmp(of->system, info->system) == 0 &&
           !ts_digest_eq(&of->source, &info->source) && ts_index_normal_fits(x, info->normal_version) &&
           rests_well(r, x);
}

size_t ts_register_alike(const ts_register *r, const ts_holding_info *info, const ts_index **out, size_t max) {
    size_t all = 0, n = 0;
    for (size_t i = 0; i < r->files; i++)
        all += is_alike(r, r->file[i].index, info);
    for (size_t i = 0; i < r->files; i++)
        if (is_alike(r, r->file[i].index, info) && all-- <= max)
            out[n++] = r->file[i].index;
    return n;
}

ts_err ts_register_verify(const ts_register *r) {
    for (size_t i = 0; i < r->all; i++)
        TS_TRY(ts_index_verify(r->file[i].index));
    return TS_OK;
}

/* ---- adding ---- */

void ts_register_name(const ts_holding_info *info, char out[static TS_REGISTER_NAME]) {
    /* An index under other rules is another file, so that the one in force is never written over. */
    char source[65], rules[65];
    ts_digest d;
    ts_digest_hex(&info->source, source);
    TS_AUTO(ts_buf, ts_buf_done) made = {0};
    ts_buf_add(&made, ts_span_of(info->normal_version, sizeof info->normal_version));
    ts_buf_add_u32le(&made, TS_INDEX_FORMAT);
    ts_sha256_of(ts_buf_span(&made), &d);
    ts_digest_hex(&d, rules);
    snprintf(out, TS_REGISTER_NAME, "%.16s-%.8s.tsx", source, rules);
}

/* What a killed writer left.  Runs under the lock; a manifest that cannot be read names nothing for certain. */
static void drop_strays(int dir) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    if (ts_fs_load(dir, manifest.name, MANIFEST_MAX, &text) == TS_OK || errno == ENOENT)
        ts_manifest_drop_strays(&manifest, dir, ts_buf_span(&text));
}

ts_err ts_register_lock(int dir, int *lock) {
    int fd = openat(dir, "register.lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return ts_fail(TS_EIO, "the register cannot be written: %s", strerror(errno));
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        close(fd);
        return ts_fail(TS_EIO, "another run is registering into this register now: wait for it to end");
    }
    drop_strays(dir);
    *lock = fd;
    return TS_OK;
}

static ts_err describe(int dir, const ts_index *x, const char *name, ts_buf *out) {
    const ts_holding_info *info = ts_index_info(x);
    char as_of[11] = "";
    ts_digest seal, sha;
    int fd = -1;
    TS_TRY(ts_fs_open(dir, name, &fd));
    ts_err err = ts_sha256_file(fd, 0, UINT64_MAX, &sha, NULL);
    ts_fs_close(&fd);
    TS_TRY(err);
    ts_index_seal(x, &seal);
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
    ts_manifest_add_text(out, "kind", info->kind);
    ts_buf_addf(out, "rows = %u\n", info->rows);
    return TS_OK;
}

ts_err ts_register_add(int dir, const ts_key *register_key, const char *name) {
    TS_AUTO(ts_buf, ts_buf_done) old = {0}, new = {0};
    ts_span body;
    TS_TRY(ts_manifest_load(&manifest, dir, register_key, &old, &body));
    if (!body.len) {
        ts_buf_addf(&new, "# The index files in force.  Made by the program: an edit is refused.\nformat = %d\n",
                    MANIFEST_FORMAT);
        ts_manifest_add_key(&new, register_key);
    }
    ts_index *x = NULL;
    char hex[65], line[96];
    TS_TRY(ts_index_open(register_key, dir, name, &x));
    ts_digest_hex(&ts_index_info(x)->source, hex);
    snprintf(line, sizeof line, "\nsource = \"%s\"\n", hex); /* another index of this export gives way */
    ts_manifest_add_others(&manifest, &new, body, line);
    ts_err err = describe(dir, x, name, &new);
    ts_index_close(x);
    TS_TRY(err);
    return ts_manifest_save(&manifest, dir, register_key, &new);
}

/* ---- hints ---- */

static int cmp_mark(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

ts_err ts_register_names(const ts_register *r, uint64_t **mark, size_t *n) {
    size_t all = 0, kept = 0;
    for (size_t i = 0; i < r->files; i++)
        all += ts_index_names(r->file[i].index);
    uint64_t *m = ts_alloc_array(all + 1, sizeof *m);
    ts_err err = TS_OK;
    for (size_t i = 0, at = 0; i < r->files && !err; at += ts_index_names(r->file[i++].index))
        err = ts_index_load_names(r->file[i].index, m + at);
    if (err) {
        ts_wipe(m, all * sizeof *m);
        ts_free(m);
        return err;
    }
    qsort(m, all, sizeof *m, cmp_mark);
    for (size_t i = 0; i < all; i++)
        if (kept && (m[kept - 1] ^ m[i]) <= TS_NAME_ROLES) /* the same word, of another file or in another role */
            m[kept - 1] |= m[i];
        else
            m[kept++] = m[i];
    *mark = m;
    *n = kept;
    return TS_OK;
}

static uint16_t share_of(const ts_holding_info *info) {
    if (!info->local_space)
        return 1;
    uint64_t share = info->local_used >= info->local_space ? UINT16_MAX : info->local_used * 65536 / info->local_space;
    return (uint16_t)(share < 1 ? 1 : share > UINT16_MAX ? UINT16_MAX : share);
}

static int cmp_mask(const void *a, const void *b) {
    const ts_register_mask *x = a, *y = b;
    return x->share != y->share ? (x->share < y->share ? 1 : -1) : strcmp(x->mask, y->mask);
}

size_t ts_register_masks(const ts_register *r, ts_register_mask *out, size_t max) {
    size_t n = 0;
    for (size_t i = 0; i < r->files; i++) {
        const ts_holding_info *info = ts_index_info(r->file[i].index);
        for (size_t k = 0; k < sizeof info->mask / sizeof *info->mask && info->mask[k][0]; k++) {
            size_t at = 0;
            while (at < n && strcmp(out[at].mask, info->mask[k]) != 0)
                at++;
            if (at == n && n == max)
                continue;
            if (at == n)
                out[n++] = (ts_register_mask){.share = 0};
            memcpy(out[at].mask, info->mask[k], sizeof out[at].mask);
            if (share_of(info) > out[at].share)
                out[at].share = share_of(info);
        }
    }
    qsort(out, n, sizeof *out, cmp_mask);
    return n;
}
