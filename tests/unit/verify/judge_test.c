/* judge_test.c - the truth table of verdicts: rows at both sides of each border. */
#include "verify/judge.h"
#include "support/test.h"

#define A(x) (1u << TS_ATTR_##x)
#define G(x) (1u << TS_GROUP_##x)
enum { SURE = 999900000 };

static const uint16_t full = A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH) | A(POSTCODE);

static ts_evidence matched(uint16_t agree, uint16_t never) {
    ts_evidence e = {.present = agree | never, .posterior = SURE};
    e.match = (ts_match){.weight = 40 * TS_BIT,
                         .total = 40 * TS_BIT,
                         .second = TS_NO_WEIGHT,
                         .agree = agree,
                         .differ = never,
                         .never = never,
                         .people = 1};
    for (int a = 0; a < TS_ATTR_COUNT; a++) {
        uint16_t g = (uint16_t)(1u << ts_attr_group((ts_attr)a));
        if (agree >> a & 1)
            e.match.group_agree |= g;
        else if (never >> a & 1)
            e.match.group_differ |= g;
    }
    e.match.group_differ &= (uint16_t)~e.match.group_agree;
    return e;
}

TEST(what_differs_decides_between_genuine_and_altered) {
    static const struct {
        uint16_t agree, never;
        ts_verdict want;
        const char *why;
    } rows[] = {
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), 0, TS_VERDICT_GENUINE, "all agree"},
        {A(NHS) | A(SURNAME) | A(FORENAME), A(BIRTH), TS_VERDICT_ALTERED, "birth date"},
        {A(SURNAME) | A(FORENAME) | A(BIRTH) | A(POSTCODE), A(NHS), TS_VERDICT_ALTERED, "health number"},
        {A(SURNAME) | A(FORENAME) | A(BIRTH) | A(POSTCODE), A(LOCAL), TS_VERDICT_ALTERED, "local id"},
        {A(SURNAME) | A(FORENAME) | A(BIRTH) | A(POSTCODE), A(NINO), TS_VERDICT_ALTERED, "NI number"},
        {A(NHS) | A(SURNAME) | A(FORENAME), A(BANK), TS_VERDICT_ALTERED, "bank account"},
        {A(NHS) | A(FORENAME) | A(BIRTH), A(SURNAME), TS_VERDICT_GENUINE, "marriage"},
        {A(FORENAME) | A(BIRTH) | A(POSTCODE), A(SURNAME), TS_VERDICT_GENUINE, "marriage, no number"},
        {A(LOCAL) | A(FORENAME) | A(MOBILE), A(SURNAME), TS_VERDICT_ALTERED, "another surname, nothing that ties it"},
        {A(NHS) | A(FORENAME) | A(BIRTH), A(SURNAME) | A(ADDRESS) | A(POSTCODE), TS_VERDICT_GENUINE,
         "marriage and move"},
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(ADDRESS) | A(POSTCODE), TS_VERDICT_GENUINE, "a move"},
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(POSTCODE) | A(MOBILE) | A(EMAIL), TS_VERDICT_GENUINE,
         "a move, a new phone"},
        {A(NHS) | A(SURNAME) | A(BIRTH), A(FORENAME), TS_VERDICT_GENUINE, "a second forename in use"},
        {A(NHS) | A(SURNAME) | A(BIRTH), A(FORENAME) | A(SEX), TS_VERDICT_ALTERED, "forename and sex"},
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(SEX), TS_VERDICT_GENUINE, "a coding slip"},
        {A(NHS) | A(BIRTH) | A(POSTCODE), A(FORENAME) | A(SURNAME), TS_VERDICT_ALTERED, "forename and surname"},
        {A(NHS) | A(BIRTH) | A(SURNAME), A(FORENAME) | A(POSTCODE) | A(MOBILE), TS_VERDICT_ALTERED, "several at once"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_evidence e = matched(rows[i].agree, rows[i].never);
        CHECK_ROW(ts_judge(&e) == rows[i].want, rows[i].why);
        CHECK_ROW(ts_judge_reason(&e) && ts_judge_reason(&e)[0], rows[i].why);
        e.match.never = 0; /* another snapshot or system has those values */
        CHECK_ROW(ts_judge(&e) == TS_VERDICT_GENUINE, rows[i].why);
    }
}

TEST(each_border_of_being_identified) {
    ts_evidence e = matched(full, 0);
    CHECK(ts_judge(&e) == TS_VERDICT_GENUINE);
    e.posterior = TS_THRESHOLD_PPB - 1;
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
    e.posterior = TS_CANDIDATE_PPB;
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
    e.posterior = TS_CANDIDATE_PPB - 1;
    CHECK(ts_judge(&e) == TS_VERDICT_UNKNOWN);

    e = matched(full, 0);
    e.match.second = e.match.weight - TS_LEAD;
    CHECK(ts_judge(&e) == TS_VERDICT_GENUINE);
    e.match.second++;
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);

    e = matched(A(NHS), 0); /* one group is not a match, however sure */
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
    e = matched(A(NHS) | A(SEX), 0); /* nor is the sex a forename */
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
    e = matched(A(NHS) | A(SURNAME), 0);
    CHECK(ts_judge(&e) == TS_VERDICT_GENUINE);

    e = matched(A(SURNAME) | A(FORENAME) | A(BIRTH), A(NHS)); /* one strong group may differ */
    CHECK(ts_judge(&e) == TS_VERDICT_ALTERED);
    e = matched(A(SURNAME) | A(FORENAME) | A(BIRTH), A(NHS) | A(LOCAL));
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
}

/* The figures that the reports state: whoever moves one changes what every report says. */
TEST(the_thresholds_are_the_promised_ones) {
    ts_evidence e = matched(full, 0);
    e.posterior = 999000000;
    CHECK(ts_judge(&e) == TS_VERDICT_GENUINE);
    e.posterior = 998999999;
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
    e.posterior = 500000000;
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
    e.posterior = 499999999;
    CHECK(ts_judge(&e) == TS_VERDICT_UNKNOWN);
    e = matched(full, 0);
    e.match.second = e.match.weight - 8 * 1024; /* 1 in 256 */
    CHECK(ts_judge(&e) == TS_VERDICT_GENUINE);
    e.match.second++;
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
}

TEST(a_lone_number_is_a_candidate_until_something_speaks_against_it) {
    ts_evidence e = matched(A(NHS), 0);
    e.posterior = 1000;
    e.match.lone_id = true;
    CHECK(ts_judge(&e) == TS_VERDICT_CANDIDATE);
    e.match.group_differ = G(BIRTH);
    CHECK(ts_judge(&e) == TS_VERDICT_UNKNOWN);
    e = matched(A(LOCAL), 0); /* a local id alone has the form of too much else */
    e.posterior = 1000;
    e.match.lone_id = true;
    CHECK(ts_judge(&e) == TS_VERDICT_NONE);
    e = matched(A(SURNAME), 0); /* a surname is no number */
    e.posterior = 1000;
    e.match.lone_id = true;
    CHECK(ts_judge(&e) == TS_VERDICT_UNKNOWN);
}

TEST(recombined_comes_before_altered_and_after_placeholder) {
    ts_evidence e = matched(full & ~A(NHS), A(NHS));
    CHECK(ts_judge(&e) == TS_VERDICT_ALTERED);
    e.match.two_people = true;
    CHECK(ts_judge(&e) == TS_VERDICT_RECOMBINED);
    e.present = e.placeholder = A(NHS);
    CHECK(ts_judge(&e) == TS_VERDICT_PLACEHOLDER);
}

TEST(placeholder_is_what_has_no_identity_of_its_own) {
    static const struct {
        uint16_t present, placeholder;
        bool want;
        const char *why;
    } rows[] = {
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), true, "all of it"},
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(NHS) | A(BIRTH), true, "number and birth date"},
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(NHS), false, "a person whose number was not known"},
        {A(NHS) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(BIRTH), false, "a person whose birth date was not known"},
        {A(SURNAME) | A(BIRTH), A(BIRTH), false, "the same without a number"},
        {A(NHS) | A(SURNAME) | A(POSTCODE), A(POSTCODE), false, "no fixed abode"},
        {A(NHS), A(NHS), true, "9999999999 alone"},
        {A(LOCAL) | A(SURNAME) | A(FORENAME) | A(BIRTH), A(SURNAME) | A(FORENAME), true, "TEST PATIENT"},
        {A(NHS) | A(SURNAME) | A(BIRTH), A(SURNAME), false, "a real number keeps its person"},
        {A(MOBILE), A(MOBILE), true, "a number reserved for drama"},
        {A(SURNAME) | A(MOBILE), A(MOBILE), false, "a name with it"},
        {A(BIRTH) | A(SEX), A(BIRTH), true, "1900-01-01 alone"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_evidence e = {.present = rows[i].present,
                         .placeholder = rows[i].placeholder,
                         .match = {.weight = TS_NO_WEIGHT, .second = TS_NO_WEIGHT}};
        CHECK_ROW((ts_judge(&e) == TS_VERDICT_PLACEHOLDER) == rows[i].want, rows[i].why);
    }
}

TEST(what_names_nobody_is_not_judged) {
    ts_evidence e = {.present = A(POSTCODE) | A(SEX) | A(BIRTH),
                     .match = {.weight = TS_NO_WEIGHT, .second = TS_NO_WEIGHT}};
    CHECK(ts_judge(&e) == TS_VERDICT_NONE);
    e.present |= A(SURNAME);
    CHECK(ts_judge(&e) == TS_VERDICT_UNKNOWN);
    e.present = A(LOCAL); /* an invoice's number, perhaps */
    CHECK(ts_judge(&e) == TS_VERDICT_NONE);
    e.present = A(LOCAL) | A(BIRTH); /* a list without names */
    CHECK(ts_judge(&e) == TS_VERDICT_UNKNOWN);
}

TEST(ours_needs_a_local_id_of_the_person_that_the_others_name) {
    ts_evidence e = matched(full | A(LOCAL), 0);
    e.match.local = 1;
    e.match.travels = true;
    CHECK(ts_judge_ours(&e) == TS_OURS_ISSUED);
    e.match.travels = false;
    CHECK(ts_judge_ours(&e) == TS_OURS_SHOWN);
    e.match.local = 0;
    CHECK(ts_judge_ours(&e) == TS_OURS_NOT_SHOWN);
    e = matched(A(LOCAL) | A(SURNAME), 0); /* an id and one more: chance meets it */
    e.match.local = 1;
    CHECK(ts_judge_ours(&e) == TS_OURS_NOT_SHOWN);
    e = matched(full, 0);
    CHECK(ts_judge_ours(&e) == TS_OURS_NOT_SHOWN);
}

/* The border is Wilson's lower bound: by hand, k of n at z = 2.3263. */
TEST(altered_needs_a_rate_above_the_base) {
    static const struct {
        uint64_t k, n;
        bool want;
        const char *row;
    } rows[] = {{0, 0, false, "nothing"},
                {0, 10, false, "none of ten"},
                {1, 1, true, "one of one"},
                {1, 26, true, "one of 26"},
                {1, 40, false, "one of 40"},
                {1, 100, false, "one of 100"},
                {5, 100, true, "five of 100"},
                {5, 1000, false, "just the base"},
                {8, 1000, false, "8 of 1000: 5 expected, sd 2.2"},
                {12, 1000, true, "12 of 1000: over 5 + 2.33 * 2.23 = 10.2"},
                {5000, 1000000, false, "just the base of a million"},
                {5100, 1000000, false, "1.4 sd above"},
                {5300, 1000000, true, "4 sd above"},
                {4000000000, 4000000000, true, "all of very many"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_rate_exceeds(rows[i].k, rows[i].n, TS_BASE_RATE_PPM) == rows[i].want, rows[i].row);
}
