/* code.c - what kinds of short codes share: letters and digits after a pattern, and where such a code stands alone. */
#include "detect/code.h"

enum { LONGEST = 32 };

static bool joins(char c) { return c == ' ' || c == '-'; }

static bool is_of(char sort, char c) {
    return sort == '9'   ? ts_is_digit(c)
           : sort == 'a' ? ts_is_upper(c)
           : sort == 'x' ? ts_is_digit(c) || ts_is_upper(c)
                         : c == sort;
}

/* The end of what t[at] begins of the pattern, 0 if it does not fit; its letters and digits to `out`. */
static size_t match(ts_span t, size_t at, const char *pattern, bool any_case, char out[LONGEST], size_t *n) {
    *n = 0;
    for (const char *p = pattern; *p; p++) {
        char c = at < t.len ? t.ptr[at] : 0;
        if (*p == ' ') {
            at += joins(c) && *n > 0;
            continue;
        }
        c = any_case ? ts_upper(c) : c;
        if (!is_of(*p, c) || *n == LONGEST)
            return 0;
        out[(*n)++] = c;
        at++;
    }
    return at;
}

bool ts_code_normal(ts_span raw, const char *const *patterns, ts_norm *out) {
    char code[LONGEST];
    size_t n;
    raw = ts_trim(raw);
    for (; raw.len > 0 && *patterns; patterns++)
        if (match(raw, 0, *patterns, true, code, &n) == raw.len)
            return ts_norm_set(out, ts_span_of(code, n));
    return false;
}

bool ts_code_find(const ts_spot *spot, const char *const *patterns, ts_found *out) {
    char code[LONGEST];
    size_t n, end;
    for (; *patterns; patterns++) {
        end = match(spot->text, spot->at, *patterns, false, code, &n);
        if (end == 0 || !ts_code_alone(spot->text, spot->at, end))
            continue;
        *out = (ts_found){.start = spot->at, .end = (uint32_t)end, .valid = true};
        return ts_norm_set(&out->norm, ts_span_of(code, n));
    }
    return false;
}

bool ts_code_alone(ts_span t, size_t start, size_t end) {
    char before = start > 0 ? t.ptr[start - 1] : ' ', after = end < t.len ? t.ptr[end] : ' ';
    char beyond = end + 1 < t.len ? t.ptr[end + 1] : ' ';
    if (ts_is_alnum(after) || after == '_' || after == '@' || after == '%' || after == '\\')
        return false;
    if ((after == '.' || after == '-' || after == '/' || after == ':') && ts_is_alnum(beyond))
        return false;
    return !ts_is_alnum(before) && before != '_' && before != '-' && before != '/' && before != '.' && before != '+' &&
           before != '%' && before != '@' && before != '$' && before != '\\';
}

bool ts_is_typed_number(const ts_norm *norm) {
    char first = 0, last = 0;
    bool alike = true, counted = true;
    for (size_t i = 0; i < norm->len; i++) {
        char c = norm->text[i];
        if (!ts_is_digit(c))
            continue;
        alike = alike && (!first || c == first);
        counted = counted && (first ? c == (last == '9' ? '0' : last + 1) : c == '1');
        first = first ? first : c;
        last = c;
    }
    return first && (alike || counted);
}

bool ts_mod11_fits(const char *digit) {
    int sum = 0;
    for (int i = 0; i < 10; i++)
        sum += (digit[i] - '0') * (10 - i);
    return sum > 0 && sum % 11 == 0;
}

bool ts_day_fits(const char *s) {
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int day = (s[0] - '0') * 10 + s[1] - '0', month = (s[2] - '0') * 10 + s[3] - '0',
        year = (s[4] - '0') * 10 + s[5] - '0';
    if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
        return false;
    return day != 29 || month != 2 || year % 4 == 0;
}

bool ts_has_word(ts_span text, const char *word) {
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= text.len; i++)
        if ((i == 0 || !ts_is_alpha(text.ptr[i - 1])) &&
            ts_span_starts_nocase(ts_slice(text, i, n), ts_span_of(word, n)))
            return true;
    return false;
}

ts_span ts_line_around(ts_span text, size_t at, size_t len, size_t most) {
    size_t low = at > most ? at - most : 0, start = at, end = at + len;
    const char *before = start > low ? memrchr(text.ptr + low, '\n', start - low) : NULL;
    start = before ? (size_t)(before - text.ptr) + 1 : low;
    size_t high = at + most < text.len ? at + most : text.len;
    const char *behind = end < high ? memchr(text.ptr + end, '\n', high - end) : NULL;
    end = behind ? (size_t)(behind - text.ptr) : end > high ? end : high;
    return ts_slice(text, start, end - start);
}
