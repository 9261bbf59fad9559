/* date_test.c - written dates, their two readings, and what is no date. */
#include "text/date.h"

#include <stdlib.h>

#include <stdio.h>

#include "support/test.h"

static bool reads(const char *raw, const char *want, size_t len) {
    ts_written_date d;
    char iso[11];
    if (!ts_date_read(ts_str(raw), &d))
        return want == NULL;
    ts_date_print(d.date, iso);
    return want && strcmp(iso, want) == 0 && (len == 0 || d.len == len);
}

TEST(forms_that_people_and_systems_write) {
    static const struct {
        const char *raw, *want;
        size_t len;
    } rows[] = {{"1987-04-23", "1987-04-23", 10},
                {"19870423", "1987-04-23", 8},
                {"198704231230", "1987-04-23", 12},
                {"23/04/1987", "1987-04-23", 10},
                {"23.4.1987", "1987-04-23", 9},
                {"23-Apr-1987", "1987-04-23", 11},
                {"23 April 1987", "1987-04-23", 13},
                {"23rd April 1987", "1987-04-23", 15},
                {"23rd of April, 1987", "1987-04-23", 0},
                {"April 23, 1987", "1987-04-23", 14},
                {"Sept 3rd, 1987", "1987-09-03", 0},
                {"23Apr1987", "1987-04-23", 0},
                {"1987-04-23T00:00:00.000Z", "1987-04-23", 24},
                {"1987-04-23 09:30:00+01:00", "1987-04-23", 25},
                {"23/04/1987 9:30 PM", "1987-04-23", 18},
                {"1987/4/3", "1987-04-03", 8},
                {"04/23/1987", "1987-04-23", 10},
                {"23041987", "1987-04-23", 8},
                {"Tue, 15 Nov 2022 09:10:00 +0000", "2022-11-15", 31},
                {"23 04 1987", "1987-04-23", 10},
                {"29/02/2000", "2000-02-29", 10},
                {"1987-04-23, seen", "1987-04-23", 10}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(reads(rows[i].raw, rows[i].want, rows[i].len), rows[i].raw);
}

TEST(what_is_no_date) {
    static const char *const rows[] = {"31/02/1987", "1987-13-40", "29/02/1900", "1.2.2020.4",    "12/03/2019/77",
                                       "1/2/345",    "9990000018", "12 34 5678", "23 Foo 1987",   "00/00/0000",
                                       "1700-01-01", "2101-01-01", "",           "Maybe 3, 1987", "20-29-5959",
                                       "123/4/1987", "April",      "5 mg 1987"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(reads(rows[i], NULL, 0), rows[i]);
}

TEST(both_readings_are_kept) {
    ts_written_date d;
    CHECK(ts_date_read(ts_str("03/04/1987"), &d) && d.date == ts_date_of(1987, 4, 3) &&
          d.other == ts_date_of(1987, 3, 4) && !d.month_first);
    CHECK(ts_date_read(ts_str("04/23/1987"), &d) && d.date == ts_date_of(1987, 4, 23) && d.other == TS_NO_DATE &&
          d.month_first);
    CHECK(ts_date_read(ts_str("04/04/1987"), &d) && d.other == TS_NO_DATE && !d.month_first);
    CHECK(ts_date_read(ts_str("1987-04-03"), &d) && d.other == TS_NO_DATE);
}

TEST(two_digit_years_end_with_this_year) {
    ts_written_date d;
    setenv("TOUCHSTONE_CLOCK", "2026-06-30T12:00:00Z", 1);
    CHECK(ts_date_read(ts_str("23/4/26"), &d) && d.date == ts_date_of(2026, 4, 23) && d.two_digit_year);
    CHECK(ts_date_read(ts_str("23.4.27"), &d) && d.date == ts_date_of(1927, 4, 23));
    CHECK(ts_date_read(ts_str("23-Apr-87"), &d) && d.date == ts_date_of(1987, 4, 23));
    CHECK(ts_date_read(ts_str("1/1/00"), &d) && d.date == ts_date_of(2000, 1, 1));
    unsetenv("TOUCHSTONE_CLOCK");
}

TEST(spreadsheet_serials_keep_their_leap_day_that_never_was) {
    CHECK(ts_date_of_serial(1) == ts_date_of(1900, 1, 1));
    CHECK(ts_date_of_serial(59) == ts_date_of(1900, 2, 28));
    CHECK(ts_date_of_serial(60) == TS_NO_DATE);
    CHECK(ts_date_of_serial(61) == ts_date_of(1900, 3, 1));
    CHECK(ts_date_of_serial(31890.75) == ts_date_of(1987, 4, 23));
    CHECK(ts_date_of_serial(0) == TS_NO_DATE && ts_date_of_serial(73051) == TS_NO_DATE &&
          ts_date_of_serial(-1) == TS_NO_DATE && ts_date_of_serial(0.0 / 0.0) == TS_NO_DATE);
}

/* Ten bytes alone take a short way; a word behind them sends the same date the long one. */
TEST(the_short_way_leads_where_the_long_one_does) {
    size_t good = 0;
    for (int year = 0; year < 2200; year += year < 1800 ? 450 : 13)
        for (int month = 0; month < 14; month++)
            for (int day = 0; day < 33; day++)
                for (int iso = 0; iso < 2; iso++) {
                    char text[16], longer[24];
                    if (iso)
                        snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                    else
                        snprintf(text, sizeof text, "%02d/%02d/%04d", day, month, year);
                    snprintf(longer, sizeof longer, "%s at", text);
                    ts_written_date a = {0}, b = {0};
                    bool one = ts_date_read(ts_str(text), &a);
                    CHECK_ROW(one == ts_date_read(ts_str(longer), &b), text);
                    CHECK_ROW(a.date == b.date && a.other == b.other && a.len == b.len, text);
                    CHECK_ROW(a.two_digit_year == b.two_digit_year && a.month_first == b.month_first, text);
                    good += one;
                }
    CHECK(good > 10000);
}
