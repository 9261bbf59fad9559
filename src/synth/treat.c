/* treat.c - pictures warped, cropped and shrunk, with the boxes of what stands on them. */
#include "synth/treat.h"

#include <cairo.h>

#include "base/bytes.h"

/* ---- warps ---- */

void ts_warp_point(const ts_warp *w, double x, double y, double *to_x, double *to_y) {
    const double *m = w->m;
    double z = m[6] * x + m[7] * y + m[8];
    *to_x = (m[0] * x + m[1] * y + m[2]) / z;
    *to_y = (m[3] * x + m[4] * y + m[5]) / z;
}

ts_warp ts_warp_inverse(const ts_warp *w) {
    const double *m = w->m;
    return (ts_warp){{m[4] * m[8] - m[5] * m[7], m[2] * m[7] - m[1] * m[8], m[1] * m[5] - m[2] * m[4],
                      m[5] * m[6] - m[3] * m[8], m[0] * m[8] - m[2] * m[6], m[2] * m[3] - m[0] * m[5],
                      m[3] * m[7] - m[4] * m[6], m[1] * m[6] - m[0] * m[7], m[0] * m[4] - m[1] * m[3]}};
}

/* Heckbert, Fundamentals of Texture Mapping (1989), 2.2.3: the unit square to a quadrilateral. */
ts_warp ts_warp_corners(double width, double height, const double at[4][2]) {
    double dx1 = at[1][0] - at[2][0], dx2 = at[3][0] - at[2][0], sx = at[0][0] - at[1][0] + at[2][0] - at[3][0];
    double dy1 = at[1][1] - at[2][1], dy2 = at[3][1] - at[2][1], sy = at[0][1] - at[1][1] + at[2][1] - at[3][1];
    double all = dx1 * dy2 - dx2 * dy1, g = (sx * dy2 - dx2 * sy) / all, h = (dx1 * sy - sx * dy1) / all;
    return (ts_warp){{(at[1][0] - at[0][0] + g * at[1][0]) / width, (at[3][0] - at[0][0] + h * at[3][0]) / height,
                      at[0][0], (at[1][1] - at[0][1] + g * at[1][1]) / width,
                      (at[3][1] - at[0][1] + h * at[3][1]) / height, at[0][1], g / width, h / height, 1}};
}

/* ---- pixels ---- */

ts_pixels ts_pixels_copy(ts_picture *p) {
    ts_pixels out = {p->width, p->height, ts_alloc_array((size_t)p->width * p->height, sizeof(uint32_t))};
    size_t stride;
    const uint32_t *from = ts_pixels_begin(p, &stride);
    for (uint32_t y = 0; y < p->height; y++)
        memcpy(out.at + (size_t)y * p->width, from + y * stride, (size_t)p->width * sizeof(uint32_t));
    return out;
}

void ts_pixels_sample(const ts_pixels *from, double x, double y, double rgb[3]) {
    x = x - 0.5 < 0 ? 0 : x - 0.5; /* pixels have their colour at their middle */
    y = y - 0.5 < 0 ? 0 : y - 0.5;
    uint32_t left = (uint32_t)x, top = (uint32_t)y;
    left = left < from->width ? left : from->width - 1;
    top = top < from->height ? top : from->height - 1;
    uint32_t right = left + 1 < from->width ? left + 1 : left, below = top + 1 < from->height ? top + 1 : top;
    double u = x - left, v = y - top;
    const uint32_t *a = from->at + (size_t)top * from->width, *b = from->at + (size_t)below * from->width;
    for (int i = 0; i < 3; i++) {
        int shift = 16 - 8 * i;
        double upper = (a[left] >> shift & 255) * (1 - u) + (a[right] >> shift & 255) * u;
        double lower = (b[left] >> shift & 255) * (1 - u) + (b[right] >> shift & 255) * u;
        rgb[i] = upper * (1 - v) + lower * v;
    }
}

double ts_dice_normal(ts_dice *c) {
    uint64_t lot = ts_dice_next(c);
    int sum = 0;
    for (int i = 0; i < 4; i++)
        sum += (int)(lot >> 16 * i & 0xFFFF) - 0x8000;
    return sum / (2.0 * 0x8000) * 1.7320508;
}

/* Where the corners of a box go, and the box around them. */
static void move_mark(ts_mark *m, const ts_warp *w, double width, double height) {
    double x[4], y[4];
    ts_warp_point(w, m->left, m->top, &x[0], &y[0]);
    ts_warp_point(w, m->right, m->top, &x[1], &y[1]);
    ts_warp_point(w, m->right, m->bottom, &x[2], &y[2]);
    ts_warp_point(w, m->left, m->bottom, &x[3], &y[3]);
    m->left = m->right = x[0], m->top = m->bottom = y[0];
    for (int i = 1; i < 4; i++) {
        m->left = x[i] < m->left ? x[i] : m->left, m->right = x[i] > m->right ? x[i] : m->right;
        m->top = y[i] < m->top ? y[i] : m->top, m->bottom = y[i] > m->bottom ? y[i] : m->bottom;
    }
    double seen_w = (m->right < width ? m->right : width) - (m->left > 0 ? m->left : 0),
           seen_h = (m->bottom < height ? m->bottom : height) - (m->top > 0 ? m->top : 0);
    double w_all = m->right - m->left, h_all = m->bottom - m->top;
    if (m->seen == TS_SEEN_NOT || (seen_w >= w_all - 0.5 && seen_h >= h_all - 0.5))
        return;
    m->seen = seen_w <= 3 || seen_h <= 3 ? TS_SEEN_NOT : TS_SEEN_CUT;
    m->why = "cropped";
}

void ts_picture_replace(ts_picture *p, uint32_t width, uint32_t height, uint32_t *pixel, const ts_warp *forward) {
    ts_picture_resize(p, width, height);
    size_t stride;
    uint32_t *to = ts_pixels_begin(p, &stride);
    for (uint32_t y = 0; y < height; y++)
        memcpy(to + y * stride, pixel + (size_t)y * width, (size_t)width * sizeof(uint32_t));
    ts_pixels_end(p);
    ts_free(pixel);
    for (size_t i = 0; i < p->marks; i++)
        move_mark(&p->mark[i], forward, width, height);
    for (size_t i = 0; i < p->lines; i++) {
        ts_line *l = &p->line[i];
        ts_warp_point(forward, l->left, l->bottom, &l->left, &l->bottom);
        ts_warp_point(forward, l->right, l->top, &l->right, &l->top);
    }
}

void ts_picture_crop(ts_picture *p, ts_dice *c) {
    uint32_t width = p->width * (450 + ts_dice_below(c, 400)) / 1000,
             height = p->height * (450 + ts_dice_below(c, 400)) / 1000;
    uint32_t left = ts_dice_below(c, p->width - width), top = ts_dice_below(c, p->height - height);
    ts_pixels from = ts_pixels_copy(p);
    uint32_t *pixel = ts_alloc_array((size_t)width * height, sizeof *pixel);
    for (uint32_t y = 0; y < height; y++)
        memcpy(pixel + (size_t)y * width, from.at + (size_t)(top + y) * from.width + left, width * sizeof *pixel);
    ts_free(from.at);
    ts_picture_replace(p, width, height, pixel, &(ts_warp){{1, 0, -(double)left, 0, 1, -(double)top, 0, 0, 1}});
}

/* Each pixel is the mean of all that it covers, by the share that it covers of each. */
void ts_picture_shrink(ts_picture *p, double across, double down) {
    uint32_t width = (uint32_t)(p->width * across + 0.5), height = (uint32_t)(p->height * down + 0.5);
    ts_pixels from = ts_pixels_copy(p);
    uint32_t *pixel = ts_alloc_array((size_t)width * height, sizeof *pixel);
    double sx = (double)from.width / width, sy = (double)from.height / height;
    for (uint32_t y = 0; y < height; y++)
        for (uint32_t x = 0; x < width; x++) {
            double sum[3] = {0}, left = x * sx, right = left + sx, top = y * sy, bottom = top + sy;
            for (uint32_t v = (uint32_t)top; v < from.height && v < bottom; v++)
                for (uint32_t u = (uint32_t)left; u < from.width && u < right; u++) {
                    double w = (u + 1 < right ? u + 1 : right) - (u > left ? u : left),
                           h = (v + 1 < bottom ? v + 1 : bottom) - (v > top ? v : top);
                    uint32_t colour = from.at[(size_t)v * from.width + u];
                    for (int i = 0; i < 3; i++)
                        sum[i] += w * h * (colour >> (16 - 8 * i) & 255);
                }
            uint32_t colour = 0;
            for (int i = 0; i < 3; i++)
                colour = colour << 8 | (uint32_t)(sum[i] / (sx * sy) + 0.5);
            pixel[(size_t)y * width + x] = colour;
        }
    ts_free(from.at);
    ts_picture_replace(p, width, height, pixel, &(ts_warp){{1 / sx, 0, 0, 0, 1 / sy, 0, 0, 0, 1}});
}
