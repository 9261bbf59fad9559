/* world_test.c - the numbers and people of a made-up world: valid, unique, of ranges nobody was given. */
#include <stdio.h>

#include "base/map.h"
#include "support/test.h"
#include "synth/record.h"

static bool check_digit_fits(const char *nhs) {
    int sum = 0;
    for (int i = 0; i < 9; i++)
        sum += (nhs[i] - '0') * (10 - i);
    return (11 - sum % 11) % 11 == nhs[9] - '0';
}

TEST(nhs_numbers_are_valid_unique_and_never_issued) {
    ts_map *seen = ts_map_new();
    for (uint32_t i = 0; i < 200000; i++) {
        char nhs[11];
        bool added;
        ts_number_nhs(7, i, nhs);
        ts_map_slot(seen, ts_str(nhs), &added);
        CHECK(added && strlen(nhs) == 10 && check_digit_fits(nhs));
        CHECK((nhs[0] == '5' || nhs[0] == '9') && strncmp(nhs, "999", 3) != 0);
    }
    ts_map_free(seen);
}

TEST(a_walk_meets_each_number_once) {
    static const uint32_t sizes[] = {1, 2, 3, 7, 64, 1000, 65537};
    for (size_t s = 0; s < TEST_COUNT(sizes); s++) {
        ts_map *seen = ts_map_new();
        for (uint32_t i = 0; i < sizes[s]; i++) {
            uint32_t v = ts_dice_walk(3, sizes[s], i);
            bool added;
            ts_map_slot(seen, ts_span_of(&v, sizeof v), &added);
            CHECK(v < sizes[s] && added);
        }
        ts_map_free(seen);
    }
}

TEST(as_many_are_held_as_asked_and_hospitals_share_a_tenth) {
    ts_world w;
    ts_world_make(&w, 5, 4000, 0);
    uint32_t held = 0, patients = 0, shared = 0;
    for (uint32_t i = 0; i < w.humans; i++) {
        const ts_human *h = &w.human[i];
        bool a = h->joined[TS_SYSTEM_CHILDREN] != TS_NO_DATE, b = h->joined[TS_SYSTEM_HEART] != TS_NO_DATE;
        held += ts_human_held(h);
        patients += a || b;
        shared += a && b;
    }
    CHECK(held == 4000);
    CHECK(w.humans >= 5 * held && w.others == w.humans - held);
    CHECK(shared * 100 > patients * 7 && shared * 100 < patients * 13);
    ts_world_done(&w);
}

TEST(snapshots_differ_as_lives_do) {
    ts_world w;
    ts_world_make(&w, 5, 3000, 0);
    uint32_t movers = 0, brides = 0, dead = 0, born = 0, errors = 0, all = 0;
    for (uint32_t i = 0; i < w.members[TS_SYSTEM_CHILDREN]; i++) {
        uint32_t id = w.member[TS_SYSTEM_CHILDREN][i];
        const ts_human *h = &w.human[id - 1];
        born += h->birth > w.snapshot[1];
        if (!ts_human_in(h, TS_SYSTEM_CHILDREN, w.snapshot[0]))
            continue;
        ts_record a, b, c;
        ts_record_held(&w, id, TS_SYSTEM_CHILDREN, w.snapshot[0], &a);
        ts_record_held(&w, id, TS_SYSTEM_CHILDREN, w.snapshot[2], &b);
        ts_record_held(&w, id, TS_SYSTEM_CHILDREN, w.snapshot[2], &c);
        CHECK(memcmp(&b, &c, sizeof b) == 0);
        CHECK(strcmp(a.local, b.local) == 0 && strncmp(a.local, "AH", 2) == 0 && strlen(a.local) == 9);
        movers += strcmp(a.postcode, b.postcode) != 0;
        brides += h->wedding != TS_NO_DATE && strcmp(a.surname, b.surname) != 0;
        dead += a.death == TS_NO_DATE && b.death != TS_NO_DATE;
        errors += a.birth != h->birth;
        all++;
    }
    CHECK(all > 300 && movers * 100 > all * 8 && movers * 100 < all * 35);
    CHECK(brides > 0 && born > 20);
    CHECK(errors * 100 > all && errors * 100 < all * 8); /* a part of the 8 % that are wrong somewhere */
    (void)dead;
    ts_world_done(&w);
}

TEST(an_altered_birth_date_is_no_slip) {
    ts_world w;
    ts_world_make(&w, 9, 500, 0);
    ts_dice c = {11};
    for (uint32_t k = 0; k < 2000; k++) {
        ts_record r, was;
        ts_record_invented(&w, k, TS_SYSTEM_CHILDREN, w.snapshot[1], &r);
        was = r;
        ts_record_alter(&w, &r, TS_ALTER_BIRTH, k, &c);
        int y[2], m[2], d[2];
        CHECK(r.birth != TS_NO_DATE);
        ts_date_parts(was.birth, &y[0], &m[0], &d[0]);
        ts_date_parts(r.birth, &y[1], &m[1], &d[1]);
        CHECK(y[0] != y[1] && m[0] != m[1] && d[0] != d[1] && !(d[1] == m[0] && m[1] == d[0]));
        ts_record_alter(&w, &r, TS_ALTER_NHS, k, &c);
        CHECK(check_digit_fits(r.nhs) && strcmp(r.nhs, was.nhs) != 0);
    }
    ts_world_done(&w);
}

TEST(the_invented_never_borrow_an_issued_local_id) {
    ts_world w;
    ts_world_make(&w, 9, 800, 0);
    ts_map *issued = ts_map_new();
    for (uint32_t i = 0; i < w.members[TS_SYSTEM_HEART]; i++) {
        ts_record r;
        bool added;
        ts_record_held(&w, w.member[TS_SYSTEM_HEART][i], TS_SYSTEM_HEART, w.snapshot[2], &r);
        ts_map_slot(issued, ts_str(r.local), &added);
        CHECK(added);
    }
    for (uint32_t k = 0; k < 1000; k++) {
        ts_record r;
        ts_record_invented(&w, k, TS_SYSTEM_HEART, w.snapshot[1], &r);
        CHECK(r.local[0] && !ts_map_find(issued, ts_str(r.local)));
    }
    ts_map_free(issued);
    ts_world_done(&w);
}
