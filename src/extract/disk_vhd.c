/* disk_vhd.c - disks of Virtual PC and Hyper-V: VHD (the Virtual Hard Disk Image Format Specification 1.0), fixed, dynamic and
 * differencing.
 *
 * A footer of 512 bytes ends the file, and a copy of it begins a dynamic one.  Dynamic ones have a table of blocks; each block
 * begins with a bit a sector, which says in a differencing disk what stands in the parent.
 */
#include "extract/disk.h"

enum { SECTOR = 512, FIXED = 2, DYNAMIC = 3, DIFFERENCING = 4, BLOCK_MOST = 256 * 1024 * 1024 };

static bool find_fixed(ts_disk *d, uint64_t at, ts_piece *piece) {
    (void)at;
    *piece = (ts_piece){.kind = TS_PIECE_PLAIN, .len = d->size, .stored = d->size};
    return true;
}

/* Sectors alike from the one that `at` stands in: set bits are here, the others in the parent. */
static void alike(ts_disk *d, uint64_t at, uint64_t bits, ts_piece *p) {
    enum { LOOK = 4096 };
    uint64_t first = (at - p->begin) / SECTOR, n = 0, sectors = (p->len + SECTOR - 1) / SECTOR;
    int kind = -1;
    for (; first + n < sectors && n < LOOK; n++) { /* the rest is the next piece's */
        ts_span byte = ts_disk_look(d, bits + (first + n) / 8, 1);
        int bit = byte.len ? (unsigned char)byte.ptr[0] >> (7 - (first + n) % 8) & 1 : 0;
        if (kind >= 0 && bit != kind)
            break;
        kind = bit;
    }
    p->kind = kind == 1 ? TS_PIECE_PLAIN : TS_PIECE_ELSEWHERE;
    p->at += first * SECTOR;
    p->begin += first * SECTOR;
    uint64_t left = p->len - first * SECTOR;
    p->len = p->stored = n * SECTOR < left ? n * SECTOR : left;
}

static bool find_block(ts_disk *d, uint64_t at, ts_piece *piece) {
    ts_disk_block(d, at, piece);
    uint64_t k = at / d->block, bits = (d->block / SECTOR / 8 + SECTOR - 1) / SECTOR * SECTOR;
    ts_span entry = k < d->entries ? ts_disk_look(d, d->table + 4 * k, 4) : ts_str("");
    uint32_t sector = ts_u32be_at(entry, 0);
    if (!entry.len)
        return false;
    if (sector == UINT32_MAX) {
        piece->kind = d->child ? TS_PIECE_ELSEWHERE : TS_PIECE_HOLE;
        return true;
    }
    piece->kind = TS_PIECE_PLAIN;
    piece->at = (uint64_t)sector * SECTOR + bits;
    if (d->child)
        alike(d, at, (uint64_t)sector * SECTOR, piece);
    return true;
}

static uint64_t u64be(ts_span s, size_t at) { return (uint64_t)ts_u32be_at(s, at) << 32 | ts_u32be_at(s, at + 4); }

ts_err ts_disk_open_vhd(ts_disk *d, uint64_t footer) {
    ts_span foot = ts_disk_look(d, footer, SECTOR);
    uint32_t type = ts_u32be_at(foot, 60);
    uint64_t header = u64be(foot, 16);
    d->kind = "vhd";
    d->size = u64be(foot, 48);
    if (type == FIXED) {
        d->size = footer;
        d->find = find_fixed;
        return TS_OK;
    }
    ts_span head = ts_disk_look(d, header, 64);
    if ((type != DYNAMIC && type != DIFFERENCING) || !ts_span_starts(head, ts_str("cxsparse")))
        return ts_fail(TS_EFORMAT, "vhd: its header is damaged");
    d->table = u64be(head, 16);
    d->entries = ts_u32be_at(head, 28);
    d->block = ts_u32be_at(head, 32);
    d->child = type == DIFFERENCING;
    d->find = find_block;
    if (d->block < SECTOR || d->block % SECTOR || d->block > BLOCK_MOST || d->size / d->block > d->entries)
        return ts_fail(TS_EFORMAT, "vhd: its table of blocks is damaged");
    return TS_OK;
}
