/* kind_rows.h - a text, what is to be found of one kind in it, and how sure: tables that tests of kinds are made of. */
#ifndef TS_TESTS_SUPPORT_KIND_ROWS_H
#define TS_TESTS_SUPPORT_KIND_ROWS_H

#include "support/segments.h"
#include "support/test.h"

typedef struct kind_row {
    const char *text;
    ts_kind kind;
    const char *norm; /* NULL: nothing of this kind at all */
    int least, most; /* confidence */
} kind_row;

static inline void hold_rows(const kind_row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        int c = test_confidence(rows[i].text, rows[i].kind, rows[i].norm);
        CHECK_ROW(rows[i].norm ? c >= rows[i].least && c <= rows[i].most : c == 0, rows[i].text);
    }
}
#define HOLD(rows) hold_rows(rows, TEST_COUNT(rows))

/* What a column of a table is taken for; cells parted by tabs. */
static inline ts_kind kind_of_column(const char *table, size_t column) {
    static test_table t;
    test_table_of(&t, table);
    ts_detect *d = ts_detect_new(NULL);
    ts_findings f = {0};
    size_t n = 0;
    ts_kind kind = TS_KIND_NONE;
    if (ts_detect_segment(d, &t.segment, 0, &f) == TS_OK) {
        const ts_column_role *role = ts_detect_columns(d, &n);
        kind = column < n ? role[column].kind : TS_KIND_NONE;
    }
    ts_findings_done(&f);
    ts_detect_free(d);
    return kind;
}

#endif
