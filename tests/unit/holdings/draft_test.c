/* draft_test.c - which files of a directory are parts of one export, and what a draft says of the others. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "holdings/settings.h"
#include "support/test.h"

static const char with_names[] = "Surname,DOB,Postcode\nHartley,01/02/1950,L1 1AA\n";
static const char bare[] = "Brook,03/04/1961,L2 2BB\n";
static const char other[] = "Surname,DOB\nHartley,01/02/1950\n";

/* "a.csv+b.csv c.csv": the exports of the draft, parts joined by '+'. */
static void drafted(const char *dir, ts_buf *out) {
    int fd = -1;
    ts_buf text = {0};
    CHECK(ts_fs_open_dir(AT_FDCWD, dir, &fd) == TS_OK && ts_settings_draft(fd, dir, &text) == TS_OK);
    for (const char *at = text.ptr; at && (at = strstr(at, "\nfile = "));) {
        at += strlen("\nfile = ");
        ts_buf_add_str(out, out->len ? " " : "");
        for (bool quoted = false; *at != '\n'; at++) {
            if (*at == '"')
                quoted = !quoted;
            else if (quoted)
                ts_buf_add_char(out, *at);
            else if (*at == ',')
                ts_buf_add_char(out, '+');
        }
    }
    ts_buf_done(&text);
    close(fd);
}

TEST(parts_are_told_from_snapshots) {
    setenv("TOUCHSTONE_WORKERS", "/nonexistent", 1);
    static const struct {
        const char *name[3], *text[3];
        const char *want, *why;
    } rows[] = {
        {{"pas_part1.csv", "pas_part2.csv"}, {with_names, with_names}, "pas_part1.csv+pas_part2.csv", "names in each"},
        {{"pas_part1.csv", "pas_part2.csv"}, {with_names, bare}, "pas_part1.csv+pas_part2.csv", "names in the first"},
        {{"p_2023-10_0.csv", "p_2023-10_1.csv", "p_2023-10_2.csv"},
         {with_names, bare, bare},
         "p_2023-10_0.csv+p_2023-10_1.csv+p_2023-10_2.csv",
         "counted from 0, of one month"},
        {{"pas_2023-10-01.csv", "pas_2023-10-02.csv"},
         {with_names, with_names},
         "pas_2023-10-01.csv pas_2023-10-02.csv",
         "two days"},
        {{"pas_1.csv", "pas_3.csv"}, {with_names, with_names}, "pas_1.csv pas_3.csv", "one is missing"},
        {{"ward 7.csv", "ward 8.csv"}, {with_names, with_names}, "ward 7.csv ward 8.csv", "numbers of something else"},
        {{"pas_1.csv", "pas_2.csv"}, {with_names, other}, "pas_1.csv pas_2.csv", "other columns"},
        {{"pas_1.csv", "esr_2.csv"}, {with_names, with_names}, "esr_2.csv pas_1.csv", "other names"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char dir[512];
        int fd = -1;
        ts_buf got = {0};
        snprintf(dir, sizeof dir, "%s/draft%zu", test_dir(), i);
        CHECK(mkdir(dir, 0700) == 0 && ts_fs_open_dir(AT_FDCWD, dir, &fd) == TS_OK);
        for (size_t k = 0; k < 3 && rows[i].name[k]; k++)
            CHECK(ts_fs_replace(fd, rows[i].name[k], ts_str(rows[i].text[k]), 0600) == TS_OK);
        close(fd);
        drafted(dir, &got);
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        ts_buf_done(&got);
    }
}

/* More parts than sort by their digits. */
TEST(ten_parts_stand_in_the_order_of_their_numbers) {
    char dir[512];
    int fd = -1;
    ts_buf got = {0};
    snprintf(dir, sizeof dir, "%s/ten", test_dir());
    CHECK(mkdir(dir, 0700) == 0 && ts_fs_open_dir(AT_FDCWD, dir, &fd) == TS_OK);
    for (int k = 1; k <= 10; k++) {
        char name[32];
        snprintf(name, sizeof name, "part%d.csv", k);
        CHECK(ts_fs_replace(fd, name, ts_str(with_names), 0600) == TS_OK);
    }
    close(fd);
    drafted(dir, &got);
    CHECK_ROW(ts_span_starts(ts_buf_span(&got), ts_str("part1.csv+part2.csv+part3.csv+")), got.ptr);
    CHECK_ROW(got.len > 10 && strcmp(got.ptr + got.len - 21, "+part9.csv+part10.csv") == 0, got.ptr);
    ts_buf_done(&got);
}
