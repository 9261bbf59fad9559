/* ole_tree.c - the directory of a compound file: a binary tree of names for each storage (MS-CFB 2.6).
 *
 * It is walked with a stack of our own, and each entry is met once, whatever the links say.  Entries that no link leads to
 * are kept as if they stood at the top: a damaged tree hides nothing.
 */
#include "extract/ole_tree.h"

#include "text/encoding.h"

enum { ENTRY = 128, NAME = 64, STORAGE = 1, STREAM = 2, ROOT = 5, NARROW_SIZE = 9 };
#define FILETIME_1970 INT64_C(11644473600000) /* milliseconds from 1601 */

typedef struct step {
    uint32_t id;
    size_t parent;
} step;

typedef struct tree {
    ts_ole *o;
    ts_span directory;
    uint32_t count;
    bool *met;
    step *stack;
    size_t depth;
} tree;

/* The entry's fields that are links: left, right, child. */
typedef struct links {
    uint8_t type;
    uint32_t left, right, child;
} links;

static links links_of(const tree *t, uint32_t id) {
    ts_cursor c = ts_cursor_over(ts_slice(t->directory, (size_t)id * ENTRY + NAME + 2, ENTRY));
    links l;
    l.type = ts_read_u8(&c);
    ts_skip(&c, 1);
    l.left = ts_read_u32le(&c);
    l.right = ts_read_u32le(&c);
    l.child = ts_read_u32le(&c);
    return l;
}

static ts_instant instant_of(uint64_t filetime) {
    return filetime && filetime < INT64_MAX ? (ts_instant)(filetime / 10000) - FILETIME_1970 : 0;
}

static void add_entry(tree *t, uint32_t id, size_t parent) {
    ts_ole *o = t->o;
    ts_ole_entry *e = &o->entry[o->entries++];
    ts_cursor c = ts_cursor_over(ts_slice(t->directory, (size_t)id * ENTRY, ENTRY));
    ts_span name = ts_read_span(&c, NAME);
    size_t len = ts_read_u16le(&c), used;
    uint8_t type = ts_read_u8(&c);
    *e = (ts_ole_entry){.parent = parent, .storage = type != STREAM};
    ts_skip(&c, 13);
    memcpy(e->clsid, ts_read_span(&c, sizeof e->clsid).ptr, sizeof e->clsid);
    ts_skip(&c, 4);
    uint64_t created = ts_read_u64le(&c), modified = ts_read_u64le(&c);
    e->modified = instant_of(modified ? modified : created);
    e->start = ts_read_u32le(&c);
    e->size = ts_read_u64le(&c);
    if (o->shift == NARROW_SIZE) /* the upper half may hold anything in files of version 3 (2.6.3) */
        e->size &= UINT32_MAX;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    len = len < 2 ? 0 : len > NAME ? NAME : len - 2; /* its NUL is counted */
    ts_to_utf8(TS_UTF16LE, ts_slice(name, 0, len), true, &text, &used);
    e->name = ts_arena_copy(&o->arena, ts_buf_span(&text));
    if (!e->name.len)
        e->name = (ts_span){"", 0};
}

/* Puts the entry and all that stand left of it on the stack, so that the leftmost comes off first. */
static void push(tree *t, uint32_t id, size_t parent) {
    while (id < t->count && !t->met[id]) {
        links l = links_of(t, id);
        if (l.type != STORAGE && l.type != STREAM)
            return;
        t->met[id] = true;
        t->stack[t->depth++] = (step){id, parent};
        id = l.left;
    }
}

static void walk(tree *t) {
    while (t->depth) {
        step s = t->stack[--t->depth];
        links l = links_of(t, s.id);
        size_t at = t->o->entries;
        add_entry(t, s.id, s.parent);
        push(t, l.right, s.parent);
        if (l.type == STORAGE)
            push(t, l.child, at); /* comes off first: what is inside stands right behind */
    }
}

/* Where each storage ends: entries inside one stand behind it without a gap. */
static void close_storages(ts_ole *o) {
    for (size_t i = o->entries; i-- > 0;) {
        ts_ole_entry *e = &o->entry[i];
        if (e->end < i + 1)
            e->end = i + 1;
        if (i && o->entry[e->parent].end < e->end)
            o->entry[e->parent].end = e->end;
    }
}

ts_err ts_ole_tree(ts_ole *o, ts_span directory) {
    tree t = {.o = o, .directory = directory};
    uint64_t count = directory.len / ENTRY;
    t.count = count < TS_LIMIT_MEMBERS ? (uint32_t)count : (uint32_t)TS_LIMIT_MEMBERS;
    if (!t.count || (links_of(&t, 0).type != ROOT))
        return ts_fail(TS_EFORMAT, "compound file: its directory cannot be read");
    if (count > t.count && o->reason == TS_READ)
        o->reason = TS_REASON_TOO_LARGE;
    o->entry = ts_alloc_array(t.count, sizeof *o->entry);
    t.met = ts_alloc(t.count);
    t.stack = ts_alloc_array(t.count, sizeof *t.stack);
    t.met[0] = true;
    add_entry(&t, 0, 0);
    push(&t, links_of(&t, 0).child, 0);
    walk(&t);
    for (uint32_t id = 1; id < t.count; id++) { /* what no link leads to */
        push(&t, id, 0);
        walk(&t);
    }
    close_storages(o);
    ts_free(t.met);
    ts_free(t.stack);
    return TS_OK;
}

size_t ts_ole_find(const ts_ole *o, size_t storage, const char *name) {
    for (size_t i = storage + 1; i < o->entry[storage].end; i = o->entry[i].end)
        if (ts_span_eq_nocase(o->entry[i].name, ts_str(name)))
            return i;
    return 0;
}

bool ts_ole_is(const ts_ole *o, size_t entry, const char *name) {
    return o->entry[entry].parent == 0 && ts_span_eq_nocase(o->entry[entry].name, ts_str(name)) &&
           ts_ole_find(o, 0, name) == entry;
}

/* ---- which format ---- */

ts_ole_kind ts_ole_kind_of(const ts_ole *o, size_t storage) {
    static const struct {
        const char *name;
        ts_ole_kind kind;
    } signs[] = {
        {"__properties_version1.0", TS_OLE_MSG},
        {"Workbook", TS_OLE_XLS},
        {"Book", TS_OLE_XLS},
        {"WordDocument", TS_OLE_DOC},
        {"PowerPoint Document", TS_OLE_PPT},
    };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t found = ts_ole_find(o, storage, signs[i].name);
        if (found && !o->entry[found].storage)
            return signs[i].kind;
    }
    return TS_OLE_OTHER;
}

ts_ole_kind ts_ole_kind_of_head(const ts_head *head) {
    if (!ts_ole_magic(head->raw))
        return TS_OLE_NONE;
    ts_source memory, *in = head->in;
    ts_source_memory(&memory, head->raw);
    if (!in || in->size == UINT64_MAX)
        in = &memory;
    ts_ole o;
    ts_ole_kind kind = ts_ole_open(in, &o) ? TS_OLE_OTHER : ts_ole_kind_of(&o, 0);
    ts_ole_done(&o);
    ts_source_done(&memory);
    return kind;
}
