/* fingerprint.h - keyed fingerprints of normal forms: look-up keys and comparison tags (decisions.md 11). */
#ifndef TS_CRYPT_FINGERPRINT_H
#define TS_CRYPT_FINGERPRINT_H

#include "crypt/keyring.h"

/* HMAC-SHA256 with saved inner and outer state, first 8 bytes: look-up keys. `domain` parts the kinds of keys. */
typedef struct ts_fingerprinter ts_fingerprinter;
ts_fingerprinter *ts_fingerprinter_new(const ts_key *key);
void ts_fingerprinter_free(ts_fingerprinter *f); /* wipes */
uint64_t ts_fingerprint(const ts_fingerprinter *f, uint8_t domain, ts_span value);
/* SipHash-2-4 (64 bits) under another derived key: comparison tags; only ever stored truncated and masked. */
uint64_t ts_tag(const ts_fingerprinter *f, uint8_t domain, ts_span value);
/* The same of one character (below 128), made once for each of the first domains that are only asked so. */
enum { TS_TAG_SIGNS = 64, TS_TAG_SIGN_DOMAINS = 2 }; /* domains 64 and 65 */
uint64_t ts_tag_sign(const ts_fingerprinter *f, uint8_t domain, char sign);
/* The mask of one row of one index file: AES-256-CTR key stream block(s) at `row`. */
typedef struct ts_masker ts_masker;
ts_masker *ts_masker_new(const ts_key *file_key);
void ts_masker_free(ts_masker *m);
enum { TS_MASK_BYTES = 128 };
void ts_mask_row(ts_masker *m, uint32_t row, unsigned char out[static TS_MASK_BYTES]);
/* The same stream by place: masks or unmasks what stands at byte `at` of it, at most TS_MASK_BYTES. */
void ts_mask_apply(ts_masker *m, uint64_t at, unsigned char *bytes, size_t len);

/* HMAC-SHA256 in full: authenticates a header or a manifest. */
void ts_hmac(const ts_key *key, ts_span message, ts_digest *out);
bool ts_hmac_eq(const ts_digest *a, const ts_digest *b); /* in constant time */

#endif
