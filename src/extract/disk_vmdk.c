/* disk_vmdk.c - disks of VMware: sparse extents (Virtual Disk Format 5.0), packed ones as OVF exports hold them.  A flat one is raw. */
#include "extract/disk.h"

enum {
    SECTOR = 512,
    PACKED = 1 << 16, /* flags: grains are packed, each behind a mark with its length */
    MARK = 12,
    ZLIB = 2, /* bytes before raw deflate */
    ZERO_GRAINS = 1 << 2,
    GRAIN_MOST = 16 * 1024, /* sectors */
    DESCRIPTOR_MOST = 4096,
};

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

/* d->second: entries of one table; d->shift: flags. */
static bool find(ts_disk *d, uint64_t at, ts_piece *piece) {
    ts_disk_block(d, at, piece);
    uint64_t k = at / d->block;
    ts_span upper = k / d->second < d->entries ? ts_disk_look(d, d->table + 4 * (k / d->second), 4) : ts_str("");
    uint64_t lower = (uint64_t)ts_u32le_at(upper, 0) * SECTOR;
    if (!upper.len)
        return false;
    ts_span there = lower ? ts_disk_look(d, lower + 4 * (k % d->second), 4) : ts_str("");
    if (lower && !there.len)
        return false;
    if (!lower) { /* the whole table */
        piece->begin = k / d->second * d->second * d->block;
        piece->len = d->second * d->block < d->size - piece->begin ? d->second * d->block : d->size - piece->begin;
    }
    uint64_t grain = ts_u32le_at(there, 0);
    piece->kind = d->child ? TS_PIECE_ELSEWHERE : TS_PIECE_HOLE;
    if (grain == 1 && d->shift & ZERO_GRAINS)
        piece->kind = TS_PIECE_HOLE;
    else if (grain) {
        piece->kind = TS_PIECE_PLAIN;
        piece->at = grain * SECTOR;
    }
    if (piece->kind == TS_PIECE_PLAIN && d->shift & PACKED) {
        ts_span mark = ts_disk_look(d, piece->at, MARK);
        piece->kind = TS_PIECE_PACKED;
        piece->at += MARK + ZLIB;
        piece->stored = mark.len ? ts_u32le_at(mark, 8) : 0;
    }
    return true;
}

/* Its words say whether it goes on from another disk. */
static bool has_parent(ts_disk *d, uint64_t at, uint64_t len) {
    ts_span words = ts_disk_look(d, at, len < DESCRIPTOR_MOST ? (size_t)len : DESCRIPTOR_MOST);
    size_t i = ts_span_find(words, ts_str("parentCID="), 0);
    return i != SIZE_MAX && !ts_span_eq_nocase(ts_slice(words, i + 10, 8), ts_str("ffffffff"));
}

ts_err ts_disk_open_vmdk(ts_disk *d) {
    char head[80];
    ts_span s = ts_disk_look(d, 0, sizeof head);
    d->kind = "vmdk";
    d->find = find;
    if (s.len && u64le(s, 56) == UINT64_MAX &&
        d->in->size > 2 * SECTOR) /* written in one go: the head stands at the end */
        s = ts_disk_look(d, d->in->size - 2 * SECTOR, sizeof head);
    if (!ts_span_starts(s, ts_str("KDMV")))
        return ts_fail(TS_EFORMAT, "vmdk: its header is damaged");
    memcpy(head, s.ptr, sizeof head);
    s = ts_span_of(head, sizeof head);
    uint64_t sectors = u64le(s, 12), grain = u64le(s, 20), descriptor = u64le(s, 28), words = u64le(s, 36);
    d->shift = ts_u32le_at(s, 8);
    d->second = ts_u32le_at(s, 44);
    uint64_t directory = u64le(s, 56);
    if (!sectors || sectors > UINT64_C(1) << 50 || grain < 1 || grain > GRAIN_MOST || !d->second ||
        d->second > 1 << 20 || directory > d->in->size / SECTOR)
        return ts_fail(TS_EFORMAT, "vmdk: its header is damaged");
    d->size = sectors * SECTOR;
    d->block = grain * SECTOR;
    d->table = directory * SECTOR;
    d->entries = d->size / d->block / d->second + 1;
    d->child = descriptor && descriptor < d->in->size / SECTOR && words &&
               has_parent(d, descriptor * SECTOR, words < DESCRIPTOR_MOST ? words * SECTOR : DESCRIPTOR_MOST);
    return TS_OK;
}
