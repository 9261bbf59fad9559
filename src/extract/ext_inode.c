/* ext_inode.c - ext2, ext3, ext4: the super block, groups, inodes, and their blocks by extents or by lists of blocks
 * (the kernel's Documentation/filesystems/ext4). */
#include "extract/ext.h"

enum {
    SUPER = 1024,
    MAGIC = 0xEF53,
    META_GROUPS = 0x10,
    WIDE = 0x80,
    JOURNAL_DEVICE = 8,
    NO_INODES = 1, /* of a group: none is in use */
    EXTENT_MAGIC = 0xF30A,
    DEPTH_MOST = 5,
    LISTS = 12, /* direct blocks, then one, two, three levels of lists */
    UNWRITTEN = 32768,
    EXTRA = 128, /* where what later versions added begins */
    MAP = 40, /* of the inode: 60 bytes */
    MAP_LEN = 60,
};

static bool super_at(ts_partition *p, uint64_t at, char *super) {
    return ts_partition_read(p, at, super, SUPER) == SUPER && ts_u16le_at(ts_span_of(super, SUPER), 56) == MAGIC &&
           ts_u32le_at(ts_span_of(super, SUPER), 24) <= 6 && ts_u32le_at(ts_span_of(super, SUPER), 40) > 0;
}

/* The first, or the copy in the second group, whose place depends on the size of a block. */
static bool read_super(ts_partition *p, char *super, bool by_copy) {
    enum { OF_GROUP = 90 }; /* a copy says of which group it is */
    if (super_at(p, SUPER, super))
        return true;
    for (uint64_t block = 1024; by_copy && block <= 4096; block *= 4) {
        uint64_t group = block * 8 + (block == 1024);
        if (super_at(p, group * block, super) && ts_u32le_at(ts_span_of(super, SUPER), 32) == block * 8 &&
            ts_u16le_at(ts_span_of(super, SUPER), OF_GROUP))
            return true;
    }
    return false;
}

bool ts_ext_is(ts_partition *p, bool by_copy) {
    char super[SUPER];
    return read_super(p, super, by_copy);
}

bool ts_ext_open(ts_partition *p, ts_ext *out) {
    char super[SUPER];
    if (!read_super(p, super, true))
        return false;
    ts_span s = ts_span_of(super, SUPER);
    ts_ext v = {.p = p, .block = UINT64_C(1024) << ts_u32le_at(s, 24)};
    bool old = ts_u32le_at(s, 76) == 0;
    v.inodes = ts_u32le_at(s, 0);
    v.first_block = ts_u32le_at(s, 20);
    v.blocks_per_group = ts_u32le_at(s, 32);
    v.per_group = ts_u32le_at(s, 40);
    v.optional = ts_u32le_at(s, 92);
    v.incompatible = old ? 0 : ts_u32le_at(s, 96);
    v.inode_size = old ? 128 : ts_u16le_at(s, 88);
    v.first_inode = old ? 11 : ts_u32le_at(s, 84);
    v.blocks = ts_u32le_at(s, 4) | (v.incompatible & WIDE ? (uint64_t)ts_u32le_at(s, 336) << 32 : 0);
    v.descriptor = v.incompatible & WIDE ? ts_u16le_at(s, 254) : 32;
    v.meta_group = v.incompatible & META_GROUPS ? ts_u32le_at(s, 260) : UINT32_MAX;
    if (v.inode_size < 128 || v.inode_size > v.block || v.descriptor < 32 || v.descriptor > 1024 ||
        !v.blocks_per_group || v.inodes / v.per_group > v.blocks / v.blocks_per_group + 1 ||
        v.incompatible & JOURNAL_DEVICE)
        return false;
    if (v.blocks <= v.first_block || v.per_group > 8 * v.block)
        return false;
    uint64_t there = p->size / v.block + 1; /* of an image that was cut, or of a lie */
    there = there < v.blocks - v.first_block ? there : v.blocks - v.first_block;
    v.groups = (uint32_t)((there + v.blocks_per_group - 1) / v.blocks_per_group);
    ts_partition_claim(p, v.first_block * v.block, SUPER);
    ts_partition_reaches(p, v.blocks < (UINT64_C(1) << 46) ? v.blocks * v.block : UINT64_MAX);
    *out = v;
    return true;
}

static uint64_t joined(ts_span s, bool wide, size_t low, size_t high) {
    return ts_u32le_at(s, low) | (wide ? (uint64_t)ts_u32le_at(s, high) << 32 : 0);
}

bool ts_ext_group(ts_ext *v, uint32_t group, uint64_t *inodes, uint64_t *inode_bits, uint64_t *block_bits) {
    char d[64] = {0};
    uint64_t in_block = v->block / v->descriptor, k = group / in_block, at = v->first_block + 1 + k;
    size_t len = v->descriptor < sizeof d ? v->descriptor : sizeof d;
    if (group >= v->groups)
        return false;
    if (k >=
        v->meta_group) { /* with the first group that it is about, behind a copy of the super block if there is one */
        uint64_t first = v->first_block + k * in_block * v->blocks_per_group;
        char magic[2] = {0};
        ts_partition_read(v->p, first * v->block + (first ? 56 : SUPER + 56), magic, sizeof magic);
        at = first + (ts_u16le_at(ts_span_of(magic, 2), 0) == MAGIC);
    }
    if (!ts_partition_table(v->p, at * v->block + group % in_block * v->descriptor, d, len))
        return false;
    ts_span s = ts_span_of(d, sizeof d);
    bool wide = len == sizeof d;
    *block_bits = joined(s, wide, 0, 32);
    *inode_bits = ts_u16le_at(s, 18) & NO_INODES ? 0 : joined(s, wide, 4, 36);
    *inodes = joined(s, wide, 8, 40);
    return *inodes && *inodes < v->blocks;
}

bool ts_ext_inode_of(ts_ext *v, uint32_t n, ts_ext_inode *out) {
    uint64_t table, bits[2];
    if (!n || n > v->inodes || !ts_ext_group(v, (n - 1) / v->per_group, &table, &bits[0], &bits[1]))
        return false;
    *out = (ts_ext_inode){0};
    size_t len = v->inode_size < TS_EXT_INODE ? v->inode_size : TS_EXT_INODE;
    if (!ts_partition_table(v->p, table * v->block + (uint64_t)((n - 1) % v->per_group) * v->inode_size, out->raw, len))
        return false;
    ts_span s = ts_span_of(out->raw, TS_EXT_INODE);
    out->mode = ts_u16le_at(s, 0);
    out->size = ts_u32le_at(s, 4) | (uint64_t)ts_u32le_at(s, 108) << 32;
    out->deleted = ts_u32le_at(s, 20);
    out->links = ts_u16le_at(s, 26);
    out->flags = ts_u32le_at(s, 32);
    uint64_t seconds = ts_u32le_at(s, 16);
    if (ts_u16le_at(s, EXTRA) >= 12) /* two bits more of the time of the last change */
        seconds |= (uint64_t)(ts_u32le_at(s, 136) & 3) << 32;
    out->modified = (ts_instant)seconds * 1000;
    return true;
}

/* ---- where the bytes stand ---- */

typedef struct mapping {
    ts_ext *v;
    ts_extents *x;
    uint64_t next, end; /* blocks of the file */
    bool claims, sound;
} mapping;

/* The file's blocks from `block` on, n of them, stand at `at`; what lies before them is a hole. */
static void place(mapping *m, uint64_t block, uint64_t n, uint64_t at) {
    if (m->x->n >
        16 * (m->v->p->image->disk.in->size / m->v->block) + 1024) { /* more stretches than there are blocks */
        m->sound = false;
        return;
    }
    if (block < m->next || (at != TS_EXTENT_HOLE && (at >= m->v->blocks || n > m->v->blocks - at))) {
        m->sound = false;
        return;
    }
    if (block > m->next)
        ts_extents_add(m->x, TS_EXTENT_HOLE, (block - m->next) * m->v->block);
    ts_extents_add(m->x, at == TS_EXTENT_HOLE ? at : at * m->v->block, n * m->v->block);
    m->next = block + n;
}

static void node(mapping *m, ts_span s, unsigned depth) {
    unsigned n = ts_u16le_at(s, 2), level = ts_u16le_at(s, 6);
    if (ts_u16le_at(s, 0) != EXTENT_MAGIC || level > depth || (size_t)n * 12 + 12 > s.len) {
        m->sound = false;
        return;
    }
    for (unsigned i = 0; i < n && m->sound; i++) {
        ts_span e = ts_slice(s, 12 + (size_t)i * 12, 12);
        uint64_t block = ts_u32le_at(e, 0);
        if (!level) {
            unsigned len = ts_u16le_at(e, 4);
            uint64_t at = ts_u32le_at(e, 8) | (uint64_t)ts_u16le_at(e, 6) << 32;
            bool unwritten = len > UNWRITTEN;
            place(m, block, unwritten ? len - UNWRITTEN : len, unwritten ? TS_EXTENT_HOLE : at);
            continue;
        }
        uint64_t at = (ts_u32le_at(e, 4) | (uint64_t)ts_u16le_at(e, 8) << 32) * m->v->block;
        char *below = ts_alloc((size_t)m->v->block);
        if (ts_partition_table(m->v->p, at, below, (size_t)m->v->block)) {
            if (m->claims)
                ts_partition_claim(m->v->p, at, m->v->block);
            node(m, ts_span_of(below, (size_t)m->v->block), level - 1);
        } else {
            m->sound = false;
        }
        ts_free(below);
    }
}

/* A list of blocks, `level` levels above the file's own. */
static void list(mapping *m, uint64_t at, unsigned level) {
    uint64_t n = m->v->block / 4, reach = 1;
    for (unsigned i = 0; i < level; i++)
        reach *= n;
    if (!at || m->next >= m->end) { /* nothing below it was ever written */
        if (m->next < m->end)
            place(m, m->next, reach < m->end - m->next ? reach : m->end - m->next, TS_EXTENT_HOLE);
        return;
    }
    if (!level) {
        place(m, m->next, 1, at);
        return;
    }
    char *below = ts_alloc((size_t)m->v->block);
    if (at < m->v->blocks && ts_partition_table(m->v->p, at * m->v->block, below, (size_t)m->v->block)) {
        if (m->claims)
            ts_partition_claim(m->v->p, at * m->v->block, m->v->block);
        for (uint64_t i = 0; i < n && m->sound && m->next < m->end; i++)
            list(m, ts_u32le_at(ts_span_of(below, (size_t)m->v->block), (size_t)i * 4), level - 1);
    } else {
        m->sound = false;
    }
    ts_free(below);
}

bool ts_ext_stretches(ts_ext *v, const ts_ext_inode *inode, bool claims, ts_extents *x) {
    mapping m = {.v = v, .x = x, .claims = claims, .sound = true};
    ts_span map = ts_span_of(inode->raw + MAP, MAP_LEN);
    ts_extents_clear(x);
    m.end = inode->size / v->block + (inode->size % v->block != 0);
    if (inode->flags & TS_EXT_EXTENTS) {
        node(&m, map, DEPTH_MOST);
        if (m.sound && m.next < m.end)
            place(&m, m.next, m.end - m.next, TS_EXTENT_HOLE);
    } else {
        for (unsigned i = 0; i < LISTS + 3 && m.sound && m.next < m.end; i++)
            list(&m, ts_u32le_at(map, (size_t)i * 4), i < LISTS ? 0 : i - LISTS + 1);
    }
    return m.sound;
}

/* Sixty bytes in the map, the rest as an attribute named "data" (index 7, system). */
void ts_ext_inside(const ts_ext *v, const ts_ext_inode *inode, ts_buf *out) {
    enum { HEAD = 4, ENTRY = 16, SYSTEM = 7 };
    ts_span raw = ts_span_of(inode->raw, v->inode_size < TS_EXT_INODE ? v->inode_size : TS_EXT_INODE);
    size_t want = inode->size < TS_EXT_INODE ? (size_t)inode->size : TS_EXT_INODE;
    ts_buf_clear(out);
    ts_buf_add(out, ts_slice(raw, MAP, want < MAP_LEN ? want : MAP_LEN));
    size_t base = EXTRA + (size_t)ts_u16le_at(raw, EXTRA) + HEAD;
    for (size_t at = base; want > MAP_LEN && at + ENTRY <= raw.len;) {
        size_t name = (unsigned char)raw.ptr[at];
        if (!name && !raw.ptr[at + 1])
            break;
        if (raw.ptr[at + 1] == SYSTEM && ts_span_eq(ts_slice(raw, at + ENTRY, name), ts_str("data"))) {
            ts_buf_add(out, ts_slice(raw, base + ts_u16le_at(raw, at + 2), want - MAP_LEN));
            break;
        }
        at += (ENTRY + name + 3) / 4 * 4;
    }
}
