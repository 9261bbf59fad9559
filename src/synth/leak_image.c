/* leak_image.c - screenshots in the leak: who is on them, what was done to them, and their truth. */
#include "synth/leak_image.h"

#include "synth/scene.h"
#include "synth/sitters.h"
#include "synth/treat.h"
#include "synth/write_image.h"

static const struct {
    const char *shows;
    void (*draw)(ts_scene *);
    uint32_t people;
    bool patients; /* alone: it says what only they have */
} screen[] = {{"grid", ts_screen_grid, TS_SITTERS, false},
              {"files", ts_screen_files, TS_SITTERS, true},
              {"record", ts_screen_record, 1, false},
              {"terminal", ts_screen_terminal, TS_SITTERS, false},
              {"mail", ts_screen_mail, 16, true}};
enum { TERMINAL = 3, SCREENS = sizeof screen / sizeof *screen };

/* What mail and file names say of people. */
static const ts_layout told = {
    "told", {TS_F_LOCAL, TS_F_NHS, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_STREET, TS_F_POSTCODE, TS_F_MOBILE}};

static const ts_layout *draw_layout(ts_leak *l, ts_system system, const char *shows) {
    const ts_layout *const *list;
    size_t n = ts_layout_lists(system, &list);
    uint32_t any = ts_dice_below(&l->c, (uint32_t)n);
    if (strcmp(shows, "files") == 0 || strcmp(shows, "mail") == 0)
        return &told;
    return list[strcmp(shows, "record") == 0 ? 0 : any]; /* a record shows all that there is */
}

typedef enum treatment { PLAIN, SCALED, SHRUNK, CROPPED, JPEG, PHOTO, REDACTED, OBLIQUE, TREATMENTS } treatment;
static const char *const treatment_name[TREATMENTS] = {"plain", "scaled", "shrunk",   "cropped",
                                                       "jpeg",  "photo",  "redacted", "oblique"};

/* What is done to it once it is drawn. */
static void treat(ts_picture *p, ts_dice *c, treatment how, unsigned percent) {
    if (how == SHRUNK)
        ts_picture_shrink(p, percent / 100.0, percent / 100.0);
    else if (how == CROPPED)
        ts_picture_crop(p, c);
    else if (how == PHOTO)
        ts_picture_photograph(p, c);
    else if (how == OBLIQUE)
        ts_picture_photograph_aside(p, false, c);
    else if (how == REDACTED)
        ts_picture_redact(p, c);
}

static ts_scene draw_scene(ts_leak *l, const char *shows, bool patients, int snapshot) {
    static const double size[][2] = {{1366, 768}, {1600, 900}, {1920, 1080}, {1536, 864}, {1280, 1024}};
    const double *wide = size[ts_dice_below(&l->c, 5)];
    uint32_t lot = ts_dice_below(&l->c, patients ? 75 : 100);
    ts_scene s = {.arena = &l->arena, .c = &l->c, .width = wide[0], .height = wide[1]};
    s.m = ts_manner_draw(&l->c, l->w->style);
    s.system = lot < 40   ? TS_SYSTEM_CHILDREN
               : lot < 75 ? TS_SYSTEM_HEART
               : lot < 88 ? TS_SYSTEM_DONORS
                          : TS_SYSTEM_STAFF;
    s.layout = draw_layout(l, s.system, shows);
    s.day = l->w->snapshot[snapshot] + (ts_date)ts_dice_below(&l->c, 20);
    s.dark = ts_dice_odds(&l->c, 300);
    s.sans = ts_face_draw(&l->c, TS_FACE_SANS);
    s.serif = ts_face_draw(&l->c, TS_FACE_SERIF);
    s.mono = ts_face_draw(&l->c, TS_FACE_MONO);
    return s;
}

static ts_err screenshot(ts_leak *l, ts_image_truth *t, uint32_t turn) {
    static const unsigned larger[] = {125, 150, 200}, smaller[] = {75, 85};
    ts_arena_reset(&l->arena);
    l->serial++;
    treatment how = (treatment)(turn % TREATMENTS);
    uint32_t which = turn % SCREENS, lot = ts_dice_below(&l->c, 6);
    unsigned percent = how == SCALED ? larger[lot % 3] : how == SHRUNK ? smaller[lot % 2] : 100;
    int snapshot = ts_leak_snapshot(l), quality = 30 + (int)ts_dice_below(&l->c, 40);
    ts_picture p;
    ts_scene s = draw_scene(l, screen[which].shows, screen[which].patients, snapshot);
    ts_sitters *who = ts_alloc(sizeof *who);
    ts_sitters_draw(l, &s, snapshot, screen[which].people, who);
    s.p = &p;
    s.person = who->record;
    s.people = who->n;
    ts_picture_open(&p, &l->arena, s.width, s.height, how == SCALED ? percent / 100.0 : 1, 0x303438, true);
    screen[which].draw(&s);
    treat(&p, &l->c, how, percent);
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, path = {0}, bytes = {0};
    ts_place tree = {0};
    bool photo = how == PHOTO || how == OBLIQUE, jpeg = how == JPEG || photo;
    ts_buf_addf(&name,
                photo  ? "proof/IMG_%04u.jpg"
                : jpeg ? "proof/screen %03u.jpg"
                       : "proof/screen %03u.png",
                turn + 1);
    ts_place_path(&tree, ts_buf_span(&name), &path);
    if (jpeg)
        ts_write_jpeg(&bytes, &p, photo ? quality + 25 : quality, TS_DEPTH_COLOUR, 0);
    else
        ts_write_png(&bytes, &p, TS_DEPTH_COLOUR, 0);
    ts_image_page page = {.path = ts_buf_span(&path),
                          .format = jpeg ? "jpeg" : "png",
                          .shows = screen[which].shows,
                          .treated = treatment_name[how],
                          .theme = s.dark ? "dark" : "light",
                          .page = 1,
                          .percent = percent,
                          .family = which == TERMINAL ? s.mono : s.sans};
    ts_sitters_note(l, t, &page, &s, snapshot, who);
    ts_err err = ts_leak_put_image(l, page.format, ts_buf_span(&name), ts_buf_span(&path), ts_buf_span(&bytes));
    ts_picture_done(&p);
    ts_free(who);
    return err;
}

ts_err ts_leak_images(ts_leak *l, uint32_t screenshots, uint32_t scans) {
    ts_image_truth t;
    ts_image_truth_init(&t);
    l->c = (ts_dice){ts_dice_of(l->w->seed, 0x494D4147, 0, 0)};
    ts_err err = TS_OK;
    for (uint32_t i = 0; i < screenshots && err == TS_OK; i++)
        err = screenshot(l, &t, i);
    for (uint32_t i = 0; i < scans && err == TS_OK; i++)
        err = ts_leak_scan(l, &t, i);
    if (err == TS_OK)
        err = ts_image_truth_save(&t, l->dir);
    ts_image_truth_done(&t);
    return err;
}
