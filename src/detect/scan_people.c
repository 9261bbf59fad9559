/* scan_people.c - people's names in running text that no title, label or signature announces.
 *
 * A candidate begins with a forename that the project's lists know, with initials, or with a surname before a comma.  How
 * sure it is follows from what the lists know of its words, from whether they are ordinary words too, and from the words
 * around (scan_around.c).  One word alone: scan_lone.c; which capitals may begin a name at all: scan_begin.c.
 * The weights are judged; tools/accuracy-scan measures what they give.
 */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/person_words.h"

enum { WORDS = TS_PERSON_WORDS, SHOUTED_AGED = 82 };

typedef ts_scan_word word;

/* ---- candidates ---- */

/* The words of a candidate: given names and initials, particles, and the surname, which is the last. */
typedef struct candidate {
    word w[WORDS];
    size_t n;
} candidate;

/* The next word over one space, behind an initial over a dot and perhaps a space; where prose wraps, on the next line.
 * False where none begins. */
static bool next_word(const ts_scan *s, const ts_scan_word *last, word *w, bool *particle) {
    ts_span t = s->text;
    size_t at = last->to;
    if (last->possessive)
        return false;
    if (last->initial && at < s->to && t.ptr[at] == '.')
        at++;
    size_t gap = ts_name_space(t, at, s->to);
    at += gap;
    if (gap == 0 && !last->initial && ts_scan_wraps(s, last->to)) {
        while (at < s->to && ts_is_space(t.ptr[at]))
            at++;
        *particle = false;
        return ts_scan_read_word(s, at, w) && !(w->known & TS_WORD_FORENAME) && !w->initial;
    }
    if (at >= s->to || ts_name_space(t, at, s->to) || (gap == 0 && !(last->initial && t.ptr[at - 1] == '.')))
        return false;
    *particle = false;
    if (ts_scan_read_word(s, at, w))
        return true;
    size_t end = ts_name_word_end(t, at, s->to);
    *particle = end > at && ts_name_particle(ts_slice(t, at, end - at));
    *w = (word){.from = at, .to = end};
    return *particle;
}

/* "Omar El Amrani", "Anna Van der Berg". */
static bool is_capital_particle(const ts_scan *s, const word *w) {
    bool accented = w->to - w->from == 3 && s->text.ptr[w->from + 1] == 0xC3; /* Ní, Uí */
    return ((w->does & TS_DOES_PARTICLE) || accented) && ts_scan_at(s, w->to) == ' ' &&
           ts_is_alpha(ts_scan_at(s, w->to + 1));
}

/* "Amandeep Kaur Johal": what stands between given names and surnames of many families. */
static bool is_middle(const word *w) { return (w->does & TS_DOES_MIDDLE) != 0; }

static bool gather(const ts_scan *s, const ts_scan_word *first, candidate *c) {
    c->w[0] = *first;
    c->n = 1;
    bool particle = false, particles = false;
    word w;
    while (c->n < WORDS && next_word(s, &c->w[c->n - 1], &w, &particle)) {
        particle = particle || is_capital_particle(s, &w);
        const ts_scan_word *last = &c->w[c->n - 1];
        bool behind_initial = last->initial && c->n > 1 && ((w.known & TS_WORD_SURNAME) || !(w.known & TS_SAYS_STOP));
        if (!particle && !behind_initial && ts_scan_is_other(&w)) /* "Thomas G. Lane" is no street */
            break;
        /* Behind a surname another word goes on only as a second surname of two known ones, or while all was given names. */
        bool given = last->initial || (last->known & TS_WORD_FORENAME) != 0 || is_middle(last);
        if (c->n > 1 && !particle && !particles && !given)
            break;
        if (c->n > 1 && !particle && !last->initial && !particles && (last->known & TS_WORD_SURNAME) &&
            !is_middle(last) && !(w.known & (TS_WORD_SURNAME | TS_WORD_FORENAME)) && !w.initial)
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

/* "April May June": months that are names as well. */
static bool is_month(const word *w) { return (w->does & TS_DOES_MONTH) != 0; }

/* How likely a person, by the words themselves and what is known of them. */
static int by_known(const ts_scan *s, const candidate *c) {
    const ts_scan_word *first = &c->w[0], *last = &c->w[c->n - 1];
    bool first_word = (first->known & TS_WORD_ORDINARY) != 0, last_word = (last->known & TS_WORD_ORDINARY) != 0;
    int forename = level(first->known, TS_WORD_FORENAME, 1),
        surname = level(last->known, TS_WORD_SURNAME, TS_WORD_SURNAME_ONE);
    if (last->initial)
        return forename && !first_word ? 58 : 0;
    if (first->initial || (first->capitals && first->to - first->from == 2 && !forename)) { /* "J Smith", "JR Smith" */
        bool more = !first->initial || (c->n > 2 && c->w[1].initial);
        int sum = surname == 0 ? (more ? 40 : 20) : last_word ? (more ? 62 : 45) : more ? 86 : 74;
        bool dot = first->initial && ts_scan_at(s, first->to) == '.';
        return sum - (dot ? 0 : first->initial ? 20 : 45) + (ts_scan_is_signed(s, first->from) ? 25 : 0);
    }
    int accented = first->accented || last->accented ? 12 : 0;
    if (forename == 0)
        return (surname && !last_word ? 40 : 20) + accented;
    if (last->known & TS_SAYS_PLACE)
        return first_word ? 40 : 62;
    if (surname > 0 || (last->known & TS_WORD_FORENAME))
        return first_word ? (!last_word ? 80 : is_month(first) && is_month(last) ? 0 : 58) : last_word ? 86 : 93;
    if (last->capitals && !first->capitals && last->to - last->from <= 3)
        return 20; /* "Travis CI" */
    if (last->capitals || first->capitals)
        return first_word ? 30 : 68;
    return (first_word ? 41 : 85) + accented;
}

/* What the holdings alone know of a word is less sure, since any word may be somebody's name.  One such word makes nobody's name: its
 * neighbour must be known as the other half of one, and one that is an ordinary word too says little. */
static int most_of_held(const ts_scan *s, const candidate *c) {
    enum { SURE = 100, SHOUTED = 66, HALF = 56, ORDINARY = 44, UNKNOWN = 20, SHORT = 5 };
    const ts_scan_word *first = &c->w[0], *last = &c->w[c->n - 1];
    if (first->held_given && !(last->known & (TS_WORD_FORENAME | TS_WORD_SURNAME)))
        return UNKNOWN;
    if (first->held_given && (last->known & TS_WORD_ORDINARY))
        return ORDINARY;
    if (first->held_given ? !(last->known & TS_WORD_SURNAME) : (first->known & TS_WORD_ORDINARY) != 0)
        return HALF;
    if (first->initial)
        return ts_scan_at(s, first->to) == '.' ? SURE : ORDINARY;
    if (first->capitals ? !last->capitals : last->capitals && last->to - last->from < SHORT)
        /* "GIF Image", "Convert NULL": an abbreviation and a word */
        return UNKNOWN;
    return first->capitals || last->capitals ? SHOUTED : SURE;
}

static int by_words(const ts_scan *s, const candidate *c) {
    enum { HELD = 8 };
    int sum = by_known(s, c), held = c->w[0].held_given + c->w[c->n - 1].held_family;
    int most = held ? most_of_held(s, c) : sum;
    sum -= HELD * held;
    return sum < most ? sum : most;
}

/* Where no normal forms are asked for: "John Smith" as most are written, told by its bytes. */
static bool take_usual(ts_scan *s, const candidate *c, size_t start, size_t end, int confidence) {
    if (!s->hits->out->bare || start + TS_USUAL_ROOM > s->text.len ||
        ts_detector_person_name.usual(s->text.ptr + start, end - start) != TS_USUAL)
        return false;
    static const ts_norm none = {0};
    if (ts_hits_add(s->hits, TS_KIND_PERSON_NAME, &none, (uint32_t)start, (uint32_t)end, confidence,
                    (ts_side){.about = TS_ABOUT_PROSE})) {
        s->done = s->name_end = end;
        if (confidence >= TS_NAME_SURE)
            for (size_t i = 0; i < c->n; i++)
                ts_scan_remember_part(s, &c->w[i], i + 1 == c->n || ts_scan_at(s, c->w[i].to) == ',', false);
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

/* Goes what stands at `at` on as the name of a document does, "_letter.docx", " - referral.pdf"? */
static bool ends_file_name(const ts_scan *s, size_t at) {
    enum { LONGEST_FILE = 80, SHORTEST_SORT = 3, LONGEST_SORT = 4 };
    static ts_word_set sorts = {.words = " DOC DOCX PDF RTF ODT TXT XLS XLSX MSG EML JPG JPEG PNG TIF TIFF ZIP "};
    ts_span t = s->text;
    for (size_t i = at; i < s->to && i - at < LONGEST_FILE; i++) {
        char c = t.ptr[i];
        if (c == '.') {
            size_t end = i + 1;
            while (end < s->to && end - i <= LONGEST_SORT && ts_is_alnum(t.ptr[end]))
                end++;
            if (end - i > SHORTEST_SORT && !ts_is_alnum(ts_scan_at(s, end)) &&
                ts_word_set_has_nocase(&sorts, ts_slice(t, i + 1, end - i - 1)))
                return true;
        } else if (!ts_is_alnum(c) && c != '_' && c != '-' && c != ' ' && c != '(' && c != ')') {
            return false;
        }
    }
    return false;
}

/* "TAYLOR_Kevin_letter.docx", "Kevin_Taylor.pdf": a forename and a surname of the lists, in whichever order. */
static bool take_file_name(ts_scan *s, size_t at) {
    enum { NAMED = 78, WORD_TOO = 60 };
    ts_span t = s->text;
    size_t mid = ts_name_word_end(t, at, s->to), next = mid + 1;
    if (ts_scan_at(s, mid) != '_' || !ts_name_capital(t, next) || mid < at + 2)
        return false;
    size_t end = ts_name_word_end(t, next, s->to);
    if (end < next + 2 || ts_is_digit(ts_scan_at(s, end)) || !ends_file_name(s, end))
        return false;
    ts_span first = ts_slice(t, at, mid - at), second = ts_slice(t, next, end - next);
    uint32_t a = ts_word_says(s->words, t, first), b = ts_word_says(s->words, t, second);
    bool surname_first = (a & TS_WORD_SURNAME) && (b & TS_WORD_FORENAME) &&
                         (ts_is_upper(first.ptr[1]) || !((a & TS_WORD_FORENAME) && (b & TS_WORD_SURNAME)));
    if (!surname_first && !((a & TS_WORD_FORENAME) && (b & TS_WORD_SURNAME)))
        return false;
    char text[2 * TS_NORM_MAX];
    size_t n = 0;
    ts_norm norm;
    ts_span half[2] = {first, second};
    for (int i = 0; i < 2; i++) {
        ts_copy(text + n, half[i].ptr, half[i].len);
        n += half[i].len;
        if (i == 0 && surname_first)
            text[n++] = ',';
        text[n++] = ' ';
    }
    if (!ts_person_name_normal(ts_span_of(text, n - 1), &norm))
        return false;
    bool word_too = (a & TS_WORD_ORDINARY) && (b & TS_WORD_ORDINARY);
    return ts_scan_add_named(s, TS_KIND_PERSON_NAME, &norm, at, end, word_too ? WORD_TOO : NAMED,
                             (ts_side){.about = TS_ABOUT_PROSE});
}

/* How likely "Smith, John" is a person: `bounded`, it fills a cell, a line or quotes. */
static int by_surname_first(const ts_scan *s, const candidate *c, bool bounded) {
    const ts_scan_word *surname = &c->w[0], *given = &c->w[1];
    bool name = (surname->known & TS_WORD_SURNAME) && !(surname->known & TS_WORD_ORDINARY);
    if (surname->held_family || given->held_given) {
        bool both = (given->known & TS_WORD_FORENAME) && (surname->known & TS_WORD_SURNAME);
        return both ? (surname->capitals || bounded ? 76 : 62)
               : bounded && surname->capitals && given->initial && surname->held_family ? 62
                                                                                        : 0;
    }
    bool forename = (given->known & TS_WORD_FORENAME) != 0, word_too = (given->known & TS_WORD_ORDINARY) != 0;
    if (surname->capitals) {
        if (forename)
            return !word_too ? 88 : name ? 80 : bounded ? 66 : 0;
        if (given->initial)
            return surname->known & TS_WORD_SURNAME ? 70 : 0;
        return !name || (given->known & ~(uint32_t)TS_SAYS_NAME) ? 0 : bounded ? 72 : given->capitals ? 52 : 0;
    }
    /* "Paris, Florence and Rome" is a list; in a person's name no second comma follows at once. */
    if (!forename || ts_scan_at(s, given->to) == ',' || ts_scan_is_listed(s, surname->from))
        return 0;
    if (word_too)
        return name && bounded ? 62 : 0;
    return bounded ? (surname->known & TS_WORD_SURNAME ? 80 : 64) : name ? 66 : 0;
}

/* "SMITH,JOHN", as systems print it: both of the lists, and no months. */
static bool take_tight_surname_first(ts_scan *s, const word *surname) {
    enum { TIGHT = 72 };
    ts_norm norm;
    char text[2 * TS_NORM_MAX];
    candidate c = {.w = {*surname}, .n = 1};
    word *given = &c.w[1];
    size_t at = surname->to + 1, n = surname->to - surname->from;
    if (ts_scan_at(s, surname->to) != ',' || !ts_scan_read_word(s, at, given) || !given->capitals || given->initial ||
        !(surname->known & TS_WORD_SURNAME) || !(given->known & TS_WORD_FORENAME) ||
        (is_month(surname) && is_month(given)) || ts_scan_at(s, given->to) == ',' ||
        (surname->from > s->from && s->text.ptr[surname->from - 1] == ',') ||
        2 * TS_NORM_MAX < given->to - surname->from + 2)
        return false;
    ts_copy(text, s->text.ptr + surname->from, n);
    text[n++] = ',';
    text[n++] = ' ';
    ts_copy(text + n, s->text.ptr + at, given->to - at);
    return ts_person_name_normal(ts_span_of(text, n + given->to - at), &norm) &&
           ts_scan_add_named(s, TS_KIND_PERSON_NAME, &norm, surname->from, given->to, TIGHT,
                             (ts_side){.about = TS_ABOUT_PROSE});
}

/* "SMITH, John", "Smith, J.", "SMITH, Mr John": a surname, a comma, and what is given. */
static bool take_surname_first(ts_scan *s, const word *surname) {
    ts_span t = s->text;
    candidate c = {.w = {*surname}, .n = 1};
    size_t at = surname->to + 2;
    if (surname->capitals && at < s->to && t.ptr[at - 1] != ' ' && take_tight_surname_first(s, surname))
        return true;
    bool role = !(surname->known & TS_SAYS_NAME) && (surname->known || surname->to - surname->from < 3); /* "OT, Ewa" */
    if (role || surname->possessive || surname->initial || at >= s->to || t.ptr[surname->to] != ',' ||
        t.ptr[at - 1] != ' ' || ts_scan_is_other(surname))
        return false;
    bool clinical;
    size_t title = ts_title_at(t, at, s->to, &clinical);
    if (!ts_scan_read_word(s, at + title, &c.w[1]) || (title && (c.w[1].known & TS_SAYS_STOP)))
        return false;
    const word *given = &c.w[1];
    c.n = 2;
    bool particle;
    word more;
    while (c.n < WORDS && next_word(s, &c.w[c.n - 1], &more, &particle) && !particle &&
           (more.initial || (more.known & TS_WORD_FORENAME) ||
            (surname->capitals && more.capitals && !(given->known & TS_SAYS_NAME))) &&
           !ts_scan_is_other(&more))
        c.w[c.n++] = more;
    size_t end = c.w[c.n - 1].to;
    bool listed = surname->capitals && surname->from > s->from + 1 && t.ptr[surname->from - 1] == ' ' &&
                  ts_is_digit(t.ptr[surname->from - 2]) && ts_is_digit(ts_scan_at(s, end + 1));
    bool bounded = listed || ts_scan_is_bounded(s, surname->from, end) || /* "09:20 999 000 0018 DAY, Ruby 03/02/37" */
                   (ts_scan_at(s, end) == ' ' && ts_scan_at(s, end + 1) == '-' && ends_file_name(s, end));
    int confidence = title && (bounded || surname->capitals) ? 85 : by_surname_first(s, &c, bounded);
    return confidence > 0 && !ts_scan_goes_on_as_thing(s, given) && take(s, &c, confidence);
}

/* "SINGH Gurdeep": a surname in capitals, and what is given. */
static bool take_shouted_surname(ts_scan *s, const word *surname) {
    candidate c = {.w = {*surname}, .n = 1};
    bool particle;
    bool unknown = surname->known == 0 && surname->to - surname->from > 3;
    if (!surname->capitals || surname->initial || !(unknown || (surname->known & TS_WORD_SURNAME)) ||
        ts_scan_is_other(surname) || (surname->known & TS_WORD_FORENAME) ||
        !next_word(s, surname, &c.w[1], &particle) || particle)
        return false;
    const word *given = &c.w[c.n++];
    if (given->capitals || given->initial || !(given->known & TS_WORD_FORENAME) || ts_scan_goes_on_as_thing(s, given))
        return false;
    word more;
    if (next_word(s, given, &more, &particle) && !particle && !more.initial && !ts_scan_is_other(&more))
        return false; /* "KELLY Gary Smith" is a heading's word and a person */
    if (ts_scan_is_aged(s, given->to))
        return take(s, &c, SHOUTED_AGED);
    if (unknown)
        return false;
    bool word_too = (surname->known | given->known) & TS_WORD_ORDINARY;
    return take(s, &c, (word_too ? 55 : 80) + ts_scan_around(s, surname->from, given, word_too));
}

/* A word that the lists do not know: one who was named or is greeted, who is said to be born, or who bears a surname that
 * they know and stands where people do. */
static bool take_unknown(ts_scan *s, const word *first) {
    ts_span t = s->text;
    char behind = ts_scan_at(s, first->to);
    if (ts_scan_was_named(s, first) != TS_KIND_NONE || (behind == ',' && ts_scan_is_greeted(s, first->from)) ||
        ts_scan_is_behind_post(s, first))
        return ts_scan_lone_name(s, first);
    size_t space = ts_name_space(t, first->to, s->to);
    candidate c;
    if (space == 0 || !ts_name_capital(t, first->to + space) || ts_scan_is_other(first) || !gather(s, first, &c))
        return false;
    const word *last = &c.w[c.n - 1];
    bool plain = !(first->known & ~(uint32_t)TS_SAYS_NAME) && !(last->known & TS_SAYS_ROLE) &&
                 (!first->capitals || first->to - first->from == 2);
    if (!ts_scan_says_born(s, last->to) && (!plain || ts_scan_goes_on_as_thing(s, last)))
        return false;
    return take(s, &c, by_words(s, &c) + ts_scan_around(s, first->from, last, false));
}

/* Anchors are capitals of ASCII: begin of the word before `at`, "Éabha" of "Éabha Byrne", if its capital is none; else `at`. */
static size_t accented_before(const ts_scan *s, size_t at) {
    enum { MOST = 16 };
    uint64_t near[2];
    if (at < s->from + MOST || at < s->done + 3 || s->text.ptr[at - 1] != ' ')
        return at;
    memcpy(near, s->text.ptr + at - MOST, sizeof near);
    if (!((near[0] | near[1]) & UINT64_C(0x8080808080808080)))
        return at;
    size_t from = at - 1, low = at - MOST > s->done ? at - MOST : s->done;
    while (from > low && (ts_is_alpha(s->text.ptr[from - 1]) || s->text.ptr[from - 1] >= 0x80))
        from--;
    return from < at - 1 && s->text.ptr[from] >= 0xC3 && ts_name_capital(s->text, from) ? from : at;
}

/* "J. K. L. M. N. O.": so many that none of the words of a candidate is its surname. */
static bool begins_initials(const ts_scan *s, size_t at) {
    if (at + TS_LANES > s->text.len || at + TS_LANES > s->to)
        return false;
    ts_lanes v = ts_lanes_of(s->text.ptr + at);
    uint32_t capital = ts_lanes_within(v, 'A', 'Z'), dot = ts_lanes_are(v, '.'), blank = ts_lanes_are(v, ' ');
    unsigned i = 0;
    for (unsigned n = 0; n < WORDS; n++) { /* three bytes each at most */
        unsigned from = i + 1;
        i = from + (dot >> from & 1);
        i += blank >> i & 1;
        if (i == from || !(capital >> (from - 1) & 1))
            return false;
    }
    return true;
}

/* "Achebe OT", at first sight. */
static inline bool may_have_initials(const ts_scan *s, const word *surname) {
    char next = ts_scan_at(s, surname->to + 2);
    return (surname->known & TS_WORD_SURNAME) && ts_is_upper(ts_scan_at(s, surname->to + 1)) &&
           !(next >= 'a' && next <= 'z');
}

/* "Nia Cadwaladr & Amrit": a whole name of the lists, and a forename behind. */
static bool joins_somebody(const ts_scan *s, const candidate *c) {
    const word *last = &c->w[c->n - 1];
    word next;
    return (last->known & TS_WORD_SURNAME) && ts_scan_at(s, last->to) == ' ' && ts_scan_at(s, last->to + 1) == '&' &&
           ts_scan_at(s, last->to + 2) == ' ' && ts_scan_read_word(s, last->to + 3, &next) &&
           (next.known & TS_WORD_FORENAME) && !(next.known & TS_WORD_ORDINARY);
}

static bool person_at(ts_scan *s, size_t at) {
    word first;
    candidate c;
    if (!ts_scan_read_word(s, at, &first))
        return take_file_name(s, at);
    if (first.initial && begins_initials(s, at))
        return false;
    if (take_surname_first(s, &first) || take_shouted_surname(s, &first) ||
        (may_have_initials(s, &first) && ts_scan_surname_and_initials(s, &first)))
        return true;
    if ((first.known & TS_WORD_FORENAME) == 0 && !first.initial)
        return take_unknown(s, &first);
    if (!ts_scan_is_other(&first) && gather(s, &first, &c)) {
        const word *last = &c.w[c.n - 1];
        if ((ts_scan_goes_on_as_thing(s, last) && !joins_somebody(s, &c)) || (first.initial && last->initial))
            return false;
        bool word_too = (first.known & TS_WORD_ORDINARY) != 0;
        if (take(s, &c, by_words(s, &c) + ts_scan_around(s, first.from, last, word_too)))
            return true;
    }
    return !first.initial && ts_scan_lone_name(s, &first);
}

static __attribute__((noinline)) bool look_closely(ts_scan *s, size_t at, ts_sight seen) {
    if (at + TS_LANES <= s->text.len && !ts_scan_may_begin_name(s, at, &seen))
        return false;
    if (at > s->from + 3 && s->text.ptr[at - 1] == ' ' && s->text.ptr[at - 2] == ' ' && ts_scan_name_behind_gap(s, at))
        return true;
    size_t before = accented_before(s, at);
    return (before < at && person_at(s, before) && s->done > at) || person_at(s, at);
}

bool ts_scan_person(ts_scan *s, size_t at, ts_sight seen) {
    return s->to - s->from >= TS_SCAN_PROSE && look_closely(s, at, seen);
}
