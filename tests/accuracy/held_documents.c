/* held_documents.c - what a made-up person carries: papers, cards, accounts,
 * registrations, and their numbers. */
#include "held.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void grouped(char *out, const char *digits, int group, char gap) {
    for (int i = 0; digits[i]; i++) {
        if (i && i % group == 0 && gap)
            *out++ = gap;
        *out++ = digits[i];
    }
    *out = 0;
}

/* ISO 13616: the letters are numbers from 10 on, the first four characters go
 * last, and the rest by 97 is 1. */
static void iban_make(char *out, const char *country, const char *account) {
    char line[64];
    snprintf(line, sizeof line, "%s%s00", account, country);
    int rest = 0;
    for (const char *c = line; *c; c++) {
        int v = isdigit((unsigned char)*c) ? *c - '0' : *c - 'A' + 10;
        rest = (rest * (v > 9 ? 100 : 10) + v) % 97;
    }
    sprintf(out, "%s%02d%s", country, 98 - rest, account);
}

static void iban_put(text *t, const person *p) {
    char account[40], plain[48], line[64], d[32];
    switch (below(6)) {
    case 0:
        snprintf(account, sizeof account, "TSTB%s%s", "990017", p->account);
        iban_make(plain, "IE", account);
        break;
    case 1:
        digits_make(d, 10);
        snprintf(account, sizeof account, "99990000%s", d);
        iban_make(plain, "DE", account);
        break;
    case 2:
        digits_make(d, 16);
        snprintf(account, sizeof account, "99990000%s", d);
        iban_make(plain, "PL", account);
        break;
    default:
        snprintf(account, sizeof account, "%s%s%s", odds(50) ? "TSTB" : "ZZBK", p->sort, p->account);
        iban_make(plain, "GB", account);
    }
    grouped(line, plain, 4, odds(65) ? ' ' : 0);
    text_mark(t, "iban", line);
}

static void card_put(text *t, const char *style) {
    static const char *const fixed[] = {"4111111111111111", "5555555555554444", "378282246310005", "4012888888881881",
                                        "6011111111111117"};
    char d[24], line[40];
    if (odds(35)) {
        snprintf(d, sizeof d, "%s", fixed[below(5)]);
    } else { /* ranges that payment firms set aside for tests */
        digits_make(d, 15);
        memcpy(d, odds(60) ? "40000" : "52008", 5);
        d[15] = 0;
        snprintf(d + 15, 4, "%d", luhn_digit(d));
    }
    if (strlen(d) == 15)
        snprintf(line, sizeof line, "%.4s %.6s %s", d, d + 4, d + 10);
    else
        grouped(line, d, 4, *style == 'p' || odds(30) ? 0 : odds(80) ? ' ' : '-');
    text_mark(t, "card", *style == 'p' ? d : line);
}

static int mrz_value(char c) { return c == '<' ? 0 : isdigit((unsigned char)c) ? c - '0' : c - 'A' + 10; }

static int mrz_check(const char *s, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += mrz_value(s[i]) * (int[]){7, 3, 1}[i % 3];
    return sum % 10;
}

static size_t mrz_word(char *out, const char *word) {
    char plain[64];
    name_plain(word, " -", plain, sizeof plain);
    size_t n = 0;
    for (const char *c = plain; *c; c++)
        out[n++] = *c == ' ' || *c == '-' ? '<' : (char)toupper(*c);
    return n;
}

static void mrz_put(text *t, const person *p, const char *number) {
    char one[64], two[64], both[128];
    memset(one, '<', sizeof one);
    memcpy(one, "P<GBR", 5);
    size_t n = 5 + mrz_word(one + 5, p->sur) + 2;
    n += mrz_word(one + n, p->fore);
    if (n < 40)
        mrz_word(one + n + 1, odds(50) && n + 1 + strlen(p->middle) < 44 ? p->middle : "");
    one[44] = 0;
    snprintf(two, sizeof two, "%s%d%s%02d%02d%02d", number, mrz_check(number, 9), "GBR", p->born.year % 100,
             p->born.month, p->born.day);
    sprintf(two + 19, "%d%c%02d%02d%02d", mrz_check(two + 13, 6), p->sex, between(26, 34), between(1, 12),
            between(1, 28));
    sprintf(two + 27, "%d<<<<<<<<<<<<<<0", mrz_check(two + 21, 6));
    char all[64];
    snprintf(all, sizeof all, "%.10s%.7s%.22s", two, two + 13, two + 21);
    two[42] = '<';
    sprintf(two + 43, "%d", mrz_check(all, 39));
    snprintf(both, sizeof both, "%s\n%s", one, two);
    text_mark(t, "mrz", both);
}

/* DVLA: five letters of the surname, decade, month (women +5 on its first
 * digit), day, year, initials, three more. */
static void licence_put(text *t, const person *p) {
    char sur[8] = "99999", line[32], plain[64], fore[40], middle[40];
    name_plain(p->sur, "", plain, sizeof plain);
    name_plain(p->fore, "", fore, sizeof fore);
    name_plain(p->middle, "", middle, sizeof middle);
    for (int n = 0; n < 5 && plain[n]; n++)
        sur[n] = (char)toupper(plain[n]);
    snprintf(line, sizeof line, "%s%d%02d%02d%d%c%c%u%c%c", sur, p->born.year / 10 % 10,
             p->born.month + (p->sex == 'F' ? 50 : 0), p->born.day, p->born.year % 10, fore[0],
             odds(80) ? middle[0] : '9', below(10), 'A' + (char)below(26), 'A' + (char)below(26));
    if (odds(30))
        snprintf(line + 16, sizeof line - 16, " %02d", between(10, 60));
    text_mark(t, "driving_licence", line);
}

/* The account is the value; whether its sort code is another, or part of it, is a matter of taste. */
static void bank_put(text *t, const person *p, char gap, const char *between_them) {
    char sort[12];
    grouped(sort, p->sort, 2, gap);
    text_mark(t, "~bank_account", sort);
    text_put(t, between_them);
    text_mark(t, "bank_account", p->account);
}

static void nino_put(text *t, const char *n, const char *style) {
    char line[24];
    int way = *style == 'p' ? 0 : *style == 'u' ? 1 : (int)below(7);
    if (way == 0 || way == 4)
        snprintf(line, sizeof line, "%s", n);
    else if (way == 2)
        snprintf(line, sizeof line, "%.2s-%.2s-%.2s-%.2s-%s", n, n + 2, n + 4, n + 6, n + 8);
    else if (way == 3)
        snprintf(line, sizeof line, "%.2s %.6s %s", n, n + 2, n + 8);
    else
        snprintf(line, sizeof line, "%.2s %.2s %.2s %.2s %s", n, n + 2, n + 4, n + 6, n + 8);
    if (way == 4)
        for (char *c = line; *c; c++)
            *c = (char)tolower(*c);
    text_mark(t, "nino", line);
}

/* A unique taxpayer reference: its first digit checks the nine that follow
 * (weights 6 7 8 9 10 5 4 3 2). */
static void utr_put(text *t) {
    static const int weight[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
    char d[12], line[16];
    digits_make(d, 10);
    int sum = 0;
    for (int i = 0; i < 9; i++)
        sum += (d[i + 1] - '0') * weight[i];
    d[0] = "21987654321"[sum % 11];
    if (odds(50))
        snprintf(line, sizeof line, "%.5s %s", d, d + 5);
    else
        snprintf(line, sizeof line, "%s", d);
    text_mark(t, "utr", line);
}

static void salary_put(text *t) {
    int pounds = between(19, 98) * 1000 + between(0, 999);
    if (odds(25))
        pounds = pounds / 1000 * 1000;
    size_t opened = text_open(t, "salary");
    if (odds(75))
        text_printf(t, "£%d,%03d", pounds / 1000, pounds % 1000);
    else if (odds(50))
        text_printf(t, "£%d,%03d.%02d", pounds / 1000, pounds % 1000, between(0, 99));
    else
        text_printf(t, "£%dk", pounds / 1000);
    text_close(t, opened);
}

static void local_put(text *t, person *p, const char *style) {
    const char *way = *style ? style : bank_pick("localshape"); /* one shape a passage */
    char line[40];
    if (!strcmp(way, "letter"))
        snprintf(line, sizeof line, "%c%s", "KRXHMT"[p->local[0] % 6], p -> local);
    else if (!strcmp(way, "three"))
        snprintf(line, sizeof line, "RXK%s", p->local);
    else if (!strcmp(way, "zeros"))
        snprintf(line, sizeof line, "00%s", p->local);
    else if (!strcmp(way, "slash"))
        snprintf(line, sizeof line, "%.6s/%02d", p->local, p->born.year % 100);
    else if (!strcmp(way, "tail"))
        snprintf(line, sizeof line, "%s%c", p->local, 'A' + p->local[1] % 26);
    else if (!strcmp(way, "dash"))
        snprintf(line, sizeof line, "%c%c-%s", 'A' + p->local[2] % 26, 'A' + p->local[3] % 26, p->local);
    else
        snprintf(line, sizeof line, "%s", p->local);
    text_mark(t, "local_id", line);
}

static void handle_put(text *t, const person *p) {
    char local[64];
    snprintf(local, sizeof local, "%.*s", (int)strcspn(p->mail, "@+"), p->mail);
    for (char *c = local; *c; c++)
        if (*c == '.' || *c == '-')
            *c = '_';
    size_t opened = text_open(t, "social_handle");
    text_printf(t, "@%.15s", local);
    text_close(t, opened);
}

bool document_put(text *t, person *p, const char *field) {
    char d[40], part[24];
    const char *style = strchr(field, '.');
    snprintf(part, sizeof part, "%.*s", style ? (int)(style - field) : 23, field);
    style = style ? style + 1 : "";
    if (!strcmp(part, "local"))
        local_put(t, p, style);
    else if (!strcmp(part, "staff"))
        text_mark(t, "local_id", p->staff);
    else if (!strcmp(part, "donor")) {
        snprintf(d, sizeof d, "%s%s", bank_pick("donorprefix"), p->local);
        text_mark(t, "local_id", d);
    } else if (!strcmp(part, "nino"))
        nino_put(t, p->nino, style);
    else if (!strcmp(part, "bank"))
        bank_put(t, p, odds(75) ? '-' : ' ',
                 (const char *const[]){" ", " / ", ", account number ", ", a/c no. ", ", account ", " Acc ", "  ",
                                       " Account No: "}[below(8)]);
    else if (!strcmp(part, "pair") || !strcmp(part, "pairplain"))
        bank_put(t, p, part[4] ? 0 : '-', " ");
    else if (!strcmp(part, "sort")) {
        grouped(d, p->sort, 2, *style == 'p' ? 0 : *style == 'u' || odds(70) ? '-' : ' ');
        text_mark(t, "~bank_account", d);
    } else if (!strcmp(part, "acc"))
        text_mark(t, "bank_account", p->account);
    else if (!strcmp(part, "iban"))
        iban_put(t, p);
    else if (!strcmp(part, "card"))
        card_put(t, style);
    else if (!strcmp(part, "utr"))
        utr_put(t);
    else if (!strcmp(part, "pass")) {
        digits_make(d, 9);
        text_mark(t, "passport", d);
    } else if (!strcmp(part, "mrz")) {
        digits_make(d, 9);
        mrz_put(t, p, d);
    } else if (!strcmp(part, "dl"))
        licence_put(t, p);
    else if (!strcmp(part, "share")) {
        static const char of[] = "ABCDEFGHJKLMNPRSTUVWXYZ23456789";
        d[0] = "WRS"[below(3)];
        for (int i = 1; i < 9; i++)
            d[i] = of[below(31)];
        d[9] = 0;
        char line[16];
        grouped(line, d, 3, odds(75) ? ' ' : 0);
        text_mark(t, "share_code", line);
    } else if (!strcmp(part, "ssn")) {
        snprintf(d, sizeof d, "%03d-%02d-%04d", between(734, 749), between(1, 99), between(1, 9999));
        text_mark(t, "us_ssn", d);
    } else if (!strcmp(part, "handle"))
        handle_put(t, p);
    else if (!strcmp(part, "salary"))
        salary_put(t);
    else if (!strcmp(part, "gmc")) {
        snprintf(d, sizeof d, "%d%06u", between(3, 7), below(1000000));
        text_mark(t, "gmc_number", d);
    } else if (!strcmp(part, "nmc")) {
        snprintf(d, sizeof d, "%02d%c%04u%c", between(78, 123) % 100, "ABCDEFGHI"[below(9)], below(10000),
                 "EWSNO"[below(5)]);
        text_mark(t, "nmc_pin", d);
    } else if (!strcmp(part, "gphc")) {
        snprintf(d, sizeof d, "%s%05u", odds(70) ? "20" : "50", below(100000));
        text_mark(t, "gphc_number", d);
    } else if (!strcmp(part, "hcpc")) {
        static const char *const of[] = {"PH", "OT", "RA", "SL", "PYL", "DT", "PA", "ODP", "BS", "CH", "CS", "PO"};
        snprintf(d, sizeof d, "%s%05u", of[below(12)], between(2000, 99999) + 0u);
        text_mark(t, "hcpc_number", d);
    } else if (!strcmp(part, "ccode")) {
        snprintf(d, sizeof d, "C%d%06u", between(3, 7), below(1000000));
        text_mark(t, "consultant_code", d);
    } else if (!strcmp(part, "gpcode")) {
        snprintf(d, sizeof d, "G%d%06u", odds(60) ? 8 : 9, below(1000000));
        text_mark(t, "gp_code", d);
    } else if (!strcmp(part, "user"))
        text_printf(t, "%.*s", (int)strcspn(p->mail, "@+"), p->mail);
    else
        return false;
    return true;
}
