/* inflate64_test.c - Deflate64: whatever the pieces, and whatever was damaged. */
#include "extract/inflate64.h"

#include "base/mem.h"
#include "reading.h"

enum { PACKED_AT = 37, LEN = 138029 }; /* of the fixture's one member */

/* far.txt, as the fixture's maker had it: matches over more than 32 KiB, and one longer than 258 bytes. */
static void far_text(ts_buf *out) {
    ts_buf_add_str(out, "NHS No 999 000 0018\n");
    for (int twice = 0; twice < 2; twice++) {
        uint32_t s = 1;
        for (int i = 0; i < 34000; i++) {
            s = (s * 1103515245u + 12345u) & 0x7FFFFFFF;
            ts_buf_add_char(out, s >> 16 & 1 ? '1' : '0');
        }
    }
    for (int i = 0; i < 70000; i++)
        ts_buf_add_char(out, 'x');
    ts_buf_add_str(out, "\nthe end\n");
}

static ts_span packed_of(const ts_buf *zip) {
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(zip), 18, 4));
    return ts_slice(ts_buf_span(zip), PACKED_AT, ts_read_u32le(&c));
}

/* Unpacks in pieces of so many bytes in and out; false where it is damaged. */
static bool unpack(ts_span in, size_t most_in, size_t most_out, ts_buf *out, size_t *used_all, bool *ended) {
    ts_inflate64 *z = ts_inflate64_new();
    bool good = true;
    *used_all = 0;
    *ended = false;
    char *block = ts_alloc(most_out);
    for (unsigned idle = 0; good && !*ended && idle < 2;) {
        size_t used, got;
        ts_span piece = ts_slice(in, *used_all, most_in);
        good = ts_inflate64_run(z, piece, block, most_out, &used, &got, ended) == TS_OK;
        CHECK(used <= piece.len && got <= most_out);
        ts_buf_add(out, ts_span_of(block, got));
        *used_all += used;
        idle = used || got ? 0 : idle + 1;
    }
    ts_free(block);
    ts_inflate64_free(z);
    return good;
}

TEST(any_pieces_give_the_same) {
    static const size_t pieces[][2] = {{1 << 20, 1 << 20}, {1, 1 << 20}, {1 << 20, 1}, {3, 7},
                                       {17, 300},          {4096, 65536}};
    TS_AUTO(ts_buf, ts_buf_done) zip = reading_fixture("deflate64.zip"), want = {0}, more = {0};
    far_text(&want);
    CHECK(want.len == LEN);
    ts_buf_add(&more, packed_of(&zip));
    ts_buf_add_str(&more, "what follows is not its own");
    for (size_t i = 0; i < TEST_COUNT(pieces); i++) {
        TS_AUTO(ts_buf, ts_buf_done) got = {0};
        size_t used;
        bool ended;
        CHECK(unpack(ts_buf_span(&more), pieces[i][0], pieces[i][1], &got, &used, &ended) && ended);
        CHECK(ts_span_eq(ts_buf_span(&got), ts_buf_span(&want)) && used == packed_of(&zip).len);
    }
}

TEST(what_is_cut_or_changed_ends) {
    TS_AUTO(ts_buf, ts_buf_done) zip = reading_fixture("deflate64.zip"), want = {0}, packed = {0};
    far_text(&want);
    ts_buf_add(&packed, packed_of(&zip));
    for (size_t i = 0; i < packed.len; i += 7) {
        TS_AUTO(ts_buf, ts_buf_done) got = {0};
        size_t used;
        bool ended;
        CHECK(unpack(ts_slice(ts_buf_span(&packed), 0, i), 64, 4096, &got, &used, &ended) && !ended && used == i);
        CHECK(got.len <= LEN && memcmp(got.ptr ? got.ptr : "", want.ptr, got.len) == 0);
        ts_buf_clear(&got);
        packed.ptr[i] ^= (char)(1 << i % 8);
        (void)unpack(ts_buf_span(&packed), 1 << 16, 1 << 16, &got, &used, &ended);
        packed.ptr[i] ^= (char)(1 << i % 8);
    }
}

/* A block of the fixed codes, bit by bit. */
typedef struct bits {
    unsigned char byte[64];
    size_t n;
} bits;

static void add_bits(bits *b, unsigned value, unsigned n) { /* a number: its lowest bit first */
    for (unsigned i = 0; i < n; i++, b->n++)
        b->byte[b->n / 8] |= (unsigned char)((value >> i & 1) << b->n % 8);
}

static void add_code(bits *b, unsigned code, unsigned n) { /* a code: its highest bit first */
    while (n--)
        add_bits(b, code >> n & 1, 1);
}

/* The letter a, and a match of the code 285. */
static bool one_match(unsigned length, unsigned distance, bool long_way, ts_buf *out, bool *ended) {
    bits b = {.n = 0};
    add_bits(&b, 1, 1);
    add_bits(&b, 1, 2);
    add_code(&b, 0x30 + 'a', 8);
    add_code(&b, 0xC5, 8);
    add_bits(&b, length - 3, 16);
    add_code(&b, distance - 1, 5);
    add_code(&b, 0, 7); /* the block's end */
    size_t used;
    ts_buf_clear(out);
    return unpack(ts_span_of((char *)b.byte, long_way ? sizeof b.byte : (b.n + 7) / 8), 64, 70000, out, &used, ended);
}

TEST(the_longest_code_has_sixteen_bits) {
    static const unsigned lengths[] = {3, 4, 258, 259, 65538};
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    bool ended;
    for (size_t i = 0; i < TEST_COUNT(lengths); i++)
        for (int long_way = 0; long_way < 2; long_way++) {
            CHECK(one_match(lengths[i], 1, long_way, &got, &ended) && ended && got.len == lengths[i] + 1);
            for (size_t k = 0; k < got.len; k++)
                CHECK(got.ptr[k] == 'a');
            CHECK(!one_match(lengths[i], 2, long_way, &got, &ended)); /* nothing stands there yet */
        }
}

TEST(a_zip_has_such_members) {
    TS_AUTO(ts_buf, ts_buf_done) zip = reading_fixture("deflate64.zip");
    reading r;
    reading_of(&r, ts_buf_span(&zip));
    CHECK_ROW(strstr(r.log.ptr, "child far.txt 138029 bytes of "), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, ": read"), r.log.ptr);
    reading_done(&r);
}
