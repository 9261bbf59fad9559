/* disk_qcow.c - disks of QEMU: QCOW2, versions 2 and 3 (docs/interop/qcow2.txt of QEMU).  Two levels of tables, big-endian;
 * clusters as they are, zero, or packed by deflate. */
#include "extract/disk.h"

enum {
    HEAD = 112,
    LEAST_BITS = 9,
    MOST_BITS = 21,
    DIRTY = 1,
    CORRUPT = 2,
    KNOWN = DIRTY | CORRUPT,
};

#define PLACE UINT64_C(0x00FFFFFFFFFFFE00)
#define PACKED (UINT64_C(1) << 62)

static uint64_t u64be(ts_span s, size_t at) { return (uint64_t)ts_u32be_at(s, at) << 32 | ts_u32be_at(s, at + 4); }

/* A packed cluster's entry: its place in the low bits, above them how many further sectors of 512 bytes it reaches into. */
static void packed(const ts_disk *d, uint64_t entry, ts_piece *p) {
    uint64_t bits = 62 - (d->shift - 8);
    p->kind = TS_PIECE_PACKED;
    p->at = entry & ((UINT64_C(1) << bits) - 1);
    p->stored = (((entry & (PACKED - 1)) >> bits) + 1) * 512 - (p->at & 511);
}

static bool find(ts_disk *d, uint64_t at, ts_piece *piece) {
    ts_disk_block(d, at, piece);
    uint64_t k = at / d->block, a_table = d->block / 8;
    piece->kind = d->child ? TS_PIECE_ELSEWHERE : TS_PIECE_HOLE;
    ts_span upper = k / a_table < d->entries ? ts_disk_look(d, d->table + 8 * (k / a_table), 8) : ts_str("");
    uint64_t lower = u64be(upper, 0) & PLACE;
    if (!upper.len)
        return false;
    if (!lower) { /* the whole table */
        piece->begin = k / a_table * a_table * d->block;
        piece->len = a_table * d->block < d->size - piece->begin ? a_table * d->block : d->size - piece->begin;
        return true;
    }
    ts_span there = ts_disk_look(d, lower + 8 * (k % a_table), 8);
    uint64_t entry = u64be(there, 0);
    if (!there.len)
        return false;
    if (entry & PACKED) {
        packed(d, entry, piece);
    } else if (d->second >= 3 && entry & 1) {
        piece->kind = TS_PIECE_HOLE;
    } else if (entry & PLACE) {
        piece->kind = TS_PIECE_PLAIN;
        piece->at = entry & PLACE;
    }
    return true;
}

ts_err ts_disk_open_qcow(ts_disk *d) {
    ts_span head = ts_disk_look(d, 0, HEAD);
    d->kind = "qcow2";
    d->second = ts_u32be_at(head, 4);
    if (!head.len || d->second < 2 || d->second > 3)
        return ts_fail(TS_EUNSUPPORTED, "qcow: a version that is not read; convert it with qemu-img");
    d->child = u64be(head, 8) != 0;
    d->shift = ts_u32be_at(head, 20);
    d->size = u64be(head, 24);
    d->entries = ts_u32be_at(head, 36);
    d->table = u64be(head, 40);
    d->find = find;
    if (ts_u32be_at(head, 32))
        return ts_fail(TS_EENCRYPTED, "qcow: the disk is encrypted");
    if (d->second == 3 && u64be(head, 72) & ~(uint64_t)KNOWN)
        return ts_fail(TS_EUNSUPPORTED, "qcow: made in a way that is not read; convert it with qemu-img");
    if (d->shift < LEAST_BITS || d->shift > MOST_BITS || d->size > UINT64_C(1) << 60)
        return ts_fail(TS_EFORMAT, "qcow: its header is damaged");
    d->block = UINT64_C(1) << d->shift;
    return TS_OK;
}
