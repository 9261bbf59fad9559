/* money_test.c - cards and accounts in text and in columns, and what only looks like them. */
#include "detect/detect.h"
#include "support/kind_rows.h"

TEST(a_card_is_told_by_its_groups_its_issuer_and_its_check) {
    static const kind_row rows[] = {
        {"paid by 4929 1234 5677 7770 today", TS_KIND_CARD, "4929123456777770", 85, 95},
        {"paid by 4929-1234-5677-7770.", TS_KIND_CARD, "4929123456777770", 85, 95},
        {"given 4929123456777770,", TS_KIND_CARD, "4929123456777770", 50, 80},
        {"Amex 3712 127777 77774", TS_KIND_CARD, "371212777777774", 85, 95},
        {"Card number: 4929 1234 5677 7770", TS_KIND_CARD, "4929123456777770", 95, 100},
        {"Card no 4929123456777771", TS_KIND_CARD, "4929123456777771", 50, 70}, /* a wrong digit: kept, unchecked */
    };
    HOLD(rows);
}

TEST(numbers_of_other_things_are_no_cards) {
    static const kind_row rows[] = {
        {"paid by 4929 1234 5677 7771 today", TS_KIND_CARD, NULL}, /* check */
        {"given 1929 1234 5677 7776", TS_KIND_CARD, NULL}, /* no issuer */
        {"img/4929123456777770", TS_KIND_CARD, NULL},
        {"49291234567777701234567", TS_KIND_CARD, NULL}, /* longer */
        {"0x4929123456777770ab", TS_KIND_CARD, NULL},
        {"urn:4929123456777770-1", TS_KIND_CARD, NULL},
        {"Order no: 4929123456777770", TS_KIND_CARD, NULL},
        {"?id=4929123456777770&x", TS_KIND_CARD, NULL},
        {"4929 12345677 7770", TS_KIND_CARD, NULL}, /* groups of no card */
        {"12 4929 1234 5677", TS_KIND_CARD, NULL},
        {"NHS No: 999 000 0018", TS_KIND_CARD, NULL},
        {"20240131123000123", TS_KIND_CARD, NULL}, /* a timestamp */
        {"5393 5428 5462 5496 5531 5566", TS_KIND_CARD, NULL}, /* widths in a print file */
        {"widths: 5428 5462 5496 5531 5566", TS_KIND_CARD, NULL},
    };
    HOLD(rows);
}

TEST(an_iban_is_told_by_its_country_and_its_check) {
    static const kind_row rows[] = {
        {"pay GB10XYZQ20991512345678 now", TS_KIND_IBAN, "GB10XYZQ20991512345678", 90, 100},
        {"IBAN: GB10 XYZQ 2099 1512 3456 78", TS_KIND_IBAN, "GB10XYZQ20991512345678", 95, 100},
        {"NO93 8601 1117 947, Oslo", TS_KIND_IBAN, "NO9386011117947", 90, 100},
        {"IBAN: GB11 XYZQ 2099 1512 3456 78", TS_KIND_IBAN, "GB11XYZQ20991512345678", 40, 70}, /* unchecked */
        {"pay GB11XYZQ20991512345678 now", TS_KIND_IBAN, NULL},
        {"pay XX10XYZQ20991512345678 now", TS_KIND_IBAN, NULL},
        {"pay GB10XYZQ20991512345678901 now", TS_KIND_IBAN, NULL},
        {"pay GB10 XY ZQ2099 1512345678 now", TS_KIND_IBAN, NULL},
    };
    HOLD(rows);
}

TEST(an_iban_or_a_card_hides_no_account_and_no_phone) {
    ts_segment s = test_text_of("IBAN GB10XYZQ20991512345678, sort code 20-99-15 account 12345678, tel 01632 960123");
    ts_findings f = test_find(&s, NULL);
    CHECK(test_mention(&f, TS_KIND_IBAN, NULL) && test_mention(&f, TS_KIND_BANK_ACCOUNT, "20991512345678"));
    CHECK(test_mention(&f, TS_KIND_PHONE, NULL));
    ts_findings_done(&f);
}

TEST(a_column_of_cards_or_ibans_is_told_by_its_values) {
    CHECK(kind_of_column("a\t4929123456777770\nb\t5424180012777774\nc\t371212777777774\n", 1) == TS_KIND_CARD);
    CHECK(kind_of_column("ref\tmoney\nb\tGB10XYZQ20991512345678\nc\tIE36XYZQ99115212345678\nd\tNO9386011117947\n", 1) ==
          TS_KIND_IBAN);
    CHECK(kind_of_column("who\tCard number\nb\t4929123456777771\nc\t5424180012777774\n", 1) == TS_KIND_CARD);
    CHECK(kind_of_column("a\t4929123456777771\nb\t5424180012777773\nc\t371212777777775\n", 1) == TS_KIND_NONE);
}
