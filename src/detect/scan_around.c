/* scan_around.c - what stands around a name in running text: "by", "her son" and "(DOB" speak for a person, "Royal", "Road"
 * and "'s disease" against.
 *
 * The weights are judged; tools/accuracy-scan measures what they give.
 */
#include "detect/scan_people.h"

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

/* What stands straight behind, which says that these words are something else's name. */
bool ts_scan_goes_on_as_thing(const ts_scan *s, const ts_scan_word *last) {
    ts_span t = s->text;
    size_t at = last->to;
    if (last->possessive)
        at += ts_is_quote(t, at) && t.ptr[at] == '\'' ? 2 : 4;
    if (at + 1 >= s->to || (t.ptr[at] != ' ' && t.ptr[at] != '-'))
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
    static const char *const marks[] = {"(dob", "(d.o.b", "dob",  "d.o.b", "born",       "(born",
                                        "(nhs", "nhs n",  "aged", "(aged", "(date of b", "date of b"};
    size_t i = at;
    while (i < s->to && i - at < 3 && (s->text.ptr[i] == ' ' || s->text.ptr[i] == ','))
        i++;
    if (i == at || !ts_scan_begins_born(ts_scan_at(s, i)))
        return false;
    ts_span rest = ts_slice(s->text, i, 12);
    for (size_t k = 0; k < sizeof marks / sizeof marks[0]; k++)
        if (ts_span_starts_nocase(rest, ts_str(marks[k])))
            return true;
    return false;
}

/* What the words around add or take. */
int ts_scan_around(const ts_scan *s, size_t start, const ts_scan_word *last, bool ordinary) {
    ts_span t = s->text;
    int sum = 0;
    size_t end = start;
    while (end > s->from && t.ptr[end - 1] == ' ')
        end--;
    bool capital = false, gap = end < start, begins = end == s->from || t.ptr[end - 1] == '\n';
    ts_span w = gap ? ts_scan_word_before(s, end, &capital) : (ts_span){t.ptr, 0};
    uint32_t said = w.len > 0 ? ts_scan_says(s, w) : 0;
    if (said & TS_SAYS_BEFORE)
        sum += 6;
    else if (capital && !(said & (TS_SAYS_STOP | TS_SAYS_OFFICE)))
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
    if (ts_scan_says_born(s, last->to))
        return sum + 35;
    size_t from = last->to, stop;
    if (from < s->to && t.ptr[from] == ' ') {
        for (stop = ++from; stop < s->to && stop - from < 12 && ts_is_alpha(t.ptr[stop]); stop++)
            continue;
        if (stop > from && (ts_scan_says(s, ts_slice(t, from, stop - from)) & TS_SAYS_AFTER))
            sum += 6;
    }
    return sum;
}
