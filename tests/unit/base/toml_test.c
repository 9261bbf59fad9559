/* toml_test.c - settings as people write them, and what they are told where they wrote something else. */
#include "base/toml.h"

#include "base/mem.h"
#include "support/test.h"

TEST(toml_reads_what_people_write_and_names_the_line_of_an_error) {
    ts_toml *t;
    CHECK(ts_toml_parse(ts_str("# c\nrealm = \"test\"\nn = 1_000\nx = 1.5\nd = 2021-03-31\n[a.b]\nk = 'l\\'\nlist = "
                               "[\"x\", \n 'y'] # z\n"
                               "[[h]]\nfile = \"1\"\n[h.columns]\n\"NHS No\" = \"nhs_number\"\n[[h]]\nfile = \"2\"\n"),
                        "t.toml", &t) == TS_OK);
    CHECK(ts_toml_int(t, "n", 0) == 1000 && ts_toml_float(t, "x", 0) == 1.5);
    CHECK(ts_span_eq(ts_str(ts_toml_string(t, "d", "")), ts_str("2021-03-31")));
    const ts_toml *b = ts_toml_get(ts_toml_get(t, "a"), "b");
    CHECK(ts_span_eq(ts_str(ts_toml_string(b, "k", "")), ts_str("l\\")) && ts_toml_count(ts_toml_get(b, "list")) == 2);
    const ts_toml *h = ts_toml_get(t, "h");
    CHECK(ts_toml_count(h) == 2 &&
          ts_span_eq(ts_str(ts_toml_string(ts_toml_get(ts_toml_at(h, 0), "columns"), "NHS No", "")),
                     ts_str("nhs_number")));
    ts_toml_free(t);
    static const char *const bad[] = {"a = 1\na = 2\n", "x\n = 1",   "a = \n",     "a = \"x\n",
                                      "[t\n",           "a = 1 b\n", "a = plain\n"};
    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        t = NULL;
        CHECK_ROW(ts_toml_parse(ts_str(bad[i]), "t.toml", &t) == TS_EUSAGE && t == NULL, bad[i]);
        CHECK_ROW(ts_span_find(ts_str(ts_error_text()), ts_str("t.toml line"), 0) == 0, ts_error_text());
    }
}

static bool is(const char *got, const char *want) { return got && strcmp(got, want) == 0; }

TEST(strings_say_what_cannot_be_typed) {
    ts_toml *t;
    CHECK(ts_toml_parse(ts_str("\xEF\xBB\xBF"
                               "a = \"n\\n t\\t r\\r b\\b f\\f q\\\" s\\\\\"\r\n"
                               "b = \"\\u00e9 \\U0001F600\"\n"),
                        "t.toml", &t) == TS_OK);
    CHECK_ROW(is(ts_toml_string(t, "a", NULL), "n\n t\t r\r b\b f\f q\" s\\"), ts_toml_string(t, "a", "?"));
    CHECK_ROW(is(ts_toml_string(t, "b", NULL), "\xC3\xA9 \xF0\x9F\x98\x80"), ts_toml_string(t, "b", "?"));
    ts_toml_free(t);
}

TEST(tables_and_lists_stand_within_each_other) {
    ts_toml *t;
    CHECK(
        ts_toml_parse(ts_str("none = {}\npoint = { x = 1, y.z = [ ] }\non = true\noff = false\nfar = -1e3\n"
                             "[[ward]]\nname = 'A'\n[[ward.bed]]\nn = 1\n[[ward.bed]]\nn = 2\n[[ward]]\nname = 'B'\n"),
                      "t.toml", &t) == TS_OK);
    const ts_toml *ward = ts_toml_get(t, "ward"), *bed = ts_toml_get(ts_toml_at(ward, 0), "bed");
    CHECK(ts_toml_count(ward) == 2 && ts_toml_count(bed) == 2 && ts_toml_int(ts_toml_at(bed, 1), "n", 0) == 2);
    CHECK(ts_toml_count(ts_toml_get(t, "none")) == 0 && ts_toml_int(ts_toml_get(t, "point"), "x", 0) == 1);
    CHECK(ts_toml_get(ts_toml_get(ts_toml_get(t, "point"), "y"), "z") != NULL);
    CHECK(ts_toml_bool(t, "on", false) && !ts_toml_bool(t, "off", true) && ts_toml_float(t, "far", 0) == -1000);
    CHECK(is(ts_toml_key_at(t, 0), "none") && !ts_toml_key_at(t, 99) && !ts_toml_key_at(ward, 0) &&
          !ts_toml_at(ward, 2));
    CHECK(ts_toml_line(ts_toml_get(t, "on")) == 3 && ts_toml_line(NULL) == 0);
    ts_toml_free(t);
}

TEST(whole_numbers_are_of_64_bits) {
    ts_toml *t;
    int64_t n = 5;
    CHECK(ts_toml_parse(ts_str("a = +1_000\nb = -9223372036854775808\nc = 9223372036854775808\nl = [7, 'x']\n"),
                        "t.toml", &t) == TS_OK);
    CHECK(ts_toml_int(t, "a", 0) == 1000 && ts_toml_int(t, "b", 0) == INT64_MIN && ts_toml_int(t, "c", 3) == 3);
    CHECK(ts_toml_number(ts_toml_at(ts_toml_get(t, "l"), 0), &n) && n == 7);
    CHECK(!ts_toml_number(ts_toml_at(ts_toml_get(t, "l"), 1), &n) && !ts_toml_number(NULL, &n) && n == 7);
    ts_toml_free(t);
    CHECK(ts_toml_parse(ts_span_of("a = 1\0", 6), "t.toml", &t) == TS_EUSAGE);
}

/* What stands there as another kind of value than was asked for is as good as absent. */
TEST(a_value_of_another_kind_is_not_taken) {
    ts_toml *t;
    CHECK(ts_toml_parse(ts_str("word = 'x'\nnumber = 7\n"), "t.toml", &t) == TS_OK);
    CHECK(ts_toml_int(t, "word", 5) == 5 && ts_toml_float(t, "word", 0.5) == 0.5 && ts_toml_bool(t, "word", true));
    CHECK(is(ts_toml_string(t, "number", "else"), "else") && !ts_toml_text(ts_toml_get(t, "number")));
    CHECK(ts_toml_float(t, "number", 0) == 7 && !ts_toml_get(ts_toml_get(t, "word"), "x"));
    CHECK(ts_toml_count(ts_toml_get(t, "word")) == 0 && ts_toml_count(NULL) == 0);
    ts_toml_free(t);
}

TEST(what_is_wrong_is_told_with_its_line) {
    static const struct {
        const char *text, *told;
    } rows[] = {
        {"a = \"\\q\"", "line 1: an unknown escape"},
        {"a = \"\\u12\"", "line 1: an unknown escape"},
        {"a = \"\\u12g4\"", "line 1: an unknown escape"},
        {"a = \"\\u0000\"", "line 1: an unknown escape"},
        {"a = _", "line 1: a value is missing"},
        {"a = -", "line 1: a value is missing"},
        {"a = 1__0", "line 1: a value is missing"},
        {"a = 1_", "line 1: a value is missing"},
        {"a = \"\\u-001\"", "line 1: an unknown escape"},
        {"\na = \"\\", "line 2: "},
        {"a = 'b\n'", "line 1: a string is not closed"},
        {"a = [1 2]", "line 1: a value is missing, or a text"},
        {"a = ['b' 'c']", "line 1: a list wants a comma or ]"},
        {"a = {b = 'c' d = 1}", "line 1: { } wants a comma or }"},
        {"a = {b = 'c'", "line 1: { } wants a comma or }"},
        {"a = {b}", "line 1: the key b wants an ="},
        {"a = [[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]", "line 1: nested too deeply"},
        {"a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a = 1", "line 1: nested too deeply"},
        {"[a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a.a]", "line 1: nested too deeply"},
        {"a = {b={b={b={b={b={b={b={b={b={b={b={b={b={b={b={b={b={b=1}}}}}}}}}}}}}}}}}}", "line 1: nested too deeply"},
        {"= 1", "line 1: a key is missing"},
        {"a. = 1", "line 1: a key is missing"},
        {"'a' 1", "line 1: the key a wants an ="},
        {"a = 1\n[a]\nb = 1", "line 2: that key is a value already"},
        {"a = 1\na.b = 1", "line 2: that key is a value already"},
        {"a = {}\na.b = 1", "line 2: that key is a value already"},
        {"a = [1]\n[[a]]\n", "line 2: that key is something else already"},
        {"a = 1\n[[a]]\n", "line 2: that key is something else already"},
        {"[a\n", "line 1: a table's name wants its ]"},
        {"[[a]\n", "line 1: a table's name wants its ]"},
        {"[]\n", "line 1: a key is missing"},
        {"[a.'b\n", "line 1: a string is not closed"},
        {"[a] b = 1\n", "line 1: there is more on the line"},
        {"a = ", "line 1: a value is missing"},
        {"a = \xC3\x28", "is not UTF-8 text"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_toml *t = NULL;
        CHECK_ROW(ts_toml_parse(ts_str(rows[i].text), "t.toml", &t) == TS_EUSAGE && t == NULL, rows[i].text);
        CHECK_ROW(ts_span_find(ts_str(ts_error_text()), ts_str(rows[i].told), 0) != SIZE_MAX, ts_error_text());
    }
}

TEST(what_is_quoted_reads_back_as_it_was) {
    static const char said[] = "a\"b\\c\n\t\x7F Si\xC3\xA2n";
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "k = ");
    ts_toml_quote(&b, ts_str(said));
    ts_toml *t;
    CHECK_ROW(ts_toml_parse(ts_buf_span(&b), "t.toml", &t) == TS_OK, b.ptr);
    CHECK_ROW(is(ts_toml_string(t, "k", NULL), said), b.ptr);
    CHECK(ts_span_find(ts_buf_span(&b), ts_str("\n"), 0) == SIZE_MAX);
    ts_toml_free(t);
}
