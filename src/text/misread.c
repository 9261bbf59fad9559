/* misread.c - letters and digits that are taken for each other. */
#include "text/misread.h"

char ts_misread_digit(char c) {
    static const char of[256] = {['O'] = '0', ['o'] = '0', ['Q'] = '0', ['D'] = '0', ['I'] = '1', ['l'] = '1',
                                 ['i'] = '1', ['|'] = '1', ['!'] = '1', ['Z'] = '2', ['z'] = '2', ['S'] = '5',
                                 ['s'] = '5', ['G'] = '6', ['b'] = '6', ['B'] = '8', ['g'] = '9', ['q'] = '9'};
    return of[(unsigned char)c];
}

char ts_misread_capital(char c) {
    static const char of[256] = {['0'] = 'O', ['1'] = 'I', ['2'] = 'Z', ['5'] = 'S', ['6'] = 'G', ['8'] = 'B'};
    return of[(unsigned char)c];
}

static unsigned remainder_of(const char *digits) {
    unsigned sum = 0;
    for (unsigned i = 0; i < TS_MOD11_DIGITS; i++)
        sum += (unsigned)(digits[i] - '0') * (TS_MOD11_DIGITS - i); /* the check digit's weight is 1 */
    return sum % 11;
}

size_t ts_mod11_repairs(ts_span digits, char out[TS_REPAIRS][TS_MOD11_DIGITS]) {
    /* What each digit is taken for, in print that is small, faint or by hand. */
    static const char *const like[] = {"68", "7", "7", "85", "9", "63", "58", "12", "3069", "48"};
    char d[TS_MOD11_DIGITS];
    size_t n = 0;
    if (digits.len != sizeof d)
        return 0;
    for (size_t i = 0; i < sizeof d; i++)
        if (!ts_is_digit(d[i] = digits.ptr[i]))
            return 0;
    if (remainder_of(d) == 0)
        return 0;
    for (size_t i = 0; i < sizeof d; i++) {
        char was = d[i];
        for (const char *p = like[was - '0']; *p && n < TS_REPAIRS; p++) {
            d[i] = *p;
            if (remainder_of(d) == 0)
                memcpy(out[n++], d, sizeof d);
        }
        d[i] = was;
        if (i + 1 == sizeof d || n == TS_REPAIRS)
            continue;
        d[i] = d[i + 1], d[i + 1] = was;
        if (remainder_of(d) == 0)
            memcpy(out[n++], d, sizeof d);
        d[i + 1] = d[i], d[i] = was;
    }
    return n;
}
