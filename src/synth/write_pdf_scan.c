/* write_pdf_scan.c - PDF (ISO 32000-1) as scanners write it: a picture a page, and where asked its text behind it, unseen. */
#include "synth/write_image.h"

typedef struct pdf {
    ts_buf *out;
    size_t at[256]; /* where each object begins */
    uint32_t objects;
} pdf;

static uint32_t begin(pdf *f) {
    f->at[f->objects++] = f->out->len;
    ts_buf_addf(f->out, "%u 0 obj\n", f->objects);
    return f->objects;
}

static void stream(pdf *f, const char *entries, ts_span data) {
    begin(f);
    ts_buf_addf(f->out, "<< %s /Length %zu >>\nstream\n", entries, data.len);
    ts_buf_add(f->out, data);
    ts_buf_add_str(f->out, "\nendstream\nendobj\n");
}

/* Windows-1252 in a string; letters beyond Latin-1 do not occur in names here, dashes and arrows turn into '-'. */
static void add_string(ts_buf *out, ts_span text) {
    ts_buf_add_char(out, '(');
    for (size_t at = 0; at < text.len;) {
        uint32_t c = ts_utf8_next(text, &at);
        if (c == '(' || c == ')' || c == '\\')
            ts_buf_add_char(out, '\\');
        ts_buf_add_char(out, c < 256 ? (char)c : '-');
    }
    ts_buf_add_char(out, ')');
}

/* Letters of Helvetica as wide as the line was; render mode 3 paints nothing (9.3.6). */
static void add_layer(ts_buf *out, const ts_picture *p, double points_across, double points_down) {
    enum { SIZE = 10 };
    ts_buf_add_str(out, "BT 3 Tr /F1 10 Tf\n");
    for (size_t i = 0; i < p->lines; i++) {
        const ts_line *l = &p->line[i];
        double wide = (l->right - l->left) * points_across, guess = 0.5 * SIZE * (double)l->text.len;
        int scale = guess > 0 ? (int)(100 * wide / guess) : 100;
        ts_buf_addf(out, "%d Tz 1 0 0 1 %d.%d %d Tm ", scale < 1 ? 1 : scale, (int)(l->left * points_across),
                    (int)(l->left * points_across * 10) % 10, (int)((p->height - l->bottom) * points_down) + 2);
        add_string(out, l->text);
        ts_buf_add_str(out, " Tj\n");
    }
    ts_buf_add_str(out, "ET\n");
}

void ts_write_pdf_scan(ts_buf *out, ts_picture *const *page, uint32_t pages, int quality, unsigned dpi, bool layer) {
    enum { CATALOG = 1, TREE = 2, FONT = 3, FIRST = 4, EACH = 3 };
    pdf f = {.out = out};
    ts_buf_add_str(out, "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n");
    begin(&f);
    ts_buf_addf(out, "<< /Type /Catalog /Pages %d 0 R >>\nendobj\n", TREE);
    begin(&f);
    ts_buf_add_str(out, "<< /Type /Pages /Kids [");
    for (uint32_t i = 0; i < pages; i++)
        ts_buf_addf(out, " %u 0 R", FIRST + EACH * i);
    ts_buf_addf(out, " ] /Count %u >>\nendobj\n", pages);
    begin(&f);
    ts_buf_add_str(out, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>\nendobj\n");
    for (uint32_t i = 0; i < pages; i++) {
        ts_picture *p = page[i];
        unsigned width = p->width * 72 / dpi, height = p->height * 72 / dpi;
        TS_AUTO(ts_buf, ts_buf_done) jpeg = {0}, content = {0}, entries = {0};
        uint32_t self = begin(&f);
        ts_buf_addf(out,
                    "<< /Type /Page /Parent %d 0 R /MediaBox [0 0 %u %u] /Contents %u 0 R /Resources << /XObject << "
                    "/Im0 %u 0 R >> "
                    "/Font << /F1 %d 0 R >> >> >>\nendobj\n",
                    TREE, width, height, self + 1, self + 2, FONT);
        ts_buf_addf(&content, "q %u 0 0 %u 0 0 cm /Im0 Do Q\n", width, height);
        if (layer)
            add_layer(&content, p, 72.0 / dpi, 72.0 / dpi);
        stream(&f, "", ts_buf_span(&content));
        ts_write_jpeg(&jpeg, p, quality, TS_DEPTH_GREY, dpi);
        ts_buf_addf(&entries,
                    "/Type /XObject /Subtype /Image /Width %u /Height %u /ColorSpace /DeviceGray /BitsPerComponent 8 "
                    "/Filter /DCTDecode",
                    p->width, p->height);
        stream(&f, entries.ptr, ts_buf_span(&jpeg));
    }
    size_t table = out->len;
    ts_buf_addf(out, "xref\n0 %u\n0000000000 65535 f \n", f.objects + 1);
    for (uint32_t i = 0; i < f.objects; i++)
        ts_buf_addf(out, "%010zu 00000 n \n", f.at[i]);
    ts_buf_addf(out, "trailer\n<< /Size %u /Root %d 0 R >>\nstartxref\n%zu\n%%%%EOF\n", f.objects + 1, CATALOG, table);
}
