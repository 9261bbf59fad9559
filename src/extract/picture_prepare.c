/* picture_prepare.c - makes a picture ready for the engine, which was taught with dark print on white at 300 dots an inch.
 *
 * Screens are dark in places and have letters seven pixels high, sheets have lines that touch the print, scans lie askew.
 * Each step is left out where there is nothing for it to do: most pages need none.
 */
#include "extract/picture_prepare.h"

#include <leptonica/allheaders.h>
#include <math.h>

#include "base/limits.h"
#include "base/mem.h"
#include "extract/picture_bands.h"
#include "extract/print_height.h"

enum {
    CELL = 4, /* pixels of the picture for one of the map of its grounds, at least; twice that where it is large */
    WHITE = 255,
    PRINT = 20, /* height of a small letter that the engine reads best */
    LEAST_PRINT = 14, /* below it the picture is made larger */
    MOST_PRINT = 17, /* above it, smaller: */
    SHRUNK_PRINT = 15, /* what is sharp is read as well so, in less time */
    MOST_SCALE = 3,
    MOST_BOXES = 20000 /* of lines, or of parts of print: a page has some hundreds */
};

static void replace(PIX **old, PIX *with) {
    if (with) {
        pixDestroy(old);
        *old = with;
    }
}

/* ---- grounds ---- */

enum { AROUND_X = 9, AROUND_Y = 7 }; /* cells that are looked at for the ground of one */

static ts_err make_gray(PIX *picture, PIX **out) {
    PIX *plain = pixGetSpp(picture) == 4 ? pixAlphaBlendUniform(picture, 0xFFFFFF00) : NULL;
    *out = pixConvertTo8(plain ? plain : picture, 0);
    pixDestroy(&plain);
    return *out ? TS_OK : ts_fail(TS_EFORMAT, "image: its colours make no sense");
}

/* A fax has 204 columns to the inch and 98 lines, or 391 (ITU-T T.4); what differs by less than a little is read as well as it
 * is, and what differs by more is no page's. */
bool ts_picture_stretch(const PIX *picture, double *across, double *down) {
    const double least = 1.15, most = 4;
    int x = picture ? pixGetXRes((PIX *)picture) : 0, y = picture ? pixGetYRes((PIX *)picture) : 0;
    double ratio = x > 0 && y > 0 ? (double)x / y : 1;
    *down = ratio >= least && ratio <= most ? ratio : 1;
    *across = 1 / ratio >= least && 1 / ratio <= most ? 1 / ratio : 1;
    return *across * *down > 1;
}

/* Square dots, and fewer than the engine is given at most. */
ts_err ts_picture_square(PIX **gray, double *across, double *down, double *scale) {
    ts_picture_stretch(*gray, across, down);
    double pixels = pixGetWidth(*gray) * *across * pixGetHeight(*gray) * *down;
    *scale = pixels > (double)TS_LIMIT_OCR_PIXELS ? sqrt((double)TS_LIMIT_OCR_PIXELS / pixels) : 1;
    double x = *across * *scale, y = *down * *scale;
    if (x == 1 && y == 1)
        return TS_OK;
    PIX *scaled = pixScaleAreaMap(*gray, (float)x, (float)y); /* between the dots, where it grows */
    if (!scaled)
        return ts_fail(TS_EFORMAT, "image: it cannot be scaled");
    replace(gray, scaled);
    return TS_OK;
}

/* How many pixels have each value, of every other row and column; in all, returned. */
static double count_values(PIX *gray, double count[WHITE + 1]) {
    NUMA *histogram = pixGetGrayHistogram(gray, 2);
    double all = 0;
    for (int i = 0; i <= WHITE; i++) {
        float n = 0;
        numaGetFValue(histogram, i, &n);
        count[i] = (double)n;
        all += count[i];
    }
    numaDestroy(&histogram);
    return all;
}

/* A letter or two on a page are more. */
static bool is_blank(const double count[WHITE + 1], double all) {
    enum { NOISE = 24 };
    double few = all / 50000, sum = 0;
    int low = 0, high = WHITE;
    while (low < WHITE && (sum += count[low]) <= few)
        low++;
    sum = 0;
    while (high > 0 && (sum += count[high]) <= few)
        high--;
    return high - low < NOISE;
}

/* Otsu's threshold: the two sorts of pixels that it parts differ most, and each is most alike. */
static int threshold_of(const double count[WHITE + 1], double all) {
    double total = 0, below = 0, sum = 0, best = -1;
    int at = 128;
    for (int i = 0; i <= WHITE; i++)
        total += i * count[i];
    for (int i = 0; i < WHITE; i++) {
        below += count[i];
        sum += i * count[i];
        double above = all - below;
        if (below <= 0 || above <= 0)
            continue;
        double apart = sum / below - (total - sum) / above, merit = below * above * apart * apart;
        if (merit > best)
            best = merit, at = i + 1;
    }
    return at;
}

/* The ground of each cell: the middle one of the values around, since print covers less than half, and no stroke of a
 * letter is as wide as what is looked at. */
static PIX *map_grounds(PIX *gray, int cell) {
    PIX *map = pixScaleAreaMap(gray, 1.0F / (float)cell, 1.0F / (float)cell);
    if (map)
        replace(&map, pixRankFilterGray(map, AROUND_X, AROUND_Y, 0.5F));
    return map;
}

/* Every place's ground becomes white, whatever its shade: coloured rows, shadows on a photograph, and dark grounds with
 * light print, which are inverted. */
static void even_out(PIX *gray, int cell) {
    enum { DARK = 140 };
    int w = pixGetWidth(gray), h = pixGetHeight(gray);
    PIX *map = w < 2 * cell || h < 2 * cell ? NULL : map_grounds(gray, cell);
    if (!map)
        return;
    static uint8_t white[WHITE + 1][WHITE + 1]; /* by ground and value; made once, before any fork */
    if (!white[WHITE][WHITE])
        for (int ground = 0; ground <= WHITE; ground++)
            for (int value = 0; value <= WHITE; value++) {
                int g = ground < DARK ? WHITE - ground : ground, v = ground < DARK ? WHITE - value : value;
                white[ground][value] = (uint8_t)(v >= g ? WHITE : v * WHITE / g);
            }
    int mw = pixGetWidth(map), mh = pixGetHeight(map);
    for (int y = 0; y < h; y++) {
        l_uint32 *row = pixGetData(gray) + (size_t)y * (size_t)pixGetWpl(gray);
        const l_uint32 *ground = pixGetData(map) + (size_t)(y / cell < mh ? y / cell : mh - 1) * (size_t)pixGetWpl(map);
        for (int x = 0, to; x < w; x = to) {
            int at = x / cell;
            to = at < mw - 1 ? (at + 1) * cell : w;
            const uint8_t *as = white[GET_DATA_BYTE(ground, at < mw ? at : mw - 1)];
            for (int i = x; i < to; i++)
                SET_DATA_BYTE(row, i, as[GET_DATA_BYTE(row, i)]);
        }
    }
    pixDestroy(&map);
}

/* ---- print ---- */

static PIX *ink_of(PIX *gray) {
    double count[WHITE + 1], all = count_values(gray, count);
    return pixThresholdToBinary(gray, threshold_of(count, all));
}

static void add_boxes(PIX *of, int most, ts_rule **to, size_t *n) {
    BOXA *boxes = pixConnCompBB(of, 8);
    int more = boxes ? boxaGetCount(boxes) : 0;
    more = more > most ? most : more;
    *to = ts_grow(*to, *n + (size_t)more + 1, sizeof **to);
    for (int i = 0; i < more; i++) {
        int x, y, w, h;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        (*to)[(*n)++] = (ts_rule){x, y, x + w, y + h};
    }
    boxaDestroy(&boxes);
}

static int height_of_print(PIX *ink) {
    enum { MOST = 200000 }; /* specks among them */
    ts_rule *box = NULL;
    size_t n = 0;
    add_boxes(ink, MOST, &box, &n);
    int height = ts_print_height(box, n);
    ts_free(box);
    return height;
}

/* ---- lines ---- */

static void paint_white(PIX *gray, PIX **mask) {
    l_int32 none = 1;
    if (*mask && pixZero(*mask, &none) == 0 && !none) {
        replace(mask, pixDilateBrick(NULL, *mask, 3, 3));
        pixSetMasked(gray, *mask, WHITE);
    }
}

/* Bars as high as no letter, nor the capitals of a heading, closer than letters stand: a bar code, of which the engine makes
 * words. */
static PIX *find_bars(PIX *marks, int print) {
    PIX *bars = pixOpenCompBrick(NULL, marks, 1, 3 * print);
    if (bars)
        replace(&bars, pixCloseSafeCompBrick(NULL, bars, print, 1));
    if (bars)
        replace(&bars, pixOpenCompBrick(NULL, bars, 3 * print, print * 5 / 2));
    if (bars) /* their ends are ragged where the ground could not be told */
        replace(&bars, pixDilateBrick(NULL, bars, print, print));
    return bars;
}

/* Sides of boxes are hardly higher than letters, but stand on lines that go across. */
static void add_sides(PIX *marks, PIX *across, int print, PIX **upright) {
    PIX *sides = pixOpenCompBrick(NULL, marks, 1, print * 9 / 4),
        *seed = sides ? pixDilateBrick(NULL, across, 3, 7) : NULL;
    if (seed) {
        pixAnd(seed, seed, sides);
        PIX *joined = pixSeedfillBinary(NULL, seed, sides, 8);
        if (joined)
            pixOr(*upright, *upright, joined);
        pixDestroy(&joined);
    }
    pixDestroy(&seed);
    pixDestroy(&sides);
}

/* Solid blocks (what is blacked out, pictures) are no letters, and the engine would see some.  Strokes longer than any
 * letter's, and thin, are drawn lines: told as rules.  Both are looked for in all that differs from the ground, since a
 * sheet's lines are light, and painted over. */
static void take_out_lines(PIX *gray, ts_prepared *p) {
    enum { GROUND = 240, PLAIN_GROUND = 232 /* where only scaling made greys */ };
    int length = 5 * p->print < 40 ? 40 : 5 * p->print, thick = p->print / 2 < 4 ? 4 : p->print / 2;
    PIX *marks = pixThresholdToBinary(gray, p->shades ? GROUND : PLAIN_GROUND);
    if (!marks)
        return;
    PIX *solid = pixOpenCompBrick(NULL, marks, 3 * p->print, 1 + p->print * 2 / 3), *bars = find_bars(marks, p->print);
    paint_white(gray, &solid);
    paint_white(gray, &bars);
    if (bars)
        pixSubtract(marks, marks, bars);
    pixDestroy(&solid);
    pixDestroy(&bars);
    PIX *thicker = pixOpenCompBrick(NULL, marks, thick, thick);
    if (thicker) {
        replace(&thicker, pixDilateBrick(NULL, thicker, 3, 3));
        pixSubtract(marks, marks, thicker);
        pixDestroy(&thicker);
    }
    PIX *across = pixOpenCompBrick(NULL, marks, length, 1), *upright = pixOpenCompBrick(NULL, marks, 1, length);
    if (across && upright) {
        add_sides(marks, across, p->print, &upright);
        add_boxes(across, MOST_BOXES, &p->rule, &p->rules);
        add_boxes(upright, MOST_BOXES, &p->rule, &p->rules);
        paint_white(gray, &across);
        paint_white(gray, &upright);
    }
    pixDestroy(&across);
    pixDestroy(&upright);
    pixDestroy(&marks);
}

/* Letters of one word, and words of one cell, run together where they are spread a little sideways. */
static void find_parts(PIX *gray, ts_prepared *p) {
    PIX *ink = ink_of(gray);
    if (!ink)
        return;
    replace(&ink, pixCloseSafeCompBrick(NULL, ink, p->print * 5 / 4, 1));
    add_boxes(ink, MOST_BOXES, &p->part, &p->parts);
    pixDestroy(&ink);
    size_t kept = 0;
    for (size_t i = 0; i < p->parts; i++) {
        int w = p->part[i].x1 - p->part[i].x0, h = p->part[i].y1 - p->part[i].y0;
        bool speck = w <= p->print / 3 && h <= p->print / 3;
        if (!speck && h < 6 * p->print)
            p->part[kept++] = p->part[i];
    }
    p->parts = kept;
}

/* ---- all ---- */

static void straighten(PIX **gray, PIX *ink, ts_prepared *p) {
    const float least = 0.25F, sure = 3.0F, degree = 3.14159265F / 180;
    float angle = 0, confidence = 0;
    if (pixFindSkew(ink, &angle, &confidence) != 0 || confidence < sure || fabsf(angle) < least)
        return;
    replace(gray, pixRotateAMGray(*gray, angle * degree, WHITE));
    p->angle = (double)(angle * degree);
}

static void rescale_boxes(ts_rule *r, size_t n, double s) {
    for (size_t i = 0; i < n; i++)
        r[i] = (ts_rule){(int)(r[i].x0 * s), (int)(r[i].y0 * s), (int)(r[i].x1 * s) + 1, (int)(r[i].y1 * s) + 1};
}

static void rescale(PIX **gray, double s, ts_prepared *p) {
    if (s > 1)
        replace(gray, pixScaleGrayLI(*gray, (float)s, (float)s));
    else if (s < 1)
        replace(gray, pixScaleAreaMap(*gray, (float)s, (float)s));
    rescale_boxes(p->rule, p->rules, s);
    rescale_boxes(p->part, p->parts, s);
    p->print = (int)(p->print * s + 0.5);
    p->scale *= s;
}

/* Small print is made larger, as far as the engine is given that many pixels. */
static double growth(PIX *gray, int print) {
    double s = print && print < LEAST_PRINT ? (double)PRINT / print : 1;
    double most = sqrt((double)TS_LIMIT_OCR_PIXELS / ((double)pixGetWidth(gray) * pixGetHeight(gray)));
    s = s > MOST_SCALE ? MOST_SCALE : s;
    s = s > most ? most : s;
    return s < 1 ? 1 : s;
}

/* How high its print is can only be told where the grounds are even, and how large a piece of ground is looked at depends on it:
 * where it was too small for the print, since it saw a ground in the strokes of large letters, all begins once more. */
static PIX *even_out_by_print(PIX **gray, ts_prepared *p) {
    enum { LARGE = 4500000 };
    int cell = (double)pixGetWidth(*gray) * pixGetHeight(*gray) > LARGE ? 2 * CELL : CELL;
    ts_picture_light_bands(*gray, AROUND_Y * cell);
    PIX *as_it_was = pixCopy(NULL, *gray);
    even_out(*gray, cell);
    PIX *ink = ink_of(*gray);
    p->print = ink ? height_of_print(ink) : 0;
    if (as_it_was && p->print / 2 > cell) {
        replace(gray, as_it_was);
        as_it_was = NULL;
        if (p->print > MOST_PRINT)
            rescale(gray, (double)SHRUNK_PRINT / p->print, p);
        even_out(*gray, p->print / 2);
        replace(&ink, ink_of(*gray));
    }
    pixDestroy(&as_it_was);
    return ink;
}

/* Where the ground changes from light to dark at the edge of a sheet or a screen, some of it is left. */
static void take_out_edges(PIX *gray, const ts_rule *r, int print) {
    int in = print / 2 < 4 ? 4 : print / 2;
    const ts_rule side[] = {{r->x0, r->y0, r->x1, r->y0},
                            {r->x0, r->y1, r->x1, r->y1},
                            {r->x0, r->y0, r->x0, r->y1},
                            {r->x1, r->y0, r->x1, r->y1}};
    for (int i = 0; i < 4; i++)
        pixRasterop(gray, side[i].x0 - in, side[i].y0 - in, side[i].x1 - side[i].x0 + 2 * in,
                    side[i].y1 - side[i].y0 + 2 * in, PIX_SET, NULL, 0, 0);
}

static void make_ready(PIX **gray, ts_rule *outline, ts_prepared *p) {
    double scale = p->scale;
    PIX *ink = even_out_by_print(gray, p);
    if (!ink)
        return;
    if (p->rectified) {
        rescale_boxes(outline, 1, p->scale / scale);
        take_out_edges(*gray, outline, p->print);
    }
    straighten(gray, ink, p);
    pixDestroy(&ink);
    if (p->print) {
        take_out_lines(*gray, p);
        find_parts(*gray, p);
    }
    rescale(gray, growth(*gray, p->print), p);
}

/* Clockwise, on this picture as it stands. */
static void turn_boxes(ts_rule *r, size_t n, PIX *on, int quarters) {
    for (int q = 0; q < quarters; q++) {
        int height = q % 2 ? pixGetWidth(on) : pixGetHeight(on);
        for (size_t i = 0; i < n; i++)
            r[i] = (ts_rule){height - r[i].y1, r[i].x0, height - r[i].y0, r[i].x1};
    }
}

ts_err ts_picture_prepare(PIX *picture, int quarters, ts_prepared *out) {
    ts_prepared p = {.scale = 1, .quarters = quarters};
    PIX *gray = NULL;
    p.shades = pixGetDepth(picture) > 1;
    ts_err err = make_gray(picture, &gray);
    pixDestroy(&picture);
    if (err == TS_OK)
        err = ts_picture_square(&gray, &p.across, &p.down, &p.scale);
    if (err != TS_OK) {
        pixDestroy(&gray);
        return err;
    }
    ts_rule outline = {0};
    p.rectified = p.shades && ts_picture_rectify(&gray, &outline, &p.back);
    if (p.rectified)
        ts_projection_unscale(&p.back, p.scale * p.across, p.scale * p.down);
    if (quarters) {
        turn_boxes(&outline, 1, gray, quarters);
        replace(&gray, pixRotateOrth(gray, quarters));
    }
    double count[WHITE + 1], all = count_values(gray, count);
    if (is_blank(count, all))
        pixDestroy(&gray);
    else
        make_ready(&gray, &outline, &p);
    p.gray = gray;
    *out = p;
    return TS_OK;
}

ts_err ts_prepared_turn(ts_prepared *p, int quarters) {
    PIX *turned = pixRotateOrth(p->gray, quarters);
    if (!turned)
        return ts_fail(TS_EFORMAT, "image: it cannot be turned");
    turn_boxes(p->rule, p->rules, p->gray, quarters);
    turn_boxes(p->part, p->parts, p->gray, quarters);
    pixDestroy(&p->gray);
    p->gray = turned;
    p->quarters = (p->quarters + quarters) % 4;
    return TS_OK;
}

void ts_prepared_done(ts_prepared *p) {
    pixDestroy(&p->gray);
    ts_free(p->rule);
    ts_free(p->part);
    *p = (ts_prepared){0};
}
