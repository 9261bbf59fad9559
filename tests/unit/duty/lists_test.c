/* lists_test.c - no cell of a list is a formula, and a quote in a value ends no cell. */
#include "duty/report.h"
#include "support/test.h"

extern const ts_report_shape ts_report_files_csv, ts_report_unread_csv;

static ts_span render(const ts_report_shape *shape, const ts_facts *f, ts_buf *out) {
    ts_buf_clear(out);
    CHECK(shape->render(NULL, f, out) == TS_OK); /* these two need no case */
    return ts_buf_span(out);
}

TEST(a_place_is_no_formula) {
    static const struct {
        const char *in, *out;
    } rows[] = {
        {"=cmd|'/C calc'!A0", "\"'=cmd|'/C calc'!A0\""},
        {"+1", "\"'+1\""},
        {"-1", "\"'-1\""},
        {"@x", "\"'@x\""},
        {"\tx", "\"'\tx\""},
        {"\rx", "\"'\rx\""},
        {"E1/\xE2\x80\xA6.csv", "\"E1/\xE2\x80\xA6.csv\""},
        {"a\"b,c", "\"a\"\"b,c\""},
    };
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_fact_table table = {.sum = {.sightings = 1}};
        ts_fact_unread unread = {.format = "zip", .reason = TS_REASON_ENCRYPTED, .bytes = 7, .size = 9};
        snprintf(table.place, sizeof table.place, "%s", rows[i].in);
        snprintf(table.source, sizeof table.source, "%s", rows[i].in);
        snprintf(unread.place, sizeof unread.place, "%s", rows[i].in);
        snprintf(unread.message, sizeof unread.message, "%s", rows[i].in);
        ts_facts f = {.table = &table, .tables = 1, .unread = &unread, .unreads = 1};
        char want[200];
        snprintf(want, sizeof want, "\r\n%s,1,0,", rows[i].out);
        CHECK_ROW(ts_span_find(render(&ts_report_files_csv, &f, &out), ts_str(want), 0) != SIZE_MAX, rows[i].in);
        snprintf(want, sizeof want, ",not shown,%s,", rows[i].out);
        CHECK_ROW(ts_span_find(ts_buf_span(&out), ts_str(want), 0) != SIZE_MAX, rows[i].in);
        snprintf(want, sizeof want, "\r\n%s,zip,encrypted,7,9,%s\r\n", rows[i].out, rows[i].out);
        CHECK_ROW(ts_span_find(render(&ts_report_unread_csv, &f, &out), ts_str(want), 0) != SIZE_MAX, rows[i].in);
    }
}
