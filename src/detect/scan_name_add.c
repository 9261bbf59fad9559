/* scan_name_add.c - a word of a person's name as it stands in a text, and how a name is added and its people remembered. */
#include "detect/scan_name_add.h"

#include "text/words.h"

#include "base/lanes.h"
#include "detect/kinds.h"
#include "text/name.h"

/* What the lists know of a word and, where they know nothing, the holdings. */
static void know(ts_scan_word *w, uint32_t known) {
    w->held_given = (known & TS_HELD_GIVEN) != 0;
    w->held_family = (known & TS_HELD_FAMILY) != 0;
    w->does = known & TS_DOES;
    w->known =
        (known & ~(uint32_t)(TS_HELD | TS_DOES)) | (uint32_t)w->held_given | (w->held_family ? TS_WORD_SURNAME_ONE : 0);
}

/* "Smith" before a space, a comma or a line's end: as most words stand. */
static bool read_plain_word(const ts_scan *s, size_t at, ts_scan_word *w) {
    static const bool ends[256] = {
        [' '] = true, [','] = true, ['\n'] = true, ['\r'] = true, [')'] = true, [';'] = true, [':'] = true};
    if (at + TS_LANES > s->text.len || (at > s->from && s->text.ptr[at - 1] == '.'))
        return false;
    const char *p = s->text.ptr + at;
    ts_lanes v = ts_lanes_of(p);
    uint32_t other = ~ts_lanes_letters(v);
    size_t n = other ? (size_t)__builtin_ctz(other) : 0;
    if (n < 2 || n > TS_WORD_KEPT || at + n >= s->to || !ts_is_upper(*p) || !ends[(unsigned char)p[n]])
        return false;
    *w = (ts_scan_word){.from = at, .to = at + n};
    know(w, ts_word_known_roomy(s->words, p, n));
    w->capitals = (ts_lanes_within(v, 'a', 'z') & ts_lanes_first(n)) == 0;
    return true;
}

/* "J. Smith", "J Smith". */
static bool read_initial(const ts_scan *s, size_t at, ts_scan_word *w) {
    const char *p = s->text.ptr + at;
    if (at + TS_LANES > s->text.len || at + 1 >= s->to || !ts_is_upper(*p) || (p[1] != '.' && p[1] != ' '))
        return false;
    uint32_t says = ts_word_says_roomy(s->words, p, 1) & ~(uint32_t)TS_SAYS_NAME;
    *w = (ts_scan_word){.from = at, .to = at + 1, .known = says, .initial = true};
    return true;
}

bool ts_scan_read_word(const ts_scan *s, size_t at, ts_scan_word *w) {
    ts_span t = s->text;
    if (read_plain_word(s, at, w) || read_initial(s, at, w))
        return true;
    size_t end = ts_name_word_end(t, at, s->to);
    *w = (ts_scan_word){.from = at, .to = end};
    if (end == at || !ts_name_capital(t, at) ||
        (end < s->to && (ts_is_digit(t.ptr[end]) || t.ptr[end] == '_' || t.ptr[end] == '@')))
        return false;
    /* Anna.Smith@mail.example, README.Debian */
    if (end > at + 1 && ts_scan_char(s, end) == '.' && ts_is_alnum(ts_scan_char(s, end + 1)))
        return false;
    if (at > s->from + 1 && t.ptr[at - 1] == '.' && end > at + 1 && ts_is_alnum(t.ptr[at - 2]) && at > s->from + 2 &&
        ts_is_alnum(t.ptr[at - 3]))
        return false;
    if (end > at + 2 && (t.ptr[end - 1] | 0x20) == 's' && ts_is_quote(t, end - 2)) {
        w->to = end - 2;
        w->possessive = true;
    } else if (end > at + 4 && (t.ptr[end - 1] | 0x20) == 's' && ts_is_quote(t, end - 4)) {
        w->to = end - 4;
        w->possessive = true;
    }
    ts_span text = ts_slice(t, at, w->to - at);
    w->initial = text.len == 1 || (text.len == 2 && text.ptr[0] >= 0xC3);
    w->capitals = !w->initial;
    for (size_t i = 0; i < text.len; i++) {
        w->capitals = w->capitals && !(text.ptr[i] >= 'a' && text.ptr[i] <= 'z');
        w->accented = w->accented || text.ptr[i] >= 0xC3;
    }
    if (w->initial)
        w->known = ts_word_says(s->words, t, text) & ~(uint32_t)TS_SAYS_NAME;
    else
        know(w, ts_word_known(s->words, t, text));
    return true;
}

void ts_scan_remember_word(ts_scan *s, const ts_scan_word *w, bool surname) {
    if (w->to - w->from < 3 || (w->known & TS_WORD_ORDINARY))
        return;
    ts_named_add(s->named, ts_named_mark_of(ts_slice(s->text, w->from, w->to - w->from)), surname);
}

void ts_scan_remember_part(ts_scan *s, const ts_scan_word *w, bool surname, bool alone) {
    bool unknown = !(w->known & TS_SAYS_NAME) || w->held_given || w->held_family;
    if (!(w->known & TS_SAYS_TITLE) && !(unknown && (alone || (w->capitals && w->to - w->from < 5))))
        ts_scan_remember_word(s, w, surname);
}

/* Who is named at [start, end) is known by a part of the name from here on. */
static void remember_all(ts_scan *s, size_t start, size_t end) {
    ts_scan_word w;
    bool alone = !memchr(s->text.ptr + start, ' ', end - start);
    for (size_t at = start, next; at < end; at = next) {
        bool is_word = ts_name_capital(s->text, at) && ts_scan_read_word(s, at, &w);
        next = is_word ? w.to : at + 1;
        if (is_word)
            ts_scan_remember_part(s, &w, ts_scan_char(s, w.to) == ',' || (w.to == end && at > start), alone);
    }
}

static ts_span surname_half(const ts_norm *norm) {
    const char *comma = memchr(norm->text, ',', norm->len);
    return ts_span_of(norm->text, comma ? (size_t)(comma - norm->text) : norm->len);
}

bool ts_scan_surname_held(const ts_scan *s, const ts_norm *norm) {
    return s->words->names && (ts_word_says_or_held(s->words->names, surname_half(norm)) & TS_HELD_FAMILY);
}

int ts_scan_known_words(const ts_norm *norm) {
    ts_span s = ts_norm_span(norm), last = surname_half(norm);
    int n = ts_surname_known(last) > 0;
    if (last.len < s.len) {
        ts_span first = ts_slice(s, last.len + 2, s.len);
        const char *space = memchr(first.ptr, ' ', first.len);
        if (space)
            first.len = (size_t)(space - first.ptr);
        n += ts_forename_known(first) > 0;
    }
    return n;
}

ts_kind ts_scan_name_of(ts_span raw, ts_norm *norm) {
    if (ts_titled_surname(raw, norm))
        return TS_KIND_SURNAME;
    if (ts_person_name_normal(raw, norm))
        return TS_KIND_PERSON_NAME;
    unsigned known = ts_name_word(raw);
    if ((known & TS_WORD_FORENAME) * TS_WORD_SURNAME_ONE > (known & TS_WORD_SURNAME) && ts_forename_normal(raw, norm))
        return TS_KIND_FORENAME;
    return ts_surname_normal(raw, norm) ? TS_KIND_SURNAME : TS_KIND_NONE;
}

bool ts_scan_add_named(ts_scan *s, ts_kind kind, const ts_norm *norm, size_t start, size_t end, int confidence,
                       ts_side side) {
    if (!ts_hits_add(s->hits, kind, norm, (uint32_t)start, (uint32_t)end, confidence, side))
        return false;
    s->done = s->name_end = end;
    if (confidence >= TS_NAME_SURE)
        remember_all(s, start, end);
    return true;
}

bool ts_scan_add_name(ts_scan *s, size_t start, size_t end, int confidence, ts_side side) {
    ts_norm norm = {.len = 0};
    ts_usual usual = TS_USUAL_NO; /* without a normal form where none is asked for */
    if (s->hits->out->bare && start < end && start + TS_USUAL_ROOM <= s->text.len)
        usual = ts_detector_person_name.usual(s->text.ptr + start, end - start);
    ts_kind kind = usual == TS_USUAL           ? TS_KIND_PERSON_NAME
                   : usual == TS_USUAL_SURNAME ? TS_KIND_SURNAME
                                               : ts_scan_name_of(ts_slice(s->text, start, end - start), &norm);
    return kind != TS_KIND_NONE && ts_scan_add_named(s, kind, &norm, start, end, confidence, side);
}

bool ts_scan_is_desk(const ts_scan *s, size_t from, size_t to) {
    static ts_word_set desks = {
        .words =
            " DESK HELPDESK ACCOUNTS PAYABLE ENQUIRIES ADMIN BOOKINGS RECEPTION NOTIFICATIONS ALERTS BILLING PAYROLL "
            "NEWSLETTER WEBMASTER NOREPLY CANTEEN MAILBOX INBOX DISTRICT COMMS COMMUNICATIONS SYSTEM USERS NURSES "
            "DOCTORS MIDWIVES CYBER HOUSEKEEPING SWITCHBOARD WARDS "};
    bool office = false, known = false;
    size_t words = 0;
    for (size_t at = from; at < to; words++) {
        size_t end = at;
        while (end < to && s->text.ptr[end] != ' ' && s->text.ptr[end] != ',')
            end++;
        ts_span word = ts_slice(s->text, at, end - at);
        uint32_t says = word.len ? ts_word_says(s->words, s->text, word) : 0;
        bool name = (says & (TS_WORD_FORENAME | TS_WORD_SURNAME)) != 0;
        if ((says & TS_WORD_FORENAME) && !(says & TS_WORD_ORDINARY))
            return false;
        known = known || name;
        office =
            office || (!name && ((says & (TS_SAYS_OFFICE | TS_SAYS_ROLE)) || ts_word_set_has_nocase(&desks, word)));
        for (at = end; at < to && (s->text.ptr[at] == ' ' || s->text.ptr[at] == ',');)
            at++;
    }
    return office || (words == 1 && !known && ts_is_upper(s->text.ptr[from + 1]));
}
