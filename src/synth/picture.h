/* picture.h - a picture in the making, and where each value stands on it.
 *
 * Drawn in units of a screen at 100 % (scans: of 1/96 inch), turned into pixels by `unit`.  What is written goes through
 * ts_picture_write, which notes the box of every value; whatever is done to the picture afterwards moves the boxes too.
 */
#ifndef TS_SYNTH_PICTURE_H
#define TS_SYNTH_PICTURE_H

#include "base/mem.h"
#include "synth/layout.h"

/* A value that can be seen, or could before it was blackened or cut off. */
typedef struct ts_mark {
    uint32_t row; /* of the person it belongs to, from 1; 0: somebody named in passing, a date of the window's own */
    const char *kind; /* as `touchstone list kinds` calls it */
    ts_span text; /* as written */
    double left, top, right, bottom; /* pixels */
    enum { TS_SEEN_WHOLE, TS_SEEN_CUT, TS_SEEN_NOT } seen;
    const char *why; /* not seen whole: "redacted", "cropped", "narrow", "covered"; else "" */
} ts_mark;

/* A line as it was written, whatever it says. */
typedef struct ts_line {
    ts_span text;
    double left, top, right, bottom; /* pixels */
} ts_line;

/* A line to be written, with the values in it.  {0} is empty. */
enum { TS_WORDS_VALUES = 32, TS_WORDS_BYTES = 1024 };
typedef struct ts_words {
    char text[TS_WORDS_BYTES];
    size_t len;
    struct {
        size_t at, len;
        const char *kind;
        uint32_t row;
    } value[TS_WORDS_VALUES];
    size_t values;
} ts_words;
void ts_words_add(ts_words *w, ts_span text);
/* An empty kind or an empty text is no value. */
void ts_words_value(ts_words *w, ts_span text, const char *kind, uint32_t row);
ts_words ts_words_of(const char *text);

typedef struct ts_type {
    const char *family;
    double size; /* units */
    bool bold, right; /* right: ends at x + room */
    uint32_t colour; /* 0xRRGGBB */
} ts_type;

typedef struct ts_picture {
    struct _cairo_surface *surface;
    struct _cairo *cr;
    struct _PangoLayout *layout;
    uint32_t width, height; /* pixels */
    double unit;
    ts_arena *arena; /* texts of the marks */
    ts_mark *mark;
    size_t marks, room;
    ts_line *line; /* where `keeps_lines` */
    size_t lines, lines_room;
    bool keeps_lines;
} ts_picture;

/* Width and height in units.  smooth_colour: letters with coloured edges, as LCD screens have them. */
void ts_picture_open(ts_picture *p, ts_arena *arena, double width, double height, double unit, uint32_t colour,
                     bool smooth_colour);
void ts_picture_done(ts_picture *p);
void ts_picture_fill(ts_picture *p, double x, double y, double w, double h, uint32_t colour);
/* Only its border, one pixel (at 100 %) wide. */
void ts_picture_frame(ts_picture *p, double x, double y, double w, double h, uint32_t colour);
void ts_picture_line(ts_picture *p, double x, double y, double to_x, double to_y, double width, uint32_t colour);
void ts_picture_disc(ts_picture *p, double x, double y, double radius, uint32_t colour);
/* Runs from the colour above to the colour below. */
void ts_picture_shade(ts_picture *p, double x, double y, double w, double h, uint32_t above, uint32_t below);
/* One line whose letters begin at (x, y), the top of its line box; cut off at `room` where that is above 0.  Its width. */
double ts_picture_write(ts_picture *p, double x, double y, double room, const ts_type *type, const ts_words *words);
/* The same broken into lines `room` wide.  Its height. */
double ts_picture_flow(ts_picture *p, double x, double y, double room, const ts_type *type, const ts_words *words);
/* A value that was put together piece by piece stands in this rectangle. */
void ts_picture_note(ts_picture *p, double x, double y, double w, double h, ts_span text, const char *kind,
                     uint32_t row);
double ts_picture_plain(ts_picture *p, double x, double y, const ts_type *type, const char *text);
double ts_picture_width_of(ts_picture *p, const ts_type *type, ts_span text);
/* A black bar over what the mark shows, and over every other mark that it meets. */
void ts_picture_blacken(ts_picture *p, size_t mark);
/* About half of the people lose their names or their numbers so; at least one value is blackened. */
void ts_picture_redact(ts_picture *p, ts_dice *c);
/* What lies in this rectangle is about to be drawn over. */
void ts_picture_cover(ts_picture *p, double x, double y, double w, double h);

/* Another size; what it shows then is undefined. */
void ts_picture_resize(ts_picture *p, uint32_t width, uint32_t height);
/* 0x00RRGGBB, row by row, `stride` words apart; marked as changed by ts_pixels_end. */
uint32_t *ts_pixels_begin(ts_picture *p, size_t *stride);
void ts_pixels_end(ts_picture *p);

/* The kind of value that a column of lists holds; "" for none that is looked for. */
const char *ts_field_kind(ts_field f);
/* A family of a sort that is installed here; DejaVu where the one drawn is not. */
typedef enum ts_face { TS_FACE_SANS, TS_FACE_SERIF, TS_FACE_MONO } ts_face;
const char *ts_face_draw(ts_dice *c, ts_face face);

#endif
