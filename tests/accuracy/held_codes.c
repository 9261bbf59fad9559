/* held_codes.c - values that belong to no one person: dates, codes, references,
 * addresses of machines, secrets. */
#include "held.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void from_set(char *out, const char *set, int n) {
    uint32_t of = (uint32_t)strlen(set);
    for (int i = 0; i < n; i++)
        out[i] = set[below(of)];
    out[n] = 0;
}

static const char hex[] = "0123456789abcdef";
static const char base64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
static const char word_set[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

static void isbn_put(text *t) {
    char d[16];
    digits_make(d, 12);
    memcpy(d, "978", 3);
    int sum = 0;
    for (int i = 0; i < 12; i++)
        sum += (d[i] - '0') * (i % 2 ? 3 : 1);
    if (odds(60))
        text_printf(t, "%.3s-%c-%.3s-%.5s-%d", d, d[3], d + 4, d + 7, (10 - sum % 10) % 10);
    else
        text_printf(t, "%.12s%d", d, (10 - sum % 10) % 10);
}

static void guid_put(text *t) {
    char h[33];
    from_set(h, hex, 32);
    text_printf(t, "%.8s-%.4s-4%.3s-a%.3s-%.12s", h, h + 8, h + 13, h + 17, h + 20);
}

bool value_put(text *t, const char *name, const char *argument) {
    char d[128];
    int low, high, n = atoi(argument);
    if (!strcmp(name, "n")) {
        if (sscanf(argument, "%d-%d", &low, &high) != 2)
            stop("bad range: %s", argument);
        text_printf(t, "%d", between(low, high));
    } else if (!strcmp(name, "n2")) {
        if (sscanf(argument, "%d-%d", &low, &high) != 2)
            stop("bad range: %s", argument);
        text_printf(t, "%02d", between(low, high));
    } else if (!strcmp(name, "dig")) {
        digits_make(d, n);
        text_put(t, d);
    } else if (!strcmp(name, "hex")) {
        from_set(d, hex, n);
        text_put(t, d);
    } else if (!strcmp(name, "HEX")) {
        from_set(d, "0123456789ABCDEF", n);
        text_put(t, d);
    } else if (!strcmp(name, "LET")) {
        from_set(d, "ABCDEFGHJKLMNPRSTUVWXYZ", n);
        text_put(t, d);
    } else if (!strcmp(name, "same")) { /* ten equal digits and the like */
        memset(d, '0' + (char)below(10), (size_t)n);
        d[n] = 0;
        text_put(t, d);
    } else if (!strcmp(name, "guid"))
        guid_put(t);
    else if (!strcmp(name, "isbn"))
        isbn_put(t);
    else if (!strcmp(name, "time"))
        text_printf(t, "%02d:%02d", between(7, 19), between(0, 11) * 5);
    else if (!strcmp(name, "times"))
        text_printf(t, "%02d:%02d:%02d", between(0, 23), between(0, 59), between(0, 59));
    else if (!strcmp(name, "money"))
        text_printf(t, "%d.%02d", between(1, 900), between(0, 99));
    else if (!strcmp(name, "float"))
        text_printf(t, "%d.%d", between(0, 30), between(0, 9));
    else if (!strcmp(name, "d"))
        date_put(t, !strcmp(argument, "mail") ? "~record_date" : "record_date", date_recent(),
                 *argument ? argument : "run");
    else if (!strcmp(name, "x")) /* a date that is nobody's */
        date_put(t, passage_is_trap ? NULL : "~record_date", date_recent(), *argument ? argument : "long");
    else if (!strcmp(name, "stamp")) {
        date day = date_recent();
        size_t opened = passage_is_trap ? 0 : text_open(t, "~record_date");
        text_printf(t, "%d-%02d-%02d", day.year, day.month, day.day);
        if (!passage_is_trap)
            text_close(t, opened);
        text_printf(t, "T%02d:%02d:%02dZ", between(0, 23), between(0, 59), between(0, 59));
    } else if (!strcmp(name, "year"))
        text_printf(t, "%d", between(1985, 2025));
    else if (!strcmp(name, "month"))
        text_put(t, (const char *const[]){"January", "February", "March", "April", "May", "June", "July", "August",
                                          "September", "October", "November", "December"}[below(12)]);
    else if (!strcmp(name, "tel")) {
        phone_make(d, *argument ? *argument : 'l', town_any()->dial);
        phone_put(t, "~phone", d, "");
    } else if (!strcmp(name, "pc")) {
        postcode_make(town_any(), d);
        postcode_put(t, "postcode", d, "usual");
    } else if (!strcmp(name, "robbed")) {
        phone_make(d, 'm', "");
        text_put(t, d + 1);
    } else if (!strcmp(name, "renew"))
        for (; *argument; argument++)
            person_renew(*argument);
    else
        return false;
    return true;
}

/* ---- codes ---- */

static void vat_put(text *t) {
    char d[12], line[20];
    digits_make(d, 7);
    int sum = 0;
    for (int i = 0; i < 7; i++)
        sum += (d[i] - '0') * (8 - i);
    snprintf(d + 7, 4, "%02d", 97 - sum % 97);
    if (odds(60))
        snprintf(line, sizeof line, "%s%.3s %.4s %s", odds(70) ? "GB " : "", d, d + 3, d + 7);
    else
        snprintf(line, sizeof line, "GB%s", d);
    text_mark(t, "vat_number", line);
}

static void company_put(text *t) {
    char d[16];
    int way = (int)below(10);
    snprintf(d, sizeof d, "%s%06u",
             way == 0   ? "SC"
             : way == 1 ? "NI"
             : way == 2 ? "OC"
             : way < 6  ? "0"
                        : "1",
             below(900000) + 100000);
    if (d[0] <= '9')
        snprintf(d + strlen(d), 2, "%u", below(10));
    text_mark(t, "company_number", d);
}

/* SNOMED CT: the item, 10-digit forms with the partition 00, and a Verhoeff
 * check. */
static int verhoeff(const char *digits) {
    static const char d[10][11] = {"0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
                                   "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"};
    static const char p[8][11] = {"0123456789", "1576283094", "5803796142", "8916043527",
                                  "9453126870", "4286573901", "2793806415", "7046913258"};
    int c = 0, n = (int)strlen(digits);
    for (int i = 0; i < n; i++)
        c = d[c][p[(i + 1) % 8][digits[n - 1 - i] - '0'] - '0'] - '0';
    return "0432156789"[c] - '0';
}

static void snomed_put(text *t, const char *argument) {
    char d[40];
    if (*argument == 'd') { /* dm+d: in the United Kingdom's namespace */
        digits_make(d, between(6, 8));
        strcat(d, "100000110");
    } else {
        digits_make(d, between(5, 7));
        strcat(d, "00");
    }
    snprintf(d + strlen(d), 8, "%d", verhoeff(d));
    text_mark(t, "snomed", d);
}

static void key_put(text *t) {
    static const char *const of[] = {"RSA PRIVATE KEY", "PRIVATE KEY", "OPENSSH PRIVATE KEY", "EC PRIVATE KEY"};
    static const char *const begin[] = {"MIIEow", "MIIEvQ", "b3BlbnNzaC1rZXktdjEA", "MHcCAQ"};
    uint32_t way = below(4);
    size_t opened = text_open(t, "private_key");
    text_printf(t, "-----BEGIN %s-----\n", of[way]);
    for (int i = between(4, 9); i >= 0; i--) {
        char line[80];
        from_set(line, base64, i ? 64 : 40);
        if (i)
            memcpy(line, begin[way], t->data[t->len - 2] == '-' ? strlen(begin[way]) : 0);
        text_printf(t, "%s%s\n", line, i ? "" : "==");
    }
    text_printf(t, "-----END %s-----", of[way]);
    text_close(t, opened);
}

static void token_put(text *t) {
    char a[80], b[120];
    size_t opened = text_open(t, "api_token");
    switch (below(8)) {
    case 0:
        from_set(a, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16);
        text_printf(t, "%s%s", "AKIA", a);
        break;
    case 1:
        from_set(a, word_set, 36);
        text_printf(t, "%s%s", "ghp_", a);
        break;
    case 2:
        from_set(a, word_set, 24);
        text_printf(t, "%s%s%s", "sk_", odds(50) ? "live_" : "test_", a);
        break;
    case 3:
        digits_make(a, 12);
        from_set(b, word_set, 24);
        text_printf(t, "%s-%s-%s", "xoxb", a, b);
        break;
    case 4:
        from_set(a, word_set, 60);
        from_set(b, word_set, 43);
        text_printf(t, "%s.%s.%s", "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9", a, b);
        break;
    case 5:
        from_set(a, word_set, 35);
        text_printf(t, "%s%s", "AIza", a);
        break;
    case 6:
        from_set(a, word_set, 20);
        text_printf(t, "%s%s", "glpat-", a);
        break;
    default:
        from_set(a, hex, odds(50) ? 40 : 32);
        text_put(t, a);
    }
    text_close(t, opened);
}

static void password_put(text *t) {
    char a[40];
    if (odds(40)) {
        from_set(a, "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789!$%*#?", between(9, 16));
        if (a[0] == '#' || a[0] == '$')
            a[0] = 'q';
        text_mark(t, "password", a);
        return;
    }
    size_t opened = text_open(t, "password");
    text_printf(t, "%s", bank_pick("passwordword"));
    text_printf(t, "%d%s", odds(50) ? between(1, 99) : between(1960, 2025), bank_pick("passwordtail"));
    text_close(t, opened);
}

bool code_put(text *t, const char *name, const char *argument) {
    char d[48];
    if (!strcmp(name, "ods")) {
        if (*argument == 'p')
            snprintf(d, sizeof d, "%c%05u", "ABCDEFGHJKLMNPY"[below(15)], below(90000) + 10000);
        else if (*argument == 's')
            snprintf(d, sizeof d, "%s%02d", bank_pick("odstrust"), between(1, 60));
        else
            snprintf(d, sizeof d, "%s", bank_pick("odstrust"));
        text_mark(t, "ods_code", d);
    } else if (!strcmp(name, "vat"))
        vat_put(t);
    else if (!strcmp(name, "company-no"))
        company_put(t);
    else if (!strcmp(name, "snomed"))
        snomed_put(t, argument);
    else if (!strcmp(name, "key"))
        key_put(t);
    else if (!strcmp(name, "token"))
        token_put(t);
    else if (!strcmp(name, "pw"))
        password_put(t);
    else if (!strcmp(name, "ip")) {
        static const char *const nets[] = {"192.0.2", "198.51.100", "203.0.113"};
        if (*argument == '6' || (!*argument && odds(12)))
            snprintf(d, sizeof d, "2001:db8:%x:%x::%x", below(65536), below(65536), below(65535) + 1);
        else if (*argument == 'l' || odds(30))
            snprintf(d, sizeof d, "10.%u.%u.%u", below(255), below(255), below(253) + 1);
        else
            snprintf(d, sizeof d, "%s.%u", nets[below(3)], below(253) + 1);
        text_mark(t, "ip_address", d);
    } else if (!strcmp(name, "mac")) {
        from_set(d, hex, 12);
        text_printf(t, "%.2s:%.2s:%.2s:%.2s:%.2s:%.2s", d, d + 2, d + 4, d + 6, d + 8, d + 10);
    } else
        return false;
    return true;
}
