/* other_fields.c - values that are nobody's, or of a place, a day or a machine. */
#include <stdio.h>

#include "accuracy/other.h"

static void from(uint64_t *dice, const char *set, int n, char *out) {
    size_t many = strlen(set);
    for (int i = 0; i < n; i++)
        out[i] = set[other_below(dice, many)];
    out[n] = 0;
}

static const char hex[] = "0123456789abcdef",
                  base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789",
                  mixed[] = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789!#$%*+?@";

static int parsed(ts_span form, int *high) {
    int n[2] = {0}, k = 0;
    for (size_t i = 0; i < form.len; i++) {
        if (ts_is_digit(form.ptr[i]))
            n[k] = n[k] * 10 + form.ptr[i] - '0';
        else
            k = 1;
    }
    *high = k ? n[1] : n[0];
    return n[0];
}

static const char *password(other_page *p, char *out) {
    const char *kind;
    uint64_t *d = &p->dice;
    char a[24], b[24];
    snprintf(a, sizeof a, "%.20s", other_bank_pick(p, ts_str("secretword"), false, &kind));
    snprintf(b, sizeof b, "%.20s", other_bank_pick(p, ts_str("secretword"), false, &kind));
    switch (other_below(d, 6)) {
    case 0:
        from(d, mixed, other_between(d, 9, 16), out);
        break;
    case 1:
        snprintf(out, 64, "%s%d!", a, other_between(d, 1, 2026));
        break;
    case 2:
        snprintf(out, 64, "%s-%s-%d", a, b, other_between(d, 10, 99));
        break;
    case 3:
        snprintf(out, 64, "%s%02d", a, other_between(d, 1, 99));
        break;
    case 4:
        snprintf(out, 64, "%s%s%d$", b, a, other_between(d, 1, 99));
        break;
    default:
        snprintf(out, 64, "%s@%d", a, other_between(d, 1950, 2026));
    }
    return "password";
}

static const char *token(other_page *p, char *out) {
    uint64_t *d = &p->dice;
    char a[80], b[80];
    switch (other_below(d, 6)) {
    case 0:
        from(d, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16, a);
        snprintf(out, 240, "AKIA%s", a);
        break;
    case 1:
        from(d, base64, 36, a);
        snprintf(out, 240, "ghp_%s", a);
        break;
    case 2:
        from(d, base64, 24, a);
        snprintf(out, 240, "sk_test_%s", a);
        break;
    case 3:
        from(d, base64, 35, a);
        snprintf(out, 240, "AIza%s", a);
        break;
    case 4:
        other_digits(d, 11, b);
        from(d, base64, 24, a);
        snprintf(out, 240, "xoxb-%s-%s", b, a);
        break;
    default:
        from(d, base64, 48, a);
        from(d, base64, 43, b);
        snprintf(out, 240, "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ%s.%s", a, b);
    }
    return "api_token";
}

static void private_key(other_page *p) {
    static const char *const what[] = {"RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"};
    const char *of = what[other_below(&p->dice, 4)];
    size_t start = p->text.len;
    char line[80];
    other_putf(p, "-----BEGIN %s-----\n", of);
    for (int i = other_between(&p->dice, 3, 12); i > 0; i--) {
        from(&p->dice, base64, 64, line);
        other_putf(p, "%s\n", line);
    }
    from(&p->dice, base64, other_between(&p->dice, 8, 60), line);
    other_putf(p, "%s=\n-----END %s-----", line, of);
    other_label(p, start, "private_key", false);
}

/* A number of ten digits that is no health number: it passes the check by chance, or fails it. */
static void ten_digits(other_page *p, bool passes, char *out) {
    other_number_nhs(&p->dice, other_odds(&p->dice, 50) ? "4" : "6", out);
    if (!passes)
        out[9] = (char)('0' + (out[9] - '0' + 1 + (int)other_below(&p->dice, 9)) % 10);
}

static void code(other_page *p, ts_span f, ts_span form, char *out) {
    uint64_t *d = &p->dice;
    int high, low = parsed(form, &high);
    char a[80];
    low = low > 60 ? 60 : low;
    if (ts_span_eq(f, ts_str("hex")))
        from(d, hex, low, out);
    else if (ts_span_eq(f, ts_str("alnum")))
        from(d, "ABCDEFGHJKLMNPRSTUVWXYZ0123456789", low, out);
    else if (ts_span_eq(f, ts_str("b64")))
        from(d, base64, low, out);
    else if (ts_span_eq(f, ts_str("cap")))
        from(d, "ABCDEFGHJKLMNPRSTVWX", low ? low : 1, out);
    else if (ts_span_eq(f, ts_str("uuid"))) {
        from(d, hex, 32, a);
        snprintf(out, 64, "%.8s-%.4s-4%.3s-a%.3s-%.12s", a, a + 8, a + 12, a + 16, a + 20);
    } else if (ts_span_eq(f, ts_str("ten")) || ts_span_eq(f, ts_str("tenfits")))
        ten_digits(p, f.len > 3 || other_odds(&p->dice, 9), out);
    else if (ts_span_eq(f, ts_str("sixteen")))
        other_number_luhn(d, "79", 16, out); /* Luhn fits, no issuer begins so */
    else
        other_number_isbn(d, out);
}

static const char *coded(other_page *p, ts_span f, char *out) {
    uint64_t *d = &p->dice;
    if (ts_span_eq(f, ts_str("ods")))
        return snprintf(out, 16, "%c%d", "ABCDEFGHJKLMNPVWY"[other_below(d, 17)], other_between(d, 81000, 88999)),
               "ods_code";
    if (ts_span_eq(f, ts_str("company")))
        return snprintf(out, 16, other_odds(d, 80) ? "%08d" : "SC%06d", other_between(d, 100000, 999999)),
               "company_number";
    if (ts_span_eq(f, ts_str("snomed")))
        return other_number_snomed(d, out), "snomed";
    if (ts_span_eq(f, ts_str("ip")))
        return snprintf(out, 24, "%s%d", (const char *[]){"192.0.2.", "198.51.100.", "203.0.113."}[other_below(d, 3)],
                        other_between(d, 1, 254)),
               "ip_address";
    if (ts_span_eq(f, ts_str("lan")))
        return snprintf(out, 24, "10.%d.%d.%d", other_between(d, 0, 255), other_between(d, 0, 255),
                        other_between(d, 1, 254)),
               "ip_address";
    if (ts_span_eq(f, ts_str("ip6")))
        return snprintf(out, 48, "2001:db8:%x:%x::%x", other_between(d, 1, 65535), other_between(d, 1, 65535),
                        other_between(d, 1, 65535)),
               "ip_address";
    if (ts_span_eq(f, ts_str("vat"))) {
        char n[12];
        other_number_vat(d, n);
        snprintf(out, 24, other_odds(d, 50) ? "GB%s" : "GB %.3s %.4s %.2s", n, n + 3, n + 7);
        return "vat_number";
    }
    return NULL;
}

static const char *secret(other_page *p, ts_span f, char *out) {
    char a[80];
    if (ts_span_eq(f, ts_str("password")))
        return password(p, out);
    if (ts_span_eq(f, ts_str("token")))
        return token(p, out);
    if (ts_span_eq(f, ts_str("hash"))) {
        from(&p->dice, base64, 53, a);
        snprintf(out, 240, "$2%c$%02d$%s", "aby"[other_below(&p->dice, 3)], other_between(&p->dice, 10, 12), a);
        return "password_hash";
    }
    return NULL;
}

/* Days around the page's own. */
static bool day(other_page *p, ts_span f, ts_span form, char *out) {
    static const struct {
        const char *field;
        int low, high;
    } days[] = {{"today", 0, 0},   {"date", -400, 0},     {"next", 1, 120},
                {"recent", -9, 0}, {"past", -7000, -400}, {"later", 200, 3000}};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++)
        if (ts_span_eq(f, ts_str(days[i].field))) {
            other_date(p, p->today + other_between(&p->dice, days[i].low, days[i].high), form, out);
            return true;
        }
    return false;
}

bool other_field(other_page *p, ts_span f, ts_span form, char mark) {
    static const char *const codes[] = {"hex", "alnum", "b64", "cap", "uuid", "ten", "tenfits", "sixteen", "isbn"};
    char out[260] = "";
    int high, low = parsed(form, &high);
    const char *kind = NULL;
    bool may = mark == '?', is_code = false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        is_code = is_code || ts_span_eq(f, ts_str(codes[i]));
    if (is_code) {
        code(p, f, form, out);
    } else if (day(p, f, form, out)) {
        kind = "record_date";
        may = may || ts_span_eq(f, ts_str("later")); /* when something ends */
    } else if ((kind = coded(p, f, out)) || (kind = secret(p, f, out))) {
        ;
    } else if (ts_span_eq(f, ts_str("key"))) {
        private_key(p);
        return true;
    } else if (ts_span_eq(f, ts_str("n"))) {
        snprintf(out, sizeof out, "%d", other_between(&p->dice, low, high));
    } else if (ts_span_eq(f, ts_str("d"))) {
        other_digits(&p->dice, low > 60 ? 60 : low, out);
        out[0] = out[0] == '0' ? '7' : out[0];
    } else if (ts_span_eq(f, ts_str("dec"))) {
        snprintf(out, sizeof out, "%d.%d", other_between(&p->dice, low, high), other_between(&p->dice, 0, 9));
    } else if (ts_span_eq(f, ts_str("money"))) {
        int n = other_between(&p->dice, low, high);
        snprintf(out, sizeof out, n > 999 ? "%d,%03d.%02d" : "%.0d%d.%02d", n / 1000, n % 1000,
                 other_between(&p->dice, 0, 99));
    } else if (ts_span_eq(f, ts_str("time"))) {
        snprintf(out, sizeof out, "%02d%s%02d", other_between(&p->dice, 7, 20), form.len ? "" : ":",
                 5 * other_between(&p->dice, 0, 11));
    } else if (ts_span_eq(f, ts_str("clock"))) {
        snprintf(out, sizeof out, "%02d:%02d:%02d", other_between(&p->dice, 0, 23), other_between(&p->dice, 0, 59),
                 other_between(&p->dice, 0, 59));
    } else if (ts_span_eq(f, ts_str("phone"))) {
        char number[16];
        other_number_phone(&p->dice, false, number);
        other_phone(p, number, form, out);
        kind = "phone";
    } else {
        return false;
    }
    other_value(p, mark == '!' ? NULL : kind, may, out);
    return true;
}
