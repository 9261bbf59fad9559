/* column_heads_test.c - what the names of columns say beside their values and each other: in two rows, in other languages, of
 * halves of names, of firms. */
#include "detect/detect.h"
#include "support/kind_rows.h"

/* How many cells of a table, parted by tabs, are taken for a kind. */
static size_t cells_of(const char *text, ts_kind kind) {
    static test_table t;
    test_table_of(&t, text);
    ts_findings f = test_find(&t.segment, NULL);
    size_t n = test_count(&f, kind);
    ts_findings_done(&f);
    return n;
}

TEST(groups_of_columns_are_named_above_their_columns) {
    static const char groups[] = "\tName\t\tAddress\t\nRef\tFamily\tGiven\tLine 1\tP/code\n87605\tLow\tAnn\t53 Park "
                                 "Road\tOL12 8TS\n83512\tAsh\tJohn\t9 High Street\tDE9 8ZE\n41207\tOak\tMary\t1 Mill "
                                 "Lane\tCH1 2AB\n";
    CHECK(cells_of(groups, TS_KIND_SURNAME) == 3 && cells_of(groups, TS_KIND_FORENAME) == 3);
    CHECK(cells_of(groups, TS_KIND_ADDRESS) == 3);
    /* the first row of data is none of names */
    static const char lacking[] = "Surname\tForename\tPostcode\t\nWard\tGrace\tOL12 8TS\t\nAsh\tJohn\tDE9 8ZE\tlate\n";
    CHECK(cells_of(lacking, TS_KIND_SURNAME) == 2);
}

/* The kind of what stands in a cell. */
static ts_kind kind_at(const char *text, uint32_t row, int32_t column) {
    static test_table t;
    test_table_of(&t, text);
    ts_findings f = test_find(&t.segment, NULL);
    ts_kind kind = TS_KIND_NONE;
    for (size_t i = 0; i < f.mentions; i++)
        if (f.mention[i].row == row && f.mention[i].column == column)
            kind = (ts_kind)f.mention[i].kind;
    ts_findings_done(&f);
    return kind;
}

TEST(several_tables_stand_on_one_sheet) {
    static const char sheet[] =
        "Ward 7\t\t\t\nHosp No\tName\tDOB\tConsultant\nK1234567\tZubkora Ann\t03/04/1950\tDr Low\n"
        "K2345678\tVrontis John\t05/06/1961\tDr Ash\nK3456789\tKelpari Mary\t07/08/1972\tDr Oak\n"
        "\t\t\t\nStaff on duty\t\t\t\nName\tBand\tMobile\tPayroll No\n"
        "Tembra Jaskorn\t5\t07700 900123\t20140089\nBrelia Quintas\t6\t07700 900124\t20214787\n";
    CHECK(kind_at(sheet, 2, 0) == TS_KIND_LOCAL_ID && kind_at(sheet, 4, 1) == TS_KIND_PERSON_NAME);
    CHECK(kind_at(sheet, 8, 0) == TS_KIND_PERSON_NAME && kind_at(sheet, 9, 3) == TS_KIND_LOCAL_ID);
    CHECK(kind_at(sheet, 9, 2) == TS_KIND_PHONE);
    CHECK(kind_at(sheet, 7, 0) == TS_KIND_NONE); /* the second head is nobody */
}

TEST(what_parts_the_rows_of_one_table_begins_no_other) {
    /* a page's head again, a part's title, and words that name nothing */
    static const char pages[] = "Name\tDOB\tWard\nZubkora Ann\t03/04/1950\tElm\n\t\t\nName\tDOB\tWard\nVrontis "
                                "John\t05/06/1961\tElm\n\t\t\nSurgery\t\t\nKelpari Mary\t07/08/1972\tOak\n\t\t\nnone "
                                "known\tnot told\tgone home\nTembra Jas\t09/10/1983\tOak\n";
    CHECK(cells_of(pages, TS_KIND_BIRTH_DATE) == 4);
    CHECK(kind_at(pages, 1, 0) == TS_KIND_PERSON_NAME && kind_at(pages, 10, 0) == TS_KIND_PERSON_NAME);
}

TEST(sexes_are_written_in_the_columns_language) {
    static const char *const tables[] = {
        "Geschl.\tNachname\nw\tHuber\nm\tVogel\nw\tBrandt\n",
        "Sexo\tApellidos\nMujer\tBlanco\nHombre\tOrtega\nMujer\tMoreno\n",
        "Sexe\tNom\tPr\xC3\xA9nom\nF\tMoreau\tLuc\nH\tPerrin\tMarc\nH\tBesson\tPaul\n",
        "P\305\202e\304\207\tNazwisko\nK\tNowak\nM\tMazur\nK\tSikora\n",
        "Rhyw\tCyfenw\nBenyw\tDavies\nGwryw\tEvans\nBenyw\tHughes\n",
    };
    for (size_t i = 0; i < TEST_COUNT(tables); i++)
        CHECK_ROW(cells_of(tables[i], TS_KIND_SEX) == 3, tables[i]);
    /* letters without a name are wards */
    CHECK(cells_of("H\tAnn Carter\nW\tJohn Jones\nH\tMary Green\nW\tTom Hill\n", TS_KIND_SEX) == 0);
}

TEST(a_name_column_beside_one_half_holds_the_other) {
    static const char german[] = "Name\tVorname\nHuber\tAnna\nVogel\tKarl\nBrandt\tUte\n";
    CHECK(cells_of(german, TS_KIND_SURNAME) == 3 && cells_of(german, TS_KIND_FORENAME) == 3);
    static const char irish[] = "Sloinne\tAinm\n\xC3\x93 Murch\xC3\xBA\tAoife\nBreathnach\tSe\xC3\xA1n\nLow\tCiara\n";
    CHECK(cells_of(irish, TS_KIND_FORENAME) == 3);
    static const char whole[] = "Name\tForename\nAnn Carter\tAnn\nJohn Jones\tJohn\nMary Green\tMary\n";
    CHECK(cells_of(whole, TS_KIND_PERSON_NAME) == 3);
}

TEST(names_may_be_parted_by_carets) {
    static const char images[] = "PatName\tStudy\nCARTER^ANN\tCT\nJONES^JOHN\tMR\nGREEN^MARY\tUS\n";
    CHECK(cells_of(images, TS_KIND_PERSON_NAME) == 3);
    static const char doctors[] = "RefPhys\tStudy\nCARTER^ANN\tCT\nJONES^JOHN\tMR\nGREEN^MARY\tUS\n";
    CHECK(cells_of(doctors, TS_KIND_PERSON_NAME) == 3);
}

TEST(a_column_of_names_gives_what_else_stands_in_it) {
    static const char mixed[] = "Patient\nAnn Carter\nJohn Jones\nMary Green, NHS No 999 000 0018\nTom Hill\n";
    CHECK(cells_of(mixed, TS_KIND_NHS_NUMBER) == 1);
}

TEST(firms_under_a_persons_name_are_nobody) {
    static const char ledger[] = "Contact name\tTelephone\nLangsmith Consulting\t0151 496 0123\nOak & Sons\t0151 496 "
                                 "0124\nKestrel Supplies\t0151 496 0125\nAsh Facilities plc\t0151 496 0126\n";
    CHECK(cells_of(ledger, TS_KIND_PERSON_NAME) == 0);
    static const char wards[] = "Contact name\tTelephone\nJohn Ward\t0151 496 0123\nAnn Head\t0151 496 0124\nMary "
                                "Lead\t0151 496 0125\nGeorge Bank\t0151 496 0126\n";
    CHECK(cells_of(wards, TS_KIND_PERSON_NAME) == 4);
}

TEST(letters_for_whom_are_nobody) {
    CHECK(cells_of("Staff/Patient\tDOB\nS\t01/02/1950\nP\t23/04/1987\nS\t13/12/2001\n", TS_KIND_SURNAME) == 0);
    static const char gifts[] =
        "In memory of\tDonor email\nAnn Carter\ta.b@home.example\nJohn Jones\tc.d@home.example\n"
        "Mary Green\te.f@home.example\n";
    CHECK(cells_of(gifts, TS_KIND_PERSON_NAME) == 3);
}

TEST(values_say_more_than_a_name_that_holds_several_things) {
    static const char homes[] = "HOMEADD\tNHS No\nOL12 8TS\t9990000018\nDE9 8ZE\t9990000026\nCH1 2AB\t9990000034\n";
    CHECK(cells_of(homes, TS_KIND_POSTCODE) == 3);
    static const char sources[] = "Surname\tgender_source_value\nCarter\tF\nJones\tM\nGreen\tF\n";
    CHECK(cells_of(sources, TS_KIND_SEX) == 3);
    static const char jabs[] = "Surname\tVaccine\nCarter\tHPV\nJones\tHPV\nGreen\tHPV\n";
    CHECK(cells_of(jabs, TS_KIND_SEXUAL_HEALTH) == 0);
}

TEST(fields_of_messages_name_columns) {
    static const char fields[] =
        "PID.3\tPID.5.1\tPID.5.2\tPID.7\nA123\tZubkor\tAnn\t19500102\nB456\tVrontis\tJohn\t19870423\n"
        "C789\tKelpar\tMary\t20011213\n";
    CHECK(cells_of(fields, TS_KIND_SURNAME) == 3 && cells_of(fields, TS_KIND_BIRTH_DATE) == 3);
    CHECK(cells_of(fields, TS_KIND_LOCAL_ID) == 3);
}
