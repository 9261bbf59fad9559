/* scan_announced.c - names in running text that a title, the closing of a letter or a form's label announces; who is named
 * without them: scan_people.c. */
#include "base/lanes.h"
#include "base/once.h"
#include "detect/kinds.h"
#include "detect/person_words.h"
#include "detect/scan_partial.h"

#include "text/name.h"
#include "text/words.h"

/* Keeps what a find needs of the stack out of the way of those many capitals that none of them takes. */
#define OUT_OF_LINE __attribute__((noinline))

/* The end of the name behind a title, also of "Mr Ward", whose surname would end any other, and of "Mr Daniel" where the
 * surname is on the next line; 0 where there is none. */
static size_t titled_end(const ts_scan *s, size_t start, bool clinical) {
    size_t end = ts_name_end(s->text, start, s->to), stop = ts_name_word_end(s->text, start, s->to);
    uint32_t first = ts_word_says(s->words, s->text, ts_slice(s->text, start, stop - start));
    char behind = ts_scan_char(s, stop), next = ts_scan_char(s, stop + 1);
    if (end == 0 && !clinical && (first & TS_WORD_SURNAME) >= 2 * TS_WORD_SURNAME_ONE && behind != ':' &&
        !ts_is_digit(next) && !ts_is_upper(next) && ts_is_upper(s->text.ptr[start]))
        return stop;
    ts_scan_word w;
    if (end != stop || !(first & TS_WORD_FORENAME) || behind != '\n' || !ts_scan_wraps(s, stop) ||
        !ts_scan_read_word(s, stop + 1, &w) || w.initial || ts_scan_is_other(&w) ||
        (w.known && !(w.known & TS_WORD_SURNAME)))
        return end;
    return w.to;
}

/* EDIFACT: where the segment of "NAD+PO+++DR LOW'ADR+" ends in [at, end]; 0 where none does. */
static size_t edifact_end(const ts_scan *s, size_t at, size_t end) {
    enum { TAG = 3 };
    const char *quote = memchr(s->text.ptr + at, '\'', end + 1 <= s->to ? end + 1 - at : end - at);
    size_t q = quote ? (size_t)(quote - s->text.ptr) : 0;
    return quote && (ts_scan_char(s, q + 1 + TAG) == '+' || q + 1 >= s->to) ? q : 0;
}

/* The end of "Mr Havard, Anna", behind a label or at a line's begin, where a comma, a bracket or the line's end follows; else
 * `end`. */
static size_t over_given(const ts_scan *s, size_t at, size_t surname, size_t end) {
    char before = ts_scan_char(s, at - 1);
    if (!ts_scan_starts_line(s, at) && !(before == ' ' && at > s->from + 1 && s->text.ptr[at - 2] == ':'))
        return end;
    size_t more = ts_name_over_comma(s->text, surname, end, s->to);
    char behind = ts_scan_char(s, more);
    bool ends = behind == ',' || behind == '\n' || behind == '\r' || more >= s->to ||
                (behind == ' ' && ts_scan_char(s, more + 1) == '(');
    return ends ? more : end;
}

/* "Mr Mr", "Dr Mr Dr Mrs Ms": titles and nobody; not "Prof Dr Schmidt". */
static bool titles_alone(const ts_scan *s, size_t at) {
    enum { MOST = 2 };
    bool clinical;
    size_t n, more = 0;
    for (; more <= MOST && (n = ts_title_at(s->text, at, s->to, &clinical)) > 0; more++)
        at += n;
    ts_span last = ts_slice(s->text, at, ts_name_word_end(s->text, at, s->to) - at);
    if (more > MOST || (more && !last.len))
        return true;
    uint32_t says = last.len ? ts_word_says(s->words, s->text, last) : 0;
    return (says & TS_SAYS_TITLE) && !(says & TS_WORD_SURNAME);
}

OUT_OF_LINE static bool find_titled(ts_scan *s, size_t at, size_t len, bool clinical) {
    if (ts_scan_partial_name(s, at, at + len))
        return true;
    if (len && titles_alone(s, at + len))
        return false;
    if ((s->text.ptr[at] | 0x20) == 'n') { /* "Nurse Oscar": a post, no part of the name; "Nurse Practitioner" */
        size_t stop = ts_name_word_end(s->text, at + len, s->to);
        uint32_t says = ts_word_says(s->words, s->text, ts_slice(s->text, at + len, stop - at - len));
        if (!(says & TS_SAYS_NAME) && (says & (TS_SAYS_ROLE | TS_SAYS_OFFICE | TS_SAYS_STOP)))
            return false;
        at += len;
        len = 0;
    }
    size_t end = titled_end(s, at + len, clinical);
    if (end == 0)
        return false;
    ts_norm norm;
    size_t segment_end = ts_scan_char(s, at - 1) == '+' ? edifact_end(s, at, end) : 0;
    bool segment = segment_end > 0;
    end = segment ? segment_end : end;
    if (len > 0 && ts_scan_char(s, end) == ',')
        end = over_given(s, at, at + len, end);
    ts_kind kind = ts_scan_name_of(ts_slice(s->text, at, end - at), &norm);
    if (kind == TS_KIND_NONE)
        return false;
    bool shouted = ts_is_upper(s->text.ptr[at + 1]);
    int known = ts_scan_known_words(&norm);
    if (known == 0 && !shouted && ts_scan_surname_held(s, &norm))
        known = 1;
    /* "MS Excel", "DR mode": capitals before an unknown word are an abbreviation as often as a title. */
    int confidence = known == 0 && shouted && !segment ? 45 : 55 + 15 * known;
    ts_side side = {.about = clinical ? TS_ROLE_CLINICIAN : 0, .labelled = true};
    ts_label label;
    size_t word = at;
    while (word > s->from && s->text.ptr[word - 1] == ' ')
        word--;
    if (word >= s->from + 4 && ts_span_eq_nocase(ts_slice(s->text, word - 4, 4), ts_str("dear"))) {
        side.about = clinical ? TS_ROLE_CLINICIAN : TS_ABOUT_ADDRESSEE;
        confidence += 15;
    } else if (ts_scan_starts_line(s, at) && !clinical) {
        side.about = TS_ABOUT_ADDRESSEE;
    } else if (ts_label_before(s->text, s->from, at, &label) && label.about) {
        side.about = label.about;
        confidence += 10;
    }
    return ts_scan_add_named(s, kind, &norm, at, end, confidence > 95 ? 95 : confidence, side);
}

#define BIT(c) (UINT32_C(1) << ((c)&31))
/* What one who signs writes before the name. */
static const char *const closings[] = {"yours sincerely", "yours faithfully", "yours truly",  "kind regards",
                                       "kindest regards", "best wishes",      "best regards", "with kind regards",
                                       "warm regards",    "regards",          "many thanks",  "with thanks",
                                       "yours etc",       "thanks",           "thank you",    "cheers",
                                       "all the best",    "sincerely",        "cofion"};

/* "Electronically checked by", "Dictated but not signed", "Approved and authorised": between the closing and who signs. */
static size_t behind_remark(const ts_scan *s, size_t at) {
    static ts_word_set remarks = {
        .words = " ELECTRONICALLY DIGITALLY DICTATED SIGNED CHECKED AUTHORISED AUTHORIZED APPROVED "
                 "TYPED TRANSCRIBED VALIDATED VERIFIED REVIEWED UNSIGNED SENT APPROVAL "};
    for (int lines = 0; lines < 2; lines++) {
        size_t word = at;
        while (word < s->to && word - at < 16 && ts_is_alpha(s->text.ptr[word]))
            word++;
        if (!ts_word_set_has_nocase(&remarks, ts_slice(s->text, at, word - at)))
            break;
        const char *end = memchr(s->text.ptr + at, '\n', s->to - at);
        if (!end)
            return s->to;
        at = (size_t)(end - s->text.ptr);
        for (size_t most = at + 12; at < s->to && at < most && ts_is_space(s->text.ptr[at]);)
            at++;
    }
    return at;
}

/* "Yours sincerely" and the next line that is not empty: the one who signs. */
OUT_OF_LINE static bool find_signature(ts_scan *s, size_t at) {
    size_t i = 0, n = sizeof closings / sizeof closings[0];
    static const uint32_t seconds[32] = {
        ['Y' & 31] = BIT('o'), ['K' & 31] = BIT('i'), ['B' & 31] = BIT('e'), ['W' & 31] = BIT('i') | BIT('a'),
        ['R' & 31] = BIT('e'), ['M' & 31] = BIT('a'), ['T' & 31] = BIT('h'), ['C' & 31] = BIT('h') | BIT('o'),
        ['A' & 31] = BIT('l'), ['S' & 31] = BIT('i')};
    char first = ts_lower(s->text.ptr[at]), second = ts_lower(ts_scan_char(s, at + 1));
    if (!(seconds[first & 31] >> (second & 31) & 1))
        return false;
    while (i < n && (closings[i][0] != first || closings[i][1] != second ||
                     !ts_span_starts_nocase(ts_slice(s->text, at, 24), ts_str(closings[i]))))
        i++;
    if (i == n)
        return false;
    at += strlen(closings[i]);
    size_t most = at + 12, line = at;
    while (at < s->to && at < most &&
           (ts_is_space(s->text.ptr[at]) || s->text.ptr[at] == ',' || s->text.ptr[at] == '.'))
        at++;
    if (!memchr(s->text.ptr + line, '\n', at - line))
        return false; /* "Thanks, Tom" is greeted, "Many thanks for your letter" signs nothing */
    at = behind_remark(s, at);
    if (at >= s->to)
        return false;
    bool clinical;
    size_t title = ts_title_at(s->text, at, s->to, &clinical), end = ts_name_end(s->text, at + title, s->to);
    if (end == 0 || (title == 0 && ts_scan_is_desk(s, at, end)))
        return false;
    return ts_scan_add_name(
        s, at, end, 85, (ts_side){.about = title && clinical ? TS_ROLE_CLINICIAN : TS_ROLE_STAFF, .labelled = true});
}

/* "SMITH, John (Mr)": the title stands in brackets behind the name, as on ward lists. */
OUT_OF_LINE static void find_title_behind(ts_scan *s, size_t at) {
    size_t stop = at, end = at - 1;
    ts_norm norm;
    while (stop < s->to && stop - at < 10 && ts_is_alpha(s->text.ptr[stop]))
        stop++;
    if (at == s->from || s->text.ptr[at - 1] != '(' || ts_scan_char(s, stop) != ')' ||
        !ts_title_normal(ts_slice(s->text, at, stop - at), &norm))
        return;
    while (end > s->from && s->text.ptr[end - 1] == ' ')
        end--;
    size_t start = ts_name_before(s->text, s->from > s->done ? s->from : s->done, end);
    if (start == end || !ts_person_name_normal(ts_slice(s->text, start, end - start), &norm))
        return;
    /* "Magnetic Resonance (MR)" */
    int known = ts_scan_known_words(&norm);
    bool comma = memchr(s->text.ptr + start, ',', end - start) != NULL;
    if (known > 0 || comma)
        ts_scan_add_name(s, start, end, 55 + 15 * known, (ts_side){.labelled = true});
}

static const struct {
    const char *label;
    ts_kind kind;
} labels[] = {{"surname", TS_KIND_SURNAME},        {"forenames", TS_KIND_FORENAME},
              {"forename", TS_KIND_FORENAME},      {"given names", TS_KIND_FORENAME},
              {"first names", TS_KIND_FORENAME},   {"first name", TS_KIND_FORENAME},
              {"forename(s)", TS_KIND_FORENAME},   {"given name(s)", TS_KIND_FORENAME},
              {"first name(s)", TS_KIND_FORENAME}, {"given name", TS_KIND_FORENAME}};

/* "ASH", or a word that the lists have as a name and as nothing else. */
static bool is_name_for_sure(const ts_scan *s, size_t at, size_t end, ts_kind kind) {
    size_t stop = ts_name_word_end(s->text, at, end);
    uint32_t says = ts_word_says(s->words, s->text, ts_slice(s->text, at, stop - at));
    uint32_t name = kind == TS_KIND_SURNAME ? TS_WORD_SURNAME : TS_WORD_FORENAME;
    bool shouted = stop > at + 1 && ts_is_upper(s->text.ptr[at + 1]);
    return !(says & (TS_SAYS_STOP | TS_SAYS_TITLE)) && (shouted || ((says & name) && !(says & TS_WORD_ORDINARY)));
}

/* "SURNAME  BROWN", "Forenames    JAMIE COLIN": a form's label and, behind a gap, what was filled in; over one blank only what is a
 * name for sure, in a field that begins a line or stands behind a gap. */
OUT_OF_LINE static bool find_filled_in(ts_scan *s, size_t at) {
    enum { SHORTEST = 7, LONGEST = 13 };
    size_t gap = at + SHORTEST, before = at;
    while (gap < at + LONGEST && ts_scan_char(s, gap) != ' ')
        gap++;
    char next = ts_scan_char(s, gap + 1);
    if (next != ' ' && next != 'n' && !ts_is_upper(next)) /* "given names" */
        return false;
    while (before > s->from && s->text.ptr[before - 1] == ' ')
        before--;
    bool boxed = before > s->from && s->text.ptr[before - 1] == '|';
    bool field = before + 1 < at || before == s->from || s->text.ptr[before - 1] == '\n';
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        size_t len = strlen(labels[i].label), from = at + len, end;
        if (from + 3 >= s->to || s->text.ptr[from] != ' ' || gap > from ||
            !ts_span_starts_nocase(ts_slice(s->text, at, len), ts_str(labels[i].label)))
            continue;
        bool wide = ts_scan_char(s, from + 1) == ' ';
        while (from < s->to && from - at < 40 && s->text.ptr[from] == ' ')
            from++;
        ts_norm norm;
        bool clear =
            ts_scan_read_word(s, from, &(ts_scan_word){0}) && (end = ts_name_end(s->text, from, s->to)) > 0 &&
            (end >= s->to || s->text.ptr[end] == '\n' || s->text.ptr[end] == '\r' ||
             (s->text.ptr[end] == ' ' && (ts_scan_char(s, end + 1) == ' ' || ts_scan_char(s, end + 1) == '|')));
        /* Over one blank only between the bars of a form: "Surname ASH | Forename ANNA |". */
        clear = clear && (wide || boxed || (ts_scan_char(s, end) == ' ' && ts_scan_char(s, end + 1) == '|') ||
                          (field && is_name_for_sure(s, from, end, labels[i].kind)));
        if (!clear || !ts_detector_of(labels[i].kind)->normal(ts_slice(s->text, from, end - from), &norm))
            return false;
        return ts_scan_add_named(s, labels[i].kind, &norm, from, end, 80, (ts_side){.labelled = true});
    }
    return false;
}

uint32_t ts_announcing[32][32];

static void note_announcing(const char *word) {
    ts_announcing[word[0] & 31][word[1] & 31] |= word[2] ? BIT(word[2]) : UINT32_MAX;
}

static void note_all_announcing(void) {
    for (size_t i = 0; i < sizeof closings / sizeof closings[0]; i++)
        note_announcing(closings[i]);
    for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
        note_announcing(labels[i].label);
    for (size_t i = 0; ts_title_listed(i); i++)
        note_announcing(ts_title_listed(i));
}

void ts_announcing_ready(void) {
    static ts_once once = TS_ONCE_INIT;
    ts_once_ready(&once, note_all_announcing);
}

/* A title, or the words before a signature. */
OUT_OF_LINE static void find_announced(ts_scan *s, size_t at, ts_sight seen) {
    if (ts_scan_starts_line(s, at) && find_signature(s, at))
        return;
    enum { FORMS = BIT('s') | BIT('f') | BIT('g') }; /* sur-, for-, fir-, giv-, whatever the case */
    if ((FORMS >> (s->text.ptr[at] & 31) & 1) && (ts_scan_char(s, at + 2) | ('r' ^ 'v') | 0x20) == 'v' &&
        find_filled_in(s, at))
        return;
    bool clinical;
    size_t len = ts_title_word(s->text, at, s->to, &clinical);
    if (len == TS_TITLE_CLOSED)
        find_title_behind(s, at);
    else if ((!len || !find_titled(s, at, len, clinical)) && !seen.refused)
        ts_scan_person(s, at, seen);
}

void ts_scan_seen(ts_scan *s, size_t at, ts_sight seen) {
    if (seen.announces)
        find_announced(s, at, seen);
    else
        ts_scan_person(s, at, seen);
}

static void take_name(ts_scan *s, size_t at) {
    ts_sight seen = {.announces = true};
    if (at + TS_LANES <= s->text.len) {
        seen = ts_sight_of(s, s->text.ptr + at);
        seen.announces = seen.announces || (seen.n == 0 && ts_is_alpha(s->text.ptr[at + 1]));
    }
    if (!seen.refused || seen.announces)
        ts_scan_seen(s, at, seen);
}

void ts_scan_name(ts_scan *s, size_t at) {
    if (!ts_scan_wants_names(s))
        return;
    ts_announcing_ready();
    if (s->names_wait)
        s->capital[s->waiting++ % TS_SCAN_WAITING] = at;
    else
        take_name(s, at);
}

void ts_scan_people_before(ts_scan *s, size_t at) {
    enum { NEAR = 240 /* bytes: a name and what is said before it */ };
    unsigned n = s->waiting, i = n > TS_SCAN_WAITING ? n - TS_SCAN_WAITING : 0;
    size_t low = at > NEAR ? at - NEAR : 0;
    s->waiting = 0;
    for (; i < n; i++) {
        size_t capital = s->capital[i % TS_SCAN_WAITING];
        if (capital >= low && capital >= s->done && capital < at)
            take_name(s, capital);
    }
}
