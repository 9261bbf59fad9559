/* json_read.c - reads JSON (RFC 8259) piece by piece, from files that others made. */
#include "base/json_read.h"

ts_err ts_json_read_init(ts_json_reader *r, ts_span source, const char *name) {
    *r = (ts_json_reader){.source = source, .name = name};
    if (ts_span_starts(source, ts_str("\xEF\xBB\xBF")))
        r->at = 3;
    return ts_utf8_valid(source) ? TS_OK : ts_fail(TS_EUSAGE, "%s is not UTF-8 text", name);
}

void ts_json_read_done(ts_json_reader *r) { ts_buf_done(&r->held); }

static ts_err wrong(const ts_json_reader *r, const char *what) {
    unsigned line = 1;
    for (size_t i = 0; i < r->at && i < r->source.len; i++)
        line += r->source.ptr[i] == '\n';
    return ts_fail(TS_EUSAGE, "%s line %u: this is no JSON: %s", r->name, line, what);
}

static int peek(ts_json_reader *r) {
    while (r->at < r->source.len && strchr(" \t\r\n", r->source.ptr[r->at]) && r->source.ptr[r->at])
        r->at++;
    return r->at < r->source.len ? r->source.ptr[r->at] : -1;
}

/* Four hex digits behind \u; UINT32_MAX where they are none. */
static uint32_t unit(ts_json_reader *r) {
    unsigned char b[2];
    if (!ts_unhex(ts_slice(r->source, r->at, 4), b, sizeof b))
        return UINT32_MAX;
    r->at += 4;
    return (uint32_t)b[0] << 8 | b[1];
}

/* \uD83D\uDE00 is one sign in two halves; half a sign is none. */
static ts_err escaped_sign(ts_json_reader *r) {
    uint32_t c = unit(r);
    if (c == UINT32_MAX)
        return wrong(r, "\\u wants four hexadecimal digits");
    if (c >= 0xD800 && c < 0xDC00 && ts_span_starts(ts_slice(r->source, r->at, 2), ts_str("\\u"))) {
        size_t back = r->at;
        r->at += 2;
        uint32_t low = unit(r);
        if (low >= 0xDC00 && low < 0xE000)
            c = 0x10000 + ((c - 0xD800) << 10 | (low - 0xDC00));
        else
            r->at = back;
    }
    ts_buf_add_utf8(&r->held, c);
    return TS_OK;
}

static ts_err string(ts_json_reader *r) {
    static const char sign[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
    ts_buf_clear(&r->held);
    for (r->at++; r->at < r->source.len && r->source.ptr[r->at] != '"';) {
        char c = r->source.ptr[r->at++];
        if ((unsigned char)c < 0x20)
            return wrong(r, "a line end or a control stands in a string");
        if (c != '\\') {
            ts_buf_add_char(&r->held, c);
            continue;
        }
        c = r->at < r->source.len ? r->source.ptr[r->at++] : 0;
        const char *known = c ? strchr(sign, c) : NULL;
        if (c == 'u')
            TS_TRY(escaped_sign(r));
        else if (known)
            ts_buf_add_char(&r->held, means[known - sign]);
        else
            return wrong(r, "an unknown escape in a string");
    }
    if (r->at >= r->source.len)
        return wrong(r, "a string is not closed");
    r->at++;
    r->text = r->held.len ? ts_buf_span(&r->held) : ts_str("");
    return TS_OK;
}

static bool is_number(ts_span s) {
    size_t i = s.len && s.ptr[0] == '-', from = i;
    while (i < s.len && ts_is_digit(s.ptr[i]))
        i++;
    if (i == from || (s.ptr[from] == '0' && i > from + 1))
        return false;
    if (i < s.len && s.ptr[i] == '.') {
        for (from = ++i; i < s.len && ts_is_digit(s.ptr[i]);)
            i++;
        if (i == from)
            return false;
    }
    if (i < s.len && (s.ptr[i] == 'e' || s.ptr[i] == 'E')) {
        i++;
        i += i < s.len && (s.ptr[i] == '+' || s.ptr[i] == '-');
        for (from = i; i < s.len && ts_is_digit(s.ptr[i]);)
            i++;
        if (i == from)
            return false;
    }
    return i == s.len;
}

static ts_err word(ts_json_reader *r, ts_json_piece *out) {
    size_t from = r->at;
    while (r->at < r->source.len && (ts_is_alnum(r->source.ptr[r->at]) || strchr("+-.", r->source.ptr[r->at])) &&
           r->source.ptr[r->at])
        r->at++;
    ts_span s = ts_slice(r->source, from, r->at - from);
    if (ts_span_eq(s, ts_str("true")))
        *out = TS_JSON_TRUE;
    else if (ts_span_eq(s, ts_str("false")))
        *out = TS_JSON_FALSE;
    else if (ts_span_eq(s, ts_str("null")))
        *out = TS_JSON_NULL;
    else if (is_number(s))
        *out = TS_JSON_NUMBER;
    else
        return wrong(r, "a value is missing, or a text stands without quotes");
    r->text = s;
    return TS_OK;
}

static ts_err open_one(ts_json_reader *r, char bracket) {
    if (r->depth == TS_JSON_READ_DEPTH)
        return wrong(r, "it is nested too deeply");
    r->open[r->depth++] = bracket;
    r->at++;
    r->wants = TS_JSON_WANTS_FIRST;
    return TS_OK;
}

static ts_err value(ts_json_reader *r, ts_json_piece *out) {
    int c = peek(r);
    if (c == '{' || c == '[') {
        *out = c == '{' ? TS_JSON_OBJECT : TS_JSON_ARRAY;
        return open_one(r, (char)c);
    }
    *out = TS_JSON_STRING;
    TS_TRY(c == '"' ? string(r) : word(r, out));
    r->wants = TS_JSON_WANTS_MORE;
    return TS_OK;
}

static ts_err key(ts_json_reader *r, ts_json_piece *out) {
    if (peek(r) != '"')
        return wrong(r, "the name of a value is missing");
    TS_TRY(string(r));
    *out = TS_JSON_KEY;
    r->wants = TS_JSON_WANTS_COLON;
    return TS_OK;
}

ts_err ts_json_next(ts_json_reader *r, ts_json_piece *out) {
    r->text = (ts_span){0};
    int c = peek(r);
    if (r->depth == 0 && r->wants == TS_JSON_WANTS_MORE) {
        *out = TS_JSON_END;
        return c == -1 ? TS_OK : wrong(r, "there is more behind its end");
    }
    if (c == -1 && r->depth)
        return wrong(r, "it ends before it is closed");
    if (r->wants == TS_JSON_WANTS_COLON) {
        if (c != ':')
            return wrong(r, "a colon is missing");
        r->at++;
        return value(r, out);
    }
    if (r->wants == TS_JSON_WANTS_VALUE)
        return value(r, out);
    char open = r->open[r->depth - 1];
    if (c == (open == '{' ? '}' : ']')) {
        r->at++;
        r->depth--;
        r->wants = TS_JSON_WANTS_MORE;
        *out = open == '{' ? TS_JSON_OBJECT_END : TS_JSON_ARRAY_END;
        return TS_OK;
    }
    if (r->wants == TS_JSON_WANTS_MORE) {
        if (c != ',')
            return wrong(r, "a comma is missing");
        r->at++;
    }
    return open == '{' ? key(r, out) : value(r, out);
}
