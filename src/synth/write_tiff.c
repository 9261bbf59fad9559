/* write_tiff.c - TIFF 6.0 of one page or many, grey or one bit a pixel; the door to libtiff. */
#include <tiffio.h>

#include "synth/write_image.h"

/* A file in memory that the library may seek in. */
typedef struct memory {
    ts_buf *out;
    uint64_t at;
} memory;

static tmsize_t none(thandle_t h, void *to, tmsize_t n) {
    memory *m = h;
    size_t left = m->at < m->out->len ? m->out->len - m->at : 0, take = (size_t)n < left ? (size_t)n : left;
    memcpy(to, m->out->ptr + m->at, take);
    m->at += take;
    return (tmsize_t)take;
}

static tmsize_t put(thandle_t h, void *from, tmsize_t n) {
    memory *m = h;
    while (m->out->len < m->at + (size_t)n)
        ts_buf_add_u8(m->out, 0);
    memcpy(m->out->ptr + m->at, from, (size_t)n);
    m->at += (size_t)n;
    return n;
}

static toff_t seek(thandle_t h, toff_t to, int from) {
    memory *m = h;
    m->at = from == SEEK_SET ? to : from == SEEK_CUR ? m->at + to : m->out->len + to;
    return m->at;
}

static int leave(thandle_t h) {
    (void)h;
    return 0;
}

static toff_t size(thandle_t h) { return ((memory *)h)->out->len; }

static void rows(TIFF *t, ts_picture *p, bool bilevel) {
    size_t stride;
    const uint32_t *pixel = ts_pixels_begin(p, &stride);
    uint8_t *row = ts_alloc_array(p->width, 1);
    for (uint32_t y = 0; y < p->height; y++) {
        memset(row, 0, p->width);
        for (uint32_t x = 0; x < p->width; x++) {
            uint8_t grey = ts_grey_of(pixel[y * stride + x]);
            if (!bilevel)
                row[x] = grey;
            else if (grey < 128) /* ink is 1, as faxes have it */
                row[x / 8] |= (uint8_t)(0x80 >> x % 8);
        }
        TIFFWriteScanline(t, row, y, 0);
    }
    ts_free(row);
}

ts_err ts_write_tiff(ts_buf *out, ts_picture *const *page, uint32_t pages, ts_depth depth, unsigned dpi_across,
                     unsigned dpi_down) {
    bool bilevel = depth == TS_DEPTH_BILEVEL;
    memory m = {.out = out};
    TIFF *t = TIFFClientOpen("made-up.tif", "w", &m, none, put, seek, leave, size, NULL, NULL);
    if (!t)
        return ts_fail(TS_EINTERNAL, "a made-up TIFF could not be begun");
    for (uint32_t i = 0; i < pages; i++) {
        TIFFSetField(t, TIFFTAG_IMAGEWIDTH, page[i]->width);
        TIFFSetField(t, TIFFTAG_IMAGELENGTH, page[i]->height);
        TIFFSetField(t, TIFFTAG_BITSPERSAMPLE, bilevel ? 1 : 8);
        TIFFSetField(t, TIFFTAG_SAMPLESPERPIXEL, 1);
        TIFFSetField(t, TIFFTAG_PHOTOMETRIC, bilevel ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK);
        TIFFSetField(t, TIFFTAG_COMPRESSION, bilevel ? COMPRESSION_CCITTFAX4 : COMPRESSION_LZW);
        TIFFSetField(t, TIFFTAG_ROWSPERSTRIP, bilevel ? page[i]->height : 64);
        TIFFSetField(t, TIFFTAG_XRESOLUTION, (double)dpi_across);
        TIFFSetField(t, TIFFTAG_YRESOLUTION, (double)dpi_down);
        TIFFSetField(t, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
        if (pages > 1) {
            TIFFSetField(t, TIFFTAG_SUBFILETYPE, FILETYPE_PAGE);
            TIFFSetField(t, TIFFTAG_PAGENUMBER, (uint16_t)i, (uint16_t)pages);
        }
        rows(t, page[i], bilevel);
        if (!TIFFWriteDirectory(t)) {
            TIFFClose(t);
            return ts_fail(TS_EINTERNAL, "a made-up TIFF could not be written");
        }
    }
    TIFFClose(t);
    return TS_OK;
}
