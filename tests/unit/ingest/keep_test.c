/* keep_test.c - how much of a run one step may hold, so how much a kill may cost. */
#include "ingest/keep.h"
#include "support/test.h"

TEST(a_step_is_a_hundredth_of_the_run) {
    static const struct {
        double run, step;
    } rows[] = {
        {0, 0.5}, /* a start: not a sync after each item */
        {50, 0.5}, {80, 0.8}, {300, 3}, {500, 5}, {36000, 5}, /* a night: a few seconds are no part of it */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        double off = ts_step_seconds(rows[i].run) - rows[i].step;
        CHECK(off > -1e-9 && off < 1e-9);
    }
}
