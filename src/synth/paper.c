/* paper.c - letters and forms as they stand in a patient's file, before they are scanned. */
#include "synth/scene.h"

enum { MARGIN = 76, LINE = 20 };

static double body_size(ts_scene *s) { return 13.5 + ts_dice_below(s->c, 4) * 0.5; }

/* A signature: nobody can read it. */
static void scribble(ts_scene *s, double x, double y) {
    double at = x, low = y;
    for (int i = 0; i < 26; i++) {
        double to = at + ts_dice_below(s->c, 9) - 1, next = y + ts_dice_between(s->c, -14, 14) * (i % 3 ? 0.5 : 1);
        ts_picture_line(s->p, at, low, to, next, 1.6, 0x20306A);
        at = to;
        low = next;
    }
}

static double letter_head(ts_scene *s, double y) {
    static const uint32_t hue[] = {0x005EB8, 0x202020, 0x00625F};
    uint32_t colour = hue[ts_dice_below(s->c, 3)];
    const char *name = s->system == TS_SYSTEM_HEART ? "Heart and Chest Hospital" : "Children's Hospital";
    ts_type big = {s->sans, 22, true, false, colour}, small = {s->sans, 11, false, true, 0x404040};
    ts_picture_fill(s->p, s->width - MARGIN - 92, y, 92, 36, colour);
    ts_type white = {s->sans, 24, true, false, 0xFFFFFF};
    ts_picture_plain(s->p, s->width - MARGIN - 80, y + 3, &white, "NHS");
    ts_picture_plain(s->p, MARGIN, y + 4, &big, name);
    ts_words line = ts_words_of(ts_scene_text(s, "Department of %s", ts_word_specialty(s->person[0].salt)).ptr);
    ts_picture_write(s->p, MARGIN, y + 46, s->width - 2 * MARGIN, &small, &line);
    line = (ts_words){.len = 0};
    ts_words_add(&line, ts_str("Tel: "));
    ts_words_value(&line, ts_str("01632 960001"), "phone", 0);
    ts_picture_write(s->p, MARGIN, y + 62, s->width - 2 * MARGIN, &small, &line);
    return y + 92;
}

/* A label and the value beside it. */
static double labelled(ts_scene *s, double y, const ts_type *type, const char *label, ts_field f) {
    enum { LABEL = 150 };
    ts_words l = ts_words_of(label), v = {.len = 0};
    ts_scene_value(s, &v, f, 0);
    if (v.len == 0)
        return y;
    ts_type bold = *type;
    bold.bold = true;
    ts_picture_write(s->p, MARGIN, y, LABEL, &bold, &l);
    ts_picture_write(s->p, MARGIN + LABEL, y, 0, type, &v);
    return y + LINE;
}

static double identity(ts_scene *s, double y, const ts_type *type) {
    static const struct {
        const char *label[2];
        ts_field field;
    } row[] = {{{"Patient:", "Name of patient"}, TS_F_NATURAL_NAME},
               {{"Date of birth:", "DOB"}, TS_F_BIRTH},
               {{"NHS number:", "NHS No"}, TS_F_NHS},
               {{"Hospital number:", "Unit No"}, TS_F_LOCAL},
               {{"Address:", "Home address"}, TS_F_ADDRESS},
               {{"Postcode:", "Postcode"}, TS_F_POSTCODE}};
    for (int i = 0; i < 6; i++)
        y = labelled(s, y, type, row[i].label[s->m.variant % 2], row[i].field);
    return y;
}

static double paragraph(ts_scene *s, double y, const ts_type *type, const char *text) {
    ts_words w = ts_words_of(text);
    return y + ts_picture_flow(s->p, MARGIN, y, s->width - 2 * MARGIN, type, &w) + 10;
}

void ts_paper_letter(ts_scene *s) {
    const ts_record *r = &s->person[0];
    ts_type type = {ts_dice_odds(s->c, 600) ? s->serif : s->sans, body_size(s), false, false, 0x181818};
    double y = letter_head(s, 56);
    const char *gp = ts_word_gp(r->salt), *doctor = ts_word_consultant(r->salt >> 5),
               *they = r->sex == 'M' ? "He" : "She";
    ts_words line = ts_words_of("Clinic date: ");
    ts_words_value(&line, ts_date_written(s->arena, ts_event_date(r, s->m.salt), &s->m), "record_date", 1);
    ts_picture_write(s->p, MARGIN, y, 0, &type, &line);
    line = (ts_words){.len = 0};
    ts_words_value(&line, ts_str(gp), "person_name", 0);
    ts_words_add(&line, ts_scene_text(s, ", practice %s", ts_word_practice(r->salt >> 3)));
    ts_picture_write(s->p, MARGIN, y + 2 * LINE, 0, &type, &line);
    y = identity(s, y + 4 * LINE, &type) + 16;
    line = (ts_words){.len = 0};
    ts_words_add(&line, ts_str("Dear "));
    ts_words_value(&line, ts_str(gp), "person_name", 0);
    ts_words_add(&line, ts_str(","));
    ts_picture_write(s->p, MARGIN, y, 0, &type, &line);
    y = paragraph(
        s, y + LINE + 10, &type,
        ts_scene_text(
            s, "Thank you for asking me to see this patient, whom I reviewed in the %s clinic with a history of %s.",
            ts_word_specialty(r->salt), ts_word_diagnosis(r->salt >> 8))
            .ptr);
    y = paragraph(
        s, y, &type,
        ts_scene_text(s,
                      "%s has been well since the last visit. Examination was unremarkable, blood pressure %u/%u, "
                      "saturations %u%% in air. %s was requested and the result will be sent on.",
                      they, 95 + (unsigned)(r->salt % 50), 55 + (unsigned)(r->salt >> 6) % 30,
                      94 + (unsigned)(r->salt >> 12) % 6, ts_word_test(r->salt >> 16))
            .ptr);
    y = paragraph(s, y, &type,
                  "I have made no change to treatment and shall see this patient again in six months. Please do get in "
                  "touch should anything change.");
    y = paragraph(s, y + 6, &type, "Yours sincerely");
    scribble(s, MARGIN + 8, y + 14);
    line = (ts_words){.len = 0};
    ts_words_value(&line, ts_str(doctor), "person_name", 0);
    ts_words_add(&line, ts_str(", Consultant"));
    ts_picture_write(s->p, MARGIN, y + 44, 0, &type, &line);
    s->shown = 1;
}

/* ---- forms ---- */

/* One digit or letter a box, as forms want numbers and dates. */
static void comb(ts_scene *s, double x, double y, ts_span text, const char *kind) {
    enum { CELL = 22, HEIGHT = 26 };
    ts_type hand = {s->sans, 16, false, false, 0x1C2C66};
    for (size_t i = 0; i < text.len; i++) {
        char letter[2] = {text.ptr[i], 0};
        ts_picture_frame(s->p, x + (double)i * CELL, y, CELL + 1, HEIGHT, 0x808080);
        ts_picture_plain(s->p, x + (double)i * CELL + 6, y + 3, &hand, letter);
    }
    if (text.len > 0)
        ts_picture_note(s->p, x + 5, y + 5, CELL * (double)text.len - 9, HEIGHT - 9, text, kind, 1);
}

static void boxed(ts_scene *s, double x, double y, double w, const char *label, ts_field f) {
    ts_type small = {s->sans, 11, false, false, 0x404040}, type = {s->sans, 14.5, false, false, 0x1C2C66};
    ts_words v = {.len = 0};
    ts_scene_value(s, &v, f, 0);
    ts_picture_plain(s->p, x, y, &small, label);
    ts_picture_frame(s->p, x, y + 16, w, 28, 0x808080);
    ts_picture_write(s->p, x + 8, y + 21, w - 12, &type, &v);
}

static void tick(ts_scene *s, double x, double y, const char *label, bool yes) {
    ts_type type = {s->sans, 13, false, false, 0x181818};
    ts_picture_frame(s->p, x, y, 15, 15, 0x404040);
    if (yes) {
        ts_picture_line(s->p, x + 3, y + 7, x + 7, y + 12, 2, 0x1C2C66);
        ts_picture_line(s->p, x + 7, y + 12, x + 15, y - 2, 2, 0x1C2C66);
    }
    ts_picture_plain(s->p, x + 24, y - 1, &type, label);
}

void ts_paper_form(ts_scene *s) {
    static const char *const title[] = {"Consent to investigation or treatment", "Patient registration",
                                        "Referral form", "Pre-operative assessment"};
    const ts_record *r = &s->person[0];
    double y = letter_head(s, 50), half = (s->width - 2 * MARGIN - 20) / 2, right = MARGIN + half + 20;
    ts_type head = {s->sans, 19, true, false, 0x181818}, small = {s->sans, 11, false, false, 0x404040};
    ts_picture_plain(s->p, MARGIN, y, &head, title[ts_dice_below(s->c, 4)]);
    y += 40;
    boxed(s, MARGIN, y, half, "Surname", TS_F_SURNAME);
    boxed(s, right, y, half, "Forename(s)", TS_F_FORENAME);
    y += 58;
    ts_picture_plain(s->p, MARGIN, y, &small, "NHS number");
    comb(s, MARGIN, y + 16, ts_str(r->nhs), "nhs_number");
    boxed(s, right, y, half, "Hospital number", TS_F_LOCAL);
    y += 58;
    ts_manner m = {.dates = TS_DAY_FIRST};
    ts_picture_plain(s->p, MARGIN, y, &small, "Date of birth");
    comb(s, MARGIN, y + 16, ts_date_written(s->arena, r->birth, &m), "birth_date");
    boxed(s, right, y, half / 3, "Sex", TS_F_SEX);
    y += 58;
    boxed(s, MARGIN, y, half * 1.4, "Address", TS_F_ADDRESS);
    boxed(s, MARGIN + half * 1.4 + 20, y, half * 0.6, "Postcode", TS_F_POSTCODE);
    y += 58;
    boxed(s, MARGIN, y, half, "Telephone", TS_F_MOBILE);
    boxed(s, right, y, half, "E-mail", TS_F_EMAIL);
    y += 58;
    boxed(s, MARGIN, y, half, "Next of kin", TS_F_KIN);
    boxed(s, right, y, half, "GP", TS_F_GP);
    y += 74;
    static const char *const asked[] = {"I understand what was explained to me", "Allergies", "Interpreter needed",
                                        "I agree that a copy is sent to my GP"};
    for (int i = 0; i < 4; i++, y += 30)
        tick(s, MARGIN + 4, y, asked[i], ts_dice_odds(s->c, 600));
    ts_type type = {s->sans, 13, false, false, 0x181818};
    y += 24;
    ts_picture_plain(s->p, MARGIN, y, &type, "Signed");
    ts_picture_line(s->p, MARGIN + 60, y + 16, MARGIN + 300, y + 16, 1, 0x808080);
    scribble(s, MARGIN + 90, y + 4);
    ts_words date = ts_words_of("Date ");
    ts_words_value(&date, ts_date_written(s->arena, s->day - 40, &m), "record_date", 1);
    ts_picture_write(s->p, right, y, 0, &type, &date);
    s->shown = 1;
}
