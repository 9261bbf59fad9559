/* disk_vhdx.c - disks of Hyper-V since 2012 (MS-VHDX): a table of regions leads to the table of blocks and to what the disk is. */
#include "extract/disk.h"

enum {
    REGIONS = 192 * 1024, /* and a copy 64 KiB behind it */
    COPY = 64 * 1024,
    REGIONS_MOST = 2047,
    ITEMS_MOST = 2047,
    NOT_PRESENT = 0,
    FULLY = 6,
    PARTLY = 7,
};

static const char region_blocks[] = "\x66\x77\xC2\x2D\x23\xF6\x00\x42\x9D\x64\x11\x5E\x9B\xFD\x4A\x08";
static const char region_items[] = "\x06\xA2\x7C\x8B\x90\x47\x9A\x4B\xB8\xFE\x57\x5F\x05\x0F\x88\x6E";
static const char item_file[] = "\x37\x67\xA1\xCA\x36\xFA\x43\x4D\xB3\xB6\x33\xF0\xAA\x44\xE7\x6B";
static const char item_size[] = "\x24\x42\xA5\x2F\x1B\xCD\x76\x48\xB2\x11\x5D\xBE\xD8\x3B\xF4\xB8";
static const char item_sector[] = "\x1D\xBF\x41\x81\x6F\xA9\x09\x47\xBA\x47\xF2\x33\xA8\xFA\xAB\x5F";

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

static bool is(ts_span entry, const char *guid) { return ts_span_starts(entry, (ts_span){guid, 16}); }

/* Blocks are numbered with a block of bits behind each `shift` of them, which only differencing disks use. */
static bool find(ts_disk *d, uint64_t at, ts_piece *piece) {
    ts_disk_block(d, at, piece);
    uint64_t k = at / d->block;
    ts_span entry = ts_disk_look(d, d->table + 8 * (k + k / d->shift), 8);
    uint64_t value = u64le(entry, 0), state = value & 7;
    if (!entry.len || d->entries / 8 <= k + k / d->shift)
        return false;
    piece->kind = state == FULLY                     ? TS_PIECE_PLAIN
                  : state == PARTLY                  ? TS_PIECE_ELSEWHERE
                  : d->child && state == NOT_PRESENT ? TS_PIECE_ELSEWHERE
                                                     : TS_PIECE_HOLE;
    piece->at = value >> 20 << 20;
    return true;
}

/* What the disk is: the size of a block, of a sector, of all. */
static ts_err read_items(ts_disk *d, uint64_t at) {
    uint32_t sector = 0;
    ts_span head = ts_disk_look(d, at, 32);
    if (!ts_span_starts(head, ts_str("metadata")))
        return ts_fail(TS_EFORMAT, "vhdx: what it is made of is damaged");
    uint16_t n = ts_u16le_at(head, 10);
    for (uint16_t i = 0; i < n && i < ITEMS_MOST; i++) {
        char entry[32] = {0};
        ts_span there = ts_disk_look(d, at + 32 + (uint64_t)i * 32, 32);
        if (there.len)
            memcpy(entry, there.ptr, sizeof entry);
        ts_span e = ts_span_of(entry, sizeof entry), value = ts_disk_look(d, at + ts_u32le_at(e, 16), 8);
        if (is(e, item_file)) {
            d->block = ts_u32le_at(value, 0);
            d->child = ts_u32le_at(value, 4) & 2;
        }
        d->size = is(e, item_size) ? u64le(value, 0) : d->size;
        sector = is(e, item_sector) ? ts_u32le_at(ts_disk_look(d, at + ts_u32le_at(e, 16), 4), 0) : sector;
    }
    if (d->block < 1 << 20 || d->block > 1 << 28 || d->block & (d->block - 1) || (sector != 512 && sector != 4096) ||
        d->size > UINT64_C(1) << 46)
        return ts_fail(TS_EFORMAT, "vhdx: what it is made of is damaged");
    d->shift = (UINT64_C(1) << 23) * sector / d->block;
    return TS_OK;
}

static ts_err read_regions(ts_disk *d, uint64_t at, uint64_t *items) {
    ts_span head = ts_disk_look(d, at, 16);
    uint32_t n = ts_u32le_at(head, 8);
    *items = d->table = 0;
    if (!ts_span_starts(head, ts_str("regi")))
        return ts_fail(TS_EFORMAT, "vhdx: its table of regions is damaged");
    for (uint32_t i = 0; i < n && i < REGIONS_MOST; i++) {
        ts_span e = ts_disk_look(d, at + 16 + (uint64_t)i * 32, 32);
        if (is(e, region_blocks)) {
            d->table = u64le(e, 16);
            d->entries = ts_u32le_at(e, 24);
        }
        *items = is(e, region_items) ? u64le(e, 16) : *items;
    }
    return d->table && *items ? TS_OK : ts_fail(TS_EFORMAT, "vhdx: its table of regions is damaged");
}

/* Of the two heads the one with the higher number counts; a log that it names was not yet written into the disk. */
static bool has_log(ts_disk *d) {
    uint64_t best = 0;
    bool log = false;
    for (uint64_t at = 64 * 1024; at <= 128 * 1024; at += 64 * 1024) {
        ts_span head = ts_disk_look(d, at, 80);
        uint64_t number = u64le(head, 8);
        static const char none[16];
        if (!ts_span_starts(head, ts_str("head")) || number < best)
            continue;
        best = number;
        log = memcmp(head.ptr + 48, none, sizeof none) != 0;
    }
    return log;
}

ts_err ts_disk_open_vhdx(ts_disk *d) {
    uint64_t items;
    d->kind = "vhdx";
    d->find = find;
    if (read_regions(d, REGIONS, &items) != TS_OK)
        TS_TRY(read_regions(d, REGIONS + COPY, &items));
    d->unlogged = has_log(d);
    return read_items(d, items);
}
