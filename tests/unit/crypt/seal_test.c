/* seal_test.c - a seal opens where it was made, and nowhere else. */
#include "crypt/seal.h"

#include <stdint.h>
#include "base/mem.h"
#include "support/test.h"

static ts_key key_of(unsigned char first) {
    ts_crypt_init();
    return (ts_key){{first, 2, 3}};
}

TEST(what_was_sealed_opens_again) {
    static const char *const rows[] = {"", "a",
                                       "a value of some length, longer than one block of the cipher has room for it"};
    ts_key key = key_of(1);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) sealed = {0}, plain = {0};
        ts_seal(&key, ts_str(rows[i]), ts_str("row 1"), &sealed);
        CHECK_ROW(sealed.len == strlen(rows[i]) + TS_SEAL_EXTRA, rows[i]);
        CHECK_ROW(ts_unseal(&key, ts_buf_span(&sealed), ts_str("row 1"), &plain) == TS_OK, rows[i]);
        CHECK_ROW(ts_span_eq(ts_buf_span(&plain), ts_str(rows[i])), rows[i]);
    }
}

TEST(nothing_else_opens) {
    ts_key key = key_of(1), other = key_of(9);
    TS_AUTO(ts_buf, ts_buf_done) sealed = {0}, plain = {0};
    ts_seal(&key, ts_str("a value"), ts_str("row 1"), &sealed);
    ts_span all = ts_buf_span(&sealed);
    CHECK(ts_unseal(&key, all, ts_str("row 2"), &plain) == TS_EDAMAGED);
    CHECK(ts_unseal(&other, all, ts_str("row 1"), &plain) == TS_EDAMAGED);
    for (size_t len = 0; len < all.len; len++)
        CHECK(ts_unseal(&key, ts_slice(all, 0, len), ts_str("row 1"), &plain) == TS_EDAMAGED);
    for (size_t i = 0; i < all.len * 8; i++) {
        sealed.ptr[i / 8] ^= (char)(1 << i % 8);
        CHECK(ts_unseal(&key, all, ts_str("row 1"), &plain) == TS_EDAMAGED);
        sealed.ptr[i / 8] ^= (char)(1 << i % 8);
    }
    CHECK(plain.len == 0);
}

TEST(two_seals_of_one_value_have_nothing_in_common) {
    ts_key key = key_of(1);
    TS_AUTO(ts_buf, ts_buf_done) a = {0}, b = {0};
    ts_seal(&key, ts_str("a value"), ts_str(""), &a);
    ts_seal(&key, ts_str("a value"), ts_str(""), &b);
    CHECK(memcmp(a.ptr, b.ptr, 24) != 0 && memcmp(a.ptr + 24, b.ptr + 24, 7) != 0);
}

TEST(a_signature_fits_its_message_and_key_alone) {
    ts_key seed = key_of(4), other = key_of(5);
    unsigned char public[TS_PUBLIC_BYTES], stranger[TS_PUBLIC_BYTES], signature[TS_SIGNATURE_BYTES];
    ts_sign_public(&seed, public);
    ts_sign_public(&other, stranger);
    ts_sign(&seed, ts_str("entry"), signature);
    CHECK(ts_sign_verify(public, ts_str("entry"), signature));
    CHECK(!ts_sign_verify(public, ts_str("entrz"), signature));
    CHECK(!ts_sign_verify(stranger, ts_str("entry"), signature));
    for (int i = 0; i < TS_SIGNATURE_BYTES * 8; i++) {
        signature[i / 8] ^= (unsigned char)(1 << i % 8);
        CHECK(!ts_sign_verify(public, ts_str("entry"), signature));
        signature[i / 8] ^= (unsigned char)(1 << i % 8);
    }
}

TEST(a_mac_depends_on_key_and_message) {
    ts_key key = key_of(1), other = key_of(2);
    unsigned char a[TS_MAC_BYTES], b[TS_MAC_BYTES];
    ts_mac(&key, ts_str("x"), a);
    ts_mac(&key, ts_str("x"), b);
    CHECK(memcmp(a, b, sizeof a) == 0);
    ts_mac(&other, ts_str("x"), b);
    CHECK(memcmp(a, b, sizeof a) != 0);
    ts_mac(&key, ts_str("y"), b);
    CHECK(memcmp(a, b, sizeof a) != 0);
}

TEST(secret_memory_is_aligned_and_writable_to_its_end) {
    static const size_t sizes[] = {0, 1, 15, 16, 17, 4096, 1000003};
    ts_crypt_init();
    for (size_t i = 0; i < TEST_COUNT(sizes); i++) {
        char *p = ts_secret_alloc(sizes[i]);
        CHECK((uintptr_t)p % 16 == 0);
        memset(p, 1, sizes[i]);
        ts_secret_free(p);
    }
    ts_secret_free(NULL);
}
