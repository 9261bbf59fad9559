/* decipher.h - what locked formats are made of: MD5, SHA-1 and SHA-2, HMAC, PBKDF2, AES: the door to OpenSSL's for extract/.
 *
 * Nothing here keeps a secret of ours: the passwords are those that were given for the evidence.  After
 * ts_decipher_preload nothing asks the system for anything, so a worker may use it.
 */
#ifndef TS_EXTRACT_DECIPHER_H
#define TS_EXTRACT_DECIPHER_H

#include "base/bytes.h"

void ts_decipher_preload(void);

/* ---- digests ---- */

typedef enum ts_hash { TS_MD5, TS_SHA1, TS_SHA256, TS_SHA384, TS_SHA512 } ts_hash;
enum { TS_HASH_MAX = 64 };
size_t ts_hash_size(ts_hash h);
/* Of two pieces one behind the other (the second may be empty). */
void ts_hash_of(ts_hash h, ts_span a, ts_span b, uint8_t *out);

/* SHA-256 of `head` and a number of 64 bits, little-endian, over and over: for 0, 1, 2 … rounds - 1 (7-Zip). */
void ts_sha256_counted(ts_span head, uint64_t rounds, uint8_t out[static 32]);

/* HMAC (RFC 2104) with SHA-1, as a stream. */
typedef struct ts_hmac ts_hmac;
ts_hmac *ts_hmac_new(ts_span key);
void ts_hmac_add(ts_hmac *m, ts_span bytes);
void ts_hmac_end(ts_hmac *m, uint8_t out[static 20]);
void ts_hmac_free(ts_hmac *m);

/* PBKDF2 with HMAC-SHA-1 (RFC 8018 5.2): bytes [at, at + len) of the key, of which only the blocks needed are computed
 * (2 * iterations steps each). */
void ts_pbkdf2(ts_span password, ts_span salt, uint32_t iterations, size_t at, uint8_t *out, size_t len);

/* The same with HMAC-SHA-256, which rar 5 takes three values from: the first 32 bytes of the keys that each of these numbers of
 * rounds gives (ascending, 1 at least). */
void ts_pbkdf2_sha256(ts_span password, ts_span salt, const uint32_t *rounds, size_t n, uint8_t (*out)[32]);
void ts_hmac_sha256(ts_span key, ts_span bytes, uint8_t out[static 32]);

/* RARLAB's key of rar 3 and 4: SHA-1 over `head` and a number of 24 bits, little-endian, 2^18 times; the vector is one byte of
 * each of the sixteen digests on the way. */
enum { TS_RAR_ROUNDS = 1 << 18 };
void ts_sha1_counted(ts_span head, uint8_t key[static 16], uint8_t iv[static 16]);

/* ---- AES (FIPS 197) ---- */

typedef struct ts_aes ts_aes;
/* key: 16, 24 or 32 bytes.  iv NULL: each block by itself (ECB), else chained (CBC); no padding. */
ts_aes *ts_aes_decrypting(ts_span key, const uint8_t *iv);
/* Counted from 1, the counter little-endian, as WinZip does it; it is its own inverse. */
ts_aes *ts_aes_counting(ts_span key);
/* In place.  len: whole blocks of 16 except for a counting one.  It goes on where the last call ended. */
void ts_aes_run(ts_aes *a, char *bytes, size_t len);
void ts_aes_free(ts_aes *a);

#endif
