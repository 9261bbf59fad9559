/* scan_words.c - what a capital or a label in running text may begin: postcodes with their address, NINOs, local ids, and
 * the value after "Surname:"; names: scan_announced.c. */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/person_words.h"
#include "detect/scan_name_add.h"
#include "detect/scan_misread.h"
#include "detect/scan_partial.h"

#include "text/date.h"
#include "text/fold.h"
#include "text/name.h"
#include "text/place.h"

/* Keeps what a find needs of the stack out of the way of those many capitals that none of them takes. */
#define OUT_OF_LINE __attribute__((noinline))

enum { LABELLED = 92 };

/* A capital word with a digit in it, as ids have. */
static size_t id_end(const ts_scan *s, size_t at, bool *digits) {
    size_t i = at;
    *digits = false;
    while (i < s->to && i - at < 24) {
        char c = s->text.ptr[i];
        if (ts_is_digit(c))
            *digits = true;
        else if (!ts_is_upper(c) && !((c == '-' || c == '/') && i + 1 < s->to && ts_is_digit(s->text.ptr[i + 1])))
            break;
        i++;
    }
    return i;
}

OUT_OF_LINE static bool find_postcode(ts_scan *s, size_t at) {
    ts_found f;
    ts_label label = {0};
    if (!ts_scan_find(s, &ts_detector_postcode, at, &f) ||
        (f.norm.len == 0 && !ts_postcode_normal((ts_span){s->text.ptr + f.start, f.end - f.start}, &f.norm)))
        return false;
    size_t start = f.start, end = f.end;
    bool said = ts_label_before(s->text, s->from, start, &label) && label.kind == TS_KIND_POSTCODE;
    if (!said && (label.kind == TS_KIND_LOCAL_ID || (label.other && label.strength >= 40 && label.categories == 0)))
        return false;
    if (!said && f.confidence < 50)
        return false;
    if (ts_hits_wants(s->hits, TS_KIND_ADDRESS) && !said)
        ts_scan_address_before(s, start);
    ts_side side = {.about = said ? label.about : 0, .labelled = said};
    if (!ts_hits_add(s->hits, TS_KIND_POSTCODE, &f.norm, (uint32_t)start, (uint32_t)end,
                     said ? ts_detector_postcode.labelled : f.confidence, side))
        return false;
    s->done = end;
    return true;
}

OUT_OF_LINE static bool find_nino(ts_scan *s, size_t at) {
    ts_found f;
    ts_label label;
    if (!ts_scan_find(s, &ts_detector_nino, at, &f))
        return false;
    bool said = ts_label_before(s->text, s->from, at, &label) && label.kind == TS_KIND_NINO;
    int confidence = said ? ts_detector_nino.labelled : f.confidence;
    if (!ts_hits_add(s->hits, TS_KIND_NINO, &f.norm, f.start, f.end, confidence, (ts_side){.labelled = said}))
        return false;
    s->done = f.end;
    return true;
}

OUT_OF_LINE static bool find_id(ts_scan *s, size_t at) {
    bool digits;
    ts_norm norm;
    ts_label label = {0};
    char before = at > s->from ? s->text.ptr[at - 1] : ',';
    if (s->hints->masks == 0 && (before == ',' || before == '\'' || before == '/' || before == '-' || before == '.'))
        return false;
    size_t end = id_end(s, at, &digits);
    if (!digits || end - at < 4 || ts_is_alnum(ts_scan_char(s, end)) || !ts_hits_wants(s->hits, TS_KIND_LOCAL_ID) ||
        !ts_detector_local_id.normal(ts_slice(s->text, at, end - at), &norm))
        return false;
    bool said = ts_label_before(s->text, s->from, at, &label) && label.kind == TS_KIND_LOCAL_ID && label.strength >= 70;
    bool masked = !said && !label.other && ts_hints_fit(s->hints, &norm);
    if (!said && !masked)
        return false;
    if (!ts_hits_add(s->hits, TS_KIND_LOCAL_ID, &norm, (uint32_t)at, (uint32_t)end, said ? 90 : 70,
                     (ts_side){.about = said ? label.about : 0, .labelled = said}))
        return false;
    s->done = end;
    return true;
}

void ts_scan_capital(ts_scan *s, size_t at) {
    char a = ts_scan_char(s, at + 1);
    if (at > s->from + 5 && ts_scan_may_be_said_secret(s->text.ptr + at) && ts_hits_wants(s->hits, TS_KIND_PASSWORD) &&
        ts_scan_said_secret(s, at))
        return;
    if (ts_is_alpha(a) && !ts_is_upper(a)) { /* a word: no code goes on with a small letter */
        ts_scan_name(s, at);
        return;
    }
    if (s->ocr && ts_is_digit(a) && ts_scan_misread_number(s, at)) /* "O7700 900123" */
        return;
    if ((a == '*' || a == '\xE2') && ts_scan_wants_names(s) && ts_scan_partial_name(s, at, at))
        return;
    char b = ts_scan_char(s, at + 2);
    if (a == 'P' && b == 'I' && s->text.ptr[at] == 'A' && ts_hits_wants(s->hits, TS_KIND_API_TOKEN) &&
        ts_scan_api_key(s, at))
        return;
    unsigned letter = (unsigned)(s->text.ptr[at] - 'A');
    if (a != ' ' && (s->own->capitals[ts_is_digit(a)] >> letter & 1) && ts_scan_own_capital(s, at))
        return;
    if (ts_is_upper(a) && (ts_is_digit(b) || (b == ' ' && ts_is_digit(ts_scan_char(s, at + 3)))) &&
        (s->own->coded >> letter & 1) && ts_scan_own_coded(s, at))
        return;
    if (ts_is_digit(a) || (ts_is_upper(a) && (ts_is_digit(b) || b == ' '))) {
        if (ts_hits_wants(s->hits, TS_KIND_NINO) && ts_is_upper(a) && find_nino(s, at))
            return;
        if (ts_hits_wants(s->hits, TS_KIND_POSTCODE) && b != ' ' && find_postcode(s, at))
            return;
        if (ts_hits_wants(s->hits, TS_KIND_POSTCODE) && b == ' ' && ts_is_digit(a) && find_postcode(s, at))
            return;
    }
    if (ts_is_digit(a) || ts_is_digit(b) || ts_is_digit(ts_scan_char(s, at + 3))) {
        find_id(s, at);
        return;
    }
    ts_scan_name(s, at);
}

static size_t value_start(const ts_scan *s, size_t at) {
    size_t lines = 0, most = at + 40;
    while (at < s->to && at < most) {
        char c = s->text.ptr[at];
        if (c == '\n' && ++lines > 1)
            return s->to;
        if (c != ' ' && c != '\t' && c != '"' && c != '\n' && c != '\r' && c != '*' && c != '\'')
            break;
        at++;
    }
    return at;
}

/* What ends a value, and a blank that another follows; behind the last of them one may. */
static uint32_t value_ends(ts_lanes v) {
    uint32_t blank = ts_lanes_are(v, ' ');
    return ts_lanes_among(v, "\n\r\"\t;;;;") | (blank & (blank >> 1 | UINT32_C(1) << (TS_LANES - 1)));
}

static size_t line_end(const ts_scan *s, size_t at, size_t most) {
    size_t end = at, last = at + most < s->to ? at + most : s->to;
    while ((end = ts_lanes_until(s->text, end, last, value_ends)) < last && s->text.ptr[end] == ' ' &&
           ts_scan_char(s, end + 1) != ' ')
        end++;
    while (end > at && s->text.ptr[end - 1] == ' ')
        end--;
    return end;
}

static void take_labelled(ts_scan *s, ts_kind kind, size_t start, size_t end, const ts_label *label) {
    const ts_detector *d = ts_detector_of(kind);
    ts_norm norm;
    if (end <= start || !d->normal(ts_slice(s->text, start, end - start), &norm))
        return;
    ts_side side = {.about = label->about, .labelled = true, .categories = label->categories};
    if (ts_hits_add(s->hits, kind, &norm, (uint32_t)start, (uint32_t)end, d->labelled, side))
        s->done = end;
}

/* "Cons: DEWHURST", to the line's end or to a gap: doctors are called by their surnames, which no list may have; but not
 * "Consultant: UROLOGY", "GP: Unknown". */
static bool may_be_surname(const ts_scan *s, size_t start, size_t end) {
    static ts_word_set fields = {
        .words = " SURGERY SURGICAL MEDICINE MEDICAL ONCOLOGY NONE UNKNOWN VACANT LOCUM VARIOUS TBC "
                 "GENERAL ORTHOPAEDICS OBSTETRICS PAEDIATRICS PSYCHIATRY RENAL CARDIAC STROKE "
                 "ELDERLY ACUTE OTHER DUTY ROTA CLOSED OPEN "};
    ts_span word = ts_slice(s->text, start, end - start);
    bool field = word.len > 5 && ts_span_eq_nocase(ts_slice(word, word.len - 4, 4), ts_str("logy"));
    return word.len > 3 && !field && ts_scan_is_bounded(s, start, end) && !memchr(word.ptr, ' ', word.len) &&
           !(ts_word_says_of(word) & ~(uint32_t)(TS_WORD_FORENAME | TS_WORD_SURNAME)) &&
           !ts_word_set_has_nocase(&fields, word);
}

/* One word behind "Name:" may be anything's name; two words, a title or a known surname make it a person's.  Behind a
 * program's key, "name": or name:, the lists must know one of them. */
static int name_confidence(const ts_scan *s, size_t start, size_t end, bool titled, const ts_label *label, bool key) {
    ts_norm norm;
    ts_span raw = ts_slice(s->text, start, end - start);
    if (!titled && !ts_person_name_normal(raw, &norm))
        return ts_surname_normal(raw, &norm) && ts_surname_known(ts_norm_span(&norm)) ? 65
               : label->about == TS_ROLE_CLINICIAN && may_be_surname(s, start, end)   ? 60
                                                                                      : 40;
    int known = (key || label->text_only) && !titled ? ts_scan_known_words(&norm) : 2;
    const int unsure = label->text_only && !key ? 55 : 40; /* "Victim: Cardiac Arrest", "Raised by: Web Form" */
    if (!titled && ts_scan_is_desk(s, start, end)) /* "Assigned to: Service Desk" */
        return 40;
    return known == 0 ? unsure : known == 1 || label->strength < 80 ? 60 : LABELLED;
}

static void take_name_value(ts_scan *s, size_t start, const ts_label *label, bool key) {
    bool clinical = false;
    size_t title = ts_title_at(s->text, start, s->to, &clinical), end = ts_name_end(s->text, start + title, s->to);
    ts_side side = {.about = label->about, .labelled = true};
    if (end == 0)
        return;
    if (label->kind == TS_KIND_PERSON_NAME && title == 0)
        end = ts_name_over_comma(s->text, start, end, s->to);
    if (label->kind == TS_KIND_PERSON_NAME)
        ts_scan_add_name(s, start, end, name_confidence(s, start, end, title > 0, label, key), side);
    else
        take_labelled(s, (ts_kind)label->kind, start, end, label);
}

/* Is the label at a colon written as programs write theirs: "name": or name: ? */
static bool is_key(const ts_scan *s, size_t colon) {
    size_t word = colon;
    while (word > s->from && ts_is_alpha(s->text.ptr[word - 1]))
        word--;
    return word == colon ? s->text.ptr[colon - 1] == '"' || s->text.ptr[colon - 1] == '\''
                         : !ts_is_upper(s->text.ptr[word]);
}

/* What follows the scheme of an Authorization header (RFC 9110, 11.6.2). */
static size_t behind_scheme(const ts_scan *s, size_t at) {
    static const char *const schemes[] = {"bearer ", "token ", "apikey "};
    for (size_t i = 0; at < s->to && i < sizeof schemes / sizeof schemes[0]; i++)
        if (ts_span_starts_nocase(ts_slice(s->text, at, s->to - at < 8 ? s->to - at : 8), ts_str(schemes[i])))
            return at + strlen(schemes[i]);
    return at;
}

static size_t word_end(const ts_scan *s, size_t at) {
    while (at < s->to && !ts_is_space(s->text.ptr[at]) && s->text.ptr[at] != '"' && s->text.ptr[at] != '\'')
        at++;
    return at;
}

static void take_worded_date(ts_scan *s, size_t start, const ts_label *label) {
    ts_written_date date;
    size_t word = start;
    while (word < s->to && ts_is_alpha(s->text.ptr[word]))
        word++;
    size_t day = word + (word < s->to && s->text.ptr[word] == ',');
    day += day < s->to && s->text.ptr[day] == ' ';
    static const char weekdays[] = " mon tue wed thu fri sat sun ";
    char day_name[] = {' ', ts_lower(s->text.ptr[start]), 0, 0, ' ', 0};
    for (size_t i = 1; i < 3 && start + i < s->to; i++)
        day_name[1 + i] = ts_lower(s->text.ptr[start + i]);
    for (int i = 0; i < 1 + (strlen(day_name) == 5 && strstr(weekdays, day_name) != NULL); i++, start = day) {
        ts_span rest = ts_slice(s->text, start, s->to - start);
        rest.len = rest.len < 64 ? rest.len : 64;
        if (rest.len > 0 && ts_date_read(rest, &date)) {
            take_labelled(s, (ts_kind)label->kind, start, start + date.len, label);
            return;
        }
    }
}

/* Nine letters and digits, single spaces between. */
static size_t nino_end(const ts_scan *s, size_t at) {
    size_t n = 0;
    while (at < s->to && n < 9 && (ts_is_alnum(s->text.ptr[at]) || (n > 0 && s->text.ptr[at] == ' ')))
        n += ts_is_alnum(s->text.ptr[at++]);
    return n == 9 && !ts_is_alnum(ts_scan_char(s, at)) ? at : 0;
}

/* "From", "To" or "Cc" alone on the line before the colon, as a mail's header has them. */
static bool names_people(const ts_scan *s, size_t colon) {
    static const char *const headers[] = {"from", "to", "cc"};
    char last = s->text.ptr[colon - 1] | 0x20;
    if (last != 'm' && last != 'o' && last != 'c')
        return false;
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        size_t n = strlen(headers[i]);
        if (headers[i][n - 1] == last && colon >= s->from + n && ts_scan_starts_line(s, colon - n) &&
            ts_span_eq_nocase(ts_slice(s->text, colon - n, n), ts_str(headers[i])))
            return true;
    }
    return false;
}

/* "add.key: SmtpPassword", then "add.value: xy12", as attributes are read: where the name of the value at `colon` ends; else
 * `colon`. */
static size_t setting_name_end(const ts_scan *s, size_t colon) {
    enum { LONGEST = 80 };
    const char *t = s->text.ptr;
    if (colon < s->from + 16 || t[colon - 1] != 'e' || t[colon - 6] != '.' || memcmp(t + colon - 5, "value", 5) != 0)
        return colon;
    size_t low = colon > s->from + LONGEST ? colon - LONGEST : s->from;
    const char *nl = memrchr(t + low, '\n', colon - low);
    if (!nl)
        return colon;
    size_t end = (size_t)(nl - t);
    const char *before = memrchr(t + low, '\n', end - low);
    size_t line = before ? (size_t)(before + 1 - t) : low;
    bool named = memmem(t + line, end - line, ".key: ", 6) || memmem(t + line, end - line, ".name: ", 7);
    return named ? end : colon;
}

void ts_scan_label(ts_scan *s, size_t colon) {
    ts_label label;
    if (colon == s->from ||
        (!ts_is_alpha(s->text.ptr[colon - 1]) && s->text.ptr[colon - 1] != '"' && s->text.ptr[colon - 1] != '.' &&
         s->text.ptr[colon - 1] != ' ' && s->text.ptr[colon - 1] != ')' && s->text.ptr[colon - 1] != '\'' &&
         s->text.ptr[colon - 1] != '*'))
        return;
    ts_scan_people_label(s, colon);
    char next = ts_scan_char(s, colon + 1);
    if (next == '/') {
        ts_scan_own_at(s, colon);
        ts_scan_url_secret(s, colon);
    }
    if (next == '/' || next == ':')
        return;
    size_t start = value_start(s, colon + 1);
    if (s->text.ptr[colon - 1] == 'n') { /* "Authorization: Bearer ghp_..." */
        const ts_label bearer = {.kind = TS_KIND_API_TOKEN, .strength = 100};
        size_t scheme = start;
        start = behind_scheme(s, start);
        if (start > scheme && start < s->to && ts_scan_own_value(s, start, word_end(s, start), &bearer))
            return;
    }
    if (start < s->to && ts_may_be_token(s->text.ptr[start]) && ts_scan_own_token(s, start))
        return;
    if (names_people(s, colon)) {
        ts_scan_mail_people(s, start);
        return;
    }
    if (start >= s->to)
        return;
    bool escaped = s->text.ptr[colon - 1] == '"' && colon > s->from + 2 && s->text.ptr[colon - 2] == '\\';
    size_t named = next == ' ' ? setting_name_end(s, colon) : colon;
    if (!ts_label_before(s->text, s->from, escaped ? colon - 2 : named, &label)) {
        if (ts_scan_wants_names(s) && (ts_scan_edifact_name(s, colon) || (next == ' ' && ts_scan_speaker(s, colon))))
            return;
        if (start == colon + 1 && colon > s->from + 4)
            (void)(ts_scan_user_secret(s, colon) || ts_scan_command_secret(s, colon));
        else
            ts_scan_wifi_secret(s, colon, start);
        return;
    }
    if (label.text_only && colon > s->from + 3 && memcmp(s->text.ptr + colon - 3, "-by", 3) == 0)
        return; /* "Reported-by: Ann Low": what a change of a program says of its authors */
    if (((label.column_only || escaped) && ts_scan_keyed_name(s, colon, &label)) || escaped)
        return;
    if (label.kind == TS_KIND_PASSWORD) {
        label.strength =
            label.column_only && s->text.ptr[start - 1] == '"' ? LABELLED : label.strength; /* {pass: "..."} */
        start = ts_scan_behind_user(s, colon, start);
    }
    if (label.strength < 70 || label.other || start >= s->to || ts_scan_partial_value(s, colon, &label) ||
        ts_scan_misread_value(s, start, &label))
        return;
    switch (label.kind) {
    case TS_KIND_PERSON_NAME:
    case TS_KIND_SURNAME:
    case TS_KIND_FORENAME:
        if (!ts_name_capital(s->text, start)) {
            size_t end = line_end(s, start, TS_NORM_MAX), i = start;
            while (i < end && !ts_name_capital(s->text, i))
                i++;
            if (i == end) { /* not "van der Berg" */
                ts_scan_small_name(s, colon, start, end, &label);
                break;
            }
        }
        take_name_value(s, start, &label, label.bare && is_key(s, colon));
        break;
    case TS_KIND_SEX:
    case TS_KIND_TITLE: {
        size_t end = start;
        while (end < s->to && end - start < 16 && ts_is_alpha(s->text.ptr[end]))
            end++;
        take_labelled(s, (ts_kind)label.kind, start, end, &label);
        break;
    }
    case TS_KIND_POSTCODE:
        take_labelled(s, TS_KIND_POSTCODE, start, line_end(s, start, 9), &label);
        break;
    case TS_KIND_BIRTH_DATE:
    case TS_KIND_DEATH_DATE: /* "April 18, 1940", "Tuesday 30 October 2018"; what begins with a digit is found there */
        if (ts_is_alpha(s->text.ptr[start]))
            take_worded_date(s, start, &label);
        break;
    case TS_KIND_NINO: /* "ep 26 21 69 a": the anchors are capitals */
        if (!ts_is_upper(s->text.ptr[start]))
            take_labelled(s, TS_KIND_NINO, start, nino_end(s, start), &label);
        break;
    case TS_KIND_ADDRESS:
        ts_scan_address_value(s, start, &label);
        break;
    default:
        ts_scan_own_value(s, start, line_end(s, start, TS_NORM_MAX), &label);
        break;
    }
}
