/* picture_test.c - what is read in pictures that are drawn here, and what ends those that are none. */
#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

#include "extract/inflate.h"
#include "extract/picture_prepare.h"
#include "reading.h"
#include "support/draw.h"

static void read_drawing(reading *r, const drawing *d) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    draw_png(d, &b);
    reading_of(r, ts_buf_span(&b));
    CHECK_ROW(r->err == TS_OK && !r->broken && strcmp(reading_format(r), "image") == 0 && r->outcome.reason == TS_READ,
              r->what ? r->what : r->outcome.message);
}

TEST(print_is_read_as_lines) {
    drawing *d = draw_new(900, 420, 0xFFFFFF);
    draw_text(
        d, "Serif 20", 40, 40, 0,
        "Our ref: REH/4711\nNHS No: 999 000 0018\n\nDear Mrs Wright,\nRe: date of birth 23/07/1939\nplease telephone "
        "0151 496 0123");
    reading r;
    read_drawing(&r, d);
    static const char *const lines[] = {"NHS No: 999 000 0018\n", "Dear Mrs Wright,\n",
                                        "Re: date of birth 23/07/1939\n", "please telephone 0151 496 0123\n"};
    for (size_t i = 0; i < TEST_COUNT(lines); i++)
        CHECK_ROW(reading_shows(&r, lines[i]), r.log.ptr);
    reading_done(&r);
    draw_free(d);
}

TEST(a_screen_of_another_program_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("screen.png");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK(r.err == TS_OK && !r.broken && r.outcome.reason == TS_READ);
    CHECK(r.segments > 0 && r.ocr == r.segments); /* letters may be digits */
    CHECK_ROW(reading_shows(&r, "999 000 0018") && reading_shows(&r, "WRIGHT, Margaret (Mrs)\n"), r.log.ptr);
    reading_done(&r);
}

static const char *const sheet[][4] = {
    {"NHS Number", "Surname", "Born", "Postcode"},
    {"999 000 0018", "Patel", "12/03/1987", "L12 2AP"},
    {"999 000 0026", "Wright", "01/11/1954", "CH41 5FH"},
    {"999 000 0034", "Hughes", "23/07/1939", "ZZ99 3VZ"},
};

/* As on a screen: nine points, 96 dots an inch, lines between. */
static drawing *draw_sheet(unsigned ground, unsigned ink, unsigned line) {
    static const int left[] = {10, 130, 230, 330, 430};
    drawing *d = draw_new(480, 140, ground);
    draw_text(d, "Sans 9", 10, 6, ink, "patients.xlsx - Excel");
    for (int y = 0; y < 5; y++)
        draw_box(d, 10, 36 + 22 * y, 420, 1, line);
    for (int x = 0; x < 5; x++)
        draw_box(d, left[x], 36, 1, 89, line);
    for (int y = 0; y < 4; y++)
        for (int x = 0; x < 4; x++)
            draw_text(d, "Sans 9", left[x] + 4, 40 + 22 * y, ink, sheet[y][x]);
    return d;
}

TEST(a_sheet_on_a_screen_is_a_table_light_or_dark) {
    static const unsigned colours[][3] = {
        {0xFFFFFF, 0x000000, 0xD0D0D0}, {0x1E1E1E, 0xE0E0E0, 0x404040}, {0xFFFFFF, 0, 0}};
    for (size_t i = 0; i < TEST_COUNT(colours); i++) {
        drawing *d = draw_sheet(colours[i][0], colours[i][1], colours[i][2]);
        reading r;
        read_drawing(&r, d);
        CHECK_ROW(reading_says(&r, "row 1|NHS Number|Surname|Born|Postcode"), r.log.ptr);
        CHECK_ROW(reading_says(&r, "row 2|999 000 0018|Patel|12/03/1987|L12 2AP"), r.log.ptr);
        CHECK_ROW(reading_says(&r, "row 4|999 000 0034|Hughes|23/07/1939|ZZ99 3VZ"), r.log.ptr);
        reading_done(&r);
        draw_free(d);
    }
}

/* Small letters of 14 to 17 pixels are left as they are; lower ones become 20 high, or as near as three times brings them, and
 * higher ones 15. */
TEST(print_is_brought_to_the_height_that_is_read_best) {
    static const struct {
        const char *font;
        int least, most; /* of scale, in per cent */
    } rows[] = {{"Sans 7", 300, 300}, {"Sans 10", 250, 300}, {"Sans 20", 100, 100}, {"Sans 32", 60, 68}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        drawing *d = draw_new(900, 160, 0xFFFFFF);
        draw_text(d, rows[i].font, 40, 40, 0, "seven common rooms are on our own row");
        draw_png(d, &b);
        ts_prepared p = {0};
        CHECK(ts_picture_prepare(pixReadMem((const l_uint8 *)b.ptr, b.len), 0, &p) == TS_OK);
        int scale = (int)(100 * p.scale + 0.5);
        CHECK_ROW(scale >= rows[i].least && scale <= rows[i].most, rows[i].font);
        ts_prepared_done(&p);
        draw_free(d);
    }
}

/* Every other row of a list is shaded, and its lines are hardly darker than that. */
TEST(a_line_is_told_across_rows_that_are_shaded) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    drawing *d = draw_new(480, 260, 0xFFFFFF);
    for (int i = 0; i < 6; i++) {
        if (i % 2)
            draw_box(d, 10, 10 + 40 * i, 420, 40, 0xE2E2E2);
        for (int k = 0; k < 2; k++) {
            draw_text(d, "Sans 9", 150, 12 + 20 * (2 * i + k), 0, sheet[1 + i % 3][0]);
            draw_text(d, "Sans 9", 250, 12 + 20 * (2 * i + k), 0, sheet[1 + i % 3][1]);
        }
    }
    draw_box(d, 243, 10, 1, 240, 0xD0D0D0);
    draw_png(d, &b);
    ts_prepared p = {0};
    CHECK(ts_picture_prepare(pixReadMem((const l_uint8 *)b.ptr, b.len), 0, &p) == TS_OK);
    double told = 0; /* pixels of it: some are lost where the shade begins */
    for (size_t i = 0; i < p.rules; i++)
        if (fabs(p.rule[i].x0 - 243 * p.scale) < 6)
            told += p.rule[i].y1 - p.rule[i].y0;
    CHECK(told > 0.4 * 240 * p.scale);
    ts_prepared_done(&p);
    draw_free(d);
}

/* Does the first part's box stand around this one, and no more than a few pixels off? */
static bool boxed(const reading *r, int left, int top, int width, int height) {
    enum { OFF = 8 };
    const char *part = strstr(r->log.ptr, "part=box=");
    int x, y, w, h;
    return part && sscanf(part, "part=box=%d,%d,%d,%d ", &x, &y, &w, &h) == 4 && abs(x - left) <= OFF &&
           abs(y - top) <= OFF && abs(w - width) <= OFF && abs(h - height) <= OFF;
}

/* The locator leads to the place: in pixels of the picture, however it was enlarged or turned to be read. */
TEST(each_panel_is_named_by_its_box) {
    static const struct {
        double turned;
        int left, top, width, height; /* of the print: 285 by 11 at 61,53 of 400 by 100 */
    } rows[] = {{0, 61, 53, 285, 11}, {90, 36, 61, 11, 285}, {180, 54, 36, 285, 11}, {270, 53, 54, 11, 285}};
    drawing *d = draw_new(400, 100, 0xFFFFFF);
    draw_text(d, "Sans 9", 60, 50, 0, "NHS No 999 000 0018 of the patient Margaret");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        drawing *t = draw_turned(d, rows[i].turned);
        reading r;
        read_drawing(&r, t);
        CHECK_ROW(boxed(&r, rows[i].left, rows[i].top, rows[i].width, rows[i].height), r.log.ptr);
        reading_done(&r);
        draw_free(t);
    }
    draw_free(d);
}

/* A number in a row of boxes, as forms have them, and a bar code. */
TEST(boxes_and_bar_codes_are_no_letters) {
    drawing *d = draw_new(800, 260, 0xFFFFFF);
    draw_text(d, "Sans 20", 40, 20, 0, "NHS number");
    for (int i = 0; i < 10; i++) {
        draw_text(d, "Sans 24", 52 + 44 * i, 72, 0, (const char[]){"9990000018"[i], 0});
        draw_box(d, 40 + 44 * i, 66, 2, 54, 0);
    }
    draw_box(d, 480, 66, 2, 54, 0);
    draw_box(d, 40, 66, 442, 2, 0);
    draw_box(d, 40, 118, 442, 2, 0);
    draw_text(d, "Sans 20", 40, 160, 0, "Ward 7, bed 4 on arrival");
    for (int i = 0; i < 60; i++)
        draw_box(d, 500 + 4 * i + i % 3, 40, 1 + i % 3, 80, 0);
    reading r;
    read_drawing(&r, d);
    CHECK_ROW(ts_span_eq(ts_buf_span(&r.text), ts_str("NHS number\n9990000018\nWard 7, bed 4 on arrival\n")),
              r.log.ptr);
    reading_done(&r);
    draw_free(d);
}

/* A banner of the other shade on a page. */
TEST(light_print_on_a_dark_banner_is_read_with_the_rest) {
    drawing *d = draw_new(600, 160, 0xFFFFFF);
    draw_box(d, 0, 0, 600, 48, 0x003366);
    draw_text(d, "Sans 12", 10, 12, 0xFFFFFF, "WRIGHT, Margaret (Mrs)  999 000 0018");
    draw_text(d, "Sans 12", 10, 80, 0, "Seen on Ward 7 by Dr Example");
    reading r;
    read_drawing(&r, d);
    CHECK_ROW(reading_shows(&r, "WRIGHT, Margaret (Mrs)") && reading_shows(&r, "999 000 0018"), r.log.ptr);
    CHECK_ROW(reading_shows(&r, "Seen on Ward 7 by Dr Example"), r.log.ptr);
    reading_done(&r);
    draw_free(d);
}

/* Strokes of a heading are as wide as the ground of small print is looked at: they are none. */
TEST(a_bold_heading_is_no_dark_ground) {
    drawing *d = draw_new(1100, 420, 0xFFFFFF);
    draw_text(d, "Sans Bold 40", 40, 20, 0, "Michael\nNORTHLAND");
    draw_text(d, "Sans 19", 40, 220, 0, "Ward Clerk\nStaff No: 20101790\nNHS No: 999 000 0018");
    reading r;
    read_drawing(&r, d);
    CHECK_ROW(reading_shows(&r, "Michael\n") && reading_shows(&r, "NORTHLAND\n"), r.log.ptr);
    CHECK_ROW(reading_shows(&r, "NHS No: 999 000 0018"), r.log.ptr);
    reading_done(&r);
    draw_free(d);
}

TEST(a_page_is_read_askew_and_on_its_side_and_upside_down) {
    static const double turns[] = {1.5, -2, 90, 180, 270};
    drawing *page = draw_new(700, 300, 0xFFFFFF);
    draw_text(
        page, "Serif 16", 40, 40, 0,
        "Thank you for attending the clinic on 4 March 2024.\nYour heart was seen to be sound in all respects.\nPlease "
        "telephone 0151 496 0123 for your results.\nWe will see you again in six months.");
    for (size_t i = 0; i < TEST_COUNT(turns); i++) {
        drawing *d = draw_turned(page, turns[i]);
        reading r;
        read_drawing(&r, d);
        CHECK_ROW(reading_shows(&r, "telephone 0151 496 0123 for your results"), r.log.ptr);
        reading_done(&r);
        draw_free(d);
    }
    draw_free(page);
}

/* Printed twice, a little apart: no turn makes sense of it.  Upright none is better than the first; upside down the first
 * turn is, and two more are tried. */
TEST(what_reads_poorly_however_it_is_turned_keeps_its_place) {
    static const char text[] = "Thank you for attending the clinic on Tuesday.\nYour heart was seen to be sound in all "
                               "respects.\nWe will see you again in six months.";
    static const struct {
        double turned;
        int left, top;
    } rows[] = {{0, 40, 33}, {180, 330, 188}};
    drawing *d = draw_new(900, 300, 0xFFFFFF);
    draw_text(d, "Serif 16", 40, 30, 0, text);
    draw_text(d, "Serif 16", 44, 34, 0, text);
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        drawing *t = draw_turned(d, rows[i].turned);
        reading r;
        read_drawing(&r, t);
        CHECK_ROW(boxed(&r, rows[i].left, rows[i].top, 530, 79), r.log.ptr);
        reading_done(&r);
        draw_free(t);
    }
    draw_free(d);
}

TEST(nothing_is_decoded_that_is_too_large) {
    static const char bomb[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x01\0\0\0\0\0\0\0\0";
    reading r;
    reading_of(&r, ts_span_of(bomb, sizeof bomb - 1));
    CHECK_ROW(r.outcome.reason == TS_REASON_TOO_LARGE && r.outcome.unread == sizeof bomb - 1, r.log.ptr);
    reading_done(&r);
}

TEST(a_picture_without_text_is_read_and_holds_none) {
    drawing *d = draw_new(300, 200, 0x808080);
    reading r;
    read_drawing(&r, d);
    CHECK(r.text.len == 0 && r.outcome.unread == 0);
    reading_done(&r);
    draw_free(d);
}

/* As a telephone does it: the picture lies on its side, and says so.  Four words alone would not be tried otherwise. */
TEST(a_photograph_is_turned_as_it_says) {
    static const struct {
        char side;
        double turned;
    } sides[] = {{1, 0}, {3, 180}, {6, -90}, {8, 90}};
    drawing *d = draw_new(300, 80, 0xFFFFFF);
    draw_text(d, "Sans 14", 20, 20, 0, "Ward 7, bed 4");
    for (size_t i = 0; i < TEST_COUNT(sides); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0}, said = {0};
        drawing *t = draw_turned(d, sides[i].turned);
        draw_png(t, &b);
        ts_buf_add(&said, ts_slice(ts_buf_span(&b), 0, 33)); /* its head, then a chunk of EXIF */
        ts_buf_add(&said, ts_span_of("\0\0\0\x1a"
                                     "eXIfII*\0\x08\0\0\0\1\0\x12\1\3\0\1\0\0\0",
                                     26));
        ts_buf_add_char(&said, sides[i].side);
        ts_buf_add(&said, ts_span_of("\0\0\0\0\0\0\0crc.", 11));
        ts_buf_add(&said, ts_slice(ts_buf_span(&b), 33, SIZE_MAX));
        reading r;
        reading_of(&r, ts_buf_span(&said));
        CHECK_ROW(reading_shows(&r, "Ward 7, bed 4"), r.log.ptr);
        reading_done(&r);
        draw_free(t);
    }
    draw_free(d);
}

/* As a PNG that says how many dots an inch it has. */
static void draw_png_of(const drawing *d, double across, double down, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    draw_png(d, &b);
    ts_buf_add(out, ts_slice(ts_buf_span(&b), 0, 33)); /* its head */
    ts_buf_add(out, ts_span_of("\0\0\0\x09pHYs", 8));
    for (int i = 0; i < 2; i++) {
        unsigned a_metre = (unsigned)((i ? down : across) / 0.0254 + 0.5);
        ts_buf_add(out, ts_span_of((const char[]){0, 0, (char)(a_metre >> 8), (char)a_metre}, 4));
    }
    ts_buf_add_char(out, 1);
    uint32_t crc = ts_crc32(0, ts_slice(ts_buf_span(out), 37, 13));
    for (int i = 24; i >= 0; i -= 8)
        ts_buf_add_char(out, (char)(crc >> i));
    ts_buf_add(out, ts_slice(ts_buf_span(&b), 33, SIZE_MAX));
}

/* A fax has half as many lines as columns to the inch, or twice as many: T.4, T.30. */
TEST(dots_that_are_not_square_are_made_so) {
    static const struct {
        double across, down; /* of 204 */
        int left, top, width, height; /* of the print: 576 by 100 at 40,42 */
    } rows[] = {{1, 0.48, 40, 20, 576, 48}, {0.5, 1, 20, 42, 288, 100}, {1, 1, 40, 42, 576, 100}};
    drawing *d = draw_new(700, 200, 0xFFFFFF);
    draw_text(d, "Serif 16", 40, 40, 0,
              "Thank you for attending the clinic on 4 March 2024.\nYour heart was seen to be sound in all respects."
              "\nNHS No: 999 000 0018, of Margaret Wright.\nPlease telephone 0151 496 0123.");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        drawing *s = draw_stretched(d, rows[i].across, rows[i].down);
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        draw_png_of(s, 204 * rows[i].across, 204 * rows[i].down, &b);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(reading_shows(&r, "NHS No: 999 000 0018, of Margaret Wright.\nPlease telephone 0151 496 0123"),
                  r.log.ptr);
        CHECK_ROW(boxed(&r, rows[i].left, rows[i].top, rows[i].width, rows[i].height), r.log.ptr);
        reading_done(&r);
        draw_free(s);
    }
    draw_free(d);
}

static ts_buf seed(const char *name) {
    char path[100];
    snprintf(path, sizeof path, "../../fuzz/corpus/image/%s", name);
    return reading_fixture(path);
}

TEST(every_sort_is_decoded) {
    static const char *const names[] = {"small.png",  "small.jpg", "small.gif", "small.bmp",
                                        "small.webp", "small.jp2", "small.pbm"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = seed(names[i]);
        reading r;
        reading_of(&r, ts_buf_span(&b));
        CHECK_ROW(r.err == TS_OK && !r.broken && r.outcome.reason == TS_READ && r.children == 0, names[i]);
        CHECK_ROW(reading_shows(&r, "L12"), names[i]);
        reading_done(&r);
    }
}

TEST(each_page_of_a_tiff_is_a_member) {
    TS_AUTO(ts_buf, ts_buf_done) b = seed("two.tif");
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.outcome.reason == TS_READ && r.children == 2 && r.outcome.unread == 0, r.log.ptr);
    CHECK(strstr(r.log.ptr, "child p1 ") && strstr(r.log.ptr, "child p2 ") &&
          ts_span_starts(ts_buf_span(&r.data), ts_str("P4\n")));
    reading_done(&r);
    /* Cut behind the first page: what there is of it counts, and the rest is not read. */
    reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len - 100));
    CHECK_ROW(r.err == TS_OK && r.outcome.reason != TS_READ && r.outcome.unread > 0, r.log.ptr);
    reading_done(&r);
}

/* A Netpbm file cannot say that it has half as many lines to the inch as columns: it gets twice as many. */
TEST(a_page_of_a_coarse_fax_has_square_dots) {
    TS_AUTO(ts_buf, ts_buf_done) b = seed("two.tif");
    static const char lines_an_inch[] = "\x1b\1\5\0\1\0\0\0"; /* tag 283, a rational, one; then where it stands */
    size_t at = ts_span_find(ts_buf_span(&b), ts_span_of(lines_an_inch, 8), 0);
    CHECK(at != SIZE_MAX);
    size_t number = at == SIZE_MAX ? 0 : (size_t)(uint8_t)b.ptr[at + 8] + 256 * (size_t)(uint8_t)b.ptr[at + 9];
    CHECK(number + 4 < b.len && number);
    b.ptr[number + 4] = (char)(2 * b.ptr[number + 4]); /* its denominator */
    reading r;
    reading_of(&r, ts_buf_span(&b));
    CHECK_ROW(r.children == 2 && ts_span_starts(ts_buf_span(&r.data), ts_str("P5\n")) &&
                  ts_span_find(ts_buf_span(&r.data), ts_str("\n60 48\n255\n"), 0) < 100,
              r.log.ptr);
    reading_done(&r);
}

TEST(of_a_gif_that_moves_the_first_frame_is_read) {
    TS_AUTO(ts_buf, ts_buf_done) b = seed("small.gif"), two = {0};
    size_t screen = 13 + (b.ptr[10] & 0x80 ? 3 * ((size_t)2 << (b.ptr[10] & 7)) : 0);
    ts_buf_add(&two, ts_slice(ts_buf_span(&b), 0, b.len - 1));
    ts_buf_add(&two, ts_slice(ts_buf_span(&b), screen, b.len));
    reading r;
    reading_of(&r, ts_buf_span(&two));
    CHECK_ROW(r.outcome.reason == TS_REASON_UNSUPPORTED && r.outcome.unread == b.len - screen &&
                  reading_shows(&r, "L12"),
              r.log.ptr);
    CHECK_ROW(strstr(r.log.ptr, "note the first of 2 frames"), r.log.ptr);
    reading_done(&r);
}

TEST(what_it_says_in_words_stands_beside_what_is_on_it) {
    TS_AUTO(ts_buf, ts_buf_done) b = seed("small.jpg"), noted = {0};
    ts_buf_add(&noted, ts_slice(ts_buf_span(&b), 0, 2));
    ts_buf_add(&noted, ts_span_of("\xff\xfe\0\x0fWard 7, bed 4", 17));
    ts_buf_add(&noted, ts_slice(ts_buf_span(&b), 2, SIZE_MAX));
    reading r;
    reading_of(&r, ts_buf_span(&noted));
    CHECK_ROW(r.outcome.reason == TS_READ && reading_shows(&r, "Comment: Ward 7, bed 4\n") && reading_shows(&r, "L12"),
              r.log.ptr);
    reading_done(&r);
}

TEST(cut_anywhere_it_ends) {
    TS_AUTO(ts_buf, ts_buf_done) b = reading_fixture("screen.png");
    for (size_t i = 1; i < 16; i++) {
        reading r;
        reading_of(&r, ts_slice(ts_buf_span(&b), 0, b.len * i / 16));
        CHECK_ROW(r.err == TS_OK && !r.broken && r.outcome.reason != TS_READ && r.outcome.unread > 0, r.log.ptr);
        reading_done(&r);
    }
}
