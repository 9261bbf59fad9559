/* column_values_test.c - columns that no name tells: by where their data begin, by their form, by words of terms.def, and by
 * what stands beside them. */
#include "detect/detect.h"

#include "detect/role.h"
#include "support/segments.h"
#include "support/test.h"

#define LIT(s) \
    { s, sizeof(s) - 1 }

/* How many cells of a table, parted by tabs, are taken for a kind. */
static size_t cells_of(const char *text, ts_kind kind) {
    static test_table t;
    test_table_of(&t, text);
    ts_findings f = test_find(&t.segment, NULL);
    size_t n = test_count(&f, kind);
    ts_findings_done(&f);
    return n;
}

TEST(a_row_of_words_above_numbers_names_the_columns) {
    static const char pharmacists[] = "Registrant\tGPhC No\tSince\nAnn Carter\t2006614\t01/09/2018\nJohn "
                                      "Jones\t2024770\t13/07/1994\nMary Green\t2052827\t25/07/2008\n";
    CHECK(cells_of(pharmacists, TS_KIND_GPHC_NUMBER) == 3 && cells_of(pharmacists, TS_KIND_PERSON_NAME) == 3);
    static const char tenants[] = "Ann Carter\tTenant\nJohn Jones\tTenant\nMary Green\tTenant\n";
    CHECK(cells_of(tenants, TS_KIND_PERSON_NAME) == 3);
    /* whose first row has nothing to tell, not a name */
    static const char lacking[] = "Ann Carter\tunknown\nJohn Jones\t07700 900123\nMary Green\t07700 900124\n";
    CHECK(cells_of(lacking, TS_KIND_PERSON_NAME) == 3);
}

TEST(a_column_of_words_of_health_is_one_where_rows_are_about_people) {
    static const char *const people[] = {
        "Name\tStatus\nAnn Carter\tasthma\nJohn Jones\tlung cancer\nMary Green\tepilepsy\n",
        "Name\tDiagnosis\nAnn Carter\tasthma\nJohn Jones\tsomething rare\nMary Green\tepilepsy\n",
    };
    for (size_t i = 0; i < TEST_COUNT(people); i++)
        CHECK_ROW(cells_of(people[i], TS_KIND_HEALTH_TERM) == 3, people[i]);
    CHECK(cells_of("Name\tDiagnosis\nAnn Carter\tasthma\nJohn Jones\tschizophrenia\nMary Green\tnone\n",
                   TS_KIND_MENTAL_HEALTH) == 1);
    static const char *const others[] = {
        "Item\tUse\tStock\nA12\tasthma\t12\nB13\tlung cancer\t400\nC14\tepilepsy\t7\n", /* nobody's */
        "Name\tClinic\nAnn Carter\tasthma\nJohn Jones\tepilepsy\nMary Green\tlung cancer\n", /* where, not what */
        "Name\tNote\nAnn Carter\tasthma\nJohn Jones\tlate\nMary Green\tcame by car\nTom Hill\tno\n",
    };
    for (size_t i = 0; i < TEST_COUNT(others); i++)
        CHECK_ROW(cells_of(others[i], TS_KIND_HEALTH_TERM) <= 1, others[i]);
}

TEST(things_and_nations_are_no_special_categories) {
    CHECK(cells_of("Name\tItem\tCondition\nAnn Carter\tLaptop\tGood\nJohn Jones\tPhone\tFair\nMary Green\tDesk\tPoor\n",
                   TS_KIND_HEALTH_TERM) == 0);
    CHECK(cells_of("Name\tRace\nAnn Carter\tLondon Marathon\nJohn Jones\tGreat North Run\nMary Green\tLeeds Ten\n",
                   TS_KIND_ETHNICITY) == 0);
    CHECK(cells_of("Forename\tSurname\tNationality\nAnn\tCarter\tPolish\nJohn\tJones\tIrish\nMary\tGreen\tPakistani\n",
                   TS_KIND_ETHNICITY) == 0);
    CHECK(cells_of("Ann\tCarter\tPolish\nJohn\tJones\tIrish\nMary\tGreen\tIndian\n", TS_KIND_ETHNICITY) == 0);
    CHECK(cells_of("Name\tCondition\nAnn Carter\tasthma\nJohn Jones\tsomething rare\nMary Green\tepilepsy\n",
                   TS_KIND_HEALTH_TERM) == 3);
}

TEST(codes_without_a_name_show_by_form_and_company) {
    static const struct {
        const char *text;
        ts_kind kind;
        size_t n;
    } rows[] = {
        {"Ann Carter\tRA26838\nJohn Jones\tPH58831\nMary Green\tSL23935\n", TS_KIND_HCPC_NUMBER, 3},
        {"Ann Carter\tRA26838\nJohn Jones\tRA58831\nMary Green\tRA23935\n", TS_KIND_HCPC_NUMBER, 0}, /* a hospital's */
        {"Ann Carter\tRA26838\nJohn Jones\tRA58831\nMary Green\tRA23935\n", TS_KIND_LOCAL_ID, 3},
        {"Ann Carter\tINV26838\nJohn Jones\tINV58831\nMary Green\tINV23935\n", TS_KIND_LOCAL_ID, 0},
        {"Ann Carter\tAB26838\nJohn Jones\tAB26838\nMary Green\tAB26838\n", TS_KIND_LOCAL_ID, 0}, /* a batch's */
        {"Chairs\tAB26838\nTables\tAB58831\nLamps\tAB23935\n", TS_KIND_LOCAL_ID, 0},
        {"Ann Carter\t219-09-1234\nJohn Jones\t531-22-8890\nMary Green\t402-11-7345\n", TS_KIND_US_SSN, 3},
        {"Ann Carter\t219091234\nJohn Jones\t531228890\nMary Green\t402117345\n", TS_KIND_US_SSN, 0},
        {"Ann Carter\tW12 3AB 4CD\nJohn Jones\tWNYZAAQ9S\nMary Green\tWE5ASBRJM\n", TS_KIND_SHARE_CODE, 3},
        {"Ann Carter\tS12345678\nJohn Jones\tS22345678\nMary Green\tS32345678\n", TS_KIND_SHARE_CODE, 0},
        {"Ann Carter\tW12 3AB 4CD\t512903344\nJohn Jones\tWNYZAAQ9S\t512903345\nMary Green\tWE5ASBRJM\t512903349\n",
         TS_KIND_PASSPORT, 3},
        {"Ann Carter\t@ann_c\nJohn Jones\t@jonesy\nMary Green\t@mgreen\n", TS_KIND_SOCIAL_HANDLE, 3},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(cells_of(rows[i].text, rows[i].kind) == rows[i].n, rows[i].text);
}

TEST(what_looks_like_a_phone_or_a_street_is_not_always_one) {
    CHECK(cells_of("t\tx\n1759777182\t1.5\n1706393602\t1.6\n1789809045\t2.2\n", TS_KIND_PHONE) == 0);
    CHECK(cells_of("t\tx\n01759 777182\t1.5\n01706 393602\t1.6\n01789 809045\t2.2\n", TS_KIND_PHONE) == 3);
    CHECK(cells_of("tel\tx\n1759777182\t1.5\n1706393602\t1.6\n1789809045\t2.2\n", TS_KIND_PHONE) == 3);
    CHECK(cells_of("Calpol\t20mg daily\nOramorph\t5 mg nocte\nHumira\t75 micrograms daily\n", TS_KIND_ADDRESS) == 0);
    CHECK(cells_of("Ann Carter\t20 Mill Lane\nJohn Jones\t5 High Street\nMary Green\tFlat 2, 9 Back Lane\n",
                   TS_KIND_ADDRESS) == 3);
    /* days on which people were registered */
    CHECK(cells_of("Ann Carter\t01/09/2018\nJohn Jones\t13/07/1984\nMary Green\t25/07/2008\nTom Hill\t01/02/1999\nSue "
                   "Bell\t04/05/2014\n",
                   TS_KIND_BIRTH_DATE) == 0);
    static const ts_span works[] = {LIT("Works"), LIT("20 Mill Lane"), LIT("Parking"), LIT("5 High Street")};
    static const ts_span typed[] = {LIT("8888888888"), LIT("a"),          LIT("5555555555"),
                                    LIT("b"),          LIT("7777777777"), LIT("c")};
    ts_column_role role[2];
    CHECK(ts_columns_infer(NULL, 2, works, 2, role) == TS_OK && role[1].kind == TS_KIND_NONE);
    CHECK(ts_columns_infer(NULL, 2, typed, 3, role) == TS_OK && role[0].kind == TS_KIND_NONE);
}

TEST(names_that_exports_give_their_columns) {
    static const char people[] = "Smith\nJones\nO'Brien\nPatel\n", dates[] = "23/04/1987\n01/02/1950\n13/12/2001\n";
    static const struct {
        const char *head, *values;
        ts_kind kind;
    } rows[] = {{"PATNT_REFNO", "AB10001\nAB10002\nAB10003\n", TS_KIND_LOCAL_ID},
                {"tbl_patient.pat_lname", people, TS_KIND_SURNAME},
                {"DTTM_OF_BIRTH", dates, TS_KIND_BIRTH_DATE},
                {"GebDat", dates, TS_KIND_BIRTH_DATE},
                {"REGISTERED_PRACTICE_CODE", "N82103\nY00123\nA81001\n", TS_KIND_ODS_CODE},
                {"PROCODE3", "RBS\nRBQ\nREM\n", TS_KIND_ODS_CODE},
                {"FAITH_GROUP_DESCRIPTION", "Quaker\nOf the chapel\nRoman Catholic\n", TS_KIND_RELIGION},
                {"start", "12345\n23456\n31234\n", TS_KIND_NONE}, /* days of a spreadsheet, or pages */
                {"started", dates, TS_KIND_RECORD_DATE},
                {"Provider Code", "North Trust\nSouth Trust\nEast Trust\n", TS_KIND_NONE},
                {"Lead Consultant Code", "Smith, Ann\nJones, Tom\nGreen, Mary\n", TS_KIND_PERSON_NAME}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span cell[8], head = ts_str(rows[i].head);
        size_t n = 0;
        for (const char *p = rows[i].values; *p; p = strchr(p, '\n') + 1)
            cell[n++] = ts_span_of(p, strcspn(p, "\n"));
        ts_column_role role;
        CHECK_ROW(ts_columns_infer(&head, 1, cell, n, &role) == TS_OK && role.kind == rows[i].kind, rows[i].head);
    }
    /* in a text they are words */
    CHECK(test_confidence("The visit started 23/04/1987", TS_KIND_RECORD_DATE, NULL) == 0);
}

TEST(a_table_of_fields_and_values_is_a_form) {
    static test_table t;
    test_table_of(&t, "NHS Number\t9990000018\nSurname\tSmith\nForename\tAnn\nDOB\t23/04/1987\nSex\tF\nNHS "
                      "Number\t9990000026\nSurname\tJones\nForename\tTom\nDOB\t01/02/1950\nSex\tM\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(f.mentions == 10 && test_count(&f, TS_KIND_SURNAME) == 2 && test_count(&f, TS_KIND_SEX) == 2);
    const ts_mention *m = test_mention(&f, TS_KIND_BIRTH_DATE, "1950-02-01");
    CHECK(m && m->row == 8 && m->column == 1);
    const ts_sighting *second = test_sighting(&f, m);
    CHECK(f.sightings == 2 && second && second->count == 5 && second->place == 6);
    ts_findings_done(&f);
    /* where another column says whose the fields are, it is a list of contacts */
    test_table_of(
        &t, "F\tMobile\t07700 900123\nM\tEmail\tj@post.example\nF\tMobile\t07700 900124\nM\tTel\t0151 496 0123\n");
    f = test_find(&t.segment, NULL);
    CHECK(test_count(&f, TS_KIND_SEX) == 4);
    ts_findings_done(&f);
}
