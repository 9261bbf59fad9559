/* pst_names.c - what a mail store's own property ids stand for (MS-PST 2.4.7). */
#include "extract/pst_names.h"

#include "base/limits.h"
#include "extract/mapi.h"

enum {
    NAME_MAP = 0x61, /* the node, MS-PST 2.4.1 */
    ENTRIES = 0x0003, /* its properties */
    SETS = 0x0002,
    STRINGS = 0x0004,
    SET = TS_PST_NAME_SET,
    ENTRY = 8, /* bytes of a NAMEID */
    IDS = 0x8000, /* that a store can give names to */
    MOST_NAMES = 4 * 1024 * 1024
};

static void load(ts_pst_heap *h, const ts_pst_props *props, uint16_t id, ts_buf *out) {
    const ts_pst_prop *prop = ts_pst_props_find(props, id);
    ts_pst_value v;
    if (!prop || !ts_pst_value_open(h, prop, &v))
        return;
    ts_pst_value_read(h->p, &v, MOST_NAMES, out);
    ts_pst_value_done(&v);
}

void ts_pst_names_open(ts_pst *p, ts_pst_names *n) {
    *n = (ts_pst_names){0};
    ts_pst_node node;
    ts_pst_heap h;
    if (!ts_pst_find_node(p, NAME_MAP, &node))
        return;
    if (!ts_pst_heap_open(p, &node, &h)) { /* what only a name tells of is lost */
        p->damaged += TS_PST_PAGE;
        return;
    }
    ts_pst_props props;
    ts_pst_props_read(&h, &props);
    load(&h, &props, ENTRIES, &n->entries);
    load(&h, &props, SETS, &n->sets);
    load(&h, &props, STRINGS, &n->strings);
    p->damaged += h.whole ? 0 : h.data.size;
    ts_pst_props_done(&props);
    ts_pst_heap_done(&h);
    n->entry = ts_alloc_array(IDS, sizeof *n->entry);
    for (size_t at = 0; at + ENTRY <= n->entries.len; at += ENTRY) {
        ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&n->entries), at + ENTRY - 2, 2));
        uint16_t id = ts_read_u16le(&c);
        if (id < IDS)
            n->entry[id] = (uint32_t)at + 1;
    }
}

void ts_pst_names_done(ts_pst_names *n) {
    ts_buf_wipe(&n->entries);
    ts_buf_wipe(&n->sets);
    ts_buf_wipe(&n->strings);
    ts_free(n->entry);
    n->entry = NULL;
}

/* NAMEID (MS-PST 2.4.7.1): number or place of the name, which of the two and the set, the id less 0x8000. */
bool ts_pst_name_of(const ts_pst_names *n, uint16_t id, ts_pst_name *out) {
    enum { MAPI_SET = 1, PUBLIC_SET = 2, OWN_SETS = 3 };
    /* PS_MAPI and PS_PUBLIC_STRINGS (MS-OXPROPS 1.3.2): {0002032x-0000-0000-C000-000000000046} */
    static const char mapi[SET] = "\x28\x03\x02\0\0\0\0\0\xC0\0\0\0\0\0\0\x46";
    *out = (ts_pst_name){.name = {"", 0}};
    uint32_t at = n->entry && id >= TS_MAPI_FIRST_NAMED ? n->entry[id - TS_MAPI_FIRST_NAMED] : 0;
    if (!at)
        return false;
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&n->entries), at - 1, ENTRY));
    out->number = ts_read_u32le(&c);
    uint16_t kind = ts_read_u16le(&c);
    unsigned set = kind >> 1;
    if (set == MAPI_SET || set == PUBLIC_SET)
        memcpy(out->set, mapi, SET);
    if (set == PUBLIC_SET)
        out->set[0] = 0x29;
    ts_span own = ts_slice(ts_buf_span(&n->sets), (size_t)(set - OWN_SETS) * SET, SET);
    if (set >= OWN_SETS && own.len == SET)
        memcpy(out->set, own.ptr, SET);
    out->by_name = kind & 1;
    if (out->by_name) {
        c = ts_cursor_over(ts_slice(ts_buf_span(&n->strings), out->number, SIZE_MAX));
        out->name = ts_slice(ts_read_counted(&c), 0, TS_LIMIT_NAME);
    }
    return true;
}
