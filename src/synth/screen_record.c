/* screen_record.c - one person's record in the system that keeps it: labels and fields, and what happened below. */
#include "synth/scene.h"

enum { MENU = 24, BANNER = 62, TABS = 30 };

static void menu(ts_scene *s, ts_rect in) {
    static const char *const item[] = {"File", "Edit", "Patient", "Reports", "Tools", "Window", "Help"};
    const ts_theme *t = ts_scene_theme(s);
    ts_type type = {s->sans, 12, false, false, t->ink};
    double x = in.x + 10;
    ts_picture_fill(s->p, in.x, in.y, in.w, MENU, t->bar);
    for (int i = 0; i < 7; i++)
        x += ts_picture_plain(s->p, x, in.y + 4, &type, item[i]) + 18;
}

/* The common user interface of the NHS: name, born, gender, number, always at the top. */
static void banner(ts_scene *s, ts_rect in) {
    static const uint32_t hue[] = {0x005EB8, 0x00625F, 0x425563};
    ts_type big = {s->sans, 17, true, false, 0xFFFFFF}, small = {s->sans, 12.5, false, false, 0xFFFFFF};
    double y = in.y + MENU;
    ts_picture_fill(s->p, in.x, y, in.w, BANNER, hue[ts_dice_below(s->c, 3)]);
    ts_words name = {.len = 0}, facts = {.len = 0};
    ts_manner m = s->m;
    m.dates = TS_MONTH_NAME, m.nhs_spaced = true, m.sex_word = true;
    const ts_record *r = &s->person[0];
    ts_words_value(&name, ts_field_value(s->arena, TS_F_FULL_NAME, r, &m), "person_name", 1);
    if (r->title[0])
        ts_words_add(&name, ts_scene_text(s, " (%s)", r->title));
    ts_picture_write(s->p, in.x + 16, y + 6, 0, &big, &name);
    static const struct {
        const char *label;
        ts_field field;
    } fact[] = {{"Born  ", TS_F_BIRTH}, {"      Gender  ", TS_F_SEX}, {"      NHS No.  ", TS_F_NHS}};
    for (int i = 0; i < 3; i++) {
        ts_span value = ts_field_value(s->arena, fact[i].field, r, &m);
        if (value.len > 0)
            ts_words_add(&facts, ts_str(fact[i].label));
        ts_words_value(&facts, value, ts_field_kind(fact[i].field), 1);
    }
    ts_picture_write(s->p, in.x + 16, y + 36, 0, &small, &facts);
}

static double fields(ts_scene *s, ts_rect in, double top) {
    enum { LABEL = 130, FIELD = 220, ROW = 32 };
    const ts_theme *t = ts_scene_theme(s);
    ts_type label = {s->sans, 12, false, false, t->faint}, value = {s->sans, 12.5, false, false, t->ink};
    uint32_t across = (uint32_t)(in.w - 20) / (LABEL + FIELD + 30), n = 0;
    across = across < 1 ? 1 : across > 3 ? 3 : across;
    double y = top;
    for (size_t i = 0; i < TS_LAYOUT_FIELDS && s->layout->field[i]; i++) {
        ts_field f = (ts_field)s->layout->field[i];
        double x = in.x + 20 + n % across * (LABEL + FIELD + 30);
        y = top + n / across * ROW;
        if (y + ROW > in.y + in.h - 30)
            break;
        ts_words l = ts_words_of(ts_field_head(f, &s->m)), v = {.len = 0};
        ts_scene_value(s, &v, f, 0);
        ts_picture_write(s->p, x, y + 5, LABEL - 6, &label, &l);
        ts_picture_fill(s->p, x + LABEL, y, FIELD, ROW - 8, t->field);
        ts_picture_frame(s->p, x + LABEL, y, FIELD, ROW - 8, t->line);
        ts_picture_write(s->p, x + LABEL + 6, y + 4, FIELD - 12, &value, &v);
        n++;
    }
    return y + ROW + 10;
}

static void history(ts_scene *s, ts_rect in, double top) {
    const ts_theme *t = ts_scene_theme(s);
    ts_type head = {s->sans, 12, true, false, t->ink}, type = {s->sans, 12, false, false, t->ink};
    static const char *const column[] = {"Date", "Specialty", "Consultant", "Diagnosis", "Outcome"};
    static const ts_field field[] = {TS_F_ADMITTED, TS_F_SPECIALTY, TS_F_CONSULTANT, TS_F_DIAGNOSIS};
    double wide = (in.w - 40) / 5;
    ts_picture_fill(s->p, in.x + 20, top, in.w - 40, 24, t->bar);
    for (int i = 0; i < 5; i++)
        ts_picture_plain(s->p, in.x + 26 + i * wide, top + 4, &head, column[i]);
    ts_manner m = s->m;
    int visits = 2 + (int)ts_dice_below(s->c, 7);
    double y = top + 28;
    for (int i = 0; i < visits && y + 24 < in.y + in.h; i++, y += 24) {
        m.salt = s->m.salt + (uint64_t)i;
        for (int c = 0; c < 4; c++) {
            ts_words w = {.len = 0};
            ts_words_value(&w, ts_field_value(s->arena, field[c], &s->person[0], &m), ts_field_kind(field[c]), c == 0);
            ts_picture_write(s->p, in.x + 26 + c * wide, y, wide - 8, &type, &w);
        }
        ts_picture_plain(s->p, in.x + 26 + 4 * wide, y, &type, i % 3 ? "Follow up" : "Discharged");
        ts_picture_fill(s->p, in.x + 20, y + 20, in.w - 40, 1, t->line);
    }
}

void ts_screen_record(ts_scene *s) {
    static const char *const tab[] = {"Demographics", "Encounters", "Results", "Letters", "Alerts", "Audit"};
    const ts_theme *t = ts_scene_theme(s);
    bool patient = s->system == TS_SYSTEM_CHILDREN || s->system == TS_SYSTEM_HEART;
    ts_words title = ts_words_of(patient ? "Patient Administration System - LIVE" : "Records - LIVE");
    ts_rect in = ts_screen_window(s, &title, s->dark ? 0x16324F : 0xDCE6F2, s->dark ? 0xFFFFFF : 0x202020);
    ts_picture_fill(s->p, in.x, in.y, in.w, in.h, s->dark ? 0x252525 : 0xF5F6F8);
    menu(s, in);
    banner(s, in);
    double y = in.y + MENU + BANNER, x = in.x + 12;
    ts_type type = {s->sans, 12.5, false, false, t->ink};
    for (int i = 0; i < 6; i++) {
        double w = ts_picture_width_of(s->p, &type, ts_str(tab[i])) + 24;
        ts_picture_fill(s->p, x, y + 4, w, TABS - 4, i == 0 ? t->window : t->bar);
        ts_picture_frame(s->p, x, y + 4, w, TABS - 4, t->line);
        ts_picture_plain(s->p, x + 12, y + 9, &type, tab[i]);
        x += w + 2;
    }
    s->shown = 1;
    s->m.variant = 0; /* the column names of people, not of programs */
    y = fields(s, in, y + TABS + 14);
    if (patient && y + 90 < in.y + in.h)
        history(s, in, y);
}
