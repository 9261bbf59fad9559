/* boxed_test.c - numbers and days that a form has a box for each digit of. */
#include "support/kind_rows.h"

TEST(each_digit_in_a_box) {
    static const kind_row rows[] = {
        {"Date of birth   | 2 | 1 | 0 | 6 | 1 | 9 | 7 | 4 |\nx", TS_KIND_BIRTH_DATE, "1974-06-21", 90, 97},
        {"Date of birth: [2] [1] [0] [6] [1] [9] [7] [4]\nx", TS_KIND_BIRTH_DATE, "1974-06-21", 90, 97},
        {"DOB 2 1 / 0 6 / 1 9 7 4 ", TS_KIND_BIRTH_DATE, "1974-06-21", 90, 97},
        {"NHS No: 9 9 9 0 0 0 0 0 1 8.", TS_KIND_NHS_NUMBER, "9990000018", 90, 100},
        {"NHS No: |9|9|9| |0|0|0| |0|0|1|8|", TS_KIND_NHS_NUMBER, "9990000018", 90, 100},
        {"Telephone 0 1 1 3 4 9 6 0 9 9 9 ", TS_KIND_PHONE, "+441134960999", 80, 97},
        {"Sort code 4 0 - 4 7 - 8 4    Account no.  7 0 8 7 2 4 9 0 ", TS_KIND_BANK_ACCOUNT, "40478470872490", 85, 97},
        {"Account no.  7 0 8 7 2 4 9 0 ", TS_KIND_BANK_ACCOUNT,
         "??????"
         "70872490",
         70, 97},
        {"2 1 0 6 1 9 7 4 was drawn", TS_KIND_BIRTH_DATE, NULL}, /* nothing names it */
        {"Scores: 9 9 9 0 0 0 0 0 1 8", TS_KIND_NHS_NUMBER, NULL},
        {"Date of birth: 3 1 0 6 1 9 7 4 ", TS_KIND_BIRTH_DATE, NULL}, /* 31 June */
        {"NHS No: 9 9 9 0 0 0 0 0 1 82", TS_KIND_NHS_NUMBER, NULL}, /* the last are two */
        {"DOB 2 1 0 6", TS_KIND_BIRTH_DATE, NULL},
    };
    HOLD(rows);
}
