/* treat.h - what happens to a picture after it was taken: cropped, shrunk, photographed again, scanned, sent by fax.
 *
 * The boxes of the values move along.  Nothing here calls libm but sqrt: other functions differ between machines.
 */
#ifndef TS_SYNTH_TREAT_H
#define TS_SYNTH_TREAT_H

#include "synth/picture.h"

/* A part of it, as snipping tools leave. */
void ts_picture_crop(ts_picture *p, ts_dice *c);
/* To that share of its width and height, below 1: neighbouring pixels run together. */
void ts_picture_shrink(ts_picture *p, double across, double down);
/* A screen photographed with a phone: askew, with a bezel around it, moire, glare, vignette and noise. */
void ts_picture_photograph(ts_picture *p, ts_dice *c);
/* The same, or a sheet of paper on a desk, from the side: in perspective, up to 5 degrees askew, lit from one side, less sharp; a
 * screen's moire is stronger. */
void ts_picture_photograph_aside(ts_picture *p, bool sheet, ts_dice *c);

/* A scanner, and the sheet on it. */
typedef struct ts_scan {
    double turn; /* radians that the sheet lies askew */
    double blur, noise, uneven; /* pixels; deviation of 255; share of light lost at the edges */
    int paper, ink, lid; /* greys: of white paper, of black ink, beyond the paper */
    uint32_t threshold; /* darker is black, else white; 0: greys stay */
    uint32_t specks, lost; /* of dust; lines lost on the way */
    bool holes;
} ts_scan;
void ts_picture_scan(ts_picture *p, const ts_scan *how, ts_dice *c);

/* Three by three, by rows: (x, y, 1) goes to (X/W, Y/W). */
typedef struct ts_warp {
    double m[9];
} ts_warp;
void ts_warp_point(const ts_warp *w, double x, double y, double *to_x, double *to_y);
ts_warp ts_warp_inverse(const ts_warp *w);
/* Takes the corners of a width x height picture to these four points: left top, right top, right bottom, left bottom. */
ts_warp ts_warp_corners(double width, double height, const double at[4][2]);
/* Other pixels, width * height of them, in the place of the picture's own; `pixel` is freed.  Boxes move by `forward`; what
 * then lies outside is `cropped`. */
void ts_picture_replace(ts_picture *p, uint32_t width, uint32_t height, uint32_t *pixel, const ts_warp *forward);

/* Between four pixels of a copy without stride, 8 bits a channel; *outside where (x, y) is not on it. */
typedef struct ts_pixels {
    uint32_t width, height;
    uint32_t *at; /* ts_free */
} ts_pixels;
ts_pixels ts_pixels_copy(ts_picture *p);
void ts_pixels_sample(const ts_pixels *from, double x, double y, double rgb[3]);
/* About normal, mean 0, deviation 1. */
double ts_dice_normal(ts_dice *c);

#endif
