/* other_text.c - a page: text with labels, and the language of the forms (other.h). */
#include <stdarg.h>
#include <stdio.h>

#include "accuracy/other.h"
#include "base/mem.h"

/* splitmix64 */
uint64_t other_below(uint64_t *dice, uint64_t n) {
    uint64_t z = *dice += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return (z ^ (z >> 31)) % n;
}

/* ---- writing ---- */

void other_put(other_page *p, const char *text) { ts_buf_add_str(&p->text, text); }

void other_putf(other_page *p, const char *format, ...) {
    char line[512];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    other_put(p, line);
}

void other_label(other_page *p, size_t start, const char *kind, bool may) {
    size_t end = p->text.len;
    while (end > start && ts_is_space(p->text.ptr[end - 1]))
        end--;
    while (start < end && ts_is_space(p->text.ptr[start]))
        start++;
    if (p->quiet || start == end || !kind || strcmp(kind, "-") == 0)
        return;
    if ((p->marks & (p->marks - 1)) == 0)
        p->mark = ts_grow(p->mark, 2 * p->marks + 1, sizeof *p->mark);
    other_mark *m = &p->mark[p->marks++];
    *m = (other_mark){.start = start, .end = end, .may = may};
    snprintf(m->kind, sizeof m->kind, "%s", kind);
}

void other_value(other_page *p, const char *kind, bool may, const char *text) {
    size_t start = p->text.len;
    for (const char *c = text; *c; c++) {
        if (p->escape == 's' && *c == '\'')
            other_put(p, "''");
        else if (p->escape == 'j' && (*c == '"' || *c == '\\'))
            ts_buf_add_char(&p->text, '\\'), ts_buf_add_char(&p->text, *c);
        else if (p->escape == 'j' && *c == '\n')
            other_put(p, "\\n");
        else if (p->escape == 'h' && *c == '&')
            other_put(p, "&amp;");
        else if (p->escape == 'h' && *c == '<')
            other_put(p, "&lt;");
        else if (p->escape == 'h' && *c == '\'')
            other_put(p, "&#39;");
        else
            ts_buf_add_char(&p->text, *c);
    }
    other_label(p, start, kind, may);
}

other_person *other_someone(other_page *p, int number) {
    other_person *w = &p->person[number % OTHER_PEOPLE];
    if (!w->made)
        other_person_make(&p->dice, p->today, number >= 5, w);
    return w;
}

void other_renew(other_page *p, int from, int to) {
    for (int i = from; i <= to; i++)
        p->person[i].made = false;
}

void other_rewrite(other_page *p, size_t from, other_each each, void *with) {
    ts_buf out = {0};
    size_t *to = ts_alloc_array(p->text.len - from + 1, sizeof *to);
    for (size_t i = from; i < p->text.len; i++) {
        to[i - from] = out.len;
        each(p, i, &out, with);
    }
    to[p->text.len - from] = out.len;
    for (size_t i = 0; i < p->marks; i++) {
        other_mark *m = &p->mark[i];
        if (m->start >= from && m->end <= p->text.len) {
            m->start = from + to[m->start - from];
            m->end = from + to[m->end - from];
        }
    }
    p->text.len = from;
    ts_buf_add(&p->text, ts_buf_span(&out));
    ts_buf_done(&out);
    ts_free(to);
}

bool other_is_labelled(const other_page *p, size_t at) {
    for (size_t i = 0; i < p->marks; i++)
        if (at >= p->mark[i].start && at < p->mark[i].end)
            return true;
    return false;
}

/* ---- the language of forms ---- */

static const ts_span OPEN = {"[[", 2}, CLOSE = {"]]", 2}, FROM = {"\xC2\xAB", 2}, TO = {"\xC2\xBB", 2};

/* Where the bracket that opened just before `at` is closed. */
static size_t closing(ts_span t, size_t at, ts_span open, ts_span close) {
    for (int depth = 1; at + 1 < t.len; at++) {
        ts_span here = ts_slice(t, at, 2);
        if (ts_span_eq(here, open))
            depth++, at++;
        else if (ts_span_eq(here, close) && --depth == 0)
            return at;
        else if (ts_span_eq(here, close))
            at++;
    }
    other_stop("not closed: %.60s", t.ptr + (at > t.len ? t.len : t.len - (t.len > 60 ? 60 : t.len)));
}

static int number_of(ts_span *s) {
    int n = 0;
    while (s->len && ts_is_digit(s->ptr[0])) {
        n = n * 10 + s->ptr[0] - '0';
        *s = ts_slice(*s, 1, s->len);
    }
    return n;
}

static void choose(other_page *p, ts_span t) {
    size_t cut[64], n = 0;
    for (size_t i = 0; i + 1 < t.len && n < 64; i++) {
        ts_span here = ts_slice(t, i, 2);
        if (ts_span_eq(here, OPEN))
            i = closing(t, i + 2, OPEN, CLOSE) + 1;
        else if (ts_span_eq(here, ts_str("||")))
            cut[n++] = i++;
    }
    size_t k = (size_t)other_below(&p->dice, n + 1), from = k ? cut[k - 1] + 2 : 0;
    other_render(p, ts_slice(t, from, (k < n ? cut[k] : t.len) - from));
}

static void bracket(other_page *p, ts_span t) {
    char how = t.len ? t.ptr[0] : 0;
    ts_span rest = ts_slice(t, 1, t.len);
    if ((how != '?' && how != '*' && how != '+') || !rest.len || !ts_is_digit(rest.ptr[0])) {
        choose(p, t);
        return;
    }
    int low = number_of(&rest), high = low;
    if (rest.len && rest.ptr[0] == '-') {
        rest = ts_slice(rest, 1, rest.len);
        high = number_of(&rest);
    }
    if (!rest.len || rest.ptr[0] != ':')
        other_stop("no colon: %.*s", (int)t.len, t.ptr);
    rest = ts_slice(rest, 1, rest.len);
    int times = how == '?' ? other_odds(&p->dice, low) : other_between(&p->dice, low, high);
    for (int i = 0; i < times; i++) {
        if (how == '*')
            other_renew(p, 1, 9);
        other_render(p, rest);
    }
}

static void value(other_page *p, ts_span t) {
    char mark = 0;
    if (t.len && (t.ptr[0] == '?' || t.ptr[0] == '!')) {
        mark = t.ptr[0];
        t = ts_slice(t, 1, t.len);
    }
    size_t colon = ts_span_find(t, ts_str(":"), 0);
    ts_span head = ts_slice(t, 0, colon), form = colon == SIZE_MAX ? ts_str("") : ts_slice(t, colon + 1, t.len);
    if (head.len > 1 && head.ptr[0] == '=') {
        char kind[20];
        snprintf(kind, sizeof kind, "%.*s", (int)head.len - 1, head.ptr + 1);
        size_t start = p->text.len;
        p->quiet++;
        other_render(p, form);
        p->quiet--;
        other_label(p, start, kind, mark == '?');
    } else if (ts_span_eq(head, ts_str("w")) || ts_span_eq(head, ts_str("k"))) {
        const char *kind, *word = other_bank_pick(p, form, head.ptr[0] == 'k', &kind);
        if (!word)
            other_stop("no bank %.*s", (int)form.len, form.ptr);
        size_t start = p->text.len;
        bool labelled = strcmp(kind, "-") != 0;
        p->quiet += labelled || mark == '!';
        if (p->escape && !strstr(word, FROM.ptr))
            other_value(p, NULL, false, word);
        else
            other_render(p, ts_str(word));
        p->quiet -= labelled || mark == '!';
        other_label(p, start, mark == '!' ? NULL : kind, mark == '?');
    } else if (head.len > 2 && ts_is_digit(head.ptr[0]) && head.ptr[1] == '.') {
        if (!other_person_field(p, head.ptr[0] - '0', ts_slice(head, 2, head.len), form, mark))
            other_stop("no field of a person: %.*s", (int)t.len, t.ptr);
    } else if (!other_field(p, head, form, mark)) {
        other_stop("no field: %.*s", (int)t.len, t.ptr);
    }
}

void other_render(other_page *p, ts_span t) {
    for (size_t i = 0; i < t.len; i++) {
        ts_span here = ts_slice(t, i, 2);
        bool of_value = ts_span_eq(here, FROM);
        if (of_value || ts_span_eq(here, OPEN)) {
            size_t end = closing(t, i + 2, here, of_value ? TO : CLOSE);
            ts_span in = ts_slice(t, i + 2, end - i - 2);
            of_value ? value(p, in) : bracket(p, in);
            i = end + 1;
        } else if (ts_span_eq(here, ts_str("\\\n"))) {
            i++;
        } else {
            ts_buf_add_char(&p->text, t.ptr[i]);
        }
    }
}
