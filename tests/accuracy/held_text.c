/* held_text.c - text with marked values, the ways in which it is bent after it
 * is written, and chance. */
#include "held.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void stop(const char *format, ...) {
    va_list list;
    va_start(list, format);
    fputs("held: ", stderr);
    vfprintf(stderr, format, list);
    fputc('\n', stderr);
    va_end(list);
    exit(3);
}

/* ---- chance (splitmix64) ---- */

static uint64_t state;

void chance_seed(uint64_t seed) {
    state = (seed ^ (seed >> 29)) * 0xBF58476D1CE4E5B9u; /* mixed, or each stream would be the last one,
                                  one step on */
    state ^= state >> 32;
    state *= 0xD6E8FEB86659FD93u;
}

uint32_t below(uint32_t n) {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    z ^= z >> 31;
    return n ? (uint32_t)(((z >> 32) * n) >> 32) : 0;
}

int between(int low, int high) { return low + (int)below((uint32_t)(high - low + 1)); }

bool odds(int percent) { return (int)below(100) < percent; }

/* ---- writing ---- */

void text_add(text *t, const char *s, size_t n) {
    if (t->len + n + 1 > t->cap) {
        t->cap = (t->len + n + 1) * 2;
        t->data = realloc(t->data, t->cap);
        if (!t->data)
            stop("no memory");
    }
    if (n)
        memcpy(t->data + t->len, s, n);
    t->len += n;
    t->data[t->len] = 0;
}

void text_put(text *t, const char *s) { text_add(t, s, strlen(s)); }

void text_printf(text *t, const char *format, ...) {
    char line[512];
    va_list list;
    va_start(list, format);
    int n = vsnprintf(line, sizeof line, format, list);
    va_end(list);
    text_add(t, line, n < (int)sizeof line ? (size_t)n : sizeof line - 1);
}

void text_value(text *t, const char *s) {
    for (; *s; s++) {
        if (t->escape == 's' && *s == '\'')
            text_put(t, "''");
        else if (t->escape == 'j' && (*s == '"' || *s == '\\'))
            text_printf(t, "\\%c", *s);
        else if (t->escape == 'j' && *s == '\n')
            text_put(t, "\\n");
        else if (t->escape == 'h' && (*s == '&' || *s == '<' || *s == '>'))
            text_put(t, *s == '&' ? "&amp;" : *s == '<' ? "&lt;" : "&gt;");
        else
            text_add(t, s, 1);
    }
}

size_t text_open(text *t, const char *kind) {
    if (t->quiet++)
        return SIZE_MAX;
    if (t->count == t->room) {
        t->room = t->room ? t->room * 2 : 16;
        t->marks = realloc(t->marks, t->room * sizeof *t->marks);
        if (!t->marks)
            stop("no memory");
    }
    t->marks[t->count] = (mark){t->len, t->len, kind};
    return t->count++;
}

void text_close(text *t, size_t opened) {
    t->quiet--;
    if (opened != SIZE_MAX)
        t->marks[opened].end = t->len;
}

void text_mark(text *t, const char *kind, const char *value) {
    size_t opened = text_open(t, kind);
    text_value(t, value);
    text_close(t, opened);
}

void text_clear(text *t) {
    t->len = 0;
    t->count = 0;
    t->quiet = 0;
    if (t->data)
        t->data[0] = 0;
}

void text_free(text *t) {
    free(t->data);
    free(t->marks);
    *t = (text){0};
}

/* ---- bending ---- */

/* What a scanner's reader makes of a letter. */
static char misread(char c) {
    static const char pairs[] = "0O1lO0l1I15SS5B88B2ZZ2g99grnceeciluv6Gnh";
    for (size_t i = 0; pairs[i]; i += 2)
        if (pairs[i] == c)
            return pairs[i + 1];
    return c;
}

static bool within_mark(const text *t, size_t at) {
    for (size_t i = 0; i < t->count; i++)
        if (at >= t->marks[i].start && at < t->marks[i].end)
            return true;
    return false;
}

/* Where the lines of a paragraph are broken: the spaces that become line ends.
 */
static void wrap(char *s, size_t n, size_t width) {
    size_t line = 0, space = SIZE_MAX;
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '\n') {
            line = i + 1;
            space = SIZE_MAX;
        } else if (s[i] == ' ' && i > line && s[i - 1] != ' ' && (i + 1 == n || s[i + 1] != ' ')) {
            space = i;
        }
        if (i - line >= width && space != SIZE_MAX) {
            s[space] = '\n';
            line = space + 1;
            space = SIZE_MAX;
        }
    }
}

static size_t step(const text *from, size_t i, enum text_change how, int amount, char out[4]) {
    unsigned char c = (unsigned char)from->data[i];
    out[0] = (char)c;
    switch (how) {
    case TO_CRLF:
        if (c != '\n')
            return 1;
        memcpy(out, "\r\n", 2);
        return 2;
    case TO_QUOTED:
        if (c != '\n' || i + 1 == from->len)
            return 1;
        memcpy(out, "\n> ", 3);
        return 3;
    case TO_CELL:
        out[1] = '"';
        return c == '"' ? 2 : 1;
    case TO_UPPER:
        if (c >= 'a' && c <= 'z')
            out[0] = (char)(c - 32);
        else if (i && (unsigned char)from->data[i - 1] == 0xC3 && c >= 0xA0 && c != 0xB7)
            out[0] = (char)(c - 32);
        return 1;
    case TO_SCANNED: {
        int share = within_mark(from, i) ? amount / 4 : amount;
        if ((int)below(1000) >= share)
            return 1;
        if (c == ' ' && odds(50)) {
            out[1] = ' ';
            return 2;
        }
        out[0] = misread((char)c);
        return 1;
    }
    default:
        return 1;
    }
}

void text_change(text *to, const text *from, enum text_change how, int amount) {
    size_t *at = malloc((from->len + 1) * sizeof *at), base = to->len;
    if (!at)
        stop("no memory");
    if (how == TO_QUOTED)
        text_put(to, "> ");
    for (size_t i = 0; i < from->len; i++) {
        char out[4];
        at[i] = to->len;
        text_add(to, out, step(from, i, how, amount, out));
    }
    at[from->len] = to->len;
    for (size_t i = 0; i < from->count && !to->quiet; i++) {
        size_t opened = text_open(to, from->marks[i].kind);
        text_close(to, opened);
        to->marks[opened].start = at[from->marks[i].start];
        to->marks[opened].end = at[from->marks[i].end];
    }
    if (how == TO_WRAPPED)
        wrap(to->data + base, to->len - base, (size_t)amount);
    free(at);
}
