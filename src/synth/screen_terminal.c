/* screen_terminal.c - a database's answer in a terminal: columns between bars, or lines of CSV. */
#include "synth/scene.h"

enum { COLUMNS = 24, MARGIN = 8 };

typedef struct terminal {
    ts_scene *s;
    ts_type type;
    double x, y, line, bottom;
    uint32_t columns; /* of the answer: those that the window has room for */
    size_t width[COLUMNS]; /* letters */
} terminal;

static size_t letters(ts_span text) {
    size_t n = 0;
    for (size_t at = 0; at < text.len; n++)
        ts_utf8_next(text, &at);
    return n;
}

static void put(terminal *t, const ts_words *w) {
    if (t->y + t->line <= t->bottom)
        ts_picture_write(t->s->p, t->x, t->y, 0, &t->type, w);
    t->y += t->line;
}

static void say(terminal *t, const char *text) {
    ts_words w = ts_words_of(text);
    put(t, &w);
}

static void choose_columns(terminal *t, double room) {
    ts_scene *s = t->s;
    double letter = ts_picture_width_of(s->p, &t->type, ts_str("MMMMMMMMMM")) / 10;
    size_t most = (size_t)(room / letter), all = 0;
    for (uint32_t c = 0; c < COLUMNS && s->layout->field[c]; c++) {
        ts_field f = (ts_field)s->layout->field[c];
        size_t w = letters(ts_str(ts_field_head(f, &s->m)));
        for (uint32_t r = 0; r < s->people; r++) {
            size_t n = letters(ts_field_value(s->arena, f, &s->person[r], &s->m));
            w = n > w ? n : w;
        }
        if ((all += w + 3) > most || all > 200)
            break;
        t->width[t->columns++] = w;
    }
}

static void pad(ts_words *w, size_t n, char c) {
    for (; n > 0; n--)
        ts_words_add(w, ts_span_of(&c, 1));
}

/* As psql prints it: " a | b ". */
static void table(terminal *t) {
    ts_scene *s = t->s;
    ts_words head = {.len = 0}, rule = {.len = 0};
    for (uint32_t c = 0; c < t->columns; c++) {
        ts_span name = ts_str(ts_field_head((ts_field)s->layout->field[c], &s->m));
        size_t left = t->width[c] - letters(name);
        ts_words_add(&head, ts_str(c ? "| " : " "));
        pad(&head, left / 2, ' ');
        ts_words_add(&head, name);
        pad(&head, left - left / 2 + 1, ' ');
        if (c)
            pad(&rule, 1, '+');
        pad(&rule, t->width[c] + 2, '-');
    }
    put(t, &head);
    put(t, &rule);
    for (uint32_t r = 0; r < s->people && t->y + 2 * t->line < t->bottom; r++, s->shown++) {
        ts_words w = {.len = 0};
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_field f = (ts_field)s->layout->field[c];
            size_t left = t->width[c] - letters(ts_field_value(s->arena, f, &s->person[r], &s->m));
            ts_words_add(&w, ts_str(c ? "| " : " "));
            ts_scene_value(s, &w, f, r);
            pad(&w, left + 1, ' ');
        }
        put(t, &w);
    }
    say(t, ts_scene_text(s, "(%u rows)", s->shown).ptr);
}

static void csv(terminal *t) {
    ts_scene *s = t->s;
    ts_words head = {.len = 0};
    for (uint32_t c = 0; c < t->columns; c++) {
        ts_words_add(&head, ts_str(c ? "," : ""));
        ts_words_add(&head, ts_str(ts_field_head((ts_field)s->layout->field[c], &s->m)));
    }
    put(t, &head);
    for (uint32_t r = 0; r < s->people && t->y + 2 * t->line < t->bottom; r++, s->shown++) {
        ts_words w = {.len = 0};
        for (uint32_t c = 0; c < t->columns; c++) {
            ts_field f = (ts_field)s->layout->field[c];
            bool quoted = f == TS_F_ADDRESS || f == TS_F_FULL_NAME;
            ts_words_add(&w, ts_str(c ? "," : ""));
            ts_words_add(&w, ts_str(quoted ? "\"" : ""));
            ts_scene_value(s, &w, f, r);
            ts_words_add(&w, ts_str(quoted ? "\"" : ""));
        }
        put(t, &w);
    }
}

void ts_screen_terminal(ts_scene *s) {
    static const uint32_t colour[][2] = {
        {0x0C0C0C, 0xCCCCCC}, {0x012456, 0xEEEDF0}, {0x002B36, 0x93A1A1}, {0x300A24, 0xFFFFFF}};
    bool psql = ts_dice_odds(s->c, 650);
    ts_words title = ts_words_of(psql ? "psql - pas" : "Windows PowerShell");
    const uint32_t *two = colour[psql ? ts_dice_below(s->c, 4) : ts_dice_below(s->c, 2)];
    uint32_t ground = s->dark ? two[0] : 0xFDFDFD, ink = s->dark ? two[1] : 0x202020;
    ts_rect in = ts_screen_window(s, &title, s->dark ? 0x2B2B2B : 0xF0F0F0, s->dark ? 0xFFFFFF : 0x202020);
    ts_picture_fill(s->p, in.x, in.y, in.w, in.h, ground);
    terminal t = {.s = s, .type = {s->mono, 13 + ts_dice_below(s->c, 3), false, false, ink}};
    t.x = in.x + MARGIN;
    t.y = in.y + MARGIN;
    t.bottom = in.y + in.h;
    t.line = t.type.size * 1.22;
    choose_columns(&t, in.w - 2 * MARGIN);
    ts_words ask = {.len = 0};
    ts_words_add(&ask, ts_str(psql ? "pas=> SELECT " : "PS S:\\Exports> Get-Content "));
    if (psql) {
        for (uint32_t c = 0; c < t.columns && c < 4; c++) {
            ts_words_add(&ask, ts_str(c ? ", " : ""));
            ts_words_add(&ask, ts_str(ts_field_head((ts_field)s->layout->field[c], &s->m)));
        }
        ts_words_add(
            &ask, ts_scene_text(s, "%s FROM %s LIMIT %u;", t.columns > 4 ? ", ..." : "", s->layout->name, s->people));
        say(&t, "psql (13.9, server 12.14)");
        say(&t, "Type \"help\" for help.");
        say(&t, "");
    } else {
        ts_words_add(&ask, ts_scene_text(s, ".\\%s.csv | Select-Object -First %u", s->layout->name, s->people));
    }
    put(&t, &ask);
    psql ? table(&t) : csv(&t);
    say(&t, psql ? "" : "PS S:\\Exports> _");
    if (psql)
        say(&t, "pas=> _");
}
