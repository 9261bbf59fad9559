/* laid_out.c - lists in running text: a line that names columns, and lines beneath whose values stand under those names. */
#include "detect/laid_out.h"

#include "base/lanes.h"
#include "base/mem.h"
#include "detect/context.h"
#include "text/date.h"

enum {
    SHORTEST = 8, /* bytes of a line that names columns */
    LONGEST = 400, /* of a line */
    NAME_MOST = 40, /* of a column's name */
    TELLING = 70, /* strength of a label that is a column's name */
    TRIES = 6, /* cells of which one names a kind, or the line names no columns */
    TAB = 8, /* columns of the screen */
    ASTRAY = 4, /* how far from its column's begin a value may start that one blank parts from the last */
    PROSE = 6 /* words that stand in one piece under the names of columns: a sentence */
};

/* A piece of a line: bytes of the text, and where it stands on the screen. */
typedef struct piece {
    size_t from, to;
    uint32_t left, right;
} piece;

typedef struct line {
    size_t from, to; /* without its end */
    size_t n;
    piece at[TS_LAID_OUT_COLUMNS];
} line;

static size_t line_end(ts_span text, size_t at) {
    const char *nl = at < text.len ? memchr(text.ptr + at, '\n', text.len - at) : NULL;
    return nl ? (size_t)(nl - text.ptr) : text.len;
}

/* Does a gap part [i, ...) from what is before: two blanks, or a tab? */
static bool gap_at(ts_span text, size_t i, size_t to) {
    return text.ptr[i] == '\t' ||
           (text.ptr[i] == ' ' && i + 1 < to && (text.ptr[i + 1] == ' ' || text.ptr[i + 1] == '\t'));
}

/* Pieces with gaps between.  False: there are too many. */
static bool cut_gaps(ts_span text, line *l) {
    uint32_t column = 0;
    l->n = 0;
    for (size_t i = l->from; i < l->to;) {
        char c = text.ptr[i];
        if (c == ' ' || c == '\t') {
            column = c == '\t' ? (column / TAB + 1) * TAB : column + 1;
            i++;
            continue;
        }
        if (l->n == TS_LAID_OUT_COLUMNS)
            return false;
        piece *p = &l->at[l->n++];
        p->from = i;
        p->left = column;
        for (; i < l->to && !gap_at(text, i, l->to); i++)
            column += ((uint8_t)text.ptr[i] & 0xC0) != 0x80;
        p->to = i;
        p->right = column;
    }
    return true;
}

/* Pieces with a sign between, empty ones too; what stands outside of the outer bars is no cell. */
static bool cut_at(ts_span text, char sign, line *l) {
    size_t from = l->from, to = l->to;
    l->n = 0;
    if (sign == '|') {
        while (from < to && text.ptr[from] == ' ')
            from++;
        while (to > from && text.ptr[to - 1] == ' ')
            to--;
        from += from < to && text.ptr[from] == '|';
        to -= to > from && text.ptr[to - 1] == '|';
    }
    for (size_t i = from, begin = from; i <= to; i++) {
        if (i < to && text.ptr[i] != sign)
            continue;
        if (l->n == TS_LAID_OUT_COLUMNS)
            return false;
        size_t end = i;
        while (begin < end && text.ptr[begin] == ' ')
            begin++;
        while (end > begin && text.ptr[end - 1] == ' ')
            end--;
        l->at[l->n++] = (piece){.from = begin, .to = end};
        begin = i + 1;
    }
    return true;
}

static bool cut(ts_span text, char sign, line *l) { return sign == ' ' ? cut_gaps(text, l) : cut_at(text, sign, l); }

/* May the piece be a column's name, by its form?  Code is none: "char *name", "f(void)". */
static bool may_be_name(ts_span text, const piece *p) {
    enum { OTHER, LETTER, DIGIT, BRACKET, NEVER, CLASSES };
    static const uint8_t class[256] = {
        ['0' ... '9'] = DIGIT, ['A' ... 'Z'] = LETTER, ['a' ... 'z'] = LETTER, ['('] = BRACKET, [')'] = BRACKET,
        [0] = NEVER,           [':'] = NEVER,          ['='] = NEVER,          ['@'] = NEVER,   ['*'] = NEVER,
        ['{'] = NEVER,         ['}'] = NEVER,          ['<'] = NEVER,          ['>'] = NEVER,   ['\\'] = NEVER,
        ['$'] = NEVER,         ['%'] = NEVER,          [';'] = NEVER};
    unsigned n[CLASSES] = {0};
    if (p->to == p->from || p->to - p->from > NAME_MOST || text.ptr[p->to - 1] == ',')
        return false;
    for (size_t i = p->from; i < p->to; i++)
        n[class[(uint8_t)text.ptr[i]]]++;
    return n[NEVER] == 0 && n[DIGIT] < 3 && n[LETTER] > n[DIGIT] && n[BRACKET] % 2 == 0;
}

/* Is a list with such a column one of people?  One of passwords or of words alone is as often a manual's. */
static bool is_persons(uint8_t kind) {
    return kind <= TS_KIND_PHONE || kind == TS_KIND_CHI_NUMBER || kind == TS_KIND_HC_NUMBER || kind == TS_KIND_IHI;
}

/* Is one of the columns of who logs in: "Username"? */
static bool has_users(ts_span text, const line *l) {
    static const char *const names[] = {"user",  "username", "user name", "login",
                                        "logon", "account",  "user id",   "userid"};
    for (size_t i = 0; i < l->n; i++)
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
            if (ts_span_eq_nocase(ts_slice(text, l->at[i].from, l->at[i].to - l->at[i].from), ts_str(names[k])))
                return true;
    return false;
}

/* Does the line name columns?  Two of them a kind, or a third where there are many, and one what people have. */
static bool is_head(ts_span text, char sign, const line *l) {
    size_t known = 0, said = 0; /* that name a kind; that say something else: "Age", "Ward" */
    bool persons = false;
    if (l->n < 2)
        return false;
    for (size_t i = 0; i < l->n; i++)
        if (!may_be_name(text, &l->at[i]))
            return false;
    for (size_t i = 0; i < l->n && (i < TRIES || known > 0); i++) {
        ts_label label;
        if (!ts_column_label_of(ts_slice(text, l->at[i].from, l->at[i].to - l->at[i].from), &label))
            continue;
        if (label.kind == TS_KIND_NONE || label.strength < TELLING) {
            said += label.strength >= TELLING && (label.other || label.categories);
            continue;
        }
        known++;
        persons = persons || is_persons(label.kind) || (label.kind == TS_KIND_PASSWORD && has_users(text, l));
        known += label.kind == TS_KIND_PASSWORD && persons;
    }
    if (sign == ',' && (l->n < 3 || known * 2 < l->n)) /* "name, address and date of birth" */
        return false;
    return persons && known >= 2 && (known * 3 >= l->n || (known + said) * 2 >= l->n);
}

/* Where the cells of a line may be parted: two blanks, a tab, a bar, a comma or semicolon that no blank follows. */
static inline bool parts(char here, char behind) {
    return here == '\t' || here == '|' || (here == ' ' ? behind == ' ' : (here == ',' || here == ';') && behind != ' ');
}

#ifdef TS_SSE2
static inline __m128i parts_of(const char *p) {
    const __m128i blank = _mm_set1_epi8(' ');
    __m128i here = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i spaced = _mm_cmpeq_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + 1)), blank);
    __m128i signs = _mm_or_si128(_mm_cmpeq_epi8(here, _mm_set1_epi8(',')), _mm_cmpeq_epi8(here, _mm_set1_epi8(';')));
    __m128i bars = _mm_or_si128(_mm_cmpeq_epi8(here, _mm_set1_epi8('\t')), _mm_cmpeq_epi8(here, _mm_set1_epi8('|')));
    __m128i gaps = _mm_and_si128(_mm_cmpeq_epi8(here, blank), spaced);
    return _mm_or_si128(_mm_or_si128(gaps, bars), _mm_andnot_si128(spaced, signs));
}

/* To the first such place, or near the text's end. */
static size_t over_prose(ts_span text, size_t i) {
    for (; i + 64 < text.len; i += 64) {
        const char *p = text.ptr + i;
        __m128i a = parts_of(p), b = parts_of(p + 16), c = parts_of(p + 32), d = parts_of(p + 48);
        if (_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d)))) {
            uint64_t low = ts_lanes_bits(a, b), high = ts_lanes_bits(c, d);
            return i + (size_t)__builtin_ctzll(low | high << 32);
        }
    }
    return i;
}
#else
static size_t over_prose(ts_span text, size_t i) {
    (void)text;
    return i;
}
#endif

/* The first such place from text[i] on; the text's end where there is none. */
static size_t next_parted(ts_span text, size_t i) {
    for (i = over_prose(text, i); i < text.len; i++)
        if (parts(text.ptr[i], i + 1 < text.len ? text.ptr[i + 1] : '\n'))
            return i;
    return text.len;
}

/* The line that text[i] stands in, without its end; false: it is too long to name columns. */
static bool line_around(ts_span text, size_t i, line *l) {
    size_t low = i > LONGEST ? i - LONGEST : 0, to = line_end(text, i);
    const char *nl = memrchr(text.ptr + low, '\n', i - low);
    l->from = nl ? (size_t)(nl + 1 - text.ptr) : low;
    l->to = to - (to > l->from && text.ptr[to - 1] == '\r');
    while (l->from < l->to && ts_is_space(text.ptr[l->from]))
        l->from++;
    return (nl || low == 0) && l->to - l->from <= LONGEST && l->to - l->from >= SHORTEST;
}

/* Without a letter or digit: blank, or a rule between head and rows. */
static bool says_nothing(ts_span text, const line *l) {
    for (size_t i = l->from; i < l->to; i++) {
        uint8_t c = (uint8_t)text.ptr[i];
        if (ts_is_alnum((char)c) || (c >= 0x80 && c != 0xE2 && !(c <= 0xBF)))
            return false;
    }
    return true;
}

static size_t words_of(ts_span text, const piece *p) {
    size_t n = 1;
    for (size_t i = p->from; i < p->to; i++)
        n += text.ptr[i] == ' ';
    return n;
}

/* Splits the piece that reaches over the begin of columns with one blank before it: "SMITH, Anne 45". */
static void split_pieces(ts_span text, const line *head, line *l) {
    for (size_t k = 0; k < l->n && l->n < TS_LAID_OUT_COLUMNS; k++)
        for (size_t j = 1; j < head->n; j++) {
            piece *p = &l->at[k];
            uint32_t begin = head->at[j].left;
            if (begin <= p->left + 1 || begin >= p->right)
                continue;
            size_t best = 0;
            uint32_t column = p->left, far = ASTRAY + 1, at = 0;
            for (size_t i = p->from; i < p->to; i++) {
                uint32_t away = column + 1 > begin ? column + 1 - begin : begin - column - 1;
                if (text.ptr[i] == ' ' && away < far) {
                    far = away;
                    best = i;
                    at = column;
                }
                column += ((uint8_t)text.ptr[i] & 0xC0) != 0x80;
            }
            if (!best)
                continue;
            memmove(p + 2, p + 1, (l->n - k - 1) * sizeof *p);
            p[1] = (piece){best + 1, p->to, at + 1, p->right};
            p->to = best;
            p->right = at;
            l->n++;
            break;
        }
}

/* The column under which most of a piece stands, not before `first`. */
static size_t column_of(const line *head, const piece *p, size_t first) {
    size_t best = first;
    uint32_t most = 0;
    for (size_t j = first; j < head->n; j++) {
        uint32_t from = j ? head->at[j].left : 0, to = j + 1 < head->n ? head->at[j + 1].left : UINT32_MAX;
        uint32_t left = p->left > from ? p->left : from, right = p->right < to ? p->right : to;
        if (right > left && right - left > most) {
            most = right - left;
            best = j;
        }
    }
    return best;
}

static ts_cell *add_row(ts_laid_out *l, const line *row) {
    size_t need = (l->rows + 1) * l->columns;
    if (need > l->cells) {
        l->cells = need * 2;
        l->cell = ts_grow(l->cell, l->cells, sizeof *l->cell);
    }
    if (l->rows + 2 > l->room) {
        l->room = 2 * (l->rows + 2);
        l->row_start = ts_grow(l->row_start, l->room, sizeof *l->row_start);
    }
    ts_cell *cell = l->cell + l->rows * l->columns;
    for (size_t i = 0; i < l->columns; i++)
        cell[i] = (ts_cell){(uint32_t)row->from, 0, TS_NO_CELL};
    l->row_start[l->rows] = (uint32_t)(l->rows * l->columns);
    l->row_start[++l->rows] = (uint32_t)need;
    return cell;
}

static void set_cell(ts_cell *cell, const piece *p) {
    *cell = (ts_cell){(uint32_t)p->from, (uint32_t)(p->to - p->from), TS_NO_CELL};
}

/* Takes the line as a row; false: the list is over. */
static bool take_row(ts_span text, char sign, const line *head, line *l, ts_laid_out *out) {
    if (l->to - l->from > LONGEST || !cut(text, sign, l) || l->n == 0)
        return false;
    if (sign != ' ') {
        bool one_more = l->n == head->n + 1 && l->at[head->n].from == l->at[head->n].to;
        if (l->n < 2 || (l->n > head->n && !one_more) || (sign == ',' && l->n != head->n))
            return false;
        ts_cell *cell = add_row(out, l);
        for (size_t i = 0; i < l->n && i < head->n; i++)
            set_cell(&cell[i], &l->at[i]);
        return true;
    }
    bool sentence = l->n == 1 && (words_of(text, l->at) >= PROSE || l->at[0].right > head->at[1].left + NAME_MOST);
    bool labelled = l->n <= 2 && memchr(text.ptr + l->at[0].from, ':', l->at[0].to - l->at[0].from);
    if (sentence || labelled)
        return false;
    if (l->n < head->n) /* else none of them is two values */
        split_pieces(text, head, l);
    bool all = l->n == head->n; /* in their order, wherever they stand */
    ts_cell *cell = add_row(out, l);
    for (size_t i = 0, next = 0; i < l->n; i++) {
        size_t column = all ? i : next < head->n ? column_of(head, &l->at[i], next) : head->n - 1;
        if (next == head->n) /* one more under the last name */
            cell[column].len = (uint32_t)(l->at[i].to - cell[column].start);
        else
            set_cell(&cell[column], &l->at[i]);
        next = column + 1;
    }
    return true;
}

static bool has_two(const ts_laid_out *l) {
    for (size_t r = 0; r < l->rows; r++) {
        size_t filled = 0;
        for (size_t i = 0; i < l->columns; i++)
            filled += l->cell[r * l->columns + i].len > 0;
        if (filled >= 2)
            return true;
    }
    return false;
}

/* Reads the rows behind the head; true: there are some, and *at is their end. */
static bool read_rows(ts_span text, char sign, const line *head, size_t *at, ts_laid_out *out) {
    size_t blank = 0, end = 0;
    out->columns = head->n;
    out->rows = 0;
    for (size_t i = 0; i < head->n; i++)
        out->head[i] = ts_slice(text, head->at[i].from, head->at[i].to - head->at[i].from);
    for (size_t from = *at; from < text.len;) {
        line l = {.from = from, .to = line_end(text, from), .n = 0};
        from = l.to + 1;
        l.to -= l.to > l.from && text.ptr[l.to - 1] == '\r';
        if (says_nothing(text, &l)) {
            if (++blank > 2)
                break;
            continue;
        }
        if (!take_row(text, sign, head, &l, out))
            break;
        if (is_head(text, sign, &l)) { /* the next one */
            out->rows--;
            break;
        }
        blank = 0;
        end = from < text.len ? from : text.len;
    }
    if (!out->rows || !has_two(out) || (sign == ',' && out->rows < 2))
        return false;
    *at = end;
    return true;
}

/* ---- lists that no line names the columns of ---- */

/* A day or a number of eight digits and more, as lists of people have one a line. */
static bool is_telling(ts_span text, const piece *p) {
    enum { LONG = 8, LONGEST_DAY = 30 };
    ts_written_date date;
    size_t digits = 0, len = p->to - p->from;
    if (len < 6 || len > LONGEST_DAY || !(ts_is_digit(text.ptr[p->from]) || ts_is_alpha(text.ptr[p->from])))
        return false;
    for (size_t i = p->from; i < p->to; i++)
        digits += ts_is_digit(text.ptr[i]);
    if (digits >= LONG && digits + 2 >= len)
        return true;
    ts_span s = ts_slice(text, p->from, len);
    return digits >= 3 && ts_date_read(s, &date) && date.len == len;
}

static bool is_like(ts_span text, const line *l, size_t columns, size_t telling) {
    return l->n == columns && is_telling(text, &l->at[telling]);
}

/* Three lines or more that are cut into as many pieces, three at least, one of which is telling in each. */
static bool read_headless(ts_span text, char sign, const line *first, size_t *at, ts_laid_out *out) {
    enum { LEAST_COLUMNS = 3, LEAST_ROWS = 3 };
    size_t telling = 0, from = first->from, end = 0;
    if (first->n < LEAST_COLUMNS)
        return false;
    while (telling < first->n && !is_telling(text, &first->at[telling]))
        telling++;
    if (telling == first->n)
        return false;
    out->headless = true;
    for (size_t i = 0; i < first->n; i++)
        out->head[i] = (ts_span){text.ptr, 0};
    out->columns = first->n;
    out->rows = 0;
    while (from < text.len) {
        line l = {.from = from, .to = line_end(text, from), .n = 0};
        from = l.to + 1;
        l.to -= l.to > l.from && text.ptr[l.to - 1] == '\r';
        while (l.from < l.to && text.ptr[l.from] == ' ')
            l.from++;
        if (l.to - l.from > LONGEST || !cut(text, sign, &l) || !is_like(text, &l, first->n, telling))
            break;
        ts_cell *cell = add_row(out, &l);
        for (size_t i = 0; i < l.n; i++)
            set_cell(&cell[i], &l.at[i]);
        end = from < text.len ? from : text.len;
    }
    if (out->rows < LEAST_ROWS)
        return false;
    *at = end;
    return true;
}

bool ts_laid_out_next(ts_span text, size_t *at, ts_laid_out *out) {
    static const char signs[] = {'\t', '|', ';', ' ', ','};
    for (size_t i = next_parted(text, *at); i < text.len; i = next_parted(text, i)) {
        line l;
        size_t next = line_end(text, i) + 1;
        bool fits = line_around(text, i, &l);
        if (fits && l.from > i) { /* it was indented, no more */
            i = l.from;
            continue;
        }
        for (size_t k = 0; fits && k < sizeof signs && !ts_is_digit(text.ptr[l.from]); k++)
            if (memchr(text.ptr + l.from, signs[k], l.to - l.from) && cut(text, signs[k], &l) &&
                is_head(text, signs[k], &l) && read_rows(text, signs[k], &l, &next, out)) {
                out->headless = false;
                *at = next;
                return true;
            }
        for (size_t k = 0; fits && k + 1 < sizeof signs; k++) /* prose has commas */
            if (memchr(text.ptr + l.from, signs[k], l.to - l.from) && cut(text, signs[k], &l) &&
                read_headless(text, signs[k], &l, &next, out)) {
                *at = next;
                return true;
            }
        i = next;
    }
    return false;
}

void ts_laid_out_done(ts_laid_out *l) {
    ts_free(l->cell);
    ts_free(l->row_start);
    *l = (ts_laid_out){.rows = 0};
}
