/* sqldump.c - SQL dumps of MySQL, PostgreSQL, SQL Server, Oracle, SQLite: rows as tables, the rest as text.
 *
 * Column names come from the statement itself, else from the table's CREATE TABLE.  Each table is a part
 * of its own and goes on where it is met again.  Rows stream: a statement need not fit into memory.
 */
#include "base/map.h"
#include "extract/extractor.h"
#include "extract/sql_text.h"

enum {
    BID = 54,
    BID_FEW = 50,
    MAX_TABLES = 65536,
    HEADER = 64 * 1024, /* an INSERT up to its VALUES; a CREATE TABLE that is read for its names */
    LONGEST_ROW = 32 * 1024 * 1024, /* beyond it a quote is taken as stray */
    SHORT_ROW = 4096, /* the same, once WASTED bytes were searched in vain */
    WASTED = 128 * 1024 * 1024,
    LOOK_BACK = 256 * 1024 * 1024, /* from a sample, for the statement that it stands in */
    BLOCK = 1024 * 1024
};

typedef struct table {
    ts_span name;
    ts_span *column; /* as CREATE TABLE said */
    size_t columns;
    uint64_t rows;
} table;

typedef struct dump {
    ts_source *in;
    ts_sink *out;
    bool backslash; /* it escapes in strings: MySQL, but not the standard */
    ts_arena arena; /* names of tables and created columns */
    ts_map *names; /* table name to 1 + index into tables */
    table *tables;
    size_t count;
    size_t current; /* 1 + index of the table whose rows are coming; 0: text */
    ts_sql_columns listed; /* of the statement at hand */
    ts_buf head; /* the columns last emitted, each followed by NUL */
    ts_sql_row row;
    uint64_t wasted; /* bytes searched for the end of a row that has none */
    uint64_t stop; /* of a sample: no row is wanted that begins from here on */
} dump;

/* Statement words at the start of lines; comments that name the program count most. */
static int bid(const ts_head *head) {
    static const struct {
        const char *word;
        int weight;
    } words[] = {{"insert into", 2},
                 {"insert [", 2},
                 {"insert or ", 2},
                 {"insert ignore ", 2},
                 {"copy ", 1},
                 {"create table", 2},
                 {"drop table", 1},
                 {"lock tables", 1},
                 {"begin transaction;", 1},
                 {"set ", 1},
                 {"-- mysql dump", 3},
                 {"-- mariadb dump", 3},
                 {"-- postgresql database dump", 3},
                 {"replace into", 2},
                 {"alter table", 1},
                 {"use ", 1},
                 {"go\r", 1},
                 {"go\n", 1}};
    ts_span t = ts_slice(head->text, 0, HEADER);
    int seen = 0;
    uint32_t met = 0; /* a bit for each word */
    for (const char *at = t.ptr, *end = t.ptr + t.len, *line; at < end; at = line ? line + 1 : end) {
        line = memchr(at, '\n', (size_t)(end - at));
        if (!memchr("icdlbs-rug", ts_lower(*at), 10)) /* what they begin with */
            continue;
        for (size_t i = 0; i < sizeof words / sizeof *words; i++)
            if (!(met >> i & 1) && ts_span_starts_nocase((ts_span){at, (size_t)(end - at)}, ts_str(words[i].word))) {
                met |= UINT32_C(1) << i;
                seen += words[i].weight;
            }
    }
    if (seen < 2)
        return 0;
    bool rows = ts_span_find_nocase(t, ts_str("values"), 0) != SIZE_MAX ||
                ts_span_find_nocase(t, ts_str("from stdin"), 0) != SIZE_MAX ||
                ts_span_find_nocase(t, ts_str("create table"), 0) != SIZE_MAX;
    return !rows ? 0 : seen >= 3 ? BID : BID_FEW;
}

/* Does a backslash escape?  By the program's own name, else by what strings show. */
static bool escapes_with_backslash(ts_span head) {
    if (ts_span_find(head, ts_str("PostgreSQL"), 0) != SIZE_MAX ||
        ts_span_find(head, ts_str("standard_conforming_strings"), 0) != SIZE_MAX)
        return false;
    static const char *const mysql[] = {"MySQL dump", "MariaDB dump", "ENGINE=", "AUTO_INCREMENT", "`", "\\'"};
    for (size_t i = 0; i < sizeof mysql / sizeof *mysql; i++)
        if (ts_span_find(head, ts_str(mysql[i]), 0) != SIZE_MAX)
            return true;
    return false;
}

/* ---- tables ---- */

/* NULL: there are too many. */
static table *table_named(dump *d, ts_span name) {
    const uint64_t *known = ts_map_find(d->names, name);
    if (known)
        return &d->tables[*known - 1];
    if (d->count == MAX_TABLES)
        return NULL;
    d->tables = ts_grow(d->tables, d->count + 1, sizeof *d->tables);
    d->tables[d->count] = (table){.name = ts_arena_copy(&d->arena, ts_slice(name, 0, TS_LIMIT_NAME))};
    bool added;
    *ts_map_slot(d->names, name, &added) = ++d->count;
    return &d->tables[d->count - 1];
}

/* Rows of this table, with these columns, follow: says so unless the last ones were the same. */
static ts_err begin_rows(dump *d, table *t) {
    size_t index = (size_t)(t - d->tables) + 1;
    const ts_span *column = d->listed.n ? d->listed.name : t->column;
    size_t n = d->listed.n ? d->listed.n : t->columns;
    TS_AUTO(ts_buf, ts_buf_done) head = {0};
    for (size_t i = 0; i < n; i++) {
        ts_buf_add(&head, column[i]);
        ts_buf_add_char(&head, 0);
    }
    bool same = ts_span_eq(ts_buf_span(&head), ts_buf_span(&d->head));
    if (index == d->current && same)
        return TS_OK;
    if (index != d->current)
        TS_TRY(ts_emit_part(d->out, t->name));
    d->current = index;
    ts_buf_clear(&d->head);
    ts_buf_add(&d->head, ts_buf_span(&head));
    return ts_emit_head(d->out, column, n);
}

static ts_err begin_text(dump *d) {
    if (!d->current)
        return TS_OK;
    d->current = 0;
    return ts_emit_part(d->out, (ts_span){"", 0});
}

static uint64_t here(const dump *d) { return d->in->mapped ? d->in->offset : TS_NO_OFFSET; }

static ts_err send_row(dump *d, ts_span raw, uint64_t at) {
    ts_row row = {.cell = d->row.cell, .n = d->row.n, .number = ++d->tables[d->current - 1].rows, .raw = raw, .at = at};
    if (at == TS_NO_OFFSET)
        row.raw = (ts_span){0};
    return ts_emit_row(d->out, &row);
}

/* The next n bytes as text. */
static ts_err pass(dump *d, size_t n) {
    TS_TRY(begin_text(d));
    ts_err err = ts_emit_text(d->out, ts_peek(d->in, n), here(d));
    ts_take(d->in, n);
    return err;
}

/* The line ahead with its end, or the first 64 KiB of a longer one. */
static size_t line_len(dump *d) {
    ts_span w = ts_peek(d->in, HEADER);
    const char *nl = w.len ? memchr(w.ptr, '\n', w.len) : NULL;
    return nl ? (size_t)(nl + 1 - w.ptr) : w.len;
}

/* ---- INSERT ---- */

/* "INSERT INTO t (cols) VALUES": gives its length, 0 if that is not what stands here. */
static size_t insert_head(dump *d, ts_span w, ts_span *name) {
    static const char *const between[] = {"or",           "replace", "ignore",        "abort",
                                          "low_priority", "delayed", "high_priority", "into"};
    ts_span s = w;
    if (!ts_sql_word(&s, "insert") && !ts_sql_word(&s, "replace"))
        return 0;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        (void)ts_sql_word(&s, between[i]);
    if (!ts_sql_name(&s, name))
        return 0;
    if (!ts_sql_column_list(&s, &d->listed))
        d->listed.n = 0;
    if (ts_sql_word(&s, "overriding") && (ts_sql_word(&s, "system") || ts_sql_word(&s, "user")))
        (void)ts_sql_word(&s, "value");
    if (!ts_sql_word(&s, "values") && !ts_sql_word(&s, "value"))
        return 0;
    return (size_t)(s.ptr - w.ptr);
}

/* Emits the whole rows of the window; *used: bytes done with; *over: something else than a row comes next. */
static ts_err insert_rows(dump *d, ts_span w, size_t *used, bool *over) {
    size_t i = 0;
    for (;;) {
        while (i < w.len && (ts_is_space(w.ptr[i]) || w.ptr[i] == ','))
            i++;
        *used = i;
        if (i == w.len)
            return TS_OK;
        *over = d->in->offset + i >= d->stop;
        if (*over)
            return TS_OK;
        if (w.ptr[i] != '(') {
            *over = true;
            *used += w.ptr[i] == ';';
            return TS_OK;
        }
        size_t n = ts_sql_tuple(ts_slice(w, i, w.len), d->backslash, &d->row);
        if (!n)
            return TS_OK;
        TS_TRY(send_row(d, ts_slice(w, i, n), d->in->mapped ? d->in->offset + i : TS_NO_OFFSET));
        i += n;
    }
}

/* Rows that stand here, up to what is none. */
static ts_err rows_of_insert(dump *d) {
    size_t longest = d->wasted > WASTED ? SHORT_ROW : LONGEST_ROW;
    for (size_t want = longest < TS_SOURCE_WINDOW ? longest : TS_SOURCE_WINDOW;;) {
        ts_span w = ts_peek(d->in, want);
        size_t used = 0;
        bool over = false;
        TS_TRY(insert_rows(d, w, &used, &over));
        ts_take(d->in, used);
        if (over || used == w.len) {
            if (over || w.len < want)
                return TS_OK;
            continue;
        }
        if (w.len < want) { /* the dump breaks off inside a row */
            d->wasted += w.len - used;
            TS_TRY(ts_emit_unread(d->out, TS_REASON_TRUNCATED, 0));
            return pass(d, line_len(d));
        }
        if (used == 0 && (want *= 2) > longest) { /* a stray quote: on from the next line */
            d->wasted += w.len;
            TS_TRY(ts_emit_unread(d->out, TS_REASON_CORRUPT, 0));
            return pass(d, line_len(d));
        }
    }
}

static ts_err insert(dump *d, bool *taken) {
    ts_span name;
    size_t head = insert_head(d, ts_peek(d->in, HEADER), &name);
    table *t = head ? table_named(d, name) : NULL;
    if (!t)
        return TS_OK;
    *taken = true;
    TS_TRY(begin_rows(d, t));
    ts_take(d->in, head);
    return rows_of_insert(d);
}

/* ---- COPY, CREATE TABLE, anything else ---- */

/* A line of data, however long; false at the end of the stream. */
static bool data_line(dump *d, ts_span *line, size_t *take) {
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

/* The table of "COPY t (cols) FROM stdin"; NULL: something else stands here. */
static table *copied_table(dump *d, ts_span s) {
    ts_span name;
    if (!ts_sql_word(&s, "copy") || !ts_sql_name(&s, &name))
        return NULL;
    if (!ts_sql_column_list(&s, &d->listed))
        d->listed.n = 0;
    return ts_sql_word(&s, "from") && ts_sql_word(&s, "stdin") ? table_named(d, name) : NULL;
}

/* Lines of data that stand here. */
static ts_err copied_rows(dump *d) {
    ts_span line;
    size_t take;
    while (d->in->offset < d->stop && data_line(d, &line, &take)) {
        bool over = ts_span_eq(line, ts_str("\\."));
        if (!over) {
            ts_sql_copy_line(line, &d->row);
            TS_TRY(send_row(d, line, here(d)));
        }
        ts_take(d->in, take);
        if (over)
            return TS_OK;
    }
    return d->in->offset < d->stop ? ts_emit_unread(d->out, TS_REASON_TRUNCATED, 0) : TS_OK;
}

static ts_err copy(dump *d, bool *taken) {
    table *t = copied_table(d, ts_peek(d->in, HEADER));
    if (!t)
        return TS_OK;
    *taken = true;
    TS_TRY(begin_rows(d, t));
    ts_take(d->in, line_len(d));
    return copied_rows(d);
}

/* The table whose columns it names; NULL: it creates none, or too many are there. */
static table *create_table(dump *d, ts_span s) {
    static const char *const between[] = {"global",   "local", "temporary", "temp", "unlogged",
                                          "external", "table", "if",        "not",  "exists"};
    ts_span name;
    if (!ts_sql_word(&s, "create"))
        return NULL;
    bool is_table = false;
    for (size_t i = 0; i < sizeof between / sizeof *between; i++)
        is_table |= ts_sql_word(&s, between[i]) && i == 6;
    table *t = is_table && ts_sql_name(&s, &name) ? table_named(d, name) : NULL;
    if (!t || t->columns)
        return t;
    ts_sql_created_columns(s, &d->listed);
    t->column = ts_arena_alloc(&d->arena, (d->listed.n + 1) * sizeof *t->column);
    for (size_t i = 0; i < d->listed.n; i++)
        t->column[i] = ts_arena_copy(&d->arena, ts_slice(d->listed.name[i], 0, TS_LIMIT_NAME));
    t->columns = d->listed.n;
    return t;
}

static ts_err statements(dump *d) {
    while (d->in->offset < d->stop) {
        ts_span w = ts_peek(d->in, HEADER);
        if (!w.len)
            break;
        size_t blank = 0;
        while (blank < w.len && ts_is_space(w.ptr[blank]))
            blank++;
        if (blank) { /* between texts it is text as well, so that they hang together */
            if (d->current)
                ts_take(d->in, blank);
            else
                TS_TRY(pass(d, blank));
            continue;
        }
        bool taken = false;
        char c = ts_lower(w.ptr[0]);
        if (c == 'i' || c == 'r')
            TS_TRY(insert(d, &taken));
        else if (c == 'c')
            TS_TRY(copy(d, &taken));
        if (taken)
            continue;
        if (c == 'c')
            (void)create_table(d, ts_peek(d->in, HEADER));
        TS_TRY(pass(d, line_len(d)));
    }
    return d->in->error;
}

/* ---- a sample ---- */

/* The last statement of this kind that begins a line before `before`, within reach: its place and its beginning, up to HEADER
 * bytes; false: there is none. */
static bool look_back(dump *d, const char *word, uint64_t before, uint64_t *at, ts_buf *out) {
    TS_AUTO(ts_buf, ts_buf_done) block = {0};
    const size_t len = strlen(word);
    ts_buf_reserve(&block, BLOCK + len);
    for (uint64_t end = before; end && before - end < LOOK_BACK;) {
        uint64_t from = end > BLOCK ? end - BLOCK : 0, to = end + len < before ? end + len : before;
        if (ts_source_read_at(d->in, from, block.ptr, (size_t)(to - from)) != TS_OK)
            return false;
        size_t found = ts_span_find_last(ts_span_of(block.ptr, (size_t)(to - from)), ts_str(word), (size_t)(to - from));
        if (found != SIZE_MAX) {
            *at = from + found;
            uint64_t left = d->in->size - *at - 1;
            ts_buf_clear(out);
            ts_buf_reserve(out, HEADER);
            out->len = left < HEADER ? (size_t)left : HEADER;
            return ts_source_read_at(d->in, *at + 1, out->ptr, out->len) == TS_OK;
        }
        end = from;
    }
    return false;
}

/* Whose rows stand at `from`, as the statements before it say; copied: as lines of data. */
static table *table_before(dump *d, uint64_t from, bool *copied) {
    static const char *const words[] = {"\nCREATE TABLE", "\nINSERT INTO", "\nCOPY", "\n\\."};
    enum { CREATE, INSERT, COPY, COPIED, WORDS };
    TS_AUTO(ts_buf, ts_buf_done) statement = {0};
    uint64_t at[WORDS] = {0};
    table *t = NULL;
    for (size_t i = 0; i < WORDS; i++) {
        if (!look_back(d, words[i], from, &at[i], &statement))
            continue;
        ts_span s = ts_buf_span(&statement), name;
        if (i == CREATE)
            t = create_table(d, s);
        else if (i == INSERT && at[INSERT] > at[CREATE]) {
            if (insert_head(d, s, &name))
                t = table_named(d, name);
            else
                d->listed.n = 0; /* of a statement without rows */
        } else if (i == COPY && at[COPY] > at[INSERT])
            t = copied_table(d, s);
        if (i == CREATE || (i == COPY && !t))
            d->listed.n = 0; /* the table has them, or nobody */
        for (size_t k = 0; i <= COPY && k < d->listed.n; k++)
            d->listed.name[k] = ts_arena_copy(&d->arena, d->listed.name[k]);
    }
    *copied = at[COPY] > at[INSERT] && at[COPY] > at[COPIED];
    return t;
}

/* What stands behind a place within the dump, with the columns that the nearest statements before it name. */
static ts_err sample(dump *d) {
    bool copied = false;
    table *t = table_before(d, d->in->slice->from, &copied);
    ts_slice_seek(d->in, '\n');
    TS_TRY(ts_slice_sample(d->in, d->out));
    d->stop = d->in->slice->to;
    ts_span line = ts_slice(ts_peek(d->in, HEADER), 0, line_len(d));
    ts_span probe = line;
    bool statement = ts_sql_word(&probe, "insert") || ts_sql_word(&probe, "replace") || ts_sql_word(&probe, "create");
    if (!t && !statement && line.len && line.ptr[0] != '(' &&
        memchr(line.ptr, '\t', line.len)) { /* lines of data, of a table that began long before */
        copied = true;
        t = table_named(d, ts_str(""));
    }
    if (t && (copied || (line.len && line.ptr[0] == '('))) {
        TS_TRY(begin_rows(d, t));
        TS_TRY(copied ? copied_rows(d) : rows_of_insert(d));
    }
    return statements(d);
}

static ts_err run(ts_source *in, ts_sink *out) {
    dump d = {.in = in, .out = out, .names = ts_map_new(), .backslash = escapes_with_backslash(ts_peek(in, HEADER))};
    d.stop = UINT64_MAX;
    ts_err err = ts_slice_is_later(in) ? sample(&d) : statements(&d);
    ts_map_free(d.names);
    ts_free(d.tables);
    ts_arena_done(&d.arena);
    ts_sql_columns_done(&d.listed);
    ts_buf_done(&d.head);
    ts_sql_row_done(&d.row);
    return err;
}

const ts_extractor ts_extractor_sqldump = {.name = "sqldump",
                                           .version = 1,
                                           .needs = TS_STREAM,
                                           .text = true,
                                           .sampled = true,
                                           .bid = bid,
                                           .most = BID,
                                           .run = run};
