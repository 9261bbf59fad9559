/* scan_typed.c - names that no capital announces: in forms and chats that are typed in small letters. */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/person_words.h"

#include "text/words.h"

enum { WORDS = 3, LONGEST = 48, KNOWN = 78, UNKNOWN = 60 };

/* The words of a small-lettered name in [from, to), or too many. */
typedef struct typed {
    size_t n, letters; /* words, and letters of the last */
    bool given, family; /* the lists have one of them as a forename, as a surname, and as no other word */
    bool other; /* one is a label's, a place's, a post's word */
} typed;

static bool goes_in_word(char c) { return ts_is_alpha(c) || c == '-' || c == '\'' || c >= 0x80; }

static bool read_typed(const ts_scan *s, size_t from, size_t to, typed *t) {
    *t = (typed){0};
    for (size_t at = from; at < to;) {
        size_t end = at;
        while (end < to && goes_in_word(s->text.ptr[end]))
            end++;
        if (end == at || ts_is_upper(s->text.ptr[at]) || ++t->n > WORDS ||
            (end < to && (s->text.ptr[end] != ' ' || end + 1 == to)))
            return false;
        uint32_t says = ts_word_says_of(ts_slice(s->text, at, end - at));
        bool name = !(says & TS_WORD_ORDINARY);
        t->given = t->given || (name && (says & TS_WORD_FORENAME));
        t->family = t->family || (name && (says & TS_WORD_SURNAME));
        t->other = t->other || (says & ~(uint32_t)(TS_SAYS_NAME | TS_SAYS_TITLE));
        t->letters = end - at;
        at = end + 1;
    }
    return t->n > 0;
}

static bool add_typed(ts_scan *s, size_t from, size_t to, int confidence, ts_side side) {
    ts_norm norm;
    ts_kind kind = ts_scan_name_of(ts_slice(s->text, from, to - from), &norm);
    return kind != TS_KIND_NONE && ts_scan_add_named(s, kind, &norm, from, to, confidence, side);
}

/* "mr", "dr", "ms": before a surname. */
static size_t small_title(const ts_scan *s, size_t at) {
    static ts_word_set titles = {.words = " MR MRS MS MISS DR PROF "};
    size_t end = at;
    while (end < s->to && ts_is_alpha(s->text.ptr[end]))
        end++;
    bool title = ts_word_set_has_nocase(&titles, ts_slice(s->text, at, end - at));
    return title && ts_scan_at(s, end) == ' ' ? end + 1 - at : 0;
}

/* What schemas write behind such a key. */
static bool is_type(ts_span w) {
    static ts_word_set types = {.words =
                                    " STRING STR TEXT VARCHAR CHAR NULL NONE REQUIRED OPTIONAL TRUE FALSE UNKNOWN NAME "
                                    "SURNAME FORENAME KEYWORD ANY BLANK "};
    return ts_word_set_has_nocase(&types, w);
}

bool ts_scan_small_name(ts_scan *s, size_t colon, size_t start, size_t end, const ts_label *label) {
    size_t line = colon, stop = end;
    while (line > s->from && colon - line < LONGEST && s->text.ptr[line - 1] != '\n')
        line--;
    while (stop < s->to && (s->text.ptr[stop] == ' ' || s->text.ptr[stop] == '\r'))
        stop++;
    bool whole = ts_scan_starts_line(s, line) && (stop >= s->to || s->text.ptr[stop] == '\n');
    typed t;
    size_t title = small_title(s, start);
    if (!whole || start >= end || end - start > LONGEST || memchr(s->text.ptr + colon, '\n', start - colon) ||
        !read_typed(s, start + title, end, &t) || t.other || t.letters < 2)
        return false;
    ts_norm norm;
    ts_span raw = ts_slice(s->text, start, end - start);
    ts_side side = {.about = label->about, .labelled = true};
    if (label->kind == TS_KIND_PERSON_NAME)
        return (title > 0 || t.given || t.family) && add_typed(s, start, end, title ? UNKNOWN : KNOWN, side);
    bool known = t.given || t.family;
    return (known || !is_type(raw)) && ts_detector_of((ts_kind)label->kind)->normal(raw, &norm) &&
           ts_scan_add_named(s, (ts_kind)label->kind, &norm, start, end, known ? KNOWN : UNKNOWN, side);
}

bool ts_scan_speaker(ts_scan *s, size_t colon) {
    enum { NEAR = 8 };
    size_t from = colon, blanks = 0;
    if (colon >=
        s->from + TS_LANES) { /* most words before a colon begin with a capital, and neither sign stands near */
        ts_lanes v = ts_lanes_of(s->text.ptr + colon - TS_LANES);
        if (!(ts_lanes_are(v, '-') | ts_lanes_are(v, ']')) || ts_lanes_within(v, 'A', 'Z') >> (TS_LANES - NEAR))
            return false;
    }
    for (; from > s->from + 4 && blanks <= WORDS; from--) {
        char c = s->text.ptr[from - 1];
        if (ts_is_upper(c))
            return false;
        if (!goes_in_word(c) && c != ' ')
            break;
        if (c == '-' && s->text.ptr[from] == ' ')
            break;
        blanks += c == ' ';
    }
    while (from < colon && s->text.ptr[from] == ' ')
        from++;
    typed t;
    return from < colon && ts_scan_takes_turn(s, from, colon) && read_typed(s, from, colon, &t) && !t.other &&
           (t.given || (t.n > 1 && t.family)) && add_typed(s, from, colon, KNOWN, (ts_side){.about = TS_ABOUT_PROSE});
}
