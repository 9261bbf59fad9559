/* pst.c - mail stores of Outlook: .pst and .ost of all versions (MS-PST; docs/adr/0012-own-mail-store-reader.md).
 *
 * Every message of the tree of nodes is a child, whether a folder still shows it or not; its folder stands in its name.
 * A store's password is only a number beside it, which nothing is locked by.
 */
#include "extract/extractor.h"
#include "extract/mapi.h"
#include "extract/pst_message.h"

#include <stdio.h>

#include "base/map.h"

enum {
    BID = 95,
    ROOT_FOLDER = 0x122, /* MS-PST 2.4.1 */
    FOLDER = 2, /* types of ids, 2.2.2.1 */
    MESSAGE = 4,
    ASSOCIATED = 8,
    FOLDER_DEPTH = 64,
    FOLDER_NAME = 1024
};

typedef struct reader {
    ts_pst p;
    ts_pst_names names;
    ts_sink *out;
    ts_map *folders; /* id to its path's number */
    ts_arena arena;
    ts_span *path;
    size_t paths, cap;
    uint64_t messages;
} reader;

static int bid(const ts_head *head) {
    ts_cursor c = ts_cursor_over(head->raw);
    bool sign = ts_span_eq(ts_read_span(&c, 4), ts_str("!BDN"));
    ts_skip(&c, 4);
    ts_span client = ts_read_span(&c, 2); /* PST, OST, address book */
    return c.ok && sign &&
                   (ts_span_eq(client, ts_str("SM")) || ts_span_eq(client, ts_str("SO")) ||
                    ts_span_eq(client, ts_str("AB")))
               ? BID
               : 0;
}

/* ---- folders ---- */

/* What a folder is called; empty for those that have no name. */
static void folder_name(reader *r, const ts_pst_node *node, ts_buf *out) {
    ts_pst_heap h;
    if (!ts_pst_heap_open(&r->p, node, &h))
        return;
    ts_pst_props props;
    ts_pst_value v;
    ts_pst_props_read(&h, &props);
    const ts_pst_prop *name = ts_pst_props_find(&props, TS_MAPI_NAME);
    if (name && ts_pst_value_open(&h, name, &v)) {
        TS_AUTO(ts_buf, ts_buf_wipe) raw = {0};
        ts_pst_value_read(&r->p, &v, FOLDER_NAME, &raw);
        ts_mapi_value(name->type, ts_buf_span(&raw), 0, out);
        ts_pst_value_done(&v);
    }
    ts_pst_props_done(&props);
    ts_pst_heap_done(&h);
}

/* "Top of Personal Folders/Inbox"; "lost" where no folder is known. */
static ts_span folder_path(reader *r, uint32_t nid) {
    bool added;
    char key[4] = {(char)nid, (char)(nid >> 8), (char)(nid >> 16), (char)(nid >> 24)};
    uint64_t *slot = ts_map_slot(r->folders, (ts_span){key, 4}, &added);
    if (!added)
        return r->path[*slot];
    if (r->paths == r->cap) {
        r->cap = r->cap ? r->cap * 2 : 64;
        r->path = ts_grow(r->path, r->cap, sizeof *r->path);
    }
    size_t mine = r->paths++;
    *slot = mine;
    r->path[mine] = ts_str("lost"); /* also what a folder inside itself finds */
    TS_AUTO(ts_buf, ts_buf_wipe) path = {0};
    uint32_t chain[FOLDER_DEPTH];
    size_t n = 0;
    ts_pst_node node;
    for (uint32_t at = nid; n < FOLDER_DEPTH && at != ROOT_FOLDER && ts_pst_find_node(&r->p, at, &node);
         at = node.parent) {
        chain[n++] = at;
        if (node.parent == at)
            break;
    }
    while (n) {
        TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
        if (ts_pst_find_node(&r->p, chain[--n], &node))
            folder_name(r, &node, &name);
        if (!name.len)
            continue;
        if (path.len)
            ts_buf_add_char(&path, '/');
        if (path.len + name.len < TS_LIMIT_NAME / 2)
            ts_buf_add(&path, ts_buf_span(&name));
    }
    if (path.len)
        r->path[mine] = ts_arena_copy(&r->arena, ts_buf_span(&path));
    else if (nid == ROOT_FOLDER)
        r->path[mine] = ts_str("root");
    return r->path[mine];
}

/* Folders are called after people too, empty ones as well. */
static ts_err emit_folder(reader *r, const ts_pst_node *node) {
    TS_TRY(ts_emit_text(r->out, folder_path(r, node->nid), TS_NO_OFFSET));
    return ts_emit_text(r->out, ts_str("\n"), TS_NO_OFFSET);
}

/* ---- the store ---- */

static ts_err emit_message(reader *r, const ts_pst_node *node) {
    if (++r->messages > TS_LIMIT_MEMBERS)
        return ts_fail(TS_ELIMIT, "pst: more than %llu messages", (unsigned long long)TS_LIMIT_MEMBERS);
    TS_AUTO(ts_buf, ts_buf_wipe) path = {0};
    ts_buf_add(&path, folder_path(r, node->parent));
    ts_buf_addf(&path, "/%s-%u", ts_pst_nid_type(node->nid) == MESSAGE ? "message" : "associated", node->nid >> 5);
    return ts_pst_message(&r->p, &r->names, node, ts_buf_span(&path), r->out);
}

/* Folders first, so that their text is one. */
static ts_err nodes(reader *r, bool folders) {
    ts_pst_walk w;
    ts_pst_node node;
    ts_pst_walk_begin(&r->p, &w);
    while (ts_pst_walk_next(&w, &node) && !r->p.spent) {
        unsigned type = ts_pst_nid_type(node.nid);
        if (folders && type == FOLDER)
            TS_TRY(emit_folder(r, &node));
        else if (!folders && (type == MESSAGE || type == ASSOCIATED))
            TS_TRY(emit_message(r, &node));
    }
    return TS_OK;
}

static ts_err read_store(reader *r) {
    ts_pst_walk w;
    ts_pst_node first;
    bool whole = ts_pst_settle(&r->p);
    ts_pst_walk_begin(&r->p, &w);
    if (!ts_pst_walk_next(&w, &first))
        return whole ? TS_OK : ts_fail(TS_EFORMAT, "pst: nothing is left of its tree of nodes");
    uint64_t lost = whole ? 0 : r->p.damaged;
    r->p.damaged = 0;
    if (!whole)
        TS_TRY(ts_emit_note(r->out, "its trees are damaged: messages are those whose pages were found without them"));
    ts_pst_names_open(&r->p, &r->names);
    TS_TRY(ts_emit_part(r->out, ts_str("folders")));
    TS_TRY(nodes(r, true));
    TS_TRY(nodes(r, false));
    if (r->p.spent)
        return ts_emit_unread(r->out, TS_REASON_RATIO, r->p.in->size);
    uint64_t damaged = r->p.damaged + lost < r->p.in->size ? r->p.damaged + lost : r->p.in->size;
    ts_reason reason = r->p.end > r->p.in->size ? TS_REASON_TRUNCATED : TS_REASON_CORRUPT;
    return whole && !damaged ? TS_OK : ts_emit_unread(r->out, reason, damaged);
}

static ts_err run(ts_source *in, ts_sink *out) {
    reader *r = ts_alloc(sizeof *r);
    r->out = out;
    r->folders = ts_map_new();
    ts_err err = ts_pst_open(in, &r->p);
    if (!err)
        err = read_store(r);
    ts_pst_names_done(&r->names);
    ts_pst_done(&r->p);
    ts_map_free(r->folders);
    ts_arena_wipe(&r->arena);
    ts_free(r->path);
    ts_free(r);
    return err;
}

const ts_extractor ts_extractor_pst = {.name = "pst", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
