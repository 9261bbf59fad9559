/* launch.c - finds the worker programs and starts a zygote of each profile, with nothing inherited. */
#include "worker/run.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/program.h"

static const char *const programs[TS_PROFILES] = {
    [TS_PROFILE_OWN] = "touchstone-worker",
    [TS_PROFILE_ARCHIVE] = "touchstone-worker-archive",
    [TS_PROFILE_PDF] = "touchstone-worker-pdf",
    [TS_PROFILE_OCR] = "touchstone-worker-ocr",
};

/* $TOUCHSTONE_WORKERS decides where it is set. */
static ts_err find_program(const char *name, char *out, size_t cap) {
    const char *dir = getenv("TOUCHSTONE_WORKERS");
    if (!dir || !*dir)
        return ts_program_beside("worker", name, out, cap);
    if (ts_program_in(dir, name, out, cap))
        return TS_OK;
    return ts_fail(TS_EIO, "no program %s in the directory that TOUCHSTONE_WORKERS names", name);
}

/* Nothing of the caller's settings or secrets goes along.  A worker may start no thread: OpenMP reads its limit before
 * main, and nowhere else. */
static ts_err spawn(const char *path, int sock, pid_t *pid) {
    char *const argv[] = {(char *)(uintptr_t)path, NULL};
#ifdef TS_SANITIZED
    /* What a report would ask of the system - is stderr a terminal, where are the symbols - is forbidden here. */
    char *const env[] = {(char *)(uintptr_t) "OMP_THREAD_LIMIT=1",
                         (char *)(uintptr_t) "ASAN_OPTIONS=detect_leaks=0:abort_on_error=0:color=never:symbolize=0",
                         (char *)(uintptr_t) "UBSAN_OPTIONS=color=never:symbolize=0:print_stacktrace=0", NULL};
#else
    /* Libraries make and drop small blocks by the million: these are kept in lists, not joined and parted again.  Glibc reads
     * this before main, and nowhere else. */
    char *const env[] = {(char *)(uintptr_t) "OMP_THREAD_LIMIT=1",
                         (char *)(uintptr_t) "GLIBC_TUNABLES=glibc.malloc.tcache_count=65535", NULL};
#endif
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawn_file_actions_init(&actions);
    posix_spawnattr_init(&attr);
    int bad = posix_spawn_file_actions_adddup2(&actions, sock, TS_CONTROL_FD);
    if (!bad)
        bad = posix_spawn_file_actions_addclosefrom_np(&actions, TS_CONTROL_FD + 1);
    if (!bad)
        bad = posix_spawnattr_setsigmask(&attr, &none);
    if (!bad)
        bad = posix_spawnattr_setsigdefault(&attr, &all);
    if (!bad)
        bad = posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!bad)
        bad = posix_spawn(pid, path, &actions, &attr, argv, env);
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attr);
    return bad ? ts_fail(TS_EIO, "%s could not be started: %s", path, strerror(bad)) : TS_OK;
}

ts_err ts_zygote_start(ts_pool *p, ts_profile profile) {
    ts_zygote *z = &p->zygote[profile];
    if (z->pid)
        return TS_OK;
    char path[PATH_MAX];
    TS_TRY(find_program(programs[profile], path, sizeof path));
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) != 0)
        return ts_fail(TS_EIO, "no socket for a worker: %s", strerror(errno));
    /* dup2 onto itself would leave it close-on-exec, and it must not stand at 0..3 by chance. */
    int high = fcntl(pair[1], F_DUPFD_CLOEXEC, TS_CONTROL_FD + 1);
    close(pair[1]);
    ts_err err =
        high < 0 ? ts_fail(TS_EIO, "no descriptor for a worker: %s", strerror(errno)) : spawn(path, high, &z->pid);
    ts_fs_close(&high);
    const ts_control_setup setup = {.type = TS_CONTROL_SETUP,
                                    .want = p->options.want,
                                    .min_confidence = p->options.min_confidence,
                                    .context = p->options.context,
                                    .kinds = p->options.kinds,
                                    .slice = p->options.slice,
                                    .limits = ts_limit};
    const int fd[] = {p->hints, p->secrets};
    z->socket = pair[0];
    if (err == TS_OK &&
        (fcntl(pair[0], F_SETFL, O_NONBLOCK) != 0 || !ts_control_send(pair[0], &setup, sizeof setup, fd, 2)))
        err = ts_fail(TS_EIO, "%s does not answer: %s", path, strerror(errno));
    if (err) {
        char text[400];
        snprintf(text, sizeof text, "%s", ts_error_text());
        ts_zygote_stop(z);
        return ts_fail(err, "%s", text);
    }
    return TS_OK;
}

void ts_zygote_stop(ts_zygote *z) {
    if (z->pid) {
        kill(z->pid, SIGKILL); /* its children die with it: PR_SET_PDEATHSIG */
        while (waitpid(z->pid, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    z->pid = 0;
    z->ready = false;
    ts_fs_close(&z->socket);
}
