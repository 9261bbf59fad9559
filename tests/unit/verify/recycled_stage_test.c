/* recycled_stage_test.c - when a row counts as the same as one of an earlier leak. */
#include "verify/recycled_stage.h"

#include "support/test.h"

#define BIT(a) (1u << TS_ATTR_##a)

TEST(all_that_is_shown_must_agree_in_enough_groups) {
    static const struct {
        uint16_t present, placeholder, agrees, near;
        bool want;
        const char *why;
    } rows[] = {
        {BIT(NHS) | BIT(SURNAME) | BIT(FORENAME), 0, BIT(NHS) | BIT(SURNAME) | BIT(FORENAME), 0, true,
         "three of three groups"},
        {BIT(NHS) | BIT(SURNAME) | BIT(FORENAME) | BIT(BIRTH), 0, BIT(NHS) | BIT(SURNAME) | BIT(FORENAME), 0, false,
         "a birth date that is not there"},
        {BIT(NHS) | BIT(SURNAME) | BIT(FORENAME), 0, BIT(NHS) | BIT(SURNAME), BIT(FORENAME), false,
         "a nickname is not the same row"},
        {BIT(NHS) | BIT(SURNAME), 0, BIT(NHS) | BIT(SURNAME), 0, false, "two attributes are too few"},
        {BIT(ADDRESS) | BIT(POSTCODE) | BIT(LANDLINE), 0, BIT(ADDRESS) | BIT(POSTCODE) | BIT(LANDLINE), 0, false,
         "three attributes of one group"},
        {BIT(SURNAME) | BIT(FORENAME) | BIT(SEX) | BIT(POSTCODE), 0,
         BIT(SURNAME) | BIT(FORENAME) | BIT(SEX) | BIT(POSTCODE), 0, true, "without a number"},
        {BIT(NHS) | BIT(SURNAME) | BIT(FORENAME) | BIT(BIRTH), BIT(BIRTH), BIT(NHS) | BIT(SURNAME) | BIT(FORENAME), 0,
         true, "a placeholder says nothing"},
        {BIT(NHS) | BIT(SURNAME) | BIT(FORENAME), BIT(NHS), BIT(SURNAME) | BIT(FORENAME), 0, false,
         "and does not count"},
        {0, 0, 0, 0, false, "nothing"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_comparison c = {0};
        for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
            c.attr[a] = rows[i].agrees >> a & 1 ? TS_AGREES : rows[i].near >> a & 1 ? TS_NEAR : TS_ABSENT;
        CHECK_ROW(ts_row_recycled(&c, rows[i].present, rows[i].placeholder) == rows[i].want, rows[i].why);
    }
}
