/* treat_photo.c - a screen, or a sheet of paper, photographed with a phone.
 *
 * A camera's grid of pixels lies askew on the screen's grid of red, green and blue stripes; each camera pixel sees a share of
 * each stripe, and moire comes of that by itself.
 */
#include "synth/treat.h"

#include <math.h>

enum { BEZEL = 22 };

typedef struct camera {
    ts_pixels from;
    ts_warp back; /* photograph to screen */
    double zoom; /* pixels of the photograph a pixel of the screen */
    double moire, vignette, noise, glare, glare_x, glare_y, warm;
    double blur; /* pixels of what is photographed */
    double lit_x, lit_y; /* share of the light that is lost from one side to the other */
    uint32_t width, height, room; /* room: colour of what is around */
    bool sheet; /* no stripes, no bezel */
} camera;

/* How much of the stretch [from, to] lies on stripes that cover [at, at + wide] of each whole. */
static double share_of_stripes(double from, double to, double at, double wide) {
    double sum = 0, end[2] = {from + 8, to + 8}; /* above 0 */
    for (int i = 0; i < 2; i++) {
        double whole = (double)(int64_t)end[i], part = end[i] - whole - at;
        part = part < 0 ? 0 : part > wide ? wide : part;
        sum += (i ? 1 : -1) * (whole * wide + part);
    }
    return sum / (to - from);
}

static void screen_colour(const camera *cam, double u, double v, double rgb[3]) {
    double foot = 1 / cam->zoom, row = share_of_stripes(v - foot / 2, v + foot / 2, 0, 0.9) / 0.9;
    double beside[3];
    ts_pixels_sample(&cam->from, u, v, rgb);
    ts_pixels_sample(&cam->from, u + cam->blur, v + cam->blur, beside); /* no lens is sharp */
    for (int i = 0; i < 3; i++) {
        double stripe = share_of_stripes(u - foot / 2, u + foot / 2, i / 3.0, 1 / 3.0) * 3;
        rgb[i] = (rgb[i] * 2 + beside[i]) / 3 * (1 + cam->moire * (stripe * row - 1)) + 6;
    }
}

static void around_colour(const camera *cam, double u, double v, double rgb[3]) {
    bool bezel = !cam->sheet && u > -BEZEL && v > -BEZEL && u < cam->from.width + BEZEL && v < cam->from.height + BEZEL;
    for (int i = 0; i < 3; i++)
        rgb[i] = bezel ? 22 : cam->room >> (16 - 8 * i) & 255;
}

static uint32_t expose(const camera *cam, uint32_t x, uint32_t y, ts_dice *c) {
    double u, v, rgb[3];
    ts_warp_point(&cam->back, x + 0.5, y + 0.5, &u, &v);
    if (u >= 0 && v >= 0 && u < cam->from.width && v < cam->from.height)
        screen_colour(cam, u, v, rgb);
    else
        around_colour(cam, u, v, rgb);
    double dx = (x - cam->width / 2.0) / cam->width, dy = (y - cam->height / 2.0) / cam->width;
    double gx = (x - cam->glare_x) / cam->width, gy = (y - cam->glare_y) / cam->width;
    double light = 1 - cam->vignette * (dx * dx + dy * dy) - cam->lit_x * dx - cam->lit_y * dy,
           spot = cam->glare / (1 + 60 * (gx * gx + gy * gy));
    uint32_t colour = 0;
    for (int i = 0; i < 3; i++) {
        double tint = i == 0 ? 1 + cam->warm : i == 2 ? 1 - cam->warm : 1;
        double value = rgb[i] * light * tint + spot + cam->noise * ts_dice_normal(c);
        colour = colour << 8 | (uint32_t)(value < 0 ? 0 : value > 255 ? 255 : value + 0.5);
    }
    return colour;
}

/* Between -1 and 1. */
static double lot(ts_dice *c) { return ts_dice_between(c, -1000, 1000) / 1000.0; }

static void take(ts_picture *p, camera *cam, const double corner[4][2], ts_dice *c) {
    cam->glare_x = cam->width * (0.5 + 0.5 * lot(c));
    cam->glare_y = cam->height * (0.5 + 0.5 * lot(c));
    ts_warp forward = ts_warp_corners(cam->from.width, cam->from.height, corner);
    cam->back = ts_warp_inverse(&forward);
    uint32_t *pixel = ts_alloc_array((size_t)cam->width * cam->height, sizeof *pixel);
    for (uint32_t y = 0; y < cam->height; y++)
        for (uint32_t x = 0; x < cam->width; x++)
            pixel[(size_t)y * cam->width + x] = expose(cam, x, y, c);
    ts_free(cam->from.at);
    ts_picture_replace(p, cam->width, cam->height, pixel, &forward);
}

void ts_picture_photograph(ts_picture *p, ts_dice *c) {
    static const uint32_t rooms[] = {0x2A2622, 0x8C8478, 0x4A5560};
    camera cam = {.from = ts_pixels_copy(p), .blur = 0.45, .zoom = 1.25 + 0.35 * (lot(c) + 1) / 2};
    cam.moire = 0.16 + 0.08 * lot(c);
    cam.vignette = 0.5 + 0.3 * lot(c);
    cam.noise = 5 + 2.5 * lot(c);
    cam.glare = 30 + 25 * lot(c);
    cam.warm = 0.05 * lot(c);
    cam.room = rooms[ts_dice_below(c, 3)];
    double w = cam.from.width * cam.zoom, h = cam.from.height * cam.zoom, border = 0.04 * w, corner[4][2];
    double turn = 0.03 * lot(c); /* radians, up to 1.7 degrees */
    for (int i = 0; i < 4; i++) {
        double x = (i == 1 || i == 2 ? 0.5 : -0.5) * w, y = (i >= 2 ? 0.5 : -0.5) * h;
        double off_x = 0.018 * w * lot(c), off_y = 0.018 * w * lot(c);
        corner[i][0] = w / 2 + border + x - turn * y + off_x;
        corner[i][1] = h / 2 + border + y + turn * x + off_y;
    }
    cam.width = (uint32_t)(w + 2 * border);
    cam.height = (uint32_t)(h + 2 * border);
    take(p, &cam, (const double(*)[2])corner, c);
}

/* A plane before a camera that is turned by these (sines: up to 17, 11 and 5 degrees): where its corners are seen, in pixels
 * from the middle of the photograph. */
static void see_aside(double w, double h, ts_dice *c, double corner[4][2]) {
    double yaw = 0.3 * lot(c), pitch = 0.2 * lot(c), roll = 0.087 * lot(c), far = (1.9 + 0.4 * lot(c)) * w;
    double level = sqrt(1 - roll * roll), facing = sqrt(1 - yaw * yaw), upright = sqrt(1 - pitch * pitch);
    for (int i = 0; i < 4; i++) {
        double x = (i == 1 || i == 2 ? 0.5 : -0.5) * w, y = (i >= 2 ? 0.5 : -0.5) * h;
        double across = (x * level - y * roll) * facing, down = x * roll + y * level,
               deep = (x * level - y * roll) * yaw;
        double scale = far / (far + down * pitch + deep * upright);
        corner[i][0] = across * scale;
        corner[i][1] = (down * upright - deep * pitch) * scale;
    }
}

/* The photograph is as large as what it shows, and some of what is around it. */
static void frame(camera *cam, double corner[4][2]) {
    double left = 0, top = 0, right = 0, bottom = 0;
    for (int i = 0; i < 4; i++) {
        left = corner[i][0] < left ? corner[i][0] : left, right = corner[i][0] > right ? corner[i][0] : right;
        top = corner[i][1] < top ? corner[i][1] : top, bottom = corner[i][1] > bottom ? corner[i][1] : bottom;
    }
    double border = 0.03 * (right - left) + (cam->sheet ? 0 : BEZEL);
    for (int i = 0; i < 4; i++)
        corner[i][0] += border - left, corner[i][1] += border - top;
    cam->width = (uint32_t)(right - left + 2 * border);
    cam->height = (uint32_t)(bottom - top + 2 * border);
}

void ts_picture_photograph_aside(ts_picture *p, bool sheet, ts_dice *c) {
    static const uint32_t rooms[] = {0x2A2622, 0x8C8478, 0x4A5560, 0x5C4632};
    camera cam = {.from = ts_pixels_copy(p), .sheet = sheet};
    cam.zoom = sheet ? 1 + 0.15 * lot(c) : 1.6 + 0.3 * lot(c);
    cam.blur = 0.6 + 0.25 * lot(c);
    cam.moire = sheet ? 0 : 0.26 + 0.14 * lot(c);
    cam.vignette = 0.4 + 0.3 * lot(c);
    cam.noise = 5 + 2.5 * lot(c);
    cam.glare = sheet ? 0 : 30 + 25 * lot(c);
    cam.warm = 0.06 * lot(c);
    cam.lit_x = 0.35 * lot(c);
    cam.lit_y = 0.35 * lot(c);
    cam.room = rooms[ts_dice_below(c, 4)];
    double corner[4][2];
    see_aside(cam.from.width * cam.zoom, cam.from.height * cam.zoom, c, corner);
    frame(&cam, corner);
    take(p, &cam, (const double(*)[2])corner, c);
}
