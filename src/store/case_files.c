/* case_files.c - the small files of a case directory: lock, settings, register, the database's digest. */
#include "store/case_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/clock.h"
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "base/toml.h"

enum { SETTINGS_MAX = 1 << 20, SMALL_FILE = 4096 };

/* ---- lock ---- */

/* The kernel lets go of the lock when its process ends, however it ends. */
ts_err ts_case_lock(int dir, int *lock) {
    int fd = openat(dir, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return ts_fail(TS_EIO, "the case's lock file cannot be opened: %s", strerror(errno));
    char text[160] = "", since[25];
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        int why = errno;
        bool known = pread(fd, text, sizeof text - 1, 0) > 0;
        close(fd);
        if (why != EWOULDBLOCK)
            return ts_fail(TS_EIO, "the case cannot be locked: %s", strerror(why));
        return ts_fail(TS_EIO, "the case is in use by %s: wait until it has ended", known ? text : "another process");
    }
    char host[128] = "";
    if (gethostname(host, sizeof host - 1) != 0)
        host[0] = 0;
    ts_instant_print(ts_now(), since);
    snprintf(text, sizeof text, "process %d on %.80s since %s", (int)getpid(), host, since);
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, strlen(text), 0) < 0) {
        ts_err err = ts_fail(TS_EIO, "the case's lock file cannot be written: %s", strerror(errno));
        close(fd);
        return err;
    }
    *lock = fd;
    return TS_OK;
}

void ts_case_unlock(int *lock) {
    if (*lock >= 0 && ftruncate(*lock, 0) != 0)
        return ts_fs_close(lock);
    ts_fs_close(lock);
}

/* ---- settings ---- */

static ts_err load_limits(const ts_toml *table, ts_limits *out) {
    for (size_t i = 0; i < ts_toml_count(table); i++) {
        const char *key = ts_toml_key_at(table, i);
        const ts_toml *node = ts_toml_get(table, key);
        char number[32];
        snprintf(number, sizeof number, "%lld", (long long)ts_toml_int(table, key, -1));
        if (ts_limit_set(out, key, ts_toml_text(node) ? ts_toml_text(node) : number) != TS_OK) {
            char why[300];
            snprintf(why, sizeof why, "%s", ts_error_text());
            return ts_fail(TS_EUSAGE, "case.toml, line %d: %s", ts_toml_line(node), why);
        }
    }
    return TS_OK;
}

ts_err ts_settings_load(int dir, ts_settings *out) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_toml *root;
    TS_TRY(ts_fs_load(dir, "case.toml", SETTINGS_MAX, &text));
    TS_TRY(ts_toml_parse(ts_buf_span(&text), "case.toml", &root));
    ts_err err = TS_OK;
    out->limits = ts_limits_usual;
    const char *realm = ts_toml_string(root, "realm", "live"), *outside = ts_toml_string(root, "register", NULL);
    if (strcmp(realm, "live") != 0 && strcmp(realm, "test") != 0)
        err = ts_fail(TS_EUSAGE, "case.toml: realm is \"live\" or \"test\"");
    for (size_t i = 0; !err && i < ts_toml_count(root); i++) {
        const char *key = ts_toml_key_at(root, i);
        if (strcmp(key, "limits") == 0)
            err = load_limits(ts_toml_get(root, key), &out->limits);
        else if (strcmp(key, "realm") != 0 && strcmp(key, "register") != 0)
            err = ts_fail(TS_EUSAGE, "case.toml, line %d: there is no setting \"%s\"",
                          ts_toml_line(ts_toml_get(root, key)), key);
    }
    if (!err) {
        out->test_realm = strcmp(realm, "test") == 0;
        out->register_path = outside ? ts_copy_str(ts_str(outside)) : NULL;
    }
    ts_toml_free(root);
    return err;
}

void ts_settings_done(ts_settings *s) { ts_free(s->register_path); }

ts_err ts_settings_write(int dir, bool test_realm, const char *register_path) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_addf(&text,
                "# Settings of this case, to be edited by hand; read each time the case is opened.\n\n"
                "# \"live\": reserved ranges (999 health numbers, drama phones, postcode ZZ99) are placeholders.\n"
                "# \"test\": they are ordinary values, as synthetic worlds need it.  Part of the result digest.\n"
                "realm = \"%s\"\n\n"
                "# The directory of the register of holdings, where it stands outside of this case.\n",
                test_realm ? "test" : "live");
    if (!register_path) {
        ts_buf_add_str(&text, "# register = \"/path/of/register\"\n");
    } else {
        char *whole = realpath(register_path, NULL);
        ts_buf_add_str(&text, "register = ");
        ts_toml_quote(&text, ts_str(whole ? whole : register_path));
        ts_buf_add_char(&text, '\n');
        free(whole);
    }
    ts_buf_add_str(&text, "\n# Bounds of what is unpacked and read (`touchstone list limits`).  What the usual ones "
                          "cut short is read again\n"
                          "# by the next ingest after they are changed.\n"
                          "# [limits]\n# member = \"4 GiB\"\n# depth = 20\n");
    return ts_fs_replace(dir, "case.toml", ts_buf_span(&text), 0600);
}

/* ---- register ---- */

/* "touchstone register 1\nkey <id>\n": which key opens what stands here. */
static ts_err read_key_id(int dir, ts_key_id *id, bool *found) {
    static const char head[] = "touchstone register 1\nkey ";
    struct stat st;
    *found = false;
    if (fstatat(dir, "key-id", &st, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT)
        return TS_OK;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_TRY(ts_fs_load(dir, "key-id", SMALL_FILE, &text));
    ts_span all = ts_buf_span(&text), hex = ts_slice(all, sizeof head - 1, 2 * TS_KEY_ID_BYTES);
    if (all.len != sizeof head - 1 + 2 * TS_KEY_ID_BYTES + 1 || !ts_span_starts(all, ts_str(head)) ||
        !ts_unhex(hex, id->byte, TS_KEY_ID_BYTES) || all.ptr[all.len - 1] != '\n')
        return ts_fail(TS_EDAMAGED, "the register's file key-id is damaged: restore it from a copy");
    *found = true;
    return TS_OK;
}

static ts_err write_key_id(int dir, const ts_key_id *id) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    char hex[2 * TS_KEY_ID_BYTES + 1];
    ts_hex(ts_span_of(id->byte, TS_KEY_ID_BYTES), hex);
    ts_buf_addf(&text, "touchstone register 1\nkey %s\n", hex);
    return ts_fs_replace(dir, "key-id", ts_buf_span(&text), 0600);
}

ts_err ts_register_dir_attach(int dir, const char *outside, const char *passphrase, ts_key *key) {
    int from = outside ? AT_FDCWD : dir;
    const char *name = outside ? outside : "register";
    TS_AUTO(int, ts_fs_close) fd = -1;
    ts_key_id id;
    bool found;
    TS_TRY(ts_fs_make_dir(from, name));
    TS_TRY(ts_fs_open_dir(from, name, &fd));
    TS_TRY(read_key_id(fd, &id, &found));
    if (found)
        return ts_keyring_load(&id, passphrase, key);
    if (outside) {
        TS_TRY(ts_keyring_new(passphrase, key, &id));
    } else {
        ts_random(key->byte, sizeof key->byte);
        ts_key_identify(key, &id);
    }
    return write_key_id(fd, &id);
}

ts_err ts_register_dir_open(int dir, const char *outside, int *out, ts_key_id *id) {
    int fd;
    bool found = false;
    if (ts_fs_open_dir(outside ? AT_FDCWD : dir, outside ? outside : "register", &fd))
        return ts_fail(TS_EIO,
                       "the register %s cannot be opened: put it back, or set 'register' in case.toml to where it is",
                       outside ? outside : "inside the case");
    ts_err err = read_key_id(fd, id, &found);
    if (!err && !found)
        err = ts_fail(TS_EDAMAGED, "the register has no file key-id: restore it from a copy");
    if (err) {
        ts_fs_close(&fd);
        return err;
    }
    *out = fd;
    return TS_OK;
}

/* What a register makes: index files, those of trees of documents, what is half written of them, and their manifests.  Whatever else
 * stands in its directory is somebody's own. */
static bool is_of_register(const char *name) {
    static const char *const end[] = {".tsx", ".tsx.tmp", ".tsf", ".tsf.tmp", "register.toml", "files.toml"};
    size_t len = strlen(name);
    for (size_t i = 0; i < sizeof end / sizeof *end; i++)
        if (len >= strlen(end[i]) && strcmp(name + len - strlen(end[i]), end[i]) == 0)
            return true;
    return false;
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

ts_err ts_register_dir_each(int register_dir, ts_err (*each)(void *, const char *name, uint64_t bytes), void *context) {
    int copy = openat(register_dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *d = copy >= 0 ? fdopendir(copy) : NULL;
    if (!d)
        return ts_fail(TS_EIO, "the register cannot be listed: %s", strerror(errno));
    char **name = NULL;
    size_t n = 0, room = 0;
    for (struct dirent *e; (e = readdir(d));) {
        if (!is_of_register(e->d_name))
            continue;
        if (n == room) {
            room = room ? 2 * room : 16;
            name = ts_grow(name, room, sizeof *name);
        }
        name[n++] = ts_copy_str(ts_str(e->d_name));
    }
    closedir(d);
    if (n)
        qsort(name, n, sizeof *name, by_name);
    ts_err err = TS_OK;
    for (size_t i = 0; i < n; i++) {
        struct stat st;
        if (!err && fstatat(register_dir, name[i], &st, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(st.st_mode))
            err = each(context, name[i], (uint64_t)st.st_size);
        ts_free(name[i]);
    }
    ts_free(name);
    return err;
}

static ts_err remove_one(void *context, const char *name, uint64_t bytes) {
    (void)bytes;
    const int *dir = context;
    if (unlinkat(*dir, name, 0) != 0 && errno != ENOENT)
        return ts_fail(TS_EIO, "the register's file %s cannot be removed: %s", name, strerror(errno));
    return TS_OK;
}

ts_err ts_register_dir_rekey(int register_dir, const ts_key *key) {
    ts_key_id id;
    TS_TRY(ts_register_dir_each(register_dir, remove_one, &register_dir));
    ts_key_identify(key, &id);
    return write_key_id(register_dir, &id);
}

/* ---- the database's digest ---- */

/* As sha256sum prints it, so that "sha256sum -c case.db.sha256" checks it too. */
static ts_err sum_line(int dir, char out[static 80]) {
    ts_digest digest;
    char hex[65];
    TS_AUTO(int, ts_fs_close) fd = -1;
    TS_TRY(ts_fs_open(dir, "case.db", &fd));
    uint64_t bytes;
    TS_TRY(ts_sha256_file(fd, 0, UINT64_MAX, &digest, &bytes));
    ts_digest_hex(&digest, hex);
    snprintf(out, 80, "%s  case.db\n", hex);
    return TS_OK;
}

ts_err ts_case_sum_check(int dir, bool *unclean) {
    struct stat st;
    *unclean = fstatat(dir, "case.db-wal", &st, 0) == 0 && st.st_size > 0;
    if (*unclean)
        return TS_OK;
    if (fstatat(dir, "case.db.sha256", &st, 0) != 0) {
        *unclean = true;
        return TS_OK;
    }
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    char line[80];
    TS_TRY(ts_fs_load(dir, "case.db.sha256", SMALL_FILE, &text));
    TS_TRY(sum_line(dir, line));
    if (!ts_span_eq(ts_buf_span(&text), ts_str(line)))
        return ts_fail(TS_EDAMAGED,
                       "case.db or case.db.sha256 is damaged: it is not what was written when the case was "
                       "closed; restore both from a copy (nothing was overwritten)");
    return TS_OK;
}

void ts_case_sum_forget(int dir) {
    if (unlinkat(dir, "case.db.sha256", 0) == 0)
        fsync(dir);
}

/* Where this fails there is no digest, and the next open does without. */
void ts_case_sum_write(int dir) {
    char line[80];
    struct stat st;
    if (fstatat(dir, "case.db-wal", &st, 0) == 0 && st.st_size > 0)
        return; /* it could not be closed cleanly */
    if (sum_line(dir, line) == TS_OK && ts_fs_replace(dir, "case.db.sha256", ts_str(line), 0600) != TS_OK)
        unlinkat(dir, "case.db.sha256", 0);
}

/* ---- undoing ---- */

void ts_case_remove_begun(int dir, const char *path) {
    static const char *const files[] = {"case.db",          "case.db-wal",
                                        "case.db-shm",      "case.db-journal",
                                        "case.db.sha256",   "case.db.sha256.tmp",
                                        "custody.log",      "case.toml",
                                        "case.toml.tmp",    "lock",
                                        "register/key-id",  "register/key-id.tmp",
                                        TS_CASE_UNFINISHED, TS_CASE_UNFINISHED ".tmp"};
    static const char *const dirs[] = {"sightings", "reports", "register"};
    if (dir < 0)
        return;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        unlinkat(dir, files[i], 0);
    for (size_t i = 0; i < sizeof dirs / sizeof dirs[0]; i++)
        unlinkat(dir, dirs[i], AT_REMOVEDIR);
    rmdir(path);
}
