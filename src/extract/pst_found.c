/* pst_found.c - nodes and blocks of a mail store whose trees are damaged: gathered from every leaf page of the file.
 *
 * A page says of itself what it is, and its signature holds only where it stands, so that no other bytes are taken for
 * one.  Pages that the store gave up long ago are found too: of two that speak of one node or block, the one with
 * the higher id is the newer.
 */
#include "extract/pst_found.h"

#include <stdlib.h>

#include "base/limits.h"

enum { CHUNK = 1024 * 1024 };

typedef struct block {
    ts_pst_place place;
    uint64_t page;
} block;

typedef struct node {
    ts_pst_node node;
    uint64_t page;
} node;

struct ts_pst_found {
    block *block;
    node *node;
    size_t blocks, block_cap, nodes, node_cap;
};

/* ---- gathering ---- */

static void add_leaf(ts_pst_found *f, ts_pst_kind kind, const ts_pst_page *page) {
    for (unsigned i = 0; i < page->entries; i++) {
        ts_cursor c = ts_pst_entry(page, i);
        if (page->type == TS_PST_BBT && f->blocks < TS_LIMIT_PST_FOUND) {
            if (f->blocks == f->block_cap) {
                f->block_cap = f->block_cap ? f->block_cap * 2 : 1024;
                f->block = ts_grow(f->block, f->block_cap, sizeof *f->block);
            }
            f->block[f->blocks].place = ts_pst_read_place(kind, c);
            f->block[f->blocks].place.bid &= ~UINT64_C(1);
            f->block[f->blocks++].page = page->bid;
        } else if (page->type == TS_PST_NBT && f->nodes < TS_LIMIT_PST_FOUND) {
            if (f->nodes == f->node_cap) {
                f->node_cap = f->node_cap ? f->node_cap * 2 : 1024;
                f->node = ts_grow(f->node, f->node_cap, sizeof *f->node);
            }
            f->node[f->nodes].node = ts_pst_read_node(kind, c);
            f->node[f->nodes++].page = page->bid;
        }
    }
}

/* Every place at which a page may stand. */
static void look_through(ts_pst_found *f, ts_source *in, ts_pst_kind kind) {
    size_t size = ts_pst_page_size(kind);
    ts_pst_page *page = ts_alloc(sizeof *page);
    char *chunk = ts_alloc(CHUNK + TS_PST_PAGE_4K);
    for (uint64_t at = 0; at + size <= in->size; at += CHUNK) {
        uint64_t left = in->size - at;
        size_t len = left < CHUNK + TS_PST_PAGE_4K ? (size_t)left : CHUNK + TS_PST_PAGE_4K;
        if (ts_source_read_at(in, at, chunk, len) != TS_OK)
            continue;
        for (size_t i = 0; i < CHUNK && i + size <= len; i += TS_PST_PAGE) {
            size_t type = i + size - (kind == TS_PST_ANSI ? 12 : kind == TS_PST_UNICODE ? 16 : 24);
            if (((uint8_t)chunk[type] & 0xFE) != TS_PST_BBT || chunk[type] != chunk[type + 1])
                continue;
            page->at = at + i;
            memcpy(page->bytes, chunk + i, size);
            ts_pst_page_parse(kind, page);
            if (page->sound && page->signed_right && !page->level)
                add_leaf(f, kind, page);
        }
    }
    ts_wipe(chunk, CHUNK + TS_PST_PAGE_4K);
    ts_free(chunk);
    ts_wipe(page, sizeof *page);
    ts_free(page);
}

/* ---- in order ---- */

static int order(uint64_t a, uint64_t b, uint64_t page_a, uint64_t page_b) {
    return a != b ? (a < b ? -1 : 1) : page_a != page_b ? (page_a > page_b ? -1 : 1) : 0;
}
static int by_bid(const void *a, const void *b) {
    const block *x = a, *y = b;
    int first = order(x->place.bid, y->place.bid, x->page, y->page);
    return first ? first : order(x->place.at, y->place.at, 0, 0);
}
static int by_nid(const void *a, const void *b) {
    const node *x = a, *y = b;
    int first = order(x->node.nid, y->node.nid, x->page, y->page);
    return first ? first : order(x->node.data, y->node.data, 0, 0);
}

/* Of those that are alike, the first stays. */
static void settle(ts_pst_found *f) {
    size_t n = 0;
    if (f->blocks)
        qsort(f->block, f->blocks, sizeof *f->block, by_bid);
    for (size_t i = 0; i < f->blocks; i++)
        if (!n || f->block[n - 1].place.bid != f->block[i].place.bid)
            f->block[n++] = f->block[i];
    f->blocks = n;
    n = 0;
    if (f->nodes)
        qsort(f->node, f->nodes, sizeof *f->node, by_nid);
    for (size_t i = 0; i < f->nodes; i++)
        if (!n || f->node[n - 1].node.nid != f->node[i].node.nid)
            f->node[n++] = f->node[i];
    f->nodes = n;
}

ts_pst_found *ts_pst_found_new(ts_source *in, ts_pst_kind kind) {
    ts_pst_found *f = ts_alloc(sizeof *f);
    look_through(f, in, kind);
    settle(f);
    return f;
}

void ts_pst_found_free(ts_pst_found *f) {
    if (!f)
        return;
    ts_free(f->block);
    ts_free(f->node);
    ts_free(f);
}

/* ---- looking up ---- */

bool ts_pst_found_block(const ts_pst_found *f, uint64_t bid, ts_pst_place *out) {
    size_t low = 0, high = f->blocks;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->block[middle].place.bid < bid)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == f->blocks || f->block[low].place.bid != bid)
        return false;
    *out = f->block[low].place;
    return true;
}

bool ts_pst_found_node(const ts_pst_found *f, uint32_t nid, ts_pst_node *out) {
    size_t low = 0, high = f->nodes;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->node[middle].node.nid < nid)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == f->nodes || f->node[low].node.nid != nid)
        return false;
    *out = f->node[low].node;
    return true;
}

bool ts_pst_found_next(const ts_pst_found *f, size_t *at, ts_pst_node *out) {
    if (*at >= f->nodes)
        return false;
    *out = f->node[(*at)++].node;
    return true;
}
