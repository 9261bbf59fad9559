/* faults.c - a library that is loaded before the C library and lets one call of the program fail, or end it there.
 *
 * $FAULT says which: KIND:K[:and-on] fails the K-th call of a kind (and all after it: a disk stays full); kill:K ends the
 * program as kill -9 would before its K-th change of the disk, torn:K amid it (half of the bytes are written), count
 * lets all pass.  Kinds: write (bytes into a named file), name (a name made, replaced or a directory made), sync, read,
 * open, memory.  $FAULT_LOG names a file that tells, a word a line, what came of it: `hit` once the fault has
 * happened, `again` where a file whose sync failed was synced a second time, and with count the number of calls of each
 * kind.  Workers get no environment, so it stays with the program that is tested.  Calls on pipes, sockets,
 * terminals and files in memory are none of these.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

typedef enum kind { WRITE, NAME, SYNC, READ, OPEN, MEMORY, KINDS } kind;
static const char *const kind_names[KINDS] = {"write", "name", "sync", "read", "open", "memory"};
static const int kind_error[KINDS] = {ENOSPC, ENOSPC, EIO, EIO, EIO, ENOMEM};

static atomic_ulong calls[KINDS], changes; /* changes of the disk: write, name and sync together */
static unsigned long at;
static int failing = -1; /* a kind */
static bool and_on, kills, tears, counts, awake, hit;
static const char *log_path;
static char unsynced[PATH_MAX]; /* the file whose sync failed */

/* By system call: nothing of ours is counted. */
static void note(const char *word) {
    if (!log_path)
        return;
    int fd = (int)syscall(SYS_openat, AT_FDCWD, log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char line[100];
    int n = snprintf(line, sizeof line, "%s\n", word);
    if (fd >= 0 && n > 0) {
        syscall(SYS_write, fd, line, (size_t)n);
        syscall(SYS_close, fd);
    }
}

static void path_of(int fd, char out[static PATH_MAX]) {
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, out, PATH_MAX - 1);
    out[n > 0 ? n : 0] = 0;
}

__attribute__((constructor)) static void wake(void) {
    const char *said = getenv("FAULT"), *colon = said ? strchr(said, ':') : NULL;
    log_path = getenv("FAULT_LOG");
    if (!said)
        return;
    size_t len = colon ? (size_t)(colon - said) : strlen(said);
    char *rest = NULL;
    at = colon ? strtoul(colon + 1, &rest, 10) : 0;
    and_on = rest && strcmp(rest, ":and-on") == 0;
    kills = len == 4 && strncmp(said, "kill", 4) == 0;
    tears = len == 4 && strncmp(said, "torn", 4) == 0;
    counts = len == 5 && strncmp(said, "count", 5) == 0;
    for (int i = 0; i < KINDS; i++)
        if (strlen(kind_names[i]) == len && strncmp(said, kind_names[i], len) == 0)
            failing = i;
    awake = true;
}

__attribute__((destructor)) static void tell(void) {
    char line[64];
    for (int i = 0; counts && i < KINDS; i++) {
        snprintf(line, sizeof line, "%s %lu", kind_names[i], calls[i]);
        note(line);
    }
    snprintf(line, sizeof line, "kill %lu", changes);
    if (counts)
        note(line);
}

static void die(void) {
    note("hit");
    syscall(SYS_kill, getpid(), SIGKILL);
}

/* Counts a call; true where it is to fail.  *half: half of it is to be done, then the program ends. */
static bool fails(kind k, bool *half) {
    if (!awake)
        return false;
    unsigned long n = ++calls[k];
    if (k == WRITE || k == NAME || k == SYNC) {
        unsigned long c = ++changes;
        if (kills && c == at)
            die();
        if (tears && c == at && half)
            *half = true;
        else if (tears && c == at)
            die();
    }
    if ((int)k != failing || n < at || (n > at && !and_on))
        return false;
    if (!hit)
        note("hit");
    hit = true;
    errno = kind_error[k];
    return true;
}

/* A regular file that has a name or is to get one: not a pipe, not memory, not what the program prints. */
static bool on_disk(int fd, struct stat *st) {
    return fd > STDERR_FILENO && fstat(fd, st) == 0 && S_ISREG(st->st_mode) &&
           (st->st_nlink > 0 || (fcntl(fd, F_GETFL) & O_TMPFILE) == O_TMPFILE);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *bytes, size_t n) {
    struct stat st;
    bool half = false;
    if (awake && on_disk(fd, &st) && fails(WRITE, &half))
        return -1;
    ssize_t done = syscall(SYS_write, fd, bytes, half ? n / 2 : n);
    if (half)
        die();
    return done;
}

static ssize_t write_at(int fd, const void *bytes, size_t n, off_t offset) {
    struct stat st;
    bool half = false;
    if (awake && on_disk(fd, &st) && fails(WRITE, &half))
        return -1;
    ssize_t done = syscall(SYS_pwrite64, fd, bytes, half ? n / 2 : n, offset);
    if (half)
        die();
    return done;
}
ssize_t pwrite(int fd, const void *bytes, size_t n, off_t offset) { return write_at(fd, bytes, n, offset); }
ssize_t pwrite64(int fd, const void *bytes, size_t n, off64_t offset) { return write_at(fd, bytes, n, offset); }

ssize_t writev(int fd, const struct iovec *part, int n) {
    struct stat st;
    if (awake && on_disk(fd, &st) && fails(WRITE, NULL))
        return -1;
    return syscall(SYS_writev, fd, part, n);
}

static int cut(int fd, off_t size) {
    struct stat st;
    if (awake && on_disk(fd, &st) && fails(WRITE, NULL))
        return -1;
    return (int)syscall(SYS_ftruncate, fd, size);
}
int ftruncate(int fd, off_t size) { return cut(fd, size); }
int ftruncate64(int fd, off64_t size) { return cut(fd, size); }

static int sync_file(int fd, long call) {
    char path[PATH_MAX];
    if (awake && failing == SYNC) {
        path_of(fd, path);
        /* In a directory that is still being made nothing was acknowledged: it is taken away whole. */
        if (*unsynced && strcmp(path, unsynced) == 0 && !strstr(path, ".begun/"))
            note("again");
    }
    if (fails(SYNC, NULL)) {
        if (failing == SYNC)
            memcpy(unsynced, path, sizeof path);
        return -1;
    }
    return (int)syscall(call, fd);
}
int fsync(int fd) { return sync_file(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_file(fd, SYS_fdatasync); }

static ssize_t read_at(int fd, void *out, size_t n, off_t offset) {
    struct stat st;
    if (awake && on_disk(fd, &st) && fails(READ, NULL))
        return -1;
    return syscall(SYS_pread64, fd, out, n, offset);
}
ssize_t pread(int fd, void *out, size_t n, off_t offset) { return read_at(fd, out, n, offset); }
ssize_t pread64(int fd, void *out, size_t n, off64_t offset) { return read_at(fd, out, n, offset); }
ssize_t read(int fd, void *out, size_t n) {
    struct stat st;
    if (awake && on_disk(fd, &st) && fails(READ, NULL))
        return -1;
    return syscall(SYS_read, fd, out, n);
}

static int open_at(int dir, const char *path, int flags, mode_t mode) {
    if (awake && fails(flags & O_CREAT ? NAME : OPEN, NULL))
        return -1;
    return (int)syscall(SYS_openat, dir, path, flags, mode);
}
#define MODE(flags)                        \
    mode_t mode = 0;                       \
    if ((flags) & (O_CREAT | O_TMPFILE)) { \
        va_list list;                      \
        va_start(list, flags);             \
        mode = va_arg(list, mode_t);       \
        va_end(list);                      \
    }
int open(const char *path, int flags, ...) {
    MODE(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
    MODE(flags)
    return open_at(AT_FDCWD, path, flags, mode);
}
int openat(int dir, const char *path, int flags, ...) {
    MODE(flags)
    return open_at(dir, path, flags, mode);
}
int openat64(int dir, const char *path, int flags, ...) {
    MODE(flags)
    return open_at(dir, path, flags, mode);
}
FILE *fopen(const char *path, const char *how) {
    if (awake && fails(how[0] == 'r' ? OPEN : NAME, NULL))
        return NULL;
    return REAL(fopen)(path, how);
}

int renameat(int from_dir, const char *from, int to_dir, const char *to) {
    if (awake && fails(NAME, NULL))
        return -1;
    return (int)syscall(SYS_renameat2, from_dir, from, to_dir, to, 0);
}
int linkat(int from_dir, const char *from, int to_dir, const char *to, int flags) {
    if (awake && fails(NAME, NULL))
        return -1;
    return (int)syscall(SYS_linkat, from_dir, from, to_dir, to, flags);
}
int rename(const char *from, const char *to) { return renameat(AT_FDCWD, from, AT_FDCWD, to); }
int mkdirat(int dir, const char *path, mode_t mode) {
    if (awake && fails(NAME, NULL))
        return -1;
    return (int)syscall(SYS_mkdirat, dir, path, mode);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }

/* Files that stdio writes go out by a call that nobody stands before: it is counted where they are asked for. */
size_t fwrite(const void *bytes, size_t size, size_t n, FILE *f) {
    struct stat st;
    if (awake && on_disk(fileno(f), &st) && fails(WRITE, NULL))
        return 0;
    return REAL(fwrite)(bytes, size, n, f);
}

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);
void *malloc(size_t n) { return fails(MEMORY, NULL) ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t size) { return fails(MEMORY, NULL) ? NULL : __libc_calloc(n, size); }
void *realloc(void *old, size_t n) { return fails(MEMORY, NULL) ? NULL : __libc_realloc(old, n); }
void *reallocarray(void *old, size_t n, size_t size) {
    size_t all;
    if (__builtin_mul_overflow(n, size, &all)) {
        errno = ENOMEM;
        return NULL;
    }
    return realloc(old, all);
}
int posix_memalign(void **out, size_t align, size_t n) {
    void *p = fails(MEMORY, NULL) ? NULL : __libc_memalign(align, n);
    if (!p)
        return ENOMEM;
    *out = p;
    return 0;
}
void *aligned_alloc(size_t align, size_t n) { return fails(MEMORY, NULL) ? NULL : __libc_memalign(align, n); }
