/* print_test.c - what was found in evidence cannot steer a terminal, a spreadsheet or a reader of JSON. */
#include "base/bytes.h"
#include "cli/cli.h"
#include "support/test.h"

#include <signal.h>
#include <unistd.h>

typedef void (*writer)(output *o, ts_span s);
typedef struct row {
    const char *in, *out;
} row;

static void check_rows(writer write, const row *rows, size_t n) {
    for (size_t i = 0; i < n; i++) {
        output o;
        out_init(&o);
        write(&o, ts_str(rows[i].in));
        CHECK_ROW(ts_span_eq((ts_span){o.ptr, o.len}, ts_str(rows[i].out)), rows[i].in);
        out_done(&o);
    }
}

TEST(no_cell_is_a_formula) {
    static const row rows[] = {
        {"=1+1", "\"'=1+1\""}, {"+44", "\"'+44\""},     {"-1", "\"'-1\""},  {"@SUM(A1)", "\"'@SUM(A1)\""},
        {"\tx", "\"'\tx\""},   {"\rx", "\"'\rx\""},     {"a=b", "\"a=b\""}, {"say \"so\"", "\"say \"\"so\"\"\""},
        {"", "\"\""},          {"a,b\nc", "\"a,b\nc\""}};
    check_rows(out_csv, rows, TEST_COUNT(rows));
}

TEST(nothing_steers_the_terminal) {
    static const row rows[] = {
        {"Jane Example", "Jane Example"},
        {"red\x1b[31m", "red\\u001b[31m"},
        {"a\nb\rc\x07\x7f", "a\\u000ab\\u000dc\\u0007\\u007f"},
        {"txt\xE2\x80\xAEgpj.exe", "txt\\u202egpj.exe"}, /* right to left */
        {"\xE2\x81\xA6x\xE2\x81\xA9", "\\u2066x\\u2069"}, /* isolates */
        {"\xC2\x9B"
         "31m",
         "\\u009b31m"}, /* an escape in one character */
        {"Si\xC3\xA2n \xE2\x80\x93", "Si\xC3\xA2n \xE2\x80\x93"},
    };
    check_rows(out_terminal, rows, TEST_COUNT(rows));
}

TEST(json_is_closed_by_its_own_quote) {
    static const row rows[] = {
        {"plain words, longer than eight", "\"plain words, longer than eight\""},
        {"a\"b\\c", "\"a\\\"b\\\\c\""},
        {"a\"b\\c and a longer text", "\"a\\\"b\\\\c and a longer text\""},
        {"\x1b[31m\n", "\"\\u001b[31m\\u000a\""},
        {"\xE2\x80\xA8\xE2\x80\xAE", "\"\\u2028\\u202e\""},
        {"", "\"\""},
    };
    check_rows(out_json, rows, TEST_COUNT(rows));
}

TEST(figures_as_people_write_them) {
    CHECK(strcmp(count_text(1234567), "1,234,567") == 0 && strcmp(count_text(999), "999") == 0);
    CHECK(strcmp(bytes_text(12345678), "12.3 MB") == 0 && strcmp(bytes_text(999), "999 bytes") == 0);
}

/* "| head -1": whoever read has enough, which is no error. */
TEST(a_reader_that_goes_away_ends_it_quietly) {
    int ends[2], was = dup(STDOUT_FILENO);
    output o;
    fflush(stdout);
    signal(SIGPIPE, SIG_IGN);
    CHECK(was >= 0 && pipe(ends) == 0 && close(ends[0]) == 0 && dup2(ends[1], STDOUT_FILENO) == STDOUT_FILENO);
    out_init(&o);
    out_str(&o, "a line that nobody reads");
    ts_err first = out_flush(&o), line = out_line_end(&o), again = out_flush(&o);
    bool gone = o.gone;
    out_done(&o);
    CHECK(dup2(was, STDOUT_FILENO) == STDOUT_FILENO && close(was) == 0 && close(ends[1]) == 0);
    CHECK(first == TS_ESTOPPED && line == TS_ESTOPPED && again == TS_ESTOPPED && gone);
}

/* Whoever reads a pipe gets what there is while more is looked for; into a file it goes by the block. */
TEST(a_pipe_gets_what_there_is) {
    int pipes[2], kept = dup(STDOUT_FILENO);
    char got[8];
    output o;
    CHECK(kept >= 0 && pipe(pipes) == 0 && dup2(pipes[1], STDOUT_FILENO) == STDOUT_FILENO);
    out_init(&o);
    out_str(&o, "a line");
    ts_err err = out_line_end(&o);
    size_t waiting = o.len;
    err = err ? err : out_pause(&o);
    dup2(kept, STDOUT_FILENO);
    CHECK(err == TS_OK && waiting == 7 && o.len == 0 && read(pipes[0], got, sizeof got) == 7);
    out_done(&o);
    out_init(&o);
    o.pipe = false;
    out_str(&o, "x");
    CHECK(out_pause(&o) == TS_OK && o.len == 1);
    out_done(&o);
    close(kept), close(pipes[0]), close(pipes[1]);
}
