/* name.c - people's names: order, titles, short forms, sound. */
#include "text/name.h"

#include "base/lanes.h"
#include "text/fold.h"
#include "text/name_words.h"

enum { LONGEST = 192, WORDS = 12 };

/* Words of a folded name. */
typedef struct words {
    ts_span at[WORDS];
    size_t n;
} words;

static bool split_words(ts_span s, words *out) {
    out->n = 0;
    for (size_t i = 0; i < s.len;) {
        size_t from = i;
        while (i < s.len && s.ptr[i] != ' ')
            i++;
        if (i > from) {
            if (out->n == WORDS)
                return false;
            out->at[out->n++] = ts_slice(s, from, i - from);
        }
        while (i < s.len && s.ptr[i] == ' ')
            i++;
    }
    return true;
}

static void drop_first(words *w) { memmove(w->at, w->at + 1, --w->n * sizeof w->at[0]); }

/* Hyphens bind: until the parts are told apart "Ledgard-Hoyle" is one word, written with this byte. */
enum { TIE = 1 };

static bool is_letter(char c) { return ts_is_upper(c) || c >= 0x80; }

/* Folds and keeps letters and commas, with dots and brackets as spaces and apostrophes gone; a hyphen
 * is a space, or a TIE where asked.  SIZE_MAX where another sign says that this is no name. */
static size_t name_letters(ts_span raw, bool tie, char *text, size_t cap) {
    size_t n = ts_fold_into(raw, text, cap), kept = 0;
    if (n == SIZE_MAX)
        return SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        char c = text[i];
        if (c == '\'')
            continue;
        if (c == '^') { /* "LOW^ANN^B", as DICOM and HL7 part a name */
            text[kept] = memchr(text, ',', kept) ? ' ' : ',';
            kept++;
            continue;
        }
        bool inside = c == '-' && tie && kept > 0 && is_letter(text[kept - 1]) && i + 1 < n && is_letter(text[i + 1]);
        bool gap = c == ' ' || c == '-' || c == '.' || c == '(' || c == ')' || c == '"';
        if (!gap && !ts_is_upper(c) && c < 0x80 && c != ',')
            return SIZE_MAX;
        text[kept++] = inside ? (char)TIE : gap ? ' ' : c;
    }
    return kept;
}

/* One word of ASCII letters, as most names are: there is nothing to fold, split or strip. */
static bool one_plain_word(ts_span raw, char *text) {
    if (raw.len == 0 || raw.len > TS_NORM_MAX - 1)
        return false;
    unsigned other = 0;
    for (size_t i = 0; i < raw.len; i++) {
        unsigned char c = (unsigned char)raw.ptr[i] & 0xDF;
        other |= (unsigned char)(c - 'A') > 25;
        text[i] = (char)c;
    }
    return !other;
}

/* "Henry Ford Jr" but not "Ford JR", whose forenames these are; "MB" and kin only before another degree. */
static bool is_ending(const words *w, size_t i, bool more) {
    ts_span word = w->at[i];
    bool initials = i == 1 && (ts_span_eq(word, ts_str("JR")) || ts_span_eq(word, ts_str("JP")));
    return !initials && (ts_name_in(word, TS_NAME_ENDINGS) || (more && i > 1 && ts_name_in(word, TS_NAME_DEGREES)));
}

/* A title and a space that a text begins with: how many bytes they are, 0 where there is none. */
static size_t title_in_front(ts_span raw) {
    enum { LONGEST_TITLE = 9 };
    size_t n = 0;
    while (n < raw.len && n <= LONGEST_TITLE && ts_is_alpha(raw.ptr[n]))
        n++;
    bool plain = n > 1 && n + 1 < raw.len && raw.ptr[n] == ' ' && ts_name_in_written(raw.ptr, n, TS_NAME_TITLES);
    return plain ? n + 1 : 0;
}

/* "Mr Smith": a title and one word of ASCII letters, which is no title or degree itself.  The surname in capitals,
 * as long as it is written; 0 where that is not all. */
static size_t titled_plain_word(ts_span raw, char *surname) {
    size_t front = title_in_front(raw);
    ts_span word = ts_slice(raw, front, raw.len);
    if (front == 0 || word.len < 2 || !one_plain_word(word, surname))
        return 0;
    ts_span upper = {surname, word.len};
    return ts_name_in(upper, TS_NAME_TITLES) || ts_name_in(upper, TS_NAME_ENDINGS) ? 0 : word.len;
}

bool ts_titled_surname(ts_span written, ts_norm *surname) {
    char text[LONGEST];
    size_t n = titled_plain_word(written, text);
    return n > 0 && ts_norm_set(surname, ts_span_of(text, n));
}

static void strip_titles(words *w, ts_norm *title) {
    while (w->n > 1 && ts_name_in(w->at[0], TS_NAME_TITLES)) {
        if (title && title->len == 0)
            ts_norm_set(title, w->at[0]);
        drop_first(w);
    }
    size_t n = w->n;
    while (w->n > 1 && (ts_name_in(w->at[w->n - 1], TS_NAME_TITLES) || is_ending(w, w->n - 1, n > w->n))) {
        if (title && title->len == 0 && ts_name_in(w->at[w->n - 1], TS_NAME_TITLES))
            ts_norm_set(title, w->at[w->n - 1]);
        w->n--;
    }
}

static bool is_tied(ts_span w) {
    return ts_span_eq(w, ts_str("O")) || ts_span_eq(w, ts_str("MC")) || ts_span_eq(w, ts_str("MAC"));
}

static bool join_words(const words *w, size_t from, size_t to, bool surname, ts_norm *out) {
    char text[TS_NORM_MAX];
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        /* "O Brien", "Mc Donald": written apart, one word. */
        bool tied = surname && i == from + 1 && is_tied(w->at[from]);
        if (n + w->at[i].len + 1 > sizeof text)
            return false;
        if (i > from && !tied)
            text[n++] = ' ';
        memcpy(text + n, w->at[i].ptr, w->at[i].len);
        n += w->at[i].len;
    }
    return ts_norm_set(out, ts_span_of(text, n));
}

/* One half of a name: words joined, without titles. */
static bool half_normal(ts_span raw, bool surname, ts_norm *out) {
    char text[LONGEST];
    words w;
    if (one_plain_word(raw, text))
        return ts_norm_set(out, ts_span_of(text, raw.len));
    size_t titled = titled_plain_word(raw, text);
    if (titled)
        return ts_norm_set(out, ts_span_of(text, titled));
    size_t n = name_letters(raw, false, text, sizeof text);
    if (n == SIZE_MAX)
        return false;
    while (n > 0 && (text[n - 1] == ',' || text[n - 1] == ' '))
        n--;
    if (n == 0 || memchr(text, ',', n) || !split_words(ts_span_of(text, n), &w) || w.n == 0)
        return false;
    strip_titles(&w, NULL);
    return join_words(&w, 0, w.n, surname, out);
}

bool ts_surname_normal(ts_span raw, ts_norm *out) { return half_normal(raw, true, out); }

bool ts_forename_normal(ts_span raw, ts_norm *out) { return half_normal(raw, false, out); }

bool ts_title_normal(ts_span raw, ts_norm *out) {
    char text[24];
    raw = ts_trim(raw);
    while (raw.len > 0 && raw.ptr[raw.len - 1] == '.')
        raw.len--;
    size_t n = raw.len <= sizeof text && one_plain_word(raw, text) ? raw.len : ts_fold_into(raw, text, sizeof text);
    return n != SIZE_MAX && ts_name_in(ts_span_of(text, n), TS_NAME_TITLES) && ts_norm_set(out, ts_span_of(text, n));
}

/* How many leading words are all capitals while a later word is not: "SMITH John", "VAN DIJK Anna". */
static size_t shouted_words(ts_span raw) {
    size_t shouted = 0, i = 0;
    bool open = true, quiet = false;
    while (i < raw.len) {
        size_t capitals = 0, small = 0;
        for (; i < raw.len && !ts_is_space(raw.ptr[i]); i++) {
            capitals += ts_is_upper(raw.ptr[i]);
            small += raw.ptr[i] >= 'a' && raw.ptr[i] <= 'z';
        }
        open = open && small == 0;
        shouted += open && capitals > 1;
        open = open && capitals > 1;
        quiet = quiet || small > 0;
        while (i < raw.len && ts_is_space(raw.ptr[i]))
            i++;
    }
    return quiet ? shouted : 0;
}

static bool has_capital(ts_span raw) {
    for (size_t i = 0; i < raw.len; i++)
        if (ts_is_upper(raw.ptr[i]))
            return true;
    return false;
}

static bool has_small(ts_span raw) {
    for (size_t i = 0; i < raw.len; i++)
        if (ts_is_alpha(raw.ptr[i]) && !ts_is_upper(raw.ptr[i]))
            return true;
    return false;
}

/* The first word that is no title, as it was written: "van" of "Mr. van Dijk". */
static ts_span first_written(ts_span raw) {
    ts_span word = {raw.ptr, 0};
    for (size_t i = 0; i < raw.len;) {
        char text[TS_NORM_MAX];
        while (i < raw.len && !ts_is_alpha(raw.ptr[i]) && raw.ptr[i] < 0x80)
            i++;
        size_t from = i;
        while (i < raw.len && (ts_is_alpha(raw.ptr[i]) || raw.ptr[i] >= 0x80))
            i++;
        word = ts_slice(raw, from, i - from);
        if (!one_plain_word(word, text) || !ts_name_in(ts_span_of(text, word.len), TS_NAME_TITLES))
            break;
    }
    return word;
}

/* Particles that the words begin with; the last word is none of them. */
static size_t leading_particles(const words *w) {
    size_t n = 0;
    while (n + 1 < w->n && ts_name_in(w->at[n], TS_NAME_PARTICLES))
        n++;
    return n;
}

/* "van der Berg", "Mr De Souza", "Ms Ní Bhriain": particles and one word are a surname alone.  "Van Morrison" has a
 * forename, "Mr DA Smith" has initials: without a title a particle says so only where it is small or not alone. */
static bool is_surname_alone(const words *w, ts_span written, bool titled) {
    size_t lead = leading_particles(w);
    if (lead == 0 || lead + 1 < w->n)
        return false;
    ts_span first = first_written(written);
    if (first.len > 0 && ts_is_alpha(first.ptr[0]) && !ts_is_upper(first.ptr[0]))
        return has_capital(written);
    bool initials = first.len == 1 || (first.len == 2 && ts_is_upper(first.ptr[1]));
    bool forename = ts_span_eq(w->at[0], ts_str("AL")) || ts_span_eq(w->at[0], ts_str("MAC"));
    return !initials && (titled || (lead > 1 && !forename));
}

/* "Smith J", "O'Hara S M", "van Dijk P": a surname before initials; how many words it has, or 0. */
static size_t before_initials(const words *w) {
    size_t n = w->n;
    while (n > 0 && w->at[n - 1].len == 1)
        n--;
    return n > 0 && n < w->n && leading_particles(w) + 1 >= n ? n : 0;
}

/* Words before the surname's last that belong to it: van der, de la, bin. */
static size_t surname_from(const words *w) {
    size_t from = w->n - 1;
    while (from > 1 && ts_name_in(w->at[from - 1], TS_NAME_PARTICLES))
        from--;
    return from;
}

/* "Dr Jane Lowe, MBBS": degrees and honours alone part no name that is whole before them.  "Khan, Md" and "KHAN ALI, MD"
 * have a forename there: so stand normal forms, which have no small letter. */
static bool is_endings(ts_span written, ts_span left, ts_span right) {
    words l, r;
    if (!split_words(left, &l) || !split_words(right, &r) || r.n == 0 || !has_small(written))
        return false;
    for (size_t i = 0; i < r.n; i++)
        if (!ts_name_in(r.at[i], TS_NAME_ENDINGS))
            return false;
    strip_titles(&l, NULL);
    return l.n > 1 && leading_particles(&l) + 1 < l.n;
}

static bool split_at_comma(ts_span left, ts_span right, ts_name_parts *p) {
    words l, r;
    if (!split_words(left, &l) || !split_words(right, &r) || l.n == 0)
        return false;
    strip_titles(&l, &p->title);
    strip_titles(&r, &p->title);
    if (r.n == 1 && ts_name_in(r.at[0], TS_NAME_TITLES)) {
        ts_norm_set(&p->title, r.at[0]);
        r.n = 0;
    }
    if (!join_words(&l, 0, l.n, true, &p->surname))
        return false;
    if (r.n == 0)
        return true;
    return join_words(&r, 0, 1, false, &p->forename) && (r.n == 1 || join_words(&r, 1, r.n, false, &p->others));
}

static bool split_in_order(words *w, ts_span written, size_t first_surnames, ts_name_parts *p) {
    strip_titles(w, &p->title);
    if (w->n == 0)
        return false;
    if (w->n == 1 || (first_surnames < 2 && is_surname_alone(w, written, p->title.len > 0)))
        return join_words(w, 0, w->n, true, &p->surname);
    size_t lead = leading_particles(w);
    if (first_surnames == 0)
        first_surnames = before_initials(w);
    else if (first_surnames == 1 && lead > 0 && lead + 1 < w->n)
        first_surnames = lead + 1; /* "Van Dijk Pieter" in a column of surnames first */
    if (first_surnames > 0) {
        size_t n = first_surnames < w->n ? first_surnames : w->n - 1;
        return join_words(w, 0, n, true, &p->surname) && join_words(w, n, n + 1, false, &p->forename) &&
               (w->n == n + 1 || join_words(w, n + 1, w->n, false, &p->others));
    }
    size_t from = surname_from(w);
    return join_words(w, from, w->n, true, &p->surname) && join_words(w, 0, 1, false, &p->forename) &&
           (from == 1 || join_words(w, 1, from, false, &p->others));
}

/* Cuts a half's text into words, hyphens loose now, without the titles that came free with them. */
static bool loose_words(const ts_norm *n, const ts_norm *more, char text[2 * TS_NORM_MAX + 2], words *w) {
    size_t len = 0;
    for (size_t i = 0; i < n->len; i++)
        text[len++] = n->text[i] == TIE ? ' ' : n->text[i];
    text[len++] = ' ';
    for (size_t i = 0; more && i < more->len; i++)
        text[len++] = more->text[i] == TIE ? ' ' : more->text[i];
    if (!split_words(ts_span_of(text, len), w))
        return false;
    strip_titles(w, NULL);
    return true;
}

/* Brings both halves to the form that a second pass would give, so that a normal form is its own. */
static bool finish(ts_name_parts *p) {
    char text[2 * TS_NORM_MAX + 2];
    words w;
    if (!loose_words(&p->surname, NULL, text, &w) || w.n == 0 || !join_words(&w, 0, w.n, true, &p->surname))
        return false;
    if (!loose_words(&p->forename, &p->others, text, &w))
        return false;
    p->forename.len = p->others.len = 0;
    if (w.n == 1 && ts_name_in(w.at[0], TS_NAME_TITLES)) {
        ts_norm_set(&p->title, w.at[0]);
        return true;
    }
    return w.n == 0 ||
           (join_words(&w, 0, 1, false, &p->forename) && (w.n == 1 || join_words(&w, 1, w.n, false, &p->others)));
}

/* "John Smith", "Mr John Smith": two words of ASCII letters, nothing before the second shouted, neither of them a
 * title or a degree.  Nothing else is asked of these, so they come out as they would below. */
static bool two_plain_words(ts_span raw, ts_name_parts *out) {
    char first[TS_NORM_MAX], second[TS_NORM_MAX];
    ts_norm title = {0};
    size_t front = title_in_front(raw);
    if (front) { /* "Mr John Smith" */
        ts_norm_set(&title, ts_slice(raw, 0, front - 1));
        for (size_t i = 0; i < title.len; i++)
            title.text[i] &= ~0x20;
        raw = ts_slice(raw, front, raw.len);
    }
    const char *space = raw.len ? memchr(raw.ptr, ' ', raw.len) : NULL;
    if (!space)
        return false;
    size_t n = (size_t)(space - raw.ptr);
    ts_span one = {raw.ptr, n}, two = {space + 1, raw.len - n - 1};
    if (n < 1 || ts_is_upper(raw.ptr[1]) || !one_plain_word(one, first) || !one_plain_word(two, second))
        return false;
    one.ptr = first;
    two.ptr = second;
    if (ts_name_in(one, TS_NAME_TITLES) || ts_name_in(two, TS_NAME_TITLES) || ts_name_in(two, TS_NAME_ENDINGS) ||
        ts_name_in(one, TS_NAME_PARTICLES) || two.len == 1)
        return false;
    if (one.len > TS_NORM_MAX || two.len > TS_NORM_MAX)
        return false;
    ts_norm_set(&out->forename, one);
    ts_norm_set(&out->surname, two);
    out->title = title;
    out->others.len = 0;
    out->others.text[0] = 0;
    return true;
}

bool ts_name_split(ts_span written, bool surname_first, ts_name_parts *out) {
    char text[LONGEST];
    written = ts_trim(written);
    if (one_plain_word(written, text)) { /* a surname, whatever else it may be */
        *out = (ts_name_parts){0};
        return ts_norm_set(&out->surname, ts_span_of(text, written.len));
    }
    if (!surname_first && two_plain_words(written, out))
        return true;
    ts_name_parts p = {{0}, {0}, {0}, {0}};
    size_t titled = surname_first ? 0 : titled_plain_word(written, text);
    if (titled) {
        ts_norm_set(&p.title, ts_slice(written, 0, written.len - titled - 1));
        for (size_t i = 0; i < p.title.len; i++)
            p.title.text[i] &= ~0x20;
        *out = p;
        return ts_norm_set(&out->surname, ts_span_of(text, titled));
    }
    size_t n = name_letters(written, true, text, sizeof text);
    if (n == SIZE_MAX || n == 0)
        return false;
    const char *comma = memchr(text, ',', n);
    ts_span right = comma ? ts_trim(ts_span_of(comma + 1, (size_t)(text + n - comma) - 1)) : (ts_span){text, 0};
    if (right.len > 0) {
        if (memchr(right.ptr, ',', right.len))
            right.len = (size_t)((const char *)memchr(right.ptr, ',', right.len) - right.ptr);
    }
    ts_span left = ts_span_of(text, comma ? (size_t)(comma - text) : n);
    if (right.len > 0 && !is_endings(written, left, right)) {
        if (!split_at_comma(left, right, &p))
            return false;
    } else {
        words w;
        if (!split_words(left, &w) || w.n == 0)
            return false;
        size_t shouted = shouted_words(written);
        /* A title that is shouted too, "MRS SMITH Jane" or "MR John Smith", is stripped before the words are counted. */
        size_t first = shouted > 0 && ts_name_in(w.at[0], TS_NAME_TITLES);
        shouted -= first;
        if (shouted == 1 && w.at[first].len == 2 && !ts_name_in(w.at[first], TS_NAME_SHORT))
            shouted = 0;
        if (surname_first && shouted == 0)
            shouted = 1;
        if (!split_in_order(&w, written, shouted, &p))
            return false;
    }
    if (!finish(&p))
        return false;
    *out = p;
    return true;
}

bool ts_person_name_normal(ts_span raw, ts_norm *out) {
    ts_name_parts p;
    if (!ts_name_split(raw, false, &p) || p.forename.len == 0)
        return false;
    char text[3 * TS_NORM_MAX + 8];
    size_t n = 0;
    const ts_norm *part[3] = {&p.surname, &p.forename, &p.others};
    for (int i = 0; i < 3; i++) {
        if (i > 0 && part[i]->len > 0) {
            if (i == 1)
                text[n++] = ',';
            text[n++] = ' ';
        }
        memcpy(text + n, part[i]->text, part[i]->len);
        n += part[i]->len;
    }
    return ts_norm_set(out, ts_span_of(text, n));
}

void ts_name_sound(ts_span folded, char out[static 5]) {
    /* A..Z; vowels and Y part equal codes, H and W do not (marked 7). */
    static const char codes[] = "01230127022455012623017202";
    size_t n = 0, i = 0;
    char last = 0;
    while (i < folded.len && !ts_is_upper(folded.ptr[i]))
        i++;
    memset(out, 0, 5);
    for (; i < folded.len && n < 4 && ts_is_upper(folded.ptr[i]); i++) {
        char code = codes[folded.ptr[i] - 'A'];
        if (n == 0)
            out[n++] = folded.ptr[i];
        else if (code != '0' && code != '7' && code != last)
            out[n++] = code;
        if (code != '7')
            last = code;
    }
    while (n > 0 && n < 4)
        out[n++] = '0';
}
