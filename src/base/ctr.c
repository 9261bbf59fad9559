/* ctr.c - AES-256 in counter mode, by place; OpenSSL's, which uses the processor's AES instructions. */
#include "base/ctr.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include "base/mem.h"

enum { BLOCK = 16 };

struct ts_ctr {
    EVP_CIPHER_CTX *context;
};

static EVP_CIPHER *method; /* fetched once */

/* Bytes that were not covered must never pass for such.  All that can fail here is memory. */
static void worked(bool good) {
    if (!good)
        ts_mem_gone(TS_CTR_KEY);
}

void ts_ctr_prepare(void) {
    if (method)
        return;
    /* Without settings of the system's: they would be read from a file, which a worker cannot. */
    OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    method = EVP_CIPHER_fetch(NULL, "AES-256-CTR", NULL);
    unsigned char key[TS_CTR_KEY] = {0}, byte = 0;
    ts_ctr *c = ts_ctr_new(key);
    ts_ctr_apply(c, 0, &byte, 1);
    ts_ctr_free(c);
}

ts_ctr *ts_ctr_new(const unsigned char key[static TS_CTR_KEY]) {
    ts_ctr_prepare();
    ts_ctr *c = ts_alloc(sizeof *c);
    c->context = EVP_CIPHER_CTX_new();
    worked(method && c->context && EVP_EncryptInit_ex2(c->context, method, key, NULL, NULL) == 1);
    return c;
}

void ts_ctr_free(ts_ctr *c) {
    if (!c)
        return;
    EVP_CIPHER_CTX_free(c->context);
    ts_free(c);
}

void ts_ctr_apply(ts_ctr *c, uint64_t at, void *bytes, size_t len) {
    enum { AT_ONCE = 1 << 30 };
    unsigned char counter[BLOCK] = {0}, passed[BLOCK] = {0};
    uint64_t block = at / BLOCK;
    int n = 0, before = (int)(at % BLOCK);
    for (int i = 0; i < 8; i++)
        counter[BLOCK - 1 - i] = (unsigned char)(block >> 8 * i);
    worked(EVP_EncryptInit_ex2(c->context, NULL, NULL, counter, NULL) == 1);
    worked(!before || EVP_EncryptUpdate(c->context, passed, &n, passed, before) == 1);
    for (unsigned char *p = bytes; len;) {
        size_t some = len < AT_ONCE ? len : AT_ONCE;
        worked(EVP_EncryptUpdate(c->context, p, &n, p, (int)some) == 1 && (size_t)n == some);
        p += some;
        len -= some;
    }
}
