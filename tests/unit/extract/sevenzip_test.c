/* sevenzip_test.c - 7z archives that a password closes. */
#include "extract/inflate.h"
#include "extract/libs.h"
#include "extract/sevenzip.h"
#include "reading.h"
#include "unlocking.h"

/* The library's readers are for any test of this file. */
__attribute__((constructor)) static void ready(void) { ts_extract_preload(); }

/* What the members must be, one behind the other. */
static void add_plain(ts_buf *all, const char *names) {
    while (*names) {
        size_t len = strcspn(names, " ");
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)len, names);
        TS_AUTO(ts_buf, ts_buf_done) one = reading_fixture(name);
        ts_buf_add(all, ts_buf_span(&one));
        names += len + (names[len] == ' ');
    }
}

TEST(members_come_out_as_they_went_in) {
    static const struct {
        const char *file, *members;
        size_t children;
        uint32_t opened;
    } rows[] = {
        {"locked_lzma.7z", "book.fods letter.html people.csv", 3, 2},
        {"locked_names.7z", "book.fods letter.html people.csv", 4, 2}, /* an empty file, and a folder that is none */
        {"locked_copy.7z", "letter.html people.csv", 2, 4}, /* not packed, each for itself */
        {"locked_three.7z", "people.csv letter.html book.fods", 3, 2 | 8}, /* open, closed, closed by another */
        {"locked_bcj.7z", "calls.bin", 1, 2},
        {"locked_ppmd.7z", "people.csv", 1, 2}, /* and what the library unpacks */
        {"locked_bzip2.7z", "letter.html people.csv", 2, 2},
        {"locked_deflate.7z", "letter.html people.csv", 2, 4},
        {"locked_bcj2.7z", "calls.bin", 1, 2},
        {"locked_salted.7z", "people.csv letter.html", 2, 2},
        {"locked_unhashed.7z", "letter.html", 1, 2},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        TS_AUTO(ts_buf, ts_buf_done) plain = {0};
        add_plain(&plain, rows[i].members);
        use("no\nsecret\nCaf\xC3\xA9\nwinter\n");
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
        CHECK_ROW(r.children == rows[i].children && r.opened == rows[i].opened, r.log.ptr);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&plain)), r.log.ptr);
        reading_done(&r);
        forget();
    }
}

TEST(without_its_password_it_stays_closed) {
    static const struct {
        const char *file;
        size_t children;
    } rows[] = {{"locked_lzma.7z", 3}, {"locked_names.7z", 0}, {"locked_copy.7z", 2}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        for (int given = 0; given < 2; given++) {
            if (given)
                use("no\nSecret\nCafe\n");
            reading r;
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(r.children == rows[i].children && r.data.len == 0 && !r.opened, r.log.ptr);
            CHECK_ROW(rows[i].children ? strstr(r.log.ptr, ": encrypted") != NULL
                                       : r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == b.len,
                      r.log.ptr);
            reading_done(&r);
            if (given)
                forget();
        }
    }
}

/* The open ones of a mixed archive come with or without a password. */
TEST(what_is_not_locked_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_three.7z");
    TS_AUTO(ts_buf, ts_buf_done) plain = reading_fixture("people.csv");
    use("no\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.children == 3 && ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&plain)), r.log.ptr);
    reading_done(&r);
    forget();
}

/* The two sums of the signature are made right again, so that what was changed is looked at. */
static void mend(ts_buf *b) {
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(b), 12, 16));
    uint64_t at = ts_read_u64le(&c), len = ts_read_u64le(&c);
    uint32_t crc = ts_crc32(0, ts_slice(ts_buf_span(b), 32 + (size_t)at, (size_t)len));
    for (size_t i = 0; i < 4; i++)
        b->ptr[28 + i] = (char)(uint8_t)(crc >> 8 * i);
    crc = ts_crc32(0, ts_slice(ts_buf_span(b), 12, 20));
    for (size_t i = 0; i < 4; i++)
        b->ptr[8 + i] = (char)(uint8_t)(crc >> 8 * i);
}

/* A method that nobody knows, in the place of PPMd's number. */
TEST(what_cannot_be_unpacked_is_said) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_ppmd.7z");
    size_t at = ts_span_find(ts_buf_span(&b), ts_span_of("\x03\x04\x01", 3), 0);
    CHECK(at != SIZE_MAX);
    b.ptr[at + 1] = 0x7F;
    mend(&b);
    use("secret\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.children == 1 && r.data.len == 0 && strstr(r.log.ptr, ": unsupported"), r.log.ptr);
    reading_done(&r);
    forget();
}

/* 2^62 steps were asked for: none is taken, and it is said why. */
TEST(a_lock_that_costs_too_much_is_not_tried) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_names.7z");
    size_t at = ts_span_find(ts_buf_span(&b), ts_span_of("\x06\xF1\x07\x01", 4), 0);
    CHECK(at != SIZE_MAX);
    for (int power = 28; power < 63; power += 17) {
        b.ptr[at + 5] = (char)((b.ptr[at + 5] & 0xC0) | power);
        mend(&b);
        use("secret\nother\n");
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == b.len, r.log.ptr);
        CHECK_ROW(strstr(r.outcome.message, "not all passwords were tried"), r.outcome.message);
        reading_done(&r);
        forget();
    }
}

/* The list says with which password: a folder that it does not open is damaged, not closed by another one. */
TEST(a_changed_member_is_told_from_a_locked_one) {
    static const struct {
        const char *file, *says;
    } rows[] = {{"locked_names.7z", ": corrupt"}, {"locked_copy.7z", ": encrypted"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        use("secret\nCaf\xC3\xA9\n");
        b.ptr[32 + 40] ^= 1;
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(strstr(r.log.ptr, rows[i].says) && r.outcome.reason != TS_REASON_MEMORY, r.log.ptr);
        reading_done(&r);
        forget();
    }
}

/* The last part of a folder is changed: the others come whole, and it is said to be damaged. */
TEST(damage_behind_leaves_what_is_before) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_lzma.7z");
    TS_AUTO(ts_buf, ts_buf_done) first = reading_fixture("book.fods");
    use("secret\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    uint64_t packed = 0;
    reading_done(&r);
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&b), 12, 8));
    packed = ts_read_u64le(&c);
    CHECK(packed > 1000 && packed < b.len);
    b.ptr[32 + 1200] ^= 1;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.opened == 1 && r.children == 3 && ts_span_starts(ts_buf_span(&r.data), ts_buf_span(&first)), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, ": corrupt"), r.log.ptr);
    reading_done(&r);
    forget();
}

/* One sum is wrong: the one member is told, the other comes whole. */
TEST(every_member_is_held_against_its_sum) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_salted.7z");
    TS_AUTO(ts_buf, ts_buf_done) last = reading_fixture("letter.html");
    uint32_t crc = ts_crc32(0, ts_buf_span(&last));
    uint8_t sum[] = {(uint8_t)crc, (uint8_t)(crc >> 8), (uint8_t)(crc >> 16), (uint8_t)(crc >> 24)};
    size_t at = ts_span_find(ts_buf_span(&b), ts_span_of(sum, sizeof sum), 0);
    CHECK(at != SIZE_MAX);
    b.ptr[at] ^= 1;
    mend(&b);
    use("secret\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.opened == 1 && strstr(r.log.ptr, "child people.csv") && strstr(r.log.ptr, ": read"), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, ": corrupt") && r.outcome.reason != TS_REASON_ENCRYPTED, r.log.ptr);
    reading_done(&r);
    forget();
}

TEST(bytes_without_sense_do_no_harm) {
    static const char *const files[] = {"locked_names.7z", "locked_three.7z", "locked_lzma.7z",  "locked_copy.7z",
                                        "locked_bcj2.7z",  "locked_ppmd.7z",  "locked_salted.7z"};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&b), 12, 8));
        size_t list = 32 + (size_t)ts_read_u64le(&c);
        if (strcmp(files[i], "locked_salted.7z") == 0)
            use("no\nsecret\n"), list = 32; /* a cheap one: what is in it, too */
        for (size_t at = list; at < b.len; at++)
            for (unsigned bit = 0; bit < 8; bit++) {
                b.ptr[at] ^= (char)(1u << bit);
                mend(&b);
                reading r;
                reading_of(&r, ts_buf_span(&b));
                CHECK_ROW(!r.broken, r.what);
                reading_done(&r);
                b.ptr[at] ^= (char)(1u << bit);
            }
        forget();
    }
}

/* A list as it stands in the clear: every byte of it changed, and cut everywhere. */
TEST(lists_that_lie_are_told) {
    static const char list[] = "\4\6\0\1\x09\x20\0\7\x0B\1\0\2\x24\6\xF1\7\1\1\x13\x23\3\1\1\5\x5D\0\0\1\0\1\0"
                               "\x0C\x20\x1B\0\x08\x0D\2\x09\6\0\0\5\2\x11\x09\0a\0\0\0b\0\0\0\0\0";
    ts_span whole = ts_span_of(list, sizeof list - 1);
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_seven z;
    ts_buf_add(&b, whole);
    CHECK(ts_seven_read(whole, &z) && z.folders == 1 && z.parts == 2 && z.part[1].size == 0x15 && z.files == 2);
    ts_seven_done(&z);
    for (size_t i = 0; i < whole.len; i++) {
        ts_seven_read(ts_slice(whole, 0, i), &z);
        ts_seven_done(&z);
        for (unsigned value = 0; value < 256; value++) {
            b.ptr[i] = (char)value;
            bool read = ts_seven_read(ts_buf_span(&b), &z);
            for (size_t k = 0; k < z.folders && read; k++) {
                ts_seven_chain chain;
                CHECK(!ts_seven_chain_of(&z.folder[k], &chain) || (chain.n && chain.n <= TS_SEVEN_CODERS));
            }
            ts_seven_done(&z);
        }
        b.ptr[i] = whole.ptr[i];
    }
}
