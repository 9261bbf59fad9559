/* toml.c - settings, mappings and rule files that people edit. */
#include "base/toml.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"

enum { MAX_DEPTH = 16 };
typedef enum { TABLE, ARRAY, STRING, NUMBER, FLOAT, BOOL } kind;

struct ts_toml {
    kind kind;
    int line;
    char *key; /* in a table */
    char *text; /* STRING, and how a number was written */
    int64_t number;
    double real;
    bool closed; /* an inline table or array: no more may be added */
    struct ts_toml **child;
    size_t children;
};

typedef struct parser {
    ts_span text;
    size_t at;
    int line;
    const char *name;
} parser;

static ts_toml *node_new(kind k, int line) {
    ts_toml *n = ts_alloc(sizeof *n);
    n->kind = k;
    n->line = line;
    return n;
}

void ts_toml_free(ts_toml *n) {
    if (!n)
        return;
    for (size_t i = 0; i < n->children; i++)
        ts_toml_free(n->child[i]);
    ts_free(n->child);
    ts_free(n->key);
    ts_free(n->text);
    ts_free(n);
}

static void add_child(ts_toml *to, ts_toml *child) {
    to->child = ts_grow(to->child, to->children + 1, sizeof *to->child);
    to->child[to->children++] = child;
}

const ts_toml *ts_toml_get(const ts_toml *table, const char *key) {
    if (table && table->kind == TABLE)
        for (size_t i = 0; i < table->children; i++)
            if (strcmp(table->child[i]->key, key) == 0)
                return table->child[i];
    return NULL;
}

static int peek(const parser *p) { return p->at < p->text.len ? p->text.ptr[p->at] : -1; }

static void blanks(parser *p) {
    while (peek(p) == ' ' || peek(p) == '\t')
        p->at++;
}

/* White space, comments and line ends. */
static void gap(parser *p) {
    for (;;) {
        blanks(p);
        if (peek(p) == '#')
            while (peek(p) != -1 && peek(p) != '\n')
                p->at++;
        if (peek(p) == '\r')
            p->at++;
        if (peek(p) != '\n')
            return;
        p->at++;
        p->line++;
    }
}

static ts_err line_end(parser *p) {
    blanks(p);
    if (peek(p) == '#' || peek(p) == '\r' || peek(p) == '\n' || peek(p) == -1)
        return TS_OK;
    return ts_fail(TS_EUSAGE, "%s line %d: there is more on the line than one value", p->name, p->line);
}

static ts_err escape(parser *p, ts_buf *out) {
    int c = peek(p);
    p->at++;
    switch (c) {
    case 'n':
        ts_buf_add_char(out, '\n');
        return TS_OK;
    case 't':
        ts_buf_add_char(out, '\t');
        return TS_OK;
    case 'r':
        ts_buf_add_char(out, '\r');
        return TS_OK;
    case 'b':
        ts_buf_add_char(out, '\b');
        return TS_OK;
    case 'f':
        ts_buf_add_char(out, '\f');
        return TS_OK;
    case '"':
    case '\\':
        ts_buf_add_char(out, (char)c);
        return TS_OK;
    case 'u':
    case 'U': {
        size_t n = c == 'u' ? 4 : 8;
        char digits[9] = {0};
        if (p->text.len - p->at < n)
            break;
        memcpy(digits, p->text.ptr + p->at, n);
        char *end;
        unsigned long v = strtoul(digits, &end, 16);
        if (*end || !ts_is_alnum(digits[0]) || v == 0) /* NUL would cut the text short */
            break;
        p->at += n;
        ts_buf_add_utf8(out, (uint32_t)v);
        return TS_OK;
    }
    default:
        break;
    }
    return ts_fail(TS_EUSAGE, "%s line %d: an unknown escape in a string", p->name, p->line);
}

static ts_err read_string(parser *p, char **out) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    int quote = peek(p);
    p->at++;
    for (;;) {
        int c = peek(p);
        if (c == -1 || c == '\n')
            return ts_fail(TS_EUSAGE, "%s line %d: a string is not closed", p->name, p->line);
        p->at++;
        if (c == quote)
            break;
        if (c == '\\' && quote == '"')
            TS_TRY(escape(p, &b));
        else
            ts_buf_add_char(&b, (char)c);
    }
    *out = ts_copy_str(ts_buf_span(&b));
    return TS_OK;
}

static bool bare(int c) { return c != -1 && (ts_is_alnum((char)c) || c == '_' || c == '-'); }

static ts_err read_key(parser *p, char **out) {
    if (peek(p) == '"' || peek(p) == '\'')
        return read_string(p, out);
    size_t from = p->at;
    while (bare(peek(p)))
        p->at++;
    if (p->at == from)
        return ts_fail(TS_EUSAGE, "%s line %d: a key is missing", p->name, p->line);
    *out = ts_copy_str(ts_slice(p->text, from, p->at - from));
    return TS_OK;
}

static ts_err read_value(parser *p, int depth, ts_toml **out);

static ts_err read_array(parser *p, int depth, ts_toml *array) {
    p->at++;
    for (;;) {
        gap(p);
        if (peek(p) == ']') {
            p->at++;
            return TS_OK;
        }
        ts_toml *item;
        TS_TRY(read_value(p, depth + 1, &item));
        add_child(array, item);
        gap(p);
        if (peek(p) == ',')
            p->at++;
        else if (peek(p) != ']')
            return ts_fail(TS_EUSAGE, "%s line %d: a list wants a comma or ]", p->name, p->line);
    }
}

static ts_err read_pair(parser *p, int depth, ts_toml *table);

static ts_err read_inline_table(parser *p, int depth, ts_toml *table) {
    p->at++;
    blanks(p);
    if (peek(p) == '}') {
        p->at++;
        return TS_OK;
    }
    for (;;) {
        blanks(p);
        TS_TRY(read_pair(p, depth + 1, table));
        blanks(p);
        int c = peek(p);
        p->at++;
        if (c == '}')
            return TS_OK;
        if (c != ',')
            return ts_fail(TS_EUSAGE, "%s line %d: { } wants a comma or }", p->name, p->line);
    }
}

/* +17, -4 or 1_000: false where it is none, or none of 64 bits. */
static bool whole_number(ts_span word, int64_t *out) {
    char digits[24];
    size_t n = 0;
    for (size_t i = 0; i < word.len; i++) {
        bool sign = i == 0 && (word.ptr[i] == '+' || word.ptr[i] == '-');
        bool joint = word.ptr[i] == '_' && i > 0 && i + 1 < word.len && ts_is_digit(word.ptr[i - 1]) &&
                     ts_is_digit(word.ptr[i + 1]);
        if (joint)
            continue;
        if ((!sign && !ts_is_digit(word.ptr[i])) || n + 1 == sizeof digits)
            return false;
        digits[n++] = word.ptr[i];
    }
    if (n == 0 || !ts_is_digit(digits[n - 1]))
        return false;
    digits[n] = 0;
    errno = 0;
    *out = strtoll(digits, NULL, 10);
    return errno == 0;
}

/* A number, boolean or date, up to what ends a value. */
static ts_err read_plain(parser *p, ts_toml **out) {
    size_t from = p->at;
    while (peek(p) != -1 && !strchr(",]}#\r\n", peek(p)))
        p->at++;
    ts_span word = ts_trim(ts_slice(p->text, from, p->at - from));
    ts_toml *n = node_new(STRING, p->line);
    n->text = ts_copy_str(word);
    char *end;
    if (ts_span_eq(word, ts_str("true")) || ts_span_eq(word, ts_str("false"))) {
        n->kind = BOOL;
        n->number = word.len == 4;
    } else if (whole_number(word, &n->number)) {
        n->kind = NUMBER;
        n->real = (double)n->number;
    } else if (word.len && (ts_is_digit(word.ptr[0]) || strchr("+-.", word.ptr[0])) &&
               (n->real = strtod(n->text, &end), !*end)) {
        n->kind = FLOAT;
    } else if (word.len < 8 || !ts_is_digit(word.ptr[0])) { /* dates stay strings */
        ts_toml_free(n);
        return ts_fail(TS_EUSAGE, "%s line %d: a value is missing, or a text stands without quotes", p->name, p->line);
    }
    *out = n;
    return TS_OK;
}

static ts_err too_deep(const parser *p) {
    return ts_fail(TS_EUSAGE, "%s line %d: nested too deeply", p->name, p->line);
}

static ts_err read_value(parser *p, int depth, ts_toml **out) {
    if (depth > MAX_DEPTH)
        return too_deep(p);
    ts_toml *n;
    ts_err err = TS_OK;
    switch (peek(p)) {
    case '"':
    case '\'':
        n = node_new(STRING, p->line);
        err = read_string(p, &n->text);
        break;
    case '[':
        n = node_new(ARRAY, p->line);
        n->closed = true;
        err = read_array(p, depth, n);
        break;
    case '{':
        n = node_new(TABLE, p->line);
        err = read_inline_table(p, depth, n);
        n->closed = true;
        break;
    default:
        return read_plain(p, out);
    }
    if (err) {
        ts_toml_free(n);
        return err;
    }
    *out = n;
    return TS_OK;
}

/* The table under `key`, made if missing; of an array of tables, its last. */
static ts_err step_into(parser *p, ts_toml *table, char *key, ts_toml **out) {
    ts_toml *found = (ts_toml *)ts_toml_get(table, key);
    if (!found) {
        found = node_new(TABLE, p->line);
        found->key = key;
        add_child(table, found);
    } else {
        ts_free(key);
        if (found->kind == ARRAY && found->children && !found->closed)
            found = found->child[found->children - 1];
    }
    if (found->kind != TABLE || found->closed)
        return ts_fail(TS_EUSAGE, "%s line %d: that key is a value already, not a table", p->name, p->line);
    *out = found;
    return TS_OK;
}

static ts_err read_pair(parser *p, int depth, ts_toml *table) {
    char *key;
    for (int dots = 0;; dots++) {
        TS_TRY(read_key(p, &key));
        blanks(p);
        if (peek(p) != '.')
            break;
        if (dots == MAX_DEPTH) {
            ts_free(key);
            return too_deep(p);
        }
        p->at++;
        blanks(p);
        TS_TRY(step_into(p, table, key, &table));
    }
    ts_toml *value = NULL;
    ts_err err = TS_OK;
    if (ts_toml_get(table, key))
        err = ts_fail(TS_EUSAGE, "%s line %d: the key %s stands there twice", p->name, p->line, key);
    else if (peek(p) != '=')
        err = ts_fail(TS_EUSAGE, "%s line %d: the key %s wants an =", p->name, p->line, key);
    if (!err) {
        p->at++;
        blanks(p);
        err = read_value(p, depth, &value);
    }
    if (err) {
        ts_free(key);
        return err;
    }
    value->key = key;
    add_child(table, value);
    return TS_OK;
}

/* [a.b] or [[a.b]] */
static ts_err read_header(parser *p, ts_toml *root, ts_toml **current) {
    p->at++;
    bool list = peek(p) == '[';
    p->at += list;
    ts_toml *table = root;
    for (int dots = 0;; dots++) {
        blanks(p);
        char *key;
        TS_TRY(read_key(p, &key));
        blanks(p);
        bool last = peek(p) != '.';
        if (dots == MAX_DEPTH) {
            ts_free(key);
            return too_deep(p);
        }
        if (!last || !list) {
            TS_TRY(step_into(p, table, key, &table));
        } else {
            ts_toml *array = (ts_toml *)ts_toml_get(table, key);
            if (!array) {
                array = node_new(ARRAY, p->line);
                array->key = key;
                add_child(table, array);
            } else {
                ts_free(key);
                if (array->kind != ARRAY || array->closed)
                    return ts_fail(TS_EUSAGE, "%s line %d: that key is something else already", p->name, p->line);
            }
            table = node_new(TABLE, p->line);
            add_child(array, table);
        }
        if (last)
            break;
        p->at++;
    }
    if (peek(p) != ']' || (list && (p->at + 1 >= p->text.len || p->text.ptr[p->at + 1] != ']')))
        return ts_fail(TS_EUSAGE, "%s line %d: a table's name wants its ]", p->name, p->line);
    p->at += list ? 2 : 1;
    *current = table;
    return TS_OK;
}

ts_err ts_toml_parse(ts_span text, const char *name, ts_toml **root) {
    if (!ts_utf8_valid(text) || (text.len > 0 && memchr(text.ptr, 0, text.len)))
        return ts_fail(TS_EUSAGE, "%s is not UTF-8 text", name);
    parser p = {text, 0, 1, name};
    if (ts_span_starts(text, ts_str("\xEF\xBB\xBF")))
        p.at = 3;
    ts_toml *top = node_new(TABLE, 1), *current = top;
    ts_err err = TS_OK;
    for (gap(&p); !err && peek(&p) != -1; gap(&p)) {
        err = peek(&p) == '[' ? read_header(&p, top, &current) : read_pair(&p, 0, current);
        if (!err)
            err = line_end(&p);
    }
    if (err) {
        ts_toml_free(top);
        return err;
    }
    *root = top;
    return TS_OK;
}

size_t ts_toml_count(const ts_toml *n) { return n && (n->kind == ARRAY || n->kind == TABLE) ? n->children : 0; }
const ts_toml *ts_toml_at(const ts_toml *n, size_t i) { return i < ts_toml_count(n) ? n->child[i] : NULL; }
const char *ts_toml_key_at(const ts_toml *t, size_t i) {
    return t && t->kind == TABLE && i < t->children ? t->child[i]->key : NULL;
}
const char *ts_toml_text(const ts_toml *v) { return v && v->kind == STRING ? v->text : NULL; }
bool ts_toml_number(const ts_toml *v, int64_t *out) {
    if (!v || v->kind != NUMBER)
        return false;
    *out = v->number;
    return true;
}

int ts_toml_line(const ts_toml *n) { return n ? n->line : 0; }

const char *ts_toml_string(const ts_toml *t, const char *key, const char *otherwise) {
    const char *text = ts_toml_text(ts_toml_get(t, key));
    return text ? text : otherwise;
}

int64_t ts_toml_int(const ts_toml *t, const char *key, int64_t otherwise) {
    const ts_toml *n = ts_toml_get(t, key);
    return n && n->kind == NUMBER ? n->number : otherwise;
}

double ts_toml_float(const ts_toml *t, const char *key, double otherwise) {
    const ts_toml *n = ts_toml_get(t, key);
    return n && (n->kind == FLOAT || n->kind == NUMBER) ? n->real : otherwise;
}

bool ts_toml_bool(const ts_toml *t, const char *key, bool otherwise) {
    const ts_toml *n = ts_toml_get(t, key);
    return n && n->kind == BOOL ? n->number != 0 : otherwise;
}

void ts_toml_quote(ts_buf *out, ts_span value) {
    ts_buf_add_char(out, '"');
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        if (c == '"' || c == '\\')
            ts_buf_addf(out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            ts_buf_addf(out, "\\u%04x", c);
        else
            ts_buf_add_char(out, (char)c);
    }
    ts_buf_add_char(out, '"');
}

ts_err ts_toml_wrong(const char *name, const ts_toml *node, const char *format, ...) {
    char text[300];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    return ts_fail(TS_EUSAGE, "%s line %d: %s", name, ts_toml_line(node), text);
}
