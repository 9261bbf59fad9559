/* pst_ndb.c - the lower half of a mail store (MS-PST 2.2): its two B-trees, its blocks, its nodes. */
#include "extract/pst_ndb.h"

#include "base/limits.h"
#include "extract/inflate.h"
#include "extract/pst_crypt.h"
#include "extract/pst_found.h"
#include "extract/pst_page.h"

enum {
    HEADER = 564, /* of the longer form */
    CACHED = 256, /* pages: a path of each tree, and neighbours */
    INTERNAL = 2, /* the bit of a block id that says: a tree's own, not veiled */
    XBLOCK = 1,
    SLBLOCK = 2
};

/* ---- the header ---- */

static uint64_t wide(const ts_pst *p, ts_cursor *c) { return ts_pst_wide(p->kind, c); }

ts_err ts_pst_open(ts_source *in, ts_pst *p) {
    enum { VERSION = 10, ANSI_END = 168, ANSI_ROOTS = 184, ANSI_CRYPT = 461, END = 184, ROOTS = 216, CRYPT = 513 };
    char bytes[HEADER] = {0};
    *p = (ts_pst){.in = in};
    size_t len = in->size < HEADER ? (size_t)in->size : HEADER;
    TS_TRY(ts_source_read_at(in, 0, bytes, len));
    ts_cursor c = ts_cursor_over(ts_span_of(bytes, HEADER));
    ts_skip(&c, VERSION);
    uint16_t version = ts_read_u16le(&c);
    if (version < 14 || version > 40)
        return ts_fail(TS_EUNSUPPORTED, "pst: version %u is not known", version);
    p->kind = version < 20 ? TS_PST_ANSI : version < 36 ? TS_PST_UNICODE : TS_PST_UNICODE_4K;
    c = ts_cursor_over(ts_span_of(bytes, HEADER));
    ts_skip(&c, p->kind == TS_PST_ANSI ? ANSI_END : END);
    p->end = wide(p, &c);
    c = ts_cursor_over(ts_span_of(bytes, HEADER));
    ts_skip(&c, p->kind == TS_PST_ANSI ? ANSI_ROOTS : ROOTS);
    wide(p, &c);
    p->nodes = wide(p, &c);
    wide(p, &c);
    p->blocks = wide(p, &c);
    p->crypt = (uint8_t)bytes[p->kind == TS_PST_ANSI ? ANSI_CRYPT : CRYPT];
    if (p->crypt == 0x10)
        return ts_fail(TS_EENCRYPTED, "pst: encrypted for an account");
    if (p->crypt > 2)
        return ts_fail(TS_EUNSUPPORTED, "pst: encoding %u is not known", p->crypt);
    p->cache = ts_alloc_array(CACHED, sizeof *p->cache);
    for (size_t i = 0; i < CACHED; i++)
        p->cache[i].at = UINT64_MAX;
    return TS_OK;
}

void ts_pst_done(ts_pst *p) {
    if (p->cache)
        ts_wipe(p->cache, CACHED * sizeof *p->cache);
    ts_free(p->cache);
    ts_inflate_free(p->inflate);
    ts_pst_found_free(p->found);
    ts_buf_wipe(&p->packed);
    p->cache = NULL;
    p->inflate = NULL;
    p->found = NULL;
}

/* ---- pages ---- */

static void read_page(ts_pst *p, ts_pst_page *page) {
    size_t size = ts_pst_page_size(p->kind);
    page->sound = ts_source_read_at(p->in, page->at, page->bytes, size) == TS_OK;
    if (page->sound)
        ts_pst_page_parse(p->kind, page);
    if (!page->sound)
        p->damaged += size;
}

static const ts_pst_page *page_at(ts_pst *p, uint64_t at, uint8_t type) {
    ts_pst_page *page = &p->cache[(at / TS_PST_PAGE ^ at >> 21) % CACHED];
    if (page->at != at) {
        page->at = at;
        read_page(p, page);
    }
    return page->sound && page->type == type ? page : NULL;
}

/* The leaf's entry of a key, or false. */
static bool find(ts_pst *p, uint64_t root, uint8_t type, uint64_t key, uint64_t mask, ts_cursor *out) {
    uint64_t at = root;
    for (int above = TS_PST_LEVELS;;) {
        const ts_pst_page *page = page_at(p, at, type);
        if (!page || page->level >= above)
            return false;
        above = page->level;
        unsigned low = 0, high = page->entries; /* the last entry whose key is not beyond */
        while (low < high) {
            unsigned middle = (low + high) / 2;
            if ((ts_pst_key(p->kind, page, middle) & mask) <= key)
                low = middle + 1;
            else
                high = middle;
        }
        if (!low)
            return false;
        if (!page->level) {
            *out = ts_pst_entry(page, low - 1);
            return (ts_pst_key(p->kind, page, low - 1) & mask) == key;
        }
        at = ts_pst_below(p->kind, page, low - 1);
    }
}

/* ---- nodes ---- */

bool ts_pst_find_node(ts_pst *p, uint32_t nid, ts_pst_node *out) {
    ts_cursor c;
    if (p->found)
        return ts_pst_found_node(p->found, nid, out);
    if (!find(p, p->nodes, TS_PST_NBT, nid, UINT32_MAX, &c))
        return false;
    *out = ts_pst_read_node(p->kind, c);
    return true;
}

void ts_pst_walk_begin(ts_pst *p, ts_pst_walk *w) {
    *w = (ts_pst_walk){.p = p, .depth = 1, .pages = p->in->size / TS_PST_PAGE + 1};
    w->page[0].at = p->nodes;
    w->page[0].level = TS_PST_LEVELS;
}

bool ts_pst_walk_next(ts_pst_walk *w, ts_pst_node *out) {
    if (w->p->found)
        return ts_pst_found_next(w->p->found, &w->next, out);
    while (w->depth) {
        int top = w->depth - 1;
        const ts_pst_page *page = page_at(w->p, w->page[top].at, TS_PST_NBT);
        int above = top ? w->page[top - 1].level : TS_PST_LEVELS;
        if (!page || page->level >= above || w->page[top].next >= page->entries) {
            w->depth--;
            continue;
        }
        unsigned i = w->page[top].next++;
        w->page[top].level = page->level;
        if (!page->level) {
            *out = ts_pst_read_node(w->p->kind, ts_pst_entry(page, i));
            return true;
        }
        if (!w->pages)
            return false;
        w->pages--;
        w->depth++;
        w->page[top + 1].at = ts_pst_below(w->p->kind, page, i);
        w->page[top + 1].next = 0;
    }
    return false;
}

/* Walks all pages of a tree; false where one of them is none. */
static bool tree_is_whole(ts_pst *p, uint64_t root, uint8_t type) {
    struct {
        uint64_t at;
        unsigned next;
    } path[TS_PST_LEVELS] = {{root, 0}};
    int depth = 1, above[TS_PST_LEVELS + 1] = {TS_PST_LEVELS};
    for (uint64_t pages = p->in->size / TS_PST_PAGE + 1; depth;) {
        int top = depth - 1;
        const ts_pst_page *page = page_at(p, path[top].at, type);
        if (!page || page->level >= above[top])
            return false;
        above[depth] = page->level;
        if (!page->level || path[top].next == page->entries) {
            depth--;
            continue;
        }
        if (!pages--)
            return false;
        path[depth++].at = ts_pst_below(p->kind, page, path[top].next++);
        path[depth - 1].next = 0;
    }
    return true;
}

bool ts_pst_settle(ts_pst *p) {
    if (tree_is_whole(p, p->nodes, TS_PST_NBT) && tree_is_whole(p, p->blocks, TS_PST_BBT))
        return true;
    p->found = ts_pst_found_new(p->in, p->kind);
    return false;
}

/* ---- blocks ---- */

/* The lowest bit of a block's id is nobody's. */
static bool find_block(ts_pst *p, uint64_t bid, ts_pst_place *out) {
    ts_cursor c;
    if (!bid)
        return false;
    if (p->found)
        return ts_pst_found_block(p->found, bid & ~UINT64_C(1), out);
    if (!find(p, p->blocks, TS_PST_BBT, bid & ~UINT64_C(1), ~UINT64_C(1), &c))
        return false;
    *out = ts_pst_read_place(p->kind, c);
    return true;
}

/* A packed block is a zlib stream (RFC 1950). */
static bool unpack(ts_pst *p, size_t size, ts_buf *out) {
    enum { ZLIB_HEADER = 2 };
    if (!p->inflate)
        p->inflate = ts_inflate_new();
    ts_inflate_reset(p->inflate);
    size_t used, got, all = 0;
    bool ended = false;
    ts_span in = ts_slice(ts_buf_span(&p->packed), ZLIB_HEADER, SIZE_MAX);
    ts_buf_clear(out);
    ts_buf_reserve(out, size);
    while (!ended && all < size) {
        if (ts_inflate_run(p->inflate, in, out->ptr + all, size - all, &used, &got, &ended) != TS_OK || (!used && !got))
            return false;
        in = ts_slice(in, used, SIZE_MAX);
        all += got;
    }
    out->len = all;
    return all == size;
}

static bool may_work(ts_pst *p, size_t bytes) {
    p->work += bytes + TS_PST_PAGE;
    p->spent |= p->work > TS_LIMIT_PST_WORK_FROM && p->work / TS_LIMIT_PST_WORK > p->in->size;
    return !p->spent;
}

bool ts_pst_block(ts_pst *p, uint64_t bid, ts_buf *out) {
    ts_pst_place b;
    ts_buf_clear(out);
    if (p->spent)
        return false;
    if (!find_block(p, bid, &b) || !may_work(p, b.size)) {
        p->damaged += TS_PST_PAGE;
        return false;
    }
    bool packed = b.stored < b.size;
    ts_buf *raw = packed ? &p->packed : out;
    ts_buf_clear(raw);
    ts_buf_reserve(raw, b.stored);
    bool read = ts_source_read_at(p->in, b.at, raw->ptr, b.stored) == TS_OK;
    raw->len = read ? b.stored : 0;
    if (read && packed)
        read = unpack(p, b.size, out);
    if (!read) {
        p->damaged += b.stored;
        return false;
    }
    if (!(bid & INTERNAL)) {
        if (p->crypt == 1)
            ts_pst_permute(out->ptr, out->len);
        else if (p->crypt == 2)
            ts_pst_cyclic(out->ptr, out->len, (uint32_t)bid);
    }
    return true;
}

/* What follows is not read. */
static bool is_full(ts_pst_data *d) {
    d->whole &= d->n < TS_LIMIT_PST_BLOCKS;
    return d->n >= TS_LIMIT_PST_BLOCKS;
}

static void add_block(ts_pst *p, ts_pst_data *d, uint64_t bid) {
    ts_pst_place b;
    if (!may_work(p, 0) || !find_block(p, bid, &b)) {
        d->whole = false;
        p->damaged += TS_PST_PAGE;
        return;
    }
    if (d->n == d->cap) {
        d->cap = d->cap ? d->cap * 2 : 8;
        d->block = ts_grow(d->block, d->cap, sizeof *d->block);
    }
    d->block[d->n++] = bid;
    d->size += b.size;
}

/* Reads an XBLOCK or XXBLOCK (MS-PST 2.2.2.8.3.2), up to where its ids begin; *level 1 or 2, else false. */
static bool open_tree(ts_pst *p, uint64_t bid, ts_buf *b, ts_cursor *c, unsigned *level, unsigned *n) {
    if (!ts_pst_block(p, bid, b))
        return false;
    *c = ts_cursor_over(ts_buf_span(b));
    bool tree = ts_read_u8(c) == XBLOCK;
    *level = ts_read_u8(c);
    *n = ts_read_u16le(c);
    ts_skip(c, 4); /* bytes of all: not believed */
    bool is = c->ok && tree && (*level == 1 || *level == 2);
    p->damaged += is ? 0 : b->len;
    return is;
}

void ts_pst_data_open(ts_pst *p, uint64_t bid, ts_pst_data *d) {
    *d = (ts_pst_data){.whole = true};
    if (!bid)
        return;
    if (!(bid & INTERNAL)) {
        add_block(p, d, bid);
        return;
    }
    TS_AUTO(ts_buf, ts_buf_wipe) outer = {0}, inner = {0};
    ts_cursor c, below;
    unsigned level, n, m, sub;
    if (!open_tree(p, bid, &outer, &c, &level, &n)) {
        d->whole = false;
        return;
    }
    for (unsigned i = 0; i < n && !is_full(d); i++) {
        uint64_t id = wide(p, &c);
        if (!c.ok || (level == 2 && (!open_tree(p, id, &inner, &below, &sub, &m) || sub != 1))) {
            d->whole = false;
            continue;
        }
        if (level == 1)
            add_block(p, d, id);
        else
            for (unsigned k = 0; k < m && below.ok && !is_full(d); k++)
                add_block(p, d, wide(p, &below));
    }
}

void ts_pst_data_done(ts_pst_data *d) {
    ts_free(d->block);
    *d = (ts_pst_data){0};
}

/* ---- nodes below a node ---- */

/* Reads an SLBLOCK (MS-PST 2.2.2.8.3.3.1) or, above it, a SIBLOCK (2.2.2.8.3.3.2), up to where its entries begin. */
static bool open_list(ts_pst *p, uint64_t bid, ts_buf *b, ts_cursor *c, unsigned *level, unsigned *n) {
    if (!ts_pst_block(p, bid, b))
        return false;
    *c = ts_cursor_over(ts_buf_span(b));
    bool list = ts_read_u8(c) == SLBLOCK;
    *level = ts_read_u8(c);
    *n = ts_read_u16le(c);
    ts_skip(c, p->kind == TS_PST_ANSI ? 0 : 4);
    bool is = c->ok && list && *level <= 1;
    p->damaged += is ? 0 : b->len;
    return is;
}

static void add_subnodes(const ts_pst *p, ts_cursor *c, unsigned n, ts_pst_subnodes *s) {
    for (unsigned i = 0; i < n; i++) {
        ts_pst_node node = {.nid = (uint32_t)wide(p, c)};
        node.data = wide(p, c);
        node.sub = wide(p, c);
        if (!c->ok || s->n == TS_LIMIT_PST_SUBNODES) {
            s->whole = false;
            return;
        }
        if (s->n == s->cap) {
            s->cap = s->cap ? s->cap * 2 : 16;
            s->node = ts_grow(s->node, s->cap, sizeof *s->node);
        }
        s->node[s->n++] = node;
    }
}

void ts_pst_subnodes_open(ts_pst *p, uint64_t bid, ts_pst_subnodes *s) {
    *s = (ts_pst_subnodes){.whole = true};
    if (!bid)
        return;
    TS_AUTO(ts_buf, ts_buf_wipe) outer = {0}, inner = {0};
    ts_cursor c, below;
    unsigned level, n, sub, m;
    if (!open_list(p, bid, &outer, &c, &level, &n)) {
        s->whole = false;
        return;
    }
    if (!level) {
        add_subnodes(p, &c, n, s);
        return;
    }
    for (unsigned i = 0; i < n; i++) {
        wide(p, &c);
        uint64_t id = wide(p, &c);
        if (s->n == TS_LIMIT_PST_SUBNODES || !c.ok) {
            s->whole = false;
            break;
        }
        if (open_list(p, id, &inner, &below, &sub, &m) && !sub)
            add_subnodes(p, &below, m, s);
        else
            s->whole = false;
    }
}

void ts_pst_subnodes_done(ts_pst_subnodes *s) {
    ts_free(s->node);
    *s = (ts_pst_subnodes){0};
}

const ts_pst_node *ts_pst_subnode(const ts_pst_subnodes *s, uint32_t nid) {
    for (size_t i = 0; i < s->n; i++)
        if (s->node[i].nid == nid)
            return &s->node[i];
    return NULL;
}
