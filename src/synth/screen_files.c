/* screen_files.c - a file manager: a tree of folders, and files whose names name people. */
#include "synth/scene.h"

enum { TOOLS = 40, ADDRESS = 34, HEAD = 26, TREE = 230, FOOT = 24 };

static void address_bar(ts_scene *s, ts_rect in, const char *folder, int year) {
    const ts_theme *t = ts_scene_theme(s);
    ts_type type = {s->sans, 12, false, false, t->ink}, faint = {s->sans, 12, false, false, t->faint};
    static const char *const tool[] = {"New", "Cut", "Copy", "Rename", "Share", "Delete", "Sort", "View"};
    double x = in.x + 16;
    ts_picture_fill(s->p, in.x, in.y, in.w, TOOLS, t->bar);
    for (int i = 0; i < 8; i++)
        x += ts_picture_plain(s->p, x, in.y + 12, &type, tool[i]) + 26;
    double y = in.y + TOOLS;
    ts_picture_frame(s->p, in.x + 120, y + 4, in.w - 400, ADDRESS - 8, t->line);
    ts_picture_plain(s->p, in.x + 16, y + 8, &faint, "←   →   ↑");
    ts_span path = ts_scene_text(s, "This PC  ›  Shared (S:)  ›  %s  ›  %d", folder, year);
    ts_picture_plain(s->p, in.x + 132, y + 9, &type, path.ptr);
    ts_picture_frame(s->p, in.x + in.w - 270, y + 4, 250, ADDRESS - 8, t->line);
    ts_span search = ts_scene_text(s, "Search %d", year);
    ts_picture_plain(s->p, in.x + in.w - 256, y + 9, &faint, search.ptr);
}

static void folder_icon(ts_scene *s, double x, double y) {
    ts_picture_fill(s->p, x, y, 7, 3, 0xD9A441);
    ts_picture_fill(s->p, x, y + 2, 15, 10, 0xF2C55C);
}

static void tree(ts_scene *s, ts_rect in, double top, const char *folder, int year) {
    static const char *const root[] = {"Quick access", "Desktop",         "Downloads",  "Documents",
                                       "This PC",      "Local Disk (C:)", "Shared (S:)"};
    static const char *const shared[] = {"Cardiology",      "Charity",     "Finance",     "HR",
                                         "Medical Records", "Outpatients", "Procurement", "Théâtre lists"};
    const ts_theme *t = ts_scene_theme(s);
    ts_type type = {s->sans, 12, false, false, t->ink};
    double y = top + 10, row = 25;
    for (int i = 0; i < 7; i++, y += row) {
        folder_icon(s, in.x + 18, y + 3);
        ts_picture_plain(s->p, in.x + 40, y, &type, root[i]);
    }
    for (int i = 0; i < 8 && y + row < in.y + in.h; i++, y += row) {
        bool open = strcmp(shared[i], folder) == 0;
        folder_icon(s, in.x + 38, y + 3);
        ts_picture_plain(s->p, in.x + 60, y, &type, shared[i]);
        for (int k = 0; open && k < 4 && y + 2 * row < in.y + in.h; k++) {
            y += row;
            if (k == 1)
                ts_picture_fill(s->p, in.x + 4, y - 3, TREE - 10, row - 1, t->chosen);
            folder_icon(s, in.x + 58, y + 3);
            ts_picture_plain(s->p, in.x + 80, y, &type, ts_scene_text(s, "%d", year - 1 + k).ptr);
        }
    }
    ts_picture_fill(s->p, in.x + TREE - 1, top, 1, in.y + in.h - top, t->line);
}

/* As secretaries name what they file. */
static void file_name(ts_scene *s, ts_words *w, uint32_t k, uint32_t habit) {
    const ts_record *r = &s->person[k];
    ts_manner as_is = {.style = s->m.style, .variant = s->m.variant};
    uint32_t row = k + 1, number = 1000 + ts_dice_below(s->c, 9000);
    const char *id = r->nhs[0] ? r->nhs : r->local, *id_kind = r->nhs[0] ? "nhs_number" : "local_id";
    switch (habit) {
    case 0: /* "SMITH John 9990000018" */
        as_is.shout = true;
        ts_words_value(w, ts_field_value(s->arena, TS_F_SURNAME, r, &as_is), "surname", row);
        ts_words_add(w, ts_str(" "));
        ts_words_value(w, ts_str(r->forename), "forename", row);
        ts_words_add(w, ts_str(" "));
        ts_words_value(w, ts_str(id), id_kind, row);
        break;
    case 1: /* "Smith, John - clinic letter 1234" */
        ts_words_value(w, ts_scene_text(s, "%s, %s", r->surname, r->forename), "person_name", row);
        ts_words_add(w, ts_scene_text(s, " - clinic letter %u", number));
        break;
    case 2: /* "AH1000017_Smith_discharge summary" */
        ts_words_value(w, ts_str(r->local[0] ? r->local : id), r->local[0] ? "local_id" : id_kind, row);
        ts_words_add(w, ts_str("_"));
        ts_words_value(w, ts_str(r->surname), "surname", row);
        ts_words_add(w, ts_str("_discharge summary"));
        break;
    default: /* "John Smith DOB 12.03.1964" */
        as_is.dates = TS_DOTTED;
        ts_words_value(w, ts_scene_text(s, "%s %s", r->forename, r->surname), "person_name", row);
        if (r->birth != TS_NO_DATE)
            ts_words_add(w, ts_str(" DOB "));
        ts_words_value(w, ts_date_written(s->arena, r->birth, &as_is), "birth_date", row);
    }
}

static void one_file(ts_scene *s, double x, double y, double room, uint32_t k, uint32_t habit, bool nobody) {
    static const char *const suffix[] = {".docx", ".pdf", ".doc", ".msg"};
    static const char *const sort[] = {"Microsoft Word Document", "PDF Document", "Word 97-2003", "Outlook Item"};
    static const uint32_t hue[] = {0x2B579A, 0xC43E1C, 0x2B579A, 0x0F6CBD};
    const ts_theme *t = ts_scene_theme(s);
    ts_type type = {s->sans, 12, false, false, t->ink}, faint = {s->sans, 12, false, false, t->faint};
    uint32_t what = ts_dice_below(s->c, 4), size = 18 + ts_dice_below(s->c, 900), hour = 7 + ts_dice_below(s->c, 12),
             minute = ts_dice_below(s->c, 60);
    ts_picture_frame(s->p, x, y + 1, 12, 15, t->faint);
    ts_picture_fill(s->p, x + 1, y + 8, 10, 6, hue[what]);
    ts_words name = {.len = 0}, date = {.len = 0}, bytes = {.len = 0};
    if (nobody)
        ts_words_add(&name, ts_scene_text(s, "letter_%06u", size * 37));
    else
        file_name(s, &name, k, habit);
    ts_words_add(&name, ts_str(suffix[what]));
    int year, month, day;
    ts_date_parts(s->day - 10 - (ts_date)ts_dice_below(s->c, 300), &year, &month, &day);
    ts_words_value(&date, ts_scene_text(s, "%02d/%02d/%04d", day, month, year), "record_date", 0);
    ts_words_add(&date, ts_scene_text(s, " %02u:%02u", hour, minute));
    ts_words_add(&bytes, ts_scene_text(s, "%u KB", size));
    ts_picture_write(s->p, x + 22, y, room - 30, &type, &name);
    ts_picture_write(s->p, x + room, y, 140, &faint, &date);
    ts_picture_plain(s->p, x + room + 150, y, &faint, sort[what]);
    faint.right = true;
    ts_picture_write(s->p, x + room + 320, y, 70, &faint, &bytes);
}

void ts_screen_files(ts_scene *s) {
    static const char *const folder[] = {"Cardiology", "Medical Records", "Outpatients"};
    const char *in_folder = folder[ts_dice_below(s->c, 3)];
    int year, month, day;
    ts_date_parts(s->day, &year, &month, &day);
    ts_words title = ts_words_of(ts_scene_text(s, "%d", year).ptr);
    const ts_theme *t = ts_scene_theme(s);
    ts_rect in = ts_screen_window(s, &title, t->bar, t->ink);
    double top = in.y + TOOLS + ADDRESS, x = in.x + TREE + 20, bottom = in.y + in.h - FOOT;
    double row = 22 + ts_dice_below(s->c, 4), room = 300 + ts_dice_below(s->c, 160);
    uint32_t habit = ts_dice_below(s->c, 4), mixed = ts_dice_odds(s->c, 500);
    address_bar(s, in, in_folder, year);
    tree(s, in, top, in_folder, year);
    ts_type head = {s->sans, 12, false, false, t->faint};
    static const char *const column[] = {"Name", "Date modified", "Type", "Size"};
    const double at[] = {22, room, room + 150, room + 360};
    for (int i = 0; i < 4; i++)
        ts_picture_plain(s->p, x + at[i], top + 6, &head, column[i]);
    uint32_t chosen = ts_dice_below(s->c, 12), line = 0;
    for (double y = top + HEAD + 4; y + row < bottom && s->shown < s->people; y += row, line++) {
        bool nobody = ts_dice_odds(s->c, 120);
        if (line == chosen)
            ts_picture_fill(s->p, x - 8, y - 3, in.w - TREE - 20, row - 1, t->chosen);
        one_file(s, x, y, room, s->shown, mixed ? ts_dice_below(s->c, 4) : habit, nobody);
        s->shown += !nobody;
    }
    ts_picture_fill(s->p, in.x, bottom, in.w, FOOT, t->bar);
    ts_picture_plain(s->p, in.x + 14, bottom + 4, &head, ts_scene_text(s, "%u items", line).ptr);
}
