/* progress_test.c - the line that a person watches: every part of it, and never longer than its room. */
#include "base/progress.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/test.h"

/* On a narrow terminal what is missed least goes first, and what takes long stays. */
TEST(a_line_that_does_not_fit_says_less) {
    static const struct {
        size_t room;
        const char *line;
    } rows[] = {
        {106, "reading: 10 of 40 items and 7 within, 1.0 GB of 4.0 GB, 100 MB/s, 0:30 left; one of 2.1 GB for 1:35"},
        {99, "reading: 10 of 40 items, 1.0 GB of 4.0 GB, 100 MB/s, 0:30 left; one of 2.1 GB for 1:35"},
        {86, "reading: 10 of 40 items, 1.0 GB of 4.0 GB, 0:30 left; one of 2.1 GB for 1:35"},
        {76, "reading: 10 of 40 items, 1.0 GB, 0:30 left; one of 2.1 GB for 1:35"},
        {30, "reading: 10 of 40 items, 1.0 "},
    };
    ts_progress *p = ts_progress_new("reading");
    ts_progress_total(p, 40, 4000000000);
    ts_progress_within(p, 7);
    ts_progress_slow(p, 2100000000, 95);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char line[240];
        ts_progress_text(p, 10, 1000000000, 10, line, rows[i].room);
        CHECK_ROW(strcmp(line, rows[i].line) == 0, line);
    }
    ts_progress_free(p);
}

TEST(the_line_says_what_is_known) {
    static const struct {
        uint64_t total, total_bytes, within, items, bytes, slow_bytes;
        double slow, spent;
        const char *line;
    } rows[] = {
        {0, 0, 0, 1, 0, 0, 0, 9, "reading: 1 item"},
        {0, 0, 0, 12, 0, 0, 0, 9, "reading: 12 items"},
        {0, 0, 0, 12, 2500000, 0, 0, 0.1, "reading: 12 items, 2.5 MB"},
        {40, 0, 0, 10, 0, 0, 0, 10, "reading: 10 of 40 items, 0:30 left"},
        {40, 4000000000, 7, 10, 1000000000, 0, 0, 10,
         "reading: 10 of 40 items and 7 within, 1.0 GB of 4.0 GB, 100 MB/s, 0:30 left"},
        {40, 4000, 0, 40, 4000, 0, 0, 10, "reading: 40 of 40 items, 4.0 kB of 4.0 kB, 0.4 kB/s"},
        {9, 0, 0, 1, 0, 0, 0, 1.5, "reading: 1 of 9 items"}, /* too early to say */
        {4, 0, 0, 1, 0, 0, 0, 3600, "reading: 1 of 4 items, 3:00:00 left"},
        {9, 0, 0, 1, 0, 2100000000, 95, 1, "reading: 1 of 9 items; one of 2.1 GB for 1:35"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_progress *p = ts_progress_new("reading");
        char line[240], small[12];
        ts_progress_total(p, rows[i].total, rows[i].total_bytes);
        ts_progress_within(p, rows[i].within);
        ts_progress_slow(p, rows[i].slow_bytes, rows[i].slow);
        ts_progress_text(p, rows[i].items, rows[i].bytes, rows[i].spent, line, sizeof line);
        CHECK_ROW(strcmp(line, rows[i].line) == 0, line);
        ts_progress_text(p, rows[i].items, rows[i].bytes, rows[i].spent, small, sizeof small);
        CHECK_ROW(strlen(small) < sizeof small && strncmp(small, rows[i].line, strlen(small)) == 0, small);
        ts_progress_free(p);
    }
}

/* Everything that was written to the terminal meanwhile. */
static void heard(int terminal, char *out, size_t size) {
    ssize_t n = read(terminal, out, size - 1);
    out[n > 0 ? n : 0] = 0;
}

TEST(a_terminal_sees_the_line_and_nothing_stays_of_it) {
    int terminal = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC), kept = dup(STDERR_FILENO), its = -1;
    char said[400];
    CHECK(terminal >= 0 && grantpt(terminal) == 0 && unlockpt(terminal) == 0);
    CHECK((its = open(ptsname(terminal), O_RDWR | O_NOCTTY | O_CLOEXEC)) >= 0 && dup2(its, STDERR_FILENO) >= 0);
    ts_progress *p = ts_progress_new("reading");
    bool shown = ts_progress_shown(p), due = ts_progress_due(p);
    ts_progress_total(p, 40, 0);
    ts_progress_set(p, 10, 0);
    heard(terminal, said, sizeof said);
    bool line = strcmp(said, "\r\033[Kreading: 10 of 40 items") == 0, again = ts_progress_due(p);
    ts_progress_set(p, 11, 0); /* too soon to be looked at */
    ts_progress_break(p);
    ts_progress_break(p); /* it is gone already */
    heard(terminal, said, sizeof said);
    bool clean = strcmp(said, "\r\033[K") == 0;
    ts_progress_free(p);
    heard(terminal, said, sizeof said);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(its);
    close(terminal);
    CHECK(shown && due && line);
    CHECK(!again && clean && !said[0]);
}

TEST(what_is_no_terminal_sees_nothing) {
    int pipes[2], kept = dup(STDERR_FILENO);
    char said[100];
    CHECK(pipe(pipes) == 0 && dup2(pipes[1], STDERR_FILENO) >= 0);
    ts_progress *p = ts_progress_new("reading");
    bool shown = ts_progress_shown(p) || ts_progress_due(p);
    ts_progress_set(p, 10, 0);
    ts_progress_break(p);
    ts_progress_free(p);
    ts_progress_break(NULL);
    dup2(kept, STDERR_FILENO);
    close(kept);
    close(pipes[1]);
    CHECK(!shown && read(pipes[0], said, sizeof said) == 0);
    close(pipes[0]);
}
