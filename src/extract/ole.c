/* ole.c - compound files: header, sector tables, chains, streams (MS-CFB 2.2 to 2.5).  The directory is read in ole_tree.c. */
#include "extract/ole.h"

enum {
    HEADER = 512,
    IN_HEADER = 109, /* FAT sectors that the header itself names (2.2) */
    DIFAT = 76, /* where they stand */
    SHIFTS = 30, /* and these: log2 of the bytes of a sector, then of a mini sector */
    MIN_SHIFT = 7, /* sectors have 512 or 4,096 bytes; a few writers chose others */
    MAX_SHIFT = 16,
    NARROW_SHIFT = 9 /* version 3: sectors of 512 bytes */
};
static const char magic[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/* A run of sectors of a stream. */
struct ts_ole_extent {
    uint64_t at; /* in the stream */
    uint64_t from; /* in the file, or in the mini stream */
};

bool ts_ole_magic(ts_span head) { return ts_span_starts(head, ts_str(magic)); }

static uint64_t sectors_of(uint64_t size, unsigned shift) {
    return (size >> shift) + ((size & (((uint64_t)1 << shift) - 1)) != 0);
}

static void note_reason(ts_ole *o, ts_reason why) {
    if (o->reason == TS_READ)
        o->reason = why;
}

/* ---- chains ---- */

typedef struct chain {
    const uint32_t *table;
    size_t entries;
    uint8_t *taken; /* NULL: it was walked before */
    uint64_t count; /* sectors there are */
    uint64_t first; /* where the first one begins */
    unsigned shift;
    ts_reason unknown; /* why the table may lack an entry */
} chain;

static chain big_chain(ts_ole *o) {
    ts_reason unknown = o->reason ? o->reason : TS_REASON_CORRUPT;
    return (chain){o->fat, o->fats, o->taken, o->sectors, (uint64_t)1 << o->shift, o->shift, unknown};
}

static chain mini_chain(ts_ole *o) {
    ts_reason unknown = o->reason ? o->reason : TS_REASON_CORRUPT;
    uint64_t count = sectors_of(o->small_size, o->mini_shift);
    return (chain){o->mini, o->minis, o->mini_taken, count, 0, o->mini_shift, unknown};
}

/* Takes the sector for one chain; false: there is no such sector, or another chain has it. */
static bool take(uint8_t *taken, uint64_t count, uint64_t sector, ts_reason *why) {
    if (sector >= count) {
        *why = sector <= TS_OLE_LAST_SECTOR ? TS_REASON_TRUNCATED : TS_REASON_CORRUPT;
        return false;
    }
    uint8_t bit = (uint8_t)(1u << sector % 8);
    if (taken[sector / 8] & bit) {
        *why = TS_REASON_CORRUPT;
        return false;
    }
    taken[sector / 8] |= bit;
    return true;
}

typedef struct walk {
    struct ts_ole_extent *extent;
    size_t extents;
    uint64_t sectors;
    ts_reason why; /* it broke off before `most` */
} walk;

/* Follows a chain up to `most` sectors. */
static walk follow(const chain *c, uint32_t start, uint64_t most) {
    walk w = {0};
    size_t cap = 0;
    uint32_t before = 0;
    for (uint32_t next = start; w.sectors < most; w.sectors++) {
        if (next > TS_OLE_LAST_SECTOR) {
            w.why = next == TS_OLE_UNKNOWN ? c->unknown : TS_REASON_CORRUPT;
            break;
        }
        if (c->taken && !take(c->taken, c->count, next, &w.why))
            break;
        if (!w.extents || next != before + 1) {
            if (w.extents == cap) {
                cap = cap ? cap * 2 : 4;
                w.extent = ts_grow(w.extent, cap, sizeof *w.extent);
            }
            w.extent[w.extents++] =
                (struct ts_ole_extent){w.sectors << c->shift, c->first + ((uint64_t)next << c->shift)};
        }
        before = next;
        next = next < c->entries ? c->table[next] : TS_OLE_UNKNOWN;
    }
    return w;
}

/* Bytes of the walk that lie before `limit`, where the file or the mini stream ends; what is behind them is dropped. */
static uint64_t bytes_of(walk *w, unsigned shift, uint64_t limit) {
    uint64_t end = w->sectors << shift;
    for (size_t i = 0; i < w->extents; i++) {
        uint64_t len = (i + 1 < w->extents ? w->extent[i + 1].at : end) - w->extent[i].at;
        uint64_t left = w->extent[i].from < limit ? limit - w->extent[i].from : 0;
        if (left < len) {
            w->extents = i + 1;
            return w->extent[i].at + left;
        }
    }
    return end;
}

/* ---- the tables ---- */

/* A sector as numbers; those that the file no longer has are TS_OLE_UNKNOWN. */
static ts_err read_numbers(ts_ole *o, uint64_t sector, uint32_t *out) {
    size_t n = (size_t)1 << o->shift;
    uint64_t at = (sector + 1) << o->shift, left = at < o->in->size ? o->in->size - at : 0;
    size_t have = left < n ? (size_t)left : n;
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    ts_buf_reserve(&bytes, n);
    TS_TRY(ts_source_read_at(o->in, at, bytes.ptr, have));
    if (have < n)
        note_reason(o, TS_REASON_TRUNCATED);
    ts_cursor c = ts_cursor_over((ts_span){bytes.ptr, have});
    for (size_t i = 0; i < n / 4; i++)
        out[i] = i < have / 4 ? ts_read_u32le(&c) : TS_OLE_UNKNOWN;
    return TS_OK;
}

/* A sector of the FAT, behind those that were read. */
static ts_err load_fat_sector(ts_ole *o, uint32_t sector) {
    size_t n = (size_t)1 << (o->shift - 2);
    uint32_t *to = o->fat + o->fats;
    ts_reason why;
    o->fats += n;
    if (take(o->taken, o->sectors, sector, &why))
        return read_numbers(o, sector, to);
    note_reason(o, why);
    for (size_t i = 0; i < n; i++)
        to[i] = TS_OLE_UNKNOWN;
    return TS_OK;
}

/* The FAT sectors that the header names, then those that the chain of the DIFAT does (2.5). */
static ts_err load_fat(ts_ole *o, ts_span header, uint32_t first_difat) {
    size_t n = (size_t)1 << (o->shift - 2);
    size_t wanted = (size_t)((o->sectors + n - 1) / n) * n;
    o->fat = ts_alloc_array(wanted + n, sizeof *o->fat);
    ts_cursor c = ts_cursor_over(ts_slice(header, DIFAT, sizeof(uint32_t) * IN_HEADER));
    for (size_t i = 0; i < IN_HEADER && o->fats < wanted; i++) {
        uint32_t sector = ts_read_u32le(&c);
        if (sector != TS_OLE_FREE)
            TS_TRY(load_fat_sector(o, sector));
    }
    uint32_t *names = ts_alloc_array(n, sizeof *names);
    ts_err err = TS_OK;
    ts_reason why;
    for (uint32_t next = first_difat; !err && o->fats < wanted && next <= TS_OLE_LAST_SECTOR;) {
        if (!take(o->taken, o->sectors, next, &why)) {
            note_reason(o, why);
            break;
        }
        err = read_numbers(o, next, names);
        for (size_t i = 0; !err && i + 1 < n && o->fats < wanted; i++)
            if (names[i] != TS_OLE_FREE)
                err = load_fat_sector(o, names[i]);
        next = names[n - 1];
    }
    ts_free(names);
    return err;
}

/* The bytes of a chain of whole sectors, however long it is. */
static ts_err load_chain(ts_ole *o, uint32_t start, ts_buf *out) {
    chain c = big_chain(o);
    walk w = follow(&c, start, o->sectors);
    if (w.why == TS_REASON_TRUNCATED)
        note_reason(o, w.why);
    uint64_t end = bytes_of(&w, o->shift, o->in->size);
    ts_err err = TS_OK;
    for (size_t i = 0; !err && i < w.extents; i++) {
        size_t len = (size_t)((i + 1 < w.extents ? w.extent[i + 1].at : end) - w.extent[i].at);
        ts_buf_reserve(out, len);
        err = ts_source_read_at(o->in, w.extent[i].from, out->ptr + out->len, len);
        out->len += err ? 0 : len;
    }
    ts_free(w.extent);
    return err;
}

static ts_err load_mini(ts_ole *o, uint32_t first) {
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    if (first <= TS_OLE_LAST_SECTOR)
        TS_TRY(load_chain(o, first, &bytes));
    o->minis = bytes.len / 4;
    o->mini = ts_alloc_array(o->minis + 1, sizeof *o->mini);
    ts_cursor c = ts_cursor_over(ts_buf_span(&bytes));
    for (size_t i = 0; i < o->minis; i++)
        o->mini[i] = ts_read_u32le(&c);
    ts_ole_stream_open(o, 0, &o->small);
    o->small_size = o->small.size;
    o->mini_taken = ts_alloc((size_t)(sectors_of(o->small_size, o->mini_shift) / 8 + 1));
    return TS_OK;
}

ts_err ts_ole_open(ts_source *in, ts_ole *o) {
    *o = (ts_ole){.in = in};
    char header[HEADER];
    if (in->size < HEADER)
        return ts_fail(TS_EFORMAT, "compound file: shorter than its header");
    TS_TRY(ts_source_read_at(in, 0, header, sizeof header));
    ts_cursor c = ts_cursor_over(ts_span_of(header, sizeof header));
    if (!ts_ole_magic(ts_span_of(header, sizeof header)))
        return ts_fail(TS_EFORMAT, "compound file: it has no signature");
    ts_skip(&c, SHIFTS);
    o->shift = ts_read_u16le(&c);
    o->mini_shift = ts_read_u16le(&c);
    ts_skip(&c, 14);
    uint32_t directory = ts_read_u32le(&c);
    ts_skip(&c, 4);
    o->cutoff = ts_read_u32le(&c);
    uint32_t mini = ts_read_u32le(&c);
    ts_skip(&c, 4);
    uint32_t difat = ts_read_u32le(&c);
    if (o->shift < MIN_SHIFT || o->shift > MAX_SHIFT || o->mini_shift < 2 || o->mini_shift > o->shift)
        return ts_fail(TS_EFORMAT, "compound file: its sectors have a size that there is not");
    o->sectors = sectors_of(in->size, o->shift);
    o->sectors = o->sectors ? o->sectors - 1 : 0; /* the header takes the first */
    if (o->sectors > TS_OLE_LAST_SECTOR)
        o->sectors = TS_OLE_LAST_SECTOR;
    o->taken = ts_alloc((size_t)(o->sectors / 8 + 1));
    TS_TRY(load_fat(o, ts_span_of(header, sizeof header), difat));
    TS_AUTO(ts_buf, ts_buf_done) tree = {0};
    TS_TRY(load_chain(o, directory, &tree));
    bool cut = false;
    TS_TRY(ts_ole_tree(ts_buf_span(&tree), o->shift == NARROW_SHIFT, &o->arena, &o->entry, &o->entries, &cut));
    if (cut && o->reason == TS_READ)
        o->reason = TS_REASON_TOO_LARGE;
    return load_mini(o, mini);
}

void ts_ole_done(ts_ole *o) {
    ts_arena_done(&o->arena);
    ts_ole_stream_done(&o->small);
    ts_free(o->entry);
    ts_free(o->fat);
    ts_free(o->mini);
    ts_free(o->taken);
    ts_free(o->mini_taken);
    *o = (ts_ole){0};
}

/* ---- streams ---- */

size_t ts_ole_find(const ts_ole *o, size_t storage, const char *name) {
    for (size_t i = storage + 1; i < o->entry[storage].end; i = o->entry[i].end)
        if (ts_span_eq_nocase(o->entry[i].name, ts_str(name)))
            return i;
    return 0;
}

bool ts_ole_is(const ts_ole *o, size_t entry, const char *name) {
    return o->entry[entry].parent == 0 && ts_span_eq_nocase(o->entry[entry].name, ts_str(name)) &&
           ts_ole_find(o, 0, name) == entry;
}

void ts_ole_stream_open(ts_ole *o, size_t entry, ts_ole_stream *s) {
    ts_ole_entry *e = &o->entry[entry];
    bool small = entry && e->size < o->cutoff;
    *s = (ts_ole_stream){.o = o, .small = small};
    if (e->storage && entry)
        return;
    chain c = small ? mini_chain(o) : big_chain(o);
    if (e->walked)
        c.taken = NULL;
    walk w = follow(&c, e->start, e->walked ? e->sectors : sectors_of(e->size, c.shift));
    uint64_t there = bytes_of(&w, c.shift, small ? o->small_size : o->in->size);
    if (!e->walked) {
        e->walked = true;
        e->sectors = (uint32_t)w.sectors;
        e->there = there < e->size ? there : e->size;
        if (e->there < e->size)
            e->reason = w.why ? w.why : TS_REASON_TRUNCATED;
    }
    s->extent = w.extent;
    s->extents = w.extents;
    s->size = e->there;
    s->missing = e->size - e->there;
    s->reason = e->reason;
}

void ts_ole_stream_done(ts_ole_stream *s) {
    ts_free(s->extent);
    *s = (ts_ole_stream){0};
}

/* The run that holds byte `at`, which is below the size: where it lies, and how far the run goes on. */
static uint64_t run_at(const ts_ole_stream *s, uint64_t at, uint64_t *left) {
    size_t low = 0, high = s->extents;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (s->extent[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    uint64_t end = low + 1 < s->extents ? s->extent[low + 1].at : s->size;
    *left = end - at;
    return s->extent[low].from + (at - s->extent[low].at);
}

void ts_ole_stream_add(ts_ole_stream *s, const ts_ole_stream *from, uint64_t at, uint64_t len) {
    s->o = from->o;
    s->small = from->small;
    at = at < from->size ? at : from->size;
    len = len < from->size - at ? len : from->size - at;
    while (len) {
        uint64_t left, place = run_at(from, at, &left), n = left < len ? left : len;
        if (!(s->extents & (s->extents - 1))) /* a power of two: full */
            s->extent = ts_grow(s->extent, s->extents ? s->extents * 2 : 1, sizeof *s->extent);
        s->extent[s->extents++] = (struct ts_ole_extent){s->size, place};
        s->size += n;
        at += n;
        len -= n;
    }
}

ts_err ts_ole_stream_read_at(const ts_ole_stream *s, uint64_t at, void *out, size_t len) {
    if (at > s->size || len > s->size - at)
        return ts_fail(TS_EFORMAT, "compound file: a stream ends early");
    for (char *to = out; len;) {
        uint64_t run, more;
        uint64_t from = run_at(s, at, &run);
        if (s->small) {
            from = run_at(&s->o->small, from, &more);
            run = run < more ? run : more;
        }
        size_t n = run < len ? (size_t)run : len;
        TS_TRY(ts_source_read_at(s->o->in, from, to, n));
        to += n;
        at += n;
        len -= n;
    }
    return TS_OK;
}

ts_err ts_ole_stream_fill(void *context, char *out, size_t cap, size_t *got) {
    ts_ole_stream *s = context;
    size_t n = s->size - s->at < cap ? (size_t)(s->size - s->at) : cap;
    TS_TRY(ts_ole_stream_read_at(s, s->at, out, n));
    s->at += n;
    *got = n;
    return TS_OK;
}

ts_err ts_ole_load(ts_ole *o, size_t entry, size_t most, ts_buf *out) {
    ts_ole_stream s;
    ts_ole_stream_open(o, entry, &s);
    size_t n = s.size < most ? (size_t)s.size : most;
    ts_buf_reserve(out, n);
    ts_err err = ts_ole_stream_read_at(&s, 0, out->ptr + out->len, n);
    out->len += err ? 0 : n;
    ts_ole_stream_done(&s);
    return err;
}

ts_err ts_ole_missing(const ts_ole_stream *s, ts_sink *out) {
    if (!s->missing)
        return TS_OK; /* what a cut file no longer has is none of its bytes */
    return ts_emit_unread(out, s->reason, s->reason == TS_REASON_TRUNCATED ? 0 : s->missing);
}
