/* column_values_test.c - columns that no name tells: by where their data begin, by their form, by words of terms.def, and by
 * what stands beside them. */
#include "base/mem.h"
#include "detect/detect.h"

#include <stdio.h>

#include "detect/role.h"
#include "support/kind_rows.h"

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

TEST(surnames_with_their_forenames_are_whole_names) {
    CHECK(cells_of("NHS No\tPatient (surname, first)\n9990000018\tCarter, Ann\n9990000026\tJones, "
                   "John\n9990000034\tGreen, Mary\n",
                   TS_KIND_PERSON_NAME) == 3);
    CHECK(cells_of("Name\tPermit No\nAnn Carter\tBB143361\nJohn Jones\tBB537184\nMary Green\tBB537199\n",
                   TS_KIND_LOCAL_ID) == 0);
    CHECK(cells_of("Inventor\tTitle\nAnn Carter\tAsthma\nJohn Jones\tEpilepsy\nMary Green\tGout\n",
                   TS_KIND_HEALTH_TERM) == 0);
}

TEST(names_with_initials_are_people) {
    CHECK(cells_of("9990000018\tJ. Carter\n9990000026\tK N Jones\n9990000034\tGreen MP\n", TS_KIND_PERSON_NAME) == 3);
    CHECK(cells_of("9990000018\tX Flange\n9990000026\tY Valve\n9990000034\tZ Axis\n", TS_KIND_PERSON_NAME) == 0);
}

TEST(passwords_stand_beside_what_people_log_in_with) {
    CHECK(cells_of("PAS\tann.lee\tOtter-Lamp-42\nICE\tbob.roe\tKestrel2021!\nRio\tcy.poe\tXk9#mPq2\n",
                   TS_KIND_PASSWORD) == 3);
    CHECK(cells_of("System\tUser\tPassword\nPAS\tann.lee\tOtter-Lamp-42\nICE\tbob.roe\tTulip!88\n", TS_KIND_PASSWORD) ==
          2);
    CHECK(cells_of("md5\tmd5\tlib_md5\nsha1\tsha1\tlib_sha1\nripe\tripe\tlib_ripemd160\n", TS_KIND_PASSWORD) == 0);
    /* of one length: keys that a system gives */
    CHECK(cells_of("PAS\tann.lee\tAb12cd34\nICE\tbob.roe\tXk92mPq7\nRio\tcy.poe\tTr45uQ81\n", TS_KIND_PASSWORD) == 0);
    CHECK(cells_of("PAS\tOne\tOtter-Lamp-42\nICE\tTwo\tKestrel2021!\nRio\tSix\tXk9#mPq2\n", TS_KIND_PASSWORD) == 0);
}

TEST(codes_are_told_by_what_stands_beside_them) {
    static const char pay[] =
        "Ann Carter\tAB123456C\t31,000\nJohn Jones\tJK223456D\t28407.50\nMary Green\tZP323456A\t41000\n";
    CHECK(cells_of(pay, TS_KIND_SALARY) == 3);
    CHECK(cells_of("Ann Carter\t31,000\nJohn Jones\t28407.50\nMary Green\t41000\n", TS_KIND_SALARY) == 0);
    static const char coded[] = "9990000018\tI48.9\tW37.1\n9990000026\tG20X\tX40.3\n9990000034\tF32.1\tK60.1\n";
    CHECK(cells_of(coded, TS_KIND_ICD10) == 3 && cells_of(coded, TS_KIND_OPCS4) == 3);
    static const char firms[] = "Acme Ltd\t00273053\tGB 123 4567 82\tAnn Carter\nBold plc\tSC374293\tGB 123 4567 "
                                "82\tJohn Jones\nCanal Ltd\t00500544\tGB 123 4567 82\tMary Green\n";
    CHECK(cells_of(firms, TS_KIND_COMPANY_NUMBER) == 3);
    static const char sexes[] =
        "Ann\tCarter\t2\t01/02/1950\nJohn\tJones\t1\t01/02/1960\nMary\tGreen\t2\t01/02/1970\nPeter\tBrown"
        "\t1\t03/02/1981\nJane\tWhite\t2\t04/05/1949\nPaul\tBlack\t1\t06/05/1959\nKate\tHill\t2\t01/01/"
        "1990\nMark\tWood\t1\t09/01/1991\n";
    CHECK(cells_of(sexes, TS_KIND_SEX) == 8);
}

TEST(words_are_sexes_and_numbers_alone_are_none) {
    CHECK(cells_of("AH10001\tFemale\nAH10002\tMale\nAH10003\tFemale\nAH10004\tMale\n", TS_KIND_SEX) == 4);
    CHECK(cells_of("AH10001\t1\nAH10002\t1\nAH10003\t2\nAH10004\t1\n", TS_KIND_SEX) == 0);
    CHECK(cells_of("AH10001\tx\nAH10002\tx\nAH10003\tx\nAH10004\tx\n", TS_KIND_SEX) == 0);
    CHECK(cells_of("AH10001\tOther\nAH10002\tOther\nAH10003\tOther\nAH10004\tOther\n", TS_KIND_SEX) == 0);
}

TEST(what_a_column_holds_is_no_ones_own) {
    static const char *const things[] = {
        "Name\tTeam\nAnn Carter\tDiabetes\nJohn Jones\tStroke\nMary Green\tEpilepsy\n",
        "Delegate\tCourse title\nAnn Carter\tAsthma\nJohn Jones\tDementia\nMary Green\tEpilepsy\n",
        "Donor\tFund\nAnn Carter\tLeukaemia\nJohn Jones\tAsthma\nMary Green\tEpilepsy\n",
        "Stock\tPack\tContents\nAB100001\t10\tInsulin\nAC200002\t20\tParacetamol\nAD300003\t5\tAspirin\n",
    };
    for (size_t i = 0; i < TEST_COUNT(things); i++)
        CHECK_ROW(cells_of(things[i], TS_KIND_HEALTH_TERM) == 0, things[i]);
    CHECK(cells_of("Site\tFloors\nDr Mary Green\t2\nMrs Ann Carter\t3\nMr John Jones\t3\n", TS_KIND_PERSON_NAME) == 0);
    CHECK(cells_of("Supplier\tFloors\nHarvey Nichols\t2\nLaura Ashley\t3\nCharles Stanley\t3\n", TS_KIND_PERSON_NAME) ==
          0);
    CHECK(cells_of(
              "Service\tTeam leader\tSince\nAsthma\tAnn Carter\t01/02/2020\nStroke\tJohn Jones\t02/03/2021\nGout\tMary "
              "Green\t04/05/2019\n",
              TS_KIND_PERSON_NAME) == 3);
}

TEST(gross_and_net_are_pay_of_staff_alone) {
    CHECK(cells_of("Emp\tName\tGross\tNet\n11\tAnn Carter\t31520.63\t24000.10\n12\tJohn Jones\t28407.50\t21000.00\n",
                   TS_KIND_SALARY) == 4);
    CHECK(cells_of(
              "Invoice\tContact\tGross\tNet\n11\tAnn Carter\t31520.63\t24000.10\n12\tJohn Jones\t28407.50\t21000.00\n",
              TS_KIND_SALARY) == 0);
    CHECK(cells_of("Name\tBasic pay (annual)\nAnn Carter\t31520.63\nJohn Jones\t28407.50\n", TS_KIND_SALARY) == 2);
    CHECK(cells_of("Name\tNI Number\tBasic 31\nAnn Carter\tAB123456C\t31520.63\nJohn Jones\tJK223456D\t28407.50\n",
                   TS_KIND_SALARY) == 2);
}

TEST(things_and_rents_are_none_of_it) {
    CHECK(cells_of("Tenant\tRent p/w\nAnn Carter\t202.79\nJohn Jones\t415.56\nMary Green\t98.20\n", TS_KIND_PASSWORD) ==
          0);
    CHECK(cells_of("Name\tClinic Dt\nAnn Carter\t01/02/2024\nJohn Jones\t03/02/2024\nMary Green\t09/02/2024\n",
                   TS_KIND_RECORD_DATE) == 3);
}

/* Names of columns that bear numbers, as systems export them. */
TEST(a_head_may_number_its_columns) {
    CHECK(
        cells_of(
            "CnBio_ID\tCnBio_First_Name\tCnBio_Last_Name\tCnAdr_1_01_Line\tCnAdr_ZIP\tCnPh_Mobile\n49695\tAnn\tCarter\t"
            "1\tCH1 1AA\t07700 900123\n49696\tJohn\tJones\t2\tCH1 1AB\t07700 900124\n",
            TS_KIND_LOCAL_ID) == 2);
}

/* Fifteen years of dates alone may be those of a register; beside parents' phones nine are of children. */
TEST(children_are_born_within_few_years) {
    static const char pupils[] = "Ann Carter\t01/02/2008\t%s1\nJohn Jones\t03/02/2010\t%s2\nMary "
                                 "Green\t09/02/2011\t%s3\nPeter Brown\t09/12/2012\t%s4\n"
                                 "Jane White\t19/02/2013\t%s5\nPaul Black\t08/08/2015\t%s6\nKate "
                                 "Hill\t09/02/2018\t%s7\nMark Wood\t21/10/2019\t%s8\n";
    static const char *const beside[] = {"07700 90000", "A"};
    char text[2][600];
    for (int i = 0; i < 2; i++) {
        const char *b = beside[i];
        snprintf(text[i], sizeof text[i], pupils, b, b, b, b, b, b, b, b);
    }
    CHECK(cells_of(text[0], TS_KIND_BIRTH_DATE) == 8 && cells_of(text[1], TS_KIND_BIRTH_DATE) == 0);
}

/* Those of surgeries and suppliers are nobody's. */
TEST(addresses_beside_firms_are_theirs) {
    static const char surgeries[] =
        "Elm Tree Surgery\t14 Mill Lane\tLS1 1AA\t01632 960001\nGrange Practice\t2 Eaton Road\tLS1 1AB"
        "\t01632 960002\nLimes Medical Centre\t77 Bold Street\tLS1 1AD\t01632 960003\n";
    static const char people[] =
        "Ann Carter\t14 Mill Lane\tLS1 1AA\tElm Tree Surgery\nJohn Jones\t2 Eaton Road\tLS1 1AB\tGrange "
        "Practice\nMary Green\t77 Bold Street\tLS1 1AD\tLimes Medical Centre\n";
    CHECK(cells_of(surgeries, TS_KIND_ADDRESS) == 0 && cells_of(people, TS_KIND_ADDRESS) == 3);
}

/* What was found of one table's columns says nothing of the next one's. */
TEST(a_table_knows_nothing_of_the_one_before) {
    static const char surgeries[] =
        "Elm Tree Surgery\t14 Mill Lane\tLS1 1AA\t01632 960001\nGrange Practice\t2 Eaton Road\tLS1 1AB"
        "\t01632 960002\nLimes Medical Centre\t77 Bold Street\tLS1 1AD\t01632 960003\n";
    static const char notes[] = "1\tshe lives at 14 Mill Lane, Leeds LS1 1AA now\n2\tnone so far\n3\tcame by car\n";
    static test_table t;
    ts_detect *d = ts_detect_new(NULL);
    ts_findings f = {0};
    test_table_of(&t, surgeries);
    CHECK(ts_detect_segment(d, &t.segment, 0, &f) == TS_OK);
    ts_findings_done(&f);
    f = (ts_findings){0};
    test_table_of(&t, notes);
    CHECK(ts_detect_segment(d, &t.segment, 0, &f) == TS_OK && cells_of(notes, TS_KIND_ADDRESS) == 1);
    CHECK(test_count(&f, TS_KIND_ADDRESS) == 1);
    ts_findings_done(&f);
    ts_detect_free(d);
}

TEST(most_of_a_list_of_convictions_says_none) {
    CHECK(
        cells_of(
            "Ann Carter\t01/02/1970\tnone recorded\nJohn Jones\t02/03/1971\ton probation\nMary Green\t03/04/1969\tnone "
            "recorded\nPeter Brown\t04/05/1988\tconvicted of theft\nJane White\t05/06/1982\tnone recorded\nPaul "
            "Black\t06/07/1991\tpolice caution\n",
            TS_KIND_CRIMINAL) == 3);
    CHECK(cells_of("Name\tDisability\nAnn Carter\tNot declared\nJohn Jones\tYes\nMary Green\tNo\n",
                   TS_KIND_HEALTH_TERM) == 0);
}

/* Spreadsheets take the zero of a number; a second column of them is of phones where the first is called so. */
TEST(phones_that_lost_their_zero_stand_beside_phones) {
    CHECK(
        cells_of("id\tmobile\thome\n1\t7700900660\t1632960221\n2\t7700900474\t1632960083\n3\t7700900475\t1632960099\n",
                 TS_KIND_PHONE) == 6);
    CHECK(cells_of("id\tgrid\thome\n1\t770\t1632960221\n2\t771\t1632960083\n3\t772\t1632960099\n", TS_KIND_PHONE) == 0);
}

/* A holding's cells stand wherever their reader has them: nothing is read behind one. */
TEST(a_cell_of_one_letter_ends_there) {
    static const ts_span head[] = {LIT("name")};
    enum { ROWS = 4 };
    char *letter[ROWS];
    ts_span cell[ROWS];
    ts_column_role role;
    for (size_t i = 0; i < ROWS; i++) {
        letter[i] = ts_alloc_array(1, 1);
        *letter[i] = (char)('A' + i);
        cell[i] = ts_span_of(letter[i], 1);
    }
    CHECK(ts_columns_infer(head, 1, cell, ROWS, &role) == TS_OK);
    for (size_t i = 0; i < ROWS; i++)
        ts_free(letter[i]);
}

/* Two letters and six digits are an asset's number as often; with the letter behind, a National Insurance number. */
TEST(numbers_without_the_letter_behind_are_of_things) {
    CHECK(kind_of_column("tag\nAS268179\nAS268180\nAS268195\nAS268211\n", 0) != TS_KIND_NINO);
    CHECK(kind_of_column("tag\nAS268179A\nAS268180C\nAS268195B\nAS268211D\n", 0) == TS_KIND_NINO);
}

TEST(accounts_stand_beside_sort_codes_or_people) {
    static const char both[] =
        "Surname\tBank Account\tSort Code\nAsh\t32160982\t22-70-58\nLow\t62937544\t159465\nOak\t82941577\t13-34-22\n";
    CHECK(cells_of(both, TS_KIND_BANK_ACCOUNT) == 3);
    static const char alone[] = "Surname\tAccount No\nAsh\t32160982\nLow\t62937544\nOak\t82941577\n";
    CHECK(cells_of(alone, TS_KIND_BANK_ACCOUNT) == 3);
    static const char ledger[] =
        "Cost "
        "centre\tAccount\tDebit\n350854\t83817801\t7737.75\n726193\t45184422\t31439.38\n931975\t68530641\t25253.68\n";
    CHECK(cells_of(ledger, TS_KIND_BANK_ACCOUNT) == 0);
}

TEST(practices_have_codes_where_nobody_is) {
    static const char list[] = "Code\tPractice name\tList size\nC84190\tWoodside Family Practice\t15600\n"
                               "K85913\tThe Crofts Surgery\t23057\nV85990\tRiverbank Health Centre\t4021\n";
    CHECK(cells_of(list, TS_KIND_ODS_CODE) == 3);
    static const char people[] = "Surname\tGP Practice\nAsh\tC84190\nLow\tK85913\nOak\tE84174\n";
    CHECK(cells_of(people, TS_KIND_ODS_CODE) == 3);
}

TEST(heads_sums_towns_and_certificates_are_no_people) {
    static const char sums[] =
        "Name\tDOB\nAnn Ash\t01/02/1970\nJohn Low\t03/04/1980\nMary Oak\t05/06/1990\nTotal\t3\nName\tDOB\n";
    CHECK(cells_of(sums, TS_KIND_SURNAME) == 0 && cells_of(sums, TS_KIND_PERSON_NAME) == 3);
    static const char depots[] =
        "Depot\tRoute\tMiles\nPreston\tA1\t12\nLincoln\tB2\t13\nPreston\tC3\t14\nNelson\tD4\t15\n";
    CHECK(cells_of(depots, TS_KIND_SURNAME) == 0);
    static const char checked[] =
        "Name\tDBS No\nAnn Ash\t005124931164\nJohn Low\t001005689563\nMary Oak\t004047445337\n";
    CHECK(cells_of(checked, TS_KIND_PHONE) == 0);
}

TEST(roads_that_are_mended_are_nobodys_address) {
    static const char works[] =
        "Street\tReason\tContractor\nAlma Road\tresurfacing\tRowntree\nVictoria Road\tgas main\tBellamy\n"
        "Mill Lane\tgas main\tRowntree\n";
    CHECK(cells_of(works, TS_KIND_ADDRESS) == 0 && cells_of(works, TS_KIND_SURNAME) == 0);
    static const char traders[] = "Job\tContractor\nroof\tAnn Carter\ndrains\tJohn Jones\nlift\tMary Green\n";
    CHECK(cells_of(traders, TS_KIND_PERSON_NAME) == 3);
    static const char homes[] = "Surname\tStreet\nAsh\tAlma Road\nLow\tVictoria Road\nOak\tMill Lane\n";
    CHECK(cells_of(homes, TS_KIND_ADDRESS) == 3);
    static const char numbered[] = "Street\tReason\n1 Alma Road\tvacant\n2 Victoria Road\tlet\n3 Mill Lane\tlet\n";
    CHECK(cells_of(numbered, TS_KIND_ADDRESS) == 3);
}

TEST(whole_names_and_halves_of_them_stand_in_one_column) {
    static const char rota[] = "Ref\tLead\tDue\n1\tAnn Carter\tMon\n2\tOlivia\tTue\n3\tHargreaves\tWed\n"
                               "4\tJohn Jones\tThu\n5\tPriya\tFri\n6\tMary Green\tSat\n";
    CHECK(cells_of(rota, TS_KIND_PERSON_NAME) == 3 && cells_of(rota, TS_KIND_FORENAME) == 2);
    CHECK(cells_of(rota, TS_KIND_SURNAME) == 1);
    /* Towns and wards are some of them surnames, some two words. */
    static const char towns[] = "Ref\tStop\tDue\n1\tPreston\tMon\n2\tMarket Harborough\tTue\n3\tLincoln\tWed\n"
                                "4\tCarter\tThu\n5\tNelson\tFri\n6\tHargreaves\tSat\n7\tJones\tSun\n";
    CHECK(cells_of(towns, TS_KIND_PERSON_NAME) == 0 && cells_of(towns, TS_KIND_SURNAME) == 0);
    static const char wards[] = "Ref\tArea\tDue\n1\tRowan\tMon\n2\tGrace Ward\tTue\n3\tWillow\tWed\n"
                                "4\tVictoria Suite\tThu\n5\tFlorence\tFri\n6\tRose Unit\tSat\n";
    CHECK(cells_of(wards, TS_KIND_PERSON_NAME) == 0);
}

TEST(staff_are_written_as_they_are_called) {
    /* Two in five known suffice where the name of the column speaks of staff. */
    static const char staff[] = "Staff\tBand\nAnn Carter\t5\nQwertson\t6\nZxyla\t5\nPriya\t6\nMary Green\t6\n"
                                "Wragbyaa\t5\nNetheraa\t6\n";
    CHECK(cells_of(staff, TS_KIND_PERSON_NAME) == 2 && cells_of(staff, TS_KIND_FORENAME) == 1);
    static const char groups[] = "Staff\tCount\nNursing\t5\nMedical\t6\nAdmin Clerical\t5\nEstates\t6\n";
    CHECK(cells_of(groups, TS_KIND_PERSON_NAME) + cells_of(groups, TS_KIND_SURNAME) == 0);
    /* "Mrs Smith" is a person in a column that is called so, and a book in others. */
    static const char board[] = "Bed\tPt\tAge\n1\tMrs Hargreaves\t60\n2\tCARTER, Ann\t52\n3\tMr Patel\t41\n"
                                "4\tJones T\t77\n5\tGreen, Mary\t80\n";
    CHECK(cells_of(board, TS_KIND_PERSON_NAME) == 3 && cells_of(board, TS_KIND_SURNAME) == 2);
    static const char books[] = "Ref\tOn loan\tShelf\n1\tMrs Hargreaves\tW1\n2\tThe Old House\tW2\n3\tMr Patel\tW3\n"
                                "4\tOn the Road\tW4\n5\tMiss Jones\tW5\n6\tBleak Times\tW6\n";
    CHECK(cells_of(books, TS_KIND_PERSON_NAME) == 0);
}

TEST(a_short_cell_may_say_who_comes_along) {
    static const char rows[] = "Ref\tNeeds\n1\tescort Priya\n2\twheelchair\n3\tward Priya\n4\tson Grace\n";
    CHECK(cells_of(rows, TS_KIND_FORENAME) == 1);
}

TEST(clients_that_are_programs_are_nobody) {
    static const char programs[] = "client\tcreated by\nportal\ta.b@trust.example\nris\tc.d@trust.example\n"
                                   "pas-sync\te.f@trust.example\n";
    CHECK(cells_of(programs, TS_KIND_SURNAME) == 0 && cells_of(programs, TS_KIND_PERSON_NAME) == 0);
    static const char typed[] = "client\tphone\nann carter\t07700 900123\njohn jones\t07700 900124\n";
    CHECK(cells_of(typed, TS_KIND_PERSON_NAME) == 2);
}

TEST(numbers_of_patients_and_posts_under_other_names) {
    static const char posts[] = "ASG\tName\n11826687-8\tAnn Carter\n23961303-6\tJohn Jones\n"
                                "19404528-12\tMary Green\n15675216-7\tTom Hill\n";
    CHECK(cells_of(posts, TS_KIND_LOCAL_ID) == 4);
    static const char clinic[] = "Clinic ID\tDOB\tDx\nS4196086\t23/04/1987\tgout\nK5597946\t01/02/1950\tasthma\n"
                                 "00976597\t13/12/2001\tgout\n";
    CHECK(cells_of(clinic, TS_KIND_LOCAL_ID) == 3);
    static const char clinics[] = "Clinic ID\tClinic\nGEN0012\tEyes\nGEN0013\tEars\nGEN0014\tFeet\n";
    CHECK(cells_of(clinics, TS_KIND_LOCAL_ID) == 0);
    static const char practices[] = "Surname\tPRACT_CD\nAsh\tC84190\nLow\tK85913\nOak\tE84174\n";
    CHECK(cells_of(practices, TS_KIND_ODS_CODE) == 3);
}

TEST(an_alias_is_of_people_or_of_machines) {
    static const char people[] = "SNAME\tAlias\nAsh\tPatel\nLow\t\nOak\tCarter\nHill\tHughes\n";
    CHECK(cells_of(people, TS_KIND_SURNAME) == 7);
    static const char hosts[] = "alias\tport\nfileserver\t22\nbackup\t80\nmailhost\t25\n";
    CHECK(cells_of(hosts, TS_KIND_SURNAME) == 0);
}

TEST(why_staff_are_off_sick_is_told_cell_by_cell) {
    static const char absences[] = "Name\tReason\nAnn Carter\tS10 Anxiety/stress\nJohn Jones\tS30 Pregnancy related\n"
                                   "Mary Green\tasthma\nTom Hill\tgout\nSue Low\tS10 Anxiety/stress\n"
                                   "Ian Ash\tS30 Pregnancy related\n";
    CHECK(cells_of(absences, TS_KIND_MENTAL_HEALTH) == 2 && cells_of(absences, TS_KIND_PREGNANCY) == 2);
    CHECK(cells_of(absences, TS_KIND_HEALTH_TERM) == 2);
    static const char returns[] = "Name\tReason\nAnn Carter\ttoo small\nJohn Jones\tbroken\nMary Green\tlate\n";
    CHECK(cells_of(returns, TS_KIND_HEALTH_TERM) == 0);
}
