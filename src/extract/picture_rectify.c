/* picture_rectify.c - finds the outline of a screen or a sheet on a photograph, and makes it a rectangle.
 *
 * A sheet is lighter than the desk, a screen lighter than its frame or, with light print on dark, part of a frame that is darker
 * than the wall: on a small copy the largest light part, or dark one, has four straight sides then.  Lines of print could tell how
 * the picture lies across, but hardly where its columns meet: the sides tell both.
 */
#include "extract/picture_rectify.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"

enum {
    WHITE = 255,
    SMALL = 600, /* pixels of the small copy's longer side */
    LEAST_AREA = 30, /* per cent of the picture that the outline holds */
    LEAST_ON_SIDE = 75 /* per cent of the places along a side that lie on it */
};

typedef struct side {
    double a, b; /* x = a + b y of the left and the right one, y = a + b x of the upper and the lower */
} side;

typedef struct corners {
    double x[4], y[4]; /* left top, right top, right bottom, left bottom */
} corners;

static int by_value(const void *a, const void *b) {
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static double middle_one(double *value, size_t n) {
    qsort(value, n, sizeof *value, by_value);
    return value[n / 2];
}

/* A line through most of the places at[from..to], whatever the others are: the middle one of the slopes between places that lie far
 * from each other (Theil 1950, Sen 1968), then the least squares of what lies close.  False: too few do. */
static bool fit_side(const int *at, int from, int to, side *out) {
    const double near = 1.5;
    int n = to - from, half = n / 2;
    if (n < 40)
        return false;
    double *value = ts_alloc_array((size_t)n, sizeof *value);
    for (int i = 0; i < half; i++)
        value[i] = (double)(at[from + half + i] - at[from + i]) / half;
    side s = {.b = middle_one(value, (size_t)half)};
    for (int i = 0; i < n; i++)
        value[i] = at[from + i] - s.b * (from + i);
    s.a = middle_one(value, (size_t)n);
    ts_free(value);
    int close = 0;
    for (int round = 0; round < 2; round++) {
        double sx = 0, sy = 0, sxx = 0, sxy = 0;
        close = 0;
        for (int i = from; i < to; i++)
            if (fabs(at[i] - s.a - s.b * i) <= near) {
                close++;
                sx += i, sy += at[i], sxx += (double)i * i, sxy += (double)i * at[i];
            }
        double d = close * sxx - sx * sx;
        if (100 * close < LEAST_ON_SIDE * n || d <= 0)
            return false;
        s.b = (close * sxy - sx * sy) / d;
        s.a = (sy - s.b * sx) / close;
    }
    *out = s;
    return true;
}

/* Where the part's print begins and ends in each row, or in each column of the picture turned by a quarter. */
static void ends_of(PIX *part, int *first, int *last) {
    int w = pixGetWidth(part), h = pixGetHeight(part);
    for (int y = 0; y < h; y++) {
        const l_uint32 *row = pixGetData(part) + (size_t)y * (size_t)pixGetWpl(part);
        int from = 0, to = w - 1;
        while (from < w && !GET_DATA_BIT(row, from))
            from++;
        while (to > from && !GET_DATA_BIT(row, to))
            to--;
        first[y] = from;
        last[y] = to + 1;
    }
}

/* The sides of a part, each told by the middle seven tenths of what lies along it: corners belong to two. */
static bool fit_sides(PIX *part, side s[4]) {
    PIX *turned = pixRotateOrth(part, 1);
    if (!turned)
        return false;
    PIX *way[2] = {part, turned};
    bool good = true;
    for (int k = 0; k < 2 && good; k++) {
        int h = pixGetHeight(way[k]), from = h * 15 / 100, to = h - from;
        int *first = ts_alloc_array((size_t)h, sizeof *first), *last = ts_alloc_array((size_t)h, sizeof *last);
        ends_of(way[k], first, last);
        good = fit_side(first, from, to, &s[2 * k]) && fit_side(last, from, to, &s[2 * k + 1]);
        ts_free(first);
        ts_free(last);
    }
    pixDestroy(&turned);
    return good;
}

static void cross(const side *upright, const side *level, double *x, double *y) {
    *y = (level->a + level->b * upright->a) / (1 - level->b * upright->b);
    *x = upright->a + upright->b * *y;
}

/* The corners of a part that stands at x, y of the small copy. */
static bool corners_of(PIX *part, int x, int y, corners *out) {
    side s[4];
    if (!fit_sides(part, s))
        return false;
    /* turned clockwise, a row is a column, and its first place the lower end, counted from below */
    double h = pixGetHeight(part);
    side lower = {h - s[2].a, -s[2].b}, upper = {h - s[3].a, -s[3].b};
    cross(&s[0], &upper, &out->x[0], &out->y[0]);
    cross(&s[1], &upper, &out->x[1], &out->y[1]);
    cross(&s[1], &lower, &out->x[2], &out->y[2]);
    cross(&s[0], &lower, &out->x[3], &out->y[3]);
    for (int i = 0; i < 4; i++)
        out->x[i] += x, out->y[i] += y;
    return true;
}

/* Is it a rectangle seen from the side?  The sine of each angle's distance from a right one. */
static bool is_aslant(const corners *c, int width, int height) {
    const double right = 0.008, most = 0.5; /* half of a degree; 30 */
    double area = 0, farthest = 0;
    for (int i = 0; i < 4; i++) {
        int next = (i + 1) % 4, before = (i + 3) % 4;
        double ax = c->x[next] - c->x[i], ay = c->y[next] - c->y[i];
        double bx = c->x[before] - c->x[i], by = c->y[before] - c->y[i];
        double off = fabs(ax * bx + ay * by) / sqrt((ax * ax + ay * ay) * (bx * bx + by * by));
        area += c->x[i] * c->y[next] - c->x[next] * c->y[i];
        farthest = off > farthest ? off : farthest;
    }
    return farthest > right && farthest < most && 100 * area / 2 > (double)LEAST_AREA * width * height;
}

static int grey_at(PIX *p, double x, double y) {
    l_uint32 value = 0;
    pixGetPixel(p, (int)x, (int)y, &value); /* beyond its edges: 0 */
    return (int)value;
}

/* Is one side of each line lighter than the other, all along?  Light that fades has lines, too, but no edges there. */
static bool has_edges(PIX *small, const corners *c) {
    enum { PLACES = 40, APART = 3, LEAST = 4 };
    for (int i = 0; i < 4; i++) {
        int next = (i + 1) % 4, lighter = 0, darker = 0;
        double dx = c->x[next] - c->x[i], dy = c->y[next] - c->y[i], length = sqrt(dx * dx + dy * dy);
        if (!(length > 1))
            return false;
        double across_x = -dy / length * APART, across_y = dx / length * APART;
        for (int k = 1; k < PLACES; k++) {
            double x = c->x[i] + dx * k / PLACES, y = c->y[i] + dy * k / PLACES;
            int step = grey_at(small, x + across_x, y + across_y) - grey_at(small, x - across_x, y - across_y);
            lighter += step >= LEAST;
            darker += step <= -LEAST;
        }
        int most = lighter > darker ? lighter : darker;
        if (100 * most < LEAST_ON_SIDE * (PLACES - 1))
            return false;
    }
    return true;
}

/* The first part that is large enough, seen whole, and a rectangle from the side. */
static bool find_part(PIX *small, PIX *marks, corners *out) {
    int width = pixGetWidth(marks), height = pixGetHeight(marks);
    PIXA *parts = NULL;
    BOXA *boxes = pixConnComp(marks, &parts, 4);
    bool found = false;
    for (int i = 0, n = boxes ? boxaGetCount(boxes) : 0; i < n && !found; i++) {
        int x, y, w, h;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (100 * w * h < LEAST_AREA * width * height || x < 2 || y < 2 || x + w > width - 2 || y + h > height - 2)
            continue;
        PIX *part = pixaGetPix(parts, i, L_CLONE);
        found = part && corners_of(part, x, y, out) && is_aslant(out, width, height) && has_edges(small, out);
        pixDestroy(&part);
    }
    boxaDestroy(&boxes);
    pixaDestroy(&parts);
    return found;
}

/* Otsu's threshold for what is from..to alone. */
static int threshold_within(NUMA *histogram, int from, int to) {
    NUMA *part = numaClipToInterval(histogram, from, to);
    int at = 0;
    if (!part || numaSplitDistribution(part, 0, &at, NULL, NULL, NULL, NULL, NULL) != 0)
        at = 0;
    numaDestroy(&part);
    return from + at + 1;
}

/* A wall, a frame and a screen are of three shades, and the screen has some of its own: what is lighter, and darker, than the
 * threshold is parted once more. */
static bool find_shade(PIX *small, corners *out) {
    NUMA *histogram = pixGetGrayHistogram(small, 1);
    if (!histogram)
        return false;
    int middle = threshold_within(histogram, 0, WHITE);
    int at[] = {middle, threshold_within(histogram, 0, middle), threshold_within(histogram, middle, WHITE)};
    bool found = false;
    for (int i = 0; i < 6 && !found; i++) {
        PIX *marks = pixThresholdToBinary(small, at[i / 2]);
        if (marks && i % 2 == 0)
            pixInvert(marks, marks);
        PIX *plain = marks ? pixOpenBrick(NULL, marks, 5, 5) : NULL;
        found = plain && find_part(small, plain, out);
        pixDestroy(&plain);
        pixDestroy(&marks);
    }
    numaDestroy(&histogram);
    return found;
}

/* In a dark room a frame that is a little darker than the screen in it and the wall behind: its sides are what is dark and narrow once
 * light print is gone.  It may have gaps. */
static bool find_frame(PIX *small, corners *out) {
    enum { PRINT = 9, WIDEST = 15, SHORTEST = 60 }; /* pixels of the small copy */
    PIX *plain = pixOpenGray(small, PRINT, PRINT), *marks = NULL, *sides = NULL,
        *frame = plain ? pixTophat(plain, WIDEST, WIDEST, L_TOPHAT_BLACK) : NULL;
    NUMA *histogram = frame ? pixGetGrayHistogram(frame, 1) : NULL;
    if (histogram)
        marks = pixThresholdToBinary(frame, threshold_within(histogram, 0, WHITE));
    if (marks) {
        pixInvert(marks, marks);
        sides = pixSelectBySize(marks, SHORTEST, SHORTEST, 8, L_SELECT_IF_EITHER, L_SELECT_IF_GTE, NULL);
    }
    bool found = sides && corners_of(sides, 0, 0, out) && is_aslant(out, pixGetWidth(sides), pixGetHeight(sides)) &&
                 has_edges(small, out);
    numaDestroy(&histogram);
    pixDestroy(&plain);
    pixDestroy(&frame);
    pixDestroy(&marks);
    pixDestroy(&sides);
    return found;
}

static bool find_corners(PIX *gray, corners *out) {
    int w = pixGetWidth(gray), h = pixGetHeight(gray), longer = w > h ? w : h;
    if (longer < SMALL)
        return false;
    double scale = (double)SMALL / longer;
    PIX *small = pixScaleAreaMap(gray, (float)scale, (float)scale);
    bool found = small && (find_shade(small, out) || find_frame(small, out));
    for (int i = 0; i < 4 && found; i++)
        out->x[i] /= scale, out->y[i] /= scale;
    pixDestroy(&small);
    return found;
}

static double distance(const corners *c, int i, int k) {
    double dx = c->x[i] - c->x[k], dy = c->y[i] - c->y[k];
    return sqrt(dx * dx + dy * dy);
}

/* Where the corners are to be: in the middle of the four, as wide and as high as they are on the whole. */
static corners upright_of(const corners *c) {
    double w = (distance(c, 0, 1) + distance(c, 3, 2)) / 2, h = (distance(c, 0, 3) + distance(c, 1, 2)) / 2, x = 0,
           y = 0;
    for (int i = 0; i < 4; i++)
        x += c->x[i] / 4, y += c->y[i] / 4;
    return (corners){{x - w / 2, x + w / 2, x + w / 2, x - w / 2}, {y - h / 2, y - h / 2, y + h / 2, y + h / 2}};
}

static PTA *points_of(const corners *c) {
    PTA *p = ptaCreate(4);
    for (int i = 0; i < 4; i++)
        ptaAddPt(p, (float)c->x[i], (float)c->y[i]);
    return p;
}

bool ts_picture_rectify(PIX **gray, ts_rule *outline, ts_projection *back) {
    enum { AROUND = 128 }; /* the grey of what was not on the picture */
    corners seen, wanted;
    if (!find_corners(*gray, &seen))
        return false;
    wanted = upright_of(&seen);
    PTA *from = points_of(&seen), *to = points_of(&wanted);
    float *c = NULL;
    PIX *made = NULL;
    if (getProjectiveXformCoeffs(to, from, &c) == 0)
        made = pixProjectiveGray(*gray, c, AROUND);
    if (made) {
        for (int i = 0; i < 8; i++)
            back->c[i] = c[i];
        *outline = (ts_rule){(int)wanted.x[0], (int)wanted.y[0], (int)wanted.x[2], (int)wanted.y[2]};
        pixDestroy(gray);
        *gray = made;
    }
    lept_free(c);
    ptaDestroy(&from);
    ptaDestroy(&to);
    return made != NULL;
}

void ts_projection_unscale(ts_projection *p, double x, double y) {
    const double by[8] = {1, y / x, 1 / x, x / y, 1, 1 / y, x, y};
    for (int i = 0; i < 8; i++)
        p->c[i] = (float)((double)p->c[i] * by[i]);
}

void ts_projection_point(const ts_projection *p, double x, double y, double *to_x, double *to_y) {
    const float *c = p->c;
    double z = (double)c[6] * x + (double)c[7] * y + 1;
    *to_x = ((double)c[0] * x + (double)c[1] * y + (double)c[2]) / z;
    *to_y = ((double)c[3] * x + (double)c[4] * y + (double)c[5]) / z;
}
