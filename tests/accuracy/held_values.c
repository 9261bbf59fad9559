/* held_values.c - dates, telephones, postcodes, health and account numbers, and
 * how people write them. */
#include "held.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void digits_make(char *out, int n) {
    for (int i = 0; i < n; i++)
        out[i] = (char)('0' + below(10));
    if (out[0] == '0')
        out[0] = (char)('1' + below(9));
    out[n] = 0;
}

/* ---- numbers with check digits ---- */

/* A modulus-11 check as on NHS numbers: weights n+1 down to 2. */
static int mod11(const char *digits, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++)
        sum += (digits[i] - '0') * (n + 1 - i);
    return (11 - sum % 11) % 11;
}

void health_number_make(char out[12], char realm, date born, char sex) {
    for (;;) {
        digits_make(out, 10);
        if (realm == 'n') { /* never issued: 999, and all that begin with 5 or 9 */
            if (odds(40))
                memcpy(out, "999", 3);
            else
                out[0] = odds(60) ? '9' : '5';
        } else if (realm == 'h')
            out[0] = '3', out[1] = (char)('2' + below(8));
        else {
            char day[8];
            snprintf(day, sizeof day, "%02d%02d%02d", born.day, born.month, born.year % 100);
            memcpy(out, day, 6);
            out[8] = (char)('0' + below(5) * 2 + (sex == 'M' ? 1 : 0));
        }
        int check = mod11(out, 9);
        if (check < 10) {
            out[9] = (char)('0' + check);
            return;
        }
    }
}

/* Eighteen digits: a prefix that GS1 did not give to the health service, a core
 * of ten with its own check, a GS1 check. */
void ihi_make(char out[20]) {
    do {
        memcpy(out, "539031", 6);
        out[6] = (char)('0' + below(10));
        out[7] = '8';
        digits_make(out + 8, 8);
        out[8] = (char)('1' + below(5));
        out[16] = (char)('0' + mod11(out + 7, 9));
    } while (out[16] > '9');
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += (out[i] - '0') * (i % 2 ? 1 : 3);
    out[17] = (char)('0' + (10 - sum % 10) % 10);
    out[18] = 0;
}

void nino_make(char out[12]) {
    static const char first[] = "ABCEGHJKLMNOPRSTWXYZ", second[] = "ABCEGHJKLMNPRSTWXYZ";
    static const char *const never[] = {"BG", "GB", "NK", "KN", "TN", "NT", "ZZ"};
    bool again;
    do {
        out[0] = first[below(20)];
        out[1] = second[below(19)];
        again = false;
        for (int i = 0; i < 7; i++)
            again |= !memcmp(out, never[i], 2);
    } while (again);
    digits_make(out + 2, 6);
    out[8] = "ABCD"[below(4)];
    out[9] = 0;
}

/* Sort codes of the range in Pay.UK's examples (08-99-xx: MOD10 over the
 * account, weights 7 1 3 7 1 3 7 1), and ones that no bank has, for which there
 * is no check. */
void account_make(char sort[8], char account[12]) {
    digits_make(account, 8);
    if (odds(75)) {
        snprintf(sort, 8, "0899%02d", between(0, 99));
        static const int weight[] = {7, 1, 3, 7, 1, 3, 7, 1};
        int sum = 0;
        for (int i = 0; i < 7; i++)
            sum += (account[i] - '0') * weight[i];
        account[7] = (char)('0' + (10 - sum % 10) % 10);
    } else {
        snprintf(sort, 8, "99%04d", between(0, 9999));
    }
}

int luhn_digit(const char *digits) {
    int sum = 0, n = (int)strlen(digits);
    for (int i = 0; i < n; i++) {
        int d = digits[n - 1 - i] - '0';
        d = i % 2 ? d : d * 2;
        sum += d > 9 ? d - 9 : d;
    }
    return (10 - sum % 10) % 10;
}

void health_put(text *t, const char *kind, const char *d, const char *style) {
    char line[32];
    static const char *const ways[] = {"334", "334", "334", "plain", "plain", "dash", "dots", "wide", "odd"};
    if (!*style)
        style = ways[below(9)];
    if (!strcmp(style, "334"))
        snprintf(line, sizeof line, "%.3s %.3s %s", d, d + 3, d + 6);
    else if (!strcmp(style, "dash"))
        snprintf(line, sizeof line, "%.3s-%.3s-%s", d, d + 3, d + 6);
    else if (!strcmp(style, "dots"))
        snprintf(line, sizeof line, "%.3s.%.3s.%s", d, d + 3, d + 6);
    else if (!strcmp(style, "wide"))
        snprintf(line, sizeof line, "%.3s  %.3s  %s", d, d + 3, d + 6);
    else if (!strcmp(style, "odd"))
        snprintf(line, sizeof line, "%.3s %.3s %.2s %s", d, d + 3, d + 6, d + 8);
    else if (!strcmp(style, "broken"))
        snprintf(line, sizeof line, "%.3s %.3s\n%s", d, d + 3, d + 6);
    else if (!strcmp(style, "boxed"))
        snprintf(line, sizeof line, "%c %c %c %c %c %c %c %c %c %c", d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7],
                 d[8], d[9]);
    else if (!strcmp(style, "chi"))
        snprintf(line, sizeof line, "%.6s %s", d, d + 6);
    else
        snprintf(line, sizeof line, "%s", d);
    text_mark(t, kind, line);
}

/* ---- dates ---- */

static const char *const months[] = {"January", "February", "March",     "April",   "May",      "June",
                                     "July",    "August",   "September", "October", "November", "December"};
static const char *const welsh[] = {"Ionawr",     "Chwefror", "Mawrth", "Ebrill", "Mai",      "Mehefin",
                                    "Gorffennaf", "Awst",     "Medi",   "Hydref", "Tachwedd", "Rhagfyr"};
static const char *const days[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};

static int weekday_of(date d) { /* Sakamoto */
    static const int shift[] = {0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4};
    int y = d.month < 3 ? d.year - 1 : d.year;
    return (y + y / 4 - y / 100 + y / 400 + shift[d.month - 1] + d.day) % 7;
}

static int month_days(date d) {
    static const int n[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (d.year % 4 == 0 && d.year % 100) || d.year % 400 == 0;
    return n[d.month - 1] + (leap && d.month == 2);
}

static void date_shift(date *d, int by) {
    d->day += by;
    while (d->day < 1) {
        if (--d->month < 1)
            d->month = 12, d->year--;
        d->day += month_days(*d);
    }
    while (d->day > month_days(*d)) {
        d->day -= month_days(*d);
        if (++d->month > 12)
            d->month = 1, d->year++;
    }
}

static date today; /* of the passage */

void dates_begin(void) { today = (date){between(2012, 2025), between(1, 12), between(1, 28)}; }

date date_recent(void) {
    date d = today;
    date_shift(&d, odds(75) ? between(-50, 20) : between(-1500, 0));
    return d;
}

static const char *ordinal(int n) {
    return n % 100 / 10 == 1 ? "th" : n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th";
}

void date_put(text *t, const char *kind, date d, const char *style) {
    static const char *const forms_of[] = {"uk",      "uk",  "uk",   "short", "dash", "dots",  "long",
                                           "long",    "nth", "long", "mon",   "dmon", "DMON",  "iso",
                                           "weekday", "of",  "d.m",  "two",   "nthc", "monyy", "spaced"};
    if (!*style)
        style = forms_of[below(21)];
    else if (!strcmp(style, "run")) /* as in running text */
        style = (const char *const[]){
            "long", "long", "nth", "uk", "uk", "mon", "of", "weekday", "dots", "short"}[below(10)];
    else if (!strcmp(style, "num"))
        style = (const char *const[]){"uk", "uk", "short", "dash", "dots", "two", "iso", "d.m"}[below(8)];
    else if (!strcmp(style, "words"))
        style = (const char *const[]){"long", "nth", "of", "weekday", "nthc"}[below(5)];
    char l[64];
    const char *m = months[d.month - 1];
    size_t n = sizeof l;
    int yy = d.year % 100;
    if (!strcmp(style, "uk"))
        snprintf(l, n, "%02d/%02d/%d", d.day, d.month, d.year);
    else if (!strcmp(style, "short"))
        snprintf(l, n, "%d/%d/%02d", d.day, d.month, yy);
    else if (!strcmp(style, "two"))
        snprintf(l, n, "%02d/%02d/%02d", d.day, d.month, yy);
    else if (!strcmp(style, "dash"))
        snprintf(l, n, "%02d-%02d-%d", d.day, d.month, d.year);
    else if (!strcmp(style, "dots"))
        snprintf(l, n, "%02d.%02d.%d", d.day, d.month, d.year);
    else if (!strcmp(style, "d.m"))
        snprintf(l, n, "%d.%d.%02d", d.day, d.month, yy);
    else if (!strcmp(style, "spaced"))
        snprintf(l, n, "%02d / %02d / %d", d.day, d.month, d.year);
    else if (!strcmp(style, "long"))
        snprintf(l, n, "%d %s %d", d.day, m, d.year);
    else if (!strcmp(style, "nth"))
        snprintf(l, n, "%d%s %s %d", d.day, ordinal(d.day), m, d.year);
    else if (!strcmp(style, "nthc"))
        snprintf(l, n, "%s %d%s, %d", m, d.day, ordinal(d.day), d.year);
    else if (!strcmp(style, "of"))
        snprintf(l, n, "%d%s of %s %d", d.day, ordinal(d.day), m, d.year);
    else if (!strcmp(style, "mon"))
        snprintf(l, n, "%02d %.3s %d", d.day, m, d.year);
    else if (!strcmp(style, "monyy"))
        snprintf(l, n, "%d %.3s %02d", d.day, m, yy);
    else if (!strcmp(style, "dmon"))
        snprintf(l, n, "%02d-%.3s-%d", d.day, m, d.year);
    else if (!strcmp(style, "DMON"))
        snprintf(l, n, "%02d-%c%c%c-%02d", d.day, m[0], toupper(m[1]), toupper(m[2]), yy);
    else if (!strcmp(style, "iso"))
        snprintf(l, n, "%d-%02d-%02d", d.year, d.month, d.day);
    else if (!strcmp(style, "compact"))
        snprintf(l, n, "%d%02d%02d", d.year, d.month, d.day);
    else if (!strcmp(style, "ddmmyy"))
        snprintf(l, n, "%02d%02d%02d", d.day, d.month, yy);
    else if (!strcmp(style, "weekday"))
        snprintf(l, n, "%s %d%s %s %d", days[weekday_of(d)], d.day, odds(50) ? ordinal(d.day) : "", m, d.year);
    else if (!strcmp(style, "mail"))
        snprintf(l, n, "%.3s, %d %.3s %d", days[weekday_of(d)], d.day, m, d.year);
    else if (!strcmp(style, "welsh"))
        snprintf(l, n, "%d %s %d", d.day, welsh[d.month - 1], d.year);
    else if (!strcmp(style, "us"))
        snprintf(l, n, "%02d/%02d/%d", d.month, d.day, d.year);
    else if (!strcmp(style, "boxes"))
        snprintf(l, n, "%d %d %d %d %d %d %d %d", d.day / 10, d.day % 10, d.month / 10, d.month % 10, d.year / 1000,
                 d.year / 100 % 10, d.year / 10 % 10, d.year % 10);
    else
        stop("no such style of date: %s", style);
    if (kind)
        text_mark(t, kind, l);
    else
        text_value(t, l);
}

/* ---- telephones (Ofcom's numbers for drama) and postcodes ---- */

void phone_make(char out[16], char what, const char *dial) {
    if (what == 'm')
        snprintf(out, 16, "07700900%03u", below(1000));
    else if (what == 'f')
        snprintf(out, 16, "0808157%04u", below(1000));
    else if (!strcmp(dial, "020"))
        snprintf(out, 16, "02079460%03u", below(1000));
    else if (!strcmp(dial, "028"))
        snprintf(out, 16, "02896496%03u", below(1000));
    else if (!strcmp(dial, "029"))
        snprintf(out, 16, "02920180%03u", below(1000));
    else if (!strcmp(dial, "0191"))
        snprintf(out, 16, "01914980%03u", below(1000));
    else if (strlen(dial) == 4)
        snprintf(out, 16, "%s4960%03u", dial, below(1000));
    else
        snprintf(out, 16, "01632960%03u", below(1000));
}

void phone_put(text *t, const char *kind, const char *d, const char *style) {
    char l[48];
    size_t n = sizeof l;
    int way = (int)below(18), area = d[1] == '7' ? 5 : d[1] == '2' ? 3 : !memcmp(d, "01632", 5) ? 5 : 4;
    if (!strcmp(style, "plain") || way < 3)
        way = 0;
    if (!strcmp(style, "usual"))
        way = 5;
    if (!strcmp(style, "robbed"))
        way = 98;
    if (!strcmp(style, "e164"))
        way = 99;
    const char *rest = d + area;
    int half = (int)strlen(rest) / 2;
    switch (way) {
    case 0:
        snprintf(l, n, "%s", d);
        break;
    case 3:
        snprintf(l, n, "+44 %.*s %s", area - 1, d + 1, rest);
        break;
    case 4:
        snprintf(l, n, "+44 (0)%.*s %.*s %s", area - 1, d + 1, half, rest, rest + half);
        break;
    case 6:
        snprintf(l, n, "(%.*s) %.*s %s", area, d, half, rest, rest + half);
        break;
    case 7:
        snprintf(l, n, "%.*s-%.*s-%s", area, d, half, rest, rest + half);
        break;
    case 8:
        snprintf(l, n, "0044 %.*s %s", area - 1, d + 1, rest);
        break;
    case 9:
        snprintf(l, n, "%.5s %.2s %.2s %s", d, d + 5, d + 7, d + 9);
        break;
    case 10:
        snprintf(l, n, "%.3s %.4s %s", d, d + 3, d + 7);
        break;
    case 11:
        snprintf(l, n, "%.*s.%.*s.%s", area, d, half, rest, rest + half);
        break;
    case 12:
        snprintf(l, n, "%.4s %.3s %s", d, d + 4, d + 7);
        break;
    case 13:
        snprintf(l, n, "(%.*s)%s", area, d, rest);
        break;
    case 98:
        snprintf(l, n, "%s", d + 1);
        break;
    case 99:
        snprintf(l, n, "+44%s", d + 1);
        break;
    default:
        snprintf(l, n, "%.*s %.*s%s%s", area, d, half, rest, area == 5 && way != 5 ? "" : " ", rest + half);
    }
    text_mark(t, kind, l);
}

void postcode_put(text *t, const char *kind, const char *postcode, const char *style) {
    char l[16];
    snprintf(l, sizeof l, "%s", postcode);
    int way = *style ? (*style == 't' ? 1 : 99) : (int)below(16);
    char *space = strchr(l, ' ');
    if (way == 1 && space)
        memmove(space, space + 1, strlen(space));
    if (way == 2 || way == 3)
        for (char *c = l; *c; c++)
            *c = (char)tolower(*c);
    if (way == 3 && space)
        memmove(space, space + 1, strlen(space));
    if (way == 4 && space)
        memmove(space + 1, space, strlen(space) + 1);
    text_mark(t, kind, l);
}
