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

/* So many files of each kind, in as many groups; a file's telling sightings agree with one day, or with both. */
static unsigned day_rivals(unsigned of_2nd, unsigned of_3rd, unsigned of_both, unsigned rows, uint32_t waiting,
                           ts_date *rival) {
    ts_snapshot at[N];
    ts_stock s = make_stock(at);
    ts_fits group[TS_SAMPLE_GROUPS] = {0}, all = {0};
    for (unsigned f = 0; f < of_2nd + of_3rd + of_both; f++)
        ts_fits_add(&group[(f * 37 + 11) % TS_SAMPLE_GROUPS], f < of_2nd ? 2 : f < of_2nd + of_3rd ? 4 : 6, rows);
    for (unsigned g = 0; g < TS_SAMPLE_GROUPS; g++)
        ts_fits_merge(&all, &group[g]);
    ts_asof a;
    ts_asof_of(&s, 0, &all, &a);
    unsigned n = ts_asof_rivals(&s, group, waiting, &a);
    *rival = a.rival;
    for (unsigned g = 0; g < TS_SAMPLE_GROUPS; g++)
        ts_fits_done(&group[g]);
    ts_fits_done(&all);
    return n;
}

/* A day is told alone only when another fair sample of the files would tell it too. */
TEST(a_day_is_settled_once_another_sample_would_show_it_too) {
    static const struct {
        unsigned of_2nd, of_3rd, of_both, rows;
        uint32_t waiting;
        unsigned want;
        const char *why;
    } rows[] = {
        {40, 0, 0, 10, 900000, 0, "forty files of one day"},
        {1, 0, 0, 100000, 900000, 2, "one file, however many rows it has"},
        {5, 0, 0, 100, 900000, 2, "five"},
        {30, 27, 0, 10, 900000, 1, "a near tie"},
        {30, 27, 0, 1000, 900000, 1, "and with more rows in each"},
        {50, 7, 0, 10, 900000, 0, "fifty against seven"},
        {30, 27, 0, 10, 1000, 0, "nearly all was read"},
        {0, 0, 40, 10, 900000, 1, "what agrees with both tells them not apart"},
        {9, 0, 40, 10, 900000, 0, "nor does it hide what does"},
        {1, 0, 0, 10, 900000, 0, "no day is named at all"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_date rival;
        unsigned n = day_rivals(rows[i].of_2nd, rows[i].of_3rd, rows[i].of_both, rows[i].rows, rows[i].waiting, &rival);
        CHECK_ROW(n == rows[i].want, rows[i].why);
        CHECK_ROW(n != 1 || rival == 19600, rows[i].why);
        CHECK_ROW((rival == TS_NO_DATE) == (n == 0), rows[i].why);
    }
}
