/* screen_grid.c - a spreadsheet program with a list of people open. */
#include <stdio.h>

#include "synth/scene.h"

enum { TABS = 28, RIBBON = 90, FORMULA = 26, LETTERS = 20, ROW_HEADS = 46, SHEET_TABS = 24, STATUS = 22, COLUMNS = 32 };

typedef struct grid {
    ts_scene *s;
    const ts_theme *t;
    ts_rect in; /* the window without its title bar */
    double x[COLUMNS + 1], top, bottom, row; /* of the cells */
    uint32_t columns, first; /* first: number of the first row below the frozen head */
    double size;
    bool banded;
} grid;

static void ribbon(grid *g) {
    static const char *const tab[] = {"File", "Home",   "Insert", "Page Layout", "Formulas",
                                      "Data", "Review", "View",   "Help"};
    static const char *const group[] = {"Clipboard", "Font", "Alignment", "Number", "Styles", "Cells", "Editing"};
    ts_picture *p = g->s->p;
    ts_type type = {g->s->sans, 12, false, false, g->t->ink}, small = {g->s->sans, 10, false, false, g->t->faint};
    double y = g->in.y, x = g->in.x + 14;
    ts_picture_fill(p, g->in.x, y, g->in.w, TABS + RIBBON, g->t->bar);
    for (int i = 0; i < 9; i++) {
        if (i == 1)
            ts_picture_fill(p, x - 8, y + TABS - 3, ts_picture_width_of(p, &type, ts_str(tab[i])) + 16, 3, 0x217346);
        x += ts_picture_plain(p, x, y + 6, &type, tab[i]) + 22;
    }
    x = g->in.x + 12;
    for (int i = 0; i < 7 && x + 120 < g->in.x + g->in.w; i++) {
        double w = 96 + 18 * (i % 3);
        for (int k = 0; k < 6; k++) { /* pictograms */
            static const uint32_t hue[] = {0x217346, 0x5B9BD5, 0x7F7F7F, 0xC55A11};
            double at = x + 6 + k % 3 * 28, top = y + TABS + 12 + k / 3 * 28;
            ts_picture_fill(p, at + 2, top + 2 + (i + k) % 3 * 3, 14, 3, hue[(i + k) % 4]);
            ts_picture_fill(p, at + 2 + (i * k) % 3 * 4, top + 2, 3, 13, g->t->faint);
            ts_picture_fill(p, at + 2, top + 14, 12, 2, hue[(i * 3 + k) % 4]);
        }
        ts_picture_plain(p, x + 14, y + TABS + RIBBON - 18, &small, group[i]);
        ts_picture_fill(p, x + w, y + TABS + 6, 1, RIBBON - 14, g->t->line);
        x += w + 10;
    }
}

static void formula_bar(grid *g, uint32_t row, uint32_t column) {
    ts_picture *p = g->s->p;
    double y = g->in.y + TABS + RIBBON;
    ts_type type = {g->s->sans, 12.5, false, false, g->t->ink}, slanted = {g->s->serif, 13, false, false, g->t->faint};
    ts_picture_fill(p, g->in.x, y, g->in.w, FORMULA, g->t->bar);
    ts_picture_fill(p, g->in.x + 4, y + 3, 90, FORMULA - 6, g->t->field);
    ts_picture_fill(p, g->in.x + 150, y + 3, g->in.w - 156, FORMULA - 6, g->t->field);
    ts_span name = ts_scene_text(g->s, "%c%u", 'A' + (int)column, row + g->first);
    ts_picture_plain(p, g->in.x + 10, y + 5, &type, name.ptr);
    ts_picture_plain(p, g->in.x + 124, y + 4, &slanted, "fx");
    ts_words w = {.len = 0};
    ts_scene_value(g->s, &w, (ts_field)g->s->layout->field[column], row);
    ts_picture_write(p, g->in.x + 158, y + 5, g->in.w - 170, &type, &w);
}

/* As wide as the widest of each column, as a double click makes them; now and then one was never clicked. */
static void set_columns(grid *g, uint32_t rows) {
    enum { UNTOUCHED = 64, NEVER_CLICKED = 60 };
    ts_scene *s = g->s;
    ts_type type = {s->sans, g->size, false, false, 0}, bold = type;
    bold.bold = true;
    double x = g->in.x + ROW_HEADS, end = g->in.x + g->in.w;
    for (uint32_t c = 0; c < COLUMNS && s->layout->field[c] && x < end; c++) {
        ts_field f = (ts_field)s->layout->field[c];
        double w = ts_picture_width_of(s->p, &bold, ts_str(ts_field_head(f, &s->m))) + 24;
        for (uint32_t r = 0; r < rows; r++) {
            double wide = ts_picture_width_of(s->p, &type, ts_field_value(s->arena, f, &s->person[r], &s->m)) + 12;
            w = wide > w ? wide : w;
        }
        g->x[c] = x;
        x += ts_dice_odds(s->c, NEVER_CLICKED) ? UNTOUCHED : w;
        g->columns = c + 1;
    }
    g->x[g->columns] = x;
}

static double right_of(const grid *g, uint32_t c) {
    double end = g->in.x + g->in.w;
    return g->x[c + 1] < end ? g->x[c + 1] : end;
}

/* Columns beyond the list are there and empty. */
static void beyond(grid *g) {
    enum { UNTOUCHED = 64 };
    ts_type type = {g->s->sans, 12, false, false, g->t->faint};
    double end = g->in.x + g->in.w;
    uint32_t c = g->columns;
    for (double x = g->x[c] + UNTOUCHED; x < end; x += UNTOUCHED, c++) {
        ts_picture_fill(g->s->p, x - 1, g->top - LETTERS, 1, g->bottom - g->top + LETTERS, g->t->line);
        ts_span letter = ts_scene_text(g->s, c < 26 ? "%c" : "A%c", 'A' + (int)(c % 26));
        ts_picture_plain(g->s->p, x - UNTOUCHED / 2.0 - 5, g->top - LETTERS + 2, &type, letter.ptr);
    }
}

static void heads(grid *g, uint32_t rows, uint32_t at_row, uint32_t at_column) {
    ts_picture *p = g->s->p;
    ts_type type = {g->s->sans, 12, false, false, g->t->faint};
    uint32_t lit = g->s->dark ? 0x3F4A42 : 0xD6E6DC;
    ts_picture_fill(p, g->in.x, g->top - LETTERS, g->in.w, LETTERS, g->t->bar);
    ts_picture_fill(p, g->in.x, g->top, ROW_HEADS, g->bottom - g->top, g->t->bar);
    for (uint32_t c = 0; c < g->columns; c++) {
        double x = g->x[c], w = right_of(g, c) - x;
        if (c == at_column)
            ts_picture_fill(p, x, g->top - LETTERS, w, LETTERS, lit);
        ts_span letter = ts_scene_text(g->s, c < 26 ? "%c" : "A%c", 'A' + (int)(c % 26));
        ts_picture_plain(p, x + w / 2 - 5, g->top - LETTERS + 2, &type, letter.ptr);
        ts_picture_fill(p, x + w - 1, g->top - LETTERS, 1, LETTERS, g->t->line);
    }
    type.right = true;
    for (uint32_t r = 0; r <= rows; r++) {
        double y = g->top + r * g->row;
        if (r == at_row + 1)
            ts_picture_fill(p, g->in.x, y, ROW_HEADS, g->row, lit);
        ts_words number = {.len = 0};
        ts_words_add(&number, ts_scene_text(g->s, "%u", r == 0 ? 1 : r - 1 + g->first));
        ts_picture_write(p, g->in.x, y + 2, ROW_HEADS - 8, &type, &number);
        ts_picture_fill(p, g->in.x, y + g->row - 1, ROW_HEADS, 1, g->t->line);
    }
}

static void head_row(grid *g) {
    ts_picture *p = g->s->p;
    ts_type type = {g->s->sans, g->size, true, false, g->banded ? 0xFFFFFF : g->t->ink};
    for (uint32_t c = 0; c < g->columns; c++) {
        double x = g->x[c], w = right_of(g, c) - x;
        if (g->banded)
            ts_picture_fill(p, x, g->top, w, g->row, 0x4472C4);
        ts_words head = ts_words_of(ts_field_head((ts_field)g->s->layout->field[c], &g->s->m));
        ts_picture_write(p, x + 4, g->top + 2, w - (g->banded && w > 30 ? 20 : 4), &type, &head);
        if (g->banded && w > 30) {
            ts_picture_fill(p, x + w - 18, g->top + 2, 15, g->row - 5, 0xF2F2F2);
            ts_picture_line(p, x + w - 14, g->top + 8, x + w - 10.5, g->top + 12, 1.2, 0x404040);
            ts_picture_line(p, x + w - 10.5, g->top + 12, x + w - 7, g->top + 8, 1.2, 0x404040);
        }
    }
}

static void cells(grid *g, uint32_t rows) {
    ts_picture *p = g->s->p;
    for (uint32_t r = 0; r < rows; r++) {
        double y = g->top + (r + 1) * g->row;
        if (g->banded && r % 2 == 0)
            ts_picture_fill(p, g->x[0], y, right_of(g, g->columns - 1) - g->x[0], g->row,
                            g->s->dark ? 0x243043 : 0xD9E1F2);
        for (uint32_t c = 0; c < g->columns; c++) {
            ts_field f = (ts_field)g->s->layout->field[c];
            double x = g->x[c], w = right_of(g, c) - x;
            ts_cell_type kind = ts_field_type(f);
            bool right = kind == TS_CELL_NUMBER || (kind == TS_CELL_DATE && g->s->m.dates == TS_DAY_FIRST);
            ts_type type = {g->s->sans, g->size, false, right, g->t->ink};
            ts_words value = {.len = 0};
            ts_scene_value(g->s, &value, f, r);
            ts_picture_write(p, x + 4, y + (g->row - g->size * 1.17) / 2, w - 7, &type, &value);
        }
    }
    for (uint32_t c = 0; c < g->columns; c++)
        ts_picture_fill(p, right_of(g, c) - 1, g->top, 1, g->bottom - g->top, g->t->line);
    for (double y = g->top + g->row; y < g->bottom; y += g->row)
        ts_picture_fill(p, g->in.x + ROW_HEADS, y - 1, g->in.w - ROW_HEADS, 1, g->t->line);
}

static void foot(grid *g, uint32_t rows) {
    ts_picture *p = g->s->p;
    double y = g->in.y + g->in.h - SHEET_TABS - STATUS;
    ts_type type = {g->s->sans, 12, true, false, 0x217346}, small = {g->s->sans, 11, false, false, g->t->faint};
    ts_picture_fill(p, g->in.x, y, g->in.w, SHEET_TABS + STATUS, g->t->bar);
    ts_picture_fill(p, g->in.x + 60, y, 110, SHEET_TABS, g->t->window);
    ts_picture_plain(p, g->in.x + 72, y + 4, &type, g->s->layout->name);
    type = (ts_type){g->s->sans, 12, false, false, g->t->faint};
    ts_picture_plain(p, g->in.x + 190, y + 4, &type, "Sheet2");
    ts_picture_plain(p, g->in.x + 12, y + SHEET_TABS + 4, &small, "Ready");
    ts_span count = ts_scene_text(g->s, "Count: %u", rows * 7);
    ts_picture_plain(p, g->in.x + g->in.w - 330, y + SHEET_TABS + 4, &small, count.ptr);
    ts_picture_plain(p, g->in.x + g->in.w - 52, y + SHEET_TABS + 4, &small, "100%");
    ts_picture_fill(p, g->in.x + g->in.w - 180, y + SHEET_TABS + 10, 116, 2, g->t->line);
    ts_picture_fill(p, g->in.x + g->in.w - 124, y + SHEET_TABS + 5, 5, 12, g->t->faint);
}

void ts_screen_grid(ts_scene *s) {
    static const char *const stem[] = {"Waiting list", "Export for audit", "Patients", "Copy of list", "Book1"};
    grid g = {.s = s, .t = ts_scene_theme(s), .size = 12 + ts_dice_below(s->c, 4) * 0.5};
    ts_words title = {.len = 0};
    ts_words_add(&title, ts_scene_text(s, "%s.xlsx  -  Excel", stem[ts_dice_below(s->c, 5)]));
    g.in = ts_screen_window(s, &title, s->dark ? 0x0F3D25 : 0x217346, 0xFFFFFF);
    g.row = 19 + ts_dice_below(s->c, 3);
    g.banded = ts_dice_odds(s->c, 350);
    g.first =
        ts_dice_odds(s->c, 600) ? 2 : 2 + ts_dice_below(s->c, 4000); /* the head is frozen, the rest was scrolled */
    g.top = g.in.y + TABS + RIBBON + FORMULA + LETTERS;
    g.bottom = g.in.y + g.in.h - SHEET_TABS - STATUS;
    uint32_t room = g.bottom - g.top > 2 * g.row ? (uint32_t)((g.bottom - g.top) / g.row) - 1 : 1;
    s->shown = s->people < room ? s->people : room;
    set_columns(&g, s->shown);
    uint32_t row = ts_dice_below(s->c, s->shown), column = ts_dice_below(s->c, g.columns);
    ribbon(&g);
    formula_bar(&g, row, column);
    heads(&g, s->shown, row, column);
    head_row(&g);
    cells(&g, s->shown);
    double x = g.x[column], y = g.top + (row + 1) * g.row;
    for (double i = 0; i < 2; i++)
        ts_picture_frame(s->p, x - 1 + i, y - 2 + i, right_of(&g, column) - x + 1 - 2 * i, g.row + 2 - 2 * i, 0x217346);
    beyond(&g);
    foot(&g, s->shown);
}
