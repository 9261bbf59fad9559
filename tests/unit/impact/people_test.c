/* people_test.c - the best verdict, childhood, and the range of people. */
#include "impact/people.h"
#include "base/clock.h"
#include "support/test.h"

TEST(the_verdict_that_says_most) {
    static const ts_verdict order[] = {TS_VERDICT_NONE,      TS_VERDICT_PLACEHOLDER, TS_VERDICT_UNKNOWN,
                                       TS_VERDICT_CANDIDATE, TS_VERDICT_RECOMBINED,  TS_VERDICT_ALTERED,
                                       TS_VERDICT_DIFFERS,   TS_VERDICT_GENUINE};
    for (size_t i = 0; i < TEST_COUNT(order); i++)
        for (size_t k = 0; k < TEST_COUNT(order); k++)
            CHECK(ts_verdict_better(order[i], order[k]) == order[i > k ? i : k]);
}

TEST(a_child_is_under_eighteen_on_that_day) {
    int born = (2000 - 1800) * 12 + 5; /* June 2000 */
    CHECK(ts_is_child(born, ts_date_of(2018, 5, 31)));
    CHECK(!ts_is_child(born, ts_date_of(2018, 6, 1)));
    CHECK(!ts_is_child(born, ts_date_of(2000, 5, 31))); /* not yet born */
    CHECK(ts_is_child(born, ts_date_of(2000, 6, 1)));
    CHECK(!ts_is_child(-1, ts_date_of(2018, 1, 1)));
    CHECK(!ts_is_child(born, TS_NO_DATE));
}

TEST(certain_matches_have_no_range) {
    ts_people_range r = {0};
    for (int i = 0; i < 50; i++)
        ts_range_add(&r, true, TS_VERDICT_GENUINE, 1000000000);
    for (int i = 0; i < 7; i++)
        ts_range_add(&r, false, TS_VERDICT_UNKNOWN, 400000000);
    uint64_t low, high;
    ts_range_of(&r, &low, &high);
    CHECK(low == 57 && high == 57 && r.held == 50);
}

TEST(doubt_widens_it) {
    ts_people_range r = {0};
    for (int i = 0; i < 1000; i++)
        ts_range_add(&r, true, TS_VERDICT_GENUINE, 999000000); /* one wrong is expected, sd 1 */
    uint64_t low, high;
    ts_range_of(&r, &low, &high);
    CHECK(low == 1000 && high == 1003); /* 1 + 1.96 * 0.9995, rounded up */
    for (int i = 0; i < 100; i++)
        ts_range_add(&r, false, TS_VERDICT_CANDIDATE, 500000000); /* fifty may be people counted already, sd 5 */
    ts_range_of(&r, &low, &high);
    CHECK(low == 1040 && high == 1111); /* sd 5.099: 1100 - 50 - 9.994, 1100 + 1 + 9.994, outwards */
}

TEST(those_kept_apart_may_be_one) {
    ts_people_range r = {.apart = 3};
    for (int i = 0; i < 20; i++)
        ts_range_add(&r, false, TS_VERDICT_UNKNOWN, 0);
    uint64_t low, high;
    ts_range_of(&r, &low, &high);
    CHECK(low == 17 && high == 20);
    for (int i = 0; i < 100; i++) { /* two wrong ones are expected, sd 1.4 */
        ts_range_add(&r, true, TS_VERDICT_GENUINE, 1000000000);
        ts_range_doubt(&r, 980000000);
    }
    ts_range_of(&r, &low, &high);
    CHECK(low == 117 && high == 125);
}
