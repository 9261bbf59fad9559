/* picture_bands.c - the names of columns stand light on a dark band that is hardly higher than they are.
 *
 * The ground of a place is told by what is around it, and around such a band all is light: it is looked for by itself.  A band, or
 * each cell of one, is a rectangle whose edge is dark all around, wider than high.
 */

#include "extract/picture_bands.h"

#include <stdbool.h>

#include <leptonica/allheaders.h>

enum { DARK = 140, WHITE = 255, LOWEST = 11, EDGE = 90 /* per cent of the edge that is dark */ };

/* How much of a rectangle's edge is dark. */
static int dark_edge(PIX *dark, int x, int y, int w, int h) {
    int on = 0;
    for (int i = 0; i < w; i++) {
        l_uint32 upper = 0, lower = 0;
        pixGetPixel(dark, x + i, y, &upper);
        pixGetPixel(dark, x + i, y + h - 1, &lower);
        on += (int)(upper + lower);
    }
    for (int i = 0; i < h; i++) {
        l_uint32 left = 0, right = 0;
        pixGetPixel(dark, x, y + i, &left);
        pixGetPixel(dark, x + w - 1, y + i, &right);
        on += (int)(left + right);
    }
    return 100 * on / (2 * w + 2 * h);
}

/* The middle one of the dark values: the band without its print; -1: most is light, and what is dark a frame around it. */
static int shade_of(PIX *gray, int x, int y, int w, int h) {
    int count[DARK] = {0}, all = 0, sum = 0, shade = 0;
    for (int i = y; i < y + h; i++) {
        const l_uint32 *row = pixGetData(gray) + (size_t)i * (size_t)pixGetWpl(gray);
        for (int k = x; k < x + w; k++) {
            int value = GET_DATA_BYTE(row, k);
            if (value < DARK)
                count[value]++, all++;
        }
    }
    if (2 * all < w * h)
        return -1;
    while (shade < DARK - 1 && (sum += count[shade]) * 2 < all)
        shade++;
    return shade;
}

static bool lighten(PIX *gray, int x, int y, int w, int h) {
    int shade = shade_of(gray, x, y, w, h);
    if (shade < 0)
        return false;
    for (int i = y; i < y + h; i++) {
        l_uint32 *row = pixGetData(gray) + (size_t)i * (size_t)pixGetWpl(gray);
        for (int k = x; k < x + w; k++) {
            int value = (WHITE - GET_DATA_BYTE(row, k)) * WHITE / (WHITE - shade);
            SET_DATA_BYTE(row, k, value > WHITE ? WHITE : value);
        }
    }
    return true;
}

/* Buttons between the names, light on the band and dark now, are no letters. */
static void take_out_buttons(PIX *gray, int x, int y, int w, int h) {
    BOX *band = boxCreate(x, y, w, h);
    PIX *clip = pixClipRectangle(gray, band, NULL), *dark = clip ? pixThresholdToBinary(clip, DARK) : NULL;
    BOXA *boxes = dark ? pixConnCompBB(dark, 4) : NULL;
    for (int i = 0, n = boxes ? boxaGetCount(boxes) : 0; i < n; i++) {
        int bx, by, bw, bh;
        boxaGetBoxGeometry(boxes, i, &bx, &by, &bw, &bh);
        if (2 * bh > h && 3 * bw > 2 * bh && 2 * bw < 3 * bh && dark_edge(dark, bx, by, bw, bh) >= EDGE)
            pixRasterop(gray, x + bx - 1, y + by - 1, bw + 2, bh + 2, PIX_SET, NULL, 0, 0);
    }
    boxDestroy(&band);
    boxaDestroy(&boxes);
    pixDestroy(&clip);
    pixDestroy(&dark);
}

void ts_picture_light_bands(PIX *gray, int highest) {
    PIX *dark = pixThresholdToBinary(gray, DARK);
    BOXA *boxes = dark ? pixConnCompBB(dark, 4) : NULL;
    for (int i = 0, n = boxes ? boxaGetCount(boxes) : 0; i < n; i++) {
        int x, y, w, h;
        boxaGetBoxGeometry(boxes, i, &x, &y, &w, &h);
        if (h >= LOWEST && h <= highest && 2 * w >= 3 * h && dark_edge(dark, x, y, w, h) >= EDGE &&
            lighten(gray, x, y, w, h))
            take_out_buttons(gray, x, y, w, h);
    }
    boxaDestroy(&boxes);
    pixDestroy(&dark);
}
