/* base_test.c - bytes, numbers, dates, logarithms and checksums. */
#include <math.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/exactmath.h"
#include "support/test.h"

TEST(a_cursor_stays_wrong_after_its_first_overrun) {
    ts_cursor c = ts_cursor_over((ts_span){"\1\2\3\4\5", 5});
    CHECK(ts_read_u16le(&c) == 0x0201 && ts_read_u16be(&c) == 0x0304 && c.ok);
    CHECK(ts_read_u32le(&c) == 0 && !c.ok);
    CHECK(ts_read_u8(&c) == 0 && ts_read_span(&c, 0).len == 0);
}

TEST(a_number_at_a_place_lies_inside_wholly_or_is_none) {
    const ts_span s = {"\1\2\3\4\5", 5};
    CHECK(ts_u16le_at(s, 3) == 0x0504 && ts_u16be_at(s, 3) == 0x0405);
    CHECK(ts_u32le_at(s, 1) == 0x05040302 && ts_u32be_at(s, 1) == 0x02030405);
    CHECK(!ts_u16le_at(s, 4) && !ts_u16be_at(s, 4) && !ts_u32le_at(s, 2) && !ts_u32be_at(s, 2));
    CHECK(!ts_u16le_at(s, SIZE_MAX) && !ts_u32be_at(s, 6) && !ts_u32le_at((ts_span){0}, 0));
}

TEST(the_last_place_is_found_and_none_before_it_missed) {
    static const struct {
        const char *hay, *needle;
        size_t before, at;
    } rows[] = {{"PK12PK12..", "PK12", SIZE_MAX, 4},
                {"PK12PK12..", "PK12", 4, 0},
                {"PK12PK12..", "PK12", 5, 4},
                {"PK12", "PK12", 1, 0},
                {"PK12", "PK12", 0, SIZE_MAX},
                {"PK1", "PK12", 9, SIZE_MAX},
                {"2222PK1", "PK12", 9, SIZE_MAX},
                {"aaaa", "aa", SIZE_MAX, 2},
                {"", "a", 1, SIZE_MAX},
                {"abc", "c", 3, 2},
                {"abc", "c", 2, SIZE_MAX},
                {"abc", "", 3, SIZE_MAX}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_span_find_last(ts_str(rows[i].hay), ts_str(rows[i].needle), rows[i].before) == rows[i].at,
                  rows[i].hay);
}

TEST(a_place_is_found_where_reading_byte_by_byte_finds_it) {
    uint64_t seed = 1;
    for (int round = 0; round < 20000; round++) {
        char hay[96], needle[36];
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        size_t n = seed >> 33 & 63, len = 1 + (seed >> 45) % (round % 3 ? 3 : 34), from = seed >> 52 & 7,
               want = SIZE_MAX;
        for (size_t i = 0; i < sizeof hay; i++)
            hay[i] = "aB-b"[(seed = seed * UINT64_C(6364136223846793005) + 1) >> 60 & 3];
        for (size_t i = 0; i < len; i++)
            needle[i] = "aB-b"[(seed = seed * UINT64_C(6364136223846793005) + 1) >> 60 & 3];
        if (round % 3 == 0 && len < n)
            memcpy(hay + n - len, needle, len);
        for (size_t i = from; i + len <= n && want == SIZE_MAX; i++)
            want = memcmp(hay + i, needle, len) == 0 ? i : SIZE_MAX;
        CHECK(ts_span_find(ts_span_of(hay, n), ts_span_of(needle, len), from) == want);
    }
}

TEST(varints_come_back_and_overlong_ones_are_refused) {
    static const uint64_t rows[] = {0, 1, 127, 128, 300, UINT32_MAX, UINT64_MAX};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf b = {0};
        ts_buf_add_varint(&b, rows[i]);
        ts_cursor c = ts_cursor_over(ts_buf_span(&b));
        CHECK(ts_read_varint(&c) == rows[i] && c.ok && ts_cursor_left(&c) == 0);
        ts_buf_done(&b);
    }
    ts_cursor c = ts_cursor_over((ts_span){"\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 11});
    ts_read_varint(&c);
    CHECK(!c.ok);
}

TEST(utf8_is_valid_only_as_rfc_3629_has_it) {
    static const struct {
        const char *s;
        bool good;
    } rows[] = {{"plain ascii, longer than eight", true},
                {"Si\xC3\xA2n \xE2\x82\xAC \xF0\x9F\x98\x80", true},
                {"\xC0\xAF", false},
                {"\xE0\x80\x80", false},
                {"\xED\xA0\x80", false},
                {"\xF4\x90\x80\x80", false},
                {"\xC3", false},
                {"12345678\xFF", false}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_utf8_valid(ts_str(rows[i].s)) == rows[i].good, rows[i].s);
}

TEST(dates_go_there_and_back) {
    for (ts_date d = -44000; d < 60000; d += 13) {
        int y, m, day;
        char text[11];
        ts_date_parts(d, &y, &m, &day);
        CHECK(ts_date_of(y, m, day) == d);
        ts_date_print(d, text);
        CHECK_ROW(ts_date_parse_iso(ts_str(text)) == d, text);
    }
    CHECK(ts_date_of(1970, 1, 1) == 0 && ts_date_of(2000, 2, 29) == 11016);
    CHECK(ts_date_of(1900, 2, 29) == TS_NO_DATE && ts_date_of(2023, 4, 31) == TS_NO_DATE &&
          ts_date_of(2023, 13, 1) == TS_NO_DATE);
    ts_instant t;
    char text[25];
    CHECK(ts_instant_parse(ts_str("2026-11-23T23:49:57Z"), &t));
    ts_instant_print(t, text);
    CHECK_ROW(ts_span_eq(ts_str(text), ts_str("2026-11-23T23:49:57Z")), text);
    CHECK(!ts_instant_parse(ts_str("2026-11-23T25:00:00Z"), &t));
}

TEST(logarithms_are_exact_to_a_half_of_1_1024_bit) {
    /* round(log2(n/d) * 1024), computed with 60 decimal digits */
    static const struct {
        uint64_t n, d;
        int32_t want;
    } rows[] = {{1, 1, 0},     {2, 1, 1024},   {1, 2, -1024},          {3, 1, 1623},           {1, 3, -1623},
                {10, 1, 3402}, {99, 100, -15}, {1000000007, 1, 30615}, {1, 4294967296, -32768}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char row[64];
        snprintf(row, sizeof row, "%llu/%llu: %d", (unsigned long long)rows[i].n, (unsigned long long)rows[i].d,
                 ts_log2_ratio(rows[i].n, rows[i].d));
        CHECK_ROW(ts_log2_ratio(rows[i].n, rows[i].d) == rows[i].want, row);
    }
    CHECK(ts_exp2_fraction(0) == UINT64_C(1) << 32 && ts_exp2_fraction(-1024) == UINT64_C(1) << 31);
    CHECK(ts_exp2_fraction(-512) == 3037000500u); /* 2^31.5, rounded */
    CHECK(ts_posterior_ppb(0) == 500000000 && ts_posterior_ppb(1024) == 666666667 &&
          ts_posterior_ppb(-1024) == 333333333);
    for (int32_t w = -30000; w < 30000; w += 77)
        CHECK(ts_posterior_ppb(w) + ts_posterior_ppb(-w) == 1000000000);
}

TEST(sha256_is_sha256) { /* FIPS 180-4's example */
    ts_digest d;
    char hex[65];
    ts_sha256_of(ts_str("abc"), &d);
    ts_digest_hex(&d, hex);
    CHECK_ROW(ts_span_eq(ts_str(hex), ts_str("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")), hex);
}

/* Poisson 95 % one-sided upper limits: chi-square(0.95, 2c + 2) / 2. */
TEST(upper_limits) {
    static const struct {
        uint64_t seen;
        double limit;
        const char *row;
    } rows[] = {{0, 2.9957, "0"},   {1, 4.7439, "1"},     {2, 6.2958, "2"},         {5, 10.513, "5"},
                {10, 16.962, "10"}, {100, 118.08, "100"}, {10000, 10166.2, "10000"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(fabs(ts_count_upper(rows[i].seen) / 1e6 / rows[i].limit - 1) < 0.005, rows[i].row);
}
