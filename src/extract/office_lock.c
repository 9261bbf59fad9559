/* office_lock.c - Office documents that a password closes: Standard and Agile Encryption (MS-OFFCRYPTO 2.3.4.4 to 2.3.4.15).
 *
 * The check of the whole package's sum (dataIntegrity) is left out: the package is a zip, whose members have sums.
 */
#include "extract/office_lock.h"

#include "extract/decipher.h"
#include "extract/tags.h"
#include "extract/unlock.h"
#include "text/transfer.h"

enum {
    INFO_MAX = 64 * 1024,
    SEGMENT = 4096, /* of the package, each with an IV of its own: 2.3.4.15 */
    BLOCK = 16, /* of AES */
    STANDARD_SPIN = 50000, /* 2.3.4.7 */
    SPIN_MAX = 10000000, /* 2.3.4.10 */
    SALT_MAX = 64,
    KEY_MAX = 32,
};

/* How a key, or what a key closes, is made. */
typedef struct scheme {
    ts_hash hash;
    uint8_t salt[SALT_MAX];
    size_t salted, key; /* bytes */
} scheme;

typedef struct locked {
    bool agile;
    scheme of_key, of_data; /* agile: for the password, and for the package */
    uint32_t spin;
    ts_buf verifier, verifier_hash, key_value; /* closed by the password */
    uint8_t key[KEY_MAX]; /* what opens the package, once it is known */
} locked;

static void locked_done(locked *l) {
    ts_buf_done(&l->verifier);
    ts_buf_done(&l->verifier_hash);
    ts_buf_done(&l->key_value);
    ts_wipe(l->key, sizeof l->key);
}

static ts_err strange(void) {
    return ts_fail(TS_EENCRYPTED, "an Office document that a password closes: how it is closed is damaged");
}

static ts_err unknown(void) {
    return ts_fail(TS_EENCRYPTED, "an Office document that is closed in a way that is not known");
}

/* ---- how it is closed ---- */

/* EncryptionInfo of Standard Encryption, 2.3.4.5: AES and SHA-1, nothing else was ever written. */
static ts_err read_standard(ts_span info, locked *l) {
    enum { AES_128 = 0x660E, AES_256 = 0x6610, HASH_SIZE = 32 };
    ts_cursor c = ts_cursor_over(info);
    ts_skip(&c, 8);
    ts_cursor h = ts_cursor_over(ts_read_span(&c, ts_read_u32le(&c)));
    ts_skip(&h, 8);
    uint32_t cipher = ts_read_u32le(&h);
    ts_skip(&h, 4);
    uint32_t bits = ts_read_u32le(&h);
    uint32_t salted = ts_read_u32le(&c);
    ts_span salt = ts_read_span(&c, BLOCK);
    ts_buf_add(&l->verifier, ts_read_span(&c, BLOCK));
    ts_skip(&c, 4);
    ts_buf_add(&l->verifier_hash, ts_read_span(&c, HASH_SIZE));
    if (!c.ok || !h.ok)
        return strange();
    if (cipher < AES_128 || cipher > AES_256 || salted != BLOCK || (bits != 128 && bits != 192 && bits != 256))
        return unknown();
    l->of_key = (scheme){.hash = TS_SHA1, .salted = BLOCK, .key = bits / 8};
    memcpy(l->of_key.salt, salt.ptr, BLOCK);
    l->spin = STANDARD_SPIN;
    return TS_OK;
}

static bool hash_named(ts_span name, ts_hash *out) {
    static const struct {
        const char *name;
        ts_hash hash;
    } known[] = {{"SHA1", TS_SHA1},     {"SHA-1", TS_SHA1},     {"SHA256", TS_SHA256}, {"SHA-256", TS_SHA256},
                 {"SHA384", TS_SHA384}, {"SHA-384", TS_SHA384}, {"SHA512", TS_SHA512}, {"SHA-512", TS_SHA512}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (ts_span_eq_nocase(name, ts_str(known[i].name))) {
            *out = known[i].hash;
            return true;
        }
    return false;
}

/* The attributes that keyData and encryptedKey share, 2.3.4.10. */
static bool read_scheme(ts_tags *t, scheme *s) {
    TS_AUTO(ts_buf, ts_buf_done) salt = {0};
    uint64_t bits = 0, block = 0;
    if (!hash_named(ts_tags_attribute(t, "hashAlgorithm"), &s->hash) ||
        !ts_span_eq(ts_tags_attribute(t, "cipherAlgorithm"), ts_str("AES")) ||
        !ts_span_eq(ts_tags_attribute(t, "cipherChaining"), ts_str("ChainingModeCBC")) ||
        !ts_parse_u64(ts_tags_attribute(t, "keyBits"), &bits) || (bits != 128 && bits != 192 && bits != 256) ||
        !ts_parse_u64(ts_tags_attribute(t, "blockSize"), &block) || block != BLOCK)
        return false;
    ts_base64_decode(ts_tags_attribute(t, "saltValue"), &salt);
    if (!salt.len || salt.len > sizeof s->salt)
        return false;
    memcpy(s->salt, salt.ptr, salt.len);
    s->salted = salt.len;
    s->key = (size_t)bits / 8;
    return true;
}

static ts_err read_agile(ts_span info, locked *l) {
    ts_source in;
    ts_tags t;
    uint64_t spin = 0;
    bool data = false, key = false, known = true;
    ts_source_memory(&in, ts_slice(info, 8, info.len));
    ts_tags_init(&t, &in, false);
    for (ts_markup_type type; (type = ts_tags_next(&t)) != TS_MARKUP_END;) {
        if (type != TS_MARKUP_OPEN)
            continue;
        if (!data && ts_tags_is(&t, "keyData")) {
            data = true;
            known &= read_scheme(&t, &l->of_data);
        } else if (!key && ts_tags_is(&t, "encryptedKey") && ts_tags_attribute(&t, "spinCount").len) {
            key = true;
            known &= read_scheme(&t, &l->of_key) && ts_parse_u64(ts_tags_attribute(&t, "spinCount"), &spin) &&
                     spin <= SPIN_MAX;
            ts_base64_decode(ts_tags_attribute(&t, "encryptedVerifierHashInput"), &l->verifier);
            ts_base64_decode(ts_tags_attribute(&t, "encryptedVerifierHashValue"), &l->verifier_hash);
            ts_base64_decode(ts_tags_attribute(&t, "encryptedKeyValue"), &l->key_value);
        }
    }
    ts_tags_done(&t);
    ts_source_done(&in);
    l->agile = true;
    l->spin = (uint32_t)spin;
    if (!data || !key)
        return strange();
    if (!known)
        return unknown();
    bool whole = l->verifier.len >= l->of_key.salted && l->verifier.len % BLOCK == 0 &&
                 l->verifier_hash.len >= ts_hash_size(l->of_key.hash) && l->verifier_hash.len % BLOCK == 0 &&
                 l->key_value.len >= l->of_data.key && l->key_value.len % BLOCK == 0;
    return whole ? TS_OK : strange();
}

static ts_err read_info(ts_span info, locked *l) {
    ts_cursor c = ts_cursor_over(info);
    uint16_t major = ts_read_u16le(&c), minor = ts_read_u16le(&c);
    if (!c.ok)
        return strange();
    if (major == 4 && minor == 4)
        return read_agile(info, l);
    return major >= 2 && major <= 4 && minor == 2 ? read_standard(info, l) : unknown();
}

/* ---- from the password to the key ---- */

/* H0 = H(salt + password), then H(i + H) as often as the file says. */
static void spin(const locked *l, ts_span wide, uint8_t hash[TS_HASH_MAX]) {
    size_t size = ts_hash_size(l->of_key.hash);
    ts_hash_of(l->of_key.hash, ts_span_of(l->of_key.salt, l->of_key.salted), wide, hash);
    for (uint32_t i = 0; i < l->spin; i++) {
        uint8_t step[4 + TS_HASH_MAX] = {(uint8_t)i, (uint8_t)(i >> 8), (uint8_t)(i >> 16), (uint8_t)(i >> 24)};
        memcpy(step + 4, hash, size);
        ts_hash_of(l->of_key.hash, ts_span_of(step, 4 + size), (ts_span){0}, hash);
    }
}

/* In place, with an IV of the salt's first bytes, filled up where it is shorter: 2.3.4.12. */
static void open_chained(ts_span key, const uint8_t *salt, size_t salted, char *bytes, size_t len) {
    uint8_t iv[BLOCK];
    memset(iv, 0x36, sizeof iv);
    memcpy(iv, salt, salted < BLOCK ? salted : BLOCK);
    ts_aes *a = ts_aes_decrypting(key, iv);
    if (a)
        ts_aes_run(a, bytes, len);
    ts_aes_free(a);
}

/* What one of the three block keys of 2.3.4.13 closes. */
static void open_value(const locked *l, const uint8_t *hash, const char block[static 8], const ts_buf *in,
                       ts_buf *out) {
    uint8_t key[TS_HASH_MAX];
    memset(key, 0x36, sizeof key);
    ts_hash_of(l->of_key.hash, ts_span_of(hash, ts_hash_size(l->of_key.hash)), ts_span_of(block, 8), key);
    ts_buf_clear(out);
    ts_buf_add(out, ts_buf_span(in));
    open_chained(ts_span_of(key, l->of_key.key), l->of_key.salt, l->of_key.salted, out->ptr, out->len);
    ts_wipe(key, sizeof key);
}

static bool fits_agile(locked *l, const uint8_t *hash) {
    static const char input[] = "\xfe\xa7\xd2\x76\x3b\x4b\x9e\x79", value[] = "\xd7\xaa\x0f\x6d\x30\x61\x34\x4e",
                      of_key[] = "\x14\x6e\x0b\xe7\xab\xac\xd0\xd6";
    TS_AUTO(ts_buf, ts_buf_wipe) a = {0}, b = {0};
    uint8_t mine[TS_HASH_MAX];
    open_value(l, hash, input, &l->verifier, &a);
    open_value(l, hash, value, &l->verifier_hash, &b);
    ts_hash_of(l->of_key.hash, ts_slice(ts_buf_span(&a), 0, l->of_key.salted), (ts_span){0}, mine);
    if (memcmp(mine, b.ptr, ts_hash_size(l->of_key.hash)) != 0)
        return false;
    open_value(l, hash, of_key, &l->key_value, &a);
    memcpy(l->key, a.ptr, l->of_data.key);
    return true;
}

/* The key of block 0 (2.3.4.7), and the verifier's digest (2.3.4.9). */
static bool fits_standard(locked *l, const uint8_t *hash) {
    enum { SHA1 = 20, HALF = 64 };
    static const uint8_t zero[4];
    uint8_t last[SHA1], half[HALF], key[2 * SHA1], mine[SHA1];
    char both[3 * BLOCK];
    ts_hash_of(TS_SHA1, ts_span_of(hash, SHA1), ts_span_of(zero, sizeof zero), last);
    for (size_t k = 0; k < 2; k++) {
        memset(half, k ? 0x5C : 0x36, sizeof half);
        for (size_t i = 0; i < SHA1; i++)
            half[i] ^= last[i];
        ts_hash_of(TS_SHA1, ts_span_of(half, sizeof half), (ts_span){0}, key + k * SHA1);
    }
    memcpy(both, l->verifier.ptr, BLOCK);
    memcpy(both + BLOCK, l->verifier_hash.ptr, 2 * BLOCK);
    ts_aes *a = ts_aes_decrypting(ts_span_of(key, l->of_key.key), NULL);
    if (a)
        ts_aes_run(a, both, sizeof both);
    ts_aes_free(a);
    ts_hash_of(TS_SHA1, ts_span_of(both, BLOCK), (ts_span){0}, mine);
    memcpy(l->key, key, l->of_key.key);
    return memcmp(mine, both + BLOCK, SHA1) == 0;
}

static bool fits(locked *l, ts_span password) {
    char wide[TS_PASSWORD_WIDE];
    uint8_t hash[TS_HASH_MAX];
    spin(l, ts_password_wide(password, wide), hash);
    ts_wipe(wide, sizeof wide);
    return l->agile ? fits_agile(l, hash) : fits_standard(l, hash);
}

/* *opened: the password's number from 1; 0: the one that everybody knows (MS-XLS 2.2.10: a workbook that is only kept from
 * being changed). */
static bool unlock(locked *l, uint32_t *opened) {
    ts_unlock u = {0};
    if (fits(l, ts_str("VelvetSweatshop")))
        return true;
    while (ts_unlock_next_utf8(&u, l->spin))
        if (fits(l, u.text)) {
            *opened = u.index + 1;
            return true;
        }
    return false;
}

/* ---- the package ---- */

static void open_segment(const locked *l, uint32_t number, char *bytes, size_t len) {
    if (!l->agile) {
        ts_aes *a = ts_aes_decrypting(ts_span_of(l->key, l->of_key.key), NULL);
        if (a)
            ts_aes_run(a, bytes, len);
        ts_aes_free(a);
        return;
    }
    uint8_t iv[TS_HASH_MAX],
        n[] = {(uint8_t)number, (uint8_t)(number >> 8), (uint8_t)(number >> 16), (uint8_t)(number >> 24)};
    ts_hash_of(l->of_data.hash, ts_span_of(l->of_data.salt, l->of_data.salted), ts_span_of(n, sizeof n), iv);
    open_chained(ts_span_of(l->key, l->of_data.key), iv, BLOCK, bytes, len);
}

/* Its size stands in front; the last segment is filled up to whole blocks. */
static ts_err emit_package(const locked *l, ts_ole *o, size_t package, ts_sink *out) {
    ts_ole_stream s;
    char block[SEGMENT], head[8];
    ts_ole_stream_open(o, package, &s);
    ts_err err = ts_ole_stream_read_at(&s, 0, head, sizeof head);
    ts_cursor c = ts_cursor_over(ts_span_of(head, sizeof head));
    uint64_t size = ts_read_u64le(&c), at = sizeof head, done = 0;
    ts_reason reason = TS_READ;
    if (!err)
        err = ts_emit_child_begin(out, &(ts_child){.name = ts_str("content"), .size = size});
    for (uint32_t number = 0; !err && done < size && reason == TS_READ; number++) {
        size_t left = s.size - at < SEGMENT ? (size_t)(s.size - at) : SEGMENT, whole = left - left % BLOCK;
        size_t give = size - done < whole ? (size_t)(size - done) : whole;
        err = ts_ole_stream_read_at(&s, at, block, whole);
        if (err)
            break;
        open_segment(l, number, block, whole);
        err = ts_emit_child_data(out, ts_span_of(block, give));
        at += whole;
        done += give;
        if (done < size && whole < SEGMENT)
            reason = s.missing ? s.reason : TS_REASON_CORRUPT;
        else if (done > TS_LIMIT_MEMBER)
            reason = TS_REASON_TOO_LARGE;
    }
    uint64_t stored = s.size;
    ts_ole_stream_done(&s);
    return err ? err : ts_emit_child_end(out, reason, stored);
}

ts_err ts_office_package(ts_ole *o, size_t package, ts_sink *out) {
    TS_AUTO(ts_buf, ts_buf_done) info = {0};
    locked l = {0};
    uint32_t opened = 0;
    size_t entry = ts_ole_find(o, 0, "EncryptionInfo");
    ts_err err = entry ? ts_ole_load(o, entry, INFO_MAX, &info) : strange();
    if (!err)
        err = read_info(ts_buf_span(&info), &l);
    if (!err && !unlock(&l, &opened))
        err = ts_fail(TS_EENCRYPTED, "an Office document that a password closes");
    if (!err && opened)
        err = ts_emit_opened(out, opened - 1);
    if (!err)
        err = emit_package(&l, o, package, out);
    locked_done(&l);
    return err;
}
