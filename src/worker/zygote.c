/* zygote.c - waits for jobs with everything loaded, and forks one process for each.
 *
 * It reads no evidence: it hands descriptors on and says how its children ended.
 */
#include "worker/zygote.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/ctr.h"
#include "base/fs.h"
#include "base/digest.h"
#include "base/mem.h"
#include "text/name.h"
#include "detect/pack_run.h"
#include "extract/decipher.h"
#include "extract/slice.h"
#include "extract/unlock.h"
#include "worker/job.h"
#include "worker/sandbox.h"

#ifndef TS_SANITIZED
#define TS_SANITIZED 0
#endif

enum { SIGNAL_FD = 5, SECRETS_MAX = 64 * 1024 * 1024, HINTS_MAX = 512 * 1024 * 1024 /* a hundred million names */ };

/* Loads what the formats' libraries need from files, while there are files. */
__attribute__((weak)) void ts_extract_preload(void);
/* std::set_new_handler, where a library brought it: C++ that runs out says so by our status. */
__attribute__((weak)) void *_ZSt15set_new_handlerPFvvE(void (*handler)(void));

typedef struct child {
    pid_t pid;
    uint32_t job;
} child;

typedef struct zygote {
    ts_worker worker;
    child *child;
    size_t children, cap;
    ts_control_job job; /* the message at hand; the forked process reads its copy */
    int fd[TS_CONTROL_FDS + 1];
} zygote;

static void out_of_memory(void) { _exit(TS_EXIT_MEMORY); }

static ts_err load_memory(int fd, ts_buf *out, const char *what) {
    size_t got = 0;
    off_t size = lseek(fd, 0, SEEK_END);
    if (size < 0 || size > SECRETS_MAX)
        return ts_fail(TS_EINTERNAL, "the %s for the workers are too large", what);
    ts_buf_reserve(out, (size_t)size + 1);
    TS_TRY(ts_fs_read_at(fd, 0, out->ptr, (size_t)size, &got, what));
    out->len = got;
    return TS_OK;
}

/* Hints are mapped and stay so: what they say of the holdings' names stands in memory once for all zygotes and all workers. */
static ts_err load_hints(zygote *z, int fd) {
    off_t size = lseek(fd, 0, SEEK_END);
    ts_hints hints = {0};
    if (size < 0 || size > HINTS_MAX)
        return ts_fail(TS_EINTERNAL, "the hints for the workers are too large");
    if (size > 0) {
        const void *map = mmap(NULL, (size_t)size, PROT_READ, MAP_SHARED, fd, 0);
        if (map == MAP_FAILED)
            return ts_fail(TS_EINTERNAL, "the hints for the workers cannot be mapped");
        TS_TRY(ts_hints_read(ts_span_of(map, (size_t)size), &hints));
    }
    ts_pack_run *packs = NULL;
    if (hints.packs.len)
        TS_TRY(ts_pack_run_open(hints.packs, &packs));
    hints.packs = (ts_span){0};
    z->worker.detect = ts_detect_new(size > 0 ? &hints : NULL);
    ts_detect_use_packs(z->worker.detect, packs);
    return TS_OK;
}

/* What deciphers loads files when it is first used: before the forks, and only where there is something to try. */
static ts_err load_passwords(zygote *z, int fd) {
    TS_AUTO(ts_buf, ts_buf_wipe) bytes = {0};
    TS_TRY(load_memory(fd, &bytes, "passwords"));
    TS_TRY(ts_passwords_load(&z->worker.passwords, ts_buf_span(&bytes)));
    if (z->worker.passwords.n == 0)
        return TS_OK;
    ts_decipher_preload();
    ts_unlock_use(&z->worker.passwords);
    return TS_OK;
}

/* The descriptors of a forked process stand at known numbers, so those of the zygote do too. */
static ts_err place_descriptors(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    int null = open("/dev/null", O_RDWR | O_CLOEXEC), signals = -1;
    bool good = null >= 0 && sigprocmask(SIG_BLOCK, &set, NULL) == 0 &&
                (signals = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK)) >= 0;
    if (good && signals != SIGNAL_FD)
        good = dup3(signals, SIGNAL_FD, O_CLOEXEC) >= 0;
    for (int fd = 0; good && fd <= TS_RESULT_FD; fd++)
        if (fd != TS_CONTROL_FD && !(TS_SANITIZED && fd == STDERR_FILENO) && fd != null)
            good = dup3(null, fd, O_CLOEXEC) >= 0;
    if (!good || syscall(SYS_close_range, SIGNAL_FD + 1, ~0U, 0) != 0)
        return ts_fail(TS_EIO, "the worker could not set up its descriptors");
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0) {
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    return TS_OK;
}

/* What was freed while all this was loaded is put together by the next large block that is asked for: here, once, not in
 * every forked process, which would copy each page on the way. */
static void settle_heap(void) {
    enum { LARGE = 2 * 1024 * 1024 };
    TS_AUTO(ts_buf, ts_buf_done) block = {0};
    ts_buf_reserve(&block, LARGE);
}

static ts_err set_up(zygote *z) {
    size_t fds = 0;
    ssize_t got = ts_control_receive(TS_CONTROL_FD, &z->worker.setup, sizeof z->worker.setup, z->fd, &fds, 0);
    if (got != sizeof z->worker.setup || z->worker.setup.type != TS_CONTROL_SETUP || fds != 2)
        return ts_fail(TS_EUSAGE, "this program is started by touchstone alone");
    ts_limit = z->worker.setup.limits;
    ts_slice_set_bytes(z->worker.setup.slice);
    ts_err err = load_hints(z, z->fd[0]);
    if (err == TS_OK)
        err = load_passwords(z, z->fd[1]);
    close(z->fd[0]);
    close(z->fd[1]);
    TS_TRY(err);
    /* Segments and windows of a mebibyte come and go: kept, they are not mapped anew each time. */
    mallopt(M_MMAP_THRESHOLD, 64 * 1024 * 1024);
    mallopt(M_TRIM_THRESHOLD, 256 * 1024 * 1024);
    ts_anchors_name();
    if (ts_extract_preload)
        ts_extract_preload();
    if (_ZSt15set_new_handlerPFvvE)
        _ZSt15set_new_handlerPFvvE(out_of_memory);
    ts_mem_worker();
    TS_TRY(ts_sandbox_new(&z->worker.sandbox));
    settle_heap();
    return TS_OK;
}

static void say_gone(uint32_t job, int status, uint64_t micros) {
    ts_control_gone gone = {.type = TS_CONTROL_GONE, .job = job, .status = status, .cpu_micros = micros};
    if (!ts_control_send(TS_CONTROL_FD, &gone, sizeof gone, NULL, 0))
        _exit(0);
}

static uint64_t micros_of(struct timeval t) { return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_usec; }

static void reap(zygote *z) {
    struct signalfd_siginfo ignored[16];
    while (read(SIGNAL_FD, ignored, sizeof ignored) > 0)
        ;
    int status;
    struct rusage used;
    for (pid_t pid; (pid = wait4(-1, &status, WNOHANG, &used)) > 0;)
        for (size_t i = 0; i < z->children; i++)
            if (z->child[i].pid == pid) {
                uint32_t job = z->child[i].job;
                z->child[i] = z->child[--z->children];
                say_gone(job, status, micros_of(used.ru_utime) + micros_of(used.ru_stime));
                break;
            }
}

/* Nothing of the zygote's goes along but its memory: not the control socket, not the signals. */
static _Noreturn void become_worker(zygote *z, pid_t zygote_pid, size_t fds) {
    sigset_t none;
    sigemptyset(&none);
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0 || getppid() != zygote_pid ||
        dup2(z->fd[0], TS_RESULT_FD) != TS_RESULT_FD || close(z->fd[0]) != 0 || close(TS_CONTROL_FD) != 0 ||
        close(SIGNAL_FD) != 0 || sigprocmask(SIG_SETMASK, &none, NULL) != 0)
        _exit(TS_EXIT_SANDBOX);
    ts_job_run(&z->worker, &z->job, z->fd + 1, fds - 1);
}

static void start_job(zygote *z, size_t fds) {
    if (z->children == z->cap) {
        z->cap = z->cap ? 2 * z->cap : 16;
        z->child = ts_grow(z->child, z->cap, sizeof *z->child);
    }
    for (uint32_t i = 0; i < z->job.items; i++)
        if (z->job.item[i].covered)
            ts_ctr_prepare();
    if (z->worker.setup.want & TS_WANT_LIKENESS) {
        ts_sha256_prepare();
        ts_name_words_ready();
    }
    pid_t self = getpid(), pid = fork();
    if (pid == 0)
        become_worker(z, self, fds);
    for (size_t i = 0; i < fds; i++)
        close(z->fd[i]);
    if (pid < 0)
        say_gone(z->job.job, TS_EXIT_SANDBOX << 8, 0);
    else
        z->child[z->children++] = (child){pid, z->job.job};
}

static void kill_job(zygote *z, uint32_t job) {
    for (size_t i = 0; i < z->children; i++)
        if (z->child[i].job == job)
            kill(z->child[i].pid, SIGKILL);
}

/* False once the parent is gone. */
static bool take_message(zygote *z) {
    size_t fds = 0;
    ssize_t got = ts_control_receive(TS_CONTROL_FD, &z->job, sizeof z->job, z->fd, &fds, 0);
    if (got <= 0)
        return false;
    if (ts_control_job_whole(&z->job, (size_t)got, fds))
        start_job(z, fds);
    else if (z->job.type == TS_CONTROL_KILL && got == sizeof(ts_control_kill))
        kill_job(z, z->job.job);
    else
        return false;
    return true;
}

int ts_zygote_run(void) {
    static zygote z;
    signal(SIGPIPE, SIG_IGN);
    signal(SIGINT, SIG_IGN); /* a Ctrl-C is the parent's to handle */
    ts_err err = place_descriptors();
    if (err == TS_OK)
        err = set_up(&z);
    ts_control_ready ready = {.type = TS_CONTROL_READY, .good = err == TS_OK};
    snprintf(ready.version, sizeof ready.version, "%s/%d", TS_VERSION, TS_WIRE_VERSION);
    snprintf(ready.message, sizeof ready.message, "%s", err ? ts_error_text() : "");
    if (!ts_control_send(TS_CONTROL_FD, &ready, sizeof ready, NULL, 0) || err)
        return 1;
    for (;;) {
        struct pollfd p[] = {{.fd = TS_CONTROL_FD, .events = POLLIN}, {.fd = SIGNAL_FD, .events = POLLIN}};
        if (poll(p, 2, -1) < 0 && errno != EINTR)
            return 1;
        if (p[1].revents)
            reap(&z);
        if (p[0].revents && !take_message(&z))
            return 0;
    }
}
