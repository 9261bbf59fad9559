/* held_tables.c - tables put together from columns of a theme: separated or of
 * fixed width, with and without a header, with gaps, notes above and below, and
 * rows that have slipped by a column. */
#include "held.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_COLUMNS = 400, MOST = 14, MAX_ROWS = 40 };

typedef struct column {
    const char *theme, *role, *heads, *body;
} column;

static column columns[MAX_COLUMNS];
static size_t column_count;
static const char *themes[40];
static uint32_t theme_count;

/* A line: theme|role|header;header;...|body */
void tables_load(const char *dir) {
    char *rest = file_read(dir, "columns.txt"), *line;
    while ((line = strsep(&rest, "\n"))) {
        if (!*line || *line == '#')
            continue;
        if (column_count == MAX_COLUMNS)
            stop("too many columns");
        column *c = &columns[column_count++];
        c->theme = strsep(&line, "|");
        c->role = strsep(&line, "|");
        c->heads = strsep(&line, "|");
        c->body = line;
        if (!line)
            stop("bad column: %s", c->theme);
        if (!strcmp(c->role, "none"))
            c->role = NULL;
        if (!theme_count || strcmp(themes[theme_count - 1], c->theme))
            themes[theme_count++] = c->theme;
    }
}

static void head_put(text *t, const char *heads) {
    uint32_t n = 1;
    for (const char *c = heads; *c; c++)
        n += *c == ';';
    for (n = below(n); n; n--)
        heads = strchr(heads, ';') + 1;
    text_add(t, heads, strcspn(heads, ";"));
}

/* One cell, quoted where it must be, or often for no reason. */
static void cell_put(text *t, const text *cell, char gap, size_t width, bool always_quoted) {
    if (width) { /* fixed: cut or padded; a mark that is cut is cut too */
        size_t n = cell->len < width - 1 ? cell->len : width - 1;
        while (n && n < cell->len && ((unsigned char)cell->data[n] & 0xC0) == 0x80)
            n--;
        size_t base = t->len;
        text_add(t, cell->data ? cell->data : "", n);
        for (size_t i = 0; i < cell->count; i++) {
            mark m = cell->marks[i];
            if (m.start >= n)
                continue;
            if (m.end > n) { /* what is left of a value may be called one */
                m.kind = kind_may(m.kind);
                for (m.end = n; cell->data[m.end - 1] == ' ';)
                    m.end--;
            }
            size_t opened = text_open(t, m.kind);
            text_close(t, opened);
            t->marks[opened].start = base + m.start;
            t->marks[opened].end = base + m.end;
        }
        for (size_t shown = t->len - base; shown < width; shown++)
            text_put(t, " ");
        return;
    }
    bool quoted =
        always_quoted || (cell->len && (memchr(cell->data, gap, cell->len) || memchr(cell->data, '"', cell->len) ||
                                        memchr(cell->data, '\n', cell->len)));
    if (quoted)
        text_put(t, "\"");
    if (cell->len)
        text_change(t, cell, TO_CELL, 0);
    if (quoted)
        text_put(t, "\"");
}

static size_t choose(const char *theme, const column *out[MOST]) {
    const column *all[MAX_COLUMNS];
    size_t n = 0, have = 0;
    for (size_t i = 0; i < column_count; i++)
        if (!strcmp(columns[i].theme, theme))
            all[n++] = &columns[i];
    size_t want = (size_t)between(4, MOST < (int)n ? MOST : (int)n);
    for (size_t i = 0; i < n && have < want; i++)
        if (below((uint32_t)(n - i)) < want - have)
            out[have++] = all[i];
    if (odds(25))
        for (size_t i = have - 1; i; i--) {
            size_t j = below((uint32_t)i + 1);
            const column *c = out[i];
            out[i] = out[j];
            out[j] = c;
        }
    return have;
}

size_t table_make(text *t, const char *roles[], size_t most, char extension[8]) {
    const column *of[MOST];
    const char *theme = themes[below(theme_count)];
    size_t n = choose(theme, of);
    if (n > most)
        n = most;
    static const char gaps[] = ",,,,,;\t\t|";
    char gap = gaps[below(9)];
    bool fixed = odds(12), quoted = odds(20), heads = odds(72), slips = odds(15), notes = odds(12);
    const char *none = (const char *const[]){"", "", "", "NULL", "N/A", "-", "Unknown", "null"}[below(8)];
    int holes = odds(50) ? 0 : between(3, 20);
    snprintf(extension, 8, "%s", fixed ? "txt" : gap == '\t' ? (odds(50) ? "tsv" : "txt") : gap == '|' ? "txt" : "csv");
    static text cells[MAX_ROWS + 1][MOST];
    int rows = between(4, MAX_ROWS);
    size_t width[MOST] = {0};
    for (int r = 0; r <= rows; r++) {
        person_renew('r');
        person_renew('k');
        for (size_t c = 0; c < n; c++) {
            text *cell = &cells[r][c];
            text_clear(cell);
            if (r == 0)
                head_put(cell, of[c]->heads);
            else if ((int)below(100) < holes)
                text_put(cell, none);
            else
                render(cell, of[c]->body);
            if (fixed && cell->len + 2 > width[c])
                width[c] = cell->len + 2 > 40 ? 40 : cell->len + 2;
        }
    }
    if (notes && !fixed)
        render(t, "[[tablenote]]\n\n");
    for (int r = heads ? 0 : 1; r <= rows; r++) {
        size_t slip = slips && r && odds(20) ? 1 + below((uint32_t)n - 1) : n;
        bool lost = odds(50);
        for (size_t c = 0; c < n; c++) {
            if (c == slip && lost)
                continue; /* the rest of the row moves to the left */
            if (c == slip) {
                if (fixed)
                    text_put(t, "  ");
                else
                    text_add(t, &gap, 1);
            }
            if (c && !fixed)
                text_add(t, &gap, 1);
            cell_put(t, &cells[r][c], gap, width[c], quoted && r);
        }
        text_put(t, "\n");
    }
    for (size_t c = 0; c < n; c++)
        roles[c] = of[c]->role;
    return fixed ? 0 : n;
}
