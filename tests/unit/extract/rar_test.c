/* rar_test.c - members of rar archives that a password closes: said to be, whichever generation, and the others read. */
#include "extract/libs.h"
#include "extract/rar_headers.h"
#include "reading.h"

static const char *const files[] = {"locked.rar", "locked5.rar"};

TEST(a_locked_member_is_no_noise) {
    ts_extract_preload();
    TS_AUTO(ts_buf, ts_buf_done) plain = reading_fixture("people.csv");
    TS_AUTO(ts_buf, ts_buf_done) letter = reading_fixture("letter.html");
    ts_buf_add(&plain, ts_buf_span(&letter));
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && r.children == 3 && r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
        CHECK_ROW(ts_span_find(ts_buf_span(&r.log), ts_str("child ward.csv 0 bytes of "), 0) != SIZE_MAX, r.log.ptr);
        CHECK_ROW(ts_span_find(ts_buf_span(&r.log), ts_str(": encrypted\nchild letter.html"), 0) != SIZE_MAX,
                  r.log.ptr);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&plain)), r.log.ptr);
        reading_done(&r);
    }
}

TEST(wherever_a_file_breaks_off_it_is_not_whole) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked5.rar");
    for (size_t len = 8; len < b.len; len++) {
        reading r;
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, len));
        CHECK_ROW(r.outcome.reason != TS_READ && !r.broken, r.log.ptr);
        reading_done(&r);
    }
}

TEST(what_stands_behind_the_end_is_no_header) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked5.rar");
    ts_buf_add(&b, ts_span_of("sum.\x05\x01\0\0\0\0", 10)); /* like one of an archive */
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.outcome.reason == TS_READ && r.children == 3, r.log.ptr);
    reading_done(&r);
}

static bool locked(ts_span bytes, uint64_t from) {
    ts_source in;
    ts_source_memory(&in, bytes);
    bool is = ts_rar5_locked(&in, from);
    ts_source_done(&in);
    return is;
}

/* Whatever a header claims, and wherever the file breaks off: it ends, and reads nothing outside. */
TEST(headers_may_claim_anything) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked5.rar");
    TS_AUTO(ts_buf, ts_buf_done) plain = reading_fixture("people.csv");
    ts_span all = ts_buf_span(&b);
    size_t behind = ts_span_find(all, ts_buf_span(&plain), 0) + plain.len; /* the locked one's header */
    for (size_t at = behind; at < b.len; at++) {
        char kept = b.ptr[at];
        for (int value = 0; value < 256; value += 17) {
            b.ptr[at] = (char)value;
            locked(value % 2 ? ts_slice(all, 0, at + 1) : all, behind);
        }
        b.ptr[at] = kept;
    }
    CHECK(!locked(all, 0) && locked(all, behind) && !locked(ts_slice(all, 0, behind + 60), behind));
}
