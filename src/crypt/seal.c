/* seal.c - XChaCha20-Poly1305 with associated data, Ed25519 signatures, memory for opened values.
 *
 * XChaCha20's 24-byte nonce is drawn at random for each seal: no counter has to survive a crash or
 * a copied case directory.
 */
#include "crypt/seal.h"

#include <sodium.h>
#include "base/mem.h"

enum { NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, TAG = crypto_aead_xchacha20poly1305_ietf_ABYTES };
_Static_assert(NONCE + TAG == TS_SEAL_EXTRA, "what a seal adds is part of our file formats");
_Static_assert(TS_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "keys fit the cipher");
_Static_assert(TS_KEY_BYTES == crypto_sign_SEEDBYTES, "keys fit as seeds");

static const unsigned char *bytes_of(ts_span s) { return (const unsigned char *)s.ptr; }

void ts_seal(const ts_key *key, ts_span plain, ts_span associated, ts_buf *out) {
    ts_buf_reserve(out, plain.len + TS_SEAL_EXTRA);
    unsigned char *nonce = (unsigned char *)out->ptr + out->len;
    randombytes_buf(nonce, NONCE);
    unsigned long long len = 0;
    crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + NONCE, &len, bytes_of(plain), plain.len, bytes_of(associated),
                                               associated.len, NULL, nonce, key->byte);
    out->len += NONCE + (size_t)len;
    out->ptr[out->len] = 0;
}

ts_err ts_unseal_to(const ts_key *key, ts_span sealed, ts_span associated, void *out) {
    if (sealed.len < TS_SEAL_EXTRA)
        return ts_fail(TS_EDAMAGED, "a sealed value is cut short");
    unsigned long long len = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, &len, NULL, bytes_of(sealed) + NONCE, sealed.len - NONCE,
                                                   bytes_of(associated), associated.len, bytes_of(sealed),
                                                   key->byte) != 0)
        return ts_fail(TS_EDAMAGED, "a sealed value is not what was written, or does not stand where it was written");
    return TS_OK;
}

ts_err ts_unseal(const ts_key *key, ts_span sealed, ts_span associated, ts_buf *out) {
    size_t plain = sealed.len < TS_SEAL_EXTRA ? 0 : sealed.len - TS_SEAL_EXTRA;
    ts_buf_reserve(out, plain + 1);
    ts_err err = ts_unseal_to(key, sealed, associated, out->ptr + out->len);
    if (!err)
        out->len += plain;
    out->ptr[out->len] = 0;
    return err;
}

void ts_mac(const ts_key *key, ts_span message, unsigned char out[static TS_MAC_BYTES]) {
    crypto_generichash(out, TS_MAC_BYTES, bytes_of(message), message.len, key->byte, TS_KEY_BYTES);
}

void ts_sign_public(const ts_key *seed, unsigned char out[static TS_PUBLIC_BYTES]) {
    unsigned char secret[crypto_sign_SECRETKEYBYTES];
    crypto_sign_seed_keypair(out, secret, seed->byte);
    ts_wipe(secret, sizeof secret);
}

void ts_sign(const ts_key *seed, ts_span message, unsigned char out[static TS_SIGNATURE_BYTES]) {
    unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
    crypto_sign_seed_keypair(public, secret, seed->byte);
    crypto_sign_detached(out, NULL, bytes_of(message), message.len, secret);
    ts_wipe(secret, sizeof secret);
}

bool ts_sign_verify(const unsigned char *public_key, ts_span message, const unsigned char *signature) {
    return crypto_sign_verify_detached(signature, bytes_of(message), message.len, public_key) == 0;
}

void *ts_secret_alloc(size_t size) {
    /* libsodium puts the end of the block at a guard page, so a whole multiple keeps it aligned. */
    size_t whole = size > SIZE_MAX - 16 ? SIZE_MAX : (size + 16) & ~(size_t)15;
    void *ptr = sodium_malloc(whole);
    /* Out of memory ends the process in base/mem.c, in the one way that callers count on. */
    return ptr ? ptr : ts_alloc_array(SIZE_MAX, 2);
}

void ts_secret_free(void *ptr) { sodium_free(ptr); }
