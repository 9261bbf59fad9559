/* control_test.c - a job's message is taken whole or not at all. */
#include "worker/control.h"

#include <stddef.h>

#include "support/test.h"

TEST(a_job_has_what_it_counts) {
    static const size_t head = offsetof(ts_control_job, item), one = sizeof(ts_control_item);
    static ts_control_job job;
    const struct {
        const char *why;
        uint32_t type, items, parts;
        size_t got, fds;
        bool whole;
    } rows[] = {
        {"one item", TS_CONTROL_JOB, 1, 0, head + one, 2, true},
        {"a batch of one file", TS_CONTROL_JOB, TS_LIMIT_BATCH_ITEMS, 0, sizeof job, 2, true},
        {"an item in parts", TS_CONTROL_JOB, 1, 3, head + 4 * one, 4, true},
        {"as many as there may be", TS_CONTROL_JOB, 1, TS_LIMIT_PARTS, head + (1 + TS_LIMIT_PARTS) * one,
         1 + TS_LIMIT_PARTS, true},
        {"another message", TS_CONTROL_KILL, 1, 0, head + one, 2, false},
        {"cut in its head", TS_CONTROL_JOB, 1, 0, head - 1, 2, false},
        {"an item too few", TS_CONTROL_JOB, 2, 0, head + one, 2, false},
        {"a part too few", TS_CONTROL_JOB, 1, 3, head + 3 * one, 4, false},
        {"parts of two items", TS_CONTROL_JOB, 2, 3, head + 5 * one, 4, false},
        {"a part without its descriptor", TS_CONTROL_JOB, 1, 3, head + 4 * one, 3, false},
        {"no pipe", TS_CONTROL_JOB, 1, 0, head + one, 0, false},
        {"more items than there is room for", TS_CONTROL_JOB, TS_LIMIT_BATCH_ITEMS + 1, 0, sizeof job + one, 2, false},
        {"more parts than there may be", TS_CONTROL_JOB, 1, TS_LIMIT_PARTS + 1, head + (2 + TS_LIMIT_PARTS) * one,
         2 + TS_LIMIT_PARTS, false},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        job.type = rows[i].type;
        job.items = rows[i].items;
        job.parts = rows[i].parts;
        CHECK_ROW(ts_control_job_whole(&job, rows[i].got, rows[i].fds) == rows[i].whole, rows[i].why);
    }
}
