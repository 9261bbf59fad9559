/* misread.c - values that were read or typed with a letter for a digit or a digit for a letter. */
#include "detect/misread.h"

#include "detect/kinds.h"
#include "text/date.h"
#include "text/misread.h"

enum { LONGEST = 40, NINO = 9, INWARD = 3, TEN = 10 };

/* What is tried: the value with some of its signs exchanged. */
typedef struct attempt {
    char text[LONGEST];
    size_t len, exchanged, kept; /* letters and digits that were exchanged or stayed */
} attempt;

static void put(attempt *a, char c, char taken) {
    a->exchanged += taken != 0;
    a->kept += !taken && ts_is_alnum(c);
    a->text[a->len++] = taken ? taken : c;
}

static bool is_likely(const attempt *a) { return a->exchanged > 0 && a->exchanged * 2 <= a->kept; }

static bool as_digits(ts_span raw, attempt *a) {
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i], taken = ts_misread_digit(c);
        if (!taken && ts_is_alpha(c))
            return false;
        put(a, c, taken);
    }
    return is_likely(a);
}

/* Ten digits with blanks elsewhere than they are written: "943 4765919", of which a reader did not see one. */
static bool as_ten(ts_span raw, attempt *a) {
    for (size_t i = 0; i < raw.len; i++) {
        if (!ts_is_digit(raw.ptr[i]) && raw.ptr[i] != ' ')
            return false;
        if (raw.ptr[i] != ' ')
            put(a, raw.ptr[i], 0);
    }
    bool usual = raw.len == TEN + 2 && raw.ptr[3] == ' ' && raw.ptr[7] == ' ';
    return a->len == TEN && raw.len > TEN && !usual;
}

/* Two letters, six digits, a letter; anything may part them. */
static bool as_nino(ts_span raw, attempt *a) {
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        bool sign = ts_is_alnum(c) || c == '|' || c == '!';
        bool letter = n < 2 || n == NINO - 1;
        put(a, c, !sign ? 0 : letter ? ts_misread_capital(c) : ts_misread_digit(c));
        n += sign;
    }
    return n == NINO && is_likely(a);
}

/* The inward part is a digit and two letters; of the outward one the first is a letter, and where it is no postcode so,
 * all behind that are digits. */
static bool as_postcode(ts_span raw, bool digits, attempt *a) {
    size_t n = 0, signs = 0, written = 0; /* digits */
    for (size_t i = 0; i < raw.len; i++) {
        signs += ts_is_alnum(raw.ptr[i]);
        written += ts_is_digit(raw.ptr[i]);
    }
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i], taken = 0;
        if (ts_is_alnum(c)) {
            size_t left = signs - n++;
            if (left == INWARD || (left > INWARD && n > 1 && digits))
                taken = ts_misread_digit(c);
            else if (left < INWARD || n == 1)
                taken = ts_misread_capital(c);
        }
        put(a, c, taken);
    }
    return signs >= INWARD + 2 && written > 0 && is_likely(a); /* "pclose" is a word */
}

static bool date(ts_span text, ts_norm *out) {
    ts_written_date d;
    char iso[11];
    if (!ts_date_read(text, &d) || d.len != text.len)
        return false;
    ts_date_print(d.date, iso);
    return ts_norm_set(out, ts_str(iso));
}

static bool fits(ts_kind kind, const attempt *a, ts_norm *out) {
    ts_span text = ts_span_of(a->text, a->len);
    if (kind == TS_KIND_BIRTH_DATE || kind == TS_KIND_DEATH_DATE)
        return date(text, out);
    return ts_detector_of(kind)->normal(text, out);
}

#define BIT(kind) (UINT64_C(1) << TS_KIND_##kind)
static const uint64_t of_digits = BIT(NHS_NUMBER) | BIT(CHI_NUMBER) | BIT(HC_NUMBER) | BIT(UTR) | BIT(CARD) |
                                  BIT(BANK_ACCOUNT) | BIT(PHONE) | BIT(BIRTH_DATE) | BIT(DEATH_DATE);

bool ts_misread_has(ts_kind kind) {
    return (unsigned)kind < TS_KIND_COUNT && ((of_digits | BIT(NINO) | BIT(POSTCODE)) >> kind & 1);
}

bool ts_misread_normal(ts_kind kind, ts_span raw, ts_norm *out) {
    attempt a = {.len = 0}, b = {.len = 0};
    raw = ts_trim(raw);
    if (!ts_misread_has(kind) || raw.len == 0 || raw.len > LONGEST)
        return false;
    switch (kind) {
    case TS_KIND_NINO:
        return as_nino(raw, &a) && fits(kind, &a, out);
    case TS_KIND_POSTCODE:
        return (as_postcode(raw, false, &a) && fits(kind, &a, out)) ||
               (as_postcode(raw, true, &b) && fits(kind, &b, out));
    case TS_KIND_NHS_NUMBER:
        return (as_digits(raw, &a) && fits(kind, &a, out)) || (as_ten(raw, &b) && fits(kind, &b, out));
    default:
        return as_digits(raw, &a) && fits(kind, &a, out);
    }
}
