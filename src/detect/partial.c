/* partial.c - the normal forms of values of which only a part is shown. */
#include "detect/partial.h"

#include "detect/detector.h"
#include "detect/mask_sign.h"
#include "detect/partial_words.h"
#include "text/name.h"
#include "text/place.h"

enum { HIDDEN = '?', ANY = '*', SHOWN_LEAST = 3 };

/* ---- numbers ---- */

/* What is written, without what stands between: capitals, digits, and HIDDEN for each sign. */
typedef struct signs {
    char of[TS_NORM_MAX];
    size_t n, shown, blocks; /* blocks: of hidden ones side by side */
    bool digits; /* nothing else is shown */
} signs;

static bool add_sign(signs *s, char c) {
    if (s->n == sizeof s->of)
        return false;
    s->blocks += c == HIDDEN && (s->n == 0 || s->of[s->n - 1] != HIDDEN);
    s->shown += c != HIDDEN;
    s->digits = s->digits && (c == HIDDEN || ts_is_digit(c));
    s->of[s->n++] = c;
    return true;
}

/* False: some sign that no number has. */
static bool read_signs(ts_span raw, bool x_hides, signs *out) {
    *out = (signs){.digits = true};
    for (size_t i = 0, step; i < raw.len; i += step) {
        char c = raw.ptr[i];
        step = ts_mask_sign(raw, i);
        bool hides = step > 0 || (x_hides && (c | 0x20) == 'x');
        step += step == 0;
        if (!hides && strchr(" -/.()", c) && c)
            continue;
        if (!hides && !ts_is_alnum(c))
            return false;
        if (!add_sign(out, hides ? HIDDEN : ts_upper(c)))
            return false;
    }
    return true;
}

/* So many as the kind has: whoever masks a middle often writes fewer signs than it has, or more. */
static bool fill(signs *s, size_t total) {
    if (s->n == total)
        return true;
    if (s->blocks != 1 || s->shown >= total)
        return false;
    signs all = {.digits = s->digits};
    for (size_t i = 0; i < s->n; i++) {
        bool first = s->of[i] == HIDDEN && (i == 0 || s->of[i - 1] != HIDDEN);
        for (size_t k = 0; first && k < total - s->shown; k++)
            add_sign(&all, HIDDEN);
        if (s->of[i] != HIDDEN)
            add_sign(&all, s->of[i]);
    }
    *s = all;
    return true;
}

static bool set(ts_norm *out, const signs *s) { return ts_norm_set(out, ts_span_of(s->of, s->n)); }

static bool number(ts_span raw, size_t total, ts_norm *out) {
    signs s;
    return read_signs(raw, true, &s) && s.blocks && s.digits && s.shown >= SHOWN_LEAST && fill(&s, total) &&
           set(out, &s);
}

/* Fifteen or sixteen digits as written; else the last ones of sixteen. */
static bool card(ts_span raw, ts_norm *out) {
    signs s;
    if (!read_signs(raw, true, &s) || !s.blocks || !s.digits || s.shown < SHOWN_LEAST)
        return false;
    return (s.n == 15 || fill(&s, 16)) && set(out, &s);
}

/* A sort code, an account, or both one behind the other. */
static bool account(ts_span raw, ts_norm *out) {
    enum { SORT = 6, ACCOUNT = 8, BOTH = SORT + ACCOUNT };
    signs s, all = {.digits = true};
    if (!read_signs(raw, true, &s) || !s.blocks || !s.digits || s.shown < SHOWN_LEAST)
        return false;
    if (s.n == BOTH)
        return set(out, &s);
    bool sort = s.n == SORT;
    if (!sort && !fill(&s, ACCOUNT))
        return false;
    for (size_t i = 0; i < BOTH; i++) {
        size_t from = sort ? 0 : SORT;
        add_sign(&all, i >= from && i < from + s.n ? s.of[i - from] : HIDDEN);
    }
    return set(out, &all);
}

bool ts_partial_account(ts_span raw, ts_norm *out) {
    enum { SORT = 6, ACCOUNT = 8 };
    char text[SORT + ACCOUNT];
    size_t n = SORT;
    memset(text, HIDDEN, SORT);
    raw = ts_trim(raw);
    for (size_t i = 0; i < raw.len; i++) {
        if (ts_is_digit(raw.ptr[i]) && n < sizeof text)
            text[n++] = raw.ptr[i];
        else if (raw.ptr[i] != ' ' || i != ACCOUNT / 2)
            return false;
    }
    return n == sizeof text && ts_norm_set(out, ts_span_of(text, n));
}

/* Of the United Kingdom where no other country is named. */
static bool phone(ts_span raw, ts_norm *out) {
    enum { NATIONAL = 10, LEAST = 7, MOST = 15 };
    raw = ts_trim(raw);
    bool plus = raw.len > 0 && raw.ptr[0] == '+';
    signs s, all = {.digits = true};
    if (plus)
        raw = ts_slice(raw, 1, raw.len);
    if (!read_signs(raw, true, &s) || !s.blocks || !s.digits || s.shown < SHOWN_LEAST)
        return false;
    size_t skip = 0;
    char text[TS_NORM_MAX + 1] = "+";
    size_t n = 1;
    if (plus && (s.n < 2 || s.of[0] != '4' || s.of[1] != '4')) {
        bool known = s.of[0] != HIDDEN && s.n >= LEAST && s.n <= MOST;
        memcpy(text + 1, s.of, s.n);
        return known && ts_norm_set(out, ts_span_of(text, s.n + 1));
    }
    if (plus || (s.n > NATIONAL + 1 && memcmp(s.of, "0044", 4) == 0)) {
        skip = plus ? 2 : 4;
    } else if (s.of[0] == '0' || s.of[0] == HIDDEN) {
        if (!fill(&s, NATIONAL + 1))
            return false;
        skip = 1;
    } else {
        return false;
    }
    for (size_t i = skip; i < s.n; i++)
        if (i > skip || s.of[i] != '0') /* +44 (0)20 */
            add_sign(&all, s.of[i]);
    if (!fill(&all, NATIONAL))
        return false;
    text[n++] = '4', text[n++] = '4';
    memcpy(text + n, all.of, all.n);
    return ts_norm_set(out, ts_span_of(text, n + all.n));
}

/* Two letters, six digits, a letter. */
static bool nino(ts_span raw, ts_norm *out) {
    enum { NINO = 9 };
    signs s, all = {.digits = true};
    if (!read_signs(raw, false, &s))
        return false;
    for (size_t i = 0; i < s.n; i++) /* x hides a digit */
        add_sign(&all, s.of[i] == 'X' && i >= 2 && i + 1 < s.n ? HIDDEN : s.of[i]);
    if (!all.blocks || all.shown < SHOWN_LEAST || !fill(&all, NINO))
        return false;
    for (size_t i = 0; i < NINO; i++) {
        bool letter = i < 2 || i == NINO - 1;
        if (all.of[i] != HIDDEN && letter == ts_is_digit(all.of[i]))
            return false;
    }
    return set(out, &all);
}

/* The outward part, and of the inward one what is shown. */
static bool postcode(ts_span raw, ts_norm *out) {
    enum { INWARD = 3, OUTWARD_LEAST = 2, OUTWARD_MOST = 4 };
    raw = ts_trim(raw);
    size_t shown = 0;
    for (; shown < raw.len && ts_is_alnum(raw.ptr[shown]); shown++) {
        bool x = (raw.ptr[shown] | 0x20) == 'x', alone = shown + 1 < raw.len && (raw.ptr[shown + 1] | 0x20) != 'x';
        if (shown >= 2 && x && !alone) /* "SW1X" is shown */
            break;
    }
    signs in;
    if (!read_signs(ts_slice(raw, shown, raw.len - shown), true, &in) || !in.blocks)
        return false;
    bool parted = raw.ptr[shown] == ' ' || raw.ptr[shown] == '-';
    if (!parted && in.n < INWARD) { /* "L122**" */
        shown = shown > INWARD - in.n ? shown - (INWARD - in.n) : 0;
        read_signs(ts_slice(raw, shown, raw.len - shown), true, &in);
    }
    if (shown < OUTWARD_LEAST || shown > OUTWARD_MOST || (in.n > INWARD && in.shown > 0))
        return false;
    char text[OUTWARD_MOST + INWARD], hidden[INWARD];
    ts_norm whole;
    memcpy(text, raw.ptr, shown);
    for (size_t i = 0; i < INWARD; i++) {
        hidden[i] = i < in.n ? in.of[i] : HIDDEN;
        text[shown + i] = hidden[i] != HIDDEN ? hidden[i] : i == 0 ? '1' : 'A';
    }
    if (!ts_postcode_normal(ts_span_of(text, shown + INWARD), &whole) || whole.len != shown + INWARD)
        return false;
    memcpy(whole.text + shown, hidden, INWARD);
    *out = whole;
    return true;
}

/* What its organisation numbers as it likes: a star for each sign, as many as are written. */
static bool code(ts_span raw, ts_norm *out) {
    signs s;
    if (memchr(raw.ptr, '?', raw.len) || memchr(raw.ptr, '#', raw.len) || memchr(raw.ptr, '_', raw.len) ||
        !read_signs(raw, false, &s) || !s.blocks || s.shown < SHOWN_LEAST)
        return false;
    size_t digits = 0;
    for (size_t i = 0; i < s.n; i++) {
        digits += ts_is_digit(s.of[i]);
        s.of[i] = s.of[i] == HIDDEN ? ANY : s.of[i];
    }
    return digits > 0 && set(out, &s);
}

static bool form_of(ts_kind kind, ts_span raw, ts_norm *out) {
    switch (kind) {
    case TS_KIND_NHS_NUMBER:
    case TS_KIND_CHI_NUMBER:
    case TS_KIND_HC_NUMBER:
    case TS_KIND_UTR:
        return number(raw, 10, out);
    case TS_KIND_US_SSN:
        return number(raw, 9, out);
    case TS_KIND_CARD:
        return card(raw, out);
    case TS_KIND_BANK_ACCOUNT:
        return account(raw, out);
    case TS_KIND_PHONE:
        return phone(raw, out);
    case TS_KIND_NINO:
        return nino(raw, out);
    case TS_KIND_POSTCODE:
        return postcode(raw, out);
    case TS_KIND_LOCAL_ID:
    case TS_KIND_IBAN:
    case TS_KIND_PASSPORT:
    case TS_KIND_DRIVING_LICENCE:
        return code(raw, out);
    case TS_KIND_PERSON_NAME:
    case TS_KIND_SURNAME:
    case TS_KIND_FORENAME:
        return ts_partial_name(kind, raw, out);
    case TS_KIND_EMAIL:
        return ts_partial_email(raw, out);
    case TS_KIND_BIRTH_DATE:
    case TS_KIND_DEATH_DATE:
        return ts_partial_date(raw, out);
    default:
        return false;
    }
}

/* What is none of its own form is none at all: whoever gets it asks again (ingest/normal.c). */
bool ts_partial_normal(ts_kind kind, ts_span raw, ts_norm *out) {
    ts_norm once, again;
    if (!form_of(kind, raw, &once) || !form_of(kind, ts_norm_span(&once), &again) ||
        !ts_span_eq(ts_norm_span(&once), ts_norm_span(&again)))
        return false;
    *out = once;
    return true;
}

/* ---- marks ---- */

static bool is_name(ts_kind kind) {
    return kind == TS_KIND_PERSON_NAME || kind == TS_KIND_SURNAME || kind == TS_KIND_FORENAME;
}

/* Stars side by side from the edge on: how many. */
static size_t edge_run(ts_span t, bool back) {
    size_t n = 0;
    while (n < t.len && t.ptr[back ? t.len - 1 - n : n] == '*')
        n++;
    return n;
}

/* An underline is part of addresses of mail and of codes. */
static size_t one_sign(ts_span t, size_t at) { return t.ptr[at] == '_' ? 0 : ts_mask_sign(t, at); }

/* Three letters or more at the edge: of a name that is cut short fewer are left. */
static bool ends_in_word(ts_span t, bool back) {
    enum { WORD = 3 };
    size_t n = 0;
    while (n < t.len && n < WORD &&
           (ts_is_alpha(t.ptr[back ? t.len - 1 - n : n]) || (unsigned char)t.ptr[back ? t.len - 1 - n : n] >= 0x80))
        n++;
    return n == WORD;
}

static bool hides_within(ts_span t) {
    for (size_t i = 0; i < t.len; i++)
        if (t.ptr[i] == '*' || ((unsigned char)t.ptr[i] >= 0x80 && ts_mask_sign(t, i)))
            return true;
    return false;
}

/* "Jane Ash**", of a bold type that was not opened: a forename and a whole surname that the lists know, no part of one. */
static bool ends_in_surname(ts_kind kind, ts_span body) {
    ts_norm norm;
    const char *comma =
        kind == TS_KIND_PERSON_NAME && ts_person_name_normal(body, &norm) ? memchr(norm.text, ',', norm.len) : NULL;
    return comma && ts_surname_known(ts_span_of(norm.text, (size_t)(comma - norm.text))) > 0;
}

bool ts_partial_unmark(ts_kind kind, ts_span raw, size_t opened, size_t closed, ts_span *whole) {
    enum { EMPHASIS = 2 };
    const ts_detector *d = ts_detector_of(kind);
    if (raw.len > 0 && ts_is_alnum(raw.ptr[0]) && ts_is_alnum(raw.ptr[raw.len - 1])) /* as most values */
        return false;
    raw = ts_trim(raw);
    size_t lead = edge_run(raw, false), tail = lead < raw.len ? edge_run(raw, true) : 0;
    bool emphasis = lead && lead == tail && lead <= EMPHASIS;
    bool half = (lead && !tail && lead == closed) || (tail && !lead && tail == opened);
    if (!emphasis && !half) { /* one sign: a bullet, a footnote's, a doubt */
        if (!lead && raw.len > 0)
            lead = one_sign(raw, 0);
        if (!tail && raw.len > lead)
            tail = one_sign(raw, raw.len - 1);
        bool one = lead ? !tail && lead == one_sign(raw, 0) : tail == 1;
        if (!one && (lead || tail != EMPHASIS || !ends_in_surname(kind, ts_slice(raw, 0, raw.len - tail))))
            return false;
    }
    ts_span body = ts_trim(ts_slice(raw, lead, raw.len - lead - tail));
    ts_norm norm;
    if (!d || !d->normal || body.len == 0 || hides_within(body))
        return false;
    bool value = d->normal(body, &norm) || (kind == TS_KIND_PERSON_NAME &&
                                            ts_detector_of(TS_KIND_SURNAME)->normal(body, &norm)); /* "*required" */
    if (!value || (is_name(kind) && !emphasis && !ends_in_word(body, tail > 0)))
        return false;
    *whole = body;
    return true;
}
