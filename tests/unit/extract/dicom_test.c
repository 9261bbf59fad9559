/* dicom_test.c - one examination in every way that DICOM writes it, and what is not whole. */
#include "reading.h"

extern const ts_extractor ts_extractor_dicom;

static const char *const files[] = {"us_explicit.dcm", "us_implicit.dcm",      "us_big.dcm",
                                    "us_deflated.dcm", "us_undefined.dcm",     "us_bare.dcm",
                                    "us_jpeg.dcm",     "us_bare_implicit.dcm", "us_rle.dcm"};

static const char patient[] =
    "row 1|9990000018||O'Neill|Si\xC3\xA2n|Mary|Mrs|19870423|F|1 High Street, Liverpool ZZ99 3VZ|0151 496 "
    "0123|A1234567|||||||Dr Ann Heart|||||20241101|Echocardiogram|||";

TEST(the_patient_is_the_same_in_every_syntax) {
    static const char *const lines[] = {"Accession number: RBS123456", "0009,1001: private words",
                                        "0010,0020: A7654321", "Patient comments: Mother says allergic to nuts"};
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(strcmp(reading_format(&r), "dicom") == 0 && !r.broken && r.rows == 1, files[i]);
        CHECK_ROW(reading_says(&r, patient), files[i]);
        for (size_t k = 0; k < TEST_COUNT(lines); k++)
            CHECK_ROW(reading_says(&r, lines[k]), files[i]);
        CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0, files[i]);
        reading_done(&r);
    }
}

TEST(frames_are_children_that_a_picture_reader_knows) {
    for (size_t i = 0; i < 6; i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        static const char want[] =
            "P5\n6 4\n255\n\0\1\2\3\4\5\6\7\x8\x9\xA\xB\xC\xD\xE\xF\x10\x11\x12\x13\x14\x15\x16\x17";
        CHECK_ROW(r.children == 1 && ts_span_eq(ts_buf_span(&r.data), (ts_span){want, sizeof want - 1}), files[i]);
        CHECK_ROW(reading_says(&r, "child frame-1.pgm 35 bytes of 24: read"), files[i]);
        reading_done(&r);
    }
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("us_jpeg.dcm"), runs = reading_fixture("us_rle.dcm");
    reading r;
    reading_of(&r, ts_buf_span(&runs));
    CHECK(r.children == 1 && strstr(r.log.ptr, "child frame-1.pgm 35 bytes"));
    reading_done(&r);
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.children == 1 && strstr(r.log.ptr, "child frame-1.jpg ") &&
          ts_span_starts(ts_buf_span(&r.data), ts_str("\xFF\xD8\xFF")));
    reading_done(&r);
}

/* ---- made by hand, explicit and little endian ---- */

static void add(ts_buf *b, unsigned group, unsigned element, const char *vr, const char *value, size_t len) {
    ts_buf_add_u16le(b, (uint16_t)group);
    ts_buf_add_u16le(b, (uint16_t)element);
    ts_buf_add(b, (ts_span){vr, 2});
    if (strstr("OB OW SQ UT UN", vr)) {
        ts_buf_add_u16le(b, 0);
        ts_buf_add_u32le(b, (uint32_t)len);
    } else {
        ts_buf_add_u16le(b, (uint16_t)len);
    }
    if (value)
        ts_buf_add(b, (ts_span){value, len});
}
static void add_words(ts_buf *b, unsigned group, unsigned element, const char *vr, const char *words) {
    add(b, group, element, vr, words, strlen(words));
}
static void add_number(ts_buf *b, unsigned group, unsigned element, unsigned n) {
    char v[2] = {(char)n, (char)(n >> 8)};
    add(b, group, element, "US", v, 2);
}
static void begin(ts_buf *b) {
    while (b->len < 128)
        ts_buf_add_char(b, 0);
    ts_buf_add_str(b, "DICM");
    add_words(b, 2, 0x10, "UI", "1.2.840.10008.1.2.1");
}
static void item(ts_buf *b, unsigned element, uint32_t len) {
    ts_buf_add_u16le(b, 0xFFFE);
    ts_buf_add_u16le(b, (uint16_t)element);
    ts_buf_add_u32le(b, len);
}
static void image(ts_buf *b, unsigned bits, const char *kind, const char *frames) {
    add_number(b, 0x28, 2, kind[0] == 'R' || kind[0] == 'Y' ? 3 : 1);
    add_words(b, 0x28, 4, "CS", kind);
    add_words(b, 0x28, 8, "IS", frames);
    add_number(b, 0x28, 0x10, 1);
    add_number(b, 0x28, 0x11, 2);
    add_number(b, 0x28, 0x100, bits);
    add_number(b, 0x28, 0x101, bits == 16 ? 12 : 8);
}

TEST(pictures_of_every_depth_become_eight_bits) {
    static const struct {
        unsigned bits;
        const char *kind, *frames, *raw;
        size_t len;
        const char *want;
        size_t want_len;
        uint64_t unread;
        const char *why;
    } rows[] = {
        {8, "MONOCHROME2", "1", "\x10\x20", 2, "P5\n2 1\n255\n\x10\x20", 13, 0, "as it is"},
        {8, "MONOCHROME1", "1", "\x10\x20", 2, "P5\n2 1\n255\n\xEF\xDF", 13, 0, "the least is white"},
        {16, "MONOCHROME2", "1", "\x00\x01\x00\x03", 4, "P5\n2 1\n255\n\x00\xFF", 13, 0, "stretched"},
        {16, "MONOCHROME2", "1", "\x00\xF1\x00\x03", 4, "P5\n2 1\n255\n\x00\xFF", 13, 0, "twelve of sixteen bits"},
        {8, "YBR_FULL", "1", "abcdef", 6, "P5\n2 1\n255\nad", 13, 0, "how light it is"},
        {8, "YBR_FULL_422", "1", "abcd", 4, "P5\n2 1\n255\nab", 13, 0, "colours of two pixels at once"},
        {16, "YBR_FULL", "1", "abcdefghijkl", 12, "", 0, 12, "of bytes only"},
        {8, "RGB", "1", "abcdef", 6, "P6\n2 1\n255\nabcdef", 17, 0, "colours"},
        {8, "MONOCHROME2", "2", "abcd", 4, "P5\n2 1\n255\nabP5\n2 1\n255\ncd", 26, 0, "two frames"},
        {8, "MONOCHROME2", "1", "abcdef", 6, "P5\n2 1\n255\nab", 13, 4, "more bytes than frames"},
        {8, "PALETTE COLOR", "1", "ab", 2, "", 0, 2, "a palette without its tables"},
        {8, "MONOCHROME2", "99", "ababababababababababab", 22, NULL, 0, 6, "a film is cut, and says so"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        begin(&b);
        image(&b, rows[i].bits, rows[i].kind, rows[i].frames);
        add(&b, 0x7FE0, 0x10, "OB", rows[i].raw, rows[i].len);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && r.outcome.unread == rows[i].unread, rows[i].why);
        CHECK_ROW(!rows[i].want || ts_span_eq(ts_buf_span(&r.data), (ts_span){rows[i].want, rows[i].want_len}),
                  rows[i].why);
        CHECK_ROW(rows[i].want || r.children == 8, rows[i].why);
        reading_done(&r);
    }
}

/* Tables for the numbers from 5 to 7: red, green and blue alike. */
static void palette(ts_buf *b, unsigned bits, const char *table, size_t len) {
    char descriptor[6] = {3, 0, 5, 0, (char)bits, 0};
    for (unsigned i = 1; i <= 3; i++)
        add(b, 0x28, 0x1100 + i, "US", descriptor, 6);
    for (unsigned i = 1; i <= 3; i++)
        add(b, 0x28, 0x1200 + i, "OW", table, len);
}

TEST(a_palette_says_how_light_its_numbers_are) {
    static const struct {
        unsigned bits;
        const char *table;
        size_t len;
        const char *raw, *want;
    } rows[] = {
        {16, "\x11\x10\x22\x20\x33\x30", 6, "\5\6", "\x10\x20"},
        {16, "\x11\x10\x22\x20\x33\x30", 6, "\0\xFF", "\x10\x30"}, /* outside: the first, the last */
        {8, "\x11\0\x22\0\x33\0", 6, "\7\6", "\x33\x22"},
        {8, "\x11\x22\x33\0", 4, "\7\6", "\x33\x22"}, /* packed */
        {16, "\x11\x10\x22\x20", 4, "\7\6", "\0\0"}, /* too short for words: bytes, and one missing */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0}, want = {0};
        begin(&b);
        image(&b, 8, "PALETTE COLOR", "1");
        palette(&b, rows[i].bits, rows[i].table, rows[i].len);
        add(&b, 0x7FE0, 0x10, "OB", rows[i].raw, 2);
        ts_buf_add_str(&want, "P5\n2 1\n255\n");
        ts_buf_add(&want, (ts_span){rows[i].want, 2});
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(i == 4 || ts_span_eq(ts_buf_span(&r.data), ts_buf_span(&want)), r.log.ptr);
        CHECK_ROW(!r.broken && r.outcome.unread == 0, r.log.ptr);
        reading_done(&r);
    }
}

TEST(said_to_be_explicit_and_written_implicit) {
    static const char element[] = "\x08\0\x60\0\2\0\0\0US\x10\0\x20\0\4\0\0\0A123";
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    begin(&b);
    ts_buf_add(&b, (ts_span){element, sizeof element - 1});
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.err == TS_OK && strstr(r.log.ptr, "A123") && r.outcome.reason == TS_READ);
    reading_done(&r);
}

/* Each costs its decoding: what is not shown is bounded as what is. */
TEST(frames_that_cannot_be_shown_are_few_and_let_go) {
    static const unsigned char four[] = {0xFF, 0xD8, 0xFF, 0xC4, 0, 20, 0,  1, 0,    0,    0, 0,  0,  0,    0,    0,
                                         0,    0,    0,    0,    0, 0,  0,  0, 0xFF, 0xC3, 0, 20, 8,  0x10, 0,    0x10,
                                         0,    4,    1,    17,   0, 2,  17, 0, 3,    17,   0, 4,  17, 0,    0xFF, 0xDA,
                                         0,    14,   4,    1,    0, 2,  0,  3, 0,    4,    0, 1,  0,  0};
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    begin(&b);
    image(&b, 8, "RGB", "200");
    add(&b, 0x7FE0, 0x10, "OB", NULL, 0xFFFFFFFF);
    item(&b, 0xE000, 0);
    for (int i = 0; i < 200; i++) {
        item(&b, 0xE000, sizeof four);
        ts_buf_add(&b, (ts_span){(const char *)four, sizeof four});
    }
    item(&b, 0xE0DD, 0);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.children == 0 && r.outcome.unread == 200 * sizeof four && !r.broken);
    reading_done(&r);
}

TEST(documents_reports_and_depth) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    begin(&b);
    add_words(&b, 8, 5, "CS", "ISO_IR 144");
    add_words(&b, 0x10, 0x10, "PN", "\xBF\xD5\xE2\xE0\xDE\xD2^\xB0\xDD\xDD\xD0=ideographic");
    add_words(&b, 0x10, 0x20, "LO", "A1\\B2");
    add(&b, 0x40, 0xA730, "SQ", NULL, 0xFFFFFFFF);
    for (int i = 0; i < 5; i++) { /* a report: content inside content */
        item(&b, 0xE000, 0xFFFFFFFF);
        add_words(&b, 0x40, 0xA160, "UT", "seen by Dr Heart");
        add(&b, 0x40, 0xA730, "SQ", NULL, 0xFFFFFFFF);
    }
    for (int i = 0; i < 5; i++) {
        item(&b, 0xE0DD, 0);
        item(&b, 0xE00D, 0);
    }
    item(&b, 0xE0DD, 0);
    add(&b, 0x42, 0x11, "OB", "%PDF-1.4", 8);
    add_words(&b, 0x43, 1, "UN", "private and unknown");
    add(&b, 0x43, 2, "UN", "\0\1\2", 3);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.outcome.reason == TS_READ && r.children == 1 &&
          ts_span_eq(ts_buf_span(&r.data), ts_str("%PDF-1.4")));
    CHECK(reading_says(&r, "Text: seen by Dr Heart") && reading_says(&r, "0043,0001: private and unknown"));
    CHECK(strstr(r.log.ptr,
                 "row 1||A1|\xD0\x9F\xD0\xB5\xD1\x82\xD1\x80\xD0\xBE\xD0\xB2|\xD0\x90\xD0\xBD\xD0\xBD\xD0\xB0||") &&
          strstr(r.log.ptr, "|B2|"));
    reading_done(&r);
}

TEST(what_is_too_deep_or_cut_is_said) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    begin(&b);
    add_words(&b, 0x10, 0x10, "PN", "Smith^Bob");
    size_t whole = b.len;
    for (int i = 0; i < 100; i++) {
        add(&b, 0x40, 0xA730, "SQ", NULL, 0xFFFFFFFF);
        item(&b, 0xE000, 0xFFFFFFFF);
    }
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.outcome.reason == TS_REASON_TOO_LARGE && r.outcome.unread > 0 &&
          strstr(r.log.ptr, "|Smith|Bob|"));
    reading_done(&r);
    b.len = whole;
    add(&b, 0x10, 0x4000, "LT", NULL, 200);
    ts_buf_add_str(&b, "half of");
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.outcome.reason == TS_REASON_CORRUPT && strstr(r.log.ptr, "|Smith|Bob|") &&
          reading_shows(&r, "half of"));
    reading_done(&r);
    b.len = whole;
    ts_buf_add_str(&b, "no element at all stands here");
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && r.outcome.reason == TS_REASON_CORRUPT && strstr(r.log.ptr, "|Smith|Bob|"));
    reading_done(&r);
}

TEST(words_longer_than_what_is_held_are_whole) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, words = {0};
    while (words.len < 3 * TS_LIMIT_DICOM_VALUE)
        ts_buf_add_str(&words, "and so on, ");
    ts_buf_add_str(&words, "to the end");
    begin(&b);
    add(&b, 0x40, 0xA160, "UT", words.ptr, words.len);
    add(&b, 0x43, 1, "UN", words.ptr, words.len);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && ts_span_find(ts_buf_span(&r.text), ts_buf_span(&words), 0) != SIZE_MAX);
    CHECK(r.outcome.reason == TS_REASON_UNSUPPORTED && r.outcome.unread == words.len);
    reading_done(&r);
    TS_AUTO(ts_buf, ts_buf_done) c = {0};
    begin(&c);
    add_words(&c, 8, 5, "CS", "ISO_IR 144");
    words.ptr[5] = 1; /* one control costs nothing but itself */
    add(&c, 0x40, 0xA160, "UT", words.ptr, words.len);
    words.ptr[5] = ' ';
    reading_of(&r, ts_buf_span(&c));
    CHECK(!r.broken && ts_span_find(ts_buf_span(&r.text), ts_buf_span(&words), 0) != SIZE_MAX);
    CHECK(r.outcome.reason == TS_READ && !r.outcome.unread);
    reading_done(&r);
}

TEST(words_with_controls_are_words) {
    static const struct {
        unsigned group, element;
        const char *vr, *value;
        size_t len;
        const char *says;
        uint64_t unread;
        const char *why;
    } rows[] = {
        {0x10, 0x10, "PN", "SMITH^ANNE\0X", 12, "row 1|||SMITH|ANNE X|", 0, "a name with a zero"},
        {0x10, 0x10, "PN", "SMITH\1^ANNE\0\0\0", 14, "row 1|||SMITH|ANNE|", 0, "and padded with zeros"},
        {0x10, 0x10, "OB", "SMITH^ANNE", 10, "row 1|||SMITH|ANNE|", 0, "a name by its tag alone"},
        {0x10, 0x10, "UN", "SMITH\1^ANNE", 11, "row 1|||SMITH|ANNE|", 0, "likewise"},
        {0x10, 0x4000, "LT", "allergic\7to nuts", 16, "Patient comments: allergic to nuts", 0, "a line"},
        {0x43, 1, "LO", "private\1words", 13, "0043,0001: private words", 0, "private, of a VR of words"},
        {0x43, 1, "UN", "private words\0", 14, "0043,0001: private words", 0, "unknown, padded"},
        {0x43, 1, "UN", "private\1words", 13, NULL, 13, "unknown, perhaps no words"},
        {0x43, 1, "UN", "\0\0\0\1\0\0\0\2", 8, NULL, 0, "a number"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        begin(&b);
        add_words(&b, 8, 0x60, "CS", "US");
        add(&b, rows[i].group, rows[i].element, rows[i].vr, rows[i].value, rows[i].len);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && (!rows[i].says || strstr(r.log.ptr, rows[i].says)), rows[i].why);
        CHECK_ROW(r.outcome.unread == rows[i].unread &&
                      r.outcome.reason == (rows[i].unread ? TS_REASON_UNSUPPORTED : TS_READ),
                  rows[i].why);
        reading_done(&r);
    }
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, words = {0}; /* a value that its cell cannot take, then one with a control */
    while (words.len < 5000)
        ts_buf_add_str(&words, "High Street, ");
    begin(&b);
    add_words(&b, 0x10, 0x10, "PN", "SMITH^ANNE");
    add(&b, 0x10, 0x1040, "LO", words.ptr, words.len);
    add(&b, 0x10, 0x2160, "SH", "A\1B", 3);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && strstr(r.log.ptr, "High Street, High") && strstr(r.log.ptr, "|A B|"));
    reading_done(&r);
}

TEST(a_name_is_told_whole) {
    static const struct {
        unsigned group, element;
        const char *value, *says, *line;
    } rows[] = {
        {0x10, 0x10, "SMITH^ANNE^^Dr^MBE", "row 1|||SMITH|ANNE||Dr|", "0010,0010: SMITH ANNE  Dr MBE"},
        {0x10, 0x10, "YAMADA^TARO=\xE5\xB1\xB1^\xE5\xA4\xAA=", "row 1|||YAMADA|TARO|",
         "0010,0010: YAMADA TARO=\xE5\xB1\xB1 \xE5\xA4\xAA="},
        {0x10, 0x10, "SMITH^ANNE^^^==", "row 1|||SMITH|ANNE|", NULL},
        {8, 0x90, "Heart^Ann^^Dr^FRCP", "|Dr Ann Heart FRCP|", NULL},
        {8, 0x90, "Heart^Ann=\xE5\xA4\xAA", "|Ann Heart|", "0008,0090: Heart Ann=\xE5\xA4\xAA"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        begin(&b);
        add_words(&b, rows[i].group, rows[i].element, "PN", rows[i].value);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(!r.broken && strstr(r.log.ptr, rows[i].says), r.log.ptr);
        CHECK_ROW(rows[i].line ? reading_says(&r, rows[i].line) : !strstr(r.log.ptr, "00"), r.log.ptr);
        reading_done(&r);
    }
}

TEST(a_value_of_no_known_kind_is_read_or_told) {
    static const char noise[12] = "\1\2\3\4\5\6\1\2\3\4\5\6";
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, words = {0};
    while (words.len < 2 * TS_LIMIT_DICOM_VALUE)
        ts_buf_add_str(&words, "and so on, ");
    begin(&b);
    add_words(&b, 0x10, 0x10, "ZZ", "SMITH^ANNE");
    add_words(&b, 0x43, 1, "ZZ", "words of a later standard");
    add(&b, 0x43, 2, "ZZ", noise, sizeof noise);
    add(&b, 0x43, 3, "FD", noise, 8);
    ts_buf_add(&b, (ts_span){"\x43\0\5\0ZY\0\0\x12\0\0\0", 12}); /* the long form of a VR that came later */
    ts_buf_add_str(&b, "a length of four..");
    add_words(&b, 0x43, 6, "LO", "and on it goes");
    add(&b, 0x43, 4, "OB", words.ptr, words.len);
    add(&b, 0x4008, 0x10B, "OB", words.ptr, words.len);
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(!r.broken && strstr(r.log.ptr, "row 1|||SMITH|ANNE|"));
    CHECK(reading_says(&r, "0043,0001: words of a later standard") && !reading_shows(&r, "0043,0004"));
    CHECK(reading_says(&r, "0043,0005: a length of four..") && reading_says(&r, "0043,0006: and on it goes"));
    CHECK(ts_span_find(ts_buf_span(&r.text), ts_buf_span(&words), 0) != SIZE_MAX &&
          reading_shows(&r, "Interpretation: and so on"));
    CHECK(r.outcome.reason == TS_REASON_UNSUPPORTED && r.outcome.unread == sizeof noise);
    reading_done(&r);
}

TEST(only_dicom_is_taken) {
    static const char *const no[] = {"DICM",
                                     "text that speaks of DICM at the 128th byte "
                                     "................................................................................."
                                     "....DICM and goes on for some time",
                                     "\x08", ""};
    for (size_t i = 0; i < TEST_COUNT(no); i++) {
        ts_span s = ts_str(no[i]);
        CHECK_ROW(ts_extractor_dicom.bid(&(ts_head){.raw = s, .size = s.len, .all = true}) == 0, no[i]);
    }
    char bytes[4096];
    uint64_t random = 3;
    for (int round = 0; round < 20000; round++) { /* what begins with an 8 is seldom an object */
        for (size_t i = 0; i < 96; i++)
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407u,
            bytes[i] = (char)((random >> 60) < 12 ? 0 : random >> 40);
        bytes[0] = 8;
        bytes[1] = 0;
        CHECK(ts_extractor_dicom.bid(&(ts_head){.raw = {bytes, 96}, .size = 96, .all = true}) == 0);
    }
}

TEST(through_any_window_and_damaged_anywhere) {
    uint64_t random = 17;
    for (size_t i = 0; i < TEST_COUNT(files); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture(files[i]);
        FILE *f = tmpfile();
        CHECK(fwrite(b.ptr, 1, b.len, f) == b.len && fflush(f) == 0);
        reading whole, r;
        reading_of(&whole, ts_buf_span(&b));
        for (size_t window = 1; window < 64; window += 9) {
            ts_source_set_window(window);
            ts_source s;
            ts_source_file(&s, fileno(f), 0, b.len);
            reading_run(&r, &s, ts_buf_span(&b));
            ts_source_done(&s);
            CHECK_ROW(ts_span_eq(ts_buf_span(&r.log), ts_buf_span(&whole.log)), files[i]);
            reading_done(&r);
        }
        ts_source_set_window(TS_SOURCE_WINDOW);
        fclose(f);
        reading_done(&whole);
        for (size_t n = 0; n < 3 * b.len; n++) {
            char *copy = ts_copy_str(ts_slice(ts_buf_span(&b), 0, n < b.len ? n : b.len));
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407u;
            if (n >= b.len)
                copy[(random >> 33) % b.len] = (char)(random >> 20);
            reading_of(&r, (ts_span){copy, n < b.len ? n : b.len});
            CHECK_ROW(r.err == TS_OK && !r.broken, files[i]);
            reading_done(&r);
            ts_free(copy);
        }
    }
}
