/* carve_test.c - what is saved of blobs that nobody reads: text where it stands, files inside, and no noise. */
#include "extract/carve.h"
#include "zipping.h"

/* Bytes that look like nothing: the same each time. */
static void noise(ts_buf *b, size_t n, uint64_t seed) {
    for (uint64_t x = seed * 2654435761u + 1; n--;) {
        x = x * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        ts_buf_add_char(b, (char)(x >> 56));
    }
}

static void zeros(ts_buf *b, size_t n) {
    while (n--)
        ts_buf_add_char(b, 0);
}

static void wide(ts_buf *b, const char *text, bool big) {
    for (size_t at = 0; at < strlen(text);) {
        uint32_t c = ts_utf8_next(ts_str(text), &at);
        ts_buf_add_char(b, (char)(big ? c >> 8 : c));
        ts_buf_add_char(b, (char)(big ? c : c >> 8));
    }
}

TEST(text_stands_where_it_says) {
    ts_buf b = {0};
    noise(&b, 300, 1);
    size_t at = b.len;
    ts_buf_add_str(&b, "Patient: Jane Example, NHS 999 000 0018");
    zeros(&b, 40); /* more than runs of one part may lie apart */
    size_t record = b.len;
    ts_buf_add(&b, ts_span_of("SMITH\0\0\0\0\0JOHN\0\0\0\0\0\0"
                              "12 Mill Lane, Sampleton\0ZZ99 3AA",
                              52));
    zeros(&b, 40);
    noise(&b, 300, 2);
    reading r;
    char line[200];
    reading_of(&r, ts_buf_span(&b));
    CHECK(strcmp(reading_format(&r), "carve") == 0 && r.outcome.reason == TS_REASON_UNSUPPORTED && !r.broken);
    snprintf(line, sizeof line, "text part=carve+%zu offset=0 len=39 more=0", at);
    CHECK_ROW(reading_says(&r, line) && strstr(r.log.ptr, "\nPatient: Jane Example, NHS 999 000 0018\n"), r.log.ptr);
    snprintf(line, sizeof line, "text part=carve+%zu offset=0 len=52 more=0", record);
    CHECK_ROW(reading_says(&r, line), r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, "SMITH\n    JOHN\n     12 Mill Lane, Sampleton\nZZ99 3AA\n"), r.log.ptr);
    CHECK_ROW(r.outcome.unread <= 700 && r.outcome.unread > 500, r.log.ptr);
    reading_done(&r);
    ts_buf_done(&b);
}

TEST(letters_beyond_ascii_and_of_two_bytes) {
    ts_buf b = {0};
    noise(&b, 100, 3);
    ts_buf_add_str(&b, "\1\2J\xFCrgen M\xFCller\1\2Si\xC3\xA2n O\xE2\x80\x99Neill\1\2");
    zeros(&b, 50);
    wide(&b, "Zo\xC3\xAB Wide\xE2\x80\x99s ward", false);
    noise(&b, 100, 4);
    ts_buf_add_char(&b, 1);
    wide(&b, "Big endian Bob", true);
    noise(&b, 101, 5);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    static const char *const rows[] = {"Jürgen Müller", "Siân O’Neill", "Zoë Wide’s ward", "Big endian Bob"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(strstr(r.log.ptr, rows[i]), r.log.ptr);
    CHECK_ROW(!r.broken, r.what);
    reading_done(&r);
    ts_buf_done(&b);
}

TEST(noise_is_no_text_and_zeros_hold_nothing) {
    ts_buf b = {0};
    noise(&b, 2 * TS_MIB, 6);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.segments < 20 && r.children == 0 && r.outcome.unread > b.len - 1000);
    reading_done(&r);
    size_t before = b.len;
    zeros(&b, TS_MIB);
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.outcome.unread <= before && r.outcome.unread > before - 1000);
    reading_done(&r);
    ts_buf_done(&b);
}

static void count_life(void *context) { ++*(unsigned *)context; }

/* What is looked through for long without a find is not taken for a loop. */
TEST(noise_gives_signs_of_life) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    unsigned signs = 0;
    uint64_t read;
    zeros(&b, 4 * TS_MIB);
    ts_source in;
    ts_source_memory(&in, ts_buf_span(&b));
    ts_sink *sink = ts_sink_new(&(ts_consumer){.context = &signs, .alive = count_life});
    CHECK(ts_carve(&in, sink, &read) == TS_OK && signs >= 4);
    ts_sink_free(sink);
    ts_source_done(&in);
}

TEST(signs_without_words_are_no_text) {
    ts_buf b = {0};
    noise(&b, 64, 20);
    zeros(&b, 50);
    ts_buf_add_str(&b, "####@@@@~~~~$$$$%%%%^^^^&&&&****(((())))");
    zeros(&b, 50);
    ts_buf_add_str(&b, "one line that is");
    zeros(&b, 50);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.segments == 1 && strstr(r.log.ptr, "\none line that is\n"), r.log.ptr);
    reading_done(&r);
    ts_buf_done(&b);
}

/* A text that crosses the border between two blocks, and a blob whose text is longer than a block. */
TEST(borders_between_blocks_lose_nothing) {
    static const char text[] = "Patient: Jane Example, NHS 999 000 0018";
    for (size_t shift = 0; shift < 100; shift += 9) {
        ts_buf b = {0};
        zeros(&b, TS_MIB - 64 * 1024 - 50 + shift);
        size_t at = b.len;
        ts_buf_add_str(&b, text);
        zeros(&b, 200000);
        reading r;
        char line[100];
        reading_of(&r, ts_buf_span(&b));
        snprintf(line, sizeof line, "text part=carve+%zu offset=0 len=%zu more=0", at, sizeof text - 1);
        CHECK_ROW(r.segments == 1 && reading_says(&r, line), r.log.ptr);
        CHECK(r.outcome.unread < 200);
        reading_done(&r);
        ts_buf_done(&b);
    }
    ts_buf b = {0};
    noise(&b, 64, 7);
    for (int i = 0; i < 60000; i++)
        ts_buf_add_str(&b, "a line of some forty signs, more or less\n");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.outcome.unread <= 64 && r.text.len >= b.len - 64 && !r.broken, r.what ? r.what : "long");
    reading_done(&r);
    ts_buf_done(&b);
}

/* ---- files inside ---- */

static void be32(ts_buf *b, uint32_t v) {
    for (int i = 24; i >= 0; i -= 8)
        ts_buf_add_char(b, (char)(v >> i));
}

/* n times 'a' by the fixed code (RFC 1951, 3.2.6): one, then matches of 258 at distance 1, then single ones. */
static void deflate_runs(ts_buf *b, size_t n) {
    uint32_t bits = 0;
    int held = 0;
    for (size_t left = n + 2; left;) {
        bool first = left == n + 2, last = left == 1, match = !first && !last && left - 1 >= 258 && left != n + 1;
        /* the block's head; a match: length code 285 (11000101) and distance 0 (00000); 'a': 10010001; its end: 0000000 */
        const char *code = first ? "110" : match ? "1100010100000" : last ? "0000000" : "10010001";
        for (; *code; code++) {
            bits |= (uint32_t)(*code - '0') << held++;
            if (held == 8) {
                ts_buf_add_char(b, (char)bits);
                bits = 0, held = 0;
            }
        }
        left -= match ? 258 : 1;
    }
    if (held)
        ts_buf_add_char(b, (char)bits);
}

static void png(ts_buf *b) {
    ts_buf_add(b, ts_span_of("\x89PNG\r\n\x1a\n", 8));
    be32(b, 13);
    ts_buf_add_str(b, "IHDR");
    zeros(b, 13 + 4);
    be32(b, 0);
    ts_buf_add_str(b, "IEND");
    be32(b, 0xAE426082);
}

static void jpeg(ts_buf *b) {
    ts_buf_add(b, ts_span_of("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 20));
    ts_buf_add(b, ts_span_of("\xff\xdb\0\4\0\0\xff\xda\0\4\0\0abc\xff\0def\xff\xd9", 22));
}

static void sqlite(ts_buf *b) {
    size_t at = b->len;
    ts_buf_add(b, ts_span_of("SQLite format 3\0\2\0", 18));
    zeros(b, 10);
    be32(b, 2);
    zeros(b, 1024 - (b->len - at));
}

TEST(files_inside_come_out_as_long_as_they_are) {
    static const char gz[] = "\x1f\x8b\x08\0\0\0\0\0\0\3";
    ts_buf b = {0}, want = {0};
    char line[100];
    reading r;
    size_t at[6], len[6];
    void (*const make[])(ts_buf *) = {png, jpeg, sqlite};
    noise(&b, 500, 8);
    for (size_t i = 0; i < 3; i++) {
        at[i] = b.len;
        make[i](&b);
        len[i] = b.len - at[i];
        noise(&b, 300, 9 + i);
    }
    zipping z = {0};
    zip_add_str(&z, "a.txt", "alpha");
    at[3] = b.len;
    ts_buf_add(&b, zip_end(&z));
    len[3] = b.len - at[3];
    noise(&b, 300, 12);
    /* One block that is stored: a length, its complement, the bytes. */
    for (int i = 0; i < 20; i++)
        ts_buf_add_str(&want, "stored text, ");
    at[4] = b.len;
    ts_buf_add(&b, ts_span_of(gz, 10));
    ts_buf_add_char(&b, 1);
    ts_buf_add_u16le(&b, (uint16_t)want.len);
    ts_buf_add_u16le(&b, (uint16_t)~want.len);
    ts_buf_add(&b, ts_buf_span(&want));
    ts_buf_add_u32le(&b, ts_crc32(0, ts_buf_span(&want)));
    ts_buf_add_u32le(&b, (uint32_t)want.len);
    len[4] = b.len - at[4];
    noise(&b, 300, 13);
    reading_of(&r, ts_buf_span(&b));
    static const char *const ending[] = {".png", ".jpg", ".sqlite", ".zip"};
    for (size_t i = 0; i < 4; i++) {
        snprintf(line, sizeof line, "child carve+%zu%s %zu bytes of %zu: read", at[i], ending[i], len[i], len[i]);
        CHECK_ROW(reading_says(&r, line), line);
    }
    snprintf(line, sizeof line, "child carve+%zu %zu bytes of %zu: read", at[4], want.len, len[4]);
    CHECK_ROW(reading_says(&r, line), r.log.ptr);
    CHECK(r.children == 5 && ts_span_find(ts_buf_span(&r.data), ts_buf_span(&want), 0) != SIZE_MAX);
    CHECK_ROW(r.outcome.unread >= 1900 && r.outcome.unread <= 2000, r.log.ptr);
    reading_done(&r);
    b.ptr[at[4] + len[4] - 8] ^= 1; /* its sum: chance might have made the rest */
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.children == 4);
    reading_done(&r);
    ts_buf_done(&b);
    ts_buf_done(&want);
    zip_done(&z);
}

/* Machine code has many bytes of 0xFF: what they mark is no part of a picture, though its length fits. */
TEST(marks_of_machine_code_are_no_picture) {
    static const struct {
        const char *part, *why;
        unsigned children;
    } rows[] = {
        {"\xff\xe1\0\x08"
         "Exif\0\0",
         "a camera's part", 1},
        {"\xff\xfe\0\x08"
         "\x8b\x05\x1b\xa5\1\1",
         "a remark may hold anything", 1},
        {"\xff\xeb\0\x08"
         "\x8b\x05\x1b\xa5\1\1",
         "a program's part without its name", 0},
        {"\xff\xd8\0\x08"
         "\x8b\x05\x1b\xa5\1\1",
         "a begin has no length", 0},
        {"\xff\xf0\0\x08"
         "\x8b\x05\x1b\xa5\1\1",
         "no such mark is in use", 0},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        reading r;
        noise(&b, 300, 20);
        ts_buf_add(&b, ts_span_of("\xff\xd8", 2));
        ts_buf_add(&b, ts_span_of(rows[i].part, 10));
        ts_buf_add(&b, ts_span_of("\xff\xdb\0\4\0\0\xff\xda\0\4\0\0abc\xff\0def\xff\xd9", 22));
        noise(&b, 300, 21);
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.children == rows[i].children, rows[i].why);
        reading_done(&r);
    }
}

/* Wherever it stands: thirty-two bytes are looked at together. */
TEST(a_sign_is_seen_at_each_place) {
    for (size_t before = 200; before < 300; before++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        reading r;
        zeros(&b, before);
        sqlite(&b);
        reading_of(&r, ts_buf_span(&b));
        CHECK(r.children == 1);
        reading_done(&r);
        ts_buf_clear(&b);
        zeros(&b, before);
        png(&b);
        reading_of(&r, ts_buf_span(&b));
        CHECK(r.children == 1);
        reading_done(&r);
    }
}

/* The library reads ahead: where a stream really ends its sum stands, and behind that another file may begin at once. */
TEST(a_stream_ends_where_it_says) {
    static const char gz[] = "\x1f\x8b\x08\0\0\0\0\0\0\3";
    char line[100];
    for (size_t n = 256 * 1024 - 4; n < 256 * 1024 + 4; n++) { /* what is unpacked at once */
        TS_AUTO(ts_buf, ts_buf_done) b = {0}, text = {0};
        noise(&b, 300, 14);
        size_t at = b.len;
        for (size_t i = 0; i < n; i++)
            ts_buf_add_char(&text, 'a');
        ts_buf_add(&b, ts_span_of(gz, 10));
        deflate_runs(&b, n);
        ts_buf_add_u32le(&b, ts_crc32(0, ts_buf_span(&text)));
        ts_buf_add_u32le(&b, (uint32_t)n);
        size_t len = b.len - at;
        png(&b);
        noise(&b, 300, 15);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        snprintf(line, sizeof line, "child carve+%zu %zu bytes of %zu: read", at, n, len);
        CHECK_ROW(reading_says(&r, line) && r.children == 2, r.log.ptr);
        reading_done(&r);
    }
}

/* Signs without end cost no more than a limit, and no byte is given twice. */
TEST(a_flood_of_signs_is_bounded) {
    ts_buf b = {0};
    noise(&b, 64, 14);
    for (int i = 0; i < 12000; i++) {
        png(&b);
        ts_buf_add_char(&b, 1);
    }
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.children == TS_LIMIT_CARVED_FILES && r.data.len < b.len &&
          strstr(r.log.ptr, "note more files stand inside"));
    reading_done(&r);
    ts_buf_clear(&b);
    noise(&b, 64, 15);
    for (int i = 0; i < 400000; i++)
        ts_buf_add_str(&b, "%PDF-\1");
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.children <= 1 && !r.broken);
    reading_done(&r);
    ts_buf_done(&b);
}

/* What its own reader can make nothing of is tried as well: here a compound file of which there is only the sign. */
TEST(what_broke_at_once_is_carved) {
    ts_buf b = {0};
    ts_buf_add(&b, ts_span_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8));
    noise(&b, 200, 16);
    ts_buf_add_str(&b, "Patient: Jane Example, NHS 999 000 0018");
    noise(&b, 100, 17);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(strcmp(reading_format(&r), "ole") == 0 && r.outcome.reason == TS_REASON_CORRUPT, r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, "Patient: Jane Example, NHS 999 000 0018"), r.log.ptr);
    CHECK_ROW(r.outcome.unread <= 308 && r.outcome.unread > 250, r.log.ptr);
    reading_done(&r);
    ts_buf_done(&b);
}
