/* mapi_test.c - Outlook's values as they show, and its compressed rich text (vectors of MS-OXRTFCP 4). */
#include "extract/mapi.h"

#include "reading.h"

/* Undoes it, `step` bytes at a time. */
static ts_reason undo(ts_span packed, size_t step, ts_buf *out) {
    ts_source in;
    ts_source_memory(&in, packed);
    ts_mapi_rtf r;
    ts_mapi_rtf_open(&r, &in);
    char block[64];
    for (size_t n = 1; n;) {
        CHECK(ts_mapi_rtf_fill(&r, block, step, &n) == TS_OK);
        ts_buf_add(out, (ts_span){block, n});
    }
    ts_source_done(&in);
    return r.reason;
}

static const char hello[] = "\x2d\0\0\0\x2b\0\0\0LZFu\xf1\xc5\xc7\xa7\x03\0\x0a\0rcpg125B2\x0a\xf3 hel\x09\0 bw\x05"
                            "\xb0ld}\x0a\x80\x0f\xa0";
static const char overlap[] = "\x1a\0\0\0\x1c\0\0\0LZFu\xe2\xd4\x4b\x51\x41\0\x04 WXYZ\x0dn}\x01\x0e\xb0";

TEST(compressed_rich_text_is_undone) {
    for (size_t step = 1; step <= 64; step += 7) {
        TS_AUTO(ts_buf, ts_buf_done) a = {0}, b = {0};
        CHECK(undo((ts_span){hello, sizeof hello - 1}, step, &a) == TS_READ);
        CHECK_ROW(ts_span_eq(ts_buf_span(&a), ts_str("{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n")), a.ptr);
        CHECK(undo((ts_span){overlap, sizeof overlap - 1}, step, &b) == TS_READ);
        CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}")), b.ptr);
    }
}

TEST(rich_text_that_is_not_compressed_passes) {
    TS_AUTO(ts_buf, ts_buf_done) in = {0}, out = {0};
    ts_buf_add(&in, (ts_span){"\x13\0\0\0\x07\0\0\0MELA\0\0\0\0{\\rtf1}and more", 31});
    CHECK(undo(ts_buf_span(&in), 5, &out) == TS_READ && ts_span_eq(ts_buf_span(&out), ts_str("{\\rtf1}")));
}

TEST(damaged_rich_text_says_so) {
    TS_AUTO(ts_buf, ts_buf_done) out = {0}, b = {0};
    CHECK(undo((ts_span){hello, sizeof hello - 5}, 64, &out) == TS_REASON_TRUNCATED);
    CHECK(ts_span_starts(ts_buf_span(&out), ts_str("{\\rtf1\\ansi\\ansicpg1252\\pard hello wor")));
    ts_buf_add(&b, (ts_span){hello, sizeof hello - 1});
    b.ptr[8] = 'X';
    ts_buf_clear(&out);
    CHECK(undo(ts_buf_span(&b), 64, &out) == TS_REASON_CORRUPT && !out.len);
    CHECK(undo((ts_span){hello, 9}, 64, &out) == TS_REASON_TRUNCATED && !out.len);
}

TEST(values_show_as_people_write_them) {
    static const struct {
        uint16_t type;
        const char *raw;
        size_t len;
        unsigned page;
        const char *want; /* NULL: does not show */
    } rows[] = {
        {TS_MAPI_UNICODE, "Z\0o\0\xEB\0\0\0", 8, 0, "Zo\xC3\xAB"},
        {TS_MAPI_STRING8, "Zo\xEB", 3, 0, "Zo\xC3\xAB"},
        {TS_MAPI_STRING8, "\xC8\xE2\xE0\xED", 4, 1251, "\xD0\x98\xD0\xB2\xD0\xB0\xD0\xBD"},
        {TS_MAPI_STRING8, "", 0, 0, NULL},
        {TS_MAPI_TIME, "\0\x80\x3E\xD5\xDE\xB1\x9D\x01", 8, 0, "1970-01-01"},
        {TS_MAPI_TIME, "\0\0\0\0\0\0\0\0", 8, 0, NULL},
        {TS_MAPI_TIME, "\0\x40\xDD\xA3\x57\x45\xB3\x0C", 8, 0, NULL}, /* 4501: none */
        {TS_MAPI_TIME, "\0\0\0", 3, 0, NULL},
        {TS_MAPI_I16, "\xFE\xFF", 2, 0, "-2"},
        {TS_MAPI_I32, "\x01\0\0\0", 4, 0, "1"},
        {TS_MAPI_BINARY, "abc", 3, 0, NULL},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        bool shown = ts_mapi_value(rows[i].type, (ts_span){rows[i].raw, rows[i].len}, rows[i].page, &out);
        CHECK_ROW(shown == (rows[i].want != NULL), rows[i].want);
        CHECK_ROW(!shown || ts_span_eq(ts_buf_span(&out), ts_str(rows[i].want)), out.ptr);
    }
}
