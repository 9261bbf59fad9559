/* digest.h - SHA-256 of streams and files. */
#ifndef TS_BASE_DIGEST_H
#define TS_BASE_DIGEST_H

#include "base/bytes.h"

typedef struct ts_sha256 ts_sha256;

/* Loads what is loaded late, so that a process that is shut in can use it. */
void ts_sha256_prepare(void);
ts_sha256 *ts_sha256_new(void);
void ts_sha256_free(ts_sha256 *s);
void ts_sha256_reset(ts_sha256 *s);
void ts_sha256_add(ts_sha256 *s, ts_span bytes);
void ts_sha256_end(ts_sha256 *s, ts_digest *out); /* leaves it reset */
/* Of what was added so far; more may follow. */
void ts_sha256_now(const ts_sha256 *s, ts_digest *out);
void ts_sha256_of(ts_span bytes, ts_digest *out);
/* Adds [at, at+len) of a file, as the next does. */
ts_err ts_sha256_add_file(ts_sha256 *s, int fd, uint64_t at, uint64_t len, uint64_t *bytes);
/* Of [at, at+len) of a file; len UINT64_MAX means to its end. */
ts_err ts_sha256_file(int fd, uint64_t at, uint64_t len, ts_digest *out, uint64_t *bytes);
void ts_digest_hex(const ts_digest *d, char out[static 65]);
static inline bool ts_digest_eq(const ts_digest *a, const ts_digest *b) {
    return memcmp(a->byte, b->byte, sizeof a->byte) == 0;
}
static inline int ts_digest_cmp(const ts_digest *a, const ts_digest *b) {
    return memcmp(a->byte, b->byte, sizeof a->byte);
}

#endif
