/* walk_test.c - a tree is listed in order, links and devices are named and not opened. */
#include "ingest/walk.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "support/test.h"

static void put(const char *path) {
    FILE *f = fopen(path, "w");
    fputs("x", f);
    fclose(f);
}

static void path_in(char out[256], const char *name) { snprintf(out, 256, "%s/%s", test_dir(), name); }

/* Names, reasons and what is said of them, one a line. */
static void list(const char *root, bool reverse, ts_walk_names names, ts_buf *out) {
    ts_walk *w;
    ts_walk_file f;
    bool done = false;
    CHECK(ts_walk_new(&root, 1, names, reverse, &w) == TS_OK);
    while (ts_walk_next(w, &f, &done) == TS_OK && !done) {
        ts_buf_add(out, f.name);
        ts_buf_addf(out, " %s%s%s\n", ts_reason_name(f.reason), f.message ? ": " : "", f.message ? f.message : "");
        CHECK((f.fd >= 0) == (f.reason == TS_READ));
        if (f.fd >= 0)
            close(f.fd);
    }
    ts_walk_free(w);
}

#define LINK "link policy: it is a link, and links are never followed\n"
#define PIPE "pipe policy: it is not a regular file\n"

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
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("a read\nb/two read\n" LINK PIPE)), b.ptr);
    ts_buf_clear(&b);
    list(p, true, TS_WALK_BELOW, &b);
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str(PIPE LINK "b/two read\na read\n")), b.ptr);
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

/* ---- files that were cut ---- */

static void put_text(const char *name, const char *text) {
    char p[256];
    path_in(p, name);
    FILE *f = fopen(p, "w");
    CHECK_ROW(f && fputs(text, f) >= 0 && fclose(f) == 0, name);
}

/* A line a file: its name, which root, what it is, and all bytes of a whole. */
static void list_wholes(ts_walk *w, ts_buf *out) {
    ts_walk_file f;
    for (bool done = false; ts_walk_next(w, &f, &done) == TS_OK && !done;) {
        ts_buf_addf(out, "%zu ", f.root);
        ts_buf_add(out, ts_slice(f.name, f.below, SIZE_MAX));
        ts_buf_addf(out, "%s %llu", f.is_part ? " part" : "", (unsigned long long)f.size);
        for (size_t i = 0; i < f.parts; i++) {
            char bytes[20] = "";
            ssize_t n = f.part ? pread(f.part[i].fd, bytes, sizeof bytes - 1, 0) : 0;
            ts_buf_addf(out, " %s=%.*s", f.part_name[i], n > 0 ? (int)n : 0, bytes);
        }
        ts_buf_add_str(out, "\n");
        CHECK((f.fd >= 0) == (f.parts == 0 && f.reason == TS_READ));
        ts_walk_close(&f);
    }
}

TEST(what_parts_make_comes_behind_its_directory) {
    char root[2][256], p[256];
    path_in(p, "left"), mkdir(p, 0700);
    path_in(p, "right"), mkdir(p, 0700);
    path_in(root[0], "left/drop"), mkdir(root[0], 0700);
    path_in(root[1], "right/drop"), mkdir(root[1], 0700);
    put_text("left/drop/x.gz.ab", "left 2"), put_text("left/drop/x.gz.aa", "\x1f\x8b\x08 1");
    put_text("left/drop/y", "y");
    put_text("right/drop/x.gz.aa", "\x1f\x8b\x08 r"), put_text("right/drop/x.gz.ab", "right 2");
    path_in(p, "right/drop/sub"), mkdir(p, 0700);
    put_text("right/drop/sub/x.gz.ac", "of another directory");
    static const char *const want[] = {"0 x.gz.aa part 5\n0 x.gz.ab part 6\n0 y 1\n"
                                       "0 x.gz (2 parts) 11 x.gz.aa=\x1f\x8b\x08 1 x.gz.ab=left 2\n"
                                       "1 sub/x.gz.ac 20\n1 x.gz.aa part 5\n1 x.gz.ab part 7\n"
                                       "1 x.gz (2 parts) 12 x.gz.aa=\x1f\x8b\x08 r x.gz.ab=right 2\n",
                                       "0 x.gz (2 parts) 11 x.gz.aa=\x1f\x8b\x08 1 x.gz.ab=left 2\n"
                                       "0 y 1\n0 x.gz.ab part 6\n0 x.gz.aa part 5\n"
                                       "1 x.gz (2 parts) 12 x.gz.aa=\x1f\x8b\x08 r x.gz.ab=right 2\n"
                                       "1 x.gz.ab part 7\n1 x.gz.aa part 5\n1 sub/x.gz.ac 20\n"};
    const char *paths[] = {root[0], root[1]};
    for (int reverse = 0; reverse < 2; reverse++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        ts_walk *w;
        CHECK(ts_walk_new(paths, 2, TS_WALK_BELOW, reverse, &w) == TS_OK);
        list_wholes(w, &b);
        ts_walk_free(w);
        CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str(want[reverse])), b.ptr);
    }
}

/* What tells that nothing has changed since: other parts, another order or another time are another whole. */
TEST(a_whole_is_known_again_by_its_parts) {
    char dir_path[256], a[256], b[256];
    path_in(dir_path, "known"), mkdir(dir_path, 0700);
    put_text("known/a", "aa"), put_text("known/b", "bbb");
    int dir = open(dir_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const char *names[] = {"a", "b"}, *turned[] = {"b", "a"}, *none[] = {"a", "gone"};
    ts_walk_part *room = NULL;
    ts_walk_file first = {.fd = -1}, again = {.fd = -1}, other = {.fd = -1}, later = {.fd = -1};
    ts_walk_file gone = {.fd = -1, .size = 7};
    ts_walk_open_whole(dir, names, 2, &room, &first), ts_walk_close(&first);
    ts_walk_open_whole(dir, names, 2, &room, &again), ts_walk_close(&again);
    ts_walk_open_whole(dir, turned, 2, &room, &other), ts_walk_close(&other);
    CHECK(first.size == 5 && first.file_id[0] == (uint64_t)TS_WALK_WHOLE);
    CHECK(memcmp(first.file_id, again.file_id, sizeof first.file_id) == 0);
    CHECK(memcmp(first.file_id, other.file_id, sizeof first.file_id) != 0);
    path_in(a, "known/a"), path_in(b, "known/b");
    const struct timespec times[2] = {{1000, 0}, {1000, 0}};
    CHECK(utimensat(AT_FDCWD, b, times, 0) == 0);
    ts_walk_open_whole(dir, names, 2, &room, &later), ts_walk_close(&later);
    CHECK(memcmp(first.file_id, later.file_id, sizeof first.file_id) != 0);
    ts_walk_open_whole(dir, none, 2, &room, &gone);
    CHECK(gone.reason == TS_REASON_UNREADABLE && gone.parts == 0 && gone.part == NULL && gone.size == 7);
    close(dir);
    ts_free(room);
}
