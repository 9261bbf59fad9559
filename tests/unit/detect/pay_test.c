/* pay_test.c - numbers of firms and of their tax, and what people are paid. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(a_british_vat_number_has_either_of_two_checks) {
    static const kind_row rows[] = {
        {"GB999000006 on the bill", TS_KIND_VAT_NUMBER, NULL},
        {"our GB 123 4567 82 on it", TS_KIND_VAT_NUMBER, "GB123456782", 80, 90},
        {"our GB123456727 on it", TS_KIND_VAT_NUMBER, "GB123456727", 80, 90}, /* the series of 2010 */
        {"our GB123456782001 on it", TS_KIND_VAT_NUMBER, "GB123456782001", 80, 90}, /* a branch */
        {"VAT No: 123 4567 82", TS_KIND_VAT_NUMBER, "GB123456782", 95, 100},
        {"VAT No 123 4567 82", TS_KIND_VAT_NUMBER, "GB123456782", 95, 100},
        {"VAT registration number 123456782", TS_KIND_VAT_NUMBER, "GB123456782", 95, 100},
        {"VAT No: 123 4567 83", TS_KIND_VAT_NUMBER, "GB123456783", 50, 70}, /* kept, unchecked */
        {"VAT No: GBGD001", TS_KIND_VAT_NUMBER, "GBGD001", 95, 100},
        {"VAT No: GBHA001", TS_KIND_VAT_NUMBER, NULL},
        {"our GB123456783 on it", TS_KIND_VAT_NUMBER, NULL},
        {"we have 123456782 of it", TS_KIND_VAT_NUMBER, NULL},
        {"Order no: 123456782", TS_KIND_VAT_NUMBER, NULL},
        {"VAT: 20%", TS_KIND_VAT_NUMBER, NULL},
        {"VAT number DE123456789", TS_KIND_VAT_NUMBER, "DE123456789", 95, 100},
        {"VAT: NL123456789B01", TS_KIND_VAT_NUMBER, "NL123456789B01", 95, 100},
        {"VAT: ATU12345678", TS_KIND_VAT_NUMBER, "ATU12345678", 95, 100},
        {"VAT: DE12345678", TS_KIND_VAT_NUMBER, NULL}, /* no country's form */
        {"part DE123456789", TS_KIND_VAT_NUMBER, NULL},
    };
    HOLD(rows);
}

TEST(a_company_number_needs_its_label) {
    static const kind_row rows[] = {
        {"Company number: 01234567", TS_KIND_COMPANY_NUMBER, "01234567", 90, 100},
        {"Company No 1234567", TS_KIND_COMPANY_NUMBER, "01234567", 90, 100},
        {"Company No SC123456", TS_KIND_COMPANY_NUMBER, "SC123456", 90, 100},
        {"Registered in England and Wales No. 09876543.", TS_KIND_COMPANY_NUMBER, "09876543", 90, 100},
        {"Company number: XX123456", TS_KIND_COMPANY_NUMBER, NULL},
        {"Company number: 123456", TS_KIND_COMPANY_NUMBER, NULL},
        {"Invoice number: 01234567", TS_KIND_COMPANY_NUMBER, NULL},
        {"there were 01234567 of SC123456", TS_KIND_COMPANY_NUMBER, NULL},
        {"Company number 01234567-2", TS_KIND_COMPANY_NUMBER, NULL},
    };
    HOLD(rows);
}

TEST(pay_is_told_by_its_label_or_by_the_time_that_it_is_for) {
    static const kind_row rows[] = {
        {"earns \xC2\xA3"
         "31,000 per annum and",
         TS_KIND_SALARY, "31000", 60, 70},
        {"at \xC2\xA3"
         "12.50 per hour.",
         TS_KIND_SALARY, "12.50/h", 50, 60},
        {"Salary: \xC2\xA3"
         "31,000",
         TS_KIND_SALARY, "31000", 90, 95},
        {"Annual salary 31000.00", TS_KIND_SALARY, "31000", 90, 95},
        {"on a salary of \xC2\xA3"
         "31,500.50 now",
         TS_KIND_SALARY, "31500.50", 90, 95},
        {"Salary: \xC2\xA3"
         "31,000 - \xC2\xA3"
         "35,000 pa",
         TS_KIND_SALARY, "31000-35000", 90, 95},
        {"Salary: \xC2\xA3"
         "31k",
         TS_KIND_SALARY, "31000", 90, 95},
        {"Hourly rate: 14.20/hour", TS_KIND_SALARY, "14.20/h", 90, 95},
    };
    HOLD(rows);
}

#define POUND "\xC2\xA3"

TEST(sentences_and_scales_speak_of_pay) {
    static const kind_row rows[] = {
        {"Your annual salary is " POUND "41,659, paid in twelve parts", TS_KIND_SALARY, "41659", 60, 95},
        {"a salary paid in twelve equal instalments of " POUND "3,471.58.", TS_KIND_SALARY, "3471.58", 60, 60},
        {"Monthly gross will be " POUND "2,881.75 then", TS_KIND_SALARY, "2881.75", 60, 60},
        {"The top of Band 6 is " POUND "42,618 now", TS_KIND_SALARY, "42618", 60, 60},
        {"you rise (Band 6 step 2: 35,392 from April)", TS_KIND_SALARY, "35392", 60, 60},
        {"pensionable pay 2402.11 this month", TS_KIND_SALARY, "2402.11", 90, 95},
        {"at " POUND "34,581 p/a and", TS_KIND_SALARY, "34581", 60, 65},
        {"The budget for band 5 is " POUND "42,618 now", TS_KIND_SALARY, NULL},
        {"A Band 5 post, " POUND "28,407 to " POUND "34,581, at our hospital", TS_KIND_SALARY, NULL},
        {"the salary is fixed. The chair costs " POUND "14,500 now", TS_KIND_SALARY, NULL},
        {"rent of the year for us is " POUND "3,471.58 a quarter", TS_KIND_SALARY, NULL},
        {"the figures are: 35,392 from April", TS_KIND_SALARY, NULL},
        {"Her salary was raised to " POUND "33,500 then", TS_KIND_SALARY, "33500", 60, 95},
        {"Apparently she earns " POUND "28,407 there", TS_KIND_SALARY, "28407", 60, 95},
        {"step 3: 15,000 rows were imported here", TS_KIND_SALARY, NULL},
        {"Access point - 10,240 packets were lost", TS_KIND_SALARY, NULL},
        {"Gross profit was " POUND "120,000 last year", TS_KIND_SALARY, NULL},
    };
    HOLD(rows);
}

TEST(other_money_is_no_pay) {
    static const kind_row rows[] = {
        {"a gift of \xC2\xA3"
         "31,000 for the ward",
         TS_KIND_SALARY, NULL},
        {"costs \xC2\xA3"
         "310 per annum",
         TS_KIND_SALARY, NULL}, /* a fee */
        {"costs \xC2\xA3"
         "3,100,000 per annum",
         TS_KIND_SALARY, NULL},
        {"rent \xC2\xA3"
         "900 per month",
         TS_KIND_SALARY, NULL},
        {"31,000 per annum die of it", TS_KIND_SALARY, NULL},
        {"Salary: see band 5", TS_KIND_SALARY, NULL},
        {"Salary: 12/03/2024", TS_KIND_SALARY, NULL},
        {"salary 2023-24", TS_KIND_SALARY, NULL},
        {"we have to pay 31000 for it", TS_KIND_SALARY, NULL},
    };
    HOLD(rows);
}

TEST(a_column_of_pay_shows_money_matters_of_its_row) {
    static test_table t;
    test_table_of(&t, "Surname\tForename\tPay\nSmith\tJane\t31,000.00\nJones\tAnn\t28500\nPatel\tRaj\t\xC2\xA3"
                      "40,250\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(test_mention(&f, TS_KIND_SALARY, "31000") && test_mention(&f, TS_KIND_SALARY, "40250"));
    CHECK(f.sightings == 3 && (f.sighting[0].categories & TS_CAT_FINANCIAL));
    ts_findings_done(&f);
}

TEST(numbers_of_firms_make_no_person) {
    ts_segment s = test_text_of("Company number: 01234567\nVAT No: 123 4567 82\n\xC2\xA3"
                                "31,000 per annum\n");
    ts_findings f = test_find(&s, NULL);
    CHECK(f.mentions == 3 && f.sightings == 0);
    ts_findings_done(&f);
}

TEST(forms_of_gift_aid_and_direct_debit_say_what_they_show) {
    static test_table t;
    test_table_of(&t, "Surname\tForename\tGift Aid declaration\tDirect Debit mandate\nSmith\tJane\tYes\tM1\n"
                      "Jones\tAnn\tYes\tM2\nPatel\tRaj\tNo\tM3\n");
    ts_findings f = test_find(&t.segment, NULL);
    CHECK(f.sightings == 3 && (f.sighting[0].categories & TS_CAT_DONATION) &&
          (f.sighting[0].categories & TS_CAT_FINANCIAL));
    ts_findings_done(&f);
}

/* Without a label, by what the sentence says before. */
TEST(a_sentence_speaks_of_pay) {
    static const kind_row rows[] = {
        {"Her salary was increased from \xC2\xA3"
         "31,000 to \xC2\xA3"
         "33,500.",
         TS_KIND_SALARY, "31000-33500", 55, 65},
        {"Your pay will rise to \xC2\xA3"
         "28,407 from April",
         TS_KIND_SALARY, "28407", 55, 65},
        {"Gross monthly pay: \xC2\xA3"
         "2,345.67",
         TS_KIND_SALARY, "2345.67", 90, 95},
        {"The pay was low. The roof cost \xC2\xA3"
         "28,407 then",
         TS_KIND_SALARY, NULL},
        {"the fund earned nothing: \xC2\xA3"
         "28,407 then",
         TS_KIND_SALARY, NULL},
    };
    HOLD(rows);
}
