/* access.c - Access databases (mdb, accdb): the rows of all tables, deleted ones, memos, files in OLE values.
 *
 * Each page of rows says whose it is, so all are found by going over the file once; maps of used pages, which a lie could
 * empty, are not asked.  Names of tables stand in MSysObjects, whose definition is page 2.
 *
 * A row has two marks.  Both: it was deleted, its bytes stay until the page is packed.  The second alone: a pointer stands in
 * its place, it has moved.  The first alone: it came from elsewhere, and is there as long as a pointer leads to it.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/map.h"
#include "extract/access.h"
#include "extract/extractor.h"

enum {
    BID = 92,
    MAPS = 1,
    CATALOG = 2,
    MOST_TABLES = 65536,
    MOST_MOVED = 1 << 22,
    TABLE = 1,
    NO_FIELD = TS_ACCESS_COLUMNS
};

typedef struct owned {
    uint32_t owner, page;
} owned;

typedef struct reading {
    ts_access a;
    ts_sink *out;
    ts_arena arena, loose;
    owned *pages; /* of rows, by their owner */
    size_t n, cap;
    ts_map *names; /* page of a definition, four bytes, to 1 + index of its name */
    ts_span *name;
    size_t name_n;
    ts_map *moved; /* rows that pointers lead to, page and row: not deleted */
    char *page, *other;
    ts_span cell[TS_ACCESS_COLUMNS];
    ts_span part;
    uint64_t number, children, tables;
    bool sample; /* rows that are there, of some pages; no files */
} reading;

typedef ts_err (*on_row)(reading *r, const ts_access_table *t, ts_span row);

static int bid(const ts_head *head) { return ts_access_version(head->raw) ? BID : 0; }

static int by_owner(const void *a, const void *b) {
    const owned *x = a, *y = b;
    if (x->owner != y->owner)
        return x->owner < y->owner ? -1 : 1;
    return x->page < y->page ? -1 : x->page > y->page;
}

static ts_span key_of(const uint32_t *words, size_t n) { return ts_span_of(words, n * sizeof *words); }

/* Once over pages [from, end): which are whose, or the catalog's alone, and which rows were moved from where they stood. */
static ts_err survey(reading *r, uint64_t from, uint64_t end, bool catalog) {
    end = end < r->a.count ? end : r->a.count;
    for (uint32_t n = (uint32_t)(from ? from : 1); n < end; n++) {
        if (!ts_access_page(&r->a, n, r->page))
            return ts_emit_unread(r->out, TS_REASON_UNREADABLE, r->a.size);
        ts_span page = {r->page, r->a.size}, row;
        uint32_t owner = ts_access_owner(&r->a, page), to[2];
        if (!owner || (catalog && owner != CATALOG))
            continue;
        if (r->n == r->cap) {
            r->cap = r->cap ? r->cap * 2 : 256;
            r->pages = ts_grow(r->pages, r->cap, sizeof *r->pages);
        }
        r->pages[r->n++] = (owned){owner, n};
        bool deleted, moved, added;
        for (uint32_t i = 0; i < ts_access_rows(&r->a, page); i++)
            if (ts_access_row(&r->a, page, i, &row, &deleted, &moved) && moved && !deleted &&
                ts_access_pointer(row, &to[0], &to[1]) && ts_map_count(r->moved) < MOST_MOVED)
                *ts_map_slot(r->moved, key_of(to, 2), &added) = 1;
    }
    if (r->n)
        qsort(r->pages, r->n, sizeof *r->pages, by_owner);
    return TS_OK;
}

/* The row that a pointer leads to, in r->other. */
static bool follow(reading *r, ts_span pointer, ts_span *row) {
    uint32_t page, i;
    bool deleted, moved;
    return ts_access_pointer(pointer, &page, &i) && ts_access_page(&r->a, page, r->other) &&
           ts_access_row(&r->a, (ts_span){r->other, r->a.size}, i, row, &deleted, &moved) && !moved;
}

/* Of a deleted one: it may have been but a pointer. */
static bool is_row(const ts_access *a, ts_span row) {
    ts_cursor c = ts_cursor_over(row);
    unsigned columns = a->jet3 ? ts_read_u8(&c) : ts_read_u16le(&c);
    return row.len > 4 && columns && columns <= TS_ACCESS_COLUMNS && (columns + 7) / 8 + 2 <= row.len;
}

/* Rows of one page: those that are there, or those that were deleted. */
static ts_err rows_of_page(reading *r, const ts_access_table *t, uint32_t n, bool want_deleted, on_row visit) {
    if (!ts_access_page(&r->a, n, r->page))
        return TS_OK;
    ts_span page = {r->page, r->a.size}, row;
    size_t bytes = 0;
    for (uint32_t i = 0; i < ts_access_rows(&r->a, page); i++) {
        bool deleted, moved;
        uint32_t here[2] = {n, i};
        if (!ts_access_row(&r->a, page, i, &row, &deleted, &moved) || (bytes += row.len) > r->a.size)
            continue;
        if (deleted != want_deleted)
            continue;
        if (deleted && !moved && ts_map_find(r->moved, key_of(here, 2)))
            continue; /* told where it is pointed from */
        if (deleted ? !is_row(&r->a, row) : moved && !follow(r, row, &row))
            continue;
        TS_TRY(visit(r, t, row));
    }
    return TS_OK;
}

static size_t first_page(const reading *r, uint32_t owner) {
    size_t low = 0, high = r->n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (r->pages[mid].owner < owner)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static ts_err rows_of(reading *r, const ts_access_table *t, bool deleted, on_row visit) {
    for (size_t i = first_page(r, t->page); i < r->n && r->pages[i].owner == t->page; i++)
        TS_TRY(rows_of_page(r, t, r->pages[i].page, deleted, visit));
    return TS_OK;
}

/* ---- the catalog ---- */

static const ts_access_column *column_named(const ts_access_table *t, const char *name) {
    for (size_t i = 0; i < t->n; i++)
        if (ts_span_eq_nocase(t->column[i].name, ts_str(name)))
            return &t->column[i];
    return NULL;
}

/* MSysObjects: Id (the page of a table's definition), Name, Type. */
static ts_err on_object(reading *r, const ts_access_table *t, ts_span row) {
    const ts_access_column *id = column_named(t, "Id"), *name = column_named(t, "Name"),
                           *type = column_named(t, "Type");
    ts_span id_bytes, name_bytes, type_bytes;
    bool set, added;
    if (!id || !name || !type || !ts_access_cell(&r->a, id, row, &id_bytes, &set) ||
        !ts_access_cell(&r->a, name, row, &name_bytes, &set) || !ts_access_cell(&r->a, type, row, &type_bytes, &set) ||
        id_bytes.len < 4 || type_bytes.len < 2 || r->name_n >= MOST_TABLES)
        return TS_OK;
    ts_cursor c = ts_cursor_over(id_bytes), k = ts_cursor_over(type_bytes);
    uint32_t page = ts_read_u32le(&c) & 0xFFFFFF;
    if (ts_read_u16le(&k) != TABLE)
        return TS_OK;
    uint64_t *slot = ts_map_slot(r->names, key_of(&page, 1), &added);
    if (added) {
        r->name = ts_grow(r->name, r->name_n + 1, sizeof *r->name);
        r->name[r->name_n++] = ts_access_text(&r->a, name_bytes, &r->arena);
        *slot = r->name_n;
    }
    return TS_OK;
}

static void name_table(reading *r, ts_access_table *t) {
    const uint64_t *known = ts_map_find(r->names, key_of(&t->page, 1));
    if (known && *known && r->name[*known - 1].len) {
        t->name = r->name[*known - 1];
        return;
    }
    char text[32];
    int n = snprintf(text, sizeof text, "table at page %" PRIu32, t->page);
    t->name = ts_arena_copy(&r->arena, (ts_span){text, n > 0 ? (size_t)n : 0});
}

/* ---- rows ---- */

static ts_err child(reading *r, const ts_access_column *c, ts_span bytes, bool cut) {
    if (r->children++ >= TS_LIMIT_MEMBERS)
        return ts_emit_unread(r->out, TS_REASON_TOO_LARGE, bytes.len);
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    ts_buf_addf(&name, "%.*s/%.*s/%" PRIu64, (int)r->part.len, r->part.ptr, (int)c->name.len, c->name.ptr, r->number);
    ts_child child = {.name = ts_buf_span(&name), .size = bytes.len};
    TS_TRY(ts_emit_child_begin(r->out, &child));
    TS_TRY(ts_emit_child_data(r->out, bytes));
    return ts_emit_child_end(r->out, cut ? TS_REASON_TRUNCATED : TS_READ, bytes.len);
}

static ts_err show(reading *r, const ts_access_column *c, ts_span raw, bool set, ts_span *cell) {
    ts_span bytes = raw;
    bool cut = false;
    *cell = (ts_span){"", 0};
    switch (c->type) {
    case TS_ACCESS_TEXT:
        *cell = ts_access_text(&r->a, raw, &r->loose);
        return TS_OK;
    case TS_ACCESS_MEMO:
    case TS_ACCESS_OLE:
        if (!ts_access_long(&r->a, raw, &bytes, &cut))
            return ts_emit_unread(r->out, TS_REASON_CORRUPT, raw.len);
        if (cut)
            TS_TRY(ts_emit_unread(r->out, TS_REASON_CORRUPT, 0));
        if (c->type == TS_ACCESS_OLE)
            return bytes.len && !r->sample ? child(r, c, bytes, cut) : TS_OK;
        *cell = ts_access_text(&r->a, bytes, &r->loose);
        return TS_OK;
    case TS_ACCESS_BINARY: {
        char *to = ts_arena_alloc(&r->loose, 2 * raw.len + 1);
        ts_hex(raw, to);
        *cell = (ts_span){to, 2 * raw.len};
        return TS_OK;
    }
    default:
        *cell = ts_access_shown(c, raw, set, &r->loose);
        return TS_OK;
    }
}

static ts_err send(reading *r, const ts_access_table *t, ts_span row) {
    ts_arena_reset(&r->loose);
    r->number++;
    for (size_t i = 0; i < t->n; i++) {
        ts_span raw;
        bool set;
        r->cell[i] = (ts_span){"", 0};
        if (!ts_access_cell(&r->a, &t->column[i], row, &raw, &set))
            TS_TRY(ts_emit_unread(r->out, TS_REASON_CORRUPT, 0));
        else
            TS_TRY(show(r, &t->column[i], raw, set, &r->cell[i]));
    }
    ts_row out = {.cell = r->cell, .n = t->n, .number = r->number, .at = TS_NO_OFFSET};
    return ts_emit_row(r->out, &out);
}

/* The part begins with its first row: tables that are empty, or that lost no row, have none. */
static ts_err begin_part(reading *r, const ts_access_table *t, const char *how) {
    TS_AUTO(ts_buf, ts_buf_wipe) part = {0};
    ts_buf_addf(&part, "%.*s%s", (int)t->name.len, t->name.ptr, how);
    r->part = ts_arena_copy(&r->arena, ts_buf_span(&part));
    r->number = 0;
    TS_TRY(ts_emit_part(r->out, r->part));
    for (size_t i = 0; i < t->n; i++)
        r->cell[i] = t->column[i].name;
    return ts_emit_head(r->out, r->cell, t->n);
}

static ts_err send_live(reading *r, const ts_access_table *t, ts_span row) {
    if (!r->number)
        TS_TRY(begin_part(r, t, ""));
    return send(r, t, row);
}

static ts_err send_deleted(reading *r, const ts_access_table *t, ts_span row) {
    if (!r->number)
        TS_TRY(begin_part(r, t, " deleted"));
    return send(r, t, row);
}

static ts_err read_tables(reading *r) {
    ts_access_table catalog, t;
    if (ts_access_define(&r->a, CATALOG, &catalog))
        TS_TRY(rows_of(r, &catalog, false, on_object));
    for (size_t i = 0; i < r->n; i++) {
        bool told = r->sample && r->pages[i].owner == CATALOG;
        if (r->pages[i].owner == MAPS || told || (i && r->pages[i].owner == r->pages[i - 1].owner))
            continue;
        if (!ts_access_define(&r->a, r->pages[i].owner, &t)) {
            TS_TRY(ts_emit_unread(r->out, TS_REASON_CORRUPT, r->a.size));
            continue;
        }
        name_table(r, &t);
        r->number = 0;
        TS_TRY(rows_of(r, &t, false, send_live));
        r->number = 0;
        if (!r->sample)
            TS_TRY(rows_of(r, &t, true, send_deleted));
    }
    return TS_OK;
}

/* Each page says whose it is, so those of a slice are read by themselves; the catalog stands near the file's beginning. */
static ts_err read_sample(reading *r, ts_source *in) {
    enum { CATALOG_BYTES = 4 * 1024 * 1024 };
    ts_slice_job *s = in->slice;
    r->sample = true;
    TS_TRY(survey(r, 1, CATALOG_BYTES / r->a.size, true));
    TS_TRY(survey(r, s->from / r->a.size, s->to / r->a.size, false));
    TS_TRY(ts_slice_sample(in, r->out));
    s->next = s->to < in->size ? s->to : in->size;
    return read_tables(r);
}

static ts_err run(ts_source *in, ts_sink *out) {
    reading *r = ts_alloc(sizeof *r);
    r->out = out;
    r->names = ts_map_new();
    r->moved = ts_map_new();
    ts_err err = ts_access_open(&r->a, in, &r->arena);
    if (!err) {
        r->page = ts_alloc(r->a.size);
        r->other = ts_alloc(r->a.size);
        err = ts_slice_is_later(in) ? read_sample(r, in) : survey(r, 1, r->a.count, false);
    }
    if (!err && !r->sample && in->size % r->a.size)
        err = ts_emit_unread(out, TS_REASON_TRUNCATED, in->size % r->a.size);
    if (!err && !r->sample)
        err = read_tables(r);
    ts_access_done(&r->a);
    ts_map_free(r->names);
    ts_map_free(r->moved);
    ts_arena_wipe(&r->arena);
    ts_arena_wipe(&r->loose);
    ts_free(r->pages);
    ts_free(r->name);
    ts_free(r->page);
    ts_free(r->other);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_access = {
    .name = "access", .version = 1, .needs = TS_SEEK, .sampled = true, .bid = bid, .run = run};
