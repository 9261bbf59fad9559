/* scan_edifact.c - who a message of EDIFACT is about: "PNA+PAT+9990000018:OPI+++SU:ASH+FO:ANNA", "DTM+329:19610312:102" and
 * "NAD+PAT++12 HIGH STREET:TOWN" (NHS-EDI; UN/EDIFACT D.01C, MEDRPT).
 *
 * A sign of its own ends each part, so what it names needs no words around.  Names of doctors: scan_announced.c.
 */
#include "detect/kinds.h"
#include "detect/person_words.h"
#include "detect/scan.h"

enum { LONGEST = 48, KNOWN = 78, SURE = 92 };

/* Do these very letters stand before text[at]? */
static bool ends_with(const ts_scan *s, size_t at, const char *letters) {
    size_t n = strlen(letters);
    return at >= s->from + n && memcmp(s->text.ptr + at - n, letters, n) == 0;
}

/* Adds what stands at [at, end) under its kind; false where it is none. */
static bool take(ts_scan *s, ts_kind kind, size_t at, size_t end) {
    ts_norm norm;
    if (end > s->to || !ts_hits_wants(s->hits, kind) ||
        !ts_detector_of(kind)->normal(ts_slice(s->text, at, end - at), &norm) ||
        !ts_hits_add(s->hits, kind, &norm, (uint32_t)at, (uint32_t)end, SURE, (ts_side){.labelled = true}))
        return false;
    s->done = end;
    return true;
}

bool ts_scan_edifact_number(ts_scan *s, size_t at) {
    enum { NUMBER = 10 };
    bool leads = ends_with(s, at, "PNA+PAT+") || ends_with(s, at, "NAD+PT+") || ends_with(s, at, "NAD+PAT+");
    return leads && memchr(":+'", ts_scan_char(s, at + NUMBER), 3) && take(s, TS_KIND_NHS_NUMBER, at, at + NUMBER);
}

bool ts_scan_edifact_birth(ts_scan *s, size_t at) {
    enum { DAY = 8 };
    return ends_with(s, at, "DTM+329:") && memchr(":'", ts_scan_char(s, at + DAY), 2) &&
           take(s, TS_KIND_BIRTH_DATE, at, at + DAY);
}

/* The end of a part: a quote inside a word ends no segment. */
static size_t part_end(const ts_scan *s, size_t at) {
    size_t end = at;
    for (; end < s->to && end - at < LONGEST; end++) {
        char c = s->text.ptr[end], next = ts_scan_char(s, end + 1), beyond = ts_scan_char(s, end + 2);
        if (c == ':' || c == '+' || c == '\n' || (c == '\'' && !(next == 'S' && beyond == ' ')))
            break;
    }
    return end;
}

bool ts_scan_edifact_address(ts_scan *s, size_t at) {
    bool leads = ends_with(s, at, "NAD+PAT++") || ends_with(s, at, "NAD+PAT++??:") || ends_with(s, at, "ADR++US:");
    size_t end = leads ? part_end(s, at) : at;
    return leads && memchr(":+'", ts_scan_char(s, end), 3) && take(s, TS_KIND_ADDRESS, at, end);
}

bool ts_scan_edifact_name(ts_scan *s, size_t colon) {
    enum { NEAR = 80 };
    const char *t = s->text.ptr;
    if (colon < s->from + 3 || t[colon - 3] != '+')
        return false;
    bool surname = t[colon - 2] == 'S' && t[colon - 1] == 'U', forename = t[colon - 2] == 'F' && t[colon - 1] == 'O';
    size_t low = colon > s->from + NEAR ? colon - NEAR : s->from, at = colon + 1, end = at;
    bool named = false;
    for (size_t i = low; i + 4 <= colon && (surname || forename) && !named; i++)
        named = memcmp(t + i, "PNA+", 4) == 0;
    char name[LONGEST];
    size_t n = 0;
    while (end < s->to && n < sizeof name) {
        bool released = t[end] == '?' && ts_scan_at(s, end + 1) == '\''; /* "O?'BRIEN": one that ends no segment */
        end += released;
        if (!released &&
            (t[end] == '\'' || !((ts_is_alpha(t[end]) || memchr("-'", t[end], 2) || t[end] >= 0x80) || t[end] == ' ')))
            break;
        name[n++] = t[end++];
    }
    ts_norm norm;
    ts_kind kind = surname ? TS_KIND_SURNAME : TS_KIND_FORENAME;
    return named && end > at && memchr("+'", ts_scan_at(s, end), 2) &&
           ts_detector_of(kind)->normal(ts_span_of(name, n), &norm) &&
           ts_scan_add_named(s, kind, &norm, at, end, KNOWN, (ts_side){.labelled = true});
}
