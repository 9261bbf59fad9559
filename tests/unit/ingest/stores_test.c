/* stores_test.c - where unpacked members stand: what goes to the disk leaves memory, and is covered there. */
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "ingest/reading.h"
#include "support/test.h"

TEST(what_goes_to_the_disk_leaves_memory) {
    enum { KEPT = 1000, LEN = 300000 };
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    for (size_t i = 0; i < LEN; i++)
        ts_buf_add_char(&bytes, (char)(i % 251));
    ts_reader_options options = {0};
    ts_reader r = {.options = &options};
    ts_store *memory, *disk;
    CHECK(ts_store_memory(&memory) == TS_OK && ts_store_add(&r, memory, ts_buf_span(&bytes)) == TS_OK);
    CHECK(ts_store_spool(&r, memory, KEPT, &disk) == TS_OK);
    struct stat in_memory, on_disk;
    CHECK(fstat(memory->fd, &in_memory) == 0 && in_memory.st_size == KEPT && memory->bytes == KEPT);
    CHECK(fstat(disk->fd, &on_disk) == 0 && on_disk.st_size == LEN - KEPT && on_disk.st_nlink == 0);
    CHECK(r.waiting == KEPT && r.spooled == LEN - KEPT);

    /* The next member stands right behind what was kept. */
    char next[5] = {0}, there[64];
    CHECK(ts_store_add(&r, memory, ts_str("next")) == TS_OK && pread(memory->fd, next, 4, KEPT) == 4);
    CHECK(strcmp(next, "next") == 0 && r.waiting == KEPT + 4);

    CHECK(ts_store_close(disk) == TS_OK && pread(disk->fd, there, sizeof there, 70000) == sizeof there);
    CHECK(memcmp(there, bytes.ptr + KEPT + 70000, sizeof there) != 0);
    ts_ctr *cover = ts_ctr_new(disk->key);
    ts_ctr_apply(cover, 70000, there, sizeof there);
    CHECK(memcmp(there, bytes.ptr + KEPT + 70000, sizeof there) == 0);
    ts_ctr_free(cover);
    ts_store_release(&r, disk);
    ts_store_release(&r, memory);
    CHECK(r.waiting == 0 && r.spooled == 0);
}
