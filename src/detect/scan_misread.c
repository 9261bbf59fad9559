/* scan_misread.c - numbers in running text of which a letter is read for a digit. */
#include "detect/scan_misread.h"

#include "detect/kinds.h"
#include "detect/misread.h"
#include "text/misread.h"

enum { TOKENS = 6, LONGEST = 28, SAID = 70, LABELLED = 85, NHS = 60, MOBILE = 65, TEN = 10, ELEVEN = 11 };

static bool take(ts_scan *s, ts_kind kind, size_t start, size_t end, int confidence, const ts_label *label) {
    ts_norm norm;
    ts_span raw = ts_slice(s->text, start, end - start);
    if (start < s->done || !ts_hits_wants(s->hits, kind) || !ts_misread_normal(kind, raw, &norm))
        return false;
    ts_side side = {.about = label->about, .labelled = label->strength > 0, .categories = label->categories};
    ts_mention *m = ts_hits_add(s->hits, kind, &norm, (uint32_t)start, (uint32_t)end, confidence, side);
    if (!m)
        return false;
    m->flags |= TS_MENTION_MISREAD;
    s->done = end;
    return true;
}

static bool in_token(const ts_scan *s, size_t at) {
    return at >= s->from && at < s->to && (ts_is_alnum(s->text.ptr[at]) || s->text.ptr[at] == '|');
}

/* Digits, and what may be read for them. */
static bool is_number(const ts_scan *s, size_t from, size_t to) {
    size_t digits = 0;
    for (size_t i = from; i < to; i++) {
        digits += ts_is_digit(s->text.ptr[i]);
        if (!ts_is_digit(s->text.ptr[i]) && !ts_misread_digit(s->text.ptr[i]))
            return false;
    }
    return digits > 0;
}

static bool is_joint(char c) { return c == ' ' || c == '-' || c == '/' || c == '.'; }

/* The tokens of a number side by side around the one at `at`. */
static size_t number_around(const ts_scan *s, size_t at, size_t *start) {
    size_t from = at, to = at, end;
    while (from > s->from && at - from < LONGEST && in_token(s, from - 1))
        from--;
    while (in_token(s, to) && to - at < LONGEST)
        to++;
    if (!is_number(s, from, to))
        return 0;
    *start = from, end = to;
    while (end - *start<LONGEST && * start> s->from + 1 && is_joint(s->text.ptr[*start - 1])) {
        for (from = *start - 1; from > s->from && in_token(s, from - 1) && *start - from < LONGEST;)
            from--;
        if (from == *start - 1 || !is_number(s, from, *start - 1))
            break;
        *start = from;
    }
    while (end - *start < LONGEST && end + 1 < s->to && is_joint(s->text.ptr[end])) {
        for (to = end + 1; in_token(s, to) && to - end < LONGEST;)
            to++;
        if (to == end + 1 || !is_number(s, end + 1, to))
            break;
        end = to;
    }
    return end;
}

/* A number that nothing names is one of these by its length and check alone. */
static bool take_bare(ts_scan *s, size_t start, size_t end) {
    size_t signs = 0;
    for (size_t i = start; i < end; i++)
        signs += in_token(s, i);
    const ts_label none = {0};
    char first = s->text.ptr[start];
    if (signs == TEN)
        return take(s, TS_KIND_NHS_NUMBER, start, end, NHS, &none);
    bool zero = first == '0' || ts_misread_digit(first) == '0';
    return signs == ELEVEN && zero && take(s, TS_KIND_PHONE, start, end, MOBILE, &none);
}

bool ts_scan_misread_number(ts_scan *s, size_t at) {
    size_t start, end = number_around(s, at, &start);
    if (end == 0)
        return false;
    const ts_label *label = ts_scan_label_possible(s, start) ? ts_scan_label_before(s, start) : &(ts_label){0};
    if (label->strength >= SAID && label->kind != TS_KIND_NONE)
        return take(s, (ts_kind)label->kind, start, end, LABELLED, label);
    return s->ocr && !(label->strength >= SAID && label->other) && take_bare(s, start, end);
}

/* Codes with letters in them, and numbers that a letter begins; those that a digit begins are found there. */
bool ts_scan_misread_value(ts_scan *s, size_t start, const ts_label *label) {
    size_t ends[TOKENS], n = 0;
    ts_norm norm;
    ts_kind kind = (ts_kind)label->kind;
    if (!ts_misread_has(kind))
        return false;
    for (size_t i = start; n < TOKENS && in_token(s, i) && i - start < LONGEST; i = ends[n - 1] + 1) {
        size_t to = i;
        while (in_token(s, to) && to - start < LONGEST)
            to++;
        ends[n++] = to;
        if (to >= s->to || !is_joint(s->text.ptr[to]))
            break;
    }
    bool digits = kind != TS_KIND_NINO && kind != TS_KIND_POSTCODE && n > 0;
    for (size_t i = start; digits && i < ends[n - 1]; i++)
        digits = ts_is_digit(s->text.ptr[i]) || is_joint(s->text.ptr[i]);
    const ts_detector *d = ts_detector_of(kind);
    if (digits) /* no letter is read for one of them */
        return false;
    for (size_t i = 0; i < n; i++)
        if (d->normal(ts_slice(s->text, start, ends[i] - start), &norm))
            return false; /* it is well as it stands */
    while (n-- > 0)
        if (take(s, kind, start, ends[n], LABELLED, label))
            return true;
    return false;
}
