/* odd_signs_test.c - numbers and dates in other signs than ASCII's, and where they stand. */
#include "detect/odd_signs.h"

#include "base/mem.h"
#include "detect/detect.h"

#include "support/kind_rows.h"

#define NBSP "\xC2\xA0"
#define DASH "\xE2\x80\x93"
#define WIDE_1 "\xEF\xBC\x91"
#define WIDE_9 "\xEF\xBC\x99"

TEST(values_in_odd_signs_are_found_where_they_are_written) {
    static const struct {
        const char *text, *written;
        ts_kind kind;
        const char *norm;
    } rows[] = {
        {"DOB 12" NBSP "May" NBSP "1961.", "12" NBSP "May" NBSP "1961", TS_KIND_BIRTH_DATE, "1961-05-12"},
        {"DOB: 12" DASH "05" DASH "1961", "12" DASH "05" DASH "1961", TS_KIND_BIRTH_DATE, "1961-05-12"},
        {"DOB " DASH " 12/05/1961", "12/05/1961", TS_KIND_BIRTH_DATE, "1961-05-12"},
        {"DOB 12/05/" WIDE_1 WIDE_9 "61 x", "12/05/" WIDE_1 WIDE_9 "61", TS_KIND_BIRTH_DATE, "1961-05-12"},
        {"NHS No 999" NBSP "000" NBSP "0018\n", "999" NBSP "000" NBSP "0018", TS_KIND_NHS_NUMBER, "9990000018"},
        {"NHS No 9990\xC2\xAD"
         "000018",
         "9990\xC2\xAD"
         "000018",
         TS_KIND_NHS_NUMBER, "9990000018"},
        {"NHS No 999 000 0018\xE2\x80\x8B 1", "999 000 0018", TS_KIND_NHS_NUMBER, "9990000018"},
        {"Tel 07700" DASH "900123 (\xC3\xA9)", "07700" DASH "900123", TS_KIND_PHONE, "+447700900123"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_segment s = test_text_of(rows[i].text);
        ts_findings f = test_find(&s, NULL);
        bool found = false;
        for (size_t k = 0; k < f.mentions; k++) {
            const ts_mention *m = &f.mention[k];
            found = found || (m->kind == rows[i].kind && ts_span_eq(m->norm, ts_str(rows[i].norm)) &&
                              ts_span_eq(ts_slice(s.text, m->start, m->end - m->start), ts_str(rows[i].written)));
        }
        CHECK_ROW(found, rows[i].norm);
        ts_findings_done(&f);
    }
}

TEST(only_what_stands_beside_a_digit_is_read_otherwise) {
    static const struct {
        const char *text, *plain; /* NULL: nothing is */
    } rows[] = {
        {"1" DASH "2 and Leeds" DASH "York", "1-2 and Leeds" DASH "York"},
        {"a" NBSP "b", NULL},
        {"\xC3\xA9 1", NULL},
        {"12\xC2", NULL}, /* cut */
        {"12\xE2\x80", NULL},
        {"\xEF\xBC", NULL},
        {"caf\xC3\xA9, a" DASH "b, 1961", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_odd_signs, ts_odd_signs_done) odd = {.n = 0};
        bool any = ts_odd_signs_read(ts_str(rows[i].text), &odd);
        CHECK_ROW(any == (rows[i].plain != NULL), rows[i].text);
        CHECK_ROW(!any || ts_span_eq(ts_buf_span(&odd.plain), ts_str(rows[i].plain)), rows[i].text);
    }
}

TEST(places_lead_back) {
    static const char text[] = "x " DASH " 1" NBSP "2" NBSP "3";
    TS_AUTO(ts_odd_signs, ts_odd_signs_done) odd = {.n = 0};
    CHECK(ts_odd_signs_read(ts_str(text), &odd));
    ts_span plain = ts_buf_span(&odd.plain);
    for (uint32_t i = 0; i < plain.len; i++)
        if (ts_is_digit(plain.ptr[i]))
            CHECK(text[ts_odd_signs_place(&odd, i)] == plain.ptr[i]);
    CHECK(ts_odd_signs_place(&odd, (uint32_t)plain.len) == sizeof text - 1);
    /* wherever it stands to the blocks that are looked at */
    for (size_t at = 0; at < 80; at++) {
        char far[120];
        memset(far, '1', sizeof far);
        memcpy(far + at, NBSP, 2);
        TS_AUTO(ts_odd_signs, ts_odd_signs_done) one = {.n = 0};
        CHECK(ts_odd_signs_read(ts_span_of(far, sizeof far), &one) && one.plain.len == sizeof far - 1);
    }
}
