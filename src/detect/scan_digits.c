/* scan_digits.c - what a group of digits in running text may begin: health numbers, phones, dates, ids. */
#include "base/lanes.h"
#include "detect/kinds.h"
#include "detect/scan.h"
#include "detect/scan_beside.h"
#include "detect/scan_birth.h"
#include "detect/scan_joint.h"
#include "detect/scan_misread.h"
#include "detect/scan_partial.h"

#include "text/date.h"
#include "text/misread.h"
#include "text/words.h"

enum { LONGEST_GROUP = 24, LABELLED_UNCHECKED = 60 };
#define LETTER(c) (UINT32_C(1) << ((c)&31))

static inline size_t group_len(const ts_scan *s, size_t at) {
    char few[TS_LANES] = {0};
    size_t most = s->to - at <= LONGEST_GROUP ? s->to - at : LONGEST_GROUP + 1, room = s->text.len - at;
    const char *p = room < TS_LANES ? memcpy(few, s->text.ptr + at, room) : s->text.ptr + at;
    uint32_t other = ~ts_lanes_digits(ts_lanes_of(p)) | UINT32_C(1) << (TS_LANES - 1);
    return (size_t)__builtin_ctz(other) < most ? (size_t)__builtin_ctz(other) : most;
}

typedef struct place {
    size_t at, len;
    bool possible; /* a label may stand before it */
    const ts_label *label; /* once asked */
} place;

static const ts_label *label_of(ts_scan *s, place *p) {
    static const ts_label none = {0};
    if (!p->label) {
        size_t at = p->at;
        if (at > s->from && (s->text.ptr[at - 1] == '+' || s->text.ptr[at - 1] == '('))
            at--;
        p->label = p->possible ? ts_scan_label_before(s, at) : &none;
        p->label = p->label->strength >= 40 ? p->label : &none;
    }
    return p->label;
}

static ts_mention *take(ts_scan *s, ts_kind kind, const ts_norm *norm, size_t start, size_t end, int confidence,
                        const ts_label *label) {
    ts_side side = {.about = label->about, .labelled = label->strength > 0, .categories = label->categories};
    ts_mention *m = ts_hits_add(s->hits, kind, norm, (uint32_t)start, (uint32_t)end, confidence, side);
    if (m)
        s->done = end;
    return m;
}

/* "09:20 999 000 0018": the digits that end at `end` are of a time. */
static bool ends_time(const ts_scan *s, size_t end) {
    const char *t = s->text.ptr;
    return end >= s->from + 5 && ts_is_digit(t[end - 2]) && (t[end - 3] == ':' || t[end - 3] == '.') &&
           ts_is_digit(t[end - 4]) && (end == s->from + 5 || !ts_is_alnum(t[end - 6]));
}

static bool bare_is_wanted(const ts_scan *s, const ts_found *f, const ts_norm *norm) {
    char before = f->start > s->from ? s->text.ptr[f->start - 1] : ' ';
    char earlier = f->start > s->from + 1 ? s->text.ptr[f->start - 2] : ' ';
    char after = f->end < s->to ? s->text.ptr[f->end] : ' ',
         beyond = f->end + 1 < s->to ? s->text.ptr[f->end + 1] : ' ';
    if (norm->text[0] == '3' || (norm->text[0] == '5' && !s->hits->test_realm))
        return false;
    if (before == '-' || before == '/' || before == '.' || before == '=' || before == '#' || before == '&' ||
        before == '?' || before == '\\' || before == '$' || after == '=')
        return false;
    if (before == ':' && ts_is_digit(earlier))
        return false;
    /* Groups of a longer number: 1234 999 000 0018 5678. */
    bool grouped = f->end - f->start > 10;
    bool more = before == ' ' && ts_is_digit(earlier) && !ends_time(s, f->start - 1);
    return !grouped || !(more || (after == ' ' && ts_is_digit(beyond)));
}

/* "NHS nos 999 000 0018 and 999 000 0026": the next of those that a label announced. */
static bool continues_numbers(const ts_scan *s, size_t at) {
    enum { BETWEEN = 7, SURE = 85 };
    size_t n = ts_hits_count(s->hits);
    const ts_mention *m = n > 0 ? &s->hits->out->mention[s->hits->out->mentions - 1] : NULL;
    if (!m || m->kind != TS_KIND_NHS_NUMBER || m->confidence < SURE || m->end >= at || at - m->end > BETWEEN)
        return false;
    ts_span between = ts_trim(ts_slice(s->text, m->end, at - m->end));
    bool sign = between.len == 1 && memchr(",;/&+", *between.ptr, 5);
    return sign || ts_span_eq_nocase(between, ts_str("and")) || ts_span_eq_nocase(between, ts_str("or")) ||
           ts_span_eq_nocase(between, ts_str(", and"));
}

static bool find_nhs(ts_scan *s, place *p) {
    const ts_detector *d = &ts_detector_nhs_number;
    ts_found f;
    ts_norm norm;
    if (!ts_hits_wants(s->hits, TS_KIND_NHS_NUMBER) || !ts_scan_find(s, d, p->at, &f))
        return false;
    const ts_label *label = label_of(s, p);
    ts_span raw = ts_slice(s->text, f.start, f.end - f.start);
    bool plain = raw.len == 10;
    if (label->kind == TS_KIND_NHS_NUMBER && label->strength >= 70) {
        bool valid = d->normal(raw, &norm);
        if (!valid && f.valid) /* it goes over a line's end */
            norm = f.norm, valid = true;
        if (!valid && !d->loose(raw, &norm))
            return false;
        ts_mention *m =
            take(s, TS_KIND_NHS_NUMBER, &norm, f.start, f.end, valid ? d->labelled : LABELLED_UNCHECKED, label);
        if (m && !valid) {
            m->valid = false;
            m->flags |= TS_MENTION_UNCHECKED;
        }
        return m != NULL;
    }
    const ts_detector *said = ts_detector_of((ts_kind)label->kind);
    bool own = said && said->own_find, grouped = !plain && raw.ptr[3] == ' ';
    bool other = label->other || label->kind == TS_KIND_PHONE || label->kind == TS_KIND_BANK_ACCOUNT || own ||
                 (label->kind == TS_KIND_LOCAL_ID && !grouped);
    s->tens += plain && !other;
    if (!f.valid)
        return false;
    if (continues_numbers(s, f.start) || ts_scan_joint_names(s, f.start, TS_KIND_NHS_NUMBER)) {
        s->tens_good += plain && !other;
        return take(s, TS_KIND_NHS_NUMBER, &f.norm, f.start, f.end, d->labelled, &(ts_label){.strength = 85});
    }
    if (other)
        return false;
    s->tens_good += plain;
    ts_scan_people_before(s, f.start);
    bool beside = ts_beside_somebody(s, f.start);
    if (!beside && !bare_is_wanted(s, &f, &f.norm))
        return false;
    const ts_label *near = p->possible ? ts_scan_label_before(s, f.start) : label;
    bool patients = near->row == TS_ROLE_PATIENT || label->kind == TS_KIND_LOCAL_ID;
    ts_side side = {.bare_ten = plain && !beside && !patients, .categories = label->categories};
    if (!ts_hits_add(s->hits, TS_KIND_NHS_NUMBER, &f.norm, f.start, f.end,
                     f.confidence + (beside     ? 20
                                     : patients ? 15
                                                : 0),
                     side))
        return false;
    s->done = f.end;
    return true;
}

static bool find_phone(ts_scan *s, place *p) {
    const ts_detector *d = &ts_detector_phone;
    ts_found f;
    if (!ts_hits_wants(s->hits, TS_KIND_PHONE) || !ts_scan_find(s, d, p->at, &f) || f.start < s->done)
        return false;
    p->label = NULL;
    const ts_label *label = label_of(s, p);
    bool said = label->kind == TS_KIND_PHONE, equals = f.start > s->from && s->text.ptr[f.start - 1] == '=';
    if (!said && (equals || label->other ||
                  (label->kind != TS_KIND_NONE && label->kind != TS_KIND_PERSON_NAME && label->kind != TS_KIND_EMAIL)))
        return false;
    return take(s, TS_KIND_PHONE, &f.norm, f.start, f.end, said ? d->labelled : f.confidence,
                said ? label : &(ts_label){0}) != NULL;
}

/* Ten digits that a spreadsheet robbed of their zero, where a label says phone. */
static bool find_damaged_phone(ts_scan *s, place *p) {
    ts_norm norm;
    if (p->len != 10 || s->text.ptr[p->at] == '0' || !p->possible)
        return false;
    const ts_label *label = label_of(s, p);
    if (label->kind != TS_KIND_PHONE || !ts_detector_phone.loose(ts_slice(s->text, p->at, p->len), &norm))
        return false;
    ts_mention *m = take(s, TS_KIND_PHONE, &norm, p->at, p->at + p->len, 85, label);
    if (m)
        m->flags |= TS_MENTION_DAMAGED;
    return m != NULL;
}

/* As far as two letters tell: a month, or "of" one. */
static inline bool may_be_month(char first, char second) {
    static const uint32_t seconds[32] = {['J' & 31] = LETTER('a') | LETTER('u'),
                                         ['F' & 31] = LETTER('e'),
                                         ['M' & 31] = LETTER('a'),
                                         ['A' & 31] = LETTER('p') | LETTER('u'),
                                         ['S' & 31] = LETTER('e'),
                                         ['O' & 31] = LETTER('c') | LETTER('f'),
                                         ['N' & 31] = LETTER('o'),
                                         ['D' & 31] = LETTER('e')};
    return ts_is_alpha(first) && (seconds[first & 31] >> (second & 31) & 1);
}

/* Of the day in front: "23/", "23 04", "23 Apr", "23rd", "23Apr". */
static bool day_possible(const ts_scan *s, size_t end) {
    char next[3] = {0};
    for (size_t i = 0; i < sizeof next && end + i < s->to; i++)
        next[i] = s->text.ptr[end + i];
    if (next[0] == '/' || next[0] == '-' || next[0] == '.')
        return ts_is_alnum(next[1]);
    if (next[0] == ' ')
        return next[1] == ' ' || next[1] == '/' || ts_is_digit(next[1]) || may_be_month(next[1], next[2]);
    if (next[0] == '\n')
        return may_be_month(next[1], next[2]);
    char ordinal = next[0] | 0x20;
    return may_be_month(next[0], next[1]) || ordinal == 's' || ordinal == 'n' || ordinal == 'r' || ordinal == 't';
}

static bool date_possible(const ts_scan *s, const place *p) {
    char next = p->at + p->len < s->to ? s->text.ptr[p->at + p->len] : 0;
    if (p->len == 8 || p->len == 12 || p->len == 14)
        return true;
    return (p->len == 4 && (next == '/' || next == '-' || next == '.')) ||
           (p->len <= 2 && day_possible(s, p->at + p->len));
}

/* Adds the date at `at` as one of the kind. */
static bool take_date(ts_scan *s, size_t at, const ts_written_date *date, ts_kind kind, int confidence,
                      const ts_label *label) {
    char text[11];
    ts_norm norm;
    ts_date_print(date->date, text);
    if (!ts_norm_set(&norm, ts_str(text)))
        return false;
    confidence -= (date->other != TS_NO_DATE ? 5 : 0) + (date->two_digit_year ? 5 : 0);
    ts_mention *m = take(s, kind, &norm, at, at + date->len, confidence, label);
    if (m && date->other != TS_NO_DATE)
        m->flags |= TS_MENTION_AMBIGUOUS;
    return m != NULL;
}

/* "April 18, 1940": begin of the month's name before the day at `at`; `at` where there is none. */
static size_t month_before(const ts_scan *s, size_t at) {
    size_t from = at;
    if (at < s->from + 4 || s->text.ptr[at - 1] != ' ' || !ts_is_alpha(s->text.ptr[at - 2]))
        return at;
    for (from = at - 1; from > s->from && ts_is_alpha(s->text.ptr[from - 1]) && at - from < 12;)
        from--;
    return from;
}

/* "DOB: 1984", "DOB 06/1984" */
static bool find_birth_year(ts_scan *s, place *p) {
    return p->possible && label_of(s, p)->kind == TS_KIND_BIRTH_DATE && ts_scan_partial_birth(s, p->at, p->label);
}

static bool tells_life(const ts_label *label) {
    return label->kind == TS_KIND_BIRTH_DATE || label->kind == TS_KIND_DEATH_DATE;
}

/* No label stands straight before: behind a weekday one may, a name may, or the line says it otherwise. */
static bool find_birth_untold(ts_scan *s, size_t at, ts_span rest) {
    enum { AGED = 75 };
    char sign;
    ts_label label;
    ts_written_date date;
    ts_scan_people_before(s, at);
    size_t day = ts_birth_weekday(s, at);
    bool person = day == at && ts_beside_person(s, at, &sign);
    if (!ts_date_read(rest, &date))
        return false;
    if (day < at && ts_label_before(s->text, s->from, day, &label) && tells_life(&label) && label.strength >= 70)
        return take_date(s, at, &date, (ts_kind)label.kind, ts_detector_of((ts_kind)label.kind)->labelled, &label);
    if (day < at) {
        bool beside = ts_beside_person(s, day, &sign) && ts_date_read(ts_slice(s->text, day, rest.len), &date);
        int sure = beside ? ts_beside_born(s, day, &date) : 0;
        return sure > 0 && take_date(s, day, &date, TS_KIND_BIRTH_DATE, sure, &(ts_label){0});
    }
    int sure = person ? ts_beside_born(s, at, &date) : 0;
    sure = sure == 0 ? ts_birth_told(s, at, &date) : sure;
    sure = sure == 0 && ts_beside_age(s, at, &date) ? AGED : sure;
    return sure > 0 && take_date(s, at, &date, TS_KIND_BIRTH_DATE, sure, &(ts_label){0});
}

static bool find_date(ts_scan *s, place *p) {
    enum { JOINT = 90 };
    ts_written_date date;
    place first = *p;
    char next = p->at + p->len < s->to ? s->text.ptr[p->at + p->len] : 0;
    if (p->len <= 2 && next == ',' && month_before(s, p->at) < p->at) {
        first.at = month_before(s, p->at);
        first.possible = ts_scan_label_possible(s, first.at);
        first.label = NULL;
        p = &first;
    } else if (!date_possible(s, p)) {
        return p->len == 4 && find_birth_year(s, p);
    }
    if (!p->possible)
        return false;
    ts_span rest = ts_slice(s->text, p->at, s->to - p->at);
    rest.len = rest.len < 64 ? rest.len : 64;
    bool read = (p->len < 4 || !ts_is_digit(*rest.ptr)) && ts_date_read(rest, &date);
    if (!read && p->len < 4 && tells_life(label_of(s, p)))
        read = ts_birth_read(rest, &date);
    if (!read && (p->len < 4 || !ts_is_digit(*rest.ptr)))
        return (next == '/' || next == '-') && find_birth_year(s, p);
    const ts_label *label = label_of(s, p);
    if (label->kind != TS_KIND_BIRTH_DATE && label->kind != TS_KIND_DEATH_DATE && label->kind != TS_KIND_RECORD_DATE) {
        if ((read || ts_date_read(rest, &date)) && ts_scan_joint_names(s, p->at, TS_KIND_BIRTH_DATE))
            return take_date(s, p->at, &date, TS_KIND_BIRTH_DATE, JOINT, &(ts_label){0});
        return label->kind == TS_KIND_NONE && !label->other && find_birth_untold(s, p->at, rest);
    }
    if (label->kind == TS_KIND_RECORD_DATE && label->strength < 70)
        return false;
    if (!read && !ts_date_read(rest, &date))
        return find_birth_year(s, p);
    return take_date(s, p->at, &date, (ts_kind)label->kind, ts_detector_of((ts_kind)label->kind)->labelled, label);
}

static bool find_labelled_id(ts_scan *s, place *p) {
    ts_norm norm;
    if (p->len < 4 || p->len > 12 || !p->possible)
        return false;
    const ts_label *label = label_of(s, p);
    if (label->kind != TS_KIND_LOCAL_ID || label->strength < 70)
        return false;
    size_t end = p->at + p->len;
    while (end < s->to && end - p->at < 24 &&
           (ts_is_alnum(s->text.ptr[end]) || ((s->text.ptr[end] == '/' || s->text.ptr[end] == '-') && end + 1 < s->to &&
                                              ts_is_alnum(s->text.ptr[end + 1]))))
        end++;
    return ts_detector_local_id.normal(ts_slice(s->text, p->at, end - p->at), &norm) &&
           take(s, TS_KIND_LOCAL_ID, &norm, p->at, end, ts_detector_local_id.labelled, label) != NULL;
}

static bool find_masked_id(ts_scan *s, place *p) {
    ts_norm norm;
    char after = p->at + p->len < s->to ? s->text.ptr[p->at + p->len] : ' ',
         before = p->at > s->from ? s->text.ptr[p->at - 1] : ' ';
    if (s->hints->masks == 0 || p->len < 5 || ts_is_alnum(after) || after == '.' || before == '-' || before == '/' ||
        before == '.' || before == '=')
        return false;
    return ts_norm_set(&norm, ts_slice(s->text, p->at, p->len)) && ts_hints_fit(s->hints, &norm) &&
           take(s, TS_KIND_LOCAL_ID, &norm, p->at, p->at + p->len, 40, label_of(s, p)) != NULL;
}

static bool find_bank(ts_scan *s, place *p) {
    size_t next = p->at + p->len;
    bool more = next + 1 < s->to && ts_is_digit(s->text.ptr[next + 1]), may = p->len == 6 || p->len == 8;
    if (p->len == 2) /* "20-29-59", "20 29 59" */
        may = more && !ts_is_alnum(s->text.ptr[next]) && s->to - next > 8 && s->text.ptr[next + 3] == s->text.ptr[next];
    else if (p->len == 4)
        may = more && s->text.ptr[next] == ' ';
    return may && p->possible && ts_scan_bank(s, p->at, p->len, label_of(s, p));
}

/* "12 Eaton Road", "Address 12": a number of a house; "kt2 7xl" in small letters. */
static bool find_address(ts_scan *s, place *p) {
    size_t next = p->at + p->len, behind = s->to - next;
    if (p->len > 4)
        return false;
    const char *t = s->text.ptr + next;
    char before = s->text.ptr[p->at - (p->at > s->from)];
    if ((before == '+' || before == ':') && ts_scan_edifact_address(s, p->at))
        return true;
    if (p->len == 1 && behind >= 2 && ts_is_alpha(t[0]) && ts_is_alpha(t[1]) && (behind == 2 || !ts_is_alnum(t[2])) &&
        p->at > s->from + 2 && ts_is_space(t[-2]) && ts_hits_wants(s->hits, TS_KIND_POSTCODE) &&
        ts_scan_small_postcode(s, p->at))
        return true;
    if (ts_scan_address_number(s, p->at, p->len))
        return true;
    if (behind < 3 || t[0] != ' ' || !ts_is_upper(t[1]) || label_of(s, p)->kind != TS_KIND_ADDRESS ||
        p->label->strength < 70)
        return false;
    size_t done = s->done;
    ts_scan_address_value(s, p->at, p->label);
    return s->done > done;
}

/* What needs a look around; apart from the quick refusals, which most digit groups meet and which need no stack. */
__attribute__((noinline)) static void take_group(ts_scan *s, size_t at, size_t len) {
    bool capital = at + len < s->to && ts_is_upper(s->text.ptr[at + len]);
    unsigned sign = ts_sign_behind(s, at + len);
    if (((s->own->lengths[capital] | s->own->signed_lengths[sign]) >> len & 1) &&
        ts_scan_own_digits(s, at, len, capital))
        return;
    place p;
    p.at = at;
    p.len = len;
    p.label = NULL;
    p.possible = ts_scan_label_possible(s, at);
    char first = s->text.ptr[at], before = at > s->from ? s->text.ptr[at - 1] : 0;
    if (before == '+' && len == 10 && ts_scan_edifact_number(s, at))
        return;
    if ((p.len == 10 || p.len == 3) && first != '0' && find_nhs(s, &p))
        return;
    if (!p.possible) { /* a field in a list: only what needs no label can stand there */
        if (at == s->from && find_address(s, &p))
            return;
        if (!(p.len >= 3 && (first == '0' || before == '+') && find_phone(s, &p)) && s->hints->masks > 0)
            find_masked_id(s, &p);
        return;
    }
    if (find_damaged_phone(s, &p))
        return;
    if ((first == '0' || before == '+') && p.len >= 1 && find_phone(s, &p))
        return;
    if (find_date(s, &p) || find_bank(s, &p) || find_labelled_id(s, &p) || find_address(s, &p))
        return;
    if (s->hints->masks > 0)
        find_masked_id(s, &p);
}

__attribute__((noinline)) static void take_hidden(ts_scan *s, size_t at, size_t len) {
    size_t end = at + len;
    char after = end < s->to ? s->text.ptr[end] : 0, beyond = end + 1 < s->to ? s->text.ptr[end + 1] : 0;
    if (ts_digits_hide(s, at, len) && ts_scan_partial_number(s, at, len))
        return;
    /* "2B" ends a postcode more often than it is part of a number. */
    bool letter = s->ocr || (ts_is_alpha(after) && ts_misread_digit(after) && (len > 1 || ts_is_digit(beyond)));
    if (!letter || !ts_scan_misread_number(s, at))
        take_group(s, at, len);
}

/* "12. Text", "in 7.": no kind has so few digits before a stop that nothing follows, but phones and "PO Box 12." */
static inline bool is_item_number(const ts_scan *s, size_t at, size_t len, char before) {
    const char *p = s->text.ptr + at;
    return len <= 2 && at + len + 1 < s->to && p[len] == '.' && !ts_is_alnum(p[len + 1]) && *p != '0' &&
           before != '+' && !(s->own->lengths[0] >> len & 1) && !(before == ' ' && ts_may_be_box(p));
}

void ts_scan_digits(ts_scan *s, size_t at) {
    size_t len = group_len(s, at);
    if (len > LONGEST_GROUP) {
        s->done = at + len;
        return;
    }
    char before = at > s->from ? s->text.ptr[at - 1] : 0;
    if ((before == '-' || before == '/' || before == '.' || before == ':') && at > s->from + 1 &&
        ts_is_digit(s->text.ptr[at - 2])) { /* inside a date, a version, a time */
        if (before == ':' && len == 8 && ts_hits_wants(s->hits, TS_KIND_BIRTH_DATE))
            ts_scan_edifact_birth(s, at);
        return;
    }
    if (len == 1 && at + 6 < s->to &&
        (s->text.ptr[at + 1] == ' ' || s->text.ptr[at + 1] == '|' || s->text.ptr[at + 1] == ']') &&
        ts_scan_boxed(s, at))
        return;
    if (ts_digits_may_hide(s, at, len))
        take_hidden(s, at, len);
    else if (!is_item_number(s, at, len, before))
        take_group(s, at, len);
}
