/* survive_test.c - whatever the bytes are, a reader ends, keeps its promises, and gives the same whatever the window. */
#include "reading.h"

/* One a line: the list grows. */
/* clang-format off */
static const char *const fixtures[] = {
    "story.doc",
    "slides.ppt",
    "book.xls",
    "people.csv",
    "excel.csv",
    "latin1.csv",
    "utf16.csv",
    "people.json",
    "people.xml",
    "people.ndjson",
    "people.xlsx",
    "letter.html",
    "letter.docx",
    "sqlite_dump.sql",
    "mysqldump.sql",
    "pg_copy.sql",
    "pg_inserts.sql",
    "people.zip",
    "locked.zip",
    "stored.zip",
    "streamed.zip",
    "../foreign/mail/folder.mbox",
    "contacts.vcf",
    "clinic.ics",
    "database.db",
    "staff.wal",
    "ward.dbf",
    "stock.dbf",
    "ward.dbt",
    "stock.fpt",
    "psql.txt",
    "records.txt",
    "people.xml",
    "adt.hl7",
    "bundle.fhir.json",
    "us_explicit.dcm",
    "us_jpeg.dcm",
};
/* clang-format on */

/* A supplier that hands out a few bytes at a time, so that nothing can lean on what it saw before. */
typedef struct drip {
    ts_span bytes;
    size_t at, step;
} drip;

static ts_err drip_fill(void *context, char *out, size_t cap, size_t *got) {
    drip *d = context;
    ts_span piece = ts_slice(d->bytes, d->at, cap < d->step ? cap : d->step);
    if (piece.len)
        memcpy(out, piece.ptr, piece.len);
    d->at += piece.len;
    *got = piece.len;
    return TS_OK;
}

/* Through a file, which has a window that moves. */
static void read_file(reading *r, ts_span bytes) {
    FILE *f = tmpfile();
    CHECK(f && fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len && fflush(f) == 0);
    ts_source in;
    ts_source_file(&in, fileno(f), 0, bytes.len);
    reading_run(r, &in, bytes);
    ts_source_done(&in);
    fclose(f);
}

TEST(the_window_changes_nothing) {
    for (size_t i = 0; i < TEST_COUNT(fixtures); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(fixtures[i]);
        reading whole;
        reading_of(&whole, ts_buf_span(&b));
        CHECK_ROW(whole.broken == 0, whole.what);
        for (size_t window = 1; window <= 64; window += window < 8 ? 1 : 7) {
            ts_source_set_window(window);
            reading r;
            read_file(&r, ts_buf_span(&b));
            CHECK_ROW(r.err == TS_OK && ts_span_eq(ts_buf_span(&r.log), ts_buf_span(&whole.log)), fixtures[i]);
            reading_done(&r);
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(ts_span_eq(ts_buf_span(&r.log), ts_buf_span(&whole.log)), fixtures[i]);
            reading_done(&r);
        }
        ts_source_set_window(TS_SOURCE_WINDOW);
        reading_done(&whole);
    }
}

TEST(a_stream_of_drips_gives_the_same_text) {
    for (size_t i = 0; i < TEST_COUNT(fixtures); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(fixtures[i]);
        reading whole, r;
        reading_of(&whole, ts_buf_span(&b));
        if (whole.outcome.format && whole.outcome.format->needs == TS_STREAM) {
            drip d = {ts_buf_span(&b), 0, 3};
            ts_source in;
            ts_source_stream(&in, drip_fill, &d);
            reading_run(&r, &in, ts_buf_span(&b));
            ts_source_done(&in);
            CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_buf_span(&whole.text)), fixtures[i]);
            reading_done(&r);
        }
        reading_done(&whole);
    }
}

/* In memory of its own size, so that a sanitizer sees the first byte read beyond. */
static void read_copy(reading *r, ts_span bytes, const char *row) {
    char *copy = ts_copy_str(bytes);
    copy = ts_grow(copy, bytes.len ? bytes.len : 1, 1);
    reading_of(r, (ts_span){copy, bytes.len});
    CHECK_ROW(r->err == TS_OK, row);
    CHECK_ROW(r->broken == 0, r->what);
    ts_free(copy);
}

TEST(cut_anywhere_it_ends_and_keeps_its_promises) {
    for (size_t i = 0; i < TEST_COUNT(fixtures); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(fixtures[i]);
        for (size_t len = 0; len < b.len; len++) {
            reading r;
            read_copy(&r, (ts_span){b.ptr, len}, fixtures[i]);
            reading_done(&r);
        }
    }
}

static uint64_t next(uint64_t *state) { /* splitmix64: the same bytes on every machine */
    uint64_t z = (*state += UINT64_C(0x9E3779B97F4A7C15));
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* Flips, overwrites with telling bytes, repeats and drops pieces. */
static void mutate(ts_buf *b, uint64_t *state) {
    static const char telling[] = "\"'`,;\t\n\r\\<>&/(){}[]-!PK\0\xFF\x80";
    for (uint64_t n = 1 + next(state) % 6; n && b->len > 8; n--) {
        size_t at = next(state) % b->len;
        size_t len = next(state) % (b->len - at > 40 ? 40 : b->len - at);
        switch (next(state) % 5) {
        case 0:
            b->ptr[at] ^= (char)(1 << next(state) % 8);
            break;
        case 1:
            b->ptr[at] = telling[next(state) % (sizeof telling - 1)];
            break;
        case 2:
            memset(b->ptr + at, next(state) % 2 ? 0xFF : 0, len < 4 ? len : 4);
            break;
        case 3:
            memmove(b->ptr + at, b->ptr + at + len, b->len - at - len), b->len -= len;
            break;
        default:
            memmove(b->ptr + at, b->ptr + next(state) % (b->len - len + 1), len);
            break;
        }
    }
}

TEST(mutated_it_ends_and_keeps_its_promises) {
    uint64_t state = 20241128;
    for (size_t i = 0; i < TEST_COUNT(fixtures); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(fixtures[i]);
        for (int round = 0; round < 400; round++) {
            TS_AUTO(ts_buf, ts_buf_done) m = {0};
            ts_buf_add(&m, ts_buf_span(&b));
            mutate(&m, &state);
            reading r;
            read_copy(&r, ts_buf_span(&m), fixtures[i]);
            reading_done(&r);
        }
    }
}

TEST(noise_is_listed_as_not_read) {
    uint64_t state = 7;
    char noise[4096];
    for (size_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)next(&state);
    reading r;
    reading_of(&r, (ts_span){noise, sizeof noise});
    CHECK(strcmp(reading_format(&r), "carve") == 0 && r.outcome.reason == TS_REASON_UNSUPPORTED &&
          r.outcome.unread == sizeof noise && !r.segments);
    reading_done(&r);
}

TEST(an_empty_blob_is_read) {
    reading r;
    reading_of(&r, (ts_span){"", 0});
    CHECK(r.err == TS_OK && r.outcome.reason == TS_READ && r.outcome.unread == 0 && !r.segments);
    reading_done(&r);
}
