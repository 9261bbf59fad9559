/* claim_text.c - numbers, sizes, years and words of a claim's free text: plain rules, each told in docs/claims.md.
 *
 * The text is what an extortion gang wrote.  Nothing is understood of it beyond these rules; what they pick is marked as read
 * from the text.
 */
#include "verify/claims.h"

#include "base/clock.h"

enum {
    FIRST_YEAR = TS_CLAIM_FIRST_YEAR,
    LAST_YEAR = FIRST_YEAR + TS_CLAIM_YEARS_MOST - 1,
    NEGATION_REACHES = 3,
    NOUN_WITHIN = 2
};

static bool is_word(ts_span w, const char *list) {
    for (; *list; list += strcspn(list, " "), list += *list == ' ')
        if (ts_span_eq_nocase(w, ts_span_of(list, strcspn(list, " "))))
            return true;
    return false;
}

static size_t blanks(ts_span s, size_t at) {
    size_t from = at;
    while (at < s.len && (s.ptr[at] == ' ' || s.ptr[at] == '\t'))
        at++;
    if (ts_span_starts(ts_slice(s, at, 2), ts_str("\xC2\xA0"))) /* one that does not break lines */
        at += 2;
    return at - from;
}

static ts_span word_at(ts_span s, size_t at) {
    size_t end = at;
    while (end < s.len && ts_is_alpha(s.ptr[end]))
        end++;
    return ts_slice(s, at, end - at);
}

static size_t digits_at(ts_span s, size_t at) {
    size_t n = 0;
    while (at + n < s.len && ts_is_digit(s.ptr[at + n]))
        n++;
    return n;
}

/* ---- a day ---- */

static bool is_time(ts_span s) {
    static const char form[] = "00:00:00";
    size_t i = 0;
    for (; i < s.len && i < sizeof form - 1; i++)
        if (form[i] == '0' ? !ts_is_digit(s.ptr[i]) : s.ptr[i] != form[i])
            break;
    if (i != 5 && i != 8)
        return false;
    if (s.ptr[0] > '2' || (s.ptr[0] == '2' && s.ptr[1] > '3') || s.ptr[3] > '5' || (i == 8 && s.ptr[6] > '5'))
        return false;
    if (i == 8 && i < s.len && s.ptr[i] == '.')
        i += 1 + digits_at(s, i + 1);
    ts_span zone = ts_slice(s, i, s.len - i);
    return zone.len == 0 || ts_span_eq(zone, ts_str("Z")) ||
           (zone.len == 6 && (zone.ptr[0] == '+' || zone.ptr[0] == '-') && zone.ptr[3] == ':' &&
            digits_at(zone, 1) == 2 && digits_at(zone, 4) == 2);
}

bool ts_claim_when(ts_span written, char out[static 32]) {
    enum { DAY = 10, LONGEST = 31 };
    if (written.len < DAY || written.len > LONGEST || ts_date_parse_iso(ts_slice(written, 0, DAY)) == TS_NO_DATE)
        return false;
    if (written.len > DAY && ((written.ptr[DAY] != 'T' && written.ptr[DAY] != ' ') ||
                              !is_time(ts_slice(written, DAY + 1, written.len - DAY - 1))))
        return false;
    size_t n = 0;
    for (size_t i = 0; i < written.len; i++) {
        if (written.ptr[i] == '.') /* parts of seconds say nothing here */
            i += 1 + digits_at(written, i + 1);
        if (i < written.len)
            out[n++] = i == DAY ? 'T' : written.ptr[i];
    }
    out[n] = 0;
    return true;
}

/* ---- numbers ---- */

static size_t multiplier(ts_span s, size_t at, uint64_t *by) {
    static const struct {
        const char *words;
        uint64_t by;
    } row[] = {{"k thousand", 1000}, {"m mln million", 1000000}, {"bn billion", 1000000000}};
    size_t gap = blanks(s, at);
    ts_span w = word_at(s, at + gap);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (is_word(w, row[i].words) && (w.len > 1 || !gap)) {
            *by = row[i].by;
            return gap + w.len;
        }
    return 0;
}

size_t ts_claim_number(ts_span s, uint64_t *thousandths) {
    uint64_t n = 0, by = 1;
    size_t at = digits_at(s, 0);
    if (at == 0 || at > 15)
        return 0;
    for (size_t i = 0; i < at; i++)
        n = n * 10 + (uint64_t)(s.ptr[i] - '0');
    while (at + 3 < s.len && s.ptr[at] == ',' && digits_at(s, at + 1) == 3 && n < UINT64_C(1000000000000)) {
        for (size_t i = 1; i <= 3; i++)
            n = n * 10 + (uint64_t)(s.ptr[at + i] - '0');
        at += 4;
    }
    if (n > UINT64_C(1000000000000000))
        return 0;
    n *= 1000;
    if (at + 1 < s.len && s.ptr[at] == '.' && ts_is_digit(s.ptr[at + 1])) {
        size_t places = digits_at(s, at + 1);
        uint64_t worth = 100;
        for (size_t i = 0; i < places; i++, worth /= 10)
            n += worth * (uint64_t)(s.ptr[at + 1 + i] - '0');
        at += 1 + places;
    }
    at += multiplier(s, at, &by);
    if (n > UINT64_MAX / by)
        return 0;
    *thousandths = n * by;
    return at;
}

size_t ts_claim_unit(ts_span s, uint64_t *bytes) {
    static const struct {
        const char *words;
        uint64_t bytes;
    } row[] = {{"bytes byte", 1},
               {"kb kilobytes", 1000},
               {"mb megabytes", 1000000},
               {"gb gigabytes gigs", 1000000000},
               {"tb terabytes", 1000000000000},
               {"pb petabytes", 1000000000000000},
               {"kib", 1 << 10},
               {"mib", 1 << 20},
               {"gib", 1 << 30},
               {"tib", UINT64_C(1) << 40}};
    size_t gap = blanks(s, 0);
    ts_span w = word_at(s, gap);
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        if (is_word(w, row[i].words)) {
            *bytes = row[i].bytes;
            return gap + w.len;
        }
    return 0;
}

static bool year_at(ts_span s, size_t at, uint64_t *year) {
    if (digits_at(s, at) != 4)
        return false;
    *year = 0;
    for (size_t i = 0; i < 4; i++)
        *year = *year * 10 + (uint64_t)(s.ptr[at + i] - '0');
    return *year >= FIRST_YEAR && *year <= LAST_YEAR;
}

size_t ts_claim_years(ts_span s, uint64_t *from, uint64_t *to) {
    static const char *const between[] = {"-", "\xE2\x80\x93", "\xE2\x80\x94", "to", "until", "till"};
    uint64_t first, last;
    if (!year_at(s, 0, &first))
        return 0;
    *from = *to = first;
    size_t at = 4 + blanks(s, 4);
    for (size_t i = 0; i < sizeof between / sizeof *between; i++) {
        if (!ts_span_starts_nocase(ts_slice(s, at, s.len - at), ts_str(between[i])))
            continue;
        size_t next = at + strlen(between[i]);
        next += blanks(s, next);
        if (year_at(s, next, &last) && last > first) {
            *to = last;
            return next + 4;
        }
    }
    return 4;
}

/* ---- free text ---- */

typedef struct reading {
    ts_claim *c;
    ts_span text;
    unsigned stated; /* bit per kind that is asserted already, not from the text */
    unsigned since_no; /* words since a "no", "not", "without" of this sentence */
    bool more; /* "more than", "over" stand right before */
} reading;

static ts_assertion *pick(reading *r, ts_claim_kind kind, const char *what) {
    if (r->stated >> kind & 1 || r->since_no < NEGATION_REACHES)
        return NULL;
    for (size_t i = 0; i < r->c->assertions; i++) {
        const ts_assertion *a = &r->c->assertion[i];
        bool one = kind == TS_CLAIM_VOLUME || kind == TS_CLAIM_FILES || kind == TS_CLAIM_YEARS;
        if (a->kind == kind && a->items == 0 && (one || strcmp(a->what, what) == 0))
            return NULL; /* the first says it */
    }
    ts_assertion *a = ts_claim_assert(r->c, kind);
    a->from_text = true;
    memcpy(a->what, what, strlen(what));
    return a;
}

static void pick_number(reading *r, ts_claim_kind kind, const char *what, uint64_t n) {
    ts_assertion *a = n ? pick(r, kind, what) : NULL;
    if (!a)
        return;
    a->from = n;
    a->more_than = r->more;
}

/* "300,000 patient records", "10,000 current employees": a noun of people or files among the next words. */
static void pick_counted(reading *r, size_t at, uint64_t thousandths) {
    for (int i = 0; i < NOUN_WITHIN; i++) {
        at += blanks(r->text, at);
        ts_span w = word_at(r->text, at);
        if (!w.len)
            return;
        const ts_claim_subject *s = ts_claim_subject_named(w);
        if (is_word(w, "file files document documents docs")) {
            pick_number(r, TS_CLAIM_FILES, "", thousandths / 1000);
            return;
        }
        if (is_word(w, "people persons individuals") || (s && s->kind == TS_CLAIM_POPULATION)) {
            pick_number(r, TS_CLAIM_PEOPLE, s ? s->name : "", thousandths / 1000);
            return;
        }
        at += w.len;
    }
}

static size_t read_number(reading *r, size_t at) {
    ts_span rest = ts_slice(r->text, at, r->text.len - at);
    uint64_t n, unit, from, to;
    size_t len = ts_claim_years(rest, &from, &to);
    if (len > 4) {
        ts_assertion *a = pick(r, TS_CLAIM_YEARS, "");
        if (a)
            a->from = from, a->to = to;
        return len;
    }
    len = ts_claim_number(rest, &n);
    if (!len)
        return digits_at(rest, 0);
    if (len < rest.len && rest.ptr[len] == '+')
        r->more = true, len++;
    size_t with_unit = ts_claim_unit(ts_slice(rest, len, rest.len - len), &unit);
    if (with_unit) {
        uint64_t bytes = n / 1000 <= UINT64_MAX / unit ? n / 1000 * unit + n % 1000 * unit / 1000 : 0;
        pick_number(r, TS_CLAIM_VOLUME, "", bytes);
        return len + with_unit;
    }
    if (len > 4 || !ts_claim_years(rest, &from, &to) || r->more) /* "in 2024 patient data was taken" counts nobody */
        pick_counted(r, at + len, n);
    return len;
}

static void read_word(reading *r, ts_span w, ts_span before) {
    if (is_word(w, "no not without never nor neither")) {
        r->since_no = 0;
        return;
    }
    if (r->since_no < NEGATION_REACHES)
        r->since_no++;
    r->more = is_word(w, "over exceeding") || (is_word(w, "than") && is_word(before, "more greater"));
    const ts_claim_subject *s = ts_claim_subject_named(w);
    if (s)
        (void)pick(r, s->kind, s->name);
}

void ts_claim_take_text(ts_claim *c) {
    reading r = {.c = c, .text = ts_buf_span(&c->text), .since_no = NEGATION_REACHES};
    for (size_t i = 0; i < c->assertions; i++)
        if (c->assertion[i].items == 0)
            r.stated |= 1u << c->assertion[i].kind;
    unsigned named = 1u << TS_CLAIM_POPULATION | 1u << TS_CLAIM_DATA; /* one list in the file */
    if (r.stated & named)
        r.stated |= named;
    ts_span before = {0};
    for (size_t at = 0; at < r.text.len;) {
        char sign = r.text.ptr[at];
        if (ts_is_digit(sign)) {
            at += read_number(&r, at);
            r.more = false;
            before = (ts_span){0};
            while (at < r.text.len && ts_is_alnum(r.text.ptr[at])) /* what hangs on a number is no word */
                at++;
        } else if (ts_is_alpha(sign)) {
            ts_span w = word_at(r.text, at);
            at += w.len;
            if (at < r.text.len && (ts_is_digit(r.text.ptr[at]) || r.text.ptr[at] == '_' || r.text.ptr[at] == '@')) {
                while (at < r.text.len && !ts_is_space(r.text.ptr[at])) /* a code, an address */
                    at++;
                continue;
            }
            read_word(&r, w, before);
            before = w;
        } else {
            if (strchr(".;!?", sign) && sign)
                r.since_no = NEGATION_REACHES;
            at++;
        }
    }
}
