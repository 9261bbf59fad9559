/* picture_test.c - the truth about a picture: a value's box holds its letters, and what hides a value is told. */
#include "synth/picture.h"

#include <cairo.h>
#include <stdio.h>

#include "base/bytes.h"
#include "support/test.h"
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
    ts_picture p;
    ts_picture_open(&p, &arena, 61, 33, 1, 0x123456, true);
    ts_picture_shade(&p, 10, 5, 40, 20, 0xFF0000, 0x0000FF);
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_write_png(&bytes, &p, 150);
    ts_span left = ts_buf_span(&bytes);
    cairo_surface_t *back = cairo_image_surface_create_from_png_stream(give, &left);
    CHECK(cairo_surface_status(back) == CAIRO_STATUS_SUCCESS && cairo_image_surface_get_width(back) == 61);
    size_t stride, other = (size_t)cairo_image_surface_get_stride(back) / sizeof(uint32_t), wrong = 0;
    const uint32_t *a = ts_pixels_begin(&p, &stride), *b = (const void *)cairo_image_surface_get_data(back);
    for (uint32_t y = 0; y < p.height; y++)
        for (uint32_t x = 0; x < p.width; x++)
            wrong += ((a[y * stride + x] ^ b[y * other + x]) & 0xFFFFFF) != 0;
    CHECK(wrong == 0);
    cairo_surface_destroy(back);
    ts_picture_done(&p);
}
