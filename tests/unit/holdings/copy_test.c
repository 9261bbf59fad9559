/* copy_test.c - what PostgreSQL's COPY sends: its statement, and its escapes. */
#include "holdings/copy.h"

#include "support/test.h"

TEST(escapes_are_undone) {
    static const struct {
        const char *text, *want, *why;
    } rows[] = {
        {"plain", "plain", "nothing to undo"},     {"\\N", "", "no value"},
        {"\\\\N", "\\N", "a backslash and an N"},  {"a\\tb\\nc\\rd", "a\tb\nc\rd", "tab, line end, return"},
        {"\\b\\f\\v", "\b\f\v", "rarer controls"}, {"\\101\\102", "AB", "octal"},
        {"\\x41\\x4a", "AJ", "hexadecimal"},       {"\\1011", "A1", "three digits at most"},
        {"\\xq", "xq", "no digits behind"},        {"\\q", "q", "any other sign is itself"},
        {"end\\", "end\\", "nothing behind"},      {"\\9", "9", "not octal"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char cell[64];
        size_t len = strlen(rows[i].text);
        memcpy(cell, rows[i].text, len);
        CHECK_ROW(ts_span_eq(ts_copy_undo(cell, len), ts_str(rows[i].want)), rows[i].why);
    }
}

TEST(the_statement_is_read) {
    static const struct {
        const char *text;
        bool begins;
        const char *table, *last; /* NULL: no COPY, no column */
        char separator;
        const char *why;
    } rows[] = {
        {"COPY pas.patients (nhs, \"Date of Birth\") FROM stdin;\n", true, "patients", "Date of Birth", '\t',
         "pg_dump"},
        {"copy patients from stdin\n", true, "patients", NULL, '\t', "no names"},
        {"COPY \"Pas\".\"Pa.tients\" (a) FROM STDIN WITH DELIMITER '|';\n", true, "Pa.tients", "a", '|',
         "quotes, a separator"},
        {"COPY t (a,b) FROM stdin WITH (FORMAT csv);\n", true, "t", "b", ',', "CSV"},
        {"-- dump\n\nSET x = 1;\nSELECT pg_catalog.set_config('a', '', false);\nCOPY t (a) FROM stdin;\n", true, "t",
         "a", '\t', "settings before"},
        {"CREATE TABLE t (a text);\nCOPY t (a) FROM stdin;\n", false, "t", "a", '\t', "a dump of more than rows"},
        {"COPY t (a) FROM stdin", true, NULL, NULL, 0, "its line is not all there"},
        {"COPY t TO stdout;\n", false, NULL, NULL, 0, "the other way"},
        {"copy,from stdin\n1,2\n", false, NULL, NULL, 0, "a column called copy"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_arena names = {0};
        ts_copy_head c = {0};
        size_t end = 77;
        CHECK_ROW(ts_copy_begins(ts_str(rows[i].text)) == rows[i].begins, rows[i].why);
        CHECK_ROW(ts_copy_find(ts_str(rows[i].text), 0, "made", &names, &c, &end) == TS_OK, rows[i].why);
        CHECK_ROW((end > 0) == (rows[i].table != NULL), rows[i].why);
        if (end && rows[i].table) {
            CHECK_ROW(end == strlen(rows[i].text) && c.separator == rows[i].separator, rows[i].why);
            CHECK_ROW(ts_span_eq(c.table, ts_str(rows[i].table)), rows[i].why);
            CHECK_ROW(rows[i].last ? c.columns > 0 && ts_span_eq(c.column[c.columns - 1], ts_str(rows[i].last))
                                   : !c.columns,
                      rows[i].why);
        }
        ts_arena_done(&names);
    }
    ts_arena names = {0};
    ts_copy_head c;
    size_t end;
    CHECK(ts_copy_find(ts_str("COPY t (a) FROM stdin WITH BINARY;\n"), 0, "made", &names, &c, &end) == TS_EUNSUPPORTED);
    ts_arena_done(&names);
}

TEST(options_are_words) {
    static const struct {
        const char *options;
        bool csv, header;
        char separator;
        const char *why;
    } rows[] = {
        {"", false, false, '\t', "none"},
        {" WITH (FORMAT csv, HEADER)", true, true, ',', "a header"},
        {" WITH (FORMAT csv, HEADER true)", true, true, ',', "said"},
        {" WITH (FORMAT csv, HEADER match)", true, true, ',', "of the same names"},
        {" WITH (FORMAT csv, HEADER false)", true, false, ',', "none: the first line is a person"},
        {" WITH (FORMAT csv, header OFF)", true, false, ',', "none, in other words"},
        {" WITH (HEADER 0, FORMAT 'csv')", true, false, ',', "none, as a number"},
        {" WITH (FORMAT csv, HEADER 'false')", true, false, ',', "none, in quotes"},
        {" CSV HEADER", true, true, ',', "as before 9.0"},
        {" WITH CSV QUOTE '\"' DELIMITER AS ';'", true, false, ';', "the same, a separator"},
        {" (DELIMITER E'\\t', FORMAT csv)", true, false, '\t', "a tab"},
        {" WITH (NULL 'header')", false, false, '\t', "a text for no value"},
        {" WITH (FORMAT text, NULL 'csv')", false, false, '\t', "another"},
        {" WITH (FORMAT csv, FORCE_NULL (header, \"binary\"))", true, false, ',', "columns called so"},
        {" WITH (ENCODING 'csv_binary', DELIMITER '|')", false, false, '|', "words within others"},
        {" WHERE header = 'csv'", false, false, '\t', "a condition"},
        {" WITH (DELIMITER '", false, false, ';', "cut: what follows is its text"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_arena names = {0};
        ts_buf text = {0};
        ts_copy_head c = {0};
        size_t end = 0;
        ts_buf_addf(&text, "COPY t (a) FROM stdin%s;\n", rows[i].options);
        CHECK_ROW(ts_copy_find(ts_buf_span(&text), 0, "made", &names, &c, &end) == TS_OK && end > 0, rows[i].why);
        CHECK_ROW(c.csv == rows[i].csv && c.header == rows[i].header, rows[i].why);
        CHECK_ROW(c.separator == rows[i].separator, rows[i].why);
        ts_buf_done(&text);
        ts_arena_done(&names);
    }
    ts_arena names = {0};
    ts_copy_head c;
    size_t end;
    CHECK(ts_copy_find(ts_str("COPY t (a) FROM stdin (FORMAT 'binary');\n"), 0, "made", &names, &c, &end) ==
          TS_EUNSUPPORTED);
    ts_arena_done(&names);
}

TEST(any_statement_is_survived) {
    static const char alphabet[] = "COPY (),.\"';\n from stdin with csv\\\t";
    uint64_t s = 1;
    for (int round = 0; round < 5000; round++) {
        char text[120] = "COPY ";
        size_t len = 5;
        for (size_t n = (size_t)(round % 100) + 5; len < n; len++) {
            s = s * UINT64_C(6364136223846793005) + 1442695040888963407u;
            text[len] = alphabet[(s >> 33) % (sizeof alphabet - 1)];
        }
        memcpy(text + len, " from stdin;\n", 13);
        ts_arena names = {0};
        ts_copy_head c = {0};
        size_t end;
        (void)!ts_copy_find(ts_span_of(text, len + 13), 0, "made", &names, &c, &end);
        ts_copy_undo(text, len);
        ts_arena_done(&names);
    }
}
