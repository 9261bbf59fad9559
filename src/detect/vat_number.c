/* vat_number.c - finds value added tax numbers: GB and nine digits with a check modulo 97, three more for a branch.
 *
 * Two checks are in use (HMRC's first, and the one for numbers of series that began in 2010, which adds 55).  Numbers of
 * EU states are told by their form where a label says what they are.
 */
#include "detect/kinds.h"

enum { DIGITS = 9, BRANCH = 12, LONGEST = 14 };
static const char *const labels[] = {"vat",
                                     "vat no",
                                     "vat number",
                                     "vat reg no",
                                     "vat registration number",
                                     "vat registration no",
                                     "vat reg number",
                                     "vat reg",
                                     "vat id",
                                     "vatin",
                                     "ust idnr",
                                     "btw nr",
                                     "vat registration",
                                     NULL};
static const char *const headers[] = {
    "vat",          "vatno", "vatnumber", "vatregno",        "vatregistrationnumber", "vatregistrationno",
    "vatregnumber", "vatid", "vatcode",   "vatregistration", "taxregistration",       NULL};
static const char shapes[] = "9|12|3 |B9|C9|D9|E9|F9|G9|H9|I9|L9|M9|N9|P9|R9|S9|X9";

/* Forms of the EU's states (European Commission, VIES): # a digit, A a letter, ? either; some have several. */
static const char *const forms[] = {
    "ATU########",   "BE##########",   "BG#########",    "BG##########",  "CY########A",    "CZ########",
    "CZ#########",   "CZ##########",   "DE#########",    "DK########",    "EE#########",    "EL#########",
    "ES?#######?",   "FI########",     "FR??#########",  "HR###########", "HU########",     "IE#######A",
    "IE#######AA",   "IE#?#####A",     "IT###########",  "LT#########",   "LT############", "LU########",
    "LV###########", "MT########",     "NL#########B##", "PL##########",  "PT#########",    "RO########",
    "RO#######",     "SE############", "SI########",     "SK##########",
};

static bool has_form(const char *text, size_t n, const char *form) {
    if (strlen(form) != n)
        return false;
    for (size_t i = 0; i < n; i++)
        if (form[i] == '#'                               ? !ts_is_digit(text[i])
            : form[i] == '?'                             ? !ts_is_alnum(text[i])
            : i >= 2 && form[i] == 'A' && form[1] != 'T' ? !ts_is_alpha(text[i])
                                                         : text[i] != form[i])
            return false;
    return true;
}

/* The first seven digits weigh 8 to 2; with the last two as a number the sum is 0 modulo 97, or 42 in the new series. */
static bool check_fits(const char *digit) {
    unsigned sum = (unsigned)(digit[7] - '0') * 10 + (unsigned)(digit[8] - '0'), any = 0;
    for (unsigned i = 0; i < 7; i++) {
        sum += (unsigned)(digit[i] - '0') * (8 - i);
        any |= (unsigned)(digit[i] - '0');
    }
    return any > 0 && (sum % 97 == 0 || (sum + 55) % 97 == 0);
}

/* The letters and digits at t[at], over single blanks, hyphens and stops between digits; *n of them, their end. */
static size_t gather(ts_span t, size_t at, char out[LONGEST], size_t *n) {
    size_t i = at;
    *n = 0;
    for (; i < t.len; i++) {
        char c = t.ptr[i], next = i + 1 < t.len ? t.ptr[i + 1] : ' ';
        if (ts_is_digit(c) || (ts_is_alpha(c) && (i < at + 4 || ts_is_digit(t.ptr[i - 1])))) {
            if (*n == LONGEST)
                return 0;
            out[(*n)++] = ts_upper(c);
        } else if ((c != ' ' && c != '-' && c != '.') || *n < 2 || !ts_is_digit(next)) {
            break;
        }
    }
    return i;
}

/* As HMRC writes them: nine digits, twelve, or GD and HA with three for departments and health authorities. */
static bool is_british(const char *text, size_t n) {
    if (n == 5)
        return (memcmp(text, "GD", 2) == 0 && text[2] < '5') || (memcmp(text, "HA", 2) == 0 && text[2] >= '5');
    return (n == DIGITS || n == BRANCH) && check_fits(text);
}

static bool all_digits(const char *text, size_t n) {
    while (n > 0 && ts_is_digit(text[n - 1]))
        n--;
    return n == 0;
}

static bool set_british(const char *prefix, const char *text, size_t n, ts_norm *out) {
    char norm[2 + BRANCH];
    memcpy(norm, prefix, 2);
    memcpy(norm + 2, text, n);
    return ts_norm_set(out, ts_span_of(norm, n + 2));
}

/* With any check: the form alone. */
static bool read(ts_span raw, bool checked, ts_norm *out) {
    char text[LONGEST];
    size_t n;
    raw = ts_trim(raw);
    if (raw.len == 0 || gather(raw, 0, text, &n) != raw.len)
        return false;
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (has_form(text, n, forms[i]))
            return ts_norm_set(out, ts_span_of(text, n));
    bool prefixed = n > 2 && (memcmp(text, "GB", 2) == 0 || memcmp(text, "XI", 2) == 0);
    const char *number = prefixed ? text + 2 : text;
    n -= prefixed ? 2 : 0;
    bool form = all_digits(number, n) ? n == DIGITS || n == BRANCH
                                      : n == 5 && all_digits(number + 2, 3) && is_british(number, n);
    return form && (!checked || is_british(number, n)) && set_british(prefixed ? text : "GB", number, n, out);
}

static bool normal(ts_span raw, ts_norm *out) { return read(raw, true, out); }
static bool loose(ts_span raw, ts_norm *out) { return read(raw, false, out); }

/* "GB" before nine digits that fit the check is enough; the rest needs a label. */
static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, n;
    char text[LONGEST], third = at + 2 < t.len ? t.ptr[at + 2] : 0;
    bool letters = ts_is_upper(t.ptr[at]);
    bool british =
        letters && ((t.ptr[at] == 'G' && t.ptr[at + 1] == 'B') || (t.ptr[at] == 'X' && t.ptr[at + 1] == 'I'));
    if (at + DIGITS > t.len ||
        (letters && (!ts_is_upper(t.ptr[at + 1]) || !(ts_is_digit(third) || third == ' ' || third == 'U'))) ||
        (letters && third == ' ' && !(at + 3 < t.len && ts_is_digit(t.ptr[at + 3]))) ||
        (!british && !ts_label_may_stand(t, at)))
        return false;
    size_t end = gather(t, at, text, &n);
    if (end == 0 || (end < t.len && (ts_is_alnum(t.ptr[end]) || t.ptr[end] == '_' || t.ptr[end] == '@')) || n < 8)
        return false;
    ts_span raw = ts_slice(t, at, end - at);
    *out = (ts_found){.start = (uint32_t)at, .end = (uint32_t)end};
    out->valid = normal(raw, &out->norm);
    out->confidence = british && out->valid ? 85 : 0;
    return out->valid || loose(raw, &out->norm);
}

static bool placeholder(const ts_norm *n) {
    return ts_span_eq(ts_norm_span(n), ts_str("GB999999973")); /* HMRC's own example */
}

const ts_detector ts_detector_vat_number = {
    .kind = TS_KIND_VAT_NUMBER,
    .name = "vat_number",
    .summary = "VAT registration number",
    .source = "HMRC, VAT registration numbers: modulus 97 and 9755; European Commission, VIES",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .loose = loose,
    .placeholder = placeholder,
    .plain = 91,
    .labelled = 97,
    .column = 97,
};
