/* scan_people.c - people's names in running text that no title, label or signature announces.
 *
 * A candidate begins with a forename that the project's lists know, with initials, or with a surname before a comma.  How
 * sure it is follows from what the lists know of its words, from whether they are ordinary words too, and from the words
 * around (scan_around.c).  One word alone: scan_lone.c.
 * The weights are judged; tools/accuracy-scan measures what they give.
 */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/scan_people.h"

enum { WORDS = 6, LONGEST_PARTICLE = 5, LONGEST_HEADER = 48 };

typedef ts_scan_word word;

/* ---- candidates ---- */

/* The words of a candidate: given names and initials, particles, and the surname, which is the last. */
typedef struct candidate {
    word w[WORDS];
    size_t n;
} candidate;

/* A line of prose ends here and goes on below. */
static bool wraps(const ts_scan *s, size_t end) {
    enum { LONG = 40, INDENT = 8 };
    size_t from = end, at = end;
    while (from > s->from && end - from < LONG && s->text.ptr[from - 1] != '\n')
        from--;
    at += ts_scan_at(s, at) == '\r';
    if (end - from < LONG || ts_scan_at(s, at) != '\n')
        return false;
    size_t next = at + 1;
    while (next < s->to && next - at <= INDENT && ts_scan_at(s, next) == ' ')
        next++;
    return ts_is_upper(ts_scan_at(s, next)) && ts_is_alpha(ts_scan_at(s, next + 1)) &&
           !ts_is_upper(ts_scan_at(s, next + 1));
}

/* The next word over one space, behind an initial over a dot and perhaps a space; where prose wraps, on the next line.
 * False where none begins. */
static bool next_word(const ts_scan *s, const ts_scan_word *last, word *w, bool *particle) {
    ts_span t = s->text;
    size_t at = last->to;
    if (last->possessive)
        return false;
    if (last->initial && at < s->to && t.ptr[at] == '.')
        at++;
    size_t gap = at;
    while (at < s->to && at - gap < 2 && t.ptr[at] == ' ')
        at++;
    if (at == gap && !last->initial && wraps(s, last->to)) {
        while (at < s->to && ts_is_space(t.ptr[at]))
            at++;
        *particle = false;
        return ts_scan_read_word(s, at, w) && !(w->known & TS_WORD_FORENAME) && !w->initial;
    }
    if (at >= s->to || at - gap > 1 || (at == gap && !(last->initial && t.ptr[at - 1] == '.')))
        return false;
    *particle = false;
    if (ts_scan_read_word(s, at, w))
        return true;
    size_t end = ts_name_word_end(t, at, s->to);
    *particle = end > at && ts_name_particle(ts_slice(t, at, end - at));
    *w = (word){.from = at, .to = end};
    return *particle;
}

static bool gather(const ts_scan *s, const ts_scan_word *first, candidate *c) {
    *c = (candidate){.w = {*first}, .n = 1};
    bool particle = false, particles = false;
    word w;
    while (c->n < WORDS && next_word(s, &c->w[c->n - 1], &w, &particle)) {
        const ts_scan_word *last = &c->w[c->n - 1];
        bool behind_initial = last->initial && c->n > 1 && ((w.known & TS_WORD_SURNAME) || !(w.known & TS_SAYS_STOP));
        if (!particle && !behind_initial && ts_scan_is_other(&w)) /* "Thomas G. Lane" is no street */
            break;
        /* Behind a surname another word goes on only as a second surname of two known ones, or while all was given names. */
        bool given = last->initial || (last->known & TS_WORD_FORENAME) != 0;
        if (c->n > 1 && !particle && !particles && !given)
            break;
        if (c->n > 1 && !particle && !last->initial && !particles && (last->known & TS_WORD_SURNAME) &&
            !(w.known & (TS_WORD_SURNAME | TS_WORD_FORENAME)) && !w.initial)
            break;
        particles = particle;
        c->w[c->n++] = w;
    }
    while (c->n > 1 && !ts_name_capital(s->text, c->w[c->n - 1].from)) /* a particle ends no name */
        c->n--;
    while (c->n > 1 && c->w[c->n - 1].initial && c->n > 2)
        c->n--;
    return c->n > 1;
}

static int level(unsigned known, unsigned mask, unsigned one) { return (int)((known & mask) / one); }

/* How likely a person, by the words themselves. */
static int by_words(const candidate *c) {
    const ts_scan_word *first = &c->w[0], *last = &c->w[c->n - 1];
    bool first_word = (first->known & TS_WORD_ORDINARY) != 0, last_word = (last->known & TS_WORD_ORDINARY) != 0;
    int forename = level(first->known, TS_WORD_FORENAME, 1),
        surname = level(last->known, TS_WORD_SURNAME, TS_WORD_SURNAME_ONE);
    if (last->initial)
        return forename && !first_word ? 58 : 0;
    if (first->initial) {
        bool more = c->n > 2 && c->w[1].initial;
        return surname == 0 ? (more ? 40 : 20) : last_word ? (more ? 62 : 45) : more ? 86 : 74;
    }
    if (forename == 0)
        return surname && !last_word ? 40 : 20;
    if (last->known & TS_SAYS_PLACE)
        return first_word ? 40 : 62;
    if (surname > 0 || (last->known & TS_WORD_FORENAME))
        return first_word ? (last_word ? 58 : 80) : last_word ? 86 : 93;
    if (last->capitals && !first->capitals && last->to - last->from <= 3)
        return 20; /* "Travis CI" */
    if (last->capitals || first->capitals)
        return first_word ? 30 : 68;
    return first_word ? 44 : 85;
}

/* Where no normal forms are asked for: "John Smith" as most are written, told by its bytes. */
static bool take_usual(ts_scan *s, const candidate *c, size_t start, size_t end, int confidence) {
    if (!s->hits->out->bare || start + TS_USUAL_ROOM > s->text.len ||
        ts_detector_person_name.usual(s->text.ptr + start, end - start) != TS_USUAL)
        return false;
    static const ts_norm none = {0};
    if (ts_hits_add(s->hits, TS_KIND_PERSON_NAME, &none, (uint32_t)start, (uint32_t)end, confidence,
                    (ts_side){.about = TS_ABOUT_PROSE})) {
        s->done = end;
        if (confidence >= TS_NAME_SURE)
            for (size_t i = 0; i < c->n; i++)
                ts_scan_remember_part(s, &c->w[i], i + 1 == c->n, false);
    }
    return true;
}

static bool take(ts_scan *s, const candidate *c, int confidence) {
    size_t start = c->w[0].from, end = c->w[c->n - 1].to;
    confidence = confidence > 95 ? 95 : confidence;
    if (confidence < TS_PERSON_LEAST)
        return false;
    if (take_usual(s, c, start, end, confidence))
        return s->done == end;
    return ts_scan_add_name(s, start, end, confidence, (ts_side){.about = TS_ABOUT_PROSE});
}

/* "SMITH, John", "Smith, J.": a surname, a comma, and what is given. */
static bool take_surname_first(ts_scan *s, const ts_scan_word *surname) {
    ts_span t = s->text;
    candidate c = {.w = {*surname}, .n = 1};
    if (surname->possessive || surname->initial || surname->to + 2 >= s->to || t.ptr[surname->to] != ',' ||
        t.ptr[surname->to + 1] != ' ' || !ts_scan_read_word(s, surname->to + 2, &c.w[1]) || ts_scan_is_other(surname))
        return false;
    const ts_scan_word *given = &c.w[1];
    bool known = (surname->known & TS_WORD_SURNAME) != 0, word_too = (surname->known & TS_WORD_ORDINARY) != 0;
    bool forename = (given->known & TS_WORD_FORENAME) && !(given->known & TS_WORD_ORDINARY);
    c.n = 2;
    int confidence = forename                                       ? (surname->capitals    ? 88
                                                                       : known && !word_too ? 66
                                                                                            : 0)
                     : surname->capitals && known && given->initial ? 70
                                                                    : 0;
    if (confidence == 0 || ts_scan_goes_on_as_thing(s, given))
        return false;
    /* "Paris, Florence and Rome" is a list; in a person's name no second comma follows at once. */
    if (!surname->capitals && given->to < s->to && t.ptr[given->to] == ',')
        return false;
    bool particle;
    word more;
    while (c.n < WORDS && next_word(s, &c.w[c.n - 1], &more, &particle) && !particle &&
           (more.initial || (more.known & TS_WORD_FORENAME)) && !ts_scan_is_other(&more))
        c.w[c.n++] = more;
    return take(s, &c, confidence);
}

/* A word that the lists do not know: one who was named or is greeted, or who is said to be born. */
static bool take_unknown(ts_scan *s, const ts_scan_word *first) {
    ts_span t = s->text;
    char behind = first->to < s->to ? t.ptr[first->to] : '\n',
         next = first->to + 1 < s->to ? t.ptr[first->to + 1] : ' ';
    if (ts_scan_was_named(s, first) != TS_KIND_NONE || (behind == ',' && ts_scan_is_greeted(s, first->from)))
        return ts_scan_lone_name(s, first);
    candidate c;
    return behind == ' ' && ts_is_upper(next) && !ts_scan_is_other(first) && gather(s, first, &c) &&
           ts_scan_says_born(s, c.w[c.n - 1].to) &&
           take(s, &c, by_words(&c) + ts_scan_around(s, first->from, &c.w[c.n - 1], false));
}

/* "Zxyla Qwertson (DOB": may the capitalised words that go on at `end` lead to what says_born reads? */
static bool may_lead_to_birth(const ts_scan *s, size_t end) {
    ts_span t = s->text;
    for (int words = 0; words < WORDS; words++) {
        size_t i = end;
        while (i < s->to && i - end < 3 && (t.ptr[i] == ' ' || t.ptr[i] == ','))
            i++;
        char c = ts_scan_at(s, i);
        if (i == end || ts_scan_begins_born(c))
            return i < s->to;
        for (end = i; end < s->to && ts_is_alpha(t.ptr[end]); end++)
            continue;
        if (end == i || (!ts_is_upper(c) && end - i > LONGEST_PARTICLE))
            return c >= 0x80;
    }
    return false;
}

/* "Content-Type:", of a mail: the word goes on at its hyphen and ends in a colon, and no part is a name. */
static bool names_header(const ts_scan *s, size_t at, size_t hyphen) {
    ts_span t = s->text;
    size_t from, end = hyphen;
    while (ts_scan_at(s, end) == '-' && end - at < LONGEST_HEADER) {
        for (from = ++end; end < s->to && ts_is_alpha(t.ptr[end]); end++)
            continue;
        if (end == from || (ts_word_says(s->words, t, ts_slice(t, from, end - from)) & TS_SAYS_NAME))
            return false;
    }
    return ts_scan_at(s, end) == ':' &&
           (s->named->n == 0 || ts_named_as(s->named, ts_named_mark_of(ts_slice(t, at, end - at))) == TS_KIND_NONE);
}

/* Most capitals begin a sentence: they are refused by their letters and the byte behind them. */
static bool may_begin(const ts_scan *s, size_t at) {
    if (at + TS_LANES > s->text.len)
        return true;
    const char *p = s->text.ptr + at;
    if (at > s->from + 1 && p[-1] == '\'' && ts_is_upper(p[-2])) /* the middle of O'Brien */
        return false;
    uint32_t other = ~ts_lanes_letters(ts_lanes_of(p));
    size_t n = other ? (size_t)__builtin_ctz(other) : TS_LANES;
    if (n + 2 >= TS_LANES)
        return false;
    char behind = p[n], next = p[n + 1];
    if (behind == '-' && ((at > s->from && p[-1] == '-') || names_header(s, at, at + n))) /* or the middle of one */
        return ts_name_word_roomy(p, n) != 0;
    if (behind == '\'' || behind == '-' || behind >= 0x80)
        return true;
    if (n == 1)
        return behind == '.' ? next != ' ' || ts_is_upper(p[3]) : behind == ' ' && ts_is_upper(next);
    if (ts_name_word_roomy(p, n) != 0 ||
        (s->named->n > 0 && ts_named_as(s->named, ts_named_mark(p, n)) != TS_KIND_NONE))
        return true;
    if (behind == ',')
        return ts_is_upper(p[1]) || ts_scan_is_greeted(s, at);
    return behind == ' ' && ts_is_upper(next) && !ts_is_upper(p[1]) && may_lead_to_birth(s, at + n);
}

bool ts_scan_person(ts_scan *s, size_t at) {
    word first;
    candidate c;
    if (s->to - s->from < TS_SCAN_PROSE || !may_begin(s, at) || !ts_scan_read_word(s, at, &first))
        return false;
    if (!first.initial && !(first.known & TS_SAYS_NAME) && !first.capitals)
        return take_unknown(s, &first);
    if (take_surname_first(s, &first))
        return true;
    if ((first.known & TS_WORD_FORENAME) == 0 && !first.initial)
        return take_unknown(s, &first);
    if (!ts_scan_is_other(&first) && gather(s, &first, &c)) {
        const ts_scan_word *last = &c.w[c.n - 1];
        if (ts_scan_goes_on_as_thing(s, last) || (first.initial && last->initial))
            return false;
        int confidence = by_words(&c) - (first.initial && ts_scan_at(s, first.to) != '.' ? 20 : 0);
        if (take(s, &c, confidence + ts_scan_around(s, first.from, last, (first.known & TS_WORD_ORDINARY) != 0)))
            return true;
    }
    return !first.initial && ts_scan_lone_name(s, &first);
}
