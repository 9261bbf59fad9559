/* manifest_test.c - a manifest comes back as it was saved, and any change, cut or other key is told. */
#include "store/manifest.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/mem.h"
#include "support/test.h"

static const ts_manifest kind = {"list.toml", "test manifest", "\n[[file]]\n", ".tsx", 24};
static const ts_key key = {{3, 1}}, other = {{3, 2}};

static int here(void) {
    int fd = -1;
    CHECK(ts_crypt_init() == TS_OK && ts_fs_open_dir(AT_FDCWD, test_dir(), &fd) == TS_OK);
    return fd;
}

static void save(int dir) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_buf_add_str(&text, "format = 1\n");
    ts_manifest_add_key(&text, &key);
    for (int i = 0; i < 3; i++) {
        char name[8] = {(char)('a' + i), '.', 't', 's', 'x'};
        ts_buf_add_str(&text, kind.entry);
        ts_manifest_add_text(&text, "name", name);
    }
    CHECK(ts_manifest_save(&kind, dir, &key, &text) == TS_OK);
}

static ts_err load(int dir, const ts_key *with) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    ts_span body;
    return ts_manifest_load(&kind, dir, with, &text, &body);
}

TEST(it_comes_back_and_one_entry_can_be_left_out) {
    int dir = here();
    TS_AUTO(ts_buf, ts_buf_done) text = {0}, rest = {0};
    ts_span body;
    CHECK(ts_manifest_load(&kind, dir, &key, &text, &body) == TS_OK && body.len == 0);
    save(dir);
    CHECK(ts_manifest_load(&kind, dir, &key, &text, &body) == TS_OK);
    CHECK(ts_span_find(body, ts_str("# mac"), 0) == SIZE_MAX && ts_span_find(body, ts_str("\"c.tsx\""), 0) != SIZE_MAX);
    ts_manifest_add_others(&kind, &rest, body, "\nname = \"b.tsx\"\n");
    ts_span left = ts_buf_span(&rest);
    CHECK(ts_span_find(left, ts_str("a.tsx"), 0) != SIZE_MAX && ts_span_find(left, ts_str("b.tsx"), 0) == SIZE_MAX &&
          ts_span_find(left, ts_str("c.tsx"), 0) != SIZE_MAX && ts_span_starts(left, ts_str("format = 1\n")));
    unlinkat(dir, kind.name, 0);
    close(dir);
}

TEST(changes_cuts_and_other_keys_are_told) {
    int dir = here();
    save(dir);
    CHECK(load(dir, &key) == TS_OK && load(dir, &other) == TS_EKEY);
    TS_AUTO(ts_buf, ts_buf_done) file = {0};
    CHECK(ts_fs_load(dir, kind.name, 4096, &file) == TS_OK);
    size_t taken = 0;
    for (size_t i = 0; i < file.len; i++) {
        file.ptr[i] ^= 4;
        CHECK(ts_fs_replace(dir, kind.name, ts_buf_span(&file), 0600) == TS_OK);
        taken += load(dir, &key) == TS_OK;
        file.ptr[i] ^= 4;
    }
    for (size_t len = 0; len < file.len; len++) {
        CHECK(ts_fs_replace(dir, kind.name, ts_slice(ts_buf_span(&file), 0, len), 0600) == TS_OK);
        taken += load(dir, &key) != TS_EDAMAGED;
    }
    CHECK(taken == 0);
    unlinkat(dir, kind.name, 0);
    close(dir);
}

TEST(only_strays_of_its_kind_go) {
    static const struct {
        const char *name;
        bool stays;
    } rows[] = {{"a.tsx", true},  {"zz.tsx", false},   {"a.tsx.tmp", false},
                {"zz.tsf", true}, {"notes.txt", true}, {"a name that is too long to be one.tsx", true}};
    int top = here(), dir = -1;
    CHECK(ts_fs_make_dir(top, "strays") == TS_OK && ts_fs_open_dir(top, "strays", &dir) == TS_OK);
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK(ts_fs_replace(dir, rows[i].name, ts_str("x"), 0600) == TS_OK);
    ts_manifest_drop_strays(&kind, dir, ts_str("name = \"a.tsx\"\n"));
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW((faccessat(dir, rows[i].name, F_OK, 0) == 0) == rows[i].stays, rows[i].name);
    close(dir);
    close(top);
}
