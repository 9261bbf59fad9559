/* image_head_test.c - which bytes are a picture, how large it says it is, and what is none. */
#include "extract/image_head.h"

#include "base/limits.h"
#include "reading.h"

#define BYTES(s) \
    { s, sizeof(s) - 1 }

static const struct {
    ts_span bytes;
    ts_image_kind kind;
    uint64_t width, height;
    uint32_t pages;
    const char *why;
} rows[] = {
    {BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\x02\0\0\0\x03\x08\0\0\0\0"), TS_IMAGE_PNG, 258, 3, 1, "PNG"},
    {BYTES("\xff\xd8\xff\xe0\0\4ab\xff\xff\xc2\0\x11\x08\1\2\3\4"), TS_IMAGE_JPEG, 772, 258, 1,
     "a progressive JPEG, behind another segment and a fill byte"},
    {BYTES("GIF89a\5\0\7\0\x80\0\0......!\xf9\1x\0,\0\0\0\0\2\0\3\0\0\2\1z\0;"), TS_IMAGE_GIF, 5, 7, 1,
     "a GIF with a table of colours and an extension"},
    {BYTES("GIF87a\1\0\1\0\0\0\0,\0\0\0\0\1\0\1\0\0\2\1z\0,\0\0\0\0\1\0\1\0\0\2\1z\0;"), TS_IMAGE_GIF, 1, 1, 2,
     "two frames"},
    {BYTES("BM\x63\0\0\0\0\0\0\0\x1e\0\0\0\x28\0\0\0\5\0\0\0\xfe\xff\xff\xff\1\0\x18\0\0\0\0\0\0\0\0\0\0\0\0\0"),
     TS_IMAGE_BMP, 5, 2, 1, "rows from the top"},
    {BYTES("RIFF\x10\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\x0f\0\0\x1f\0\0"), TS_IMAGE_WEBP, 16, 32, 1, "extended WebP"},
    {BYTES("RIFF\x10\0\0\0WEBPVP8L\x0a\0\0\0\x2f\x0f\xc0\7\0"), TS_IMAGE_WEBP, 16, 32, 1, "lossless WebP"},
    {BYTES("RIFF\x10\0\0\0WEBPVP8 \x0a\0\0\0...\x9d\1\x2a\x10\0\x20\0"), TS_IMAGE_WEBP, 16, 32, 1, "lossy WebP"},
    {BYTES("II*\0\x08\0\0\0\2\0\0\1\3\0\1\0\0\0\x10\0\0\0\1\1\4\0\1\0\0\0\x20\0\0\0\0\0\0\0"), TS_IMAGE_TIFF, 16, 32, 1,
     "TIFF"},
    {BYTES(
         "MM\0*\0\0\0\x08\0\2\1\0\0\3\0\0\0\1\0\x10\0\0\1\1\0\3\0\0\0\1\0\x20\0\0\0\0\0\x26\0\1\1\0\0\3\0\0\0\1\1\0\0\0"
         "\0\0\0\0"),
     TS_IMAGE_TIFF, 16, 32, 1, "a second directory without a length is no page"},
    {BYTES("\xff\x4f\xff\x51\0\x2f\0\0\0\0\0\x14\0\0\0\x28\0\0\0\4\0\0\0\x08"), TS_IMAGE_JP2, 16, 32, 1,
     "JPEG 2000, a bare codestream with an offset"},
    {BYTES("P4\n# by hand\n9 2\n\1\2\3\4"), TS_IMAGE_PNM, 9, 2, 1, "a raw bitmap with a comment"},
    {BYTES("P5 2 2 255 abcd"), TS_IMAGE_PNM, 2, 2, 1, "raw gray"},
    {BYTES("P2\n2 2\n9\n1 2\n3 4\n"), TS_IMAGE_PNM, 2, 2, 1, "gray in numbers"},
    {BYTES("BM: see the minutes of the board"), TS_IMAGE_NONE, 0, 0, 0, "text that begins with BM"},
    {BYTES("P5 12 30 paragraphs of text"), TS_IMAGE_NONE, 0, 0, 0, "text that begins like a picture"},
    {BYTES("P5 900 900 255 abcd"), TS_IMAGE_NONE, 0, 0, 0, "its pixels are not there"},
    {BYTES("P1 7 5 Mr Example"), TS_IMAGE_NONE, 0, 0, 0, "numbers and then words"},
    {BYTES("RIFF\x10\0\0\0WAVEfmt "), TS_IMAGE_NONE, 0, 0, 0, "a sound"},
    {BYTES("\x89PNG is how a PNG begins"), TS_IMAGE_NONE, 0, 0, 0, "text about PNG"},
};

TEST(a_picture_is_known_and_measured_before_it_is_decoded) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_image_size size = {0};
        ts_image_kind kind = ts_image_kind_of(rows[i].bytes, rows[i].bytes.len);
        CHECK_ROW(kind == rows[i].kind, rows[i].why);
        if (kind == TS_IMAGE_NONE)
            continue;
        CHECK_ROW(ts_image_size_of(kind, rows[i].bytes, &size), rows[i].why);
        CHECK_ROW(size.width == rows[i].width && size.height == rows[i].height && size.pages == rows[i].pages,
                  rows[i].why);
    }
}

TEST(a_head_that_is_cut_is_none_or_says_nothing) {
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        for (size_t n = 0; n < rows[i].bytes.len; n++) {
            char *exact = ts_alloc(n + 1); /* a read past the end is one past the block */
            memcpy(exact, rows[i].bytes.ptr, n);
            ts_image_size size = {0};
            ts_image_kind kind = ts_image_kind_of(ts_span_of(exact, n), n);
            if (!ts_image_size_of(kind, ts_span_of(exact, n), &size))
                CHECK_ROW(size.width == 0, rows[i].why);
            ts_free(exact);
        }
}

/* What a library would hold of it counts, not what the first page or the screen says. */
TEST(the_largest_page_counts) {
    static const char frames[] = "GIF87a\1\0\1\0\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\2\1z\0;";
    static const char wide[] =
        "II*\0\x08\0\0\0\2\0\0\1\4\0\1\0\0\0\xff\xff\xff\xff\1\1\4\0\1\0\0\0\xff\xff\xff\xff\0\0\0\0";
    ts_image_size size;
    CHECK(ts_image_size_of(TS_IMAGE_GIF, ts_span_of(frames, sizeof frames - 1), &size) &&
          size.largest > TS_LIMIT_PIXELS);
    CHECK(ts_image_size_of(TS_IMAGE_TIFF, ts_span_of(wide, sizeof wide - 1), &size) && size.largest > TS_LIMIT_PIXELS);
}

TEST(a_chain_of_pages_that_bites_its_tail_ends) {
    char tail[] = "II*\0\x08\0\0\0\2\0\0\1\4\0\1\0\0\0\1\0\0\0\1\1\4\0\1\0\0\0\1\0\0\0\x08\0\0\0";
    ts_image_size size;
    CHECK(ts_image_size_of(TS_IMAGE_TIFF, ts_span_of(tail, sizeof tail - 1), &size) && size.pages > TS_LIMIT_PAGES);
}
