/* office_lock_test.c - Office documents that a password closes. */
#include "oling.h"
#include "unlocking.h"

TEST(the_package_comes_out_as_it_went_in) {
    static const struct {
        const char *file, *plain;
        uint32_t opened;
    } rows[] = {{"locked_agile.xlsx", "people.xlsx", 2},
                {"locked_agile_old.docx", "letter.docx", 4},
                {"locked_standard.docx", NULL, 2},
                {"locked_by_nobody.xlsx", "people.xlsx", 0}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        TS_AUTO(ts_buf, ts_buf_done) plain = {0};
        use("no\nsecret\nCaf\xC3\xA9\n");
        reading r, inner;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0 && r.children == 1, r.log.ptr);
        CHECK_ROW(r.opened == rows[i].opened, rows[i].file);
        if (rows[i].plain)
            plain = reading_fixture(rows[i].plain);
        CHECK_ROW(!rows[i].plain || ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&plain)), rows[i].file);
        reading_of(&inner, ts_buf_span(&r.data));
        CHECK_ROW(strstr(rows[i].file, reading_format(&inner)) && inner.outcome.reason == TS_READ, inner.log.ptr);
        reading_done(&inner);
        reading_done(&r);
        forget();
    }
}

TEST(without_its_password_it_stays_closed) {
    static const char *const files[] = {"locked_agile.xlsx", "locked_agile_old.docx", "locked_standard.docx"};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        for (int given = 0; given < 2; given++) {
            if (given)
                use("no\nSecret\nCafe\n");
            reading r;
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(r.children == 0 && r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == b.len,
                      r.log.ptr);
            reading_done(&r);
            forget();
        }
    }
}

/* A file whose settings lie costs no more than a limit allows, and says why it is not read. */
TEST(what_is_not_known_is_said) {
    static const struct {
        const char *from, *to;
        ts_reason reason;
    } rows[] = {
        {"spinCount=\"1000\"", "spinCount=\"9999\"", TS_REASON_ENCRYPTED},
        {"spinCount=\"1000\" salt", "spinCount=\"10000001\" ", TS_REASON_ENCRYPTED},
        {"hashAlgorithm=\"SHA1\"", "hashAlgorithm=\"MD55\"", TS_REASON_ENCRYPTED},
        {"ChainingModeCBC", "ChainingModeCFB", TS_REASON_ENCRYPTED},
        {"encryptedKeyValue=\"", "encryptedKeyNoise=\"", TS_REASON_ENCRYPTED},
        {"<p:encryptedKey ", "<p:encryptedSea ", TS_REASON_ENCRYPTED},
        {"<keyData ", "<keyDate ", TS_REASON_ENCRYPTED},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_agile_old.docx");
        use("Caf\xC3\xA9\n");
        size_t at = ts_span_find(ts_buf_span(&b), ts_str(rows[i].from), 0);
        CHECK_ROW(at != SIZE_MAX, rows[i].from);
        if (at != SIZE_MAX)
            memcpy(b.ptr + at, rows[i].to, strlen(rows[i].to));
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.outcome.reason == rows[i].reason && r.children == 0 && r.outcome.unread == b.len, rows[i].to);
        reading_done(&r);
        forget();
    }
}

TEST(a_cut_package_gives_what_is_there) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked_agile_old.docx");
    TS_AUTO(ts_buf, ts_buf_done) plain = reading_fixture("letter.docx");
    use("Caf\xC3\xA9\n");
    reading r;
    reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len - 1024));
    CHECK_ROW(r.children == 1 && r.data.len > 4096 && r.data.len < plain.len, r.log.ptr);
    CHECK(ts_span_starts(ts_buf_span(&plain), ts_buf_span(&r.data)) && strstr(r.log.ptr, ": truncated"));
    reading_done(&r);
    for (size_t cut = 0; cut < b.len; cut += 97) {
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, cut));
        CHECK_ROW(!r.broken && r.data.len <= plain.len, r.what);
        reading_done(&r);
    }
    for (size_t at = 512; at < 6144; at += 41) {
        b.ptr[at] ^= 0x21;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken, r.what);
        reading_done(&r);
        b.ptr[at] ^= 0x21;
    }
    forget();
}
