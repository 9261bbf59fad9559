/* identity_test.c - numbers of papers and tax, and what only looks like them. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(a_taxpayers_reference_needs_label_and_check) {
    static const kind_row rows[] = {
        {"UTR: 9000000001", TS_KIND_UTR, "9000000001", 90, 100},
        {"Unique Taxpayer Reference 70000 00002", TS_KIND_UTR, "7000000002", 90, 100},
        {"UTR 9000000001K", TS_KIND_UTR, "9000000001", 90, 100},
        {"UTR: 8000000001", TS_KIND_UTR, "8000000001", 55, 65}, /* check: kept, unchecked */
        {"paid 9000000001 pounds", TS_KIND_UTR, NULL},
        {"Tel: 70000 00002", TS_KIND_UTR, NULL},
    };
    HOLD(rows);
}

TEST(a_passport_number_needs_its_label) {
    static const kind_row rows[] = {
        {"Passport No: 999000001", TS_KIND_PASSPORT, "999000001", 90, 100},
        {"passport number C01X00T47 of Germany", TS_KIND_PASSPORT, "C01X00T47", 90, 100},
        {"Passport: XA9900001", TS_KIND_PASSPORT, "XA9900001", 90, 100},
        {"passport 99AB90001", TS_KIND_PASSPORT, "99AB90001", 90, 100},
        {"seen 999000001 of them", TS_KIND_PASSPORT, NULL},
        {"Passport No: see overleaf", TS_KIND_PASSPORT, NULL},
        {"Passport No: REQUIRED1", TS_KIND_PASSPORT, NULL},
        {"passport 1234567", TS_KIND_PASSPORT, NULL}, /* too short */
        {"passport.js 0.99.90001", TS_KIND_PASSPORT, NULL},
    };
    HOLD(rows);
}

#define TD3 "P<UTOEXAMPLE<<JANE<<<<<<<<<<<<<<<<<<<<<<<<<<", "T999000013UTO7001017F3001019<<<<<<<<<<<<<<<2"
#define TD2 "I<UTOEXAMPLE<<JANE<<<<<<<<<<<<<<<<<<", "T999000013UTO7001017F3001019<<<<<<<2"
#define TD1 "I<UTOT999000013<<<<<<<<<<<<<<<", "7001017F3001019UTO<<<<<<<<<<<2", "EXAMPLE<<JANE<<<<<<<<<<<<<<<<<"
#define VISA "V<UTOEXAMPLE<<JANE<<<<<<<<<<<<<<<<<<<<<<<<<<", "T999000013UTO7001017F3001019<<<<<<<<<<<<<<<<"

TEST(a_machine_readable_zone_is_one_value_of_one_person) {
    static const struct {
        const char *lines[3], *joint;
    } rows[] = {{{TD3}, "\n"}, {{TD2}, "\r\n"}, {{TD1}, "\n"}, {{VISA}, "\n"}, {{TD3}, ""}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char text[160] = "seen:\n", norm[100] = "";
        for (size_t k = 0; k < 3 && rows[i].lines[k]; k++) {
            strcat(strcat(text, rows[i].lines[k]), rows[i].joint);
            strcat(norm, rows[i].lines[k]);
        }
        ts_segment s = test_text_of(text);
        ts_findings f = test_find(&s, NULL);
        const ts_mention *m = test_mention(&f, TS_KIND_MRZ, norm);
        CHECK_ROW(m && m->confidence >= 95 && test_sighting(&f, m) && f.mentions == 1, text);
        CHECK_ROW(m && (m->flags & TS_MENTION_PLACEHOLDER), text); /* Utopia's */
        ts_findings_done(&f);
    }
}

/* Each digit that a check stands behind, one up. */
TEST(a_zone_with_a_wrong_digit_is_none) {
    static const struct {
        const char *lines[3];
        uint8_t at[6]; /* in the last line but the name's */
        size_t line;
    } rows[] = {
        {{TD3}, {8, 14, 22, 43}, 1}, {{TD2}, {8, 14, 22, 35}, 1}, {{TD1}, {3, 10, 29}, 1}, {{VISA}, {8, 14, 22}, 1}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (size_t k = 0; k < 6 && rows[i].at[k]; k++) {
            char text[160] = "";
            size_t start = strlen(rows[i].lines[0]) + 1;
            for (size_t l = 0; l < 3 && rows[i].lines[l]; l++)
                strcat(strcat(text, rows[i].lines[l]), "\n");
            text[start + rows[i].at[k]] =
                text[start + rows[i].at[k]] == '9' ? '0' : (char)(text[start + rows[i].at[k]] + 1);
            CHECK_ROW(test_confidence(text, TS_KIND_MRZ, NULL) == 0, text);
        }
}

TEST(a_driver_number_tells_a_surname_and_a_birth_date) {
    static const kind_row rows[] = {
        {"licence EXAMP701010J99AA seen", TS_KIND_DRIVING_LICENCE, "EXAMP701010J99AA", 85, 95},
        {"Driving licence number: EXAMP751010J99AA 35", TS_KIND_DRIVING_LICENCE, "EXAMP751010J99AA", 95, 100},
        {"licence FOX99 701010 J99AA seen", TS_KIND_DRIVING_LICENCE, "FOX99701010J99AA", 80, 90},
        {"Driver number: 99900001", TS_KIND_DRIVING_LICENCE, "99900001", 95, 100}, /* Northern Ireland */
        {"seen 99900001 today", TS_KIND_DRIVING_LICENCE, NULL},
        {"licence EXAMP713010J99AA seen", TS_KIND_DRIVING_LICENCE, NULL}, /* month 13 */
        {"licence EXAMP763010J99AA seen", TS_KIND_DRIVING_LICENCE, NULL},
        {"licence EXAMP702300J99AA seen", TS_KIND_DRIVING_LICENCE, NULL}, /* 30 February */
        {"licence EX9MP701010J99AA seen", TS_KIND_DRIVING_LICENCE, NULL},
        {"licence EXAMP7010109J9AA seen", TS_KIND_DRIVING_LICENCE, NULL}, /* no first initial */
        {"licence EXAMP701010J99AAB seen", TS_KIND_DRIVING_LICENCE, NULL},
        {"key/EXAMP701010J99AA", TS_KIND_DRIVING_LICENCE, NULL},
    };
    HOLD(rows);
}

TEST(a_share_code_needs_its_label) {
    static const kind_row rows[] = {
        {"Share code: W99 9AA 9AB", TS_KIND_SHARE_CODE, "W999AA9AB", 90, 100},
        {"right to work share code R999AA9AB,", TS_KIND_SHARE_CODE, "R999AA9AB", 90, 100},
        {"seen W99 9AA 9AB", TS_KIND_SHARE_CODE, NULL},
        {"Share code: A99 9AA 9AB", TS_KIND_SHARE_CODE, NULL},
        {"Share code: WORDSWORT", TS_KIND_SHARE_CODE, NULL},
        {"Share code: W99 9AA 9A", TS_KIND_SHARE_CODE, NULL},
    };
    HOLD(rows);
}

/* 078-05-1120 was printed on a wallet's card and has been nobody's since. */
TEST(a_social_security_number_needs_its_label_or_its_line) {
    static const kind_row rows[] = {
        {"SSN: 078-05-1120", TS_KIND_US_SSN, "078051120", 90, 100},
        {"Social Security Number 078051120", TS_KIND_US_SSN, "078051120", 90, 100},
        {"SSN (last seen on the form) was 078-05-1120", TS_KIND_US_SSN, "078051120", 75, 100},
        {"SSN 987-65-4320", TS_KIND_US_SSN, "987654320", 55, 65}, /* for advertisements: kept, unchecked */
        {"seen 078-05-1120 today", TS_KIND_US_SSN, NULL},
        {"the ssn on 078051120 x", TS_KIND_US_SSN, NULL},
        {"the lesson, and 078-05-1120", TS_KIND_US_SSN, NULL},
        {"Tel: 078-05-1120", TS_KIND_US_SSN, NULL},
    };
    HOLD(rows);
    static const char *const never[] = {"000-12-3456", "666-12-3456", "900-12-3456", "123-00-4567", "123-45-0000"};
    for (size_t i = 0; i < TEST_COUNT(never); i++) {
        ts_norm norm;
        CHECK_ROW(!ts_detector_of(TS_KIND_US_SSN)->normal(ts_str(never[i]), &norm), never[i]);
    }
}

TEST(columns_of_such_numbers_are_told_by_their_name) {
    CHECK(kind_of_column("who\tUTR\na\t9000000001\nb\t7000000002\n", 1) == TS_KIND_UTR);
    CHECK(kind_of_column("who\tPassport No\na\t999000001\nb\t999000002\n", 1) == TS_KIND_PASSPORT);
    CHECK(kind_of_column("who\tdriving_licence\na\tEXAMP701010J99AA\nb\t99900001\n", 1) == TS_KIND_DRIVING_LICENCE);
    CHECK(kind_of_column("who\tShareCode\na\tW999AA9AB\nb\tR999AA9AB\n", 1) == TS_KIND_SHARE_CODE);
    CHECK(kind_of_column("who\tSSN\na\t078-05-1120\nb\t219-09-9999\n", 1) == TS_KIND_US_SSN);
    CHECK(kind_of_column("a\t999000001\nb\t999000002\nc\t999000003\n", 1) == TS_KIND_NONE);
}
