/* column_tally_test.c - cells are counted as their kinds would take them one by one, by whatever shorter way. */
#include "detect/column_tally.h"

#include <stdio.h>
#include <string.h>

#include "detect/kinds.h"
#include "detect/misread.h"
#include "support/test.h"
#include "text/date.h"

static uint64_t seed;
static unsigned dice(unsigned n) {
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(seed >> 33) % n;
}

/* A cell with a digit, mostly near to what some kind takes. */
static ts_span draw(char *to, size_t room) {
    static const char *const like[] = {
        "9990000018",   "999 000 0018",  "07700 900123",   "7700900123", "+447700900123",     "4477009001",
        "447700900123", "44 7700900123", "(0151) 4960123", "4312145213", "QQ123456C",         "qq 12 34 56 c",
        "QQ123456",     "Q1234567",      "L12 2AP",        "ZZ99 3VZ",   "GIR 0AA",           "EC1A 1BB",
        "23/04/1987",   "19870423",      "198704231200",   "20-29-59",   "1 Apr 1987",        "07-May-1940",
        "2019",         "12 Elm Road",   "AH123456",       "8691.00",    "tel: 0151 496 0123"};
    static const char other[] = "0123456789 AQCLz-/.+()@x";
    const char *s = like[dice(TEST_COUNT(like))];
    size_t n = strlen(s) < room ? strlen(s) : room;
    memcpy(to, s, n);
    for (unsigned k = dice(4); k > 0; k--)
        to[dice((unsigned)n)] = other[dice(sizeof other - 1)];
    return ts_span_of(to, n - dice(2));
}

static unsigned taken(bool (*by)(ts_span, ts_norm *), ts_span cell) {
    ts_norm norm;
    return by(cell, &norm);
}

/* Ten digits as they are written, or with blanks elsewhere where the check fits. */
static bool is_ten(ts_span cell) {
    for (size_t i = 0; i < cell.len; i++)
        if (!ts_is_digit(cell.ptr[i]) && cell.ptr[i] != ' ')
            return taken(ts_detector_nhs_number.loose, cell);
    ts_norm norm;
    return taken(ts_detector_nhs_number.loose, cell) || ts_misread_normal(TS_KIND_NHS_NUMBER, cell, &norm);
}

TEST(cells_with_digits_count_for_each_kind_that_takes_them) {
    seed = 5;
    for (int i = 0; i < 200000; i++) {
        char text[32];
        ts_span cell = ts_trim(draw(text, sizeof text));
        size_t digits = 0;
        for (size_t k = 0; k < cell.len; k++)
            digits += ts_is_digit(cell.ptr[k]);
        if (!digits || memchr(cell.ptr, '@', cell.len))
            continue;
        ts_tally t = ts_tally_column(&cell, 1, 1, NULL, TS_KIND_NONE, NULL, NULL);
        ts_written_date d;
        CHECK_ROW(t.filled == 1 && t.nino == taken(ts_detector_nino.normal, cell), "number of National Insurance");
        CHECK_ROW(t.nino_shape == taken(ts_detector_nino.loose, cell), "its shape");
        CHECK_ROW(t.postcode == taken(ts_detector_postcode.normal, cell), "postcode");
        CHECK_ROW(t.date == (ts_date_read(cell, &d) && d.len == cell.len), "date");
        CHECK_ROW(t.tens == (digits == 10 && is_ten(cell)), "ten digits");
        CHECK_ROW(digits < 9 || t.phone == taken(ts_detector_phone.normal, cell), "phone");
        CHECK_ROW(digits < 9 || t.phone_loose == taken(ts_detector_phone.loose, cell), "phone without its zero");
        CHECK_ROW(t.local == taken(ts_detector_local_id.normal, cell), "local number");
    }
}

/* Remembered or not, a cell counts the same; more cells than are remembered push each other out. */
TEST(words_that_come_again_count_as_they_did) {
    static const char *const word[] = {"Smith",          "Jones",        "Mr",        "M",   "Female",     "Elm Court",
                                       "Date of birth",  "J. Ash",       "Ward",      "Ltd", "NHS number", "Rowan",
                                       "12, Eaton Road", "O'Brien, Ann", "discharged"};
    ts_tally_memo *memo = ts_tally_memo_new();
    seed = 11;
    for (int i = 0; i < 40000; i++) {
        char text[64];
        int n = snprintf(text, sizeof text, "%s%s%.*s", word[dice(TEST_COUNT(word))], i % 3 ? " " : "", (int)dice(30),
                         i % 3 ? word[dice(TEST_COUNT(word))] : "");
        if (i % 5 == 0)
            text[dice((unsigned)n)] = (char)('a' + dice(26));
        ts_span cell = ts_span_of(text, (size_t)n);
        ts_tally known = ts_tally_column(&cell, 1, 1, NULL, TS_KIND_NONE, NULL, memo),
                 anew = ts_tally_column(&cell, 1, 1, NULL, TS_KIND_NONE, NULL, NULL);
        CHECK_ROW(memcmp(&known, &anew, sizeof known) == 0, "remembered");
    }
    ts_tally_memo_free(memo);
}
