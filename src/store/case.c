/* case.c - opens and closes a case: database, keys, settings, custody. */
#include "store/case.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/mem.h"
#include "store/case_files.h"
#include "store/sweep.h"

/* ---- steps ---- */

ts_err ts_case_begin(ts_case *c) { return ts_db_begin(c->db); }

ts_err ts_case_commit(ts_case *c) {
    TS_TRY(ts_db_commit(c->db));
    TS_TRY(ts_custody_flush(c->custody));
    ts_custody_head(c->custody, c->head);
    if (!c->sweep)
        return TS_OK;
    c->sweep = false;
    return ts_sweep(c->db, c->dir, false);
}

void ts_case_rollback(ts_case *c) {
    ts_db_rollback(c->db);
    c->sweep = false;
}

ts_err ts_case_set(ts_case *c, const char *name, ts_span value) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "INSERT OR REPLACE INTO fact VALUES (?, ?)", &s));
    ts_bind_text(s, 1, name);
    ts_bind_span(s, 2, value);
    return ts_stmt_run(s);
}

ts_err ts_case_get(ts_case *c, const char *name, ts_buf *out) {
    ts_stmt *s;
    bool row = false;
    TS_TRY(ts_db_prepare(c->db, "SELECT value FROM fact WHERE name = ?", &s));
    ts_bind_text(s, 1, name);
    TS_TRY(ts_step(s, &row));
    if (row)
        ts_buf_add(out, ts_col_span(s, 0));
    ts_stmt_reset(s);
    return TS_OK;
}

const char *ts_case_head(const ts_case *c) { return c->head; }

ts_err ts_case_record(ts_case *c, const char *act, const char *details) {
    if (ts_db_inside(c->db))
        return ts_custody_add(c->custody, act, ts_str(details));
    TS_TRY(ts_case_begin(c));
    ts_err err = ts_custody_add(c->custody, act, ts_str(details));
    if (!err)
        return ts_case_commit(c);
    ts_case_rollback(c);
    return err;
}

/* ---- keys ---- */

static void derive_keys(ts_case *c, const ts_key *key) {
    ts_key_derive(key, "seal", &c->seal_key);
    ts_key_derive(key, "pseudonym", &c->pseudonym_key);
    ts_key_derive(key, "mark", &c->mark_key);
}

static ts_err open_custody(ts_case *c, const ts_key *key, const char *person) {
    ts_key log;
    ts_key_derive(key, "log", &log);
    ts_err err = ts_custody_open(c->dir, c->db, &log, person, &c->custody);
    ts_key_wipe(&log);
    if (!err)
        ts_custody_head(c->custody, c->head);
    return err;
}

static ts_err load_case_key(ts_case *c, const char *passphrase, ts_key *key) {
    TS_AUTO(ts_buf, ts_buf_done) id = {0};
    TS_TRY(ts_case_get(c, "key.id", &id));
    if (id.len != TS_KEY_ID_BYTES)
        return ts_fail(TS_EDAMAGED,
                       "%s is not a whole case: making it did not come to its end; remove it and run init "
                       "again",
                       c->path);
    memcpy(c->key_id.byte, id.ptr, TS_KEY_ID_BYTES);
    return ts_keyring_load(&c->key_id, passphrase, key);
}

/* The register's key under the case's, and the directory that it is of. */
static ts_err open_register(ts_case *c, const ts_key *key, const ts_settings *settings) {
    TS_AUTO(ts_buf, ts_buf_done) wrapped = {0};
    ts_key_id made, named;
    TS_TRY(ts_case_get(c, "register.key", &wrapped));
    TS_TRY(ts_key_unwrap(key, ts_buf_span(&wrapped), &c->register_key));
    TS_TRY(ts_register_dir_open(c->dir, settings->register_path, &c->register_dir, &named));
    ts_key_identify(&c->register_key, &made);
    if (memcmp(made.byte, named.byte, TS_KEY_ID_BYTES) == 0)
        return TS_OK;
    /* Its key was destroyed, and what it opened is still there. */
    TS_AUTO(ts_buf, ts_buf_done) gone = {0};
    TS_TRY(ts_case_get(c, "register.gone", &gone));
    if (ts_span_eq(ts_buf_span(&gone), ts_span_of(named.byte, TS_KEY_ID_BYTES)))
        return ts_case_register_clear(c);
    return ts_fail(TS_EKEY, "the register that case.toml names has another key than the one this case attached");
}

ts_err ts_case_register_clear(ts_case *c) {
    TS_AUTO(ts_buf, ts_buf_done) gone = {0};
    ts_key_id id;
    TS_TRY(ts_case_get(c, "register.gone", &gone));
    if (gone.len == TS_KEY_ID_BYTES) {
        memcpy(id.byte, gone.ptr, TS_KEY_ID_BYTES);
        ts_err err = ts_keyring_destroy(&id); /* only that of a register outside of the case has a file */
        if (err && err != TS_EKEY)
            return err;
    }
    /* last: until the directory names the new key, the next opening comes here again */
    return ts_register_dir_rekey(c->register_dir, &c->register_key);
}

/* ---- the case's memory ---- */

static ts_case *case_new(const char *path) {
    ts_case *c = ts_secret_alloc(sizeof *c);
    *c = (ts_case){.dir = -1, .sightings_dir = -1, .register_dir = -1, .lock = -1};
    c->path = ts_copy_str(ts_str(path));
    return c;
}

static void case_free(ts_case *c) {
    ts_free(c->path);
    ts_secret_free(c); /* overwrites the keys */
}

void ts_case_close(ts_case *c) {
    if (!c)
        return;
    ts_custody_close(c->custody);
    if (c->db) {
        bool write = c->unclean || ts_db_changed(c->db);
        if (write)
            ts_case_sum_forget(c->dir);
        ts_db_close(c->db);
        if (write)
            ts_case_sum_write(c->dir);
    }
    ts_fs_close(&c->sightings_dir);
    ts_fs_close(&c->register_dir);
    ts_case_unlock(&c->lock);
    ts_fs_close(&c->dir);
    case_free(c);
}

/* Closes after a failure, whose message stays the one that is told. */
static ts_err give_up(ts_case *c, ts_err err) {
    TS_AUTO(ts_buf, ts_buf_done) why = {0};
    ts_buf_add_str(&why, ts_error_text());
    ts_case_close(c);
    return ts_fail(err, "%s", why.ptr);
}

/* The database itself must be no link, nor, for SQLite, any directory above it: those are resolved first. */
static ts_err open_db(ts_case *c, bool create) {
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    char *whole = realpath(c->path, NULL);
    ts_buf_addf(&path, "%s/case.db", whole ? whole : c->path);
    free(whole);
    return ts_db_open(path.ptr, create, &c->db);
}

/* ---- a new key for the register ---- */

ts_err ts_case_register_rekey(ts_case *c, const char *passphrase) {
    TS_AUTO(ts_settings, ts_settings_done) settings = {0};
    TS_AUTO(ts_buf, ts_buf_done) wrapped = {0};
    ts_key key, fresh;
    ts_key_id old, id;
    TS_TRY(ts_settings_load(c->dir, &settings));
    TS_TRY(load_case_key(c, passphrase, &key));
    ts_err err = TS_OK;
    if (settings.register_path) /* outside of the case: others are to be able to attach it */
        err = ts_keyring_new(passphrase, &fresh, &id);
    else
        ts_random(fresh.byte, sizeof fresh.byte);
    if (!err) {
        ts_key_wrap(&key, &fresh, &wrapped);
        ts_key_identify(&c->register_key, &old);
        err = ts_case_set(c, "register.key", ts_buf_span(&wrapped));
    }
    if (!err)
        err = ts_case_set(c, "register.gone", ts_span_of(old.byte, TS_KEY_ID_BYTES));
    if (!err)
        c->register_key = fresh;
    ts_key_wipe(&key);
    ts_key_wipe(&fresh);
    return err;
}

/* ---- init ---- */

static ts_err write_first_facts(ts_case *c, const ts_key *key, bool test_realm) {
    TS_AUTO(ts_buf, ts_buf_done) wrapped = {0}, details = {0};
    ts_key_wrap(key, &c->register_key, &wrapped);
    TS_TRY(ts_case_set(c, "register.key", ts_buf_span(&wrapped)));
    TS_TRY(ts_case_set(c, "key.id", ts_span_of(c->key_id.byte, TS_KEY_ID_BYTES)));
    char id[2 * TS_KEY_ID_BYTES + 1];
    ts_hex(ts_span_of(c->key_id.byte, TS_KEY_ID_BYTES), id);
    ts_buf_addf(&details, "{\"version\":\"%s\",\"realm\":\"%s\",\"key\":\"%s\"}", TS_VERSION,
                test_realm ? "test" : "live", id);
    return ts_custody_add(c->custody, "init", ts_buf_span(&details));
}

static ts_err fill(ts_case *c, const ts_case_options *o, const ts_key *key) {
    const char *outside = o->register_path;
    TS_TRY(ts_case_lock(c->dir, &c->lock));
    TS_TRY(ts_fs_make_dir(c->dir, "sightings"));
    TS_TRY(ts_fs_make_dir(c->dir, "reports"));
    derive_keys(c, key);
    TS_TRY(ts_register_dir_attach(c->dir, outside, o->passphrase, &c->register_key));
    TS_TRY(ts_settings_write(c->dir, o->test_realm, outside));
    TS_TRY(open_db(c, true));
    c->unclean = true;
    TS_TRY(open_custody(c, key, o->person));
    TS_TRY(ts_case_begin(c));
    ts_err err = write_first_facts(c, key, o->test_realm);
    if (!err)
        return ts_case_commit(c);
    ts_case_rollback(c);
    return err;
}

/* Where an init that was killed left off: what it made is of no use to anybody.  What it did not make stays. */
static ts_err clear_begun(const char *begun) {
    struct stat st;
    TS_AUTO(int, ts_fs_close) dir = -1, lock = -1;
    if (lstat(begun, &st) != 0 || rmdir(begun) == 0) /* killed before its first file */
        return TS_OK;
    TS_TRY(ts_fs_open_dir(AT_FDCWD, begun, &dir));
    if (fstatat(dir, TS_CASE_UNFINISHED, &st, AT_SYMLINK_NOFOLLOW) != 0 &&
        fstatat(dir, TS_CASE_UNFINISHED ".tmp", &st, AT_SYMLINK_NOFOLLOW) != 0)
        return ts_fail(TS_EUSAGE,
                       "%s is in the way, and no init left it there: move it away, or name the case otherwise", begun);
    TS_TRY(ts_case_lock(dir, &lock)); /* somebody may be at it */
    ts_case_remove_begun(dir, begun);
    return TS_OK;
}

static ts_err make_begun(const char *begun, const ts_case_options *o) {
    TS_TRY(clear_begun(begun));
    if (mkdir(begun, 0700) != 0)
        return ts_fail(TS_EIO, "%s cannot be made: %s", begun, strerror(errno));
    ts_case *c = case_new(begun);
    ts_key key = {{0}};
    bool have_key = false;
    ts_err err = ts_fs_open_dir(AT_FDCWD, begun, &c->dir);
    if (!err)
        err = ts_fs_create(c->dir, TS_CASE_UNFINISHED, ts_str(""), 0600);
    if (!err)
        err = ts_keyring_new(o->passphrase, &key, &c->key_id);
    have_key = !err;
    if (!err)
        err = fill(c, o, &key);
    ts_key_wipe(&key);
    if (!err) {
        ts_case_close(c);
        return TS_OK;
    }
    TS_AUTO(ts_buf, ts_buf_done) why = {0};
    ts_buf_add_str(&why, ts_error_text());
    if (have_key)
        ts_keyring_destroy(&c->key_id); /* a key to nothing */
    ts_case_remove_begun(c->dir, begun);
    ts_case_close(c);
    return ts_fail(err, "%s", why.ptr);
}

/* Into its place, all at once. */
static ts_err put_in_place(const char *begun, const char *path) {
    TS_AUTO(int, ts_fs_close) up = -1;
    const char *slash = strrchr(path, '/');
    TS_AUTO(ts_buf, ts_buf_done) parent = {0};
    ts_buf_add(&parent, slash ? ts_span_of(path, (size_t)(slash - path) + 1) : ts_str("."));
    ts_buf_add_u8(&parent, 0);
    if (rename(begun, path) != 0)
        return ts_fail(TS_EIO, "%s cannot be put in place: %s", path, strerror(errno));
    TS_TRY(ts_fs_open_dir(AT_FDCWD, parent.ptr, &up));
    TS_TRY(ts_fs_sync_dir(up));
    TS_AUTO(int, ts_fs_close) dir = -1;
    TS_TRY(ts_fs_open_dir(AT_FDCWD, path, &dir));
    /* A kill before this leaves an empty file, which says nothing where it is now. */
    unlinkat(dir, TS_CASE_UNFINISHED, 0);
    return TS_OK;
}

ts_err ts_case_init(const char *path, const ts_case_options *options) {
    static const ts_case_options none = {0};
    struct stat st;
    TS_TRY(ts_crypt_init());
    if (lstat(path, &st) == 0)
        return ts_fail(TS_EUSAGE, "%s is there already: a case is made in a directory of its own", path);
    /* Made beside its place: whoever kills this leaves a case or none. */
    TS_AUTO(ts_buf, ts_buf_done) whole = {0}, begun = {0};
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    ts_buf_addf(&whole, "%.*s", (int)len, path);
    ts_buf_addf(&begun, "%s.begun", whole.ptr);
    TS_TRY(make_begun(begun.ptr, options ? options : &none));
    return put_in_place(begun.ptr, whole.ptr);
}

/* ---- open ---- */

static ts_err open_all(ts_case *c, const ts_case_options *o, ts_key *key) {
    TS_AUTO(ts_settings, ts_settings_done) settings = {0};
    TS_TRY(ts_case_lock(c->dir, &c->lock));
    TS_TRY(ts_settings_load(c->dir, &settings));
    c->test_realm = settings.test_realm;
    ts_limit = settings.limits;
    TS_TRY(ts_case_sum_check(c->dir, &c->unclean));
    TS_TRY(open_db(c, false));
    TS_TRY(load_case_key(c, o->passphrase, key));
    derive_keys(c, key);
    TS_TRY(ts_fs_open_dir(c->dir, "sightings", &c->sightings_dir));
    TS_TRY(open_register(c, key, &settings));
    TS_TRY(open_custody(c, key, o->person));
    return ts_sweep(c->db, c->dir, true);
}

ts_err ts_case_open(const char *path, const ts_case_options *options, ts_case **out) {
    static const ts_case_options none = {0};
    struct stat st;
    TS_TRY(ts_crypt_init());
    ts_case *c = case_new(path);
    ts_err err = ts_fs_open_dir(AT_FDCWD, path, &c->dir);
    if (!err && fstatat(c->dir, "case.db", &st, 0) != 0)
        err = fstatat(c->dir, "custody.log", &st, 0) == 0
                  ? ts_fail(TS_EDAMAGED, "%s has lost its case.db: restore it from a copy", path)
                  : ts_fail(TS_EIO, "%s is not a case: it has no case.db ('touchstone init' makes one)", path);
    ts_key key = {{0}};
    if (!err)
        err = open_all(c, options ? options : &none, &key);
    ts_key_wipe(&key);
    if (err)
        return give_up(c, err);
    *out = c;
    return TS_OK;
}

ts_err ts_log_verify(const char *case_path, const char *head, ts_log_check *out) {
    TS_AUTO(int, ts_fs_close) dir = -1;
    ts_custody_check check;
    TS_TRY(ts_crypt_init());
    TS_TRY(ts_fs_open_dir(AT_FDCWD, case_path, &dir));
    TS_TRY(ts_custody_verify(dir, head, &check));
    ts_log_check result = {.entries = check.entries,
                           .sound = check.sound,
                           .head_given = check.head_given,
                           .head_found = check.head_found,
                           .head_entry = check.head_entry};
    snprintf(result.what, sizeof result.what, "%s", check.what);
    snprintf(result.head, sizeof result.head, "%s", check.head);
    *out = result;
    return TS_OK;
}
