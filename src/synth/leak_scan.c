/* leak_scan.c - scanned papers in the leak: what they are, how they were scanned, and their truth. */
#include "synth/leak_image.h"

#include "synth/scene.h"
#include "synth/sitters.h"
#include "synth/treat.h"
#include "synth/write_image.h"

enum { WIDTH = 794, HEIGHT = 1123, MOST_PAGES = 3, UNITS = 96 }; /* A4 in 96ths of an inch */

static const ts_layout told = {"told",
                               {TS_F_LOCAL, TS_F_NHS, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_STREET,
                                TS_F_POSTCODE}},
                       filled = {"filled",
                                 {TS_F_LOCAL, TS_F_NHS, TS_F_SURNAME, TS_F_FORENAME, TS_F_BIRTH, TS_F_STREET,
                                  TS_F_POSTCODE, TS_F_MOBILE, TS_F_EMAIL}};

static const struct {
    const char *shows;
    void (*draw)(ts_scene *);
    uint32_t people;
    bool staff;
} paper[] = {{"letter", ts_paper_letter, 1, false},
             {"form", ts_paper_form, 1, false},
             {"list", ts_paper_list, 40, false},
             {"labels", ts_paper_labels, 21, false},
             {"cards", ts_paper_cards, 8, true}};
enum { PAPERS = sizeof paper / sizeof *paper };

typedef enum treatment { GREY, BILEVEL, FAX, SKEWED, PAGES, PDF, PDF_TEXT, PHOTO, TREATMENTS } treatment;
static const char *const treatment_name[TREATMENTS] = {"grey",  "bilevel", "fax",      "skewed",
                                                       "pages", "pdf",     "pdf-text", "photo"};

/* Between -1 and 1. */
static double lot(ts_dice *c) { return ts_dice_between(c, -1000, 1000) / 1000.0; }

typedef struct job {
    treatment how;
    ts_depth depth;
    unsigned dpi, dpi_down; /* faxes have other lines than columns */
    uint32_t pages;
} job;

static job draw_job(ts_dice *c, treatment how) {
    static const unsigned usual[] = {150, 200, 200, 300};
    job j = {.how = how, .depth = TS_DEPTH_GREY, .pages = 1};
    j.dpi = usual[ts_dice_below(c, 4)];
    bool fine = ts_dice_odds(c, 600), plain = ts_dice_odds(c, 500);
    if (how == BILEVEL || how == FAX || (how == PAGES && plain))
        j.depth = TS_DEPTH_BILEVEL;
    if (j.depth == TS_DEPTH_BILEVEL)
        j.dpi = how == FAX ? 204 : 300;
    if (how == PDF || how == PDF_TEXT || how == PHOTO)
        j.dpi = j.dpi > 200 ? 200 : j.dpi;
    j.dpi_down = how == FAX ? fine ? 196 : 98 : j.dpi;
    j.pages = how == PAGES ? 3 : how == PDF ? 2 : 1;
    return j;
}

static ts_scan draw_scanner(ts_dice *c, const job *j) {
    ts_scan s = {.lid = ts_dice_odds(c, 700) ? 245 : 40, .paper = 236 + (int)ts_dice_below(c, 18)};
    s.ink = 20 + (int)ts_dice_below(c, 30);
    s.turn = (j->how == SKEWED ? 0.035 : 0.008) * lot(c); /* 2 degrees, or half of one */
    s.blur = 0.4 + 0.3 * lot(c);
    s.noise = 5 + 3 * lot(c);
    s.uneven = 0.08 + 0.08 * lot(c);
    s.specks = j->how == SKEWED || j->depth == TS_DEPTH_BILEVEL ? ts_dice_below(c, 260) : ts_dice_below(c, 20);
    s.holes = ts_dice_odds(c, 250);
    s.threshold = j->depth == TS_DEPTH_BILEVEL ? 150 + ts_dice_below(c, 30) : 0;
    s.lost = j->how == FAX ? ts_dice_below(c, 12) : 0;
    return s;
}

/* What the sending machine prints above the page. */
static void fax_line(ts_scene *s, uint32_t page) {
    ts_type type = {s->mono, 12, false, false, 0};
    int year, month, day;
    ts_date_parts(s->day, &year, &month, &day);
    ts_words w = {.len = 0};
    uint32_t hour = 8 + ts_dice_below(s->c, 10), minute = ts_dice_below(s->c, 60);
    ts_words_value(&w, ts_scene_text(s, "%02d/%02d/%04d", day, month, year), "record_date", 0);
    ts_words_add(&w, ts_scene_text(s, " %02u:%02u   ", hour, minute));
    ts_words_value(&w, ts_str("01632 960002"), "phone", 0);
    ts_words_add(&w, ts_scene_text(s, "   MEDICAL RECORDS   PAGE %02u/01", page));
    ts_picture_write(s->p, 40, 16, 0, &type, &w);
}

static ts_scene draw_scene(ts_leak *l, uint32_t which, int snapshot) {
    ts_scene s = {.arena = &l->arena, .c = &l->c, .width = WIDTH, .height = HEIGHT};
    s.m = ts_manner_draw(&l->c, l->w->style);
    bool child = ts_dice_odds(&l->c, 550);
    uint32_t list_of = 1 + ts_dice_below(&l->c, 2);
    s.system = paper[which].staff ? TS_SYSTEM_STAFF : child ? TS_SYSTEM_CHILDREN : TS_SYSTEM_HEART;
    const ts_layout *const *list;
    ts_layout_lists(s.system, &list);
    s.layout = paper[which].staff                   ? list[1]
               : paper[which].draw == ts_paper_list ? list[list_of]
               : paper[which].draw == ts_paper_form ? &filled
                                                    : &told;
    s.day = l->w->snapshot[snapshot] - (ts_date)ts_dice_below(&l->c, 200);
    s.sans = ts_face_draw(&l->c, TS_FACE_SANS);
    s.serif = ts_face_draw(&l->c, TS_FACE_SERIF);
    s.mono = ts_face_draw(&l->c, TS_FACE_MONO);
    return s;
}

static ts_err write_file(const job *j, ts_picture *const *page, ts_dice *c, ts_buf *out) {
    int quality = 60 + (int)ts_dice_below(c, 30);
    switch (j->how) {
    case GREY:
        ts_write_jpeg(out, page[0], quality, TS_DEPTH_GREY, j->dpi);
        return TS_OK;
    case PHOTO:
        ts_write_jpeg(out, page[0], quality, TS_DEPTH_COLOUR, 0);
        return TS_OK;
    case SKEWED:
        ts_write_png(out, page[0], j->depth, j->dpi);
        return TS_OK;
    case PDF:
    case PDF_TEXT:
        ts_write_pdf_scan(out, page, j->pages, quality, j->dpi, j->how == PDF_TEXT);
        return TS_OK;
    default:
        return ts_write_tiff(out, page, j->pages, j->depth, j->dpi, j->dpi_down);
    }
}

/* One page: drawn, scanned, and told to the truth, which says of each page what it shows. */
static void make_page(ts_leak *l, ts_image_truth *t, const job *j, uint32_t which, uint32_t number, ts_image_page *page,
                      ts_picture *p) {
    int snapshot = ts_leak_snapshot(l);
    ts_scene s = draw_scene(l, which, snapshot);
    ts_sitters *who = ts_alloc(sizeof *who);
    ts_sitters_draw(l, &s, snapshot, paper[which].people, who);
    s.p = p;
    s.person = who->record;
    s.people = who->n;
    ts_picture_open(p, &l->arena, WIDTH, HEIGHT, (double)j->dpi / UNITS, 0xFFFFFF, false);
    p->keeps_lines = j->how == PDF_TEXT;
    paper[which].draw(&s);
    if (j->how == FAX) {
        fax_line(&s, number);
        ts_picture_shrink(p, 1, (double)j->dpi_down / j->dpi);
    }
    if (j->how == PHOTO) {
        ts_picture_photograph_aside(p, true, &l->c);
    } else {
        ts_scan scanner = draw_scanner(&l->c, j);
        ts_picture_scan(p, &scanner, &l->c);
    }
    page->shows = paper[which].shows;
    page->page = number;
    page->family = which == 0 ? s.serif : s.sans;
    ts_sitters_note(l, t, page, &s, snapshot, who);
    ts_free(who);
}

ts_err ts_leak_scan(ts_leak *l, ts_image_truth *t, uint32_t turn) {
    static const char *const format[TREATMENTS] = {"jpeg", "tiff", "tiff", "png", "tiff", "pdf", "pdf", "jpeg"};
    static const char *const suffix[TREATMENTS] = {"jpg", "tif", "tif", "png", "tiff", "pdf", "pdf", "jpg"};
    ts_arena_reset(&l->arena);
    l->serial++;
    treatment how = (treatment)(turn % TREATMENTS);
    job j = draw_job(&l->c, how);
    TS_AUTO(ts_buf, ts_buf_done) name = {0}, path = {0}, bytes = {0};
    ts_place tree = {0};
    ts_buf_addf(&name, "Scans/%s%04u.%s", how == FAX ? "FAX" : how == PHOTO ? "IMG_" : "SCN", turn + 1, suffix[how]);
    ts_place_path(&tree, ts_buf_span(&name), &path);
    ts_image_page page = {
        .path = ts_buf_span(&path), .treated = treatment_name[how], .theme = "paper", .dpi = how == PHOTO ? 0 : j.dpi};
    page.format = format[how];
    page.percent = j.dpi * 100 / UNITS;
    ts_picture picture[MOST_PAGES] = {0}, *pages[MOST_PAGES];
    for (uint32_t i = 0; i < j.pages; i++) {
        pages[i] = &picture[i];
        make_page(l, t, &j, (turn + i) % PAPERS, i + 1, &page, pages[i]);
    }
    ts_err err = write_file(&j, pages, &l->c, &bytes);
    if (err == TS_OK)
        err = ts_leak_put_image(l, page.format, ts_buf_span(&name), ts_buf_span(&path), ts_buf_span(&bytes));
    for (uint32_t i = 0; i < j.pages; i++)
        ts_picture_done(pages[i]);
    return err;
}
