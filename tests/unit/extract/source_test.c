/* source_test.c - a file that was cut into parts is read like the whole that it was, wherever it was cut. */
#include "extract/source.h"

#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "support/test.h"

enum { MOST = 12 };

/* A row of numbers that is the same each time. */
static uint64_t state;
static uint64_t next(uint64_t below) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return below ? (state >> 33) % below : 0;
}

typedef struct cut {
    ts_source_part part[MOST];
    size_t n;
} cut;

/* Into n parts at any places, some empty, each in a file of its own between bytes that are not its own. */
static void cut_up(ts_span bytes, size_t n, cut *out) {
    size_t at = 0;
    out->n = n;
    for (size_t i = 0; i < n; i++) {
        size_t left = bytes.len - at, len = i + 1 == n ? left : next(4) == 0 ? 0 : (size_t)next(left + 1);
        out->part[i] = (ts_source_part){.fd = -1, .at = next(5), .len = len};
        CHECK(ts_fs_memory("part", &out->part[i].fd) == TS_OK);
        CHECK(ts_fs_write_all(out->part[i].fd, ts_slice(ts_str("before"), 0, (size_t)out->part[i].at), "part") ==
              TS_OK);
        CHECK(ts_fs_write_all(out->part[i].fd, ts_slice(bytes, at, len), "part") == TS_OK);
        CHECK(ts_fs_write_all(out->part[i].fd, ts_str("behind"), "part") == TS_OK);
        at += len;
    }
}

static void cut_done(cut *c) {
    for (size_t i = 0; i < c->n; i++)
        ts_fs_close(&c->part[i].fd);
}

/* The same done to both; false where they differ. */
static bool same_step(ts_source *a, ts_source *b, uint64_t size) {
    size_t n = (size_t)next(next(2) ? 20 : size + 20);
    uint64_t to = next(size + 20);
    ts_span x, y;
    switch (next(6)) {
    case 0:
        return ts_span_eq(ts_peek(a, n), ts_peek(b, n));
    case 1:
        return ts_span_eq(ts_take(a, n), ts_take(b, n));
    case 2:
        ts_skip_bytes(a, n), ts_skip_bytes(b, n);
        return true;
    case 3:
        ts_skip_to(a, to), ts_skip_to(b, to);
        return true;
    case 4: { /* how much lies ahead is each one's own matter; what lies there is not */
        x = ts_peek_some(a), y = ts_peek_some(b);
        size_t len = x.len < y.len ? x.len : y.len;
        return (x.len > 0) == (y.len > 0) && ts_span_eq(ts_slice(x, 0, len), ts_slice(y, 0, len));
    }
    default: {
        char here[700] = {0}, there[700] = {0};
        n = n < sizeof here ? n : sizeof here;
        ts_err e = ts_source_read_at(a, to, here, n), f = ts_source_read_at(b, to, there, n);
        return e == f && (e || memcmp(here, there, n) == 0);
    }
    }
}

TEST(parts_are_read_as_the_whole_that_they_were) {
    char bytes[600];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    for (unsigned round = 0; round < 400; round++) {
        state = round;
        ts_span all = ts_span_of(bytes, (size_t)next(sizeof bytes + 1));
        cut c;
        cut_up(all, 1 + (size_t)next(MOST), &c);
        ts_source_set_window(1 + (size_t)next(round % 2 ? 9 : 300));
        ts_source parts, memory;
        ts_source_parts(&parts, c.part, c.n);
        ts_source_memory(&memory, all);
        bool good = parts.size == memory.size;
        for (int step = 0; good && step < 60; step++)
            good = same_step(&parts, &memory, all.len) && parts.offset == memory.offset &&
                   parts.ended == memory.ended && !parts.error;
        CHECK_ROW(good, all.len ? "bytes" : "nothing");
        ts_span x, y;
        CHECK(ts_source_whole(&parts, &x) == TS_OK && ts_source_whole(&memory, &y) == TS_OK && ts_span_eq(x, y));
        ts_source_done(&parts);
        ts_source_done(&memory);
        cut_done(&c);
    }
    ts_source_set_window(TS_SOURCE_WINDOW);
}

TEST(where_parts_begin_is_known_of_parts_alone) {
    cut c;
    state = 1;
    cut_up(ts_str("0123456789"), 4, &c);
    ts_source s;
    uint64_t at = 99, want = 0;
    ts_source_parts(&s, c.part, c.n);
    for (size_t k = 0; k < c.n; k++) {
        CHECK(ts_source_part_begins(&s, k, &at) && at == want);
        want += c.part[k].len;
    }
    CHECK(!ts_source_part_begins(&s, c.n, &at));
    ts_source_done(&s);
    ts_source_file(&s, c.part[0].fd, 0, 2);
    CHECK(!ts_source_part_begins(&s, 0, &at));
    ts_source_done(&s);
    ts_source_memory(&s, ts_str("x"));
    CHECK(!ts_source_part_begins(&s, 0, &at));
    ts_source_done(&s);
    cut_done(&c);
}

/* The next part's bytes do not move up into the gap. */
TEST(a_part_that_became_shorter_ends_the_reading) {
    cut c = {.n = 2};
    for (size_t i = 0; i < 2; i++) {
        c.part[i] = (ts_source_part){.len = 100};
        CHECK(ts_fs_memory("part", &c.part[i].fd) == TS_OK);
        for (int k = 0; k < 100; k++)
            CHECK(ts_fs_write_all(c.part[i].fd, ts_str(i ? "b" : "a"), "part") == TS_OK);
    }
    CHECK(ftruncate(c.part[0].fd, 60) == 0);
    char out[120];
    ts_source s;
    ts_source_parts(&s, c.part, 2);
    ts_span got = ts_take(&s, 200);
    CHECK(got.len == 60 && !memchr(got.ptr, 'b', got.len) && s.error == TS_ECHANGED);
    CHECK(ts_source_read_at(&s, 10, out, sizeof out) == TS_EFORMAT);
    CHECK(ts_source_read_at(&s, 100, out, 100) == TS_OK && out[0] == 'b' && out[99] == 'b');
    ts_source_done(&s);
    cut_done(&c);
}

/* What a stream gives little by little, and how much room it was offered each time. */
typedef struct drops {
    size_t left, rooms, most;
} drops;

static ts_err drop(void *context, char *out, size_t room, size_t *got) {
    enum { DROP = 1000 };
    drops *d = context;
    *got = d->left < DROP ? d->left : DROP;
    memset(out, 'a', *got);
    d->left -= *got;
    d->rooms += room;
    d->most = room > d->most ? room : d->most;
    return TS_OK;
}

/* A block that grows is moved whole, whatever is in it: the few bytes of a mail do not move it. */
TEST(little_by_little_fills_one_block) {
    drops d = {.left = 20000};
    ts_source s;
    ts_source_stream(&s, drop, &d);
    CHECK(ts_peek(&s, 1).len == 1);
    CHECK(ts_peek(&s, 10000).len == 10000 && ts_peek(&s, 64 * 1024).len == 20000);
    CHECK(d.most == TS_SOURCE_WINDOW && d.rooms < 21 * TS_SOURCE_WINDOW - 20 * 10000); /* less each time */
    ts_source_done(&s);
}
