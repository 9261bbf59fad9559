/* claim_text_test.c - what the plain rules pick from free text, and what they leave. */
#include "verify/claims.h"

#include "base/mem.h"
#include "support/test.h"

static void picked(const char *text, ts_buf *out) {
    ts_claim c = {.tracker = true};
    ts_buf_add_str(&c.text, text);
    ts_claim_take_text(&c);
    for (size_t i = 0; i < c.assertions; i++) {
        ts_buf_add_str(out, i ? "; " : "");
        ts_assertion_say(&c.assertion[i], out);
        CHECK_ROW(c.assertion[i].from_text, text);
    }
    ts_claim_done(&c);
}

TEST(rules_pick_what_they_say) {
    static const struct {
        const char *text, *picked;
    } rows[] = {
        {"", ""},
        {"large-scale patient records, donor reports and procurement data, 2018-2024",
         "patients; donors; suppliers; 2018-2024"},
        {"We have 500 GB of your data", "500 GB"},
        {"1.5TB", "1.5 TB"},
        {"over 2 TB", "more than 2 TB"},
        {"2 GiB", "2.147 GB"},
        {"1,234,567 files were taken", "1,234,567 files"},
        {"12k documents", "12,000 files"},
        {"more than 300,000 patient records", "more than 300,000 patients; patients"},
        {"40 000 patients", "patients"}, /* a blank parts no thousands: 40 may be a ward */
        {"2 million people", "2,000,000 people"},
        {"1.2m patients", "1,200,000 patients; patients"},
        {"5000+ current employees", "more than 5,000 staff; staff"},
        {"years 2018 to 2024 and 2019-2020", "2018-2024"}, /* the first says it */
        {"2018 \xE2\x80\x93 2024", "2018-2024"},
        {"since 2018", ""},
        {"In 2024 patient data of many was taken", "patients"},
        {"2024 patients, 1900 files", "patients"}, /* as likely a year */
        {"2,024 patients", "2,024 patients; patients"},
        {"2024+ files", "more than 2,024 files"},
        {"more than 2000 files", "more than 2,000 files"},
        {"2000 GB", "2 TB"},
        {"2 thousand files", "2,000 files"},
        {"2500 files", "2,500 files"},
        {"1900-1949", "1900-1949"},
        {"1899-1949", ""},
        {"2024-2018", ""},
        {"2024-11-28", ""},
        {"call 07700 900123, or 0151-496-0000", ""},
        {"Version 3.2.1 of 10.0.0.1", ""},
        {"passports and medical data", "data: identity documents; data: health"},
        {"no patient data was taken", ""},
        {"not any donor was hurt. Staff was", "staff"},
        {"no ransom was paid, patients will pay", "patients"}, /* a no reaches over three words */
        {"patient_list.csv patient@x.example patient7", ""},
        {"impatient patientless", ""},
        {"records: 12", ""},
        {"999999999999999999999 files", ""},
        {"0 files", ""},
        {"Patients, PATIENTS and patients", "patients"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        picked(rows[i].text, &out);
        CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str(rows[i].picked)), out.len ? out.ptr : rows[i].text);
    }
}

/* What the file states by hand is not read once more from the text. */
TEST(what_is_stated_is_not_picked) {
    ts_claim c = {.tracker = false};
    ts_assertion *a = ts_claim_assert(&c, TS_CLAIM_POPULATION);
    memcpy(a->what, "staff", sizeof "staff");
    a = ts_claim_assert(&c, TS_CLAIM_YEARS);
    a->items = 1; /* of published items: says nothing of what was taken */
    ts_buf_add_str(&c.text, "patients' health, 2018-2024");
    c.assertions = 1;
    ts_claim_take_text(&c);
    CHECK(c.assertions == 2 && c.assertion[1].kind == TS_CLAIM_YEARS && c.assertion[1].items == 0);
    ts_claim_done(&c);
}

TEST(days_and_times) {
    static const struct {
        const char *written, *out; /* NULL: none */
    } rows[] = {{"2024-11-28", "2024-11-28"},
                {"2024-11-28T10:00:00Z", "2024-11-28T10:00:00Z"},
                {"2021-09-09 23:46:53.997398", "2021-09-09T23:46:53"},
                {"2024-11-28 10:00", "2024-11-28T10:00"},
                {"2024-11-28T10:00:00.5+01:00", "2024-11-28T10:00:00+01:00"},
                {"2024-11-31", NULL},
                {"28/11/2024", NULL},
                {"2024-11-28T25:00:00", NULL},
                {"2024-11-28T10:60:00", NULL},
                {"2024-11-28 about noon", NULL},
                {"2024-11-28T10:00:00 Z", NULL},
                {"", NULL}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char out[32] = "kept";
        bool good = ts_claim_when(ts_str(rows[i].written), out);
        CHECK_ROW(good == (rows[i].out != NULL) && strcmp(out, rows[i].out ? rows[i].out : "kept") == 0,
                  rows[i].written);
    }
}

TEST(any_bytes_are_survived) {
    uint64_t seed = 7;
    static const char signs[] = "0123456789,.-+ kGBmillionpatients2018files\xE2\x80\x93\n";
    for (int turn = 0; turn < 20000; turn++) {
        char text[40];
        size_t n = 0;
        for (; n < sizeof text - 1; n++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            text[n] = signs[(seed >> 33) % (sizeof signs - 1)];
        }
        text[n] = 0;
        TS_AUTO(ts_buf, ts_buf_done) out = {0};
        picked(text, &out);
    }
    CHECK(seed);
}
