/* picture_rectify.h - a screen or a sheet that was photographed from the side, as if from the front. */
#ifndef TS_EXTRACT_PICTURE_RECTIFY_H
#define TS_EXTRACT_PICTURE_RECTIFY_H

#include "extract/panels.h"

struct Pix;

/* From a pixel of the picture that was made to one of the picture as it was: ((c0 x + c1 y + c2) / (c6 x + c7 y + 1), ...). */
typedef struct ts_projection {
    float c[8];
} ts_projection;

/* Where the outline of what was photographed is seen on the picture, 8 bits a pixel, and its corners are no right angles, makes them
 * such: the picture is another then, *outline stands on it, and *back leads to the one that it was.  False: it stays. */
bool ts_picture_rectify(struct Pix **gray, ts_rule *outline, ts_projection *back);
/* The same for a picture of other dots: x and y of that one were multiplied so. */
void ts_projection_unscale(ts_projection *p, double x, double y);
void ts_projection_point(const ts_projection *p, double x, double y, double *to_x, double *to_y);

#endif
