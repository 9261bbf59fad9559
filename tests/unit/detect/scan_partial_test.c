/* scan_partial_test.c - where a text or a table shows a part of a value, and what only looks so. */
#include "detect/detect.h"

#include <stdio.h>

#include "support/kind_rows.h"

TEST(behind_a_label_a_part_of_the_value_will_do) {
    static const kind_row rows[] = {
        {"NHS No: 943 *** 5919", TS_KIND_NHS_NUMBER, "943?\?\?5919", 80, 90},
        {"NHS number 943 xxx 5919, DOB 01/02/1960", TS_KIND_NHS_NUMBER, "943?\?\?5919", 80, 90},
        {"NHS No: *** *** 5919", TS_KIND_NHS_NUMBER, "?\?\?\?\?\?5919", 80, 90},
        {"**NHS No:** 943 *** 5919", TS_KIND_NHS_NUMBER, "943?\?\?5919", 80, 90},
        {"NHS No: \xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2 \xE2\x80\xA2\xE2\x80\xA2\xE2\x80\xA2 5919", TS_KIND_NHS_NUMBER,
         "?\?\?\?\?\?5919", 80, 90},
        {"Order no: 943 *** 5919", TS_KIND_NHS_NUMBER, NULL},
        {"DOB: **/**/1984 Sex: F", TS_KIND_BIRTH_DATE, "1984-?\?-?\?", 80, 90},
        {"Date of birth: June 1984", TS_KIND_BIRTH_DATE, "1984-06-?\?", 80, 90},
        {"DOB: 06/1984", TS_KIND_BIRTH_DATE, "1984-06-?\?", 80, 90},
        {"She was born in 1984 in Hull", TS_KIND_BIRTH_DATE, "1984-?\?-?\?", 80, 90},
        {"YOB: 1984", TS_KIND_BIRTH_DATE, "1984-?\?-?\?", 80, 90},
        {"Date: 1984", TS_KIND_BIRTH_DATE, NULL},
        {"Mobile: 07700 *** 123", TS_KIND_PHONE, "+447700?\?\?123", 80, 90},
        {"Postcode: M5 ***", TS_KIND_POSTCODE, "M5?\?\?", 80, 90},
        {"NINO: QQ ** ** ** C", TS_KIND_NINO, "QQ?\?\?\?\?\?C", 80, 90},
        {"Patient: J**** S**** attended", TS_KIND_PERSON_NAME, "S*, J*", 80, 90},
        {"Patient: Jane A*** Ward 5", TS_KIND_PERSON_NAME, "A*, JANE", 80, 90},
        {"Patient: J.S. was seen", TS_KIND_PERSON_NAME, "S*, J*", 80, 90},
        {"{\"patient_name\": \"J*** A***\", \"ward\": 5}", TS_KIND_PERSON_NAME, "A*, J*", 80, 90},
        {"Patient: **Jane Ash**", TS_KIND_PERSON_NAME, "ASH, JANE", 60, 100},
        {"**Patient:** Jane Ash", TS_KIND_PERSON_NAME, "ASH, JANE", 60, 100},
    };
    HOLD(rows);
}

TEST(the_shape_of_what_is_left_may_tell) {
    static const kind_row rows[] = {
        {"seen 943 *** 5919 today", TS_KIND_NHS_NUMBER, "943?\?\?5919", 60, 70},
        {"paid with **** **** **** 1234 today", TS_KIND_CARD, "?\?\?\?\?\?\?\?\?\?\?\?1234", 80, 90},
        {"card 4929-XXXX-XXXX-1234", TS_KIND_CARD, "4929?\?\?\?\?\?\?\?1234", 80, 90},
        {"rang 07700 ***123 twice", TS_KIND_PHONE, "+447700?\?\?123", 70, 80},
        {"rang +44 7*** ***123 twice", TS_KIND_PHONE, "+447?\?\?\?\?\?123", 70, 80},
        {"wrote to j***@mail.example.", TS_KIND_EMAIL, "j*@mail.example", 80, 90},
        {"wrote to j***.ash@mail.example.", TS_KIND_EMAIL, "j*.ash@mail.example", 80, 90},
        {"Mr A***** attended", TS_KIND_SURNAME, "A*", 75, 85},
        {"Mrs Jane A*** attended", TS_KIND_PERSON_NAME, "A*, JANE", 75, 85},
        {"J*** A***, 34", TS_KIND_PERSON_NAME, "A*, J*", 55, 65},
    };
    HOLD(rows);
}

/* A value lost to a text's emphasis is a person who is not told. */
TEST(what_is_written_in_bold_type_is_shown_whole) {
    static const kind_row rows[] = {
        {"Hospital number: **1234567**", TS_KIND_LOCAL_ID, "1234567", 60, 100},
        {"**MRN: 1234567**", TS_KIND_LOCAL_ID, "1234567", 60, 100},
        {"MRN: *A123456*", TS_KIND_LOCAL_ID, "A123456", 60, 100},
        {"MRN: RX***678", TS_KIND_LOCAL_ID, "RX***678", 60, 100},
        {"write to **jane@mail.example**", TS_KIND_EMAIL, "jane@mail.example", 60, 100},
        {"write to **jane@mail.example, who knows**", TS_KIND_EMAIL, "jane@mail.example", 60, 100},
        {"\xE2\x80\xA2jane@mail.example", TS_KIND_EMAIL, "jane@mail.example", 60, 100},
        {"Phone: **07700 900123**", TS_KIND_PHONE, "+447700900123", 60, 100},
        {"Phone: **07700 900123 / 12345**", TS_KIND_PHONE, "+447700900123", 60, 100},
        {"NHS number: **999 000 0018**", TS_KIND_NHS_NUMBER, "9990000018", 60, 100},
        {"Name: **Jane Ash, 34**", TS_KIND_PERSON_NAME, "ASH, JANE", 60, 100},
        {"**Patient: Jane Ash**, seen", TS_KIND_PERSON_NAME, "ASH, JANE", 60, 100},
        {"Passport No: **123456789**", TS_KIND_PASSPORT, "123456789", 60, 100},
    };
    HOLD(rows);
}

TEST(stars_behind_a_whole_surname_hide_nothing) {
    ts_segment s = test_text_of("Patient: Jane Ogden** seen today\nPatient: J. Smi** seen");
    ts_findings f = test_find(&s, NULL);
    const ts_mention *m = test_mention(&f, TS_KIND_PERSON_NAME, "OGDEN, JANE");
    CHECK(m && m->valid && test_count(&f, TS_KIND_PERSON_NAME) == 2);
    CHECK(m && !m[1].valid && (m[1].flags & TS_MENTION_PARTIAL));
    ts_findings_done(&f);
    s = test_text_of("Patient: A B\n"); /* a heading's as often */
    f = test_find(&s, NULL);
    CHECK(f.mentions == 1 && f.mention[0].confidence < 70);
    ts_findings_done(&f);
}

TEST(stars_and_crosses_of_other_sorts_hide_nothing) {
    static const char *const texts[] = {
        "take 2 x 500 mg daily, 10 xx 20",
        "x = 5 * 300 * 4000;",
        "**bold** 123 **456** 7890",
        "*** 123 ***",
        "int *p = &a[100], **q = 0;",
        "see A*, B* and the A* algorithm",
        "A*** is a grade, 5*** hotel",
        "FILE* F*, char* C",
        "0x1234 0xxx 5678",
        "call 555-xxx-1234 now",
        "rm -rf *.c 123 *.h",
        "* 020 item one\n* 123 item two\n* 4567 item three",
        "SELECT COUNT(*) 943 FROM x",
        "user@*.example and *@*",
        "1234*5678*9012",
        "rows 12 ** ** 34 of it",
        "----- 943 ----- 5919 -----",
        "01/02/2020 10 * and 01-02-2020 12*",
    };
    for (size_t i = 0; i < TEST_COUNT(texts); i++) {
        ts_findings f = {0};
        ts_segment s = test_text_of(texts[i]);
        ts_detect *d = ts_detect_new(NULL);
        CHECK(ts_detect_segment(d, &s, 0, &f) == TS_OK);
        for (size_t k = 0; k < f.mentions; k++)
            CHECK_ROW(!(f.mention[k].flags & TS_MENTION_PARTIAL), texts[i]);
        ts_detect_free(d);
        ts_findings_done(&f);
    }
}

/* One cell of row 1 (0: the header). */
static bool has_value(const char *table, ts_kind kind, const char *norm, bool partial) {
    static test_table t;
    test_table_of(&t, table);
    ts_detect *d = ts_detect_new(NULL);
    ts_findings f = {0};
    bool found = false;
    if (ts_detect_segment(d, &t.segment, 0, &f) == TS_OK)
        for (size_t i = 0; i < f.mentions; i++)
            found =
                found ||
                (f.mention[i].kind == kind && f.mention[i].row == 1 && ts_span_eq(f.mention[i].norm, ts_str(norm)) &&
                 ((f.mention[i].flags & TS_MENTION_PARTIAL) != 0) == partial && f.mention[i].valid == !partial);
    ts_findings_done(&f);
    ts_detect_free(d);
    return found;
}

static bool has_cell(const char *table, ts_kind kind, const char *norm) { return has_value(table, kind, norm, true); }

TEST(a_cell_with_a_mark_is_a_whole_value) {
    static const char table[] = "name\thospital number\temail\tdob\n"
                                "Jane Ash*\t*1234567*\t*jane@mail.example\t23/04/1981*\n"
                                "Amy Birch\t1234568\tamy@mail.example\t24/04/1981\n"
                                "Bob Oak\t1234569*\tbob@mail.example\t25/04/1981\n";
    CHECK(has_value(table, TS_KIND_PERSON_NAME, "ASH, JANE", false));
    CHECK(has_value(table, TS_KIND_LOCAL_ID, "1234567", false));
    CHECK(has_value(table, TS_KIND_EMAIL, "jane@mail.example", false));
    CHECK(has_value(table, TS_KIND_BIRTH_DATE, "1981-04-23", false));
}

TEST(a_masked_column_is_of_its_kind) {
    static const char table[] = "Patient name\tYOB\tNHS No\tMobile\tE-mail\tHospital number\n"
                                "J*** S***\t1984\t943***5919\t07700***123\tj***@mail.example\tRQ1***78\n"
                                "A*** B***\t1972\t943***5920\t07700***124\ta***@mail.example\tRQ1***79\n"
                                "K. L.\t1999\t943***5921\t07700***125\tk***@mail.example\tRQ1***80\n";
    CHECK(has_cell(table, TS_KIND_PERSON_NAME, "S*, J*"));
    CHECK(has_cell(table, TS_KIND_BIRTH_DATE, "1984-?\?-?\?"));
    CHECK(has_cell(table, TS_KIND_NHS_NUMBER, "943?\?\?5919"));
    CHECK(has_cell(table, TS_KIND_PHONE, "+447700?\?\?123"));
    CHECK(has_cell(table, TS_KIND_EMAIL, "j*@mail.example"));
    CHECK(has_cell(table, TS_KIND_LOCAL_ID, "RQ1***78"));
    /* A year is no number of a spreadsheet's day. */
    CHECK(has_cell("id\tbirth_date\n1\t1984\n2\t1972\n3\t1999\n", TS_KIND_BIRTH_DATE, "1984-?\?-?\?"));
    CHECK(has_cell("id\tborn\n1\t1984\n2\t30000\n3\t29000\n4\t31000\n", TS_KIND_BIRTH_DATE, "1984-?\?-?\?"));
    CHECK(has_cell("sort code\taccount\n20-29-59\t****8472\n20-29-58\t****8473\n", TS_KIND_BANK_ACCOUNT,
                   "?\?\?\?\?\?\?\?\?\?8472"));
    CHECK(kind_of_column("born\n30000\n29000\n31000\n", 0) == TS_KIND_BIRTH_DATE);
}

/* Programs that are read as text hold letters of two bytes and more without end; a value that ends within one is no text. */
TEST(no_partial_value_ends_within_a_letter) {
    static const char *const begins[] = {"J*** S*", "Name: J*** S*", "Mr S***", "*@x", "***@"};
    size_t found = 0;
    for (size_t i = 0; i < TEST_COUNT(begins); i++)
        for (size_t shift = 0; shift < 2; shift++) {
            char text[300];
            size_t n = (size_t)sprintf(text, "%s%s", begins[i], shift ? "a" : "");
            for (size_t k = 0; k < 100; k++)
                n += (size_t)sprintf(text + n, "\xC3\xA9");
            ts_segment s = test_text_of(text);
            ts_findings f = test_find(&s, NULL);
            for (size_t k = 0; k < f.mentions; k++) {
                const ts_mention *m = &f.mention[k];
                CHECK_ROW((text[m->start] & 0xC0) != 0x80 && (text[m->end] & 0xC0) != 0x80, begins[i]);
            }
            found += f.mentions;
            ts_findings_done(&f);
        }
    CHECK(found > 3);
}
