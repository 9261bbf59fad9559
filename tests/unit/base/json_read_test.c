/* json_read_test.c - what is JSON is read, and nothing else is. */
#include "base/json_read.h"

#include "base/mem.h"
#include "support/test.h"

/* The pieces as letters, texts in round brackets; "!" where it ends in an error. */
static void pieces(ts_span source, ts_buf *out) {
    static const char letter[] = "$o/a.kSNtfn";
    ts_json_reader r;
    ts_json_piece p = TS_JSON_NULL;
    ts_err err = ts_json_read_init(&r, source, "made-up.json");
    while (!err && p != TS_JSON_END) {
        err = ts_json_next(&r, &p);
        if (err)
            break;
        ts_buf_add_char(out, letter[p]);
        if (p == TS_JSON_KEY || p == TS_JSON_STRING || p == TS_JSON_NUMBER) {
            ts_buf_add_char(out, '(');
            ts_buf_add(out, r.text);
            ts_buf_add_char(out, ')');
        }
    }
    if (err)
        ts_buf_add_char(out, '!');
    ts_json_read_done(&r);
}

TEST(what_is_json_is_read) {
    static const struct {
        const char *source, *pieces;
    } rows[] = {{"[]", "a.$"},
                {" \xEF\xBB\xBF", "!"}, /* a mark of order stands first or nowhere */
                {"\xEF\xBB\xBF[1]\n", "aN(1).$"},
                {"{}", "o/$"},
                {"\"\"", "S()$"},
                {"[{\"a\": \"b\", \"c\": [true, false, null, -1.5e+3]}, 0]", "aok(a)S(b)k(c)atfnN(-1.5e+3)./N(0).$"},
                {"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\"", "S(\"\\/\b\f\n\r\t\xC3\xA9)$"},
                {"\"\\ud83d\\ude00 \\ud83d!\"", "S(\xF0\x9F\x98\x80 \xEF\xBF\xBD!)$"},
                {"\"\\ud83d\\u0041\"", "S(\xEF\xBF\xBD"
                                       "A)$"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        pieces(ts_str(rows[i].source), &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].pieces)), out.ptr);
    }
}

TEST(what_is_none_is_told) {
    static const char *const rows[] = {
        "",     "[",        "[1",      "[1,]",      "[,1]", "{\"a\"}", "{\"a\":}", "{a:1}",    "{\"a\":1,}", "[1 2]",
        "[1]]", "[1}",      "{]",      "01",        "1.",   ".5",      "-",        "1e",       "+1",         "tru",
        "\"a",  "\"a\nb\"", "\"\\x\"", "\"\\u12\"", "'a'",  "nul",     "[1] 2",    "\"\xFF\"", "{\"a\" 1}",  "NaN"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        pieces(ts_str(rows[i]), &out);
        CHECK_ROW(out.len && out.ptr[out.len - 1] == '!', rows[i]);
    }
}

TEST(the_line_is_told) {
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    pieces(ts_str("[\n1,\n2 3]"), &out);
    CHECK_ROW(strstr(ts_error_text(), "made-up.json line 3"), ts_error_text());
}

TEST(depth_has_an_end) {
    char deep[TS_JSON_READ_DEPTH + 2];
    memset(deep, '[', sizeof deep);
    TS_AUTO(ts_buf, ts_buf_done) out = {0}, more = {0};
    pieces(ts_span_of(deep, TS_JSON_READ_DEPTH), &out);
    CHECK(strstr(ts_error_text(), "ends before"));
    pieces(ts_span_of(deep, TS_JSON_READ_DEPTH + 1), &more);
    CHECK(strstr(ts_error_text(), "too deeply"));
}

/* Cut anywhere it is none, and any byte in it changed is survived. */
TEST(any_bytes_are_survived) {
    static const char whole[] = "[{\"post_title\": \"a \\u00e9\", \"n\": [1.5, null]}]";
    for (size_t n = 0; n + 1 < sizeof whole - 1; n++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        pieces(ts_span_of(whole, n), &out);
        CHECK_ROW(out.len && out.ptr[out.len - 1] == '!', out.ptr);
    }
    for (size_t n = 0; n < (sizeof whole - 1) * 256; n++) {
        char text[sizeof whole];
        memcpy(text, whole, sizeof text);
        text[n / 256] = (char)(n % 256);
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        pieces(ts_span_of(text, sizeof text - 1), &out);
        CHECK(out.len > 0);
    }
}
