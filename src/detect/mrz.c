/* mrz.c - finds the machine readable zone of passports, identity cards and visas, all its check digits right.
 *
 * ICAO Doc 9303: three lines of 30 (TD1, cards), two of 36 (TD2, and visas of format B) or two of 44 (TD3, passports, and
 * visas of format A), of capitals, digits and '<'.  The whole is one value: number, birth date and name are the same person's.
 * Checks of weights 7 3 1 stand behind the number, the birth date, the expiry and, but on visas, all of them together.
 */
#include "detect/kinds.h"

enum { MOST = 90 };
static const char *const labels[] = {"mrz", "machine readable zone", NULL};
static const char *const headers[] = {"mrz", "mrzdata", "passportmrz", "machinereadablezone", NULL};

static bool is_of_zone(char c) { return ts_is_upper(c) || ts_is_digit(c) || c == '<'; }

/* Lines of one length, as much as stands at t[at], joined to `out`; gives their end, 0 where there are fewer. */
static size_t gather(ts_span t, size_t at, size_t lines, size_t width, char *out) {
    for (size_t line = 0; line < lines; line++) {
        if (line > 0)
            for (size_t signs = 0; signs < 4 && at < t.len && ts_is_space(t.ptr[at]); signs++)
                at++;
        if (at + width > t.len)
            return 0;
        for (size_t i = 0; i < width; i++, at++)
            if (!is_of_zone(out[line * width + i] = t.ptr[at]))
                return 0;
    }
    return at < t.len && is_of_zone(t.ptr[at]) ? 0 : at;
}

/* A stretch of the zone goes on with the sum that another one left. */
typedef struct check {
    unsigned sum, place;
} check;

static check add(check c, const char *s, size_t n) {
    static const unsigned weight[] = {7, 3, 1};
    for (size_t i = 0; i < n; i++) {
        unsigned v = ts_is_digit(s[i]) ? (unsigned)(s[i] - '0') : s[i] == '<' ? 0 : (unsigned)(s[i] - 'A' + 10);
        c.sum += v * weight[c.place++ % 3];
    }
    return c;
}

static bool is_check(check c, char digit) { return ts_is_digit(digit) && c.sum % 10 == (unsigned)(digit - '0'); }
static bool fits(const char *s, size_t n) { return is_check(add((check){0}, s, n), s[n]); }

/* Birth date, sex and expiry: YYMMDD, a check, M F X or '<', YYMMDD, a check. */
static bool days_fit(const char *s) { return fits(s, 6) && strchr("MFX<", s[7]) && fits(s + 8, 6); }

/* Number, check, nation, days: the second line of all but TD1. */
static bool second_line_fits(const char *s, size_t width, bool visa) {
    if (!fits(s, 9) || !days_fit(s + 13))
        return false;
    return visa || is_check(add(add(add((check){0}, s, 10), s + 13, 7), s + 21, width - 22), s[width - 1]);
}

static bool td1_fits(const char *s) {
    const char *second = s + 30;
    check all = add(add(add(add((check){0}, s + 5, 25), second, 7), second + 8, 7), second + 18, 11);
    /* A number of more than nine places goes on behind, and leaves its check's place empty. */
    return (s[14] == '<' || fits(s + 5, 9)) && days_fit(second) && is_check(all, second[29]);
}

static size_t read_zone(ts_span t, size_t at, char *out, size_t *n) {
    static const struct { size_t lines, width; } forms[] = {{2, 44}, {2, 36}, {3, 30}};
    for (size_t i = 0; i < 3; i++) {
        size_t width = forms[i].width, end = gather(t, at, forms[i].lines, width, out);
        bool visa = out[0] == 'V';
        *n = forms[i].lines * width;
        if (end && strchr("PIACV", out[0]) &&
            (width == 30 ? td1_fits(out) : second_line_fits(out + width, width, visa)))
            return end;
    }
    return 0;
}

static bool normal(ts_span raw, ts_norm *out) {
    char zone[MOST];
    size_t n;
    raw = ts_trim(raw);
    return raw.len >= 72 && read_zone(raw, 0, zone, &n) == raw.len && ts_norm_set(out, ts_span_of(zone, n));
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t at = spot->at, n;
    if (at + 72 > t.len || !is_of_zone(t.ptr[at + 4]) || !is_of_zone(t.ptr[at + 29]))
        return false;
    char zone[MOST];
    size_t end = read_zone(t, at, zone, &n);
    if (end == 0)
        return false;
    *out = (ts_found){.start = (uint32_t)at, .end = (uint32_t)end, .confidence = 98, .valid = true};
    return ts_norm_set(&out->norm, ts_span_of(zone, n));
}

/* UTO, Utopia: what ICAO's specimens are issued by. */
static bool reserved(const ts_norm *n) { return memcmp(n->text + 2, "UTO", 3) == 0; }

const ts_detector ts_detector_mrz = {
    .kind = TS_KIND_MRZ,
    .name = "mrz",
    .summary = "machine readable zone of a passport, card or visa",
    .source = "ICAO Doc 9303, parts 3 to 7",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "ACIPVa"},
    .own_find = true,
    .telling = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .reserved = reserved,
    .plain = 98,
    .labelled = 99,
    .column = 99,
};
