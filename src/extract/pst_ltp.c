/* pst_ltp.c - the upper half of a mail store (MS-PST 2.3): heaps in nodes, and on them properties and tables. */
#include "extract/pst_ltp.h"

#include "base/limits.h"

enum {
    HEAP = 0xEC, /* bSig, MS-PST 2.3.1.2 */
    TREE = 0xB5, /* bType of a BTH, 2.3.2.1 */
    TABLE = 0x7C,
    PROPERTIES = 0xBC,
    TREE_LEVELS = 6,
    HEAP_BLOCKS = 4096 /* of one heap: 32 MiB in blocks of 8 KiB */
};

/* ---- heaps ---- */

/* A block of the heap; empty where it cannot be read. */
static ts_span block(ts_pst_heap *h, size_t i) {
    if (i >= h->data.n || i >= HEAP_BLOCKS)
        return (ts_span){"", 0};
    if (!h->block[i].ptr) {
        TS_AUTO(ts_buf, ts_buf_wipe) b = {0};
        h->whole &= ts_pst_block(h->p, h->data.block[i], &b);
        h->block[i] = b.len ? ts_arena_copy(&h->arena, ts_buf_span(&b)) : (ts_span){"", 0};
    }
    return h->block[i];
}

bool ts_pst_heap_open(ts_pst *p, const ts_pst_node *node, ts_pst_heap *h) {
    *h = (ts_pst_heap){.p = p, .whole = true};
    ts_pst_data_open(p, node->data, &h->data);
    size_t blocks = h->data.n < HEAP_BLOCKS ? h->data.n : HEAP_BLOCKS;
    h->block = ts_alloc_array(blocks + 1, sizeof *h->block);
    ts_cursor c = ts_cursor_over(block(h, 0)); /* HNHDR, MS-PST 2.3.1.2 */
    ts_skip(&c, 2);
    uint8_t sign = ts_read_u8(&c);
    h->client = ts_read_u8(&c);
    h->root = ts_read_u32le(&c);
    if (!c.ok || sign != HEAP) {
        ts_pst_heap_done(h);
        return false;
    }
    ts_pst_subnodes_open(p, node->sub, &h->sub);
    h->whole &= h->data.whole && h->sub.whole;
    return true;
}

void ts_pst_heap_done(ts_pst_heap *h) {
    ts_pst_data_done(&h->data);
    ts_pst_subnodes_done(&h->sub);
    ts_arena_wipe(&h->arena);
    ts_free(h->block);
    h->block = NULL;
}

/* An item by its id (MS-PST 2.3.1.1): 5 bits of type, 11 of index, 16 of block; stores of 2013 have larger blocks and 14
 * bits of index.  0 is no item, any other should be there. */
static ts_span item(ts_pst_heap *h, uint32_t hid) {
    const ts_span none = {"", 0};
    if (!hid)
        return none;
    unsigned bits = h->p->kind == TS_PST_UNICODE_4K ? 14 : 11;
    size_t index = (hid >> 5) & ((1u << bits) - 1);
    ts_span b = block(h, hid >> (5 + bits));
    ts_cursor c = ts_cursor_over(b);
    uint16_t map = ts_read_u16le(&c); /* HNPAGEMAP, MS-PST 2.3.1.5 */
    c = ts_cursor_over(ts_slice(b, map, SIZE_MAX));
    uint16_t items = ts_read_u16le(&c);
    ts_skip(&c, 2 * index);
    uint16_t from = ts_read_u16le(&c), to = ts_read_u16le(&c);
    bool there = c.ok && !(hid & 0x1F) && index && index <= items && from <= to && to <= b.len;
    h->whole &= there;
    return there ? ts_slice(b, from, (size_t)to - from) : none;
}

/* ---- trees on heaps ---- */

typedef struct tree {
    ts_pst_heap *h;
    size_t key, data; /* bytes of each */
    size_t items; /* heap items that may still be looked at */
    void (*leaf)(void *context, ts_cursor *record);
    void *context;
} tree;

/* Leaves in order; an upper level has keys with the items below (MS-PST 2.3.2.2). */
static void walk_tree(tree *t, uint32_t hid, unsigned level) { /* NOLINT(misc-no-recursion): TREE_LEVELS */
    if (!t->items) {
        t->h->whole = false;
        return;
    }
    t->items--;
    ts_cursor c = ts_cursor_over(item(t->h, hid));
    while (ts_cursor_left(&c) >= t->key + (level ? 4 : t->data)) {
        if (level) {
            ts_skip(&c, t->key);
            walk_tree(t, ts_read_u32le(&c), level - 1);
        } else {
            ts_cursor record = ts_cursor_over(ts_read_span(&c, t->key + t->data));
            t->leaf(t->context, &record);
        }
    }
}

static void read_tree(ts_pst_heap *h, uint32_t header, size_t key, size_t data, void (*leaf)(void *, ts_cursor *),
                      void *context) {
    ts_cursor c = ts_cursor_over(item(h, header)); /* BTHHEADER, MS-PST 2.3.2.1 */
    tree t = {.h = h, .key = key, .data = data, .leaf = leaf, .context = context};
    bool fits = ts_read_u8(&c) == TREE && ts_read_u8(&c) == key && ts_read_u8(&c) == data;
    unsigned levels = ts_read_u8(&c);
    uint32_t root = ts_read_u32le(&c);
    t.items = TS_LIMIT_PST_SUBNODES;
    if (c.ok && fits && levels <= TREE_LEVELS)
        walk_tree(&t, root, levels);
    else
        h->whole = false;
}

/* ---- properties ---- */

static void add_prop(void *context, ts_cursor *record) {
    ts_pst_props *p = context;
    if (p->n == UINT16_MAX)
        return;
    if (p->n == p->cap) {
        p->cap = p->cap ? p->cap * 2 : 64;
        p->prop = ts_grow(p->prop, p->cap, sizeof *p->prop);
    }
    ts_pst_prop *one = &p->prop[p->n++];
    one->id = ts_read_u16le(record);
    one->type = ts_read_u16le(record);
    one->value = ts_read_u32le(record);
}

void ts_pst_props_read(ts_pst_heap *h, ts_pst_props *out) {
    *out = (ts_pst_props){0};
    if (h->client == PROPERTIES)
        read_tree(h, h->root, 2, 6, add_prop, out);
    else
        h->whole = false;
}

void ts_pst_props_done(ts_pst_props *p) {
    ts_free(p->prop);
    *p = (ts_pst_props){0};
}

const ts_pst_prop *ts_pst_props_find(const ts_pst_props *p, uint16_t id) {
    for (size_t i = 0; i < p->n; i++)
        if (p->prop[i].id == id)
            return &p->prop[i];
    return NULL;
}

/* ---- values ---- */

/* Bytes of types that stand in the property itself; 0: elsewhere (MS-PST 2.3.3.3, MS-OXCDATA 2.11.1). */
static size_t in_place(uint16_t type) {
    switch (type) {
    case 0x02: /* 16 bits */
        return 2;
    case 0x0B: /* yes or no */
        return 1;
    case 0x03: /* 32 bits, a float, an error */
    case 0x04:
    case 0x0A:
        return 4;
    default:
        return 0;
    }
}

bool ts_pst_value_open(ts_pst_heap *h, const ts_pst_prop *prop, ts_pst_value *v) {
    *v = (ts_pst_value){.heap = {"", 0}};
    v->size = in_place(prop->type);
    if (v->size) {
        for (size_t i = 0; i < 4; i++)
            v->small[i] = (char)(prop->value >> 8 * i);
        v->in_place = true;
        return true;
    }
    if (!prop->value)
        return false;
    if (!(prop->value & 0x1F)) {
        v->heap = item(h, prop->value);
        v->size = v->heap.len;
        return v->size > 0;
    }
    const ts_pst_node *node = ts_pst_subnode(&h->sub, prop->value);
    if (!node) {
        h->whole = false;
        return false;
    }
    ts_pst_data_open(h->p, node->data, &v->data);
    v->long_one = true;
    v->size = v->data.size;
    return true;
}

void ts_pst_value_done(ts_pst_value *v) { ts_pst_data_done(&v->data); }

bool ts_pst_value_read(ts_pst *p, const ts_pst_value *v, size_t most, ts_buf *out) {
    if (!v->long_one) {
        ts_buf_add(out, ts_slice(ts_pst_value_here(v), 0, most));
        return true;
    }
    TS_AUTO(ts_buf, ts_buf_wipe) b = {0};
    bool whole = v->data.whole;
    for (size_t i = 0; i < v->data.n && most; i++) {
        whole &= ts_pst_block(p, v->data.block[i], &b);
        ts_span piece = ts_slice(ts_buf_span(&b), 0, most);
        ts_buf_add(out, piece);
        most -= piece.len;
    }
    return whole;
}

/* ---- tables ---- */

enum { MOST_COLUMNS = 256 };

typedef struct table {
    size_t columns, row, cells; /* bytes of a row, and where its bits of what is there begin */
    struct {
        uint16_t type, id, at;
        uint8_t size, bit;
    } column[MOST_COLUMNS];
    uint32_t rows; /* where they stand */
} table;

/* TCINFO (MS-PST 2.3.4.1) */
static bool open_table(ts_pst_heap *h, table *t) {
    ts_cursor c = ts_cursor_over(item(h, h->root));
    bool is = ts_read_u8(&c) == TABLE;
    t->columns = ts_read_u8(&c);
    ts_skip(&c, 4);
    t->cells = ts_read_u16le(&c);
    t->row = ts_read_u16le(&c);
    ts_skip(&c, 4);
    t->rows = ts_read_u32le(&c);
    ts_skip(&c, 4);
    for (size_t i = 0; i < t->columns; i++) {
        t->column[i].type = ts_read_u16le(&c);
        t->column[i].id = ts_read_u16le(&c);
        t->column[i].at = ts_read_u16le(&c);
        t->column[i].size = ts_read_u8(&c);
        t->column[i].bit = ts_read_u8(&c);
    }
    return c.ok && is && t->row && t->cells < t->row;
}

static ts_err read_row(const table *t, ts_span row, ts_pst_row give, void *context) {
    ts_pst_prop cell[MOST_COLUMNS];
    size_t n = 0;
    for (size_t i = 0; i < t->columns; i++) {
        size_t bit = t->cells + t->column[i].bit / 8, size = t->column[i].size;
        ts_span v = ts_slice(row, t->column[i].at, size);
        if (bit >= row.len || !((uint8_t)row.ptr[bit] & 0x80 >> t->column[i].bit % 8) || v.len != size || size > 4)
            continue; /* numbers of 8 bytes are times and sizes: of no person */
        cell[n] = (ts_pst_prop){.id = t->column[i].id, .type = t->column[i].type};
        for (size_t k = 0; k < size; k++)
            cell[n].value |= (uint32_t)(uint8_t)v.ptr[k] << 8 * k;
        n++;
    }
    return give(context, cell, n);
}

static ts_err read_rows(const table *t, ts_span rows, ts_pst_row row, void *context) {
    for (; rows.len >= t->row; rows = ts_slice(rows, t->row, SIZE_MAX))
        TS_TRY(read_row(t, ts_slice(rows, 0, t->row), row, context));
    return TS_OK;
}

ts_err ts_pst_table_read(ts_pst_heap *h, ts_pst_row row, void *context) {
    table t;
    bool is = h->client == TABLE && open_table(h, &t);
    h->whole &= is;
    if (!is || !t.rows)
        return TS_OK;
    if (!(t.rows & 0x1F))
        return read_rows(&t, item(h, t.rows), row, context);
    const ts_pst_node *node = ts_pst_subnode(&h->sub, t.rows);
    if (!node) {
        h->whole = false;
        return TS_OK;
    }
    ts_pst_data d;
    TS_AUTO(ts_buf, ts_buf_wipe) b = {0};
    ts_pst_data_open(h->p, node->data, &d);
    ts_err err = TS_OK;
    h->whole &= d.whole;
    for (size_t i = 0; !err && i < d.n; i++) /* a row stands in one block (MS-PST 2.3.4.4) */
        if (ts_pst_block(h->p, d.block[i], &b))
            err = read_rows(&t, ts_buf_span(&b), row, context);
        else
            h->whole = false;
    ts_pst_data_done(&d);
    return err;
}
