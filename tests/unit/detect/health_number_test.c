/* health_number_test.c - numbers of Scotland, Northern Ireland and Ireland, and what only looks like them.
 *
 * No range of them is kept for tests; these are the first that could be counted up from, or of a day that few are born on. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(a_chi_number_is_a_birth_date_and_a_check) {
    static const kind_row rows[] = {
        {"CHI: 0101700016", TS_KIND_CHI_NUMBER, "0101700016", 95, 100},
        {"CHI No 290200 0014, seen today", TS_KIND_CHI_NUMBER, "2902000014", 95, 100},
        {"CHI number: 310499-0034.", TS_KIND_CHI_NUMBER, "3104990034", 55, 65}, /* April has no 31st: kept, unchecked */
        {"seen: 290200 0014 at home", TS_KIND_CHI_NUMBER, "2902000014", 50, 70},
        {"seen 0101700016 at home", TS_KIND_CHI_NUMBER, "0101700016", 40, 50},
        {"Community Health Index: 010 170 0024", TS_KIND_CHI_NUMBER, "0101700024", 95, 100},
    };
    HOLD(rows);
    ts_norm norm;
    CHECK(!ts_detector_of(TS_KIND_CHI_NUMBER)->normal(ts_str("3104990034"), &norm));
    CHECK(!ts_detector_of(TS_KIND_CHI_NUMBER)->normal(ts_str("0101700017"), &norm)); /* check */
}

TEST(times_phones_and_other_numbers_are_no_chi_numbers) {
    static const kind_row rows[] = {
        {"at 1712345672 seconds", TS_KIND_CHI_NUMBER, NULL}, /* a time in 2024; 17 December 1934 would fit */
        {"Tel: 0101700016", TS_KIND_CHI_NUMBER, NULL},
        {"Order no: 290200 0014", TS_KIND_CHI_NUMBER, NULL},
        {"NHS number: 0101700016", TS_KIND_CHI_NUMBER, NULL},
        {"x-0101700016", TS_KIND_CHI_NUMBER, NULL},
        {"0101700016-3", TS_KIND_CHI_NUMBER, NULL},
        {"0101700016.25", TS_KIND_CHI_NUMBER, NULL},
        {"id 290200 0015", TS_KIND_CHI_NUMBER, NULL}, /* check */
        {"id 310499 0034", TS_KIND_CHI_NUMBER, NULL}, /* no such day */
        {"9990000018", TS_KIND_CHI_NUMBER, NULL},
        {"CHI: 0101700016", TS_KIND_NHS_NUMBER, NULL},
        {"CHI: 9990000018", TS_KIND_NHS_NUMBER, NULL}, /* the label names another kind */
    };
    HOLD(rows);
}

TEST(a_health_and_care_number_needs_its_label) {
    static const kind_row rows[] = {
        {"H&C Number: 3990000012", TS_KIND_HC_NUMBER, "3990000012", 95, 100},
        {"HCN 399 000 0020 (Antrim)", TS_KIND_HC_NUMBER, "3990000020", 95, 100},
        {"Health and Care Number 399-000-0039", TS_KIND_HC_NUMBER, "3990000039", 95, 100},
        {"HCN: 3990000013", TS_KIND_HC_NUMBER, "3990000013", 55, 65}, /* check: kept, unchecked */
        {"call 399 000 0020", TS_KIND_HC_NUMBER, NULL},
        {"seen 3990000012 today", TS_KIND_HC_NUMBER, NULL},
        {"Tel 3990000012", TS_KIND_HC_NUMBER, NULL},
        {"NHS no: 9990000018", TS_KIND_HC_NUMBER, NULL},
    };
    HOLD(rows);
    ts_norm norm;
    CHECK(!ts_detector_of(TS_KIND_HC_NUMBER)->normal(ts_str("3100000005"), &norm)); /* Scotland's: 31 is a day */
}

TEST(an_irish_number_needs_its_label) {
    static const kind_row rows[] = {
        {"IHI: 539000000000000012", TS_KIND_IHI, "539000000000000012", 95, 100},
        {"Individual Health Identifier 5390 0000 0000 0000 29", TS_KIND_IHI, "539000000000000029", 95, 100},
        {"IHI 539000000000000013", TS_KIND_IHI, "539000000000000013", 55, 65},
        {"pallet 539000000000000012", TS_KIND_IHI, NULL},
    };
    HOLD(rows);
    ts_norm norm;
    CHECK(!ts_detector_of(TS_KIND_IHI)->normal(ts_str("538000000000000019"), &norm));
}

TEST(columns_of_such_numbers_are_told_by_name_or_check) {
    CHECK(kind_of_column("who\tCHI\na\t0101700016\nb\t2902000014\n", 1) == TS_KIND_CHI_NUMBER);
    CHECK(kind_of_column("a\t0101700016\nb\t2902000014\nc\t0101700024\n", 1) == TS_KIND_CHI_NUMBER);
    CHECK(kind_of_column("a\t3990000012\nb\t3990000020\nc\t3990000039\n", 1) == TS_KIND_HC_NUMBER);
    CHECK(kind_of_column("a\t539000000000000012\nb\t539000000000000029\nc\t539000000000000036\n", 1) == TS_KIND_IHI);
    CHECK(kind_of_column("a\t1712345672\nb\t1712345673\nc\t1712345674\nd\t1712345675\n", 1) == TS_KIND_NONE);
    CHECK(kind_of_column("who\tNHS No\na\t9990000018\nb\t9990000026\n", 1) == TS_KIND_NHS_NUMBER);
}

TEST(a_health_number_of_any_country_makes_a_patient) {
    static const struct {
        const char *text;
        ts_kind kind;
    } rows[] = {{"CHI: 0101700016", TS_KIND_CHI_NUMBER},
                {"HCN: 3990000012", TS_KIND_HC_NUMBER},
                {"IHI: 539000000000000012", TS_KIND_IHI}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        ts_findings f = test_find(&s, NULL);
        const ts_sighting *sighting = test_sighting(&f, test_mention(&f, rows[i].kind, NULL));
        CHECK_ROW(sighting && sighting->role == TS_ROLE_PATIENT, rows[i].text);
        ts_findings_done(&f);
    }
}

TEST(numbers_that_are_typed_are_placeholders) {
    static const char *const typed[] = {"1111111111", "1234567890", "0000000000"};
    for (size_t i = 0; i < TEST_COUNT(typed); i++) {
        ts_norm norm;
        CHECK(ts_norm_set(&norm, ts_str(typed[i])) && ts_detector_of(TS_KIND_CHI_NUMBER)->placeholder(&norm));
    }
    ts_norm norm;
    CHECK(ts_norm_set(&norm, ts_str("0101700016")) && !ts_detector_of(TS_KIND_CHI_NUMBER)->placeholder(&norm));
}
