/* columns_guess.c - columns that no rule draws: places where the lines of a text agree.
 *
 * Between two columns there are blanks in every line, or, where records have one length, the columns of signs change from
 * never blank to mostly blank, or from digits to letters.  Prose has no such places, code and logs end in free text.
 */
#include <stdlib.h>

#include "base/mem.h"
#include "extract/columns_layout.h"

enum {
    LEAST_LINES = 8,
    MOST_LINES = 400,
    LEAST_COLUMNS = 3,
    WIDEST = 1024, /* a line of a guessed table */
    NARROW = 6, /* parts of one value: 999 000 0018, 07700 900123, 23 Apr 1987 */
    PREFIX = 3, /* letters that a number begins with: RXB450787 */
    PARTED = 12,
    WORDS = 4, /* so many in the last column are free text */
    SURE = 90,
    LIKELY = 60,
    TITLES = 3,
    ABOVE = 2 /* a title and a head, whose words stand as they will */
};

/* What stands at one place, over all lines. */
typedef struct place {
    uint16_t blank, digit, letter;
    uint16_t common; /* separators of values */
    uint16_t sex; /* M, F, U */
} place;

typedef struct sample {
    ts_columns_line *line;
    size_t n;
    uint32_t width; /* of the longest line */
    bool even; /* they all have it */
    place *at;
} sample;

static bool nearly_all(size_t part, size_t all) { return part * 100 >= all * 97; }

static bool hardly_any(size_t part, size_t all) { return part * 100 <= all * 3; }

/* Most lines have two blanks side by side behind their first sign, or all are equally long: else there is no need to look. */
static bool worth_it(ts_span text) {
    size_t n = 0, gaps = 0, equal = 0, len = 0;
    for (size_t at = 0; at < text.len && n < 20;) {
        const char *nl = memchr(text.ptr + at, '\n', text.len - at);
        size_t end = nl ? (size_t)(nl - text.ptr) : text.len;
        ts_span line = ts_slice(text, at, end - at), bare = ts_trim(line);
        at = end + 1;
        if (!bare.len)
            continue;
        if (bare.len > WIDEST || memchr(line.ptr, '\t', line.len))
            return false;
        gaps += ts_span_find(bare, ts_str("  "), 0) != SIZE_MAX;
        equal += n == 0 || line.len == len;
        len = n == 0 ? line.len : len;
        n++;
    }
    return n >= LEAST_LINES && (gaps * 10 >= n * 7 || equal * 10 >= n * 8);
}

static bool take_sample(ts_span text, sample *s) {
    s->line = ts_grow(NULL, MOST_LINES, sizeof *s->line); /* megabytes, most of them never used: not wiped */
    size_t even = 0;
    uint32_t first = 0;
    bool parted = false;
    for (size_t at = 0; at < text.len && s->n < MOST_LINES;) {
        const char *nl = memchr(text.ptr + at, '\n', text.len - at);
        if (!nl && at)
            break; /* perhaps cut */
        size_t end = nl ? (size_t)(nl - text.ptr) : text.len;
        ts_columns_line *l = &s->line[s->n];
        bool fits = ts_columns_line_of(l, ts_slice(text, at, end - at)) && l->n <= WIDEST;
        at = end + 1;
        if (!ts_trim(l->text).len) {
            if (!parted && s->n > 0 && s->n <= TITLES) /* a title, and an empty line below it */
                *s = (sample){.line = s->line}, even = 0;
            parted = parted || s->n > 0;
            continue;
        }
        if (!fits)
            return false;
        s->width = l->n > s->width ? l->n : s->width;
        first = s->n == 1 ? l->n : first; /* the first line may be a head */
        even += s->n > 0 && l->n == first;
        s->n++;
    }
    s->even = nearly_all(even + 1, s->n);
    return s->n >= LEAST_LINES;
}

static void count(sample *s) {
    static const char separators[] = ",;|^~";
    s->at = ts_alloc_array(s->width + 1, sizeof *s->at);
    for (size_t i = 0; i < s->n; i++) {
        const ts_columns_line *l = &s->line[i];
        for (uint32_t k = 0; k < s->width; k++) {
            char c = k < l->n ? l->text.ptr[l->ascii ? k : l->start[k]] : ' ';
            s->at[k].blank += c == ' ';
            s->at[k].digit += ts_is_digit(c);
            s->at[k].letter += ts_is_alpha(c) || (unsigned char)c >= 0x80;
            s->at[k].sex += c == 'M' || c == 'F' || c == 'U';
            s->at[k].common += c != ' ' && strchr(separators, c) && c;
        }
    }
}

/* ---- borders ---- */

static bool is_gutter(const sample *s, uint32_t k) { return nearly_all(s->at[k].blank, s->n); }

/* Where records have one length, columns may touch: "9990000018SMITH     JOHN      19870423M". */
static bool begins_here(const sample *s, uint32_t from, uint32_t k) {
    const place *a = &s->at[k - 1], *b = &s->at[k];
    if (a->blank * 2 >= s->n && hardly_any(b->blank, s->n))
        return true;
    bool was_digits = nearly_all(a->digit, s->n), was_letters = nearly_all((size_t)a->letter + a->blank, s->n);
    if (k > 1 && nearly_all(a->sex, s->n) && nearly_all(s->at[k - 2].digit, s->n))
        return true; /* the one letter behind a date */
    return (was_digits && nearly_all(b->letter, s->n)) ||
           (was_letters && !was_digits && k - from > PREFIX && nearly_all(b->digit, s->n) && !is_gutter(s, k - 1));
}

/* A value that fills its place in every line below the head, and is short, or parted by blanks that only a head fills:
 * "40 60 36" below NUMBER. */
static bool is_piece(const sample *s, ts_column_place p) {
    bool parted = false;
    for (uint32_t k = p.from; k < p.to; k++) {
        bool gap = (size_t)s->at[k].blank + ABOVE >= s->n;
        parted = parted || gap;
        if (!gap && !hardly_any(s->at[k].blank, s->n) && s->at[k].blank > ABOVE)
            return false;
    }
    return p.to - p.from <= (parted ? PARTED : NARROW);
}

/* Does the first line name what stands between the blanks, a word above the begin of each column behind two of them?  Then
 * no two columns touch: dates at the end make the lines of a printed list equally long, too. */
static bool is_headed(const sample *s) {
    const ts_columns_line *head = &s->line[0];
    size_t columns = 0;
    for (uint32_t k = 0; k < s->width; k++) {
        bool begins = !is_gutter(s, k) && (k == 0 || (is_gutter(s, k - 1) && (k == 1 || is_gutter(s, k - 2))));
        char c = k < head->n ? head->text.ptr[head->ascii ? k : head->start[k]] : ' ';
        if (ts_is_digit(c) || (begins && !ts_is_alpha(c) && (uint8_t)c < 0x80))
            return false;
        columns += begins;
    }
    return columns >= LEAST_COLUMNS;
}

static void find_columns(const sample *s, ts_columns *out) {
    out->n = 0;
    out->bars = false;
    bool touch = s->even && !is_headed(s);
    for (uint32_t k = 0; k < s->width;) {
        while (k < s->width && is_gutter(s, k))
            k++;
        uint32_t from = k;
        while (k < s->width && !is_gutter(s, k) && (k == from || !touch || !begins_here(s, from, k)))
            k++;
        if (k > from && out->n < TS_COLUMNS_MOST)
            out->at[out->n++] = (ts_column_place){from, k};
    }
    size_t n = 0; /* pieces of one value, one blank between, are one column */
    for (size_t i = 0; i < out->n; i++) {
        bool joins = n && out->at[i].from == out->at[n - 1].to + 1 && is_piece(s, out->at[i]) &&
                     (is_piece(s, out->at[n - 1]) ||
                      (i > 1 && is_piece(s, out->at[i - 1]) && out->at[n - 1].to == out->at[i - 1].to &&
                       out->at[n - 1].from < out->at[i - 1].from));
        if (joins)
            out->at[n - 1].to = out->at[i].to;
        else
            out->at[n++] = out->at[i];
    }
    out->n = n;
}

/* ---- is it a table? ---- */

static size_t words_of(ts_span s) {
    size_t n = 0;
    for (size_t i = 0; i < s.len; i++)
        n += s.ptr[i] != ' ' && (i == 0 || s.ptr[i - 1] == ' ');
    return n;
}

/* What a column's values show. */
typedef struct look {
    size_t free, digits, padded, filled;
} look;

static look look_at(const sample *s, ts_column_place p) {
    look l = {0};
    size_t shortest = SIZE_MAX, longest = 0;
    for (size_t i = 0; i < s->n; i++) {
        ts_span v = ts_trim(ts_columns_cut(&s->line[i], p.from, p.to));
        if (!v.len)
            continue;
        l.filled++;
        l.free += words_of(v) >= WORDS + 2 * (p.to < s->width);
        bool digit = false;
        for (size_t k = 0; k < v.len && !digit; k++)
            digit = ts_is_digit(v.ptr[k]);
        l.digits += digit;
        shortest = v.len < shortest ? v.len : shortest;
        longest = v.len > longest ? v.len : longest;
    }
    l.padded = l.filled && longest > shortest;
    return l;
}

/* Takes into the outer columns what stands left and right of them in other lines. */
static int judge(const sample *s, ts_columns *c) {
    size_t padded = 0, digits = 0, full = 0, fit = 0;
    for (uint32_t k = 0; k < s->width; k++)
        if (nearly_all(s->at[k].common, s->n))
            return 0; /* separated values that are padded as well */
    for (size_t i = 0; i < c->n; i++) {
        look l = look_at(s, c->at[i]);
        if (l.free * 5 > l.filled)
            return 0;
        padded += l.padded;
        digits += l.digits * 10 >= s->n * 6;
        full += l.filled * 2 >= s->n;
    }
    bool steady = s->even && c->at[c->n - 1].to - c->at[0].from >= 12;
    c->at[0].from = 0; /* numbers grow to the left */
    c->at[c->n - 1].to = UINT32_MAX;
    for (size_t i = 0; i < s->n; i++)
        fit += ts_columns_fits(c, &s->line[i]);
    if (!digits || full < LEAST_COLUMNS || !nearly_all(fit, s->n) || (!steady && padded < 2) || !padded)
        return 0;
    return steady && c->n > LEAST_COLUMNS ? SURE : LIKELY;
}

int ts_columns_guess(ts_span text, ts_columns *out) {
    if (!worth_it(text))
        return 0;
    sample s = {0};
    int sure = 0;
    if (take_sample(text, &s)) {
        count(&s);
        find_columns(&s, out);
        if (out->n >= LEAST_COLUMNS)
            sure = judge(&s, out);
    }
    ts_free(s.line);
    ts_free(s.at);
    return sure;
}
