/* misread_test.c - values in which letters and digits were taken for each other. */
#include "detect/misread.h"

#include "support/kind_rows.h"

static bool becomes(ts_kind kind, const char *raw, const char *want) {
    ts_norm norm = {0};
    bool made = ts_misread_normal(kind, ts_str(raw), &norm);
    return want ? made && strcmp(norm.text, want) == 0 : !made;
}

TEST(the_check_settles_what_a_letter_was) {
    CHECK(becomes(TS_KIND_NHS_NUMBER, "401 023 2l37", "4010232137"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "4O1O232137", "4010232137"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "401 023 2S37", NULL)); /* the check fails */
    CHECK(becomes(TS_KIND_NHS_NUMBER, "401 023 2137", NULL)); /* nothing was exchanged */
    CHECK(becomes(TS_KIND_NHS_NUMBER, "4OI OZ3 ZI37", NULL)); /* a word rather */
    CHECK(becomes(TS_KIND_NHS_NUMBER, "401 0232137", "4010232137")); /* a blank was not seen */
    CHECK(becomes(TS_KIND_NHS_NUMBER, "4010 232 137", "4010232137"));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "401 0232138", NULL));
    CHECK(becomes(TS_KIND_NHS_NUMBER, "4010232137", NULL));
    CHECK(becomes(TS_KIND_UTR, "401 0232137", NULL)); /* of other kinds blanks may part two numbers */
    CHECK(becomes(TS_KIND_PHONE, "O77OO 812345", "+447700812345"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "O1/02/196O", "1960-02-01"));
    CHECK(becomes(TS_KIND_BIRTH_DATE, "31/O2/1960", NULL)); /* no such day */
    CHECK(becomes(TS_KIND_NINO, "AB l2 34 S6 C", "AB123456C"));
    CHECK(becomes(TS_KIND_NINO, "A8123456C", "AB123456C"));
    CHECK(becomes(TS_KIND_NINO, "AB12345GE", NULL)); /* no such suffix */
    CHECK(becomes(TS_KIND_POSTCODE, "L12 2A8", "L122AB"));
    CHECK(becomes(TS_KIND_POSTCODE, "LI2 ZAP", "L122AP"));
    CHECK(becomes(TS_KIND_POSTCODE, "5W1A 1AA", "SW1A1AA"));
    CHECK(becomes(TS_KIND_POSTCODE, "L12 2AP", NULL));
    CHECK(becomes(TS_KIND_POSTCODE, "pclose", NULL)); /* no digit is written at all */
    CHECK(becomes(TS_KIND_SURNAME, "Sm1th", NULL)); /* nothing checks it */
}

/* The flags of the first mention of a kind with that form, or -1; ocr: the text was read from a picture. */
static int found(const char *text, ts_kind kind, const char *norm, bool ocr) {
    ts_segment s = test_text_of(text);
    s.ocr = ocr;
    ts_findings f = test_find(&s, NULL);
    const ts_mention *m = test_mention(&f, kind, norm);
    int flags = m ? m->flags : -1;
    ts_findings_done(&f);
    return flags;
}

TEST(a_labelled_value_is_taken_for_what_it_was) {
    static const struct {
        const char *text;
        ts_kind kind;
        const char *norm;
    } rows[] = {
        {"NHS No: 401 023 2l37", TS_KIND_NHS_NUMBER, "4010232137"},
        {"NHS number 401 023 2I37 today", TS_KIND_NHS_NUMBER, "4010232137"},
        {"NHS No: l401O232137", TS_KIND_NHS_NUMBER, NULL},
        {"Mobile: O7700 812345", TS_KIND_PHONE, "+447700812345"},
        {"NINO: AB l2 34 S6 C", TS_KIND_NINO, "AB123456C"},
        {"DOB: 01/02/196O", TS_KIND_BIRTH_DATE, "1960-02-01"},
        {"Postcode: LI2 2AP", TS_KIND_POSTCODE, "L122AP"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        int flags = found(rows[i].text, rows[i].kind, rows[i].norm, false);
        CHECK_ROW(rows[i].norm ? flags >= 0 && (flags & TS_MENTION_MISREAD) : flags == -1, rows[i].text);
    }
}

TEST(without_a_label_only_in_a_picture) {
    CHECK(found("seen 401 023 2I37 today", TS_KIND_NHS_NUMBER, NULL, false) == -1);
    CHECK(found("seen 401 023 2I37 today", TS_KIND_NHS_NUMBER, "4010232137", true) == TS_MENTION_MISREAD);
    CHECK(found("seen 4OI 023 2137 today", TS_KIND_NHS_NUMBER, "4010232137", true) == TS_MENTION_MISREAD);
    CHECK(found("rang O7700 812345 twice", TS_KIND_PHONE, "+447700812345", true) == TS_MENTION_MISREAD);
    CHECK(found("Order no: 401 023 2I37", TS_KIND_NHS_NUMBER, NULL, true) == -1);
    CHECK(found("seen 401 023 2137 today", TS_KIND_NHS_NUMBER, "4010232137", true) == 0); /* well as it is */
    CHECK(found("rooms 4B 12 and 3S 20, 10Gb of 2GB", TS_KIND_PHONE, NULL, true) == -1);
}

TEST(a_column_whose_blanks_were_not_seen_is_one_of_health_numbers) {
    static test_table t;
    test_table_of(&t, "NHS No\tSurname\n401 0232137\tAsh\n4010 232137\tElm\n401 0232138\tOak\n");
    ts_findings f = test_find(&t.segment, NULL);
    size_t n = 0;
    for (size_t i = 0; i < f.mentions; i++)
        n += f.mention[i].kind == TS_KIND_NHS_NUMBER && (f.mention[i].flags & TS_MENTION_MISREAD);
    CHECK(n == 2);
    ts_findings_done(&f);
}

TEST(cells_of_a_column_are_taken_for_what_they_were) {
    static test_table t;
    test_table_of(&t, "NHS No\tDOB\tNINO\n4O10232137\t01/02/I960\tAB1234S6C\n4010232137\t01/02/1960\tAB123456C\n"
                      "4010232137\t01/02/1961\tAB123457C\n");
    ts_findings f = test_find(&t.segment, NULL);
    static const struct {
        ts_kind kind;
        const char *norm;
    } rows[] = {{TS_KIND_NHS_NUMBER, "4010232137"}, {TS_KIND_BIRTH_DATE, "1960-02-01"}, {TS_KIND_NINO, "AB123456C"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        bool seen = false;
        for (size_t k = 0; k < f.mentions; k++)
            seen = seen ||
                   (f.mention[k].row == 1 && f.mention[k].kind == rows[i].kind && f.mention[k].valid &&
                    f.mention[k].flags == TS_MENTION_MISREAD && ts_span_eq(f.mention[k].norm, ts_str(rows[i].norm)));
        CHECK_ROW(seen, rows[i].norm);
    }
    ts_findings_done(&f);
}
