/* scan_lone.c - a forename or a surname that stands alone in running text, or a surname with initials behind it, or a
 * half of a name behind a form's label and a gap.
 *
 * Of one who was named before, greeted, signing or speaking in a chat it is nearly sure; a forename that is no other word
 * is a person more often than not, and one that is ("Rose", "Grace") where the words around say so.
 */
#include "detect/kinds.h"
#include "detect/person_words.h"

enum { NAMED_BEFORE = 72, FORENAME = 52, ORDINARY = 32, SAID = 30 };

bool ts_scan_is_greeted(const ts_scan *s, size_t at) {
    size_t end = at;
    while (end > s->from && at - end < 3 &&
           (s->text.ptr[end - 1] == ' ' || s->text.ptr[end - 1] == ',' || s->text.ptr[end - 1] == '\n'))
        end--;
    bool capital;
    ts_span w = end < at ? ts_scan_word_before(s, end, &capital) : (ts_span){s->text.ptr, 0};
    return w.len > 1 && capital && (ts_scan_says(s, w) & TS_SAYS_GREETING);
}

static bool fills_line(char c) { return c == ' ' || c == '\r' || c == '>' || c == '\t'; }

/* A paragraph of its own, as the one who is greeted in a mail or who signs it: "Martin", "Grace,". */
static bool is_alone(const ts_scan *s, const ts_scan_word *w) {
    size_t at = w->from, lines = 0;
    for (; at > s->from && lines < 2 && (fills_line(s->text.ptr[at - 1]) || s->text.ptr[at - 1] == '\n'); at--)
        lines += s->text.ptr[at - 1] == '\n';
    if (lines < 2 && at > s->from)
        return false;
    at = w->to;
    bool comma = ts_scan_at(s, at) == ',';
    at += comma;
    for (lines = 0; at < s->to && lines < 2 && (fills_line(s->text.ptr[at]) || s->text.ptr[at] == '\n'); at++)
        lines += s->text.ptr[at] == '\n';
    return at >= s->to || lines > (comma ? 0 : 1) || (lines == 1 && s->text.ptr[at] == '-');
}

/* "Mary-Jane" is a forename, "Jackson-Pratt" and "X-ray" are none. */
static bool halves_are_forenames(const ts_scan *s, ts_span w) {
    for (size_t from = 0, i = 0; i <= w.len; i++)
        if (i == w.len || w.ptr[i] == '-') {
            bool whole = i - from == w.len;
            if (!whole && (i - from < 2 || !(ts_scan_says(s, ts_slice(w, from, i - from)) & TS_WORD_FORENAME)))
                return false;
            from = i + 1;
        }
    return true;
}

/* "Jan 2025", "Yasmin 5 mg", "Kelly(": no person goes on so; a phone number may follow one. */
static bool goes_on_as_code(const ts_scan *s, const ts_scan_word *w) {
    char behind = ts_scan_at(s, w->to), next = ts_scan_at(s, w->to + 1);
    return behind == '=' || behind == '(' || behind == '[' || behind == '\\' || behind == '*' || behind == '|' ||
           (behind == ' ' && ts_is_digit(next) && next != '0');
}

/* "formerly Bianchi", "née Low": a surname that somebody bore.  `word` ends at `end`. */
static bool is_former(const ts_scan *s, ts_span word, size_t end) {
    static ts_word_set former = {.words = " FORMERLY NEE "};
    bool accented = word.len == 1 && (*word.ptr | 32) == 'e' && end > s->from + 4 && (uint8_t)word.ptr[-2] == 0xC3 &&
                    ((uint8_t)word.ptr[-1] == 0xA9 || (uint8_t)word.ptr[-1] == 0x89) && (word.ptr[-3] | 32) == 'n' &&
                    !ts_is_alpha(word.ptr[-4]);
    return accented || ts_word_set_has_nocase(&former, word);
}

/* "pt SMITH", "re SMITH": as notes shout the surname of a patient; no word that is more than a name. */
static bool is_shouted_of(ts_span before, const ts_scan_word *w) {
    static ts_word_set patients = {.words = " PT RE "};
    bool shouted = w->capitals ||
                   (ts_span_eq_nocase(before, ts_str("pt")) && !(w->known & TS_SAYS_NAME & ~(uint32_t)TS_WORD_SURNAME));
    return shouted && !(w->known & ~(uint32_t)(TS_WORD_FORENAME | TS_WORD_SURNAME)) &&
           ts_word_set_has_nocase(&patients, before);
}

/* "11:55  LOW Anna (57)  angiogram  HARGREAVES", "Hargreaves/Patel": whose surname ends a row that begins with a number or a
 * time, has a person in it and gaps between its columns: who sees or operates. */
static bool ends_row(const ts_scan *s, const ts_scan_word *w) {
    enum { ROW = 160 };
    ts_span t = s->text;
    size_t from = w->from, to = w->to;
    if (ts_scan_at(s, to) == '/' && ts_name_capital(t, to + 1))
        to = ts_name_word_end(t, to + 1, s->to);
    bool last = to >= s->to || t.ptr[to] == '\n' || t.ptr[to] == '\r';
    if (!last || s->name_end == 0 || s->name_end >= from || from - s->name_end > ROW ||
        (w->known & ~(uint32_t)(TS_WORD_FORENAME | TS_WORD_SURNAME)) ||
        memchr(t.ptr + s->name_end, '\n', from - s->name_end))
        return false;
    if (!(t.ptr[from - 1] == ' ' && t.ptr[from - 2] == ' ') && !(t.ptr[from - 1] == '/' && s->name_end + 1 == from))
        return false;
    size_t line = from;
    while (line > s->from && from - line < ROW && t.ptr[line - 1] != '\n')
        line--;
    return ts_scan_starts_line(s, line) && ts_is_digit(t.ptr[line]);
}

/* Begin of the line that `at` is in, no further back than anything is asked of it. */
static size_t line_before(const ts_scan *s, size_t at) {
    enum { BACK = 96 };
    size_t low = at > s->from + BACK ? at - BACK : s->from;
    const char *nl = memrchr(s->text.ptr + low, '\n', at - low);
    return nl ? (size_t)(nl + 1 - s->text.ptr) : low;
}

/* "Tue   Pope      Crane": a cell of a rota, whose line begins with a day of the week; "White" and "Pound" behind another. */
static bool is_in_rota(const ts_scan *s, const ts_scan_word *w) {
    enum { ROW = 60 };
    static ts_word_set days = {.words =
                                   " MON TUE TUES WED THU THUR THURS FRI SAT SUN MONDAY TUESDAY WEDNESDAY THURSDAY "
                                   "FRIDAY SATURDAY SUNDAY "};
    const char *t = s->text.ptr;
    bool plain = !(w->known & ~(uint32_t)TS_SAYS_NAME),
         gap = (t[w->from - 1] == ' ' && t[w->from - 2] == ' ') || t[w->from - 1] == '\t';
    bool ends = w->to >= s->to || t[w->to] == '\n' || t[w->to] == '\r' || t[w->to] == '\t' ||
                (t[w->to] == ' ' && ts_scan_at(s, w->to + 1) == ' ');
    if (!plain || !gap || !ends)
        return false;
    size_t line = line_before(s, w->from), end = line;
    while (end < w->from && ts_is_alpha(t[end]))
        end++;
    bool first = !(w->known & TS_WORD_ORDINARY);
    bool behind = s->name_end > line && s->name_end < w->from && w->from - s->name_end < ROW;
    return (line == s->from || t[line - 1] == '\n') &&
           ts_word_set_has_nocase(&days, ts_slice(s->text, line, end - line)) && (first || behind);
}

/* "d5 Rehman 65 - gout", "Bed 14 Harris-Good 41f": a line of a handover begins with a bed and goes on with an age. */
static bool is_in_bed(const ts_scan *s, const ts_scan_word *w) {
    const char *t = s->text.ptr;
    size_t at = w->from - 1, digits = 0, end = w->to + 1, age = 0;
    if ((w->known & ~(uint32_t)TS_SAYS_NAME) || t[at] != ' ' || !ts_is_digit(t[at - 1]) ||
        ts_scan_at(s, w->to) != ' ' || !ts_is_digit(ts_scan_at(s, end)))
        return false;
    size_t line = line_before(s, w->from);
    if (at - line > 10 || !(line == s->from || t[line - 1] == '\n'))
        return false;
    while (at > line && ts_is_digit(t[at - 1]))
        at--, digits++;
    bool bed = digits > 0 && digits < 3 && at > line;
    for (size_t i = line; i < at && bed; i++)
        bed = ts_is_alpha(t[i]) || t[i] == ' ' || t[i] == '-';
    for (; end < s->to && ts_is_digit(t[end]); end++)
        age++;
    if (end < s->to && memchr("mfyMFY", t[end], 6))
        end++;
    return bed && age > 0 && age < 4 && ts_scan_at(s, end) == ' ' &&
           (t[end - 1] > '9' || ts_scan_at(s, end + 1) == '-');
}

/* "the Okafor family": a surname that is no other word. */
static bool is_family_of(const ts_scan *s, const ts_scan_word *w) {
    static const ts_span family = {" family", 7};
    return !(w->known & (TS_WORD_ORDINARY | TS_SAYS_PLACE | TS_SAYS_THING)) && w->from > s->from + 4 &&
           ts_span_eq_nocase(ts_slice(s->text, w->from - 4, 4), ts_str("the ")) && w->to + family.len <= s->to &&
           ts_span_eq(ts_slice(s->text, w->to, family.len), family);
}

/* "PC 1142 YOUNG": a constable's number stands between, and the surname is shouted as often as not. */
static bool is_behind_collar_number(const ts_scan *s, const ts_scan_word *w) {
    size_t end = w->from - 1, at = end;
    bool capital;
    while (at > s->from && end - at < 5 && ts_is_digit(s->text.ptr[at - 1]))
        at--;
    if (at == end || at < s->from + 3 || s->text.ptr[at - 1] != ' ')
        return false;
    ts_span post = ts_scan_word_before(s, at - 1, &capital);
    return capital && (ts_scan_does(s, post) & TS_DOES_POST);
}

/* "PC Fraser", "DS Awan": police, whose surname follows. */
bool ts_scan_is_behind_post(const ts_scan *s, const ts_scan_word *w) {
    bool capital;
    if (w->from >= s->from + 3 && (w->known & TS_WORD_SURNAME) && !w->initial &&
        (ends_row(s, w) || is_in_rota(s, w) || is_in_bed(s, w) || is_family_of(s, w)))
        return true;
    if (w->from < s->from + 3 || s->text.ptr[w->from - 1] != ' ' || !(w->known & TS_WORD_SURNAME))
        return false;
    if (ts_is_digit(s->text.ptr[w->from - 2]))
        return is_behind_collar_number(s, w);
    ts_span post = ts_scan_word_before(s, w->from - 1, &capital);
    if (is_former(s, post, w->from - 1) || is_shouted_of(post, w))
        return true;
    return capital && !w->capitals && (ts_scan_does(s, post) & TS_DOES_POST);
}

/* How likely a person by the word itself and by where it stands. */
static int by_word(const ts_scan *s, const ts_scan_word *w, ts_kind named, bool post) {
    if (post)
        return FORENAME + (is_family_of(s, w) ? SAID : 0); /* whom "the" does not speak against */
    if (named != TS_KIND_NONE)
        return NAMED_BEFORE;
    if (!(w->known & TS_WORD_FORENAME) || w->held_given || w->capitals ||
        !halves_are_forenames(s, ts_slice(s->text, w->from, w->to - w->from)))
        return 0;
    int sum = w->known & TS_WORD_ORDINARY ? ORDINARY : FORENAME;
    if (is_alone(s, w))
        return sum + SAID;
    return goes_on_as_code(s, w) ? sum - SAID : sum;
}

/* How likely one who is greeted. */
static int by_greeting(const ts_scan *s, const ts_scan_word *w) {
    char behind = ts_scan_at(s, w->to);
    if (w->to == s->to)
        behind = '\n';
    bool ends = behind == ',' || behind == '\n' || behind == '\r' || behind == '!' || behind == ' ' || behind == '.';
    if (!ends || !ts_scan_is_greeted(s, w->from))
        return 0;
    if (!(w->known & TS_WORD_FORENAME) || w->held_given) /* by the holdings alone: "Thanks Pain is better" */
        return behind == ',' ? (w->held_given ? 75 : 60) : 0;
    return w->known & TS_WORD_ORDINARY ? 75 : 88;
}

/* "Martha's Rule", "Harrison's Principles": a thing's name goes on behind who it is called after with a capital; but "Anna's
 * Mum", "Anna's GP". */
static bool names_a_things_owner(const ts_scan *s, const ts_scan_word *w) {
    ts_span t = s->text;
    size_t at = w->to + (t.ptr[w->to] == '\'' ? 2 : 4), end = at + 1;
    while (end < s->to && ts_is_alpha(t.ptr[end]))
        end++;
    if (ts_scan_at(s, at) != ' ' || end < at + 4 || !ts_is_upper(t.ptr[at + 1]) || ts_is_upper(t.ptr[at + 2]))
        return false;
    uint32_t says = ts_scan_says(s, ts_slice(t, at + 1, end - at - 1));
    return !(says & (TS_SAYS_KIN | TS_SAYS_ROLE | TS_SAYS_STOP | TS_SAYS_TITLE | TS_WORD_FORENAME));
}

bool ts_scan_lone_name(ts_scan *s, const ts_scan_word *w) {
    ts_span text = ts_slice(s->text, w->from, w->to - w->from);
    ts_norm norm;
    bool forename = (w->known & TS_WORD_FORENAME) != 0, word_too = (w->known & TS_WORD_ORDINARY) != 0;
    ts_kind kind = ts_scan_was_named(s, w);
    bool post = ts_scan_is_behind_post(s, w);
    if (kind == TS_KIND_NONE && w->possessive && names_a_things_owner(s, w))
        return false;
    int greeted = by_greeting(s, w), confidence = greeted ? greeted : by_word(s, w, kind, post);
    if (confidence == 0 || ts_scan_goes_on_as_thing(s, w) || ts_scan_is_other(w) || (w->known & TS_SAYS_NOBODY))
        return false;
    confidence += greeted ? 0 : ts_scan_around(s, w->from, w, word_too);
    confidence = confidence > 95 ? 95 : confidence;
    if (confidence < TS_PERSON_LEAST)
        return false;
    bool surname = !greeted && (post || kind == TS_KIND_SURNAME || (kind == TS_KIND_NONE && !forename));
    kind = surname ? TS_KIND_SURNAME : TS_KIND_FORENAME;
    if (surname ? !ts_surname_normal(text, &norm) : !ts_forename_normal(text, &norm))
        return false;
    if (!ts_hits_add(s->hits, kind, &norm, (uint32_t)w->from, (uint32_t)w->to, confidence,
                     (ts_side){.about = TS_ABOUT_PROSE}))
        return false;
    s->done = s->name_end = w->to;
    if (greeted)
        ts_scan_remember_word(s, w, false);
    return true;
}

/* "Achebe OT", "Low J.": a surname that is no other word, and initials to the line's end or to a gap, as ledgers have them. */
bool ts_scan_surname_and_initials(ts_scan *s, const ts_scan_word *surname) {
    enum { MOST = 3, SURE = 72 };
    char text[TS_NORM_MAX];
    size_t n = surname->to - surname->from, end = surname->to + 1, letters = 0;
    if (ts_scan_at(s, surname->to) != ' ' || !ts_is_upper(ts_scan_at(s, end)) || surname->possessive || n < 3 ||
        n + 2 * MOST + 2 > sizeof text || surname->known >> 2 == 0 ||
        (surname->known & ~(uint32_t)(TS_WORD_SURNAME | TS_WORD_FORENAME)))
        return false;
    ts_copy(text, s->text.ptr + surname->from, n);
    text[n++] = ',';
    while (letters < MOST && ts_is_upper(ts_scan_at(s, end))) {
        text[n++] = ' ';
        text[n++] = s->text.ptr[end++];
        letters++;
        end += ts_scan_at(s, end) == '.';
    }
    ts_norm norm;
    uint32_t says = ts_scan_says(s, ts_slice(s->text, surname->to + 1, end - surname->to - 1));
    bool other = (says & (TS_SAYS_THING | TS_SAYS_OFFICE | TS_SAYS_PLACE | TS_SAYS_STOP)) != 0;
    return !other && !ts_is_alnum(ts_scan_at(s, end)) && ts_scan_is_bounded(s, surname->from, end) &&
           ts_person_name_normal(ts_span_of(text, n), &norm) &&
           ts_scan_add_named(s, TS_KIND_PERSON_NAME, &norm, surname->from, end, SURE,
                             (ts_side){.about = TS_ABOUT_PROSE});
}

/* "Patient's surname/family name      SHARP": what stands behind the name of a field and a gap, to the line's end or the
 * next gap. */
bool ts_scan_name_behind_gap(ts_scan *s, size_t at) {
    size_t label_end = at;
    while (label_end > s->from && s->text.ptr[label_end - 1] == ' ')
        label_end--;
    if (label_end == s->from || !(ts_is_alpha(s->text.ptr[label_end - 1]) || s->text.ptr[label_end - 1] == ')'))
        return false;
    const ts_label *label = ts_scan_label_before(s, at);
    ts_kind kind = (ts_kind)label->kind;
    if ((kind != TS_KIND_SURNAME && kind != TS_KIND_FORENAME) || label->strength < 70 || label->other ||
        label->column_only)
        return false;
    ts_norm norm;
    size_t end = ts_name_end(s->text, at, s->to);
    return end > at && ts_scan_is_bounded(s, at, end) &&
           ts_detector_of(kind)->normal(ts_slice(s->text, at, end - at), &norm) &&
           ts_scan_add_named(s, kind, &norm, at, end, 80, (ts_side){.about = label->about, .labelled = true});
}

/* "escort Priya", "son John", "KW Anna": a cell too short for prose, of a word that people stand behind and a forename that
 * is no other word. */
bool ts_scan_announced_cell(ts_scan *s) {
    enum { SHORTEST = 6, SURE = 72 };
    size_t end = s->from;
    while (end < s->to && ts_is_alpha(s->text.ptr[end]))
        end++;
    ts_scan_word w;
    ts_norm norm;
    if (s->to - s->from < SHORTEST || end < s->from + 2 || ts_scan_at(s, end) != ' ' ||
        !(ts_scan_says(s, ts_slice(s->text, s->from, end - s->from)) & TS_SAYS_KIN) ||
        !ts_scan_read_word(s, end + 1, &w) || w.to != s->to || !(w.known & TS_WORD_FORENAME) ||
        (w.known & ~(uint32_t)(TS_WORD_FORENAME | TS_WORD_SURNAME)) || w.initial)
        return false;
    return ts_forename_normal(ts_slice(s->text, w.from, w.to - w.from), &norm) &&
           ts_scan_add_named(s, TS_KIND_FORENAME, &norm, w.from, w.to, SURE, (ts_side){.about = TS_ABOUT_PROSE});
}
