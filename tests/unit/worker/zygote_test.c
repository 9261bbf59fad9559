/* zygote_test.c - the worker program by itself: what it makes of a parent that is none. */
#include "worker/control.h"

#include <fcntl.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "support/test.h"

typedef struct program {
    pid_t pid;
    int socket;
} program;

/* `closed`: a descriptor below 3 that it is not given; -1: none. */
static program start(int closed) {
    int pair[2];
    CHECK(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == 0);
    program p = {fork(), pair[0]};
    if (p.pid == 0) {
        int high = fcntl(pair[1], F_DUPFD_CLOEXEC, 10);
        if (closed >= 0)
            close(closed);
        dup2(high, TS_CONTROL_FD);
        close(TS_CONTROL_FD + 1);
        close(TS_CONTROL_FD + 2);
        /* as a parent starts it; a build for sanitizers cannot look for leaks where it is shut in */
        char *const argv[] = {(char *)(uintptr_t)TS_WORKER, NULL};
        char *const env[] = {(char *)(uintptr_t) "ASAN_OPTIONS=detect_leaks=0", NULL};
        execve(TS_WORKER, argv, env);
        _exit(99);
    }
    close(pair[1]);
    return p;
}

/* Waits for its end; -1 where it was killed. */
static int end(program *p) {
    int status = -1;
    ts_fs_close(&p->socket);
    CHECK(waitpid(p->pid, &status, 0) == p->pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Sends a setup with hints of so many bytes, of zeros; hears what it says to that. */
static ts_control_ready set_up(const program *p, uint32_t type, size_t fds, off_t hints) {
    const ts_control_setup setup = {.type = type, .want = TS_WANT_VALUES, .limits = ts_limits_usual};
    int fd[3] = {-1, -1, -1};
    for (int i = 0; i < 3; i++)
        CHECK(ts_fs_memory("made up", &fd[i]) == TS_OK);
    CHECK(ftruncate(fd[0], hints) == 0 && ts_control_send(p->socket, &setup, sizeof setup, fd, fds));
    ts_control_ready ready = {0};
    CHECK(ts_control_receive(p->socket, &ready, sizeof ready, NULL, NULL, 0) == sizeof ready);
    CHECK(ready.type == TS_CONTROL_READY);
    for (int i = 0; i < 3; i++)
        ts_fs_close(&fd[i]);
    return ready;
}

TEST(who_starts_it_by_hand_is_told) {
    static const struct {
        const char *why, *told;
        uint32_t type;
        size_t fds;
        off_t hints;
    } rows[] = {{"another message", "started by touchstone alone", TS_CONTROL_JOB, 2, 0},
                {"no passwords", "started by touchstone alone", TS_CONTROL_SETUP, 1, 0},
                {"one too many", "started by touchstone alone", TS_CONTROL_SETUP, 3, 0},
                {"hints without end", "the hints for the workers are too large", TS_CONTROL_SETUP, 2, 513 << 20}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        program p = start(-1);
        ts_control_ready ready = set_up(&p, rows[i].type, rows[i].fds, rows[i].hints);
        CHECK_ROW(!ready.good && strstr(ready.message, rows[i].told), ready.message);
        CHECK_ROW(end(&p) == 1, rows[i].why);
    }
}

/* Whatever was open in its parent, it can be set up, and it goes when its parent does. */
TEST(it_ends_with_its_parent) {
    for (int closed = -1; closed < 3; closed++) {
        program p = start(closed);
        ts_control_ready ready = set_up(&p, TS_CONTROL_SETUP, 2, 0);
        CHECK_ROW(ready.good, ready.message);
        CHECK(end(&p) == 0);
    }
}

TEST(a_message_that_is_not_whole_ends_it) {
    static ts_control_job job = {.type = TS_CONTROL_JOB, .job = 1, .items = 2};
    const size_t one = offsetof(ts_control_job, item) + sizeof *job.item;
    program p = start(-1);
    CHECK(set_up(&p, TS_CONTROL_SETUP, 2, 0).good);
    int fd[2] = {-1, -1};
    CHECK(pipe2(fd, O_CLOEXEC) == 0 && ts_control_send(p.socket, &job, one, fd, 2)); /* two items are said */
    char byte;
    CHECK(ts_control_receive(p.socket, &byte, 1, NULL, NULL, 0) == 0); /* it says nothing of a job */
    CHECK(end(&p) == 0);
    ts_fs_close(&fd[0]);
    ts_fs_close(&fd[1]);
}
