/* column_ids_test.c - the numbers that a system gives its people, where no name that is known tells them; and the numbers of
 * papers, specimens and visits, which are none. */
#include "detect/column_ids.h"

#include "detect/detect.h"
#include "support/kind_rows.h"

/* How many cells of a table, parted by tabs, are taken for such a number. */
static size_t ids_of(const char *text) {
    static test_table t;
    test_table_of(&t, text);
    ts_findings f = test_find(&t.segment, NULL);
    size_t n = test_count(&f, TS_KIND_LOCAL_ID);
    ts_findings_done(&f);
    return n;
}

TEST(a_name_says_what_it_numbers_by_one_of_its_words) {
    static const struct {
        const char *head;
        ts_numbering is;
    } rows[] = {
        {"", TS_NUMBERS_UNSAID},
        {"Column1", TS_NUMBERS_UNSAID},
        {"F3", TS_NUMBERS_UNSAID},
        {"Unnamed: 0", TS_NUMBERS_UNSAID},
        {"Field", TS_NUMBERS_UNKNOWN},
        {"Ward 3", TS_NUMBERS_THINGS},
        {"Ref", TS_NUMBERS_SOMETHING},
        {"No.", TS_NUMBERS_SOMETHING},
        {"idnumber", TS_NUMBERS_SOMETHING},
        {"Hosp:", TS_NUMBERS_PEOPLE},
        {"Adno", TS_NUMBERS_PEOPLE},
        {"ten_ref", TS_NUMBERS_PEOPLE},
        {"TenRef", TS_NUMBERS_PEOPLE},
        {"Unit Reg", TS_NUMBERS_PEOPLE},
        {"person_source_value", TS_NUMBERS_PEOPLE},
        {"LabNo", TS_NUMBERS_THINGS},
        {"patient order id", TS_NUMBERS_THINGS},
        {"Specimen", TS_NUMBERS_THINGS},
        {"Record identifier", TS_NUMBERS_UNFAMILIAR},
        {"Patient satisfaction", TS_NUMBERS_UNKNOWN},
        {"Modality", TS_NUMBERS_UNKNOWN},
        {"Paid", TS_NUMBERS_UNKNOWN},
        {"Pension Ref", TS_NUMBERS_UNFAMILIAR},
        {"SDNumber", TS_NUMBERS_UNFAMILIAR},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_column_numbering(ts_str(rows[i].head)) == rows[i].is, rows[i].head);
}

TEST(people_have_numbers_under_names_that_no_list_has) {
    static const char *const tables[] = {
        "Hosp:\tName\nE454434\tAnn Carter\nR875062\tJohn Jones\nP936460\tMary Green\n",
        "Payroll\tStaff name\n067265\tAnn Carter\n691788\tJohn Jones\n554302\tMary Green\n",
        "Key\tSurname\tForename\nRB66265\tCarter\tAnn\nRB11788\tJones\tJohn\nRB54302\tGreen\tMary\n", /* with no list's name */
        "No.\tPatient\tDOB\n3692703\tAnn Carter\t01/02/1950\n3573176\tJohn Jones\t23/04/1987\n3867018\tMary "
        "Green\t13/12/2001\n",
        "External ID\tNHS Number\n040282\t9434765919\n467194\t9990000018\n329557\t5990128088\n",
        "Pension Ref\tName\tDOB\n60841855\tAnn Carter\t01/02/1950\n31420117\tJohn Jones\t23/04/1987\n47328468\tMary "
        "Green\t13/12/2001\n",
        "Column1\tColumn2\tColumn3\tColumn4\n527942\tCarter\tAnn\t01/02/1950\n478310\tJones\tJohn\t23/04/1987\n325769"
        "\tGreen\tMary\t13/12/2001\n",
        /* without a head, beside a health number */
        "K3493581\t9434765919\tCarter\tAnn\nK0820917\t9990000018\tJones\tJohn\nK6669960\t5990128088\tGreen\tMary\n",
        /* digits alone, beside names */
        "527942\tCarter\tAnn\t01/02/1950\n478310\tJones\tJohn\t23/04/1987\n325769\tGreen\tMary\t13/12/2001\n",
    };
    for (size_t i = 0; i < TEST_COUNT(tables); i++)
        CHECK_ROW(ids_of(tables[i]) == 3, tables[i]);
}

TEST(people_may_have_several_numbers) {
    CHECK(ids_of("Patient ID\tHosp:\tDOB\n1041\tE454434\t01/02/1950\n1042\tR875062\t23/04/1987\n1044\tP936460\t13/12/"
                 "2001\n") == 6);
}

TEST(papers_specimens_and_rows_are_numbered_too) {
    static const char *const tables[] = {
        "Lab No\tName\tDOB\nE454434\tAnn Carter\t01/02/1950\nR875062\tJohn Jones\t23/04/1987\nP936460\tMary "
        "Green\t13/12/2001\n",
        "Ref\tName\nA4434\tAnn Carter\nA5062\tJohn Jones\nA6460\tMary Green\n", /* a letter to somebody */
        "Ref\tComplainant\tPatient DOB\nC/24/117\tAnn Carter\t01/02/1950\nC/24/140\tJohn "
        "Jones\t23/04/1987\nC/24/212\tMary "
        "Green\t13/12/2001\n",
        "id\tSurname\tForename\n1041\tCarter\tAnn\n1042\tJones\tJohn\n1045\tGreen\tMary\n", /* rows that are counted */
        /* specimens of a year, and the visits of patients without a name */
        "24E670986\tCarter\tAnn\t01/02/1950\n24R353216\tJones\tJohn\t23/04/1987\n24P878826\tGreen\tMary\t13/12/2001\n",
        "5474109\t2023-10-20\t9434765919\t07700 900716\n8203792\t2023-07-08\t9990000018\t07700 "
        "900246\n2516405\t2023-03-28\t5990128088\t07700 900252\n",
        /* a profession's register, and a rota's extensions */
        "Ann Carter\t2072394\t29/10/1968\nJohn Jones\t2043580\t14/08/1971\nMary Green\t2016686\t25/12/1980\n",
        "Bleep\tName\tDOB\n2147\tAnn Carter\t01/02/1950\n1570\tJohn Jones\t23/04/1987\n2573\tMary Green\t13/12/2001\n",
        "Name\tDOB\tLocker Number\nAnn Carter\t01/02/1950\t30841\nJohn Jones\t23/04/1987\t10117\nMary "
        "Green\t13/12/2001\t27468\n",
        /* under a name that says nothing, beside a health number */
        "Zq\tNHS\tSurname\nK3493581\t9434765919\tCarter\nK0820917\t9990000018\tJones\nK6669960\t5990128088\tGreen\n",
        "DOB\tName\tZq\n01/02/1950\tAnn Carter\t60841855\n23/04/1987\tJohn Jones\t31420117\n13/12/2001\tMary "
        "Green\t47328468\n",
        /* no number is its row's own */
        "Key\tSurname\tForename\nRB66265\tCarter\tAnn\nRB66265\tJones\tJohn\nRB66265\tGreen\tMary\n",
    };
    for (size_t i = 0; i < TEST_COUNT(tables); i++)
        CHECK_ROW(ids_of(tables[i]) == 0, tables[i]);
}
