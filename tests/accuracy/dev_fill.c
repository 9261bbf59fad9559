/* dev_fill.c - fills a template (dev.h says how they are written) and keeps where each labelled value stands. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "accuracy/dev.h"

static void fail(const char *what, ts_span where) {
    fprintf(stderr, "accuracy_dev: %s: %.*s\n", what, (int)(where.len < 60 ? where.len : 60), where.ptr);
    exit(2);
}

/* ---- text and labels ---- */

void dev_put(dev_page *p, const char *text, size_t len) {
    for (size_t i = 0; i < len; i++) {
        if (text[i] == '\n' && p->crlf)
            ts_buf_add_char(&p->text, '\r');
        ts_buf_add_char(&p->text, text[i]);
    }
}

void dev_puts(dev_page *p, const char *text) { dev_put(p, text, strlen(text)); }

void dev_putf(dev_page *p, const char *format, ...) {
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    dev_puts(p, text);
}

size_t dev_open(dev_page *p) {
    p->silent++;
    return p->text.len;
}

void dev_close(dev_page *p, size_t start, const char *kind, bool may) {
    p->silent--;
    if (p->silent > 0 || !kind || p->text.len == start)
        return;
    if (p->labels == DEV_SPANS)
        fail("too many labels", ts_str(kind));
    dev_label *l = &p->label[p->labels++];
    *l = (dev_label){.start = start, .end = p->text.len, .may = may};
    snprintf(l->kind, sizeof l->kind, "%s", kind);
}

/* Values are escaped as their file wants it; templates bring their own escapes. */
void dev_value(dev_page *p, const char *kind, bool may, const char *text, size_t len) {
    size_t start = dev_open(p);
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (p->escape == ESCAPE_HTML && (c == '\'' || c == '&'))
            dev_puts(p, c == '&' ? "&amp;" : "&#39;");
        else if (p->escape == ESCAPE_SQL && c == '\'')
            dev_puts(p, "''");
        else if (p->escape == ESCAPE_JSON && c == '\n')
            dev_puts(p, "\\n");
        else if (p->escape == ESCAPE_HTML && c == '\n')
            dev_puts(p, "<br>\n");
        else
            dev_put(p, &c, 1);
    }
    dev_close(p, start, kind, may);
}

/* ---- templates ---- */

static void fill(dev_page *p, ts_span t);

/* Where the group that opens at `at` (at its "~(" or "~*") ends: the index of its "~)". */
static size_t end_of_group(ts_span t, size_t at) {
    int depth = 0;
    for (size_t i = at; i + 1 < t.len; i++) {
        if (t.ptr[i] != '~')
            continue;
        char c = t.ptr[++i];
        depth += c == '(' || c == '*';
        depth -= c == ')';
        if (depth == 0)
            return i - 1;
    }
    fail("a group does not end", ts_slice(t, at, 60));
    return 0;
}

/* One of the parts that "~|" divides at this depth. */
static void choose(dev_page *p, ts_span t) {
    ts_span part[24];
    size_t n = 0, from = 0;
    int depth = 0;
    for (size_t i = 0; i + 1 < t.len && n < 23; i++) {
        if (t.ptr[i] != '~')
            continue;
        char c = t.ptr[i + 1];
        depth += c == '(' || c == '*';
        depth -= c == ')';
        if (c == '|' && depth == 0) {
            part[n++] = ts_slice(t, from, i - from);
            from = i + 2;
        }
        i++;
    }
    part[n++] = ts_slice(t, from, t.len - from);
    fill(p, part[dev_below(&p->dice, n)]);
}

static void repeat(dev_page *p, ts_span t) {
    size_t open = ts_span_find(t, ts_str("("), 0), dash = ts_span_find(t, ts_str("-"), 0);
    uint64_t low = 1, high = 1;
    if (open == SIZE_MAX || dash > open || !ts_parse_u64(ts_slice(t, 0, dash), &low) ||
        !ts_parse_u64(ts_slice(t, dash + 1, open - dash - 1), &high))
        fail("wrong repetition", t);
    for (int n = dev_between(&p->dice, (int)low, (int)high); n > 0; n--) {
        fill(p, ts_slice(t, open + 1, t.len));
        for (int i = 0; n > 1 && i < DEV_PEOPLE; i++)
            p->person[i].made = false;
    }
}

static void field(dev_page *p, ts_span f) {
    char mark = 0;
    if (f.len && (f.ptr[0] == '?' || f.ptr[0] == '!'))
        mark = f.ptr[0], f = ts_slice(f, 1, f.len);
    size_t colon = ts_span_find(f, ts_str(":"), 0);
    ts_span name = ts_slice(f, 0, colon), form = colon == SIZE_MAX ? (ts_span){"", 0} : ts_slice(f, colon + 1, f.len);
    bool good;
    if (name.len > 2 && ts_is_digit(name.ptr[0]) && name.ptr[1] == '.')
        good = dev_person_field(p, name.ptr[0] - '0', ts_slice(name, 2, name.len), form, mark);
    else
        good = dev_field(p, name, form, mark);
    if (!good)
        fail("no such field", f);
}

static void labelled(dev_page *p, ts_span t) {
    bool may = t.len && t.ptr[0] == '?';
    size_t is = ts_span_find(t, ts_str("="), 0);
    char kind[24];
    if (is == SIZE_MAX || is > 22)
        fail("a label without a kind", t);
    snprintf(kind, sizeof kind, "%.*s", (int)(is - may), t.ptr + may);
    size_t start = dev_open(p);
    fill(p, ts_slice(t, is + 1, t.len));
    dev_close(p, start, kind, may);
}

static void fill(dev_page *p, ts_span t) {
    for (size_t i = 0; i < t.len; i++) {
        char c = t.ptr[i], next = i + 1 < t.len ? t.ptr[i + 1] : 0;
        if (c == '%' && next == '%') {
            dev_put(p, "%", 1);
            i++;
        } else if (c == '%' || c == '^') {
            size_t end = ts_span_find(t, ts_span_of(&c, 1), i + 1);
            if (end == SIZE_MAX)
                fail("a field or a label does not end", ts_slice(t, i, 60));
            (c == '%' ? field : labelled)(p, ts_slice(t, i + 1, end - i - 1));
            i = end;
        } else if (c == '~' && (next == '(' || next == '*')) {
            size_t end = end_of_group(t, i);
            (next == '(' ? choose : repeat)(p, ts_slice(t, i + 2, end - i - 2));
            i = end + 1;
        } else {
            dev_put(p, &c, 1);
        }
    }
}

void dev_fill(dev_page *p, ts_span template) { fill(p, template); }
