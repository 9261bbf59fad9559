/* spill_test.c - every record comes back, in its part and in its order, and nothing in the clear lies on the disk. */
#include "store/spill.h"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/mem.h"
#include "crypt/keyring.h"
#include "support/test.h"

enum { RECORD = 13 };

static int here(void) {
    int fd = -1;
    CHECK(ts_crypt_init() == TS_OK && ts_fs_open_dir(AT_FDCWD, test_dir(), &fd) == TS_OK);
    return fd;
}

static void make(uint32_t i, char out[static RECORD + 1]) { snprintf(out, RECORD + 1, "REC%010u", i); }

/* As many as fill no block, some blocks, and end on the border of one. */
TEST(records_come_back_by_parts_in_order) {
    enum { BLOCK = 64 * 1024 / RECORD };
    static const uint32_t rows[] = {0, 1, 7, BLOCK - 1, BLOCK, BLOCK + 1, 5 * BLOCK, 5 * BLOCK + 3};
    int dir = here();
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        ts_spill *s = ts_spill_new(dir, RECORD);
        char want[RECORD + 1];
        for (uint32_t i = 0; i < rows[k]; i++) {
            make(i, want);
            CHECK(ts_spill_add(s, 3, want) == TS_OK);
            if (i % 5 == 0)
                CHECK(ts_spill_add(s, 255, want) == TS_OK);
        }
        CHECK(ts_spill_count(s) == rows[k] + (rows[k] + 4) / 5);
        size_t wrong = 0, n, all = 0;
        unsigned char *record;
        CHECK(ts_spill_load(s, 3, &record, &n) == TS_OK && n == rows[k]);
        for (uint32_t i = 0; i < n; i++) {
            make(i, want);
            wrong += memcmp(record + (size_t)i * RECORD, want, RECORD) != 0;
        }
        CHECK(ts_spill_load(s, 255, &record, &n) == TS_OK && n == (rows[k] + 4) / 5);
        for (uint32_t i = 0; i < n; i++) {
            make(5 * i, want);
            wrong += memcmp(record + (size_t)i * RECORD, want, RECORD) != 0;
        }
        CHECK(ts_spill_load(s, 4, &record, &n) == TS_OK && n == 0);
        for (size_t block = 0; ts_spill_block(s, 3, block, &record, &n) == TS_OK && n; block++)
            for (size_t i = 0; i < n; i++, all++) {
                make((uint32_t)all, want);
                wrong += memcmp(record + i * RECORD, want, RECORD) != 0;
            }
        CHECK(all == rows[k] && wrong == 0);
        ts_spill_free(s);
    }
    close(dir);
}

TEST(what_lies_on_the_disk_is_covered) {
    int dir = here(), file = -1;
    ts_spill *s = ts_spill_new(dir, RECORD);
    char want[RECORD + 1];
    for (uint32_t i = 0; i < 50000; i++) {
        make(i, want);
        CHECK(ts_spill_add(s, 9, want) == TS_OK);
    }
    /* The file has no name: it is found among what this process has open. */
    for (int fd = 3; fd < 64 && file < 0; fd++)
        if (fd != dir && lseek(fd, 0, SEEK_END) > 256 * 1024)
            file = fd;
    CHECK(file >= 0);
    size_t size = 1 << 20, got = 0;
    char *bytes = ts_alloc_array(size, 1);
    CHECK(file < 0 || ts_fs_read_at(file, 0, bytes, size, &got, "spill") == TS_OK);
    CHECK(got > 256 * 1024 && ts_span_find(ts_span_of(bytes, got), ts_str("REC0000"), 0) == SIZE_MAX);
    ts_free(bytes);
    ts_spill_free(s);
    close(dir);
}
