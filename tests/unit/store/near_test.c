/* near_test.c - near copies are found, however many there are, and counted once each. */
#include "store/near.h"

#include <stdlib.h>

#include "base/mem.h"
#include "support/test.h"
#include "text/sketch.h"

static uint64_t seed = 7;
static uint64_t dice(void) {
    seed ^= seed << 13, seed ^= seed >> 7, seed ^= seed << 17;
    return seed;
}

/* Every pair within the distance is joined, wherever its bits differ; pairs beyond it are not. */
TEST(all_that_is_near_is_found) {
    enum { PAIRS = 400 };
    for (unsigned bits = 0; bits <= TS_SKETCH_NEAR + 3; bits++) {
        ts_near item[2 * PAIRS];
        for (size_t i = 0; i < PAIRS; i++) {
            ts_near a = {.sketch = {dice(), dice()}}, b = a;
            for (unsigned k = 0; k < bits;) {
                unsigned at = (unsigned)(dice() % 128);
                uint64_t bit = UINT64_C(1) << at % 64;
                if ((a.sketch[at / 64] ^ b.sketch[at / 64]) & bit)
                    continue;
                b.sketch[at / 64] ^= bit;
                k++;
            }
            item[i] = a;
            item[PAIRS + i] = b;
        }
        uint64_t groups, copies;
        ts_near_group(item, 2 * PAIRS, &groups, &copies);
        uint64_t want = bits <= TS_SKETCH_NEAR ? PAIRS : 0;
        CHECK(groups == want && copies == want);
    }
}

TEST(what_begins_alike_and_goes_on_is_no_copy) {
    ts_near item[] = {{{1, 2}, 1000, 0}, {{1, 2}, 1200, 0}, {{1, 2}, 5000, 0}, {{1, 3}, 5100, 0}, {{1, 3}, 900, 0}};
    uint64_t groups, copies;
    ts_near_group(item, 5, &groups, &copies);
    CHECK(groups == 2 && copies == 3);
}

TEST(copies_beyond_number_are_one_group) {
    enum { N = 20000 };
    ts_near *item = ts_alloc_array(N, sizeof *item);
    for (size_t i = 0; i < N; i++) {
        item[i].sketch[0] = UINT64_C(0x0123456789ABCDEF) ^ (i % 2 ? UINT64_C(1) << i % 7 : 0);
        item[i].sketch[1] = 42;
    }
    uint64_t groups, copies;
    ts_near_group(item, N, &groups, &copies);
    CHECK(groups == 1 && copies == N - 1);
    for (size_t i = 0; i < N; i++)
        CHECK(item[i].group == item[0].group);
    ts_near_group(item, 1, &groups, &copies);
    CHECK(groups == 0 && copies == 0);
    ts_near_group(item, 0, &groups, &copies);
    CHECK(groups == 0 && copies == 0);
    ts_free(item);
}
