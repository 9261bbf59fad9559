/* sql_text.c - the pieces of SQL text that dumps are made of. */
#include "extract/sql_text.h"

#include "base/bytes.h"
#include "base/simd.h"

static ts_span skip_space(ts_span s) {
    while (s.len && ts_is_space(s.ptr[0]))
        s = ts_slice(s, 1, s.len);
    return s;
}

static bool word_char(char c) { return ts_is_alnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80; }

bool ts_sql_word(ts_span *s, const char *word) {
    ts_span t = skip_space(*s), want = ts_str(word);
    if (!ts_span_starts_nocase(t, want) || (t.len > want.len && word_char(t.ptr[want.len])))
        return false;
    *s = ts_slice(t, want.len, t.len);
    return true;
}

bool ts_sql_name(ts_span *s, ts_span *name) {
    for (;;) {
        *s = skip_space(*s);
        if (!s->len)
            return false;
        char open = s->ptr[0], close = open == '[' ? ']' : open;
        if (open == '`' || open == '"' || open == '[') {
            const char *end = memchr(s->ptr + 1, close, s->len - 1);
            if (!end)
                return false;
            *name = (ts_span){s->ptr + 1, (size_t)(end - s->ptr - 1)};
            *s = ts_slice(*s, name->len + 2, s->len);
        } else {
            size_t n = 0;
            while (n < s->len && word_char(s->ptr[n]))
                n++;
            if (!n)
                return false;
            *name = ts_slice(*s, 0, n);
            *s = ts_slice(*s, n, s->len);
        }
        if (!s->len || s->ptr[0] != '.')
            return true;
        *s = ts_slice(*s, 1, s->len);
    }
}

/* ---- columns ---- */

void ts_sql_columns_done(ts_sql_columns *c) { ts_free(c->name); }

static bool add_column(ts_sql_columns *c, ts_span name) {
    if (c->n == TS_SQL_COLUMNS)
        return false;
    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 64;
        c->name = ts_grow(c->name, c->cap, sizeof *c->name);
    }
    c->name[c->n++] = name;
    return true;
}

bool ts_sql_column_list(ts_span *s, ts_sql_columns *out) {
    ts_span rest = skip_space(*s), name;
    out->n = 0;
    if (!rest.len || rest.ptr[0] != '(')
        return false;
    do {
        rest = ts_slice(rest, 1, rest.len);
        if (!ts_sql_name(&rest, &name) || !add_column(out, name))
            return false;
        rest = skip_space(rest);
    } while (rest.len && rest.ptr[0] == ',');
    if (!rest.len || rest.ptr[0] != ')')
        return false;
    *s = ts_slice(rest, 1, rest.len);
    return true;
}

/* Does a definition that begins here name a key or a rule, not a column? */
static bool is_rule(ts_span s) {
    static const char *const rule[] = {"primary",  "key",   "unique",  "constraint", "foreign", "index",
                                       "fulltext", "check", "exclude", "spatial",    "period",  "like"};
    for (size_t k = 0; k < sizeof rule / sizeof *rule; k++) {
        ts_span probe = s;
        if (ts_sql_word(&probe, rule[k]))
            return true;
    }
    return false;
}

/* A comment that begins here, to its end; 0: none does.  ("#" is one in MySQL alone, and an operator elsewhere.) */
static size_t comment_len(ts_span s) {
    bool line = ts_span_starts(s, ts_str("--"));
    if (!line && !ts_span_starts(s, ts_str("/*")))
        return 0;
    size_t end = ts_span_find(s, ts_str(line ? "\n" : "*/"), line ? 1 : 2);
    return end == SIZE_MAX ? s.len : end + (line ? 1 : 2);
}

void ts_sql_created_columns(ts_span definition, ts_sql_columns *out) {
    int depth = 0;
    bool begin = false;
    char quote = 0;
    out->n = 0;
    for (size_t i = 0; i < definition.len; i++) {
        char c = definition.ptr[i];
        size_t comment = quote ? 0 : comment_len(ts_slice(definition, i, definition.len));
        if (comment) {
            i += comment - 1;
            continue;
        }
        if (begin && depth == 1 && !ts_is_space(c)) {
            ts_span rest = ts_slice(definition, i, definition.len), name;
            begin = false;
            if (c != ')' && !is_rule(rest) && ts_sql_name(&rest, &name)) {
                if (!add_column(out, name))
                    return;
                i = (size_t)(rest.ptr - definition.ptr) - 1;
                continue;
            }
        }
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"' || c == '`')
            quote = c;
        else if (c == '(')
            begin = ++depth == 1;
        else if (c == ')' && --depth <= 0)
            return;
        else if (c == ';' && depth == 0)
            return;
        else if (c == ',' && depth == 1)
            begin = true;
    }
}

/* ---- rows ---- */

void ts_sql_row_done(ts_sql_row *r) {
    ts_free(r->cell);
    ts_arena_done(&r->loose);
}

static inline void add_cell(ts_sql_row *r, ts_span cell) {
    if (r->n == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 64;
        r->cell = ts_grow(r->cell, r->cap, sizeof *r->cell);
    }
    r->cell[r->n++] = cell;
}

/* What stands behind a backslash, in MySQL's strings and PostgreSQL's E'' and COPY alike. */
static char unescaped(char c) {
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    case 'b':
    case 'f':
    case '0':
    case 'Z':
        return ' ';
    default:
        return c;
    }
}

static ts_span undo_escapes(ts_sql_row *r, ts_span raw, char quote, bool backslash) {
    char *to = ts_arena_alloc(&r->loose, raw.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        char c = raw.ptr[i];
        if (i + 1 < raw.len && quote && c == quote)
            i++;
        else if (i + 1 < raw.len && backslash && c == '\\')
            c = unescaped(raw.ptr[++i]);
        to[n++] = c;
    }
    return (ts_span){to, n};
}

/* The string whose opening quote stands at s[from]: its text, and the place behind it; 0: it does not end. */
static size_t read_string(ts_span s, size_t from, bool backslash, ts_sql_row *r, ts_span *out) {
    char quote = s.ptr[from];
    bool plain = true;
    size_t i = from + 1;
    for (;;) {
        if (backslash) {
            while (i < s.len && s.ptr[i] != quote && s.ptr[i] != '\\')
                i++;
        } else {
            const char *q = i < s.len ? memchr(s.ptr + i, quote, s.len - i) : NULL;
            i = q ? (size_t)(q - s.ptr) : s.len;
        }
        if (i >= s.len)
            return 0;
        if (s.ptr[i] == quote && (i + 1 >= s.len || s.ptr[i + 1] != quote))
            break;
        plain = false;
        i += 2; /* a pair: the quote doubled, or what the backslash escapes */
    }
    *out = ts_slice(s, from + 1, i - from - 1);
    if (!plain)
        *out = undo_escapes(r, *out, quote, backslash);
    return i + 1;
}

/* SQLite writes a line end as replace('two\nlines','\n',char(10)): the mark inside becomes the sign again. */
static ts_span undo_replace(ts_sql_row *r, ts_span raw) {
    char *to = ts_arena_alloc(&r->loose, raw.len + 1);
    size_t n = 0;
    for (size_t i = 0; i < raw.len; i++) {
        bool mark = raw.ptr[i] == '\\' && i + 1 < raw.len && (raw.ptr[i + 1] == 'n' || raw.ptr[i + 1] == 'r');
        to[n++] = mark ? unescaped(raw.ptr[++i]) : raw.ptr[i];
    }
    return (ts_span){to, n};
}

/* The place of the first single quote or backslash from `at` on; s.len where there is none. */
static size_t quote_or_backslash(ts_span s, size_t at) {
#ifdef TS_SSE2
    const __m128i quote = _mm_set1_epi8('\''), slash = _mm_set1_epi8('\\');
    for (; at + 16 <= s.len; at += 16) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(s.ptr + at));
        int bits = _mm_movemask_epi8(_mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, slash)));
        if (bits)
            return at + (size_t)__builtin_ctz((unsigned)bits);
    }
#endif
    while (at < s.len && s.ptr[at] != '\'' && s.ptr[at] != '\\')
        at++;
    return at;
}

/* Most values: a string alone without escapes, with the comma or bracket straight behind it. */
static inline bool plain_string(ts_span s, size_t *at, ts_sql_row *r) {
    if (*at >= s.len || s.ptr[*at] != '\'')
        return false;
    size_t from = *at + 1, end = quote_or_backslash(s, from);
    if (end + 1 >= s.len || s.ptr[end] != '\'' || (s.ptr[end + 1] != ',' && s.ptr[end + 1] != ')'))
        return false;
    add_cell(r, (ts_span){s.ptr + from, end - from});
    *at = end + 1;
    return true;
}

/* The value at s[*at]: a string, though it stand in N'..', E'..', CAST('..' AS t) or to_date('..', '..'), else the
 * text as it is; NULL is empty.  *at moves to the comma or bracket behind it; false: it is not whole. */
static bool read_value(ts_span s, size_t *at, bool backslash, ts_sql_row *r) {
    size_t i = *at;
    while (i < s.len && ts_is_space(s.ptr[i]))
        i++;
    if (plain_string(s, &i, r)) {
        *at = i;
        return true;
    }
    size_t from = i, depth = 0;
    while (i < s.len && (ts_is_digit(s.ptr[i]) || s.ptr[i] == '.'))
        i++;
    if (i > from && i < s.len && (s.ptr[i] == ',' || s.ptr[i] == ')')) { /* a number */
        add_cell(r, (ts_span){s.ptr + from, i - from});
        *at = i;
        return true;
    }
    i = from;
    bool found = false;
    ts_span string = {0}, text;
    while (i < s.len && (depth || (s.ptr[i] != ',' && s.ptr[i] != ')'))) {
        char c = s.ptr[i];
        if (c == '\'' || c == '"') {
            bool escapes =
                backslash || (i > from && (s.ptr[i - 1] | 32) == 'e' && (i == from + 1 || !word_char(s.ptr[i - 2])));
            i = read_string(s, i, escapes, r, &text);
            if (!i)
                return false;
            if (!found)
                string = text;
            found = true;
            continue;
        }
        depth += c == '(';
        depth -= c == ')';
        i++;
    }
    if (i >= s.len)
        return false;
    if (!found) {
        string = ts_trim(ts_slice(s, from, i - from));
        if (ts_span_eq_nocase(string, ts_str("null")))
            string.len = 0;
    } else if (string.len && ts_span_starts_nocase(ts_slice(s, from, i - from), ts_str("replace("))) {
        string = undo_replace(r, string);
    }
    add_cell(r, string);
    *at = i;
    return true;
}

size_t ts_sql_tuple(ts_span text, bool backslash, ts_sql_row *r) {
    r->n = 0;
    ts_arena_reset(&r->loose);
    for (size_t at = 1;; at++) {
        if (!plain_string(text, &at, r) && !read_value(text, &at, backslash, r))
            return 0;
        if (text.ptr[at] == ')')
            return at + 1;
    }
}

void ts_sql_copy_line(ts_span line, ts_sql_row *r) {
    r->n = 0;
    ts_arena_reset(&r->loose);
    for (size_t i = 0;;) {
        const char *tab = i < line.len ? memchr(line.ptr + i, '\t', line.len - i) : NULL;
        size_t end = tab ? (size_t)(tab - line.ptr) : line.len;
        ts_span cell = ts_slice(line, i, end - i);
        if (ts_span_eq(cell, ts_str("\\N")))
            cell.len = 0;
        else if (cell.len && memchr(cell.ptr, '\\', cell.len))
            cell = undo_escapes(r, cell, 0, true);
        add_cell(r, cell);
        if (!tab)
            return;
        i = end + 1;
    }
}
