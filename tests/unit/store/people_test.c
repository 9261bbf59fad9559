/* people_test.c - case numbers, people kept sealed, organisations in their order. */
#include "store/people.h"

#include "base/map.h"
#include "unit/store/case_support.h"

TEST(case_numbers_are_readable_and_no_two_alike) {
    ts_crypt_init();
    ts_map *seen = ts_map_new();
    char number[16];
    int bad = 0;
    for (int i = 0; i < 200000; i++) {
        bool added = false;
        ts_person_number(number);
        ts_map_slot(seen, ts_str(number), &added);
        bad += !added || strlen(number) != 11 || number[0] != 'P' || number[1] != '-' || number[6] != '-' ||
               strspn(number + 2, "23456789BCDFGHJKMNPQRSTVWXYZ-") != 9;
    }
    CHECK(bad == 0);
    ts_map_free(seen);
}

typedef struct seen {
    int n;
    ts_person last;
} seen;

static ts_err keep(void *context, const ts_person *p) {
    seen *s = context;
    s->n++;
    s->last = *p;
    return TS_OK;
}

TEST(people_come_back_as_they_were_saved) {
    ts_case *c = case_fresh("people");
    ts_person p = {.verdict = 5,
                   .population = 1,
                   .roles = 0x1234,
                   .categories = 0x1fff,
                   .organisations = UINT64_C(1) << 63,
                   .sightings = 7,
                   .files = 3,
                   .birth_month = -1,
                   .deceased = true,
                   .child_then = true,
                   .first_year = 2018,
                   .last_year = 2024,
                   .sightings_digest = {{1, 2, 3}}};
    ts_person_number(p.number);
    CHECK(ts_case_begin(c) == TS_OK && ts_people_save(c, &p) == TS_OK && ts_case_commit(c) == TS_OK);
    seen s = {0};
    CHECK(ts_people_each(c, keep, &s) == TS_OK && s.n == 1);
    CHECK(memcmp(&s.last, &p, sizeof p) == 0);
    CHECK(ts_people_save(c, &p) != TS_OK); /* the number is taken */
    CHECK(ts_db_exec(c->db, "INSERT INTO person SELECT 'P-2222-2222', sealed FROM person") == TS_OK);
    CHECK(ts_people_each(c, keep, &s) == TS_EDAMAGED); /* a row moved to another number */
    CHECK(ts_people_clear(c) == TS_OK);
    s.n = 0;
    CHECK(ts_people_each(c, keep, &s) == TS_OK && s.n == 0);
    ts_case_close(c);
}

static ts_err name_of(void *context, int index, const char *code, const char *name) {
    snprintf((char *)context + strlen(context), 64, "%d=%s:%s ", index, code, name);
    return TS_OK;
}

TEST(organisations_keep_their_order) {
    ts_case *c = case_fresh("organisations");
    int bit = -1;
    CHECK(ts_organisation_index(c, "RBS", &bit) == TS_OK && bit == 0);
    CHECK(ts_organisation_index(c, "RBQ", &bit) == TS_OK && bit == 1);
    CHECK(ts_organisation_index(c, "RBS", &bit) == TS_OK && bit == 0);
    CHECK(ts_organisation_name(c, "RBQ", "Heart and Chest") == TS_OK);
    char list[256] = "";
    CHECK(ts_organisation_each(c, name_of, list) == TS_OK);
    CHECK_ROW(strcmp(list, "0=RBS: 1=RBQ:Heart and Chest ") == 0, list);
    for (int i = 2; i < 64; i++) {
        char code[8];
        snprintf(code, sizeof code, "X%d", i);
        CHECK(ts_organisation_index(c, code, &bit) == TS_OK && bit == i);
    }
    CHECK(ts_organisation_index(c, "MORE", &bit) == TS_ELIMIT);
    ts_case_close(c);
}
