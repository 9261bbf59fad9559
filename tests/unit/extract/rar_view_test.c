/* rar_view_test.c - rar archives that a password closes: opened, and what cannot be opened is said. */
#include "extract/rar_view.h"

#include "extract/inflate.h"
#include "extract/libs.h"
#include "extract/rar_lock.h"
#include "reading.h"
#include "unlocking.h"

/* The library's readers are for any test of this file. */
__attribute__((constructor)) static void ready(void) { ts_extract_preload(); }

#define PASSWORDS "no\nsecret\nCaf\xC3\xA9\nwinter\nhashcat\n"

static const struct {
    const char *file, *members; /* fixtures with blanks between, or what stands in them */
    size_t children;
    uint32_t opened;
} rows[] = {
    {"locked5_data.rar", "people.csv excel.csv letter.html", 3, 2}, /* stored, not locked, packed */
    {"locked5_names.rar", "people.csv letter.html", 2, 4},
    {"locked5_solid.rar", "letter.html mysqldump.sql people.csv", 3, 2},
    {"locked5_volumes.rar", "mysqldump.sql people.csv", 2, 2},
    {"locked5_volumes_names.rar", "mysqldump.sql", 1, 2},
    {"locked5_unchecked.rar", "mysqldump.sql people.csv", 2, 2},
    {"locked5_unmixed.rar", "letter.html", 1, 2},
    {"locked4_data.rar", "letter.html people.csv", 2, 2},
    {"locked4_packed.rar", "letter.html", 1, 2},
    {"locked4_names.rar", "people.csv letter.html", 2, 4},
    {"locked4_volumes.rar", "mysqldump.sql", 1, 2},
};

static ts_buf plain_of(const char *names) {
    ts_buf all = {0};
    while (*names) {
        size_t len = strcspn(names, " ");
        char name[64];
        snprintf(name, sizeof name, "%.*s", (int)len, names);
        TS_AUTO(ts_buf, ts_buf_done) one = reading_fixture(name);
        ts_buf_add(&all, ts_buf_span(&one));
        names += len + (names[len] == ' ');
    }
    return all;
}

TEST(members_come_out_as_they_went_in) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        TS_AUTO(ts_buf, ts_buf_done) plain = plain_of(rows[i].members);
        use(PASSWORDS);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && r.outcome.reason == TS_READ && r.outcome.unread == 0, r.log.ptr);
        CHECK_ROW(r.children == rows[i].children && r.opened == rows[i].opened, r.log.ptr);
        CHECK_ROW(!strstr(r.log.ptr, ": corrupt") && !strstr(r.log.ptr, ": encrypted"), r.log.ptr);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&plain)), rows[i].file);
        reading_done(&r);
        forget();
    }
}

/* RARLAB's own bytes, as hashcat publishes them: a member of each way, each with a salt of its own. */
TEST(members_that_rar_itself_made) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked4_hashcat.rar");
    use(PASSWORDS);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.outcome.reason == TS_READ && r.children == 2 && r.opened == 16, r.log.ptr);
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.data), ts_str("hashcat rocks\nhashcat rocks")), r.log.ptr);
    reading_done(&r);
    forget();
}

TEST(without_its_password_it_stays_closed) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        TS_AUTO(ts_buf, ts_buf_done) in_clear = reading_fixture("excel.csv");
        bool solid = strstr(rows[i].file, "solid") != NULL; /* what is behind hangs on what is before */
        bool names = strstr(rows[i].file, "names") != NULL, mixed = strcmp(rows[i].file, "locked5_data.rar") == 0;
        for (int given = 0; given < 2; given++) {
            if (given)
                use("no\nSecret\nCafe\n");
            reading r;
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(!r.broken && !r.opened && r.children == (names ? 0 : solid ? 1 : rows[i].children), r.log.ptr);
            CHECK_ROW(mixed ? ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&in_clear)) : r.data.len == 0, r.log.ptr);
            CHECK_ROW(names ? r.outcome.reason == TS_REASON_ENCRYPTED && r.outcome.unread == b.len
                            : strstr(r.log.ptr, ": encrypted") != NULL,
                      r.log.ptr);
            reading_done(&r);
            if (given)
                forget();
        }
    }
}

/* Whatever is missing: what comes is what went in, and the rest is told. */
TEST(wherever_a_file_breaks_off_it_is_not_whole) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        bool dear = rows[i].file[6] == '4' || i == 0; /* keys with many rounds */
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(rows[i].file);
        TS_AUTO(ts_buf, ts_buf_done) plain = plain_of(rows[i].members);
        use("secret\nCaf\xC3\xA9\n");
        for (size_t len = 8; len < b.len; len += dear ? b.len / 16 : 7) {
            reading r;
            reading_of(&r, ts_slice(ts_buf_span(&b), 0, len));
            bool told = r.outcome.reason != TS_READ || strstr(r.log.ptr, ": encrypted") ||
                        strstr(r.log.ptr, ": truncated") || strstr(r.log.ptr, ": corrupt");
            CHECK_ROW(!r.broken && told, r.log.ptr);
            CHECK_ROW(ts_span_starts(ts_buf_span(&plain), ts_buf_span(&r.data)), rows[i].file);
            reading_done(&r);
        }
        forget();
    }
}

/* Little that becomes much: it ends where any archive's would. */
TEST(a_bomb_behind_a_lock_is_one) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked5_bomb.rar");
    use(PASSWORDS);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.opened == 2 && r.children == 1 && r.outcome.reason == TS_REASON_RATIO, r.log.ptr);
    reading_done(&r);
    forget();
}

/* One byte of a member's data is another: that member is told, whether its sum is mixed with the key or not. */
TEST(every_member_is_held_against_its_sum) {
    static const struct {
        const char *file;
        size_t from_end;
    } changed[] = {{"locked5_data.rar", 30},
                   {"locked5_names.rar", 400},
                   {"locked5_volumes.rar", 2000},
                   {"locked4_names.rar", 700}};
    for (size_t i = 0; i < TEST_COUNT(changed); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(changed[i].file);
        use(PASSWORDS);
        b.ptr[b.len - changed[i].from_end] ^= 1;
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.opened && (strstr(r.log.ptr, ": corrupt") || r.outcome.reason == TS_REASON_CORRUPT), r.log.ptr);
        reading_done(&r);
        forget();
    }
    /* stored: nothing but the mixed sum can tell */
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked5_data.rar");
    use(PASSWORDS);
    size_t name = ts_span_find(ts_buf_span(&b), ts_str("people.csv"), 0);
    b.ptr[name + 200] ^= 1;
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(strstr(r.log.ptr, "child people.csv 279 bytes") && strstr(r.log.ptr, ": corrupt\nchild excel.csv"),
              r.log.ptr);
    reading_done(&r);
    forget();
}

/* The sum of the header at `at` of a rar 5 made right again. */
static void mend(ts_buf *b, size_t at) {
    ts_span head = ts_slice(ts_buf_span(b), at, 16);
    size_t size = ts_rar_header_size(head, true);
    uint32_t crc = ts_crc32(0, ts_slice(ts_buf_span(b), at + 4, size - 4));
    for (size_t i = 0; i < 4; i++)
        b->ptr[at + i] = (char)(uint8_t)(crc >> 8 * i);
}

/* Its vector changes the first bytes of a closed header alone, which are its sum. */
TEST(a_closed_header_is_held_against_its_sum) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked5_names.rar");
    use(PASSWORDS);
    enum { SIGNATURE = 8, MAIN = 32 }; /* the first that is shown otherwise than it stands is behind them */
    b.ptr[SIGNATURE + ts_rar_header_size(ts_slice(ts_buf_span(&b), SIGNATURE, 16), true) + MAIN] ^= 1;
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(!r.broken && r.children == 0 && r.outcome.reason != TS_READ && r.outcome.unread > 0, r.log.ptr);
    reading_done(&r);
    forget();
}

/* "no7" makes the first header one of 1,115 bytes, which there are: its sum alone tells that it is noise. */
TEST(a_header_that_is_noise_opens_nothing) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked4_names.rar");
    use("no7\nCaf\xC3\xA9\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.opened == 2 && r.children == 2 && r.outcome.reason == TS_READ, r.log.ptr);
    reading_done(&r);
    forget();
}

/* 2^63 rounds are asked for: none is made, and it is said why. */
TEST(a_lock_that_costs_too_much_is_not_tried) {
    static const char *const files[] = {"locked5_names.rar", "locked5_unchecked.rar"};
    for (size_t i = 0; i < TEST_COUNT(files); i++)
        for (int power = 25; power < 256; power += 38) {
            TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
            static const char salt[] = "\0\1\2\3\4\5\6\7\10";
            size_t at = ts_span_find(ts_buf_span(&b), ts_span_of(salt, 9), 0);
            CHECK(at != SIZE_MAX);
            b.ptr[at - 1] = (char)power;
            mend(&b, i == 0 ? 8 : 16);
            use("secret\nCaf\xC3\xA9\n");
            reading r;
            reading_of(&r, ts_buf_span(&b));
            CHECK_ROW(i == 0 ? r.outcome.reason == TS_REASON_ENCRYPTED : strstr(r.log.ptr, ": encrypted") != NULL,
                      r.log.ptr);
            CHECK_ROW(i != 0 || strstr(r.outcome.message, "not all passwords were tried"), r.outcome.message);
            CHECK(r.opened == (i ? 1 : 0)); /* the other member asks for less */
            reading_done(&r);
            forget();
        }
}

/* Any bit of a header may be another, and its sum right: nothing is read outside, and it ends. */
TEST(headers_may_claim_anything) {
    static const char *const files[] = {"locked5_unchecked.rar", "locked5_volumes.rar", "locked5_names.rar",
                                        "locked5_solid.rar"};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        use("no\nsecret\n");
        for (size_t header = 8; header < 30; header += 8)
            for (size_t at = header + 4; at < header + 120; at++)
                for (unsigned bit = 0; bit < 8; bit++) {
                    TS_AUTO(ts_buf, ts_buf_done) c = {0};
                    ts_buf_add(&c, ts_buf_span(&b));
                    c.ptr[at] ^= (char)(1u << bit);
                    if (ts_rar_header_size(ts_slice(ts_buf_span(&c), header, 16), true) <= c.len - header)
                        mend(&c, header);
                    reading r;
                    reading_of(&r, ts_buf_span(&c));
                    CHECK_ROW(!r.broken, r.what);
                    reading_done(&r);
                }
        forget();
    }
}

/* A header of rar 4 has a sum of 16 bits, and its data nothing but its own. */
TEST(old_headers_may_claim_anything) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("locked4_packed.rar");
    enum { MAIN = 7, FILE_AT = 20, LEN = 59 };
    for (size_t at = MAIN; at < FILE_AT + LEN; at++)
        for (unsigned bit = 0; bit < 8; bit++) {
            TS_AUTO(ts_buf, ts_buf_done) c = {0};
            ts_buf_add(&c, ts_buf_span(&b));
            c.ptr[at] ^= (char)(1u << bit);
            size_t head = at < FILE_AT ? MAIN : FILE_AT, size = ts_u16le_at(ts_buf_span(&c), head + 5);
            uint32_t crc = ts_crc32(0, ts_slice(ts_buf_span(&c), head + 2, size - 2));
            if (at >= head + 2)
                c.ptr[head] = (char)(uint8_t)crc, c.ptr[head + 1] = (char)(uint8_t)(crc >> 8);
            reading r;
            if (bit == at % 8) /* keys are dear */
                use("secret\n");
            reading_of(&r, ts_buf_span(&c));
            CHECK_ROW(!r.broken, r.what);
            reading_done(&r);
            if (bit == at % 8)
                forget();
        }
}

/* Of any length, fillers are headers that end where they must, and are sound. */
TEST(fillers_are_headers) {
    for (size_t n = 7; n < 70000; n += n < 300 ? 1 : 1237)
        for (int is_new = 0; is_new < 2; is_new++) {
            TS_AUTO(ts_buf, ts_buf_done) b = {0};
            ts_rar_filler(is_new, n, &b);
            CHECK(b.len == n);
            size_t at = 0;
            for (size_t size = 1; at < b.len && size; at += size) {
                ts_span rest = ts_slice(ts_buf_span(&b), at, b.len);
                size = ts_rar_header_size(ts_slice(rest, 0, 16), is_new);
                CHECK(size && ts_rar_header_sound(ts_slice(rest, 0, size), is_new));
            }
            CHECK(at == n);
        }
}

static bool never(ts_source *in, bool is_new, uint64_t *given) {
    (void)in, (void)is_new, (void)given;
    return false;
}

static ts_err ignore(void *context, const ts_segment *g) {
    (void)context, (void)g;
    return TS_OK;
}

/* Bytes come out the same however they are asked for: each alone, backwards, or all at once. */
TEST(a_view_has_one_byte_at_a_place) {
    static const char *const files[] = {"locked5_volumes.rar", "locked5_volumes_names.rar", "locked4_names.rar"};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        TS_AUTO(ts_buf, ts_buf_done) all = {0};
        ts_source in;
        ts_rar_view *v = NULL;
        ts_consumer to = {NULL, ignore, NULL, NULL, NULL, NULL};
        ts_sink *sink = ts_sink_new(&to);
        use(PASSWORDS);
        ts_source_memory(&in, ts_buf_span(&b));
        CHECK(ts_rar_view_open(&in, sink, never, &v) == TS_OK && v);
        ts_source *clear = ts_rar_view_source(v);
        CHECK(clear->size == b.len);
        ts_buf_reserve(&all, b.len);
        CHECK(ts_source_read_at(clear, 0, all.ptr, b.len) == TS_OK);
        for (size_t at = b.len; at-- > 0;) {
            char one;
            CHECK_ROW(ts_source_read_at(clear, at, &one, 1) == TS_OK && one == all.ptr[at], files[i]);
        }
        CHECK(ts_source_read_at(clear, b.len, all.ptr, 1) != TS_OK);
        ts_rar_view_free(v);
        ts_source_done(&in);
        ts_sink_free(sink);
        forget();
    }
}
