/* picture_bands_test.c - the head of a list on a screen, light on dark, and what only looks like one. */
#include "extract/picture_bands.h"

#include <leptonica/allheaders.h>

#include "support/test.h"

enum { WIDE = 300, HIGH = 200, WHITE = 255, BAND = 116, HIGHEST = 28 };

static void fill(PIX *p, int x, int y, int w, int h, int grey) {
    for (int i = y; i < y + h; i++)
        for (int k = x; k < x + w; k++)
            pixSetPixel(p, k, i, (l_uint32)grey);
}

static int grey_at(PIX *p, int x, int y) {
    l_uint32 value = 0;
    pixGetPixel(p, x, y, &value);
    return (int)value;
}

static PIX *blank(void) {
    PIX *p = pixCreate(WIDE, HIGH, 8);
    fill(p, 0, 0, WIDE, HIGH, WHITE);
    return p;
}

TEST(a_band_is_made_dark_on_light_and_its_buttons_are_gone) {
    PIX *p = blank();
    fill(p, 20, 30, 120, 18, BAND);
    for (int i = 0; i < 5; i++)
        fill(p, 26 + 8 * i, 35, 3, 9, WHITE); /* print */
    fill(p, 122, 33, 14, 12, 240); /* a button, with its mark */
    fill(p, 127, 38, 4, 2, 60);
    fill(p, 40, 60, 3, 9, 0); /* print below, dark as it was */
    ts_picture_light_bands(p, HIGHEST);
    CHECK(grey_at(p, 21, 31) == WHITE && grey_at(p, 24, 40) == WHITE);
    for (int i = 0; i < 5; i++)
        CHECK(grey_at(p, 27 + 8 * i, 39) < 20);
    CHECK(grey_at(p, 123, 34) == WHITE && grey_at(p, 135, 44) == WHITE && grey_at(p, 125, 40) == WHITE);
    CHECK(grey_at(p, 41, 64) == 0 && grey_at(p, 10, 10) == WHITE);
    pixDestroy(&p);
}

TEST(what_is_no_band_stays) {
    static const struct {
        int x, y, w, h;
        const char *why;
    } row[] = {{20, 30, 120, 60, "as high as many lines: its ground is told by what is around"},
               {20, 30, 120, 9, "too low for print"},
               {20, 30, 18, 18, "a square: an icon, a letter"}};
    for (size_t i = 0; i < TEST_COUNT(row); i++) {
        PIX *p = blank();
        fill(p, row[i].x, row[i].y, row[i].w, row[i].h, BAND);
        ts_picture_light_bands(p, HIGHEST);
        CHECK_ROW(grey_at(p, row[i].x + 5, row[i].y + 5) == BAND, row[i].why);
        pixDestroy(&p);
    }
    PIX *field = blank(); /* a field of a form: a dark frame around light ground */
    fill(field, 20, 30, 120, 20, BAND);
    fill(field, 21, 31, 118, 18, WHITE);
    fill(field, 30, 36, 3, 9, 0); /* print in it */
    ts_picture_light_bands(field, HIGHEST);
    CHECK(grey_at(field, 50, 40) == WHITE && grey_at(field, 31, 40) == 0);
    pixDestroy(&field);
    PIX *p = blank(); /* letters that touch each other have no edge all around */
    fill(p, 20, 30, 120, 3, 0);
    for (int i = 0; i < 12; i++)
        fill(p, 20 + 10 * i, 30, 3, 18, 0);
    ts_picture_light_bands(p, HIGHEST);
    CHECK(grey_at(p, 21, 40) == 0 && grey_at(p, 27, 40) == WHITE);
    pixDestroy(&p);
}
