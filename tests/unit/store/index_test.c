/* index_test.c - in a world of 20,000 made-up people each is found after any damage, and nobody by accident. */
#include <math.h>
#include <stdlib.h>

#include "indexing.h"

#define BIT(a) (1u << TS_ATTR_##a)

static bool found(const ts_index *x, const ts_probe *p, uint32_t row, size_t *others) {
    uint32_t hit[64];
    bool overflow, here = false;
    size_t n = candidates(x, p, hit, 64, &overflow);
    for (size_t i = 0; i < n; i++) {
        CHECK(i == 0 || hit[i] > hit[i - 1]);
        here |= hit[i] == row;
    }
    *others += n - here;
    return here;
}

/* Changes a letter in the middle of a word. */
static void misspell(ts_norm *n, uint64_t *seed) {
    size_t at = 1 + made_next(seed) % (n->len - 1);
    n->text[at] = n->text[at] == 'Q' ? 'X' : 'Q';
}

typedef void (*damage_fn)(ts_values *v, uint64_t *seed);
static void none(ts_values *v, uint64_t *s) { (void)v, (void)s; }
static void no_numbers(ts_values *v, uint64_t *s) {
    (void)s;
    made_keep(v, BIT(SURNAME) | BIT(FORENAME) | BIT(SEX) | BIT(BIRTH) | BIT(ADDRESS) | BIT(POSTCODE));
}
static void surname_typo(ts_values *v, uint64_t *s) {
    no_numbers(v, s);
    misspell(&v->value[TS_ATTR_SURNAME], s);
}
static void moved(ts_values *v, uint64_t *s) {
    no_numbers(v, s);
    made_set(v, TS_ATTR_ADDRESS, "1 ELSEWHERE LN");
    made_set(v, TS_ATTR_POSTCODE, "ZX11AA");
}
static void married_and_moved(ts_values *v, uint64_t *s) {
    moved(v, s);
    made_set(v, TS_ATTR_SURNAME, "NEWNAME");
}
static void birth_wrong(ts_values *v, uint64_t *s) {
    no_numbers(v, s);
    made_set(v, TS_ATTR_BIRTH, "1901-01-31");
}
static void initial_only(ts_values *v, uint64_t *s) {
    no_numbers(v, s);
    v->value[TS_ATTR_FORENAME].len = 1;
    v->value[TS_ATTR_FORENAME].text[1] = 0;
}
static void swapped(ts_values *v, uint64_t *s) {
    no_numbers(v, s);
    int y, m, d;
    ts_date_parts(ts_date_parse_iso(ts_norm_span(&v->value[TS_ATTR_BIRTH])), &y, &m, &d);
    char iso[11];
    if (d <= 12) {
        ts_date_print(ts_date_of(y, d, m), iso);
        made_set(v, TS_ATTR_BIRTH, iso);
    }
    made_drop(v, TS_ATTR_POSTCODE);
    made_drop(v, TS_ATTR_ADDRESS);
}

TEST(every_person_is_found_after_each_damage) {
    static const struct {
        damage_fn damage;
        double most_others; /* candidates beside the person, on average */
        const char *why;
    } rows[] = {
        {none, 1.5, "undamaged"},
        {no_numbers, 1.5, "no number at all"},
        {surname_typo, 1.5, "surname misspelt"},
        {moved, 1.5, "moved house"},
        {married_and_moved, 1.0, "surname changed and moved"},
        {birth_wrong, 1.0, "birth date wrong"},
        {initial_only, 1.5, "initial only"},
        {swapped, 1.5, "day and month swapped, no address"},
    };
    ts_index *x = world();
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        uint64_t seed = k;
        size_t missed = 0, others = 0;
        for (uint32_t i = 0; i < PEOPLE; i += 2) {
            ts_values v;
            ts_probe p;
            made_person(i, &v);
            rows[k].damage(&v, &seed);
            ts_probe_init(f, &v, &p);
            ts_index_prefetch(x, &p);
            missed += !found(x, &p, i, &others);
        }
        CHECK_ROW(missed == 0, rows[k].why);
        CHECK_ROW((double)others / (PEOPLE / 2) < rows[k].most_others, rows[k].why);
    }
    ts_fingerprinter_free(f);
}

TEST(strangers_are_not_found_by_accident) {
    ts_index *x = world();
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    size_t wrong = 0;
    for (uint32_t i = 0; i < PEOPLE; i++) {
        ts_values v;
        ts_probe p;
        made_person(PEOPLE + 5 + i, &v);
        made_keep(&v, BIT(NHS) | BIT(LOCAL) | BIT(EMAIL) | BIT(MOBILE));
        ts_probe_init(f, &v, &p);
        found(x, &p, UINT32_MAX, &wrong);
    }
    /* 60,000 keys against buckets of 8-16 entries with 24-bit remainders: 0.05 expected. */
    CHECK(wrong <= 2);
    ts_fingerprinter_free(f);
}

TEST(crowded_keys_name_nobody) {
    int dir = test_fd();
    ts_index_builder *b = NULL;
    ts_index *x = NULL;
    ts_holding_info info = info_of(200);
    CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK);
    for (uint32_t i = 0; i < 200; i++) {
        ts_values v = {0};
        char text[32];
        made_set(&v, TS_ATTR_LANDLINE, "+441514960123"); /* the switchboard */
        snprintf(text, sizeof text, "R%u", i);
        made_set(&v, TS_ATTR_LOCAL, text);
        CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, "crowd.tsx") == TS_OK);
    CHECK(ts_index_open(&key, dir, "crowd.tsx", &x) == TS_OK);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    ts_values v = {0};
    ts_probe p;
    uint32_t row[64];
    bool overflow;
    made_set(&v, TS_ATTR_LANDLINE, "+441514960123");
    ts_probe_init(f, &v, &p);
    CHECK(candidates(x, &p, row, 64, &overflow) == 0 && overflow);
    made_set(&v, TS_ATTR_LOCAL, "R77");
    ts_probe_init(f, &v, &p);
    CHECK(candidates(x, &p, row, 64, &overflow) == 1 && overflow && row[0] == 77);
    ts_comparison c;
    ts_index_compare(x, 77, &p, &c);
    CHECK(c.rarity[TS_ATTR_LANDLINE] == 7 && c.rarity[TS_ATTR_LOCAL] == 0);
    ts_fingerprinter_free(f);
    ts_index_close(x);
    close(dir);
}

TEST(attributes_agree_near_differ_absent) {
    static const struct {
        ts_attr attr;
        const char *held, *said;
        ts_agree want;
        const char *why;
    } rows[] = {
        {TS_ATTR_NHS, "9990000018", "9990000018", TS_AGREES, "same number"},
        {TS_ATTR_NHS, "9990000018", "9990000026", TS_DIFFERS, "other number"},
        {TS_ATTR_NHS, "4010232137", "4010232187", TS_NEAR, "a digit read for one like it"},
        {TS_ATTR_NHS, "4010232137", "4010322137", TS_NEAR, "two digits exchanged"},
        {TS_ATTR_NHS, "4010232137", "4010232133", TS_DIFFERS, "a digit that is like none"},
        {TS_ATTR_NHS, "9990000018", "", TS_ABSENT, "not said"},
        {TS_ATTR_NHS, "", "9990000018", TS_ABSENT, "not held"},
        {TS_ATTR_SURNAME, "OBRIEN", "OBRIEN", TS_AGREES, "same"},
        {TS_ATTR_SURNAME, "OBRIEN", "OBRYEN", TS_NEAR, "same sound"},
        {TS_ATTR_SURNAME, "HARTLEY", "HAQTLEY", TS_NEAR, "one letter wrong"},
        {TS_ATTR_SURNAME, "HARTLEY", "HARLEY", TS_NEAR, "one letter missing"},
        {TS_ATTR_SURNAME, "HARTLEY", "HARTLREY", TS_NEAR, "one letter more"},
        {TS_ATTR_SURNAME, "HARTLEY", "AHRTLEY", TS_NEAR, "two letters exchanged"},
        {TS_ATTR_SURNAME, "PRICE", "ONEILL PRICE", TS_NEAR, "double name, second part held"},
        {TS_ATTR_SURNAME, "ONEILL PRICE", "ONEILL", TS_NEAR, "double name held, first part said"},
        {TS_ATTR_SURNAME, "HARTLEY", "BLACKSHAW", TS_DIFFERS, "another name"},
        {TS_ATTR_FORENAME, "ROBERT", "BOB", TS_NEAR, "nickname"},
        {TS_ATTR_FORENAME, "BOB", "ROBERT", TS_NEAR, "nickname held"},
        {TS_ATTR_FORENAME, "ROBERT", "R", TS_NEAR, "initial said"},
        {TS_ATTR_FORENAME, "R", "ROBERT", TS_NEAR, "initial held"},
        {TS_ATTR_FORENAME, "ROBERT", "RUPERT", TS_DIFFERS, "the same initial is not enough"},
        {TS_ATTR_FORENAME, "ROBERT", "S", TS_DIFFERS, "another initial"},
        {TS_ATTR_FORENAME, "SIAN", "SAIN", TS_NEAR, "two letters exchanged"},
        {TS_ATTR_SEX, "M", "M", TS_AGREES, "same"},
        {TS_ATTR_SEX, "M", "F", TS_DIFFERS, "other"},
        {TS_ATTR_BIRTH, "1987-04-23", "1987-04-23", TS_AGREES, "same"},
        {TS_ATTR_BIRTH, "1987-04-02", "1987-02-04", TS_NEAR, "day and month swapped"},
        {TS_ATTR_BIRTH, "1987-04-23", "1987-04-28", TS_NEAR, "a digit of the day"},
        {TS_ATTR_BIRTH, "1987-04-23", "1987-08-23", TS_NEAR, "a digit of the month"},
        {TS_ATTR_BIRTH, "1987-04-23", "1987-11-23", TS_DIFFERS, "two digits of the month"},
        {TS_ATTR_BIRTH, "1987-04-23", "1977-04-23", TS_NEAR, "a digit of the year"},
        {TS_ATTR_BIRTH, "1987-04-23", "1978-04-23", TS_NEAR, "year's digits exchanged"},
        {TS_ATTR_BIRTH, "1987-04-12", "1987-04-21", TS_NEAR, "day's digits exchanged"},
        {TS_ATTR_BIRTH, "1987-04-23", "1966-04-23", TS_DIFFERS, "another year"},
        {TS_ATTR_BIRTH, "1987-04-23", "1985-04-21", TS_DIFFERS, "two digits apart"},
        {TS_ATTR_ADDRESS, "12 EATON RD", "12 EATON RD", TS_AGREES, "same"},
        {TS_ATTR_ADDRESS, "12 EATON RD", "FLAT 2 12 EATON RD", TS_NEAR, "with the flat"},
        {TS_ATTR_ADDRESS, "12 EATON RD", "14 EATON RD", TS_DIFFERS, "next door but one"},
        {TS_ATTR_POSTCODE, "L122AP", "L122AP", TS_AGREES, "same"},
        {TS_ATTR_POSTCODE, "L122AP", "L129XX", TS_NEAR, "same outward part"},
        {TS_ATTR_POSTCODE, "L122AP", "M11AA", TS_DIFFERS, "elsewhere"},
        {TS_ATTR_MOBILE, "+447700900001", "+447700900002", TS_DIFFERS, "another phone"},
        {TS_ATTR_EMAIL, "a@x.example", "a@x.example", TS_AGREES, "same"},
        {TS_ATTR_BANK, "20295963748472", "20295963748473", TS_DIFFERS, "another account"},
        {TS_ATTR_DEATH, "2020-03-04", "2020-04-03", TS_NEAR, "day and month swapped"},
        {TS_ATTR_NINO, "QQ123456C", "QQ123456C", TS_AGREES, "same"},
        {TS_ATTR_LOCAL, "R1000001", "R1000002", TS_DIFFERS, "another id"},
        {TS_ATTR_LANDLINE, "+441514960123", "+441514960123", TS_AGREES, "same"},
    };
    int dir = test_fd();
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    ts_index_builder *b = NULL;
    ts_index *x = NULL;
    ts_holding_info info = info_of(TEST_COUNT(rows));
    CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK);
    for (uint32_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_values v = {0};
        made_set(&v, rows[i].attr, rows[i].held);
        CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, "compare.tsx") == TS_OK);
    CHECK(ts_index_open(&key, dir, "compare.tsx", &x) == TS_OK);
    for (uint32_t i = 0; x && i < TEST_COUNT(rows); i++) {
        ts_values v = {0};
        ts_probe p;
        ts_comparison c;
        made_set(&v, rows[i].attr, rows[i].said);
        ts_probe_init(f, &v, &p);
        ts_index_compare(x, i, &p, &c);
        CHECK_ROW(c.attr[rows[i].attr] == rows[i].want, rows[i].why);
        for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
            CHECK_ROW(a == rows[i].attr || c.attr[a] == TS_ABSENT, rows[i].why);
    }
    ts_fingerprinter_free(f);
    ts_index_close(x);
    close(dir);
}

TEST(a_person_reads_back) {
    ts_index *x = world();
    const ts_holding_info *info = ts_index_info(x);
    CHECK(strcmp(info->organisation, "RBS") == 0 && strcmp(info->mask[0], "\\R9999999") == 0 && info->mask[1][0] == 0);
    CHECK(info->population == TS_ROLE_PATIENT && info->as_of == 19000 && info->complete && !info->travels);
    CHECK(info->local_space == 10000000 && info->local_used == PEOPLE && ts_index_people(x) == PEOPLE);
    uint8_t versions[TS_NORMAL_VERSIONS] = {[3] = 4};
    CHECK(ts_index_normal_fits(x, versions));
    versions[5] = 1;
    CHECK(!ts_index_normal_fits(x, versions));
    uint64_t last = 0;
    for (uint32_t i = 0; i < PEOPLE; i += 7) {
        ts_held h;
        ts_values v;
        int y, m, d;
        made_person(i, &v);
        ts_date_parts(ts_date_parse_iso(ts_norm_span(&v.value[TS_ATTR_BIRTH])), &y, &m, &d);
        ts_index_held(x, i, &h);
        CHECK(h.source_row == i + 1 && h.birth_month == (y - 1800) * 12 + m - 1);
        CHECK(h.deceased == (i % 100 == 7) && h.person && h.local && h.person != h.local && h.person != last);
        last = h.person;
    }
    ts_held none_such;
    ts_index_held(x, PEOPLE, &none_such);
    CHECK(none_such.source_row == 0 && none_such.person == 0 && none_such.birth_month == -1);
}

/* A health number is one person wherever it is held; a local id is one of its own system alone. */
TEST(local_ids_are_of_their_system) {
    static const struct {
        const char *organisation, *system;
    } rows[] = {{"RBS", "PAS"}, {"RBS", "PAS"}, {"RBT", "PAS"}, {"RBS", "LIMS"}};
    ts_held held[TEST_COUNT(rows)];
    int dir = test_fd();
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char name[32];
        ts_index_builder *b = NULL;
        ts_index *x = NULL;
        ts_values v;
        ts_holding_info info = info_of(1);
        snprintf(name, sizeof name, "system%zu.tsx", i);
        snprintf(info.organisation, sizeof info.organisation, "%s", rows[i].organisation);
        snprintf(info.system, sizeof info.system, "%s", rows[i].system);
        made_person(5, &v);
        CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK && ts_index_add(b, &v, false, 1) == TS_OK);
        CHECK(ts_index_finish(b, &info, name) == TS_OK && ts_index_open(&key, dir, name, &x) == TS_OK);
        ts_index_held(x, 0, &held[i]);
        ts_index_close(x);
        CHECK_ROW(held[i].person == held[0].person, name);
        for (size_t k = 0; k < i; k++)
            CHECK_ROW((held[i].local == held[k].local) == (i == 1), name);
    }
    close(dir);
}

/* Classes against counts taken by hand. */
TEST(rarity_follows_counts) {
    ts_index *x = world();
    static ts_values all[PEOPLE];
    for (uint32_t i = 0; i < PEOPLE; i++)
        made_person(i, &all[i]);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    for (uint32_t i = 0; i < PEOPLE; i += 997) {
        for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
            if (!all[i].value[a].len)
                continue;
            uint64_t n = 0;
            for (uint32_t k = 0; k < PEOPLE; k++)
                n += ts_span_eq(ts_norm_span(&all[k].value[a]), ts_norm_span(&all[i].value[a]));
            ts_probe p;
            ts_comparison c;
            ts_probe_init(f, &all[i], &p);
            ts_index_compare(x, i, &p, &c);
            double share = (double)n / PEOPLE;
            CHECK(c.attr[a] == TS_AGREES);
            if (c.rarity[a] == 0)
                CHECK(n == 1);
            else if (c.rarity[a] == 7)
                CHECK(share > 1.0 / 200);
            else
                CHECK(n > 1 && share <= 1.0 / (200 * pow(4, 6 - c.rarity[a])) &&
                      (c.rarity[a] == 1 || share > 1.0 / (200 * pow(4, 7 - c.rarity[a]))));
        }
    }
    ts_fingerprinter_free(f);
}

static int by_tag(const void *a, const void *b) {
    const uint32_t *x = a, *y = b;
    return (x[0] > y[0]) - (x[0] < y[0]);
}

/* Two numbers whose tags share 32 bits are two: how many people have one must not depend on the key. */
TEST(rarity_tells_values_apart_whose_tags_are_alike) {
    enum { TRIED = 400000 };
    uint32_t(*tag)[2] = ts_alloc_array(TRIED, sizeof *tag);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    ts_values v = {0};
    char number[11];
    for (uint32_t i = 0; i < TRIED; i++) {
        snprintf(number, sizeof number, "%010u", i);
        made_set(&v, TS_ATTR_NHS, number);
        tag[i][0] = (uint32_t)index_exact_tag(f, &v, TS_ATTR_NHS);
        tag[i][1] = i;
    }
    qsort(tag, TRIED, sizeof *tag, by_tag);
    size_t at = 1;
    while (at < TRIED && tag[at][0] != tag[at - 1][0])
        at++;
    CHECK(at < TRIED);
    int dir = test_fd();
    ts_index_builder *b = NULL;
    ts_index *x = NULL;
    ts_holding_info info = info_of(2);
    CHECK(ts_index_build(&key, &info, dir, &b) == TS_OK);
    for (uint32_t i = 0; at < TRIED && i < 2; i++) {
        made_person(i, &v);
        snprintf(number, sizeof number, "%010u", tag[at - i][1]);
        made_set(&v, TS_ATTR_NHS, number);
        CHECK(ts_index_add(b, &v, false, i + 1) == TS_OK);
    }
    CHECK(ts_index_finish(b, &info, "alike.tsx") == TS_OK && ts_index_open(&key, dir, "alike.tsx", &x) == TS_OK);
    ts_probe p;
    ts_comparison c;
    ts_probe_init(f, &v, &p);
    ts_index_compare(x, 1, &p, &c);
    CHECK(c.attr[TS_ATTR_NHS] == TS_AGREES && c.rarity[TS_ATTR_NHS] == 0);
    ts_index_close(x);
    ts_fingerprinter_free(f);
    ts_free(tag);
    close(dir);
}
