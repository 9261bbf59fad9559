/* group_test.c - who is meant: rows, letters, next of kin, clinicians, and what makes no sighting. */
#include "detect/detect.h"

#include "base/clock.h"
#include "support/segments.h"
#include "support/test.h"

static const char letter[] =
    "Department of Cardiology\nDate: 13/04/2021\n\nMrs Jean Price\n12 Eaton Road\nLiverpool\nL12 2AP\n\nDear Mrs "
    "Price\n\n"
    "Re: Ann Smith   DOB: 23/04/2012   NHS No: 999 000 0018\nNext of kin: Mary Smith  Tel: (0151) 496 "
    "0123\n\nDiagnosis: asthma. Reviewed in clinic.\n\nYours sincerely\n\nDr David Lloyd\n";

TEST(a_letter_about_one_person_to_another) {
    ts_segment s = test_text_of(letter);
    ts_findings f = test_find(&s, NULL);
    const ts_sighting *to = test_sighting(&f, test_mention(&f, TS_KIND_PERSON_NAME, "PRICE, JEAN")),
                      *about = test_sighting(&f, test_mention(&f, TS_KIND_PERSON_NAME, "SMITH, ANN"));
    const ts_sighting *kin = test_sighting(&f, test_mention(&f, TS_KIND_PERSON_NAME, "SMITH, MARY")),
                      *doctor = test_sighting(&f, test_mention(&f, TS_KIND_PERSON_NAME, "LLOYD, DAVID"));
    CHECK(to && about && kin && doctor && to != about && kin != about && doctor != about && kin != doctor);
    CHECK(about && test_sighting(&f, test_mention(&f, TS_KIND_NHS_NUMBER, NULL)) == about &&
          test_sighting(&f, test_mention(&f, TS_KIND_BIRTH_DATE, NULL)) == about);
    CHECK(about && about->role == TS_ROLE_PATIENT && (about->categories & TS_CAT_HEALTH) &&
          (about->categories & TS_CAT_KIN) && about->date == ts_date_of(2021, 4, 13));
    CHECK(kin && kin->role == TS_ROLE_KIN && test_sighting(&f, test_mention(&f, TS_KIND_PHONE, NULL)) == kin);
    CHECK(doctor && doctor->role == TS_ROLE_CLINICIAN && to &&
          test_sighting(&f, test_mention(&f, TS_KIND_ADDRESS, NULL)) == to);
    ts_findings_done(&f);
}

/* Blocks as windows of envelopes show them: each its addressee, one address, one postcode, all one sighting. */
TEST(an_envelopes_lines_are_one_addressee) {
    static const struct {
        const char *text;
        ts_kind kind;
        const char *name, *address, *code;
    } rows[] = {
        {"PRIVATE & CONFIDENTIAL\n\nMrs Jean Carter\nThe Old Rectory\nChurch Lane\nNether "
         "Wallop\nStockbridge\nHampshire\nSO20 "
         "8EW\n\nDear Mrs Carter\n",
         TS_KIND_PERSON_NAME, "CARTER, JEAN", "THE OLD RECTORY CHURCH LN", "SO208EW"},
        {"Mr Alan Lowe\r\nFlat 2/1\r\n14 Dumbarton Road\r\nPartick\r\nGlasgow\r\nG11 6PS\r\n", TS_KIND_PERSON_NAME,
         "LOWE, ALAN", "FLAT 2 1 14 DUMBARTON RD", "G116PS"},
        {"Mr de Souza,\nRose Cottage,\n7 Mill Lane,\nHale,\nLiverpool,\nL24 4AX.\n", TS_KIND_SURNAME, "DE SOUZA",
         "7 MILL LN", "L244AX"},
        {"14 March 2019\n\nJohn Smith\n12 High Street\nUpton\nChester\nCH2 1AB\n\nDear John\n", TS_KIND_PERSON_NAME,
         "SMITH, JOHN", "12 HIGH ST", "CH21AB"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        ts_findings f = test_find(&s, NULL);
        const ts_sighting *to = test_sighting(&f, test_mention(&f, rows[i].kind, rows[i].name));
        CHECK_ROW(to && to->shape == 2, rows[i].name);
        CHECK_ROW(test_count(&f, TS_KIND_ADDRESS) == 1 && test_count(&f, TS_KIND_POSTCODE) == 1, rows[i].name);
        CHECK_ROW(test_sighting(&f, test_mention(&f, TS_KIND_ADDRESS, rows[i].address)) == to, rows[i].name);
        CHECK_ROW(test_sighting(&f, test_mention(&f, TS_KIND_POSTCODE, rows[i].code)) == to, rows[i].name);
        ts_findings_done(&f);
    }
    /* a firm's or a house's line above is nobody's name */
    static const char *const nobody[] = {"Grace Court\n12 High Street\nChester\nCH2 1AB\n",
                                         "Wheatsheaf Works\n12 High Street\nChester\nCH2 1AB\n",
                                         "John Smith\n\n\nsee below\n12 High Street\nChester\nCH2 1AB\n"};
    for (size_t i = 0; i < TEST_COUNT(nobody); i++) {
        ts_segment s = test_text_of(nobody[i]);
        ts_findings f = test_find(&s, NULL);
        const ts_mention *name = test_mention(&f, TS_KIND_PERSON_NAME, NULL);
        CHECK_ROW(!name == (i < 2) && !(name && test_sighting(&f, name)), nobody[i]);
        CHECK_ROW(test_count(&f, TS_KIND_ADDRESS) == 1, nobody[i]);
        ts_findings_done(&f);
    }
}

TEST(mentions_stand_together_and_none_is_lost) {
    ts_segment s = test_text_of(letter);
    ts_findings f = {0};
    ts_detect *d = ts_detect_new(NULL);
    CHECK(ts_detect_segment(d, &s, 0, &f) == TS_OK);
    size_t before = f.mentions, at = 0;
    for (size_t i = 1; i < f.mentions; i++)
        CHECK(f.mention[i - 1].start <= f.mention[i].start);
    CHECK(ts_group_segment(d, &s, &f) == TS_OK && f.mentions == before);
    for (size_t i = 0; i < f.sightings; i++) {
        CHECK(f.sighting[i].first == at && f.sighting[i].count > 0);
        at += f.sighting[i].count;
    }
    CHECK(at <= f.mentions);
    ts_findings_done(&f);
    ts_detect_free(d);
}

TEST(a_second_health_number_or_page_is_a_second_person) {
    static const char *const rows[] = {"NHS No: 999 000 0018 DOB: 23/04/2012\nNHS No: 999 000 0026 DOB: 23/04/2013\n",
                                       "NHS No: 999 000 0018\nNHS No: 999 000 0026\n",
                                       "Patient: Ann Smith\nDOB: 23/04/2012\n\fPatient: Ann Smith\nDOB: 23/04/2012\n"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i]);
        ts_findings f = test_find(&s, NULL);
        CHECK_ROW(f.sightings == 2, rows[i]);
        ts_findings_done(&f);
    }
}

TEST(what_stands_alone) {
    static const struct {
        const char *text;
        size_t sightings;
        unsigned shape;
    } rows[] = {{"seen 9990000018 there", 1, 3}, {"to a@b.example", 1, 3},    {"QQ123456C", 1, 3},
                {"lives in L12 2AP", 0, 0},      {"ring 07700 900123", 0, 0}, {"nothing here", 0, 0},
                {"DOB: 23/04/2012", 1, 1}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        ts_findings f = test_find(&s, NULL);
        CHECK_ROW(f.sightings == rows[i].sightings && (f.sightings == 0 || f.sighting[0].shape == rows[i].shape),
                  rows[i].text);
        ts_findings_done(&f);
    }
}

TEST(a_row_is_its_person_and_those_named_beside) {
    static test_table t;
    test_table_of(
        &t, "NHSNo\tSurname\tForename\tDiagnosis\tNoK Name\tNoK Tel\tConsultant\n9990000018\tSmith\tAnn\tJ45\tMary "
            "Smith\t0151 496 0123\tDr A Khan\n9990000026\tJones\tBob\t\t\t\t\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(f.sightings == 4);
    CHECK(f.sighting[0].role == TS_ROLE_PATIENT && f.sighting[0].count == 4 &&
          (f.sighting[0].categories & TS_CAT_HEALTH) && (f.sighting[0].categories & TS_CAT_KIN) &&
          f.sighting[0].place == 2);
    CHECK(f.sighting[1].role == TS_ROLE_KIN && f.sighting[1].count == 2 && f.sighting[2].role == TS_ROLE_CLINICIAN);
    CHECK(!(f.sighting[3].categories & TS_CAT_HEALTH) && f.sighting[3].place == 3);
    ts_findings_done(&f);
}

TEST(the_head_tells_whom_a_table_is_about) {
    static const struct {
        const char *text;
        ts_role role;
    } rows[] = {
        {"ConstituentID\tSurname\tForename\tGiftAmount\nC001\tSmith\tAnn\t20\nC002\tJones\tBob\t30\n", TS_ROLE_DONOR},
        {"AssignmentNo\tSurname\tForename\tNINO\tSalary\n2001\tSmith\tAnn\tQQ123456C\t20000\n2002\tJones\tBob\tQQ123457"
         "A\t30000\n",
         TS_ROLE_STAFF},
        {"SupplierID\tContactName\tEmail\nS001\tAnn Smith\ta@b.example\nS002\tBob Jones\tc@d.example\n",
         TS_ROLE_SUPPLIER},
        {"HospNo\tSurname\tDOB\tWard\nAH001\tSmith\t23/04/1987\t3A\nAH002\tJones\t24/04/1987\t3B\n", TS_ROLE_PATIENT}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static test_table t;
        test_table_of(&t, rows[i].text);
        ts_findings f = test_find(&t.segment, NULL);
        CHECK_ROW(f.sightings == 2 && f.sighting[0].role == rows[i].role, rows[i].text);
        ts_findings_done(&f);
    }
}
