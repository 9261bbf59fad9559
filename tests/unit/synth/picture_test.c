/* picture_test.c - the truth about a picture: a value's box holds its letters, and what hides a value is told. */
#include "synth/treat.h"

#include <cairo.h>
#include <stdio.h>

#include <jpeglib.h>
#include <tiffio.h>

#include "base/bytes.h"
#include "support/test.h"
#include "synth/write.h"
#include "synth/write_image.h"

static ts_arena arena;
static const ts_type black = {"DejaVu Sans", 14, false, false, 0};

/* The smallest box around all that is dark; empty where nothing is. */
static void ink_of(ts_picture *p, double box[4]) {
    size_t stride;
    const uint32_t *pixel = ts_pixels_begin(p, &stride);
    box[0] = p->width, box[1] = p->height, box[2] = 0, box[3] = 0;
    for (uint32_t y = 0; y < p->height; y++)
        for (uint32_t x = 0; x < p->width; x++)
            if ((pixel[y * stride + x] & 255) < 128) {
                box[0] = x < box[0] ? x : box[0], box[1] = y < box[1] ? y : box[1];
                box[2] = x + 1 > box[2] ? x + 1 : box[2], box[3] = y + 1 > box[3] ? y + 1 : box[3];
            }
}

static bool near(double a, double b) { return a - b < 3.5 && b - a < 3.5; }

TEST(a_box_fits_the_letters_at_any_scale) {
    static const struct {
        double unit, x, y, room;
        bool right;
        const char *why;
    } row[] = {{1, 20, 10, 0, false, "at 100 %"},
               {1.25, 33, 17, 0, false, "at 125 %"},
               {2, 5, 40, 0, false, "at 200 %"},
               {1.5, 10, 10, 150, true, "flush right"}};
    for (size_t i = 0; i < TEST_COUNT(row); i++) {
        ts_picture p;
        ts_picture_open(&p, &arena, 200, 80, row[i].unit, 0xFFFFFF, false);
        ts_type type = black;
        type.right = row[i].right;
        ts_words w = {.len = 0};
        ts_words_value(&w, ts_str("HARGREAVES"), "surname", 3);
        ts_picture_write(&p, row[i].x, row[i].y, row[i].room, &type, &w);
        double ink[4];
        ink_of(&p, ink);
        CHECK(p.marks == 1 && p.mark[0].row == 3 && p.mark[0].seen == TS_SEEN_WHOLE);
        CHECK_ROW(near(ink[0], p.mark[0].left) && near(ink[1], p.mark[0].top), row[i].why);
        CHECK_ROW(near(ink[2], p.mark[0].right) && near(ink[3], p.mark[0].bottom), row[i].why);
        ts_picture_done(&p);
    }
}

TEST(values_within_a_line_have_boxes_of_their_own) {
    ts_picture p;
    ts_picture_open(&p, &arena, 400, 40, 1, 0xFFFFFF, false);
    ts_words w = {.len = 0};
    ts_words_value(&w, ts_str("Pêr"), "forename", 1);
    ts_words_add(&w, ts_str(" and his number "));
    ts_words_value(&w, ts_str("9990000018"), "nhs_number", 1);
    ts_words_value(&w, ts_str(""), "postcode", 1); /* he has none: no value */
    ts_picture_write(&p, 10, 10, 0, &black, &w);
    CHECK(p.marks == 2 && ts_span_eq(p.mark[0].text, ts_str("Pêr")));
    CHECK(ts_span_eq(p.mark[1].text, ts_str("9990000018")));
    CHECK(p.mark[0].right + 90 < p.mark[1].left && p.mark[1].right - p.mark[1].left > 70);
    ts_picture_done(&p);
}

TEST(what_is_cut_off_or_blackened_is_not_seen_whole) {
    ts_picture p;
    ts_picture_open(&p, &arena, 300, 90, 1, 0xFFFFFF, true);
    ts_words w = {.len = 0};
    ts_words_value(&w, ts_str("Featherstonehaugh"), "surname", 1);
    ts_picture_write(&p, 10, 5, 60, &black, &w); /* 0: the cell is too narrow */
    ts_picture_write(&p, 10, 30, 200, &black, &w); /* 1: blackened */
    ts_picture_write(&p, 10, 60, 200, &black, &w); /* 2: covered in part */
    ts_picture_write(&p, 180, 60, 0, &black, &w); /* 3: left alone */
    ts_picture_blacken(&p, 1);
    ts_picture_cover(&p, 0, 55, 50, 30);
    CHECK(p.mark[0].seen == TS_SEEN_CUT && p.mark[0].right == 70 && strcmp(p.mark[0].why, "narrow") == 0);
    CHECK(p.mark[1].seen == TS_SEEN_NOT && strcmp(p.mark[1].why, "redacted") == 0);
    CHECK(p.mark[2].seen == TS_SEEN_CUT && strcmp(p.mark[2].why, "covered") == 0);
    CHECK(p.mark[3].seen == TS_SEEN_WHOLE && p.mark[3].why[0] == '\0');
    size_t stride;
    const uint32_t *pixel = ts_pixels_begin(&p, &stride);
    for (uint32_t y = (uint32_t)p.mark[1].top; y < (uint32_t)p.mark[1].bottom; y++)
        for (uint32_t x = (uint32_t)p.mark[1].left; x < (uint32_t)p.mark[1].right; x++)
            CHECK((pixel[y * stride + x] & 0xFFFFFF) == 0);
    ts_picture_done(&p);
}

static cairo_status_t give(void *closure, unsigned char *data, unsigned len) {
    ts_span *left = closure;
    if (left->len < len)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(data, left->ptr, len);
    *left = ts_slice(*left, len, SIZE_MAX);
    return CAIRO_STATUS_SUCCESS;
}

TEST(another_library_reads_the_png_pixel_by_pixel) {
    for (ts_depth depth = TS_DEPTH_COLOUR; depth <= TS_DEPTH_BILEVEL; depth++) {
        ts_picture p;
        ts_picture_open(&p, &arena, 61, 33, 1, 0x123456, true);
        ts_picture_shade(&p, 10, 5, 40, 20, 0xFF0000, 0xF0F0FF);
        TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
        ts_write_png(&bytes, &p, depth, 150);
        ts_span left = ts_buf_span(&bytes);
        cairo_surface_t *back = cairo_image_surface_create_from_png_stream(give, &left);
        CHECK(cairo_surface_status(back) == CAIRO_STATUS_SUCCESS && cairo_image_surface_get_width(back) == 61);
        size_t stride, other = (size_t)cairo_image_surface_get_stride(back) / sizeof(uint32_t), wrong = 0;
        const uint32_t *a = ts_pixels_begin(&p, &stride), *b = (const void *)cairo_image_surface_get_data(back);
        for (uint32_t y = 0; y < p.height; y++)
            for (uint32_t x = 0; x < p.width; x++) {
                uint32_t is = a[y * stride + x] & 0xFFFFFF, grey = ts_grey_of(is);
                if (depth == TS_DEPTH_BILEVEL)
                    grey = grey >= 128 ? 255 : 0;
                wrong += (b[y * other + x] & 0xFFFFFF) != (depth == TS_DEPTH_COLOUR ? is : grey * 0x010101);
            }
        CHECK(wrong == 0);
        cairo_surface_destroy(back);
        ts_picture_done(&p);
    }
}

TEST(another_library_reads_the_jpeg_much_as_it_was) {
    ts_picture p;
    ts_picture_open(&p, &arena, 400, 300, 1, 0x406080, true); /* more than one piece of output */
    for (int i = 0; i < 900; i++)
        ts_picture_fill(&p, i * 37 % 390, i * 53 % 290, 9, 9, 0x808080 + (uint32_t)i * 71);
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_write_jpeg(&bytes, &p, 97, TS_DEPTH_GREY, 200);
    CHECK(bytes.len > 1000 && memcmp(bytes.ptr + bytes.len - 2, "\xFF\xD9", 2) == 0);
    struct jpeg_decompress_struct j;
    struct jpeg_error_mgr errors;
    j.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&j);
    jpeg_mem_src(&j, (const unsigned char *)bytes.ptr, bytes.len);
    CHECK(jpeg_read_header(&j, TRUE) == JPEG_HEADER_OK && j.X_density == 200);
    jpeg_start_decompress(&j);
    CHECK(j.output_width == 400 && j.output_components == 1);
    size_t stride, far = 0;
    const uint32_t *a = ts_pixels_begin(&p, &stride);
    JSAMPLE line[400], *row = line;
    for (uint32_t y = 0; y < 300; y++) {
        jpeg_read_scanlines(&j, &row, 1);
        for (uint32_t x = 0; x < 400; x++) {
            int off = (int)line[x] - (int)ts_grey_of(a[y * stride + x]);
            far += off > 24 || off < -24;
        }
    }
    CHECK(far < 1200); /* one in a hundred */
    jpeg_finish_decompress(&j);
    jpeg_destroy_decompress(&j);
    ts_picture_done(&p);
}

/* ---- many pages ---- */

static void two_pages(ts_picture *p, ts_picture *pages[2]) {
    static const char *const name[] = {"FEATHERSTONE", "Okonkwo"};
    for (int i = 0; i < 2; i++) {
        ts_words w = {.len = 0};
        ts_words_value(&w, ts_str(name[i]), "surname", 1);
        ts_picture_open(&p[i], &arena, 300 + i * 17, 200, 2, 0xFFFFFF, false);
        p[i].keeps_lines = true;
        ts_picture_write(&p[i], 30, 20 + 60 * i, 0, &black, &w);
        pages[i] = &p[i];
    }
}

TEST(another_library_reads_the_tiff_page_by_page) {
    for (ts_depth depth = TS_DEPTH_GREY; depth <= TS_DEPTH_BILEVEL; depth++) {
        ts_picture p[2], *pages[2];
        two_pages(p, pages);
        TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
        CHECK(ts_write_tiff(&bytes, pages, 2, depth, 204, 98) == TS_OK);
        CHECK(ts_save_file(test_dir(), depth == TS_DEPTH_GREY ? "grey.tif" : "two.tif", ts_buf_span(&bytes)) == TS_OK);
        char path[4200];
        snprintf(path, sizeof path, "%s/%s", test_dir(), depth == TS_DEPTH_GREY ? "grey.tif" : "two.tif");
        TIFF *t = TIFFOpen(path, "r");
        CHECK(t && TIFFNumberOfDirectories(t) == 2);
        for (int i = 0; t && i < 2; i++, TIFFReadDirectory(t)) {
            uint32_t width = 0, height = 0, raster[700 * 420];
            float across = 0, down = 0;
            TIFFGetField(t, TIFFTAG_IMAGEWIDTH, &width);
            TIFFGetField(t, TIFFTAG_IMAGELENGTH, &height);
            TIFFGetField(t, TIFFTAG_XRESOLUTION, &across);
            TIFFGetField(t, TIFFTAG_YRESOLUTION, &down);
            CHECK(width == p[i].width && height == p[i].height && (int)across == 204 && (int)down == 98);
            CHECK(TIFFReadRGBAImageOriented(t, width, height, raster, ORIENTATION_TOPLEFT, 0) == 1);
            size_t stride, wrong = 0;
            const uint32_t *a = ts_pixels_begin(&p[i], &stride);
            for (uint32_t y = 0; y < height; y++)
                for (uint32_t x = 0; x < width; x++) {
                    uint32_t grey = ts_grey_of(a[y * stride + x]), want = depth == TS_DEPTH_GREY ? grey
                                                                          : grey < 128           ? 0
                                                                                                 : 255;
                    wrong += (raster[y * width + x] & 255) != want;
                }
            CHECK(wrong == 0);
        }
        if (t)
            TIFFClose(t);
        ts_picture_done(&p[0]);
        ts_picture_done(&p[1]);
    }
}

static bool told(const char *command) {
    FILE *f = popen(command, "r");
    return f && pclose(f) == 0;
}

TEST(another_program_reads_the_layer_of_text_and_nothing_without_it) {
    if (!told("command -v pdftotext >/dev/null"))
        return;
    for (int layer = 0; layer < 2; layer++) {
        ts_picture p[2], *pages[2];
        two_pages(p, pages);
        TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
        ts_write_pdf_scan(&bytes, pages, 2, 80, 192, layer);
        CHECK(ts_save_file(test_dir(), layer ? "layer.pdf" : "bare.pdf", ts_buf_span(&bytes)) == TS_OK);
        char line[4600];
        snprintf(line, sizeof line, "pdftotext -f 2 -l 2 '%s/%s' - 2>&1 | grep -q Okonkwo", test_dir(),
                 layer ? "layer.pdf" : "bare.pdf");
        CHECK(told(line) == layer);
        snprintf(line, sizeof line, "test -z \"$(pdftotext '%s/%s' - 2>&1 | grep -i error)\"", test_dir(),
                 layer ? "layer.pdf" : "bare.pdf");
        CHECK(told(line));
        ts_picture_done(&p[0]);
        ts_picture_done(&p[1]);
    }
}

/* ---- treatments ---- */

/* Share of dark pixels in a box, per cent. */
static size_t darkness(ts_picture *p, double left, double top, double right, double bottom) {
    size_t stride, dark = 0, all = 0;
    const uint32_t *pixel = ts_pixels_begin(p, &stride);
    for (uint32_t y = (uint32_t)top; y < p->height && y < bottom; y++)
        for (uint32_t x = (uint32_t)left; x < p->width && x < right; x++, all++)
            dark += ts_grey_of(pixel[y * stride + x]) < 110;
    return all ? 100 * dark / all : 0;
}

static void photograph(ts_picture *p, ts_dice *c) { ts_picture_photograph(p, c); }
static void photograph_aside(ts_picture *p, ts_dice *c) { ts_picture_photograph_aside(p, false, c); }
static void photograph_sheet(ts_picture *p, ts_dice *c) { ts_picture_photograph_aside(p, true, c); }
static void shrink(ts_picture *p, ts_dice *c) {
    (void)c;
    ts_picture_shrink(p, 0.75, 0.6);
}

static void scan(ts_picture *p, ts_dice *c) {
    ts_scan how = {.turn = 0.035, .blur = 0.4, .noise = 6, .paper = 240, .ink = 30, .lid = 245};
    how.threshold = ts_dice_odds(c, 500) ? 150 : 0;
    ts_picture_scan(p, &how, c);
}

TEST(boxes_move_with_what_they_hold) {
    static const struct {
        const char *why;
        void (*treat)(ts_picture *, ts_dice *);
    } row[] = {{"photograph", photograph},
               {"photograph from the side", photograph_aside},
               {"photograph of a sheet", photograph_sheet},
               {"shrink", shrink},
               {"crop", ts_picture_crop},
               {"scan", scan}};
    for (size_t i = 0; i < TEST_COUNT(row); i++)
        for (uint64_t seed = 0; seed < 6; seed++) {
            ts_picture p;
            ts_dice c = {seed * 77};
            ts_picture_open(&p, &arena, 420, 300, 1, 0xFFFFFF, false);
            ts_words w = {.len = 0};
            ts_words_value(&w, ts_str("\xE2\x96\x88\xE2\x96\x88\xE2\x96\x88"), "surname", 1); /* three full blocks */
            for (int k = 0; k < 6; k++)
                ts_picture_write(&p, 20 + k * 60, 20 + k * 45, 0, &(ts_type){"DejaVu Sans", 24, false, false, 0}, &w);
            row[i].treat(&p, &c);
            size_t whole = 0;
            for (size_t k = 0; k < p.marks; k++) {
                const ts_mark *m = &p.mark[k];
                double dx = (m->right - m->left) * 0.12, dy = (m->bottom - m->top) * 0.12;
                if (m->seen != TS_SEEN_WHOLE) {
                    CHECK_ROW(strcmp(m->why, "cropped") == 0 &&
                                  (m->seen == TS_SEEN_CUT || m->left >= p.width - 4 || m->right <= 4 ||
                                   m->top >= p.height - 4 || m->bottom <= 4),
                              row[i].why);
                    continue;
                }
                whole++;
                CHECK_ROW(darkness(&p, m->left + dx, m->top + dy, m->right - dx, m->bottom - dy) > 90, row[i].why);
                CHECK_ROW(darkness(&p, m->left, m->bottom + 4, m->right, m->bottom + 12) < 30, row[i].why);
            }
            CHECK_ROW(whole > 0, row[i].why);
            ts_picture_done(&p);
        }
}

TEST(a_warp_takes_corners_where_they_go_and_back) {
    const double at[4][2] = {{12, 7}, {411, -3}, {398, 305}, {3, 290}};
    ts_warp to = ts_warp_corners(400, 300, at), back = ts_warp_inverse(&to);
    static const double corner[4][2] = {{0, 0}, {400, 0}, {400, 300}, {0, 300}};
    for (int i = 0; i < 4; i++) {
        double x, y, u, v;
        ts_warp_point(&to, corner[i][0], corner[i][1], &x, &y);
        ts_warp_point(&back, x, y, &u, &v);
        CHECK((x - at[i][0]) * (x - at[i][0]) + (y - at[i][1]) * (y - at[i][1]) < 1e-12);
        CHECK((u - corner[i][0]) * (u - corner[i][0]) + (v - corner[i][1]) * (v - corner[i][1]) < 1e-9);
    }
}
