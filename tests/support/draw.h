/* draw.h - pictures for tests: text at places on a ground, drawn as a screen or a printer would, and written as PNG or PNM. */
#ifndef TS_TESTS_SUPPORT_DRAW_H
#define TS_TESTS_SUPPORT_DRAW_H

#include "base/bytes.h"

typedef struct drawing drawing;

/* Colours are 0xRRGGBB. */
drawing *draw_new(int width, int height, unsigned ground);
void draw_free(drawing *d);
/* font: "Sans 10", where 10 points at 96 dots an inch are 13 pixels; x, y: the top left corner. */
void draw_text(drawing *d, const char *font, int x, int y, unsigned colour, const char *text);
void draw_box(drawing *d, int x, int y, int width, int height, unsigned colour);
/* Turned by so many degrees about its middle, on its ground, in a picture that holds it all. */
drawing *draw_turned(const drawing *d, double degrees);
/* With so many columns and rows for one. */
drawing *draw_stretched(const drawing *d, double across, double down);
/* Appends the picture as a PNG, as raw PPM (P6) or as raw PGM (P5). */
void draw_png(const drawing *d, ts_buf *out);
void draw_ppm(const drawing *d, ts_buf *out);
void draw_pgm(const drawing *d, ts_buf *out);

#endif
