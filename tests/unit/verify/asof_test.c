/* asof_test.c - from which snapshot a copy is, and how sure. */
#include "verify/asof.h"
#include "support/test.h"

enum { N = 4 };
static ts_stock make_stock(ts_snapshot at[N]) {
    static const ts_date day[N] = {17900, 18700, 19600, 19600};
    for (int i = 0; i < N; i++)
        at[i] = (ts_snapshot){.system = i == 3, .as_of = day[i], .rows = 1000};
    return (ts_stock){.snapshot = at, .snapshots = N, .systems = 2};
}

TEST(the_snapshot_that_most_telling_sightings_agree_with) {
    ts_snapshot at[N];
    ts_stock s = make_stock(at);
    ts_fits f = {0};
    ts_fits_add(&f, 7, 5000); /* agree with all three: tell nothing */
    ts_fits_add(&f, 0, 300); /* with none */
    ts_fits_add(&f, 2, 60);
    ts_fits_add(&f, 6, 40);
    ts_fits_add(&f, 1, 10);
    ts_fits_add(&f, 8, 999); /* another system's */
    ts_asof a;
    ts_asof_of(&s, 0, &f, &a);
    CHECK(a.date == 18700 && a.low == 18700 && a.high == 18700);
    CHECK(a.telling == 110 && a.curve[0] == 10 && a.curve[1] == 100 && a.curve[2] == 40 && a.curve[3] == 0);
    ts_fits_done(&f);
}

TEST(a_close_call_has_a_wide_interval) {
    ts_snapshot at[N];
    ts_stock s = make_stock(at);
    ts_fits f = {0};
    ts_fits_add(&f, 2, 21);
    ts_fits_add(&f, 4, 20);
    ts_asof a;
    ts_asof_of(&s, 0, &f, &a);
    CHECK(a.date == 18700 && a.low == 18700 && a.high == 19600);
    ts_fits_done(&f);
}

TEST(below_twenty_it_is_a_bound) {
    ts_snapshot at[N];
    ts_stock s = make_stock(at);
    ts_fits f = {0};
    ts_fits_add(&f, 4, TS_ASOF_ENOUGH - 1);
    ts_asof a;
    ts_asof_of(&s, 0, &f, &a);
    CHECK(a.date == TS_NO_DATE && a.low == 19600 && a.high == 19600 && a.telling == 19);
    ts_fits_add(&f, 4, 1);
    ts_asof_of(&s, 0, &f, &a);
    CHECK(a.date == 19600);
    ts_fits_done(&f);
    ts_asof_of(&s, 0, &f, &a);
    CHECK(a.date == TS_NO_DATE && a.low == TS_NO_DATE && a.telling == 0);
    ts_asof_of(&s, UINT16_MAX, &f, &a);
    CHECK(a.date == TS_NO_DATE);
}

TEST(counts_add_up_in_any_order) {
    ts_fits a = {0}, b = {0}, c = {0};
    for (uint32_t i = 0; i < 200; i++)
        ts_fits_add(&a, i * 37 % 11, i);
    for (uint32_t i = 200; i-- > 0;)
        ts_fits_add(i % 2 ? &b : &c, i * 37 % 11, i);
    ts_fits_merge(&b, &c);
    CHECK(a.n == b.n && a.n == 11);
    for (size_t i = 0; i < a.n; i++)
        CHECK(a.at[i].fits == b.at[i].fits && a.at[i].sightings == b.at[i].sightings);
    ts_fits_done(&a);
    ts_fits_done(&b);
    ts_fits_done(&c);
}

/* True shares 0.55 and 0.45 of n sightings: the interval must hold the truth nearly always. */
TEST(the_interval_covers) {
    ts_snapshot at[N];
    ts_stock s = make_stock(at);
    uint64_t seed = 3;
    int covered = 0, rounds = 100;
    for (int r = 0; r < rounds; r++) {
        ts_fits f = {0};
        for (int i = 0; i < 100; i++) {
            seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
            ts_fits_add(&f, (seed >> 33) % 100 < 55 ? 2 : 4, 1);
        }
        ts_asof a;
        ts_asof_of(&s, 0, &f, &a);
        covered += a.low <= 18700 && a.high >= 18700;
        ts_fits_done(&f);
    }
    CHECK(covered >= 90);
}
