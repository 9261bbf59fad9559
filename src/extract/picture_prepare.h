/* picture_prepare.h - makes a picture ready for the engine: dark print on a light ground, upright, of a good size. */
#ifndef TS_EXTRACT_PICTURE_PREPARE_H
#define TS_EXTRACT_PICTURE_PREPARE_H

#include "base/bytes.h"
#include "extract/panels.h"

struct Pix;

typedef struct ts_prepared {
    struct Pix *gray; /* 8 bits a pixel; NULL: the picture is blank */
    double scale; /* pixels of gray for one of the picture */
    double angle; /* by which it was turned to stand straight, radians, clockwise */
    int quarters; /* by which it was turned before that, clockwise */
    int print; /* height of a small letter in gray; 0: not known */
    ts_rule *rule; /* lines drawn on it, in pixels of gray: taken out of it, since they touch the print */
    size_t rules;
    ts_rule *part; /* where its lines of print have parts that stand together */
    size_t parts;
} ts_prepared;

/* Takes the picture, and frees it.  quarters: to be turned clockwise first. */
ts_err ts_picture_prepare(struct Pix *picture, int quarters, ts_prepared *out);
/* Turns what was prepared by so many quarters more. */
ts_err ts_prepared_turn(ts_prepared *p, int quarters);
void ts_prepared_done(ts_prepared *p);

#endif
