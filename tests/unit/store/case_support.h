/* case_support.h - makes, opens, copies and damages cases for the tests of the store. */
#ifndef TS_TESTS_UNIT_STORE_CASE_SUPPORT_H
#define TS_TESTS_UNIT_STORE_CASE_SUPPORT_H

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/mem.h"
#include "store/case.h"
#include "support/test.h"

static const ts_case_options case_person = {.person = "Test Analyst"};

/* "<test dir>/NAME.case"; the key directory is the test's own. */
__attribute__((unused)) static const char *case_path(const char *name) {
    static char path[256];
    char keys[128];
    snprintf(keys, sizeof keys, "%s/keys", test_dir());
    setenv("TOUCHSTONE_KEYS", keys, 1);
    snprintf(path, sizeof path, "%s/%s.case", test_dir(), name);
    return path;
}

__attribute__((unused)) static ts_case *case_fresh(const char *name) {
    ts_case *c = NULL;
    CHECK_ROW(ts_case_init(case_path(name), &case_person) == TS_OK, ts_error_text());
    CHECK_ROW(ts_case_open(case_path(name), &case_person, &c) == TS_OK, ts_error_text());
    if (!c)
        exit(1); /* nothing below can be tested */
    return c;
}

__attribute__((unused)) static ts_case *case_again(const char *name) {
    ts_case *c = NULL;
    CHECK_ROW(ts_case_open(case_path(name), &case_person, &c) == TS_OK, ts_error_text());
    if (!c)
        exit(1);
    return c;
}

/* As an operator would: cp -a. */
__attribute__((unused)) static void case_copy(const char *from, const char *to) {
    char command[600];
    snprintf(command, sizeof command, "rm -rf '%s/%s.case' && cp -a '%s/%s.case' '%s/%s.case'", test_dir(), to,
             test_dir(), from, test_dir(), to);
    CHECK(system(command) == 0);
}

__attribute__((unused)) static void file_flip(const char *path, uint64_t bit) {
    int fd = open(path, O_RDWR | O_CLOEXEC);
    unsigned char b = 0;
    CHECK(fd >= 0 && pread(fd, &b, 1, (off_t)(bit / 8)) == 1);
    b ^= (unsigned char)(1 << bit % 8);
    CHECK(pwrite(fd, &b, 1, (off_t)(bit / 8)) == 1);
    close(fd);
}

__attribute__((unused)) static uint64_t file_size(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 ? (uint64_t)st.st_size : 0;
}

/* Do these bytes stand in any file below `path`? */
__attribute__((unused)) static bool tree_holds(const char *path, ts_span needle) {
    DIR *d = opendir(path);
    bool found = false;
    if (!d) {
        TS_AUTO(ts_buf, ts_buf_done) all = {0};
        return ts_fs_load(AT_FDCWD, path, (size_t)1 << 30, &all) == TS_OK &&
               ts_span_find(ts_buf_span(&all), needle, 0) != SIZE_MAX;
    }
    for (struct dirent *e; !found && (e = readdir(d));) {
        char below[600];
        snprintf(below, sizeof below, "%s/%s", path, e->d_name);
        if (e->d_name[0] != '.')
            found = tree_holds(below, needle);
    }
    closedir(d);
    return found;
}

#endif
