/* indexing.h - builds indexes of made-up people for tests: a world of 20,000, or a few. */
#ifndef TS_TESTS_STORE_INDEXING_H
#define TS_TESTS_STORE_INDEXING_H

#include <fcntl.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "made_people.h"
#include "store/index_layout.h"
#include "support/test.h"

enum { PEOPLE = 20000 };

static const ts_key key = {{1, 2, 3}};

static inline int test_fd(void) {
    int fd = -1;
    CHECK(ts_fs_open_dir(AT_FDCWD, test_dir(), &fd) == TS_OK);
    return fd;
}

static inline ts_holding_info info_of(uint32_t people) {
    ts_holding_info info = {.organisation = "RBS",
                            .system = "PAS",
                            .kind = "patient",
                            .population = TS_ROLE_PATIENT,
                            .as_of = 19000,
                            .rows = people,
                            .complete = true,
                            .mask = {"\\R9999999"},
                            .local_space = 10000000,
                            .local_used = people};
    info.source.byte[0] = 9;
    info.normal_version[3] = 4;
    return info;
}

static inline void build(int dir, const char *name, uint32_t people) {
    ts_index_builder *b = NULL;
    ts_holding_info info = info_of(people);
    CHECK(ts_crypt_init() == TS_OK);
    CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK);
    for (uint32_t i = 0; i < people; i++) {
        ts_values v;
        made_person(i, &v);
        CHECK(ts_index_add(b, &v, i % 100 == 7, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, name) == TS_OK);
}

/* One file for the tests that only read. */
static inline ts_index *world(void) {
    static ts_index *x;
    if (!x) {
        int dir = test_fd();
        build(dir, "world.tsx", PEOPLE);
        CHECK(ts_index_open(&key, dir, "world.tsx", &x) == TS_OK);
        close(dir);
    }
    return x;
}

/* Candidates in one file. */
static inline size_t candidates(const ts_index *x, const ts_probe *p, uint32_t *line, size_t max, bool *overflow) {
    return ts_index_candidates(x, p, 64, line, max, overflow);
}

#endif
