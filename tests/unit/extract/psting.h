/* psting.h - writes small mail stores of Outlook, of every kind there is, as MS-PST says: for tests of the reader.
 *
 * An account of its own: it shares no line with the reader.  `readpst` of libpst reads what it writes
 * (tests/fixtures/extract/README.md).
 */
#ifndef TS_TESTS_EXTRACT_PSTING_H
#define TS_TESTS_EXTRACT_PSTING_H

#include <stdlib.h>
#include <zlib.h>

#include "base/bytes.h"
#include "base/mem.h"
#include "extract/pst_crypt.h"

enum { PSTING_ANSI, PSTING_UNICODE, PSTING_4K };
enum { PSTING_MOST = 512, PSTING_HEAP_ITEM = 3580 };

typedef struct psting_node {
    uint32_t nid, parent;
    uint64_t data, sub;
} psting_node;

typedef struct psting {
    int kind, crypt;
    ts_buf file;
    struct {
        uint64_t bid, at;
        uint16_t stored, size;
    } block[PSTING_MOST];
    size_t blocks;
    psting_node node[PSTING_MOST];
    size_t nodes;
    uint64_t next; /* block id */
    size_t piece; /* bytes of a data block; smaller ones make more of them */
    size_t per_page; /* entries of a page of the trees; 0: as many as fit */
    uint64_t root[2]; /* of blocks, of nodes: where, once written */
} psting;

static inline bool psting_wide(const psting *p) { return p->kind != PSTING_ANSI; }
static inline void psting_id(const psting *p, ts_buf *b, uint64_t v) {
    if (psting_wide(p))
        ts_buf_add_u64le(b, v);
    else
        ts_buf_add_u32le(b, (uint32_t)v);
}
static inline void psting_fill(ts_buf *b, size_t to) {
    while (b->len < to)
        ts_buf_add_char(b, 0);
}
static inline uint32_t psting_crc(ts_span s) { /* MS-PST 5.3: no inversion before or after */
    return (uint32_t)(crc32(0xFFFFFFFF, (const unsigned char *)s.ptr, (unsigned)s.len) ^ 0xFFFFFFFF);
}
static inline uint16_t psting_sign(uint64_t at, uint64_t bid) { /* MS-PST 5.5 */
    uint32_t x = (uint32_t)(at ^ bid);
    return (uint16_t)(x >> 16 ^ x);
}

static inline void psting_begin(psting *p, int kind, int crypt) {
    *p = (psting){.kind = kind, .crypt = crypt, .next = 8, .piece = kind == PSTING_4K ? 60000 : 8176};
    psting_fill(&p->file, 0x4600);
}

/* ---- blocks ---- */

static inline uint64_t psting_block(psting *p, ts_span bytes, bool internal) {
    enum { LONGER = 24 };
    uint64_t bid = p->next | (internal ? 2 : 0);
    p->next += 4;
    size_t trailer = p->kind == PSTING_4K ? LONGER : psting_wide(p) ? 16 : 12, unit = p->kind == PSTING_4K ? 512 : 64;
    psting_fill(&p->file, (p->file.len + unit - 1) / unit * unit);
    uint64_t at = p->file.len;
    char *copy = ts_alloc(bytes.len + 1);
    if (bytes.len)
        memcpy(copy, bytes.ptr, bytes.len);
    if (!internal && p->crypt == 1) { /* the reader's table undoes; here it is turned round */
        char table[256];
        uint8_t forth[256];
        for (int i = 0; i < 256; i++)
            table[i] = (char)i;
        ts_pst_permute(table, 256);
        for (int i = 0; i < 256; i++)
            forth[(uint8_t)table[i]] = (uint8_t)i;
        for (size_t i = 0; i < bytes.len; i++)
            copy[i] = (char)forth[(uint8_t)copy[i]];
    }
    if (!internal && p->crypt == 2)
        ts_pst_cyclic(copy, bytes.len, (uint32_t)bid);
    ts_span stored = {copy, bytes.len};
    TS_AUTO(ts_buf, ts_buf_done) packed = {0};
    uLongf len = compressBound((uLong)bytes.len);
    ts_buf_reserve(&packed, len);
    if (p->kind == PSTING_4K &&
        compress2((Bytef *)packed.ptr, &len, (const Bytef *)copy, (uLong)bytes.len, 9) == Z_OK && len < bytes.len)
        stored = (ts_span){packed.ptr, len};
    p->block[p->blocks].bid = bid;
    p->block[p->blocks].at = at;
    p->block[p->blocks].stored = (uint16_t)stored.len;
    p->block[p->blocks++].size = (uint16_t)bytes.len;
    ts_buf_add(&p->file, stored);
    psting_fill(&p->file, (at + stored.len + trailer + unit - 1) / unit * unit - trailer);
    ts_buf_add_u16le(&p->file, (uint16_t)stored.len);
    ts_buf_add_u16le(&p->file, psting_sign(at, bid));
    if (psting_wide(p)) {
        ts_buf_add_u32le(&p->file, psting_crc(stored));
        ts_buf_add_u64le(&p->file, bid);
    } else {
        ts_buf_add_u32le(&p->file, (uint32_t)bid);
        ts_buf_add_u32le(&p->file, psting_crc(stored));
    }
    psting_fill(&p->file, (at + stored.len + trailer + unit - 1) / unit * unit);
    ts_free(copy);
    return bid;
}

/* A tree of the blocks: XBLOCK. */
static inline uint64_t psting_tree(psting *p, const uint64_t *bid, size_t n, uint32_t bytes) {
    if (n == 1)
        return bid[0];
    TS_AUTO(ts_buf, ts_buf_done) x = {0};
    ts_buf_add_u8(&x, 1);
    ts_buf_add_u8(&x, 1);
    ts_buf_add_u16le(&x, (uint16_t)n);
    ts_buf_add_u32le(&x, bytes);
    for (size_t i = 0; i < n; i++)
        psting_id(p, &x, bid[i]);
    return psting_block(p, ts_buf_span(&x), true);
}

static inline uint64_t psting_data(psting *p, ts_span bytes) {
    uint64_t bid[PSTING_MOST];
    size_t n = 0;
    for (size_t at = 0; at < bytes.len; at += p->piece)
        bid[n++] = psting_block(p, ts_slice(bytes, at, p->piece), false);
    return n ? psting_tree(p, bid, n, (uint32_t)bytes.len) : 0;
}

static inline uint64_t psting_subnodes(psting *p, const psting_node *node, size_t n) {
    if (!n)
        return 0;
    TS_AUTO(ts_buf, ts_buf_done) s = {0};
    ts_buf_add_u8(&s, 2);
    ts_buf_add_u8(&s, 0);
    ts_buf_add_u16le(&s, (uint16_t)n);
    if (psting_wide(p))
        ts_buf_add_u32le(&s, 0);
    for (size_t i = 0; i < n; i++) {
        psting_id(p, &s, node[i].nid);
        psting_id(p, &s, node[i].data);
        psting_id(p, &s, node[i].sub);
    }
    return psting_block(p, ts_buf_span(&s), true);
}

static inline void psting_add(psting *p, uint32_t nid, uint32_t parent, psting_node of) {
    of.nid = nid;
    of.parent = parent;
    p->node[p->nodes++] = of;
}

/* ---- heaps ---- */

typedef struct psting_heap {
    psting *p;
    uint8_t client;
    struct {
        ts_buf bytes;
        uint16_t from[2048];
        size_t items;
    } * block;
    size_t n;
    size_t room; /* bytes of items of one block */
    psting_node sub[PSTING_MOST];
    size_t subs;
    ts_buf records; /* of a property context */
    size_t props;
} psting_heap;

static inline psting_heap psting_heap_new(psting *p, uint8_t client) {
    return (psting_heap){.p = p, .client = client, .room = p->piece > 8000 ? 7000 : p->piece};
}

static inline uint32_t psting_item(psting_heap *h, ts_span s) {
    if (!h->n || h->block[h->n - 1].bytes.len + s.len > h->room) {
        h->block = ts_grow(h->block, h->n + 1, sizeof *h->block);
        memset(&h->block[h->n], 0, sizeof *h->block);
        psting_fill(&h->block[h->n].bytes, h->n == 0 ? 12 : h->n % 128 == 8 ? 66 : 2);
        h->n++;
    }
    size_t b = h->n - 1, bits = h->p->kind == PSTING_4K ? 14 : 11;
    h->block[b].from[h->block[b].items++] = (uint16_t)h->block[b].bytes.len;
    ts_buf_add(&h->block[b].bytes, s);
    return (uint32_t)(b << (5 + bits) | h->block[b].items << 5);
}

/* Gives the node of the heap; root: its first item. */
static inline psting_node psting_heap_end(psting_heap *h, uint32_t root) {
    uint64_t bid[PSTING_MOST];
    uint32_t bytes = 0;
    for (size_t i = 0; i < h->n; i++) {
        ts_buf *b = &h->block[i].bytes;
        uint16_t end = (uint16_t)b->len, map = (uint16_t)((b->len + 1) & ~(size_t)1);
        psting_fill(b, map);
        ts_buf_add_u16le(b, (uint16_t)h->block[i].items);
        ts_buf_add_u16le(b, 0);
        for (size_t k = 0; k < h->block[i].items; k++)
            ts_buf_add_u16le(b, h->block[i].from[k]);
        ts_buf_add_u16le(b, end);
        b->ptr[0] = (char)map;
        b->ptr[1] = (char)(map >> 8);
        if (!i) {
            b->ptr[2] = (char)0xEC;
            b->ptr[3] = (char)h->client;
            for (int k = 0; k < 4; k++)
                b->ptr[4 + k] = (char)(root >> 8 * k);
        }
        bid[i] = psting_block(h->p, ts_buf_span(b), false);
        bytes += (uint32_t)b->len;
        ts_buf_done(b);
    }
    psting_node node = {.data = psting_tree(h->p, bid, h->n, bytes), .sub = psting_subnodes(h->p, h->sub, h->subs)};
    ts_free(h->block);
    ts_buf_done(&h->records);
    return node;
}

static inline uint32_t psting_sub(psting_heap *h, uint32_t nid, psting_node of) {
    of.nid = nid ? nid : (uint32_t)(0x8000 + h->subs) << 5 | 0x1F;
    h->sub[h->subs++] = of;
    return of.nid;
}

/* A value of variable length: in the heap, or in a node of its own. */
static inline uint32_t psting_value(psting_heap *h, ts_span s) {
    if (s.len <= PSTING_HEAP_ITEM && s.len < h->room / 2)
        return s.len ? psting_item(h, s) : 0;
    return psting_sub(h, 0, (psting_node){.data = psting_data(h->p, s)});
}

/* ---- properties, added in the order of their ids ---- */

static inline void psting_prop_raw(psting_heap *h, uint16_t id, uint16_t type, uint32_t value) {
    ts_buf_add_u16le(&h->records, id);
    ts_buf_add_u16le(&h->records, type);
    ts_buf_add_u32le(&h->records, value);
    h->props++;
}
static inline void psting_number(psting_heap *h, uint16_t id, uint32_t value) { psting_prop_raw(h, id, 0x03, value); }
static inline void psting_bytes(psting_heap *h, uint16_t id, uint16_t type, ts_span s) {
    psting_prop_raw(h, id, type, psting_value(h, s));
}
/* Latin-1 of a UTF-8 text, or UTF-16 of it, as the kind of store wants. */
static inline ts_buf psting_text(const psting *p, const char *utf8) {
    ts_buf b = {0};
    ts_span s = ts_str(utf8);
    for (size_t at = 0; at < s.len;) {
        uint32_t c = ts_utf8_next(s, &at);
        if (psting_wide(p))
            ts_buf_add_u16le(&b, (uint16_t)c);
        else
            ts_buf_add_u8(&b, (uint8_t)c);
    }
    return b;
}
static inline void psting_string(psting_heap *h, uint16_t id, const char *utf8) {
    TS_AUTO(ts_buf, ts_buf_done) b = psting_text(h->p, utf8);
    psting_bytes(h, id, psting_wide(h->p) ? 0x1F : 0x1E, ts_buf_span(&b));
}
static inline void psting_time(psting_heap *h, uint16_t id, uint64_t seconds_since_1970) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_add_u64le(&b, (seconds_since_1970 + UINT64_C(11644473600)) * 10000000);
    psting_bytes(h, id, 0x40, ts_buf_span(&b));
}

/* A tree on the heap (MS-PST 2.3.2), with an upper level where `split` records stand in each leaf. */
static inline uint32_t psting_bth(psting_heap *h, size_t key, size_t data, ts_span records, size_t split) {
    TS_AUTO(ts_buf, ts_buf_done) header = {0}, upper = {0};
    size_t size = key + data;
    uint32_t root = 0;
    if (split) {
        for (size_t at = 0; at < records.len; at += split * size) {
            uint32_t leaf = psting_item(h, ts_slice(records, at, split * size));
            ts_buf_add(&upper, ts_slice(records, at, key));
            ts_buf_add_u32le(&upper, leaf);
        }
        root = psting_item(h, ts_buf_span(&upper));
    } else if (records.len) {
        root = psting_item(h, records);
    }
    ts_buf_add_u8(&header, 0xB5);
    ts_buf_add_u8(&header, (uint8_t)key);
    ts_buf_add_u8(&header, (uint8_t)data);
    ts_buf_add_u8(&header, split > 0);
    ts_buf_add_u32le(&header, root);
    return psting_item(h, ts_buf_span(&header));
}

static inline psting_node psting_props_end(psting_heap *h, size_t split) {
    uint32_t root = psting_bth(h, 2, 6, ts_buf_span(&h->records), split);
    return psting_heap_end(h, root);
}

/* ---- tables (MS-PST 2.3.4) ---- */

typedef struct psting_column {
    uint16_t type, id, at;
    uint8_t size;
} psting_column;

/* Rows stand at the item or node `rows`; a byte of bits ends each. */
static inline psting_node psting_table_end(psting_heap *h, const psting_column *column, size_t columns, size_t row,
                                           ts_span index, uint32_t rows) {
    TS_AUTO(ts_buf, ts_buf_done) info = {0};
    uint32_t tree = psting_bth(h, 4, psting_wide(h->p) ? 4 : 2, index, 0);
    ts_buf_add_u8(&info, 0x7C);
    ts_buf_add_u8(&info, (uint8_t)columns);
    for (int i = 0; i < 3; i++)
        ts_buf_add_u16le(&info, (uint16_t)(row - 1));
    ts_buf_add_u16le(&info, (uint16_t)row);
    ts_buf_add_u32le(&info, tree);
    ts_buf_add_u32le(&info, rows);
    ts_buf_add_u32le(&info, 0);
    for (size_t i = 0; i < columns; i++) {
        ts_buf_add_u16le(&info, column[i].type);
        ts_buf_add_u16le(&info, column[i].id);
        ts_buf_add_u16le(&info, column[i].at);
        ts_buf_add_u8(&info, column[i].size);
        ts_buf_add_u8(&info, (uint8_t)i);
    }
    return psting_heap_end(h, psting_item(h, ts_buf_span(&info)));
}

typedef struct psting_recipient {
    uint32_t type;
    const char *name, *mail;
} psting_recipient;

/* long_rows: they stand in a node of their own. */
static inline psting_node psting_recipients(psting *p, const psting_recipient *r, size_t n, bool long_rows) {
    enum { COLUMNS = 5, ROW = 21 };
    uint16_t string = psting_wide(p) ? 0x1F : 0x1E;
    const psting_column column[COLUMNS] = {{0x03, 0x67F2, 0, 4},
                                           {0x03, 0x0C15, 4, 4},
                                           {string, 0x3001, 8, 4},
                                           {string, 0x3003, 12, 4},
                                           {string, 0x39FE, 16, 4}};
    psting_heap h = psting_heap_new(p, 0x7C);
    TS_AUTO(ts_buf, ts_buf_done) rows = {0}, index = {0};
    for (size_t i = 0; i < n; i++) {
        TS_AUTO(ts_buf, ts_buf_done) name = psting_text(p, r[i].name), mail = psting_text(p, r[i].mail);
        ts_buf_add_u32le(&rows, (uint32_t)i + 1);
        ts_buf_add_u32le(&rows, r[i].type);
        ts_buf_add_u32le(&rows, psting_value(&h, ts_buf_span(&name)));
        ts_buf_add_u32le(&rows, 0);
        ts_buf_add_u32le(&rows, psting_value(&h, ts_buf_span(&mail)));
        ts_buf_add_u8(&rows, 0xE8); /* the fourth is not there */
        ts_buf_add_u32le(&index, (uint32_t)i + 1);
        if (psting_wide(p))
            ts_buf_add_u32le(&index, (uint32_t)i);
        else
            ts_buf_add_u16le(&index, (uint16_t)i);
    }
    uint32_t at = long_rows ? psting_sub(&h, 0, (psting_node){.data = psting_data(p, ts_buf_span(&rows))})
                            : psting_item(&h, ts_buf_span(&rows));
    return psting_table_end(&h, column, COLUMNS, ROW, ts_buf_span(&index), at);
}

/* The table of a message's attachments: their nodes' ids, and how each is attached. */
static inline psting_node psting_attachments(psting *p, const uint32_t *nid, const uint32_t *method, size_t n) {
    enum { COLUMNS = 2, ROW = 9 };
    static const psting_column column[COLUMNS] = {{0x03, 0x67F2, 0, 4}, {0x03, 0x3705, 4, 4}};
    psting_heap h = psting_heap_new(p, 0x7C);
    TS_AUTO(ts_buf, ts_buf_done) rows = {0}, index = {0};
    for (size_t i = 0; i < n; i++) {
        ts_buf_add_u32le(&rows, nid[i]);
        ts_buf_add_u32le(&rows, method[i]);
        ts_buf_add_u8(&rows, 0xC0);
        ts_buf_add_u32le(&index, nid[i]);
        if (psting_wide(p))
            ts_buf_add_u32le(&index, (uint32_t)i);
        else
            ts_buf_add_u16le(&index, (uint16_t)i);
    }
    uint32_t at = psting_item(&h, ts_buf_span(&rows));
    return psting_table_end(&h, column, COLUMNS, ROW, ts_buf_span(&index), at);
}

/* ---- trees and the header ---- */

typedef struct psting_entry {
    uint64_t key, bid, at;
} psting_entry;

/* A page of n entries, each `size` bytes; gives where it stands. */
static inline psting_entry psting_page(psting *p, uint8_t type, uint8_t level, ts_span entries, size_t size,
                                       uint64_t key) {
    size_t page = p->kind == PSTING_4K ? 4096 : 512, room = p->kind == PSTING_4K ? 4056 : psting_wide(p) ? 488 : 496;
    psting_fill(&p->file, (p->file.len + page - 1) / page * page);
    size_t at = p->file.len, n = entries.len / size;
    uint64_t bid = p->next;
    p->next += 4;
    ts_buf_add(&p->file, entries);
    psting_fill(&p->file, at + room);
    if (p->kind == PSTING_4K) {
        ts_buf_add_u16le(&p->file, (uint16_t)n);
        ts_buf_add_u16le(&p->file, (uint16_t)(room / size));
    } else {
        ts_buf_add_u8(&p->file, (uint8_t)n);
        ts_buf_add_u8(&p->file, (uint8_t)(room / size));
    }
    ts_buf_add_u8(&p->file, (uint8_t)size);
    ts_buf_add_u8(&p->file, level);
    psting_fill(&p->file, at + (p->kind == PSTING_4K ? 4072 : psting_wide(p) ? 496 : 500));
    uint32_t crc = psting_crc((ts_span){p->file.ptr + at, p->file.len - at});
    ts_buf_add_u8(&p->file, type);
    ts_buf_add_u8(&p->file, type);
    ts_buf_add_u16le(&p->file, psting_sign(at, bid));
    if (psting_wide(p)) {
        ts_buf_add_u32le(&p->file, crc);
        ts_buf_add_u64le(&p->file, bid);
    } else {
        ts_buf_add_u32le(&p->file, (uint32_t)bid);
        ts_buf_add_u32le(&p->file, crc);
    }
    psting_fill(&p->file, at + page);
    return (psting_entry){key, bid, at};
}

/* All levels over the leaves; gives the root. */
static inline psting_entry psting_btree(psting *p, uint8_t type, ts_span leaves, size_t size, size_t keep) {
    size_t room = p->kind == PSTING_4K ? 4056 : psting_wide(p) ? 488 : 496;
    TS_AUTO(ts_buf, ts_buf_done) level = {0};
    ts_buf_add(&level, leaves);
    for (uint8_t height = 0;; height++) {
        size_t most = keep ? keep : room / size;
        psting_entry page[PSTING_MOST];
        size_t n = 0;
        for (size_t at = 0; at < level.len || !n; at += most * size) {
            ts_span part = ts_slice(ts_buf_span(&level), at, most * size);
            ts_cursor c = ts_cursor_over(part);
            page[n] = psting_page(p, type, height, part, size, psting_wide(p) ? ts_read_u64le(&c) : ts_read_u32le(&c));
            n++;
        }
        if (n == 1)
            return page[0];
        ts_buf_clear(&level);
        for (size_t i = 0; i < n; i++) {
            psting_id(p, &level, page[i].key);
            psting_id(p, &level, page[i].bid);
            psting_id(p, &level, page[i].at);
        }
        size = psting_wide(p) ? 24 : 12;
    }
}

static inline int psting_by_nid(const void *a, const void *b) {
    uint32_t x = ((const psting_node *)a)->nid, y = ((const psting_node *)b)->nid;
    return x < y ? -1 : x > y;
}

static inline void psting_poke(ts_buf *b, size_t at, uint64_t v, size_t n) {
    for (size_t i = 0; i < n; i++)
        b->ptr[at + i] = i < 8 ? (char)(v >> 8 * i) : 0;
}

/* Blocks stand in the order of their ids already, but for the bit that says internal. */
static inline void psting_end(psting *p) {
    TS_AUTO(ts_buf, ts_buf_done) blocks = {0}, nodes = {0};
    bool wide = psting_wide(p);
    for (size_t i = 0; i < p->blocks; i++) {
        size_t from = blocks.len;
        psting_id(p, &blocks, p->block[i].bid);
        psting_id(p, &blocks, p->block[i].at);
        ts_buf_add_u16le(&blocks, p->block[i].stored);
        if (p->kind == PSTING_4K)
            ts_buf_add_u16le(&blocks, p->block[i].size);
        ts_buf_add_u16le(&blocks, 2);
        psting_fill(&blocks, from + (wide ? 24 : 12));
    }
    qsort(p->node, p->nodes, sizeof p->node[0], psting_by_nid);
    for (size_t i = 0; i < p->nodes; i++) {
        size_t from = nodes.len;
        psting_id(p, &nodes, p->node[i].nid);
        psting_id(p, &nodes, p->node[i].data);
        psting_id(p, &nodes, p->node[i].sub);
        ts_buf_add_u32le(&nodes, p->node[i].parent);
        psting_fill(&nodes, from + (wide ? 32 : 16));
    }
    psting_entry bbt = psting_btree(p, 0x80, ts_buf_span(&blocks), wide ? 24 : 12, p->per_page);
    psting_entry nbt = psting_btree(p, 0x81, ts_buf_span(&nodes), wide ? 32 : 16, p->per_page);
    p->root[0] = bbt.at;
    p->root[1] = nbt.at;
    ts_buf *f = &p->file;
    memcpy(f->ptr, "!BDN", 4);
    memcpy(f->ptr + 8, p->kind == PSTING_4K ? "SO" : "SM", 2);
    psting_poke(f, 10, p->kind == PSTING_ANSI ? 14 : p->kind == PSTING_UNICODE ? 23 : 36, 2);
    psting_poke(f, 12, 19, 2);
    psting_poke(f, 14, 0x0101, 2);
    size_t at = wide ? 216 : 184, w = wide ? 8 : 4;
    psting_poke(f, wide ? 184 : 168, f->len, w); /* ibFileEof */
    psting_poke(f, at, nbt.bid, w);
    psting_poke(f, at + w, nbt.at, w);
    psting_poke(f, at + 2 * w, bbt.bid, w);
    psting_poke(f, at + 3 * w, bbt.at, w);
    psting_poke(f, wide ? 512 : 460, 0x80, 1);
    psting_poke(f, wide ? 513 : 461, (uint64_t)p->crypt, 1);
    psting_poke(f, 4, psting_crc((ts_span){f->ptr + 8, 471}), 4);
    if (wide)
        psting_poke(f, 524, psting_crc((ts_span){f->ptr + 8, 516}), 4);
}

static inline void psting_done(psting *p) { ts_buf_done(&p->file); }

#endif
