/* pst_ltp.h - the upper half of a mail store (MS-PST 2.3): heaps in nodes, and on them properties and tables. */
#ifndef TS_EXTRACT_PST_LTP_H
#define TS_EXTRACT_PST_LTP_H

#include "extract/pst_ndb.h"

/* A heap in a node (MS-PST 2.3.1), with the nodes below it where long values stand. */
typedef struct ts_pst_heap {
    ts_pst *p;
    ts_pst_data data;
    ts_pst_subnodes sub;
    ts_arena arena;
    ts_span *block; /* those seen so far, in the arena */
    uint32_t root; /* the item to begin with */
    uint8_t client; /* 0xBC properties, 0x7C a table */
    bool whole; /* whatever was asked of it so far was there, and in one piece */
} ts_pst_heap;

/* Opens the heap of a node; false where it holds none. */
bool ts_pst_heap_open(ts_pst *p, const ts_pst_node *node, ts_pst_heap *h);
void ts_pst_heap_done(ts_pst_heap *h);

/* One property (MS-PST 2.3.3.3): its value, or where it stands. */
typedef struct ts_pst_prop {
    uint16_t id, type;
    uint32_t value;
} ts_pst_prop;
typedef struct ts_pst_props {
    ts_pst_prop *prop;
    size_t n, cap;
} ts_pst_props;
void ts_pst_props_read(ts_pst_heap *h, ts_pst_props *out);
void ts_pst_props_done(ts_pst_props *p);
const ts_pst_prop *ts_pst_props_find(const ts_pst_props *p, uint16_t id);

/* The bytes of a value: in the property, in the heap, or in a node below. */
typedef struct ts_pst_value {
    bool in_place; /* in `small` */
    char small[4];
    ts_span heap;
    bool long_one; /* in `data`, block by block */
    ts_pst_data data;
    uint64_t size;
} ts_pst_value;
/* Those of a value that is not a long one; as long as `v` stays where it is. */
static inline ts_span ts_pst_value_here(const ts_pst_value *v) {
    return v->in_place ? (ts_span){v->small, (size_t)v->size} : v->heap;
}
/* Of a property (false: it has none), and of a table's cell, which says the same of its own. */
bool ts_pst_value_open(ts_pst_heap *h, const ts_pst_prop *prop, ts_pst_value *v);
void ts_pst_value_done(ts_pst_value *v);
/* All of it, at most `most` bytes, appended; false where blocks are missing. */
bool ts_pst_value_read(ts_pst *p, const ts_pst_value *v, size_t most, ts_buf *out);

/* A table (MS-PST 2.3.4): each row as properties, until `row` says stop (anything but TS_OK). */
typedef ts_err (*ts_pst_row)(void *context, const ts_pst_prop *cell, size_t n);
ts_err ts_pst_table_read(ts_pst_heap *h, ts_pst_row row, void *context);

#endif
