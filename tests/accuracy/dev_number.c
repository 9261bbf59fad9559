/* dev_number.c - made-up numbers that pass the checks of their kind, and the ways to write them. */
#include <stdio.h>
#include <stdlib.h>

#include "accuracy/dev.h"

static void digits(dev_dice *d, char *out, size_t n) {
    for (size_t i = 0; i < n; i++)
        out[i] = (char)('0' + dev_below(d, 10));
    out[n] = 0;
}

/* The tenth digit of a health number; false where there is none. */
static bool end_mod11(char *number) {
    int sum = 0;
    for (int i = 0; i < 9; i++)
        sum += (number[i] - '0') * (10 - i);
    int check = (11 - sum % 11) % 11;
    number[9] = (char)('0' + check);
    number[10] = 0;
    return check < 10;
}

/* Of ranges that are never issued: 999, 9 and 5. */
void dev_number_nhs(dev_dice *d, char out[12]) {
    do {
        digits(d, out, 9);
        int roll = (int)dev_below(d, 4);
        out[0] = roll == 3 ? '5' : '9';
        if (roll < 2)
            out[1] = out[2] = '9';
    } while (!end_mod11(out));
}

/* Six digits of the birth date, then three of which the last is odd for men, then the check. */
void dev_number_chi(dev_dice *d, int32_t born, bool male, char out[12]) {
    int year, month, day;
    dev_civil(born, &year, &month, &day);
    do {
        snprintf(out, 12, "%02u%02u%02u%03u", (unsigned)day % 100, (unsigned)month % 100, (unsigned)year % 100,
                 (unsigned)dev_below(d, 500) * 2 + male);
    } while (!end_mod11(out));
}

/* Northern Ireland's numbers run from 320 000 0001 to 399 999 9999. */
void dev_number_hc(dev_dice *d, char out[12]) {
    do {
        digits(d, out, 9);
        out[0] = '3';
        out[1] = (char)('2' + dev_below(d, 8));
    } while (!end_mod11(out));
}

/* A GSRN of GS1 Ireland: 18 digits, the last a check of weights 3 and 1. */
void dev_number_ihi(dev_dice *d, char out[20]) {
    digits(d, out, 17);
    memcpy(out, "539", 3);
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (out[i] - '0') * (i % 2 ? 1 : 3);
    out[17] = (char)('0' + (10 - sum % 10) % 10);
    out[18] = 0;
}

void dev_number_utr(dev_dice *d, char out[12]) {
    static const int weight[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
    int sum = 0;
    digits(d, out, 10);
    for (int i = 0; i < 9; i++)
        sum += (out[i + 1] - '0') * weight[i];
    out[0] = "21987654321"[sum % 11];
}

void dev_number_vat(dev_dice *d, char out[12]) {
    int sum = dev_chance(d, 40) ? 55 : 0;
    digits(d, out, 7);
    for (int i = 0; i < 7; i++)
        sum += (out[i] - '0') * (8 - i);
    snprintf(out + 7, 3, "%02u", (unsigned)(97 - sum % 97) % 97);
}

static int mod97(const char *text) {
    int rest = 0;
    for (; *text; text++)
        rest = *text >= 'A' ? (rest * 100 + *text - 'A' + 10) % 97 : (rest * 10 + *text - '0') % 97;
    return rest;
}

/* Made-up banks; the check is right. */
void dev_number_iban(dev_dice *d, char out[40]) {
    static const struct {
        const char *country, *bank;
        int digits;
    } row[] = {{"GB", "TEST", 14}, {"GB", "SPEC", 14}, {"GB", "DEMO", 14}, {"IE", "TEST", 14}, {"NL", "TEST", 10},
               {"DE", "", 18},     {"PL", "", 24},     {"ES", "", 20},     {"PT", "", 21},     {"GB", "XMPL", 14}};
    size_t r = (size_t)dev_below(d, sizeof row / sizeof *row);
    char number[32], turned[48];
    digits(d, number, (size_t)row[r].digits);
    snprintf(turned, sizeof turned, "%s%s%s00", row[r].bank, number, row[r].country);
    snprintf(out, 40, "%s%02u%s%s", row[r].country, (unsigned)(98 - mod97(turned)) % 100, row[r].bank, number);
}

/* Verhoeff's check over a short concept id of the international edition. */
void dev_number_snomed(dev_dice *d, char out[20]) {
    static const char five[10][11] = {"0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
                                      "5987604321", "6598710432", "7659821043", "8765932104", "9876543210"};
    static const char turn[8][11] = {"0123456789", "1576283094", "5803796142", "8916043527",
                                     "9453126870", "4286573901", "2793806415", "7046913258"};
    static const char inverse[] = "0432156789";
    size_t n = (size_t)dev_between(d, 4, 7);
    int check = 0;
    digits(d, out, n);
    out[0] = (char)('1' + dev_below(d, 9));
    memcpy(out + n, "00", 2);
    n += 2;
    for (size_t i = 0; i < n; i++)
        check = five[check][turn[(i + 1) % 8][out[n - 1 - i] - '0'] - '0'] - '0';
    out[n] = inverse[check];
    out[n + 1] = 0;
}

static void letters_of(const char *name, char *out, size_t n, char pad) {
    size_t k = 0;
    for (; *name && k < n; name++)
        if (ts_is_alpha(*name))
            out[k++] = ts_upper(*name);
    while (k < n)
        out[k++] = pad;
    out[k] = 0;
}

void dev_number_licence(const dev_person *p, dev_dice *d, char out[20]) {
    char sur[6], one[2];
    int year, month, day;
    dev_civil(p->born, &year, &month, &day);
    letters_of(p->sur, sur, 5, '9');
    letters_of(p->fore, one, 1, '9');
    snprintf(out, 20, "%s%d%02u%02u%d%s%c9%c%c", sur, year / 10 % 10, (unsigned)(month + (p->male ? 0 : 50)) % 100,
             (unsigned)day % 100, year % 10, one, p->middle[0] && ts_is_alpha(p->middle[0]) ? p->middle[0] : '9',
             (char)('A' + dev_below(d, 26)), (char)('A' + dev_below(d, 26)));
}

static char mrz_check(const char *s, size_t n) {
    int sum = 0;
    for (size_t i = 0; i < n; i++)
        sum += (s[i] == '<'         ? 0
                : ts_is_digit(s[i]) ? s[i] - '0'
                                    : s[i] - 'A' + 10) *
               (i % 3 == 0   ? 7
                : i % 3 == 1 ? 3
                             : 1);
    return (char)('0' + sum % 10);
}

/* Two lines of 44 characters (ICAO 9303, part 4). */
void dev_number_mrz(const dev_person *p, char out[92]) {
    char sur[40], fore[40], all[48];
    int year, month, day;
    memset(out, '<', 89);
    out[44] = '\n';
    out[89] = 0;
    letters_of(p->sur, sur, strlen(p->sur) < 18 ? strlen(p->sur) : 18, '<');
    letters_of(p->fore, fore, strlen(p->fore) < 15 ? strlen(p->fore) : 15, '<');
    memcpy(out, "P<GBR", 5);
    size_t at = 5 + strcspn(sur, "<");
    memcpy(out + 5, sur, at - 5);
    memcpy(out + at + 2, fore, strcspn(fore, "<"));
    char *two = out + 45;
    dev_civil(p->born, &year, &month, &day);
    memcpy(two, p->passport, 9);
    two[9] = mrz_check(two, 9);
    memcpy(two + 10, "GBR", 3);
    char date[16];
    snprintf(date, sizeof date, "%02u%02u%02u", (unsigned)year % 100, (unsigned)month % 100, (unsigned)day % 100);
    memcpy(two + 13, date, 6);
    two[19] = mrz_check(two + 13, 6);
    two[20] = p->male ? 'M' : 'F';
    memcpy(two + 21, "310912", 6);
    two[27] = mrz_check(two + 21, 6);
    two[42] = '<';
    snprintf(all, sizeof all, "%.10s%.7s%.7s%.15s", two, two + 13, two + 21, two + 28);
    two[43] = mrz_check(all, strlen(all));
}

/* ---- telephones: Ofcom's numbers for drama ---- */

void dev_number_mobile(dev_dice *d, char out[16]) { snprintf(out, 16, "07700900%03u", (unsigned)dev_below(d, 1000)); }

void dev_number_landline(dev_dice *d, char out[20]) {
    static const char *const area[] = {"0113 496", "0114 496", "0115 496",  "0116 496", "0117 496",
                                       "0118 496", "0121 496", "0131 496",  "0141 496", "0151 496",
                                       "0161 496", "0191 498", "020 7946",  "028 9649", "029 2018",
                                       "01632 96", "01632 96", "01632 960", "03069 99", "020 7946"};
    char rest[8];
    size_t a = (size_t)dev_below(d, sizeof area / sizeof *area);
    size_t want = strlen(area[a]) == 9 ? 3 : 4;
    digits(d, rest, want);
    if (strcmp(area[a], "028 9649") == 0)
        rest[0] = '6';
    if (strcmp(area[a], "020 7946") == 0 || strcmp(area[a], "01632 96") == 0 || strcmp(area[a], "029 2018") == 0)
        rest[0] = '0';
    if (strcmp(area[a], "03069 99") == 0)
        rest[0] = '0';
    if (strcmp(area[a], "0113 496") == 0 || strcmp(area[a], "0161 496") == 0)
        rest[0] = '0';
    snprintf(out, 20, "%s%s", area[a], rest);
}

void dev_phone(dev_dice *d, const char *number, char out[48]) {
    char plain[20];
    size_t n = 0, area = strcspn(number, " ");
    for (const char *c = number; *c; c++)
        if (*c != ' ')
            plain[n++] = *c;
    plain[n] = 0;
    bool mobile = strncmp(plain, "077", 3) == 0;
    int cut = mobile ? 5 : (int)area, half = cut + ((int)n - cut) / 2;
    switch (dev_below(d, 12)) {
    case 0:
        snprintf(out, 48, "%s", plain);
        break;
    case 1:
        snprintf(out, 48, "+44 %.*s %s", cut - 1, plain + 1, plain + cut);
        break;
    case 2:
        snprintf(out, 48, "(%.*s) %s", cut, plain, plain + cut);
        break;
    case 3:
        snprintf(out, 48, "+44 (0)%.*s %s", cut - 1, plain + 1, plain + cut);
        break;
    case 4:
        snprintf(out, 48, "%.*s-%s", cut, plain, plain + cut);
        break;
    case 5:
        snprintf(out, 48, "%.*s %.*s %s", cut, plain, half - cut, plain + cut, plain + half);
        break;
    case 6:
        snprintf(out, 48, "%.*s-%.*s-%s", cut, plain, half - cut, plain + cut, plain + half);
        break;
    case 7:
        snprintf(out, 48, "0044%s", plain + 1);
        break;
    case 8:
        snprintf(out, 48, "+44%s", plain + 1);
        break;
    default:
        snprintf(out, 48, "%.*s %s", cut, plain, plain + cut);
        break;
    }
}

void dev_groups(const char *text, const char *groups, char between, char out[64]) {
    size_t k = 0;
    while (*text && k < 60) {
        size_t n = *groups ? (size_t)strtoul(groups, (char **)&groups, 10) : strlen(text);
        groups += *groups == '-';
        for (; n > 0 && *text && k < 60; n--)
            out[k++] = *text++;
        if (*text && between)
            out[k++] = between;
    }
    out[k] = 0;
}
