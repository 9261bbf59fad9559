/* write_image.h - pictures as the files that phones, scanners and snipping tools leave. */
#ifndef TS_SYNTH_WRITE_IMAGE_H
#define TS_SYNTH_WRITE_IMAGE_H

#include "synth/picture.h"

/* What is kept of a pixel: colour; its grey, ITU-R BT.601; whether it is below half of white. */
typedef enum ts_depth { TS_DEPTH_COLOUR, TS_DEPTH_GREY, TS_DEPTH_BILEVEL } ts_depth;
static inline uint8_t ts_grey_of(uint32_t colour) {
    return (uint8_t)((77 * (colour >> 16 & 255) + 150 * (colour >> 8 & 255) + 29 * (colour & 255)) >> 8);
}

/* Dots per inch go into the files where they are above 0. */
void ts_write_png(ts_buf *out, ts_picture *p, ts_depth depth, unsigned dpi);
/* Colour or grey; quality 1 .. 100. */
void ts_write_jpeg(ts_buf *out, ts_picture *p, int quality, ts_depth depth, unsigned dpi);
/* All pages of one depth, grey (LZW) or bilevel (Group 4). */
ts_err ts_write_tiff(ts_buf *out, ts_picture *const *page, uint32_t pages, ts_depth depth, unsigned dpi_across,
                     unsigned dpi_down);
/* Grey JPEGs; layer: what is written on them as text that is not painted, where it stands. */
void ts_write_pdf_scan(ts_buf *out, ts_picture *const *page, uint32_t pages, int quality, unsigned dpi, bool layer);

#endif
