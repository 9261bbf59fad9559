/* index_file_test.c - an index as bytes on a disk: no value and no frequency in it, and any changed bit is noticed. */
#include "base/digest.h"
#include "indexing.h"
#include "store/index_open.h"

/* Without the key, equal values of two people look unrelated, and no position of the lines is skewed. */
TEST(lines_show_no_frequencies) {
    ts_index *x = world();
    ts_buf file = {0};
    int dir = test_fd();
    CHECK(ts_fs_load(dir, "world.tsx", 64 << 20, &file) == TS_OK);
    size_t line_size = x->line_size;
    const unsigned char *lines = (unsigned char *)file.ptr + x->header.lines_at;
    double worst = 0;
    for (size_t k = 0; k < line_size; k++) {
        uint32_t seen[256] = {0};
        for (size_t i = 0; i < PEOPLE; i++)
            seen[lines[i * line_size + k]]++;
        double chi = 0, want = PEOPLE / 256.0;
        for (int v = 0; v < 256; v++)
            chi += (seen[v] - want) * (seen[v] - want) / want;
        if (chi > worst)
            worst = chi;
    }
    /* 255 degrees of freedom: mean 255, deviation 22.6; 64 looks at 6 deviations. */
    CHECK(worst < 255 + 6 * 22.6);
    ts_buf_done(&file);
    close(dir);
}

static bool holds(const ts_buf *file, const void *bytes, size_t len) {
    return ts_span_find(ts_buf_span(file), ts_span_of(bytes, len), 0) != SIZE_MAX;
}

TEST(no_value_stands_in_the_file) {
    world();
    ts_buf file = {0};
    int dir = test_fd();
    CHECK(ts_fs_load(dir, "world.tsx", 64 << 20, &file) == TS_OK);
    for (uint32_t i = 0; i < PEOPLE; i += 1999) {
        ts_values v;
        made_person(i, &v);
        for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
            ts_span s = ts_norm_span(&v.value[a]);
            if (s.len < 4)
                continue;
            char wide[2 * TS_NORM_MAX];
            for (size_t k = 0; k < s.len; k++)
                wide[2 * k] = s.ptr[k], wide[2 * k + 1] = 0;
            ts_digest d;
            ts_sha256_of(s, &d);
            CHECK_ROW(!holds(&file, s.ptr, s.len), "plain");
            CHECK_ROW(!holds(&file, wide, 2 * s.len), "UTF-16");
            CHECK_ROW(!holds(&file, d.byte, 8), "SHA-256 without a key");
        }
    }
    /* The search itself works. */
    CHECK(holds(&file, "PAS", 3));
    ts_buf_done(&file);
    close(dir);
}

static void write_file(int dir, const char *name, ts_span bytes) {
    CHECK(ts_fs_replace(dir, name, bytes, 0600) == TS_OK);
}

static ts_err open_and_verify(int dir, const char *name) {
    ts_index *x = NULL;
    ts_err err = ts_index_open(&key, dir, name, &x);
    if (!err)
        err = ts_index_verify(x);
    ts_index_close(x);
    return err;
}

TEST(every_flipped_bit_is_found) {
    int dir = test_fd();
    build(dir, "small.tsx", 40);
    ts_buf file = {0};
    CHECK(ts_fs_load(dir, "small.tsx", 1 << 20, &file) == TS_OK);
    CHECK(open_and_verify(dir, "small.tsx") == TS_OK);
    int fd = openat(dir, "small.tsx", O_RDWR);
    size_t missed = 0;
    for (size_t i = 0; i < file.len; i++) {
        char was = file.ptr[i], is = (char)(was ^ (1 << (i % 8)));
        CHECK(pwrite(fd, &is, 1, (off_t)i) == 1);
        ts_err err = open_and_verify(dir, "small.tsx");
        missed += err != TS_EDAMAGED && err != TS_EKEY;
        CHECK(pwrite(fd, &was, 1, (off_t)i) == 1);
    }
    CHECK(missed == 0);
    close(fd);
    ts_buf_done(&file);
    close(dir);
}

TEST(cut_and_foreign_files_are_refused) {
    int dir = test_fd();
    build(dir, "small.tsx", 40);
    ts_buf file = {0};
    CHECK(ts_fs_load(dir, "small.tsx", 1 << 20, &file) == TS_OK);
    ts_index *x = NULL;
    for (size_t len = 0; len < file.len; len += len < 8192 ? 509 : 4096) {
        write_file(dir, "cut.tsx", ts_slice(ts_buf_span(&file), 0, len));
        CHECK(ts_index_open(&key, dir, "cut.tsx", &x) == TS_EDAMAGED);
    }
    ts_buf_add_str(&file, "x");
    write_file(dir, "cut.tsx", ts_buf_span(&file));
    CHECK(ts_index_open(&key, dir, "cut.tsx", &x) == TS_EDAMAGED);
    ts_key other = {{9}};
    CHECK(ts_index_open(&other, dir, "small.tsx", &x) == TS_EKEY);
    CHECK(ts_index_open(&key, dir, "missing.tsx", &x) == TS_EIO);
    CHECK(x == NULL);
    ts_buf_done(&file);
    close(dir);
}

/* A damaged body must not be able to lead outside the file even where nobody verified it. */
TEST(damaged_bodies_are_harmless) {
    int dir = test_fd();
    build(dir, "small.tsx", 200);
    ts_buf file = {0};
    CHECK(ts_fs_load(dir, "small.tsx", 1 << 20, &file) == TS_OK);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    uint64_t seed = 3;
    for (int round = 0; round < 200; round++) {
        ts_buf bad = {0};
        ts_buf_add(&bad, ts_buf_span(&file));
        for (int k = 0; k < 400; k++)
            bad.ptr[INDEX_HEADER + made_next(&seed) % (bad.len - INDEX_HEADER)] = (char)made_next(&seed);
        write_file(dir, "bad.tsx", ts_buf_span(&bad));
        ts_index *x = NULL;
        CHECK(ts_index_open(&key, dir, "bad.tsx", &x) == TS_OK);
        for (uint32_t i = 0; x && i < 200; i++) {
            ts_values v;
            ts_probe p;
            uint32_t row[64];
            bool overflow;
            made_person(i, &v);
            ts_probe_init(f, &v, &p);
            size_t n = candidates(x, &p, row, 64, &overflow);
            for (size_t k = 0; k < n; k++) {
                ts_comparison c;
                CHECK(row[k] < 200);
                ts_index_compare(x, row[k], &p, &c);
            }
        }
        CHECK(ts_index_verify(x) == TS_EDAMAGED);
        ts_index_close(x);
        ts_buf_done(&bad);
    }
    ts_fingerprinter_free(f);
    ts_buf_done(&file);
    close(dir);
}

TEST(nobody_is_a_file_too) {
    int dir = test_fd();
    build(dir, "empty.tsx", 0);
    CHECK(open_and_verify(dir, "empty.tsx") == TS_OK);
    close(dir);
}

TEST(two_builds_of_one_holding_share_no_line) {
    int dir = test_fd();
    build(dir, "one.tsx", 64);
    build(dir, "two.tsx", 64);
    ts_buf a = {0}, b = {0};
    CHECK(ts_fs_load(dir, "one.tsx", 1 << 20, &a) == TS_OK && ts_fs_load(dir, "two.tsx", 1 << 20, &b) == TS_OK);
    ts_index *x = NULL;
    CHECK(ts_index_open(&key, dir, "one.tsx", &x) == TS_OK);
    size_t lines = x ? x->header.lines_at : 0, equal = 0;
    ts_index_close(x);
    CHECK(a.len == b.len);
    for (size_t i = 0; i < INDEX_PAGE; i++)
        equal += a.ptr[lines + i] == b.ptr[lines + i];
    CHECK(equal < 64); /* 16 by chance */
    /* A page moved over together with its own checksum, both sound under the same key: the root tells. */
    memcpy(a.ptr + lines, b.ptr + lines, INDEX_PAGE);
    size_t sum = a.len - INDEX_PAGE + (lines / INDEX_PAGE - 1) * INDEX_CHECKSUM;
    memcpy(a.ptr + sum, b.ptr + sum, INDEX_CHECKSUM);
    write_file(dir, "mixed.tsx", ts_buf_span(&a));
    CHECK(open_and_verify(dir, "mixed.tsx") == TS_EDAMAGED);
    ts_buf_done(&a);
    ts_buf_done(&b);
    close(dir);
}
