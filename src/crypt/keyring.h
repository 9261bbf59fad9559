/* keyring.h - case and register keys in files, derived keys, wiped after use (decisions.md 5). */
#ifndef TS_CRYPT_KEYRING_H
#define TS_CRYPT_KEYRING_H

#include "base/bytes.h"

enum { TS_KEY_BYTES = 32, TS_KEY_ID_BYTES = 8 };
typedef struct ts_key {
    unsigned char byte[TS_KEY_BYTES];
} ts_key;
typedef struct ts_key_id {
    unsigned char byte[TS_KEY_ID_BYTES];
} ts_key_id;

/* Once per process, before anything else here. */
ts_err ts_crypt_init(void);
void ts_random(void *out, size_t len);
/* HKDF-SHA256 with a label: "seal", "log", "pseudonym", "hints", ... */
void ts_key_derive(const ts_key *from, const char *label, ts_key *out);
/* First bytes of HKDF(key, "id"): tells a wrong key from a damaged file. */
void ts_key_identify(const ts_key *key, ts_key_id *out);
void ts_key_wipe(ts_key *key);

/* Key files, mode 0600, in $TOUCHSTONE_KEYS, else $XDG_CONFIG_HOME/touchstone/keys, else ~/.config/touchstone/keys:
 * one file per id, plain or wrapped with an Argon2id passphrase (passphrase NULL: plain). */
ts_err ts_keyring_new(const char *passphrase, ts_key *key, ts_key_id *id);
ts_err ts_keyring_load(const ts_key_id *id, const char *passphrase, ts_key *key); /* TS_EKEY: wrong or missing */
ts_err ts_keyring_destroy(const ts_key_id *id);
/* A register's key wrapped by a case key. */
void ts_key_wrap(const ts_key *with, const ts_key *key, ts_buf *out);
ts_err ts_key_unwrap(const ts_key *with, ts_span wrapped, ts_key *out);

#endif
