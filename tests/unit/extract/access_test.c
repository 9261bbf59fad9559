/* access_test.c - Access databases: tables, rows that moved or were deleted, long values, pages that lie. */
#include "extract/access.h"
#include "reading.h"

static void read_bytes(reading *r, ts_span bytes) {
    reading_of(r, bytes);
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "access") == 0,
              r->what ? r->what : reading_format(r));
}

TEST(tables_of_jet_4_and_of_jet_3) {
    static const char *const files[] = {"clinic.mdb", "old.mdb"};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        reading r;
        read_bytes(&r, ts_buf_span(&b));
        CHECK_ROW(strstr(r.log.ptr, "table part=Patients ") != NULL, files[i]);
        CHECK_ROW(reading_says(&r, "head|ID|NHS number|Surname|Born|Paid|Smoker|Note|Letter"), files[i]);
        CHECK_ROW(reading_says(&r, "row 1|1|9990000018|O'Neill|1987-04-23|12.3400|true|short note|"), files[i]);
        CHECK_ROW(reading_shows(&r, "Si\xC3\xA2n-Evans\t1990-12-01 12:00:00\t-7.5000\tfalse\tseen in clinic, seen"),
                  files[i]);
        CHECK_ROW(reading_says(&r, "row 3|4|9990000042|Moved|1899-12-30 06:00:00|0.0001|false||"), files[i]);
        CHECK_ROW(reading_shows(&r, i ? "Lukasz" : "\xC5\x81ukasz"), files[i]);
        CHECK_ROW(strstr(r.log.ptr, "table part=Patients deleted ") != NULL &&
                      reading_says(&r, "row 1|3|9990000034|Deleted|1950-01-02||false||"),
                  files[i]);
        CHECK_ROW(r.rows == 8 && r.outcome.reason == TS_READ && r.outcome.unread == 0, files[i]);
        reading_done(&r);
    }
}

/* Page by page: the rows that are there, once, under their names; no files, and none that were deleted. */
TEST(a_sample_is_of_the_pages_asked_for) {
    static const struct {
        const char *file;
        uint64_t page;
    } rows[] = {{"clinic.mdb", 4096}, {"old.mdb", 2048}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        size_t met = 0, all = 0;
        for (uint64_t from = rows[i].page; from < b.len; from += rows[i].page) {
            ts_slice_job job = {.from = from, .to = from + rows[i].page};
            ts_source in;
            reading r;
            ts_source_memory(&in, ts_buf_span(&b));
            in.slice = &job;
            reading_run(&r, &in, ts_buf_span(&b));
            ts_source_done(&in);
            CHECK_ROW(job.begun && job.start == from && job.next == job.to && r.outcome.reason == TS_READ, r.log.ptr);
            CHECK_ROW(!r.children && !r.broken && !strstr(r.log.ptr, "deleted"), r.log.ptr);
            met += strstr(r.log.ptr, "table part=Patients ") && reading_shows(&r, "9990000018\tO'Neill\t1987-04-23");
            all += r.rows;
            reading_done(&r);
        }
        CHECK_ROW(met == 1 && all >= 3, rows[i].file);
    }
}

TEST(files_in_ole_values_are_members) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("clinic.mdb");
    reading r;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(r.children == 1 && reading_says(&r, "child Patients/Letter/4 62 bytes of 62: read"));
    CHECK(ts_span_eq(ts_buf_span(&r.data), ts_str("<html><body><p>Dear Ms Example, please call.</p></body></html>")));
    reading_done(&r);
}

/* A long value whose pages lead to themselves; a row that moved to nowhere; a definition that is none. */
TEST(pages_that_lie_end) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("clinic.mdb");
    TS_AUTO(ts_buf, ts_buf_done) m = {0};
    ts_buf_add(&m, ts_buf_span(&b));
    reading r;
    size_t piece = ts_span_find(ts_buf_span(&m), ts_str("<html>"), 0) - 4;
    m.ptr[piece] = 1; /* the first piece goes on with itself, and the value says it is long */
    for (size_t at = 0; (at = ts_span_find(ts_buf_span(&m), (ts_span){"\x3E\0\0\0\1\6\0\0", 8}, at)) != SIZE_MAX; at++)
        m.ptr[at + 2] = 0x70;
    read_bytes(&r, ts_buf_span(&m));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.data.len > 62 && r.data.len < 64 * 1024);
    CHECK(strstr(r.log.ptr, ": truncated") != NULL);
    reading_done(&r);
    m.ptr[4 * 4096] = 9; /* the patients' definition */
    read_bytes(&r, ts_buf_span(&m));
    CHECK(r.outcome.reason == TS_REASON_CORRUPT && r.outcome.unread > 0 && !reading_shows(&r, "O'Neill"));
    reading_done(&r);
}

TEST(an_encrypted_one_is_listed_and_a_cut_one_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("clinic.mdb");
    reading r;
    read_bytes(&r, ts_slice(ts_buf_span(&b), 0, 6 * 4096 + 100)); /* long values and a moved row are missing */
    CHECK(r.outcome.reason == TS_REASON_TRUNCATED && reading_shows(&r, "O'Neill") && !reading_shows(&r, "Moved"));
    reading_done(&r);
    b.ptr[0x3E] ^= 0x55;
    read_bytes(&r, ts_buf_span(&b));
    CHECK(r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == b.len && r.rows == 0);
    reading_done(&r);
}

/* Bytes that mean something changed at random, and the file cut: it ends and keeps its promises. */
TEST(damaged_anywhere_it_ends) {
    static const char *const files[] = {"clinic.mdb", "old.mdb"};
    uint64_t random = 20241128;
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        for (int round = 0; round < 1000; round++) {
            char *copy = ts_copy_str(ts_buf_span(&b));
            for (int n = 0; n < 3;) {
                random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
                size_t at = 20 + (random >> 33) % (b.len - 20);
                if (!b.ptr[at])
                    continue;
                copy[at] = (char)(random >> 20);
                n++;
            }
            reading r;
            reading_of(&r, (ts_span){copy, round % 2 ? b.len : (random >> 40) % b.len});
            CHECK_ROW(r.err == TS_OK && !r.broken, r.what);
            reading_done(&r);
            ts_free(copy);
        }
    }
}

TEST(values_as_access_shows_them) {
    static const struct {
        unsigned type, scale;
        const char *raw;
        size_t len;
        const char *want;
    } rows[] = {
        {TS_ACCESS_BYTE, 0, "\xFE", 1, "254"},
        {TS_ACCESS_INT, 0, "\xFE\xFF", 2, "-2"},
        {TS_ACCESS_LONG, 0, "\0\0\0\x80", 4, "-2147483648"},
        {TS_ACCESS_MONEY, 0, "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 8, "-0.0001"},
        {TS_ACCESS_FLOAT, 0, "\0\0\x60\x40", 4, "3.5"},
        {TS_ACCESS_GUID, 0, "\4\3\2\1\6\5\x08\7\1\2\3\4\5\6\7\x08", 16, "{01020304-0506-0708-0102-030405060708}"},
        {TS_ACCESS_NUMERIC, 2, "\1\0\0\0\0\0\0\0\0\0\0\0\0\x39\x30\0\0", 17, "-123.45"},
        {TS_ACCESS_DATE, 0, "\0\0\0\0\0\0\xF8\x7F", 8, ""}, /* no number */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_arena arena = {0};
        ts_access_column c = {.type = rows[i].type, .scale = rows[i].scale};
        ts_span got = ts_access_shown(&c, (ts_span){rows[i].raw, rows[i].len}, true, &arena);
        CHECK_ROW(ts_span_eq(got, ts_str(rows[i].want)), rows[i].want);
        ts_arena_done(&arena);
    }
    ts_access a = {0};
    ts_arena arena = {0};
    ts_span mixed = {"\xFF\xFE"
                     "Ab\0\x41\x01\x42\x01\0c",
                     11};
    CHECK(ts_span_eq(ts_access_text(&a, mixed, &arena), ts_str("Ab\xC5\x81\xC5\x82"
                                                               "c")));
    ts_arena_done(&arena);
}
