/* postcode.c - UK postcodes: the six shapes of BS 7666-2 with the letters each position may have, GIR 0AA, and the
 * ZZ99 codes that the health service gives to those without an address.
 */
#include "text/place.h"

#include "base/lanes.h"

enum { POSTCODE = 7 };

/* Sets of capitals, a bit each. */
#define BIT(c) (1u << ((c) - 'A'))
enum {
    NEVER_FIRST = BIT('Q') | BIT('V') | BIT('X'),
    NEVER_SECOND = BIT('I') | BIT('J') | BIT('Z'),
    NEVER_INWARD = BIT('C') | BIT('I') | BIT('K') | BIT('M') | BIT('O') | BIT('V'),
    THIRD = BIT('A') | BIT('B') | BIT('C') | BIT('D') | BIT('E') | BIT('F') | BIT('G') | BIT('H') | BIT('J') |
            BIT('K') | BIT('P') | BIT('S') | BIT('T') | BIT('U') | BIT('W'),
    FOURTH = BIT('A') | BIT('B') | BIT('E') | BIT('H') | BIT('M') | BIT('N') | BIT('P') | BIT('R') | BIT('V') |
             BIT('W') | BIT('X') | BIT('Y'),
};

static bool in_set(char c, unsigned set) { return ts_is_upper(c) && (set >> (c - 'A') & 1); }

/* A9, A99, AA9, AA99, A9A, AA9A. */
static bool outward_fits(const char *p, size_t n) {
    size_t at = 1;
    if (n < 2 || n > 4 || !ts_is_upper(p[0]) || in_set(p[0], NEVER_FIRST))
        return false;
    if (ts_is_upper(p[1])) {
        if (in_set(p[1], NEVER_SECOND) && !(p[0] == 'Z' && p[1] == 'Z'))
            return false;
        at = 2;
    }
    if (at >= n || !ts_is_digit(p[at]))
        return false;
    if (n == at + 1)
        return true;
    if (n > at + 2)
        return false;
    return ts_is_digit(p[at + 1]) || in_set(p[at + 1], at == 1 ? THIRD : FOURTH);
}

bool ts_postcode_normal(ts_span raw, ts_norm *out) {
    char code[POSTCODE];
    size_t n = 0;
    raw = ts_trim(raw);
    if (raw.len > 2 * POSTCODE)
        return false;
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.ptr[i] == ' ')
            continue;
        if (!ts_is_alnum(raw.ptr[i]) || n == POSTCODE)
            return false;
        code[n++] = ts_upper(raw.ptr[i]);
    }
    if (n < 5)
        return false;
    const char *in = code + n - 3;
    if (!ts_is_digit(in[0]) || !ts_is_upper(in[1]) || !ts_is_upper(in[2]))
        return false;
    bool girobank = n == 6 && memcmp(code, "GIR0AA", 6) == 0;
    if (!girobank && (in_set(in[1], NEVER_INWARD) || in_set(in[2], NEVER_INWARD))) {
        /* ZZ99 3VZ, no fixed abode, and its kin use letters that no real code has. */
        if (memcmp(code, "ZZ99", n == 7 ? 4 : 3) != 0)
            return false;
    }
    if (!girobank && !outward_fits(code, n - 3))
        return false;
    return ts_norm_set(out, ts_span_of(code, n));
}

/* Capitals, one space before the last three. */
bool ts_postcode_usual(const char *p, size_t len) {
    if (len < 6 || len > 8 || p[len - 4] != ' ' || p[0] == 'Z')
        return false;
    size_t n = len - 4;
    ts_lanes v = ts_lanes_of(p);
    uint32_t capitals = ts_lanes_within(v, 'A', 'Z'), digits = ts_lanes_digits(v), out = ts_lanes_first(n);
    if ((digits >> (n + 1) & 7) != 1 || (capitals >> (n + 1) & 7) != 6 || ((capitals | digits) & out) != out)
        return false;
    if (in_set(p[n + 2], NEVER_INWARD) || in_set(p[n + 3], NEVER_INWARD))
        return false;
    return outward_fits(p, n);
}

ts_span ts_postcode_outward(ts_span normal) { return ts_slice(normal, 0, normal.len > 3 ? normal.len - 3 : 0); }
