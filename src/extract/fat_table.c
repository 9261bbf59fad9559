/* fat_table.c - the table of FAT and exFAT: which cluster follows which. */
#include "extract/fat.h"

enum { TABLE_MOST = 256 * 1024 * 1024, PIECE = 64 * 1024 };

static uint64_t table_bytes(const ts_fat *f) {
    uint64_t entries = (uint64_t)f->clusters + 2;
    return f->bits == 12 ? (entries * 3 + 1) / 2 : entries * f->bits / 8;
}

bool ts_fat_load(ts_fat *f, uint64_t at, uint64_t len, unsigned copies, unsigned char media) {
    uint64_t need = table_bytes(f);
    unsigned char first;
    if (need > TABLE_MOST || need > len)
        return false;
    if (copies > 1 && (ts_partition_read(f->p, at, &first, 1) != 1 || first != media)) {
        unsigned char other;
        if (ts_partition_read(f->p, at + len, &other, 1) == 1 && other == media)
            at += len;
    }
    f->table = ts_alloc((size_t)need);
    f->seen = ts_alloc(f->clusters / 8 + 1);
    while (f->have < need) {
        size_t n = need - f->have < PIECE ? (size_t)(need - f->have) : PIECE;
        if (!ts_partition_table(f->p, at + f->have, f->table + f->have, n))
            break;
        f->have += n;
    }
    return true;
}

void ts_fat_done(ts_fat *f) {
    ts_free(f->table);
    ts_free(f->seen);
    f->table = NULL;
    f->seen = NULL;
}

uint32_t ts_fat_next(const ts_fat *f, uint32_t cluster) {
    ts_span table = ts_span_of(f->table, (size_t)f->have);
    if (f->bits == 32)
        return ts_u32le_at(table, (size_t)cluster * 4);
    if (f->bits == 16)
        return ts_u16le_at(table, (size_t)cluster * 2);
    uint32_t both = ts_u16le_at(table, (size_t)cluster + cluster / 2);
    return cluster & 1 ? both >> 4 : both & 0xFFF;
}

static bool is_cluster(const ts_fat *f, uint32_t n) { return n >= 2 && n - 2 < f->clusters; }

static void add(const ts_fat *f, uint32_t n, ts_extents *x) {
    ts_extents_add(x, f->data + (uint64_t)(n - 2) * f->cluster, f->cluster);
}

/* A circle is seen by what stays where it was while the chain goes on, twice as far each time (R. P. Brent, 1980). */
bool ts_fat_chain(const ts_fat *f, uint32_t first, uint64_t len, ts_extents *x) {
    uint64_t left = len / f->cluster + (len % f->cluster != 0), steps = 0, far = 1;
    uint32_t stays = first, mask = f->bits == 32 ? 0x0FFFFFFF : UINT32_MAX;
    for (uint32_t n = first; left; left--) {
        if (!is_cluster(f, n))
            return false;
        add(f, n, x);
        n = ts_fat_next(f, n) & mask;
        if (n == stays)
            return left == 1;
        if (++steps == far) {
            stays = n;
            steps = 0;
            far *= 2;
        }
        if (!is_cluster(f, n) && left > 1)
            return len == TS_FAT_DIRECTORY_MOST; /* of a directory nobody says how long it is */
    }
    return true;
}

bool ts_fat_row(const ts_fat *f, uint32_t first, uint64_t len, ts_extents *x) {
    uint64_t n = len / f->cluster + (len % f->cluster != 0);
    if (!is_cluster(f, first) || n > f->clusters - (first - 2))
        return false;
    ts_extents_add(x, f->data + (uint64_t)(first - 2) * f->cluster, n * f->cluster);
    return true;
}

bool ts_fat_row_free(const ts_fat *f, uint32_t first, uint64_t len) {
    uint64_t n = len / f->cluster + (len % f->cluster != 0);
    if (!is_cluster(f, first) || n > f->clusters - (first - 2) || (uint64_t)(first + n) * f->bits / 8 > f->have)
        return false;
    for (uint64_t i = 0; i < n; i++)
        if (ts_fat_next(f, (uint32_t)(first + i)))
            return false;
    return true;
}

void ts_fat_directory(const ts_fat *f, const ts_extents *x, ts_buf *out) {
    ts_buf_clear(out);
    for (size_t i = 0; i < x->n; i++) {
        for (uint64_t done = 0; done < x->extent[i].len && out->len < TS_FAT_DIRECTORY_MOST;) {
            size_t n = x->extent[i].len - done < PIECE ? (size_t)(x->extent[i].len - done) : PIECE;
            ts_buf_reserve(out, n);
            if (!ts_partition_table(f->p, x->extent[i].at + done, out->ptr + out->len, n))
                return;
            ts_partition_claim(f->p, x->extent[i].at + done, n);
            out->len += n;
            done += n;
        }
    }
}

bool ts_fat_first_time(ts_fat *f, uint32_t cluster) {
    if (!is_cluster(f, cluster) || f->seen[(cluster - 2) / 8] >> ((cluster - 2) % 8) & 1)
        return false;
    f->seen[(cluster - 2) / 8] |= (uint8_t)(1 << (cluster - 2) % 8);
    return true;
}
