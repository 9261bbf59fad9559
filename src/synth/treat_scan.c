/* treat_scan.c - paper through a scanner or a fax: askew, not quite white, with dust, thresholded, lines lost on the way. */
#include "synth/treat.h"

/* Colour of the pixel (x, y) of a sheet turned on the glass. */
static uint32_t scan_pixel(const ts_pixels *from, const ts_warp *back, const ts_scan *how, double x, double y,
                           ts_dice *c) {
    double u, v, rgb[3] = {how->lid, how->lid, how->lid}, beside[3];
    ts_warp_point(back, x, y, &u, &v);
    if (u >= 0 && v >= 0 && u < from->width && v < from->height) {
        ts_pixels_sample(from, u, v, rgb);
        ts_pixels_sample(from, u + how->blur, v + how->blur, beside);
        double across = u / from->width - 0.5, down = v / from->height - 0.5;
        double light = 1 - how->uneven * (across * across + 0.5 * down);
        for (int i = 0; i < 3; i++)
            rgb[i] = ((rgb[i] + beside[i]) / 2 * (255.0 - how->ink) / 255 + how->ink) * how->paper / 255 * light;
    }
    uint32_t colour = 0;
    double grain = how->noise * ts_dice_normal(c);
    for (int i = 0; i < 3; i++) {
        double value = rgb[i] + grain;
        colour = colour << 8 | (uint32_t)(value < 0 ? 0 : value > 255 ? 255 : value + 0.5);
    }
    return colour;
}

/* Dust on the glass, and the holes of the file that the sheet was in. */
static void add_dirt(uint32_t *pixel, uint32_t width, uint32_t height, const ts_scan *how, double unit, ts_dice *c) {
    for (uint32_t i = 0; i < how->specks; i++) {
        uint32_t x = ts_dice_below(c, width - 4), y = ts_dice_below(c, height - 4), size = 1 + ts_dice_below(c, 3);
        for (uint32_t k = 0; k < size * size; k++)
            pixel[(size_t)(y + k / size) * width + x + k % size] = 0x303030;
    }
    for (int hole = 0; how->holes && hole < 2; hole++) {
        double at_y = height / 2.0 + (hole ? 151 : -151) * unit, at_x = 36 * unit, radius = 11 * unit;
        for (uint32_t y = (uint32_t)(at_y - radius); y < at_y + radius && y < height; y++)
            for (uint32_t x = (uint32_t)(at_x - radius); x < at_x + radius; x++)
                if ((x - at_x) * (x - at_x) + (y - at_y) * (y - at_y) < radius * radius)
                    pixel[(size_t)y * width + x] = 0x202020;
    }
}

/* A line that got lost is the one before it again. */
static void lose_lines(uint32_t *pixel, uint32_t width, uint32_t height, uint32_t lines, ts_dice *c) {
    for (uint32_t i = 0; i < lines; i++) {
        size_t y = 1 + ts_dice_below(c, height - 1);
        memcpy(pixel + y * width, pixel + (y - 1) * width, (size_t)width * sizeof *pixel);
    }
}

void ts_picture_scan(ts_picture *p, const ts_scan *how, ts_dice *c) {
    ts_pixels from = ts_pixels_copy(p);
    double w = from.width, h = from.height, t = how->turn, corner[4][2];
    for (int i = 0; i < 4; i++) {
        double x = (i == 1 || i == 2 ? 0.5 : -0.5) * w, y = (i >= 2 ? 0.5 : -0.5) * h;
        corner[i][0] = w / 2 + x - t * y; /* small angles */
        corner[i][1] = h / 2 + y + t * x;
    }
    ts_warp forward = ts_warp_corners(w, h, (const double(*)[2])corner), back = ts_warp_inverse(&forward);
    uint32_t *pixel = ts_alloc_array((size_t)from.width * from.height, sizeof *pixel);
    for (uint32_t y = 0; y < from.height; y++)
        for (uint32_t x = 0; x < from.width; x++)
            pixel[(size_t)y * from.width + x] = scan_pixel(&from, &back, how, x + 0.5, y + 0.5, c);
    add_dirt(pixel, from.width, from.height, how, p->unit, c);
    for (size_t i = 0; how->threshold > 0 && i < (size_t)from.width * from.height; i++) {
        uint32_t colour = pixel[i];
        pixel[i] = (77 * (colour >> 16 & 255) + 150 * (colour >> 8 & 255) + 29 * (colour & 255)) >> 8 < how->threshold
                       ? 0
                       : 0xFFFFFF;
    }
    lose_lines(pixel, from.width, from.height, how->lost, c);
    ts_free(from.at);
    ts_picture_replace(p, from.width, from.height, pixel, &forward);
}
