/* exfat.c - exFAT (Microsoft's specification 1.00): memory sticks and cards beyond 32 GB.
 *
 * An entry for the file, one for its stream, as many as its name needs.  A bitmap says which clusters are in use; the table is
 * looked at only for files that do not stand in one row.  A deleted entry loses its highest bit and nothing else.
 */
#include "extract/fat.h"

#include "extract/zip.h"
#include "text/encoding.h"

enum {
    BOOT = 512,
    BACKUP = 12,
    ENTRY = 32,
    IN_USE = 0x80,
    BITMAP = 0x81,
    LETTERS = 0x82,
    FILE_ENTRY = 0x85,
    STREAM = 0xC0,
    NAME = 0xC1,
    NO_CHAIN = 2,
    DIRECTORY = 0x10,
    BITMAP_MOST = 64 * 1024 * 1024,
};

typedef struct where {
    uint32_t cluster;
    bool row, deleted;
    uint64_t len;
    ts_span path;
} where;

typedef struct reader {
    ts_fat f;
    uint32_t root;
    char *used; /* a bit a cluster */
    uint64_t used_bytes;
    where *queue;
    size_t queued, room;
    ts_arena arena;
    ts_buf entries, path;
    ts_extents x;
    bool deleted;
    bool met[2]; /* the table of letters, that of free clusters */
} reader;

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

static bool read_head(ts_partition *p, char *boot, bool by_copy) {
    for (uint64_t at = 0; at <= (by_copy ? BACKUP : 0); at += BACKUP)
        if (ts_partition_read(p, at * BOOT, boot, BOOT) == BOOT && memcmp(boot + 3, "EXFAT   ", 8) == 0)
            return true;
    return false;
}

bool ts_exfat_is(ts_partition *p, bool by_copy) {
    char boot[BOOT];
    return read_head(p, boot, by_copy);
}

static bool open_exfat(reader *r, ts_partition *p) {
    char boot[BOOT];
    if (!read_head(p, boot, true))
        return false;
    ts_span s = ts_span_of(boot, BOOT);
    unsigned sector = (unsigned char)boot[108], per = (unsigned char)boot[109];
    if (sector < 9 || sector > 12 || per > 25 - sector)
        return false;
    uint64_t table = (uint64_t)ts_u32le_at(s, 80) << sector, len = (uint64_t)ts_u32le_at(s, 84) << sector;
    ts_fat *f = &r->f;
    f->p = p;
    f->bits = 32;
    f->data = (uint64_t)ts_u32le_at(s, 88) << sector;
    f->cluster = UINT64_C(1) << (sector + per);
    f->clusters = ts_u32le_at(s, 92);
    r->root = ts_u32le_at(s, 96);
    if (f->data >= p->size || f->clusters > 0xFFFFFFF5)
        return false;
    ts_partition_reaches(p, f->data + f->clusters * f->cluster);
    ts_partition_claim(p, 0, 24u << sector);
    ts_partition_claim(p, table, len);
    return ts_fat_load(f, table, len, 1, 0xF8);
}

static void stretches(reader *r, uint32_t first, uint64_t len, bool row) {
    ts_extents_clear(&r->x);
    if (row)
        ts_fat_row(&r->f, first, len, &r->x);
    else if (len)
        ts_fat_chain(&r->f, first, len, &r->x);
}

static void load_bitmap(reader *r, uint32_t first, uint64_t len) {
    stretches(r, first, len, false);
    if (r->used || len > BITMAP_MOST)
        return;
    r->used = ts_alloc((size_t)len + 1);
    for (size_t i = 0; i < r->x.n && r->used_bytes < len; i++) {
        uint64_t left = len - r->used_bytes, n = r->x.extent[i].len < left ? r->x.extent[i].len : left;
        if (!ts_partition_table(r->f.p, r->x.extent[i].at, r->used + r->used_bytes, (size_t)n))
            return;
        ts_partition_claim(r->f.p, r->x.extent[i].at, n);
        r->used_bytes += n;
    }
}

static bool in_use(const reader *r, uint32_t first, uint64_t len) {
    uint64_t n = len / r->f.cluster + (len % r->f.cluster != 0);
    for (uint64_t k = first - UINT64_C(2); n--; k++)
        if (k / 8 >= r->used_bytes || r->used[k / 8] >> (k % 8) & 1)
            return true;
    return false;
}

static void enqueue(reader *r, const where *w) {
    if (w->path.len > TS_LIMIT_NAME)
        return;
    if (r->queued == r->room) {
        r->room = r->room ? r->room * 2 : 64;
        r->queue = ts_grow(r->queue, r->room, sizeof *r->queue);
    }
    r->queue[r->queued] = *w;
    r->queue[r->queued++].path = ts_arena_copy(&r->arena, w->path);
}

/* What was deleted and stood in a chain is whole where the chain is still there; more often it is taken for a row. */
static ts_err take_deleted(reader *r, ts_file *file, uint32_t cluster) {
    if (!file->size)
        return TS_OK;
    stretches(r, cluster, file->size, true);
    if (cluster < 2 || !r->x.n || in_use(r, cluster, file->size) || !ts_partition_unclaimed(r->f.p, &r->x)) {
        ts_partition_lost(r->f.p, file->path);
        return TS_OK;
    }
    return ts_partition_file(r->f.p, file, &r->x);
}

/* The set of entries that begins with this one; *n: how many it has. */
static ts_err take_set(reader *r, const where *in, ts_span all, size_t at, size_t *n) {
    ts_span file = ts_slice(all, at, ENTRY), stream = ts_slice(all, at + ENTRY, ENTRY);
    bool gone = !(file.ptr[0] & IN_USE), deleted = gone || in->deleted;
    size_t others = (unsigned char)file.ptr[1], letters = stream.len == ENTRY ? (unsigned char)stream.ptr[3] : 0, used;
    *n = 1;
    if (stream.len < ENTRY || ((unsigned char)stream.ptr[0] | IN_USE) != STREAM || others < 2 || others > 18)
        return TS_OK;
    *n = others + 1;
    ts_buf_clear(&r->path);
    ts_buf_add(&r->path, in->path);
    for (size_t i = 2; i <= others && letters; i++) {
        ts_span name = ts_slice(all, at + i * ENTRY, ENTRY);
        size_t take = letters < 15 ? letters : 15;
        if (name.len < ENTRY || ((unsigned char)name.ptr[0] | IN_USE) != NAME) {
            *n = i;
            break;
        }
        ts_to_utf8(TS_UTF16LE, ts_slice(name, 2, 2 * take), true, &r->path, &used);
        letters -= take;
    }
    where to = {.cluster = ts_u32le_at(stream, 20),
                .row = stream.ptr[1] & NO_CHAIN,
                .deleted = deleted,
                .len = u64le(stream, 24)};
    if (file.ptr[4] & DIRECTORY) {
        ts_buf_add_char(&r->path, '/');
        to.path = ts_buf_span(&r->path);
        if (!deleted || (r->deleted && to.cluster >= 2 && to.len && to.len <= TS_FAT_DIRECTORY_MOST &&
                         !in_use(r, to.cluster, to.len)))
            enqueue(r, &to);
        return TS_OK;
    }
    if (deleted != r->deleted)
        return TS_OK;
    ts_file f = {.path = ts_buf_span(&r->path), .size = to.len, .valid = u64le(stream, 8), .deleted = deleted};
    f.modified = ts_zip_time(ts_u16le_at(file, 12), ts_u16le_at(file, 14));
    if (deleted)
        return take_deleted(r, &f, to.cluster);
    stretches(r, to.cluster, f.size, to.row);
    return ts_partition_file(r->f.p, &f, &r->x);
}

static ts_err take_directory(reader *r, const where *in) {
    if (!ts_fat_first_time(&r->f, in->cluster))
        return TS_OK;
    uint64_t len = in->len < TS_FAT_DIRECTORY_MOST ? in->len : TS_FAT_DIRECTORY_MOST;
    stretches(r, in->cluster, len, in->row || in->deleted);
    ts_fat_directory(&r->f, &r->x, &r->entries);
    ts_span all = ts_buf_span(&r->entries);
    for (size_t at = 0, n; at + ENTRY <= all.len && all.ptr[at] && !r->f.p->image->stop; at += n * ENTRY) {
        ts_span e = ts_slice(all, at, ENTRY);
        n = 1;
        bool once = !in->path.len && !r->met[e.ptr[0] & 1]; /* both stand in the root, once each */
        if ((unsigned char)e.ptr[0] == BITMAP && once) {
            r->met[e.ptr[0] & 1] = true;
            load_bitmap(r, ts_u32le_at(e, 20), u64le(e, 24));
        } else if ((unsigned char)e.ptr[0] == LETTERS && once) {
            r->met[e.ptr[0] & 1] = true;
            stretches(r, ts_u32le_at(e, 20), u64le(e, 24), false);
            for (size_t i = 0; i < r->x.n; i++)
                ts_partition_claim(r->f.p, r->x.extent[i].at, r->x.extent[i].len);
        } else if (((unsigned char)e.ptr[0] | IN_USE) == FILE_ENTRY)
            TS_TRY(take_set(r, in, all, at, &n));
    }
    return r->f.p->image->disk.error;
}

static ts_err pass(reader *r, bool deleted) {
    r->deleted = deleted;
    r->queued = 0;
    ts_arena_reset(&r->arena);
    memset(r->f.seen, 0, r->f.clusters / 8 + 1);
    enqueue(r, &(where){.cluster = r->root, .len = TS_FAT_DIRECTORY_MOST});
    for (size_t i = 0; i < r->queued && !r->f.p->image->stop; i++) {
        where in = r->queue[i];
        TS_TRY(take_directory(r, &in));
    }
    return TS_OK;
}

ts_err ts_exfat_read(ts_partition *p) {
    reader r = {0};
    ts_err err = TS_OK;
    if (open_exfat(&r, p)) {
        err = pass(&r, false);
        if (!err)
            err = pass(&r, true);
    } else {
        err = ts_emit_note(p->image->out, "an exFAT volume's head is damaged");
    }
    ts_fat_done(&r.f);
    ts_free(r.used);
    ts_free(r.queue);
    ts_arena_done(&r.arena);
    ts_buf_done(&r.entries);
    ts_buf_done(&r.path);
    ts_extents_done(&r.x);
    return err;
}
