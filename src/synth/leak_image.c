/* leak_image.c - screenshots in the leak: who is on them, what was done to them, and their truth. */
#include "synth/leak_image.h"

#include "synth/scene.h"
#include "synth/treat.h"
#include "synth/truth_image.h"
#include "synth/write_image.h"

enum { MOST_PEOPLE = 64 };

/* The people of one picture. */
typedef struct sitters {
    ts_record record[MOST_PEOPLE];
    ts_planted what[MOST_PEOPLE];
    ts_alteration altered[MOST_PEOPLE];
    unsigned fits[MOST_PEOPLE];
    uint32_t n;
} sitters;

/* In a thousand. */
enum { TESTS = 20, INVENTED = 100, REGION = 60, ALTERED = 100 };

static ts_alteration alter(ts_leak *l, const ts_layout *layout, ts_record *r) {
    bool birth = ts_layout_has(layout, TS_F_BIRTH) && r->birth != TS_NO_DATE,
         nhs = ts_layout_has(layout, TS_F_NHS) && r->nhs[0];
    if (!birth && !nhs)
        return TS_ALTER_NONE;
    ts_alteration a = birth && (!nhs || ts_dice_odds(&l->c, 500)) ? TS_ALTER_BIRTH : TS_ALTER_NHS;
    ts_record_alter(l->w, r, a, l->altered++, &l->c);
    return a;
}

static void draw_people(ts_leak *l, const ts_scene *s, int snapshot, uint32_t n, sitters *out) {
    ts_date at = l->w->snapshot[snapshot];
    uint32_t person[MOST_PEOPLE], held = ts_leak_members(l, s->system, at, person, n);
    *out = (sitters){.n = 0};
    bool patients = s->system == TS_SYSTEM_CHILDREN || s->system == TS_SYSTEM_HEART;
    for (uint32_t i = 0; i < held; i++, out->n++) {
        ts_record *r = &out->record[i];
        uint32_t lot = ts_dice_below(&l->c, 1000);
        out->what[i] = TS_PLANTED_UNKNOWN;
        if (lot < TESTS && patients) {
            ts_record_test(l->w, ts_dice_below(&l->c, 4), s->system, at, r);
            out->what[i] = TS_PLANTED_PLACEHOLDER;
        } else if (lot < TESTS + INVENTED) {
            ts_record_invented(l->w, l->invented++, s->system, at, r);
        } else {
            ts_record_held(l->w, person[i], s->system, at, r);
            out->fits[i] = ts_leak_fits(l, s->layout, r);
            out->what[i] = TS_PLANTED_GENUINE;
            if (lot >= 1000 - ALTERED && (out->altered[i] = alter(l, s->layout, r)) != TS_ALTER_NONE)
                out->what[i] = TS_PLANTED_ALTERED;
        }
    }
}

static void note(const ts_leak *l, ts_image_truth *t, const ts_image_page *page, const ts_scene *s, int snapshot,
                 const sitters *who) {
    ts_image_truth_page(t, page, s->p);
    for (uint32_t i = 0; i < s->shown; i++) {
        bool known = who->what[i] == TS_PLANTED_GENUINE || who->what[i] == TS_PLANTED_ALTERED;
        ts_image_truth_sighting(
            t, l->w,
            &(ts_planted_row){.path = page->path,
                              .part = ts_scene_text((ts_scene *)(uintptr_t)s, "p%u", page->page).ptr,
                              .shape = page->shows,
                              .row = i + 1,
                              .what = who->what[i],
                              .altered = who->altered[i],
                              .fits = who->fits[i],
                              .as_of = l->w->snapshot[snapshot],
                              .ours = known,
                              .held = known,
                              .record = &who->record[i]});
    }
}

/* ---- screenshots ---- */

static const struct {
    const char *shows;
    void (*draw)(ts_scene *);
    uint32_t people;
    bool patients; /* alone: it says what only they have */
} screen[] = {{"grid", ts_screen_grid, MOST_PEOPLE, false},
              {"files", ts_screen_files, MOST_PEOPLE, true},
              {"record", ts_screen_record, 1, false},
              {"terminal", ts_screen_terminal, MOST_PEOPLE, false},
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

typedef enum treatment { PLAIN, SCALED, SHRUNK, CROPPED, JPEG, PHOTO, REDACTED, TREATMENTS } treatment;
static const char *const treatment_name[TREATMENTS] = {"plain", "scaled", "shrunk",  "cropped",
                                                       "jpeg",  "photo",  "redacted"};

/* What is done to it once it is drawn. */
static void treat(ts_picture *p, ts_dice *c, treatment how, unsigned percent) {
    if (how == SHRUNK)
        ts_picture_shrink(p, percent / 100.0, percent / 100.0);
    else if (how == CROPPED)
        ts_picture_crop(p, c);
    else if (how == PHOTO)
        ts_picture_photograph(p, c);
    else if (how == REDACTED)
        ts_picture_redact(p, c);
}

static ts_err save(ts_leak *l, const char *format, ts_span name, ts_span path, ts_span bytes) {
    ts_truth_file(l->truth, path, format, "leaf", NULL, bytes);
    TS_AUTO(ts_buf, ts_buf_done) file = {0};
    ts_buf_add_str(&file, "evidence/");
    ts_buf_add(&file, name);
    return ts_save_file(l->dir, file.ptr, bytes);
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
    sitters *who = ts_alloc(sizeof *who);
    draw_people(l, &s, snapshot, screen[which].people, who);
    s.p = &p;
    s.person = who->record;
    s.people = who->n;
    ts_picture_open(&p, &l->arena, s.width, s.height, how == SCALED ? percent / 100.0 : 1, 0x303438, true);
    screen[which].draw(&s);
    treat(&p, &l->c, how, percent);
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, path = {0}, bytes = {0};
    ts_place tree = {0};
    bool jpeg = how == JPEG || how == PHOTO;
    ts_buf_addf(&name,
                how == PHOTO ? "proof/IMG_%04u.jpg"
                : jpeg       ? "proof/screen %03u.jpg"
                             : "proof/screen %03u.png",
                turn + 1);
    ts_place_path(&tree, ts_buf_span(&name), &path);
    if (jpeg)
        ts_write_jpeg(&bytes, &p, how == PHOTO ? quality + 25 : quality, TS_DEPTH_COLOUR, 0);
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
    note(l, t, &page, &s, snapshot, who);
    ts_err err = save(l, page.format, ts_buf_span(&name), ts_buf_span(&path), ts_buf_span(&bytes));
    ts_picture_done(&p);
    ts_free(who);
    return err;
}

ts_err ts_leak_images(ts_leak *l, uint32_t screenshots, uint32_t scans) {
    ts_image_truth t;
    ts_image_truth_init(&t);
    l->c = (ts_dice){ts_dice_of(l->w->seed, 0x494D4147, 0, 0)};
    ts_err err = TS_OK;
    (void)scans;
    for (uint32_t i = 0; i < screenshots && err == TS_OK; i++)
        err = screenshot(l, &t, i);
    if (err == TS_OK)
        err = ts_image_truth_save(&t, l->dir);
    ts_image_truth_done(&t);
    return err;
}
