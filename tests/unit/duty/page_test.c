/* page_test.c - nothing of an input can leave the text it stands in. */
#include "duty/facts.h"
#include "duty/page.h"
#include "support/test.h"

TEST(markup_and_marks_are_escaped) {
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;"},
        {"a&b\"c", "a&amp;b&quot;c"},
        {"bidi\xE2\x80\xAEtxt", "bidi\xEF\xBF\xBDtxt"},
        {"esc\x1b[31m", "esc\xEF\xBF\xBD[31m"},
        {"Si\xC3\xA2n", "Si\xC3\xA2n"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf b = {0};
        ts_html_str(&b, rows[i].in);
        CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str(rows[i].out)), b.ptr);
        ts_buf_done(&b);
    }
}

TEST(figures_print_as_people_write_them) {
    ts_buf b = {0};
    ts_add_count(&b, 1234567);
    ts_buf_add_char(&b, ' ');
    ts_add_count(&b, 999);
    ts_buf_add_char(&b, ' ');
    ts_add_bytes(&b, 999);
    ts_buf_add_char(&b, ' ');
    ts_add_bytes(&b, 12345678);
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("1,234,567 999 999 bytes 12.3 MB")), b.ptr);
    ts_buf_done(&b);
}

TEST(a_page_loads_nothing) {
    ts_buf b = {0};
    ts_bar bar[] = {{"one", 1, "c0"}, {"<two>", 3, "c1"}};
    ts_html_begin(&b, "t");
    ts_html_bars(&b, "caption", bar, 2);
    ts_html_shares(&b, "caption", bar, 2, ts_add_count);
    ts_html_columns(&b, "caption", bar, 2);
    ts_html_end(&b);
    static const char policy[] = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";
    CHECK(ts_span_find(ts_buf_span(&b), ts_str(policy), 0) != SIZE_MAX);
    CHECK(ts_span_find(ts_buf_span(&b), ts_str("://"), 0) == SIZE_MAX);
    CHECK(ts_span_find(ts_buf_span(&b), ts_str("<two>"), 0) == SIZE_MAX);
    ts_buf_done(&b);
}

TEST(a_page_can_be_heard_as_well_as_seen) {
    ts_buf b = {0};
    ts_bar bar[] = {{"one", 1, "c0"}, {"two", 99999, "c1"}};
    static const char *const head[] = {"where", "#items", NULL};
    ts_html_begin(&b, "t");
    ts_html_shares(&b, "By verdict", bar, 2, ts_add_count);
    ts_html_columns(&b, "By year", bar, 2);
    ts_html_table(&b, "Files", head);
    ts_html_table_end(&b);
    static const char *const rows[] = {
        "<html lang=\"en-GB\">",
        "role=\"img\"><title>By verdict</title>", /* a picture says what it is */
        "role=\"img\"><title>By year</title>",
        "under 0.1 %", /* never a share of 0.0 % that is there */
        "over 99.9 %", /* nor a whole that is not */
        "<th scope=\"col\">where</th><th scope=\"col\" class=\"n\">items</th>",
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_span_find(ts_buf_span(&b), ts_str(rows[i]), 0) != SIZE_MAX, rows[i]);
    ts_buf_done(&b);
}
