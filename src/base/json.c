/* json.c - a streaming JSON writer (RFC 8259). */
#include "base/json.h"

#include <assert.h>
#include <stdio.h>

void ts_json_init(ts_json *j, ts_buf *out, bool pretty) {
    *j = (ts_json){.out = out, .pretty = pretty, .first = {true}};
}

static void new_line(ts_json *j) {
    ts_buf_add_char(j->out, '\n');
    for (int i = 0; i < j->depth; i++)
        ts_buf_add_str(j->out, "  ");
}

/* The comma and line end due before a value or a key. */
static void before(ts_json *j) {
    if (j->keyed) {
        j->keyed = false;
        return;
    }
    if (!j->first[j->depth])
        ts_buf_add_char(j->out, ',');
    j->first[j->depth] = false;
    if (j->pretty && j->depth)
        new_line(j);
}

void ts_json_open(ts_json *j, char bracket) {
    before(j);
    assert(j->depth + 1 < TS_JSON_DEPTH);
    ts_buf_add_char(j->out, bracket);
    j->first[++j->depth] = true;
}

void ts_json_close(ts_json *j, char bracket) {
    assert(j->depth > 0);
    bool empty = j->first[j->depth--];
    if (j->pretty && !empty)
        new_line(j);
    ts_buf_add_char(j->out, bracket);
    if (j->pretty && j->depth == 0)
        ts_buf_add_char(j->out, '\n');
}

void ts_json_escape(ts_buf *out, ts_span value) {
    size_t from = 0, i = 0;
    while (i < value.len) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\' && c < 0x7F) {
            i++;
            continue;
        }
        ts_buf_add(out, ts_slice(value, from, i - from));
        if (c >= 0x80) {
            size_t at = i;
            uint32_t scalar = ts_utf8_next(value, &i);
            if (scalar == 0xFFFD || (scalar >= 0x80 && scalar < 0xA0) || scalar == 0x2028 || scalar == 0x2029 ||
                (scalar >= 0x202A && scalar <= 0x202E) || (scalar >= 0x2066 && scalar <= 0x2069))
                ts_buf_addf(out, "\\u%04x", scalar); /* controls and bidi marks must not steer a terminal */
            else
                ts_buf_add(out, ts_slice(value, at, i - at));
        } else {
            if (c == '"' || c == '\\')
                ts_buf_addf(out, "\\%c", c);
            else if (c == '\n')
                ts_buf_add_str(out, "\\n");
            else if (c == '\t')
                ts_buf_add_str(out, "\\t");
            else
                ts_buf_addf(out, "\\u%04x", c);
            i++;
        }
        from = i;
    }
    ts_buf_add(out, ts_slice(value, from, i - from));
}

void ts_json_span(ts_json *j, ts_span value) {
    before(j);
    ts_buf_add_char(j->out, '"');
    ts_json_escape(j->out, value);
    ts_buf_add_char(j->out, '"');
}

void ts_json_key(ts_json *j, const char *key) {
    ts_json_str(j, key);
    ts_buf_add_str(j->out, j->pretty ? ": " : ":");
    j->keyed = true;
}

void ts_json_str(ts_json *j, const char *value) { ts_json_span(j, ts_str(value)); }

void ts_json_int(ts_json *j, int64_t value) {
    before(j);
    ts_buf_addf(j->out, "%lld", (long long)value);
}

void ts_json_uint(ts_json *j, uint64_t value) {
    before(j);
    ts_buf_addf(j->out, "%llu", (unsigned long long)value);
}

void ts_json_fixed(ts_json *j, double value, int decimals) {
    before(j);
    size_t at = j->out->len;
    ts_buf_addf(j->out, "%.*f", decimals, value);
    for (size_t i = at; i < j->out->len; i++) /* a locale may have put a comma */
        if (j->out->ptr[i] == ',')
            j->out->ptr[i] = '.';
}

void ts_json_bool(ts_json *j, bool value) {
    before(j);
    ts_buf_add_str(j->out, value ? "true" : "false");
}

void ts_json_null(ts_json *j) {
    before(j);
    ts_buf_add_str(j->out, "null");
}

void ts_json_put_uint(ts_json *j, const char *key, uint64_t value) {
    ts_json_key(j, key);
    ts_json_uint(j, value);
}

void ts_json_put_str(ts_json *j, const char *key, const char *value) {
    ts_json_key(j, key);
    ts_json_str(j, value);
}
