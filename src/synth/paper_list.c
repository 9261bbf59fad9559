/* paper_list.c - printed lists, sheets of labels and of cards: many people on one sheet of paper. */
#include "synth/scene.h"

enum { MARGIN = 46, COLUMNS = 16 };

void ts_paper_list(ts_scene *s) {
    ts_type head = {s->sans, 17, true, false, 0x101010}, bold = {s->sans, 10.5, true, false, 0x101010};
    bool ruled = ts_dice_odds(s->c, 500);
    ts_words title =
        ts_words_of(ts_scene_text(s, "%s list - %s", s->layout->field[0] == TS_F_APPOINTMENT ? "Clinic" : "Waiting",
                                  ts_word_specialty(s->person[0].salt))
                        .ptr);
    ts_words when = ts_words_of("Printed ");
    ts_manner m = {.dates = TS_DAY_FIRST};
    ts_words_value(&when, ts_date_written(s->arena, s->day, &m), "record_date", 0);
    ts_picture_write(s->p, MARGIN, 46, 0, &head, &title);
    ts_picture_write(s->p, MARGIN, 74, 0, &bold, &when);
    double wide[COLUMNS], all = 0, room = s->width - 2 * MARGIN, size = 10.5;
    uint32_t columns = 0;
    for (; columns < COLUMNS && s->layout->field[columns]; columns++) {
        ts_field f = (ts_field)s->layout->field[columns];
        wide[columns] = ts_picture_width_of(s->p, &bold, ts_str(ts_field_head(f, &s->m))) + 12;
        for (uint32_t k = 0; k < s->people; k++) {
            double w = ts_picture_width_of(s->p, &bold, ts_field_value(s->arena, f, &s->person[k], &s->m)) + 12;
            wide[columns] = w > wide[columns] ? w : wide[columns];
        }
        all += wide[columns];
    }
    double fit = all > room ? room / all : 1, y = 108, row = ruled ? 26 : 22;
    size *= fit < 0.62 ? 0.62 : fit;
    for (uint32_t k = 0; k <= s->people && y + row < s->height - 50; k++, y += row) {
        double x = MARGIN;
        for (uint32_t c = 0; c < columns; x += wide[c++] * fit) {
            ts_field f = (ts_field)s->layout->field[c];
            ts_type type = {s->sans, size, k == 0, false, 0x181818};
            ts_words w = {.len = 0};
            if (k == 0)
                ts_words_add(&w, ts_str(ts_field_head(f, &s->m)));
            else
                ts_scene_value(s, &w, f, k - 1);
            ts_picture_write(s->p, x + 3, y + 4, wide[c] * fit - 4, &type, &w);
            if (ruled)
                ts_picture_frame(s->p, x, y, wide[c] * fit + 1, row + 1, 0x505050);
        }
        if (k == 0 && !ruled)
            ts_picture_line(s->p, MARGIN, y + row - 2, s->width - MARGIN, y + row - 2, 1.2, 0x303030);
        s->shown = k;
    }
}

static void barcode(ts_scene *s, double x, double y, double w, double h) {
    for (double at = 0; at < w;) {
        double bar = 1 + ts_dice_below(s->c, 3), gap = 1 + ts_dice_below(s->c, 3);
        ts_picture_fill(s->p, x + at, y, bar, h, 0x101010);
        at += bar + gap;
    }
}

/* Sticky labels, as stand in the front of every file of notes. */
void ts_paper_labels(ts_scene *s) {
    enum { ACROSS = 3, WIDE = 228, HIGH = 128, TOP = 52, LEFT = 52 };
    ts_type name = {s->sans, 12.5, true, false, 0x101010}, type = {s->sans, 11, false, false, 0x101010};
    for (uint32_t k = 0; k < s->people; k++) {
        double x = LEFT + k % ACROSS * (WIDE + 4), y = TOP + k / ACROSS * (HIGH + 4);
        if (y + HIGH > s->height - 30)
            break;
        if (s->m.variant == 0)
            ts_picture_frame(s->p, x, y, WIDE, HIGH, 0xC8C8C8);
        ts_words line[5] = {{.len = 0}};
        ts_scene_value(s, &line[0], TS_F_FULL_NAME, k);
        ts_words_add(&line[1], ts_str("DOB: "));
        ts_scene_value(s, &line[1], TS_F_BIRTH, k);
        ts_words_add(&line[1], ts_str("   Sex: "));
        ts_scene_value(s, &line[1], TS_F_SEX, k);
        ts_words_add(&line[2], ts_str("NHS: "));
        ts_scene_value(s, &line[2], TS_F_NHS, k);
        ts_words_add(&line[3], ts_str("Hosp: "));
        ts_scene_value(s, &line[3], TS_F_LOCAL, k);
        ts_scene_value(s, &line[4], TS_F_ADDRESS, k);
        ts_words_add(&line[4], ts_str(" "));
        ts_scene_value(s, &line[4], TS_F_POSTCODE, k);
        for (int i = 0; i < 5; i++)
            ts_picture_flow(s->p, x + 8, y + 6 + i * 18, WIDE - 14, i ? &type : &name, &line[i]);
        barcode(s, x + 128, y + 44, 86, 24);
        s->shown = k + 1;
    }
}

/* Badges copied for a file, two a row: a face, a name, a post, a number. */
void ts_paper_cards(ts_scene *s) {
    enum { ACROSS = 2, WIDE = 324, HIGH = 204, TOP = 70, LEFT = 56 };
    for (uint32_t k = 0; k < s->people; k++) {
        double x = LEFT + k % ACROSS * (WIDE + 30), y = TOP + k / ACROSS * (HIGH + 40);
        if (y + HIGH > s->height - 30)
            break;
        uint32_t tone = 0x9A8478 + (uint32_t)(s->person[k].salt % 40) * 0x010101;
        ts_type name = {s->sans, 17, true, false, 0x101010}, type = {s->sans, 12, false, false, 0x202020},
                white = {s->sans, 14, true, false, 0xFFFFFF};
        ts_picture_fill(s->p, x, y, WIDE, HIGH, 0xF4F6F8);
        ts_picture_fill(s->p, x, y, WIDE, 40, 0x005EB8);
        ts_picture_frame(s->p, x, y, WIDE, HIGH, 0x606060);
        ts_picture_plain(s->p, x + 14, y + 11, &white, "STAFF  IDENTITY  CARD");
        ts_picture_fill(s->p, x + 14, y + 54, 92, 116, 0xC4CCD2); /* a face */
        ts_picture_disc(s->p, x + 60, y + 100, 24, tone);
        ts_picture_disc(s->p, x + 60, y + 168, 33, tone);
        ts_picture_fill(s->p, x + 14, y + 170, 92, 33, 0xF4F6F8);
        ts_words line[5] = {{.len = 0}};
        ts_scene_value(s, &line[0], TS_F_FORENAME, k);
        ts_scene_value(s, &line[1], TS_F_SURNAME, k);
        ts_scene_value(s, &line[2], TS_F_POST, k);
        ts_words_add(&line[3], ts_str("Staff No: "));
        ts_scene_value(s, &line[3], TS_F_ASSIGNMENT, k);
        ts_words_add(&line[4], ts_str("Expires: 12/2026"));
        for (int i = 0; i < 5; i++)
            ts_picture_write(s->p, x + 120, y + 56 + i * 24 + (i > 1 ? 8 : 0), WIDE - 126, i < 2 ? &name : &type,
                             &line[i]);
        s->shown = k + 1;
    }
}
