/* control_test.c - a job's message is taken whole or not at all. */
#include "worker/control.h"

#include <errno.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"

TEST(a_job_has_what_it_counts) {
    static const size_t head = offsetof(ts_control_job, item), one = sizeof(ts_control_item);
    static ts_control_job job;
    const struct {
        const char *why;
        uint32_t type, items, parts;
        size_t got, fds;
        bool whole;
    } rows[] = {
        {"one item", TS_CONTROL_JOB, 1, 0, head + one, 2, true},
        {"a batch of one file", TS_CONTROL_JOB, TS_LIMIT_BATCH_ITEMS, 0, sizeof job, 2, true},
        {"an item in parts", TS_CONTROL_JOB, 1, 3, head + 4 * one, 4, true},
        {"as many as there may be", TS_CONTROL_JOB, 1, TS_LIMIT_PARTS, head + (1 + TS_LIMIT_PARTS) * one,
         1 + TS_LIMIT_PARTS, true},
        {"another message", TS_CONTROL_KILL, 1, 0, head + one, 2, false},
        {"cut in its head", TS_CONTROL_JOB, 1, 0, head - 1, 2, false},
        {"an item too few", TS_CONTROL_JOB, 2, 0, head + one, 2, false},
        {"a part too few", TS_CONTROL_JOB, 1, 3, head + 3 * one, 4, false},
        {"parts of two items", TS_CONTROL_JOB, 2, 3, head + 5 * one, 4, false},
        {"a part without its descriptor", TS_CONTROL_JOB, 1, 3, head + 4 * one, 3, false},
        {"no pipe", TS_CONTROL_JOB, 1, 0, head + one, 0, false},
        {"more items than there is room for", TS_CONTROL_JOB, TS_LIMIT_BATCH_ITEMS + 1, 0, sizeof job + one, 2, false},
        {"more parts than there may be", TS_CONTROL_JOB, 1, TS_LIMIT_PARTS + 1, head + (2 + TS_LIMIT_PARTS) * one,
         2 + TS_LIMIT_PARTS, false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        job.type = rows[i].type;
        job.items = rows[i].items;
        job.parts = rows[i].parts;
        CHECK_ROW(ts_control_job_whole(&job, rows[i].got, rows[i].fds) == rows[i].whole, rows[i].why);
    }
}

static void make_pair(int pair[2]) { CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0); }

TEST(more_descriptors_than_go_along_are_not_sent) {
    int pair[2], fd[TS_CONTROL_FDS + 2];
    make_pair(pair);
    for (size_t i = 0; i < TEST_COUNT(fd); i++)
        fd[i] = pair[0];
    errno = 0;
    CHECK(!ts_control_send(pair[0], "x", 1, fd, TEST_COUNT(fd)) && errno == EINVAL);
    CHECK(ts_control_send(pair[0], "x", 1, fd, TEST_COUNT(fd) - 1));
    char byte;
    size_t fds = 0;
    int got[TS_CONTROL_FDS + 1];
    CHECK(ts_control_receive(pair[1], &byte, 1, got, &fds, 0) == 1 && fds == TS_CONTROL_FDS + 1);
    for (size_t i = 0; i < fds; i++)
        close(got[i]);
    close(pair[0]);
    close(pair[1]);
}

/* Who is told of who sent it beside the descriptors still finds them. */
TEST(descriptors_are_found_among_other_news) {
    int pair[2], got[TS_CONTROL_FDS + 1];
    char byte = 0;
    size_t fds = 0;
    make_pair(pair);
    CHECK(setsockopt(pair[1], SOL_SOCKET, SO_PASSCRED, &(int){1}, sizeof(int)) == 0);
    CHECK(ts_control_send(pair[0], "x", 1, pair, 2));
    CHECK(ts_control_receive(pair[1], &byte, 1, got, &fds, 0) == 1 && byte == 'x' && fds == 2);
    for (size_t i = 0; i < fds; i++)
        close(got[i]);
    close(pair[0]);
    close(pair[1]);
}

/* In a process of its own, which may open two files more. */
TEST(a_message_whose_descriptors_have_no_room_is_no_message) {
    int pair[2], status = -1;
    make_pair(pair);
    const int fd[] = {pair[0], pair[0], pair[0], pair[0]};
    CHECK(ts_control_send(pair[0], "x", 1, fd, 4) && ts_control_send(pair[0], "y", 1, fd, 1));
    pid_t pid = fork();
    if (pid == 0) {
        int next = dup(pair[1]), got[TS_CONTROL_FDS + 1];
        char byte = 0;
        size_t fds = 77;
        close(next);
        if (setrlimit(RLIMIT_NOFILE, &(struct rlimit){(rlim_t)next + 2, (rlim_t)next + 2}) != 0)
            _exit(2);
        errno = 0;
        bool refused = ts_control_receive(pair[1], &byte, 1, got, &fds, 0) == -1 && errno == EMFILE && fds == 0;
        /* what came of it was closed again: the next one finds room */
        bool next_comes = ts_control_receive(pair[1], &byte, 1, got, &fds, 0) == 1 && byte == 'y' && fds == 1;
        _exit(refused && next_comes ? 0 : refused ? 3 : 4);
    }
    CHECK(waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0);
    close(pair[0]);
    close(pair[1]);
}
