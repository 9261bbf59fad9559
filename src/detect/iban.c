/* iban.c - finds International Bank Account Numbers: country, two check digits, the country's own account number.
 *
 * Written in one piece or in groups of four.  Each country has one length (the registry that SWIFT keeps), and the number,
 * its first four characters moved behind and letters read as 10 to 35, is 1 modulo 97.
 */
#include "detect/kinds.h"

enum { SHORTEST = 15, LONGEST = 34 };
static const char *const labels[] = {"iban", "iban number", "iban no", "international bank account number", NULL};
static const char *const headers[] = {"iban", "ibannumber", "ibanno", "ibancode", "bankiban", NULL};

static const struct {
    char country[3];
    uint8_t len;
} registry[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HR", 21}, {"HU", 28}, {"IE", 22},
    {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28}, {"LC", 32},
    {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22}, {"MK", 19},
    {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23}, {"PK", 24},
    {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24}, {"SC", 31},
    {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28}, {"TL", 23},
    {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30},
};

static size_t length_of(char a, char b) {
    for (size_t i = 0; i < sizeof registry / sizeof registry[0]; i++)
        if (registry[i].country[0] == a && registry[i].country[1] == b)
            return registry[i].len;
    return 0;
}

/* ISO 7064, MOD 97-10. */
static bool check_fits(const char *s, size_t n) {
    unsigned rest = 0;
    for (size_t k = 0; k < n; k++) {
        char c = s[(k + 4) % n];
        rest = ts_is_digit(c) ? (rest * 10 + (unsigned)(c - '0')) % 97 : (rest * 100 + (unsigned)(c - 'A' + 10)) % 97;
    }
    return rest == 1;
}

/* The characters of the number that begins at t[at], without what groups them; gives its end, 0 where none begins. */
static size_t gather(ts_span t, size_t at, char out[LONGEST], size_t *n) {
    if (at + SHORTEST > t.len || !ts_is_digit(t.ptr[at + 2]) || !ts_is_digit(t.ptr[at + 3]))
        return 0;
    size_t want = length_of(ts_upper(t.ptr[at]), ts_upper(t.ptr[at + 1])), i = at;
    *n = 0;
    for (; i < t.len && *n < want; i++) {
        char c = t.ptr[i];
        if (ts_is_alnum(c))
            out[(*n)++] = ts_upper(c);
        else if ((c != ' ' && c != '-') || *n % 4 != 0 || t.ptr[i - 1] == c)
            return 0;
    }
    return want > 0 && *n == want ? i : 0;
}

static bool loose(ts_span raw, ts_norm *out) {
    char text[LONGEST];
    size_t n;
    raw = ts_trim(raw);
    if (ts_span_starts_nocase(raw, ts_str("iban ")))
        raw = ts_trim(ts_slice(raw, 5, raw.len));
    return raw.len > 0 && gather(raw, 0, text, &n) == raw.len && ts_norm_set(out, ts_span_of(text, n));
}

static bool normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!loose(raw, &norm) || !check_fits(norm.text, norm.len))
        return false;
    *out = norm;
    return true;
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    char text[LONGEST];
    size_t n, end = ts_is_upper(t.ptr[spot->at]) ? gather(t, spot->at, text, &n) : 0;
    if (end == 0 || (end < t.len && (ts_is_alnum(t.ptr[end]) || t.ptr[end] == '_')))
        return false;
    *out = (ts_found){.start = (uint32_t)spot->at, .end = (uint32_t)end, .confidence = 95};
    out->valid = check_fits(text, n);
    return !out->valid || ts_norm_set(&out->norm, ts_span_of(text, n));
}

/* The registry's own examples, and accounts of one repeated digit. */
static bool placeholder(const ts_norm *n) {
    static const char *const examples[] = {
        "GB29NWBK60161331926819", "GB82WEST12345698765432", "DE89370400440532013000",   "FR1420041010050500013M02606",
        "IE29AIBK93115212345678", "NL91ABNA0417164300",     "ES9121000418450200051332", "GB33BUKB20201555555555"};
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++)
        if (ts_span_eq(ts_norm_span(n), ts_str(examples[i])))
            return true;
    return false;
}

const ts_detector ts_detector_iban = {
    .kind = TS_KIND_IBAN,
    .name = "iban",
    .summary = "international bank account number",
    .source = "ISO 13616-1, SWIFT IBAN Registry; ISO 7064 MOD 97-10",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, "a"},
    .own_find = true,
    .telling = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .loose = loose,
    .placeholder = placeholder,
    .plain = 95,
    .labelled = 98,
    .column = 98,
};
