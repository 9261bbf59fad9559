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

/* hashcat's examples of its modes 13000, 12500 and 23700 (password "hashcat"): the check of a rar 5; the end of a rar 3 whose
 * headers are locked; a stored member of 14 bytes. */
TEST(keys_of_rar) {
    uint8_t value[3][32], check[8] = {0}, key[16], iv[16];
    static const uint32_t rounds[] = {1u << 15, (1u << 15) + 16, (1u << 15) + 32};
    ts_pbkdf2_sha256(ts_str("hashcat"),
                     ts_span_of("\x74\x57\x55\x67\x51\x88\x07\x62\x22\x65\x58\x23\x27\x03\x22\x80", 16), rounds, 3,
                     value);
    for (size_t i = 0; i < 32; i++)
        check[i % 8] ^= value[2][i];
    CHECK(is_hex(check, "9843834ed0f7c754"));
    static const struct {
        const char *salt, *closed, *open;
    } rows[] = {
        {"\x45\x10\x9a\xf8\xab\x5f\x29\x7a", "\xad\xbf\x6c\x53\x85\xd7\xa4\x03\x73\xe8\xf7\x7d\x7b\x89\xd3\x17",
         "c43d7b00400700000000000000000000"},
        {"\xe5\x4a\x73\x72\x98\x87\xcb\x53", "\x34\x62\x0b\xcc\xa8\x17\x66\x42\xa2\x10\xb1\x05\x19\x01\x92\x1e",
         "6861736863617420726f636b73"
         "0a0000"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char head[14 + 8], block[16];
        for (size_t k = 0; k < 7; k++)
            head[2 * k] = "hashcat"[k], head[2 * k + 1] = 0;
        memcpy(head + 14, rows[i].salt, 8);
        memcpy(block, rows[i].closed, 16);
        ts_sha1_counted(ts_span_of(head, sizeof head), key, iv);
        ts_aes *a = ts_aes_decrypting(ts_span_of(key, 16), iv);
        ts_aes_run(a, block, sizeof block);
        ts_aes_free(a);
        CHECK_ROW(is_hex(block, rows[i].open), rows[i].open);
    }
}

TEST(keyed_sums_of_sha_256) { /* RFC 4231, cases 2 and 6; PBKDF2: RFC 7914, 11, and the same by Python 3.11 */
    uint8_t out[32], derived[2][32];
    ts_hmac_sha256(ts_str("Jefe"), ts_str("what do ya want for nothing?"), out);
    CHECK(is_hex(out, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    char key[131];
    memset(key, 0xaa, sizeof key);
    ts_hmac_sha256(ts_span_of(key, sizeof key), ts_str("Test Using Larger Than Block-Size Key - Hash Key First"), out);
    CHECK(is_hex(out, "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
    ts_pbkdf2_sha256(ts_str("passwd"), ts_str("salt"), (const uint32_t[]){1, 4096}, 2, derived);
    CHECK(is_hex(derived[0], "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"));
    CHECK(is_hex(derived[1], "21943fd5b7a10905c38fad60157ff498e1e81df1e03254325682a74dca3b2be8"));
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
