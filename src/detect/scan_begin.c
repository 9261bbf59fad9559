/* scan_begin.c - which capitals of running text may begin a person's name: the others are refused by the word and by what
 * stands straight behind it, before anything is read closely.
 */
#include "base/lanes.h"
#include "detect/person_words.h"
#include "text/name_mark.h"

enum { LONGEST_PARTICLE = 5, LONGEST_HEADER = 48 };

/* One step behind the word that ends at *end, to where a mark that says_born reads may begin. */
typedef enum step { GOES_ON, LEADS_THERE, LEADS_NOWHERE } step;

static step step_to_birth(const ts_scan *s, size_t *end) {
    ts_span t = s->text;
    size_t from = *end, i;
    while (from < s->to && from - *end < 3 && (t.ptr[from] == ' ' || t.ptr[from] == ','))
        from++;
    char c = ts_scan_at(s, from);
    if (from == *end || ts_scan_begins_born(c, ts_scan_at(s, from + 1)))
        return from < s->to ? LEADS_THERE : LEADS_NOWHERE;
    for (i = from; i < s->to && ts_is_alpha(t.ptr[i]); i++)
        continue;
    if (i == from || (!ts_is_upper(c) && i - from > LONGEST_PARTICLE))
        return c >= 0x80 ? LEADS_THERE : LEADS_NOWHERE;
    *end = i;
    return GOES_ON;
}

/* "Zxyla Qwertson (DOB": may the words that go on at `end` lead there, six at most?  It is told for all of them at once, so
 * that each is looked at once however many there are. */
static bool may_lead_to_birth(ts_scan *s, size_t end) {
    ts_led *led = &s->led;
    if (end < led->from || end >= led->to) {
        size_t last[TS_PERSON_WORDS], n = 0, at = end;
        step next;
        do {
            last[n++ % TS_PERSON_WORDS] = at;
            next = step_to_birth(s, &at);
        } while (next == GOES_ON);
        *led =
            (ts_led){end, next == LEADS_THERE ? last[n < TS_PERSON_WORDS ? 0 : n % TS_PERSON_WORDS] : at + 1, at + 1};
    }
    return end >= led->near;
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

/* "Xiadani Hargreaves": is the next word a surname? */
static bool leads_to_surname(const ts_scan *s, size_t at) {
    if (at + TS_LANES <= s->text.len) { /* most words are of letters alone */
        uint32_t other = ~ts_lanes_letters(ts_lanes_of(s->text.ptr + at));
        size_t n = other ? (size_t)__builtin_ctz(other) : TS_LANES;
        char behind = n < TS_LANES ? s->text.ptr[at + n] : '-';
        if (at + n < s->to && behind != '-' && behind != '\'' && behind < 0x80)
            return n > 1 &&
                   (ts_word_known_roomy(s->words, s->text.ptr + at, n) & (TS_WORD_SURNAME | TS_HELD_FAMILY)) != 0;
    }
    size_t end = ts_name_word_end(s->text, at, s->to);
    return end > at + 1 &&
           (ts_word_known(s->words, s->text, ts_slice(s->text, at, end - at)) & (TS_WORD_SURNAME | TS_HELD_FAMILY));
}

/* "Oyelaran", which no list knows: do the holdings? */
static bool is_held(const ts_scan *s, const char *p, size_t n) {
    return s->words->names && (ts_word_known_roomy(s->words, p, n) & TS_HELD);
}

bool ts_scan_may_begin_name(ts_scan *s, size_t at, const ts_sight *seen) {
    const char *p = s->text.ptr + at;
    if (at > s->from + 1 && p[-1] == '\'' && ts_is_upper(p[-2])) /* the middle of O'Brien */
        return false;
    size_t n = seen->n;
    if (n == 0) {
        uint32_t other = ~ts_lanes_letters(ts_lanes_of(p));
        n = other ? (size_t)__builtin_ctz(other) : TS_LANES;
    }
    if (n + 2 >= TS_LANES)
        return false;
    char behind = p[n], next = p[n + 1];
    if (behind == '-' && ((at > s->from && p[-1] == '-') || names_header(s, at, at + n))) /* or the middle of one */
        return !seen->unknown && ts_name_word_roomy(p, n) != 0;
    if (behind == '\'' || behind == '-' || behind >= 0x80)
        return true;
    if (n == 1)
        return behind == '.' ? next != ' ' || ts_is_upper(p[3]) || p[3] >= 0x80
                             : behind == ' ' && (ts_is_upper(next) || next == 'v' || next == 'd');
    if (!seen->unknown && (ts_name_word_roomy(p, n) != 0 ||
                           (s->named->n > 0 && ts_named_as(s->named, ts_named_mark(p, n)) != TS_KIND_NONE)))
        return true;
    if (behind == ',')
        return ts_is_upper(p[1]) || ts_scan_is_greeted(s, at) || (next == ' ' && is_held(s, p, n)) ||
               (next == ' ' && at > s->from && !ts_is_alpha(p[-1]) && p[-1] != ' ' && ts_is_upper(p[n + 2]));
    if (behind != ' ' || !ts_name_capital(s->text, at + n + 1))
        return false;
    if (is_held(s, p, n))
        return true;
    if (ts_is_upper(p[1])) /* "IA Sikora"; "DEWHURST Kieran (57)" at the begin of a line or behind a gap */
        return n == 2 ? leads_to_surname(s, at + n + 1)
                      : n > 3 && !ts_is_upper(p[n + 2]) && at > s->from + 1 && (p[-1] == '\n' || p[-2] == ' ');
    return at < s->people_to || leads_to_surname(s, at + n + 1) || may_lead_to_birth(s, at + n);
}
