/* pdf_scan.c - a page of a PDF that is a picture, put together from the pictures that stand on it.
 *
 * The page is not rendered: that would look for fonts on the machine, where nothing may be opened.  Its pictures are decoded
 * one by one, at their own size where there is one, else laid where the page has them (scanners cut a page into strips, or
 * part letters from paper).
 */
#include "extract/pdf_scan.h"

#include <math.h>
#include <poppler.h>

#include "base/limits.h"
#include "base/mem.h"

enum {
    COVERED = 50, /* per cent of the page that pictures take on a scan */
    TINY = 1, /* per cent: a logo or a line, not worth decoding where such take no more of the page in all */
    LETTERS = 100, /* fewer are a stamp or a page number on a scan */
    SOUND = 70, /* per cent of letters, digits, blanks in a layer of text that says something */
    BLOCK = 256 * 1024
};

/* A font without its names of letters gives signs and boxes for text: that says nothing. */
static bool says_something(ts_span text) {
    size_t letters = 0, all = 0, blanks = 0;
    for (size_t at = 0; at < text.len; all++) {
        uint32_t c = ts_utf8_next(text, &at);
        bool accented = c >= 0xC0 && c < 0x2000;
        letters += accented || (c < 0x80 && ts_is_alnum((char)c));
        blanks += c <= ' ' || c == 0xA0;
    }
    return letters >= LETTERS && (letters + blanks) * 100 >= all * SOUND;
}

static double per_cent_of(const PopplerRectangle *area, double width, double height) {
    double x1 = fmax(area->x1, 0), y1 = fmax(area->y1, 0), x2 = fmin(area->x2, width), y2 = fmin(area->y2, height);
    return x2 > x1 && y2 > y1 && width > 0 && height > 0 ? 100 * (x2 - x1) * (y2 - y1) / (width * height) : 0;
}

/* Per cent of the page that pictures take, of which each takes less than `below`. */
static double covered_by(GList *all, double below, double width, double height) {
    double covered = 0;
    for (GList *at = all; at != NULL; at = at->next) {
        double per_cent = per_cent_of(&((PopplerImageMapping *)at->data)->area, width, height);
        covered += per_cent < below ? per_cent : 0;
    }
    return covered;
}

bool ts_pdf_is_scan(PopplerPage *page, ts_span text) {
    if (says_something(text))
        return false;
    double width, height;
    poppler_page_get_size(page, &width, &height);
    GList *all = poppler_page_get_image_mapping(page);
    double covered = covered_by(all, HUGE_VAL, width, height);
    poppler_page_free_image_mapping(all);
    return covered >= COVERED;
}

/* ---- the picture ---- */

static bool usable(cairo_surface_t *s) {
    return s != NULL && cairo_surface_status(s) == CAIRO_STATUS_SUCCESS &&
           cairo_surface_get_type(s) == CAIRO_SURFACE_TYPE_IMAGE && cairo_image_surface_get_width(s) > 0 &&
           cairo_image_surface_get_height(s) > 0;
}

/* White paper of so many pixels; NULL where they are too many. */
static cairo_surface_t *new_paper(double width, double height) {
    if (!(width >= 1 && height >= 1) || width * height > (double)TS_LIMIT_PIXELS)
        return NULL;
    cairo_surface_t *paper = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    if (!usable(paper)) {
        cairo_surface_destroy(paper);
        return NULL;
    }
    cairo_t *c = cairo_create(paper);
    cairo_set_source_rgb(c, 1, 1, 1);
    cairo_paint(c);
    cairo_destroy(c);
    return paper;
}

/* Edges are whole dots, the same for the strips on both sides: a part of one would mix with the paper, and letters with
 * thin lines of grey.  For the same reason a picture goes on beyond its edges where several of its dots make one. */
static void lay(cairo_surface_t *paper, cairo_surface_t *picture, const PopplerRectangle *area, double across,
                double down) {
    cairo_t *c = cairo_create(paper);
    double x = round(area->x1 * across), width = fmax(round(area->x2 * across) - x, 1);
    double y = round(area->y1 * down), height = fmax(round(area->y2 * down) - y, 1);
    double scale = width / cairo_image_surface_get_width(picture);
    cairo_rectangle(c, x, y, width, height);
    cairo_clip(c);
    cairo_translate(c, x, y);
    cairo_scale(c, scale, height / cairo_image_surface_get_height(picture));
    cairo_set_source_surface(c, picture, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(c), CAIRO_EXTEND_PAD);
    if (scale > 0.9) /* black and white stay so */
        cairo_pattern_set_filter(cairo_get_source(c), CAIRO_FILTER_NEAREST);
    cairo_paint(c);
    cairo_destroy(c);
}

/* The pictures of a page that are worth it, in the order in which they are drawn: all that show on a scan, which may be cut
 * into strips.  *worth: how many there are. */
static size_t pick(GList *all, double width, double height, PopplerImageMapping **picked, size_t *worth) {
    bool every = covered_by(all, HUGE_VAL, width, height) >= COVERED || covered_by(all, TINY, width, height) >= TINY;
    size_t n = 0;
    *worth = 0;
    for (GList *at = g_list_last(all); at != NULL; at = at->prev) { /* the list comes last one first */
        double per_cent = per_cent_of(&((PopplerImageMapping *)at->data)->area, width, height);
        if (per_cent <= 0 || (!every && per_cent < TINY))
            continue;
        if (n < TS_LIMIT_PDF_PICTURES)
            picked[n++] = at->data;
        ++*worth;
    }
    return n;
}

/* poppler rounds the size of an area up to whole points, and leaves where it begins: a strip would be stretched over the next
 * one.  It ends where the next strip begins, or at the page's edge, or is as long as the one before; else as it says. */
static void settle(PopplerImageMapping **picture, size_t n, double edge, bool across) {
    enum { ROUNDED = 2 }; /* points at most */
    double before = 0;
    for (size_t i = 0; i < n; i++) {
        PopplerRectangle *a = &picture[i]->area;
        double from = across ? a->x1 : a->y1, *to = across ? &a->x2 : &a->y2, end = HUGE_VAL;
        for (size_t k = 0; k < n; k++) {
            const PopplerRectangle *b = &picture[k]->area;
            bool in_row = across ? fabs(a->y1 - b->y1) < 1 && fabs(a->y2 - b->y2) < 1
                                 : fabs(a->x1 - b->x1) < 1 && fabs(a->x2 - b->x2) < 1;
            double next = across ? b->x1 : b->y1;
            if (in_row && next > from + 0.01 && next > *to - ROUNDED && next < *to)
                end = fmin(end, next);
        }
        if (end == HUGE_VAL)
            end = edge > *to - ROUNDED ? edge : from + before;
        if (end > *to - ROUNDED && end < *to)
            *to = end;
        before = *to - from;
    }
}

/* Dots of paper for a point of the page: as many as the picture has there, within what the engine makes use of. */
static double scale_of(cairo_surface_t *s, const PopplerRectangle *area, double width, double height) {
    const double most_dots = 300.0 / 72;
    double scale = fmin(fmax(cairo_image_surface_get_width(s) / (area->x2 - area->x1), 1), most_dots);
    return fmin(scale, sqrt((double)TS_LIMIT_OCR_PIXELS / (width * height)));
}

/* The same down the page, where a picture whose dots are nearly square would else lose or double a row now and then. */
static double scale_down(cairo_surface_t *s, const PopplerRectangle *area, double across) {
    double wide = cairo_image_surface_get_width(s) / (area->x2 - area->x1);
    double high = cairo_image_surface_get_height(s) / (area->y2 - area->y1);
    return fabs(high / wide - 1) < 0.05 ? across * high / wide : across;
}

/* One picture alone, at its own size. */
static cairo_surface_t *own_size(PopplerPage *page, const PopplerImageMapping *picture, size_t *laid) {
    cairo_surface_t *s = poppler_page_get_image(page, picture->image_id), *paper = NULL;
    if (usable(s)) {
        int width = cairo_image_surface_get_width(s), height = cairo_image_surface_get_height(s);
        paper = new_paper(width, height);
        if (paper)
            lay(paper, s, &(PopplerRectangle){.x2 = width, .y2 = height}, 1, 1);
    }
    if (s)
        cairo_surface_destroy(s);
    *laid = paper != NULL;
    return paper;
}

static const PopplerImageMapping *largest(PopplerImageMapping *const *picture, size_t n, double width, double height) {
    const PopplerImageMapping *most = picture[0];
    for (size_t i = 1; i < n; i++)
        if (per_cent_of(&picture[i]->area, width, height) > per_cent_of(&most->area, width, height))
            most = picture[i];
    return most;
}

/* The largest of them is asked first, for the size of the paper alone: a stamp may be coarse. */
static cairo_surface_t *put_together(PopplerPage *page, PopplerImageMapping *const *picture, size_t n, double width,
                                     double height, size_t *laid) {
    cairo_surface_t *paper = NULL;
    double across = 0, down = 0;
    for (size_t i = 0; i <= n; i++) {
        const PopplerImageMapping *m = i ? picture[i - 1] : largest(picture, n, width, height);
        cairo_surface_t *s = poppler_page_get_image(page, m->image_id);
        if (usable(s) && !paper) {
            across = scale_of(s, &m->area, width, height);
            down = scale_down(s, &m->area, across);
            paper = new_paper(round(width * across), round(height * down));
        }
        if (i && usable(s) && paper) {
            lay(paper, s, &m->area, across, down);
            ++*laid;
        }
        if (s)
            cairo_surface_destroy(s);
    }
    return paper;
}

/* ---- as a file ---- */

static uint8_t gray_of(const unsigned char *p) { /* blue, green, red where numbers are little-endian; ITU-R BT.601 */
    return (uint8_t)((77 * p[2] + 151 * p[1] + 28 * p[0]) >> 8);
}

static bool is_black_and_white(const unsigned char *row, int width, int height, int stride) {
    for (int y = 0; y < height; y++, row += stride)
        for (int x = 0; x < width; x++) {
            uint8_t v = gray_of(row + 4 * x);
            if (v != 0 && v != 255)
                return false;
        }
    return true;
}

static ts_err flush(ts_sink *out, ts_buf *b, uint64_t *given) {
    *given += b->len;
    ts_err err = b->len ? ts_emit_child_data(out, ts_buf_span(b)) : TS_OK;
    ts_buf_clear(b);
    return err;
}

/* P4, a bit a pixel, 1 is black; or P5, a byte a pixel. */
static ts_err emit_file(ts_sink *out, cairo_surface_t *paper, uint64_t *given) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    cairo_surface_flush(paper);
    int width = cairo_image_surface_get_width(paper), height = cairo_image_surface_get_height(paper),
        stride = cairo_image_surface_get_stride(paper);
    const unsigned char *row = cairo_image_surface_get_data(paper);
    bool bits = is_black_and_white(row, width, height, stride);
    ts_buf_addf(&b, bits ? "P4\n%d %d\n" : "P5\n%d %d\n255\n", width, height);
    for (int y = 0; y < height; y++, row += stride) {
        ts_buf_reserve(&b, (size_t)width);
        char *to = b.ptr + b.len;
        if (bits) {
            memset(to, 0, ((size_t)width + 7) / 8);
            for (int x = 0; x < width; x++)
                to[x / 8] = (char)(to[x / 8] | (gray_of(row + 4 * x) ? 0 : 0x80 >> (x % 8)));
        } else {
            for (int x = 0; x < width; x++)
                to[x] = (char)gray_of(row + 4 * x);
        }
        b.len += bits ? ((size_t)width + 7) / 8 : (size_t)width;
        if (b.len >= BLOCK)
            TS_TRY(flush(out, &b, given));
    }
    return flush(out, &b, given);
}

ts_err ts_pdf_emit_scan(ts_sink *out, PopplerPage *page, int number, uint64_t *given, uint64_t *steps, bool *whole) {
    PopplerImageMapping *picture[TS_LIMIT_PDF_PICTURES];
    double width, height;
    poppler_page_get_size(page, &width, &height);
    GList *all = poppler_page_get_image_mapping(page);
    size_t worth, laid = 0, n = pick(all, width, height, picture, &worth);
    settle(picture, n, height, false);
    settle(picture, n, width, true);
    uint64_t passed = (uint64_t)n * g_list_length(all);
    bool affordable = passed <= TS_LIMIT_PDF_STEPS - *steps;
    *steps += affordable ? passed : 0;
    cairo_surface_t *paper = n == 0 || !affordable ? NULL
                             : n == 1              ? own_size(page, picture[0], &laid)
                                                   : put_together(page, picture, n, width, height, &laid);
    poppler_page_free_image_mapping(all);
    *whole = laid == worth; /* a line or a dot is worth nothing */
    ts_err err = TS_OK;
    if (worth > n || !affordable)
        err = ts_emit_note(out, "p%d: only %zu of its %zu pictures were read", number, laid, worth);
    if (!paper)
        return err;
    char name[16];
    g_snprintf(name, sizeof name, "p%d", number);
    if (err == TS_OK)
        err = ts_emit_child_begin(out, &(ts_child){.name = ts_str(name), .size = UINT64_MAX});
    if (err == TS_OK)
        err = emit_file(out, paper, given);
    /* How many of the file's bytes it takes is not told; they are part of what was read. */
    if (err == TS_OK)
        err = ts_emit_child_end(out, TS_READ, 0);
    cairo_surface_destroy(paper);
    return err;
}
