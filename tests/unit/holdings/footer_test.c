/* footer_test.c - which lines below a table are none of its rows. */
#include "holdings/footer.h"

#include "support/test.h"

enum { COLUMNS = 6 };

static size_t cut(const char *line, ts_span cell[static COLUMNS]) {
    size_t n = 0;
    for (const char *from = line; n < COLUMNS; from++) {
        const char *bar = strchr(from, '|');
        cell[n++] = ts_span_of(from, bar ? (size_t)(bar - from) : strlen(from));
        if (!bar)
            break;
        from = bar;
    }
    return n;
}

TEST(footers_are_known_by_their_words) {
    static const struct {
        const char *line; /* cells by '|' */
        bool footer;
        const char *why;
    } rows[] = {
        {"1,234 rows selected.", true, "SQL*Plus"},
        {"1|234 rows selected.", true, "the same, cut at its comma"},
        {"1|234|567 rows selected.", true, "and at two"},
        {"(12 rows affected)", true, "sqlcmd"},
        {"(12 row(s) affected)", true, "isql"},
        {"(12 rows)", true, "psql"},
        {"12 records", true, "report writers"},
        {"Total: 12", true, "a total"},
        {"Total|||||12", true, "a total in its column"},
        {"-- End of report --", true, "an end"},
        {"*** END OF FILE ***", true, "another"},
        {"Page 1 of 3", true, "a page"},
        {"Completion time: 2023-10-01T10:00:00", true, "SSMS"},
        {"Report run 01/10/2023 by A. Analyst", true, "who made it"},
        {"-------|-----", true, "a rule"},
        {"Total", false, "a word alone: it may be a name"},
        {"Page", false, "a name"},
        {"Hartley|Mary", false, "a row that was cut"},
        {"12 Rowan Close", false, "an address that was cut"},
        {"Totally|Mary|01/02/1950||L1 1AA|F", false, "a row"},
        {"9990000018|Total|Mary|01/02/1950|L1 1AA|F", false, "a name within a row"},
        {"||||", false, "nothing"},
        {"-", false, "a dash for no value"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span cell[COLUMNS];
        size_t n = cut(rows[i].line, cell);
        CHECK_ROW(ts_footer_is(cell, n, COLUMNS) == rows[i].footer, rows[i].why);
    }
}
