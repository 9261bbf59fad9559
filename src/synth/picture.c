/* picture.c - drawing, and where each value stands; the door to cairo and pango for pictures. */
#include "synth/picture.h"

#include <pango/pangocairo.h>

#include "base/bytes.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#ifdef TS_SANITIZED
/* fontconfig keeps its patterns to the end of the process, behind pointers that LeakSanitizer does not follow. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) { return "leak:libfontconfig"; }
#endif

/* ---- words ---- */

void ts_words_add(ts_words *w, ts_span text) {
    if (text.len > TS_WORDS_BYTES - w->len)
        return;
    if (text.len)
        memcpy(w->text + w->len, text.ptr, text.len);
    w->len += text.len;
}

void ts_words_value(ts_words *w, ts_span text, const char *kind, uint32_t row) {
    size_t at = w->len;
    ts_words_add(w, text);
    if (!kind[0] || w->len == at || w->values == TS_WORDS_VALUES)
        return;
    w->value[w->values].at = at;
    w->value[w->values].len = text.len;
    w->value[w->values].kind = kind;
    w->value[w->values++].row = row;
}

ts_words ts_words_of(const char *text) {
    ts_words w = {.len = 0};
    ts_words_add(&w, ts_str(text));
    return w;
}

/* ---- opening ---- */

static void ink(ts_picture *p, uint32_t colour) {
    cairo_set_source_rgb(p->cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0, (colour & 255) / 255.0);
}

/* What the machine prefers for letters may not show: the same options give the same bytes. */
static void set_options(ts_picture *p, bool smooth_colour) {
    cairo_font_options_t *o = cairo_font_options_create();
    cairo_font_options_set_antialias(o, smooth_colour ? CAIRO_ANTIALIAS_SUBPIXEL : CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_subpixel_order(o, CAIRO_SUBPIXEL_ORDER_RGB);
    cairo_font_options_set_hint_style(o, smooth_colour ? CAIRO_HINT_STYLE_SLIGHT : CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(o, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(pango_layout_get_context(p->layout), o);
    cairo_font_options_destroy(o);
}

void ts_picture_open(ts_picture *p, ts_arena *arena, double width, double height, double unit, uint32_t colour,
                     bool smooth_colour) {
    *p = (ts_picture){.unit = unit, .arena = arena};
    p->width = (uint32_t)(width * unit + 0.5);
    p->height = (uint32_t)(height * unit + 0.5);
    p->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)p->width, (int)p->height);
    p->cr = cairo_create(p->surface);
    p->layout = pango_cairo_create_layout(p->cr);
    pango_context_set_language(pango_layout_get_context(p->layout), pango_language_from_string("en-gb"));
    set_options(p, smooth_colour);
    ink(p, colour);
    cairo_paint(p->cr);
}

void ts_picture_done(ts_picture *p) {
    if (p->layout)
        g_object_unref(p->layout);
    if (p->cr)
        cairo_destroy(p->cr);
    if (p->surface)
        cairo_surface_destroy(p->surface);
    ts_free(p->mark);
    ts_free(p->line);
    *p = (ts_picture){0};
}

/* ---- shapes: their borders fall on pixels, as a window system's do ---- */

static double on_pixel(const ts_picture *p, double v) { return (double)(int64_t)(v * p->unit + 0.5); }

static void outline(ts_picture *p, double x, double y, double w, double h) {
    double left = on_pixel(p, x), top = on_pixel(p, y);
    cairo_rectangle(p->cr, left, top, on_pixel(p, x + w) - left, on_pixel(p, y + h) - top);
}

void ts_picture_fill(ts_picture *p, double x, double y, double w, double h, uint32_t colour) {
    ink(p, colour);
    outline(p, x, y, w, h);
    cairo_fill(p->cr);
}

void ts_picture_frame(ts_picture *p, double x, double y, double w, double h, uint32_t colour) {
    double thin = on_pixel(p, 1) < 1 ? 1 / p->unit : 1;
    ts_picture_fill(p, x, y, w, thin, colour);
    ts_picture_fill(p, x, y + h - thin, w, thin, colour);
    ts_picture_fill(p, x, y, thin, h, colour);
    ts_picture_fill(p, x + w - thin, y, thin, h, colour);
}

void ts_picture_line(ts_picture *p, double x, double y, double to_x, double to_y, double width, uint32_t colour) {
    ink(p, colour);
    cairo_set_line_width(p->cr, width * p->unit);
    cairo_move_to(p->cr, x * p->unit, y * p->unit);
    cairo_line_to(p->cr, to_x * p->unit, to_y * p->unit);
    cairo_stroke(p->cr);
}

void ts_picture_disc(ts_picture *p, double x, double y, double radius, uint32_t colour) {
    ink(p, colour);
    cairo_arc(p->cr, x * p->unit, y * p->unit, radius * p->unit, 0, 6.2831853);
    cairo_fill(p->cr);
}

void ts_picture_shade(ts_picture *p, double x, double y, double w, double h, uint32_t above, uint32_t below) {
    enum { BANDS = 48 };
    for (int i = 0; i < BANDS; i++) {
        uint32_t colour = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int a = (int)(above >> shift & 255), b = (int)(below >> shift & 255);
            colour |= (uint32_t)(a + (b - a) * i / (BANDS - 1)) << shift;
        }
        ts_picture_fill(p, x, y + h * i / BANDS, w, h / BANDS + 1, colour);
    }
}

/* ---- letters ---- */

static void set_type(ts_picture *p, const ts_type *type, double room) {
    PangoFontDescription *d = pango_font_description_new();
    pango_font_description_set_family(d, type->family);
    pango_font_description_set_weight(d, type->bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(d, type->size * p->unit * PANGO_SCALE);
    pango_layout_set_font_description(p->layout, d);
    pango_font_description_free(d);
    pango_layout_set_width(p->layout, room > 0 ? (int)(room * p->unit * PANGO_SCALE) : -1);
}

static ts_mark *add_mark(ts_picture *p, ts_span text, const char *kind, uint32_t row) {
    if (p->marks == p->room) {
        p->room = p->room ? 2 * p->room : 256;
        p->mark = ts_grow(p->mark, p->room, sizeof *p->mark);
    }
    ts_mark *m = &p->mark[p->marks++];
    *m = (ts_mark){.row = row, .kind = kind, .text = ts_arena_copy(p->arena, text), .why = ""};
    return m;
}

/* The box around the letters from..to of what the layout holds, its corner at (x, y) in pixels. */
static void box_of(ts_picture *p, double x, double y, size_t from, size_t to, ts_mark *m) {
    PangoLayoutIter *at = pango_layout_get_iter(p->layout);
    bool first = true;
    do {
        size_t index = (size_t)pango_layout_iter_get_index(at);
        if (index < from || index >= to)
            continue;
        PangoRectangle r, ink_of_run;
        pango_layout_iter_get_char_extents(at, &r);
        pango_layout_iter_get_cluster_extents(at, &ink_of_run, NULL);
        if (ink_of_run.height > 0) { /* from the foot to the head of the letters that are there */
            r.y = ink_of_run.y;
            r.height = ink_of_run.height;
        } else if (!first) {
            continue;
        }
        double left = x + (double)r.x / PANGO_SCALE, top = y + (double)r.y / PANGO_SCALE;
        double right = left + (double)r.width / PANGO_SCALE, bottom = top + (double)r.height / PANGO_SCALE;
        m->left = first || left < m->left ? left : m->left;
        m->top = first || top < m->top ? top : m->top;
        m->right = first || right > m->right ? right : m->right;
        m->bottom = first || bottom > m->bottom ? bottom : m->bottom;
        first = false;
    } while (pango_layout_iter_next_char(at));
    pango_layout_iter_free(at);
}

static void note_values(ts_picture *p, double x, double y, double limit, const ts_words *words) {
    for (size_t i = 0; i < words->values; i++) {
        size_t at = words->value[i].at, len = words->value[i].len;
        ts_mark *m = add_mark(p, ts_span_of(words->text + at, len), words->value[i].kind, words->value[i].row);
        box_of(p, x, y, at, at + len, m);
        if (limit > 0 && m->right > limit + 1) {
            m->seen = m->left + 4 < limit ? TS_SEEN_CUT : TS_SEEN_NOT;
            m->right = limit > m->left ? limit : m->left;
            m->why = "narrow";
        }
    }
}

static double layout_width(const ts_picture *p) {
    int width;
    pango_layout_get_size(p->layout, &width, NULL);
    return (double)width / PANGO_SCALE / p->unit;
}

double ts_picture_width_of(ts_picture *p, const ts_type *type, ts_span text) {
    set_type(p, type, 0);
    pango_layout_set_text(p->layout, text.ptr, (int)text.len);
    return layout_width(p);
}

static void note_lines(ts_picture *p, double x, double y, const ts_words *words) {
    PangoLayoutIter *at = pango_layout_get_iter(p->layout);
    do {
        const PangoLayoutLine *l = pango_layout_iter_get_line_readonly(at);
        PangoRectangle r;
        pango_layout_iter_get_line_extents(at, NULL, &r);
        if (l->length == 0)
            continue;
        if (p->lines == p->lines_room)
            p->line = ts_grow(p->line, p->lines_room = 2 * p->lines_room + 64, sizeof *p->line);
        double left = x + (double)r.x / PANGO_SCALE, top = y + (double)r.y / PANGO_SCALE;
        p->line[p->lines++] =
            (ts_line){ts_arena_copy(p->arena, ts_span_of(words->text + l->start_index, (size_t)l->length)), left, top,
                      left + (double)r.width / PANGO_SCALE, top + (double)r.height / PANGO_SCALE};
    } while (pango_layout_iter_next_line(at));
    pango_layout_iter_free(at);
}

static double write_words(ts_picture *p, double x, double y, double room, double flow, const ts_type *type,
                          const ts_words *words) {
    set_type(p, type, flow);
    pango_layout_set_text(p->layout, words->text, (int)words->len);
    double width = layout_width(p);
    double left = on_pixel(p, type->right && width < room ? x + room - width : x), top = on_pixel(p, y);
    cairo_save(p->cr);
    if (room > 0) {
        cairo_rectangle(p->cr, on_pixel(p, x), 0, room * p->unit, p->height);
        cairo_clip(p->cr);
    }
    ink(p, type->colour);
    cairo_move_to(p->cr, left, top);
    pango_cairo_show_layout(p->cr, p->layout);
    cairo_restore(p->cr);
    if (p->keeps_lines)
        note_lines(p, left, top, words);
    note_values(p, left, top, room > 0 ? on_pixel(p, x) + room * p->unit : 0, words);
    return width;
}

double ts_picture_write(ts_picture *p, double x, double y, double room, const ts_type *type, const ts_words *words) {
    return write_words(p, x, y, room, 0, type, words);
}

double ts_picture_flow(ts_picture *p, double x, double y, double room, const ts_type *type, const ts_words *words) {
    int height;
    write_words(p, x, y, 0, room, type, words);
    pango_layout_get_size(p->layout, NULL, &height);
    return (double)height / PANGO_SCALE / p->unit;
}

void ts_picture_note(ts_picture *p, double x, double y, double w, double h, ts_span text, const char *kind,
                     uint32_t row) {
    ts_mark *m = add_mark(p, text, kind, row);
    m->left = on_pixel(p, x), m->top = on_pixel(p, y);
    m->right = on_pixel(p, x + w), m->bottom = on_pixel(p, y + h);
}

double ts_picture_plain(ts_picture *p, double x, double y, const ts_type *type, const char *text) {
    ts_words w = ts_words_of(text);
    return ts_picture_write(p, x, y, 0, type, &w);
}

/* ---- what hides values ---- */

/* Marks under the rectangle (pixels) can no longer be read. */
static void hide(ts_picture *p, double left, double top, double right, double bottom, const char *why) {
    for (size_t i = 0; i < p->marks; i++) {
        ts_mark *m = &p->mark[i];
        double w = (m->right < right ? m->right : right) - (m->left > left ? m->left : left),
               h = (m->bottom < bottom ? m->bottom : bottom) - (m->top > top ? m->top : top);
        if (m->seen == TS_SEEN_NOT || w <= 1 || h <= 1)
            continue;
        bool all = w > 0.9 * (m->right - m->left) && h > 0.6 * (m->bottom - m->top);
        m->seen = all ? TS_SEEN_NOT : TS_SEEN_CUT;
        m->why = why;
    }
}

void ts_picture_cover(ts_picture *p, double x, double y, double w, double h) {
    hide(p, on_pixel(p, x), on_pixel(p, y), on_pixel(p, x + w), on_pixel(p, y + h), "covered");
}

void ts_picture_blacken(ts_picture *p, size_t mark) {
    enum { MARGIN = 3 };
    const ts_mark m = p->mark[mark];
    double edge = MARGIN * p->unit;
    ink(p, 0);
    cairo_rectangle(p->cr, m.left - edge, m.top - edge, m.right - m.left + 2 * edge, m.bottom - m.top + 2 * edge);
    cairo_fill(p->cr);
    hide(p, m.left - edge, m.top - edge, m.right + edge, m.bottom + edge, "redacted");
}

void ts_picture_redact(ts_picture *p, ts_dice *c) {
    static const char *const sets[][4] = {{"person_name", "surname", "forename", NULL}, /* one of these whole columns */
                                          {"nhs_number", "local_id", NULL},
                                          {"birth_date", "postcode", "address", NULL}};
    const char *const *set = sets[ts_dice_below(c, 3)];
    uint64_t rows = ts_dice_next(c); /* some rows were forgotten */
    size_t done = 0, all = p->marks;
    for (size_t i = 0; i < all; i++)
        for (int k = 0; set[k]; k++)
            if (strcmp(p->mark[i].kind, set[k]) == 0 && p->mark[i].seen != TS_SEEN_NOT &&
                (p->mark[i].row % 4 || rows >> p->mark[i].row % 64 & 1)) {
                ts_picture_blacken(p, i);
                done++;
                break;
            }
    if (done == 0 && all > 0)
        ts_picture_blacken(p, 0);
}

void ts_picture_resize(ts_picture *p, uint32_t width, uint32_t height) {
    cairo_destroy(p->cr); /* the layout stays: it has its letters from the context that it was made with */
    cairo_surface_destroy(p->surface);
    p->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)width, (int)height);
    p->cr = cairo_create(p->surface);
    p->width = width;
    p->height = height;
}

uint32_t *ts_pixels_begin(ts_picture *p, size_t *stride) {
    cairo_surface_flush(p->surface);
    *stride = (size_t)cairo_image_surface_get_stride(p->surface) / sizeof(uint32_t);
    return (uint32_t *)(void *)cairo_image_surface_get_data(p->surface);
}

void ts_pixels_end(ts_picture *p) { cairo_surface_mark_dirty(p->surface); }

/* ---- what there is ---- */

const char *ts_field_kind(ts_field f) {
    static const char *const kind[TS_FIELDS] = {[TS_F_LOCAL] = "local_id",
                                                [TS_F_CONSTITUENT] = "local_id",
                                                [TS_F_ASSIGNMENT] = "local_id",
                                                [TS_F_SUPPLIER] = "local_id",
                                                [TS_F_FOREIGN_ID] = "local_id",
                                                [TS_F_NHS] = "nhs_number",
                                                [TS_F_TITLE] = "title",
                                                [TS_F_SURNAME] = "surname",
                                                [TS_F_FORENAME] = "forename",
                                                [TS_F_FULL_NAME] = "person_name",
                                                [TS_F_NATURAL_NAME] = "person_name",
                                                [TS_F_SEX] = "sex",
                                                [TS_F_BIRTH] = "birth_date",
                                                [TS_F_DEATH] = "death_date",
                                                [TS_F_STREET] = "address",
                                                [TS_F_POSTCODE] = "postcode",
                                                [TS_F_ADDRESS] = "address",
                                                [TS_F_LANDLINE] = "phone",
                                                [TS_F_MOBILE] = "phone",
                                                [TS_F_EMAIL] = "email",
                                                [TS_F_NINO] = "nino",
                                                [TS_F_SORT] = "bank_account",
                                                [TS_F_ACCOUNT] = "bank_account",
                                                [TS_F_GP] = "person_name",
                                                [TS_F_KIN] = "person_name",
                                                [TS_F_KIN_PHONE] = "phone",
                                                [TS_F_CONSULTANT] = "person_name",
                                                [TS_F_ADMITTED] = "record_date",
                                                [TS_F_DISCHARGED] = "record_date",
                                                [TS_F_SAMPLED] = "record_date",
                                                [TS_F_APPOINTMENT] = "record_date",
                                                [TS_F_GIFT_DATE] = "record_date",
                                                [TS_F_STARTED] = "record_date"};
    return kind[f] ? kind[f] : "";
}

static bool is_installed(const char *family) {
    PangoFontFamily **all;
    int n;
    bool found = false;
    pango_font_map_list_families(pango_cairo_font_map_get_default(), &all, &n);
    for (int i = 0; i < n && !found; i++)
        found = strcmp(pango_font_family_get_name(all[i]), family) == 0;
    g_free(all);
    return found;
}

const char *ts_face_draw(ts_dice *c, ts_face face) {
    enum { FACES = 5 };
    static const char *const family[][FACES] = {
        {"DejaVu Sans", "Liberation Sans", "Carlito", "Noto Sans", "Open Sans"},
        {"DejaVu Serif", "Liberation Serif", "Caladea", "Noto Serif", "FreeSerif"},
        {"DejaVu Sans Mono", "Liberation Mono", "Noto Sans Mono", "Hack", "FreeMono"}};
    const char *drawn = family[face][ts_dice_below(c, FACES)];
    return is_installed(drawn) ? drawn : family[face][0];
}
