/* masks_test.c - what local ids look like, learned from them. */
#include "holdings/masks.h"

#include <stdio.h>
#include "support/test.h"

static void learn(const char *format, unsigned from, unsigned to, ts_masks *m) {
    for (unsigned i = from; i < to; i++) {
        char id[32];
        snprintf(id, sizeof id, format, i);
        ts_masks_add(m, ts_str(id));
    }
}

TEST(masks_are_learned) {
    char mask[TS_MASKS][TS_MASK_TEXT];
    uint64_t space, used;
    ts_masks *m = ts_masks_new();
    learn("R%07u", 1000000, 1000500, m);
    learn("%06u", 100000, 100100, m);
    learn("X-%02u", 10, 12, m); /* below 1 in 100: an accident */
    ts_masks_add(m, ts_str(""));
    ts_masks_add(m, ts_str("A-VERY-LONG-IDENTIFIER-THAT-IS-NONE"));
    ts_masks_end(m, mask, &space, &used);
    CHECK(strcmp(mask[0], "\\R9999999") == 0);
    CHECK(strcmp(mask[1], "999999") == 0);
    CHECK(mask[2][0] == 0);
    CHECK(used == 600 && space == 600);
    ts_masks_free(m);
}

TEST(letters_that_vary_are_told_from_those_that_stay) {
    char mask[TS_MASKS][TS_MASK_TEXT];
    uint64_t space, used;
    ts_masks *m = ts_masks_new();
    ts_masks_add(m, ts_str("RA100"));
    ts_masks_add(m, ts_str("RB199"));
    ts_masks_end(m, mask, &space, &used);
    CHECK(strcmp(mask[0], "\\RA999") == 0);
    CHECK(space == 26 * 100 && used == 2);
    ts_masks_free(m);
    m = ts_masks_new();
    ts_masks_end(m, mask, &space, &used);
    CHECK(mask[0][0] == 0 && space == 0);
    ts_masks_free(m);
}
