/* write_pdf.c - letters and lists as PDF; the door to cairo and pango. */
#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include "synth/write.h"

enum { WIDTH = 595, HEIGHT = 842, MARGIN = 56, FOOT = 48 }; /* A4 in points */

static cairo_status_t take(void *closure, const unsigned char *data, unsigned length) {
    ts_buf_add(closure, ts_span_of(data, length));
    return CAIRO_STATUS_SUCCESS;
}

typedef struct paper {
    cairo_surface_t *surface;
    cairo_t *cr;
    PangoLayout *layout;
    double width, height, y;
    unsigned page;
} paper;

static void open_paper(paper *p, ts_buf *out, const char *title, ts_date day, double width, double height) {
    *p = (paper){
        .surface = cairo_pdf_surface_create_for_stream(take, out, width, height), .width = width, .height = height};
    char iso[11];
    ts_date_print(day, iso);
    TS_AUTO(ts_buf, ts_buf_done) stamp = {0};
    ts_buf_addf(&stamp, "%sT09:30:00Z", iso);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_TITLE, title);
    cairo_pdf_surface_set_metadata(p->surface, CAIRO_PDF_METADATA_CREATE_DATE, stamp.ptr);
    p->cr = cairo_create(p->surface);
    p->layout = pango_cairo_create_layout(p->cr);
    p->page = 1;
    p->y = MARGIN;
}

static ts_err close_paper(paper *p) {
    cairo_show_page(p->cr);
    g_object_unref(p->layout);
    cairo_destroy(p->cr);
    cairo_surface_finish(p->surface);
    cairo_status_t status = cairo_surface_status(p->surface);
    cairo_surface_destroy(p->surface);
    return status == CAIRO_STATUS_SUCCESS ? TS_OK : ts_fail(TS_EINTERNAL, "a made-up PDF could not be drawn");
}

static void set_font(paper *p, const char *font, int width) {
    PangoFontDescription *d = pango_font_description_from_string(font);
    pango_layout_set_font_description(p->layout, d);
    pango_font_description_free(d);
    pango_layout_set_width(p->layout, width * PANGO_SCALE);
}

/* Draws at (x, y); the height it took. */
static double draw(paper *p, double x, double y, ts_span text) {
    int width, height;
    pango_layout_set_text(p->layout, text.ptr, (int)text.len);
    cairo_move_to(p->cr, x, y);
    pango_cairo_show_layout(p->cr, p->layout);
    pango_layout_get_pixel_size(p->layout, &width, &height);
    return height;
}

static void head_bar(paper *p, uint64_t salt) {
    static const double colour[][3] = {{0, 0.37, 0.72}, {0.12, 0.31, 0.47}, {0.0, 0.45, 0.4}};
    const double *c = colour[salt % 3];
    cairo_set_source_rgb(p->cr, c[0], c[1], c[2]);
    cairo_rectangle(p->cr, 0, 0, p->width, 22);
    cairo_fill(p->cr);
    cairo_set_source_rgb(p->cr, 0.1, 0.1, 0.1);
}

static void next_page(paper *p) {
    cairo_show_page(p->cr);
    p->page++;
    p->y = MARGIN;
}

ts_err ts_write_pdf_letter(ts_buf *out, const ts_letter *l) {
    static const char *const font[] = {"DejaVu Sans Bold 13", "DejaVu Serif 10",      "DejaVu Serif Bold 10",
                                       "DejaVu Serif 10",     "DejaVu Serif Bold 10", "DejaVu Serif 6"};
    enum { LABEL = 130 };
    paper p;
    open_paper(&p, out, l->title, l->day, WIDTH, HEIGHT);
    head_bar(&p, l->salt);
    for (size_t i = 0; i < l->paras; i++) {
        const ts_para *q = &l->para[i];
        if (p.y > HEIGHT - MARGIN - FOOT)
            next_page(&p);
        if (q->kind == TS_PARA_GAP) {
            p.y += 9;
            continue;
        }
        set_font(&p, font[q->kind], q->kind == TS_PARA_LABEL ? LABEL : WIDTH - 2 * MARGIN);
        double h = draw(&p, MARGIN, p.y, q->text);
        if (q->kind == TS_PARA_LABEL) {
            set_font(&p, "DejaVu Serif 10", WIDTH - 2 * MARGIN - LABEL);
            double v = draw(&p, MARGIN + LABEL, p.y, q->value);
            h = v > h ? v : h;
        }
        p.y += h + (q->kind == TS_PARA_BODY ? 7 : q->kind == TS_PARA_HEAD ? 8 : 2);
    }
    return close_paper(&p);
}

/* Widths by the longest cell of each column, so that nothing runs into its neighbour. */
static void columns_of(paper *p, const ts_table *t, double *x) {
    size_t longest[TS_TABLE_COLUMNS], all = 0;
    for (uint32_t c = 0; c < t->columns; c++) {
        longest[c] = strlen(t->head[c]) + 2;
        for (uint32_t r = 0; r < t->rows; r++)
            if (ts_table_cell(t, r, c).len + 2 > longest[c])
                longest[c] = ts_table_cell(t, r, c).len + 2;
        all += longest[c];
    }
    double at = MARGIN / 2.0;
    for (uint32_t c = 0; c < t->columns; c++) {
        x[c] = at;
        at += (double)longest[c] * (p->width - MARGIN) / (double)all;
    }
}

static void table_head(paper *p, const ts_table *t, const double *x) {
    head_bar(p, t->salt);
    set_font(p, "DejaVu Sans Bold 10", (int)p->width);
    p->y = MARGIN / 1.6 + draw(p, MARGIN / 2.0, MARGIN / 1.6, ts_str(t->title)) + 8;
    set_font(p, "DejaVu Sans Bold 6.5", -1);
    double h = 0;
    for (uint32_t c = 0; c < t->columns; c++)
        h = draw(p, x[c], p->y, ts_str(t->head[c]));
    p->y += h + 3;
    cairo_set_line_width(p->cr, 0.5);
    cairo_move_to(p->cr, MARGIN / 2.0, p->y);
    cairo_line_to(p->cr, p->width - MARGIN / 2.0, p->y);
    cairo_stroke(p->cr);
    p->y += 3;
    set_font(p, "DejaVu Sans 6.5", -1);
}

ts_err ts_write_pdf_table(ts_buf *out, const ts_table *t, uint32_t *page_of) {
    paper p;
    double x[TS_TABLE_COLUMNS];
    open_paper(&p, out, t->title, t->day, HEIGHT, WIDTH); /* landscape */
    columns_of(&p, t, x);
    table_head(&p, t, x);
    for (uint32_t r = 0; r < t->rows; r++) {
        if (p.y > p.height - FOOT) {
            next_page(&p);
            table_head(&p, t, x);
        }
        double h = 10;
        for (uint32_t c = 0; c < t->columns; c++)
            if (ts_table_cell(t, r, c).len > 0)
                h = draw(&p, x[c], p.y, ts_table_cell(t, r, c));
        p.y += h + 2;
        if (page_of)
            page_of[r] = p.page;
    }
    return close_paper(&p);
}
