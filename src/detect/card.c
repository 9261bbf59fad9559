/* card.c - finds payment card numbers: 12 to 19 digits, the last a Luhn check, the first those of an issuer.
 *
 * One random number in ten passes the check and one in four has an issuer's first digits, so the groups that cards are
 * printed in count for more than the check.  Numbers that payment firms publish for tests are reserved.
 */
#include "detect/kinds.h"

enum { SHORTEST = 12, LONGEST = 19 };
static const char *const labels[] = {"card number",       "card no",      "credit card",
                                     "debit card",        "payment card", "credit card number",
                                     "debit card number", "pan",          NULL};
static const char *const headers[] = {"cardnumber", "cardno",      "creditcard", "creditcardnumber",
                                      "ccnumber",   "ccno",        "debitcard",  "debitcardnumber",
                                      "pan",        "paymentcard", "card",       NULL};
static const char shapes[] = "16|4-4-4-4|4-6-5|4-6-4|15|14|13|18|19|17|12";

/* Issuer identification numbers: the first six digits from `low` to `high`, and the lengths they come in, a bit each. */
#define L(n) (UINT32_C(1) << (n))
static const struct {
    uint32_t low, high, lengths;
} issuers[] = {
    {400000, 499999, L(13) | L(16) | L(19)}, /* Visa */
    {510000, 559999, L(16)}, /* Mastercard */
    {222100, 272099, L(16)},
    {340000, 349999, L(15)}, /* American Express */
    {370000, 379999, L(15)},
    {300000, 305999, L(14) | L(16)}, /* Diners */
    {360000, 369999, L(14) | L(16)},
    {380000, 399999, L(14) | L(16)},
    {601100, 601199, L(16) | L(19)}, /* Discover */
    {644000, 659999, L(16) | L(19)},
    {352800, 358999, L(16) | L(19)}, /* JCB */
    {620000, 629999, L(16) | L(17) | L(18) | L(19)}, /* UnionPay */
    {500000, 509999, L(12) | L(13) | L(14) | L(15) | L(16) | L(18) | L(19)}, /* Maestro */
    {560000, 589999, L(12) | L(13) | L(14) | L(15) | L(16) | L(18) | L(19)},
    {630400, 630499, L(16) | L(18) | L(19)},
    {675900, 676999, L(16) | L(18) | L(19)},
};

static bool luhn_fits(const char *digit, size_t n) {
    unsigned sum = 0;
    for (size_t i = 0; i < n; i++) {
        unsigned d = (unsigned)(digit[n - 1 - i] - '0');
        sum += i % 2 == 0 ? d : d > 4 ? 2 * d - 9 : 2 * d;
    }
    return sum % 10 == 0;
}

static bool has_issuer(const char *digit, size_t n) {
    uint32_t first = 0;
    for (size_t i = 0; i < 6; i++)
        first = first * 10 + (uint32_t)(digit[i] - '0');
    for (size_t i = 0; i < sizeof issuers / sizeof issuers[0]; i++)
        if (first >= issuers[i].low && first <= issuers[i].high && (issuers[i].lengths >> n & 1))
            return true;
    return false;
}

static bool fits(const char *digit, size_t n) {
    return n >= SHORTEST && n <= LONGEST && has_issuer(digit, n) && luhn_fits(digit, n);
}

/* The digits from t[at] on, joined over single spaces or hyphens of one sort; gives their end, 0 where more follow than
 * a card has.  *groups: how many, and *as_printed where they are those of a card's face. */
static size_t gather(ts_span t, size_t at, char digit[LONGEST], size_t *n, bool *as_printed) {
    size_t group[8] = {0}, groups = 1, i = at;
    char joint = 0;
    *n = 0;
    for (; i < t.len; i++) {
        char c = t.ptr[i];
        if (ts_is_digit(c)) {
            if (*n == LONGEST)
                return 0;
            digit[(*n)++] = c;
            group[groups - 1]++;
        } else if ((c == ' ' || c == '-') && (joint == 0 || c == joint) && i + 1 < t.len && ts_is_digit(t.ptr[i + 1]) &&
                   group[groups - 1] >= 3 && groups < 8) {
            joint = c;
            groups++;
        } else {
            break;
        }
    }
    bool fours = groups == 4 && group[0] == 4 && group[1] == 4 && group[2] == 4 && group[3] >= 1 && group[3] <= 4;
    bool amex = groups == 3 && group[0] == 4 && group[1] == 6 && (group[2] == 5 || group[2] == 4);
    *as_printed = fours || amex || (groups == 5 && group[0] == 4 && group[3] == 4 && group[4] <= 3);
    return groups == 1 || *as_printed ? i : 0;
}

/* As written under a label, whatever the check says. */
static bool loose(ts_span raw, ts_norm *out) {
    char digit[LONGEST];
    size_t n;
    bool as_printed;
    raw = ts_trim(raw);
    return raw.len >= SHORTEST && ts_is_digit(raw.ptr[0]) && gather(raw, 0, digit, &n, &as_printed) == raw.len &&
           n >= SHORTEST && ts_norm_set(out, ts_span_of(digit, n));
}

static bool normal(ts_span raw, ts_norm *out) {
    ts_norm norm;
    if (!loose(raw, &norm) || !fits(norm.text, norm.len))
        return false;
    *out = norm;
    return true;
}

static bool in_a_number(ts_span t, size_t start, size_t end) {
    char before = start > 0 ? t.ptr[start - 1] : ' ', after = end < t.len ? t.ptr[end] : ' ';
    char beyond = end + 1 < t.len ? t.ptr[end + 1] : ' ';
    char earlier = start > 1 ? t.ptr[start - 2] : ' ';
    /* Groups of four in a longer row of numbers: widths of letters, readings of a meter. */
    if ((before == ' ' && ts_is_digit(earlier)) || (after == ' ' && ts_is_digit(beyond)))
        return true;
    if (ts_is_alnum(after) || after == '_' || after == '%' || after == '@')
        return true;
    if ((after == '.' || after == '-' || after == '/' || after == ':') && ts_is_alnum(beyond))
        return true;
    return before == '.' || before == '-' || before == '/' || before == '_' || before == '+' || before == '%' ||
           before == '=' || before == '&' || before == '#' || before == '$';
}

static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    char digit[LONGEST];
    size_t n;
    bool as_printed;
    if (spot->at + SHORTEST > t.len ||
        !(ts_is_digit(t.ptr[spot->at + 4]) || t.ptr[spot->at + 4] == ' ' || t.ptr[spot->at + 4] == '-'))
        return false;
    size_t end = gather(t, spot->at, digit, &n, &as_printed);
    if (end == 0 || n < 14 || in_a_number(t, spot->at, end))
        return false;
    *out = (ts_found){.start = (uint32_t)spot->at, .end = (uint32_t)end, .valid = fits(digit, n)};
    out->confidence = as_printed ? 90 : n == 16 || n == 15 ? 65 : 35;
    return !out->valid || ts_norm_set(&out->norm, ts_span_of(digit, n));
}

static bool placeholder(const ts_norm *n) {
    size_t i = 1;
    while (i < n->len && n->text[i] == n->text[1])
        i++;
    return i == n->len;
}

/* Published for tests by the payment firms themselves. */
static bool reserved(const ts_norm *n) {
    static const char *const tests[] = {
        "4111111111111111", "4242424242424242", "4012888888881881", "4000056655665556", "4222222222222",
        "5555555555554444", "5105105105105100", "5200828282828210", "2223003122003222", "2223000048400011",
        "378282246310005",  "371449635398431",  "378734493671000",  "6011111111111117", "6011000990139424",
        "30569309025904",   "38520000023237",   "3056930009020004", "36227206271667",   "3530111333300000",
        "3566002020360505", "6200000000000005", "4000000000000002", "4917610000000000", "4462030000000000"};
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++)
        if (ts_span_eq(ts_norm_span(n), ts_str(tests[i])))
            return true;
    return false;
}

const ts_detector ts_detector_card = {
    .kind = TS_KIND_CARD,
    .name = "card",
    .summary = "payment card number",
    .source = "ISO/IEC 7812-1 (Luhn check, annex B); issuers' published ranges",
    .version = 1,
    .anchor = {TS_ANCHOR_DIGIT_RUN, shapes},
    .own_find = true,
    .telling = true,
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .loose = loose,
    .placeholder = placeholder,
    .reserved = reserved,
    .plain = 65,
    .labelled = 97,
    .column = 97,
};
