/* other_number.c - numbers whose check digits fit, of ranges that are never issued or kept for drama. */
#include <stdio.h>

#include "accuracy/other.h"

void other_digits(uint64_t *dice, int n, char *out) {
    for (int i = 0; i < n; i++)
        out[i] = (char)('0' + other_below(dice, 10));
    out[n] = 0;
}

void other_number_nhs(uint64_t *dice, const char *start, char out[12]) {
    for (int check = 10; check == 10;) {
        int given = (int)strlen(start), sum = 0;
        memcpy(out, start, (size_t)given);
        other_digits(dice, 9 - given, out + given);
        for (int i = 0; i < 9; i++)
            sum += (10 - i) * (out[i] - '0');
        check = (11 - sum % 11) % 11;
        out[9] = (char)('0' + check % 10);
        out[10] = 0;
    }
}

/* GS1's check digit: threes and ones, from the right. */
void other_number_ihi(uint64_t *dice, char out[20]) {
    int sum = 0;
    memcpy(out, "539", 3);
    other_digits(dice, 14, out + 3);
    for (int i = 0; i < 17; i++)
        sum += (i % 2 ? 1 : 3) * (out[i] - '0');
    snprintf(out + 17, 3, "%d", (10 - sum % 10) % 10);
}

void other_number_nino(uint64_t *dice, char out[12]) {
    static const char first[] = "ABCEGHJKLMNOPRSTWXYZ", second[] = "ABCEGHJKLMNPRSTWXYZ";
    static const char *const never[] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
    for (bool good = false; !good;) {
        good = true;
        out[0] = first[other_below(dice, sizeof first - 1)];
        out[1] = second[other_below(dice, sizeof second - 1)];
        for (size_t i = 0; i < sizeof never / sizeof *never; i++)
            good = good && strncmp(out, never[i], 2) != 0;
    }
    other_digits(dice, 6, out + 2);
    out[8] = (char)('A' + other_below(dice, 4));
    out[9] = 0;
}

void other_number_luhn(uint64_t *dice, const char *start, int length, char *out) {
    int given = (int)strlen(start), sum = 0;
    memcpy(out, start, (size_t)given);
    other_digits(dice, length - 1 - given, out + given);
    for (int i = 0; i < length - 1; i++) {
        int d = out[length - 2 - i] - '0';
        sum += i % 2 == 0 ? d * 2 / 10 + d * 2 % 10 : d;
    }
    snprintf(out + length - 1, 2, "%d", (10 - sum % 10) % 10);
}

void other_number_iban(uint64_t *dice, const char *sort, const char *account, char out[40]) {
    static const char *const banks[] = {"NWBK", "BARC", "LOYD", "MIDL", "RBOS", "BUKB", "HBUK", "ABBY", "NAIA", "CLYD"};
    const char *bank = banks[other_below(dice, sizeof banks / sizeof *banks)];
    char text[40];
    unsigned mod = 0;
    snprintf(text, sizeof text, "%s%s%sGB00", bank, sort, account);
    for (const char *c = text; *c; c++) {
        unsigned v = ts_is_digit(*c) ? (unsigned)(*c - '0') : (unsigned)(*c - 'A' + 10);
        mod = (mod * (v > 9 ? 100 : 10) + v) % 97;
    }
    snprintf(out, 40, "GB%02u%s%s%s", 98 - mod, bank, sort, account);
}

void other_number_utr(uint64_t *dice, char out[12]) {
    static const int weight[] = {6, 7, 8, 9, 10, 5, 4, 3, 2};
    int sum = 0;
    other_digits(dice, 9, out + 1);
    for (int i = 0; i < 9; i++)
        sum += weight[i] * (out[i + 1] - '0');
    out[0] = "21987654321"[sum % 11];
}

void other_number_vat(uint64_t *dice, char out[12]) {
    int sum = 0;
    other_digits(dice, 7, out);
    for (int i = 0; i < 7; i++)
        sum += (8 - i) * (out[i] - '0');
    sum += other_odds(dice, 60) ? 55 : 0; /* modulus 9755, of new numbers */
    snprintf(out + 7, 5, "%02d", 97 - sum % 97);
}

/* Verhoeff's check digit. */
void other_number_snomed(uint64_t *dice, char out[20]) {
    static const char turn[8][11] = {"0123456789", "1576283094", "5803796142", "8916043527",
                                     "9453126870", "4286573901", "2793806415", "7046913258"};
    static const char inverse[] = "0432156789";
    int n = other_between(dice, 3, 6), c = 0;
    out[0] = (char)('1' + other_below(dice, 9));
    other_digits(dice, n + 1, out + 1);
    memcpy(out + n + 2, "00", 2); /* a concept of the international edition */
    n += 4;
    for (int i = 0; i < n; i++) {
        int d = turn[(i + 1) % 8][out[n - 1 - i] - '0'] - '0';
        /* the table of the group of five rotations and five reflections, by rule */
        c = c < 5 ? (d < 5 ? (c + d) % 5 : 5 + (c + d) % 5) : (d < 5 ? 5 + (c - d) % 5 : (c - d + 5) % 5);
    }
    out[n] = inverse[c];
    out[n + 1] = 0;
}

void other_number_isbn(uint64_t *dice, char out[20]) {
    char d[16];
    int sum = 0;
    memcpy(d, "978", 3);
    other_digits(dice, 9, d + 3);
    for (int i = 0; i < 12; i++)
        sum += (i % 2 ? 3 : 1) * (d[i] - '0');
    d[12] = (char)('0' + (10 - sum % 10) % 10);
    if (other_odds(dice, 60))
        snprintf(out, 20, "%.3s-%.1s-%.4s-%.4s-%.1s", d, d + 3, d + 4, d + 8, d + 12);
    else
        snprintf(out, 20, "%.13s", d);
}

/* Up to n capitals of a name, then `fill`. */
static void capitals(const char *name, int n, char fill, char *out) {
    int k = 0;
    for (; *name && k < n; name++)
        if (ts_is_alpha(*name))
            out[k++] = ts_upper(*name);
    for (; k < n; k++)
        out[k] = fill;
    out[n] = 0;
}

void other_number_licence(uint64_t *dice, const other_person *who, char out[20]) {
    int y, m, d;
    char sur[8], initial[2][2];
    other_civil(who->born, &y, &m, &d);
    capitals(who->sur, 5, '9', sur);
    capitals(who->fore, 1, '9', initial[0]);
    capitals(who->middle, 1, '9', initial[1]);
    snprintf(out, 20, "%s%d%02d%02d%d%s%s%d%c%c", sur, y / 10 % 10, m + (who->male ? 0 : 50), d, y % 10, initial[0],
             initial[1], other_between(dice, 2, 9), "ABCDEFGHJKLMNPRSTUVWXYZ"[other_below(dice, 23)],
             "ABCDEFGHJKLMNPRSTUVWXYZ"[other_below(dice, 23)]);
}

static char mrz_check(const char *text, int n) {
    int sum = 0;
    for (int i = 0; i < n; i++) {
        int v = ts_is_digit(text[i]) ? text[i] - '0' : ts_is_upper(text[i]) ? text[i] - 'A' + 10 : 0;
        sum += "731"[i % 3] == '7' ? 7 * v : "731"[i % 3] == '3' ? 3 * v : v;
    }
    return (char)('0' + sum % 10);
}

void other_number_mrz(uint64_t *dice, const other_person *who, char out[100]) {
    char line[46], name[48], sur[24], fore[20], of[48];
    int y, m, d;
    capitals(who->sur, (int)strnlen(who->sur, 18), '<', sur);
    capitals(who->fore, (int)strnlen(who->fore, 16), '<', fore);
    snprintf(name, sizeof name, "P<GBR%s<<%s", sur, fore);
    memset(line, '<', 44);
    memcpy(line, name, strnlen(name, 44));
    line[44] = 0;
    other_civil(who->born, &y, &m, &d);
    char second[46];
    memset(second, '<', 44);
    memcpy(second, who->passport, 9);
    second[9] = mrz_check(second, 9);
    memcpy(second + 10, "GBR", 3);
    snprintf(of, sizeof of, "%02d%02d%02d", y % 100, m, d);
    memcpy(second + 13, of, 6);
    second[19] = mrz_check(second + 13, 6);
    second[20] = who->male ? 'M' : 'F';
    snprintf(of, sizeof of, "%02d%02d%02d", other_between(dice, 26, 34), other_between(dice, 1, 12),
             other_between(dice, 1, 28));
    memcpy(second + 21, of, 6);
    second[27] = mrz_check(second + 21, 6);
    second[42] = '0';
    char all[40];
    memcpy(all, second, 10);
    memcpy(all + 10, second + 13, 7);
    memcpy(all + 17, second + 21, 22);
    second[43] = mrz_check(all, 39);
    second[44] = 0;
    snprintf(out, 100, "%s\n%s", line, second);
}

void other_number_phone(uint64_t *dice, bool mobile, char out[16]) {
    static const char *const drama[] = {"0113 4960", "0114 4960", "0115 4960", "0116 4960", "0117 4960", "0118 4960",
                                        "0121 4960", "0131 4960", "0141 4960", "0151 4960", "0161 4960", "0191 4980",
                                        "020 79460", "028 96496", "029 20180", "01632 960", "01632 960", "01632 960"};
    if (mobile)
        snprintf(out, 16, "07700 900%03d", other_between(dice, 0, 999));
    else
        snprintf(out, 16, "%s%03d", drama[other_below(dice, sizeof drama / sizeof *drama)],
                 other_between(dice, 0, 999));
}

/* A number as people write it; each page has a way of its own that it mostly keeps to. */
void other_phone(other_page *p, const char *number, ts_span form, char out[64]) {
    const char *blank = strchr(number, ' ');
    int area = (int)(blank - number), way = other_odds(&p->dice, 70) ? p->phone_form : other_between(&p->dice, 0, 11);
    const char *rest = blank + 1;
    char half[24];
    int n = (int)strlen(rest), cut = n > 6 ? n - 4 : 3;
    snprintf(half, sizeof half, "%.*s %s", cut, rest, rest + cut);
    if (ts_span_eq(form, ts_str("plain")))
        way = 1;
    else if (ts_span_eq(form, ts_str("short"))) /* as a spreadsheet keeps it */
        way = 12;
    else if (ts_span_eq(form, ts_str("int")))
        way = other_between(&p->dice, 5, 8);
    switch (way) {
    case 1:
        snprintf(out, 64, "%.*s%s", area, number, rest);
        break;
    case 2:
        snprintf(out, 64, "%.*s %s", area, number, half);
        break;
    case 3:
        snprintf(out, 64, "(%.*s) %s", area, number, half);
        break;
    case 4:
        snprintf(out, 64, "%.*s-%.*s-%s", area, number, cut, rest, rest + cut);
        break;
    case 5:
        snprintf(out, 64, "+44 %.*s %s", area - 1, number + 1, rest);
        break;
    case 6:
        snprintf(out, 64, "+44%.*s%s", area - 1, number + 1, rest);
        break;
    case 7:
        snprintf(out, 64, "+44 (0)%.*s %s", area - 1, number + 1, half);
        break;
    case 8:
        snprintf(out, 64, "0044 %.*s %s", area - 1, number + 1, rest);
        break;
    case 9:
        snprintf(out, 64, "(%.*s)%s", area, number, rest);
        break;
    case 10:
        snprintf(out, 64, "%.*s.%.*s.%s", area, number, cut, rest, rest + cut);
        break;
    case 12:
        snprintf(out, 64, "%.*s%s", area - 1, number + 1, rest);
        break;
    default:
        snprintf(out, 64, "%s", number);
    }
    if (ts_span_eq(form, ts_str("ext"))) {
        static const char *const ways[] = {" ext %d", " ext. %d", " x%d", " Ext: %d", " extn %d"};
        char more[40];
        const char *how = ways[other_below(&p->dice, 5)];
        snprintf(more, sizeof more, "%.*s%d", (int)(strchr(how, '%') - how), how, other_between(&p->dice, 1000, 69999));
        strncat(out, more, 63 - strlen(out));
    }
}
