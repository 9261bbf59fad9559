/* fs.c - directory-handle file access: no links followed, atomic replace. */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* Names of evidence are personal data, so messages name files of ours only; `name` here is ours or
 * the path that the user typed. */
ts_err ts_fs_open(int dir, const char *name, int *fd) {
    /* O_NONBLOCK: a FIFO must not hold us up; it is refused below. */
    int f = openat(dir, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (f < 0) {
        if (errno == ELOOP)
            return ts_fail(TS_EPOLICY, "it is a link, and links are never followed");
        return ts_fail(TS_EIO, "it cannot be opened: %s", strerror(errno));
    }
    struct stat st;
    if (fstat(f, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(f);
        return ts_fail(TS_EPOLICY, "it is not a regular file");
    }
    *fd = f;
    return TS_OK;
}

ts_err ts_fs_open_dir(int dir, const char *name, int *fd) {
    int f = openat(dir, name, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (f < 0)
        return ts_fail(TS_EIO, "the directory %s cannot be opened: %s", name, strerror(errno));
    *fd = f;
    return TS_OK;
}

ts_err ts_fs_make_dir(int dir, const char *name) {
    if (mkdirat(dir, name, 0700) != 0 && errno != EEXIST)
        return ts_fail(TS_EIO, "the directory %s cannot be made: %s", name, strerror(errno));
    return TS_OK;
}

ts_err ts_fs_read_at(int fd, uint64_t at, void *out, size_t len, size_t *got, const char *what) {
    size_t n = 0;
    while (n < len) {
        ssize_t r = pread(fd, (char *)out + n, len - n, (off_t)(at + n));
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return ts_fail(TS_EIO, "%s cannot be read: %s", what, strerror(errno));
        if (r == 0)
            break;
        n += (size_t)r;
    }
    *got = n;
    return TS_OK;
}

ts_err ts_fs_load(int dir, const char *name, size_t max, ts_buf *out) {
    int fd = openat(dir, name, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return ts_fail(TS_EIO, "%s cannot be opened: %s", name, strerror(errno));
    ts_err err = TS_OK;
    size_t start = out->len;
    for (;;) {
        ts_buf_reserve(out, 65536);
        ssize_t n = read(fd, out->ptr + out->len, 65536);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            err = ts_fail(TS_EIO, "%s cannot be read: %s", name, strerror(errno));
        if (n <= 0)
            break;
        out->len += (size_t)n;
        if (out->len - start > max) {
            err = ts_fail(TS_ELIMIT, "%s is larger than %zu bytes", name, max);
            break;
        }
    }
    close(fd);
    if (err)
        out->len = start;
    out->ptr[out->len] = 0;
    return err;
}

ts_err ts_fs_write_all(int fd, ts_span bytes, const char *what) {
    while (bytes.len) {
        ssize_t n = write(fd, bytes.ptr, bytes.len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && (errno == ENOSPC || errno == EDQUOT || errno == EFBIG))
            return ts_fail(
                TS_EIO, "the disk is full while writing %s: nothing of this step was kept; make room and run it again",
                what);
        if (n < 0)
            return ts_fail(TS_EIO, "%s cannot be written: %s", what, strerror(errno));
        bytes.ptr += n;
        bytes.len -= (size_t)n;
    }
    return TS_OK;
}

ts_err ts_fs_sync_dir(int dir) {
    /* AT_FDCWD is no descriptor: open the directory for it. */
    int fd = dir == AT_FDCWD ? open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) : dir;
    int r = fd < 0 ? -1 : fsync(fd);
    int e = errno;
    if (fd != dir && fd >= 0)
        close(fd);
    return r == 0 ? TS_OK : ts_fail(TS_EIO, "a directory cannot be brought to disk: %s", strerror(e));
}

/* Bytes to an open file, and to disk. */
static ts_err fill(int fd, const char *name, ts_span bytes) {
    ts_err err = ts_fs_write_all(fd, bytes, name);
    if (!err && fsync(fd) != 0)
        err = ts_fail(TS_EIO, "%s cannot be brought to disk: %s", name, strerror(errno));
    return err;
}

ts_err ts_fs_create(int dir, const char *name, ts_span bytes, int mode) {
    int fd = openat(dir, ".", O_WRONLY | O_TMPFILE | O_CLOEXEC, (mode_t)mode);
    if (fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) /* a file system that has no files without a name */
        return ts_fs_replace(dir, name, bytes, mode);
    if (fd < 0)
        return ts_fail(TS_EIO, "%s cannot be written: %s", name, strerror(errno));
    char self[40];
    snprintf(self, sizeof self, "/proc/self/fd/%d", fd);
    ts_err err = fill(fd, name, bytes);
    bool unseen = !err && linkat(AT_FDCWD, self, dir, name, AT_SYMLINK_FOLLOW) != 0;
    int why = errno;
    close(fd);
    if (unseen && why == ENOENT) /* no /proc */
        return ts_fs_replace(dir, name, bytes, mode);
    if (unseen)
        err = ts_fail(TS_EIO, "%s cannot be put in place: %s", name, strerror(why));
    return err ? err : ts_fs_sync_dir(dir);
}

ts_err ts_fs_nameless(int dir, int *fd) {
    *fd = openat(dir, ".", O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    /* A file system that has none: it loses its name at once. */
    if (*fd < 0 && (errno == EOPNOTSUPP || errno == EISDIR)) {
        char name[64];
        struct timespec now;
        clock_gettime(CLOCK_REALTIME, &now);
        snprintf(name, sizeof name, ".touchstone-%ld-%llx", (long)getpid(),
                 (unsigned long long)now.tv_sec << 30 | (unsigned long long)now.tv_nsec);
        *fd = openat(dir, name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (*fd >= 0)
            unlinkat(dir, name, 0);
    }
    return *fd >= 0 ? TS_OK : ts_fail(TS_EIO, "a temporary file cannot be made: %s", strerror(errno));
}

ts_err ts_fs_reopen_to_read(int *fd) {
    char self[40];
    snprintf(self, sizeof self, "/proc/self/fd/%d", *fd);
    int again = open(self, O_RDONLY | O_CLOEXEC);
    if (again < 0)
        return ts_fail(TS_EIO, "a temporary file cannot be read again: %s", strerror(errno));
    close(*fd);
    *fd = again;
    return TS_OK;
}

ts_err ts_fs_replace(int dir, const char *name, ts_span bytes, int mode) {
    char tmp[512];
    if (snprintf(tmp, sizeof tmp, "%s.tmp", name) >= (int)sizeof tmp)
        return ts_fail(TS_EUSAGE, "a file name of %zu bytes is too long", strlen(name));
    int fd = openat(dir, tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, (mode_t)mode);
    if (fd < 0)
        return ts_fail(TS_EIO, "%s cannot be written: %s", tmp, strerror(errno));
    ts_err err = fill(fd, name, bytes);
    if (close(fd) != 0 && !err)
        err = ts_fail(TS_EIO, "%s cannot be written: %s", name, strerror(errno));
    if (!err && renameat(dir, tmp, dir, name) != 0)
        err = ts_fail(TS_EIO, "%s cannot be put in place: %s", name, strerror(errno));
    if (err) {
        unlinkat(dir, tmp, 0);
        return err;
    }
    return ts_fs_sync_dir(dir);
}

ts_err ts_fs_memory(const char *label, int *fd) {
    int f = memfd_create(label, MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (f < 0)
        return ts_fail(TS_EIO, "no file in memory can be made: %s", strerror(errno));
    *fd = f;
    return TS_OK;
}

ts_err ts_fs_seal(int fd) {
    if (fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0)
        return ts_fail(TS_EIO, "a file in memory cannot be sealed: %s", strerror(errno));
    return TS_OK;
}

void ts_fs_close(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}
