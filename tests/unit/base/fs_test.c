/* fs_test.c - what is told, and what stands on the disk afterwards, where a call on a file fails.
 *
 * The calls that fs.c makes go through this file first (tests/meson.build): the next one of a name can be made to fail.
 */
#include "base/fs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/test.h"

/* ---- calls that fail ---- */

enum { FAULTS = 2 };
static struct fault {
    const char *call;
    int error;
} fault[FAULTS]; /* in their order */

static void fail_next(const char *call, int error) { fault[0] = (struct fault){call, error}; }

static bool fails(const char *call) {
    if (!fault[0].call || strcmp(fault[0].call, call) != 0)
        return false;
    errno = fault[0].error;
    fault[0] = fault[1];
    fault[1] = (struct fault){0};
    return true;
}

#define STEP(type, name, params, ...) \
    type __real_##name params;        \
    type __wrap_##name params;        \
    type __wrap_##name params { return fails(#name) ? -1 : __real_##name(__VA_ARGS__); }
STEP(int, openat64, (int dir, const char *name, int flags, mode_t mode), dir, name, flags, mode)
STEP(int, linkat, (int a, const char *from, int b, const char *to, int flags), a, from, b, to, flags)
STEP(int, renameat, (int a, const char *from, int b, const char *to), a, from, b, to)
STEP(int, fsync, (int fd), fd)
STEP(int, memfd_create, (const char *name, unsigned flags), name, flags)
STEP(ssize_t, read, (int fd, void *out, size_t n), fd, out, n)
STEP(ssize_t, pread64, (int fd, void *out, size_t n, off_t at), fd, out, n, at)
STEP(ssize_t, write, (int fd, const void *bytes, size_t n), fd, bytes, n)

/* The descriptor is gone even so. */
int __real_close(int fd);
int __wrap_close(int fd);
int __wrap_close(int fd) {
    int failed = fails("close");
    int e = errno, r = __real_close(fd);
    errno = failed ? e : errno;
    return failed ? -1 : r;
}

/* ---- a directory to work in ---- */

static int here(void) {
    static int dir = -1;
    if (dir < 0)
        CHECK(ts_fs_open_dir(AT_FDCWD, test_dir(), &dir) == TS_OK);
    return dir;
}

static bool holds(const char *name, const char *bytes) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    return ts_fs_load(here(), name, 100, &b) == TS_OK && ts_span_eq(ts_buf_span(&b), ts_str(bytes));
}

static bool there(const char *name) { return faccessat(here(), name, F_OK, 0) == 0; }

static bool told(const char *words) { return ts_span_find(ts_str(ts_error_text()), ts_str(words), 0) != SIZE_MAX; }

/* ---- reading ---- */

/* Evidence is opened where it stands: no link, no pipe that would hold us up, no directory. */
TEST(only_regular_files_are_opened) {
    char path[300];
    int fd = -1;
    snprintf(path, sizeof path, "%s/file", test_dir());
    int made = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
    CHECK(made >= 0);
    close(made);
    CHECK(ts_fs_open(AT_FDCWD, path, &fd) == TS_OK);
    ts_fs_close(&fd);
    snprintf(path, sizeof path, "%s/link", test_dir());
    CHECK(symlink("file", path) == 0 && ts_fs_open(AT_FDCWD, path, &fd) == TS_EPOLICY);
    snprintf(path, sizeof path, "%s/pipe", test_dir());
    CHECK(mkfifo(path, 0600) == 0 && ts_fs_open(AT_FDCWD, path, &fd) == TS_EPOLICY);
    CHECK(ts_fs_open(AT_FDCWD, test_dir(), &fd) == TS_EPOLICY);
    CHECK(ts_fs_open(AT_FDCWD, "/nowhere", &fd) == TS_EIO && fd == -1);
}

TEST(a_file_is_loaded_whole_or_not_at_all) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "before ");
    CHECK(ts_fs_create(here(), "nine", ts_str("ninebytes"), 0600) == TS_OK);
    CHECK(ts_fs_load(here(), "none", 9, &b) == TS_EIO && told("none cannot be opened"));
    CHECK(ts_fs_load(here(), "nine", 8, &b) == TS_ELIMIT && told("larger than 8 bytes"));
    CHECK(ts_fs_load(here(), ".", 9, &b) == TS_EIO && told("cannot be read"));
    CHECK(ts_span_eq(ts_buf_span(&b), ts_str("before ")) && b.ptr[b.len] == 0);
    fail_next("read", EINTR); /* a signal is no failure */
    CHECK(ts_fs_load(here(), "nine", 9, &b) == TS_OK && ts_span_eq(ts_buf_span(&b), ts_str("before ninebytes")));
}

TEST(what_cannot_be_read_is_told_by_its_name) {
    char out[4] = "kept";
    size_t got = 77;
    int fd = -1;
    CHECK(ts_fs_create(here(), "two", ts_str("ab"), 0600) == TS_OK && ts_fs_open(here(), "two", &fd) == TS_OK);
    fail_next("pread64", EIO);
    CHECK(ts_fs_read_at(fd, 0, out, sizeof out, &got, "the list") == TS_EIO && told("the list cannot be read"));
    CHECK(got == 77 && memcmp(out, "kept", 4) == 0);
    fail_next("pread64", EINTR);
    CHECK(ts_fs_read_at(fd, 0, out, sizeof out, &got, "it") == TS_OK && got == 2 && memcmp(out, "abpt", 4) == 0);
    ts_fs_close(&fd);
    CHECK(ts_fs_open_dir(here(), "two", &fd) == TS_EIO && told("the directory two cannot be opened") && fd == -1);
}

TEST(a_directory_that_is_there_is_as_good_as_made) {
    CHECK(ts_fs_make_dir(here(), "room") == TS_OK && ts_fs_make_dir(here(), "room") == TS_OK);
    CHECK(ts_fs_make_dir(here(), "room/of/none") == TS_EIO && told("room/of/none cannot be made"));
    struct stat st;
    CHECK(fstatat(here(), "room", &st, 0) == 0 && (st.st_mode & 0777) == 0700);
}

/* ---- writing ---- */

TEST(a_full_disk_is_called_full) {
    static const int full[] = {ENOSPC, EDQUOT, EFBIG};
    for (size_t i = 0; i < TEST_COUNT(full); i++) {
        fail_next("write", full[i]);
        CHECK(ts_fs_write_all(1, ts_str("x"), "the case") == TS_EIO && told("the disk is full while writing the case"));
    }
    CHECK(ts_fs_write_all(-1, ts_str("x"), "the case") == TS_EIO && told("the case cannot be written"));
    CHECK(ts_fs_write_all(-1, (ts_span){0}, "nothing") == TS_OK);
    int fd = -1;
    CHECK(ts_fs_memory("it", &fd) == TS_OK);
    fail_next("write", EINTR);
    CHECK(ts_fs_write_all(fd, ts_str("whole"), "it") == TS_OK && lseek(fd, 0, SEEK_END) == 5);
    ts_fs_close(&fd);
}

/* Whatever fails on the way, a name has its old bytes or its new ones, and nothing else is left beside it. */
TEST(a_file_is_replaced_or_stays_as_it_was) {
    static const struct fault rows[] = {
        {"openat64", EACCES}, {"write", ENOSPC}, {"fsync", EIO}, {"close", EIO}, {"renameat", EIO}};
    CHECK(ts_fs_replace(here(), "log", ts_str("old"), 0600) == TS_OK && holds("log", "old"));
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        fail_next(rows[i].call, rows[i].error);
        CHECK_ROW(ts_fs_replace(here(), "log", ts_str("new"), 0600) == TS_EIO && !fault[0].call, rows[i].call);
        CHECK_ROW(holds("log", "old") && !there("log.tmp"), rows[i].call);
    }
    CHECK(ts_fs_replace(here(), "log", ts_str("new"), 0600) == TS_OK && holds("log", "new") && !there("log.tmp"));
    char name[600];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = 0;
    CHECK(ts_fs_replace(here(), name, ts_str("new"), 0600) == TS_EUSAGE &&
          told("a file name of 599 bytes is too long"));
}

TEST(a_file_is_there_whole_or_has_no_name) {
    static const struct fault rows[] = {{"openat64", EACCES}, {"write", ENOSPC}, {"fsync", EIO}, {"linkat", EIO}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        fail_next(rows[i].call, rows[i].error);
        CHECK_ROW(ts_fs_create(here(), "key", ts_str("new"), 0600) == TS_EIO && !fault[0].call, rows[i].call);
        CHECK_ROW(!there("key") && !there("key.tmp"), rows[i].call);
    }
    CHECK(ts_fs_create(here(), "key", ts_str("first"), 0600) == TS_OK);
    CHECK(ts_fs_create(here(), "key", ts_str("second"), 0600) == TS_EIO && told("cannot be put in place"));
    CHECK(holds("key", "first"));
}

/* Some file systems have no files without a name, and some machines no /proc to give them one by. */
TEST(a_file_is_made_where_none_can_be_nameless) {
    static const struct fault rows[] = {{"openat64", EOPNOTSUPP}, {"openat64", EISDIR}, {"linkat", ENOENT}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        fail_next(rows[i].call, rows[i].error);
        CHECK_ROW(ts_fs_create(here(), "made", ts_str("bytes"), 0600) == TS_OK && !fault[0].call, rows[i].call);
        CHECK_ROW(holds("made", "bytes") && !there("made.tmp"), rows[i].call);
        CHECK(unlinkat(here(), "made", 0) == 0);
    }
}

TEST(a_temporary_file_has_no_name_wherever_it_is_made) {
    static const int rows[] = {0, EOPNOTSUPP, EISDIR};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        int fd = -1;
        struct stat st;
        if (rows[i])
            fail_next("openat64", rows[i]);
        CHECK(ts_fs_nameless(here(), &fd) == TS_OK && fstat(fd, &st) == 0 && st.st_nlink == 0);
        CHECK(ts_fs_write_all(fd, ts_str("held"), "it") == TS_OK);
        CHECK(ts_fs_reopen_to_read(&fd) == TS_OK && write(fd, "x", 1) < 0); /* who gets it now can only read */
        char out[5] = "";
        size_t got = 0;
        CHECK(ts_fs_read_at(fd, 0, out, 4, &got, "it") == TS_OK && strcmp(out, "held") == 0);
        ts_fs_close(&fd);
    }
    int fd = -1;
    fail_next("openat64", EOPNOTSUPP);
    fault[1] = (struct fault){"openat64", ENOSPC};
    CHECK(ts_fs_nameless(here(), &fd) == TS_EIO && told("a temporary file cannot be made") && fd == -1);
    CHECK(ts_fs_reopen_to_read(&fd) == TS_EIO && told("cannot be read again") && fd == -1);
}

TEST(a_directory_that_does_not_reach_the_disk_is_told) {
    CHECK(ts_fs_sync_dir(here()) == TS_OK && ts_fs_sync_dir(AT_FDCWD) == TS_OK);
    CHECK(ts_fs_sync_dir(-1) == TS_EIO && told("cannot be brought to disk"));
    fail_next("fsync", EIO);
    CHECK(ts_fs_sync_dir(AT_FDCWD) == TS_EIO && told(strerror(EIO)));
}

TEST(a_file_in_memory_that_cannot_be_had_or_sealed_is_told) {
    int fd = -1;
    fail_next("memfd_create", EMFILE);
    CHECK(ts_fs_memory("hints", &fd) == TS_EIO && told("no file in memory") && fd == -1);
    CHECK(ts_fs_create(here(), "plain", ts_str("x"), 0600) == TS_OK && ts_fs_open(here(), "plain", &fd) == TS_OK);
    CHECK(ts_fs_seal(fd) == TS_EIO && told("cannot be sealed"));
    ts_fs_close(&fd);
}

/* What a reader gets cannot be changed under it: neither a byte nor the size nor the seal itself. */
TEST(a_sealed_file_in_memory_stays_as_it_is) {
    int fd = -1;
    char byte = 0;
    CHECK(ts_fs_memory("sealed", &fd) == TS_OK && ts_fs_write_all(fd, ts_str("as it is"), "it") == TS_OK);
    CHECK(pwrite(fd, "A", 1, 0) == 1 && ts_fs_seal(fd) == TS_OK);
    CHECK(pwrite(fd, "x", 1, 0) < 0 && write(fd, "x", 1) < 0);
    CHECK(ftruncate(fd, 1) != 0 && ftruncate(fd, 100) != 0);
    CHECK(fcntl(fd, F_ADD_SEALS, F_SEAL_WRITE) != 0);
    CHECK(pread(fd, &byte, 1, 0) == 1 && byte == 'A');
    ts_fs_close(&fd);
    CHECK(fd == -1);
}
