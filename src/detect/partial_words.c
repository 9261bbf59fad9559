/* partial_words.c - of partial values those that are no numbers: names, e-mail addresses, dates. */
#include "detect/partial_words.h"

#include <stdio.h>

#include "detect/mask_sign.h"
#include "text/date.h"
#include "text/fold.h"
#include "text/name.h"

enum { ANY = '*', HIDDEN = '?', WORDS_MOST = 5, WORD_MOST = 40 };

/* ---- names ---- */

/* Length of a run of hidden letters at text[at]: signs; after letters also x, stops and hyphens side by side. */
static size_t hidden_run(ts_span t, size_t at, bool after_letter) {
    size_t i = at, step;
    while (i < t.len && (step = ts_mask_sign(t, i)) > 0)
        i += step;
    char c = i == at && after_letter && at < t.len ? t.ptr[at] : 0;
    size_t least = c == 'x' || c == 'X' || c == '-' ? 3 : 2;
    if (c == 'x' || c == 'X' || c == '.' || c == '-')
        while (i < t.len && t.ptr[i] == c)
            i++;
    return c && i - at < least ? 0 : i - at;
}

typedef struct word {
    char text[WORD_MOST];
    size_t len;
    bool hidden, initial, title;
} word;

static bool add_letters(word *w, ts_span letters) {
    size_t n = ts_fold_into(letters, w->text + w->len, sizeof w->text - w->len);
    if (n == SIZE_MAX)
        return false;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) /* as names are kept: O'Brien, Lloyd-Jones */
        if (w->text[w->len + i] != '\'' && w->text[w->len + i] != '-')
            w->text[w->len + kept++] = w->text[w->len + i];
    w->len += kept;
    return true;
}

/* A word and what it hides; its end, 0 where none stands there. */
static size_t read_word(ts_span t, size_t at, word *w) {
    *w = (word){.len = 0};
    size_t i = at, letters = 0;
    while (i < t.len && t.ptr[i] != ' ') {
        size_t run = hidden_run(t, i, letters > 0);
        size_t from = i;
        if (run > 0) {
            bool joins = run == 1 && t.ptr[i] == '_' && i > at && i + 1 < t.len && t.ptr[i + 1] != ' ';
            if (joins || w->len + 1 >= sizeof w->text) /* "napi_value" is a program's word */
                return 0;
            w->text[w->len++] = ANY;
            w->hidden = true;
            i += run;
            continue;
        }
        while (i < t.len &&
               (ts_is_alpha(t.ptr[i]) || t.ptr[i] == '\'' || t.ptr[i] == '-' ||
                ((unsigned char)t.ptr[i] >= 0x80 && !ts_mask_sign(t, i))) &&
               (i == from || hidden_run(t, i, true) == 0))
            i++;
        if (i == from || !add_letters(w, ts_slice(t, from, i - from)))
            break;
        letters += i - from;
    }
    if (i < t.len && t.ptr[i] == '.' && letters == 1 && !w->hidden) { /* "J.", "J.S." */
        w->initial = true;
        i++;
    }
    if (i == at || w->len == 0 || (i < t.len && t.ptr[i] != ' ' && !w->initial))
        return 0;
    ts_norm norm;
    w->title = !w->hidden && ts_title_normal(ts_slice(t, at, i - at), &norm);
    w->initial = w->initial || (letters == 1 && !w->hidden);
    if (w->initial)
        w->text[w->len++] = ANY;
    return i;
}

typedef struct words {
    word of[WORDS_MOST];
    size_t n, hidden, initials, shown;
} words;

static bool read_words(ts_span t, words *out) {
    out->n = out->hidden = out->initials = out->shown = 0;
    t = ts_trim(t);
    for (size_t at = 0, end; at < t.len; at = end) {
        if (t.ptr[at] == ' ') {
            end = at + 1;
            continue;
        }
        word w;
        end = read_word(t, at, &w);
        if (!end || (!w.title && out->n == WORDS_MOST))
            return false;
        if (w.title)
            continue;
        out->hidden += w.hidden;
        out->initials += w.initial;
        out->shown += ts_is_alpha(w.text[0]) || (w.len > 1 && ts_is_alpha(w.text[1]));
        out->of[out->n++] = w;
    }
    return out->n > 0;
}

static size_t put_words(char *to, size_t n, const words *w, size_t from, size_t end) {
    for (size_t i = from; i < end; i++) {
        if (i > from)
            to[n++] = ' ';
        memcpy(to + n, w->of[i].text, w->of[i].len);
        n += w->of[i].len;
    }
    return n;
}

static ts_span without_emphasis(ts_span t) {
    for (int i = 0; i < 3 && t.len > 2 && (*t.ptr == '*' || *t.ptr == '_') && t.ptr[t.len - 1] == *t.ptr; i++)
        t = ts_slice(t, 1, t.len - 2);
    return t;
}

static void add_initials(char *to, const words *w) {
    for (size_t i = 0, n = strlen(to); i < w->n; i++)
        to[n++] = w->of[i].text[0];
}

/* Initials that stand for no name: "Name: N. A.", "Patient: I. V. antibiotics". */
static bool says_nothing(const words *w, const words *first) {
    static const char *const none[] = {"NA", "NK", "NR", "NFA", "TBC", "TBA", "TBD", "XX", "XXX", "IV", "PO", "IM"};
    char all[2 * WORDS_MOST + 1] = "";
    add_initials(all, w);
    add_initials(all, first);
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        if (strcmp(all, none[i]) == 0)
            return true;
    return false;
}

bool ts_partial_name(ts_kind kind, ts_span raw, ts_norm *out) {
    words w, first = {.n = 0};
    raw = ts_trim(raw);
    bool whole = kind == TS_KIND_PERSON_NAME;
    const char *comma = whole && raw.len ? memchr(raw.ptr, ',', raw.len) : NULL;
    if (!comma)
        raw = without_emphasis(raw);
    size_t cut = comma ? (size_t)(comma - raw.ptr) : raw.len;
    if (raw.len > TS_NORM_MAX || !read_words(ts_slice(raw, 0, cut), &w) ||
        (comma && !read_words(ts_slice(raw, cut + 1, raw.len - cut - 1), &first)))
        return false;
    size_t n = w.n + first.n, initials = w.initials + first.initials;
    bool hides = w.hidden + first.hidden > 0 || (initials == n && n > 1 && n < WORDS_MOST && !says_nothing(&w, &first));
    if (!hides || w.shown + first.shown == 0)
        return false;
    char text[2 * WORDS_MOST * (WORD_MOST + 1) + 2];
    size_t len;
    if (comma) {
        len = put_words(text, 0, &w, 0, w.n);
        text[len++] = ',', text[len++] = ' ';
        len = put_words(text, len, &first, 0, first.n);
    } else if (whole && w.n > 1) {
        len = put_words(text, 0, &w, w.n - 1, w.n);
        text[len++] = ',', text[len++] = ' ';
        len = put_words(text, len, &w, 0, w.n - 1);
    } else {
        len = put_words(text, 0, &w, 0, w.n);
    }
    return ts_norm_set(out, ts_span_of(text, len));
}

/* ---- e-mail ---- */

bool ts_partial_email(ts_span raw, ts_norm *out) {
    raw = ts_trim(raw);
    char text[TS_NORM_MAX];
    size_t n = 0, at = SIZE_MAX, hidden = 0, shown = 0, dots = 0;
    for (size_t i = 0, step; i < raw.len; i += step) {
        char c = raw.ptr[i];
        step = c == '_' || c == '#' || c == '?' ? 0 : ts_mask_sign(raw, i);
        if (n == sizeof text)
            return false;
        if (step > 0) {
            if (n == 0 || text[n - 1] != ANY)
                text[n++] = ANY;
            hidden++;
            continue;
        }
        step = 1;
        if (c == '@') {
            if (at != SIZE_MAX || n == 0)
                return false;
            at = n;
        } else if (!ts_is_alnum(c) && c != '.' && c != '-' && (at != SIZE_MAX || (c != '_' && c != '+'))) {
            return false;
        }
        dots += at != SIZE_MAX && c == '.';
        shown += ts_is_alnum(c);
        text[n++] = ts_lower(c);
    }
    bool domain = at != SIZE_MAX && n > at + 1 && (dots > 0 || text[n - 1] == ANY) && text[n - 1] != '.';
    return hidden > 0 && shown > 1 && domain && ts_norm_set(out, ts_span_of(text, n));
}

/* ---- dates ---- */

enum { PARTS = 3, TEXT = 40 };

/* Between two signs that part a date: digits, a word, or what hides them. */
typedef struct part {
    ts_span raw;
    bool hidden;
} part;

static bool is_joint(char c) { return c == '/' || c == '-' || c == '.' || c == ' ' || c == ','; }

/* Hidden as a whole: signs, or x. */
static bool is_hidden(ts_span p) {
    for (size_t i = 0, step; i < p.len; i += step) {
        step = ts_mask_sign(p, i);
        step += step == 0 && (p.ptr[i] | 0x20) == 'x';
        if (!step)
            return false;
    }
    return p.len > 0;
}

static size_t read_parts(ts_span t, part out[PARTS]) {
    size_t n = 0;
    for (size_t i = 0; i < t.len;) {
        size_t end = i;
        while (end < t.len && !is_joint(t.ptr[end]))
            end++;
        if (end > i) {
            if (n == PARTS)
                return 0;
            ts_span raw = ts_slice(t, i, end - i);
            out[n++] = (part){raw, is_hidden(raw)};
        }
        i = end + 1;
    }
    return n;
}

static bool is_year(ts_span p) {
    return p.len == 4 && ts_is_digit(p.ptr[0]) && ts_is_digit(p.ptr[1]) && ts_is_digit(p.ptr[2]) &&
           ts_is_digit(p.ptr[3]);
}

/* "19**" */
static bool is_century(ts_span p) {
    return p.len > 2 && ts_is_digit(p.ptr[0]) && ts_is_digit(p.ptr[1]) && is_hidden(ts_slice(p, 2, p.len - 2));
}

/* The date that these parts make, in the order year, month, day; each stands for what is hidden. */
static bool read_date(const char *year, ts_span month, ts_span day, ts_date *out) {
    char text[TEXT];
    bool named = month.len > 0 && ts_is_alpha(month.ptr[0]);
    int n = named ? snprintf(text, sizeof text, "%.*s %.*s %s", (int)day.len, day.ptr, (int)month.len, month.ptr, year)
                  : snprintf(text, sizeof text, "%.*s/%.*s/%s", (int)day.len, day.ptr, (int)month.len, month.ptr, year);
    ts_written_date d;
    if (n < 0 || n >= (int)sizeof text || !ts_date_read(ts_str(text), &d) || d.len != (size_t)n || d.month_first)
        return false;
    *out = d.date;
    return true;
}

bool ts_partial_date(ts_span raw, ts_norm *out) {
    part p[PARTS] = {0};
    raw = ts_trim(raw);
    size_t n = raw.len < TEXT - 8 ? read_parts(raw, p) : 0;
    static const part none = {{"", 0}, true};
    part year, month = none, day = none;
    if (n == 0)
        return false;
    bool year_first = n == PARTS && (is_year(p[0].raw) || is_century(p[0].raw) || (p[0].hidden && p[0].raw.len == 4));
    if (n == PARTS)
        year = p[year_first ? 0 : 2], month = p[1], day = p[year_first ? 2 : 0];
    else if (n == 2)
        year = p[is_year(p[0].raw) ? 0 : 1], month = p[is_year(p[0].raw) ? 1 : 0];
    else
        year = p[0];
    bool century = is_century(year.raw), short_year = year.raw.len == 2 && !year.hidden;
    if (!(year.hidden && n == PARTS) && !is_year(year.raw) && !century && !(short_year && n == PARTS))
        return false;
    if (n == PARTS && !day.hidden && !month.hidden && !year.hidden && !century)
        return false; /* all of it is shown */
    if (year.hidden && (day.hidden || month.hidden))
        return false; /* a day of some month tells nothing */
    char text[5];
    snprintf(text, sizeof text, "%.*s%s",
             century       ? 2
             : year.hidden ? 0
                           : (int)year.raw.len,
             year.raw.ptr,
             century       ? "60"
             : year.hidden ? "1960"
                           : "");
    ts_date date;
    if (!read_date(text, month.hidden ? ts_str("01") : month.raw, day.hidden ? ts_str("01") : day.raw, &date))
        return false;
    char iso[11];
    ts_date_print(date, iso);
    for (size_t i = 0; i < 4; i++)
        iso[i] = year.hidden || (century && i > 1) ? HIDDEN : iso[i];
    for (size_t i = 5; i < 7; i++)
        iso[i] = month.hidden ? HIDDEN : iso[i];
    for (size_t i = 8; i < 10; i++)
        iso[i] = day.hidden ? HIDDEN : iso[i];
    return ts_norm_set(out, ts_str(iso));
}
