/* scan_people.c - people's names in running text that no title, label or signature announces.
 *
 * A candidate begins with a forename that the project's lists know, with initials, or with a surname before a comma.  How
 * sure it is follows from what the lists know of its words, from whether they are ordinary words too, and from the words
 * around: "by", "her son" and "(DOB" speak for a person, "Royal", "Road" and "'s disease" against.
 * The weights are judged; tools/accuracy-scan measures what they give.
 */
#include "base/lanes.h"
#include "detect/scan.h"
#include "text/fold.h"
#include "text/name.h"
#include "text/place.h"
#include "text/words.h"

enum { WORDS = 6, LEAST = 50 };

typedef struct word {
    size_t from, to; /* without a possessive 's */
    unsigned known; /* TS_WORD_ */
    bool initial, capitals, possessive;
} word;

static char t_at(const ts_scan *s, size_t i) { return i < s->to ? s->text.ptr[i] : ' '; }

static bool is_quote(ts_span t, size_t i) {
    return t.ptr[i] == '\'' || (t.ptr[i] == 0xE2 && i + 2 < t.len && t.ptr[i + 1] == 0x80 && t.ptr[i + 2] == 0x99);
}

/* "O'Brien" is OBRIEN, "Smith-Jones" is known by either half. */
static unsigned known_of(ts_span w) {
    bool plain = true;
    for (size_t i = 0; i < w.len; i++)
        plain = plain && ts_is_alpha(w.ptr[i]);
    if (plain)
        return ts_name_word(w);
    char folded[96];
    size_t n = ts_fold_into(w, folded, sizeof folded), from = 0, kept = 0;
    unsigned known = 0, ordinary = TS_WORD_ORDINARY;
    for (size_t i = 0; n != SIZE_MAX && i <= n; i++) {
        if (i < n && ts_is_alpha(folded[i])) {
            folded[kept++] = folded[i];
        } else if (i == n || folded[i] == '-' || folded[i] == ' ') {
            unsigned k = ts_name_word(ts_span_of(folded + from, kept - from));
            known |= k & (TS_WORD_FORENAME | TS_WORD_SURNAME);
            ordinary &= k;
            from = kept;
        }
    }
    return known | ordinary;
}

static bool read_word(const ts_scan *s, size_t at, word *w) {
    ts_span t = s->text;
    size_t end = ts_name_word_end(t, at, s->to);
    *w = (word){.from = at, .to = end};
    if (end == at || !ts_name_capital(t, at) ||
        (end < s->to && (ts_is_digit(t.ptr[end]) || t.ptr[end] == '_' || t.ptr[end] == '@')))
        return false;
    /* Anna.Smith@mail.example, README.Debian */
    if (end > at + 1 && t_at(s, end) == '.' && ts_is_alnum(t_at(s, end + 1)))
        return false;
    if (at > s->from + 1 && t.ptr[at - 1] == '.' && end > at + 1 && ts_is_alnum(t.ptr[at - 2]) && at > s->from + 2 &&
        ts_is_alnum(t.ptr[at - 3]))
        return false;
    if (end > at + 2 && (t.ptr[end - 1] | 0x20) == 's' && is_quote(t, end - 2)) {
        w->to = end - 2;
        w->possessive = true;
    } else if (end > at + 4 && (t.ptr[end - 1] | 0x20) == 's' && is_quote(t, end - 4)) {
        w->to = end - 4;
        w->possessive = true;
    }
    ts_span text = ts_slice(t, at, w->to - at);
    w->initial = text.len == 1;
    w->capitals = !w->initial;
    for (size_t i = 0; i < text.len; i++)
        w->capitals = w->capitals && !(text.ptr[i] >= 'a' && text.ptr[i] <= 'z');
    w->known = w->initial ? 0 : known_of(text);
    return true;
}

/* Words that a person's name makes a thing's with. */
static ts_word_set things = {
    .words =
        " DISEASE SYNDROME SIGN TEST SCALE SCORE REFLEX PALSY DISORDER PRIZE AWARD TROPHY CUP ACT METHOD LAW EFFECT "
        "CHART CRITERIA CLASSIFICATION CONTRACTURE FRACTURE CATHETER TUBE CYST NODE LYMPHOMA TUMOUR STADIUM ARENA "
        "THEATRE SQUARE BRIDGE STATION AIRPORT FARM MUSEUM GALLERY CASTLE ABBEY CATHEDRAL LECTURE MEMORIAL BUILDING "
        "WING SUITE BLOCK TOWER FLOOR LOUNGE SONS BROTHERS HOMES FC RFC AID TERRIER TERRIERS UNITED CITY TOWN VILLAGE "
        "COUNTY ISLAND BAY "};

static bool is_place(ts_span text) { return ts_is_place_word(text) || ts_is_house_word(text); }

/* What no name goes over: the next label or sentence, a hospital, a street. */
static bool is_other(const ts_scan *s, const word *w) {
    ts_span text = ts_slice(s->text, w->from, w->to - w->from);
    /* Hill, Green and Lane are streets and common surnames: by_words tells. */
    bool surname = (w->known & TS_WORD_SURNAME) >= 2 * TS_WORD_SURNAME_ONE;
    return ts_name_stops(text) || ts_is_office_word(text) ||
           (!surname && (is_place(text) || ts_word_set_has_nocase(&things, text)));
}

/* The word that ends at `end`, in small letters; length 0 where none does.  *capital: it begins with one. */
static ts_span word_before(const ts_scan *s, size_t end, bool *capital) {
    size_t from = end;
    while (from > s->from && end - from < 16 && ts_is_alpha(s->text.ptr[from - 1]))
        from--;
    *capital = from < end && ts_is_upper(s->text.ptr[from]);
    return ts_slice(s->text, from, end - from);
}

/* Words that stand before a person, mostly. */
static ts_word_set before = {
    .words =
        " BY WITH FROM AND TO FOR SON DAUGHTER WIFE HUSBAND MOTHER FATHER SISTER BROTHER PARTNER CARER PATIENT CLIENT "
        "CALLED NAMED COLLEAGUE FRIEND MUM DAD AUNT UNCLE NEPHEW NIECE GRANDSON GRANDDAUGHTER GRANDMOTHER "
        "GRANDFATHER NEIGHBOUR PARENT GUARDIAN WITNESS CONTACT ASKED TOLD SAW MET THANK REGARDING RE CC ATTN FAO "
        "RESIDENT TENANT PUPIL STUDENT STAFF COPYRIGHT AUTHOR MAINTAINER SIGNED MATRON CONSTABLE SERGEANT INSPECTOR "
        "COUNCILLOR CLLR PC DC "};
/* Words that stand behind one. */
static ts_word_set after = {
    .words =
        " SAID SAYS TOLD ASKED WAS IS HAS HAD ATTENDED REPORTS REPORTED PRESENTED LIVES LIVED CALLED RANG PHONED "
        "EMAILED WROTE FEELS FELT AGREED CONFIRMED STATED EXPLAINED DENIES DENIED ALSO WILL WOULD WHO WHOSE CAME WENT "
        "BORN AGED DOB DIED ARRIVED NEEDS WANTS DECLINED DISCLOSED REQUESTED THINKS CANNOT DOES DID "};

/* What stands straight behind, which says that these words are something else's name. */
static bool goes_on_as_thing(const ts_scan *s, const word *last) {
    ts_span t = s->text;
    size_t at = last->to;
    if (last->possessive)
        at += is_quote(t, at) && t.ptr[at] == '\'' ? 2 : 4;
    if (at + 1 >= s->to || (t.ptr[at] != ' ' && t.ptr[at] != '-'))
        return at + 1 < s->to && t.ptr[at] == '&';
    size_t from = at + 1, end = from;
    if (t.ptr[from] == '&')
        return true;
    while (end < s->to && end - from < 20 && ts_is_alpha(t.ptr[end]))
        end++;
    ts_span next = ts_slice(t, from, end - from);
    if (ts_word_set_has_nocase(&things, next))
        return true;
    return end > from && ts_is_upper(t.ptr[from]) &&
           (ts_is_office_word(next) || ts_is_place_word(next) || ts_is_house_word(next));
}

static bool says_born(const ts_scan *s, size_t at) {
    static const char *const marks[] = {"(dob", "(d.o.b", "dob",  "d.o.b", "born",       "(born",
                                        "(nhs", "nhs n",  "aged", "(aged", "(date of b", "date of b"};
    size_t i = at;
    while (i < s->to && i - at < 3 && (s->text.ptr[i] == ' ' || s->text.ptr[i] == ','))
        i++;
    if (i == at || !strchr("(dDbBnNaA", t_at(s, i)))
        return false;
    ts_span rest = ts_slice(s->text, i, 12);
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (ts_span_starts_nocase(rest, ts_str(marks[k])))
            return true;
    return false;
}

/* What the words around add or take. */
static int around(const ts_scan *s, size_t start, const word *last, bool ordinary) {
    ts_span t = s->text;
    int sum = 0;
    size_t end = start;
    while (end > s->from && t.ptr[end - 1] == ' ')
        end--;
    bool capital = false, gap = end < start, begins = end == s->from || t.ptr[end - 1] == '\n';
    ts_span w = gap ? word_before(s, end, &capital) : (ts_span){t.ptr, 0};
    if (w.len > 0 && ts_word_set_has_nocase(&before, w))
        sum += 6;
    else if (capital && !ts_name_stops(w) && !ts_is_office_word(w))
        sum -= ts_span_eq_nocase(w, ts_str("st")) || ts_span_eq_nocase(w, ts_str("saint")) ? 45 : 25;
    else if (ts_span_eq_nocase(w, ts_str("the")))
        sum -= 30;
    if (gap && end > s->from && t.ptr[end - 1] == '.' && end > s->from + 2 && t.ptr[end - 3] == 'S')
        sum -= 45; /* St. */
    if (start > s->from && (t.ptr[start - 1] == '/' || t.ptr[start - 1] == '\\' || t.ptr[start - 1] == '-' ||
                            t.ptr[start - 1] == '&' || t.ptr[start - 1] == '#'))
        sum -= 30;
    if (ordinary &&
        (begins || (end > s->from && (t.ptr[end - 1] == '.' || t.ptr[end - 1] == '?' || t.ptr[end - 1] == '!'))))
        sum -= 10;
    if (says_born(s, last->to))
        return sum + 35;
    size_t from = last->to, stop;
    if (from < s->to && t.ptr[from] == ' ') {
        for (stop = ++from; stop < s->to && stop - from < 12 && ts_is_alpha(t.ptr[stop]); stop++)
            continue;
        if (ts_word_set_has_nocase(&after, ts_slice(t, from, stop - from)))
            sum += 6;
    }
    return sum;
}

/* ---- who was named before: "Priya", "Shah" after "Priya Shah" ---- */

/* Of its first sixteen letters in capitals, of which as many bytes are readable.  64 bits suffice: what a crafted pair would
 * win is a name that is none. */
static uint64_t mark_roomy(const char *p, size_t n) {
    uint64_t half[2];
    memcpy(half, p, sizeof half);
    half[0] &= n < 8 ? UINT64_C(0xDFDFDFDFDFDFDFDF) >> (64 - 8 * n) : UINT64_C(0xDFDFDFDFDFDFDFDF);
    half[1] &= n <= 8 ? 0 : n < 16 ? UINT64_C(0xDFDFDFDFDFDFDFDF) >> (128 - 8 * n) : UINT64_C(0xDFDFDFDFDFDFDFDF);
    uint64_t h = (half[0] ^ half[1] * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xFF51AFD7ED558CCD);
    return (h ^ h >> 31) & ~UINT64_C(1);
}

static uint64_t mark_of(ts_span w) {
    char letters[16] = {0};
    size_t n = w.len < sizeof letters ? w.len : sizeof letters;
    ts_copy(letters, w.ptr, n);
    return mark_roomy(letters, n);
}

/* The lowest bit says whether it is the surname. */
static void remember(ts_scan *s, const word *w, bool surname) {
    if (w->to - w->from < 3 || (w->known & TS_WORD_ORDINARY))
        return;
    uint64_t h = mark_of(ts_slice(s->text, w->from, w->to - w->from)) | surname;
    s->named[s->named_n++ % TS_SCAN_NAMED] = h;
    s->named_any |= UINT64_C(1) << (h & 63);
}

/* As what: a forename, a surname; TS_KIND_NONE: it was not. */
static ts_kind named_as(const ts_scan *s, uint64_t h) {
    if (!(s->named_any >> (h & 63) & 3))
        return TS_KIND_NONE;
    size_t n = s->named_n < TS_SCAN_NAMED ? s->named_n : TS_SCAN_NAMED;
    for (size_t i = 0; i < n; i++)
        if ((s->named[i] & ~UINT64_C(1)) == h)
            return s->named[i] & 1 ? TS_KIND_SURNAME : TS_KIND_FORENAME;
    return TS_KIND_NONE;
}

static ts_kind was_named(const ts_scan *s, const word *w) {
    return s->named_any ? named_as(s, mark_of(ts_slice(s->text, w->from, w->to - w->from))) : TS_KIND_NONE;
}

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
    at += t_at(s, at) == '\r';
    if (end - from < LONG || t_at(s, at) != '\n')
        return false;
    size_t next = at + 1;
    while (next < s->to && next - at <= INDENT && t_at(s, next) == ' ')
        next++;
    return ts_is_upper(t_at(s, next)) && ts_is_alpha(t_at(s, next + 1)) && !ts_is_upper(t_at(s, next + 1));
}

/* The next word over one space, behind an initial over a dot and perhaps a space; where prose wraps, on the next line.
 * False where none begins. */
static bool next_word(const ts_scan *s, const word *last, word *w, bool *particle) {
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
        return read_word(s, at, w) && !(w->known & TS_WORD_FORENAME) && !w->initial;
    }
    if (at >= s->to || at - gap > 1 || (at == gap && !(last->initial && t.ptr[at - 1] == '.')))
        return false;
    *particle = false;
    if (read_word(s, at, w))
        return true;
    size_t end = ts_name_word_end(t, at, s->to);
    *particle = end > at && ts_name_particle(ts_slice(t, at, end - at));
    *w = (word){.from = at, .to = end};
    return *particle;
}

static bool gather(const ts_scan *s, const word *first, candidate *c) {
    *c = (candidate){.w = {*first}, .n = 1};
    bool particle = false, particles = false;
    word w;
    while (c->n < WORDS && next_word(s, &c->w[c->n - 1], &w, &particle)) {
        const word *last = &c->w[c->n - 1];
        bool behind_initial = last->initial && c->n > 1 &&
                              ((w.known & TS_WORD_SURNAME) || !ts_name_stops(ts_slice(s->text, w.from, w.to - w.from)));
        if (!particle && !behind_initial && is_other(s, &w)) /* "Thomas G. Lane" is no street */
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
static int by_words(const ts_scan *s, const candidate *c) {
    const word *first = &c->w[0], *last = &c->w[c->n - 1];
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
    if (is_place(ts_slice(s->text, last->from, last->to - last->from)))
        return first_word ? 40 : 62;
    if (surname > 0 || (last->known & TS_WORD_FORENAME))
        return first_word ? (last_word ? 58 : 80) : last_word ? 86 : 93;
    if (last->capitals && !first->capitals && last->to - last->from <= 3)
        return 20; /* "Travis CI" */
    if (last->capitals || first->capitals)
        return first_word ? 30 : 68;
    return first_word ? 44 : 85;
}

static bool take(ts_scan *s, const candidate *c, int confidence) {
    ts_side side = {.about = TS_ABOUT_PROSE};
    return confidence >= LEAST &&
           ts_scan_add_name(s, c->w[0].from, c->w[c->n - 1].to, confidence > 95 ? 95 : confidence, side);
}

/* "SMITH, John", "Smith, J.": a surname, a comma, and what is given. */
static bool take_surname_first(ts_scan *s, const word *surname) {
    ts_span t = s->text;
    candidate c = {.w = {*surname}, .n = 1};
    if (surname->possessive || surname->initial || surname->to + 2 >= s->to || t.ptr[surname->to] != ',' ||
        t.ptr[surname->to + 1] != ' ' || !read_word(s, surname->to + 2, &c.w[1]) || is_other(s, surname))
        return false;
    const word *given = &c.w[1];
    bool known = (surname->known & TS_WORD_SURNAME) != 0, word_too = (surname->known & TS_WORD_ORDINARY) != 0;
    bool forename = (given->known & TS_WORD_FORENAME) && !(given->known & TS_WORD_ORDINARY);
    c.n = 2;
    int confidence = forename                                       ? (surname->capitals    ? 88
                                                                       : known && !word_too ? 66
                                                                                            : 0)
                     : surname->capitals && known && given->initial ? 70
                                                                    : 0;
    if (confidence == 0 || goes_on_as_thing(s, given))
        return false;
    /* "Paris, Florence and Rome" is a list; in a person's name no second comma follows at once. */
    if (!surname->capitals && given->to < s->to && t.ptr[given->to] == ',')
        return false;
    bool particle;
    word more;
    while (c.n < WORDS && next_word(s, &c.w[c.n - 1], &more, &particle) && !particle &&
           (more.initial || (more.known & TS_WORD_FORENAME)) && !is_other(s, &more))
        c.w[c.n++] = more;
    return take(s, &c, confidence);
}

/* "Hi Priya,", "Thanks, Tom": greeted, or signing. */
static bool is_greeted(const ts_scan *s, size_t at) {
    static ts_word_set greetings = {.words = " DEAR HI HELLO HEY HIYA MORNING AFTERNOON THANKS CHEERS REGARDS LOVE "};
    size_t end = at;
    while (end > s->from && at - end < 3 &&
           (s->text.ptr[end - 1] == ' ' || s->text.ptr[end - 1] == ',' || s->text.ptr[end - 1] == '\n'))
        end--;
    bool capital;
    ts_span w = end < at ? word_before(s, end, &capital) : (ts_span){s->text.ptr, 0};
    return w.len > 1 && capital && ts_word_set_has_nocase(&greetings, w);
}

static ts_word_set nobody = {
    .words = " ALL COLLEAGUE COLLEAGUES SIR SIRS MADAM TEAM EVERYONE BOTH THERE FRIEND FRIENDS EDITOR "
             "PARENT PARENTS CARER CUSTOMER CLIENT RESIDENT MEMBER MEMBERS APPLICANT SUPPORTER "
             "DONOR HEAD MINISTER DOCTOR CHIEF DIARY SANTA "};

static bool take_lone(ts_scan *s, const word *w) {
    ts_span t = s->text, text = ts_slice(t, w->from, w->to - w->from);
    ts_norm norm;
    bool forename = (w->known & TS_WORD_FORENAME) != 0, word_too = (w->known & TS_WORD_ORDINARY) != 0, greeted = false;
    ts_kind kind = was_named(s, w);
    char behind = w->to < s->to ? t.ptr[w->to] : '\n';
    int confidence = 0;
    if (is_greeted(s, w->from) && (behind == ',' || behind == '\n' || behind == '\r' || behind == '!' || behind == ' '))
        confidence = forename ? (word_too ? 75 : 88) : behind == ',' ? 60 : 0;
    greeted = confidence > 0;
    if (!greeted && kind != TS_KIND_NONE)
        confidence = 72;
    else if (!greeted && forename && !word_too && !w->capitals)
        confidence = 40;
    if (confidence == 0 || goes_on_as_thing(s, w) || is_other(s, w) || ts_word_set_has_nocase(&nobody, text))
        return false;
    confidence += greeted ? 0 : around(s, w->from, w, word_too);
    if (confidence == 40 && w->possessive)
        confidence += 12;
    if (confidence < LEAST)
        return false;
    bool surname = !greeted && (kind == TS_KIND_SURNAME || (kind == TS_KIND_NONE && !forename));
    kind = surname ? TS_KIND_SURNAME : TS_KIND_FORENAME;
    if (surname ? !ts_surname_normal(text, &norm) : !ts_forename_normal(text, &norm))
        return false;
    if (!ts_hits_add(s->hits, kind, &norm, (uint32_t)w->from, (uint32_t)w->to, confidence,
                     (ts_side){.about = TS_ABOUT_PROSE}))
        return false;
    s->done = w->to;
    if (greeted)
        remember(s, w, false);
    return true;
}

void ts_scan_remember(ts_scan *s, size_t start, size_t end) {
    word w;
    ts_norm title;
    bool alone = !memchr(s->text.ptr + start, ' ', end - start);
    for (size_t at = start, next; at < end; at = next) {
        bool is_word = read_word(s, at, &w);
        next = is_word ? w.to : at + 1;
        if (!is_word || (w.known == 0 && (alone || (w.capitals && w.to - w.from < 5)))) /* "Name: LINES", "SMS" */
            continue;
        if (!ts_title_normal(ts_slice(s->text, w.from, w.to - w.from), &title))
            remember(s, &w, t_at(s, w.to) == ',' || (w.to == end && at > start));
    }
}

/* A word that the lists do not know: one who was named or is greeted, or who is said to be born. */
static bool take_unknown(ts_scan *s, const word *first) {
    ts_span t = s->text;
    char behind = first->to < s->to ? t.ptr[first->to] : '\n',
         next = first->to + 1 < s->to ? t.ptr[first->to + 1] : ' ';
    if (was_named(s, first) != TS_KIND_NONE || (behind == ',' && is_greeted(s, first->from)))
        return take_lone(s, first);
    candidate c;
    return behind == ' ' && ts_is_upper(next) && !is_other(s, first) && gather(s, first, &c) &&
           says_born(s, c.w[c.n - 1].to) && take(s, &c, by_words(s, &c) + around(s, first->from, &c.w[c.n - 1], false));
}

/* Most capitals begin a sentence: they are refused by their letters and the byte behind them. */
static bool may_begin(const ts_scan *s, size_t at) {
    if (at + TS_LANES > s->text.len)
        return true;
    const char *p = s->text.ptr + at;
    uint32_t other = ~ts_lanes_letters(ts_lanes_of(p));
    size_t n = other ? (size_t)__builtin_ctz(other) : TS_LANES;
    if (n + 2 >= TS_LANES)
        return false;
    char behind = p[n], next = p[n + 1];
    if (behind == '\'' || behind == '-' || behind >= 0x80)
        return true;
    if (n == 1)
        return behind == '.' ? next != ' ' || ts_is_upper(p[3]) : behind == ' ' && ts_is_upper(next);
    if (behind == ',' || ts_name_word_roomy(p, n) != 0)
        return true;
    if (behind == ' ' && ts_is_upper(next) && !ts_is_upper(p[1]))
        return true;
    return s->named_any && named_as(s, mark_roomy(p, n)) != TS_KIND_NONE;
}

bool ts_scan_person(ts_scan *s, size_t at) {
    word first;
    candidate c;
    if (s->to - s->from < TS_SCAN_PROSE || !may_begin(s, at) || !read_word(s, at, &first))
        return false;
    if (!first.initial && first.known == 0 && !first.capitals)
        return take_unknown(s, &first);
    if (take_surname_first(s, &first))
        return true;
    if ((first.known & TS_WORD_FORENAME) == 0 && !first.initial)
        return take_unknown(s, &first);
    if (!is_other(s, &first) && gather(s, &first, &c)) {
        const word *last = &c.w[c.n - 1];
        if (goes_on_as_thing(s, last) || (first.initial && last->initial))
            return false;
        int confidence = by_words(s, &c) - (first.initial && t_at(s, first.to) != '.' ? 20 : 0);
        if (take(s, &c, confidence + around(s, first.from, last, (first.known & TS_WORD_ORDINARY) != 0)))
            return true;
    }
    return !first.initial && take_lone(s, &first);
}
