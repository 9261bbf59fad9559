/* misread_test.c - letters and digits that are taken for each other. */
#include "text/misread.h"

#include <stdio.h>

#include "support/test.h"

static bool repairs(const char *digits, const char *wanted) {
    char out[TS_REPAIRS][TS_MOD11_DIGITS];
    size_t n = ts_mod11_repairs(ts_str(digits), out);
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        unsigned sum = 0;
        for (unsigned k = 0; k < TS_MOD11_DIGITS; k++)
            sum += (unsigned)(out[i][k] - '0') * (TS_MOD11_DIGITS - k);
        CHECK(sum % 11 == 0);
        found = found || (wanted && memcmp(out[i], wanted, TS_MOD11_DIGITS) == 0);
    }
    return wanted ? found : n == 0;
}

TEST(a_number_is_repaired_by_one_digit_or_two_exchanged) {
    CHECK(repairs("4010232187", "4010232137")); /* 3 read for 8 */
    CHECK(repairs("4070232137", "4010232137")); /* 1 for 7 */
    CHECK(repairs("4010232731", NULL) || !repairs("4010232731", "4010232137")); /* more than one thing wrong */
    CHECK(repairs("4010322137", "4010232137")); /* neighbours exchanged */
    CHECK(repairs("4010232173", "4010232137")); /* the last two */
    CHECK(repairs("4010232137", NULL) && repairs("9990000018", NULL)); /* they are well */
    CHECK(repairs("401023213", NULL) && repairs("401023213X", NULL) && repairs("", NULL));
}

TEST(no_number_has_more_repairs_than_there_is_room_for) {
    char digits[] = "4010232137", out[TS_REPAIRS][TS_MOD11_DIGITS];
    for (int i = 0; i < 1000; i++) {
        snprintf(digits + 4, sizeof digits - 4, "%06d", i * 997 % 1000000);
        CHECK(ts_mod11_repairs(ts_str(digits), out) <= TS_REPAIRS);
    }
}

TEST(a_letter_is_a_digit_and_a_digit_a_letter) {
    CHECK(ts_misread_digit('O') == '0' && ts_misread_digit('l') == '1' && ts_misread_digit('S') == '5');
    CHECK(ts_misread_digit('B') == '8' && ts_misread_digit('N') == 0 && ts_misread_digit('0') == 0);
    CHECK(ts_misread_capital('0') == 'O' && ts_misread_capital('8') == 'B' && ts_misread_capital('3') == 0);
}
