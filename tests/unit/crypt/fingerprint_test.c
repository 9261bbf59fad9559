/* fingerprint_test.c - look-up keys, tags and row masks against published vectors and each other. */
#include "crypt/fingerprint.h"
#include "support/test.h"

static ts_key key_of(const char *text) {
    ts_key k = {{0}};
    memcpy(k.byte, text, strlen(text));
    return k;
}

TEST(mac_matches_published_vectors) {
    /* RFC 4231: keys shorter than a block are padded with zeros, so cases 1 and 2 fit in a 32-byte key. */
    ts_key first = {{0}};
    memset(first.byte, 0x0b, 20);
    static const struct {
        const char *key, *message, *hex, *why;
    } rows[] = {
        {NULL, "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7", "RFC 4231, case 1"},
        {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
         "RFC 4231, case 2"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_key k = rows[i].key ? key_of(rows[i].key) : first;
        ts_digest got, want;
        ts_hmac(&k, ts_str(rows[i].message), &got);
        CHECK(ts_unhex(ts_str(rows[i].hex), want.byte, sizeof want.byte));
        CHECK_ROW(ts_hmac_eq(&got, &want), rows[i].why);
        want.byte[31] ^= 1;
        CHECK_ROW(!ts_hmac_eq(&got, &want), rows[i].why);
    }
}

/* The fast path against the full HMAC over domain and value, at every length around block borders. */
TEST(fingerprint_is_the_mac_of_domain_and_value) {
    ts_key key = key_of("register"), derived;
    ts_key_derive(&key, "fingerprint", &derived);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    char message[301];
    for (size_t i = 0; i < sizeof message; i++)
        message[i] = (char)(i * 7);
    for (size_t len = 0; len <= 300; len++) {
        message[0] = (char)(len % 5);
        ts_digest d;
        ts_hmac(&derived, ts_span_of(message, len + 1 > 301 ? 301 : len + 1), &d);
        uint64_t want = 0;
        for (int i = 0; i < 8; i++)
            want = want << 8 | d.byte[i];
        CHECK(ts_fingerprint(f, (uint8_t)(len % 5), ts_span_of(message + 1, len)) == want);
    }
    ts_fingerprinter_free(f);
}

TEST(domains_and_keys_part) {
    ts_key one = key_of("one"), two = key_of("two");
    ts_fingerprinter *f = ts_fingerprinter_new(&one), *g = ts_fingerprinter_new(&two);
    ts_span v = ts_str("9990000018");
    CHECK(ts_fingerprint(f, 1, v) == ts_fingerprint(f, 1, v));
    CHECK(ts_fingerprint(f, 1, v) != ts_fingerprint(f, 2, v));
    CHECK(ts_fingerprint(f, 1, v) != ts_fingerprint(g, 1, v));
    CHECK(ts_tag(f, 1, v) == ts_tag(f, 1, v));
    CHECK(ts_tag(f, 1, v) != ts_tag(f, 2, v));
    CHECK(ts_tag(f, 1, v) != ts_tag(g, 1, v));
    CHECK(ts_tag(f, 1, v) != ts_fingerprint(f, 1, v));
    ts_fingerprinter_free(f);
    ts_fingerprinter_free(g);
    ts_fingerprinter_free(NULL);
}

TEST(masks_are_aes_and_differ_by_row) {
    ts_key zero = {{0}};
    ts_masker *m = ts_masker_new(&zero);
    CHECK(m != NULL);
    unsigned char a[TS_MASK_BYTES], b[TS_MASK_BYTES], want[16];
    ts_mask_row(m, 0, a);
    /* AES-256 of a zero block under a zero key (NIST AESAVS, KeySbox count 0's cipher). */
    CHECK(ts_unhex(ts_str("dc95c078a2408989ad48a21492842087"), want, sizeof want));
    CHECK(memcmp(a, want, sizeof want) == 0);
    ts_mask_row(m, 1, b);
    CHECK(memcmp(a + 16, b, 48) != 0 && memcmp(a, b, 64) != 0);
    ts_mask_row(m, UINT32_MAX, b);
    CHECK(memcmp(a, b, 64) != 0);
    unsigned char again[TS_MASK_BYTES];
    ts_mask_row(m, 0, again);
    CHECK(memcmp(a, again, 64) == 0);
    ts_masker_free(m);
}
