/* ebcdic_test.c - EBCDIC: how it is told from other bytes, where its records end, what its letters are. */
#include "text/ebcdic.h"

#include "base/mem.h"
#include "support/test.h"

/* "NHS NO 9990000018, Zoe O'Neill; " in any of the pages. */
static const char line[] =
    "\xD5\xC8\xE2\x40\xD5\xD6\x40\xF9\xF9\xF9\xF0\xF0\xF0\xF0\xF0\xF1\xF8\x6B\x40\xE9\x96\x85\x40"
    "\xD6\x7D\xD5\x85\x89\x93\x93\x5E\x40";
enum { LINE = sizeof line - 1 };

static void repeat(ts_buf *b, size_t n, const char *before, size_t before_len, const char *after, size_t after_len) {
    for (size_t i = 0; i < n; i++) {
        ts_buf_add(b, (ts_span){before, before_len});
        ts_buf_add(b, (ts_span){line, LINE});
        ts_buf_add(b, (ts_span){after, after_len});
    }
}

static void check(const ts_buf *b, uint32_t record, bool counted, const char *why) {
    ts_ebcdic e;
    CHECK_ROW(ts_ebcdic_looks(ts_buf_span(b), b->len, &e), why);
    CHECK_ROW(e.record == record && e.counted == counted, why);
    TS_AUTO(ts_buf, ts_buf_done) out = {0}, want = {0};
    size_t used;
    ts_ebcdic_to_utf8(&e, ts_buf_span(b), true, &out, &used);
    ts_buf_add_str(&want, "NHS NO 9990000018, Zoe O'Neill; \nNHS NO");
    CHECK_ROW(used == b->len && ts_span_starts(ts_buf_span(&out), ts_buf_span(&want)), why);
}

TEST(lines_records_and_counted_records) {
    TS_AUTO(ts_buf, ts_buf_done) nl = {0}, lf = {0}, crlf = {0}, fixed = {0}, counted = {0};
    repeat(&nl, 8, "", 0, "\x15", 1);
    check(&nl, 0, false, "new lines");
    repeat(&lf, 8, "", 0, "\x25", 1);
    check(&lf, 0, false, "line feeds");
    repeat(&crlf, 8, "", 0, "\x0D\x25", 2);
    check(&crlf, 0, false, "returns");
    repeat(&fixed, 9, "", 0, "", 0);
    check(&fixed, LINE, false, "records of one length");
    TS_AUTO(ts_buf, ts_buf_done) packed = {0};
    repeat(&packed, 12, "", 0, "\1\2\x3C\x1D\2\x3C", 6);
    ts_ebcdic e;
    CHECK(ts_ebcdic_looks(ts_buf_span(&packed), packed.len, &e) && e.record == LINE + 6);
    repeat(&counted, 8, "\0\x24\0\0", 4, "", 0);
    check(&counted, 0, true, "records that say their length");
}

TEST(other_bytes_are_not_ebcdic) {
    TS_AUTO(ts_buf, ts_buf_done) noise = {0}, latin = {0};
    uint64_t random = 4711;
    for (size_t i = 0; i < 4096; i++) {
        random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
        ts_buf_add_char(&noise, (char)(random >> 40));
    }
    ts_ebcdic e;
    CHECK(!ts_ebcdic_looks(ts_buf_span(&noise), noise.len, &e));
    for (size_t i = 0; i < 100; i++)
        ts_buf_add_str(&latin, "Dear Zo\xEB, caf\xE9 au lait, 12 to 14 of them\n");
    CHECK(!ts_ebcdic_looks(ts_buf_span(&latin), latin.len, &e));
    CHECK(!ts_ebcdic_looks((ts_span){line, LINE}, LINE, &e)); /* too short to tell */
    TS_AUTO(ts_buf, ts_buf_done) packed = {0};
    repeat(&packed, 20, "", 0, "\1\2\x3C\x1D\2\x3C\1\2\x3C\x1D\2\x3C\1\2\x3C\x1D\2\x3C\1\2\x3C", 21);
    CHECK(!ts_ebcdic_looks(ts_buf_span(&packed), packed.len, &e)); /* mostly other things than letters */
    memset(noise.ptr, 0x40, noise.len);
    CHECK(!ts_ebcdic_looks(ts_buf_span(&noise), noise.len, &e)); /* '@' and nothing else */
}

TEST(signs_by_page) {
    static const struct {
        unsigned page;
        const char *in, *want;
    } rows[] = {{37, "\x5B\x4A\xBA\xC1\x52", "$\xC2\xA2[A\xC3\xAA\n"},
                {285, "\x5B\x4A\xB1\xC1\x52", "\xC2\xA3$[A\xC3\xAA\n"},
                {500, "\x4A\x4F\xBB\xE9", "[!|Z\n"},
                {1047, "\xAD\xBD\x5F", "[]^\n"},
                {285, "\x05\x01\xC1\x3F", "\t A \n"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_ebcdic e = {.page = rows[i].page};
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        size_t used;
        ts_ebcdic_to_utf8(&e, ts_str(rows[i].in), true, &out, &used);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].want)), out.ptr);
    }
}

TEST(only_whole_lines_until_the_last) {
    ts_ebcdic e = {.page = 285}, fixed = {.page = 285, .record = 3}, counted = {.page = 285, .counted = true};
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    size_t used;
    ts_ebcdic_to_utf8(&e, ts_str("\xC1\x15\xC2"), false, &out, &used);
    CHECK(used == 2 && ts_span_eq(ts_buf_span(&out), ts_str("A\n")));
    ts_ebcdic_to_utf8(&fixed, ts_str("\xC1\xC2\xC3\xC4"), false, &out, &used);
    CHECK(used == 3 && ts_span_eq(ts_buf_span(&out), ts_str("A\nABC\n")));
    ts_ebcdic_to_utf8(&fixed, ts_str("\xC4"), true, &out, &used);
    CHECK(used == 1 && ts_span_eq(ts_buf_span(&out), ts_str("A\nABC\nD\n")));
    ts_ebcdic_to_utf8(&counted, (ts_span){"\0\5\0\0\xC1\0\x50\0", 8}, false, &out, &used);
    CHECK(used == 5 && ts_span_eq(ts_buf_span(&out), ts_str("A\nABC\nD\nA\n")));
    ts_ebcdic_to_utf8(&counted, (ts_span){"\0\x50\0", 3}, true, &out, &used);
    CHECK(used == 3);
}
