/* waterfall_test.c - what a waterfall shows, and what it keeps to itself. */
#include "verify/waterfall.h"
#include "support/test.h"

#include <string.h>

enum { LAMBDA = TS_LAMBDA_ONE / 2 };
#define BIT(a) ((uint16_t)(1u << TS_ATTR_##a))

/* One snapshot and one row that the sighting is compared with. */
typedef struct scene {
    ts_snapshot snapshot;
    ts_stock stock;
    ts_evidence e;
    ts_looked looked;
    ts_waterfall out;
} scene;

static void stands(scene *s, ts_attr a, ts_agree how) {
    s->looked.row.c.attr[a] = (uint8_t)how;
    s->looked.row.c.rarity[a] = 5;
    s->e.present |= (uint16_t)(1u << a);
    ts_norm_set(&s->looked.value.value[a], ts_str("HELD VALUE"));
}

static void begin(scene *s) {
    *s = (scene){.snapshot = {.rows = 20000, .local_space = 10000000}};
    s->stock = (ts_stock){.snapshot = &s->snapshot, .snapshots = 1, .systems = 1};
    ts_stock_weigh(&s->stock);
    s->e.match = (ts_match){.weight = TS_NO_WEIGHT, .total = TS_NO_WEIGHT, .second = TS_NO_WEIGHT};
}

static void show(scene *s, bool values) {
    ts_weighing w;
    ts_weigh(&s->snapshot, &s->looked.row.c, &w);
    if (s->looked.row.snapshot != UINT16_MAX)
        s->e.match.weight = s->e.match.total = w.weight;
    s->e.match.agree = w.attr_agree;
    s->e.match.group_agree = w.group_agree;
    s->e.match.group_differ = w.group_differ;
    s->e.posterior = ts_posterior_best(&s->e.match, ts_prior_of(LAMBDA, s->stock.people));
    ts_waterfall_of(&s->stock, &s->e, &s->looked, LAMBDA, values, &s->out);
}

static const ts_fall_attr *attr(const scene *s, ts_attr a) {
    for (size_t i = 0; i < TS_FALL_ATTRS; i++)
        if (strcmp(s->out.attr[i].name, ts_attr_name(a)) == 0)
            return &s->out.attr[i];
    return NULL;
}

static bool says(const char *text, const char *part) { return text && strstr(text, part); }

TEST(a_group_shows_what_counted_and_what_did_not) {
    scene s;
    begin(&s);
    stands(&s, TS_ATTR_SURNAME, TS_AGREES);
    stands(&s, TS_ATTR_EMAIL, TS_AGREES);
    stands(&s, TS_ATTR_FORENAME, TS_NEAR);
    s.looked.how[TS_ATTR_FORENAME] = "a short form";
    stands(&s, TS_ATTR_BIRTH, TS_DIFFERS);
    stands(&s, TS_ATTR_DEATH, TS_AGREES);
    show(&s, false);
    CHECK(attr(&s, TS_ATTR_EMAIL)->counted && !attr(&s, TS_ATTR_SURNAME)->counted);
    CHECK(attr(&s, TS_ATTR_SURNAME)->weight > 0 && attr(&s, TS_ATTR_SURNAME)->one_in == 800);
    CHECK(s.out.group[TS_GROUP_SURNAME].weight == attr(&s, TS_ATTR_EMAIL)->weight);
    CHECK(says(attr(&s, TS_ATTR_FORENAME)->stands, "near") && says(attr(&s, TS_ATTR_FORENAME)->how, "a short form"));
    CHECK(attr(&s, TS_ATTR_FORENAME)->one_in == 0 && attr(&s, TS_ATTR_FORENAME)->m_ppm == 45000);
    CHECK(says(attr(&s, TS_ATTR_DEATH)->how, "never counted") && attr(&s, TS_ATTR_DEATH)->weight == 0);
    CHECK(s.out.group[TS_GROUP_BIRTH].weight < 0 && attr(&s, TS_ATTR_BIRTH)->counted);
    int32_t sum = s.out.held - s.out.none;
    for (size_t g = 0; g < s.out.groups; g++)
        sum += s.out.group[g].weight;
    CHECK(sum == s.out.held - s.out.none + s.out.weight && sum == s.out.group[TS_FALL_GROUPS - 1].so_far);
}

TEST(a_value_that_differs_says_whether_any_record_has_it) {
    scene s;
    begin(&s);
    stands(&s, TS_ATTR_NHS, TS_AGREES);
    stands(&s, TS_ATTR_SURNAME, TS_AGREES);
    stands(&s, TS_ATTR_ADDRESS, TS_DIFFERS);
    stands(&s, TS_ATTR_MOBILE, TS_DIFFERS);
    stands(&s, TS_ATTR_LANDLINE, TS_ABSENT);
    stands(&s, TS_ATTR_BIRTH, TS_ABSENT);
    s.e.placeholder = BIT(BIRTH);
    s.e.match.never = BIT(MOBILE);
    show(&s, false);
    CHECK(says(attr(&s, TS_ATTR_ADDRESS)->how, "another snapshot or system"));
    CHECK(says(attr(&s, TS_ATTR_MOBILE)->how, "no snapshot"));
    CHECK(says(attr(&s, TS_ATTR_LANDLINE)->how, "the record has none"));
    CHECK(says(attr(&s, TS_ATTR_BIRTH)->how, "test or default data"));
    CHECK(says(attr(&s, TS_ATTR_EMAIL)->how, "not given") && !attr(&s, TS_ATTR_EMAIL)->given);
}

TEST(who_only_lives_there_is_told_apart) {
    scene s;
    begin(&s);
    stands(&s, TS_ATTR_SURNAME, TS_AGREES);
    stands(&s, TS_ATTR_FORENAME, TS_DIFFERS);
    stands(&s, TS_ATTR_BIRTH, TS_DIFFERS);
    stands(&s, TS_ATTR_ADDRESS, TS_AGREES);
    show(&s, false);
    CHECK(s.out.group[TS_GROUP_ADDRESS].household && s.out.group[TS_GROUP_ADDRESS].weight == 0);
    CHECK(!s.out.group[TS_GROUP_SURNAME].household);
    stands(&s, TS_ATTR_BIRTH, TS_AGREES);
    show(&s, false);
    CHECK(!s.out.group[TS_GROUP_ADDRESS].household && s.out.group[TS_GROUP_ADDRESS].weight > 0);
}

TEST(values_are_shown_only_where_they_are_asked_for) {
    scene s;
    begin(&s);
    stands(&s, TS_ATTR_SURNAME, TS_AGREES);
    show(&s, false);
    for (size_t i = 0; i < TS_FALL_ATTRS; i++)
        CHECK(s.out.attr[i].value[0] == 0);
    show(&s, true);
    CHECK(says(attr(&s, TS_ATTR_SURNAME)->value, "HELD VALUE") && attr(&s, TS_ATTR_BIRTH)->value[0] == 0);
}

TEST(nobody_in_question_leaves_the_prior) {
    scene s;
    begin(&s);
    stands(&s, TS_ATTR_SURNAME, TS_AGREES);
    s.looked.row.snapshot = UINT16_MAX;
    show(&s, false);
    CHECK(s.out.weight == TS_FALL_NO_WEIGHT && s.out.posterior == 0 && !s.out.identified);
    CHECK(s.out.group[TS_FALL_GROUPS - 1].so_far == s.out.held - s.out.none);
    CHECK(attr(&s, TS_ATTR_SURNAME)->given && says(attr(&s, TS_ATTR_SURNAME)->stands, "absent"));
    CHECK(attr(&s, TS_ATTR_SURNAME)->how == NULL && attr(&s, TS_ATTR_SURNAME)->one_in == 0);
}

TEST(whose_it_is_comes_with_its_reason) {
    scene s;
    begin(&s);
    show(&s, false);
    CHECK(says(s.out.ours_why, "no held person is identified"));
    for (int k = 0; k < 4; k++) {
        begin(&s);
        stands(&s, TS_ATTR_NHS, TS_AGREES);
        stands(&s, TS_ATTR_SURNAME, TS_AGREES);
        stands(&s, TS_ATTR_BIRTH, TS_AGREES);
        if (k > 0)
            stands(&s, TS_ATTR_LOCAL, k == 1 ? TS_DIFFERS : TS_AGREES);
        s.e.match.local = k > 1;
        s.e.match.travels = k == 2;
        show(&s, false);
        static const char *const want[] = {"gives no local id", "not one that the record has", "stand on letters",
                                           "do not leave"};
        CHECK_ROW(s.out.identified && says(s.out.ours_why, want[k]), want[k]);
    }
}
