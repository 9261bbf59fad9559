/* image_notes_test.c - what pictures say in words, made byte by byte. */
#include "extract/image_notes.h"

#include "reading.h"

#define BYTES(s) \
    { s, sizeof(s) - 1 }

static const struct {
    ts_image_kind kind;
    ts_span bytes;
    const char *want, *why;
} rows[] = {
    {TS_IMAGE_JPEG, BYTES("\xff\xd8\xff\xfe\0\x0fWard 7, bed 4\xff\xda\0\2\xff\xfe\0\x06late"),
     "Comment: Ward 7, bed 4\n", "a comment; nothing behind the scan"},
    {TS_IMAGE_JPEG,
     BYTES("\xff\xd8\xff\xfe\0\x0f"
           "Ward 7\0\0 bed4"),
     "Comment: Ward 7\nComment: bed4\n", "a comment goes on behind a zero"},
    {TS_IMAGE_TIFF, BYTES("II*\0\x08\0\0\0\1\0\x98\x82\2\0\x08\0\0\0\x1a\0\0\0\0\0\0\0Ann\0Bob\0"),
     "Copyright: Ann\nCopyright: Bob\n", "who took a picture, and who edited it"},
    {TS_IMAGE_JPEG,
     BYTES("\xff\xd8\xff\xe1\0\x5e" /* EXIF: IFD at 8 with two entries, one leading to the place */
           "Exif\0\0II*\0\x08\0\0\0\2\0\x3b\1\2\0\4\0\0\0Ann\0\x25\x88\4\0\1\0\0\0\x26\0\0\0\0\0\0\0"
           "\2\0\1\0\2\0\2\0\0\0S\0\0\0\x3b\1\2\0\2\0\0\0X\0\0\0\0\0\0\0.................."),
     "Artist: Ann\n", "an artist, and no place where there are no degrees"},
    {TS_IMAGE_TIFF,
     BYTES("MM\0*"
           "\0\0\0\x08\0\3\1\x0e\0\2\0\0\0\x0b\0\0\0\x32\x87\x69\0\4\0\0\0\1\0\0\0\x3d\x88\x25\0\4\0\0\0\1\0\0\0\x55\0"
           "\0\0\0"
           "Mr Example\0" /* 50 */
           "\0\1\x92\x86\0\7\0\0\0\x0c\0\0\0\x4f\0\0" /* 61 */
           ".."
           "ASCII\0\0\0call" /* 79, but the comment ends before */
           "\0\4\0\1\0\2\0\0\0\2S\0\0\0\0\2\0\5\0\0\0\3\0\0\0\x8b\0\3\0\2\0\0\0\2E\0\0\0\0\4\0\5\0\0\0\3\0\0\0\xa3\0\0"
           "\0\0"),
     "ImageDescription: Mr Example\nUserComment: call\n", "a description and a comment behind offsets"},
    {TS_IMAGE_PNG,
     BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\0\0\0\0crc.\0\0\0\x0ctEXtAuthor\0B "
           "Exacrc.\0\0\0\x13iTXtTitle\0\0\0en\0\0Caf\xc3\xa9"
           "\0\0\0crc.\0\0\0\0IENDcrc."),
     "Author: B Exa\nTitle: Caf\xc3\xa9\n", "text chunks"},
    {TS_IMAGE_PNG,
     BYTES("\x89PNG\r\n\x1a\n\0\0\0\x1fzTXtComment\0\0\x78\xda\x2b\x4e\x4d\xcd\x53\xc8\xcf\x53\x08\x4f\x2c\x4a\x51\x30"
           "\x07\0\x25\xc0\x04\xae"
           "crc."),
     "Comment: seen on Ward 7\n", "packed text"},
    {TS_IMAGE_GIF, BYTES("GIF89a\1\0\1\0\0\0\0!\xfe\4note\3, b\0;"), "Comment: note, b\n", "a comment in two blocks"},
    {TS_IMAGE_GIF,
     BYTES(
         "GIF89a\1\0\1\0\x80\0\0!\xfe\1a\0\0!\xfe\3one\0,\0\0\0\0\1\0\1\0\0\2\2\x44\1\0!\xf9\4\0\0\0\0\0!\xfe\3two\0;"),
     "Comment: one\nComment: two\n", "comments on both sides of the picture, and colours that look like one"},
    {TS_IMAGE_WEBP,
     BYTES("RIFF\0\0\0\0WEBPXMP \x78\0\0\0<x:xmpmeta xmlns:x='adobe'><rdf:Description dc:source='S&amp;T' "
           "xmlns:dc='u'><dc:creator><rdf:li>Ann &lt;A&gt;</rdf:li></dc:creator></"),
     "dc:source: S&T\ndc:creator: Ann <A>\n", "XMP: an attribute and a list"},
    {TS_IMAGE_JPEG,
     BYTES("\xff\xd8\xff\xed\0\x2cPhotoshop 3.0\0"
           "8BIM\4\4\0\0\0\0\0\x0e\x1c\2\x78\0\4bed4\x1c\2\x5a\0\0"
           "\0\0\0\0"),
     "Caption: bed4\n", "IPTC"},
};

static void notes_of(ts_image_kind kind, ts_span bytes, reading *r) {
    *r = (reading){0};
    ts_consumer to = {r, reading_segment, reading_child_begin, reading_child_data, reading_child_end, reading_note};
    ts_sink *sink = ts_sink_new(&to);
    int quarters;
    CHECK(ts_image_notes(sink, kind, bytes, &quarters) == TS_OK && ts_sink_finish(sink) == TS_OK && !r->broken);
    r->outcome.unread = ts_sink_unread(sink, &r->outcome.reason);
    ts_sink_free(sink);
}

TEST(what_a_picture_says_in_words_is_read) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        reading r;
        notes_of(rows[i].kind, rows[i].bytes, &r);
        CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str(rows[i].want)), rows[i].why);
        if (!ts_span_eq(ts_buf_span(&r.text), ts_str(rows[i].want)))
            printf("got: %s\n", r.text.ptr);
        CHECK_ROW(r.segments == 0 || strstr(r.log.ptr, "part=properties "), rows[i].why);
        reading_done(&r);
    }
}

TEST(cut_or_flipped_they_end) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (size_t n = 0; n < rows[i].bytes.len; n++) {
            char *exact = ts_alloc(rows[i].bytes.len);
            reading r;
            memcpy(exact, rows[i].bytes.ptr, rows[i].bytes.len);
            char *cut = ts_alloc(n + 1);
            memcpy(cut, exact, n);
            notes_of(rows[i].kind, ts_span_of(cut, n), &r);
            reading_done(&r);
            exact[n] = (char)0xFF;
            notes_of(rows[i].kind, ts_span_of(exact, rows[i].bytes.len), &r);
            reading_done(&r);
            ts_free(cut);
            ts_free(exact);
        }
}

/* Where a photograph was taken says where somebody lives. */
TEST(the_place_is_written_in_degrees) {
    static const char tiff[] = "II*\0\x08\0\0\0\1\0\x25\x88\4\0\1\0\0\0\x1a\0\0\0\0\0\0\0" /* 26: */
                               "\4\0\1\0\2\0\2\0\0\0N\0\0\0\2\0\5\0\3\0\0\0\x50\0\0\0\3\0\2\0\2\0\0\0W\0\0\0\4\0\5\0\3"
                               "\0\0\0\x68\0\0\0\0\0\0\0" /* 80: */
                               "\x35\0\0\0\1\0\0\0\x18\0\0\0\1\0\0\0\x96\0\0\0\x0a\0\0\0"
                               "\2\0\0\0\1\0\0\0\x3a\0\0\0\1\0\0\0\0\0\0\0\1\0\0\0";
    reading r;
    notes_of(TS_IMAGE_TIFF, ts_span_of(tiff, sizeof tiff - 1), &r);
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str("GPS: 53.404167, -2.966667\n")),
              r.text.len ? r.text.ptr : "none");
    reading_done(&r);
}

/* ---- a lot of them ---- */

static void add_u32(ts_buf *b, bool big_endian, uint32_t n) {
    for (unsigned i = 0; i < 4; i++)
        ts_buf_add_char(b, (char)(n >> (big_endian ? 24 - 8 * i : 8 * i)));
}

static void add_u16(ts_buf *b, uint16_t n) {
    ts_buf_add_char(b, (char)n);
    ts_buf_add_char(b, (char)(n >> 8));
}

/* A chunk of a PNG: its type and keyword, with what stands before the text, then that. */
static void add_chunk(ts_buf *b, ts_span begin, ts_span text) {
    add_u32(b, true, (uint32_t)(begin.len - 4 + text.len));
    ts_buf_add(b, begin);
    ts_buf_add(b, text);
    ts_buf_add_str(b, "crc.");
}

/* A zlib stream of stored blocks (RFC 1951, 3.2.4). */
static void add_stored(ts_buf *b, ts_span text) {
    enum { BLOCK = 65535 };
    ts_buf_add_str(b, "\x78\x01");
    for (size_t at = 0; at < text.len; at += BLOCK) {
        ts_span part = ts_slice(text, at, BLOCK);
        ts_buf_add_char(b, at + part.len == text.len);
        add_u16(b, (uint16_t)part.len);
        add_u16(b, (uint16_t)~part.len);
        ts_buf_add(b, part);
    }
    ts_buf_add_str(b, "sum.");
}

static const char last_words[] = "NHS number 9990000018 Joan Example";

/* Filler of so many bytes, then a person. */
static void add_words(ts_buf *b, size_t filler) {
    static const char words[] = "lorem ipsum dolor ";
    while (b->len < filler)
        ts_buf_add(b, ts_slice(ts_str(words), 0, filler - b->len));
    ts_buf_add_str(b, last_words);
    ts_buf_add_str(b, "</dc:title>"); /* of use to XMP */
}

static const struct {
    const char *why;
    ts_span begin;
    bool packed;
} chunks[] = {{"text", BYTES("tEXtComment\0"), false},
              {"packed text", BYTES("zTXtComment\0\0"), true},
              {"text of a language", BYTES("iTXtComment\0\0\0en\0\0"), false},
              {"packed text of a language", BYTES("iTXtComment\0\1\0en\0\0"), true},
              {"XMP", BYTES("iTXtXML:com.adobe.xmp\0\0\0\0\0<dc:title>"), false}};

static void notes_of_chunk(size_t i, size_t filler, reading *r) {
    TS_AUTO(ts_buf, ts_buf_done) png = {0}, text = {0}, packed = {0};
    add_words(&text, filler);
    add_stored(&packed, ts_buf_span(&text));
    ts_buf_add(&png, ts_span_of("\x89PNG\r\n\x1a\n", 8));
    add_chunk(&png, chunks[i].begin, ts_buf_span(chunks[i].packed ? &packed : &text));
    notes_of(TS_IMAGE_PNG, ts_buf_span(&png), r);
}

TEST(a_long_text_is_read_to_its_end) {
    for (size_t i = 0; i < TEST_COUNT(chunks); i++) {
        reading r;
        notes_of_chunk(i, 400000, &r);
        CHECK_ROW(reading_shows(&r, last_words), chunks[i].why);
        CHECK_ROW(r.outcome.reason == TS_READ && r.outcome.unread == 0, chunks[i].why);
        reading_done(&r);
    }
}

TEST(what_is_too_long_is_cut_and_counted) {
    for (size_t i = 0; i < TEST_COUNT(chunks); i++) {
        reading r;
        notes_of_chunk(i, TS_LIMIT_NOTES, &r);
        CHECK_ROW(r.text.len >= TS_LIMIT_NOTES && !reading_shows(&r, last_words), chunks[i].why);
        CHECK_ROW(r.outcome.reason == TS_REASON_TOO_LARGE && r.outcome.unread >= sizeof last_words - 1, chunks[i].why);
        reading_done(&r);
    }
}

/* XMP that one segment of a JPEG does not hold. */
static void add_extended(ts_buf *b, const char *guid, uint32_t at, const char *piece) {
    static const char name[] = "http://ns.adobe.com/xmp/extension/";
    size_t len = 2 + sizeof name + 32 + 8 + strlen(piece);
    ts_buf_add(b, ts_span_of("\xff\xe1", 2));
    ts_buf_add_char(b, (char)(len >> 8));
    ts_buf_add_char(b, (char)len);
    ts_buf_add(b, ts_span_of(name, sizeof name));
    ts_buf_addf(b, "%-32s", guid);
    add_u32(b, true, 500);
    add_u32(b, true, at);
    ts_buf_add_str(b, piece);
}

TEST(extended_xmp_is_put_together) {
    static const char one[] = "<x:xmpmeta><dc:creator>Ann Exa", two[] = "mple</dc:creator></x:xmpmeta>",
                      other[] = "<dc:title>Ward 7</dc:title>";
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    reading r;
    ts_buf_add(&b, ts_span_of("\xff\xd8", 2));
    add_extended(&b, "0123456789ABCDEF0123456789ABCDEF", 0, one);
    add_extended(&b, "0123456789ABCDEF0123456789ABCDEF", sizeof one - 1, two);
    add_extended(&b, "F123456789ABCDEF0123456789ABCDEF", 0, other);
    size_t whole = b.len;
    notes_of(TS_IMAGE_JPEG, ts_buf_span(&b), &r);
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str("dc:creator: Ann Example\ndc:title: Ward 7\n")), r.text.ptr);
    CHECK(r.outcome.reason == TS_READ && r.outcome.unread == 0);
    reading_done(&r);
    add_extended(&b, "F123456789ABCDEF0123456789ABCDEF", 400, "lost");
    notes_of(TS_IMAGE_JPEG, ts_buf_span(&b), &r);
    CHECK(r.outcome.reason == TS_REASON_TOO_LARGE && r.outcome.unread == 4);
    reading_done(&r);
    for (size_t n = 0; n < whole; n++) {
        notes_of(TS_IMAGE_JPEG, ts_slice(ts_buf_span(&b), 0, n), &r);
        reading_done(&r);
    }
}

TEST(xmp_of_a_gif_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    reading r;
    ts_buf_add(&b, ts_span_of("GIF89a\1\0\1\0\0\0\0!\xff\x0BXMP DataXMP", 27));
    ts_buf_add_str(&b, "<x:xmpmeta><dc:creator>Ann Example</dc:creator></x:xmpmeta>");
    ts_buf_add_char(&b, 1);
    for (int i = 255; i >= 0; i--)
        ts_buf_add_char(&b, (char)i);
    ts_buf_add(&b, ts_span_of("\0!\xfe\3two\0;", 8));
    notes_of(TS_IMAGE_GIF, ts_buf_span(&b), &r);
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str("dc:creator: Ann Example\nComment: two\n")), r.text.ptr);
    reading_done(&r);
}

enum { EXIF_AT = 0x8769, ARTIST = 0x013B };

static void add_entry(ts_buf *b, uint16_t tag, uint16_t type, uint32_t count, uint32_t value) {
    add_u16(b, tag);
    add_u16(b, type);
    add_u32(b, false, count);
    add_u32(b, false, value);
}

/* Directories that lead one to the next, the last to the first; in each an artist behind entries that say nothing. */
static void add_directories(ts_buf *b, uint32_t directories, uint16_t entries) {
    uint32_t size = 2 + 12 * (uint32_t)entries;
    ts_buf_add(b, ts_span_of("II*\0\x08\0\0\0", 8));
    for (uint32_t i = 0; i < directories; i++) {
        add_u16(b, entries);
        for (uint16_t k = 0; k + 2 < entries; k++)
            add_entry(b, 1, 3, 1, 0);
        add_entry(b, ARTIST, 2, 3, (uint32_t)('0' + i / 10 % 10) | (uint32_t)('0' + i % 10) << 8);
        add_entry(b, EXIF_AT, 4, 1, 8 + (i + 1) % directories * size);
    }
}

TEST(every_directory_is_read_once) {
    static const struct {
        const char *want;
        uint32_t directories;
        uint16_t entries;
        bool whole;
    } exif_rows[] = {{"Artist: 00\n", 1, 2, true},
                     {"Artist: 00\n", 1, 65535, true},
                     {"Artist: 19\n", 20, 3, true},
                     {"Artist: 63\n", TS_LIMIT_EXIF_DIRECTORIES, 2, true},
                     {"Artist: 63\n", TS_LIMIT_EXIF_DIRECTORIES + 5, 2, false}};
    for (size_t i = 0; i < TEST_COUNT(exif_rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) tiff = {0};
        uint32_t read = exif_rows[i].whole ? exif_rows[i].directories : TS_LIMIT_EXIF_DIRECTORIES;
        reading r;
        add_directories(&tiff, exif_rows[i].directories, exif_rows[i].entries);
        notes_of(TS_IMAGE_TIFF, ts_buf_span(&tiff), &r);
        CHECK_ROW(reading_shows(&r, exif_rows[i].want) && r.text.len == read * strlen("Artist: 00\n"), r.text.ptr);
        CHECK_ROW(r.outcome.reason == (exif_rows[i].whole ? TS_READ : TS_REASON_TOO_LARGE), exif_rows[i].want);
        CHECK_ROW(r.outcome.unread == (exif_rows[i].whole ? 0 : 2 * 12), exif_rows[i].want);
        reading_done(&r);
    }
}

/* Pages lead one to the next, here the last to the first; what several say is said once. */
TEST(later_pages_of_a_tiff_say_something_too) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    static const char *const who[] = {"Ann", "Bob", "Cat"};
    reading r;
    ts_buf_add(&b, ts_span_of("II*\0\x08\0\0\0", 8));
    for (uint32_t i = 0; i < 3; i++) {
        add_u16(&b, 2);
        add_entry(&b, ARTIST, 2, 3, (uint32_t)(who[i][0] | who[i][1] << 8 | who[i][2] << 16));
        add_entry(&b, 0x010F, 2, 3, (uint32_t)('S' | 'c' << 8 | 'n' << 16));
        add_u32(&b, false, 8 + (i + 1) % 3 * 30);
    }
    notes_of(TS_IMAGE_TIFF, ts_buf_span(&b), &r);
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str("Artist: Ann\nMake: Scn\nArtist: Bob\nArtist: Cat\n")),
              r.text.ptr);
    CHECK(r.outcome.reason == TS_READ);
    reading_done(&r);
}

/* Or a small file would say a lot. */
TEST(one_value_that_many_name_is_bounded) {
    enum { NAMES = 40, LONG = 1 << 20 };
    static const char *const rows_of[] = {"A", " "};
    for (size_t i = 0; i < TEST_COUNT(rows_of); i++) {
        TS_AUTO(ts_buf, ts_buf_done) tiff = {0};
        reading r;
        ts_buf_add(&tiff, ts_span_of("II*\0\x08\0\0\0", 8));
        add_u16(&tiff, NAMES);
        for (size_t k = 0; k < NAMES; k++)
            add_entry(&tiff, ARTIST, 2, LONG, 8 + 2 + NAMES * 12);
        for (size_t k = 0; k < LONG; k++)
            ts_buf_add_str(&tiff, rows_of[i]);
        notes_of(TS_IMAGE_TIFF, ts_buf_span(&tiff), &r);
        CHECK_ROW(r.text.len <= TS_LIMIT_NOTES + LONG, rows_of[i]);
        CHECK_ROW(r.outcome.reason == TS_REASON_TOO_LARGE && r.outcome.unread == tiff.len, rows_of[i]);
        reading_done(&r);
    }
}

/* A long name before each of many short texts. */
TEST(many_small_texts_are_bounded) {
    enum { NAME = 79, TEXTS = 300000 };
    TS_AUTO(ts_buf, ts_buf_done) png = {0}, begin = {0}, text = {0};
    reading r;
    ts_buf_add_str(&begin, "tEXt");
    for (size_t i = 0; i < NAME; i++)
        ts_buf_add_char(&begin, 'n');
    ts_buf_add_char(&begin, 0);
    for (size_t i = 0; i < TEXTS; i++)
        ts_buf_add(&text, ts_span_of("a\0", 2));
    ts_buf_add(&png, ts_span_of("\x89PNG\r\n\x1a\n", 8));
    add_chunk(&png, ts_buf_span(&begin), ts_buf_span(&text));
    notes_of(TS_IMAGE_PNG, ts_buf_span(&png), &r);
    CHECK(r.text.len >= TS_LIMIT_NOTES && r.text.len < TS_LIMIT_NOTES + 2 * NAME);
    CHECK(r.outcome.reason == TS_REASON_TOO_LARGE && r.outcome.unread == TEXTS - r.text.len / (NAME + 4));
    reading_done(&r);
}
