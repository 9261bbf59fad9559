/* zip_test.c - members whole, broken, hidden, locked, overlapping, and archives that are cut or moved. */
#include "base/fs.h"
#include "extract/unlock.h"
#include "extract/zip.h"
#include "zipping.h"

TEST(members_come_out_with_their_bytes) {
    zipping z = {0};
    zip_add_str(&z, "a.txt", "alpha");
    zip_add_str(&z, "dir/", "");
    zip_add_str(&z, "dir/b.txt", "beta");
    zip_add_str(&z, "a.txt", "again");
    reading r;
    reading_of(&r, zip_end(&z));
    CHECK(strcmp(reading_format(&r), "zip") == 0 && r.outcome.reason == TS_READ && r.outcome.unread == 0);
    CHECK(r.children == 3 && ts_span_eq(ts_buf_span(&r.data), ts_str("alphabetaagain")));
    CHECK(reading_says(&r, "child dir/b.txt 4 bytes of 4: read"));
    reading_done(&r);
    zip_done(&z);
}

TEST(real_archives) {
    static const struct {
        const char *file, *line;
    } rows[] = {
        {"people.zip", "child people.csv 279 bytes of 215: read"},
        {"stored.zip", "child people.csv 279 bytes of 279: read"},
        {"streamed.zip", "child - 279 bytes of 215: read"},
        {"locked.zip", "child people.csv 0 bytes of 227: encrypted"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(reading_says(&r, rows[i].line), r.log.ptr);
        reading_done(&r);
    }
}

TEST(without_its_directory_the_whole_members_are_read) {
    static const char *const rows[] = {"people.zip", "streamed.zip", "stored.zip"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i]);
        reading r, whole;
        reading_of(&whole, ts_buf_span(&b));
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len - 30));
        CHECK_ROW(r.children == whole.children && ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&whole.data)), rows[i]);
        CHECK_ROW(r.outcome.reason == TS_REASON_TRUNCATED, rows[i]);
        reading_done(&r);
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, 150)); /* inside the first member */
        CHECK_ROW(r.children == 1 && strstr(r.log.ptr, "truncated") && r.data.len > 0, rows[i]);
        CHECK_ROW(ts_span_starts(ts_buf_span(&whole.data), ts_buf_span(&r.data)), rows[i]);
        reading_done(&r);
        reading_done(&whole);
    }
}

TEST(a_wrong_check_sum_is_corrupt) {
    zipping z = {0};
    ts_span c = ts_str("altered");
    zip_add_as(&z, "x", c, 0, 0, 1, zip_local(&z, "x", c, 0, 0, 1));
    reading r;
    reading_of(&r, zip_end(&z));
    CHECK(reading_says(&r, "child x 7 bytes of 7: corrupt"));
    reading_done(&r);
    zip_done(&z);
}

TEST(methods_nobody_reads_are_unsupported) {
    zipping z = {0};
    ts_span c = ts_str("shrunk");
    zip_add_as(&z, "x", c, 1, 0, 1, zip_local(&z, "x", c, 1, 0, 1));
    reading r;
    reading_of(&r, zip_end(&z));
    CHECK(reading_says(&r, "child x 0 bytes of 6: unsupported"));
    reading_done(&r);
    zip_done(&z);
}

TEST(members_inside_others_are_refused) {
    zipping z = {0};
    ts_span c = ts_str("one content, many names");
    uint32_t crc = ts_crc32(0, c);
    size_t at = zip_local(&z, "x", c, 0, 0, crc);
    for (int i = 0; i < 5; i++)
        zip_add_as(&z, "x", c, 0, 0, crc, at);
    reading r;
    reading_of(&r, zip_end(&z));
    CHECK(r.children == 5 && ts_span_eq(ts_buf_span(&r.data), c));
    CHECK(reading_says(&r, "child x 0 bytes of 23: ratio"));
    reading_done(&r);
    zip_done(&z);
}

TEST(what_stands_in_front_or_between_is_counted) {
    zipping z = {0}, moved = {0};
    zip_add_str(&z, "a.txt", "alpha");
    reading r;
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_str(&b, "MZ a program that unpacks what follows");
    size_t before = b.len;
    ts_buf_add(&b, zip_end(&z));
    reading_of(&r, ts_buf_span(&b));
    CHECK(reading_says(&r, "child a.txt 5 bytes of 5: read") && r.outcome.unread == before &&
          r.outcome.reason == TS_REASON_UNSUPPORTED);
    reading_done(&r);
    ts_buf hidden = {0};
    for (int i = 0; i < 2000; i++)
        ts_buf_add_str(&hidden, "no member any more ");
    zip_add_str(&moved, "a", "1");
    zip_local(&moved, "gone", ts_buf_span(&hidden), 0, 0, 0);
    zip_add_str(&moved, "b", "2");
    reading_of(&r, zip_end(&moved));
    CHECK(r.children == 2 && r.outcome.unread >= hidden.len && r.outcome.unread < hidden.len + 100);
    reading_done(&r);
    ts_buf_done(&hidden);
    zip_done(&z);
    zip_done(&moved);
}

/* ---- archives that were made in parts ---- */

static void put_u16(char *p, uint64_t n) { p[0] = (char)n, p[1] = (char)(n >> 8); }

static size_t part_of(const size_t *begins, size_t parts, size_t at) {
    size_t k = parts - 1;
    while (begins[k] > at)
        k--;
    return k;
}

/* As a program writes them: a mark in front, and places that count from each part's own beginning. */
static void make_parts(ts_buf *out, const size_t *begins, size_t parts, bool large) {
    zipping z = {0};
    ts_buf_add_str(&z.file, "PK\7\10");
    zip_add_str(&z, "a.txt", "alpha");
    zip_add_str(&z, "b.txt", "beta, which is cut in the middle");
    zip_add_str(&z, "c.txt", "gamma");
    size_t directory = z.file.len, end = directory + z.directory.len;
    ts_buf_add(out, zip_end(&z));
    for (size_t at = directory; at < end; at += 46 + 5) {
        size_t place = ts_zip_u32(out->ptr + at + 42), k = part_of(begins, parts, place);
        put_u16(out->ptr + at + 34, k);
        put_u16(out->ptr + at + 42, place - begins[k]);
    }
    size_t k = part_of(begins, parts, directory), end64 = part_of(begins, parts, end);
    put_u16(out->ptr + end + 4, parts - 1);
    put_u16(out->ptr + end + 6, k);
    put_u16(out->ptr + end + 16, directory - begins[k]);
    if (large) { /* the place stands in a record of its own, and where that is in another: 4.3.14, 4.3.15 */
        TS_AUTO(ts_buf, ts_buf_done) last = {0};
        ts_buf_add(&last, ts_slice(ts_buf_span(out), end, SIZE_MAX));
        memset(last.ptr + 6, 0xFF, 2), memset(last.ptr + 16, 0xFF, 4);
        out->len = end;
        ts_buf_add_u32le(out, 0x06064b50);
        ts_buf_add_u64le(out, 44);
        ts_buf_add_u32le(out, 45 | 45 << 16);
        ts_buf_add_u32le(out, (uint32_t)end64);
        ts_buf_add_u32le(out, (uint32_t)k);
        ts_buf_add_u64le(out, 3), ts_buf_add_u64le(out, 3);
        ts_buf_add_u64le(out, end - directory);
        ts_buf_add_u64le(out, directory - begins[k]);
        ts_buf_add_u32le(out, 0x07064b50);
        ts_buf_add_u32le(out, (uint32_t)end64);
        ts_buf_add_u64le(out, end - begins[end64]);
        ts_buf_add_u32le(out, (uint32_t)parts);
        ts_buf_add(out, ts_buf_span(&last));
    }
    zip_done(&z);
}

static void read_parts(reading *r, ts_span all, const size_t *begins, size_t parts) {
    ts_source_part part[8];
    ts_source in;
    for (size_t i = 0; i < parts; i++) {
        size_t len = (i + 1 < parts ? begins[i + 1] : all.len) - begins[i];
        part[i] = (ts_source_part){.len = len};
        CHECK(ts_fs_memory("part", &part[i].fd) == TS_OK);
        CHECK(ts_fs_write_all(part[i].fd, ts_slice(all, begins[i], len), "part") == TS_OK);
    }
    ts_source_parts(&in, part, parts);
    reading_run(r, &in, all);
    ts_source_done(&in);
    for (size_t i = 0; i < parts; i++)
        ts_fs_close(&part[i].fd);
}

TEST(parts_are_read_by_their_directory) {
    static const char want[] = "alphabeta, which is cut in the middlegamma";
    static const size_t row[][3] = {{0, 50, 90},  {0, 60, 130},  {0, 44, 200}, {0, 130, 300},
                                    {0, 50, 290}, {0, 130, 340}, {0, 44, 200}};
    for (size_t i = 0; i < TEST_COUNT(row); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        make_parts(&b, row[i], 3, i >= 4);
        reading r;
        read_parts(&r, ts_buf_span(&b), row[i], 3);
        CHECK_ROW(r.children == 3 && ts_span_eq(ts_buf_span(&r.data), ts_str(want)), r.log.ptr);
        CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
        CHECK_ROW(reading_says(&r, "child c.txt 5 bytes of 5: read"), r.log.ptr);
        reading_done(&r);
        /* Cut elsewhere, its places lead nowhere: the members are found from the front. */
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.children == 3 && ts_span_eq(ts_buf_span(&r.data), ts_str(want)), r.log.ptr);
        CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
        reading_done(&r);
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len - 4)); /* the last part was cut short */
        CHECK_ROW(r.children == 3 && r.outcome.reason == TS_REASON_TRUNCATED, r.log.ptr);
        reading_done(&r);
    }
}

/* Only the directory knows a member that the front does not lead to. */
TEST(a_member_behind_a_gap_is_found_by_its_part) {
    static const size_t row[][3] = {{0, 64, 100}, {0, 100, 250}, {0, 64, 310}};
    for (size_t i = 0; i < 2 * TEST_COUNT(row); i++) {
        const size_t *begins = row[i / 2];
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        make_parts(&b, begins, 3, i % 2);
        memset(b.ptr + 4, 'x', 4); /* the first one's header is gone */
        reading r;
        read_parts(&r, ts_buf_span(&b), begins, 3);
        CHECK_ROW(reading_says(&r, "child b.txt 32 bytes of 32: read"), r.log.ptr);
        CHECK_ROW(reading_says(&r, "child c.txt 5 bytes of 5: read"), r.log.ptr);
        reading_done(&r);
    }
}

/* Members whose sizes stand behind them: where one ends is known from deflate's own end alone. */
TEST(streamed_members_follow_each_other_without_a_directory) {
    static const struct {
        const char *name, *packed;
        size_t len;
        uint32_t crc;
    } rows[] = {{"a", "\x4b\xcc\x29\xc8\x48\x04\x00", 7, 0xd0e0396a}, /* alpha */
                {"b", "\x4b\x4a\x2d\x49\x04\x00", 6, 0x8f910463}, /* beta */
                {"c", "\x07\x00\x00\x00", 4, 0}}; /* a kind of block that there is not */
    zipping z = {0};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        zip_local(&z, rows[i].name, (ts_span){0}, 8, 8, 0);
        ts_buf_add(&z.file, ts_span_of(rows[i].packed, rows[i].len));
        ts_buf_add_u32le(&z.file, 0x08074b50);
        ts_buf_add_u32le(&z.file, rows[i].crc);
        ts_buf_add_u64le(&z.file, rows[i].len | UINT64_C(5) << 32);
    }
    reading r;
    reading_of(&r, ts_buf_span(&z.file));
    CHECK_ROW(r.children == 3 && ts_span_eq(ts_buf_span(&r.data), ts_str("alphabeta")), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, "child b 4 bytes of 6: read"), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, "child c 0 bytes") && strstr(r.log.ptr, ": corrupt"), r.log.ptr);
    reading_done(&r);
    zip_done(&z);
}

TEST(a_bomb_ends_at_its_ratio) {
    /* A deflate stream of zeros, by hand: one stored block's worth of input, 1032 times out. */
    zipping z = {0};
    ts_buf packed = {0};
    /* fixed Huffman: literal 0, then length 258 distance 1 over and over; 0x63 0x00 is the literal and begins the run */
    static const unsigned char begin[] = {0xEC, 0xC1, 0x01, 0x01, 0x00, 0x00, 0x00,
                                          0x80, 0x90, 0xFE, 0xAF, 0xEE, 0x08, 0x0A};
    ts_buf_add(&packed, ts_span_of(begin, sizeof begin));
    for (int i = 0; i < 80000; i++)
        ts_buf_add_char(&packed, 0);
    zip_add_as(&z, "zeros", ts_buf_span(&packed), 8, 0, 0, zip_local(&z, "zeros", ts_buf_span(&packed), 8, 0, 0));
    reading r;
    reading_of(&r, zip_end(&z));
    CHECK(strstr(r.log.ptr, ": ratio") != NULL);
    CHECK(r.child_bytes > TS_LIMIT_RATIO_FROM && r.child_bytes < TS_LIMIT_RATIO_FROM + TS_MIB);
    reading_done(&r);
    ts_buf_done(&packed);
    zip_done(&z);
}

/* ---- locked members ---- */

/* The fixture, read with these passwords, one a line. */
static void unlocked(reading *r, const char *file, const char *passwords) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(file);
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str(passwords)) == TS_OK);
    ts_unlock_use(&p);
    reading_of(r, ts_buf_span(&b));
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

TEST(locked_members_open_with_their_password) {
    static const struct {
        const char *file;
        size_t children;
        const char *first;
    } rows[] = {
        {"locked.zip", 1, "people.csv"},
        {"locked_streamed.zip", 1, "people.csv"},
        {"locked_aes.zip", 2, "letter.html"},
        {"locked_aes128.zip", 1, "people.csv"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        TS_AUTO(ts_buf, ts_buf_done) want = reading_fixture(rows[i].first);
        unlocked(&r, rows[i].file, "no\nSecret\nsecret\nwinter\n");
        CHECK_ROW(r.children == rows[i].children && r.outcome.reason == TS_READ && r.opened == 4, r.log.ptr);
        CHECK_ROW(ts_span_starts(ts_buf_span(&r.data), ts_buf_span(&want)), rows[i].file);
        CHECK_ROW(!strstr(r.log.ptr, "corrupt") && !strstr(r.log.ptr, "encrypted"), r.log.ptr);
        reading_done(&r);
        unlocked(&r, rows[i].file, "no\nSecret\nsecret \n");
        CHECK_ROW(r.children == rows[i].children && r.data.len == 0 && r.opened == 0, r.log.ptr);
        CHECK_ROW(strstr(r.log.ptr, ": encrypted"), r.log.ptr);
        reading_done(&r);
    }
}

/* One in 256 passwords fits the twelve bytes in front of a member: here many do, and none is taken for right. */
TEST(a_password_that_fits_by_chance_opens_nothing) {
    TS_AUTO(ts_buf, ts_buf_done) list = {0};
    for (int i = 0; i < 1900; i++)
        ts_buf_addf(&list, "wrong%d\n", i);
    reading r;
    unlocked(&r, "locked.zip", list.ptr);
    CHECK_ROW(r.data.len == 0 && r.opened == 0 && strstr(r.log.ptr, "people.csv 0 bytes of 227: encrypted"), r.log.ptr);
    reading_done(&r);
    ts_buf_add_str(&list, "secret\n");
    unlocked(&r, "locked.zip", list.ptr);
    CHECK_ROW(strstr(r.log.ptr, "people.csv 279 bytes of 227: read"), r.log.ptr);
    reading_done(&r);
}

TEST(each_member_has_its_own_password) {
    reading r;
    unlocked(&r, "locked_two.zip", "winter\nsecret\n");
    CHECK_ROW(r.children == 3 && r.opened == 3 && r.outcome.reason == TS_READ, r.log.ptr);
    CHECK_ROW(!strstr(r.log.ptr, "corrupt") && !strstr(r.log.ptr, "encrypted"), r.log.ptr);
    reading_done(&r);
    unlocked(&r, "locked_two.zip", "winter\n");
    CHECK_ROW(r.children == 3 && strstr(r.log.ptr, "people.csv 0 bytes of 227: encrypted"), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, "letter.html 515 bytes") && strstr(r.log.ptr, "excel.csv "), r.log.ptr);
    reading_done(&r);
}

/* The password is right, and the bytes are not: that is damage, and what came is shown. */
TEST(a_locked_member_that_was_changed_is_corrupt) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_aes.zip");
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str("secret\n")) == TS_OK);
    ts_unlock_use(&p);
    reading r;
    size_t sum = ts_span_find(ts_buf_span(&b), ts_str("PK\3\4"), 4) - 1; /* of the first member: its last byte */
    b.ptr[sum] ^= 1;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.children == 2 && strstr(r.log.ptr, "letter.html 515 bytes of 369: corrupt"), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, "people.csv 279 bytes of 243: read"), r.log.ptr);
    reading_done(&r);
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

/* AES: a wrong password whose two bytes of proof are those of the member, as one in 65,536 has. */
TEST(a_password_that_fits_the_head_alone_opens_nothing) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_aes.zip");
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str("chance\n")) == TS_OK);
    ts_unlock_use(&p);
    memcpy(b.ptr + 68, "\x6c\x20", 2); /* of the first member: PBKDF2 of "chance" with its salt, the last two bytes */
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.opened == 0 && strstr(r.log.ptr, "letter.html 0 bytes of 369: encrypted"), r.log.ptr);
    reading_done(&r);
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}

TEST(locked_archives_survive_any_cut_and_flip) {
    static const char *const files[] = {"locked_two.zip", "locked_aes.zip"};
    ts_passwords p = {0};
    CHECK(ts_passwords_add(&p, ts_str("winter\nsecret\n")) == TS_OK);
    ts_unlock_use(&p);
    for (size_t f = 0; f < TEST_COUNT(files); f++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[f]);
        for (size_t i = 0; i < b.len; i += 13) {
            reading r;
            reading_of(&r, ts_slice(ts_buf_span(&b), 0, i));
            CHECK_ROW(r.broken == 0, r.what);
            reading_done(&r);
            b.ptr[i] ^= 0x55;
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(r.broken == 0, r.what);
            reading_done(&r);
            b.ptr[i] ^= 0x55;
        }
    }
    ts_unlock_use(NULL);
    ts_passwords_done(&p);
}
