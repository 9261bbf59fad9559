/* draw.c - pictures for tests, by cairo and pango, which write our own reports too. */
#include "support/draw.h"

#include <math.h>
#include <pango/pangocairo.h>

#include "base/mem.h"

struct drawing {
    cairo_surface_t *surface;
    cairo_t *cairo;
    int width, height;
    unsigned ground;
};

/* The sanitizer asks: the font library keeps its tables to the end, on purpose. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig\nleak:libpango\n"; }

static void set_colour(cairo_t *c, unsigned colour) {
    cairo_set_source_rgb(c, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

drawing *draw_new(int width, int height, unsigned ground) {
    drawing *d = ts_alloc(sizeof *d);
    *d = (drawing){.width = width, .height = height, .ground = ground};
    d->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
    d->cairo = cairo_create(d->surface);
    set_colour(d->cairo, ground);
    cairo_paint(d->cairo);
    return d;
}

void draw_free(drawing *d) {
    cairo_destroy(d->cairo);
    cairo_surface_destroy(d->surface);
    ts_free(d);
}

void draw_text(drawing *d, const char *font, int x, int y, unsigned colour, const char *text) {
    PangoLayout *layout = pango_cairo_create_layout(d->cairo);
    PangoFontDescription *description = pango_font_description_from_string(font);
    pango_layout_set_font_description(layout, description);
    pango_layout_set_text(layout, text, -1);
    set_colour(d->cairo, colour);
    cairo_move_to(d->cairo, x, y);
    pango_cairo_show_layout(d->cairo, layout);
    pango_font_description_free(description);
    g_object_unref(layout);
}

void draw_box(drawing *d, int x, int y, int width, int height, unsigned colour) {
    set_colour(d->cairo, colour);
    cairo_rectangle(d->cairo, x, y, width, height);
    cairo_fill(d->cairo);
}

drawing *draw_turned(const drawing *d, double degrees) {
    double a = degrees * G_PI / 180, s = fabs(sin(a)), c = fabs(cos(a));
    drawing *t =
        draw_new((int)(d->width * c + d->height * s + 0.5), (int)(d->width * s + d->height * c + 0.5), d->ground);
    cairo_translate(t->cairo, t->width / 2.0, t->height / 2.0);
    cairo_rotate(t->cairo, a);
    cairo_set_source_surface(t->cairo, d->surface, -d->width / 2.0, -d->height / 2.0);
    cairo_paint(t->cairo);
    return t;
}

drawing *draw_stretched(const drawing *d, double across, double down) {
    drawing *t = draw_new((int)(d->width * across + 0.5), (int)(d->height * down + 0.5), d->ground);
    cairo_scale(t->cairo, across, down);
    cairo_set_source_surface(t->cairo, d->surface, 0, 0);
    cairo_paint(t->cairo);
    return t;
}

static cairo_status_t add_bytes(void *context, const unsigned char *bytes, unsigned n) {
    ts_buf_add(context, ts_span_of(bytes, n));
    return CAIRO_STATUS_SUCCESS;
}

void draw_png(const drawing *d, ts_buf *out) { cairo_surface_write_to_png_stream(d->surface, add_bytes, out); }

static void draw_raw(const drawing *d, ts_buf *out, bool colour) {
    cairo_surface_flush(d->surface);
    ts_buf_addf(out, "P%d\n%d %d\n255\n", colour ? 6 : 5, d->width, d->height);
    const unsigned char *row = cairo_image_surface_get_data(d->surface);
    for (int y = 0; y < d->height; y++, row += cairo_image_surface_get_stride(d->surface))
        for (int x = 0; x < d->width; x++) {
            const unsigned char *p = row + 4 * x; /* blue, green, red where numbers are little-endian */
            if (colour)
                ts_buf_add(out, ts_span_of((const char[]){(char)p[2], (char)p[1], (char)p[0]}, 3));
            else
                ts_buf_add_u8(out, (uint8_t)((77 * p[2] + 151 * p[1] + 28 * p[0]) >> 8));
        }
}

void draw_ppm(const drawing *d, ts_buf *out) { draw_raw(d, out, true); }
void draw_pgm(const drawing *d, ts_buf *out) { draw_raw(d, out, false); }
