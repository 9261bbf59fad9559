/* page_delimited.c - a file of values parted by commas, as a screen shows it: line after line has as many. */
#include <string.h>

#include "extract/page_parts.h"

enum {
    LEAST_LINES = 4,
    LEAST_SIGNS = 4, /* on each line: prose has fewer, and never as many on four lines */
    AMISS = 2, /* so many more or fewer on a line were misread, or stand in a value */
    MOST_CELLS = 128
};
static const char signs[] = ",;|";

static size_t count_on(const ts_page *p, const ts_page_line *l, char sign) {
    size_t n = 0;
    for (size_t w = p->cell[l->from].from; w < p->cell[l->to - 1].to; w++)
        for (size_t i = 0; i < p->word[w].text.len; i++)
            n += p->word[w].text.ptr[i] == sign;
    return n;
}

static size_t lines_by(const ts_page *p, size_t from, char sign) {
    size_t first = count_on(p, &p->line[from], sign), n = 1, equal = 1;
    if (first < LEAST_SIGNS || first >= MOST_CELLS - AMISS)
        return 0;
    for (; from + n < p->lines; n++) {
        size_t count = count_on(p, &p->line[from + n], sign);
        bool equally = count == first;
        if ((!equally && n < LEAST_LINES) || count > first + AMISS || count + AMISS < first)
            break;
        if (n >= LEAST_LINES && 2 * (equal + equally) <= n + 1)
            break; /* here, lest the same lines be counted again from the next on */
        equal += equally;
    }
    return n >= LEAST_LINES ? n : 0;
}

size_t ts_page_delimited(const ts_page *p, size_t from, char *sign) {
    for (const char *s = signs; *s; s++) {
        size_t n = lines_by(p, from, *s);
        if (n) {
            *sign = *s;
            return n;
        }
    }
    return 0;
}

ts_err ts_page_emit_delimited(ts_page *p, const ts_page_line *l, char sign) {
    ts_span cell[MOST_CELLS];
    size_t n = 0, at = 0;
    ts_buf_clear(&p->text);
    for (size_t w = p->cell[l->from].from; w < p->cell[l->to - 1].to; w++) {
        if (p->text.len)
            ts_buf_add_char(&p->text, ' ');
        ts_buf_add(&p->text, p->word[w].text);
    }
    ts_span text = ts_buf_span(&p->text);
    for (size_t i = 0; i <= text.len && n < MOST_CELLS; i++)
        if (i == text.len || text.ptr[i] == sign) {
            cell[n++] = ts_trim(ts_slice(text, at, i - at));
            at = i + 1;
        }
    ts_row row = {.cell = cell, .n = n, .number = ++p->rows, .at = TS_NO_OFFSET};
    return ts_emit_row(p->out, &row);
}
