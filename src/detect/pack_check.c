/* pack_check.c - the checks that a kind of a pack may name: whether they hold. */
#include "detect/pack_check.h"

#include "detect/code.h"

enum { LONGEST = 64, TEN = 10 };

/* The place of a character among the values, -1 where it has none. */
static int place_of(const ts_check *c, char written) {
    const char *at = written ? strchr(c->values, written) : NULL;
    return at ? (int)(at - c->values) : -1;
}

static bool digits_alone(ts_span s) {
    for (size_t i = 0; i < s.len; i++)
        if (!ts_is_digit(s.ptr[i]))
            return false;
    return s.len > 0;
}

/* From the right every second digit is doubled, and its digits added. */
static bool luhn_holds(ts_span s) {
    unsigned sum = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned d = (unsigned)(s.ptr[s.len - 1 - i] - '0') << (i & 1);
        sum += d > 9 ? d - 9 : d;
    }
    return sum % TEN == 0;
}

/* The dihedral group D5: 0-4 turn, 5-9 mirror; each place permutes the digits once more. */
static unsigned dihedral(unsigned a, unsigned b) {
    return a < 5 ? (b < 5 ? (a + b) % 5 : 5 + (a + b - 5) % 5) : (b < 5 ? 5 + (a - 5 + 5 - b) % 5 : (a - b + 5) % 5);
}

static bool verhoeff_holds(ts_span s) {
    static const uint8_t step[TEN] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
    unsigned sum = 0;
    for (size_t i = 0; i < s.len; i++) {
        unsigned d = (unsigned)(s.ptr[s.len - 1 - i] - '0');
        for (size_t turn = i % 8; turn > 0; turn--)
            d = step[d];
        sum = dihedral(sum, d);
    }
    return sum == 0;
}

/* ISO/IEC 7064 clause 6 (pure systems: one or two check characters) and 8 (hybrid systems). */
static bool iso7064_holds(const ts_check *c, ts_span s) {
    unsigned p = c->hybrid ? c->modulus : 0;
    for (size_t i = 0; i < s.len; i++) {
        int v = place_of(c, s.ptr[i]);
        bool last = i + 1 == s.len;
        if (v < 0 || (!c->hybrid && !last && (unsigned)v >= c->modulus - 1)) /* X and * stand for the check alone */
            return false;
        if (!c->hybrid) {
            p = (p * c->radix + (unsigned)v) % c->modulus;
            continue;
        }
        unsigned sum = (p + (unsigned)v) % c->modulus;
        if (last)
            return sum == 1;
        p = (sum ? sum : c->modulus) * 2 % (c->modulus + 1);
    }
    return !c->hybrid && p == 1;
}

static size_t table_place(const ts_check *c, ts_span s) { return c->at < 0 ? s.len - 1 : (size_t)c->at; }

static bool table_says(const ts_check *c, ts_span s, unsigned rest) {
    size_t at = table_place(c, s);
    return at < s.len && rest < strlen(c->table) && s.ptr[at] == c->table[rest];
}

static bool weighted_holds(const ts_check *c, ts_span s) {
    long sum = 0;
    for (size_t i = 0; i < s.len && i < c->weights; i++) {
        if (c->weight[i] == 0)
            continue;
        int v = ts_is_digit(s.ptr[i]) ? s.ptr[i] - '0' : place_of(c, s.ptr[i]);
        if (v < 0)
            return false;
        sum += (long)c->weight[i] * v;
    }
    long m = (long)c->modulus;
    unsigned rest = (unsigned)((sum % m + m) % m);
    return *c->table ? table_says(c, s, rest) : rest == c->remainder;
}

/* "2A" at any place becomes "19"; each once, in their order. */
static size_t replaced(const ts_check *c, ts_span s, char out[LONGEST]) {
    if (s.len > LONGEST)
        return 0;
    size_t n = s.len;
    memcpy(out, s.ptr, n);
    for (unsigned i = 0; i < c->replaces; i++) {
        size_t from = strlen(c->replace[i].from), to = strlen(c->replace[i].to);
        size_t at = ts_span_find(ts_span_of(out, n), ts_span_of(c->replace[i].from, from), 0);
        if (at == SIZE_MAX || at >= n || n - from + to > LONGEST)
            continue;
        memmove(out + at + to, out + at + from, n - at - from);
        memcpy(out + at, c->replace[i].to, to);
        n = n - from + to;
    }
    return n;
}

static bool remainder_of(ts_span digits, const char *prefix, unsigned modulus, unsigned *rest) {
    uint64_t r = 0;
    for (; *prefix; prefix++)
        r = (r * TEN + (uint64_t)(*prefix - '0')) % modulus;
    for (size_t i = 0; i < digits.len; i++)
        r = (r * TEN + (uint64_t)(digits.ptr[i] - '0')) % modulus;
    *rest = (unsigned)r;
    return digits_alone(digits);
}

/* The check characters are the last: one by the table, else as many digits as the modulus has, of what is wanting to it. */
static bool remainder_holds(const ts_check *c, ts_span s) {
    char body[LONGEST];
    size_t check = 1;
    for (unsigned m = c->modulus; !*c->table && m >= TEN; m /= TEN)
        check++;
    if (s.len <= check)
        return false;
    size_t n = replaced(c, ts_slice(s, 0, s.len - check), body);
    for (unsigned i = 0; n > 0 && i < (c->prefixes ? c->prefixes : 1); i++) {
        unsigned rest, said;
        if (!remainder_of(ts_span_of(body, n), c->prefixes ? c->prefix[i] : "", c->modulus, &rest))
            return false;
        if (*c->table
                ? table_says(c, s, rest)
                : remainder_of(ts_slice(s, s.len - check, check), "", UINT32_MAX, &said) && said == c->modulus - rest)
            return true;
    }
    return false;
}

/* Two digits of a year are of any century. */
static bool date_holds(const ts_check *c, ts_span s) {
    char day[6] = {'0', '0', '0', '0', '0', '0'}; /* ddmmyy */
    unsigned seen[3] = {0};
    size_t n = strlen(c->form), at = (size_t)c->at;
    if (at + n > s.len || !digits_alone(ts_slice(s, at, n)))
        return false;
    for (size_t i = 0; i < n; i++) {
        unsigned part = c->form[i] == 'd' ? 0 : c->form[i] == 'm' ? 1 : 2;
        day[2 * part + (seen[part]++ & 1)] = s.ptr[at + i];
    }
    return ts_day_fits(day);
}

static bool range_holds(const ts_check *c, ts_span s) {
    uint64_t v;
    ts_span digits = ts_slice(s, (size_t)c->at, c->len);
    if (digits.len != c->len || !digits_alone(digits) || !ts_parse_u64(digits, &v))
        return false;
    for (unsigned i = 0; i < c->ranges; i++)
        if (v >= c->range[i][0] && v <= c->range[i][1])
            return true;
    return false;
}

static bool repeats_hold(const ts_check *c, ts_span s) {
    unsigned count[TEN] = {0}, repeated = 0;
    bool fit = true;
    ts_span looked = ts_slice(s, 0, c->len);
    if (looked.len != c->len || !digits_alone(looked))
        return false;
    for (size_t i = 0; i < looked.len; i++)
        count[looked.ptr[i] - '0']++;
    for (int d = 0; d < TEN; d++)
        if (count[d] > 1) {
            repeated++;
            fit = fit && count[d] >= c->least && count[d] <= c->most;
        }
    return fit && repeated == 1;
}

bool ts_check_holds(const ts_check *c, ts_span s) {
    if (s.len == 0)
        return false;
    switch (c->rule) {
    case TS_CHECK_LUHN:
        return digits_alone(s) && luhn_holds(s);
    case TS_CHECK_VERHOEFF:
        return digits_alone(s) && verhoeff_holds(s);
    case TS_CHECK_ISO7064:
        return iso7064_holds(c, s);
    case TS_CHECK_WEIGHTED:
        return weighted_holds(c, s);
    case TS_CHECK_REMAINDER:
        return remainder_holds(c, s);
    case TS_CHECK_DATE:
        return date_holds(c, s);
    case TS_CHECK_RANGE:
        return range_holds(c, s);
    case TS_CHECK_REPEATS:
        return repeats_hold(c, s);
    }
    return false;
}

unsigned ts_check_odds(const ts_check *c) {
    switch (c->rule) {
    case TS_CHECK_LUHN:
    case TS_CHECK_VERHOEFF:
        return TEN;
    case TS_CHECK_ISO7064:
    case TS_CHECK_WEIGHTED:
    case TS_CHECK_REMAINDER:
        return c->modulus / (c->prefixes > 0 ? (unsigned)c->prefixes : 1);
    default: /* dates and ranges leave out some numbers, and no typing mistakes */
        return 1;
    }
}

const char *ts_check_name(const ts_check *c) {
    static const char *const name[] = {[TS_CHECK_LUHN] = "Luhn",           [TS_CHECK_VERHOEFF] = "Verhoeff",
                                       [TS_CHECK_ISO7064] = "ISO 7064",    [TS_CHECK_WEIGHTED] = "weighted sum",
                                       [TS_CHECK_REMAINDER] = "remainder", [TS_CHECK_DATE] = "date",
                                       [TS_CHECK_RANGE] = "range",         [TS_CHECK_REPEATS] = "repeated digits"};
    return name[c->rule];
}
