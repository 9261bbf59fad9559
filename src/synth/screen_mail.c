/* screen_mail.c - a mail program: folders, messages whose subjects name patients, one of them open. */
#include "synth/scene.h"

enum { RIBBON = 64, FOLDERS = 190, LIST = 330 };

static void panes(ts_scene *s, ts_rect in) {
    static const char *const tab[] = {"File", "Home", "Send / Receive", "Folder", "View", "Help"};
    static const char *const folder[] = {"Favourites",          "Inbox  412", "Sent Items",   "Drafts",
                                         "records@rbs.example", "Inbox  57",  "Referrals",    "Clinic letters",
                                         "Complaints",          "Archive",    "Deleted Items"};
    const ts_theme *t = ts_scene_theme(s);
    ts_type type = {s->sans, 12, false, false, t->ink};
    double x = in.x + 14;
    ts_picture_fill(s->p, in.x, in.y, in.w, RIBBON, t->bar);
    for (int i = 0; i < 6; i++)
        x += ts_picture_plain(s->p, x, in.y + 6, &type, tab[i]) + 22;
    static const char *const tool[] = {"New Email", "Delete", "Archive", "Reply", "Reply All", "Forward", "Move"};
    x = in.x + 14;
    for (int i = 0; i < 7; i++)
        x += ts_picture_plain(s->p, x, in.y + 36, &type, tool[i]) + 24;
    double y = in.y + RIBBON;
    ts_picture_fill(s->p, in.x, y, FOLDERS, in.h - RIBBON, s->dark ? 0x242424 : 0xFAF9F8);
    for (int i = 0; i < 11; i++) {
        ts_words w = {.len = 0};
        ts_words_value(&w, ts_str(folder[i]), i == 4 ? "email" : "", 0);
        type.bold = i == 0 || i == 4;
        ts_picture_write(s->p, in.x + (type.bold ? 12 : 28), y + 12 + i * 27, FOLDERS - 30, &type, &w);
    }
    ts_picture_fill(s->p, in.x + FOLDERS, y, 1, in.h - RIBBON, t->line);
    ts_picture_fill(s->p, in.x + FOLDERS + LIST, y, 1, in.h - RIBBON, t->line);
}

static void subject(ts_scene *s, ts_words *w, uint32_t k) {
    static const char *const about[] = {"Re: clinic letter ", "Referral ", "Fw: results for ", "DNA - ", "Query re "};
    const ts_record *r = &s->person[k];
    ts_words_add(w, ts_str(about[r->salt % 5]));
    ts_words_value(w, ts_scene_text(s, r->salt % 3 ? "%s %s" : "%2$s, %1$s", r->forename, r->surname), "person_name",
                   k + 1);
    if (r->salt % 2 == 0 && r->nhs[0]) {
        ts_words_add(w, ts_str(" "));
        ts_words_value(w, ts_nhs_written(s->arena, r->nhs, s->m.nhs_spaced), "nhs_number", k + 1);
    }
}

static void list(ts_scene *s, ts_rect in) {
    const ts_theme *t = ts_scene_theme(s);
    enum { ITEM = 58 };
    ts_type who = {s->sans, 13, true, false, t->ink}, what = {s->sans, 12, false, false, t->ink},
            when = {s->sans, 11, false, true, t->faint};
    double x = in.x + FOLDERS + 1, y = in.y + RIBBON + 34;
    ts_picture_plain(s->p, x + 12, in.y + RIBBON + 8, &who, "Focused");
    for (uint32_t k = 0; k < s->people && y + ITEM < in.y + in.h; k++, y += ITEM) {
        if (k == 0)
            ts_picture_fill(s->p, x, y, LIST - 1, ITEM - 1, t->chosen);
        ts_words from = {.len = 0}, about = {.len = 0}, date = {.len = 0};
        ts_words_value(&from, ts_str(ts_word_consultant(s->person[k].salt >> 7)), "person_name", 0);
        subject(s, &about, k);
        int year, month, day;
        ts_date_parts(s->day - (ts_date)k / 2, &year, &month, &day);
        ts_words_value(&date, ts_scene_text(s, "%02d/%02d/%04d", day, month, year), "record_date", 0);
        ts_picture_write(s->p, x + 14, y + 7, LIST - 110, &who, &from);
        ts_picture_write(s->p, x + LIST - 94, y + 9, 84, &when, &date);
        ts_picture_write(s->p, x + 14, y + 28, LIST - 24, &what, &about);
        ts_picture_fill(s->p, x, y + ITEM - 1, LIST - 1, 1, t->line);
        s->shown = k + 1;
    }
}

static double header_line(ts_scene *s, double x, double y, const char *label, const ts_words *value) {
    const ts_theme *t = ts_scene_theme(s);
    ts_type faint = {s->sans, 12, false, false, t->faint}, type = {s->sans, 12, false, false, t->ink};
    ts_picture_plain(s->p, x, y, &faint, label);
    ts_picture_write(s->p, x + 62, y, 0, &type, value);
    return y + 21;
}

/* A label and a value of the open message's patient, where there is one. */
static double told(ts_scene *s, double x, double y, const char *label, ts_field f) {
    ts_type type = {s->sans, 13, false, false, ts_scene_theme(s)->ink};
    ts_words w = ts_words_of(label);
    size_t before = w.len;
    ts_scene_value(s, &w, f, 0);
    if (w.len == before)
        return y;
    ts_picture_write(s->p, x, y, 0, &type, &w);
    return y + 20;
}

static void message(ts_scene *s, ts_rect in) {
    const ts_theme *t = ts_scene_theme(s);
    double x = in.x + FOLDERS + LIST + 24, y = in.y + RIBBON + 16, room = in.x + in.w - x - 20;
    const ts_record *r = &s->person[0];
    const char *doctor = ts_word_consultant(r->salt >> 7);
    ts_type big = {s->sans, 18, false, false, t->ink}, type = {s->sans, 13, false, false, t->ink};
    ts_words line = {.len = 0};
    subject(s, &line, 0);
    ts_picture_write(s->p, x, y, room, &big, &line);
    y += 36;
    line = (ts_words){.len = 0};
    ts_words_value(&line, ts_str(doctor), "person_name", 0);
    ts_words_add(&line, ts_str(" <"));
    ts_words_value(&line, ts_str("secretary@rbs.example"), "email", 0);
    ts_words_add(&line, ts_str(">"));
    y = header_line(s, x, y, "From", &line);
    line = (ts_words){.len = 0};
    ts_words_add(&line, ts_str("Medical Records <"));
    ts_words_value(&line, ts_str("records@rbs.example"), "email", 0);
    ts_words_add(&line, ts_str(">"));
    y = header_line(s, x, y, "To", &line);
    ts_manner m = {.dates = TS_DAY_FIRST};
    line = (ts_words){.len = 0};
    ts_words_value(&line, ts_date_written(s->arena, s->day, &m), "record_date", 0);
    ts_words_add(&line, ts_str(" 09:41"));
    y = header_line(s, x, y, "Sent", &line) + 14;
    line = ts_words_of("Dear colleague,");
    y += ts_picture_flow(s->p, x, y, room, &type, &line) + 10;
    line = ts_words_of(
        ts_scene_text(s,
                      "please find the notes of this patient, seen in the %s clinic with %s. The address has "
                      "changed since the last letter; could the record be put right?",
                      ts_word_specialty(r->salt), ts_word_diagnosis(r->salt >> 3))
            .ptr);
    y += ts_picture_flow(s->p, x, y, room, &type, &line) + 12;
    static const struct {
        const char *label;
        ts_field field;
    } fact[] = {{"Patient: ", TS_F_NATURAL_NAME},
                {"DOB: ", TS_F_BIRTH},
                {"NHS No: ", TS_F_NHS},
                {"Hospital No: ", TS_F_LOCAL},
                {"Address: ", TS_F_ADDRESS},
                {"Postcode: ", TS_F_POSTCODE},
                {"Tel: ", TS_F_MOBILE}};
    for (int i = 0; i < 7; i++)
        y = told(s, x, y, fact[i].label, fact[i].field);
    y += ts_picture_plain(s->p, x, y + 12, &type, "Many thanks") > 0 ? 44 : 0;
    line = (ts_words){.len = 0};
    ts_words_value(&line, ts_str(doctor), "person_name", 0);
    ts_picture_write(s->p, x, y, 0, &type, &line);
}

void ts_screen_mail(ts_scene *s) {
    ts_words title = ts_words_of("Inbox - Medical Records - Outlook");
    ts_rect in = ts_screen_window(s, &title, s->dark ? 0x0A2E4E : 0x0F6CBD, 0xFFFFFF);
    panes(s, in);
    list(s, in);
    message(s, in);
}
