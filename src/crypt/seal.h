/* seal.h - XChaCha20-Poly1305 with associated data (= where the value stands), Ed25519 signatures. */
#ifndef TS_CRYPT_SEAL_H
#define TS_CRYPT_SEAL_H

#include "crypt/keyring.h"

enum { TS_SEAL_EXTRA = 40 }; /* 24 bytes nonce before, 16 bytes tag after */
/* Appends nonce + ciphertext + tag. */
void ts_seal(const ts_key *key, ts_span plain, ts_span associated, ts_buf *out);
/* Appends the plain text; TS_EDAMAGED where anything was changed, moved or cut. */
ts_err ts_unseal(const ts_key *key, ts_span sealed, ts_span associated, ts_buf *out);
/* The same into memory of the caller's, sealed.len - TS_SEAL_EXTRA bytes of it (see ts_secret_alloc). */
ts_err ts_unseal_to(const ts_key *key, ts_span sealed, ts_span associated, void *out);

/* Keyed BLAKE2b, 16 bytes: equality look-ups on sealed columns. */
enum { TS_MAC_BYTES = 16 };
void ts_mac(const ts_key *key, ts_span message, unsigned char out[static TS_MAC_BYTES]);

/* Memory for what was opened: locked where the system allows it, left out of core dumps, between guard
 * pages, overwritten when freed.  16-byte aligned, not zeroed. */
void *ts_secret_alloc(size_t size);
void ts_secret_free(void *ptr); /* NULL is fine */

enum { TS_SIGNATURE_BYTES = 64, TS_PUBLIC_BYTES = 32 };
/* Ed25519 with a key pair derived from `seed`. */
void ts_sign_public(const ts_key *seed, unsigned char out[static TS_PUBLIC_BYTES]);
void ts_sign(const ts_key *seed, ts_span message, unsigned char out[static TS_SIGNATURE_BYTES]);
bool ts_sign_verify(const unsigned char *public_key, ts_span message, const unsigned char *signature);

#endif
