/* ntfs_record.c - records of the master file table (as documented by the Linux-NTFS project): 1 KiB each, the last two bytes
 * of every sector kept apart, then attributes, whose bytes stand in the record or in runs of clusters. */
#include "extract/ntfs.h"

#include <stdlib.h>

enum {
    BOOT = 512,
    SECTOR = 512,
    LIST_MOST = 256 * 1024,
    CLUSTER_MOST = 2 * 1024 * 1024,
    RECORD_MOST = 64 * 1024,
    ATTRIBUTES_MOST = 65536,
    END = -1,
};

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

/* A power of two where it is more than 128 (read as a negative number), else a count. */
static uint64_t scaled(unsigned char v, uint64_t unit) {
    return v > 0x80 ? 256u - v < 32 ? UINT64_C(1) << (256 - v) : 0 : v * unit;
}

static bool boot_at(ts_partition *p, uint64_t at, char *boot) {
    return ts_partition_read(p, at, boot, BOOT) == BOOT && memcmp(boot + 3, "NTFS    ", 8) == 0;
}

/* The first sector, or its copy in the last one. */
static bool read_boot(ts_partition *p, char *boot) {
    return boot_at(p, 0, boot) || (p->size >= BOOT && boot_at(p, p->size / SECTOR * SECTOR - SECTOR, boot));
}

bool ts_ntfs_is(ts_partition *p, bool by_copy) {
    char boot[BOOT];
    return by_copy ? read_boot(p, boot) : boot_at(p, 0, boot);
}

/* The last two bytes of each sector stand in front; in their place stands a number, the same in all. */
static bool put_right(char *record, size_t len) {
    ts_span s = ts_span_of(record, len);
    size_t at = ts_u16le_at(s, 4), n = ts_u16le_at(s, 6);
    if (!ts_span_starts(s, ts_str("FILE")) || n != len / SECTOR + 1 || at + 2 * n > len)
        return false;
    for (size_t i = 1; i < n; i++) {
        char *end = record + i * SECTOR - 2;
        if (memcmp(end, record + at, 2) != 0)
            return false;
        memcpy(end, record + at + 2 * i, 2);
    }
    return true;
}

static bool read_record(ts_ntfs *v, uint64_t n) {
    uint64_t at = n * v->record, left = v->record, done = 0;
    if (at < v->reached)
        v->reached = v->last = 0;
    while (v->last < v->table.n && at - v->reached >= v->table.extent[v->last].len)
        v->reached += v->table.extent[v->last++].len;
    uint64_t reached = v->reached;
    for (size_t i = v->last; i < v->table.n && left; i++) {
        const ts_extent *e = &v->table.extent[i];
        uint64_t within = at + done - reached, here = e->len - within;
        here = here < left ? here : left;
        if (e->at == TS_EXTENT_HOLE || !ts_partition_table(v->p, e->at + within, v->buf + done, (size_t)here))
            return false;
        done += here;
        left -= here;
        reached += e->len;
    }
    return left == 0;
}

bool ts_ntfs_load(ts_ntfs *v, uint64_t n, uint16_t *flags, uint16_t *sequence, uint64_t *base) {
    if (n >= v->records || !read_record(v, n) || !put_right(v->buf, (size_t)v->record))
        return false;
    ts_span s = ts_span_of(v->buf, (size_t)v->record);
    *sequence = ts_u16le_at(s, 16);
    *flags = ts_u16le_at(s, 22);
    *base = u64le(s, 32) & 0xFFFFFFFFFFFF;
    return true;
}

bool ts_ntfs_runs(const ts_ntfs *v, ts_span list, ts_extents *x, uint64_t *vcn) {
    ts_cursor c = ts_cursor_over(list);
    int64_t lcn = 0;
    for (uint8_t head; (head = ts_read_u8(&c)) != 0;) {
        unsigned sizes[2] = {head & 15, head >> 4};
        uint64_t value[2] = {0};
        if (sizes[0] > 8 || !sizes[0] || sizes[1] > 8)
            return false;
        for (int k = 0; k < 2; k++) {
            ts_span s = ts_read_span(&c, sizes[k]);
            for (size_t i = 0; i < s.len; i++)
                value[k] |= (uint64_t)(unsigned char)s.ptr[i] << 8 * i;
            if (k && s.len && s.len < 8 && (unsigned char)s.ptr[s.len - 1] >> 7) /* a step back */
                value[k] |= UINT64_MAX << 8 * s.len;
        }
        if (!c.ok || !value[0] || value[0] > (UINT64_C(1) << 62) / v->cluster - *vcn)
            return false;
        lcn = (int64_t)((uint64_t)lcn + value[1]);
        if (sizes[1] && (lcn < 0 || (uint64_t)lcn >= v->clusters || value[0] > v->clusters - (uint64_t)lcn))
            return false;
        ts_extents_add(x, sizes[1] ? (uint64_t)lcn * v->cluster : TS_EXTENT_HOLE, value[0] * v->cluster);
        *vcn += value[0];
    }
    return c.ok || list.len == 0;
}

/* ---- attributes ---- */

static void add(ts_ntfs_file *f, ts_arena *arena, const ts_ntfs_attribute *a) {
    if (f->n == ATTRIBUTES_MOST)
        return;
    if (f->n == f->room) {
        ts_ntfs_attribute *more = ts_arena_alloc(arena, (f->room ? f->room * 2 : 16) * sizeof *more);
        if (f->n)
            memcpy(more, f->attribute, f->n * sizeof *more);
        f->attribute = more;
        f->room = f->room ? f->room * 2 : 16;
    }
    f->attribute[f->n] = *a;
    f->attribute[f->n].order = (uint32_t)f->n;
    f->attribute[f->n].name = ts_arena_copy(arena, a->name);
    f->attribute[f->n++].value = ts_arena_copy(arena, a->value);
}

static bool attribute(ts_span s, ts_ntfs_attribute *a) {
    *a = (ts_ntfs_attribute){
        .type = ts_u32le_at(s, 0), .flags = ts_u16le_at(s, 12), .resident = ts_slice(s, 8, 1).len && s.ptr[8] == 0};
    if (s.len < 24)
        return false;
    a->name = ts_slice(s, ts_u16le_at(s, 10), 2 * (size_t)(unsigned char)s.ptr[9]);
    if (a->resident) {
        a->size = a->valid = ts_u32le_at(s, 16);
        a->value = ts_slice(s, ts_u16le_at(s, 20), (size_t)a->size);
        return a->value.len == a->size;
    }
    if (s.len < 64)
        return false;
    a->vcn = u64le(s, 16);
    a->unit = ts_u16le_at(s, 34);
    a->size = u64le(s, 48);
    a->valid = u64le(s, 56);
    a->value = ts_slice(s, ts_u16le_at(s, 32), s.len);
    return true;
}

/* Those of the record in v->buf. */
static void gather(ts_ntfs *v, ts_arena *arena, ts_ntfs_file *f) {
    ts_span s = ts_span_of(v->buf, (size_t)v->record);
    for (size_t at = ts_u16le_at(s, 20); at + 8 <= s.len && ts_u32le_at(s, at) != (uint32_t)END;) {
        size_t len = ts_u32le_at(s, at + 4);
        ts_ntfs_attribute a;
        if (len < 24 || len > s.len - at)
            break;
        if (attribute(ts_slice(s, at, len), &a))
            add(f, arena, &a);
        at += len;
    }
}

/* The list of attributes that stand in other records: its bytes. */
static ts_span list_of(ts_ntfs *v, ts_arena *arena, const ts_ntfs_attribute *a) {
    if (a->resident)
        return a->value;
    TS_AUTO(ts_extents, ts_extents_done) x = {0};
    uint64_t vcn = 0, done = 0;
    if (a->size > LIST_MOST || !ts_ntfs_runs(v, a->value, &x, &vcn))
        return (ts_span){"", 0};
    char *bytes = ts_arena_alloc(arena, (size_t)a->size + 1);
    for (size_t i = 0; i < x.n && done < a->size; i++) {
        uint64_t n = x.extent[i].len < a->size - done ? x.extent[i].len : a->size - done;
        if (x.extent[i].at == TS_EXTENT_HOLE || !ts_partition_table(v->p, x.extent[i].at, bytes + done, (size_t)n))
            break;
        ts_partition_claim(v->p, x.extent[i].at, x.extent[i].len);
        done += n;
    }
    return ts_span_of(bytes, (size_t)done);
}

/* Each record that the list names is read once: entries of one record stand together but for chance. */
static void follow(ts_ntfs *v, uint64_t n, ts_span list, ts_arena *arena, ts_ntfs_file *f) {
    TS_AUTO(ts_buf, ts_buf_done) seen = {0};
    for (size_t at = 0; at + 26 <= list.len && seen.len < LIST_MOST;) {
        uint64_t there = u64le(list, at + 16) & 0xFFFFFFFFFFFF, base = 0;
        size_t len = ts_u16le_at(list, at + 4);
        bool known = there == n;
        for (size_t i = 0; !known && i < seen.len; i += 8)
            known = memcmp(seen.ptr + i, &there, 8) == 0;
        uint16_t flags, sequence;
        if (!known) {
            ts_buf_add(&seen, ts_span_of(&there, 8));
            if (ts_ntfs_load(v, there, &flags, &sequence, &base) && base == n)
                gather(v, arena, f);
        }
        if (len < 26)
            break;
        at += len;
    }
}

static int by_name_and_place(const void *a, const void *b) {
    const ts_ntfs_attribute *x = a, *y = b;
    if (x->type != y->type)
        return x->type < y->type ? -1 : 1;
    int names = ts_span_cmp(x->name, y->name);
    if (names || x->vcn != y->vcn)
        return names ? names : x->vcn > y->vcn ? 1 : -1;
    return (x->order > y->order) - (x->order < y->order);
}

bool ts_ntfs_file_of(ts_ntfs *v, uint64_t n, ts_arena *arena, ts_ntfs_file *out) {
    uint64_t base;
    *out = (ts_ntfs_file){0};
    if (!ts_ntfs_load(v, n, &out->flags, &out->sequence, &base) || base)
        return false;
    gather(v, arena, out);
    for (size_t i = 0; i < out->n; i++)
        if (out->attribute[i].type == TS_NTFS_LIST) {
            follow(v, n, list_of(v, arena, &out->attribute[i]), arena, out);
            break;
        }
    if (out->n)
        qsort(out->attribute, out->n, sizeof *out->attribute, by_name_and_place);
    return true;
}

/* ---- the volume ---- */

/* All of the table's stretches: as many as its first record and those that this leads to name. */
static bool find_table(ts_ntfs *v, uint64_t at) {
    TS_AUTO(ts_arena, ts_arena_done) arena = {0};
    ts_extents_add(&v->table, at, v->record * 16);
    v->records = 16;
    ts_extents whole = {0};
    bool found = false;
    for (int step = 0; step < 2; step++) { /* a second time, where the first led to records behind the sixteenth */
        ts_ntfs_file f;
        uint64_t vcn = 0, size = 0;
        ts_arena_reset(&arena);
        if (!ts_ntfs_file_of(v, 0, &arena, &f))
            break;
        ts_extents_clear(&whole);
        for (size_t i = 0; i < f.n; i++) {
            const ts_ntfs_attribute *a = &f.attribute[i];
            if (a->type != TS_NTFS_DATA || a->name.len || a->resident || a->vcn != vcn)
                continue;
            size = a->vcn ? size : a->size;
            if (!ts_ntfs_runs(v, a->value, &whole, &vcn))
                break;
        }
        if (!whole.n)
            break;
        ts_extents old = v->table;
        v->table = whole;
        found = true;
        whole = old;
        v->records = (vcn * v->cluster < size ? vcn * v->cluster : size) / v->record;
        v->reached = v->last = 0;
    }
    ts_extents_done(&whole);
    return found && v->records > 0;
}

bool ts_ntfs_open(ts_partition *p, ts_ntfs *out) {
    char boot[BOOT];
    if (!read_boot(p, boot))
        return false;
    ts_span s = ts_span_of(boot, BOOT);
    ts_ntfs v = {.p = p};
    uint64_t sector = ts_u16le_at(s, 11);
    v.cluster = scaled((unsigned char)boot[13], 1) * sector;
    if (sector < 256 || sector > 4096 || v.cluster < SECTOR || v.cluster > CLUSTER_MOST || v.cluster & (v.cluster - 1))
        return false;
    v.record = scaled((unsigned char)boot[64], v.cluster);
    v.clusters = u64le(s, 40) < (UINT64_C(1) << 62) / sector ? u64le(s, 40) * sector / v.cluster : 0;
    ts_partition_reaches(p, v.clusters * v.cluster);
    uint64_t copy = u64le(s, 56), first = u64le(s, 48);
    if (v.record < SECTOR || v.record > RECORD_MOST || v.record % SECTOR)
        return false;
    v.buf = ts_alloc((size_t)v.record);
    bool found = first < v.clusters && find_table(&v, first * v.cluster) && v.records > TS_NTFS_USERS;
    if (!found && copy < v.clusters) { /* its first records stand twice */
        ts_extents_clear(&v.table);
        v.reached = v.last = 0;
        found = find_table(&v, copy * v.cluster);
    }
    *out = v;
    return found;
}

void ts_ntfs_done(ts_ntfs *v) {
    ts_extents_done(&v->table);
    ts_free(v->buf);
}
