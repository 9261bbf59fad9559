/* pdf_sheet.c - a sheet of labels looks like a table whose columns are people: it is read label by label. */
#include <stdlib.h>

#include "base/mem.h"
#include "extract/pdf_parts.h"

/* What a line has in one column: its first word, and whether one of them is a label with its colon. */
typedef struct share {
    ts_span first; /* empty: nothing */
    bool label;
} share;

/* Shares from the left to the right: the next, from word *at on; false: there is none. */
static bool next_share(const ts_pdf_page *p, const ts_pdf_line *l, const ts_pdf_columns *c, size_t *at, share *out) {
    if (*at >= l->n)
        return false;
    const ts_pdf_word *w = &p->word[l->first + *at];
    size_t column = ts_pdf_column_near(c, w->x0, 0);
    *out = (share){w->text, false};
    for (; *at < l->n; ++*at) {
        w = &p->word[l->first + *at];
        if (ts_pdf_column_near(c, w->x0, 0) != column)
            break;
        out->label = out->label || (w->text.len > 1 && w->text.ptr[w->text.len - 1] == ':');
    }
    return true;
}

/* Two lines and more, and a quarter of all, have a label beside another of the same words. */
static bool repeat_labels(const ts_pdf_page *p, size_t from, size_t n, const ts_pdf_columns *c) {
    size_t lines = 0;
    for (size_t i = from; i < from + n; i++) {
        share before = {{"", 0}, false}, in;
        bool same = false;
        for (size_t at = 0; next_share(p, &p->line[i], c, &at, &in);) {
            same = same || (before.label && in.label && ts_span_eq(before.first, in.first));
            before = in.label ? in : before;
        }
        lines += same;
    }
    return lines >= 2 && 4 * lines >= n;
}

static int by_size(const void *a, const void *b) {
    return (*(const float *)a > *(const float *)b) - (*(const float *)a < *(const float *)b);
}

/* From one line to the next, usually. */
static float pitch_of(const ts_pdf_page *p, size_t from, size_t n) {
    float *step = ts_alloc_array(n + 1, sizeof *step);
    for (size_t i = 1; i < n; i++)
        step[i - 1] = p->line[from + i].middle - p->line[from + i - 1].middle;
    qsort(step, n - 1, sizeof *step, by_size);
    float usual = step[(n - 1) / 2];
    ts_free(step);
    return usual;
}

/* What these lines have in one column; an empty line behind it. */
static ts_err emit_label(const ts_pdf_page *p, ts_sink *out, size_t from, size_t to, const ts_pdf_columns *c,
                         size_t column) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (size_t i = from; i < to; i++) {
        size_t before = text.len;
        for (size_t k = 0; k < p->line[i].n; k++) {
            const ts_pdf_word *w = &p->word[p->line[i].first + k];
            size_t at = ts_pdf_column_near(c, w->x0, 0);
            if ((at < c->n ? at : c->n - 1) != column)
                continue;
            if (text.len > before)
                ts_buf_add_char(&text, ' ');
            ts_buf_add(&text, w->text);
        }
        if (text.len > before)
            ts_buf_add_char(&text, '\n');
    }
    if (!text.len)
        return TS_OK;
    ts_buf_add_char(&text, '\n');
    return ts_emit_text(out, ts_buf_span(&text), TS_NO_OFFSET);
}

ts_err ts_pdf_emit_sheet(const ts_pdf_page *p, ts_sink *out, size_t from, size_t n, const ts_pdf_columns *c,
                         bool *emitted) {
    *emitted = n > 1 && repeat_labels(p, from, n, c);
    if (!*emitted)
        return TS_OK;
    float pitch = pitch_of(p, from, n);
    for (size_t i = from, to; i < from + n; i = to) {
        for (to = i + 1; to < from + n && p->line[to].middle - p->line[to - 1].middle <= 1.5F * pitch; to++)
            ;
        for (size_t k = 0; k < c->n; k++)
            TS_TRY(emit_label(p, out, i, to, c, k));
    }
    return TS_OK;
}
