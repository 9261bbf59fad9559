/* picture_prepare.h - makes a picture ready for the engine: dark print on a light ground, upright, of a good size. */
#ifndef TS_EXTRACT_PICTURE_PREPARE_H
#define TS_EXTRACT_PICTURE_PREPARE_H

#include "base/bytes.h"
#include "extract/panels.h"
#include "extract/picture_rectify.h"

struct Pix;

typedef struct ts_prepared {
    struct Pix *gray; /* 8 bits a pixel; NULL: the picture is blank */
    double scale; /* pixels of gray for one of the picture */
    double across,
        down; /* by which its columns, or lines, were stretched beside that, to make its dots square: 1, or more */
    bool shades; /* it has more than black and white */
    bool rectified; /* it was seen from the side, */
    ts_projection back; /* and this leads from there to the picture, both without scale and quarters */
    double angle; /* by which it was turned to stand straight, radians, clockwise */
    int quarters; /* by which it was turned before that, clockwise */
    int print; /* height of a small letter in gray; 0: not known */
    ts_rule *rule; /* lines drawn on it, in pixels of gray: taken out of it, since they touch the print */
    size_t rules;
    ts_rule *part; /* where its lines of print have parts that stand together */
    size_t parts;
} ts_prepared;

/* Are its dots not square, as it says itself?  Then one of these is above 1: by how much its columns are to be stretched, or its
 * lines.  A picture that says nothing has square dots. */
bool ts_picture_stretch(const struct Pix *picture, double *across, double *down);
/* Stretches a picture of 8 bits a pixel so, and makes it smaller (*scale, below 1) where it has more dots than the engine is given. */
ts_err ts_picture_square(struct Pix **gray, double *across, double *down, double *scale);

/* Takes the picture, and frees it.  quarters: to be turned clockwise first. */
ts_err ts_picture_prepare(struct Pix *picture, int quarters, ts_prepared *out);
/* Turns what was prepared by so many quarters more. */
ts_err ts_prepared_turn(ts_prepared *p, int quarters);
void ts_prepared_done(ts_prepared *p);

#endif
