/* attr_test.c - what a mention gives to be compared. */
#include "model/attr.h"

#include "support/test.h"

TEST(a_mention_feeds_the_attributes_of_its_kind) {
    ts_values v = {0};
    CHECK(ts_values_take(&v, TS_KIND_PERSON_NAME, ts_str("ASH, JANE ANN"), 0));
    CHECK(ts_span_eq(ts_norm_span(&v.value[TS_ATTR_SURNAME]), ts_str("ASH")));
    CHECK(ts_span_eq(ts_norm_span(&v.value[TS_ATTR_FORENAME]), ts_str("JANE")));
    CHECK(ts_values_take(&v, TS_KIND_PHONE, ts_str("+447700900123"), 0) && v.value[TS_ATTR_MOBILE].len == 13);
    CHECK(ts_values_take(&v, TS_KIND_PHONE, ts_str("+441514960123"), 0) && v.value[TS_ATTR_LANDLINE].len == 13);
    CHECK(!ts_values_take(&v, TS_KIND_SURNAME, ts_str("BIRCH"), 0)); /* the first one stays */
    CHECK(!ts_values_take(&v, TS_KIND_CARD, ts_str("4929000000001234"), 0));
    CHECK(ts_values_take(&v, TS_KIND_BIRTH_DATE, ts_str("1900-01-01"), TS_MENTION_PLACEHOLDER));
    CHECK(v.placeholder == 1u << TS_ATTR_BIRTH);
}

TEST(a_part_of_a_value_is_many_peoples) {
    ts_values v = {0};
    CHECK(!ts_values_take(&v, TS_KIND_NHS_NUMBER, ts_str("943?\?\?5919"), TS_MENTION_PARTIAL));
    CHECK(!ts_values_take(&v, TS_KIND_PERSON_NAME, ts_str("S*, JANE"), TS_MENTION_PARTIAL));
    CHECK(v.value[TS_ATTR_NHS].len == 0 && v.value[TS_ATTR_SURNAME].len == 0 && v.value[TS_ATTR_FORENAME].len == 0);
}
