/* sqldump.c - SQL dumps of MySQL, PostgreSQL and others: INSERT and COPY rows as tables, the rest as text.
 *
 * Column names come from the statement itself, else from the table's CREATE TABLE.  Each table is a part
 * of its own and may be met again.
 */
#include "base/map.h"
#include "extract/extractor.h"

enum { MAX_TABLES = 65536, LONGEST_ROW = 64 * 1024 * 1024 };

/* A table as CREATE TABLE said it. */
typedef struct table {
    ts_span *column;
    size_t columns;
    uint64_t rows;
} table;

typedef struct dump {
    ts_source *in;
    ts_sink *out;
    ts_arena arena;   /* names */
    ts_map *names;    /* table name to 1 + index into table[] */
    table *tables;
    size_t count;
    ts_span current;  /* the part being emitted */
    ts_span *cell;
    size_t cells, cap;
    ts_arena values;  /* unescaped cells of one row */
} dump;

static int bid(const ts_head *head) {
    static const char *const words[] = {"insert into", "create table", "copy ", "-- mysql dump", "-- postgresql database dump", "drop table", "begin transaction;"};
    ts_span t = ts_slice(head->text, 0, 32 * 1024);
    int seen = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        size_t at = ts_span_find_nocase(t, ts_str(words[i]), 0);
        bool starts = at != SIZE_MAX && (at == 0 || t.ptr[at - 1] == '\n');
        seen += starts ? (i == 3 || i == 4 ? 3 : 1) : 0;
    }
    bool rows = ts_span_find_nocase(t, ts_str(" values"), 0) != SIZE_MAX || ts_span_find_nocase(t, ts_str("from stdin"), 0) != SIZE_MAX;
    return seen >= 3 || (seen && rows) ? 54 : seen == 2 ? 48 : 0;
}

/* ---- names ---- */

static ts_span skip_space(ts_span s) {
    while (s.len && ts_is_space(s.ptr[0]))
        s = ts_slice(s, 1, s.len);
    return s;
}

/* One identifier, quoted any way, its schema left out: `db`.`patients` gives patients. */
static bool identifier(ts_span *s, ts_span *name) {
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
            while (n < s->len && (ts_is_alnum(s->ptr[n]) || s->ptr[n] == '_' || s->ptr[n] == '$' || (unsigned char)s->ptr[n] >= 0x80))
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

static bool word(ts_span *s, const char *w) {
    ts_span t = skip_space(*s), want = ts_str(w);
    if (!ts_span_starts_nocase(t, want) || (t.len > want.len && (ts_is_alnum(t.ptr[want.len]) || t.ptr[want.len] == '_')))
        return false;
    *s = ts_slice(t, want.len, t.len);
    return true;
}

static table *table_named(dump *d, ts_span name) {
    bool added;
    uint64_t *slot = ts_map_slot(d->names, name, &added);
    if (added && d->count < MAX_TABLES) {
        d->tables = ts_grow(d->tables, d->count + 1, sizeof *d->tables);
        d->tables[d->count] = (table){0};
        *slot = ++d->count;
    }
    return *slot ? &d->tables[*slot - 1] : NULL;
}

/* "(a, `b`, "c")": names into the arena. */
static bool column_list(dump *d, ts_span *s, ts_span **column, size_t *columns) {
    *s = skip_space(*s);
    if (!s->len || s->ptr[0] != '(')
        return false;
    ts_span rest = ts_slice(*s, 1, s->len), name, found[512];
    size_t n = 0;
    for (;;) {
        if (n == 512 || !identifier(&rest, &name))
            return false;
        found[n++] = name;
        rest = skip_space(rest);
        char c = rest.len ? rest.ptr[0] : 0;
        rest = ts_slice(rest, 1, rest.len);
        if (c == ')')
            break;
        if (c != ',')
            return false;
    }
    *column = ts_arena_alloc(&d->arena, n * sizeof **column);
    for (size_t i = 0; i < n; i++)
        (*column)[i] = ts_arena_copy(&d->arena, found[i]);
    *columns = n;
    *s = rest;
    return true;
}

/* CREATE TABLE t ( name type ..., KEY ..., ): the first word of each definition that is a column's. */
static void create_table(dump *d, ts_span statement) {
    ts_span s = statement, name;
    while (word(&s, "create") || word(&s, "temporary") || word(&s, "unlogged") || word(&s, "table") || word(&s, "if") || word(&s, "not") || word(&s, "exists"))
        continue;
    if (!identifier(&s, &name))
        return;
    table *t = table_named(d, name);
    size_t open = ts_span_find(s, ts_str("("), 0);
    if (!t || t->columns || open == SIZE_MAX)
        return;
    ts_span found[512];
    size_t n = 0;
    int depth = 0;
    bool begin = true;
    char quote = 0;
    for (size_t i = open; i < s.len && n < 512; i++) {
        char c = s.ptr[i];
        if (begin && depth == 1 && !ts_is_space(c)) {
            ts_span rest = ts_slice(s, i, s.len), column;
            static const char *const other[] = {"primary", "key", "unique", "constraint", "foreign", "index", "fulltext", "check", "exclude", "spatial"};
            bool is_other = c == ')';
            for (size_t k = 0; k < sizeof other / sizeof *other; k++) {
                ts_span probe = rest;
                is_other |= word(&probe, other[k]);
            }
            if (!is_other && identifier(&rest, &column)) {
                found[n++] = column;
                i = (size_t)(rest.ptr - s.ptr) - 1;
                begin = false;
                continue;
            }
            begin = false;
        }
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '\'' || c == '"' || c == '`')
            quote = c;
        else if (c == '(')
            begin = ++depth == 1;
        else if (c == ')' && --depth == 0)
            break;
        else if (c == ',' && depth == 1)
            begin = true;
    }
    t->column = ts_arena_alloc(&d->arena, n * sizeof *t->column);
    for (size_t i = 0; i < n; i++)
        t->column[i] = ts_arena_copy(&d->arena, found[i]);
    t->columns = n;
}

/* ---- rows ---- */

static void add_cell(dump *d, ts_span cell) {
    if (d->cells == d->cap) {
        d->cap = d->cap ? d->cap * 2 : 64;
        d->cell = ts_grow(d->cell, d->cap, sizeof *d->cell);
    }
    d->cell[d->cells++] = cell;
}

static ts_err begin_table(dump *d, ts_span name, const ts_span *column, size_t columns) {
    d->current = ts_arena_copy(&d->arena, name);
    TS_TRY(ts_emit_part(d->out, d->current));
    return ts_emit_head(d->out, column, columns);
}

static ts_err send_row(dump *d, table *t, ts_span raw, uint64_t at) {
    ts_row row = {.cell = d->cell, .n = d->cells, .number = t ? ++t->rows : 1, .raw = raw, .at = at};
    if (at == TS_NO_OFFSET)
        row.raw = (ts_span){0};
    ts_err err = d->cells ? ts_emit_row(d->out, &row) : TS_OK;
    d->cells = 0;
    ts_arena_reset(&d->values);
    return err;
}

/* A quoted string at p (behind its quote): '' and \x undone.  NULL: it does not end here. */
static const char *read_string(dump *d, const char *p, const char *end, char quote, ts_span *out) {
    const char *from = p;
    bool plain = true;
    while (p < end) {
        if (*p == '\\') {
            plain = false;
            p += 2;
        } else if (*p == quote) {
            if (p + 1 < end && p[1] == quote) {
                plain = false;
                p += 2;
                continue;
            }
            break;
        } else {
            p++;
        }
    }
    if (p >= end)
        return NULL;
    *out = (ts_span){from, (size_t)(p - from)};
    if (plain)
        return p + 1;
    char *to = ts_arena_alloc(&d->values, out->len + 1);
    size_t n = 0;
    for (size_t i = 0; i < out->len; i++) {
        char c = from[i];
        if (c == quote && i + 1 < out->len)
            i++;
        else if (c == '\\' && i + 1 < out->len) {
            c = from[++i];
            c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c == '0' ? ' ' : c;
        }
        to[n++] = c;
    }
    *out = (ts_span){to, n};
    return p + 1;
}

/* One "(v, 'v', NULL)" at p; gives the place behind it, or NULL where it is not whole. */
static const char *read_tuple(dump *d, const char *p, const char *end) {
    d->cells = 0;
    p++;
    for (;;) {
        while (p < end && ts_is_space(*p))
            p++;
        const char *from = p;
        ts_span cell;
        int depth = 0;
        bool string = false;
        while (p < end && (depth || (*p != ',' && *p != ')'))) {
            if (*p == '\'' || *p == '"') {
                ts_span s;
                p = read_string(d, p + 1, end, *p, &s);
                if (!p)
                    return NULL;
                if (!string)
                    cell = s; /* the first string of E'..', N'..', CAST('..' AS x), '..'::date is the value */
                string = true;
                continue;
            }
            depth += *p == '(';
            depth -= *p == ')';
            p++;
        }
        if (p >= end)
            return NULL;
        if (!string) {
            cell = ts_trim((ts_span){from, (size_t)(p - from)});
            if (ts_span_eq_nocase(cell, ts_str("null")))
                cell.len = 0;
        }
        add_cell(d, cell);
        if (*p++ == ')')
            return p;
    }
}

/* INSERT INTO t (cols) VALUES (..),(..): rows stream; the statement itself need not fit into memory. */
static ts_err insert(dump *d, bool *taken) {
    ts_span w = ts_peek(d->in, 64 * 1024), s = w, name;
    *taken = false;
    if (!word(&s, "insert") && !word(&s, "replace"))
        return TS_OK;
    (void)word(&s, "ignore");
    if (!word(&s, "into") || !identifier(&s, &name))
        return TS_OK;
    table *t = table_named(d, name);
    ts_span *column = t ? t->column : NULL;
    size_t columns = t ? t->columns : 0;
    ts_span before = s;
    if (!column_list(d, &s, &column, &columns))
        s = before;
    if (word(&s, "overriding"))
        while (s.len && !ts_span_starts_nocase(skip_space(s), ts_str("values")))
            s = ts_slice(s, 1, s.len);
    if (!word(&s, "values"))
        return TS_OK;
    *taken = true;
    bool same = ts_span_eq(name, d->current) && t && t->rows;
    if (!same)
        TS_TRY(begin_table(d, name, column, columns));
    ts_take(d->in, (size_t)(s.ptr - w.ptr));
    for (size_t want = TS_SOURCE_WINDOW;;) {
        w = ts_peek(d->in, want);
        const char *p = w.ptr, *end = w.ptr + w.len, *row = p;
        bool over = false, starved = false;
        while (p < end && !over) {
            while (p < end && (ts_is_space(*p) || *p == ','))
                p++;
            row = p;
            if (p == end)
                break;
            if (*p != '(') {
                over = true;
                break;
            }
            p = read_tuple(d, p, end);
            if (!p) {
                starved = true;
                p = row;
                break;
            }
            uint64_t at = d->in->mapped ? d->in->offset + (uint64_t)(row - w.ptr) : TS_NO_OFFSET;
            TS_TRY(send_row(d, t, (ts_span){row, (size_t)(p - row)}, at));
        }
        bool all = w.len < want;
        ts_take(d->in, (size_t)(p - w.ptr));
        if (over || (all && !starved)) {
            ts_span rest = ts_peek(d->in, 1);
            if (rest.len && rest.ptr[0] == ';')
                ts_take(d->in, 1);
            return TS_OK;
        }
        if (starved && all)
            return ts_fail(TS_EFORMAT, "sqldump: an INSERT breaks off");
        if (starved && p == w.ptr) {
            want *= 2;
            if (want > LONGEST_ROW)
                return ts_fail(TS_ELIMIT, "sqldump: a row is longer than %d bytes", LONGEST_ROW);
        } else {
            want = TS_SOURCE_WINDOW;
        }
    }
}

/* One line of COPY text: tabs part cells, \N is NULL, \t \n \\ are escapes (PostgreSQL manual, COPY). */
static void copy_cells(dump *d, ts_span line) {
    for (size_t i = 0;;) {
        const char *tab = memchr(line.ptr + i, '\t', line.len - i);
        size_t end = tab ? (size_t)(tab - line.ptr) : line.len;
        ts_span cell = ts_slice(line, i, end - i);
        if (ts_span_eq(cell, ts_str("\\N"))) {
            cell.len = 0;
        } else if (memchr(cell.ptr, '\\', cell.len)) {
            char *to = ts_arena_alloc(&d->values, cell.len + 1);
            size_t n = 0;
            for (size_t k = 0; k < cell.len; k++) {
                char c = cell.ptr[k];
                if (c == '\\' && k + 1 < cell.len) {
                    c = cell.ptr[++k];
                    c = c == 'n' ? '\n' : c == 't' ? '\t' : c == 'r' ? '\r' : c;
                }
                to[n++] = c;
            }
            cell = (ts_span){to, n};
        }
        add_cell(d, cell);
        if (!tab)
            return;
        i = end + 1;
    }
}

/* The next whole line, without its end; false at the end of the stream. */
static bool next_line(dump *d, ts_span *line, size_t *take) {
    for (size_t want = TS_SOURCE_WINDOW;; want *= 2) {
        ts_span w = ts_peek(d->in, want);
        const char *nl = w.len ? memchr(w.ptr, '\n', w.len) : NULL;
        if (!nl && w.len == want && want < LONGEST_ROW)
            continue;
        *take = nl ? (size_t)(nl + 1 - w.ptr) : w.len;
        *line = ts_slice(w, 0, nl ? *take - 1 : *take);
        if (line->len && line->ptr[line->len - 1] == '\r')
            line->len--;
        return w.len != 0;
    }
}

static ts_err copy(dump *d, bool *taken) {
    ts_span line, name;
    size_t take;
    *taken = false;
    if (!next_line(d, &line, &take))
        return TS_OK;
    ts_span s = line;
    if (!word(&s, "copy") || !identifier(&s, &name))
        return TS_OK;
    table *t = table_named(d, name);
    ts_span *column = t ? t->column : NULL;
    size_t columns = t ? t->columns : 0;
    ts_span before = s;
    if (!column_list(d, &s, &column, &columns))
        s = before;
    if (!word(&s, "from") || !word(&s, "stdin"))
        return TS_OK;
    *taken = true;
    TS_TRY(begin_table(d, name, column, columns));
    ts_take(d->in, take);
    while (next_line(d, &line, &take)) {
        if (ts_span_eq(line, ts_str("\\."))) {
            ts_take(d->in, take);
            return TS_OK;
        }
        copy_cells(d, line);
        TS_TRY(send_row(d, t, line, d->in->mapped ? d->in->offset : TS_NO_OFFSET));
        ts_take(d->in, take);
    }
    return TS_OK;
}

/* Any other line is text; a CREATE TABLE is read for its names as well. */
static ts_err other(dump *d) {
    ts_span line, s;
    size_t take;
    if (!next_line(d, &line, &take))
        return TS_OK;
    s = line;
    if (word(&s, "create") && (word(&s, "table") || word(&s, "temporary") || word(&s, "unlogged"))) {
        ts_span w = ts_peek(d->in, 256 * 1024);
        size_t end = ts_span_find(w, ts_str(";"), 0);
        create_table(d, ts_slice(w, 0, end == SIZE_MAX ? w.len : end));
    }
    if (d->current.len) {
        d->current.len = 0;
        TS_TRY(ts_emit_part(d->out, ts_str("statements")));
    }
    ts_err err = ts_emit_text(d->out, ts_peek(d->in, take), d->in->mapped ? d->in->offset : TS_NO_OFFSET);
    ts_take(d->in, take);
    return err;
}

static ts_err statements(dump *d) {
    while (ts_peek_u8(d->in) >= 0) {
        ts_span w = ts_peek(d->in, 16);
        char c = ts_lower(w.ptr[0]);
        bool taken = false;
        if (ts_is_space(c)) {
            ts_take(d->in, 1);
            continue;
        }
        if (c == 'i' || c == 'r')
            TS_TRY(insert(d, &taken));
        else if (c == 'c')
            TS_TRY(copy(d, &taken));
        if (!taken)
            TS_TRY(other(d));
    }
    return d->in->error;
}

static ts_err run(ts_source *in, ts_sink *out) {
    dump d = {.in = in, .out = out, .names = ts_map_new()};
    ts_err err = statements(&d);
    ts_map_free(d.names);
    ts_free(d.tables);
    ts_free(d.cell);
    ts_arena_done(&d.arena);
    ts_arena_done(&d.values);
    return err;
}

const ts_extractor ts_extractor_sqldump = {.name = "sqldump", .version = 1, .needs = TS_STREAM, .text = true, .bid = bid, .run = run};
