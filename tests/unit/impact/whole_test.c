/* whole_test.c - what the whole may hold, from a part of it: never less than it does, and not without a ground. */
#include "impact/whole.h"

#include "support/test.h"

/* So many files with so many people each that stand in no other. */
static ts_whole of_files(unsigned files, unsigned people, uint64_t found, uint64_t read, uint64_t waiting) {
    ts_whole w = {.high = found, .read = read, .waiting = waiting};
    for (unsigned f = 0; f < files; f++)
        w.alone[(f * 37 + 11) % TS_WHOLE_GROUPS] += people;
    return w;
}

TEST(too_few_files_say_nothing_of_the_rest) {
    uint64_t high = 7;
    ts_whole one = of_files(1, 100000, 100000, 100, 900), six = of_files(6, 100, 600, 100, 900),
             seven = of_files(7, 100, 700, 100, 900), unread = of_files(40, 10, 400, 0, 900),
             nobody = of_files(0, 0, 0, 100, 900);
    CHECK(!ts_whole_high(&one, &high) && !ts_whole_high(&six, &high) && !ts_whole_high(&unread, &high) &&
          !ts_whole_high(&nobody, &high) && high == 7);
    CHECK(ts_whole_high(&seven, &high) && high > 700 + 9 * 700);
    seven.alone[11] += 3000; /* one large file among them gives nearly all */
    CHECK(!ts_whole_high(&seven, &high));
}

TEST(the_people_of_one_file_alone_are_what_grows) {
    uint64_t all_new, few_new, nearly_done, done;
    ts_whole w = of_files(64, 10, 640, 500, 500);
    CHECK(ts_whole_high(&w, &all_new) && all_new == 1281); /* each group the same: no variance; rounded up */
    w = of_files(64, 1, 640, 500, 500); /* nine of ten stand in several files */
    CHECK(ts_whole_high(&w, &few_new) && few_new == 705);
    w = of_files(64, 10, 640, 990, 10);
    CHECK(ts_whole_high(&w, &nearly_done) && nearly_done == 647);
    w = of_files(64, 10, 640, 1000, 0);
    CHECK(ts_whole_high(&w, &done) && done == 641);
    w = of_files(32, 20, 640, 500, 500); /* half of the groups have none: sd 80.6, 1.96 x 1.414 of it */
    uint64_t spread;
    CHECK(ts_whole_high(&w, &spread) && spread == 1281 + 223);
}

/* Worlds of files with people in one or several, of which a part is drawn: the bound holds nearly always. */
TEST(the_bound_holds_for_what_is_drawn_by_lot) {
    enum { FILES = 2000, PEOPLE = 6000, WORLDS = 200 };
    static uint8_t drawn[FILES];
    uint64_t seed = 1;
    unsigned broken = 0, said = 0;
    for (unsigned k = 0; k < WORLDS; k++) {
        ts_whole w = {0};
        uint64_t found = 0, whole = 0, high = 0;
        unsigned of_ten = 1 + k % 4;
        for (unsigned f = 0; f < FILES; f++) {
            drawn[f] = (seed = seed * 6364136223846793005u + 1442695040888963407u) >> 33 & 0xFF;
            *(drawn[f] < 25 * of_ten ? &w.read : &w.waiting) += 1000;
        }
        for (unsigned p = 0; p < PEOPLE; p++) {
            unsigned places = 1 + (p * p % 7) * (k % 3), hits = 0, last = 0;
            for (unsigned i = 0; i < places; i++) {
                unsigned f = (unsigned)((seed = seed * 6364136223846793005u + 1442695040888963407u) >> 33) % FILES;
                hits += drawn[f] < 25 * of_ten;
                last = drawn[f] < 25 * of_ten ? f : last;
            }
            whole++;
            found += hits > 0;
            w.alone[last * 7 % TS_WHOLE_GROUPS] += hits == 1;
        }
        w.high = found;
        said += ts_whole_high(&w, &high);
        broken += high < whole;
    }
    CHECK(said == WORLDS && broken <= WORLDS / 20);
}
