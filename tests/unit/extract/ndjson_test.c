/* ndjson_test.c - keys become columns, whatever way the objects are strung together. */
#include <sys/resource.h>

#include "reading.h"

static void read_text(reading *r, const char *text) {
    reading_of(r, ts_str(text));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "ndjson") == 0, r->what ? r->what : text);
}

TEST(lines_lists_and_pretty_lists_give_the_same_rows) {
    static const char *const rows[] = {
        "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,\"b\":\"y\"}\n",
        "[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]",
        "[\n  {\n    \"a\": 1,\n    \"b\": \"x\"\n  },\n  {\n    \"a\": 2,\n    \"b\": \"y\",\n  }\n]\n",
        "{\"a\":1,\"b\":\"x\"}{\"a\":2,\"b\":\"y\"}",
        "{\"n\":2,\"people\":[{\"a\":1,\"b\":\"x\"},{\"a\":2,\"b\":\"y\"}]}",
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        read_text(&r, rows[i]);
        CHECK_ROW(reading_says(&r, "head|a|b") && reading_says(&r, "row 1|1|x") && reading_says(&r, "row 2|2|y"),
                  r.log.ptr);
        reading_done(&r);
    }
}

TEST(nested_values_get_paths_and_escapes_are_undone) {
    reading r;
    read_text(&r, "{\"name\":[{\"family\":\"O\\u2019Neill\",\"given\":[\"Si\\u00e2n\",\"Ann\"]}],\"gone\":null,\"ok\":"
                  "true,\"smile\":\"\\ud83d\\ude00\",\"alone\":\"\\ud83d\",\"t\":\"a\\tb\\nc\"}\n");
    CHECK(reading_says(&r, "head|name.0.family|name.0.given.0|name.0.given.1|gone|ok|smile|alone|t"));
    CHECK(reading_says(&r, "row 1|O\xE2\x80\x99Neill|Si\xC3\xA2n|Ann||true|\xF0\x9F\x98\x80|\xEF\xBF\xBD|a b c"));
    reading_done(&r);
}

TEST(a_missing_key_is_an_empty_cell_and_a_new_key_a_new_column) {
    reading r;
    read_text(&r, "{\"a\":1,\"b\":2}\n{\"b\":3}\n{\"b\":4,\"c\":5}\n{\"a\":6}\n");
    CHECK(reading_says(&r, "row 2||3") && reading_says(&r, "head|a|b|c") && reading_says(&r, "row 3||4|5") &&
          reading_says(&r, "row 4|6||"));
    CHECK(r.segments == 2);
    reading_done(&r);
}

TEST(a_key_said_twice_loses_nothing) {
    reading r;
    read_text(&r, "{\"a\":\"x\",\"a\":\"y\"}\n");
    CHECK(reading_says(&r, "row 1|x; y"));
    reading_done(&r);
}

/* Each value is copied a few times, not once for every one behind it. */
TEST(a_key_said_thousands_of_times_takes_memory_for_its_bytes) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_char(&b, '{');
    for (int i = 0; i < 4000; i++)
        ts_buf_addf(&b, "\"a\":\"%0100d\",", i);
    ts_buf_add_str(&b, "\"b\":\"end\"}\n");
    struct rusage before, after;
    getrusage(RUSAGE_SELF, &before);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    getrusage(RUSAGE_SELF, &after);
    CHECK(r.err == TS_OK && !r.broken && reading_shows(&r, "0003998; ") && reading_shows(&r, "0003999\tend"));
    CHECK(after.ru_maxrss - before.ru_maxrss < 256 * 1024); /* KiB; it was 800 MiB */
    reading_done(&r);
}

TEST(lines_that_are_no_json_are_text_and_reading_goes_on) {
    reading r;
    read_text(&r, "{\"a\":1}\nERROR for 9990000018\n{\"a\":2,\n{\"a\":3}\n{\"a\":\"cut");
    CHECK(reading_says(&r, "row 1|1") && reading_shows(&r, "ERROR for 9990000018\n") && reading_says(&r, "row 4|3") &&
          reading_shows(&r, "{\"a\":\"cut"));
    reading_done(&r);
}

TEST(plain_values_lead_back_to_their_bytes) {
    reading r;
    read_text(&r, "{\"a\":12,\"b\":\"x y\"}\n{\"a\":13,\"b\":\"esc\\naped\"}\n");
    CHECK(r.mapped_cells == 3);
    reading_done(&r);
}

TEST(depth_is_bounded) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "{\"a\":1}\n");
    for (int i = 0; i < 20000; i++)
        ts_buf_add_str(&b, "{\"a\":[");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.err == TS_OK && r.text.len >= b.len - 8);
    reading_done(&r);
}

TEST(brackets_that_are_no_json) {
    static const char *const rows[] = {"[section]\nkey=value\n", "{curly} text\n",
                                       "[2024-11-28 14:05] started\n[2024-11-28 14:06] ready\n", "{ int x; }\n"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i]));
        CHECK_ROW(strcmp(reading_format(&r), "ndjson") != 0, rows[i]);
        reading_done(&r);
    }
}

TEST(foreign_files_hold_the_three_people) {
    static const char *const rows[] = {"people.ndjson", "people.json"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i]);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.rows == 3 && r.segments == 1 &&
                      reading_says(&r, "head|NHS Number|Surname|Forename|DOB|Phone|Postcode|Note"),
                  rows[i]);
        CHECK_ROW(reading_says(&r, "row 1|9990000018|O'Neill-Price|Si\xC3\xA2n|1987-04-23|07700 900123|ZZ99 "
                                   "3VZ|allergic to \"nuts\", see letter"),
                  rows[i]);
        reading_done(&r);
    }
}

TEST(what_programs_write_beside_the_standard_is_read) {
    static const struct {
        const char *in, *head, *row, *why;
    } rows[] = {
        {"{'name': 'O\\'Neill', 'age': None, \"town\": \"'s-Hage\"}\n", "head|name|age|town", "row 1|O'Neill||'s-Hage",
         "Python's own print"},
        {"{\"_id\": ObjectId(\"5f1\"), \"born\": ISODate(\"1987-04-23T00:00:00Z\"), \"n\": NumberLong(5)}\n",
         "head|_id|born|n", "row 1|5f1|1987-04-23T00:00:00Z|5", "MongoDB's shell"},
        {"{ // ask Ann, 0151 496 0123\n \"a\": 1, /* \"b\": 2, */\n \"c\": 3, // last\n}\n", "head|comment|a|c",
         "row 1|ask Ann, 0151 496 0123; \"b\": 2,; last|1|3", "comments, a comma too many"},
        {"{\"n\":2,/* ] */\"people\":[{\"a\":1,\"b\":\"x\"},/* } */{\"a\":2,\"b\":\"y\"}]}", "head|a|b", "row 1|1|x",
         "brackets in comments are none"},
        {"{\"url\":\"https://trust.example/a\",\"path\":\"a/*b\"}\n", "head|url|path",
         "row 1|https://trust.example/a|a/*b", "no comment within a string"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        read_text(&r, rows[i].in);
        CHECK_ROW(reading_says(&r, rows[i].head) && reading_says(&r, rows[i].row), rows[i].why);
        if (!reading_says(&r, rows[i].row))
            CHECK_ROW(!"got", r.log.ptr);
        reading_done(&r);
    }
}

TEST(what_only_looks_like_it_is_no_json) {
    static const char *const rows[] = {
        "{ color: red; }\n", "{int x = f(3); return x;}\n", "[section]\nkey = value\n", "{'tis the season\n",
        "{x(1)}\n",
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        reading_of(&r, ts_str(rows[i]));
        CHECK_ROW(strcmp(reading_format(&r), "ndjson") != 0, rows[i]);
        reading_done(&r);
    }
}

/* Several lists, a map of records: a table each; a person's own lists stay with the person. */
TEST(an_object_of_many_people_is_several_tables) {
    TS_AUTO(ts_buf, ts_buf_done) in = {0};
    ts_buf_add_str(&in, "{\"made\": \"2026-01-05\", \"patients\": [");
    for (int i = 0; i < 30; i++)
        ts_buf_addf(&in, "%s{\"name\": \"Ann %d\", \"tel\": [\"0151 %d\"]}", i ? ", " : "", i, i);
    ts_buf_add_str(&in, "], \"site\": {\"staff\": {");
    for (int i = 0; i < 30; i++)
        ts_buf_addf(&in, "%s\"s%d\": {\"name\": \"Bob %d\", \"ward\": %d}", i ? "," : "", i, i, i);
    ts_buf_add_str(&in, "}}, \"end\": true}");
    reading r;
    read_text(&r, in.ptr);
    CHECK(r.rows == 61 && reading_says(&r, "head|made|end") && reading_says(&r, "row 1|2026-01-05|true"));
    CHECK(strstr(r.log.ptr, "part=patients ") && reading_says(&r, "head|name|tel.0") &&
          reading_says(&r, "row 30|Ann 29|0151 29"));
    CHECK(strstr(r.log.ptr, "part=site.staff ") && reading_says(&r, "head|name|ward|key") &&
          reading_says(&r, "row 30|Bob 29|29|s29"));
    reading_done(&r);
    ts_buf_clear(&in);
    ts_buf_add_str(&in, "{\"name\": \"Ann\", \"tel\": [{\"n\": 1}, {\"n\": 2}, {\"n\": 3}], \"mail\": "
                        "\"a@mail.example, and more of it to be the larger part\"}");
    read_text(&r, in.ptr);
    CHECK(r.rows == 1 && reading_says(&r, "head|name|tel.0.n|tel.1.n|tel.2.n|mail"));
    reading_done(&r);
}

/* A string of escapes alone: its end is not sought again at each, which would take minutes and run into the test's time-out. */
TEST(a_string_of_escapes_takes_linear_time) {
    enum { LEN = 8 * TS_MIB };
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "{\"first\":1,\"note\":\"");
    while (b.len < LEN)
        ts_buf_add_str(&b, "\\n");
    ts_buf_add_str(&b, "\",\"last\":\"seen\"}\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "ndjson") == 0 && r.text.len > LEN / 4 && reading_shows(&r, "\tseen") &&
          !r.broken);
    reading_done(&r);
}
