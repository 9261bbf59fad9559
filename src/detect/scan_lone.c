/* scan_lone.c - a forename or a surname that stands alone in running text: greeted, signing, or of one who was named before. */
#include "detect/kinds.h"
#include "detect/scan_people.h"

/* "Hi Priya,", "Thanks, Tom": greeted, or signing. */
bool ts_scan_is_greeted(const ts_scan *s, size_t at) {
    size_t end = at;
    while (end > s->from && at - end < 3 &&
           (s->text.ptr[end - 1] == ' ' || s->text.ptr[end - 1] == ',' || s->text.ptr[end - 1] == '\n'))
        end--;
    bool capital;
    ts_span w = end < at ? ts_scan_word_before(s, end, &capital) : (ts_span){s->text.ptr, 0};
    return w.len > 1 && capital && (ts_scan_says(s, w) & TS_SAYS_GREETING);
}

bool ts_scan_lone_name(ts_scan *s, const ts_scan_word *w) {
    ts_span t = s->text, text = ts_slice(t, w->from, w->to - w->from);
    ts_norm norm;
    bool forename = (w->known & TS_WORD_FORENAME) != 0, word_too = (w->known & TS_WORD_ORDINARY) != 0, greeted = false;
    ts_kind kind = ts_scan_was_named(s, w);
    char behind = w->to < s->to ? t.ptr[w->to] : '\n';
    int confidence = 0;
    if (ts_scan_is_greeted(s, w->from) &&
        (behind == ',' || behind == '\n' || behind == '\r' || behind == '!' || behind == ' '))
        confidence = forename ? (word_too ? 75 : 88) : behind == ',' ? 60 : 0;
    greeted = confidence > 0;
    if (!greeted && kind != TS_KIND_NONE)
        confidence = 72;
    else if (!greeted && forename && !word_too && !w->capitals)
        confidence = 40;
    if (confidence == 0 || ts_scan_goes_on_as_thing(s, w) || ts_scan_is_other(w) || (w->known & TS_SAYS_NOBODY))
        return false;
    confidence += greeted ? 0 : ts_scan_around(s, w->from, w, word_too);
    if (confidence == 40 && w->possessive)
        confidence += 12;
    if (confidence < TS_PERSON_LEAST)
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
        ts_scan_remember_word(s, w, false);
    return true;
}
