/* chance_test.c - expected matches by chance, against formulas worked by hand and against simulation. */
#include "verify/chance.h"
#include "support/test.h"

#include <math.h>

#define A(x) (1u << TS_ATTR_##x)

static ts_stock make_stock(ts_snapshot at[1], uint64_t rows, uint64_t space) {
    at[0] = (ts_snapshot){.rows = rows, .local_used = rows, .local_space = space};
    return (ts_stock){.snapshot = at, .snapshots = 1, .systems = 1, .people = rows};
}

TEST(kinds_of_rows_are_told_apart) {
    ts_shown s = {0};
    ts_shown_add(&s, A(NHS)); /* nothing to agree with besides */
    ts_shown_add(&s, A(NHS) | A(LOCAL) | A(SURNAME)); /* counts for the number */
    ts_shown_add(&s, A(LOCAL) | A(POSTCODE));
    ts_shown_add(&s, A(SURNAME) | A(FORENAME) | A(BIRTH));
    ts_shown_add(&s, A(SURNAME) | A(BIRTH));
    CHECK(s.sightings == 5 && s.nhs == 1 && s.local == 1 && s.name == 1);
}

TEST(random_local_ids_meet_people_as_often_as_the_space_is_full) {
    /* 20,000 of 1,000,000 ids in use, 10,000 rows: 200 ids are somebody's; one in 800 has the surname, too */
    ts_snapshot at[1];
    ts_stock s = make_stock(at, 20000, 1000000);
    ts_shown shown = {.sightings = 10000, .local = 10000};
    ts_chance c;
    ts_chance_of(&s, &shown, 0, &c);
    CHECK(c.random_micro == 250000);
    uint64_t seed = 17;
    int hits = 0, rounds = 2000;
    for (int r = 0; r < rounds * 10000 / 100; r++) { /* the same draw a hundredth as often */
        seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
        hits += (seed >> 33) % 1000000 < 20000 && (seed >> 20) % 800 == 0;
    }
    CHECK(fabs(hits * 100.0 / rounds - c.random_micro / 1e6) < 0.4);
}

TEST(a_made_up_million_gives_hardly_anything) {
    ts_snapshot at[1];
    ts_stock s = make_stock(at, 200000, 0);
    ts_shown shown = {.sightings = 1000000, .nhs = 1000000};
    ts_chance c;
    ts_chance_of(&s, &shown, 0, &c);
    CHECK(c.random_micro == 275000); /* 10^6 * 2*10^5 / 909,090,909 / 800 */
    shown = (ts_shown){.sightings = 1000000, .name = 1000000};
    ts_chance_of(&s, &shown, 0, &c);
    CHECK(c.random_micro > 80000000 && c.random_micro < 90000000); /* names and birth dates alone: 85.6 */
}

TEST(a_real_list_matches_by_its_share_of_the_region) {
    ts_snapshot at[1];
    ts_stock s = make_stock(at, 300000, 0);
    ts_shown shown = {.sightings = 1000};
    ts_chance c;
    ts_chance_of(&s, &shown, 3000000, &c);
    CHECK(c.region_micro == 100 * UINT64_C(1000000));
    ts_chance_of(&s, &shown, 0, &c); /* 30 % unless stated */
    CHECK(c.region_micro == 300 * UINT64_C(1000000));
    ts_chance_of(&s, &shown, 100, &c); /* never more than there are */
    CHECK(c.region_micro == 1000 * UINT64_C(1000000));
    s.people = 0;
    ts_chance_of(&s, &shown, 0, &c);
    CHECK(c.region_micro == 0 && c.random_micro == 0);
}
