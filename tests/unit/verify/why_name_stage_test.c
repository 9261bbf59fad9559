/* why_name_stage_test.c - which names of parts are shown though nobody asked for values. */
#include "verify/why_stage.h"

#include "support/test.h"

TEST(a_part_is_shown_where_programs_named_it) {
    static const struct {
        const char *part;
        bool shown;
    } rows[] = {{"", true},
                {"Sheet1", true},
                {"p12", true},
                {"7", true},
                {"2024", true},
                {"Sheet", false},
                {"Ward 7", false},
                {"12345", false},
                {"9990000018", false},
                {"p9990000018", false},
                {"msg=9990000018", false}};
    ts_why_options masked = {.values = false}, values = {.values = true};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        why w = {.options = &masked}, all = {.options = &values};
        ts_span shown = why_part(&w, ts_str(rows[i].part)), asked = why_part(&all, ts_str(rows[i].part));
        CHECK_ROW(ts_span_eq(shown, ts_str(rows[i].part)) == rows[i].shown, rows[i].part);
        CHECK_ROW(ts_span_eq(asked, ts_str(rows[i].part)), rows[i].part);
        ts_buf_done(&w.part);
        ts_buf_done(&all.part);
    }
}
