/* locator.c - where something stands, as a string that can be opened again. */
#include "model/locator.h"

#include <stdlib.h>

static void add_escaped(ts_buf *out, ts_span name, const char *special) {
    size_t at = 0;
    while (at < name.len) {
        size_t from = at;
        uint32_t c = ts_utf8_next(name, &at);
        bool bad = c == 0xFFFD && at == from + 1;
        bool control = c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
                       (c >= 0x202A && c <= 0x202E) ||
                       (c >= 0x2066 && c <= 0x2069); /* bidi marks must not steer a terminal */
        if (bad || control || (c < 0x80 && strchr(special, (int)c)))
            for (size_t i = from; i < at; i++)
                ts_buf_addf(out, "%%%02X", (unsigned char)name.ptr[i]);
        else
            ts_buf_add(out, ts_slice(name, from, at - from));
    }
}

/* Without printf: a scan writes one for every value it finds. */
static void add_number(ts_buf *out, uint64_t n) {
    char text[20], *p = text + sizeof text;
    do
        *--p = (char)('0' + n % 10);
    while (n /= 10);
    ts_buf_add(out, (ts_span){p, (size_t)(text + sizeof text - p)});
}

void ts_locator_add_name(ts_buf *out, ts_span name, unsigned repeat) {
    add_escaped(out, name, "%!#~");
    if (repeat > 1)
        ts_buf_addf(out, "~%u", repeat);
}

void ts_locator_add_member(ts_buf *out, ts_span name, unsigned repeat) {
    ts_buf_add_str(out, "!/");
    ts_locator_add_name(out, name, repeat);
}

void ts_locator_add_text(ts_buf *out, ts_span part, uint64_t start, uint64_t end) {
    ts_buf_add_char(out, '#');
    add_escaped(out, part, "%!#~@=;");
    ts_buf_add_char(out, '@');
    add_number(out, start);
    ts_buf_add_char(out, '-');
    add_number(out, end);
}

void ts_locator_add_cell(ts_buf *out, ts_span part, uint64_t row, uint64_t column) {
    ts_buf_add_char(out, '#');
    add_escaped(out, part, "%!#~@=;");
    ts_buf_add_str(out, part.len ? "!R" : "row=");
    add_number(out, row);
    if (column)
        ts_locator_add_column(out, part, column);
}

void ts_locator_add_column(ts_buf *out, ts_span part, uint64_t column) {
    ts_buf_add(out, part.len ? ts_span_of("C", 1) : ts_span_of(";col=", 5));
    add_number(out, column);
}

bool ts_locator_read_name(ts_span name, ts_buf *raw, unsigned *repeat) {
    *repeat = 1;
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (c == '%') {
            char byte;
            if (!ts_unhex(ts_slice(name, i + 1, 2), &byte, 1))
                return false;
            ts_buf_add_char(raw, byte);
            i += 2;
        } else if (c == '~') {
            uint64_t k;
            if (!ts_parse_u64(ts_slice(name, i + 1, name.len), &k) || k < 2 || k > UINT32_MAX)
                return false;
            *repeat = (unsigned)k;
            break;
        } else {
            ts_buf_add_char(raw, c);
        }
    }
    return true;
}

/* Takes a decimal number without leading zeros off the front. */
static bool number(ts_span *s, uint64_t *out) {
    size_t n = 0;
    while (n < s->len && ts_is_digit(s->ptr[n]))
        n++;
    if (!ts_parse_u64(ts_slice(*s, 0, n), out) || (n > 1 && s->ptr[0] == '0'))
        return false;
    *s = ts_slice(*s, n, s->len);
    return true;
}

static bool literal(ts_span *s, const char *text) {
    ts_span t = ts_str(text);
    if (!ts_span_starts(*s, t))
        return false;
    *s = ts_slice(*s, t.len, s->len);
    return true;
}

static bool parse_place(ts_span p, ts_locator *out) {
    ts_span rest = p;
    if (literal(&rest, "row=")) {
        out->place = TS_LOCATOR_CELL;
        return number(&rest, &out->row) && (rest.len == 0 || (literal(&rest, ";col=") && number(&rest, &out->column) &&
                                                              out->column && rest.len == 0));
    }
    size_t at = ts_span_find(p, ts_str("@"), 0), sheet = ts_span_find(p, ts_str("!R"), 0);
    if (at != SIZE_MAX) {
        out->place = TS_LOCATOR_TEXT;
        out->part = ts_slice(p, 0, at);
        rest = ts_slice(p, at + 1, p.len);
        return number(&rest, &out->start) && literal(&rest, "-") && number(&rest, &out->end) && rest.len == 0 &&
               out->start <= out->end;
    }
    if (sheet != SIZE_MAX && sheet > 0) {
        out->place = TS_LOCATOR_CELL;
        out->part = ts_slice(p, 0, sheet);
        rest = ts_slice(p, sheet + 2, p.len);
        return number(&rest, &out->row) &&
               (rest.len == 0 || (literal(&rest, "C") && number(&rest, &out->column) && out->column && rest.len == 0));
    }
    return false;
}

ts_err ts_locator_parse(ts_span text, ts_locator *out) {
    ts_locator l = {0};
    size_t hash = ts_span_find(text, ts_str("#"), 0);
    ts_span path = ts_slice(text, 0, hash);
    for (;;) {
        if (l.levels == TS_LOCATOR_LEVELS)
            return ts_fail(TS_EUSAGE, "the locator is nested more than %d deep", TS_LOCATOR_LEVELS);
        size_t next = ts_span_find(path, ts_str("!/"), 0);
        l.level[l.levels++] = ts_slice(path, 0, next);
        if (next == SIZE_MAX)
            break;
        path = ts_slice(path, next + 2, path.len);
    }
    if (hash != SIZE_MAX && !parse_place(ts_slice(text, hash + 1, text.len), &l))
        return ts_fail(TS_EUSAGE, "the part after # of the locator is none of @120-131, row=88;col=4, Sheet1!R12C3");
    *out = l;
    return TS_OK;
}

void ts_locator_print(const ts_locator *l, ts_buf *out) {
    for (size_t i = 0; i < l->levels; i++) {
        if (i)
            ts_buf_add_str(out, "!/");
        ts_buf_add(out, l->level[i]);
    }
    if (l->place == TS_LOCATOR_WHOLE)
        return;
    ts_buf_add_char(out, '#'); /* parts are kept escaped, so they are not escaped again */
    ts_buf_add(out, l->part);
    if (l->place == TS_LOCATOR_TEXT) {
        ts_buf_addf(out, "@%llu-%llu", (unsigned long long)l->start, (unsigned long long)l->end);
        return;
    }
    ts_buf_addf(out, l->part.len ? "!R%llu" : "row=%llu", (unsigned long long)l->row);
    if (l->column)
        ts_buf_addf(out, l->part.len ? "C%llu" : ";col=%llu", (unsigned long long)l->column);
}
