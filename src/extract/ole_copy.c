/* ole_copy.c - a storage as a compound file of its own: a message in a message, an object in a document.
 *
 * What stands inside goes out as a child, like any attached file, and is read as one.  Sectors of 512 bytes, in this order:
 * FAT, DIFAT, directory, mini FAT, mini stream, large streams; all sizes are known before the first byte goes out.
 */
#include "extract/ole.h"
#include "extract/ole_tree.h"
#include "text/encoding.h"

enum {
    SECTOR = 512,
    NUMBERS = SECTOR / 4,
    MINI = 64,
    CUTOFF = 4096,
    IN_HEADER = 109,
    ENTRY = 128,
    NAME = 64,
    PIECE = 16 * 1024
};
#define FAT_SECTOR UINT32_C(0xFFFFFFFD)
#define DIFAT_SECTOR UINT32_C(0xFFFFFFFC)

typedef struct node {
    size_t entry; /* of the file it comes from */
    size_t parent, next, child; /* nodes; 0: none */
    uint64_t size;
    uint32_t start;
    bool storage;
} node;

typedef struct copy {
    ts_ole *o;
    ts_sink *out;
    ts_buf pending;
    node *node; /* node[0] is the root */
    size_t nodes;
    ts_reason reason;
    uint64_t fats, difats, directories, mini_fats, minis, large; /* sectors of each */
    uint64_t mini_size;
} copy;

static uint64_t parts(uint64_t size, uint64_t of) { return size / of + (size % of != 0); }
static bool is_small(const node *n) { return !n->storage && n->size && n->size < CUTOFF; }
static bool is_large(const node *n) { return !n->storage && n->size >= CUTOFF; }

static ts_err flush(copy *c) {
    ts_err err = ts_emit_child_data(c->out, ts_buf_span(&c->pending));
    ts_buf_clear(&c->pending);
    return err;
}

static ts_err number(copy *c, uint32_t n) {
    ts_buf_add_u32le(&c->pending, n);
    return c->pending.len < PIECE ? TS_OK : flush(c);
}

static ts_err repeat(copy *c, uint32_t n, uint64_t times) {
    for (; times; times--)
        TS_TRY(number(c, n));
    return TS_OK;
}

/* `at` counts the numbers of the table so far. */
static ts_err chain(copy *c, uint64_t sectors, uint64_t *at) {
    for (uint64_t i = 1; i <= sectors; i++)
        TS_TRY(number(c, i < sectors ? (uint32_t)(*at + i) : TS_OLE_END));
    *at += sectors;
    return TS_OK;
}

static ts_err pad_table(copy *c, uint64_t at) {
    return at % NUMBERS ? repeat(c, TS_OLE_FREE, NUMBERS - at % NUMBERS) : TS_OK;
}

/* ---- what there is ---- */

/* Adds what stands in `storage` below node `parent`. */
static void add_tree(copy *c, size_t storage, size_t parent) {
    const ts_ole *o = c->o;
    size_t first = c->nodes;
    for (size_t i = storage + 1; i < o->entry[storage].end; i++) {
        node *n = &c->node[c->nodes++];
        size_t above = o->entry[i].parent;
        *n = (node){.entry = i, .storage = o->entry[i].storage, .start = TS_OLE_END};
        n->parent = above == storage ? parent : first + (above - storage - 1);
        if (n->storage)
            continue;
        ts_ole_stream s;
        ts_ole_stream_open(c->o, i, &s);
        n->size = s.size;
        if (s.reason && !c->reason)
            c->reason = s.reason;
        ts_ole_stream_done(&s);
    }
}

static void link_siblings(copy *c) {
    for (size_t i = c->nodes; i-- > 1;) {
        node *n = &c->node[i], *above = &c->node[n->parent];
        n->next = above->child;
        above->child = i;
    }
}

/* Sizes and places of all sectors. */
static void lay_out(copy *c) {
    uint64_t minis = 0;
    for (size_t i = 1; i < c->nodes; i++) {
        node *n = &c->node[i];
        if (is_small(n)) {
            n->start = (uint32_t)minis;
            minis += parts(n->size, MINI);
        } else if (is_large(n)) {
            c->large += parts(n->size, SECTOR);
        }
    }
    c->mini_size = minis * MINI;
    c->minis = parts(c->mini_size, SECTOR);
    c->mini_fats = parts(minis, NUMBERS);
    c->directories = parts((uint64_t)c->nodes * ENTRY, SECTOR);
    uint64_t others = c->directories + c->mini_fats + c->minis + c->large, before;
    do {
        before = c->fats;
        c->difats = c->fats > IN_HEADER ? parts(c->fats - IN_HEADER, NUMBERS - 1) : 0;
        c->fats = parts(others + c->fats + c->difats, NUMBERS);
    } while (c->fats != before);
    uint64_t at = c->fats + c->difats + c->directories + c->mini_fats + c->minis;
    for (size_t i = 1; i < c->nodes; i++) {
        if (!is_large(&c->node[i]))
            continue;
        c->node[i].start = (uint32_t)at;
        at += parts(c->node[i].size, SECTOR);
    }
}

/* ---- out it goes ---- */

static ts_err header(copy *c) {
    static const uint16_t words[] = {0x3E, 3, 0xFFFE, 9, 6, 0, 0, 0}; /* version, order of bytes, log2 of sectors */
    uint64_t directory = c->fats + c->difats, mini_fat = directory + c->directories;
    ts_buf *b = &c->pending;
    ts_buf_add(b, (ts_span){"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 24});
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        ts_buf_add_u16le(b, words[i]);
    ts_buf_add_u32le(b, 0);
    ts_buf_add_u32le(b, (uint32_t)c->fats);
    ts_buf_add_u32le(b, (uint32_t)directory);
    ts_buf_add_u32le(b, 0);
    ts_buf_add_u32le(b, CUTOFF);
    ts_buf_add_u32le(b, c->mini_fats ? (uint32_t)mini_fat : TS_OLE_END);
    ts_buf_add_u32le(b, (uint32_t)c->mini_fats);
    ts_buf_add_u32le(b, c->difats ? (uint32_t)c->fats : TS_OLE_END);
    ts_buf_add_u32le(b, (uint32_t)c->difats);
    for (uint32_t i = 0; i < IN_HEADER; i++)
        ts_buf_add_u32le(b, i < c->fats ? i : TS_OLE_FREE);
    return flush(c);
}

static ts_err tables(copy *c) {
    uint64_t at = c->fats + c->difats;
    TS_TRY(repeat(c, FAT_SECTOR, c->fats));
    TS_TRY(repeat(c, DIFAT_SECTOR, c->difats));
    TS_TRY(chain(c, c->directories, &at));
    TS_TRY(chain(c, c->mini_fats, &at));
    TS_TRY(chain(c, c->minis, &at));
    for (size_t i = 1; i < c->nodes; i++)
        if (is_large(&c->node[i]))
            TS_TRY(chain(c, parts(c->node[i].size, SECTOR), &at));
    TS_TRY(pad_table(c, at));
    for (uint64_t k = 0; k < c->difats; k++) {
        for (uint64_t i = 0; i < NUMBERS - 1; i++) {
            uint64_t fat = IN_HEADER + k * (NUMBERS - 1) + i;
            TS_TRY(number(c, fat < c->fats ? (uint32_t)fat : TS_OLE_FREE));
        }
        TS_TRY(number(c, k + 1 < c->difats ? (uint32_t)(c->fats + k + 1) : TS_OLE_END));
    }
    return TS_OK;
}

static void name_of(const copy *c, size_t i, ts_buf *out) {
    ts_span name = i ? c->o->entry[c->node[i].entry].name : ts_str("Root Entry");
    for (size_t at = 0; at < name.len && out->len < NAME - 4;) {
        uint32_t letter = ts_utf8_next(name, &at);
        if (letter >= 0x10000) {
            ts_buf_add_u16le(out, (uint16_t)(0xD800 | (letter - 0x10000) >> 10));
            letter = 0xDC00 | (letter & 0x3FF);
        }
        ts_buf_add_u16le(out, (uint16_t)letter);
    }
}

static ts_err directory(copy *c) {
    ts_buf *b = &c->pending;
    for (size_t i = 0; i < c->directories * (SECTOR / ENTRY); i++) {
        if (i >= c->nodes) {
            TS_TRY(repeat(c, 0, ENTRY / 4));
            continue;
        }
        const node *n = &c->node[i];
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        name_of(c, i, &name);
        uint16_t len = (uint16_t)(name.len + 2);
        while (name.len < NAME)
            ts_buf_add_char(&name, 0);
        ts_buf_add(b, ts_buf_span(&name));
        ts_buf_add_u16le(b, len);
        ts_buf_add_u8(b, i == 0 ? 5 : n->storage ? 1 : 2);
        ts_buf_add_u8(b, 1); /* black */
        ts_buf_add_u32le(b, TS_OLE_FREE);
        ts_buf_add_u32le(b, n->next ? (uint32_t)n->next : TS_OLE_FREE);
        ts_buf_add_u32le(b, n->child ? (uint32_t)n->child : TS_OLE_FREE);
        ts_buf_add(b, ts_span_of(c->o->entry[n->entry].clsid, sizeof c->o->entry[0].clsid));
        for (int k = 0; k < 5; k++)
            ts_buf_add_u32le(b, 0);
        uint64_t mini = c->fats + c->difats + c->directories + c->mini_fats;
        ts_buf_add_u32le(b, i ? n->start : c->minis ? (uint32_t)mini : TS_OLE_END);
        ts_buf_add_u64le(b, i ? n->size : c->mini_size);
        if (b->len >= PIECE)
            TS_TRY(flush(c));
    }
    return TS_OK;
}

/* A stream's bytes, filled up to whole sectors. */
static ts_err content(copy *c, const node *n, size_t sector) {
    char block[PIECE];
    ts_ole_stream s;
    ts_ole_stream_open(c->o, n->entry, &s);
    ts_err err = TS_OK;
    for (uint64_t at = 0; !err && at < n->size;) {
        size_t len = n->size - at < PIECE ? (size_t)(n->size - at) : PIECE;
        err = ts_ole_stream_read_at(&s, at, block, len);
        if (!err && c->o->opener)
            c->o->opener(c->o->opener_context, n->entry, at, block, len);
        if (!err) {
            ts_buf_add(&c->pending, (ts_span){block, len});
            at += len;
            if (at == n->size && n->size % sector) {
                memset(block, 0, sector);
                ts_buf_add(&c->pending, (ts_span){block, sector - (size_t)(n->size % sector)});
            }
            err = flush(c);
        }
    }
    ts_ole_stream_done(&s);
    return err;
}

static ts_err contents(copy *c) {
    uint64_t at = 0;
    for (size_t i = 1; i < c->nodes; i++)
        if (is_small(&c->node[i]))
            TS_TRY(chain(c, parts(c->node[i].size, MINI), &at));
    TS_TRY(pad_table(c, at));
    TS_TRY(flush(c));
    for (size_t i = 1; i < c->nodes; i++)
        if (is_small(&c->node[i]))
            TS_TRY(content(c, &c->node[i], MINI));
    if (c->mini_size % SECTOR)
        TS_TRY(repeat(c, 0, (SECTOR - c->mini_size % SECTOR) / 4));
    TS_TRY(flush(c));
    for (size_t i = 1; i < c->nodes; i++)
        if (is_large(&c->node[i]))
            TS_TRY(content(c, &c->node[i], SECTOR));
    return TS_OK;
}

ts_err ts_ole_copy(ts_ole *o, size_t storage, size_t with, ts_span name, ts_sink *out) {
    copy c = {.o = o, .out = out};
    const ts_ole_entry *e = o->entry;
    size_t count = 1 + (e[storage].end - storage) + (with ? e[with].end - with : 0);
    c.node = ts_alloc_array(count, sizeof *c.node);
    c.node[c.nodes++] = (node){.entry = storage, .storage = true};
    add_tree(&c, storage, 0);
    if (with) {
        c.node[c.nodes] = (node){.entry = with, .storage = true, .start = TS_OLE_END};
        size_t at = c.nodes++;
        add_tree(&c, with, at);
    }
    link_siblings(&c);
    lay_out(&c);
    uint64_t sectors = c.fats + c.difats + c.directories + c.mini_fats + c.minis + c.large;
    ts_child child = {.name = name, .size = (sectors + 1) * SECTOR, .modified = e[storage].modified};
    ts_err err = ts_emit_child_begin(out, &child);
    ts_reason reason = c.reason;
    if (child.size > TS_LIMIT_MEMBER)
        reason = TS_REASON_TOO_LARGE;
    if (!err && reason != TS_REASON_TOO_LARGE) {
        err = header(&c);
        if (!err)
            err = tables(&c);
        if (!err)
            err = directory(&c);
        if (!err)
            err = contents(&c);
    }
    ts_buf_done(&c.pending);
    ts_free(c.node);
    return err ? err : ts_emit_child_end(out, reason, (c.large + c.minis) * SECTOR);
}
