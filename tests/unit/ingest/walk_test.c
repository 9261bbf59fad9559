/* walk_test.c - a tree is listed in order, links and devices are named and not opened. */
#include "ingest/walk.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/test.h"

static void put(const char *path) {
    FILE *f = fopen(path, "w");
    fputs("x", f);
    fclose(f);
}

static void path_in(char out[256], const char *name) { snprintf(out, 256, "%s/%s", test_dir(), name); }

/* Names and reasons, one a line. */
static void list(const char *root, bool reverse, ts_walk_names names, ts_buf *out) {
    ts_walk *w;
    ts_walk_file f;
    bool done = false;
    CHECK(ts_walk_new(&root, 1, names, reverse, &w) == TS_OK);
    while (ts_walk_next(w, &f, &done) == TS_OK && !done) {
        ts_buf_add(out, f.name);
        ts_buf_addf(out, " %s\n", ts_reason_name(f.reason));
        CHECK((f.fd >= 0) == (f.reason == TS_READ));
        if (f.fd >= 0)
            close(f.fd);
    }
    ts_walk_free(w);
}

TEST(a_tree_in_order_and_backwards) {
    char p[256];
    path_in(p, "t"), mkdir(p, 0700);
    path_in(p, "t/b"), mkdir(p, 0700);
    path_in(p, "t/b/two"), put(p);
    path_in(p, "t/a"), put(p);
    path_in(p, "t/link"), CHECK(symlink("/etc/passwd", p) == 0);
    path_in(p, "t/pipe"), CHECK(mkfifo(p, 0600) == 0);
    path_in(p, "t");
    ts_buf b = {0};
    list(p, false, TS_WALK_BELOW, &b);
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("a read\nb/two read\nlink policy\npipe policy\n")), b.ptr);
    ts_buf_clear(&b);
    list(p, true, TS_WALK_BELOW, &b);
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("pipe policy\nlink policy\nb/two read\na read\n")), b.ptr);
    ts_buf_done(&b);
}

TEST(one_file_is_its_own_root) {
    char p[256];
    path_in(p, "one.txt"), put(p);
    ts_buf b = {0};
    list(p, false, TS_WALK_BELOW, &b);
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("one.txt read\n")), b.ptr);
    ts_buf_done(&b);
}

TEST(what_is_not_there_is_an_error) {
    const char *none = "/nonexistent/for/sure";
    ts_walk *w;
    CHECK(ts_walk_new(&none, 1, TS_WALK_TYPED, false, &w) == TS_EIO);
}
