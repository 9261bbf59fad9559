/* partial_test.c - values of which only a part is shown. */
#include "detect/partial.h"

#include <stdio.h>

#include "detect/mask_sign.h"
#include "support/test.h"

static bool becomes(ts_kind kind, const char *raw, const char *want) {
    ts_norm norm = {0}, again = {0};
    bool made = ts_partial_normal(kind, ts_str(raw), &norm);
    bool good = want ? made && strcmp(norm.text, want) == 0 : !made;
    if (!good)
        fprintf(stderr, "%s: \"%s\", not \"%s\"\n", raw, made ? norm.text : "", want ? want : "");
    if (good && made && (!ts_partial_normal(kind, ts_norm_span(&norm), &again) || strcmp(again.text, norm.text) != 0)) {
        fprintf(stderr, "%s: \"%s\" becomes \"%s\"\n", raw, norm.text, again.text);
        return false;
    }
    return good;
}

TEST(of_a_number_what_is_shown_stays_in_its_place) {
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943 *** 5919", "943???5919"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943 xxx 5919", "943???5919"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943*5919", "943???5919")); /* however many signs stand for the middle */
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943*****5919", "943???5919"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "*** *** 5919", "??????5919"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "XXXXXX5919", "??????5919"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "94\xE2\x96\x88 \xE2\x96\x88\xE2\x96\x88\xE2\x96\x88 5919", "94????5919"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943-***-**19", "943?????19"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943 476 5919", NULL)); /* nothing is hidden */
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943 476 5919?", NULL));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "*** *** **19", NULL)); /* too little is shown */
    CHECK(becomes(TS_KIND_NHS_NUMBER, "943 *** 591A", NULL));
    CHECK(becomes(TS_KIND_CARD, "**** **** **** 1234", "????????????1234"));
    CHECK(becomes(TS_KIND_CARD, "****1234", "????????????1234"));
    CHECK(becomes(TS_KIND_CARD, "4929-XXXX-XXXX-1234", "4929????????1234"));
    CHECK(becomes(TS_KIND_CARD, "3782 ****** *0005", "3782???????0005")); /* fifteen, as some issuers' have */
    CHECK(becomes(TS_KIND_US_SSN, "XXX-XX-6789", "?????6789"));
    CHECK(becomes(TS_KIND_BANK_ACCOUNT, "****8472", "??????????8472"));
    CHECK(becomes(TS_KIND_BANK_ACCOUNT, "20-29-59 ****8472", "202959????8472"));
    CHECK(becomes(TS_KIND_BANK_ACCOUNT, "20-2*-*9", "202??9????????"));
}

TEST(a_phone_keeps_its_length_and_country) {
    CHECK(becomes(TS_KIND_PHONE, "07700 *** 123", "+447700???123"));
    CHECK(becomes(TS_KIND_PHONE, "07*** ***123", "+447??????123"));
    CHECK(becomes(TS_KIND_PHONE, "*******0123", "+44??????0123"));
    CHECK(becomes(TS_KIND_PHONE, "+44 7700 9***** ", "+4477009?????"));
    CHECK(becomes(TS_KIND_PHONE, "0044 7700 ***123", "+447700???123"));
    CHECK(becomes(TS_KIND_PHONE, "+44 (0)20 **** 0123", "+4420????0123"));
    CHECK(becomes(TS_KIND_PHONE, "+33 6 ** ** ** 12", "+336??????12"));
    CHECK(becomes(TS_KIND_PHONE, "7700 *** 123", NULL));
    CHECK(becomes(TS_KIND_PHONE, "ext ***123", NULL));
}

TEST(letters_and_digits_stand_where_the_kind_has_them) {
    CHECK(becomes(TS_KIND_NINO, "QQ ** ** ** C", "QQ??????C"));
    CHECK(becomes(TS_KIND_NINO, "qq12****c", "QQ12????C"));
    CHECK(becomes(TS_KIND_NINO, "QQ xx xx 56 C", "QQ????56C"));
    CHECK(becomes(TS_KIND_NINO, "12 ** ** ** C", NULL));
    CHECK(becomes(TS_KIND_NINO, "QQ 12 34 56 C", NULL));
    CHECK(becomes(TS_KIND_POSTCODE, "M5 ***", "M5???"));
    CHECK(becomes(TS_KIND_POSTCODE, "sw1a xxx", "SW1A???"));
    CHECK(becomes(TS_KIND_POSTCODE, "SW1X ***", "SW1X???"));
    CHECK(becomes(TS_KIND_POSTCODE, "SW1xxx", "SW1???"));
    CHECK(becomes(TS_KIND_POSTCODE, "L12 2**", "L122??"));
    CHECK(becomes(TS_KIND_POSTCODE, "L122**", "L122??"));
    CHECK(becomes(TS_KIND_POSTCODE, "L12***", "L12???"));
    CHECK(becomes(TS_KIND_POSTCODE, "L12 *****", "L12???"));
    CHECK(becomes(TS_KIND_POSTCODE, "L12", NULL));
    CHECK(becomes(TS_KIND_POSTCODE, "*** 2AP", NULL));
    CHECK(becomes(TS_KIND_POSTCODE, "Hello ***", NULL));
    CHECK(becomes(TS_KIND_LOCAL_ID, "RQ1***78", "RQ1***78"));
    CHECK(becomes(TS_KIND_LOCAL_ID, "#123456", NULL)); /* a number sign */
    CHECK(becomes(TS_KIND_LOCAL_ID, "123456?", NULL)); /* a doubt */
    CHECK(becomes(TS_KIND_LOCAL_ID, "ab_123456", NULL));
}

TEST(of_a_name_initials_and_what_is_shown_stay) {
    CHECK(becomes(TS_KIND_PERSON_NAME, "J**** S****", "S*, J*"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "Mrs Jane S\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88", "S*, JANE"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "ASH*****, Jane", "ASH*, JANE"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "***** Ash", "ASH, *"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "Jxxxx Axx", "AXX, J*"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "J... A...", "A*, J*"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "J. S.", "S*, J*"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "J.S.", "S*, J*"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "Mr J A S", "S*, J* A*"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "O'B***, Si\xC3\xA2n", "OB*, SIAN"));
    CHECK(becomes(TS_KIND_SURNAME, "A**", "A*"));
    CHECK(becomes(TS_KIND_FORENAME, "J***", "J*"));
    CHECK(becomes(TS_KIND_PERSON_NAME, "Jane Ash", NULL));
    CHECK(becomes(TS_KIND_PERSON_NAME, "J Ash", NULL)); /* a name with an initial is a whole one */
    CHECK(becomes(TS_KIND_PERSON_NAME, "**Jane Ash**", NULL)); /* a text's emphasis */
    CHECK(becomes(TS_KIND_PERSON_NAME, "*** ***", NULL));
    CHECK(becomes(TS_KIND_PERSON_NAME, "J", NULL));
    CHECK(becomes(TS_KIND_PERSON_NAME, "J*** 12", NULL));
    CHECK(becomes(TS_KIND_PERSON_NAME, "J____ S____", "S*, J*"));
    static const char *const none[] = {"napi_value", "TS_KIND_NONE", "Optional napi_value", "N. A.", "T.B.C.",
                                       "X X",        "I. V."};
    for (size_t i = 0; i < TEST_COUNT(none); i++)
        CHECK_ROW(becomes(TS_KIND_PERSON_NAME, none[i], NULL) && becomes(TS_KIND_SURNAME, none[i], NULL), none[i]);
}

TEST(of_an_address_of_mail_what_is_shown_stays) {
    CHECK(becomes(TS_KIND_EMAIL, "J***@mail.example", "j*@mail.example"));
    CHECK(becomes(TS_KIND_EMAIL, "j***.a**@m***.example", "j*.a*@m*.example"));
    CHECK(becomes(TS_KIND_EMAIL, "***@mail.example", "*@mail.example"));
    CHECK(becomes(TS_KIND_EMAIL, "jane@***", "jane@*"));
    CHECK(becomes(TS_KIND_EMAIL, "jane@mail.example", NULL));
    CHECK(becomes(TS_KIND_EMAIL, "***@***", NULL));
    CHECK(becomes(TS_KIND_EMAIL, "j*** at home", NULL));
}

TEST(of_a_birth_date_the_year_or_the_month_stays) {
    CHECK(becomes(TS_KIND_BIRTH_DATE, "**/**/1984", "1984-?\?-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "XX-06-1984", "1984-06-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "12/**/1984", "1984-?\?-12"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "**.**.84", "1984-?\?-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "1984-**-**", "1984-?\?-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "** June 1984", "1984-06-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "June 1984", "1984-06-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "06/1984", "1984-06-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "1984-06", "1984-06-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "1984", "1984-?\?-??"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "23/04/19**", "19?\?-04-23"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "23/04/****", "???\?-04-23"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "23/04/1984", NULL));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "**/**/****", NULL));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "23/**/****", NULL));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "13/1984", NULL));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "84", NULL));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "1984567", NULL));
}

/* The parent refuses a worker's whole reply for one form that is none of itself (ingest/normal.c). */
TEST(what_is_no_form_of_its_own_is_none) {
    CHECK(becomes(TS_KIND_PHONE, "*7700900123", NULL)); /* nothing is hidden in +447700900123 */
    CHECK(becomes(TS_KIND_PHONE, "**4419841984", NULL));
    CHECK(becomes(TS_KIND_PHONE, "+440044#", NULL));
    CHECK(becomes(TS_KIND_SURNAME, "\xE2\x80\xA2Smith\xE2\x80\xA2", NULL));
    CHECK(becomes(TS_KIND_SURNAME, "#Smith?", NULL));
    CHECK(becomes(TS_KIND_PERSON_NAME, "\xC3\x97Jane Ash\xE2\x96\x88", "ASH*, *JANE"));
    static const char *const piece[] = {
        "*", "*", "?", "_", "#",  "x", "0",  "44",           "+",        "7",       "J", "Jo", "mr ", "-", ".",
        ",", " ", " ", "@", "19", "/", "M5", "\xE2\x80\xA2", "\xC3\xA9", "\xC3\x9F"};
    uint64_t state = 7;
    for (int round = 0; round < 20000; round++) {
        char raw[64] = "";
        for (size_t n = 0; n < 12; n++) {
            state = state * 6364136223846793005U + 1442695040888963407U;
            strcat(raw, piece[(state >> 33) % TEST_COUNT(piece)]);
        }
        for (int kind = 1; kind < TS_KIND_COUNT; kind++) {
            ts_norm once = {0}, again = {0};
            if (ts_partial_normal((ts_kind)kind, ts_str(raw), &once))
                CHECK_ROW(ts_partial_normal((ts_kind)kind, ts_norm_span(&once), &again) &&
                              strcmp(once.text, again.text) == 0,
                          raw);
        }
    }
}

static bool unmarked(ts_kind kind, const char *raw, size_t opened, size_t closed, const char *want) {
    ts_span whole = {0};
    bool is = ts_partial_unmark(kind, ts_str(raw), opened, closed, &whole);
    return want ? is && ts_span_eq(whole, ts_str(want)) : !is;
}

TEST(a_sign_at_the_edge_of_a_whole_value_only_marks_it) {
    CHECK(unmarked(TS_KIND_LOCAL_ID, "**1234567**", 0, 0, "1234567"));
    CHECK(unmarked(TS_KIND_LOCAL_ID, "*A123456*", 0, 0, "A123456")); /* Code 39 */
    CHECK(unmarked(TS_KIND_LOCAL_ID, "1234567*", 0, 0, "1234567"));
    CHECK(unmarked(TS_KIND_LOCAL_ID, "1234567**", 2, 0, "1234567")); /* "**MRN: 1234567**" */
    CHECK(unmarked(TS_KIND_LOCAL_ID, "1234567**", 0, 0, NULL));
    CHECK(unmarked(TS_KIND_LOCAL_ID, "1234567**", 1, 0, NULL));
    CHECK(unmarked(TS_KIND_LOCAL_ID, "***123***", 0, 0, NULL));
    CHECK(unmarked(TS_KIND_LOCAL_ID, "*12**56*", 0, 0, NULL));
    CHECK(unmarked(TS_KIND_EMAIL, "\xE2\x80\xA2jane@mail.example", 0, 0, "jane@mail.example"));
    CHECK(unmarked(TS_KIND_EMAIL, "**jane@mail.example", 0, 2, "jane@mail.example"));
    CHECK(unmarked(TS_KIND_EMAIL, "j*@mail.example", 0, 0, NULL));
    CHECK(unmarked(TS_KIND_EMAIL, "_jane@mail.example", 0, 0, NULL));
    CHECK(unmarked(TS_KIND_PERSON_NAME, "Jane Ash*", 0, 0, "Jane Ash"));
    CHECK(unmarked(TS_KIND_PERSON_NAME, "Jane As*", 0, 0, NULL));
    CHECK(unmarked(TS_KIND_PERSON_NAME, "*required", 0, 0, "required"));
    CHECK(unmarked(TS_KIND_NHS_NUMBER, "*999000001", 0, 0, NULL)); /* its digits say that one is hidden */
    CHECK(unmarked(TS_KIND_NHS_NUMBER, "*9990000018", 0, 0, "9990000018"));
    CHECK(unmarked(TS_KIND_PHONE, "****", 0, 0, NULL));
    CHECK(unmarked(TS_KIND_PHONE, "", 0, 0, NULL));
}

/* Lines are looked at 32 bytes at a time. */
TEST(a_mask_is_seen_wherever_it_stands) {
    static const char *const masks[] = {"*", "#", "_", "?", "xx", "Xx", "\xC3\x97", "\xE2\x80\xA2", "\xE2\x96\x88"};
    static const char *const none[] = {"x", ".", "\xC3\xA9", "\xE2\x82\xAC", "x-x", "0", "\xE2\x80"};
    for (size_t at = 0; at < 100; at++)
        for (size_t i = 0; i < TEST_COUNT(masks) + TEST_COUNT(none); i++) {
            bool is = i < TEST_COUNT(masks);
            const char *sign = is ? masks[i] : none[i - TEST_COUNT(masks)];
            char text[110];
            memset(text, 'a', sizeof text);
            memcpy(text + at, sign, strlen(sign));
            CHECK_ROW(ts_has_mask(ts_span_of(text, sizeof text)) == is, sign);
            CHECK_ROW(ts_has_mask(ts_span_of(text, at + strlen(sign))) == is, sign);
        }
}
