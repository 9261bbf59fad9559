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

#endif
