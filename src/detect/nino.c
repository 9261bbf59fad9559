/* nino.c - finds National Insurance numbers: two letters, six digits, a suffix A to D.
 *
 * Neither letter is D F I Q U or V, the second is not O, and BG GB KN NK NT TN ZZ are not given out.
 * QQ stands in HMRC's own examples and is kept as such.  Written QQ123456C or QQ 12 34 56 C.
 */
#include "base/lanes.h"
#include "detect/kinds.h"

enum { DIGITS = 6, SHORT = 8, LONG = 9 };
static const char *const labels[] = {
    "national insurance number", "national insurance no", "national insurance", "ni number", "ni no", "nino", NULL};
static const char *const headers[] = {"nino",
                                      "ninumber",
                                      "nino1",
                                      "nationalinsurancenumber",
                                      "nationalinsuranceno",
                                      "natins",
                                      "nationalinsurance",
                                      "natinsno",
                                      "ninum",
                                      "natinsnumber",
                                      "nationalins",
                                      "employeeni",
                                      NULL};

static bool prefix_fits(char a, char b) {
    static const char refused[][3] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
    /* Bit per letter, D F I Q U V and, for the second, O. */
    enum { FIRST = 1 << 3 | 1 << 5 | 1 << 8 | 1 << 16 | 1 << 20 | 1 << 21, SECOND = FIRST | 1 << 14 };
    if (a == 'Q' && b == 'Q')
        return true;
    if (!ts_is_upper(a) || !ts_is_upper(b) || (FIRST >> (a - 'A') & 1) || (SECOND >> (b - 'A') & 1))
        return false;
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
        if (refused[i][0] == a && refused[i][1] == b)
            return false;
    return true;
}

/* Letters and digits alone, upper case; false unless the shape holds. */
static bool shape(ts_span raw, char code[LONG], size_t *len) {
    size_t n = 0;
    raw = ts_trim(raw);
    if (raw.len > 2 * LONG)
        return false;
    for (size_t i = 0; i < raw.len; i++) {
        if (raw.ptr[i] == ' ' || raw.ptr[i] == '-' || raw.ptr[i] == '/')
            continue;
        if (n == LONG || !ts_is_alnum(raw.ptr[i]))
            return false;
        code[n++] = ts_upper(raw.ptr[i]);
    }
    if (n < SHORT || !ts_is_upper(code[0]) || !ts_is_upper(code[1]) || (n == LONG && !ts_is_upper(code[8])))
        return false;
    for (size_t i = 2; i < 2 + DIGITS; i++)
        if (!ts_is_digit(code[i]))
            return false;
    *len = n;
    return true;
}

static bool loose(ts_span raw, ts_norm *out) {
    char code[LONG];
    size_t n;
    return shape(raw, code, &n) && ts_norm_set(out, ts_span_of(code, n));
}

static bool normal(ts_span raw, ts_norm *out) {
    char code[LONG];
    size_t n;
    if (!shape(raw, code, &n) || !prefix_fits(code[0], code[1]) || (n == LONG && (code[8] < 'A' || code[8] > 'D')))
        return false;
    return ts_norm_set(out, ts_span_of(code, n));
}

static bool placeholder(const ts_norm *n) { return strncmp(n->text + 2, "000000", DIGITS) == 0; }

static bool reserved(const ts_norm *n) { return n->text[0] == 'Q' && n->text[1] == 'Q'; }

/* QQ123456C. */
static ts_usual usual(const char *p, size_t len) {
    if (len != LONG || (ts_lanes_digits(ts_lanes_of(p)) & 0x1FF) != 0xFC || p[8] < 'A' || p[8] > 'D' ||
        !prefix_fits(p[0], p[1]) || (p[2] == '0' && p[3] == '0'))
        return TS_USUAL_NO;
    return p[0] == 'Q' ? TS_USUAL_RESERVED : TS_USUAL;
}

/* In text the suffix must be there, and the spacing one of the two usual ones. */
static bool find(const ts_spot *spot, ts_found *out) {
    ts_span t = spot->text;
    size_t i = spot->at, digits = 0;
    if (t.len - i < LONG || !prefix_fits(t.ptr[i], t.ptr[i + 1]))
        return false;
    bool spaced = t.ptr[i + 2] == ' ';
    i += 2;
    for (; i < t.len && digits < DIGITS; i++) {
        if (ts_is_digit(t.ptr[i]))
            digits++;
        else if (!spaced || digits % 2 != 0 || t.ptr[i] != ' ' || t.ptr[i - 1] == ' ')
            return false;
    }
    if (spaced && i < t.len && t.ptr[i] == ' ')
        i++;
    if (digits < DIGITS || i >= t.len || t.ptr[i] < 'A' || t.ptr[i] > 'D')
        return false;
    i++;
    if (i < t.len && (ts_is_alnum(t.ptr[i]) || t.ptr[i] == '_' || t.ptr[i] == '-'))
        return false;
    if (spot->at > 0 && (t.ptr[spot->at - 1] == '-' || t.ptr[spot->at - 1] == '/' || t.ptr[spot->at - 1] == '.'))
        return false;
    out->start = spot->at;
    out->end = (uint32_t)i;
    size_t n = 0;
    for (size_t k = spot->at; k < i; k++)
        if (t.ptr[k] != ' ')
            out->norm.text[n++] = t.ptr[k];
    out->norm.text[n] = '\0';
    out->norm.len = (uint8_t)n;
    out->valid = true;
    out->flags = 0;
    out->confidence = spaced ? 88 : 78;
    return true;
}

const ts_detector ts_detector_nino = {
    .kind = TS_KIND_NINO,
    .name = "nino",
    .summary = "National Insurance number",
    .source = "HMRC National Insurance Manual NIM39110",
    .version = 1,
    .anchor = {TS_ANCHOR_CAPITAL, NULL},
    .labels = labels,
    .headers = headers,
    .find = find,
    .normal = normal,
    .usual = usual,
    .loose = loose,
    .placeholder = placeholder,
    .reserved = reserved,
    .plain = 78,
    .labelled = 97,
    .column = 97,
};
