/* pdf_labels.c - labels in one column and what they label in the next, on a page of text.
 *
 * The order of a PDF's text takes such columns one after the other: first all labels, then all values.  Where it does, their lines
 * are told as they stand.
 */
#include <math.h>
#include <stdlib.h>

#include "base/mem.h"
#include "extract/pdf_parts.h"

enum { LABEL_WORDS = 5, LABEL_LINES = 60 /* in a run */, NONE = 0 };

typedef struct labels {
    const ts_pdf_page *p;
    size_t *run; /* of each line: from 1; NONE: as the text has it */
    const ts_pdf_word **order; /* words as the text has them */
    bool *told; /* of each run */
} labels;

static bool ends_in_colon(const ts_pdf_word *w) { return w->text.len > 1 && w->text.ptr[w->text.len - 1] == ':'; }

/* How many words of a line are its label, with a gap behind them, or nothing; 0: it has none. */
static size_t label_of(const ts_pdf_page *p, const ts_pdf_line *l) {
    const ts_pdf_word *w = p->word + l->first;
    for (size_t i = 0; i < l->n && i < LABEL_WORDS; i++) {
        bool apart = i + 1 == l->n || w[i + 1].x0 - w[i].x1 > p->gutter;
        if (ends_in_colon(&w[i]) && apart)
            return i + 1;
        if (apart)
            break;
    }
    return 0;
}

static int by_order(const void *a, const void *b) {
    const ts_pdf_word *x = *(const ts_pdf_word *const *)a, *y = *(const ts_pdf_word *const *)b;
    return (x->text.ptr > y->text.ptr) - (x->text.ptr < y->text.ptr);
}

/* Does a word stand between these two in the order of the text? */
static bool are_torn(const labels *a, const ts_pdf_word *label, const ts_pdf_word *value) {
    const ts_pdf_word **at = bsearch(&label, a->order, a->p->words, sizeof *a->order, by_order);
    return at && (at + 1 == a->order + a->p->words || at[1] != value);
}

/* Lines from `from` on with labels one below the other, the first with a value, and lines between that go on with one; how many; 0:
 * the text does not tear them. */
static size_t run_of(const labels *a, size_t from) {
    const ts_pdf_page *p = a->p;
    const ts_pdf_word *first = p->word + p->line[from].first;
    size_t label = label_of(p, &p->line[from]), values = 0, torn = 0, kept = 1;
    if (!label || label == p->line[from].n)
        return 0;
    float left = first->x0, value = first[label].x0;
    for (size_t i = from; i < p->lines && i < from + LABEL_LINES; i++) {
        const ts_pdf_line *l = &p->line[i];
        const ts_pdf_word *w = p->word + l->first;
        if (i > from && l->middle - l[-1].middle > 3 * p->height)
            break;
        label = label_of(p, l);
        bool labelled = label && fabsf(w->x0 - left) < p->height;
        if (!labelled && fabsf(w->x0 - value) > p->height)
            break;
        if (labelled && label < l->n) {
            values++;
            torn += are_torn(a, &w[label - 1], &w[label]);
        }
        kept = labelled ? i - from + 1 : kept;
    }
    return values >= 2 && torn ? kept : 0;
}

static void find_runs(labels *a) {
    size_t runs = NONE;
    for (size_t i = 0, n; i < a->p->lines; i += n ? n : 1) {
        n = run_of(a, i);
        if (n)
            runs++;
        for (size_t k = i; k < i + n; k++)
            a->run[k] = runs;
    }
}

/* The lines of a run, one of which is given. */
static void add_run(const labels *a, size_t line, ts_buf *out) {
    size_t run = a->run[line];
    while (line > 0 && a->run[line - 1] == run)
        line--;
    for (; line < a->p->lines && a->run[line] == run; line++) {
        const ts_pdf_line *l = &a->p->line[line];
        const ts_pdf_word *w = a->p->word + l->first;
        for (size_t k = 0; k < l->n; k++) {
            if (k)
                ts_buf_add_str(out, w[k].x0 - w[k - 1].x1 > a->p->gutter ? "  " : " ");
            ts_buf_add(out, w[k].text);
        }
        ts_buf_add_char(out, '\n');
    }
}

static size_t line_of(const ts_pdf_page *p, const ts_pdf_word *w) {
    size_t at = (size_t)(w - p->word), low = 0, high = p->lines;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        if (p->line[mid].first <= at)
            low = mid;
        else
            high = mid;
    }
    return low;
}

static void end_line(ts_buf *out) {
    if (out->len && out->ptr[out->len - 1] != '\n')
        ts_buf_add_char(out, '\n');
}

/* What the text has between two words: space, and what stands nowhere on the page. */
static void add_between(ts_span gap, bool edge, bool moved, ts_buf *out) {
    if (!moved) {
        if (!gap.len && !edge)
            ts_buf_add_char(out, ' ');
        ts_buf_add(out, gap);
        return;
    }
    end_line(out);
    if (ts_trim(gap).len) {
        ts_buf_add(out, ts_trim(gap));
        end_line(out);
    }
}

void ts_pdf_add_text(const ts_pdf_page *p, ts_span text, ts_buf *out) {
    labels a = {.p = p, .run = ts_alloc_array(p->lines + 1, sizeof *a.run)};
    a.order = ts_alloc_array(p->words + 1, sizeof *a.order);
    for (size_t i = 0; i < p->words; i++)
        a.order[i] = &p->word[i];
    qsort(a.order, p->words, sizeof *a.order, by_order);
    find_runs(&a);
    a.told = ts_alloc_array(p->lines + 2, sizeof *a.told);
    const char *at = text.ptr;
    bool moved = false; /* the word before was told elsewhere */
    for (size_t i = 0; i < p->words; i++) {
        const ts_pdf_word *w = a.order[i];
        size_t line = line_of(p, w), run = a.run[line];
        add_between(ts_span_of(at, (size_t)(w->text.ptr - at)), i == 0, moved, out);
        if (run == NONE) {
            ts_buf_add(out, w->text);
        } else if (!a.told[run]) {
            end_line(out);
            add_run(&a, line, out);
            a.told[run] = true;
        }
        moved = run != NONE;
        at = w->text.ptr + w->text.len;
    }
    add_between(ts_span_of(at, (size_t)(text.ptr + text.len - at)), true, moved, out);
    ts_free(a.run);
    ts_free(a.order);
    ts_free(a.told);
}
