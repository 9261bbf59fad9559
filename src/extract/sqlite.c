/* sqlite.c - SQLite databases: the rows of all tables, what was deleted, the schema; write-ahead logs and journals alone.
 *
 * Trees are walked from the roots that the schema names.  What they do not hold, free room in pages and pages that belong
 * to nobody, is looked through afterwards: rows of it stand in parts of their own, "patients deleted", or "patients
 * recovered" where a tree was damaged.  A row that is in a table as well is not given a second time.
 * docs/adr/0011-databases-are-read-by-own-readers.md says why no library does this.
 */
#include <stdlib.h>

#include "extract/extractor.h"
#include "extract/sqlite_carve.h"
#include "extract/sqlite_rows.h"

enum {
    BID = 95,
    DEPTH = 20, /* of a tree: SQLite itself gives up there */
    MOST_TABLES = 65536,
    MOST_LIKELY = 512, /* tables that a row without one is compared with */
    RUN = 16, /* letters in a row that are shown of a page without rows */
    UNKNOWN = -1
};

/* A page that may hold rows which no tree holds. */
typedef struct remains {
    int32_t table; /* UNKNOWN or its index */
    uint32_t index; /* of the page */
    bool room; /* only in the free room of a page that is in use */
} remains;

typedef struct reading {
    ts_sqlite_pages pages;
    ts_sink *out;
    ts_arena arena; /* the schema */
    ts_sqlite_table *table;
    size_t tables, table_cap;
    uint32_t *index; /* roots of indexes: their values stand in the tables */
    size_t indexes, index_cap;
    ts_buf schema; /* all statements, for the text */
    ts_span *virtual_name;
    size_t virtuals;
    ts_sqlite_rows rows;
    ts_sqlite_record record;
    remains *left;
    size_t lefts, left_cap;
    bool damaged; /* a tree could not be walked whole: what is left over was not deleted */
    int32_t current; /* table whose remains are read */
    bool likely; /* looking for the table of a page, not for its rows */
    bool found; /* a row was found on the page */
    bool sample; /* not all rows are wanted: */
    uint64_t place; /* where in a tree to begin, of 2^32; 0 once that is found */
    uint64_t pages_left; /* leaves that may be read */
} reading;

static int bid(const ts_head *head) { return ts_sqlite_kind(head->raw) ? BID : 0; }

/* ---- trees ---- */

typedef struct level {
    uint32_t n, next; /* page, and its next cell */
    size_t bytes; /* of the cells that were read */
    char *page;
    ts_sqlite_node node;
} level;

typedef ts_err (*visitor)(reading *r, ts_sqlite_table *t, const ts_sqlite_cell *c);

static void leave_for_later(reading *r, int32_t table, uint32_t index, bool room) {
    if (r->lefts == r->left_cap) {
        r->left_cap = r->left_cap ? r->left_cap * 2 : 256;
        r->left = ts_grow(r->left, r->left_cap, sizeof *r->left);
    }
    r->left[r->lefts++] = (remains){table, index, room};
}

/* A log holds pieces of trees: what is not there is no damage. */
static ts_err note_damage(reading *r, ts_reason reason) {
    if (r->pages.kind != 'd')
        return TS_OK;
    r->damaged = true;
    return ts_emit_unread(r->out, reason, 0);
}

/* Opens page n as the next level; a page that does not fit stays for those that nobody has. */
static ts_err descend(reading *r, level *stack, size_t *depth, uint32_t n, bool index) {
    level *l = &stack[*depth];
    if (!l->page)
        l->page = ts_alloc(r->pages.size);
    if (ts_sqlite_is_used(&r->pages, n) || !ts_sqlite_page(&r->pages, n, l->page))
        return note_damage(r, n > r->pages.count ? TS_REASON_TRUNCATED : TS_REASON_CORRUPT);
    l->node = ts_sqlite_node_of(&r->pages, (ts_span){l->page, r->pages.size}, n);
    bool is_index = l->node.type == TS_SQLITE_INDEX_NODE || l->node.type == TS_SQLITE_INDEX_LEAF;
    if (!l->node.type || is_index != index || *depth + 1 == DEPTH)
        return note_damage(r, TS_REASON_CORRUPT);
    (void)ts_sqlite_use(&r->pages, n);
    l->n = n;
    l->next = 0;
    l->bytes = 0;
    if (r->place && (l->node.type == TS_SQLITE_TABLE_NODE || l->node.type == TS_SQLITE_INDEX_NODE)) {
        uint64_t children = l->node.cells + UINT64_C(1);
        l->next = (uint32_t)(children * r->place >> 32);
        r->place = children * r->place & UINT32_MAX; /* within that child */
    }
    ++*depth;
    return TS_OK;
}

/* The cells of one page; together they cannot be larger than it. */
static ts_err visit_cell(reading *r, ts_sqlite_table *t, level *l, uint32_t i, visitor visit) {
    ts_span page = {l->page, r->pages.size};
    ts_sqlite_cell c;
    if (!ts_sqlite_cell_at(&r->pages, page, ts_sqlite_cell_place(page, &l->node, i), l->node.type, &c) ||
        (l->bytes += c.len) > r->pages.size)
        return note_damage(r, TS_REASON_CORRUPT);
    if (c.cut)
        TS_TRY(ts_emit_unread(r->out,
                              c.payload.len >= TS_LIMIT_SQLITE_ROW ? TS_REASON_TOO_LARGE
                              : r->pages.cut                       ? TS_REASON_TRUNCATED
                                                                   : TS_REASON_CORRUPT,
                              0));
    return visit(r, t, &c);
}

static ts_err read_leaf(reading *r, ts_sqlite_table *t, level *l, visitor visit) {
    for (uint32_t i = 0; i < l->node.cells && l->bytes <= r->pages.size; i++)
        TS_TRY(visit_cell(r, t, l, i, visit));
    if (t && ts_sqlite_has_remains(&r->pages, (ts_span){l->page, r->pages.size}, &l->node))
        leave_for_later(r, (int32_t)(t - r->table), l->n - 1, true);
    return TS_OK;
}

/* A node's children in order; of an index its own cells between them. */
static ts_err step_node(reading *r, ts_sqlite_table *t, level *stack, size_t *depth, bool index, visitor visit) {
    level *l = &stack[*depth - 1];
    ts_span page = {l->page, r->pages.size};
    uint32_t i = l->next++;
    if (index && i > 0 && i <= l->node.cells && l->bytes <= r->pages.size)
        TS_TRY(visit_cell(r, t, l, i - 1, visit));
    if (i > l->node.cells) {
        --*depth;
        return TS_OK;
    }
    uint32_t child = i < l->node.cells ? ts_u32be_at(page, ts_sqlite_cell_place(page, &l->node, i)) : l->node.right;
    return descend(r, stack, depth, child, index);
}

static ts_err walk(reading *r, ts_sqlite_table *t, uint32_t root, bool index, visitor visit) {
    level stack[DEPTH] = {0};
    size_t depth = 0;
    ts_err err = descend(r, stack, &depth, root, index);
    while (!err && depth) {
        level *l = &stack[depth - 1];
        if (l->node.type == TS_SQLITE_TABLE_LEAF || l->node.type == TS_SQLITE_INDEX_LEAF) {
            err = read_leaf(r, t, l, visit);
            depth--;
            r->place = 0;
            if (r->sample && r->pages_left-- == 1)
                break;
        } else {
            err = step_node(r, t, stack, &depth, index, visit);
        }
    }
    for (size_t i = 0; i < DEPTH; i++)
        ts_free(stack[i].page);
    return err;
}

/* ---- the schema ---- */

static bool is_shadow(const reading *r, ts_span name) {
    for (size_t i = 0; i < r->virtuals; i++)
        if (name.len > r->virtual_name[i].len && ts_span_starts(name, r->virtual_name[i]) &&
            name.ptr[r->virtual_name[i].len] == '_')
            return true;
    return false;
}

/* A row of sqlite_schema: type, name, table, root page, SQL (2.6). */
static ts_err visit_schema(reading *r, ts_sqlite_table *unused, const ts_sqlite_cell *c) {
    (void)unused;
    if (!ts_sqlite_record_read(c->payload, &r->record) || r->record.n < 5)
        return note_damage(r, TS_REASON_CORRUPT);
    ts_arena loose = {0};
    const ts_sqlite_field *f = r->record.field;
    ts_span type = ts_sqlite_shown(&f[0], r->pages.encoding, &loose),
            sql = ts_sqlite_shown(&f[4], r->pages.encoding, &loose);
    ts_span name =
        ts_arena_copy(&r->arena, ts_slice(ts_sqlite_shown(&f[1], r->pages.encoding, &loose), 0, TS_LIMIT_NAME));
    int64_t root = ts_sqlite_integer(&f[3]);
    ts_err err = TS_OK;
    if (r->schema.len + sql.len > TS_LIMIT_SQLITE_SCHEMA || r->tables == MOST_TABLES) {
        err = ts_emit_unread(r->out, TS_REASON_TOO_LARGE, 0);
        sql.len = 0;
        root = 0;
    }
    if (sql.len) {
        ts_buf_add(&r->schema, sql);
        ts_buf_add_str(&r->schema, ";\n");
    }
    if (ts_span_eq(type, ts_str("table")) && root == 0 && r->virtuals < MOST_LIKELY) {
        r->virtual_name = ts_grow(r->virtual_name, r->virtuals + 1, sizeof *r->virtual_name);
        r->virtual_name[r->virtuals++] = name;
    } else if (ts_span_eq(type, ts_str("table")) && root > 0 && root < UINT32_MAX) {
        if (r->tables == r->table_cap) {
            r->table_cap = r->table_cap ? r->table_cap * 2 : 64;
            r->table = ts_grow(r->table, r->table_cap, sizeof *r->table);
        }
        ts_sqlite_table *t = &r->table[r->tables++];
        *t = (ts_sqlite_table){.name = name, .root = (uint32_t)root};
        ts_sqlite_table_read(sql, t, &r->arena);
    } else if (ts_span_eq(type, ts_str("index")) && root > 0 && root < UINT32_MAX) {
        if (r->indexes == r->index_cap) {
            r->index_cap = r->index_cap ? r->index_cap * 2 : 64;
            r->index = ts_grow(r->index, r->index_cap, sizeof *r->index);
        }
        r->index[r->indexes++] = (uint32_t)root;
    }
    ts_arena_wipe(&loose);
    return err;
}

static ts_err visit_nothing(reading *r, ts_sqlite_table *t, const ts_sqlite_cell *c) {
    (void)r, (void)t, (void)c;
    return TS_OK;
}

/* ---- rows ---- */

static ts_err visit_row(reading *r, ts_sqlite_table *t, const ts_sqlite_cell *c) {
    if (r->sample) { /* what a row has on other pages counts, too */
        uint64_t pages = c->payload.len / r->pages.size;
        r->pages_left = r->pages_left > pages ? r->pages_left - pages : 1;
    }
    if (!ts_sqlite_record_read(c->payload, &r->record))
        return ts_emit_unread(r->out, TS_REASON_CORRUPT, c->len);
    if (r->record.cut && !c->cut)
        TS_TRY(ts_emit_unread(r->out, TS_REASON_CORRUPT, 0));
    return ts_sqlite_rows_add(&r->rows, t, &r->record, c->rowid, !t->without_rowid, false);
}

static ts_err read_tables(reading *r) {
    for (size_t i = 0; i < r->tables; i++) {
        ts_sqlite_table *t = &r->table[i];
        t->shadow = is_shadow(r, t->name);
        TS_TRY(ts_sqlite_rows_part(&r->rows, t->name, t));
        TS_TRY(walk(r, t, t->root, t->without_rowid, visit_row));
    }
    for (size_t i = 0; i < r->indexes; i++)
        TS_TRY(walk(r, NULL, r->index[i], true, visit_nothing));
    return TS_OK;
}

/* ---- what no tree holds ---- */

/* The one table whose row this may be. */
static int32_t likely_table(const reading *r, const ts_sqlite_record *record, bool index) {
    int32_t found = UNKNOWN;
    for (size_t i = 0; i < r->tables && i < MOST_LIKELY; i++) {
        const ts_sqlite_table *t = &r->table[i];
        if (t->n != record->n || t->without_rowid != index || !ts_sqlite_fits(t, record))
            continue;
        if (found != UNKNOWN)
            return UNKNOWN;
        found = (int32_t)i;
    }
    return found;
}

static ts_err on_row(void *context, const ts_sqlite_record *record, int64_t rowid, bool numbered) {
    reading *r = context;
    int32_t table = r->current == UNKNOWN ? likely_table(r, record, !numbered) : r->current;
    if (r->likely) {
        if (!r->found)
            r->current = table;
        r->found = true;
        return TS_OK;
    }
    r->found = true;
    const ts_sqlite_table *t = table == UNKNOWN ? NULL : &r->table[table];
    const char *how = r->pages.kind != 'd' ? "logged" : r->damaged ? "recovered" : "deleted";
    TS_AUTO(ts_buf, ts_buf_wipe) part = {0};
    if (t)
        ts_buf_addf(&part, "%.*s %s", (int)t->name.len, t->name.ptr, how);
    else
        ts_buf_addf(&part, "rows of %zu columns %s", record->n, how);
    TS_TRY(ts_sqlite_rows_part(&r->rows, ts_buf_span(&part), t));
    return ts_sqlite_rows_add(&r->rows, t, record, rowid, numbered, true);
}

/* Letters of a page without rows: what is left of long texts. */
static ts_err text_runs(reading *r, ts_span page) {
    TS_AUTO(ts_buf, ts_buf_wipe) text = {0};
    for (size_t from = 0, at = 0; at <= page.len; at++) {
        unsigned char c = at < page.len ? (unsigned char)page.ptr[at] : 0;
        if (c >= ' ' || (c && ts_is_space((char)c)))
            continue;
        ts_span s = ts_trim(ts_slice(page, from, at - from));
        if (s.len >= RUN && ts_utf8_valid(s)) {
            ts_buf_add(&text, s);
            ts_buf_add_char(&text, '\n');
        }
        from = at + 1;
    }
    if (!text.len)
        return TS_OK;
    ts_buf_clear(&r->rows.part);
    TS_TRY(ts_emit_part(r->out, ts_str("free pages")));
    return ts_emit_text(r->out, ts_buf_span(&text), TS_NO_OFFSET);
}

static bool is_blank(ts_span page) {
    return !page.len || (page.ptr[0] == 0 && memcmp(page.ptr, page.ptr + 1, page.len - 1) == 0);
}

/* Pages that belong to no tree, by the table that their first row fits. */
static ts_err find_free_pages(reading *r, ts_sqlite_carver *c, char *buf) {
    ts_span page = {buf, r->pages.size};
    uint32_t n;
    for (uint32_t i = 0; i < r->pages.count; i++) {
        if (r->pages.kind == 'd' && (ts_sqlite_is_used(&r->pages, i + 1) || ts_sqlite_is_map(&r->pages, i + 1)))
            continue;
        if (!ts_sqlite_page_at(&r->pages, i, buf, &n) || is_blank(page))
            continue;
        r->current = UNKNOWN;
        r->likely = true;
        r->found = false;
        c->table = NULL;
        c->type = page.ptr[0] == TS_SQLITE_INDEX_LEAF ? TS_SQLITE_INDEX_LEAF : TS_SQLITE_TABLE_LEAF;
        TS_TRY(ts_sqlite_carve_page(c, page, n));
        leave_for_later(r, r->current, i, false);
        r->likely = false;
    }
    return TS_OK;
}

/* Those of no table last: what they hold may be the end of a row. */
static int by_table(const void *a, const void *b) {
    const remains *x = a, *y = b;
    if (x->table != y->table)
        return (uint32_t)x->table < (uint32_t)y->table ? -1 : 1;
    return x->index < y->index ? -1 : x->index > y->index;
}

static ts_err read_remains(reading *r, ts_sqlite_carver *c, char *buf) {
    ts_span page = {buf, r->pages.size};
    uint32_t n;
    for (size_t i = 0; i < r->lefts; i++) {
        bool room = r->left[i].room;
        if (!ts_sqlite_page_at(&r->pages, r->left[i].index, buf, &n) ||
            (!room && r->pages.kind == 'd' && ts_sqlite_is_used(&r->pages, n)))
            continue; /* it went to a row before */
        r->current = r->left[i].table;
        r->found = false;
        c->table = r->current == UNKNOWN ? NULL : &r->table[r->current];
        c->type = page.ptr[n == 1 ? 100 : 0] == TS_SQLITE_INDEX_LEAF ? TS_SQLITE_INDEX_LEAF : TS_SQLITE_TABLE_LEAF;
        ts_sqlite_node node = ts_sqlite_node_of(&r->pages, page, n);
        if (room) {
            TS_TRY(ts_sqlite_carve_room(c, page, &node));
            continue;
        }
        TS_TRY(ts_sqlite_carve_page(c, page, n));
        if (!r->found)
            TS_TRY(text_runs(r, ts_slice(page, 4, page.len)));
    }
    return TS_OK;
}

static ts_err read_rest(reading *r) {
    ts_sqlite_carver c = {.pages = &r->pages, .found = on_row, .context = r};
    char *buf = ts_alloc(r->pages.size);
    r->pages.looking = true;
    ts_err err = find_free_pages(r, &c, buf);
    r->pages.looking = false;
    if (r->lefts)
        qsort(r->left, r->lefts, sizeof *r->left, by_table);
    if (!err)
        err = read_remains(r, &c, buf);
    ts_sqlite_record_done(&c.record);
    ts_free(buf);
    return err;
}

/* ---- a sample ---- */

/* Of each table some leaves that stand so far into it as the slice does into the file: as many bytes as the slice has, in all. */
static ts_err read_sample(reading *r, ts_source *in) {
    enum { LEAST = 4 };
    ts_slice_job *s = in->slice;
    unsigned shift = in->size >> 31 ? 16 : 0; /* 64 bits hold it */
    ts_sqlite_rows_init(&r->rows, r->out, r->pages.encoding);
    r->rows.no_files = true;
    if (r->pages.kind == 'd')
        TS_TRY(walk(r, NULL, 1, false, visit_schema));
    if (!r->tables)
        return TS_OK;
    TS_TRY(ts_slice_sample(in, r->out));
    uint64_t each = (s->to - s->from) / r->pages.size / r->tables, read = 0;
    r->sample = true;
    for (size_t i = 0; i < r->tables; i++) {
        ts_sqlite_table *t = &r->table[i];
        t->shadow = is_shadow(r, t->name);
        r->pages_left = each > LEAST ? each : LEAST;
        r->place = (s->from >> shift << 32) / (in->size >> shift);
        r->place = r->place > UINT32_MAX ? UINT32_MAX : r->place; /* in the last bytes of a large file */
        uint64_t most = r->pages_left;
        TS_TRY(ts_sqlite_rows_part(&r->rows, t->name, t));
        TS_TRY(walk(r, t, t->root, t->without_rowid, visit_row));
        read += most - r->pages_left;
    }
    read *= r->pages.size;
    s->next = s->start + (read < s->to - s->start ? read : s->to - s->start);
    return TS_OK;
}

/* ---- all of it ---- */

static ts_err read_all(reading *r) {
    ts_sqlite_rows_init(&r->rows, r->out, r->pages.encoding);
    if (r->pages.kind == 'd' || r->pages.newest_count)
        TS_TRY(walk(r, NULL, 1, false, visit_schema));
    if (r->pages.kind == 'd')
        TS_TRY(read_tables(r));
    if (r->schema.len) {
        ts_buf_clear(&r->rows.part);
        TS_TRY(ts_emit_part(r->out, ts_str("schema")));
        TS_TRY(ts_emit_text(r->out, ts_buf_span(&r->schema), TS_NO_OFFSET));
    }
    if (r->pages.cut)
        TS_TRY(ts_emit_unread(r->out, TS_REASON_TRUNCATED, 0));
    return read_rest(r);
}

static ts_err run(ts_source *in, ts_sink *out) {
    reading *r = ts_alloc(sizeof *r);
    r->out = out;
    r->current = UNKNOWN;
    ts_err err = ts_sqlite_open(&r->pages, in);
    if (!err)
        err = ts_slice_is_later(in) ? read_sample(r, in) : read_all(r);
    ts_sqlite_rows_done(&r->rows);
    ts_sqlite_record_done(&r->record);
    ts_arena_wipe(&r->arena);
    ts_buf_wipe(&r->schema);
    ts_free(r->table);
    ts_free(r->index);
    ts_free(r->virtual_name);
    ts_free(r->left);
    ts_sqlite_done(&r->pages);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_sqlite = {
    .name = "sqlite", .version = 1, .needs = TS_SEEK, .sampled = true, .bid = bid, .run = run};
