/* ctr_test.c - what covers a file's bytes: the standard's numbers, and the same at any place. */
#include "base/ctr.h"

#include "support/test.h"

enum { LEN = 4099 };

/* FIPS 197's AES of the zero block under a key of zeros, and of the counters behind it. */
TEST(it_is_the_standard_s) {
    static const unsigned char key[TS_CTR_KEY],
        first[] = {0xdc, 0x95, 0xc0, 0x78, 0xa2, 0x40, 0x89, 0x89, 0xad, 0x48, 0xa2, 0x14, 0x92, 0x84, 0x20, 0x87},
        second[] = {0x53, 0x0f, 0x8a, 0xfb, 0xc7, 0x45, 0x36, 0xb9, 0xa9, 0x63, 0xb4, 0xf1, 0xc4, 0xcb, 0x73, 0x8b};
    unsigned char bytes[32] = {0};
    ts_ctr *c = ts_ctr_new(key);
    ts_ctr_apply(c, 0, bytes, sizeof bytes);
    CHECK(memcmp(bytes, first, 16) == 0 && memcmp(bytes + 16, second, 16) == 0);
    ts_ctr_free(c);
}

TEST(any_piece_is_as_in_the_whole) {
    unsigned char key[TS_CTR_KEY], whole[LEN] = {0}, piece[LEN];
    for (int i = 0; i < TS_CTR_KEY; i++)
        key[i] = (unsigned char)(7 * i + 1);
    const uint64_t far = (UINT64_C(1) << 40) - 1500; /* beyond four bytes of counter */
    ts_ctr *c = ts_ctr_new(key);
    ts_ctr_apply(c, far, whole, LEN);
    for (size_t at = 0, len = 1; at + len <= LEN; at += len, len = len * 7 % 61 + 1) {
        memset(piece, 0, sizeof piece);
        ts_ctr_apply(c, far + at, piece, len);
        CHECK(memcmp(piece, whole + at, len) == 0);
    }
    ts_ctr_apply(c, far, whole, LEN);
    size_t zeros = 0;
    for (size_t i = 0; i < LEN; i++)
        zeros += whole[i] == 0;
    CHECK(zeros == LEN);
    ts_ctr_free(c);
}
