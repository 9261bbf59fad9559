/* digest.c - SHA-256 of streams and files; OpenSSL's, which uses the processor's SHA instructions. */
#include "base/digest.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <stdlib.h>

#include "base/fs.h"
#include "base/mem.h"

/* OpenSSL asks us for memory.  By itself it goes on without the locks that it had no memory for while it made itself ready,
 * and dies of it; its callers would have to look for such an error in each of its calls. */
static void *take(size_t size, const char *file, int line) {
    (void)file, (void)line;
    return ts_alloc(size);
}

static void give_back(void *p, const char *file, int line) {
    (void)file, (void)line;
    free(p);
}

static void *resize(void *p, size_t size, const char *file, int line) {
    if (size)
        return ts_grow(p, size, 1);
    give_back(p, file, line);
    return NULL;
}

/* Before main, since nothing may have been asked for yet. */
__attribute__((constructor)) static void own_memory(void) { CRYPTO_set_mem_functions(take, resize, give_back); }

struct ts_sha256 {
    EVP_MD_CTX *context;
};

static EVP_MD *method; /* fetched once: a fetch per digest costs more than a short digest itself */

/* A digest that could not be made must never pass for one.  All that can fail here is memory. */
static void worked(bool good) {
    if (!good)
        ts_mem_gone(sizeof(ts_digest));
}

void ts_sha256_prepare(void) {
    if (method)
        return;
    /* Without settings of the system's: they would be read from a file, which a worker cannot. */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    ts_digest unused;
    ts_sha256_of((ts_span){"", 0}, &unused);
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

void ts_sha256_now(const ts_sha256 *s, ts_digest *out) {
    ts_sha256 *copy = ts_sha256_new();
    worked(EVP_MD_CTX_copy_ex(copy->context, s->context) == 1);
    ts_sha256_end(copy, out);
    ts_sha256_free(copy);
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
