/* digest.c - SHA-256 of streams and files; OpenSSL's, which uses the processor's SHA instructions. */
#include "base/digest.h"

#include <openssl/evp.h>

#include "base/fs.h"
#include "base/mem.h"

struct ts_sha256 {
    EVP_MD_CTX *context;
};

static EVP_MD *method; /* fetched once: a fetch per digest costs more than a short digest itself */

/* A digest that could not be made must never pass for one.  All that can fail here is memory. */
static void worked(bool good) {
    if (!good)
        ts_mem_gone(sizeof(ts_digest));
}

ts_sha256 *ts_sha256_new(void) {
    if (!method)
        method = EVP_MD_fetch(NULL, "SHA256", NULL);
    ts_sha256 *s = ts_alloc(sizeof *s);
    s->context = EVP_MD_CTX_new();
    worked(method && s->context);
    ts_sha256_reset(s);
    return s;
}

void ts_sha256_free(ts_sha256 *s) {
    if (!s)
        return;
    EVP_MD_CTX_free(s->context);
    ts_free(s);
}

void ts_sha256_reset(ts_sha256 *s) { worked(EVP_DigestInit_ex(s->context, method, NULL) == 1); }

void ts_sha256_add(ts_sha256 *s, ts_span bytes) {
    if (bytes.len)
        worked(EVP_DigestUpdate(s->context, bytes.ptr, bytes.len) == 1);
}

void ts_sha256_end(ts_sha256 *s, ts_digest *out) {
    worked(EVP_DigestFinal_ex(s->context, out->byte, NULL) == 1);
    ts_sha256_reset(s);
}

void ts_sha256_of(ts_span bytes, ts_digest *out) {
    ts_sha256 *s = ts_sha256_new();
    ts_sha256_add(s, bytes);
    ts_sha256_end(s, out);
    ts_sha256_free(s);
}

ts_err ts_sha256_add_file(ts_sha256 *s, int fd, uint64_t at, uint64_t len, uint64_t *bytes) {
    enum { BLOCK = 256 * 1024 };
    char *block = ts_grow(NULL, BLOCK, 1);
    uint64_t done = 0;
    ts_err err = TS_OK;
    while (done < len) {
        size_t want = len - done < BLOCK ? (size_t)(len - done) : BLOCK, got = 0;
        err = ts_fs_read_at(fd, at + done, block, want, &got, "a file");
        if (err || got == 0)
            break;
        ts_sha256_add(s, (ts_span){block, got});
        done += got;
    }
    if (!err && bytes)
        *bytes = done;
    ts_free(block);
    return err;
}

ts_err ts_sha256_file(int fd, uint64_t at, uint64_t len, ts_digest *out, uint64_t *bytes) {
    ts_sha256 *s = ts_sha256_new();
    ts_err err = ts_sha256_add_file(s, fd, at, len, bytes);
    if (!err)
        ts_sha256_end(s, out);
    ts_sha256_free(s);
    return err;
}

void ts_digest_hex(const ts_digest *d, char out[static 65]) { ts_hex(ts_span_of(d->byte, sizeof d->byte), out); }
