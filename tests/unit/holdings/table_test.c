/* table_test.c - exports as they come: separators, quotes, charsets, titles, stray quotes. */
#include "holdings/table.h"

#include <unistd.h>
#include <stdio.h>
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

/* "a|b;c|d": head, then rows, cells by '|', rows by ';', broken rows with a '!' before. */
static void flat(ts_span bytes, ts_buf *out) {
    int fd = file_of(bytes);
    ts_export *e = NULL;
    if (ts_export_open(fd, "made.csv", &e) != TS_OK) {
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

/* Rows across block borders read as in one piece. */
TEST(long_exports_are_whole) {
    ts_buf text = {0};
    ts_buf_add_str(&text, "id,text\n");
    enum { ROWS = 200000 };
    for (int i = 0; i < ROWS; i++)
        ts_buf_addf(&text, i % 3 ? "%d,plain\n" : "%d,\"with \"\"quotes\"\", and\nlines\"\n", i);
    int fd = file_of(ts_buf_span(&text));
    ts_export *e = NULL;
    CHECK(ts_export_open(fd, "made.csv", &e) == TS_OK);
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
    ts_export_digest(e, &d);
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
