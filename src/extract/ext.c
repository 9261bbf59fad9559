/* ext.c - ext2, ext3, ext4: servers, appliances and memory cards that Linux wrote.
 *
 * Directories lead to the files; inodes in use that no directory names are "lost/".  A deleted inode keeps its blocks only in
 * ext2: those that are still free are read as "deleted/".  Names of what was deleted stay in directories and are listed.
 */
#include "extract/ext.h"

enum {
    BITMAP_MOST = 64 * 1024,
    DIRECTORY_MOST = 64 * 1024 * 1024,
    ENTRY = 8,
    HAS_TYPE = 2,
    INSIDE_HEAD = 4,
    JOURNAL = 4,
    JOURNAL_INODE = 8,
    EXTENTS = 0x40
};

typedef struct where {
    uint32_t inode;
    ts_span path;
} where;

typedef struct reader {
    ts_partition *p;
    ts_ext v;
    uint8_t *seen; /* a bit an inode: named by a directory */
    where *queue;
    size_t queued, room;
    ts_arena arena;
    ts_buf bytes, path, inside;
    ts_extents x;
} reader;

static bool seen(const reader *r, uint32_t n) { return r->seen[n / 8] >> (n % 8) & 1; }

static ts_err take_inode(reader *r, const ts_ext_inode *inode, bool deleted) {
    ts_file file = {.path = ts_buf_span(&r->path),
                    .size = inode->size,
                    .valid = inode->size,
                    .modified = inode->modified,
                    .deleted = deleted};
    if (inode->flags & TS_EXT_ENCRYPTED)
        file.reason = TS_REASON_ENCRYPTED;
    if (inode->flags & TS_EXT_INLINE && file.reason == TS_READ) {
        ts_ext_inside(&r->v, inode, &r->inside);
        TS_TRY(ts_member_begin(r->p, &file));
        TS_TRY(ts_member_data(r->p, ts_buf_span(&r->inside)));
        if (r->inside.len < inode->size)
            r->p->image->reason = TS_REASON_CORRUPT;
        return ts_member_end(r->p);
    }
    bool sound = ts_ext_stretches(&r->v, inode, !deleted, &r->x);
    if (deleted && (!sound || !r->x.n || !ts_partition_unclaimed(r->p, &r->x)))
        return TS_OK;
    return ts_partition_file(r->p, &file, &r->x);
}

static ts_err take_entry(reader *r, const where *in, uint32_t n, ts_span name) {
    ts_ext_inode inode;
    if (ts_span_eq(name, ts_str(".")) || ts_span_eq(name, ts_str("..")) || n > r->v.inodes)
        return TS_OK;
    if (seen(r, n)) {
        r->p->links++;
        return TS_OK;
    }
    if (!ts_ext_inode_of(&r->v, n, &inode))
        return TS_OK;
    r->seen[n / 8] |= (uint8_t)(1 << n % 8);
    ts_buf_clear(&r->path);
    ts_buf_add(&r->path, in->path);
    ts_buf_add(&r->path, name);
    switch (inode.mode & TS_EXT_TYPE) {
    case TS_EXT_DIRECTORY:
        ts_buf_add_char(&r->path, '/');
        if (r->path.len > TS_LIMIT_NAME)
            return TS_OK;
        if (r->queued == r->room) {
            r->room = r->room ? r->room * 2 : 64;
            r->queue = ts_grow(r->queue, r->room, sizeof *r->queue);
        }
        r->queue[r->queued++] = (where){n, ts_arena_copy(&r->arena, ts_buf_span(&r->path))};
        return TS_OK;
    case TS_EXT_FILE:
        return take_inode(r, &inode, false);
    case TS_EXT_LINK:
        r->p->links++;
        return TS_OK;
    default:
        r->p->devices++;
        return TS_OK;
    }
}

/* Names that were deleted stand behind others, in what these do not need. */
static void look_behind(reader *r, const where *in, ts_span slack) {
    for (size_t at = 0; at + ENTRY <= slack.len; at += 4) {
        uint32_t n = ts_u32le_at(slack, at);
        size_t room = ts_u16le_at(slack, at + 4), len = (unsigned char)slack.ptr[at + 6],
               kind = (unsigned char)slack.ptr[at + 7];
        ts_span name = ts_slice(slack, at + ENTRY, len);
        if (!n || n > r->v.inodes || kind != 1 || !len || name.len < len || room < ENTRY + len || room % 4 ||
            !ts_utf8_valid(name) || memchr(name.ptr, 0, len))
            continue;
        ts_buf_clear(&r->path);
        ts_buf_add(&r->path, in->path);
        ts_buf_add(&r->path, name);
        ts_partition_lost(r->p, ts_buf_span(&r->path));
        at += (ENTRY + len + 3) / 4 * 4 - 4;
    }
}

static ts_err take_entries(reader *r, const where *in, ts_span block) {
    for (size_t at = 0; at + ENTRY <= block.len && !r->p->image->stop;) {
        uint32_t n = ts_u32le_at(block, at);
        size_t room = ts_u16le_at(block, at + 4), len = (unsigned char)block.ptr[at + 6];
        if (room == 0 && block.len == 65536) /* as 64 KiB is written */
            room = block.len;
        if (room < ENTRY || room > block.len - at || len + ENTRY > room)
            return TS_OK;
        if (n && len)
            TS_TRY(take_entry(r, in, n, ts_slice(block, at + ENTRY, len)));
        size_t used = n ? (ENTRY + len + 3) / 4 * 4 : 0;
        if (used < room && r->v.incompatible & HAS_TYPE)
            look_behind(r, in, ts_slice(block, at + used, room - used));
        at += room;
    }
    return TS_OK;
}

static ts_err take_directory(reader *r, const where *in) {
    ts_ext_inode inode;
    if (!ts_ext_inode_of(&r->v, in->inode, &inode) || (inode.mode & TS_EXT_TYPE) != TS_EXT_DIRECTORY)
        return TS_OK;
    ts_buf_clear(&r->bytes);
    if (inode.flags & TS_EXT_INLINE) {
        ts_ext_inside(&r->v, &inode, &r->bytes);
        enum { IN_MAP = 60 };
        ts_span s = ts_buf_span(&r->bytes); /* the parent's number, then entries; those of the attribute begin anew */
        TS_TRY(take_entries(r, in, ts_slice(s, INSIDE_HEAD, IN_MAP - INSIDE_HEAD)));
        return take_entries(r, in, ts_slice(s, IN_MAP, s.len));
    }
    ts_ext_stretches(&r->v, &inode, true, &r->x);
    for (size_t i = 0; i < r->x.n && r->bytes.len < DIRECTORY_MOST; i++) {
        if (r->x.extent[i].at == TS_EXTENT_HOLE)
            continue;
        for (uint64_t done = 0; done < r->x.extent[i].len && r->bytes.len < DIRECTORY_MOST; done += r->v.block) {
            ts_buf_reserve(&r->bytes, (size_t)r->v.block);
            if (!ts_partition_table(r->p, r->x.extent[i].at + done, r->bytes.ptr + r->bytes.len, (size_t)r->v.block))
                break;
            ts_partition_claim(r->p, r->x.extent[i].at + done, r->v.block);
            r->bytes.len += (size_t)r->v.block;
        }
    }
    for (size_t at = 0; at < r->bytes.len && !r->p->image->stop; at += (size_t)r->v.block)
        TS_TRY(take_entries(r, in, ts_slice(ts_buf_span(&r->bytes), at, (size_t)r->v.block)));
    return r->p->image->disk.error;
}

/* Inodes that no directory names: in use, or once. */
static ts_err take_group(reader *r, uint32_t group, const char *in_use, bool deleted) {
    for (uint32_t i = 0; i < r->v.per_group && !r->p->image->stop; i++) {
        uint64_t number = (uint64_t)group * r->v.per_group + i + 1;
        ts_ext_inode inode;
        bool used = in_use[i / 8] >> (i % 8) & 1;
        if (number > r->v.inodes)
            break;
        uint32_t n = (uint32_t)number;
        if (n < r->v.first_inode || used == deleted || seen(r, n) || !ts_ext_inode_of(&r->v, n, &inode) ||
            (inode.mode & TS_EXT_TYPE) != TS_EXT_FILE || !inode.size || (deleted && !inode.deleted))
            continue;
        ts_buf_clear(&r->path);
        ts_buf_addf(&r->path, deleted ? "inode-%u" : "lost/inode-%u", n);
        TS_TRY(take_inode(r, &inode, deleted));
    }
    return TS_OK;
}

/* With the groups' tables, which nobody else has to look through. */
static ts_err take_nameless(reader *r, bool deleted) {
    char bits[BITMAP_MOST];
    for (uint32_t g = 0; g < r->v.groups && !r->p->image->stop; g++) {
        uint64_t table, inode_bits, block_bits;
        size_t len = (r->v.per_group + UINT64_C(7)) / 8;
        if (!ts_ext_group(&r->v, g, &table, &inode_bits, &block_bits) || !inode_bits)
            continue;
        if (!deleted) {
            ts_partition_claim(r->p, table * r->v.block, (uint64_t)r->v.per_group * r->v.inode_size);
            ts_partition_claim(r->p, inode_bits * r->v.block, r->v.block);
            ts_partition_claim(r->p, block_bits * r->v.block, r->v.block);
        }
        if (len <= sizeof bits && ts_partition_table(r->p, inode_bits * r->v.block, bits, len))
            TS_TRY(take_group(r, g, bits, deleted));
    }
    return TS_OK;
}

static ts_err take_log(reader *r) {
    ts_ext_inode inode;
    if (!(r->v.optional & JOURNAL) || !ts_ext_inode_of(&r->v, JOURNAL_INODE, &inode) ||
        (inode.mode & TS_EXT_TYPE) != TS_EXT_FILE)
        return TS_OK;
    ts_ext_stretches(&r->v, &inode, true, &r->x);
    return ts_partition_log(r->p, &r->x);
}

static ts_err read_all(reader *r) {
    r->seen = ts_alloc((size_t)r->v.inodes / 8 + 1);
    TS_TRY(take_directory(r, &(where){.inode = TS_EXT_ROOT}));
    r->seen[TS_EXT_ROOT / 8] |= 1 << TS_EXT_ROOT;
    for (size_t i = 0; i < r->queued && !r->p->image->stop; i++) {
        where in = r->queue[i];
        TS_TRY(take_directory(r, &in));
    }
    TS_TRY(take_log(r));
    TS_TRY(take_nameless(r, false));
    bool keeps_blocks = !(r->v.optional & JOURNAL) && !(r->v.incompatible & EXTENTS);
    return keeps_blocks ? take_nameless(r, true) : TS_OK;
}

ts_err ts_ext_read(ts_partition *p) {
    reader r = {.p = p};
    ts_err err = ts_ext_open(p, &r.v) ? read_all(&r) : ts_emit_note(p->image->out, "an ext volume's head is damaged");
    ts_free(r.seen);
    ts_free(r.queue);
    ts_arena_done(&r.arena);
    ts_buf_done(&r.bytes);
    ts_buf_done(&r.path);
    ts_buf_done(&r.inside);
    ts_extents_done(&r.x);
    return err;
}
