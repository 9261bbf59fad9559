/* keyring.c - case and register keys in files, derived keys, wiped after use.
 *
 * A key file is text, so that it can be kept on paper; it lives outside the case (decisions.md 5):
 *
 *     touchstone key 1
 *     id 5f1d3c9a0b7e2264
 *     wrap none                         or: wrap argon2id 3 268435456 <salt>
 *     key <32 bytes>                    or: the 32 bytes sealed under the passphrase's key
 *     check <SHA-256 of the lines above>
 *
 * The check tells a damaged file from a wrong passphrase; the id tells a wrong key from both.
 */
#include "crypt/keyring.h"

#include <fcntl.h>
#include <pwd.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "crypt/seal.h"

/* Argon2id bounds for files that come from elsewhere: what a person waits for, not what a file asks. */
enum { MAX_PASSES = 16, MAX_MEMORY = 1 << 30, KEY_FILE_MAX = 1024, SALT = crypto_pwhash_SALTBYTES };
enum { FILE_NAME = 2 * TS_KEY_ID_BYTES + sizeof ".key" };
_Static_assert(crypto_auth_hmacsha256_BYTES == TS_KEY_BYTES, "one HMAC block is one key");

ts_err ts_crypt_init(void) {
    return sodium_init() < 0 ? ts_fail(TS_EINTERNAL, "the cryptographic library cannot start") : TS_OK;
}

void ts_random(void *out, size_t len) { randombytes_buf(out, len); }

void ts_key_wipe(ts_key *key) { sodium_memzero(key, sizeof *key); }

static void hmac(ts_span key, ts_span message, unsigned char out[static TS_KEY_BYTES]) {
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, (const unsigned char *)key.ptr, key.len);
    crypto_auth_hmacsha256_update(&state, (const unsigned char *)message.ptr, message.len);
    crypto_auth_hmacsha256_final(&state, out);
    sodium_memzero(&state, sizeof state);
}

/* RFC 5869, one block of output: extract with a fixed salt, expand with the label. */
void ts_key_derive(const ts_key *from, const char *label, ts_key *out) {
    ts_key pseudorandom;
    hmac(ts_str("touchstone key 1"), ts_span_of(from->byte, TS_KEY_BYTES), pseudorandom.byte);
    TS_AUTO(ts_buf, ts_buf_done) info = {0};
    ts_buf_add_str(&info, label);
    ts_buf_add_u8(&info, 1);
    hmac(ts_span_of(pseudorandom.byte, TS_KEY_BYTES), ts_buf_span(&info), out->byte);
    ts_key_wipe(&pseudorandom);
}

void ts_key_identify(const ts_key *key, ts_key_id *out) {
    ts_key id;
    ts_key_derive(key, "id", &id);
    memcpy(out->byte, id.byte, TS_KEY_ID_BYTES);
    ts_key_wipe(&id);
}

/* ---- the key directory ---- */

static void file_name(const ts_key_id *id, char out[static FILE_NAME]) {
    ts_hex(ts_span_of(id->byte, TS_KEY_ID_BYTES), out);
    memcpy(out + 2 * TS_KEY_ID_BYTES, ".key", sizeof ".key");
}

static ts_err directory_path(ts_buf *out) {
    const char *own = getenv("TOUCHSTONE_KEYS"), *config = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    if (own && *own) {
        ts_buf_add_str(out, own);
        return TS_OK;
    }
    if (config && *config == '/') { /* XDG: a relative path is to be ignored */
        ts_buf_addf(out, "%s/touchstone/keys", config);
        return TS_OK;
    }
    if (!home || !*home) {
        const struct passwd *user = getpwuid(getuid());
        home = user ? user->pw_dir : NULL;
    }
    if (!home || !*home)
        return ts_fail(TS_EUSAGE, "there is no home directory to keep keys in: set TOUCHSTONE_KEYS to a directory");
    ts_buf_addf(out, "%s/.config/touchstone/keys", home);
    return TS_OK;
}

/* Opens the directory, making it and its parents (0700) where `make` says so. */
static ts_err directory_open(bool make, ts_buf *path, int *dir) {
    TS_TRY(directory_path(path));
    for (size_t i = 1; make && i < path->len; i++)
        if (path->ptr[i] == '/') {
            path->ptr[i] = 0;
            ts_err err = ts_fs_make_dir(AT_FDCWD, path->ptr);
            path->ptr[i] = '/';
            TS_TRY(err);
        }
    if (make)
        TS_TRY(ts_fs_make_dir(AT_FDCWD, path->ptr));
    return ts_fs_open_dir(AT_FDCWD, path->ptr, dir);
}

/* ---- key files ---- */

typedef struct wrapping {
    bool sealed;
    uint64_t passes, memory;
    unsigned char salt[SALT];
} wrapping;

static ts_err passphrase_key(const wrapping *w, const char *passphrase, ts_key *out) {
    if (crypto_pwhash(out->byte, TS_KEY_BYTES, passphrase, strlen(passphrase), w->salt, w->passes, (size_t)w->memory,
                      crypto_pwhash_ALG_ARGON2ID13) != 0)
        return ts_fail(TS_EIO, "the passphrase cannot be worked with: %u MiB of memory are needed",
                       (unsigned)(w->memory >> 20));
    return TS_OK;
}

static void add_hex(ts_buf *out, ts_span bytes) {
    char hex[2 * (TS_KEY_BYTES + TS_SEAL_EXTRA) + 1];
    ts_hex(bytes, hex);
    ts_buf_add_str(out, hex);
    sodium_memzero(hex, sizeof hex);
}

static void add_check(ts_buf *text) {
    ts_digest check;
    ts_sha256_of(ts_buf_span(text), &check);
    ts_buf_add_str(text, "check ");
    add_hex(text, ts_span_of(check.byte, sizeof check.byte));
    ts_buf_add_char(text, '\n');
}

static ts_err file_text(const ts_key *key, const ts_key_id *id, const char *passphrase, ts_buf *text) {
    ts_buf_reserve(text, KEY_FILE_MAX); /* in one piece: no copies of the key are left by growing */
    ts_buf_add_str(text, "touchstone key 1\nid ");
    add_hex(text, ts_span_of(id->byte, TS_KEY_ID_BYTES));
    if (!passphrase) {
        ts_buf_add_str(text, "\nwrap none\nkey ");
        add_hex(text, ts_span_of(key->byte, TS_KEY_BYTES));
    } else {
        wrapping w = {true, crypto_pwhash_OPSLIMIT_MODERATE, crypto_pwhash_MEMLIMIT_MODERATE, {0}};
        ts_random(w.salt, SALT);
        ts_key with;
        TS_TRY(passphrase_key(&w, passphrase, &with));
        ts_buf_addf(text, "\nwrap argon2id %u %u ", (unsigned)w.passes, (unsigned)w.memory);
        add_hex(text, ts_span_of(w.salt, SALT));
        TS_AUTO(ts_buf, ts_buf_done) sealed = {0};
        ts_seal(&with, ts_span_of(key->byte, TS_KEY_BYTES), ts_span_of(id->byte, TS_KEY_ID_BYTES), &sealed);
        ts_key_wipe(&with);
        ts_buf_add_str(text, "\nkey ");
        add_hex(text, ts_buf_span(&sealed));
    }
    ts_buf_add_char(text, '\n');
    add_check(text);
    return TS_OK;
}

ts_err ts_keyring_new(const char *passphrase, ts_key *key, ts_key_id *id) {
    ts_key fresh;
    ts_key_id name;
    ts_random(fresh.byte, sizeof fresh.byte);
    ts_key_identify(&fresh, &name);
    char file[FILE_NAME];
    file_name(&name, file);
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    TS_AUTO(int, ts_fs_close) dir = -1;
    ts_err err = directory_open(true, &path, &dir);
    if (!err)
        err = file_text(&fresh, &name, passphrase, &text);
    if (!err)
        err = ts_fs_create(dir, file, ts_buf_span(&text), 0600);
    if (!err) {
        *key = fresh;
        *id = name;
    }
    ts_key_wipe(&fresh);
    return err;
}

/* The next "word rest\n" line; empty where it does not begin with the word. */
static ts_span line_after(ts_cursor *c, const char *word) {
    size_t left = ts_cursor_left(c), end = ts_span_find(ts_span_of(c->at, left), ts_str("\n"), 0);
    ts_span line = ts_read_span(c, end == SIZE_MAX ? left + 1 : end);
    ts_skip(c, 1);
    size_t n = strlen(word);
    if (!c->ok || !ts_span_starts(line, ts_str(word)) || line.len <= n || line.ptr[n] != ' ')
        return (ts_span){"", 0};
    return ts_slice(line, n + 1, line.len);
}

static ts_span next_word(ts_span *s) {
    size_t end = ts_span_find(*s, ts_str(" "), 0);
    ts_span word = ts_slice(*s, 0, end == SIZE_MAX ? s->len : end);
    *s = ts_slice(*s, end == SIZE_MAX ? s->len : end + 1, s->len);
    return word;
}

static bool read_wrapping(ts_span line, wrapping *w) {
    *w = (wrapping){0};
    if (ts_span_eq(line, ts_str("none")))
        return true;
    w->sealed = true;
    if (!ts_span_eq(next_word(&line), ts_str("argon2id")))
        return false;
    return ts_parse_u64(next_word(&line), &w->passes) && ts_parse_u64(next_word(&line), &w->memory) &&
           ts_unhex(line, w->salt, SALT) && w->passes >= 1 && w->passes <= MAX_PASSES &&
           w->memory >= crypto_pwhash_MEMLIMIT_MIN && w->memory <= MAX_MEMORY;
}

static ts_err unwrap(const wrapping *w, ts_span hex, const ts_key_id *id, const char *passphrase, const char *file,
                     ts_key *out) {
    if (!w->sealed)
        return ts_unhex(hex, out->byte, TS_KEY_BYTES) ? TS_OK
                                                      : ts_fail(TS_EDAMAGED, "the key file %s is damaged", file);
    unsigned char sealed[TS_KEY_BYTES + TS_SEAL_EXTRA];
    if (!ts_unhex(hex, sealed, sizeof sealed))
        return ts_fail(TS_EDAMAGED, "the key file %s is damaged", file);
    if (!passphrase)
        return ts_fail(TS_EKEY, "the key file %s is closed with a passphrase: give it", file);
    ts_key with;
    TS_TRY(passphrase_key(w, passphrase, &with));
    ts_err err = ts_unseal_to(&with, ts_span_of(sealed, sizeof sealed), ts_span_of(id->byte, TS_KEY_ID_BYTES), out);
    ts_key_wipe(&with);
    return err ? ts_fail(TS_EKEY, "this is not the passphrase of the key file %s", file) : TS_OK;
}

static ts_err read_file(ts_span text, const ts_key_id *id, const char *passphrase, const char *file, ts_key *out) {
    ts_cursor c = ts_cursor_over(text);
    ts_span version = line_after(&c, "touchstone"), name = line_after(&c, "id"), wrap = line_after(&c, "wrap");
    ts_span hex = line_after(&c, "key");
    size_t checked = (size_t)(c.at - text.ptr);
    ts_span check = line_after(&c, "check");
    ts_digest made;
    char hex_made[65];
    ts_sha256_of(ts_slice(text, 0, checked), &made);
    ts_digest_hex(&made, hex_made);
    if (!c.ok || ts_cursor_left(&c) || !ts_span_eq(check, ts_str(hex_made)))
        return ts_fail(TS_EDAMAGED, "the key file %s is damaged: take it from a copy", file);
    if (!ts_span_eq(version, ts_str("key 1")))
        return ts_fail(TS_EUNSUPPORTED, "the key file %s was made by a newer touchstone: use that one", file);
    ts_key_id written_id, made_id;
    wrapping w;
    if (!ts_unhex(name, written_id.byte, TS_KEY_ID_BYTES) || !read_wrapping(wrap, &w))
        return ts_fail(TS_EDAMAGED, "the key file %s is damaged: take it from a copy", file);
    ts_key key = {{0}};
    ts_err err = unwrap(&w, hex, &written_id, passphrase, file, &key);
    ts_key_identify(&key, &made_id);
    if (!err && memcmp(made_id.byte, id->byte, TS_KEY_ID_BYTES) != 0)
        err = ts_fail(TS_EKEY, "the key file %s holds another key: take the right one from a copy", file);
    if (!err)
        *out = key;
    ts_key_wipe(&key);
    return err;
}

ts_err ts_keyring_load(const ts_key_id *id, const char *passphrase, ts_key *key) {
    char file[FILE_NAME];
    file_name(id, file);
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    TS_AUTO(int, ts_fs_close) dir = -1;
    struct stat st;
    if (directory_open(false, &path, &dir) || fstatat(dir, file, &st, 0) != 0)
        return ts_fail(TS_EKEY, "the key %s is not in %s: copy it there, or set TOUCHSTONE_KEYS", file,
                       path.ptr ? path.ptr : "the key directory");
    if (st.st_mode & 077)
        return ts_fail(TS_EPOLICY, "the key file %s can be read by others: make it yours alone with chmod 600", file);
    ts_buf_reserve(&text, 65536 + KEY_FILE_MAX);
    TS_TRY(ts_fs_load(dir, file, KEY_FILE_MAX, &text));
    return read_file(ts_buf_span(&text), id, passphrase, file, key);
}

/* Overwriting helps on plain disks; on flash and copy-on-write file systems only an encrypted disk does. */
ts_err ts_keyring_destroy(const ts_key_id *id) {
    char file[FILE_NAME];
    file_name(id, file);
    TS_AUTO(ts_buf, ts_buf_done) path = {0};
    TS_AUTO(int, ts_fs_close) dir = -1;
    TS_TRY(directory_open(false, &path, &dir));
    TS_AUTO(int, ts_fs_close) fd = openat(dir, file, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return ts_fail(TS_EKEY, "the key %s is not in %s", file, path.ptr);
    char noise[KEY_FILE_MAX];
    ts_random(noise, sizeof noise);
    TS_TRY(ts_fs_write_all(fd, ts_span_of(noise, sizeof noise), file));
    if (fsync(fd) != 0 || unlinkat(dir, file, 0) != 0)
        return ts_fail(TS_EIO, "the key file %s cannot be removed", file);
    return ts_fs_sync_dir(dir);
}

/* ---- a key under another key ---- */

void ts_key_wrap(const ts_key *with, const ts_key *key, ts_buf *out) {
    ts_key_id id;
    ts_key wrap;
    ts_key_identify(with, &id);
    ts_key_derive(with, "wrap", &wrap);
    ts_buf_add(out, ts_span_of(id.byte, sizeof id.byte));
    ts_seal(&wrap, ts_span_of(key->byte, TS_KEY_BYTES), ts_span_of(id.byte, sizeof id.byte), out);
    ts_key_wipe(&wrap);
}

ts_err ts_key_unwrap(const ts_key *with, ts_span wrapped, ts_key *out) {
    if (wrapped.len != TS_KEY_ID_BYTES + TS_KEY_BYTES + TS_SEAL_EXTRA)
        return ts_fail(TS_EDAMAGED, "a wrapped key is cut short");
    ts_key_id id;
    ts_key_identify(with, &id);
    if (memcmp(id.byte, wrapped.ptr, TS_KEY_ID_BYTES) != 0)
        return ts_fail(TS_EKEY, "this key was wrapped under another one");
    ts_key wrap, key = {{0}};
    ts_key_derive(with, "wrap", &wrap);
    ts_err err = ts_unseal_to(&wrap, ts_slice(wrapped, TS_KEY_ID_BYTES, wrapped.len),
                              ts_span_of(id.byte, sizeof id.byte), key.byte);
    ts_key_wipe(&wrap);
    if (!err)
        *out = key;
    ts_key_wipe(&key);
    return err;
}
