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
