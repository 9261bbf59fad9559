/* disk_ewf.c - disks as EnCase and ewfacquire write them (E01): Expert Witness Compression Format, after J. Metz' description of it.
 *
 * A file is a chain of sections, each behind a head of 76 bytes.  "volume" says what the disk is, "sectors" holds chunks of
 * it, "table" says where each begins; bit 31 of that: it is packed by zlib.  A set of files is read as one where it was put
 * together: each has a chain of its own.
 */
#include "base/limits.h"
#include "base/mem.h"
#include "extract/disk.h"

enum {
    FILE_HEAD = 13,
    SECTION = 76,
    TABLE_HEAD = 24,
    SUM = 4,
    ZLIB = 2, /* bytes before raw deflate */
    TABLES_MOST = 1 << 16,
    CHUNK_MOST = 8 * 1024 * 1024,
};

#define PACKED (UINT32_C(1) << 31)

/* Chunks [first, first + n) of the disk. */
typedef struct ts_ewf_table {
    uint64_t first, n, entries, base, end; /* entries: where they stand; end: behind the last chunk */
} ts_ewf_table;

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

static const ts_ewf_table *table_of(const ts_disk *d, uint64_t chunk) {
    size_t low = 0, high = d->ewfs;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (d->ewf[middle].first + d->ewf[middle].n <= chunk)
            low = middle + 1;
        else
            high = middle;
    }
    return low < d->ewfs ? &d->ewf[low] : NULL;
}

static bool find(ts_disk *d, uint64_t at, ts_piece *piece) {
    ts_disk_block(d, at, piece);
    const ts_ewf_table *t = table_of(d, at / d->block);
    if (!t)
        return false;
    uint64_t k = at / d->block - t->first;
    size_t more = k + 1 < t->n ? 8 : 4;
    ts_span there = ts_disk_look(d, t->entries + 4 * k, more);
    uint32_t entry = ts_u32le_at(there, 0);
    if (!there.len)
        return false;
    uint64_t begin = t->base + (entry & ~PACKED);
    uint64_t end = more == 8 ? t->base + (ts_u32le_at(there, 4) & ~PACKED) : t->end;
    piece->kind = TS_PIECE_PLAIN;
    piece->at = begin;
    if (entry & PACKED) {
        piece->kind = TS_PIECE_PACKED;
        piece->at = begin + ZLIB;
        piece->stored = end > begin + ZLIB ? end - begin - ZLIB : 0;
    }
    return true;
}

static ts_err read_volume(ts_disk *d, uint64_t at) {
    ts_span s = ts_disk_look(d, at, 24);
    uint64_t in_chunk = ts_u32le_at(s, 8), sector = ts_u32le_at(s, 12), sectors = u64le(s, 16);
    if (!in_chunk || !sector || in_chunk * sector > CHUNK_MOST || !sectors || sectors > (UINT64_C(1) << 60) / sector)
        return ts_fail(TS_EFORMAT, "ewf: what it says of the disk is damaged");
    d->block = in_chunk * sector;
    d->size = sectors * sector;
    return TS_OK;
}

static ts_err add_table(ts_disk *d, uint64_t file, uint64_t at, uint64_t sectors_end) {
    ts_span head = ts_disk_look(d, at + SECTION, TABLE_HEAD);
    uint64_t n = ts_u32le_at(head, 0);
    if (!n)
        return TS_OK;
    if (d->ewfs == TABLES_MOST)
        return ts_fail(TS_ELIMIT, "ewf: more than %d tables", TABLES_MOST);
    d->ewf = ts_grow(d->ewf, d->ewfs + 1, sizeof *d->ewf);
    uint64_t first = d->ewfs ? d->ewf[d->ewfs - 1].first + d->ewf[d->ewfs - 1].n : 0;
    d->ewf[d->ewfs++] = (ts_ewf_table){first, n, at + SECTION + TABLE_HEAD, file + u64le(head, 8), sectors_end};
    return TS_OK;
}

/* The sections of the file that begins at `file`, each behind the one before it. */
static ts_err read_file(ts_disk *d, uint64_t file) {
    uint64_t sectors_end = 0;
    for (uint64_t at = file + FILE_HEAD;;) {
        char type[16] = {0};
        ts_span head = ts_disk_look(d, at, SECTION);
        if (!head.len)
            return TS_OK; /* cut: what is named so far is there */
        memcpy(type, head.ptr, sizeof type - 1);
        uint64_t next = file + u64le(head, 16), size = u64le(head, 24);
        if (strcmp(type, "volume") == 0 || strcmp(type, "disk") == 0)
            TS_TRY(read_volume(d, at + SECTION));
        else if (strcmp(type, "sectors") == 0)
            sectors_end = at + size;
        else if (strcmp(type, "table") == 0)
            TS_TRY(add_table(d, file, at, sectors_end));
        if (next <= at)
            return TS_OK;
        at = next;
    }
}

ts_err ts_disk_open_ewf(ts_disk *d) {
    uint64_t file = 0;
    d->kind = "ewf";
    d->find = find;
    TS_TRY(read_file(d, 0));
    for (size_t k = 1; ts_source_part_begins(d->in, k, &file); k++)
        TS_TRY(read_file(d, file));
    return d->block ? TS_OK : ts_fail(TS_EFORMAT, "ewf: it does not say what the disk is");
}
