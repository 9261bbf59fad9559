/* written_test.c - values as forms, queries and letters write them: on dotted lines, behind '=', below a closing. */
#include "base/mem.h"
#include "detect/leaders.h"

#include "support/kind_rows.h"

TEST(values_stand_on_dotted_and_underlined_lines) {
    static const char form[] = "Surname............FAIRWEATHER............\nFirst name(s) ....... Grace ......\n"
                               "D.O.B......11 Jul 1971......  NHS No.......9990000018......\n"
                               "Address: ___34 Colliers Way___ Postcode __HS19 5PR__\n"
                               "Contact no: ___07700 900 730___\nKnown conditions: ____sepsis____\n"
                               "Name ……………… Jane Whitlock ………………\n";
    static const struct {
        ts_kind kind;
        const char *norm;
    } values[] = {{TS_KIND_SURNAME, "FAIRWEATHER"},       {TS_KIND_FORENAME, "GRACE"},
                  {TS_KIND_BIRTH_DATE, "1971-07-11"},     {TS_KIND_NHS_NUMBER, "9990000018"},
                  {TS_KIND_ADDRESS, "34 COLLIERS WAY"},   {TS_KIND_POSTCODE, "HS195PR"},
                  {TS_KIND_PHONE, "+447700900730"},       {TS_KIND_HEALTH_TERM, NULL},
                  {TS_KIND_PERSON_NAME, "WHITLOCK, JANE"}};
    ts_segment s = test_text_of(form);
    ts_findings f = test_find(&s, NULL);
    for (size_t i = 0; i < TEST_COUNT(values); i++) {
        bool found = false;
        for (size_t k = 0; k < f.mentions; k++)
            found = found || (f.mention[k].kind == values[i].kind && f.mention[k].confidence >= 80 &&
                              (!values[i].norm || ts_span_eq(f.mention[k].norm, ts_str(values[i].norm))));
        CHECK_ROW(found, values[i].norm ? values[i].norm : "sepsis");
    }
    ts_findings_done(&f);
}

TEST(leaders_are_blanked_in_place) {
    static const struct {
        const char *text, *blanked; /* NULL: there is none */
    } rows[] = {
        {"Surname....Ash", "Surname:   Ash"},
        {"Name: __Ash__", "Name:   Ash  "},
        {"Name __Ash__ DOB __1/2/1971__", "Name : Ash   DOB : 1/2/1971  "}, /* the label is known, the name is none */
        {"Surname..........", "Surname          "}, /* nothing is filled in */
        {"and then.... he went", "and then     he went"},
        {"Surname ……Ash", "Surname :     Ash"},
        {"wait... no", NULL},
        {"snake__case and __init__.py", NULL},
        {"Version 1.2.3.4", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        bool any = ts_leaders_blank(ts_str(rows[i].text), &out);
        CHECK_ROW(any == (rows[i].blanked != NULL), rows[i].text);
        CHECK_ROW(!any || ts_span_eq(ts_buf_span(&out), ts_str(rows[i].blanked)), rows[i].text);
    }
    /* wherever it stands to the blocks that are looked at */
    for (size_t at = 0; at < 80; at++) {
        char text[120];
        memset(text, 'x', sizeof text);
        memcpy(text + at, "......", 6);
        TS_AUTO(ts_buf, ts_buf_done) dots = {0}, signs = {0};
        CHECK(ts_leaders_blank(ts_span_of(text, sizeof text), &dots) && dots.ptr[at + 5] == ' ');
        memcpy(text + at, "\xE2\x80\xA6\xE2\x80\xA6\xE2\x80\xA6", 9);
        CHECK(ts_leaders_blank(ts_span_of(text, sizeof text), &signs) && signs.ptr[at] == ' ' &&
              signs.ptr[at + 8] == ' ');
    }
}

TEST(queries_and_logs_name_people_behind_an_equals_sign) {
    static const kind_row rows[] = {
        {"merge nhs=9990000018 surname=BANKS dob=1961-10-12", TS_KIND_SURNAME, "BANKS", 80, 95},
        {"GET /patients?surname=thistlewood&dob=1961-10-12", TS_KIND_SURNAME, "THISTLEWOOD", 50, 60},
        {"patient.name.last=Maguire\npatient.name.first=Ann", TS_KIND_FORENAME, "ANN", 80, 95},
        {"patient.name.last=Maguire\npatient.name.first=Ann", TS_KIND_SURNAME, "MAGUIRE", 80, 95},
        {"UPDATE p SET surname = 'Ng', postcode = ''", TS_KIND_SURNAME, "NG", 80, 95},
        {"full_name=\"Abdirahman Yusuf\"", TS_KIND_PERSON_NAME, "YUSUF, ABDIRAHMAN", 80, 95},
        {"nok_name=Abdirahman Yusuf", TS_KIND_PERSON_NAME, "YUSUF, ABDIRAHMAN", 80, 95},
        {"self.surname = surname;", TS_KIND_SURNAME, "SURNAME", 0, 40},
        {"lastName=None", TS_KIND_SURNAME, "NONE", 0, 40},
        {"String surname = request.getName();", TS_KIND_SURNAME, NULL},
        {"String surname = Names.first();", TS_KIND_SURNAME, NULL},
        {"filename=Smith", TS_KIND_SURNAME, NULL},
    };
    HOLD(rows);
}

TEST(a_remark_between_closing_and_name_is_nobody) {
    static const kind_row rows[] = {
        {"Yours sincerely\n\nElectronically checked by\n\nMr Frank Novak\nConsultant", TS_KIND_PERSON_NAME,
         "NOVAK, FRANK", 80, 95},
        {"Yours sincerely\n\nElectronically checked by\n\nMr Frank Novak\nConsultant", TS_KIND_SURNAME, NULL},
        {"Yours sincerely,\nDictated but not signed\nSigned in absence\nZyx Qwertson\n", TS_KIND_PERSON_NAME,
         "QWERTSON, ZYX", 80, 95},
        {"Yours sincerely\nDictated but not signed", TS_KIND_SURNAME, NULL},
    };
    HOLD(rows);
}

TEST(accounts_that_are_paid_into) {
    static const kind_row rows[] = {
        {"Pay to: 63-59-37 75228963", TS_KIND_BANK_ACCOUNT, "63593775228963", 60, 80},
        {"pls pay mick osborne 55 23 94 1627 8087 \xC2\xA3"
         "113.99",
         TS_KIND_BANK_ACCOUNT, "55239416278087", 60, 80},
        {"send the refund to Ann 227665 13603360", TS_KIND_BANK_ACCOUNT, "22766513603360", 60, 80},
        {"they counted 12-03-04 12345679 things", TS_KIND_BANK_ACCOUNT, NULL},
        {"pay by 12-03-04 1234 56791 or so", TS_KIND_BANK_ACCOUNT, NULL},
        {"Account number: 63227013", TS_KIND_BANK_ACCOUNT, "??????63227013", 70, 95},
        {"Account no: 0827 8248", TS_KIND_BANK_ACCOUNT, "??????08278248", 70, 95},
        {"ac: x86_64", TS_KIND_BANK_ACCOUNT, NULL},
        {"Invoice number: 63227013", TS_KIND_BANK_ACCOUNT, NULL},
    };
    HOLD(rows);
}

TEST(labels_of_phones_holders_and_registers) {
    static const kind_row rows[] = {
        {"Home number 0113 496 0347", TS_KIND_PHONE, "+441134960347", 90, 99},
        {"contact.mobile=07700900173", TS_KIND_PHONE, "+447700900173", 90, 99},
        {"build=07700900173", TS_KIND_PHONE, NULL},
        {"a=1&qx=0113 496 0347&c", TS_KIND_PHONE, NULL},
        {"Name of account holder: G M Fairweather", TS_KIND_PERSON_NAME, "FAIRWEATHER, G M", 80, 95},
        {"Co. Reg. No. SC547785", TS_KIND_COMPANY_NUMBER, "SC547785", 90, 99},
        {"nobody came, follow @gregor for more", TS_KIND_SOCIAL_HANDLE, "@gregor", 60, 70},
        {"Contact: Kashif Ali (@kashifali_x)", TS_KIND_SOCIAL_HANDLE, "@kashifali_x", 60, 70},
        {"a mixin (@import) and @media rules", TS_KIND_SOCIAL_HANDLE, NULL},
    };
    HOLD(rows);
}

TEST(headings_of_forms_say_nothing_of_anybody) {
    static const kind_row rows[] = {
        {"Name: Ann Ash  DOB: 01/02/1970\nConvictions: none\n", TS_KIND_CRIMINAL, NULL},
        {"Name: Ann Ash  DOB: 01/02/1970\nMidwife: Jane Low\n", TS_KIND_PREGNANCY, NULL},
        {"Name: Ann Ash  DOB: 01/02/1970\nDisability: none\n", TS_KIND_HEALTH_TERM, NULL},
        {"Name: Ann Ash  DOB: 01/02/1970\nasthma: since childhood\n", TS_KIND_HEALTH_TERM, "asthma", 50, 99},
    };
    HOLD(rows);
}
