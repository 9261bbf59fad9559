/* sandbox_test.c - each layer stands by itself: Landlock without the filter, the limits as the kernel has them. */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
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

/* Starts one; gives its process and what it said, which is its layers. */
static pid_t shut_in_child(uint64_t memory, uint32_t cpu_seconds, uint32_t *layers) {
    int wait[2], result[2];
    CHECK(pipe(wait) == 0 && pipe(result) == 0);
    while (result[1] <= TS_RESULT_FD || wait[0] <= TS_RESULT_FD) { /* they must not stand where the worker writes */
        result[1] = result[1] <= TS_RESULT_FD ? dup(result[1]) : result[1];
        wait[0] = wait[0] <= TS_RESULT_FD ? dup(wait[0]) : wait[0];
    }
    pid_t child = shut_in(memory, cpu_seconds, wait[0], result[1]);
    CHECK(read(result[0], layers, sizeof *layers) == sizeof *layers);
    return child;
}

static void end(pid_t child) {
    kill(child, SIGKILL);
    CHECK(waitpid(child, NULL, 0) == child);
}

static void read_of(pid_t child, const char *name, char *out, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)child, name);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, out, size - 1) : -1;
    CHECK_ROW(n > 0, name);
    out[n > 0 ? n : 0] = 0;
    if (fd >= 0)
        close(fd);
}

TEST(the_limits_are_set_before_anything_is_read) {
    enum { MEMORY = 1 << 30, SECONDS = 77 };
    uint32_t layers = 0, must = TS_LAYER_NO_NEW_PRIVS | TS_LAYER_SECCOMP | TS_LAYER_LIMITS;
    char limits[4096];
    pid_t child = shut_in_child(MEMORY, SECONDS, &layers);
    CHECK((layers & must) == must);
    read_of(child, "limits", limits, sizeof limits);
    unsigned long long soft = 0, hard = 0;
    static const char *const none[] = {"Max processes", "Max open files", "Max core file size", "Max file size"};
    for (size_t i = 0; i < TEST_COUNT(none); i++)
        CHECK_ROW(limit_of(limits, none[i], &soft, &hard) && soft == 0 && hard == 0, none[i]);
    CHECK(limit_of(limits, "Max cpu time", &soft, &hard) && soft == SECONDS && hard == SECONDS + 5);
#ifndef TS_SANITIZED /* ASan's shadow is terabytes of address space */
    CHECK(limit_of(limits, "Max address space", &soft, &hard) && soft == MEMORY && hard == MEMORY);
#endif
    end(child);
}

/* What this machine lets a process of ours have, tried by another one that is thrown away. */
static uint32_t possible_layers(void) {
    pid_t child = fork();
    if (child == 0) {
        int spaces = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWUTS;
        if (unshare(getuid() == 0 ? spaces : spaces | CLONE_NEWUSER) != 0)
            _exit(0);
        bool root = mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
                    mount("tmpfs", "/proc", "tmpfs", MS_NOSUID, "size=0k") == 0 && chroot("/proc") == 0;
        _exit(root ? 3 : 1);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child && WIFEXITED(status));
    return (WEXITSTATUS(status) & 1 ? TS_LAYER_NAMESPACES : 0) | (WEXITSTATUS(status) & 2 ? TS_LAYER_EMPTY_ROOT : 0);
}

static unsigned long long number_of(const char *status, const char *name, int base) {
    const char *line = strstr(status, name);
    CHECK_ROW(line != NULL, name);
    return line ? strtoull(line + strlen(name), NULL, base) : 1;
}

TEST(what_the_machine_allows_is_taken_away) {
    enum { MEMORY = 1 << 30, SECONDS = 77 };
    uint32_t layers = 0, want = possible_layers();
    char status[4096], path[64];
    struct stat st;
#ifdef TS_SANITIZED
    want &= ~(uint32_t)TS_LAYER_EMPTY_ROOT; /* its reports need files */
#endif
    pid_t child = shut_in_child(MEMORY, SECONDS, &layers);
    CHECK((layers & (TS_LAYER_NAMESPACES | TS_LAYER_EMPTY_ROOT)) == want);
    read_of(child, "status", status, sizeof status);
    static const char *const none[] = {"CapInh:", "CapPrm:", "CapEff:"};
    for (size_t i = 0; i < TEST_COUNT(none); i++) /* a namespace of users would lend all of them */
        CHECK_ROW(number_of(status, none[i], 16) == 0, none[i]);
    CHECK(number_of(status, "NoNewPrivs:", 10) == 1 && number_of(status, "Seccomp:", 10) == 2);
#ifndef TS_SANITIZED
    /* Memory that nobody may look into: its files in /proc are not its own user's. */
    unsigned long long uid = number_of(status, "Uid:", 10);
    snprintf(path, sizeof path, "/proc/%d/environ", (int)child);
    CHECK(stat(path, &st) == 0 && (uid == 0 || st.st_uid != uid));
#else
    (void)path, (void)st;
#endif
    end(child);
    test_again_as_nobody("what_the_machine_allows_is_taken_away");
}

/* ---- a system that refuses ---- */

/* One call that fails from here on, as on another kernel or in a container; `arg` >= 0: only where its argument of that
 * number is `value`. */
typedef struct refusal {
    const char *why;
    int call, error, arg;
    uint64_t value;
    uint32_t without; /* the layer that is not claimed then */
    bool none; /* no evidence is read */
    const char *told;
} refusal;

static bool refuse(const refusal *r) {
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
    const struct scmp_arg_cmp only = {(unsigned)(r->arg < 0 ? 0 : r->arg), SCMP_CMP_EQ, r->value, 0};
    return ctx && seccomp_rule_add_array(ctx, SCMP_ACT_ERRNO((unsigned)r->error), r->call, r->arg >= 0, &only) == 0 &&
           seccomp_load(ctx) == 0;
}

/* In a process that is thrown away: the layers that it says stand, or 1 << 31 where it is not to read anything, with what
 * was told. */
static uint32_t layers_where(const refusal *r, char told[static 200]) {
    struct {
        uint32_t layers;
        char told[200];
    } said = {0};
    int result[2];
    CHECK(pipe(result) == 0);
    pid_t child = fork();
    if (child == 0) {
        ts_sandbox *s = NULL;
        if (dup2(result[1], 40) != 40 || dup2(40, TS_RESULT_FD) != TS_RESULT_FD || (r->call >= 0 && !refuse(r)))
            _exit(1);
        if (ts_sandbox_new(&s) != TS_OK) {
            said.layers = UINT32_C(1) << 31;
            snprintf(said.told, sizeof said.told, "%s", ts_error_text());
        } else if (!(said.layers = ts_sandbox_enter(s, UINT64_C(1) << 40, 100))) {
            said.layers = UINT32_C(1) << 31;
        }
        _exit(write(TS_RESULT_FD, &said, sizeof said) == sizeof said ? 0 : 2);
    }
    close(result[1]);
    CHECK_ROW(read(result[0], &said, sizeof said) == sizeof said, r->why);
    close(result[0]);
    CHECK(waitpid(child, NULL, 0) == child);
    memcpy(told, said.told, sizeof said.told);
    return said.layers;
}

TEST(a_layer_that_the_system_refuses_is_not_claimed) {
    enum { SET_FILTER = 1, ASK_FOR_ACTION = 2 };
    static const refusal rows[] = {
        {"no seccomp", SCMP_SYS(seccomp), EINVAL, 0, ASK_FOR_ACTION, 0, true, "this kernel has no seccomp filters"},
        {"no-new-privs", SCMP_SYS(prctl), EINVAL, 0, PR_SET_NO_NEW_PRIVS, 0, true, "could not be made"},
        {"no file in memory", SCMP_SYS(memfd_create), ENOSYS, -1, 0, 0, true, "could not be made"},
        {"the filter itself", SCMP_SYS(seccomp), EINVAL, 0, SET_FILTER, 0, true, ""},
        {"limits of a process", SCMP_SYS(prlimit64), EPERM, 1, RLIMIT_NPROC, 0, true, ""},
        {"limits of files", SCMP_SYS(prlimit64), EPERM, 1, RLIMIT_CORE, TS_LAYER_LIMITS, false, ""},
        {"no namespaces", SCMP_SYS(unshare), EPERM, -1, 0, TS_LAYER_NAMESPACES | TS_LAYER_EMPTY_ROOT, false, ""},
        {"no mounts", SCMP_SYS(mount), EPERM, -1, 0, TS_LAYER_EMPTY_ROOT, false, ""},
        {"groups are kept", SCMP_SYS(setgroups), EPERM, -1, 0, TS_LAYER_OWN_UID, false, ""},
        {"users are kept", SCMP_SYS(setresuid), EPERM, -1, 0, TS_LAYER_OWN_UID, false, ""},
        {"no Landlock", LANDLOCK_CREATE, ENOSYS, -1, 0, TS_LAYER_LANDLOCK, false, ""},
        {"no ruleset of it", LANDLOCK_CREATE, EINVAL, 2, 0, TS_LAYER_LANDLOCK, false, ""},
    };
    const refusal nothing = {"nothing is refused", -1, 0, -1, 0, 0, false, ""};
    char told[200];
    uint32_t all = layers_where(&nothing, told);
    CHECK((all & (TS_LAYER_SECCOMP | TS_LAYER_NO_NEW_PRIVS)) == (TS_LAYER_SECCOMP | TS_LAYER_NO_NEW_PRIVS));
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        uint32_t got = layers_where(&rows[i], told), want = rows[i].none ? UINT32_C(1) << 31 : all & ~rows[i].without;
        CHECK_ROW(got == want, rows[i].why);
        CHECK_ROW(strstr(told, rows[i].told), told);
    }
}
