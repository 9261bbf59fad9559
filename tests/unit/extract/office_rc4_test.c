/* office_rc4_test.c - Word documents and workbooks of 97 to 2003 that a password closes. */
#include "extract/office_rc4.h"

#include "extract/office_xor.h"
#include "extract/ppt_pictures.h"
#include "reading.h"
#include "unlocking.h"

TEST(the_cipher_as_published) { /* RFC 6229: a key of 40 bits, and of 128 */
    static const struct {
        size_t key;
        const char *first;
    } rows[] = {{5, "\xb2\x39\x63\x05\xf0\x3d\xc0\x27"}, {16, "\x9a\xc7\xcc\x9a\x60\x9d\x1e\xf7"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        static const char key[] = "\1\2\3\4\5\6\7\10\11\12\13\14\15\16\17\20";
        char got[8];
        ts_rc4 r;
        ts_rc4_set(&r, ts_span_of(key, rows[i].key));
        for (size_t k = 0; k < sizeof got; k++)
            got[k] = (char)ts_rc4_next(&r);
        CHECK(memcmp(got, rows[i].first, sizeof got) == 0);
    }
}

/* A salt and verifier that Word wrote, as msoffcrypto-tool's documentation shows them: password1. */
TEST(a_password_is_told_by_the_verifier) {
    static const char info[] = "\1\0\1\0"
                               "\xE8\x77\x2C\x1D\x91\xC5\x6A\x37\x96\x47\x61\xB2\x80\x18\x32\x17"
                               "\xC9\xE9\x97\xD4\x54\x97\x3D\x31\x0B\xB1\xBA\x70\x14\x26\x83\x7E"
                               "\xB1\xDE\x17\x8F\x07\xE9\x89\xC4\x4D\xAE\x5E\x4C\xF9\x6A\xC4\x07";
    static const char *const tried[] = {"password", "Password1", "password1"};
    for (size_t i = 0; i < TEST_COUNT(tried); i++) {
        ts_office_rc4 l;
        char wide[TS_PASSWORD_WIDE];
        CHECK(ts_office_rc4_read(ts_span_of(info, sizeof info - 1), &l) == TS_OK && !l.api);
        CHECK_ROW(ts_office_rc4_fits(&l, ts_password_wide(ts_str(tried[i]), wide)) == (i == 2), tried[i]);
    }
}

TEST(the_document_comes_out_as_a_plain_one) {
    static const struct {
        const char *file, *format, *says;
        uint32_t opened;
    } rows[] = {{"locked.doc", "doc", "999 000 0018", 4}, /* by LibreOffice, of 40 bits */
                {"locked.xls", "xls", "9990000018", 2},
                {"locked_api.xls", "xls", "9990000018", 2}, /* by rc4.py, of 128 bits and of 40 */
                {"locked_api40.xls", "xls", "9990000018", 2},
                {"locked_xor.doc", "doc", "Sampleton General", 4}, /* by xor.py */
                {"locked_xor.xls", "xls", "9990000018", 2},
                {"locked.ppt", "ppt", "999 000 0018", 2}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        use("no\nsecret\nCaf\xC3\xA9\n");
        reading r, inner;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.children == 1 && !r.segments && r.opened == rows[i].opened, r.log.ptr);
        CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
        reading_of(&inner, ts_buf_span(&r.data));
        CHECK_ROW(strcmp(reading_format(&inner), rows[i].format) == 0 && inner.outcome.reason == TS_READ,
                  inner.log.ptr);
        CHECK_ROW(reading_shows(&inner, rows[i].says), inner.log.ptr);
        reading_done(&inner);
        reading_done(&r);
        forget();
    }
}

/* Its sheets, to the last letter; properties stand in streams that rc4.py leaves out. */
TEST(nothing_of_a_workbook_is_lost) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("book.xls");
    static const char *const files[] = {"locked_api.xls", "locked_xor.xls"};
    use("secret\n");
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) closed = reading_fixture(files[i]);
        reading r, outer, inner;
        reading_of(&r, ts_buf_span(&b));
        reading_of(&outer, ts_buf_span(&closed));
        reading_of(&inner, ts_buf_span(&outer.data));
        ts_span all = ts_buf_span(&r.text), sheets = ts_slice(all, 0, ts_span_find(all, ts_str("title:"), 0));
        CHECK_ROW(strstr(inner.log.ptr, " part=Ward "), inner.log.ptr);
        CHECK_ROW(sheets.len > 200 && ts_span_eq(ts_buf_span(&inner.text), sheets), inner.log.ptr);
        reading_done(&inner);
        reading_done(&outer);
        reading_done(&r);
    }
    forget();
}

/* By the tables of MS-OFFCRYPTO 2.3.7, which xor.py has and the reader has not. */
TEST(the_lock_before_rc4_knows_its_passwords) {
    static const struct {
        const char *password;
        uint16_t key, verifier;
    } rows[] = {{"secret", 0x014D, 0xDAA7},      {"a", 0x9D77, 0xCE88},  {"VelvetSweatshop", 0xB359, 0x9A0A},
                {"Caf\xC3\xA9", 0x81D8, 0xC2ED}, {"ab", 0x69F0, 0xCF03}, {"Sommer2003!", 0x1CB4, 0xD7C1}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (size_t k = 0; k < TEST_COUNT(rows); k++) {
            char wide[TS_PASSWORD_WIDE];
            ts_office_xor x = {.key = rows[i].key, .verifier = rows[i].verifier, .book = true};
            CHECK_ROW(ts_office_xor_fits(&x, ts_password_wide(ts_str(rows[k].password), wide)) == (i == k),
                      rows[k].password);
        }
    char wide[TS_PASSWORD_WIDE];
    ts_office_xor x = {.key = rows[0].key, .verifier = (uint16_t)(rows[0].verifier ^ 1)};
    CHECK(!ts_office_xor_fits(&x, ts_password_wide(ts_str(rows[0].password), wide)));
    x = (ts_office_xor){.key = (uint16_t)(rows[0].key ^ 1), .verifier = rows[0].verifier};
    CHECK(!ts_office_xor_fits(&x, ts_password_wide(ts_str(rows[0].password), wide)));
}

/* Excel 95 says the two numbers alone, and Word 95 has neither a table stream nor a flag for this lock. */
TEST(a_workbook_of_excel_95_is_opened_too) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_xor.xls");
    size_t at = ts_span_find(ts_buf_span(&b), ts_span_of("\x2f\0\6\0\0\0", 6), 0);
    CHECK(at != SIZE_MAX);
    use("secret\n");
    reading r;
    /* the record without its first number; those two bytes a record of their own would be too short for, so its end is it */
    memmove(b.ptr + at + 4, b.ptr + at + 6, 4);
    b.ptr[at + 2] = 4;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.children == 1 && r.opened == 1, r.log.ptr);
    reading_done(&r);
    forget();
}

TEST(every_byte_of_a_document_comes_back) {
    ts_office_xor x = {.pad = {0x55, 0xAA, 0}};
    for (unsigned place = 0; place < 3; place++)
        for (unsigned byte = 0; byte < 256; byte++) {
            uint8_t closed = (uint8_t)(byte && byte != x.pad[place] ? byte ^ x.pad[place] : byte);
            CHECK(ts_office_xor_open(&x, 16 + place, closed) == byte);
        }
}

TEST(nothing_of_a_show_is_lost) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("slides.ppt");
    TS_AUTO(ts_buf, ts_buf_done) closed = reading_fixture("locked.ppt");
    use("secret\n");
    reading r, outer, inner;
    reading_of(&r, ts_buf_span(&b));
    reading_of(&outer, ts_buf_span(&closed));
    reading_of(&inner, ts_buf_span(&outer.data));
    CHECK_ROW(inner.text.len > 100 && ts_span_starts(ts_buf_span(&r.text), ts_buf_span(&inner.text)), inner.log.ptr);
    CHECK_ROW(inner.outcome.reason == TS_READ && inner.children == 0, inner.log.ptr);
    reading_done(&inner);
    reading_done(&outer);
    reading_done(&r);
    forget();
}

/* Opened, its pictures are as in a show that nobody closed: one in an entry that has a name, a metafile, and a whole file. */
TEST(pictures_of_a_show_are_opened_field_by_field) {
    TS_AUTO(ts_buf, ts_buf_done) closed = reading_fixture("locked_pictures.ppt");
    TS_AUTO(ts_buf, ts_buf_done) screen = reading_fixture("screen.png");
    use("secret\n");
    reading outer, inner;
    reading_of(&outer, ts_buf_span(&closed));
    CHECK_ROW(outer.children == 1 && outer.outcome.reason == TS_READ && !outer.outcome.unread, outer.log.ptr);
    reading_of(&inner, ts_buf_span(&outer.data));
    CHECK_ROW(inner.children == 3 && inner.outcome.reason == TS_READ, inner.log.ptr);
    static const char *const begin[] = {"\xFF\xD8\xFF in an entry", "\1\0\0\0 a drawing"};
    size_t first = strlen(begin[0]), second = 14;
    CHECK(inner.data.len == first + second + screen.len && !memcmp(inner.data.ptr, begin[0], first) &&
          !memcmp(inner.data.ptr + first, begin[1], second) &&
          !memcmp(inner.data.ptr + first + second, screen.ptr, screen.len));
    reading_done(&inner);
    reading_done(&outer);
    forget();
}

/* Where a picture's head should stand and none does, the rest is told as not read. */
TEST(pictures_that_make_no_sense_are_counted) {
    TS_AUTO(ts_buf, ts_buf_done) closed = reading_fixture("locked_pictures.ppt");
    use("secret\n");
    reading r;
    closed.ptr[closed.len - 13 * 512 + 2] ^= 1; /* the type in the head of the first */
    reading_of(&r, ts_buf_span(&closed));
    CHECK_ROW(r.children == 1 && r.outcome.reason == TS_REASON_UNSUPPORTED && r.outcome.unread > 6000, r.log.ptr);
    reading_done(&r);
    forget();
}

/* However its bytes arrive. */
TEST(pictures_are_the_same_in_any_pieces) {
    char bytes[400], again[400];
    ts_rc4 first;
    ts_rc4_set(&first, ts_str("key"));
    for (unsigned i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7);
    ts_rc4 k = first;
    static const char head[8] = "\0\x6E\x1E\xF0\x40\1\0\0"; /* a PNG of 320 bytes; another head is due behind it */
    for (size_t i = 0; i < sizeof head; i++)
        bytes[i] = (char)((uint8_t)head[i] ^ ts_rc4_next(&k));
    for (size_t size = 1; size < 50; size += 6) {
        ts_ppt_pictures a = {0}, b = {0};
        memcpy(again, bytes, sizeof bytes);
        char whole[400];
        memcpy(whole, bytes, sizeof bytes);
        ts_ppt_pictures_open(&a, &first, whole, sizeof whole);
        for (size_t at = 0; at < sizeof again; at += size)
            ts_ppt_pictures_open(&b, &first, again + at, sizeof again - at < size ? sizeof again - at : size);
        CHECK(!memcmp(whole, again, sizeof whole) && a.unread == b.unread && a.unread == 64);
    }
}

TEST(without_its_password_it_stays_closed) {
    static const char *const files[] = {"locked.doc",     "locked.xls", "locked_api.xls",     "locked_xor.doc",
                                        "locked_xor.xls", "locked.ppt", "locked_pictures.ppt"};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        for (int given = 0; given < 2; given++) {
            if (given)
                use("no\nSecret\nCafe\n");
            reading r;
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(r.children == 0 && !r.segments && r.outcome.reason == TS_REASON_ENCRYPTED, r.log.ptr);
            CHECK_ROW(r.outcome.unread == b.len && !r.opened, r.log.ptr);
            reading_done(&r);
            forget();
        }
    }
}

TEST(bytes_without_sense_do_no_harm) {
    static const char *const files[] = {"locked.doc",     "locked.xls",     "locked_api40.xls",
                                        "locked_xor.doc", "locked_xor.xls", "locked.ppt"};
    use("secret\nCaf\xC3\xA9\n");
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        reading r;
        for (size_t at = 0; at < b.len; at += 7) {
            b.ptr[at] ^= 0x51;
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(!r.broken, r.what);
            reading_done(&r);
            b.ptr[at] ^= 0x51;
            reading_of(&r, ts_slice(ts_buf_span(&b), 0, at));
            CHECK_ROW(!r.broken, r.what);
            reading_done(&r);
        }
    }
    forget();
}
