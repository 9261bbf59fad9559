/* dev_fields.c - the fields of templates that belong to nobody: dates, offices, terms, technical strings. */
#include <stdio.h>

#include "accuracy/dev.h"

#define IS_FIELD(name) ts_span_eq(field, ts_str(name))

static const char month_name[] =
    "January|February|March|April|May|June|July|August|September|October|November|December";

static ts_span month_of(int month) {
    const char *c = month_name;
    for (; month > 1; month--)
        c = strchr(c, '|') + 1;
    return ts_span_of(c, strcspn(c, "|"));
}

static const char weekday[][12] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

void dev_date(dev_dice *d, int32_t date, ts_span form, char out[40]) {
    int y, m, day;
    dev_civil(date, &y, &m, &day);
    unsigned yy = (unsigned)y % 100, um = (unsigned)m % 100, ud = (unsigned)day % 100, uy = (unsigned)y % 10000;
    ts_span month = month_of(m);
    int full = (int)month.len, three = 3;
    const char *th = ud % 10 == 1 && ud != 11   ? "st"
                     : ud % 10 == 2 && ud != 12 ? "nd"
                     : ud % 10 == 3 && ud != 13 ? "rd"
                                                : "th";
    static const char *const names[] = {"num", "iso",     "words", "th", "yy",    "dots", "dash", "oracle",
                                        "mon", "compact", "stamp", "of", "month", "day",  "short"};
    static const int usual[] = {0, 0, 0, 0, 0, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 8, 1, 11, 12, 13, 14};
    size_t way = (size_t)usual[dev_below(d, sizeof usual / sizeof *usual)];
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (ts_span_eq(form, ts_str(names[i])))
            way = i;
    switch (way) {
    case 0:
        snprintf(out, 40, "%02u/%02u/%u", ud, um, uy);
        break;
    case 1:
        snprintf(out, 40, "%u-%02u-%02u", uy, um, ud);
        break;
    case 2:
        snprintf(out, 40, "%u %.*s %u", ud, full, month.ptr, uy);
        break;
    case 3:
        snprintf(out, 40, "%u%s %.*s %u", ud, th, full, month.ptr, uy);
        break;
    case 4:
        snprintf(out, 40, "%02u/%02u/%02u", ud, um, yy);
        break;
    case 5:
        snprintf(out, 40, "%02u.%02u.%u", ud, um, uy);
        break;
    case 6:
        snprintf(out, 40, "%02u-%02u-%u", ud, um, uy);
        break;
    case 7:
        snprintf(out, 40, "%02u-%c%c%c-%u", ud, month.ptr[0], ts_upper(month.ptr[1]), ts_upper(month.ptr[2]), uy);
        break;
    case 8:
        snprintf(out, 40, "%u %.*s %u", ud, three, month.ptr, uy);
        break;
    case 9:
        snprintf(out, 40, "%u%02u%02u", uy, um, ud);
        break;
    case 10:
        snprintf(out, 40, "%u-%02u-%02u 00:00:00", uy, um, ud);
        break;
    case 11:
        snprintf(out, 40, "%u%s of %.*s %u", ud, th, full, month.ptr, uy);
        break;
    case 12:
        snprintf(out, 40, "%.*s %u, %u", full, month.ptr, ud, uy);
        break;
    case 13: /* 1 January 1970 was a Thursday */
        snprintf(out, 40, "%s %u %.*s %u", weekday[((date + 3) % 7 + 7) % 7], ud, full, month.ptr, uy);
        break;
    default:
        snprintf(out, 40, "%u/%u/%02u", ud, um, yy);
        break;
    }
}

static const struct {
    const char *field, *kind;
} labelled[] = {{"health", "health_term"}, {"mental", "mental_health"}, {"sexual", "sexual_health"},
                {"preg", "pregnancy"},     {"safe", "safeguarding"},    {"eth", "ethnicity"},
                {"rel", "religion"},       {"orient", "orientation"},   {"union", "trade_union"},
                {"bio", "biometric"},      {"crim", "criminal"},        {"icd", "icd10"},
                {"opcs", "opcs4"}};

static void put(dev_page *p, const char *kind, char mark, const char *text) {
    if (kind && mark != '!')
        dev_value(p, kind, mark == '?', text, strlen(text));
    else
        dev_put(p, text, strlen(text));
}

static int number_of(ts_span s, int otherwise) {
    uint64_t n;
    return ts_parse_u64(s, &n) ? (int)n : otherwise;
}

static void of_alphabet(dev_dice *d, const char *alphabet, int n, char *out) {
    size_t many = strlen(alphabet);
    for (int i = 0; i < n; i++)
        out[i] = alphabet[dev_below(d, many)];
    out[n] = 0;
}

static const char upper_digits[] = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", hex[] = "0123456789abcdef",
                  base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/",
                  word_signs[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

static void password(dev_dice *d, char out[64]) {
    static const char some[] =
        "Summer|Winter|Liverpool|Arsenal|Rover|Daisy|Welcome|Dragon|Bluebell|Monday|Kestrel|Granite|Everton|Biscuit";
    char random[24];
    ts_span w = dev_pick(d, some), v = dev_pick(d, some);
    int year = dev_between(d, 2015, 2026);
    switch (dev_below(d, 5)) {
    case 0:
        snprintf(out, 64, "%.*s%d!", (int)w.len, w.ptr, year);
        break;
    case 1:
        snprintf(out, 64, "%.*s-%.*s-%d", (int)w.len, w.ptr, (int)v.len, v.ptr, year % 100);
        break;
    case 2:
        snprintf(out, 64, "P@ss%.*s%d", (int)w.len, w.ptr, year % 100);
        break;
    case 3:
        of_alphabet(d, "abcdefghkmnpqrstuvwxyzABCDEFGHKLMNPQRSTUVWXYZ23456789!$#", 12, random),
            snprintf(out, 64, "%sx7", random);
        break;
    default:
        snprintf(out, 64, "%.*s123", (int)w.len, w.ptr);
        break;
    }
}

static void token(dev_dice *d, char out[160]) {
    char a[64], b[64], c[64];
    of_alphabet(d, word_signs, 43, a);
    of_alphabet(d, word_signs, 36, b);
    of_alphabet(d, upper_digits, 16, c);
    switch (dev_below(d, 5)) {
    case 0:
        snprintf(out, 160, "ghp_%s", b);
        break;
    case 1:
        snprintf(out, 160, "AKIA%s", c);
        break;
    case 2:
        snprintf(out, 160, "eyJhbGciOiJIUzI1NiJ9.eyJ%s.%s", b, a);
        break;
    case 3:
        snprintf(out, 160, "sk_test_%.24s", a);
        break;
    default:
        of_alphabet(d, hex, 40, out);
        break;
    }
}

static void private_key(dev_page *p) {
    char line[72];
    const char *sort = dev_chance(&p->dice, 50)   ? "RSA PRIVATE KEY"
                       : dev_chance(&p->dice, 50) ? "PRIVATE KEY"
                                                  : "OPENSSH PRIVATE KEY";
    size_t start = dev_open(p);
    dev_putf(p, "-----BEGIN %s-----\n", sort);
    for (int n = dev_between(&p->dice, 3, 8); n > 0; n--) {
        of_alphabet(&p->dice, base64, n == 1 ? 41 : 64, line);
        dev_putf(p, "%s%s\n", line, n == 1 ? "=" : "");
    }
    dev_putf(p, "-----END %s-----", sort);
    dev_close(p, start, "private_key", false);
}

static void address_of_machine(dev_dice *d, char out[64]) {
    unsigned a = (unsigned)dev_below(d, 254) + 1, b = (unsigned)dev_below(d, 255);
    static const char *const net[] = {"192.0.2", "198.51.100", "203.0.113"};
    if (dev_chance(d, 60))
        snprintf(out, 64, "%s.%u", net[dev_below(d, 3)], a);
    else if (dev_chance(d, 80))
        snprintf(out, 64, "10.%u.%u.%u", b, (unsigned)dev_below(d, 255), a);
    else
        snprintf(out, 64, "2001:db8:%x::%x", b + 256, a);
}

/* Fields with a form that is a number or a range: %dig:6%, %hex:40%, %num:3-17%. */
static bool counted_field(dev_page *p, ts_span field, ts_span form) {
    dev_dice *d = &p->dice;
    char text[160];
    int n = number_of(form, 6);
    n = n > 150 ? 150 : n;
    if (ts_span_eq(field, ts_str("dig")))
        of_alphabet(d, "0123456789", n, text);
    else if (ts_span_eq(field, ts_str("hex")))
        of_alphabet(d, hex, n, text);
    else if (ts_span_eq(field, ts_str("b64")))
        of_alphabet(d, base64, n, text);
    else if (ts_span_eq(field, ts_str("alnum")))
        of_alphabet(d, upper_digits, n, text);
    else if (ts_span_eq(field, ts_str("cap")))
        of_alphabet(d, "ABCDEFGHJKLMNPRSTUVWXY", number_of(form, 1), text);
    else if (ts_span_eq(field, ts_str("same"))) {
        memset(text, '0' + (int)dev_below(d, 10), (size_t)n);
        text[n] = 0;
    } else if (ts_span_eq(field, ts_str("num"))) {
        size_t dash = ts_span_find(form, ts_str("-"), 0);
        int low = number_of(ts_slice(form, 0, dash), 1), high = number_of(ts_slice(form, dash + 1, 9), 9);
        snprintf(text, sizeof text, "%d", dev_between(d, low, high));
    } else
        return false;
    dev_puts(p, text);
    return true;
}

static bool technical_field(dev_page *p, ts_span field, char mark) {
    dev_dice *d = &p->dice;
    char text[200], a[40], b[40];
    int y, m, day;
    dev_civil(p->today - (int32_t)dev_below(d, 700), &y, &m, &day);
    if (IS_FIELD("pw"))
        password(d, text), put(p, "password", mark, text);
    else if (IS_FIELD("token"))
        token(d, text), put(p, "api_token", mark, text);
    else if (IS_FIELD("key"))
        private_key(p);
    else if (IS_FIELD("ip"))
        address_of_machine(d, text), put(p, "ip_address", mark, text);
    else if (IS_FIELD("stamp")) {
        snprintf(text, sizeof text, "%d-%02u-%02u%c%02u:%02u:%02u%s", y, (unsigned)m, (unsigned)day,
                 "T "[dev_below(d, 2)], (unsigned)dev_below(d, 24), (unsigned)dev_below(d, 60),
                 (unsigned)dev_below(d, 60), dev_chance(d, 40) ? ".381Z" : "");
        put(p, "record_date", mark ? mark : '?', text);
    } else if (IS_FIELD("hat"))
        dev_puts(p, "^");
    else if (IS_FIELD("time"))
        dev_putf(p, "%02u:%02u", (unsigned)dev_between(d, 7, 22), (unsigned)dev_below(d, 12) * 5);
    else if (IS_FIELD("epoch"))
        dev_putf(p, "1%u", (unsigned)dev_between(d, 600000000, 799999999));
    else if (IS_FIELD("guid")) {
        of_alphabet(d, hex, 32, a);
        dev_putf(p, "%.8s-%.4s-4%.3s-a%.3s-%.12s", a, a + 8, a + 12, a + 15, a + 18);
    } else if (IS_FIELD("year"))
        dev_putf(p, "%d", dev_between(d, 1999, 2026));
    else if (IS_FIELD("month"))
        dev_put(p, month_of(m).ptr, month_of(m).len);
    else if (IS_FIELD("isbn"))
        of_alphabet(d, "0123456789", 9, b), dev_putf(p, "978-0-%.2s-%.6s-%c", b, b + 2, b[8]);
    else if (IS_FIELD("grid"))
        dev_putf(p, "%s %03u %03u", (const char *[]){"SJ", "SE", "TQ", "NT", "SH"}[dev_below(d, 5)],
                 (unsigned)dev_below(d, 1000), (unsigned)dev_below(d, 1000));
    else if (IS_FIELD("version"))
        dev_putf(p, "%d.%d.%d", dev_between(d, 1, 22), dev_between(d, 0, 40), dev_between(d, 0, 300));
    else if (
        IS_FIELD(
            "excel")) { /* a mobile or a landline that a spreadsheet took for a number: it is one where it is called so */
        snprintf(text, sizeof text, dev_chance(d, 60) ? "7700900%03u" : "1632960%03u", (unsigned)dev_below(d, 1000));
        put(p, "phone", mark, text);
    } else if (IS_FIELD("price"))
        dev_putf(p, "£%d.%02u", dev_between(d, 1, 900), (unsigned)dev_below(d, 100));
    else
        return false;
    return true;
}

bool dev_field(dev_page *p, ts_span field, ts_span form, char mark) {
    dev_dice *d = &p->dice;
    char text[200], number[40];
    const char *bank = dev_bank(field);
    if (bank) {
        const char *kind = NULL;
        for (size_t i = 0; i < sizeof labelled / sizeof *labelled; i++)
            if (IS_FIELD(labelled[i].field))
                kind = labelled[i].kind;
        ts_span word = dev_pick(d, bank);
        snprintf(text, sizeof text, "%.*s", (int)word.len, word.ptr);
        if (IS_FIELD("drug")) /* a drug tells of an illness, or of a shop's shelf */
            kind = "health_term", mark = mark ? mark : '?';
        if (ts_span_eq(form, ts_str("cap")))
            text[0] = ts_upper(text[0]);
        else if (ts_span_eq(form, ts_str("up")))
            for (char *c = text; *c; c++)
                *c = ts_upper(*c);
        put(p, kind, mark, text);
        return true;
    }
    if (counted_field(p, field, form) || technical_field(p, field, mark))
        return true;
    if (IS_FIELD("date"))
        dev_date(d, p->today - (int32_t)dev_below(d, 900), form, text), put(p, "record_date", mark, text);
    else if (IS_FIELD("today"))
        dev_date(d, p->today, form, text), put(p, "record_date", mark, text);
    else if (IS_FIELD("next"))
        dev_date(d, p->today + dev_between(d, 3, 200), form, text), put(p, "record_date", mark, text);
    else if (IS_FIELD("old"))
        dev_date(d, p->today - dev_between(d, 1500, 12000), form, text), put(p, "record_date", mark, text);
    else if (IS_FIELD("orgtel"))
        dev_number_landline(d, number), dev_phone(d, number, text), put(p, "phone", mark ? mark : '?', text);
    else if (IS_FIELD("orgmail")) {
        ts_span box = dev_pick(d, "appointments|enquiries|pals|reception|medical.records|referrals|hr|payroll|"
                                  "fundraising|servicedesk|foi|info");
        ts_span host = dev_pick(
            d, "northfield.nhs.example|mersey-vale.nhs.example|surgery.example|council.example|hospice.example");
        snprintf(text, sizeof text, "%.*s@%.*s", (int)box.len, box.ptr, (int)host.len, host.ptr);
        put(p, "email", mark ? mark : '?', text);
    } else if (IS_FIELD("orgaddr")) {
        ts_span street = dev_pick(d, dev_bank(ts_str("street")));
        snprintf(text, sizeof text, "%d %.*s", dev_between(d, 1, 300), (int)street.len, street.ptr);
        put(p, "address", mark ? mark : '?', text);
    } else if (IS_FIELD("orgpc")) {
        ts_span area = dev_pick(d, dev_bank(ts_str("postarea")));
        snprintf(text, sizeof text, "%.*s %d%c%c", (int)area.len, area.ptr, dev_between(d, 1, 9),
                 "ABDEFGHJLN"[dev_below(d, 10)], "PQRSTUWXYZ"[dev_below(d, 10)]);
        put(p, "postcode", mark ? mark : '?', text);
    } else if (IS_FIELD("ods")) {
        static const char *const way[] = {"RX%c", "Y0%c5", "R%c8"};
        if (dev_chance(d, 50))
            snprintf(text, sizeof text, way[dev_below(d, 3)], (char)('A' + dev_below(d, 26)));
        else
            snprintf(text, sizeof text, "%c8%04u", "ABCDEFGHJKLMNPWY"[dev_below(d, 16)], (unsigned)dev_below(d, 10000));
        put(p, "ods_code", mark, text);
    } else if (IS_FIELD("snomed"))
        dev_number_snomed(d, text), put(p, "snomed", mark, text);
    else if (IS_FIELD("vat"))
        dev_number_vat(d, number), dev_groups(number, "3-4-2", dev_chance(d, 60) ? ' ' : 0, text + 3),
            memcpy(text, "GB ", 3), put(p, "vat_number", mark, text);
    else if (IS_FIELD("conum"))
        snprintf(text, sizeof text, dev_chance(d, 75) ? "0%07u" : "SC%06u", (unsigned)dev_below(d, 1000000)),
            put(p, "company_number", mark, text);
    else if (IS_FIELD("share")) {
        of_alphabet(d, upper_digits, 8, number);
        snprintf(text, sizeof text, dev_chance(d, 50) ? "W%.2s %.3s %.3s" : "W%.2s%.3s%.3s", number, number + 2,
                 number + 5);
        put(p, "share_code", mark, text);
    } else
        return false;
    return true;
}
