/* normal_test.c - the parent believes no normal form that it does not arrive at itself. */
#include "ingest/normal.h"

#include "support/test.h"

TEST(a_form_is_checked_by_the_rules_of_its_kind) {
    static const struct {
        ts_kind kind;
        uint8_t flags;
        const char *norm;
        bool holds;
    } rows[] = {
        {TS_KIND_NHS_NUMBER, 0, "9990000018", true},
        {TS_KIND_NHS_NUMBER, 0, "999 000 0018", false}, /* of that value, but not its form */
        {TS_KIND_NHS_NUMBER, 0, "9990000019", false},
        {TS_KIND_NHS_NUMBER, TS_MENTION_UNCHECKED, "9990000019", true},
        {TS_KIND_NHS_NUMBER, TS_MENTION_UNCHECKED, "999000001", false},
        {TS_KIND_NHS_NUMBER, TS_MENTION_PARTIAL, "943?\?\?5919", true},
        {TS_KIND_NHS_NUMBER, TS_MENTION_PARTIAL, "943 ?\?\? 5919", false},
        {TS_KIND_NHS_NUMBER, TS_MENTION_PARTIAL, "9990000018", false},
        {TS_KIND_NHS_NUMBER, 0, "943?\?\?5919", false},
        {TS_KIND_EMAIL, 0, "amal@trust.example", true},
        {TS_KIND_EMAIL, 0, "Amal@Trust.example", false},
        {TS_KIND_BIRTH_DATE, 0, "1987-04-23", true},
        {TS_KIND_BIRTH_DATE, 0, "23/04/1987", false},
        {TS_KIND_COUNT, 0, "anything", false},
        {TS_KIND_COUNT, 0, "", true}, /* a mention without a form */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_mention m = {.kind = (uint8_t)rows[i].kind, .flags = rows[i].flags, .norm = ts_str(rows[i].norm)};
        CHECK_ROW(ts_normal_holds(&m) == rows[i].holds, rows[i].norm);
    }
}
