/* fingerprint.c - keyed fingerprints of normal forms: look-up keys, comparison tags, row masks.
 *
 * A look-up key is HMAC-SHA256 (RFC 2104) cut to 8 bytes.  The two key blocks are hashed once and their states
 * kept, so that a short value costs two compressions; they run on the processor's own SHA instructions through
 * libcrypto, 5.6 times as fast as libsodium's portable code (docs/adr/0005-fingerprints.md).
 */
#define OPENSSL_SUPPRESS_DEPRECATED /* SHA256_Transform is the one call that starts from a saved state without allocating */
#include "crypt/fingerprint.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <sodium.h>
#include "base/mem.h"

enum { BLOCK = SHA256_CBLOCK, LENGTH_FIELD = 8, PAD_MARK = 0x80, INNER = 0x36, OUTER = 0x5c };
enum { MASK_BLOCK = 16 };
enum { SIGNS = 128 };
enum { DOMAINS = 256, SIP_KEY = crypto_shorthash_siphash24_KEYBYTES };

struct ts_fingerprinter {
    SHA256_CTX inner, outer;
    unsigned char sip[DOMAINS][SIP_KEY]; /* a key each, so that no domain byte has to be put before the value */
    uint64_t sign[TS_TAG_SIGN_DOMAINS][SIGNS];
};

static void put_u32be(unsigned char *at, uint32_t v) {
    v = __builtin_bswap32(v);
    memcpy(at, &v, sizeof v);
}

static uint32_t u32be(const unsigned char *at) {
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static void start_states(SHA256_CTX *inner, SHA256_CTX *outer, const ts_key *key) {
    unsigned char block[BLOCK];
    memset(block, INNER, sizeof block);
    for (size_t i = 0; i < TS_KEY_BYTES; i++)
        block[i] ^= key->byte[i];
    SHA256_Init(inner);
    SHA256_Transform(inner, block);
    for (size_t i = 0; i < sizeof block; i++)
        block[i] ^= INNER ^ OUTER;
    SHA256_Init(outer);
    SHA256_Transform(outer, block);
    ts_wipe(block, sizeof block);
}

/* Hashes `value` after what `state` has seen (one block), with SHA-256's own ending. The first block may already
 * hold `used` bytes; it is the caller's, to spare a copy. */
static void absorb(SHA256_CTX *state, unsigned char block[static BLOCK], size_t used, ts_span value) {
    uint64_t bits = (BLOCK + used + value.len) * 8;
    while (used + value.len >= BLOCK) {
        size_t part = BLOCK - used;
        memcpy(block + used, value.ptr, part);
        SHA256_Transform(state, block);
        value.ptr += part;
        value.len -= part;
        used = 0;
    }
    if (value.len)
        memcpy(block + used, value.ptr, value.len);
    used += value.len;
    block[used++] = PAD_MARK;
    if (used > BLOCK - LENGTH_FIELD) {
        memset(block + used, 0, BLOCK - used);
        SHA256_Transform(state, block);
        used = 0;
    }
    memset(block + used, 0, BLOCK - LENGTH_FIELD - used);
    put_u32be(block + BLOCK - 8, (uint32_t)(bits >> 32));
    put_u32be(block + BLOCK - 4, (uint32_t)bits);
    SHA256_Transform(state, block);
}

/* The outer hash over the inner's 32 bytes; leaves the result in *outer. */
static void close_mac(const SHA256_CTX *inner, SHA256_CTX *outer, unsigned char block[static BLOCK]) {
    unsigned char digest[SHA256_DIGEST_LENGTH];
    for (size_t i = 0; i < 8; i++)
        put_u32be(digest + 4 * i, inner->h[i]);
    absorb(outer, block, 0, ts_span_of(digest, sizeof digest));
}

static void hmac(const ts_fingerprinter *f, const uint8_t *domain, ts_span value, uint32_t out[static 8]) {
    unsigned char block[BLOCK];
    SHA256_CTX inner, outer;
    memcpy(inner.h, f->inner.h, sizeof inner.h); /* Transform reads and writes nothing else */
    memcpy(outer.h, f->outer.h, sizeof outer.h);
    if (domain)
        block[0] = *domain;
    absorb(&inner, block, domain != NULL, value);
    close_mac(&inner, &outer, block);
    memcpy(out, outer.h, sizeof outer.h);
}

ts_fingerprinter *ts_fingerprinter_new(const ts_key *key) {
    ts_fingerprinter *f = ts_alloc(sizeof *f);
    ts_key derived;
    ts_key_derive(key, "fingerprint", &derived);
    start_states(&f->inner, &f->outer, &derived);
    ts_key_derive(key, "tag", &derived);
    for (unsigned domain = 0; domain < DOMAINS; domain++) {
        uint8_t byte = (uint8_t)domain;
        ts_digest d;
        ts_hmac(&derived, ts_span_of(&byte, 1), &d);
        memcpy(f->sip[domain], d.byte, SIP_KEY);
    }
    ts_key_wipe(&derived);
    for (unsigned k = 0; k < TS_TAG_SIGN_DOMAINS; k++)
        for (unsigned c = 0; c < SIGNS; c++) {
            char sign = (char)c;
            f->sign[k][c] = ts_tag(f, (uint8_t)(TS_TAG_SIGNS + k), ts_span_of(&sign, 1));
        }
    return f;
}

void ts_fingerprinter_free(ts_fingerprinter *f) {
    if (!f)
        return;
    ts_wipe(f, sizeof *f);
    ts_free(f);
}

uint64_t ts_fingerprint(const ts_fingerprinter *f, uint8_t domain, ts_span value) {
    uint32_t h[8];
    hmac(f, &domain, value, h);
    return (uint64_t)h[0] << 32 | h[1];
}

uint64_t ts_tag(const ts_fingerprinter *f, uint8_t domain, ts_span value) {
    unsigned char out[crypto_shorthash_siphash24_BYTES];
    crypto_shorthash_siphash24(out, (const unsigned char *)value.ptr, value.len, f->sip[domain]);
    return (uint64_t)u32be(out) << 32 | u32be(out + 4);
}

uint64_t ts_tag_sign(const ts_fingerprinter *f, uint8_t domain, char sign) {
    return f->sign[domain - TS_TAG_SIGNS][(unsigned char)sign % SIGNS];
}

void ts_hmac(const ts_key *key, ts_span message, ts_digest *out) {
    unsigned char block[BLOCK];
    SHA256_CTX inner, outer;
    start_states(&inner, &outer, key);
    absorb(&inner, block, 0, message);
    close_mac(&inner, &outer, block);
    for (size_t i = 0; i < 8; i++)
        put_u32be(out->byte + 4 * i, outer.h[i]);
    ts_wipe(&inner, sizeof inner);
    ts_wipe(&outer, sizeof outer);
}

bool ts_hmac_eq(const ts_digest *a, const ts_digest *b) { return sodium_memcmp(a->byte, b->byte, sizeof a->byte) == 0; }

/* ---- row masks ---- */

struct ts_masker {
    EVP_CIPHER_CTX *aes;
};

ts_masker *ts_masker_new(const ts_key *file_key) {
    ts_masker *m = ts_alloc(sizeof *m);
    m->aes = EVP_CIPHER_CTX_new();
    /* Without a cipher no index can be read or written; the only way here is memory that ran out. */
    if (!m->aes || EVP_EncryptInit_ex(m->aes, EVP_aes_256_ecb(), NULL, file_key->byte, NULL) != 1 ||
        EVP_CIPHER_CTX_set_padding(m->aes, 0) != 1) {
        ts_masker_free(m);
        return NULL;
    }
    return m;
}

void ts_masker_free(ts_masker *m) {
    if (!m)
        return;
    EVP_CIPHER_CTX_free(m->aes); /* wipes its key schedule */
    ts_free(m);
}

/* CTR by hand, so that any place can be had alone: counter blocks from `block` on as 128-bit big-endian numbers. */
static void key_stream(ts_masker *m, uint64_t block, size_t blocks, unsigned char *out) {
    memset(out, 0, blocks * MASK_BLOCK);
    for (size_t i = 0; i < blocks; i++) {
        put_u32be(out + MASK_BLOCK * i + 8, (uint32_t)((block + i) >> 32));
        put_u32be(out + MASK_BLOCK * i + 12, (uint32_t)(block + i));
    }
    int len = 0;
    if (EVP_EncryptUpdate(m->aes, out, &len, out, (int)(blocks * MASK_BLOCK)) != 1 || len != (int)(blocks * MASK_BLOCK))
        __builtin_trap(); /* whole blocks of an initialised cipher cannot fail; a wrong mask must never be stored */
}

void ts_mask_row(ts_masker *m, uint32_t row, unsigned char out[static TS_MASK_BYTES]) {
    key_stream(m, TS_MASK_BYTES / MASK_BLOCK * (uint64_t)row, TS_MASK_BYTES / MASK_BLOCK, out);
}

void ts_mask_apply(ts_masker *m, uint64_t at, unsigned char *bytes, size_t len) {
    unsigned char stream[TS_MASK_BYTES + MASK_BLOCK];
    size_t before = at % MASK_BLOCK;
    key_stream(m, at / MASK_BLOCK, (before + len + MASK_BLOCK - 1) / MASK_BLOCK, stream);
    for (size_t i = 0; i < len; i++)
        bytes[i] ^= stream[before + i];
}
