/* formats_test.c - what each of our own readers makes of small, awkward inputs. */
#include <stdlib.h>

#include "support/collect.h"
#include "support/test.h"

typedef struct row {
    const char *format, *in, *want, *why;
} row;

static const row rows[] = {
    {"plain", "Dear Mrs Example,\nthe NHS number is 999 000 0018.\n", "999 000 0018", "plain text"},
    {"plain",
     "One, two, three, and, so, on, goes prose.\nThen, a second, line, of it, with, commas, too.\nAnd, then, a, "
     "third.\n",
     "goes prose", "prose with commas is no table"},
    {"csv", "a,b,c\n1,\"x, y\",3\n4,\"say \"\"hi\"\"\",6\n", "| 4 | say \"hi\" | 6 ",
     "quotes, doubled quotes, separators inside"},
    {"csv", "a;b;c\r\n1;2,5;3\r\n4;5,5;6\r\n", "| 1 | 2,5 | 3 ", "semicolons with decimal commas, CRLF"},
    {"csv", "a\tb\tc\n1\t\t3\n\n4\t5\t6\n", "[ 4]| 4 | 5 | 6 ", "tabs, an empty cell, a blank line that counts"},
    {"csv", "id|name|note\n1|Ann|\"two\nlines\"\n2|Bob|x\n", "| 1 | Ann | two lines ", "a line end inside quotes"},
    {"csv", "id,name,note\n1,Ann,\"never closed\n2,Bob,x\n3,Cid,y\n", "| 3 | Cid | y ",
     "a stray quote does not swallow what follows"},
    {"csv", "id,name,size\n1,5\" nail,x\n2,6\" nail,y\n", "| 1 | 5\" nail | x ",
     "a quote inside a field is a character"},
    {"csv", "\xEF\xBB\xBFid,name,x\n1,Si\xC3\xA2n,y\n", "| 1 | Si\xC3\xA2n | y ",
     "a byte order mark is not part of the first name"},
    {"csv", "id,name,x\n1,Si\xE2n,y\n2,Zo\xEB,z\n", "| 2 | Zo\xC3\xAB | z ", "Windows-1252"},
    {"sqldump",
     "CREATE TABLE `p` (\n  `id` int(11) NOT NULL,\n  `name` varchar(80) DEFAULT NULL,\n  PRIMARY KEY "
     "(`id`)\n);\nINSERT INTO `p` VALUES (1,'O\\'Neill'),(2,'a''b'),(3,NULL);\n",
     "head id,name\n[p 1]| 1 | O'Neill \n[p 2]| 2 | a'b \n[p 3]| 3 |  ", "mysqldump with its own column names"},
    {"sqldump",
     "INSERT INTO public.p (id, \"full name\") VALUES (1, N'Ann; (x)');\nINSERT INTO public.p (id, \"full name\") "
     "VALUES (2, E'Bob');\n",
     "head id,full name\n[p 1]| 1 | Ann; (x) \n[p 2]| 2 | Bob ",
     "schema, quoted names, prefixed strings, one table over two statements"},
    {"sqldump",
     "--\n-- PostgreSQL database dump\n--\nCOPY public.p (id, name) FROM "
     "stdin;\n1\tAnn\n2\t\\N\n3\ta\\tb\n\\.\n\nSELECT 1;\n",
     "[p 2]| 2 |  \n[p 3]| 3 | a b ", "COPY, NULL and escapes"},
    {"ndjson",
     "{\"id\":1,\"name\":{\"family\":\"O\\u0027Neill\"},\"t\":[\"a\",\"b\"]}\n{\"id\":2,\"name\":{\"family\":"
     "\"\\ud83d\\ude00\"},\"t\":[\"c\",null]}\n",
     "head id,name.family,t.0,t.1\n[ 1]| 1 | O'Neill | a | b \n[ 2]| 2 | \xF0\x9F\x98\x80 | c |  ",
     "nested keys, escapes, surrogates, lists"},
    {"ndjson", "[\n {\"a\": 1},\n {\"a\": 2}\n]\n", "[ 1]| 1 \n[ 2]| 2 ", "a list of objects"},
    {"ndjson", "{\"a\":1}\nnot json at all\n{\"a\":3}\n", "[ 3]| 3 ", "a line that is no JSON is passed over"},
    {"html",
     "<!DOCTYPE html><html><body><p>Tel&nbsp;01&#53;1</p><!-- note: secret "
     "--><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>x<br>y &amp; z</td></tr></table></body></html>",
     "head A,B\n[table1 2]| 1 | x y & z ", "tables and entities"},
    {"html",
     "<html><body><p>One<p>Two <a href=\"mailto:ann@mail.example\">write</a><script>var "
     "x='<b>';</script></body></html>",
     "ann@mail.example", "links and scripts leak too"},
};

TEST(each_format_is_known_by_its_content_and_read_right) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        collected c;
        collect(ts_str(rows[i].in), &c);
        CHECK_ROW(c.outcome.format && ts_span_eq(ts_str(c.outcome.format->name), ts_str(rows[i].format)), rows[i].why);
        CHECK_ROW(ts_span_find(ts_buf_span(&c.text), ts_str(rows[i].want), 0) != SIZE_MAX, rows[i].why);
        if (ts_span_find(ts_buf_span(&c.text), ts_str(rows[i].want), 0) == SIZE_MAX)
            CHECK_ROW(!"got", c.text.ptr);
        CHECK_ROW(c.outcome.reason == TS_READ, rows[i].why);
        CHECK_ROW(c.wrong_offsets == 0, rows[i].why);
        collected_done(&c);
    }
}

TEST(the_window_changes_nothing) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        collected whole;
        collect(ts_str(rows[i].in), &whole);
        for (size_t window = 1; window < 40; window += window < 8 ? 1 : 7) {
            collected c;
            ts_source_set_window(window);
            collect(ts_str(rows[i].in), &c);
            CHECK_ROW(ts_span_eq(ts_buf_span(&c.text), ts_buf_span(&whole.text)), rows[i].why);
            collected_done(&c);
        }
        ts_source_set_window(TS_SOURCE_WINDOW);
        collected_done(&whole);
    }
}

TEST(cut_anywhere_or_damaged_anywhere_it_ends_and_offsets_hold) {
    uint64_t random = 4711;
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span in = ts_str(rows[i].in);
        for (size_t cut = 0; cut < in.len; cut++) {
            collected c;
            collect(ts_slice(in, 0, cut), &c);
            CHECK_ROW(c.wrong_offsets == 0, rows[i].why);
            collected_done(&c);
        }
        char *copy = ts_copy_str(in);
        for (int k = 0; k < 300; k++) {
            memcpy(copy, in.ptr, in.len);
            for (int n = 0; n < 3; n++) {
                random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
                copy[(random >> 33) % in.len] = (char)(random >> 20);
            }
            collected c;
            collect((ts_span){copy, in.len}, &c);
            CHECK_ROW(c.wrong_offsets == 0, rows[i].why);
            collected_done(&c);
        }
        ts_free(copy);
    }
}

TEST(utf16_is_read_as_text) {
    const char *text = "id,name,x\n1,Ann,y\n2,Bob,z\n";
    ts_buf wide = {0};
    ts_buf_add(&wide, (ts_span){"\xFF\xFE", 2});
    for (const char *p = text; *p; p++)
        ts_buf_add_u16le(&wide, (unsigned char)*p);
    collected c;
    collect(ts_buf_span(&wide), &c);
    CHECK(c.outcome.format && ts_span_eq(ts_str(c.outcome.format->name), ts_str("csv")));
    CHECK(ts_span_find(ts_buf_span(&c.text), ts_str("| 2 | Bob | z "), 0) != SIZE_MAX);
    collected_done(&c);
    ts_buf_done(&wide);
}

TEST(binary_is_not_claimed) {
    char noise[4096];
    uint64_t random = 99;
    for (size_t i = 0; i < sizeof noise; i++)
        random = random * UINT64_C(6364136223846793005) + 1, noise[i] = (char)(random >> 40);
    collected c;
    collect((ts_span){noise, sizeof noise}, &c);
    CHECK(c.outcome.reason == TS_REASON_UNSUPPORTED && c.outcome.unread == sizeof noise && c.segments == 0);
    collected_done(&c);
}

TEST(a_long_text_is_cut_at_lines_and_a_line_without_end_overlaps) {
    ts_buf b = {0};
    for (int i = 0; i < 60000; i++)
        ts_buf_addf(&b, "line %d of a long text about nobody\n", i);
    collected c;
    collect(ts_buf_span(&b), &c);
    CHECK(c.segments == (b.len + TS_LIMIT_SEGMENT - 1) / TS_LIMIT_SEGMENT && c.wrong_offsets == 0);
    collected_done(&c);
    ts_buf_clear(&b);
    while (b.len < 3 * TS_LIMIT_SEGMENT)
        ts_buf_add_str(&b, "word ");
    collect(ts_buf_span(&b), &c);
    CHECK(c.segments == 4 && c.wrong_offsets == 0);
    collected_done(&c);
    ts_buf_done(&b);
}
