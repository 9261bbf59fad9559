/* markup_test.c - tokens and entities of XML and HTML, and web pages as a whole. */
#include "extract/markup.h"
#include "reading.h"

/* All tokens of text, written down: T text, L literal, <name>, </name>, ! comment, ? other. */
static void tokens(const char *text, bool html, ts_buf *out) {
    ts_source in;
    ts_source_memory(&in, ts_str(text));
    ts_markup m;
    ts_markup_init(&m, &in, html);
    for (ts_markup_type t; (t = ts_markup_next(&m)) != TS_MARKUP_END;) {
        static const char *const before[] = {"", "T", "L", "<", "</", "!", "?"};
        ts_buf_add_str(out, before[t]);
        ts_buf_add(out, t == TS_MARKUP_OPEN || t == TS_MARKUP_CLOSE ? m.name : m.text);
        ts_buf_add_str(out, t == TS_MARKUP_OPEN && m.empty ? "/|" : "|");
    }
    ts_source_done(&in);
}

TEST(tokens_are_what_a_browser_sees) {
    static const struct {
        const char *text, *want;
        bool html;
    } rows[] = {
        {"<p>a</p>", "<p|Ta|</p|", true},
        {"a<b c=\"x>y\" d='>'/>e", "Ta|<b/|Te|", false},
        {"x < y & z <3", "Tx |T< y & z |T<3|", true},
        {"<!-- a <b> -->c", "! a <b> |Tc|", true},
        {"<!doctype html><?xml?>", "?<!doctype html>|?<?xml?>|", true},
        {"<script>if (a<b) x()</script>y", "<script|Lif (a<b) x()|</script|Ty|", true},
        {"<![CDATA[a<b]]>c", "La<b|Tc|", false},
        {"<a b=\"never closed><i>t</i>", "<a|<i|Tt|</i|", true}, /* the quote is ignored */
        {"tail <b", "Ttail |T<b|", true},
        {"<!-- open", "! open|", true},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        tokens(rows[i].text, rows[i].html, &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].want)), out.ptr);
    }
}

TEST(entities_become_their_characters_and_nothing_else_does) {
    static const struct {
        const char *raw, *want;
        bool html;
    } rows[] = {
        {"&lt;&amp;&gt;&quot;&apos;", "<&>\"'", false},
        {"&#65;&#x42;&#x2019;", "AB\xE2\x80\x99", false},
        {"O&rsquo;Neill &eacute; &Ccedil;&nbsp;x", "O\xE2\x80\x99Neill \xC3\xA9 \xC3\x87 x", true},
        {"&eacute;", "&eacute;", false}, /* XML knows five */
        {"&#146;", "\xE2\x80\x99", true}, /* Windows' own */
        {"&unknown; &; &", "&unknown; &; &", true},
        {"&#xD800; &#x110000; &#0;", "\xEF\xBF\xBD \xEF\xBF\xBD \xEF\xBF\xBD", true},
        {"a=1&b=2", "a=1&b=2", true},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        ts_markup_decode(ts_str(rows[i].raw), rows[i].html, &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].want)), rows[i].raw);
    }
}

TEST(attributes_are_found_by_their_local_name) {
    ts_source in;
    ts_source_memory(&in, ts_str("<w:c a=1 w:val='x y' B = \"z\" empty flag/>"));
    ts_markup m;
    ts_markup_init(&m, &in, false);
    ts_span v;
    CHECK(ts_markup_next(&m) == TS_MARKUP_OPEN && ts_markup_is(&m, "c") && m.empty);
    CHECK(ts_markup_value(&m, "val", &v) && ts_span_eq(v, ts_str("x y")));
    CHECK(ts_markup_value(&m, "a", &v) && ts_span_eq(v, ts_str("1")));
    CHECK(ts_markup_value(&m, "B", &v) && ts_span_eq(v, ts_str("z")));
    CHECK(ts_markup_value(&m, "flag", &v) && v.len == 0);
    CHECK(!ts_markup_value(&m, "b", &v));
    ts_source_done(&in);
}

TEST(a_million_open_brackets_take_linear_time) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "<html>");
    for (int i = 0; i < 1000000; i++)
        ts_buf_add_str(&b, "<a ");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.text.len > 2900000);
    reading_done(&r);
}

TEST(a_page_is_text_and_tables) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("letter.html");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "html") == 0 && !r.broken);
    CHECK(reading_shows(&r, "Dr A. Example\n")); /* a meta's content */
    CHECK(reading_shows(&r, "Dear Mrs O\xE2\x80\x99Neill,\nYour NHS number is 999 000 0018.\n"));
    CHECK(reading_says(&r, "head|Test|Result") && reading_says(&r, "row 2|HbA1c|48") &&
          reading_says(&r, "row 3|all normal|"));
    CHECK(reading_shows(&r, "typed by: J. Smith, 0151 496 0123\n")); /* a comment */
    CHECK(reading_shows(&r, "Write to us. clinic@trust.example\nYours,\nDr Example\n"));
    CHECK(reading_shows(&r, "var mrn = \"AH123456\";"));
    reading_done(&r);
}

TEST(a_table_that_arranges_the_page_is_no_table) {
    reading r;
    reading_of(&r, ts_str("<html><table><tr><td>Menu</td><td><p>Dear "
                          "Ann</p><table><tr><td>1</td><td>x</td></tr></table><p>Yours</p></td></tr></table></html>"));
    CHECK(!r.broken && reading_says(&r, "row 1|1|x") && reading_shows(&r, "Yours\n") && reading_shows(&r, "Dear Ann"));
    reading_done(&r);
}

TEST(a_link_that_says_its_address_is_one_value) {
    reading r;
    reading_of(&r, ts_str("<html><table><tr><td><a href='mailto:ann@a.example'>ann@a.example</a></td><td><a "
                          "href=\"tel:01514960123\">call</a></td></tr></table></html>"));
    CHECK(reading_says(&r, "row 1|ann@a.example|call 01514960123"));
    reading_done(&r);
}

TEST(broken_nests_of_tables_end) {
    reading r;
    reading_of(
        &r, ts_str("<html></table><td>a</td><table><td>b<table></tr>c<tr><th>d</table>e</td></table></table>f<td>g"));
    CHECK(!r.broken);
    static const char *const seen[] = {"a", "b", "c", "d", "e", "f", "g"};
    for (size_t i = 0; i < TEST_COUNT(seen); i++)
        CHECK_ROW(reading_shows(&r, seen[i]) || strstr(r.log.ptr, seen[i]), seen[i]);
    reading_done(&r);
}
