/* odf_lock_test.c - OpenDocument packages that a password closes. */
#include "reading.h"
#include "unlocking.h"

TEST(the_document_comes_out_as_a_plain_one) {
    static const struct {
        const char *file, *says;
    } rows[] = {{"locked.odt", "999 000 0018"}, {"locked.ods", "9990000018"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        use("no\nsecret\n");
        reading r, inner;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.children == 1 && r.opened == 2 && r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
        reading_of(&inner, ts_buf_span(&r.data));
        CHECK_ROW(strcmp(reading_format(&inner), "odf") == 0 && inner.outcome.reason == TS_READ, inner.log.ptr);
        CHECK_ROW(strstr(inner.log.ptr, rows[i].says), rows[i].file);
        CHECK_ROW(!strstr(inner.log.ptr, "corrupt"), inner.log.ptr);
        reading_done(&inner);
        reading_done(&r);
        forget();
    }
}

TEST(without_its_password_it_stays_closed) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked.odt");
    for (int given = 0; given < 2; given++) {
        if (given)
            use("no\nSecret\n");
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.children == 0 && r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == b.len, r.log.ptr);
        reading_done(&r);
        forget();
    }
}

/* A member that was changed is left out and told; the others come. */
TEST(damage_in_one_file_leaves_the_others) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked.odt");
    use("secret\n");
    reading r;
    size_t at = ts_span_find(ts_buf_span(&b), ts_str("meta.xml"), 0);
    CHECK(at != SIZE_MAX);
    b.ptr[at + 100] ^= 1;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.children == 1 && r.outcome.reason != TS_READ && r.outcome.unread > 500 && r.outcome.unread < 2000,
              r.log.ptr);
    reading_done(&r);
    for (size_t i = 0; i < b.len; i += 4001) {
        b.ptr[i] ^= 0x15;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken, r.what);
        reading_done(&r);
        b.ptr[i] ^= 0x15;
    }
    forget();
}
