/* map_test.c - the hash map: every key, in order, also where the system gives no randomness. */
#include "base/map.h"

#include <errno.h>
#include <stdio.h>
#include <sys/random.h>

#include "base/bytes.h"
#include "support/test.h"

/* An early start, or an old kernel: the map's seed is asked for once, before any test. */
ssize_t __wrap_getrandom(void *out, size_t n, unsigned flags);
ssize_t __wrap_getrandom(void *out, size_t n, unsigned flags) {
    (void)out, (void)n, (void)flags;
    errno = EAGAIN;
    return -1;
}

TEST(a_map_keeps_every_key_in_order) {
    ts_map *m = ts_map_new();
    char key[16];
    for (uint32_t i = 0; i < 50000; i++) {
        snprintf(key, sizeof key, "k%u", i % 20000);
        bool added;
        uint64_t *v = ts_map_slot(m, ts_str(key), &added);
        CHECK(added == (i < 20000));
        *v += 1;
    }
    CHECK(ts_map_count(m) == 20000 && *ts_map_find(m, ts_str("k5")) == 3 && !ts_map_find(m, ts_str("k20000")));
    size_t at = 0;
    ts_span k;
    uint64_t v;
    CHECK(ts_map_next(m, &at, &k, &v) && ts_span_eq(k, ts_str("k0")));
    ts_map_free(m);
}

TEST(keys_of_every_length_are_told_apart) {
    char key[40];
    memset(key, 'k', sizeof key);
    ts_map *m = ts_map_new();
    for (size_t len = 0; len <= sizeof key; len++)
        *ts_map_slot(m, ts_span_of(key, len), NULL) = len;
    for (size_t len = 0; len <= sizeof key; len++) {
        const uint64_t *v = ts_map_find(m, ts_span_of(key, len));
        CHECK(v && *v == len);
    }
    CHECK(ts_map_count(m) == sizeof key + 1);
    ts_map_free(m);
    ts_map_free(NULL);
}
