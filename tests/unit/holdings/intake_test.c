/* intake_test.c - bytes of an export: looked at, taken once, hashed on the way, and covered where they must stand. */
#include "holdings/intake.h"

#include <stdlib.h>
#include <unistd.h>
#include "base/ctr.h"
#include "base/fs.h"
#include "base/mem.h"
#include "support/test.h"

enum { BYTES = 3000000 };

static int made(ts_buf *bytes) {
    int fd = -1;
    while (bytes->len < BYTES)
        ts_buf_addf(bytes, "row %zu of a made-up export\n", bytes->len);
    CHECK(ts_fs_memory("export", &fd) == TS_OK && ts_fs_write_all(fd, ts_buf_span(bytes), "export") == TS_OK);
    CHECK(lseek(fd, 0, SEEK_SET) == 0);
    return fd;
}

TEST(all_is_taken_once_and_hashed) {
    for (int stream = 0; stream < 2; stream++) {
        ts_buf bytes = {0}, got = {0};
        int fd = made(&bytes);
        ts_export_file file = {.fd = fd, .name = "made", .stream = stream};
        ts_sha256 *sha = ts_sha256_new();
        ts_intake in;
        ts_intake_init(&in, &file, sha);
        ts_span head;
        CHECK(ts_intake_look(&in, 1000, &head) == TS_OK && ts_span_eq(head, ts_slice(ts_buf_span(&bytes), 0, 1000)));
        for (size_t n = 700; n == 700;) {
            ts_buf_reserve(&got, 700);
            CHECK(ts_intake_take(&in, got.ptr + got.len, 700, &n) == TS_OK);
            got.len += n;
        }
        ts_digest d, want;
        ts_sha256_end(sha, &d);
        ts_sha256_of(ts_buf_span(&bytes), &want);
        CHECK(ts_span_eq(ts_buf_span(&got), ts_buf_span(&bytes)) && ts_digest_eq(&d, &want));
        ts_intake_done(&in);
        ts_sha256_free(sha);
        ts_buf_done(&bytes);
        ts_buf_done(&got);
        close(fd);
    }
}

TEST(a_stream_stands_covered) {
    setenv("TMPDIR", test_dir(), 1);
    ts_buf bytes = {0}, got = {0};
    int fd = made(&bytes), covered = -1;
    uint64_t len = 0;
    unsigned char *key = NULL;
    ts_export_file file = {.fd = fd, .name = "made", .stream = true};
    ts_sha256 *sha = ts_sha256_new();
    ts_intake in;
    ts_span head;
    ts_intake_init(&in, &file, sha);
    CHECK(ts_intake_look(&in, 64, &head) == TS_OK);
    CHECK(ts_intake_whole(&in, &covered, &len, &key) == TS_OK && key && len == bytes.len);
    ts_buf_reserve(&got, len);
    size_t n = 0;
    CHECK(ts_fs_read_at(covered, 0, got.ptr, len, &n, "covered") == TS_OK && n == len);
    got.len = n;
    CHECK(ts_span_find(ts_buf_span(&got), ts_str("made-up"), 0) == SIZE_MAX); /* nothing of it in clear */
    CHECK(write(covered, "x", 1) < 0); /* and nobody writes to it any more */
    ts_ctr *ctr = ts_ctr_new(key);
    ts_ctr_apply(ctr, 0, got.ptr, got.len);
    ts_ctr_free(ctr);
    CHECK(ts_span_eq(ts_buf_span(&got), ts_buf_span(&bytes)));
    ts_digest d, want;
    ts_sha256_end(sha, &d);
    ts_sha256_of(ts_buf_span(&bytes), &want);
    CHECK(ts_digest_eq(&d, &want));
    ts_free(key);
    ts_fs_close(&covered);
    ts_intake_done(&in);
    ts_sha256_free(sha);
    ts_buf_done(&bytes);
    ts_buf_done(&got);
    close(fd);
}
