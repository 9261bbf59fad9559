/* scene.h - what a picture shows: people, a way to write them, and a screen or a sheet of paper to show them on. */
#ifndef TS_SYNTH_SCENE_H
#define TS_SYNTH_SCENE_H

#include "synth/picture.h"

typedef struct ts_scene {
    ts_picture *p;
    ts_arena *arena;
    ts_dice *c;
    ts_manner m;
    ts_system system;
    const ts_layout *layout;
    ts_date day; /* of the export, the letter, the screenshot */
    const ts_record *person; /* the k-th is row k + 1 of the marks */
    uint32_t people, shown; /* shown: set by the scene, those it had room for */
    double width, height; /* units */
    bool dark;
    const char *sans, *serif, *mono;
} ts_scene;

/* Colours of a window, light or dark. */
typedef struct ts_theme {
    uint32_t window, ink, faint, line, bar, accent, field, chosen;
} ts_theme;
const ts_theme *ts_scene_theme(const ts_scene *s);

typedef struct ts_rect {
    double x, y, w, h;
} ts_rect;
/* Desktop, task bar and a window with this title; what is left inside the window.  bar: colour of its title bar. */
ts_rect ts_screen_window(ts_scene *s, const ts_words *title, uint32_t bar, uint32_t bar_ink);

/* The same text in the scene's arena. */
__attribute__((format(printf, 2, 3))) ts_span ts_scene_text(ts_scene *s, const char *format, ...);
/* A field of the k-th person, as a value of row k + 1; those named in passing belong to nobody. */
void ts_scene_value(ts_scene *s, ts_words *w, ts_field f, uint32_t k);

void ts_screen_grid(ts_scene *s); /* a spreadsheet program with a list open */
void ts_screen_files(ts_scene *s); /* a file manager: folders, and files with people's names */
void ts_screen_record(ts_scene *s); /* one person's record in the system that keeps it */
void ts_screen_mail(ts_scene *s); /* a mail program, a message open */
void ts_screen_terminal(ts_scene *s); /* a database's answer in a terminal */
void ts_paper_letter(ts_scene *s); /* to a practice about a patient */
void ts_paper_form(ts_scene *s); /* fields filled in, numbers one digit a box */
void ts_paper_list(ts_scene *s); /* a printed list, ruled or not */
void ts_paper_labels(ts_scene *s); /* a sheet of sticky labels, a patient each */
void ts_paper_cards(ts_scene *s); /* badges of staff, several on a sheet */

#endif
