/* page_layout.c - a page from words at places: its measures, then its lines and cells. */
#include "extract/page_layout.h"

#include <stdlib.h>

#include "extract/page_bars.h"
#include "extract/page_parts.h"

static int usual_height(const ts_word *word, size_t n) {
    int *height = ts_alloc_array(n + 1, sizeof *height);
    for (size_t i = 0; i < n; i++)
        height[i] = word[i].y1 - word[i].y0;
    qsort(height, n, sizeof *height, ts_by_number);
    int usual = n ? height[n / 2] : 0;
    ts_free(height);
    return usual < 1 ? 1 : usual;
}

/* A line of the engine's gives all its words one height, since "ago" stands lower than "IBM". */
static void level(ts_word *word, size_t n) {
    for (size_t i = 0; i < n;) {
        size_t k = i;
        int y0 = word[i].y0, y1 = word[i].y1;
        for (; k < n && word[k].line == word[i].line; k++) {
            y0 = word[k].y0 < y0 ? word[k].y0 : y0;
            y1 = word[k].y1 > y1 ? word[k].y1 : y1;
        }
        for (; i < k; i++)
            word[i].y0 = y0, word[i].y1 = y1;
    }
}

/* Type of one width has wide blanks: what is usual on the page between words decides what is a gap between cells. */
static void measure_gaps(ts_page *p) {
    int *gap = ts_alloc_array(p->words + 1, sizeof *gap);
    size_t n = 0;
    for (size_t i = 1; i < p->words; i++)
        if (p->word[i].line == p->word[i - 1].line && p->word[i].x0 > p->word[i - 1].x1)
            gap[n++] = p->word[i].x0 - p->word[i - 1].x1;
    qsort(gap, n, sizeof *gap, ts_by_number);
    p->blank = n ? gap[n / 8] : 0; /* of a table most gaps part cells */
    int usual = n ? 3 * gap[n / 4] / 2 : 0, least = 11 * p->height / 10, most = 16 * p->height / 10;
    p->gap = usual < least ? least : usual > most ? most : usual;
    ts_free(gap);
}

void ts_layout_open(ts_layout *l, ts_sink *out, const ts_rule *rule, size_t rules) {
    *l = (ts_layout){.out = out, .rule = rule, .rules = rules};
}

ts_err ts_layout_emit(ts_layout *l, ts_word *word, size_t n) {
    if (!n)
        return TS_OK;
    ts_rule bar[TS_BARS];
    size_t bars = ts_bars_take(word, &n, usual_height(word, n), bar);
    ts_rule *rule = ts_alloc_array(l->rules + bars + 1, sizeof *rule);
    if (l->rules)
        memcpy(rule, l->rule, l->rules * sizeof *rule);
    memcpy(rule + l->rules, bar, bars * sizeof *rule);
    ts_page p = {.out = l->out,
                 .rule = rule,
                 .rules = l->rules + bars,
                 .bar = bar,
                 .bars = bars,
                 .rows = l->rows,
                 .word = word,
                 .words = n};
    p.height = usual_height(word, n);
    measure_gaps(&p);
    level(word, n);
    p.cell = ts_alloc_array(n + 1, sizeof *p.cell);
    p.line = ts_alloc_array(n + 1, sizeof *p.line);
    ts_page_lines(&p);
    bool emitted = false;
    ts_err err = n && !bars ? ts_page_emit_blocks(&p, &emitted) : TS_OK;
    if (err == TS_OK && !emitted)
        err = ts_page_emit_lines(&p);
    l->rows = p.rows;
    ts_free(rule);
    ts_free(p.cell);
    ts_free(p.line);
    ts_buf_done(&p.text);
    return err;
}
