/* clinician_code_test.c - codes of clinicians and organisations: found where they are named, nowhere else. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(codes_of_clinicians_are_found_under_their_label) {
    static const kind_row rows[] = {
        {"Consultant code: C9990001", TS_KIND_CONSULTANT_CODE, "C9990001", 90, 100},
        {"Consultant: C9990001", TS_KIND_CONSULTANT_CODE, "C9990001", 90, 100},
        {"GP code G9990001", TS_KIND_GP_CODE, "G9990001", 90, 100},
        {"GP national code: D999001", TS_KIND_GP_CODE, "D999001", 90, 100},
        {"Dr Jane Example, GMC 9990001", TS_KIND_GMC_NUMBER, "9990001", 90, 100},
        {"(GMC No: 9990001)", TS_KIND_GMC_NUMBER, "9990001", 90, 100},
        {"GMC Number 0990001", TS_KIND_GMC_NUMBER, "0990001", 90, 100},
        {"NMC PIN: 99A0001E", TS_KIND_NMC_PIN, "99A0001E", 90, 100},
        {"RN, NMC 08L9991W.", TS_KIND_NMC_PIN, "08L9991W", 90, 100},
        {"Midwife Jane Example PIN 99A0001E", TS_KIND_NMC_PIN, "99A0001E", 90, 100},
        {"GPhC registration 2999001", TS_KIND_GPHC_NUMBER, "2999001", 90, 100},
        {"PIN: 1234", TS_KIND_NMC_PIN, NULL},
        {"Pharmacist GPhC 2999001", TS_KIND_GPHC_NUMBER, "2999001", 90, 100},
        {"HCPC: PH 999001", TS_KIND_HCPC_NUMBER, "PH999001", 90, 100},
        {"HCPC no PYL99901", TS_KIND_HCPC_NUMBER, "PYL99901", 90, 100},
    };
    HOLD(rows);
}

TEST(without_a_label_they_are_anything) {
    static const kind_row rows[] = {
        {"ticket C9990001 is open", TS_KIND_CONSULTANT_CODE, NULL},
        {"Consultant code: C99900012", TS_KIND_CONSULTANT_CODE, NULL},
        {"Consultant code: C9990001-2", TS_KIND_CONSULTANT_CODE, NULL},
        {"Order no: C9990001", TS_KIND_CONSULTANT_CODE, NULL},
        {"part G9990001", TS_KIND_GP_CODE, NULL},
        {"seen 9990001 of them", TS_KIND_GMC_NUMBER, NULL},
        {"GMC number 99900012", TS_KIND_GMC_NUMBER, NULL},
        {"NHS no 9990001", TS_KIND_GMC_NUMBER, NULL},
        {"GMC 9990001", TS_KIND_GPHC_NUMBER, NULL},
        {"#12A3456E", TS_KIND_NMC_PIN, NULL}, /* a word of hexadecimal digits */
        {"NMC PIN: 99M0001E", TS_KIND_NMC_PIN, NULL}, /* there is no thirteenth month */
        {"NMC PIN: 99A0001Z", TS_KIND_NMC_PIN, NULL},
        {"NMC PIN required", TS_KIND_NMC_PIN, NULL},
        {"HCPC no XX99901", TS_KIND_HCPC_NUMBER, NULL}, /* no such profession */
        {"PH 999001", TS_KIND_HCPC_NUMBER, NULL},
    };
    HOLD(rows);
}

TEST(an_organisation_has_a_code_where_it_is_said) {
    static const kind_row rows[] = {
        {"ODS code: RXX01", TS_KIND_ODS_CODE, "RXX01", 85, 95},
        {"ODS code: RBS", TS_KIND_ODS_CODE, "RBS", 85, 95},
        {"Practice code: A99999", TS_KIND_ODS_CODE, "A99999", 85, 95},
        {"Provider code: 7A9", TS_KIND_ODS_CODE, "7A9", 85, 95},
        {"Practice code: see below", TS_KIND_ODS_CODE, NULL},
        {"ODS code: TBC", TS_KIND_ODS_CODE, NULL},
        {"Provider code: 12345", TS_KIND_ODS_CODE, NULL},
        {"room RXX01", TS_KIND_ODS_CODE, NULL},
        {"ODS code: RXX01/7", TS_KIND_ODS_CODE, NULL},
    };
    HOLD(rows);
}

TEST(columns_of_codes_are_told_by_their_name) {
    CHECK(kind_of_column("who\tGMC No\na\t9990001\nb\t9990002\n", 1) == TS_KIND_GMC_NUMBER);
    CHECK(kind_of_column("a\t99A0001E\nb\t99A0002W\nc\t98L0003S\n", 1) == TS_KIND_NMC_PIN);
    CHECK(kind_of_column("a\t99A0001F\nb\t99AA002E\nc\t98F0003A\n", 1) == TS_KIND_NONE);
    CHECK(kind_of_column("who\tConsultantCode\na\tC9990001\nb\tC9990002\n", 1) == TS_KIND_CONSULTANT_CODE);
    CHECK(kind_of_column("who\tConsultant\na\tC9990001\nb\tC9990002\nc\tC9990003\n", 1) == TS_KIND_CONSULTANT_CODE);
    CHECK(kind_of_column("who\tcustomer\na\tC9990001\nb\tC9990002\nc\tC9990003\nd\tC9990004\ne\tC9990005\n", 1) ==
          TS_KIND_NONE);
    CHECK(kind_of_column("who\tRegisteredGPCode\na\tG9990001\nb\tG9990002\n", 1) == TS_KIND_GP_CODE);
    CHECK(kind_of_column("who\tSiteCode\na\tRXX01\nb\tRXX02\n", 1) == TS_KIND_ODS_CODE);
    CHECK(kind_of_column("who\tcode\na\tRXX01\nb\tRXX02\nc\tRXX03\n", 1) == TS_KIND_NONE);
}

/* The consultant's code in a patient's row is the consultant's; a doctor's own register number in a list is the doctor's. */
TEST(a_clinicians_code_is_not_the_patients) {
    static test_table t;
    test_table_of(
        &t, "NHS No\tName\tConsultant code\n9990000018\tJane Example\tC9990001\n9990000026\tJohn Example\tC9990002\n");
    ts_findings f = test_find(&t.segment, NULL);
    const ts_mention *patient = test_mention(&f, TS_KIND_NHS_NUMBER, "9990000018"),
                     *code = test_mention(&f, TS_KIND_CONSULTANT_CODE, "C9990001");
    CHECK(patient && code && test_sighting(&f, patient) && test_sighting(&f, code) != test_sighting(&f, patient));
    CHECK(!(test_sighting(&f, patient)->categories & TS_CAT_EMPLOYMENT));
    ts_findings_done(&f);
    test_table_of(&t, "Surname\tForename\tGMC No\nExample\tJane\t9990001\nExample\tJohn\t9990002\n");
    f = test_find(&t.segment, NULL);
    const ts_mention *number = test_mention(&f, TS_KIND_GMC_NUMBER, "9990001");
    CHECK(number && test_sighting(&f, number) == test_sighting(&f, test_mention(&f, TS_KIND_FORENAME, "JANE")));
    ts_findings_done(&f);
}

TEST(codes_that_stand_for_nobody_are_placeholders) {
    static const struct {
        ts_kind kind;
        const char *norm;
        bool placeholder;
    } rows[] = {{TS_KIND_CONSULTANT_CODE, "C9999998", true}, {TS_KIND_CONSULTANT_CODE, "C9990001", false},
                {TS_KIND_GP_CODE, "G9999981", true},         {TS_KIND_GMC_NUMBER, "0000000", true},
                {TS_KIND_NMC_PIN, "99A0000E", true},         {TS_KIND_NMC_PIN, "99A0001E", false},
                {TS_KIND_ODS_CODE, "V81999", true},          {TS_KIND_ODS_CODE, "RXX01", false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_norm norm;
        CHECK_ROW(ts_norm_set(&norm, ts_str(rows[i].norm)) &&
                      ts_detector_of(rows[i].kind)->placeholder(&norm) == rows[i].placeholder,
                  rows[i].norm);
    }
}
