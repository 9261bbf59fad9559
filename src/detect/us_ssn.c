/* us_ssn.c - finds United States Social Security numbers: area, group and serial, 219-09-9999.
 *
 * No area is 000, 666 or above 899, no group 00 and no serial 0000.  There is no check: nine digits need their label or their
 * column, and written in their three parts at least a line that names them.
 */
#include "detect/code.h"
#include "detect/kinds.h"

enum { LINE = 120, ON_ITS_LINE = 80 };
static const char *const labels[] = {
    "ssn", "ssn number", "social security number", "social security no", "us ssn", "social security", NULL};
static const char *const headers[] = {
    "ssn", "socialsecuritynumber", "socialsecurityno", "ssnum", "usssn", "ssnnumber", "socsecno", NULL};
static const char *const patterns[] = {"999 99 9999", NULL};

static bool fits(const char *s) {
    return s[0] != '9' && memcmp(s, "000", 3) != 0 && memcmp(s, "666", 3) != 0 && memcmp(s + 3, "00", 2) != 0 &&
           memcmp(s + 5, "0000", 4) != 0;
}

static bool loose(ts_span raw, ts_norm *out) { return ts_code_normal(raw, patterns, out); }

static bool normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!loose(raw, &norm) || !fits(norm.text))
        return false;
    *out = norm;
    return true;
}

static bool find(const ts_spot *spot, ts_found *out) {
    if (!ts_code_find(spot, patterns, out))
        return false;
    out->valid = fits(out->norm.text);
    size_t len = out->end - out->start;
    ts_span line = ts_line_around(spot->text, spot->at, len, LINE);
    if (len == 11 && (ts_has_word(line, "ssn") || ts_has_word(line, "social security")))
        out->confidence = ON_ITS_LINE;
    return true;
}

/* Printed on a wallet's card, in an advertisement, and counted up. */
static bool placeholder(const ts_norm *n) {
    ts_span s = ts_norm_span(n);
    return ts_span_eq(s, ts_str("078051120")) || ts_span_eq(s, ts_str("219099999")) || ts_is_typed_number(n);
}

const ts_detector ts_detector_us_ssn = {
    .kind = TS_KIND_US_SSN,
    .name = "us_ssn",
    .summary = "Social Security number (United States)",
    .source = "Social Security Administration, RM 10201.035, Invalid Social Security Numbers",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, "3-2-4|9"},
    .own_find = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .loose = loose,
    .placeholder = placeholder,
    .plain = ON_ITS_LINE,
    .labelled = 95,
    .column = 95,
};
