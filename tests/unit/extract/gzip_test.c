/* gzip_test.c - gzip files: one member or many, held against their checksums; and bombs. */
#include <zlib.h>

#include "members.h"

/* n zeros, deflated: about a thousandth of their size. */
static ts_buf gzip_of_zeros(size_t n) {
    static char zeros[64 * 1024];
    ts_buf out = {0};
    ts_buf_reserve(&out, n / 512 + 4096);
    z_stream z = {.next_out = (Bytef *)out.ptr, .avail_out = (uInt)out.cap};
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    for (size_t done = 0; done < n; done += sizeof zeros) {
        z.next_in = (Bytef *)zeros;
        z.avail_in = sizeof zeros;
        deflate(&z, Z_NO_FLUSH);
    }
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out.len = z.total_out;
    deflateEnd(&z);
    return out;
}

/* Noise, then some words, as one more member. */
static void add_gzip(ts_buf *out, ts_buf *plain, size_t noise) {
    size_t from = plain->len;
    uint32_t state = 1;
    for (size_t k = 0; k < noise + 600; k++) {
        state = state * 1664525 + 1013904223;
        ts_buf_add_char(plain, k < noise ? (char)(state >> 24) : (char)('a' + (state >> 29)));
    }
    ts_buf_reserve(out, plain->len - from + 1024);
    z_stream z = {.next_in = (Bytef *)plain->ptr + from,
                  .avail_in = (uInt)(plain->len - from),
                  .next_out = (Bytef *)out->ptr + out->len,
                  .avail_out = (uInt)(out->cap - out->len)};
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out->len += z.total_out;
    deflateEnd(&z);
}

/* What is read ahead of a member's end may stand in the block before: wherever that falls, the next member is found. */
TEST(a_gzip_member_may_end_anywhere_in_what_is_read) {
    enum { BLOCK = 128 * 1024 };
    TS_AUTO(ts_buf, ts_buf_done) first = {0}, all = {0};
    size_t noise = BLOCK - 1000;
    add_gzip(&first, &all, noise);
    for (size_t d = 0; d < 32; d++) {
        TS_AUTO(ts_buf, ts_buf_done) bytes = {0}, plain = {0};
        add_gzip(&bytes, &plain, noise + BLOCK + d - 8 - first.len);
        add_gzip(&bytes, &plain, 100);
        got g;
        read_with(NULL, ts_buf_span(&bytes), &g);
        CHECK(g.children == 1 && g.child[0].reason == TS_READ && g.outcome.reason == TS_READ &&
              ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_buf_span(&plain)));
        got_done(&g);
    }
}

/* *sums: where their checksums stand. */
static ts_buf many_gzips(size_t n, ts_buf *plain, size_t *sums) {
    ts_buf out = {0};
    for (size_t i = 0; i < n; i++) {
        add_gzip(&out, plain, 400 + i * 37 % 5000);
        sums[i] = out.len - 8;
    }
    return out;
}

TEST(gzip_members_are_held_against_their_checksums) {
    enum { N = 200 };
    static size_t sums[N];
    TS_AUTO(ts_buf, ts_buf_done) plain = {0};
    ts_buf bytes = many_gzips(N, &plain, sums);
    for (size_t i = 0; i < 9; i++) { /* 0: whole; then a checksum, or a length, is another */
        size_t at = sums[i * 24 % N] + (i % 2 ? 0 : 6);
        bytes.ptr[at] ^= i ? 4 : 0;
        got g;
        read_with(NULL, ts_buf_span(&bytes), &g);
        CHECK(g.children == 1 && g.child[0].reason == (i ? TS_REASON_CORRUPT : TS_READ));
        CHECK(ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_slice(ts_buf_span(&plain), 0, g.child[0].bytes.len)) &&
              g.child[0].bytes.len == plain.len);
        CHECK(g.outcome.unread == (i ? bytes.len : 0) || g.stored == bytes.len);
        got_done(&g);
        bytes.ptr[at] ^= i ? 4 : 0;
    }
    ts_buf_done(&bytes);
}

TEST(an_archive_in_a_gzip_that_its_checksum_denies_is_said) {
    ts_buf bytes = load("archive/tar.tar.gz"), people = load("people.csv");
    bytes.ptr[bytes.len - 8] ^= 1;
    got g;
    read_with(NULL, ts_buf_span(&bytes), &g);
    const child *c = find_child(&g, "ward/patients.csv");
    CHECK(c != NULL && ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&people)));
    CHECK(g.outcome.reason == TS_REASON_CORRUPT);
    got_done(&g);
    ts_buf_done(&bytes);
    ts_buf_done(&people);
}

/* A compressed file of zeros begins like an empty tar; its bytes must come through all the same. */
TEST(a_file_that_begins_with_zeros_is_no_empty_tar) {
    ts_buf zeros = gzip_of_zeros(TS_MIB / 2);
    got g;
    read_with(NULL, ts_buf_span(&zeros), &g);
    CHECK(g.children == 1 && g.child[0].reason == TS_READ && g.child[0].bytes.len == TS_MIB / 2);
    got_done(&g);
    ts_buf_done(&zeros);
}

TEST(a_bomb_is_stopped_by_its_ratio) {
    ts_buf below = gzip_of_zeros(TS_LIMIT_RATIO_FROM), above = gzip_of_zeros(TS_LIMIT_RATIO_FROM + 4 * TS_MIB);
    got g;
    read_with(NULL, ts_buf_span(&below), &g);
    CHECK(g.outcome.reason == TS_READ && g.children == 1 && g.child[0].reason == TS_READ);
    got_done(&g);
    read_with(NULL, ts_buf_span(&above), &g);
    CHECK(g.outcome.reason == TS_REASON_RATIO && g.children == 1 && g.child[0].reason == TS_REASON_RATIO);
    CHECK(g.stored + g.outcome.unread == above.len);
    got_done(&g);
    ts_buf_done(&below);
    ts_buf_done(&above);
}
