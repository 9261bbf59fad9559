/* partition.c - what the file systems of a disk share: claims on its bytes, and files going out within the limits. */
#include "extract/partition.h"

enum {
    SECTOR_BITS = 9,
    BITS_MOST =
        31, /* claims have 256 MiB at most, as far as they are touched: of disks beyond a TiB not to the sector */
    PIECE = 256 * 1024,
    TABLES = 4, /* times the disk's size that its tables may be read */
    TABLES_FROM = 64 * 1024 * 1024,
    CLAIMS = 16, /* times the disk's size that its bytes may be claimed: files share few, and none twice in one file */
    CLAIMS_FROM = 1024 * 1024,
    NAMES_MOST = 16 * 1024 * 1024,
};

/* ---- claims ---- */

static void set_up(ts_image *m) {
    m->shift = SECTOR_BITS;
    while (m->disk.size >> m->shift > UINT64_C(1) << BITS_MOST)
        m->shift++;
    m->claimed = ts_alloc((size_t)((m->disk.size >> m->shift) / 8 + 1));
}

static bool bit(const ts_image *m, uint64_t i) { return m->claimed[i / 8] >> (i % 8) & 1; }

/* The last, partly filled unit of a file is its own: what stands behind its end there was written as zeros. */
uint64_t ts_image_claim(ts_image *m, uint64_t at, uint64_t len) {
    uint64_t stored = 0;
    if (!m->claimed)
        set_up(m);
    if (at >= m->disk.size || !len)
        return 0;
    uint64_t end = len > m->disk.size - at ? m->disk.size : at + len;
    m->touched += (end - at) >> m->shift;
    m->stop |= m->touched / CLAIMS > (m->disk.size >> m->shift) + CLAIMS_FROM;
    if (m->stop)
        return 0;
    for (uint64_t i = at >> m->shift; i << m->shift < end;) {
        uint64_t from = i;
        while (i << m->shift < end && !bit(m, i)) {
            m->claimed[i / 8] |= (uint8_t)(1 << i % 8);
            i++;
        }
        if (i > from) {
            uint64_t begin = from << m->shift > at ? from << m->shift : at,
                     stop = i << m->shift < end ? i << m->shift : end;
            stored += ts_disk_stored(&m->disk, begin, stop - begin);
        }
        while (i << m->shift < end && bit(m, i))
            i = i % 8 == 0 && m->claimed[i / 8] == 0xFF ? i + 8 : i + 1;
    }
    return stored;
}

bool ts_image_claimed(const ts_image *m, uint64_t at, uint64_t len) {
    if (!m->claimed)
        return false;
    for (uint64_t i = at >> m->shift; i << m->shift < m->disk.size && i << m->shift < at + len; i++)
        if (bit(m, i))
            return true;
    return false;
}

bool ts_image_free(const ts_image *m, uint64_t end, uint64_t *at, uint64_t *to) {
    end = end < m->disk.size ? end : m->disk.size; /* a partition may say to be longer than the disk is */
    uint64_t i = *at >> m->shift;
    if (!m->claimed) {
        *to = end;
        return *at < end;
    }
    while (i << m->shift < end && bit(m, i))
        i = i % 8 == 0 && m->claimed[i / 8] == 0xFF ? i + 8 : i + 1;
    uint64_t from = i << m->shift;
    while (i << m->shift < end && !bit(m, i))
        i = i % 8 == 0 && m->claimed[i / 8] == 0 ? i + 8 : i + 1;
    *at = from > *at ? from : *at;
    *to = i << m->shift < end ? i << m->shift : end;
    return *at < end;
}

ts_err ts_image_look(ts_image *m, uint64_t at, uint64_t end, uint64_t *unread) {
    for (uint64_t free, from, to; ts_image_free(m, end, &at, &free); at = free)
        for (; ts_disk_held(&m->disk, at, free, &from, &to); at = to) {
            uint64_t before = m->looked.read, len = to - from, stored = ts_disk_stored(&m->disk, from, len);
            TS_TRY(ts_carve_range(m->view, m->out, from, to, &m->looked));
            uint64_t read = m->looked.read - before;
            read = read < len ? read : len;
            *unread += stored - (uint64_t)((unsigned __int128)stored * read / len);
        }
    return TS_OK;
}

/* ---- stretches ---- */

void ts_extents_add(ts_extents *x, uint64_t at, uint64_t len) {
    ts_extent *last = x->n ? &x->extent[x->n - 1] : NULL;
    if (last && (at == TS_EXTENT_HOLE ? last->at == at : last->at != TS_EXTENT_HOLE && last->at + last->len == at)) {
        last->len += len;
        return;
    }
    if (x->n == x->room) {
        x->room = x->room ? x->room * 2 : 16;
        x->extent = ts_grow(x->extent, x->room, sizeof *x->extent);
    }
    x->extent[x->n++] = (ts_extent){at, len};
}

void ts_extents_clear(ts_extents *x) { x->n = 0; }

void ts_extents_done(ts_extents *x) {
    ts_free(x->extent);
    *x = (ts_extents){0};
}

/* ---- bytes in ---- */

size_t ts_partition_read(ts_partition *p, uint64_t at, void *out, size_t len) {
    if (at >= p->size)
        return 0;
    return ts_disk_read(&p->image->disk, p->begin + at, out, len < p->size - at ? len : (size_t)(p->size - at));
}

bool ts_partition_table(ts_partition *p, uint64_t at, void *out, size_t len) {
    ts_image *m = p->image;
    m->work += len;
    m->stop |= m->work / TABLES > m->disk.in->size + TABLES_FROM;
    ts_emit_alive(m->out);
    return !m->stop && ts_partition_read(p, at, out, len) == len;
}

void ts_partition_reaches(ts_partition *p, uint64_t len) {
    p->image->disk.cut |= p->begin > p->image->disk.size || len > p->image->disk.size - p->begin;
}

void ts_partition_claim(ts_partition *p, uint64_t at, uint64_t len) {
    if (at < p->size)
        ts_image_claim(p->image, p->begin + at, len < p->size - at ? len : p->size - at);
}

ts_err ts_partition_log(ts_partition *p, const ts_extents *x) {
    uint64_t unread = 0;
    for (size_t i = 0; i < x->n; i++) {
        const ts_extent *e = &x->extent[i];
        if (e->at == TS_EXTENT_HOLE || e->at >= p->size)
            continue;
        uint64_t len = e->len < p->size - e->at ? e->len : p->size - e->at;
        TS_TRY(ts_image_look(p->image, p->begin + e->at, p->begin + e->at + len, &unread));
        ts_partition_claim(p, e->at, len);
    }
    return TS_OK;
}

/* ---- files out ---- */

ts_err ts_member_begin(ts_partition *p, const ts_file *f) {
    ts_image *m = p->image;
    ts_buf_clear(&p->path);
    ts_buf_add(&p->path, p->prefix);
    if (f->deleted)
        ts_buf_add_str(&p->path, "deleted/");
    ts_buf_add(&p->path, f->path);
    m->size = m->stored = 0;
    m->reason = f->reason;
    m->members++;
    ts_span name = ts_slice(ts_buf_span(&p->path), 0, TS_LIMIT_NAME);
    return ts_emit_child_begin(m->out, &(ts_child){.name = name, .size = f->size, .modified = f->modified});
}

static bool ratio_met(const ts_image *m) {
    return m->given > TS_LIMIT_RATIO_FROM && m->given / TS_LIMIT_RATIO > m->disk.in->size;
}

ts_err ts_member_data(ts_partition *p, ts_span bytes) {
    ts_image *m = p->image;
    if (m->reason != TS_READ)
        return TS_OK;
    if (m->size + bytes.len > TS_LIMIT_MEMBER) {
        m->reason = TS_REASON_TOO_LARGE;
        return TS_OK;
    }
    m->size += bytes.len;
    m->given += bytes.len;
    if (ratio_met(m)) {
        m->reason = TS_REASON_RATIO;
        m->stop = true;
    }
    return ts_emit_child_data(m->out, bytes);
}

ts_err ts_member_zeros(ts_partition *p, uint64_t len) {
    static const char zeros[64 * 1024];
    while (len && p->image->reason == TS_READ) {
        size_t n = len < sizeof zeros ? (size_t)len : sizeof zeros;
        TS_TRY(ts_member_data(p, ts_span_of(zeros, n)));
        len -= n;
    }
    return TS_OK;
}

ts_err ts_member_stretch(ts_partition *p, uint64_t at, uint64_t len) {
    char *piece = ts_grow(NULL, PIECE, 1);
    ts_err err = TS_OK;
    ts_member_claim(p, at, len);
    while (!err && len && p->image->reason == TS_READ) {
        size_t n = len < PIECE ? (size_t)len : PIECE, got = ts_partition_read(p, at, piece, n);
        err = ts_member_data(p, ts_span_of(piece, got));
        if (got < n && p->image->reason == TS_READ)
            p->image->reason = TS_REASON_TRUNCATED;
        at += n;
        len -= n;
    }
    ts_free(piece);
    return err ? err : p->image->disk.error;
}

void ts_member_claim(ts_partition *p, uint64_t at, uint64_t len) {
    if (at < p->size)
        p->image->stored += ts_image_claim(p->image, p->begin + at, len < p->size - at ? len : p->size - at);
}

ts_err ts_member_end(ts_partition *p) {
    ts_image *m = p->image;
    uint64_t left = m->disk.in->size - m->accounted;
    m->stored = m->stored < left ? m->stored : left;
    m->accounted += m->stored;
    TS_TRY(ts_emit_child_end(m->out, m->reason, m->stored));
    if (m->members >= TS_LIMIT_MEMBERS)
        m->stop = true;
    return TS_OK;
}

ts_err ts_partition_file(ts_partition *p, const ts_file *f, const ts_extents *x) {
    TS_TRY(ts_member_begin(p, f));
    ts_image *m = p->image;
    ts_err err = TS_OK;
    uint64_t valid = f->valid < f->size ? f->valid : f->size, at = 0;
    for (size_t i = 0; !err && i < x->n && at < f->size; i++) {
        uint64_t n = x->extent[i].len < f->size - at ? x->extent[i].len : f->size - at;
        uint64_t there = at < valid ? (n < valid - at ? n : valid - at) : 0;
        if (x->extent[i].at == TS_EXTENT_HOLE) {
            err = ts_member_zeros(p, n);
        } else {
            if (m->reason != TS_READ) /* nothing is given, but the bytes are its own */
                ts_member_claim(p, x->extent[i].at, n);
            else
                err = ts_member_stretch(p, x->extent[i].at, there);
            if (!err)
                err = ts_member_zeros(p, n - there);
        }
        at += n;
    }
    if (at < f->size && m->reason == TS_READ)
        m->reason = TS_REASON_CORRUPT;
    ts_err ended = ts_member_end(p);
    return err ? err : ended;
}

bool ts_partition_unclaimed(const ts_partition *p, const ts_extents *x) {
    for (size_t i = 0; i < x->n; i++) {
        const ts_extent *e = &x->extent[i];
        if (e->at != TS_EXTENT_HOLE &&
            (e->at >= p->size || e->len > p->size - e->at || ts_image_claimed(p->image, p->begin + e->at, e->len)))
            return false;
    }
    return true;
}

void ts_partition_lost(ts_partition *p, ts_span path) {
    p->lost++;
    if (p->names.len + path.len < NAMES_MOST) {
        ts_buf_add(&p->names, path);
        ts_buf_add_char(&p->names, '\n');
    }
}
