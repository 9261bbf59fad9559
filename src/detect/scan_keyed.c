/* scan_keyed.c - names by the keys of data: "surname=Ash" in a query, {"given": ["Anna"], "family": "Ogden"}. */
#include "detect/scan.h"
#include "text/name.h"

enum { LABELLED = 92 };

/* Does a whole value end at text[end]?  A call, a field of something, a sum are a program's. */
static bool ends_value(const ts_scan *s, size_t end) {
    char c = ts_scan_char(s, end), next = ts_scan_char(s, end + 1);
    if (c == ' ')
        return next != '=' && next != '+' && next != '.' && next != '(';
    return c == '&' || c == '"' || c == '\'' || c == '\n' || c == '\r' || c == '\t' || c == ',' || c == ';' ||
           c == '<' || c == ')' || c == '#' || c == '|' || c == '}' || c == ']';
}

/* By its first word: "Ann-Marie", "Jane Mary". */
static bool knows_forename(const ts_norm *norm) {
    size_t end = 0;
    while (end < norm->len && norm->text[end] != '-' && norm->text[end] != ' ')
        end++;
    return ts_forename_known(ts_span_of(norm->text, end)) > 0;
}

/* What programs write where there is no name. */
static bool is_nothing(ts_span name) {
    return ts_span_eq(name, ts_str("NONE")) || ts_span_eq(name, ts_str("NULL")) || ts_span_eq(name, ts_str("TRUE")) ||
           ts_span_eq(name, ts_str("FALSE")) || ts_span_eq(name, ts_str("NAN"));
}

void ts_scan_equals_name(ts_scan *s, size_t equals, size_t start, const ts_label *label) {
    enum { UNKNOWN = 55, GUESSED = 35 };
    ts_norm norm;
    size_t end = start;
    bool quoted = s->text.ptr[start - 1] == '"' || s->text.ptr[start - 1] == '\'',
         whole = label->kind == TS_KIND_PERSON_NAME;
    if ((label->kind != TS_KIND_SURNAME && label->kind != TS_KIND_FORENAME && !whole) || label->other ||
        (label->strength < 70 && !label->column_only) || (label->bare && !quoted))
        return;
    for (size_t stop; end < s->to;
         end = stop + 1) { /* words, and a blank between them where it is plain where they end */
        stop = ts_name_word_end(s->text, end, s->to);
        if (stop == end)
            break;
        if (!(quoted || whole) || ts_scan_char(s, stop) != ' ' || !ts_name_capital(s->text, stop + 1)) {
            end = stop;
            break;
        }
    }
    ts_kind kind = (ts_kind)label->kind;
    if (end <= start || !ends_value(s, end) ||
        !ts_detector_of(kind)->normal(ts_slice(s->text, start, end - start), &norm))
        return;
    /* "surname = cell": what a program calls its own things is written small, or with blanks around the sign. */
    bool known = kind == TS_KIND_FORENAME ? knows_forename(&norm) : ts_scan_known_words(&norm) > 0;
    bool tight = s->text.ptr[equals - 1] != ' ' && ts_scan_char(s, equals + 1) != ' ';
    bool name = ts_name_capital(s->text, start) ? quoted || tight : tight && ts_scan_char(s, end) == '&';
    int sure = known && (tight || quoted) ? LABELLED : name && !is_nothing(ts_norm_span(&norm)) ? UNKNOWN : GUESSED;
    ts_side side = {.about = label->about, .labelled = true};
    if (ts_hits_add(s->hits, kind, &norm, (uint32_t)start, (uint32_t)end, sure, side))
        s->done = end;
}

/* Stands the other half of a name under its own key near text[at]: "given" and "family" (FHIR, HumanName)? */
static bool has_other_half(const ts_scan *s, size_t at, bool surname) {
    enum { NEAR = 64 };
    ts_span key = surname ? ts_str("given") : ts_str("family");
    size_t from = at > s->from + NEAR ? at - NEAR : s->from, to = at + NEAR < s->to ? at + NEAR : s->to;
    for (size_t i = from; i + key.len + 2 <= to; i++) {
        char behind = s->text.ptr[i + 1 + key.len];
        if (s->text.ptr[i] == '"' && (behind == '"' || behind == '\\') &&
            ts_span_eq(ts_slice(s->text, i + 1, key.len), key))
            return true;
    }
    return false;
}

static size_t behind_marks(const ts_scan *s, size_t at, const char *marks) {
    while (at < s->to && strchr(marks, s->text.ptr[at]) && s->text.ptr[at])
        at++;
    return at;
}

/* {"given": ["Anna", "May"], "family": "Ogden"}: words that are ordinary ones but as keys.  The key's colon is at `colon`. */
bool ts_scan_keyed_name(ts_scan *s, size_t colon, const ts_label *label) {
    enum { PAIRED = 75, ITSELF = 60, GUESSED = 35, LONGEST_LIST = 5 };
    ts_kind kind = (ts_kind)label->kind;
    if ((kind != TS_KIND_FORENAME && kind != TS_KIND_SURNAME) || label->other || s->text.ptr[colon - 1] != '"')
        return false;
    bool taken = false, pair = label->bare && has_other_half(s, colon, kind == TS_KIND_SURNAME);
    size_t at = behind_marks(s, colon + 1, " [\\");
    bool list = s->text.ptr[at - 1] == '[' || s->text.ptr[at - 1] == '\\';
    for (int names = 0; names < (list ? LONGEST_LIST : 1); names++) {
        ts_norm norm;
        if (ts_scan_char(s, at) != '"' || !ts_name_capital(s->text, at + 1))
            break;
        size_t start = at + 1, end = start;
        for (size_t stop; (stop = ts_name_word_end(s->text, end, s->to)) > end;)
            end = ts_scan_char(s, stop) == ' ' && ts_name_capital(s->text, stop + 1) ? stop + 1 : stop;
        if ((ts_scan_char(s, end) != '"' && ts_scan_char(s, end) != '\\') ||
            !ts_detector_of(kind)->normal(ts_slice(s->text, start, end - start), &norm) ||
            is_nothing(ts_norm_span(&norm)))
            break;
        bool known = kind == TS_KIND_FORENAME ? knows_forename(&norm) : ts_scan_known_words(&norm) > 0;
        int sure = known ? (pair || !label->bare ? LABELLED : PAIRED) : pair ? PAIRED : label->bare ? GUESSED : ITSELF;
        if (!ts_hits_add(s->hits, kind, &norm, (uint32_t)start, (uint32_t)end, sure,
                         (ts_side){.about = label->about, .labelled = true}))
            break;
        taken = true;
        s->done = end;
        at = behind_marks(s, end, "\\\"");
        at = ts_scan_char(s, at) == ',' ? behind_marks(s, at + 1, " \\") : s->to;
    }
    return taken;
}
