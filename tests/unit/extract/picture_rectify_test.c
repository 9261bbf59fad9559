/* picture_rectify_test.c - sheets and screens seen from the side: what is square in truth is square afterwards. */
#include "extract/picture_rectify.h"

#include <leptonica/allheaders.h>
#include <math.h>
#include <stdlib.h>

#include "support/test.h"

enum { WIDE = 1000, HIGH = 700, LEFT = 150, TOP = 100, RIGHT = 850, BOTTOM = 600, DOT = 14, ACROSS = 4, DOWN = 3 };

typedef struct scene {
    int room, frame, screen, dot; /* greys; frame: 16 pixels wide */
    int lit; /* lost to the light from the left to the right, per cent */
} scene;

static const scene sheet = {60, 60, 230, 20, 20}, bright = {120, 25, 235, 20, 30}, dark = {55, 30, 60, 210, 65};

static void fill(PIX *p, int x, int y, int w, int h, int grey) {
    for (int i = y; i < y + h; i++)
        for (int k = x; k < x + w; k++)
            pixSetPixel(p, k, i, (l_uint32)grey);
}

static double dot_x(int i) { return LEFT + 60 + 180.0 * (i % ACROSS) + DOT / 2.0; }
static double dot_y(int i) { return TOP + 60 + 170.0 * (i / ACROSS) + DOT / 2.0; }

static PTA *points(const double at[4][2]) {
    PTA *p = ptaCreate(4);
    for (int i = 0; i < 4; i++)
        ptaAddPt(p, (float)at[i][0], (float)at[i][1]);
    return p;
}

/* The screen with its dots, its corners seen at these places; *there leads from the front to what is seen. */
static PIX *look(const scene *s, const double corner[4][2], ts_projection *there) {
    static const double front[4][2] = {{LEFT, TOP}, {RIGHT, TOP}, {RIGHT, BOTTOM}, {LEFT, BOTTOM}};
    PIX *p = pixCreate(WIDE, HIGH, 8);
    fill(p, 0, 0, WIDE, HIGH, s->room);
    fill(p, LEFT - 16, TOP - 16, RIGHT - LEFT + 32, BOTTOM - TOP + 32, s->frame);
    fill(p, LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP, s->screen);
    for (int i = 0; i < ACROSS * DOWN; i++)
        fill(p, (int)dot_x(i) - DOT / 2, (int)dot_y(i) - DOT / 2, DOT, DOT, s->dot);
    PTA *from = points(front), *to = points(corner);
    float *back = NULL, *forth = NULL;
    CHECK(getProjectiveXformCoeffs(to, from, &back) == 0 && getProjectiveXformCoeffs(from, to, &forth) == 0);
    PIX *seen = pixProjectiveGray(p, back, (l_uint8)s->room);
    for (int i = 0; i < HIGH; i++)
        for (int k = 0; k < WIDE; k++) {
            l_uint32 v = 0;
            pixGetPixel(seen, k, i, &v);
            pixSetPixel(seen, k, i, v - v * (l_uint32)(k * s->lit / WIDE) / 100);
        }
    for (int i = 0; i < 8; i++)
        there->c[i] = forth[i];
    lept_free(back);
    lept_free(forth);
    ptaDestroy(&from);
    ptaDestroy(&to);
    pixDestroy(&p);
    return seen;
}

/* The middle of the dot that lies around here. */
static bool find_dot(PIX *p, const scene *s, int around_x, int around_y, double *x, double *y) {
    enum { REACH = 40 };
    double sx = 0, sy = 0, n = 0;
    for (int i = around_y - REACH; i < around_y + REACH; i++)
        for (int k = around_x - REACH; k < around_x + REACH; k++) {
            l_uint32 v = 0;
            pixGetPixel(p, k, i, &v);
            int is = (int)v * 100 / (100 - k * s->lit / WIDE);
            if (2 * abs(is - s->dot) < abs(s->dot - s->screen))
                sx += k, sy += i, n++;
        }
    *x = sx / n + 0.5, *y = sy / n + 0.5;
    return n > DOT * DOT / 4.0;
}

static const double from_right[4][2] = {{170, 140}, {860, 60}, {840, 640}, {150, 580}},
                    from_below[4][2] = {{210, 120}, {800, 90}, {880, 590}, {130, 560}},
                    upright[4][2] = {{LEFT, TOP}, {RIGHT, TOP}, {RIGHT, BOTTOM}, {LEFT, BOTTOM}},
                    askew[4][2] = {{170, 80}, {868, 117}, {842, 616}, {144, 579}}, /* by three degrees */
    cut_off[4][2] = {{-40, 120}, {800, 90}, {880, 590}, {-60, 560}},
                    steep[4][2] = {{330, 120}, {950, 90}, {680, 590}, {60, 560}};

TEST(a_rectangle_from_the_side_is_one_again) {
    static const struct {
        const scene *s;
        const double (*corner)[2];
        const char *why;
    } row[] = {{&sheet, from_right, "a sheet on a desk"},    {&sheet, from_below, "from below"},
               {&bright, from_right, "a screen, its frame"}, {&bright, from_below, "and from below"},
               {&dark, from_right, "dark in the dark"},      {&dark, from_below, "and from below"}};
    for (size_t i = 0; i < TEST_COUNT(row); i++) {
        ts_projection there, back;
        ts_rule outline;
        PIX *p = look(row[i].s, row[i].corner, &there);
        CHECK_ROW(ts_picture_rectify(&p, &outline, &back), row[i].why);
        CHECK_ROW(outline.x0 > 0 && outline.y0 > 0 && outline.x1 < WIDE && outline.y1 < HIGH, row[i].why);
        double x[ACROSS * DOWN], y[ACROSS * DOWN];
        for (int k = 0; k < ACROSS * DOWN; k++) {
            double u, v, from_x, from_y;
            /* as far from the sides of the outline as it is in truth; a frame's is wider */
            double ax = (dot_x(k) - LEFT) / (RIGHT - LEFT), ay = (dot_y(k) - TOP) / (BOTTOM - TOP);
            CHECK_ROW(find_dot(p, row[i].s, (int)(outline.x0 + ax * (outline.x1 - outline.x0)),
                               (int)(outline.y0 + ay * (outline.y1 - outline.y0)), &x[k], &y[k]),
                      row[i].why);
            ts_projection_point(&there, dot_x(k), dot_y(k), &u, &v);
            ts_projection_point(&back, x[k], y[k], &from_x, &from_y);
            CHECK_ROW(fabs(u - from_x) < 2 && fabs(v - from_y) < 2, row[i].why);
        }
        for (int k = 0; k < ACROSS * DOWN; k++)
            CHECK_ROW(fabs(x[k] - x[k % ACROSS]) < 3 && fabs(y[k] - y[k / ACROSS * ACROSS]) < 3, row[i].why);
        pixDestroy(&p);
    }
}

TEST(what_is_no_rectangle_from_the_side_stays) {
    static const struct {
        const scene *s;
        const double (*corner)[2];
        const char *why;
    } row[] = {{&sheet, upright, "from the front"},
               {&dark, upright, "from the front, dark"},
               {&bright, askew, "turned, which is undone by its lines"},
               {&sheet, cut_off, "not seen whole"},
               {&sheet, steep, "a rhomb that nobody would photograph"}};
    for (size_t i = 0; i < TEST_COUNT(row); i++) {
        ts_projection there, back;
        ts_rule outline;
        PIX *p = look(row[i].s, row[i].corner, &there), *copy = pixCopy(NULL, p);
        l_int32 same = 0;
        CHECK_ROW(!ts_picture_rectify(&p, &outline, &back), row[i].why);
        CHECK_ROW(pixEqual(p, copy, &same) == 0 && same, row[i].why);
        pixDestroy(&copy);
        pixDestroy(&p);
    }
    setMsgSeverity(L_SEVERITY_NONE);
    PIX *small = pixCreate(90, 40, 8), *blank = pixCreate(WIDE, HIGH, 8);
    ts_projection back;
    ts_rule outline;
    CHECK(!ts_picture_rectify(&small, &outline, &back) && !ts_picture_rectify(&blank, &outline, &back));
    pixDestroy(&small);
    pixDestroy(&blank);
}

TEST(other_dots_are_the_same_place) {
    ts_projection p = {{1.1F, 0.02F, 14, -0.03F, 0.9F, 7, 1e-4F, -2e-4F}}, q = p;
    ts_projection_unscale(&q, 2, 0.5);
    double x, y, u, v;
    ts_projection_point(&p, 2 * 120.0, 0.5 * 300, &x, &y);
    ts_projection_point(&q, 120, 300, &u, &v);
    CHECK(fabs(x / 2 - u) < 1e-3 && fabs(y / 0.5 - v) < 1e-3);
}
