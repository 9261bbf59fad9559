/* company_number.c - finds the numbers that Companies House gives: eight digits, or two letters and six digits.
 *
 * They have no check digit, so a label must say what they are.  A company is no person; its number tells who holds what.
 */
#include "detect/kinds.h"

enum { DIGITS = 8, TAIL = 6 };
static const char *const labels[] = {"company number",
                                     "company no",
                                     "company reg no",
                                     "co reg no",
                                     "co reg number",
                                     "co number",
                                     "company registration number",
                                     "company registration no",
                                     "registered company number",
                                     "companies house number",
                                     "companies house no",
                                     "company reg",
                                     "england and wales no",
                                     "england and wales number",
                                     "in england no",
                                     "in england number",
                                     "in scotland no",
                                     "in scotland number",
                                     "in wales no",
                                     "in england and wales",
                                     "crn",
                                     "registered company no",
                                     "company registered number",
                                     NULL};
static const char *const headers[] = {"companynumber",
                                      "companyno",
                                      "companyregno",
                                      "companyregistrationnumber",
                                      "companyregistrationno",
                                      "companieshouseno",
                                      "companieshousenumber",
                                      "crn",
                                      "companyreg",
                                      NULL};
static const char shapes[] = "8|7|A9|C9|E9|F9|G9|I9|L9|N9|O9|P9|R9|S9|Z9";

static bool is_prefix(char a, char b) {
    static const char prefixes[] =
        " AC CE CS ES FC FE GE GN GS IC IP LP NA NC NF NI NL NO NP NR NZ OC OE PC R0 RC RS SA SC SE SF SG SI SL "
        "SO SP SR SZ ZC ";
    char key[5] = {' ', ts_upper(a), ts_upper(b), ' ', 0};
    return strstr(prefixes, key) != NULL;
}

/* Seven digits are eight that lost their zero. */
static bool normal(ts_span raw, ts_norm *out) {
    char text[DIGITS];
    raw = ts_trim(raw);
    size_t n = 0, letters = raw.len >= 2 && ts_is_alpha(raw.ptr[0]) ? 2 : 0;
    if (letters && !is_prefix(raw.ptr[0], raw.ptr[1]))
        return false;
    size_t lost = raw.len == DIGITS - 1 && letters == 0;
    text[0] = '0';
    n = lost;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (i == letters && letters && c == ' ')
            continue;
        if (n == DIGITS || (i >= letters && !ts_is_digit(c)))
            return false;
        text[n++] = ts_upper(c);
    }
    return n == DIGITS && ts_norm_set(out, ts_span_of(text, n));
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, i = at, digits = 0;
    bool letters = ts_is_upper(t.ptr[at]);
    if (at + DIGITS - 1 > t.len || !ts_label_may_stand(t, at) || (letters && !is_prefix(t.ptr[at], t.ptr[at + 1])))
        return false;
    i += letters ? 2 : 0;
    for (; i < t.len && digits <= DIGITS && ts_is_digit(t.ptr[i]); i++)
        digits++;
    char after = i < t.len ? t.ptr[i] : ' ', beyond = i + 1 < t.len ? t.ptr[i + 1] : ' ';
    if ((letters ? digits != TAIL : digits != DIGITS && digits != DIGITS - 1) || ts_is_alnum(after) || after == '_' ||
        ((after == '-' || after == '.' || after == '/') && ts_is_alnum(beyond)))
        return false;
    *out = (ts_found){.start = (uint32_t)at, .end = (uint32_t)i, .confidence = 0, .valid = true};
    return true;
}

static bool placeholder(const ts_norm *n) {
    return ts_span_eq(ts_norm_span(n), ts_str("00000000")) || ts_span_eq(ts_norm_span(n), ts_str("12345678"));
}

const ts_detector ts_detector_company_number = {
    .kind = TS_KIND_COMPANY_NUMBER,
    .name = "company_number",
    .summary = "company registration number (UK)",
    .source = "Companies House, URI customer guide: prefixes of company numbers",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .placeholder = placeholder,
    .plain = 0,
    .labelled = 95,
    .column = 95,
};
