/* match_test.c - weights, people out of rows, priors and posteriors. */
#include "verify/match.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

enum { PAS, CARDIAC, DONORS, SNAPSHOTS = 4 };
/* Two snapshots of the patient system, one of another trust's, one of the donors'. */
static ts_stock make_stock(ts_snapshot at[SNAPSHOTS]) {
    static const struct {
        uint16_t system;
        ts_role population;
        int as_of;
    } rows[SNAPSHOTS] = {{PAS, TS_ROLE_PATIENT, 18000},
                         {PAS, TS_ROLE_PATIENT, 19000},
                         {CARDIAC, TS_ROLE_PATIENT, 19000},
                         {DONORS, TS_ROLE_DONOR, 19000}};
    for (int i = 0; i < SNAPSHOTS; i++)
        at[i] = (ts_snapshot){.system = rows[i].system,
                              .population = (uint8_t)rows[i].population,
                              .travels = rows[i].system != DONORS,
                              .as_of = rows[i].as_of,
                              .rows = 20000,
                              .local_space = 10000000,
                              .local_used = 20000};
    ts_stock s = {.snapshot = at, .snapshots = SNAPSHOTS, .systems = 3};
    ts_stock_weigh(&s);
    return s;
}

/* "N=  L=  S=..": attribute letter, then = agrees, ~ near, ! differs. */
static ts_comparison compared(const char *text) {
    static const char letter[] = "NLIWFXBAPTMEK";
    ts_comparison c = {0};
    for (; *text; text++) {
        const char *at = strchr(letter, *text);
        if (!at || !text[1])
            continue;
        size_t a = (size_t)(at - letter);
        c.attr[a] = text[1] == '=' ? TS_AGREES : text[1] == '~' ? TS_NEAR : TS_DIFFERS;
        c.rarity[a] = a == TS_ATTR_SURNAME    ? 5
                      : a == TS_ATTR_FORENAME ? 6
                      : a == TS_ATTR_SEX      ? 7
                      : a == TS_ATTR_BIRTH    ? 3
                                              : 0;
        text++;
    }
    return c;
}

static ts_held_row held(uint16_t snapshot, uint32_t source_row, uint64_t person, uint64_t local, const char *c) {
    return (ts_held_row){.snapshot = snapshot,
                         .source_row = source_row,
                         .person = person,
                         .local = local,
                         .birth_month = 2000,
                         .c = compared(c)};
}

TEST(rarer_values_weigh_more_and_no_value_more_than_one_of_all_people) {
    ts_snapshot s = {.rows = 100000000};
    ts_snapshot_weigh(&s);
    for (int k = 1; k < TS_RARITIES; k++)
        CHECK(s.agree[TS_ATTR_SURNAME][k] < s.agree[TS_ATTR_SURNAME][k - 1]);
    CHECK(s.agree[TS_ATTR_NHS][0] <= 27 * TS_BIT && s.agree[TS_ATTR_NHS][0] > 26 * TS_BIT); /* tags have 32 */
    CHECK(abs(s.agree[TS_ATTR_SEX][7] - TS_BIT) < TS_BIT / 16); /* one of two */
}

TEST(how_rare_a_value_is_and_from_where_that_is_known) {
    static const struct {
        ts_attr a;
        unsigned rarity;
        uint64_t rows, one_in;
        ts_rare from;
    } rows[] = {
        {TS_ATTR_SURNAME, 5, 20000, 800, TS_RARE_CLASS},   {TS_ATTR_SURNAME, 7, 20000, 50, TS_RARE_COMMON},
        {TS_ATTR_SURNAME, 0, 20000, 20000, TS_RARE_ALONE}, {TS_ATTR_SURNAME, 0, 1, 2, TS_RARE_ALONE},
        {TS_ATTR_SURNAME, 5, 800, 800, TS_RARE_CLASS},     {TS_ATTR_SURNAME, 5, 799, 799, TS_RARE_EXPORT},
        {TS_ATTR_SURNAME, 99, 20000, 50, TS_RARE_COMMON},  {TS_ATTR_BIRTH, 5, 20000, 5000, TS_RARE_KIND},
        {TS_ATTR_BIRTH, 2, 100000, 51200, TS_RARE_CLASS},  {TS_ATTR_NHS, 0, 20000, 1u << 27, TS_RARE_KIND},
        {TS_ATTR_LOCAL, 0, 20000, 10000000, TS_RARE_MASK}, {TS_ATTR_LOCAL, 0, 20000000, 20000000, TS_RARE_ALONE},
        {TS_ATTR_SEX, 7, 20000, 2, TS_RARE_SEX},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_snapshot s = {.rows = rows[i].rows, .local_space = 10000000};
        ts_snapshot_weigh(&s);
        ts_rareness r = ts_rareness_of(&s, rows[i].a, rows[i].rarity);
        CHECK_ROW(r.one_in == rows[i].one_in && r.from == rows[i].from, ts_attr_name(rows[i].a));
        /* and the weight is made of nothing else: log2(m n), less what tags add */
        ts_attr_odds o = ts_odds_of(rows[i].a, TS_AGREES);
        int32_t m_n = ts_log2_ratio(o.m_ppm * r.one_in, 1000000), w = s.agree[rows[i].a][rows[i].rarity & 7];
        CHECK_ROW(rows[i].rarity > 7 || (w <= m_n && w > m_n - TS_BIT / 16), ts_attr_name(rows[i].a));
    }
}

TEST(what_is_near_or_differs_weighs_what_its_odds_say) {
    ts_snapshot s = {.rows = 20000};
    ts_snapshot_weigh(&s);
    ts_comparison c = compared("W~F!");
    ts_attr_odds near = ts_odds_of(TS_ATTR_SURNAME, TS_NEAR), differs = ts_odds_of(TS_ATTR_FORENAME, TS_DIFFERS);
    CHECK(near.m_ppm == 35000 && near.u_ppm == 10000 && differs.m_ppm == 25000 && differs.u_ppm == 985000);
    CHECK(ts_attr_weight(&s, &c, TS_ATTR_SURNAME) == ts_log2_ratio(35000, 10000));
    CHECK(ts_attr_weight(&s, &c, TS_ATTR_FORENAME) == ts_log2_ratio(25000, 985000));
    CHECK(ts_attr_weight(&s, &c, TS_ATTR_BIRTH) == 0 && ts_odds_of(TS_ATTR_BIRTH, TS_ABSENT).m_ppm == 0);
}

TEST(a_group_counts_once_with_its_most_telling_attribute) {
    ts_snapshot at[SNAPSHOTS];
    make_stock(at);
    ts_weighing address, both, alone, sex;
    ts_comparison c = compared("A=");
    ts_weigh(&at[0], &c, &address);
    c = compared("A=P=T=");
    ts_weigh(&at[0], &c, &both);
    CHECK(both.weight == address.weight || both.weight == at[0].agree[TS_ATTR_POSTCODE][0]);
    CHECK(both.group_agree == 1u << TS_GROUP_ADDRESS);
    c = compared("F!");
    ts_weigh(&at[0], &c, &alone);
    c = compared("F!X=");
    ts_weigh(&at[0], &c, &sex);
    CHECK(sex.weight == alone.weight && alone.weight < 0); /* an agreeing sex excuses no other forename */
    CHECK(sex.group_differ == 1u << TS_GROUP_FORENAME);
}

TEST(the_home_of_a_held_person_is_no_evidence_for_a_relative) {
    ts_snapshot at[SNAPSHOTS];
    make_stock(at);
    ts_weighing with, without;
    static const char *const rows[][2] = {{"W=F!B!A=P=T=", "W=F!B!"}, {"W=F!A=", "W=F!"}, {"W=B!P=", "W=B!"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_comparison c = compared(rows[i][0]), d = compared(rows[i][1]);
        ts_weigh(&at[0], &c, &with);
        ts_weigh(&at[0], &d, &without);
        CHECK_ROW(with.weight == without.weight, rows[i][0]);
    }
    ts_comparison c = compared("W=F=B!A="), d = compared("W=F=B!"); /* one altered value is not another person */
    ts_weigh(&at[0], &c, &with);
    ts_weigh(&at[0], &d, &without);
    CHECK(with.weight > without.weight + 8 * TS_BIT);
}

TEST(each_difference_costs) {
    ts_snapshot at[SNAPSHOTS];
    make_stock(at);
    static const char *const rows[] = {"N!", "L!", "I!", "W!", "F!", "X!", "B!", "A!", "P!", "T!", "M!", "E!", "K!"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_comparison c = compared(rows[i]);
        ts_weighing w;
        ts_weigh(&at[0], &c, &w);
        CHECK_ROW(w.weight < -2 * TS_BIT, rows[i]);
    }
}

TEST(rows_of_one_person_are_one_candidate) {
    ts_snapshot at[SNAPSHOTS];
    ts_stock stock = make_stock(at);
    /* the number came with the second snapshot: the local id ties them; the third by the number */
    ts_held_row rows[] = {held(0, 7, 50, 50, "L=W=F=B=P!"), held(1, 9, 60, 50, "N=L=W=F=B=P="),
                          held(2, 3, 60, 70, "N=W=F=B=P=")};
    ts_match m;
    ts_match_rows(&stock, rows, TEST_COUNT(rows), &m);
    CHECK(m.people == 1 && m.second == TS_NO_WEIGHT && m.total == m.weight);
    CHECK(m.snapshot == 1 && m.source_row == 9);
    CHECK(m.person == 60); /* named by the health number */
    CHECK(m.holdings == 2 && m.systems == ((1u << PAS) | (1u << CARDIAC)) && m.local == 1u << PAS);
    CHECK(m.never == 0); /* the postcode differs from the first snapshot, but not from all */
    CHECK(m.fits == ((1u << 1) | (1u << 2)) && m.spans == ((1u << 0) | (1u << 1) | (1u << 2)));
}

TEST(a_row_that_lacks_what_another_snapshot_knows_does_not_fit) {
    ts_snapshot at[SNAPSHOTS];
    ts_stock stock = make_stock(at);
    ts_held_row rows[] = {held(0, 1, 9, 9, "L=W=F=B="), held(1, 1, 9, 9, "L=W=F=B=M=")};
    ts_match m;
    ts_match_rows(&stock, rows, 2, &m);
    CHECK(m.fits == 1u << 1);
}

TEST(another_systems_copy_of_the_same_human_does_not_compete) {
    ts_snapshot at[SNAPSHOTS];
    ts_stock stock = make_stock(at);
    ts_held_row rows[] = {held(1, 4, 60, 61, "W=F=B=P=A!"), held(3, 8, 80, 80, "W=F=B=P=A=E=")};
    ts_match m;
    ts_match_rows(&stock, rows, 2, &m);
    CHECK(m.people == 1 && m.second == TS_NO_WEIGHT && m.holdings == 2);
    CHECK(m.person == 60 && m.never == 0);
    rows[1].snapshot = 1; /* two numbers in one system are two people */
    ts_match_rows(&stock, rows, 2, &m);
    CHECK(m.people == 2 && m.second != TS_NO_WEIGHT);
    rows[1].snapshot = 3; /* a number that neither of them has keeps nobody apart */
    rows[0].c.attr[TS_ATTR_NHS] = rows[1].c.attr[TS_ATTR_NHS] = TS_DIFFERS;
    ts_match_rows(&stock, rows, 2, &m);
    CHECK(m.people == 1);
    rows[1].c.attr[TS_ATTR_NHS] = TS_AGREES; /* one that one of them has does */
    ts_match_rows(&stock, rows, 2, &m);
    CHECK(m.people == 2);
    rows[0].c.attr[TS_ATTR_NHS] = rows[1].c.attr[TS_ATTR_NHS] = TS_ABSENT;
    /* nor is a father his son */
    rows[0].c.attr[TS_ATTR_BIRTH] = TS_DIFFERS;
    ts_match_rows(&stock, rows, 2, &m);
    CHECK(m.second != TS_NO_WEIGHT && m.person == 80);
}

TEST(two_people_are_seen_only_where_nothing_links_them) {
    static const struct {
        const char *first, *second;
        bool two;
        const char *why;
    } rows[] = {
        {"N!W=F=B=P=", "N=W!F!B!P!", true, "the number of a stranger"},
        {"N!W=F=B=P=", "N=W=F!B!P=", false, "the number of somebody of the household"},
        {"N!W=F=B=P=", "N=W=F!B!P!", false, "a namesake's: kin perhaps"},
        {"N!W=F=B=P=", "N=W!F=B=P!", false, "the same forename and birth date: an earlier surname"},
        {"N=W=F=B=P=", "N=W!F!B!P!", false, "both have it: it points to neither alone"},
        {"L~W=F=B=P=", "L=W!F!B!P!", false, "a slip of the local id that is another's"},
        {"W=F=B=P=", "N!W!F!B=P!", false, "nothing points to the second"},
        {"K=W!F!B!", "N=W!F!B!", true, "bank account and number of two people"},
    };
    ts_snapshot at[SNAPSHOTS];
    ts_stock stock = make_stock(at);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_held_row r[] = {held(0, 1, 10, 11, rows[i].first), held(0, 2, 20, 21, rows[i].second)};
        ts_match m;
        ts_match_rows(&stock, r, 2, &m);
        CHECK_ROW(m.two_people == rows[i].two, rows[i].why);
    }
}

TEST(nobody_is_named_by_what_speaks_against) {
    ts_snapshot at[SNAPSHOTS];
    ts_stock stock = make_stock(at);
    ts_held_row r = held(0, 1, 10, 11, "X=W!F!B!");
    ts_match m;
    ts_match_rows(&stock, &r, 1, &m);
    CHECK(m.weight == TS_NO_WEIGHT && m.snapshot == UINT16_MAX && m.people == 0);
    ts_match_rows(&stock, NULL, 0, &m);
    CHECK(m.weight == TS_NO_WEIGHT);
}

static uint64_t next(uint64_t *s) {
    *s = *s * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return *s >> 33;
}

/* Other keys: other fingerprints, so another order of hashes; the answer may differ in `person` alone. */
TEST(no_fingerprint_decides_anything) {
    static const char *const levels[] = {"N=W=F=B=", "W=F=B=P=", "W=F~B=", "L=W=F=", "W!F!B!N=", "W=F=B="};
    ts_snapshot at[SNAPSHOTS];
    ts_stock stock = make_stock(at);
    uint64_t seed = 5;
    for (int round = 0; round < 2000; round++) {
        ts_held_row a[12], b[12];
        uint64_t rename[8];
        for (int i = 0; i < 8; i++)
            rename[i] = next(&seed) << 20 | next(&seed);
        int n = 1 + (int)(next(&seed) % 12);
        for (int i = 0; i < n; i++) {
            uint64_t p = next(&seed) % 8, l = next(&seed) % 8;
            uint16_t snapshot = (uint16_t)(i * SNAPSHOTS / n);
            a[i] = held(snapshot, (uint32_t)i + 1, 100 + p, 100 + (next(&seed) % 2 ? p : l),
                        levels[next(&seed) % TEST_COUNT(levels)]);
            b[i] = a[i];
            b[i].person = rename[a[i].person - 100] | 1;
            b[i].local = rename[a[i].local - 100] | 1;
        }
        ts_match x, y;
        ts_match_rows(&stock, a, (size_t)n, &x);
        ts_match_rows(&stock, b, (size_t)n, &y);
        x.person = y.person = 0;
        CHECK(memcmp(&x.weight, &y.weight, sizeof x.weight) == 0 && x.total == y.total && x.second == y.second &&
              x.fits == y.fits && x.snapshot == y.snapshot && x.source_row == y.source_row && x.never == y.never &&
              x.systems == y.systems && x.two_people == y.two_people && x.people == y.people && x.lone_id == y.lone_id);
    }
}

TEST(many_rows_are_like_few) {
    enum { MANY = TS_MATCH_ROWS + 10 };
    ts_snapshot at[SNAPSHOTS];
    ts_stock stock = make_stock(at);
    ts_held_row *r = calloc(MANY, sizeof *r);
    for (uint32_t i = 0; i < MANY; i++)
        r[i] = held(0, i + 1, 1000 + i, 1000 + i, i == 70 ? "N=W=F=B=" : "W=F=");
    ts_match m;
    ts_match_rows(&stock, r, MANY, &m);
    CHECK(m.source_row == 71 && m.people == UINT8_MAX && m.weight - m.second > 20 * TS_BIT);
    free(r);
}

TEST(the_posterior_is_normalised_over_all_and_none) {
    ts_prior p = ts_prior_of(TS_LAMBDA_ONE / 2, 1024);
    ts_match m = {.weight = 10 * TS_BIT, .total = 10 * TS_BIT};
    CHECK(abs((int)ts_posterior_best(&m, p) - TS_PPB / 2) < 1000000); /* 2^10 against 1024 people, at even odds */
    m.total = 11 * TS_BIT; /* a twin of equal weight: a third each */
    CHECK(abs((int)ts_posterior_best(&m, p) - TS_PPB / 3) < 1000000);
    m.weight = m.total = 40 * TS_BIT;
    CHECK(ts_posterior_best(&m, p) > 999999000);
    m.weight = TS_NO_WEIGHT;
    CHECK(ts_posterior_best(&m, p) == 0);
}

TEST(lambda_is_found_again) {
    static const uint32_t rows[] = {1, 20, 50, 90, 99};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_totals t = {0};
        for (uint32_t k = 0; k < 10000; k++)
            ts_totals_add(&t, k < rows[i] * 100 ? 30 * TS_BIT : k % 2 ? TS_NO_WEIGHT : 3 * TS_BIT);
        uint32_t lambda = ts_lambda_of(&t, 20000, TS_LAMBDA_ONE / 2, 8);
        int percent = (int)((uint64_t)lambda * 1000 / TS_LAMBDA_ONE);
        char row[16];
        CHECK_ROW(abs(percent - (int)rows[i] * 10) <= 10 /* steps of 1/64 */,
                  (row[0] = (char)('0' + i), row[1] = 0, row));
    }
    ts_totals none = {0};
    CHECK(ts_lambda_of(&none, 1000, TS_LAMBDA_ONE / 4, 8) <= TS_LAMBDA_ONE / 4);
}

/* A world with known m and u: rows agree with the person they are about as m says, with others as u says.  Of those
 * declared with a posterior in a band, as many must be right as it says. */
TEST(posteriors_are_calibrated) {
    enum { PEOPLE = 2000, SIGHTINGS = 6000, SURNAMES = 800, FORENAMES = 200, BIRTHS = 12800 };
    ts_snapshot at[1] = {{.system = 0, .rows = PEOPLE}};
    ts_stock stock = {.snapshot = at, .snapshots = 1, .systems = 1};
    ts_stock_weigh(&stock);
    static struct { uint32_t surname, forename, birth; } people[PEOPLE];
    uint64_t seed = 11;
    for (int i = 0; i < PEOPLE; i++) {
        people[i].surname = (uint32_t)(next(&seed) % SURNAMES);
        people[i].forename = (uint32_t)(next(&seed) % FORENAMES);
        people[i].birth = (uint32_t)(next(&seed) % BIRTHS);
    }
    ts_prior prior = ts_prior_of(TS_LAMBDA_ONE / 2, PEOPLE);
    double expected = 0;
    int right = 0, declared = 0, wrong_declared = 0;
    for (int k = 0; k < SIGHTINGS; k++) {
        bool about = next(&seed) % 2;
        uint32_t who = (uint32_t)(next(&seed) % PEOPLE);
        uint32_t s = (uint32_t)(next(&seed) % SURNAMES), f = (uint32_t)(next(&seed) % FORENAMES),
                 b = (uint32_t)(next(&seed) % BIRTHS);
        if (about) {
            s = next(&seed) % 1000 < 930 ? people[who].surname : s;
            f = next(&seed) % 1000 < 930 ? people[who].forename : f;
            b = next(&seed) % 1000 < 965 ? people[who].birth : b;
        }
        ts_held_row r[64];
        size_t n = 0;
        for (uint32_t i = 0; i < PEOPLE && n < 64; i++) {
            bool es = people[i].surname == s, ef = people[i].forename == f, eb = people[i].birth == b;
            if (es + ef + eb < 2)
                continue;
            r[n] = (ts_held_row){.source_row = i + 1, .person = i + 1, .local = i + 1};
            r[n].c.attr[TS_ATTR_SURNAME] = es ? TS_AGREES : TS_DIFFERS;
            r[n].c.attr[TS_ATTR_FORENAME] = ef ? TS_AGREES : TS_DIFFERS;
            r[n].c.attr[TS_ATTR_BIRTH] = eb ? TS_AGREES : TS_DIFFERS;
            r[n].c.rarity[TS_ATTR_SURNAME] = 5;
            r[n].c.rarity[TS_ATTR_FORENAME] = 6;
            r[n].c.rarity[TS_ATTR_BIRTH] = 0; /* 1 in 2000: more common than it is, so the posterior is cautious */
            n++;
        }
        ts_match m;
        ts_match_rows(&stock, r, n, &m);
        uint32_t p = ts_posterior_best(&m, prior);
        bool good = about && m.weight != TS_NO_WEIGHT && m.source_row == who + 1;
        expected += p / 1e9;
        right += m.weight != TS_NO_WEIGHT && good;
        declared += p >= 990000000;
        wrong_declared += p >= 990000000 && !good;
    }
    CHECK(declared > SIGHTINGS / 4);
    CHECK(wrong_declared <= declared / 100 + 2);
    /* expected right within 5 points of the right ones, never above by more */
    CHECK(expected < right * 1.02 && expected > right * 0.90);
}
