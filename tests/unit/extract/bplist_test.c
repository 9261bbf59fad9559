/* bplist_test.c - binary property lists: values under their keys, data as children, and no bytes do harm. */
#include <time.h>

#include "reading.h"

extern const ts_extractor ts_extractor_bplist;

/* Objects by hand: each span is one; the first is the outermost. */
static ts_buf make(const ts_span *object, size_t n) {
    ts_buf b = {0};
    uint8_t at[64];
    ts_buf_add_str(&b, "bplist00");
    for (size_t i = 0; i < n; i++) {
        at[i] = (uint8_t)b.len;
        ts_buf_add(&b, object[i]);
    }
    uint8_t table = (uint8_t)b.len;
    for (size_t i = 0; i < n; i++)
        ts_buf_add_u8(&b, at[i]);
    for (int i = 0; i < 6; i++)
        ts_buf_add_u8(&b, 0);
    ts_buf_add_u8(&b, 1);
    ts_buf_add_u8(&b, 1);
    for (int i = 0; i < 7; i++)
        ts_buf_add_u8(&b, 0);
    ts_buf_add_u8(&b, (uint8_t)n);
    for (int i = 0; i < 15; i++)
        ts_buf_add_u8(&b, 0);
    ts_buf_add_u8(&b, table);
    return b;
}
#define OBJECT(literal) \
    { literal, sizeof literal - 1 }

static const ts_span person[] = {
    OBJECT("\xD4\1\2\3\4\5\6\7\x0A"), /* four keys, four values */
    OBJECT("\x54name"),
    OBJECT("\x53"
           "dob"),
    OBJECT("\x55photo"),
    OBJECT("\x54more"),
    OBJECT("\x63\0Z\0o\0\xEB"), /* UTF-16 */
    OBJECT("\x33\xC1\xB9\xC4\x54\x80\0\0\0"), /* a date before 2001 */
    OBJECT("\x44\x89PNG"),
    OBJECT("\x11\3\xE7"), /* 999 */
    OBJECT("\x5F\x10\x11"
           "Tel 0151 496 0123"),
    OBJECT("\xA3\x08\x09\0"), /* a number, a text, and the outermost once more */
};

TEST(values_stand_under_their_keys) {
    TS_AUTO(ts_buf, ts_buf_done) b = make(person, TEST_COUNT(person));
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "bplist") == 0 && r.outcome.reason == TS_READ && !r.broken);
    CHECK(reading_shows(&r, "name: Zo\xC3\xAB\n") && reading_shows(&r, "more.0: 999\nmore.1: Tel 0151 496 0123\n"));
    CHECK(reading_shows(&r, "dob: 1987-04-2"));
    CHECK(reading_says(&r, "child 1-photo 4 bytes of 4: read") && r.children == 1);
    reading_done(&r);
}

TEST(what_is_not_there_is_said) {
    static const ts_span lost[] = {OBJECT("\xA2\1\x30"), OBJECT("\x54name")};
    TS_AUTO(ts_buf, ts_buf_done) b = make(lost, TEST_COUNT(lost));
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && reading_shows(&r, "0: name\n"));
    reading_done(&r);
    b.ptr[b.len - 1] = (char)0xFF; /* the table is beyond the end */
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread == b.len);
    reading_done(&r);
}

TEST(lists_within_lists_end) {
    ts_span list[60];
    char bytes[60][3];
    for (size_t i = 0; i < 60; i++) { /* each holds the next twice */
        bytes[i][0] = (char)0xA2;
        bytes[i][1] = bytes[i][2] = (char)(i + 1 < 60 ? i + 1 : 0);
        list[i] = (ts_span){bytes[i], 3};
    }
    TS_AUTO(ts_buf, ts_buf_done) b = make(list, 60);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.err == TS_OK && !r.broken);
    reading_done(&r);
}

/* A container of n references (a dictionary: of n to object 1 as keys, then n to object 2) and objects 1 and 2. */
static ts_buf make_large(bool dict, size_t n, ts_span one, ts_span two) {
    ts_buf b = {0};
    size_t at[3];
    const ts_span object[] = {one, two};
    ts_buf_add_str(&b, "bplist00");
    at[0] = b.len;
    ts_buf_add(&b, (ts_span){dict ? "\xDF\x12" : "\xAF\x12", 2});
    for (int i = 24; i >= 0; i -= 8)
        ts_buf_add_u8(&b, (uint8_t)(n >> i));
    for (size_t i = 0; i < n; i++)
        ts_buf_add_u8(&b, 1);
    for (size_t i = 0; dict && i < n; i++)
        ts_buf_add_u8(&b, 2);
    for (size_t i = 0; i < 2; i++) {
        at[i + 1] = b.len;
        ts_buf_add(&b, object[i]);
    }
    size_t table = b.len;
    for (size_t i = 0; i < 3; i++)
        for (int k = 24; k >= 0; k -= 8)
            ts_buf_add_u8(&b, (uint8_t)(at[i] >> k));
    ts_buf_add(&b, (ts_span){"\0\0\0\0\0\0\4\1\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0", 28});
    for (int k = 24; k >= 0; k -= 8)
        ts_buf_add_u8(&b, (uint8_t)(table >> k));
    return b;
}

/* Of this many bytes: 5 a text of ASCII, 6 of UTF-16, 4 data. */
static ts_buf long_object(unsigned type, size_t bytes) {
    ts_buf b = {0};
    ts_buf_add_u8(&b, (uint8_t)(type << 4 | 15));
    ts_buf_add_u8(&b, 0x12);
    for (int k = 24; k >= 0; k -= 8)
        ts_buf_add_u8(&b, (uint8_t)((type == 6 ? bytes / 2 : bytes) >> k));
    for (size_t i = 0; i < bytes; i++)
        ts_buf_add_char(&b, i % 2 ? 'a' : type == 6 ? 0 : 'b');
    return b;
}

/* People are keys, with a "yes", nothing or an empty list below. */
TEST(keys_are_read_whatever_stands_below) {
    static const ts_span list[] = {
        OBJECT("\xD4\1\2\3\4\5\6\7\5"), /* four keys, four values */
        OBJECT("\x5B"
               "Ann Example"),
        OBJECT("\x5A"
               "Zoe Sample"),
        OBJECT("\x5A"
               "Tom Sample"),
        OBJECT("\x54"
               "name"),
        OBJECT("\x09"),
        OBJECT("\xD1\1\7"), /* the first key once more */
        OBJECT("\xA0"),
    };
    TS_AUTO(ts_buf, ts_buf_done) b = make(list, TEST_COUNT(list));
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_READ && !r.broken);
    CHECK(ts_span_eq(ts_buf_span(&r.text), ts_str("Ann Example\nZoe Sample\nTom Sample\nname\n")));
    reading_done(&r);
}

TEST(a_long_key_is_shown_once_to_its_end) {
    for (unsigned type = 5; type <= 6; type++) { /* 1 KiB of it stands in each path */
        size_t sign = type - 4;
        TS_AUTO(ts_buf, ts_buf_done) key = long_object(type, 3000 * sign);
        TS_AUTO(ts_buf, ts_buf_done) b = make_large(true, 5, ts_buf_span(&key), (ts_span){"\x10\x07", 2});
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK(r.outcome.reason == TS_READ && !r.broken && reading_shows(&r, "a: 7\n"));
        CHECK(r.text.len == 5 * (1024 / sign + 4) + 3001);
        reading_done(&r);
    }
}

/* What stands once may be named any number of times. */
TEST(values_named_again_and_again_end) {
    static const unsigned rows[] = {4, 5, 6};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) o = long_object(rows[i], 400000);
        TS_AUTO(ts_buf, ts_buf_done) few = make_large(false, 20, ts_buf_span(&o), ts_str("\x08"));
        TS_AUTO(ts_buf, ts_buf_done) many = make_large(false, 800, ts_buf_span(&o), ts_str("\x08"));
        reading r;
        reading_of(&r, ts_buf_span(&few));
        CHECK(strcmp(reading_format(&r), "bplist") == 0 && r.outcome.reason == TS_READ && !r.broken);
        CHECK(r.children == (rows[i] == 4 ? 20 : 0));
        reading_done(&r);
        reading_of(&r, ts_buf_span(&many));
        CHECK(r.outcome.reason == TS_REASON_RATIO && r.outcome.unread == many.len && !r.broken);
        CHECK(r.text.len + r.children * 400000 < 70 * TS_MIB && r.text.len + r.data.len > 8 * TS_MIB);
        reading_done(&r);
    }
}

/* Of a key of 2 MB its begin is shown: the rest must not be copied each time either. */
TEST(long_keys_cost_their_begin) {
    static const unsigned rows[] = {5, 6};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) key = long_object(rows[i], 2000000);
        TS_AUTO(ts_buf, ts_buf_done) b = make_large(true, 30000, ts_buf_span(&key), (ts_span){"\x10\x07", 2});
        clock_t before = clock();
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK(clock() - before < 3 * CLOCKS_PER_SEC);
        CHECK(r.outcome.reason == TS_READ && !r.broken);
        CHECK(reading_shows(&r, rows[i] == 5 ? "\nbababab" : "\naaaaaaa") && reading_shows(&r, "a: 7\n"));
        reading_done(&r);
    }
}

TEST(more_data_than_a_container_may_have_are_said) {
    TS_AUTO(ts_buf, ts_buf_done) b = make_large(false, 20, ts_str("\x41z"), ts_str("\x08"));
    reading r;
    ts_limit.members = 10;
    reading_of(&r, ts_buf_span(&b));
    ts_limit = ts_limits_usual;
    CHECK(r.outcome.reason == TS_REASON_TOO_LARGE && r.children == 10);
    reading_done(&r);
}

TEST(any_bytes_are_survived) {
    TS_AUTO(ts_buf, ts_buf_done) b = make(person, TEST_COUNT(person));
    uint64_t random = 3;
    for (size_t round = 0; round < 6000; round++) {
        size_t len = round < b.len ? round : b.len;
        char *copy = ts_alloc(len ? len : 1);
        if (len)
            memcpy(copy, b.ptr, len);
        for (int n = 0; round >= b.len && n < 3; n++) {
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
            copy[8 + (random >> 33) % (len - 8)] = (char)(random >> 20);
        }
        reading r;
        reading_of(&r, (ts_span){copy, len});
        CHECK(r.err == TS_OK && !r.broken && r.outcome.unread <= len);
        reading_done(&r);
        ts_free(copy);
    }
}
