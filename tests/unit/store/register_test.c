/* register_test.c - the manifest: what is in force, in which order, and what is refused. */
#include "store/register.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "made_people.h"
#include "support/test.h"

static const ts_key key = {{4, 5}};

static int fresh(const char *name) {
    int top = -1, dir = -1;
    CHECK(ts_crypt_init() == TS_OK);
    CHECK(ts_fs_open_dir(AT_FDCWD, test_dir(), &top) == TS_OK);
    CHECK(ts_fs_make_dir(top, name) == TS_OK && ts_fs_open_dir(top, name, &dir) == TS_OK);
    close(top);
    return dir;
}

static void put(int dir, const char *organisation, const char *system, ts_date as_of, uint8_t source, uint8_t version,
                const char *mask) {
    ts_holding_info info = {
        .kind = "patient", .as_of = as_of, .rows = 20, .local_space = 1000, .local_used = 20u * source};
    snprintf(info.organisation, sizeof info.organisation, "%s", organisation);
    snprintf(info.system, sizeof info.system, "%s", system);
    snprintf(info.mask[0], sizeof info.mask[0], "%s", mask);
    info.source.byte[0] = source;
    info.normal_version[1] = version;
    char name[TS_REGISTER_NAME];
    ts_register_name(&info, name);
    ts_index_builder *b = NULL;
    CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK);
    for (uint32_t i = 0; i < 20; i++) {
        ts_values v;
        made_person(i, &v);
        CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, name) == TS_OK);
    CHECK(ts_register_add(dir, &key, name) == TS_OK);
}

static ts_err try_open(int dir, const ts_key *with, const uint8_t *versions) {
    ts_register *r = NULL;
    ts_err err = ts_register_open(dir, with, versions, &r);
    ts_register_close(r);
    return err;
}

TEST(order_is_canonical_whatever_came_first) {
    int dir = fresh("order");
    ts_register *r = NULL;
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK && ts_register_count(r) == 0 && !ts_register_at(r, 0));
    ts_register_close(r);
    put(dir, "RBT", "PAS", 19000, 9, 1, "T9999");
    put(dir, "RBS", "PAS", 19500, 2, 1, "\\R9999999");
    put(dir, "RBS", "ESR", 19900, 3, 1, "\\E999");
    put(dir, "RBS", "PAS", 18000, 4, 1, "\\R9999999");
    CHECK(ts_register_open(dir, &key, NULL, &r) == TS_OK && ts_register_count(r) == 4);
    static const uint8_t want[] = {3, 4, 2, 9};
    for (size_t i = 0; i < 4; i++)
        CHECK(ts_index_info(ts_register_at(r, i))->source.byte[0] == want[i]);
    CHECK(ts_register_verify(r) == TS_OK);
    ts_digest source = {{4}};
    CHECK(ts_register_has(r, &source, NULL));
    source.byte[0] = 5;
    CHECK(!ts_register_has(r, &source, NULL));
    ts_register_mask mask[8];
    CHECK(ts_register_masks(r, mask, 8) == 3);
    CHECK(strcmp(mask[0].mask, "T9999") == 0 && mask[0].share == 180 * 65536 / 1000);
    CHECK(strcmp(mask[1].mask, "\\R9999999") == 0 && mask[1].share == 80 * 65536 / 1000);
    CHECK(ts_register_masks(r, mask, 1) == 1);
    ts_register_close(r);
    close(dir);
}

TEST(other_rules_are_refused_and_replaced) {
    int dir = fresh("rules");
    uint8_t now[TS_NORMAL_VERSIONS] = {0, 2};
    put(dir, "RBS", "PAS", 19000, 1, 1, "9");
    CHECK(try_open(dir, &key, NULL) == TS_OK);
    CHECK(try_open(dir, &key, now) == TS_EUNSUPPORTED);
    put(dir, "RBS", "PAS", 19000, 1, 2, "9");
    ts_register *r = NULL;
    CHECK(ts_register_open(dir, &key, now, &r) == TS_OK && ts_register_count(r) == 1);
    ts_digest source = {{1}};
    CHECK(ts_register_has(r, &source, now));
    now[2] = 1;
    CHECK(!ts_register_has(r, &source, now) && ts_register_has(r, &source, NULL));
    ts_register_close(r);
    close(dir);
}

TEST(changed_manifests_and_swapped_files_are_refused) {
    int dir = fresh("changed");
    put(dir, "RBS", "PAS", 19000, 1, 1, "9");
    ts_key other = {{6}};
    CHECK(try_open(dir, &other, NULL) == TS_EKEY);
    ts_buf was = {0};
    CHECK(ts_fs_load(dir, "register.toml", 1 << 20, &was) == TS_OK);
    size_t missed = 0;
    for (size_t i = 0; i < was.len; i++) {
        was.ptr[i] ^= 4;
        CHECK(ts_fs_replace(dir, "register.toml", ts_buf_span(&was), 0600) == TS_OK);
        ts_err err = try_open(dir, &key, NULL);
        missed += err != TS_EDAMAGED && err != TS_EKEY;
        was.ptr[i] ^= 4;
    }
    CHECK(missed == 0);
    for (size_t len = 1; len < was.len; len += 13) {
        CHECK(ts_fs_replace(dir, "register.toml", ts_slice(ts_buf_span(&was), 0, len), 0600) == TS_OK);
        CHECK(try_open(dir, &key, NULL) != TS_OK);
    }
    CHECK(ts_fs_replace(dir, "register.toml", ts_buf_span(&was), 0600) == TS_OK);
    CHECK(try_open(dir, &key, NULL) == TS_OK);
    /* Another sound index of the same key under the registered name. */
    put(dir, "RBS", "PAS", 19001, 7, 1, "9");
    CHECK(ts_fs_replace(dir, "register.toml", ts_buf_span(&was), 0600) == TS_OK);
    ts_holding_info one = {.source = {{1}}, .normal_version = {0, 1}},
                    seven = {.source = {{7}}, .normal_version = {0, 1}};
    char a[TS_REGISTER_NAME], b[TS_REGISTER_NAME];
    ts_register_name(&one, a);
    ts_register_name(&seven, b);
    CHECK(renameat(dir, b, dir, a) == 0);
    CHECK(try_open(dir, &key, NULL) == TS_EDAMAGED);
    CHECK(unlinkat(dir, a, 0) == 0);
    CHECK(try_open(dir, &key, NULL) == TS_EIO);
    ts_buf_done(&was);
    close(dir);
}

TEST(a_killed_writer_leaves_the_register_in_force) {
    int dir = fresh("killed"), lock = -1, second = -1;
    put(dir, "RBS", "PAS", 19000, 1, 1, "9");
    CHECK(ts_fs_replace(dir, "00000000-stray.tsx", ts_str("x"), 0600) == TS_OK);
    CHECK(ts_fs_replace(dir, "half.tsx.tmp", ts_str("x"), 0600) == TS_OK);
    CHECK(ts_fs_replace(dir, "notes.txt", ts_str("mine"), 0600) == TS_OK);
    CHECK(try_open(dir, &key, NULL) == TS_OK);
    CHECK(ts_register_lock(dir, &lock) == TS_OK);
    CHECK(faccessat(dir, "00000000-stray.tsx", F_OK, 0) != 0 && faccessat(dir, "half.tsx.tmp", F_OK, 0) != 0);
    CHECK(faccessat(dir, "notes.txt", F_OK, 0) == 0);
    CHECK(ts_register_lock(dir, &second) == TS_EIO && second == -1);
    ts_fs_close(&lock);
    CHECK(ts_register_lock(dir, &lock) == TS_OK);
    ts_fs_close(&lock);
    CHECK(try_open(dir, &key, NULL) == TS_OK);
    close(dir);
}
