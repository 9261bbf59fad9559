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

#endif
