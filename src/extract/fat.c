/* fat.c - FAT12, FAT16 and FAT32 (Microsoft, fatgen103): floppies, memory sticks, the first partition of machines.
 *
 * A deleted entry loses the first letter of its short name and its chain, not its first cluster nor its size: where as many
 * clusters in a row are free from there on, the file is taken to be whole.
 */
#include "extract/fat.h"

#include "extract/zip.h"
#include "text/encoding.h"

enum {
    BOOT = 512,
    BACKUP = 6, /* sector of FAT32 */
    ENTRY = 32,
    DELETED = 0xE5,
    VOLUME = 0x08,
    DIRECTORY = 0x10,
    LONG = 0x0F,
    LOWER_STEM = 0x08,
    LOWER_ENDING = 0x10,
    LETTERS = 13, /* of a long name in one entry */
    LONG_MOST = 20,
};

typedef struct where {
    uint32_t cluster; /* 0: the root of FAT12 and FAT16 */
    bool deleted;
    ts_span path;
} where;

typedef struct reader {
    ts_fat f;
    uint64_t root_at, root_len;
    uint32_t root;
    where *queue;
    size_t queued, room;
    ts_arena arena;
    ts_buf entries, path;
    ts_extents x;
    bool deleted; /* this pass is for what was */
    ts_span
        long_part[LONG_MOST]; /* entries before the one at hand, the nearest, which has the first letters, in front */
    size_t longs;
} reader;

/* ---- the head ---- */

static bool head_fits(ts_span s, uint64_t size) {
    uint16_t sector = ts_u16le_at(s, 11), reserved = ts_u16le_at(s, 14);
    uint8_t per = (uint8_t)ts_slice(s, 13, 1).ptr[0], copies = (uint8_t)ts_slice(s, 16, 1).ptr[0];
    uint8_t jump = (uint8_t)s.ptr[0], media = (uint8_t)s.ptr[21];
    uint32_t sectors = ts_u16le_at(s, 19) ? ts_u16le_at(s, 19) : ts_u32le_at(s, 32);
    return (jump == 0xEB || jump == 0xE9) && (sector == 512 || sector == 1024 || sector == 2048 || sector == 4096) &&
           per && !(per & (per - 1)) && reserved && copies >= 1 && copies <= 2 && media >= 0xF0 && sectors > 16 &&
           size > sector && (ts_u16le_at(s, 22) || ts_u32le_at(s, 36)) && memcmp(s.ptr + 3, "NTFS    ", 8) != 0;
}

/* The first sector, or its copy. */
static bool read_head(ts_partition *p, char *boot, bool by_copy) {
    for (uint64_t at = 0; at <= (by_copy ? BACKUP : 0); at += BACKUP)
        if (ts_partition_read(p, at * BOOT, boot, BOOT) == BOOT && head_fits(ts_span_of(boot, BOOT), p->size))
            return true;
    return false;
}

bool ts_fat_is(ts_partition *p, bool by_copy) {
    char boot[BOOT];
    return read_head(p, boot, by_copy);
}

static bool open_fat(reader *r, ts_partition *p) {
    char boot[BOOT];
    if (!read_head(p, boot, true))
        return false;
    ts_span s = ts_span_of(boot, BOOT);
    uint64_t sector = ts_u16le_at(s, 11), per = (uint8_t)boot[13], reserved = ts_u16le_at(s, 14),
             copies = (uint8_t)boot[16];
    uint64_t sectors = ts_u16le_at(s, 19) ? ts_u16le_at(s, 19) : ts_u32le_at(s, 32);
    uint64_t table = ts_u16le_at(s, 22) ? ts_u16le_at(s, 22) : ts_u32le_at(s, 36);
    ts_fat *f = &r->f;
    f->p = p;
    r->root_at = (reserved + copies * table) * sector;
    r->root_len = (ts_u16le_at(s, 17) * (uint64_t)ENTRY + sector - 1) / sector * sector;
    f->data = r->root_at + r->root_len;
    f->cluster = per * sector;
    ts_partition_reaches(p, sectors * sector);
    if (sectors * sector <= f->data)
        return false;
    uint64_t n = (sectors * sector - f->data) / f->cluster;
    f->bits = n < 4085 ? 12 : n < 65525 ? 16 : 32;
    if (!ts_u16le_at(s, 22)) /* a small FAT32 says so by having no other length of its table */
        f->bits = 32;
    f->clusters = n < 0x0FFFFFF0 ? (uint32_t)n : 0x0FFFFFF0;
    r->root = f->bits == 32 ? ts_u32le_at(s, 44) : 0;
    ts_partition_claim(p, 0, reserved * sector);
    ts_partition_claim(p, reserved * sector, copies * table * sector);
    return ts_fat_load(f, reserved * sector, table * sector, (unsigned)copies, (unsigned char)boot[21]);
}

/* ---- names ---- */

static void add_short(ts_buf *to, ts_span e, bool deleted) {
    unsigned char lower = (unsigned char)e.ptr[12];
    for (size_t i = 0; i < 11; i++) {
        char c = e.ptr[i];
        bool small = lower & (i < 8 ? LOWER_STEM : LOWER_ENDING);
        if (i == 8 && e.ptr[8] != ' ')
            ts_buf_add_char(to, '.');
        if (i == 0 && (deleted || c == 5))
            c = deleted ? '_' : (char)DELETED;
        if (c != ' ')
            ts_buf_add_char(to, small ? ts_lower(c) : c);
    }
}

static unsigned char sum_of(ts_span e) {
    unsigned char sum = 0;
    for (size_t i = 0; i < 11; i++)
        sum = (unsigned char)((sum >> 1 | sum << 7) + (unsigned char)e.ptr[i]);
    return sum;
}

/* The long name whose parts stand before the entry, if they are its own. */
static bool add_long(reader *r, ts_span e, bool deleted) {
    static const size_t places[LETTERS] = {1, 3, 5, 7, 9, 14, 16, 18, 20, 22, 24, 28, 30};
    char units[2 * LETTERS * LONG_MOST];
    size_t n = 0, used;
    for (size_t i = 0; i < r->longs; i++) {
        ts_span part = r->long_part[i];
        if (!deleted && (unsigned char)part.ptr[13] != sum_of(e))
            return false;
        for (size_t k = 0; k < LETTERS; k++) {
            uint16_t c = ts_u16le_at(part, places[k]);
            if (!c || c == 0xFFFF)
                break;
            memcpy(units + n, part.ptr + places[k], 2);
            n += 2;
        }
    }
    ts_to_utf8(TS_UTF16LE, ts_span_of(units, n), true, &r->path, &used);
    return n > 0;
}

/* ---- directories ---- */

static void enqueue(reader *r, uint32_t cluster, bool deleted, ts_span path) {
    if (path.len > TS_LIMIT_NAME)
        return;
    if (r->queued == r->room) {
        r->room = r->room ? r->room * 2 : 64;
        r->queue = ts_grow(r->queue, r->room, sizeof *r->queue);
    }
    r->queue[r->queued++] = (where){cluster, deleted, ts_arena_copy(&r->arena, path)};
}

/* Does a deleted directory still begin here?  It names itself first. */
static bool still_directory(reader *r, uint32_t cluster) {
    char self[ENTRY];
    ts_extents_clear(&r->x);
    return ts_fat_row_free(&r->f, cluster, 1) && ts_fat_row(&r->f, cluster, 1, &r->x) &&
           ts_partition_table(r->f.p, r->x.extent[0].at, self, ENTRY) && memcmp(self, ".          \x10", 12) == 0;
}

static ts_err take_file(reader *r, ts_span e, uint32_t cluster, bool deleted) {
    ts_file file = {.path = ts_buf_span(&r->path), .size = ts_u32le_at(e, 28), .deleted = deleted};
    file.valid = file.size;
    file.modified = ts_zip_time(ts_u16le_at(e, 22), ts_u16le_at(e, 24));
    ts_extents_clear(&r->x);
    if (!deleted) {
        if (file.size)
            ts_fat_chain(&r->f, cluster, file.size, &r->x);
        return ts_partition_file(r->f.p, &file, &r->x);
    }
    if (!file.size)
        return TS_OK;
    if (!ts_fat_row_free(&r->f, cluster, file.size) || !ts_fat_row(&r->f, cluster, file.size, &r->x) ||
        !ts_partition_unclaimed(r->f.p, &r->x)) {
        ts_partition_lost(r->f.p, file.path);
        return TS_OK;
    }
    return ts_partition_file(r->f.p, &file, &r->x);
}

static ts_err take_entry(reader *r, const where *in, ts_span e) {
    bool deleted = (unsigned char)e.ptr[0] == DELETED || in->deleted;
    unsigned char kind = (unsigned char)e.ptr[11];
    uint32_t cluster = ts_u16le_at(e, 26) | (r->f.bits == 32 ? (uint32_t)ts_u16le_at(e, 20) << 16 : 0);
    if (e.ptr[0] == '.' || kind & VOLUME)
        return TS_OK;
    ts_buf_clear(&r->path);
    ts_buf_add(&r->path, in->path);
    if (!add_long(r, e, (unsigned char)e.ptr[0] == DELETED))
        add_short(&r->path, e, (unsigned char)e.ptr[0] == DELETED);
    if (kind & DIRECTORY) {
        ts_buf_add_char(&r->path, '/');
        if (cluster && (!deleted || (r->deleted && still_directory(r, cluster)))) /* 0 is the root again */
            enqueue(r, cluster, deleted, ts_buf_span(&r->path));
        return TS_OK;
    }
    return deleted == r->deleted ? take_file(r, e, cluster, deleted) : TS_OK;
}

static ts_err take_directory(reader *r, const where *in) {
    if (in->cluster && !ts_fat_first_time(&r->f, in->cluster))
        return TS_OK;
    ts_extents_clear(&r->x);
    if (!in->cluster)
        ts_extents_add(&r->x, r->root_at, r->root_len);
    else if (in->deleted)
        ts_fat_row(&r->f, in->cluster, 1, &r->x);
    else
        ts_fat_chain(&r->f, in->cluster, TS_FAT_DIRECTORY_MOST, &r->x);
    ts_fat_directory(&r->f, &r->x, &r->entries);
    ts_span all = ts_buf_span(&r->entries);
    r->longs = 0;
    for (size_t at = 0; at + ENTRY <= all.len && !r->f.p->image->stop; at += ENTRY) {
        ts_span e = ts_slice(all, at, ENTRY);
        if (!e.ptr[0])
            break;
        if ((unsigned char)e.ptr[11] == LONG) {
            bool first = (unsigned char)e.ptr[0] != DELETED && e.ptr[0] & 0x40;
            r->longs = first ? 0 : r->longs;
            if (r->longs < LONG_MOST) {
                memmove(r->long_part + 1, r->long_part, r->longs * sizeof *r->long_part);
                r->long_part[0] = e;
                r->longs++;
            }
            continue;
        }
        TS_TRY(take_entry(r, in, e));
        r->longs = 0;
    }
    return r->f.p->image->disk.error;
}

static ts_err pass(reader *r, bool deleted) {
    r->deleted = deleted;
    r->queued = 0;
    ts_arena_reset(&r->arena);
    memset(r->f.seen, 0, r->f.clusters / 8 + 1);
    enqueue(r, r->root, false, (ts_span){"", 0});
    for (size_t i = 0; i < r->queued && !r->f.p->image->stop; i++) {
        where in = r->queue[i];
        TS_TRY(take_directory(r, &in));
    }
    return TS_OK;
}

ts_err ts_fat_read(ts_partition *p) {
    reader r = {0};
    ts_err err = TS_OK;
    if (open_fat(&r, p)) {
        err = pass(&r, false);
        if (!err)
            err = pass(&r, true);
    } else {
        err = ts_emit_note(p->image->out, "a FAT volume's head is damaged");
    }
    ts_fat_done(&r.f);
    ts_free(r.queue);
    ts_arena_done(&r.arena);
    ts_buf_done(&r.entries);
    ts_buf_done(&r.path);
    ts_extents_done(&r.x);
    return err;
}
