/* ole_tree.c - the directory of a compound file: a binary tree of names for each storage (MS-CFB 2.6).
 *
 * It is walked with a stack of our own, and each entry is met once, whatever the links say.  Entries that no link leads to
 * are kept as if they stood at the top: a damaged tree hides nothing.
 */
#include "extract/ole_tree.h"

#include "base/limits.h"

#include "text/encoding.h"

enum { ENTRY = 128, NAME = 64, STORAGE = 1, STREAM = 2, ROOT = 5 };
#define FILETIME_1970 INT64_C(11644473600000) /* milliseconds from 1601 */

typedef struct step {
    uint32_t id;
    size_t parent;
} step;

typedef struct tree {
    ts_span directory;
    bool narrow;
    ts_arena *names;
    ts_ole_entry *entry;
    size_t entries;
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
    ts_ole_entry *e = &t->entry[t->entries++];
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
    if (t->narrow) /* the upper half may hold anything in files of version 3 (2.6.3) */
        e->size &= UINT32_MAX;
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    len = len < 2 ? 0 : len > NAME ? NAME : len - 2; /* its NUL is counted */
    ts_to_utf8(TS_UTF16LE, ts_slice(name, 0, len), true, &text, &used);
    e->name = ts_arena_copy(t->names, ts_buf_span(&text));
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
        size_t at = t->entries;
        add_entry(t, s.id, s.parent);
        push(t, l.right, s.parent);
        if (l.type == STORAGE)
            push(t, l.child, at); /* comes off first: what is inside stands right behind */
    }
}

/* Where each storage ends: entries inside one stand behind it without a gap. */
static void close_storages(ts_ole_entry *entry, size_t entries) {
    for (size_t i = entries; i-- > 0;) {
        ts_ole_entry *e = &entry[i];
        if (e->end < i + 1)
            e->end = i + 1;
        if (i && entry[e->parent].end < e->end)
            entry[e->parent].end = e->end;
    }
}

ts_err ts_ole_tree(ts_span directory, bool narrow, ts_arena *names, ts_ole_entry **entry, size_t *entries, bool *cut) {
    tree t = {.directory = directory, .narrow = narrow, .names = names};
    uint64_t count = directory.len / ENTRY;
    t.count = count < TS_LIMIT_MEMBERS ? (uint32_t)count : (uint32_t)TS_LIMIT_MEMBERS;
    if (!t.count || (links_of(&t, 0).type != ROOT))
        return ts_fail(TS_EFORMAT, "compound file: its directory cannot be read");
    t.entry = ts_alloc_array(t.count, sizeof *t.entry);
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
    close_storages(t.entry, t.entries);
    ts_free(t.met);
    ts_free(t.stack);
    *entry = t.entry;
    *entries = t.entries;
    *cut = count > t.count;
    return TS_OK;
}
