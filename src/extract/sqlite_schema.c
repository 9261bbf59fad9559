/* sqlite_schema.c - what CREATE TABLE says of a SQLite table's records: names, affinities, which field is which column. */
#include "extract/sqlite_schema.h"

#include "base/limits.h"

typedef enum kind { END, WORD, QUOTED, SIGN } kind;

/* One token: a word, a name in quotes of any sort, or a sign; comments are passed over. */
typedef struct lexer {
    ts_span s;
    size_t at;
    kind kind;
    ts_span text;
} lexer;

static bool word_char(char c) { return ts_is_alnum(c) || c == '_' || c == '$' || (unsigned char)c >= 0x80; }

static size_t find(ts_span s, const char *what, size_t from) {
    size_t at = ts_span_find(s, ts_str(what), from);
    return at == SIZE_MAX ? s.len : at + strlen(what);
}

static void skip_blanks(lexer *l) {
    for (size_t before = SIZE_MAX; before != l->at;) {
        before = l->at;
        while (l->at < l->s.len && ts_is_space(l->s.ptr[l->at]))
            l->at++;
        ts_span rest = ts_slice(l->s, l->at, 2);
        if (ts_span_eq(rest, ts_str("--")))
            l->at = find(l->s, "\n", l->at);
        else if (ts_span_eq(rest, ts_str("/*")))
            l->at = find(l->s, "*/", l->at + 2);
    }
}

static void next(lexer *l) {
    skip_blanks(l);
    size_t from = l->at;
    if (from >= l->s.len) {
        l->kind = END;
        l->text = (ts_span){"", 0};
        return;
    }
    char c = l->s.ptr[from];
    char close = c == '[' ? ']' : c == '"' || c == '`' || c == '\'' ? c : 0;
    if (close) {
        size_t at = from + 1;
        while (at < l->s.len &&
               (l->s.ptr[at] != close || (close != ']' && at + 1 < l->s.len && l->s.ptr[at + 1] == close)))
            at += l->s.ptr[at] == close ? 2 : 1;
        l->kind = QUOTED;
        l->text = ts_slice(l->s, from + 1, at - from - 1);
        l->at = at < l->s.len ? at + 1 : l->s.len;
        return;
    }
    while (l->at < l->s.len && word_char(l->s.ptr[l->at]))
        l->at++;
    l->kind = l->at > from ? WORD : SIGN;
    l->at += l->at == from;
    l->text = ts_slice(l->s, from, l->at - from);
}

static bool is_word(const lexer *l, const char *word) {
    return l->kind == WORD && ts_span_eq_nocase(l->text, ts_str(word));
}

static bool is_sign(const lexer *l, char c) { return l->kind == SIGN && l->text.ptr[0] == c; }

static bool is_name(const lexer *l) { return l->kind == WORD || l->kind == QUOTED; }

static bool is_any(const lexer *l, const char *const *words) {
    for (; *words; words++)
        if (is_word(l, *words))
            return true;
    return false;
}

/* ---- columns ---- */

typedef struct column {
    ts_span name;
    ts_sqlite_affinity affinity;
    bool is_virtual, integer, descending;
    size_t key; /* its place in the primary key, from 1; 0: none */
} column;

typedef struct columns {
    column *at;
    size_t n, cap, keys;
} columns;

/* The type's name decides: INT before CHAR, CLOB, TEXT, before BLOB or none. */
static ts_sqlite_affinity affinity_of(ts_span type) {
    static const char *const text[] = {"char", "clob", "text"};
    if (!type.len)
        return TS_SQLITE_ANY;
    if (ts_span_find_nocase(type, ts_str("int"), 0) != SIZE_MAX)
        return TS_SQLITE_AS_NUMBER;
    for (size_t i = 0; i < sizeof text / sizeof *text; i++)
        if (ts_span_find_nocase(type, ts_str(text[i]), 0) != SIZE_MAX)
            return TS_SQLITE_AS_TEXT;
    return ts_span_find_nocase(type, ts_str("blob"), 0) != SIZE_MAX ? TS_SQLITE_ANY : TS_SQLITE_AS_NUMBER;
}

static void set_key(columns *c, column *col) {
    if (!col->key)
        col->key = ++c->keys;
}

/* On to the comma or bracket that ends a definition. */
static void skip_definition(lexer *l) {
    for (size_t depth = 0; l->kind != END; next(l)) {
        if (depth == 0 && (is_sign(l, ',') || is_sign(l, ')')))
            return;
        depth += is_sign(l, '(');
        depth -= depth && is_sign(l, ')');
    }
}

/* "PRIMARY KEY (a, b COLLATE NOCASE)". */
static void key_columns(lexer *l, columns *c) {
    while (l->kind != END && !is_sign(l, '('))
        next(l);
    size_t depth = 0;
    for (bool begins = false; l->kind != END; next(l)) {
        if (is_sign(l, '(')) {
            begins = ++depth == 1;
        } else if (is_sign(l, ')')) {
            if (--depth == 0)
                break;
        } else if (depth == 1 && is_sign(l, ',')) {
            begins = true;
        } else if (begins) {
            begins = false;
            for (size_t i = 0; is_name(l) && i < c->n; i++)
                if (ts_span_eq_nocase(c->at[i].name, l->text))
                    set_key(c, &c->at[i]);
        }
    }
    next(l);
}

/* A column from its name on, up to the comma or bracket behind it. */
static void read_column(lexer *l, columns *c) {
    static const char *const rules[] = {"constraint", "primary", "not",        "null",      "unique", "check",
                                        "default",    "collate", "references", "generated", "as",     NULL};
    column col = {.name = l->text};
    next(l);
    size_t from = l->kind == END ? l->s.len : (size_t)(l->text.ptr - l->s.ptr), words = 0;
    size_t to = from;
    for (; is_name(l) && !is_any(l, rules); next(l)) {
        col.integer = ++words == 1 && ts_span_eq_nocase(l->text, ts_str("integer"));
        to = l->at;
    }
    col.affinity = affinity_of(ts_slice(l->s, from, to - from));
    bool generated = false, stored = false, key = false;
    size_t depth = 0;
    for (; l->kind != END; next(l)) {
        if (depth == 0 && (is_sign(l, ',') || is_sign(l, ')')))
            break;
        depth += is_sign(l, '(');
        depth -= depth && is_sign(l, ')');
        if (depth)
            continue;
        generated |= is_word(l, "as");
        stored |= is_word(l, "stored");
        key |= is_word(l, "primary");
        col.descending |= key && is_word(l, "desc");
    }
    col.is_virtual = generated && !stored;
    if (c->n == c->cap) {
        c->cap = c->cap ? c->cap * 2 : 32;
        c->at = ts_grow(c->at, c->cap, sizeof *c->at);
    }
    c->at[c->n] = col;
    if (key)
        set_key(c, &c->at[c->n]);
    c->n++;
}

static void read_definitions(lexer *l, columns *c) {
    static const char *const others[] = {"constraint", "primary", "unique", "check", "foreign", NULL};
    while (l->kind != END && !is_sign(l, ')') && c->n < TS_LIMIT_COLUMNS) {
        if (is_sign(l, ',')) {
            next(l);
            continue;
        }
        while (is_word(l, "constraint")) { /* CONSTRAINT name PRIMARY KEY (...) */
            next(l);
            next(l);
        }
        if (is_word(l, "primary"))
            key_columns(l, c);
        else if (is_any(l, others) || !is_name(l))
            skip_definition(l);
        else
            read_column(l, c);
        if (l->kind != END && !is_sign(l, ',') && !is_sign(l, ')'))
            skip_definition(l);
    }
}

/* ---- the table ---- */

static void keep(const columns *c, ts_sqlite_table *t, ts_arena *arena) {
    t->column = ts_arena_alloc(arena, (c->n + 1) * sizeof *t->column);
    t->affinity = ts_arena_alloc(arena, (c->n + 1) * sizeof *t->affinity);
    t->field = ts_arena_alloc(arena, (c->n + 1) * sizeof *t->field);
    for (size_t i = 0; i < c->n; i++) {
        const column *col = &c->at[i];
        if (col->is_virtual)
            continue;
        t->column[t->n] = ts_arena_copy(arena, ts_slice(col->name, 0, TS_LIMIT_NAME));
        t->affinity[t->n] = col->affinity;
        if (!t->without_rowid) {
            t->field[t->n] = t->n;
            if (c->keys == 1 && col->key && col->integer && !col->descending)
                t->rowid = t->n;
        }
        t->n++;
    }
    if (!t->without_rowid)
        return;
    size_t place = c->keys, stored = 0; /* the key's columns come first, in its order (2.4) */
    for (size_t i = 0; i < c->n; i++)
        if (!c->at[i].is_virtual)
            t->field[stored++] = c->at[i].key ? c->at[i].key - 1 : place++;
}

void ts_sqlite_table_read(ts_span sql, ts_sqlite_table *t, ts_arena *arena) {
    static const char *const between[] = {"create", "temp", "temporary", "table", "if", "not", "exists", NULL};
    lexer l = {.s = sql};
    columns c = {0};
    t->n = 0;
    t->rowid = SIZE_MAX;
    for (next(&l); is_any(&l, between);)
        next(&l);
    while (l.kind != END && !is_sign(&l, '('))
        next(&l);
    if (l.kind == END)
        return;
    next(&l);
    read_definitions(&l, &c);
    while (l.kind != END && !is_word(&l, "without"))
        next(&l);
    t->without_rowid = l.kind != END && c.keys;
    keep(&c, t, arena);
    ts_free(c.at);
}
