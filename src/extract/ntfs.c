/* ntfs.c - NTFS: every file by its record, so that no directory has to be sound; streams beside files as "name:stream".
 *
 * Files that were deleted keep their records until others need them: those whose clusters are still free are read as
 * "deleted/", after all others have claimed theirs.
 */
#include "extract/ntfs.h"

#include "base/map.h"
#include "text/encoding.h"

enum {
    PARENTS_MOST = 128,
    EXTEND = 11, /* the directory of the file system's own further files */
    LOG = 2,
    BITMAP = 6,
    BITMAP_MOST = 512 * 1024 * 1024,
    UNIT_MOST = 1 << 20,
    NAME_HEAD = 66,
    DOS_NAME = 2,
};

#define PACKED_BY_WINDOWS UINT32_C(0x80000017)
#define DEDUPLICATED UINT32_C(0x80000013)
#define MOUNT_POINT UINT32_C(0xA0000003)
#define SYMBOLIC_LINK UINT32_C(0xA000000C)

typedef struct reader {
    ts_partition *p;
    ts_ntfs v;
    ts_arena arena; /* of one file */
    ts_map *known; /* paths of directories, by their record */
    ts_arena paths;
    char *used; /* a bit a cluster */
    uint64_t used_bits;
    ts_extents x;
    ts_buf path;
} reader;

typedef struct directory {
    ts_span path;
    bool own; /* the file system's */
} directory;

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

/* 100 ns since 1601. */
static ts_instant instant(uint64_t t) {
    const uint64_t epoch = UINT64_C(116444736000000000);
    return t > epoch && t < UINT64_C(1) << 62 ? (ts_instant)((t - epoch) / 10000) : 0;
}

static const ts_ntfs_attribute *first_of(const ts_ntfs_file *f, uint32_t type) {
    for (size_t i = 0; i < f->n; i++)
        if (f->attribute[i].type == type)
            return &f->attribute[i];
    return NULL;
}

/* Its name that is not the short one; *others: further ones that are not. */
static const ts_ntfs_attribute *name_of(const ts_ntfs_file *f, uint64_t *others) {
    const ts_ntfs_attribute *best = NULL;
    uint64_t n = 0;
    for (size_t i = 0; i < f->n; i++) {
        const ts_ntfs_attribute *a = &f->attribute[i];
        if (a->type != TS_NTFS_NAME || !a->resident || a->value.len < NAME_HEAD)
            continue;
        bool full = a->value.ptr[65] != DOS_NAME;
        n += full;
        if (!best || (full && best->value.ptr[65] == DOS_NAME))
            best = a;
    }
    *others = n > 1 ? n - 1 : 0;
    return best;
}

static void add_name(ts_buf *to, const ts_ntfs_attribute *name) {
    size_t used;
    ts_span units = ts_slice(name->value, NAME_HEAD, 2 * (size_t)(unsigned char)name->value.ptr[64]);
    ts_to_utf8(TS_UTF16LE, units, true, to, &used);
}

/* ---- paths ---- */

static directory *known(reader *r, uint64_t n) {
    const uint64_t *slot = ts_map_find(r->known, ts_span_of(&n, sizeof n));
    return slot ? (directory *)(uintptr_t)*slot : NULL;
}

static directory *learn(reader *r, uint64_t n, ts_span path, bool own) {
    directory *d = ts_arena_alloc(&r->paths, sizeof *d);
    *d = (directory){ts_arena_copy(&r->paths, ts_slice(path, 0, TS_LIMIT_NAME)), own};
    *ts_map_slot(r->known, ts_span_of(&n, sizeof n), NULL) = (uint64_t)(uintptr_t)d;
    return d;
}

/* The directory that a name says it stands in.  One that is gone, or was given to another, is "lost". */
static const directory *directory_of(reader *r, uint64_t reference) {
    uint64_t chain[PARENTS_MOST];
    size_t n = 0;
    directory *at = NULL;
    TS_AUTO(ts_arena, ts_arena_done) arena = {0};
    TS_AUTO(ts_buf, ts_buf_done) names = {0}, path = {0};
    size_t begins[PARENTS_MOST];
    while (!at) {
        uint64_t record = reference & 0xFFFFFFFFFFFF, others;
        uint16_t sequence = (uint16_t)(reference >> 48);
        ts_ntfs_file f;
        if ((at = known(r, record)) != NULL)
            break;
        bool is = n < PARENTS_MOST && ts_ntfs_file_of(&r->v, record, &arena, &f) && f.flags & TS_NTFS_DIRECTORY;
        const ts_ntfs_attribute *name = is ? name_of(&f, &others) : NULL;
        bool gone = is && !(f.flags & TS_NTFS_IN_USE); /* its number was stepped when it was deleted */
        if (!name || (f.sequence != sequence && !(gone && f.sequence == (uint16_t)(sequence + 1)))) {
            at = known(r, UINT64_MAX);
            break;
        }
        begins[n] = names.len;
        chain[n++] = record;
        add_name(&names, name);
        reference = u64le(name->value, 0);
        ts_arena_reset(&arena);
    }
    for (size_t end = names.len; n-- > 0; end = begins[n]) {
        ts_buf_clear(&path);
        ts_buf_add(&path, at->path);
        ts_buf_add(&path, ts_slice(ts_buf_span(&names), begins[n], end - begins[n]));
        ts_buf_add_char(&path, '/');
        at = learn(r, chain[n], ts_buf_span(&path), at->own);
    }
    return at;
}

/* ---- streams ---- */

static bool in_use(const reader *r, const ts_extents *x) {
    for (size_t i = 0; i < x->n; i++) {
        if (x->extent[i].at == TS_EXTENT_HOLE)
            continue;
        uint64_t first = x->extent[i].at / r->v.cluster, n = x->extent[i].len / r->v.cluster;
        for (uint64_t k = first; k < first + n && k < r->used_bits; k++)
            if (r->used[k / 8] >> (k % 8) & 1)
                return true;
    }
    return false;
}

/* One unit of a packed stream: its clusters, and a hole for those that packing saved. */
static ts_err give_unit(reader *r, const ts_extents *x, size_t *i, uint64_t *within, size_t unit, size_t want, char *in,
                        char *out) {
    size_t have = 0, passed = 0;
    bool hole = false;
    while (passed < unit && *i < x->n) {
        const ts_extent *e = &x->extent[*i];
        uint64_t n = e->len - *within < unit - passed ? e->len - *within : unit - passed;
        hole |= e->at == TS_EXTENT_HOLE;
        if (e->at != TS_EXTENT_HOLE && !hole) {
            ts_member_claim(r->p, e->at + *within, n);
            size_t got = ts_partition_read(r->p, e->at + *within, in + have, (size_t)n);
            have += got;
            if (got < n && r->p->image->reason == TS_READ)
                r->p->image->reason = TS_REASON_TRUNCATED;
        }
        passed += (size_t)n;
        *within += n;
        if (*within == e->len)
            *within = 0, ++*i;
    }
    if (!have && passed)
        return ts_member_zeros(r->p, want);
    if (have == unit)
        return ts_member_data(r->p, ts_span_of(in, want));
    if (r->p->image->reason == TS_READ && (!passed || !ts_ntfs_unpack(ts_span_of(in, have), out, unit)))
        r->p->image->reason = TS_REASON_CORRUPT;
    return ts_member_data(r->p, ts_span_of(out, want));
}

static ts_err give_packed(reader *r, const ts_file *f, size_t unit) {
    char *in = ts_alloc(unit), *out = ts_alloc(unit);
    size_t i = 0;
    uint64_t within = 0;
    ts_err err = ts_member_begin(r->p, f);
    for (uint64_t at = 0; !err && at < f->size && r->p->image->reason == TS_READ; at += unit) {
        uint64_t left = f->size - at;
        err = give_unit(r, &r->x, &i, &within, unit, left < unit ? (size_t)left : unit, in, out);
    }
    ts_free(in);
    ts_free(out);
    return err ? err : ts_member_end(r->p);
}

static ts_err give_inside(reader *r, const ts_file *f, ts_span bytes) {
    TS_TRY(ts_member_begin(r->p, f));
    TS_TRY(ts_member_data(r->p, bytes));
    return ts_member_end(r->p);
}

/* The stream whose parts are the attributes [from, to) of the file. */
static ts_err take_stream(reader *r, const ts_ntfs_file *f, size_t from, size_t to, ts_file *file) {
    const ts_ntfs_attribute *a = &f->attribute[from];
    uint64_t vcn = 0;
    file->size = a->size;
    file->valid = a->flags & TS_NTFS_PACKED ? a->size : a->valid;
    if (a->resident) {
        if (file->reason != TS_READ && a->size)
            return give_inside(r, file, (ts_span){"", 0});
        file->reason = TS_READ;
        return give_inside(r, file, a->value);
    }
    ts_extents_clear(&r->x);
    bool sound = true;
    for (size_t i = from; i < to && sound; i++)
        sound = f->attribute[i].vcn == vcn && ts_ntfs_runs(&r->v, f->attribute[i].value, &r->x, &vcn);
    if (file->deleted && (!sound || in_use(r, &r->x) || !ts_partition_unclaimed(r->p, &r->x))) {
        ts_partition_lost(r->p, file->path);
        return TS_OK;
    }
    if (a->flags & TS_NTFS_LOCKED && file->reason == TS_READ)
        file->reason = TS_REASON_ENCRYPTED;
    uint64_t unit = a->unit && a->unit < 16 ? r->v.cluster << a->unit : 0;
    if (a->flags & TS_NTFS_PACKED && file->reason == TS_READ) {
        if (unit && unit <= UNIT_MOST)
            return give_packed(r, file, (size_t)unit);
        file->reason = TS_REASON_CORRUPT;
    }
    return ts_partition_file(r->p, file, &r->x);
}

/* ---- files ---- */

/* What the bytes of a directory or of the file system itself take up. */
static ts_err claim(reader *r, const ts_ntfs_file *f, uint32_t type, bool log) {
    uint64_t vcn = 0;
    ts_extents_clear(&r->x);
    for (size_t i = 0; i < f->n; i++)
        if (f->attribute[i].type == type && !f->attribute[i].resident)
            ts_ntfs_runs(&r->v, f->attribute[i].value, &r->x, &vcn);
    if (log)
        return ts_partition_log(r->p, &r->x);
    for (size_t i = 0; i < r->x.n; i++)
        if (r->x.extent[i].at != TS_EXTENT_HOLE)
            ts_partition_claim(r->p, r->x.extent[i].at, r->x.extent[i].len);
    return TS_OK;
}

/* Its contents stand elsewhere than in its stream, or are packed in a way that is not read. */
static ts_reason elsewhere(reader *r, const ts_ntfs_file *f, bool *link) {
    const ts_ntfs_attribute *a = first_of(f, TS_NTFS_REPARSE);
    uint32_t tag = a && a->resident ? ts_u32le_at(a->value, 0) : 0;
    *link = tag == MOUNT_POINT || tag == SYMBOLIC_LINK;
    r->p->links += *link;
    return tag == PACKED_BY_WINDOWS || tag == DEDUPLICATED ? TS_REASON_UNSUPPORTED : TS_READ;
}

static ts_err take_file(reader *r, const ts_ntfs_file *f, bool deleted) {
    uint64_t others;
    bool link;
    const ts_ntfs_attribute *name = name_of(f, &others), *standard = first_of(f, TS_NTFS_STANDARD);
    const directory *in = name ? directory_of(r, u64le(name->value, 0)) : known(r, UINT64_MAX);
    ts_reason reason = elsewhere(r, f, &link);
    if (in->own || link || (!name && deleted))
        return TS_OK;
    r->p->links += deleted ? 0 : others;
    ts_buf_clear(&r->path);
    ts_buf_add(&r->path, in->path);
    if (name)
        add_name(&r->path, name);
    else
        ts_buf_add_str(&r->path, "nameless");
    size_t plain = r->path.len;
    for (size_t from = 0, to; from < f->n && !r->p->image->stop; from = to) {
        const ts_ntfs_attribute *a = &f->attribute[from];
        for (to = from + 1;
             to < f->n && f->attribute[to].type == a->type && ts_span_eq(f->attribute[to].name, a->name);)
            to++;
        if (a->type != TS_NTFS_DATA || (f->flags & TS_NTFS_DIRECTORY && !a->name.len))
            continue;
        size_t used;
        r->path.len = plain;
        if (a->name.len) {
            ts_buf_add_char(&r->path, ':');
            ts_to_utf8(TS_UTF16LE, a->name, true, &r->path, &used);
        }
        ts_file file = {.path = ts_buf_span(&r->path), .deleted = deleted, .reason = a->name.len ? TS_READ : reason};
        file.modified = standard && standard->resident ? instant(u64le(standard->value, 8)) : 0;
        TS_TRY(take_stream(r, f, from, to, &file));
    }
    return TS_OK;
}

static void load_bitmap(reader *r) {
    ts_ntfs_file f;
    uint64_t vcn = 0, done = 0;
    if (!ts_ntfs_file_of(&r->v, BITMAP, &r->arena, &f))
        return;
    const ts_ntfs_attribute *a = first_of(&f, TS_NTFS_DATA);
    ts_extents_clear(&r->x);
    if (!a || a->resident || a->size > BITMAP_MOST || !ts_ntfs_runs(&r->v, a->value, &r->x, &vcn))
        return;
    r->used = ts_alloc((size_t)a->size + 1);
    for (size_t i = 0; i < r->x.n && done < a->size; i++) {
        uint64_t n = r->x.extent[i].len < a->size - done ? r->x.extent[i].len : a->size - done;
        if (r->x.extent[i].at == TS_EXTENT_HOLE ||
            !ts_partition_table(r->p, r->x.extent[i].at, r->used + done, (size_t)n))
            break;
        done += n;
    }
    r->used_bits = done * 8;
}

/* The file system's own: tables, the bitmap, the table of letters. */
static bool is_table(uint64_t n) { return n == 0 || n == 1 || n == 4 || n == BITMAP || n == 7 || n == 10; }

static ts_err pass(reader *r, bool deleted) {
    for (uint64_t n = 0; n < r->v.records && !r->p->image->stop; n++) {
        uint16_t flags, sequence;
        uint64_t base;
        ts_ntfs_file f;
        if (!ts_ntfs_load(&r->v, n, &flags, &sequence, &base) || base || (flags & TS_NTFS_IN_USE) == deleted)
            continue;
        ts_arena_reset(&r->arena);
        if (!ts_ntfs_file_of(&r->v, n, &r->arena, &f))
            continue;
        if (is_table(n) || n == LOG)
            TS_TRY(claim(r, &f, TS_NTFS_DATA, n == LOG));
        if (!deleted && f.flags & TS_NTFS_DIRECTORY)
            TS_TRY(claim(r, &f, TS_NTFS_INDEX, false));
        if (n >= TS_NTFS_USERS)
            TS_TRY(take_file(r, &f, deleted));
        TS_TRY(r->p->image->disk.error);
    }
    return TS_OK;
}

ts_err ts_ntfs_read(ts_partition *p) {
    reader r = {.p = p, .known = ts_map_new()};
    ts_err err = TS_OK;
    if (ts_ntfs_open(p, &r.v)) {
        learn(&r, TS_NTFS_ROOT, (ts_span){"", 0}, false);
        learn(&r, EXTEND, (ts_span){"", 0}, true);
        learn(&r, UINT64_MAX, ts_str("lost/"), false);
        load_bitmap(&r);
        err = pass(&r, false);
        if (!err)
            err = pass(&r, true);
    } else {
        err = ts_emit_note(p->image->out, "an NTFS volume's table of files cannot be found");
    }
    ts_ntfs_done(&r.v);
    ts_map_free(r.known);
    ts_arena_done(&r.arena);
    ts_arena_done(&r.paths);
    ts_free(r.used);
    ts_extents_done(&r.x);
    ts_buf_done(&r.path);
    return err;
}
