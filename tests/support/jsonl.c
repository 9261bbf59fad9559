/* jsonl.c - reads lines of JSON: one flat object a line. */
#include "support/jsonl.h"

#include <stdlib.h>

static uint32_t hex4(ts_span s, size_t at) {
    unsigned char two[2];
    return at + 4 <= s.len && ts_unhex(ts_slice(s, at, 4), two, 2) ? (uint32_t)(two[0] << 8 | two[1]) : 0xFFFD;
}

/* The string whose opening quote stands at *at. */
static ts_span read_string(ts_span s, size_t *at, ts_arena *strings) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    for (++*at; *at < s.len && s.ptr[*at] != '"'; ++*at) {
        if (s.ptr[*at] != '\\') {
            ts_buf_add_char(&b, s.ptr[*at]);
            continue;
        }
        ++*at;
        char c = *at < s.len ? s.ptr[*at] : '\\';
        const char *known = strchr("nrtbf", c);
        if (c == 'u') {
            uint32_t u = hex4(s, *at + 1);
            *at += 4;
            if (u >= 0xD800 && u < 0xDC00 && *at + 2 < s.len && s.ptr[*at + 1] == '\\' && s.ptr[*at + 2] == 'u') {
                u = 0x10000 + ((u - 0xD800) << 10) + (hex4(s, *at + 3) - 0xDC00);
                *at += 6;
            }
            ts_buf_add_utf8(&b, u);
        } else {
            ts_buf_add_char(&b, c && known ? "\n\r\t\b\f"[known - "nrtbf"] : c);
        }
    }
    ++*at;
    return ts_arena_copy(strings, ts_buf_span(&b));
}

static void skip_space(ts_span s, size_t *at) {
    while (*at < s.len && ts_is_space(s.ptr[*at]))
        ++*at;
}

bool jsonl_next(ts_span text, size_t *at, ts_arena *strings, jsonl_line *out) {
    if (*at >= text.len)
        return false;
    size_t end = ts_span_find(text, ts_str("\n"), *at);
    ts_span s = ts_slice(text, *at, (end == SIZE_MAX ? text.len : end) - *at);
    *at += s.len + 1;
    out->n = 0;
    size_t i = 0;
    skip_space(s, &i);
    if (i >= s.len || s.ptr[i++] != '{')
        return true;
    while (out->n < JSONL_FIELDS) {
        skip_space(s, &i);
        if (i >= s.len || s.ptr[i] != '"')
            break;
        ts_span key = read_string(s, &i, strings), value;
        skip_space(s, &i);
        if (i >= s.len || s.ptr[i++] != ':')
            break;
        skip_space(s, &i);
        if (i < s.len && s.ptr[i] == '"') {
            value = read_string(s, &i, strings);
        } else {
            size_t from = i;
            while (i < s.len && s.ptr[i] != ',' && s.ptr[i] != '}')
                i++;
            value = ts_arena_copy(strings, ts_trim(ts_slice(s, from, i - from)));
        }
        out->key[out->n] = key;
        out->value[out->n++] = value;
        skip_space(s, &i);
        if (i >= s.len || s.ptr[i] != ',')
            break;
        i++;
    }
    return true;
}

ts_span jsonl_get(const jsonl_line *line, const char *key) {
    for (size_t i = 0; i < line->n; i++)
        if (ts_span_eq(line->key[i], ts_str(key)))
            return line->value[i];
    return (ts_span){"", 0};
}

double jsonl_number(const jsonl_line *line, const char *key, double otherwise) {
    ts_span v = jsonl_get(line, key);
    return v.len ? strtod(v.ptr, NULL) : otherwise;
}
