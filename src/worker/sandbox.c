/* sandbox.c - no network, no files, capped memory, time and calls. */
#include "worker/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "worker/wire.h"

#ifndef TS_SANITIZED
#define TS_SANITIZED 0
#endif

struct ts_sandbox {
    uint32_t layers;
    struct sock_filter *code;
    struct sock_fprog program;
};

static bool write_line(const char *path, const char *line) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    bool good = fd >= 0 && write(fd, line, strlen(line)) == (ssize_t)strlen(line);
    if (fd >= 0)
        close(fd);
    return good;
}

/* Network, IPC and mounts of its own: by privilege when root, by a user namespace otherwise. */
static bool own_namespaces(uid_t uid, gid_t gid) {
    int spaces = CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWNS | CLONE_NEWUTS;
    if (uid == 0)
        return unshare(spaces) == 0;
    if (unshare(spaces | CLONE_NEWUSER) != 0)
        return false;
    char line[64];
    snprintf(line, sizeof line, "%u %u 1", (unsigned)uid, (unsigned)uid);
    bool mapped = write_line("/proc/self/setgroups", "deny") && write_line("/proc/self/uid_map", line);
    snprintf(line, sizeof line, "%u %u 1", (unsigned)gid, (unsigned)gid);
    return mapped && write_line("/proc/self/gid_map", line);
}

/* An empty read-only tmpfs becomes /: what a hole in the filter could open is not there. */
static bool empty_root(void) {
    unsigned long flags = MS_NOSUID | MS_NODEV | MS_NOEXEC;
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0 &&
           mount("tmpfs", "/proc", "tmpfs", flags, "size=0k,nr_inodes=1,mode=555") == 0 &&
           mount(NULL, "/proc", NULL, flags | MS_REMOUNT | MS_RDONLY, NULL) == 0 && chroot("/proc") == 0 &&
           chdir("/") == 0;
}

/* A uid that owns nothing, another for each zygote; nobody where user ids are mapped to 16 bits. */
static bool own_uid(void) {
    enum { FIRST = 0x54530000, NOBODY = 65534 };
    uid_t uid = FIRST + (uid_t)(getpid() & 0xFFFF);
    if (setgroups(0, NULL) != 0)
        return false;
    if (setresgid(uid, uid, uid) != 0 || setresuid(uid, uid, uid) != 0) {
        if (setresgid(NOBODY, NOBODY, NOBODY) != 0 || setresuid(NOBODY, NOBODY, NOBODY) != 0)
            return false;
    }
    return setresuid(0, 0, 0) != 0; /* there is no way back */
}

/* Capabilities that a user namespace lends would allow mounts and raw sockets inside it. */
static bool drop_capabilities(void) {
    struct {
        uint32_t version;
        int pid;
    } header = {0x20080522, 0};
    struct {
        uint32_t effective, permitted, inheritable;
    } none[2] = {{0}};
    return syscall(SYS_capset, &header, none) == 0;
}

/* Calls that our own readers and the libraries make, as measured; all else kills the process. */
static const int plain_calls[] = {
    SCMP_SYS(read),
    SCMP_SYS(pread64),
    SCMP_SYS(munmap),
    SCMP_SYS(brk),
    SCMP_SYS(futex),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(fstat),
    SCMP_SYS(getrandom),
    SCMP_SYS(sched_yield),
    SCMP_SYS(getpid),
    SCMP_SYS(gettid),
    SCMP_SYS(madvise),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(close),
    SCMP_SYS(time),
    SCMP_SYS(clock_getres),
    SCMP_SYS(mremap),
    SCMP_SYS(lseek),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(sched_getaffinity),
    SCMP_SYS(dup),
};

/* What ASan and UBSan need to print a report and to end; never in a release build. */
static const int sanitizer_calls[] = {
    SCMP_SYS(write),  SCMP_SYS(sigaltstack), SCMP_SYS(getrlimit), SCMP_SYS(prlimit64),
    SCMP_SYS(tgkill), SCMP_SYS(readlink),    SCMP_SYS(prctl),
};

static bool add_rules(scmp_filter_ctx ctx) {
    bool good = true;
    for (size_t i = 0; i < sizeof plain_calls / sizeof *plain_calls; i++)
        good = good && seccomp_rule_add(ctx, SCMP_ACT_ALLOW, plain_calls[i], 0) == 0;
    if (TS_SANITIZED)
        for (size_t i = 0; i < sizeof sanitizer_calls / sizeof *sanitizer_calls; i++)
            good = good && seccomp_rule_add(ctx, SCMP_ACT_ALLOW, sanitizer_calls[i], 0) == 0;
    else
        good =
            good && seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(write), 1, SCMP_A0(SCMP_CMP_EQ, TS_RESULT_FD)) == 0;
    /* Memory is written or run, never both: nothing becomes runnable after the start. */
    good = good &&
           seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    good = good &&
           seccomp_rule_add(ctx, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) == 0;
    /* A library's last words go nowhere, and abort() falls through to its trap: a crash, as it is. */
    if (!TS_SANITIZED) {
        good = good && seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EPERM), SCMP_SYS(tgkill), 0) == 0;
        good = good && seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EBADF), SCMP_SYS(write), 1,
                                        SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO)) == 0;
        good = good && seccomp_rule_add(ctx, SCMP_ACT_ERRNO(EBADF), SCMP_SYS(writev), 1,
                                        SCMP_A0(SCMP_CMP_EQ, STDERR_FILENO)) == 0;
    }
    return good;
}

/* The filter as code, made once: loading it through the library after each fork would cost more
 * than the fork.  Another architecture's calls (int 0x80, x32) kill like any other stranger. */
static bool make_filter(ts_sandbox *s) {
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_KILL_PROCESS);
    if (!ctx)
        return false;
    int fd = -1;
    struct stat st = {0};
    /* As a tree, where the library can: the kernel walks the filter once for each call that there is, in every process. */
    (void)seccomp_attr_set(ctx, SCMP_FLTATR_CTL_OPTIMIZE, 2);
    bool good = seccomp_attr_set(ctx, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS) == 0 && add_rules(ctx) &&
                ts_fs_memory("filter", &fd) == TS_OK && seccomp_export_bpf(ctx, fd) == 0 && fstat(fd, &st) == 0 &&
                st.st_size > 0 && (size_t)st.st_size % sizeof *s->code == 0;
    if (good) {
        size_t size = (size_t)st.st_size, got = 0;
        s->code = ts_alloc(size);
        s->program = (struct sock_fprog){.len = (unsigned short)(size / sizeof *s->code), .filter = s->code};
        good = ts_fs_read_at(fd, 0, s->code, size, &got, "filter") == TS_OK && got == size;
    }
    ts_fs_close(&fd);
    seccomp_release(ctx);
    return good;
}

static bool set_limit(int what, rlim_t soft, rlim_t hard) {
    return setrlimit((__rlimit_resource_t)what, &(struct rlimit){soft, hard}) == 0;
}

ts_err ts_sandbox_new(ts_sandbox **out) {
    uint32_t kill_action = SECCOMP_RET_KILL_PROCESS;
    if (syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &kill_action) != 0)
        return ts_fail(TS_EPOLICY,
                       "this kernel has no seccomp filters, without which no evidence is read: use a kernel "
                       "with CONFIG_SECCOMP_FILTER, or a container that permits seccomp");
    ts_sandbox *s = ts_alloc(sizeof *s);
    if (!make_filter(s) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
        ts_free(s->code);
        ts_free(s);
        return ts_fail(TS_EPOLICY, "the filter of system calls could not be made, and without it no evidence is read");
    }
    s->layers = TS_LAYER_NO_NEW_PRIVS;
    uid_t uid = getuid();
    if (own_namespaces(uid, getgid())) {
        s->layers |= TS_LAYER_NAMESPACES;
        if (!TS_SANITIZED && empty_root())
            s->layers |= TS_LAYER_EMPTY_ROOT;
    }
    if (uid == 0 && own_uid())
        s->layers |= TS_LAYER_OWN_UID;
    drop_capabilities();
    prctl(PR_SET_DUMPABLE, TS_SANITIZED, 0, 0, 0);
    if (ts_sandbox_restrict_files())
        s->layers |= TS_LAYER_LANDLOCK;
    if (set_limit(RLIMIT_CORE, 0, 0) && set_limit(RLIMIT_FSIZE, 0, 0))
        s->layers |= TS_LAYER_LIMITS;
    *out = s;
    return TS_OK;
}

uint32_t ts_sandbox_enter(const ts_sandbox *s, uint64_t memory, uint32_t cpu_seconds) {
    uint32_t layers = s->layers;
    bool capped = set_limit(RLIMIT_NPROC, 0, 0) && set_limit(RLIMIT_NOFILE, 0, 0) &&
                  set_limit(RLIMIT_CPU, cpu_seconds, cpu_seconds + 5);
    /* ASan's shadow is terabytes of address space. */
    if (!TS_SANITIZED)
        capped = capped && set_limit(RLIMIT_AS, memory, memory);
    if (!capped)
        return 0;
    if (syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &s->program) != 0)
        return 0;
    return layers | TS_LAYER_SECCOMP;
}
