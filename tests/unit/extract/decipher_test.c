/* decipher_test.c - ciphers and digests against their published vectors. */
#include "extract/decipher.h"

#include <stdlib.h>

#include "base/mem.h"
#include "support/test.h"

static bool is_hex(const void *bytes, const char *hex) {
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    ts_buf_reserve(&got, strlen(hex) + 1);
    ts_hex(ts_span_of(bytes, strlen(hex) / 2), got.ptr);
    return strcmp(got.ptr, hex) == 0;
}

TEST(digests_of_abc) { /* FIPS 180-4, examples */
    static const struct {
        ts_hash hash;
        const char *hex;
    } rows[] = {
        {TS_MD5, "900150983cd24fb0d6963f7d28e17f72"}, /* RFC 1321 */
        {TS_SHA1, "a9993e364706816aba3e25717850c26c9cd0d89d"},
        {TS_SHA256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {TS_SHA384, "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed8086072ba1e7cc2358baeca134c825a7"},
        {TS_SHA512, "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                    "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        uint8_t out[TS_HASH_MAX];
        ts_hash_of(rows[i].hash, ts_str("a"), ts_str("bc"), out);
        CHECK_ROW(strlen(rows[i].hex) == 2 * ts_hash_size(rows[i].hash) && is_hex(out, rows[i].hex), rows[i].hex);
    }
}

TEST(
    a_counted_digest) { /* Python 3.11: hashlib.sha256(b"".join(b"s\xffp\0" + struct.pack("<Q", n) for n in range(300))) */
    uint8_t out[32];
    ts_sha256_counted(ts_span_of("s\xFFp\0", 4), 300, out);
    CHECK(is_hex(out, "420efaa44f4dd7d2cd78ef642e4ca10b0afb8eed2258e53ad36e94de968374c1"));
}

TEST(keyed_sums) { /* RFC 2202, cases 2 and 6 */
    uint8_t out[20];
    ts_hmac *m = ts_hmac_new(ts_str("Jefe"));
    ts_hmac_add(m, ts_str("what do ya want "));
    ts_hmac_add(m, ts_str("for nothing?"));
    ts_hmac_end(m, out);
    ts_hmac_free(m);
    CHECK(is_hex(out, "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"));
    char key[80];
    memset(key, 0xaa, sizeof key);
    m = ts_hmac_new(ts_span_of(key, sizeof key));
    ts_hmac_add(m, ts_str("Test Using Larger Than Block-Size Key - Hash Key First"));
    ts_hmac_end(m, out);
    ts_hmac_free(m);
    CHECK(is_hex(out, "aa4ae5e15272d00e95705637ce8a3b55ed402112"));
}

TEST(derived_keys_and_any_part_of_one) { /* RFC 6070 */
    uint8_t out[25];
    ts_pbkdf2(ts_str("password"), ts_str("salt"), 4096, 0, out, 20);
    CHECK(is_hex(out, "4b007901b765489abead49d926f721d065a429c1"));
    static const char whole[] = "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038";
    ts_span password = ts_str("passwordPASSWORDpassword"), salt = ts_str("saltSALTsaltSALTsaltSALTsaltSALTsalt");
    for (size_t at = 0; at < sizeof out; at++) {
        ts_pbkdf2(password, salt, 4096, at, out, sizeof out - at);
        CHECK_ROW(is_hex(out, whole + 2 * at), whole + 2 * at);
    }
}

TEST(aes_blocks_and_chains) {
    static const struct {
        const char *key, *locked; /* FIPS 197, appendix C: the same plain text */
    } rows[] = {
        {"000102030405060708090a0b0c0d0e0f", "69c4e0d86a7b0430d8cdb78070b4c55a"},
        {"000102030405060708090a0b0c0d0e0f1011121314151617", "dda97ca4864cdfe06eaf70a0ec0d7191"},
        {"000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", "8ea2b7ca516745bfeafc49904b496089"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char key[32], twice[32];
        uint8_t iv[16];
        size_t size = strlen(rows[i].key) / 2;
        CHECK(ts_unhex(ts_str(rows[i].key), key, size) && ts_unhex(ts_str(rows[i].locked), twice, 16));
        memcpy(twice + 16, twice, 16);
        ts_aes *a = ts_aes_decrypting(ts_span_of(key, size), NULL);
        ts_aes_run(a, twice, 16);
        ts_aes_run(a, twice + 16, 16);
        ts_aes_free(a);
        CHECK_ROW(is_hex(twice, "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"), rows[i].key);
        CHECK(ts_unhex(ts_str(rows[i].locked), twice, 16)); /* chained: each block takes the one before it */
        memcpy(twice + 16, twice, 16);
        memset(iv, 0, sizeof iv);
        a = ts_aes_decrypting(ts_span_of(key, size), iv);
        ts_aes_run(a, twice, 32);
        ts_aes_free(a);
        char second[16];
        CHECK(ts_unhex(ts_str(rows[i].locked), second, 16));
        for (size_t n = 0; n < 16; n++)
            second[n] = (char)(second[n] ^ (char)(n * 0x11));
        CHECK_ROW(is_hex(twice, "00112233445566778899aabbccddeeff") && memcmp(twice + 16, second, 16) == 0,
                  rows[i].key);
    }
}

TEST(counting_gives_the_same_however_it_is_cut) {
    static const char key[16] = "0123456789abcdef";
    char whole[10000] = {0}, cut[10000] = {0};
    ts_aes *a = ts_aes_counting(ts_span_of(key, 16)), *b = ts_aes_counting(ts_span_of(key, 16));
    ts_aes_run(a, whole, sizeof whole);
    for (size_t at = 0, n = 1; at < sizeof cut; at += n, n = n * 2 + 1) {
        n = n < sizeof cut - at ? n : sizeof cut - at;
        ts_aes_run(b, cut + at, n);
    }
    CHECK(memcmp(whole, cut, sizeof whole) == 0);
    char first[16] = {1}; /* the key stream begins with the block of the number 1, little-endian */
    ts_aes *back = ts_aes_decrypting(ts_span_of(key, 16), NULL);
    ts_aes_run(back, whole, 32);
    CHECK(memcmp(whole, first, 16) == 0 && whole[16] == 2);
    ts_aes_free(a);
    ts_aes_free(b);
    ts_aes_free(back);
}
