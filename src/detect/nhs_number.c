/* nhs_number.c - finds NHS numbers: ten digits, the last a modulus-11 check.
 *
 * Written 9990000018, 999 000 0018 or 999-000-0018.  One random ten-digit number in eleven also
 * passes, so a bare hit is "possible"; a label close by: "likely".  Ranges: England, Wales and the
 * Isle of Man issue 4.. and 6.. to 7..; low 3.. may be English too; 5.. was never issued, 9.. is
 * synthetic (999 for tests); 0.. to 3112999999 is Scotland's CHI, 32.. to 39.. Northern Ireland's.
 */
#include "base/lanes.h"
#include "detect/kinds.h"

enum { DIGITS = 10 };
static const char *const labels[] = {"nhs number", "nhs no",         "nhs num",     "nhs",     "nhs nbr",
                                     "nhs id",     "new nhs number", "nhs numbers", "nhs nos", "nhs nr",
                                     "nhs ref",    "nhs identifier", "nhsn",        NULL};
static const char *const headers[] = {"nhsnumber",
                                      "nhsno",
                                      "nhsnum",
                                      "nhs",
                                      "nhsnbr",
                                      "newnhsno",
                                      "nnn",
                                      "nhsn",
                                      "nhsid",
                                      "patientnhsno",
                                      "nhsidentifier",
                                      "patnhsnumber",
                                      "nhsnewno",
                                      "nhsnumbernew",
                                      "newnhsnumber",
                                      "nhsnumberpatient",
                                      "patientnhsnumber",
                                      "nhsnumberunformatted",
                                      NULL};
static const char shapes[] = "10|3-3-4";

/* Weights run 10..2 over nine digits.  A check of ten is never issued, nor all zeros. */
static bool check_digit_fits(const uint8_t *digit) {
    int sum = 0;
    for (int i = 0; i < DIGITS - 1; i++)
        sum += digit[i] * (DIGITS - i);
    return sum > 0 && (11 - sum % 11) % 11 == digit[DIGITS - 1];
}

static bool all_equal(const char *digits) {
    for (int i = 1; i < DIGITS; i++)
        if (digits[i] != digits[0])
            return false;
    return true;
}

/* Ranges that can be this kind at all; others have the same check but another country's meaning. */
static bool range_fits(const uint8_t *d) { return (d[0] >= 4 && d[0] <= 7) || d[0] == 9 || (d[0] == 3 && d[1] < 2); }

static bool fits(const ts_run *run) {
    return run->digits == DIGITS && check_digit_fits(run->digit) && range_fits(run->digit);
}

static bool loose(ts_span raw, ts_norm *out) {
    ts_run run;
    return ts_run_parse(raw, shapes, &run) && ts_norm_digits(out, &run);
}

/* Ten digits and nothing else, as exports hold them by the million. */
static bool read_plain(ts_span raw, ts_norm *out) {
    uint8_t digit[DIGITS];
    unsigned bad = 0;
    for (int i = 0; i < DIGITS; i++) {
        digit[i] = (uint8_t)(raw.ptr[i] - '0');
        bad |= digit[i] > 9;
    }
    return !bad && check_digit_fits(digit) && range_fits(digit) && ts_norm_set(out, raw);
}

static bool normal(ts_span raw, ts_norm *out) {
    if (raw.len == DIGITS && read_plain(raw, out))
        return true;
    ts_run run;
    ts_norm norm;
    if (!ts_run_parse(raw, shapes, &run) || !ts_norm_digits(&norm, &run))
        return false;
    if (!fits(&run) && !all_equal(norm.text))
        return false;
    *out = norm;
    return true;
}

/* Ten digits, or 3-3-4 of them with blanks between.  The weighted sum with the check digit itself, whose weight is 1, is a multiple of 11. */
static ts_usual usual(const char *p, size_t len) {
    const bool apart = len == DIGITS + 2 && p[3] == ' ' && p[7] == ' ';
    const uint32_t digits = ts_lanes_digits(ts_lanes_of(p));
    if (apart ? (digits & 0xFFF) != 0xF77 : len != DIGITS || (digits & 0x3FF) != 0x3FF)
        return TS_USUAL_NO;
    unsigned sum = 0, d[DIGITS];
    for (int i = 0; i < DIGITS; i++) {
        int blanks = apart ? (i > 2) + (i > 5) : 0;
        sum += (d[i] = (unsigned)(p[i + blanks] - '0')) * (unsigned)(DIGITS - i);
    }
    bool range = (d[0] >= 4 && d[0] <= 7) || d[0] == 9;
    bool alike = d[1] == d[2] && d[2] == d[3] && d[3] == d[4]; /* all ten, perhaps */
    bool counted = d[1] == 8 && d[2] == 7; /* 9876543210 */
    if (sum % 11 != 0 || !range || alike || counted)
        return TS_USUAL_NO;
    return d[0] == 9 || d[0] == 5 ? TS_USUAL_RESERVED : TS_USUAL;
}

static bool placeholder(const ts_norm *n) {
    static const char *const typed[] = {"1234567890", "0123456789", "9876543210", "1234567899", NULL};
    if (n->len != DIGITS)
        return false;
    for (const char *const *t = typed; *t; t++)
        if (n->text[1] == (*t)[1] && memcmp(n->text, *t, DIGITS) == 0)
            return true;
    return all_equal(n->text);
}

/* 999 is kept for tests; the rest of 9 is synthetic, 5 was never issued. */
static bool reserved(const ts_norm *n) { return n->text[0] == '9' || n->text[0] == '5'; }

static bool in_a_number(ts_span t, size_t start, size_t end) {
    char before = start > 0 ? t.ptr[start - 1] : ' ', after = end < t.len ? t.ptr[end] : ' ';
    char beyond = end + 1 < t.len ? t.ptr[end + 1] : ' ';
    if (ts_is_alnum(after) || after == '_' || after == '@' || after == '\\' || after == '%')
        return true;
    if ((after == '.' || after == ',' || after == '-' || after == ':' || after == '/') && ts_is_digit(beyond) &&
        after != ',')
        return true;
    return before == '+' || before == '_' || before == '@' || before == '%';
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, n = 0, i = at;
    ts_run run; /* only digits and their count are filled and read */
    char joint = 0;
    for (; n < DIGITS && i < t.len; i++) {
        if (ts_is_digit(t.ptr[i])) {
            run.digit[n++] = (uint8_t)(t.ptr[i] - '0');
            continue;
        }
        char sign = ts_is_wrapped(t, i) ? ' ' : t.ptr[i];
        if ((n != 3 && n != 6) || (sign != ' ' && sign != '-') || (n == 3 ? i != at + 3 : sign != joint || i != at + 7))
            return false;
        joint = sign;
    }
    if (n < DIGITS || (i != at + 10 && i != at + 12) || in_a_number(t, at, i))
        return false;
    run.digits = DIGITS;
    out->start = (uint32_t)at;
    out->end = (uint32_t)i;
    out->valid = fits(&run);
    for (n = 0; n < DIGITS; n++)
        out->norm.text[n] = (char)('0' + run.digit[n]);
    out->norm.text[DIGITS] = '\0';
    out->norm.len = DIGITS;
    out->flags = 0;
    out->confidence = joint ? 60 : 45;
    return true;
}

const ts_detector ts_detector_nhs_number = {
    .kind = TS_KIND_NHS_NUMBER,
    .name = "nhs_number",
    .summary = "NHS number (England, Wales, Isle of Man)",
    .source = "NHS Data Model and Dictionary, NHS NUMBER; ISB 0149",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .labels = labels,
    .headers = headers,
    .fits = fits,
    .find = find,
    .normal = normal,
    .usual = usual,
    .loose = loose,
    .placeholder = placeholder,
    .reserved = reserved,
    .plain = 45,
    .labelled = 97,
    .column = 98,
};
