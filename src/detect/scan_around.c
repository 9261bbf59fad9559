/* scan_around.c - what stands around a name in running text: "by", "her son" and "(DOB" speak for a person, "Royal", "Road"
 * and "'s disease" against.
 *
 * The weights are judged; tools/accuracy-scan measures what they give.
 */
#include "base/once.h"
#include "detect/person_words.h"
#include "text/words.h"

/* "[21:30] Priya: yes", "12/11/2023, 16:40 - Priya: yes", "<Priya> yes": who speaks in a chat. */
bool ts_scan_takes_turn(const ts_scan *s, size_t from, size_t end) {
    const char *p = s->text.ptr + from;
    char behind = ts_scan_at(s, end);
    if (from < s->from + 5)
        return behind == '>' && from == s->from + 1 && p[-1] == '<';
    if (behind == '>')
        return p[-1] == '<' && p[-2] == '\n';
    return behind == ':' && p[-1] == ' ' && (p[-2] == ']' || (p[-2] == '-' && p[-3] == ' ' && ts_is_alnum(p[-4])));
}

/* What no name goes over: the next label or sentence, a hospital, a street. */
bool ts_scan_is_other(const ts_scan_word *w) {
    /* Hill, Green and Lane are streets and common surnames: by_words tells. */
    bool surname = (w->known & TS_WORD_SURNAME) >= 2 * TS_WORD_SURNAME_ONE;
    return (w->known & (TS_SAYS_STOP | TS_SAYS_OFFICE)) != 0 ||
           (!surname && (w->known & (TS_SAYS_PLACE | TS_SAYS_THING)) != 0);
}

/* The word that ends at `end`, in small letters; length 0 where none does.  *capital: it begins with one. */
ts_span ts_scan_word_before(const ts_scan *s, size_t end, bool *capital) {
    size_t from = end;
    while (from > s->from && end - from < 16 && ts_is_alpha(s->text.ptr[from - 1]))
        from--;
    *capital = from < end && ts_is_upper(s->text.ptr[from]);
    return ts_slice(s->text, from, end - from);
}

bool ts_scan_wraps(const ts_scan *s, size_t end) {
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

/* What stands straight behind, which says that these words are something else's name. */
bool ts_scan_goes_on_as_thing(const ts_scan *s, const ts_scan_word *last) {
    ts_span t = s->text;
    size_t at = last->to;
    if (last->possessive)
        at += ts_is_quote(t, at) && t.ptr[at] == '\'' ? 2 : 4;
    if (at + 1 >= s->to || (t.ptr[at] != ' ' && t.ptr[at] != '-' && !(t.ptr[at] == '\n' && ts_scan_wraps(s, at))))
        return at + 1 < s->to && t.ptr[at] == '&';
    size_t from = at + 1, end = from;
    if (t.ptr[from] == '&')
        return true;
    while (end < s->to && end - from < 20 && ts_is_alpha(t.ptr[end]))
        end++;
    if (end == from)
        return false;
    uint32_t next = ts_scan_says(s, ts_slice(t, from, end - from));
    return (next & TS_SAYS_THING) || (ts_is_upper(t.ptr[from]) && (next & (TS_SAYS_OFFICE | TS_SAYS_PLACE)));
}

bool ts_scan_says_born(const ts_scan *s, size_t at) {
    static const char *const marks[] = {"(dob",  "(d.o.b", "dob",   "d.o.b",      "born",      "(born", "(nhs",
                                        "nhs n", "aged",   "(aged", "(date of b", "date of b", "(b. ",  "(b "};
    size_t i = at;
    while (i < s->to && i - at < 3 && (s->text.ptr[i] == ' ' || s->text.ptr[i] == ','))
        i++;
    if (i == at || !ts_scan_begins_born(ts_scan_at(s, i), ts_scan_at(s, i + 1)))
        return false;
    ts_span rest = ts_slice(s->text, i, 12);
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (ts_span_starts_nocase(rest, ts_str(marks[k])))
            return true;
    return false;
}

/* "Jude, Terence and Amanda". */
bool ts_scan_is_listed(const ts_scan *s, size_t start) {
    static const char *const joints[] = {", ", "; ", " and ", ", and ", " & ", "/", " / ", " or ", " a "};
    size_t end = s->name_end, gap = start - end;
    if (end == 0 || start <= end || gap > 6)
        return false;
    char between[8] = {0};
    for (size_t i = 0; i < gap; i++)
        between[i] = s->text.ptr[end + i] == '\n' ? ' ' : s->text.ptr[end + i];
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (strcmp(between, joints[i]) == 0)
            return true;
    return false;
}

bool ts_scan_is_signed(const ts_scan *s, size_t start) {
    size_t end = start;
    while (end > s->from && start - end < 8 && !ts_is_alnum(s->text.ptr[end - 1]) && s->text.ptr[end - 1] < 0x80)
        end--;
    if (end > s->from + 3 && s->text.ptr[end] == ')' && s->text.ptr[end - 1] == 's' && s->text.ptr[end - 2] == '(')
        end -= 2; /* "Signature(s)" */
    bool capital;
    ts_span w = end < start ? ts_scan_word_before(s, end, &capital) : (ts_span){s->text.ptr, 0};
    return (ts_scan_does(s, w) & TS_DOES_SIGN) != 0;
}

bool ts_scan_is_bounded(const ts_scan *s, size_t start, size_t end) {
    static const char before[] = "\n\"'|;(<>\t[", behind[] = "\n\r\"'|;)<\t(/]";
    ts_span t = s->text;
    size_t from = start, to = end;
    while (from > s->from && t.ptr[from - 1] == ' ')
        from--;
    while (to < s->to && t.ptr[to] == ' ')
        to++;
    bool begins = from == s->from || start - from > 1 || t.ptr[from - 1] == ':' || strchr(before, t.ptr[from - 1]);
    bool ends = to >= s->to || to - end > 1 || (t.ptr[to] && strchr(behind, t.ptr[to])) ||
                (to > end && (ts_is_digit(t.ptr[to]) || t.ptr[to] == '-'));
    /* "Discharge letter Taylor, Sandra" */
    begins = begins || (to < s->to && t.ptr[to] == '"' && from > s->from && ts_is_alpha(t.ptr[from - 1]) &&
                        !ts_is_upper(t.ptr[from - 1]));
    return begins && ends;
}

/* "spoke to", "met with": what is said of `to` depends on the word before it. */
static bool is_spoken_to(const ts_scan *s, ts_span to) {
    bool capital;
    size_t from = (size_t)(to.ptr - s->text.ptr);
    if ((!ts_span_eq_nocase(to, ts_str("to")) && !ts_span_eq_nocase(to, ts_str("with")) &&
         !ts_span_eq_nocase(to, ts_str("see"))) ||
        from <= s->from + 1 || !ts_is_space(s->text.ptr[from - 1]))
        return false;
    if (from > s->from + 1 && ts_span_eq_nocase(to, ts_str("see"))) { /* "here to see Anna Low" */
        ts_span before = ts_scan_word_before(s, from - 1, &capital);
        return before.len == 2 && ts_span_eq_nocase(before, ts_str("to"));
    }
    ts_span verb = ts_scan_word_before(s, from - 1, &capital);
    return (ts_scan_does(s, verb) & TS_DOES_SPEAK) != 0;
}

/* The end of the word before `start`: over one space or, where prose wraps, over the line's end; else `start`. */
static size_t end_before(const ts_scan *s, size_t start) {
    if (start <= s->from + 1 || !ts_is_space(s->text.ptr[start - 1]))
        return start;
    size_t end = start - 1;
    if (s->text.ptr[end] == '\n' && !ts_scan_wraps(s, end))
        return start;
    return ts_is_space(s->text.ptr[end - 1]) ? start : end;
}

/* "Ysbyty Bryn Celyn", "HMS Victoria": what is called after people and places, in English and in Welsh. */
static bool is_called_after(ts_span word) {
    static ts_word_set called = {
        .words = " YSBYTY MEDDYGFA CANOLFAN YSGOL CAPEL EGLWYS HEOL FFORDD STRYD NEUADD HMS HMP RMS "
                 "MV SS RNLI HOTEL VILLA CAFE MOUNT FORT PORT LAKE "};
    return ts_word_set_has_nocase(&called, word);
}

/* What the word before adds or takes. */
static int by_word_before(const ts_scan *s, size_t end, bool ordinary) {
    char sign = s->text.ptr[end - 1];
    bool capital;
    if (sign == ',' || sign == ':') { /* "her mother, Fang Zhou" */
        ts_span kin = ts_scan_word_before(s, end - 1, &capital);
        return kin.len > 0 && (ts_scan_says(s, kin) & TS_SAYS_KIN) ? 18 : 0;
    }
    if (sign == '.') /* St. */
        return end > s->from + 2 && s->text.ptr[end - 3] == 'S' ? -45 : ordinary ? -10 : 0;
    if (sign == '?' || sign == '!')
        return ordinary ? -10 : 0;
    ts_span w = ts_scan_word_before(s, end, &capital);
    if (w.len == 0)
        return 0;
    uint32_t said = ts_scan_says(s, w);
    if ((said & TS_SAYS_KIN) || is_spoken_to(s, w))
        return 18;
    if (said & TS_SAYS_BEFORE)
        return 6;
    if (capital && is_called_after(w))
        return -45;
    if (capital && (said & TS_SAYS_BEGINS))
        return 0;
    if (capital && !(said & (TS_SAYS_STOP | TS_SAYS_OFFICE)))
        return ts_span_eq_nocase(w, ts_str("st")) || ts_span_eq_nocase(w, ts_str("saint")) ? -45 : -25;
    if (ts_span_eq_nocase(w, ts_str("the")))
        return -30;
    return !capital && !(said & TS_SAYS_PLACED) ? 8 : 0; /* within a sentence */
}

/* What stands behind adds: "who", "said"; ", midwife". */
static int by_word_behind(const ts_scan *s, size_t end) {
    ts_span t = s->text;
    bool comma = ts_scan_at(s, end) == ',', bracket = false;
    size_t from = end + comma, stop;
    if (from >= s->to || (t.ptr[from] != ' ' && t.ptr[from] != '\n'))
        return 0;
    bracket = !comma && ts_scan_at(s, from + 1) == '(';
    from += 1 + (size_t)bracket;
    for (stop = from; stop < s->to && stop - from < 16 && ts_is_alpha(t.ptr[stop]); stop++)
        continue;
    if (stop == from)
        return 0;
    uint32_t says = ts_scan_says(s, ts_slice(t, from, stop - from));
    if (comma || bracket)
        return says & (TS_SAYS_ROLE | TS_SAYS_OFFICE) ? 12 : 0;
    return says & TS_SAYS_AFTER ? 8 : 0;
}

static ts_word_set people_labels = {
    .words = " PRESENT ATTENDEES ATTENDANCE ATTENDED ATTENDING APOLOGIES CC DISTRIBUTION MEMBERS "
             "MEMBERSHIP PARTICIPANTS CIRCULATION INVITEES INVITED ABSENT REGRETS SIGNATORIES WITNESSES "};
/* By their last letter and the one before it, a bit each third last: few labels end so.  "CC" has any before it. */
static uint32_t people_label_ends[32][32];

static void note_people_labels(void) {
    for (const char *p = people_labels.words + 1; *p; p++)
        if (*p == ' ')
            people_label_ends[p[-1] & 31][p[-2] & 31] |= p[-3] == ' ' ? UINT32_MAX : UINT32_C(1) << (p[-3] & 31);
}

void ts_scan_people_label(ts_scan *s, size_t colon) {
    enum { LONGEST = 800 };
    static ts_once once = TS_ONCE_INIT;
    ts_once_ready(&once, note_people_labels);
    if (colon < s->from + 2)
        return;
    const char *end_of = s->text.ptr + colon;
    uint32_t thirds = people_label_ends[end_of[-1] & 31][end_of[-2] & 31];
    if (!(thirds >> (colon > s->from + 2 ? end_of[-3] & 31 : 0) & 1))
        return;
    bool capital;
    ts_span w = ts_scan_word_before(s, colon, &capital);
    if (w.len < 2 || !ts_word_set_has_nocase(&people_labels, w))
        return;
    size_t end = colon + 1, most = s->to - end < LONGEST ? s->to : end + LONGEST;
    while (end < most && !(s->text.ptr[end] == '\n' && ts_scan_at(s, end + 1) == '\n'))
        end++;
    s->people_to = end;
}

/* What it adds that an item of a list of people begins at `start`. */
static int by_list(const ts_scan *s, size_t start) {
    if (start >= s->people_to)
        return 0;
    size_t at = start;
    while (at > s->from && start - at < 6 &&
           (s->text.ptr[at - 1] == ' ' || s->text.ptr[at - 1] == '-' || s->text.ptr[at - 1] == '*' ||
            s->text.ptr[at - 1] == '.' || ts_is_digit(s->text.ptr[at - 1])))
        at--;
    char before = at > s->from ? s->text.ptr[at - 1] : ' ';
    return before == ':' ? 32 : memchr(",;\n\t&/", before, 6) ? 25 : 0;
}

/* "(16 June 1990)", "(2/3/1964)": a date alone in brackets, most likely of birth. */
static bool is_dated(const ts_scan *s, size_t at) {
    ts_span t = s->text;
    if (ts_scan_at(s, at) != ' ' || ts_scan_at(s, at + 1) != '(' || !ts_is_digit(ts_scan_at(s, at + 2)))
        return false;
    size_t i = at + 2, digits = 0;
    for (; i < s->to && i - at < 24 && t.ptr[i] != ')'; i++) {
        if (!ts_is_alnum(t.ptr[i]) && t.ptr[i] != ' ' && t.ptr[i] != '/' && t.ptr[i] != '.' && t.ptr[i] != '-')
            return false;
        digits += ts_is_digit(t.ptr[i]);
    }
    return digits >= 5 && digits <= 8 && ts_scan_at(s, i) == ')' && ts_is_digit(t.ptr[i - 1]);
}

/* " (57)": an age behind a name, as theatre lists have it. */
bool ts_scan_is_aged(const ts_scan *s, size_t at) {
    size_t end = at + 2;
    while (end < s->to && end - at < 5 && ts_is_digit(s->text.ptr[end]))
        end++;
    return ts_scan_at(s, at) == ' ' && ts_scan_at(s, at + 1) == '(' && end > at + 2 && ts_scan_at(s, end) == ')';
}

/* "Barnaby Rudge (Penguin) ISBN 978...", "Annie Hall - cert 15", "14 Annie Laurie - trad. 6:36": a work of which a catalogue, a
 * cinema or a list of songs tells behind its name. */
static bool is_work(const ts_scan *s, size_t start, size_t end) {
    enum { LINE = 72 };
    const char *t = s->text.ptr;
    size_t high = s->to - end > LINE ? end + LINE : s->to;
    const char *nl = memchr(t + end, '\n', high - end);
    size_t stop = nl ? (size_t)(nl - t) : high;
    ts_span rest = ts_slice(s->text, end, stop - end);
    if (rest.len < 5)
        return false;
    if (memmem(rest.ptr, rest.len, "ISBN", 4) || memmem(rest.ptr, rest.len, " cert ", 6))
        return true;
    while (stop > end && t[stop - 1] <= ' ')
        stop--;
    bool numbered = start > s->from + 1 && t[start - 1] == ' ' && (ts_is_digit(t[start - 2]) || t[start - 2] == '.');
    bool lasts = stop > end + 5 && ts_is_digit(t[stop - 1]) && ts_is_digit(t[stop - 2]) && t[stop - 3] == ':' &&
                 ts_is_digit(t[stop - 4]) && t[stop - 5] == ' ';
    bool dated = t[end] == ' ' && t[end + 1] == '(' && (t[end + 2] == '1' || t[end + 2] == '2') && end + 7 == stop &&
                 t[end + 6] == ')';
    return numbered && (lasts || dated);
}

int ts_scan_around(const ts_scan *s, size_t start, const ts_scan_word *last, bool ordinary) {
    enum { WORK = 50 };
    ts_span t = s->text;
    size_t end = end_before(s, start);
    bool listed = ts_scan_is_listed(s, start);
    int sum = (listed || ts_scan_takes_turn(s, start, last->to) ? 18 : 0) + by_list(s, start);
    if (end < start)
        sum += by_word_before(s, end, ordinary);
    else if (start == s->from || t.ptr[start - 1] == '\n')
        sum -= ordinary ? 8 : 0;
    if (start > s->from && !listed &&
        (t.ptr[start - 1] == '/' || t.ptr[start - 1] == '\\' || t.ptr[start - 1] == '-' || t.ptr[start - 1] == '&' ||
         t.ptr[start - 1] == '#'))
        sum -= 30;
    if (is_work(s, start, last->to))
        sum -= WORK;
    return sum + (ts_scan_says_born(s, last->to) ? 35 : is_dated(s, last->to) ? 25 : by_word_behind(s, last->to));
}
