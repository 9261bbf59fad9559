/* page_blocks.c - a page that is a sheet of labels or cards, read one after the other. */
#include <limits.h>
#include <stdlib.h>

#include "extract/page_parts.h"

enum { MIN_LINES = 6, MAX_STRIPS = 256 };

typedef struct strips {
    int x[MAX_STRIPS + 1]; /* where each column of blocks begins */
    size_t n;
} strips;

/* What the engine makes of a speck. */
static bool is_speck(const ts_word *w) {
    bool letters = false;
    for (size_t i = 0; i < w->text.len && !letters; i++)
        letters = ts_is_alnum(w->text.ptr[i]) || (unsigned char)w->text.ptr[i] >= 0x80;
    return !letters || (w->confidence < 50 && ts_letters_of(w->text) < 4);
}

static bool is_of_specks(const ts_page *p, const ts_page_line *l) {
    for (size_t w = p->cell[l->from].from; w < p->cell[l->to - 1].to; w++)
        if (!is_speck(&p->word[w]))
            return false;
    return true;
}

/* Strips that no line crosses. */
static void find_strips(const ts_page *p, strips *s) {
    ts_word *word = ts_alloc_array(p->words, sizeof *word);
    memcpy(word, p->word, p->words * sizeof *word);
    qsort(word, p->words, sizeof *word, ts_words_by_place);
    int end = word[0].x0;
    *s = (strips){.x = {end}, .n = 1};
    for (size_t i = 0; i < p->words; i++) {
        if (is_speck(&word[i]))
            continue;
        if (2 * (word[i].x0 - end) > 3 * p->height && s->n < MAX_STRIPS)
            s->x[s->n++] = word[i].x0;
        end = word[i].x1 > end ? word[i].x1 : end;
    }
    ts_free(word);
}

/* Lines with a gap above that is wider than gaps within a block are, whatever specks stand in it: out[i] says whether line i begins
 * one.  How many do. */
static size_t find_bands(const ts_page *p, bool *out) {
    int *gap = ts_alloc_array(p->lines + 1, sizeof *gap), *sorted = ts_alloc_array(p->lines + 1, sizeof *sorted);
    size_t gaps = 0, bands = 1;
    for (size_t i = 0, last = SIZE_MAX; i < p->lines; i++) {
        gap[i] = INT_MIN;
        if (is_of_specks(p, &p->line[i]))
            continue;
        if (last != SIZE_MAX)
            gap[i] = sorted[gaps++] = p->line[i].y0 - p->line[last].y1;
        last = i;
    }
    if (gaps)
        qsort(sorted, gaps, sizeof *sorted, ts_by_number);
    int usual = gaps && sorted[gaps / 2] > p->height / 3 ? sorted[gaps / 2] : p->height / 3;
    for (size_t i = 0; i < p->lines; i++) {
        out[i] = i == 0 || gap[i] > 2 * usual;
        bands += i && out[i];
    }
    ts_free(gap);
    ts_free(sorted);
    return bands;
}

/* What a line has in one column of blocks: its first word, and whether a label's colon is among the others. */
typedef struct share {
    const ts_word *first; /* NULL: nothing, or what the engine makes of a speck */
    bool label;
} share;

static share share_of(const ts_page *p, const ts_page_line *l, const strips *s, size_t k) {
    share in = {NULL, false};
    for (size_t w = p->cell[l->from].from; w < p->cell[l->to - 1].to; w++) {
        const ts_word *at = &p->word[w];
        if (at->x0 < s->x[k] || (k + 1 < s->n && at->x0 >= s->x[k + 1]) || is_speck(at))
            continue;
        in.first = in.first ? in.first : at;
        in.label = in.label || at->text.ptr[at->text.len - 1] == ':';
    }
    return in;
}

/* In every column of blocks a third of the lines have a label with its colon. */
static bool are_labelled(const ts_page *p, const strips *s) {
    for (size_t k = 0; k < s->n; k++) {
        size_t lines = 0, labels = 0;
        for (size_t i = 0; i < p->lines; i++) {
            share in = share_of(p, &p->line[i], s, k);
            lines += in.first != NULL;
            labels += in.label;
        }
        if (labels < 2 || 3 * labels < lines)
            return false;
    }
    return true;
}

/* One label beside another of the same words, in each band or more: badges say little else that tells them from a list. */
static bool repeat_labels(const ts_page *p, const strips *s, size_t bands) {
    size_t lines = 0;
    for (size_t i = 0; i < p->lines; i++) {
        bool same = false;
        share before = {NULL, false};
        for (size_t k = 0; k < s->n && !same; k++) {
            share in = share_of(p, &p->line[i], s, k);
            same = before.label && in.label && ts_span_eq(before.first->text, in.first->text);
            before = in.label ? in : before;
        }
        lines += same;
    }
    return lines >= 2 && lines >= bands;
}

static ts_err emit_words(ts_page *p, ts_word *word, size_t n) {
    ts_page part = *p;
    part.word = word;
    part.words = n;
    part.cell = ts_alloc_array(n + 1, sizeof *part.cell);
    part.line = ts_alloc_array(n + 1, sizeof *part.line);
    ts_page_lines(&part);
    ts_err err = ts_page_emit_lines(&part);
    p->rows = part.rows;
    p->text = part.text;
    ts_free(part.cell);
    ts_free(part.line);
    return err;
}

/* Block by block, a blank line between: what stands beside is about somebody else. */
static ts_err emit_blocks(ts_page *p, const strips *s, const bool *begins) {
    ts_word *word = ts_alloc_array(p->words, sizeof *word);
    ts_err err = TS_OK;
    for (size_t i = 0, to; i < p->lines && err == TS_OK; i = to) {
        for (to = i + 1; to < p->lines && !begins[to]; to++)
            ;
        for (size_t k = 0; k < s->n && err == TS_OK; k++) {
            size_t n = 0;
            for (size_t w = p->cell[p->line[i].from].from; w < p->cell[p->line[to - 1].to - 1].to; w++)
                if ((k == 0 || p->word[w].x0 >= s->x[k]) && (k + 1 == s->n || p->word[w].x0 < s->x[k + 1]))
                    word[n++] = p->word[w];
            if (n)
                err = emit_words(p, word, n);
            if (n && err == TS_OK)
                err = ts_emit_text(p->out, ts_str("\n"), TS_NO_OFFSET);
        }
    }
    ts_free(word);
    return err;
}

ts_err ts_page_emit_blocks(ts_page *p, bool *emitted) {
    strips s;
    bool *begins = ts_alloc_array(p->lines, sizeof *begins);
    find_strips(p, &s);
    size_t bands = p->lines >= MIN_LINES && s.n >= 2 ? find_bands(p, begins) : 0;
    *emitted = bands >= 2 && (are_labelled(p, &s) || repeat_labels(p, &s, bands));
    ts_err err = *emitted ? emit_blocks(p, &s, begins) : TS_OK;
    ts_free(begins);
    return err;
}
