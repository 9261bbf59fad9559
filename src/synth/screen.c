/* screen.c - what screenshots have around the thing shown: desktop, task bar, a window's frame. */
#include <stdarg.h>
#include <stdio.h>

#include "synth/scene.h"

const ts_theme *ts_scene_theme(const ts_scene *s) {
    static const ts_theme light = {0xFFFFFF, 0x1B1B1B, 0x5E5E5E, 0xD0D0D0, 0xF3F3F3, 0x0F6CBD, 0xFFFFFF, 0xCCE4F7},
                          dark = {0x1F1F1F, 0xE8E8E8, 0xA3A3A3, 0x3D3D3D, 0x2B2B2B, 0x4CA0E0, 0x292929, 0x264F78};
    return s->dark ? &dark : &light;
}

ts_span ts_scene_text(ts_scene *s, const char *format, ...) {
    char line[512];
    va_list args;
    va_start(args, format);
    int n = vsnprintf(line, sizeof line, format, args);
    va_end(args);
    return ts_arena_copy(s->arena, ts_span_of(line, n < 0 ? 0 : (size_t)n < sizeof line ? (size_t)n : sizeof line - 1));
}

void ts_scene_value(ts_scene *s, ts_words *w, ts_field f, uint32_t k) {
    bool in_passing = f == TS_F_GP || f == TS_F_CONSULTANT || f == TS_F_KIN || f == TS_F_KIN_PHONE;
    ts_span value = ts_field_value(s->arena, f, &s->person[k], &s->m);
    size_t len = value.len; /* a time of day and a town are no part of the value */
    if (f == TS_F_APPOINTMENT)
        while (len > 0 && value.ptr[--len] != ' ')
            ;
    else if (f == TS_F_ADDRESS)
        len = strlen(s->person[k].street);
    ts_words_value(w, ts_slice(value, 0, len), ts_field_kind(f), in_passing ? 0 : k + 1);
    ts_words_add(w, ts_slice(value, len, SIZE_MAX));
}

/* A plain one, or one with hills and a few icons. */
static void desktop(ts_scene *s) {
    static const uint32_t sky[][2] = {
        {0x0A4C8C, 0x5FA8DC}, {0x20304A, 0x8A6FA0}, {0x1E5945, 0x9CC9A0}, {0x303438, 0x303438}};
    const uint32_t *colour = sky[ts_dice_below(s->c, 4)];
    ts_picture_shade(s->p, 0, 0, s->width, s->height, colour[0], colour[1]);
    if (colour[0] == colour[1])
        return;
    for (int i = 0; i < 4; i++) {
        double at = ts_dice_below(s->c, (uint32_t)s->width), radius = 300 + ts_dice_below(s->c, 500);
        uint32_t green = (ts_dice_below(s->c, 40) + 40) << 8 | 0x102010;
        ts_picture_disc(s->p, at, s->height + radius * 0.55, radius, green);
    }
    static const char *const icon[] = {"Recycle Bin", "PAS Live", "Handover", "Shared (S)", "Results", "Rota"};
    ts_type label = {s->sans, 11, false, false, 0xFFFFFF};
    for (int i = 0; i < 6; i++) {
        double y = 16 + i * 92;
        ts_picture_fill(s->p, 34, y, 36, 40, i ? 0xE9C46A : 0xD8DEE6);
        ts_picture_fill(s->p, 34, y + 8, 36, 32, i ? 0xF4D58D : 0xEEF2F6);
        ts_picture_plain(s->p, 22, y + 46, &label, icon[i]);
    }
}

enum { TASK_BAR = 40, TITLE_BAR = 30 };

static void task_bar(ts_scene *s) {
    double y = s->height - TASK_BAR;
    uint32_t ground = s->dark ? 0x1C1C1C : 0xE6EAF0, ink = s->dark ? 0xF0F0F0 : 0x202020;
    ts_type small = {s->sans, 11, false, true, ink};
    ts_picture_cover(s->p, 0, y, s->width, TASK_BAR);
    ts_picture_fill(s->p, 0, y, s->width, TASK_BAR, ground);
    for (int i = 0; i < 4; i++)
        ts_picture_fill(s->p, 14 + i % 2 * 10, y + 11 + i / 2 * 10, 9, 9, 0x0F78D4);
    ts_picture_fill(s->p, 52, y + 6, 220, 28, s->dark ? 0x2E2E2E : 0xFFFFFF);
    ts_type hint = {s->sans, 12, false, false, 0x8A8A8A};
    ts_picture_plain(s->p, 66, y + 12, &hint, "Type here to search");
    static const uint32_t tile[] = {0x217346, 0x2B579A, 0xF0C040, 0x0F6CBD, 0x7A4DB0};
    for (int i = 0; i < 5; i++)
        ts_picture_fill(s->p, 292 + i * 44, y + 9, 22, 22, tile[i]);
    int year, month, day;
    ts_date_parts(s->day, &year, &month, &day);
    ts_words time = {.len = 0}, date = {.len = 0};
    uint32_t hour = ts_dice_below(s->c, 24), minute = ts_dice_below(s->c, 60);
    ts_words_add(&time, ts_scene_text(s, "%02u:%02u", hour, minute));
    ts_words_value(&date, ts_scene_text(s, "%02d/%02d/%04d", day, month, year), "record_date", 0);
    ts_picture_write(s->p, s->width - 110, y + 5, 80, &small, &time);
    ts_picture_write(s->p, s->width - 110, y + 20, 80, &small, &date);
}

static void buttons(ts_scene *s, double right, double y, uint32_t ink) {
    double x = right - 3 * 46;
    ts_picture_line(s->p, x + 18, y + 15, x + 28, y + 15, 1, ink);
    ts_picture_frame(s->p, x + 64, y + 10, 10, 10, ink);
    ts_picture_line(s->p, x + 110, y + 10, x + 120, y + 20, 1, ink);
    ts_picture_line(s->p, x + 120, y + 10, x + 110, y + 20, 1, ink);
}

ts_rect ts_screen_window(ts_scene *s, const ts_words *title, uint32_t bar, uint32_t bar_ink) {
    bool whole = ts_dice_odds(s->c, 550), has_tasks = ts_dice_odds(s->c, 700);
    ts_rect r = {0, 0, s->width, s->height - (has_tasks ? TASK_BAR : 0)};
    if (!whole) {
        desktop(s);
        double left = 110 + ts_dice_below(s->c, 60), top = 20 + ts_dice_below(s->c, 50);
        double right = 20 + ts_dice_below(s->c, 50), foot = 10 + ts_dice_below(s->c, 30);
        r = (ts_rect){left, top, s->width - left - right, r.h - top - foot};
        for (int i = 5; i > 0; i--) /* a shadow */
            ts_picture_frame(s->p, r.x - i, r.y - i + 2, r.w + 2 * i, r.h + 2 * i, 0x202830 + 0x050505 * (uint32_t)i);
        ts_picture_cover(s->p, r.x, r.y, r.w, r.h);
    }
    if (has_tasks)
        task_bar(s);
    const ts_theme *t = ts_scene_theme(s);
    ts_picture_fill(s->p, r.x, r.y, r.w, r.h, t->window);
    ts_picture_fill(s->p, r.x, r.y, r.w, TITLE_BAR, bar);
    ts_picture_frame(s->p, r.x, r.y, r.w, r.h, s->dark ? 0x4A4A4A : 0x9A9A9A);
    ts_type type = {s->sans, 12, false, false, bar_ink};
    ts_picture_fill(s->p, r.x + 10, r.y + 8, 14, 14, t->accent);
    ts_picture_write(s->p, r.x + 32, r.y + 7, r.w - 200, &type, title);
    buttons(s, r.x + r.w, r.y, bar_ink);
    return (ts_rect){r.x + 1, r.y + TITLE_BAR, r.w - 2, r.h - TITLE_BAR - 1};
}
