/* sandbox_test.c - each layer stands by itself: Landlock without the filter, the limits as the kernel has them. */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"
#include "worker/wire.h"

enum { LANDLOCK_CREATE = 444, VERSION_FLAG = 1 };

static bool kernel_has_landlock(void) { return syscall(LANDLOCK_CREATE, NULL, 0, VERSION_FLAG) >= 1; }

/* Nothing but Landlock is put on here, so it alone can refuse; whoever is not root needs no-new-privs for it. */
TEST(landlock_alone_closes_the_file_system) {
    pid_t child = fork();
    if (child == 0) {
        if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !ts_sandbox_restrict_files())
            _exit(1);
        bool read_refused = open("/etc/passwd", O_RDONLY) < 0 && errno == EACCES;
        bool list_refused = open("/", O_RDONLY | O_DIRECTORY) < 0 && errno == EACCES;
        _exit(read_refused && list_refused ? 0 : 2);
    }
    int status = -1;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    CHECK(WEXITSTATUS(status) == (kernel_has_landlock() ? 0 : 1));
    if (!kernel_has_landlock())
        fprintf(stderr, "note: this kernel has no Landlock\n");
}

/* A limit's two figures in /proc/PID/limits; false where it is unlimited. */
static bool limit_of(const char *limits, const char *name, unsigned long long *soft, unsigned long long *hard) {
    const char *line = strstr(limits, name);
    return line && sscanf(line + strlen(name), "%llu %llu", soft, hard) == 2;
}

/* Shuts itself in, tells its layers and waits; the filter leaves it no way to ask for its own limits. */
static pid_t shut_in(uint64_t memory, uint32_t cpu_seconds, int wait, int result) {
    pid_t child = fork();
    if (child != 0)
        return child;
    ts_sandbox *s = NULL;
    if (dup2(result, TS_RESULT_FD) != TS_RESULT_FD || ts_sandbox_new(&s) != TS_OK)
        _exit(1);
    uint32_t layers = ts_sandbox_enter(s, memory, cpu_seconds);
    char byte;
    if (write(TS_RESULT_FD, &layers, sizeof layers) != sizeof layers || read(wait, &byte, 1) != 0)
        _exit(2);
    _exit(0);
}

TEST(the_limits_are_set_before_anything_is_read) {
    enum { MEMORY = 1 << 30, SECONDS = 77 };
    int wait[2], result[2];
    CHECK(pipe(wait) == 0 && pipe(result) == 0);
    while (result[1] <= TS_RESULT_FD || wait[0] <= TS_RESULT_FD) { /* they must not stand where the worker writes */
        result[1] = result[1] <= TS_RESULT_FD ? dup(result[1]) : result[1];
        wait[0] = wait[0] <= TS_RESULT_FD ? dup(wait[0]) : wait[0];
    }
    pid_t child = shut_in(MEMORY, SECONDS, wait[0], result[1]);
    uint32_t layers = 0, must = TS_LAYER_NO_NEW_PRIVS | TS_LAYER_SECCOMP | TS_LAYER_LIMITS;
    CHECK(read(result[0], &layers, sizeof layers) == sizeof layers && (layers & must) == must);
    char path[64], limits[4096] = "";
    snprintf(path, sizeof path, "/proc/%d/limits", (int)child);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    CHECK(fd >= 0 && read(fd, limits, sizeof limits - 1) > 0);
    close(fd);
    unsigned long long soft = 0, hard = 0;
    static const char *const none[] = {"Max processes", "Max open files", "Max core file size", "Max file size"};
    for (size_t i = 0; i < TEST_COUNT(none); i++)
        CHECK_ROW(limit_of(limits, none[i], &soft, &hard) && soft == 0 && hard == 0, none[i]);
    CHECK(limit_of(limits, "Max cpu time", &soft, &hard) && soft == SECONDS && hard == SECONDS + 5);
#ifndef TS_SANITIZED /* ASan's shadow is terabytes of address space */
    CHECK(limit_of(limits, "Max address space", &soft, &hard) && soft == MEMORY && hard == MEMORY);
#endif
    kill(child, SIGKILL);
    CHECK(waitpid(child, NULL, 0) == child);
}
