/* decipher.c - what locked formats are made of: the door to OpenSSL's ciphers and digests for extract/. */
#define OPENSSL_SUPPRESS_DEPRECATED /* the low-level digests: a step costs what the hash costs, and no look-up */
#include "extract/decipher.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>

#include "base/mem.h"

enum { AES_BLOCK = 16, SHA1_BLOCK = 64, SHA1_SIZE = 20, SHA256_BLOCK = 64, SHA256_SIZE = 32, AHEAD = 4096 };

/* ---- digests ---- */

size_t ts_hash_size(ts_hash h) {
    static const size_t size[] = {[TS_MD5] = 16, [TS_SHA1] = 20, [TS_SHA256] = 32, [TS_SHA384] = 48, [TS_SHA512] = 64};
    return size[h];
}

void ts_hash_of(ts_hash h, ts_span a, ts_span b, uint8_t *out) {
    union {
        MD5_CTX md5;
        SHA_CTX one;
        SHA256_CTX two;
        SHA512_CTX five;
    } c;
    switch (h) {
    case TS_MD5:
        MD5_Init(&c.md5);
        MD5_Update(&c.md5, a.ptr, a.len);
        MD5_Update(&c.md5, b.ptr, b.len);
        MD5_Final(out, &c.md5);
        break;
    case TS_SHA1:
        SHA1_Init(&c.one);
        SHA1_Update(&c.one, a.ptr, a.len);
        SHA1_Update(&c.one, b.ptr, b.len);
        SHA1_Final(out, &c.one);
        break;
    case TS_SHA256:
        SHA256_Init(&c.two);
        SHA256_Update(&c.two, a.ptr, a.len);
        SHA256_Update(&c.two, b.ptr, b.len);
        SHA256_Final(out, &c.two);
        break;
    case TS_SHA384:
        SHA384_Init(&c.five);
        SHA384_Update(&c.five, a.ptr, a.len);
        SHA384_Update(&c.five, b.ptr, b.len);
        SHA384_Final(out, &c.five);
        break;
    case TS_SHA512:
        SHA512_Init(&c.five);
        SHA512_Update(&c.five, a.ptr, a.len);
        SHA512_Update(&c.five, b.ptr, b.len);
        SHA512_Final(out, &c.five);
        break;
    }
}

void ts_sha256_counted(ts_span head, uint64_t rounds, uint8_t out[static 32]) {
    enum { COUNTER = 8 };
    TS_AUTO(ts_buf, ts_buf_wipe) round = {0};
    SHA256_CTX c;
    ts_buf_add(&round, head);
    ts_buf_reserve(&round, COUNTER);
    SHA256_Init(&c);
    for (uint64_t n = 0; n < rounds; n++) {
        for (size_t b = 0; b < COUNTER; b++)
            round.ptr[head.len + b] = (char)(uint8_t)(n >> 8 * b);
        SHA256_Update(&c, round.ptr, head.len + COUNTER);
    }
    SHA256_Final(out, &c);
}

void ts_sha1_counted(ts_span head, uint8_t key[static 16], uint8_t iv[static 16]) {
    enum { COUNTER = 3, PARTS = 16 };
    TS_AUTO(ts_buf, ts_buf_wipe) round = {0};
    SHA_CTX c;
    uint8_t digest[SHA1_SIZE];
    ts_buf_add(&round, head);
    ts_buf_reserve(&round, COUNTER);
    SHA1_Init(&c);
    for (uint32_t n = 0; n < TS_RAR_ROUNDS; n++) {
        for (size_t b = 0; b < COUNTER; b++)
            round.ptr[head.len + b] = (char)(uint8_t)(n >> 8 * b);
        SHA1_Update(&c, round.ptr, head.len + COUNTER);
        if (n % (TS_RAR_ROUNDS / PARTS) == 0) {
            SHA_CTX here = c;
            SHA1_Final(digest, &here);
            iv[n / (TS_RAR_ROUNDS / PARTS)] = digest[SHA1_SIZE - 1];
        }
    }
    SHA1_Final(digest, &c);
    for (size_t i = 0; i < PARTS; i++) /* its words, little-endian */
        key[i] = digest[i ^ 3];
    ts_wipe(digest, sizeof digest);
}

/* The states after the key's two padded forms (RFC 2104): what every HMAC with it begins with. */
typedef struct keyed {
    SHA_CTX inner, outer;
} keyed;

static void set_key(keyed *k, ts_span key) {
    uint8_t block[SHA1_BLOCK] = {0};
    if (key.len > sizeof block)
        ts_hash_of(TS_SHA1, key, (ts_span){0}, block);
    else if (key.len)
        memcpy(block, key.ptr, key.len);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] ^= 0x36;
    SHA1_Init(&k->inner);
    SHA1_Update(&k->inner, block, sizeof block);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] ^= 0x36 ^ 0x5C;
    SHA1_Init(&k->outer);
    SHA1_Update(&k->outer, block, sizeof block);
}

static void end_keyed(const keyed *k, SHA_CTX *inner, uint8_t out[static SHA1_SIZE]) {
    SHA_CTX outer = k->outer;
    SHA1_Final(out, inner);
    SHA1_Update(&outer, out, SHA1_SIZE);
    SHA1_Final(out, &outer);
}

struct ts_hmac {
    keyed key;
    SHA_CTX now;
};

ts_hmac *ts_hmac_new(ts_span key) {
    ts_hmac *m = ts_alloc(sizeof *m);
    set_key(&m->key, key);
    m->now = m->key.inner;
    return m;
}

void ts_hmac_add(ts_hmac *m, ts_span bytes) {
    if (bytes.len)
        SHA1_Update(&m->now, bytes.ptr, bytes.len);
}

void ts_hmac_end(ts_hmac *m, uint8_t out[static SHA1_SIZE]) { end_keyed(&m->key, &m->now, out); }
void ts_hmac_free(ts_hmac *m) { ts_free(m); }

/* The sum of all steps' words for block number `block`, from 1. */
static void pbkdf2_block(const keyed *k, ts_span salt, uint32_t iterations, uint32_t block,
                         uint8_t out[static SHA1_SIZE]) {
    uint8_t u[SHA1_SIZE],
        number[] = {(uint8_t)(block >> 24), (uint8_t)(block >> 16), (uint8_t)(block >> 8), (uint8_t)block};
    SHA_CTX c = k->inner;
    SHA1_Update(&c, salt.ptr, salt.len);
    SHA1_Update(&c, number, sizeof number);
    end_keyed(k, &c, u);
    memcpy(out, u, sizeof u);
    for (uint32_t i = 1; i < iterations; i++) {
        c = k->inner;
        SHA1_Update(&c, u, sizeof u);
        end_keyed(k, &c, u);
        for (size_t n = 0; n < sizeof u; n++)
            out[n] ^= u[n];
    }
}

void ts_pbkdf2(ts_span password, ts_span salt, uint32_t iterations, size_t at, uint8_t *out, size_t len) {
    keyed k;
    set_key(&k, password);
    while (len) {
        uint8_t block[SHA1_SIZE];
        size_t from = at % SHA1_SIZE, n = SHA1_SIZE - from < len ? SHA1_SIZE - from : len;
        pbkdf2_block(&k, salt, iterations, (uint32_t)(at / SHA1_SIZE) + 1, block);
        memcpy(out, block + from, n);
        out += n;
        at += n;
        len -= n;
    }
}

/* ---- the same with SHA-256 ---- */

typedef struct keyed256 {
    SHA256_CTX inner, outer;
} keyed256;

static void set_key256(keyed256 *k, ts_span key) {
    uint8_t block[SHA256_BLOCK] = {0};
    if (key.len > sizeof block)
        ts_hash_of(TS_SHA256, key, (ts_span){0}, block);
    else if (key.len)
        memcpy(block, key.ptr, key.len);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] ^= 0x36;
    SHA256_Init(&k->inner);
    SHA256_Update(&k->inner, block, sizeof block);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] ^= 0x36 ^ 0x5C;
    SHA256_Init(&k->outer);
    SHA256_Update(&k->outer, block, sizeof block);
    ts_wipe(block, sizeof block);
}

static void end_keyed256(const keyed256 *k, SHA256_CTX *inner, uint8_t out[static SHA256_SIZE]) {
    SHA256_CTX outer = k->outer;
    SHA256_Final(out, inner);
    SHA256_Update(&outer, out, SHA256_SIZE);
    SHA256_Final(out, &outer);
}

void ts_hmac_sha256(ts_span key, ts_span bytes, uint8_t out[static SHA256_SIZE]) {
    keyed256 k;
    set_key256(&k, key);
    SHA256_CTX c = k.inner;
    SHA256_Update(&c, bytes.ptr, bytes.len);
    end_keyed256(&k, &c, out);
}

void ts_pbkdf2_sha256(ts_span password, ts_span salt, const uint32_t *rounds, size_t n, uint8_t (*out)[SHA256_SIZE]) {
    static const uint8_t number[] = {0, 0, 0, 1};
    keyed256 k;
    uint8_t u[SHA256_SIZE], sum[SHA256_SIZE];
    set_key256(&k, password);
    SHA256_CTX c = k.inner;
    SHA256_Update(&c, salt.ptr, salt.len);
    SHA256_Update(&c, number, sizeof number);
    end_keyed256(&k, &c, u);
    memcpy(sum, u, sizeof sum);
    for (size_t i = 0, done = 1; i < n; i++) {
        for (; done < rounds[i]; done++) {
            c = k.inner;
            SHA256_Update(&c, u, sizeof u);
            end_keyed256(&k, &c, u);
            for (size_t b = 0; b < sizeof u; b++)
                sum[b] ^= u[b];
        }
        memcpy(out[i], sum, sizeof sum);
    }
    ts_wipe(&k, sizeof k);
    ts_wipe(sum, sizeof sum);
}

/* ---- AES ---- */

struct ts_aes {
    EVP_CIPHER_CTX *context;
    bool counting;
    uint64_t counter;
    size_t left; /* key stream that is not used up: the last bytes of `stream` */
    uint8_t stream[AHEAD];
};

static EVP_CIPHER *ecb[3], *cbc[3]; /* of 16, 24 and 32 bytes; fetched once */

void ts_decipher_preload(void) {
    static const char *const name[][2] = {
        {"AES-128-ECB", "AES-128-CBC"}, {"AES-192-ECB", "AES-192-CBC"}, {"AES-256-ECB", "AES-256-CBC"}};
    static const char key[32];
    /* Without settings of the system's: they would be read from a file, which a worker cannot. */
    if (!ecb[0])
        OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG, NULL);
    for (size_t i = 0; i < 3 && !ecb[i]; i++) {
        ecb[i] = EVP_CIPHER_fetch(NULL, name[i][0], NULL);
        cbc[i] = EVP_CIPHER_fetch(NULL, name[i][1], NULL);
        ts_aes_free(
            ts_aes_decrypting(ts_span_of(key, 16 + 8 * i), (const uint8_t *)key)); /* brings in what is loaded late */
    }
}

static ts_aes *aes_new(ts_span key, const uint8_t *iv, bool encrypting) {
    ts_decipher_preload();
    ts_aes *a = ts_alloc(sizeof *a);
    size_t size = key.len / 8 - 2;
    a->context = EVP_CIPHER_CTX_new();
    if (!a->context || size > 2 ||
        EVP_CipherInit_ex2(a->context, iv ? cbc[size] : ecb[size], (const uint8_t *)key.ptr, iv, encrypting, NULL) != 1)
        ts_aes_free(a), a = NULL;
    else
        EVP_CIPHER_CTX_set_padding(a->context, 0);
    return a;
}

ts_aes *ts_aes_decrypting(ts_span key, const uint8_t *iv) { return aes_new(key, iv, false); }

ts_aes *ts_aes_counting(ts_span key) {
    ts_aes *a = aes_new(key, NULL, true);
    if (a)
        a->counting = true;
    return a;
}

static void run_blocks(ts_aes *a, char *bytes, size_t len) {
    int n;
    EVP_CipherUpdate(a->context, (uint8_t *)bytes, &n, (const uint8_t *)bytes, (int)len);
}

static void refill(ts_aes *a) {
    memset(a->stream, 0, sizeof a->stream);
    for (size_t i = 0; i < sizeof a->stream; i += AES_BLOCK) {
        a->counter++;
        for (size_t b = 0; b < 8; b++)
            a->stream[i + b] = (uint8_t)(a->counter >> 8 * b);
    }
    run_blocks(a, (char *)a->stream, sizeof a->stream);
    a->left = sizeof a->stream;
}

void ts_aes_run(ts_aes *a, char *bytes, size_t len) {
    enum { AT_ONCE = 1 << 30 };
    for (; !a->counting && len;) {
        size_t n = len < AT_ONCE ? len : AT_ONCE;
        run_blocks(a, bytes, n);
        bytes += n;
        len -= n;
    }
    while (len) {
        if (!a->left)
            refill(a);
        size_t n = a->left < len ? a->left : len;
        const uint8_t *key = a->stream + sizeof a->stream - a->left;
        for (size_t i = 0; i < n; i++)
            bytes[i] = (char)((uint8_t)bytes[i] ^ key[i]);
        a->left -= n;
        bytes += n;
        len -= n;
    }
}

void ts_aes_free(ts_aes *a) {
    if (!a)
        return;
    EVP_CIPHER_CTX_free(a->context);
    ts_free(a);
}
