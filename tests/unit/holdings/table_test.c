/* table_test.c - exports as they come: separators, quotes, charsets, titles, stray quotes. */
#include "holdings/table.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/digest.h"
#include "base/fs.h"
#include "base/mem.h"
#include "support/test.h"

static int file_of(ts_span bytes) {
    int fd = -1;
    CHECK(ts_fs_memory("export", &fd) == TS_OK);
    CHECK(ts_fs_write_all(fd, bytes, "export") == TS_OK);
    return fd;
}

/* Without a worker: what it would read is refused. */
static ts_err open_made(int fd, ts_export **e) {
    setenv("TOUCHSTONE_WORKERS", "/nonexistent", 1);
    static const ts_export_options plain;
    static ts_export_file file;
    file = (ts_export_file){.fd = fd, .name = "made.csv"};
    return ts_export_open(&file, 1, &plain, e);
}

/* "a|b;c|d": head, then rows, cells by '|', rows by ';', broken rows with a '!' before. */
static void flat(ts_span bytes, ts_buf *out) {
    int fd = file_of(bytes);
    ts_export *e = NULL;
    if (open_made(fd, &e) != TS_OK) {
        ts_buf_add_str(out, "refused");
        close(fd);
        return;
    }
    size_t n;
    const ts_span *head = ts_export_head(e, &n);
    for (size_t i = 0; i < n; i++) {
        ts_buf_add_str(out, i ? "|" : "");
        ts_buf_add(out, head[i]);
    }
    ts_export_row row;
    for (bool more = true; ts_export_next(e, &row, &more) == TS_OK && more;) {
        ts_buf_add_str(out, row.broken ? ";!" : ";");
        for (size_t i = 0; i < row.cells; i++) {
            ts_buf_add_str(out, i ? "|" : "");
            ts_buf_add(out, row.cell[i]);
        }
        ts_buf_addf(out, "@%d", (int)row.line);
    }
    ts_export_close(e);
    close(fd);
}

TEST(rows_of_every_dialect) {
    static const struct {
        const char *text, *want, *why;
    } rows[] = {
        {"a,b\n1,2\n", "a|b;1|2@2", "plain"},
        {"a,b\r\n1,2\r\n", "a|b;1|2@2", "CRLF"},
        {"a,b\r1,2\r3,4", "a|b;1|2@2;3|4@3", "CR alone, no end of line"},
        {"a;b;c\n1;2,5;3\n", "a|b|c;1|2,5|3@2", "semicolons, decimal commas"},
        {"a\tb\n1\t\n", "a|b;1|@2", "tabs, empty last cell"},
        {"a|b\n1|2\n", "a|b;1|2@2", "bars"},
        {"a,b\n\"1,5\",\"say \"\"hi\"\"\"\n", "a|b;1,5|say \"hi\"@2", "quotes and doubled quotes"},
        {"a,b\n\"x\ny\",2\n3,4\n", "a|b;x\ny|2@2;3|4@4", "a line break inside quotes, lines counted"},
        {"a,b\n\n1,2\n\n\n3,4\n\n", "a|b;1|2@3;3|4@6", "blank lines"},
        {"PAS extract 2021\n\na,b,c\n1,2,3\n4,5,6\n", "a|b|c;1|2|3@4;4|5|6@5", "a title above the header"},
        {"a,b\n5\" nail,2\n3,4\n", "a|b;5\" nail|2@2;3|4@3", "a quote within a cell is a letter"},
        {"a,b\n\"x\" y,2\n", "a|b;\"x\" y|2@2", "text behind the closing quote"},
        {"a,b\n\"never closed,2\n3,4\n", "a|b;!\"never closed|2@2;3|4@3", "a stray quote costs its own row"},
        {"a,b\n1\n1,2,3\n", "a|b;1@2;1|2|3@3", "too few and too many cells are seen"},
        {"\xef\xbb\xbf"
         "a,b\n1,2\n",
         "a|b;1|2@2", "byte-order mark"},
        {"a,b\nZo\xeb,Caf\xe9\n", "a|b;Zo\xc3\xab|Caf\xc3\xa9@2", "Windows-1252"},
        {"only\n1\n2\n", "only;1@2;2@3", "one column"},
        {"PAS extract,,\na,b,c\n1,2,3\n4,5,6\n", "a|b|c;1|2|3@3;4|5|6@4", "a title filled up with separators"},
        {"a,b,c\n---,---,---\n1,2,3\n", "a|b|c;1|2|3@3", "a rule below the names"},
        {"a,b,c\n1,2,3\n\n1 rows selected.\n-- End of report --\n", "a|b|c;1|2|3@2", "footers"},
        {"a,b,c\n1,2,3\n2 rows selected.\n4,5,6\n", "a|b|c;1|2|3@2;@3;4|5|6@4", "a footer amid rows is a bad row"},
        {"a,b,c\n1,2,3\n4,5\n", "a|b|c;1|2|3@2;4|5@3", "a cut row is no footer"},
        {"a,b,c\n1,2,3\nA,B,C\n4,5,6\n", "a|b|c;1|2|3@2;4|5|6@4", "the names once more"},
        {"a\tb\n1\t\\N\nx\\ty\tz\\\\\n", "a|b;1|@2;x\ty|z\\@3", "tabs with the escapes of a database"},
        {"a\tb\n1\tx\\y\n", "a|b;1|x\\y@2", "tabs without: a backslash is a sign"},
        {"SET a = b;\n\nCOPY s.t (a, \"b c\") FROM stdin;\n1\t\"2\n\\N\t3\n\\.\n\nSELECT 1;\n", "refused",
         "COPY in a file is a worker's"},
        {"", "refused", "empty"},
        {"PK\x03\x04zip", "refused", "a workbook"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf got = {0};
        flat(ts_str(rows[i].text), &got);
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        ts_buf_done(&got);
    }
    ts_buf got = {0};
    flat(ts_span_of("\xff\xfe"
                    "a\0,\0b\0\n\0"
                    "1\0,\0"
                    "2\0\n\0",
                    18),
         &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("a|b;1|2@2")), "UTF-16");
    ts_buf_done(&got);
}

/* ---- standard input, COPY ---- */

/* As flat() does, from a stream; "!" and the error's first words where it breaks off. */
static void flow(const char *text, const ts_export_options *o, ts_buf *out) {
    int fd = file_of(ts_str(text));
    CHECK(lseek(fd, 0, SEEK_SET) == 0);
    ts_export_file file = {.fd = fd, .name = "stdin", .stream = true};
    ts_export *e = NULL;
    ts_err err = ts_export_open(&file, 1, o, &e);
    ts_export_row row;
    size_t n = 0;
    const ts_span *head = err ? NULL : ts_export_head(e, &n);
    for (size_t i = 0; i < n; i++) {
        ts_buf_add_str(out, i ? "|" : "");
        ts_buf_add(out, head[i]);
    }
    for (bool more = true; !err && (err = ts_export_next(e, &row, &more)) == TS_OK && more;) {
        ts_buf_add_char(out, ';');
        for (size_t i = 0; i < row.cells; i++) {
            ts_buf_add_str(out, i ? "|" : "");
            ts_buf_add(out, row.cell[i]);
        }
    }
    if (err)
        ts_buf_addf(out, "!%s", ts_error_text());
    ts_digest d, want;
    ts_sha256_of(ts_str(text), &want);
    CHECK(err || (ts_export_digest(e, &d) == TS_OK && ts_digest_eq(&d, &want)));
    ts_export_close(e);
    close(fd);
}

/* ---- footers ---- */

static bool has_number(void *context, const ts_span *cell, size_t cells) {
    ++*(size_t *)context;
    return cells == 4 && ts_span_starts(cell[3], ts_str("999"));
}

TEST(a_name_that_begins_as_a_footer_does_is_a_row) {
    static const struct {
        const char *row;
        bool footer; /* amid rows: a bad one */
        const char *why;
    } rows[] = {
        {"Page,,,9990000026", false, "a surname"},
        {"Count,,,9990000026", false, "another"},
        {"Page,,,3", true, "a page"},
        {"Page 1 of 3 for 9990000026", true, "as many cells as columns it has not"},
        {"Brook,Ann,,", false, "no word of a footer"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf text = {0};
        ts_buf_addf(&text, "surname,forename,dob,nhs\nSmith,Ann,1,9990000018\n%s\nHartley,Ann,1,9990000034\n",
                    rows[i].row);
        int fd = file_of(ts_buf_span(&text));
        ts_export *e = NULL;
        ts_export_row row;
        size_t asked = 0, n = 0, footers = 0;
        CHECK(open_made(fd, &e) == TS_OK);
        ts_export_ask(e, has_number, &asked);
        for (bool more = true; ts_export_next(e, &row, &more) == TS_OK && more; n++)
            footers += row.footer && row.line == 3;
        CHECK_ROW(n == 3 && footers == (rows[i].footer ? 1u : 0u), rows[i].why);
        ts_export_close(e);
        close(fd);
        ts_buf_done(&text);
    }
}

TEST(streams_of_copy) {
    static const ts_span names[] = {{"x", 1}, {"y", 1}};
    static const ts_export_options plain, named = {.head = names, .heads = 2}, codes = {.sheet = "Codes"};
    static const struct {
        const char *text;
        const ts_export_options *options;
        const char *want, *why;
    } rows[] = {
        {"COPY s.t (a, \"b c\") FROM stdin;\n1\t\"2\n\\N\tx\\ty\n\\.\nSELECT 1;\n", &plain, "a|b c;1|\"2;|x\ty",
         "names of the statement; quotes are signs; \\N is nothing"},
        {"--\nSET a=b;\ncopy t (a,b) from stdin;\n1\t2\n\\.\nCOPY t (a,b) FROM stdin;\n3\t4\n\\.\n", &plain,
         "a|b;1|2;3|4", "the same table goes on"},
        {"COPY t (a,b) FROM stdin;\n1\t2\n", &plain,
         "a|b;1|2!stdin: the COPY ends without its \\. line: what sent it broke off", "no end"},
        {"COPY t (a,b) FROM stdin WITH (FORMAT csv, HEADER);\na,b\n1,\"2,3\"\n\\.\n", &plain, "a|b;1|2,3", "as CSV"},
        {"COPY t (a,b) FROM stdin WITH (FORMAT csv, HEADER false);\n1,2\n3,4\n\\.\n", &plain, "a|b;1|2;3|4",
         "as CSV, and no header is lost"},
        {"COPY t FROM stdin;\n1\t2\n\\.\n", &named, "x|y;1|2", "names are given"},
        {"COPY t FROM stdin;\n1\t2\n\\.\n", &plain,
         "!stdin: its COPY names no columns.  Say them: --columns a,b,c (header = [\"a\", \"b\", \"c\"])",
         "they are not"},
        {"1\t2\n\\N\t4\n", &named, "x|y;1|2;|4", "rows alone"},
        {"1\t2\t3\n", &named, "!stdin: its rows have 3 cells, and 2 names of columns were given", "too few names"},
        {"COPY t (a,b) FROM stdin;\n1\t2\n\\.\nCOPY codes (c,d) FROM stdin;\n3\t4\n\\.\n", &codes, "c|d;3|4",
         "the second of two"},
        {"COPY t (a,b) FROM stdin;\n1\t2\n\\.\nCOPY codes (c,d) FROM stdin;\n3\t4\n\\.\n", &plain,
         "a|b;1|2!stdin: rows of two tables came, \"t\" and \"codes\".  Say which is meant: --sheet NAME (sheet = "
         "\"NAME\")",
         "which of two"},
        {"a,b\n1,2\n", &plain, "a|b;1|2", "CSV"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf got = {0};
        flow(rows[i].text, rows[i].options, &got);
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        ts_buf_done(&got);
    }
}

/* ---- parts ---- */

TEST(parts_are_one_export) {
    static const struct {
        const char *first, *second, *want, *why;
    } rows[] = {
        {"a,b,c\n1,2,3\n", "a,b,c\n4,5,6\n", "1|2|3@0:2;4|5|6@1:2;", "names in each"},
        {"a,b,c\n1,2,3\n", "4,5,6\n7,8,9\n", "1|2|3@0:2;4|5|6@1:1;7|8|9@1:2;", "names in the first"},
        {"a,b,c\n1,2,3\n1 rows selected.\n", "A,B,C\n4,5,6\n", "1|2|3@0:2;4|5|6@1:2;", "a footer between them"},
        {"a,b,c\n1,2,3\n", "a,c,b\n4,5,6\n", "1|2|3@0:2;!two.csv: its column 2 is \"c\"", "another order"},
        {"Surname,b,c\n1,2,3\n", "Forename,Date of Birth,x\n4,5,6\n",
         "1|2|3@0:2;!two.csv: its column 1 is \"Forename\"", "other names"},
        {"a,b,c\n1,2,3\n", "a,b\n4,5\n", "1|2|3@0:2;!two.csv has 2 columns, and one.csv has 3", "fewer"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static const ts_export_options plain;
        ts_export_file file[] = {{.fd = file_of(ts_str(rows[i].first)), .name = "one.csv"},
                                 {.fd = file_of(ts_str(rows[i].second)), .name = "two.csv"}};
        ts_export *e = NULL;
        ts_buf got = {0}, all = {0};
        ts_export_row row;
        ts_err err = ts_export_open(file, 2, &plain, &e);
        for (bool more = true; !err && (err = ts_export_next(e, &row, &more)) == TS_OK && more;) {
            for (size_t k = 0; k < row.cells; k++) {
                ts_buf_add_str(&got, k ? "|" : "");
                ts_buf_add(&got, row.cell[k]);
            }
            ts_buf_addf(&got, "@%zu:%d;", row.part, (int)row.line);
        }
        if (err)
            ts_buf_addf(&got, "!%s", ts_error_text());
        CHECK_ROW(ts_span_starts(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        ts_digest d, want;
        ts_buf_addf(&all, "%s%s", rows[i].first, rows[i].second);
        ts_sha256_of(ts_buf_span(&all), &want);
        CHECK_ROW(err || (ts_export_digest(e, &d) == TS_OK && ts_digest_eq(&d, &want)), rows[i].why);
        ts_export_close(e);
        ts_buf_done(&got);
        ts_buf_done(&all);
        close(file[0].fd);
        close(file[1].fd);
    }
}

TEST(a_person_in_the_place_of_names_is_not_lost) {
    static const ts_span names[] = {{"surname", 7}, {"dob", 3}, {"postcode", 8}};
    static const struct {
        const char *text;
        bool named;
        const char *want, *why;
    } rows[] = {
        {"Hartley,01/02/1950,L1 1AA\nBrook,03/04/1961,L2 2BB\n", false, "!stdin has no row of column names", "values"},
        {"Hartley,01/02/1950,L1 1AA\nBrook,03/04/1961,L2 2BB\n", true,
         "surname|dob|postcode;Hartley|01/02/1950|L1 1AA;Brook|03/04/1961|L2 2BB", "their names are given"},
        {"Surname,NHS Number,01/10/2023\nHartley,1,2\n", false, "Surname|NHS Number|01/10/2023;Hartley|1|2",
         "a column that is called after a day"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_export_options o = {.head = rows[i].named ? names : NULL, .heads = rows[i].named ? 3 : 0};
        ts_buf got = {0};
        flow(rows[i].text, &o, &got);
        CHECK_ROW(ts_span_starts(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        ts_buf_done(&got);
    }
}

/* Rows across block borders read as in one piece. */
TEST(long_exports_are_whole) {
    ts_buf text = {0};
    ts_buf_add_str(&text, "id,text\n");
    enum { ROWS = 200000 };
    for (int i = 0; i < ROWS; i++)
        ts_buf_addf(&text, i % 3 ? "%d,plain\n" : "%d,\"with \"\"quotes\"\", and\nlines\"\n", i);
    int fd = file_of(ts_buf_span(&text));
    ts_export *e = NULL;
    CHECK(open_made(fd, &e) == TS_OK);
    size_t sample, bad = 0, n = 0;
    ts_export_sample(e, &sample);
    CHECK(sample == TS_EXPORT_SAMPLE);
    ts_export_row row;
    for (bool more = true; ts_export_next(e, &row, &more) == TS_OK && more; n++) {
        char want[16];
        snprintf(want, sizeof want, "%d", (int)n);
        bad += row.cells != 2 || row.broken || row.number != n + 1 || !ts_span_eq(row.cell[0], ts_str(want)) ||
               !ts_span_eq(row.cell[1], ts_str(n % 3 ? "plain" : "with \"quotes\", and\nlines"));
    }
    CHECK(n == ROWS && bad == 0);
    ts_digest d, want;
    CHECK(ts_export_digest(e, &d) == TS_OK);
    ts_sha256_of(ts_buf_span(&text), &want);
    CHECK(ts_digest_eq(&d, &want));
    ts_export_close(e);
    close(fd);
    ts_buf_done(&text);
}

TEST(any_bytes_are_survived) {
    static const char alphabet[] = "\"\"\"\"\",,;\t\n\r\nab1 \xe9\xff|";
    uint64_t s = 1;
    for (int round = 0; round < 3000; round++) {
        char text[200];
        size_t len = 0;
        for (size_t n = round % 200; len < n; len++) {
            s = s * UINT64_C(6364136223846793005) + 1442695040888963407u;
            text[len] = alphabet[(s >> 33) % (sizeof alphabet - 1)];
        }
        ts_buf got = {0};
        flat(ts_span_of(text, len), &got);
        ts_buf_done(&got);
    }
}
