/* disk_table.c - partitions by the table that PCs have had since 1983 (MBR, with chains of further tables) or by GUIDs (UEFI 2.9, 5). */
#include "extract/disk_table.h"

enum {
    SECTOR = 512,
    ENTRIES = 446,
    ENTRY = 16,
    CHAIN_MOST = 128,
    GUARD = 0xEE, /* the whole disk, where a table of GUIDs follows */
    GPT_MOST = 1024,
};

static const char gpt_sign[] = "EFI PART";

static uint64_t u64le(ts_span s, size_t at) { return ts_u32le_at(s, at) | (uint64_t)ts_u32le_at(s, at + 4) << 32; }

static bool is_chain(unsigned char type) { return type == 0x05 || type == 0x0F || type == 0x85; }

static bool signed_table(ts_span s) { return ts_u16le_at(s, 510) == 0xAA55; }

bool ts_disk_table_fits(ts_span head, uint64_t size) {
    if (ts_span_eq(ts_slice(head, SECTOR, 8), ts_str(gpt_sign)) ||
        ts_span_eq(ts_slice(head, 4096, 8), ts_str(gpt_sign)))
        return true;
    if (!signed_table(head) || ts_span_starts(head, ts_str("MZ")))
        return false;
    unsigned entries = 0;
    for (size_t i = 0; i < 4; i++) {
        ts_span e = ts_slice(head, ENTRIES + i * ENTRY, ENTRY);
        uint64_t begin = ts_u32le_at(e, 8), n = ts_u32le_at(e, 12);
        if ((unsigned char)e.ptr[0] & 0x7F)
            return false;
        if (e.ptr[4] && (!begin || !n))
            return false;
        entries += e.ptr[4] && begin < size / SECTOR; /* a cut image has not all of them */
    }
    return entries > 0;
}

static bool sector_at(ts_image *m, uint64_t at, char *out) { return ts_disk_read(&m->disk, at, out, SECTOR) == SECTOR; }

/* Further tables, each with one partition and where the next stands; all places count from the first, or from themselves. */
static size_t read_chain(ts_image *m, uint64_t first, ts_place *out, size_t n) {
    char table[SECTOR];
    uint64_t at = first;
    for (unsigned k = 0; k < CHAIN_MOST && n < TS_PARTITIONS_MOST; k++) {
        if (!sector_at(m, at, table)) {
            m->disk.cut = true;
            break;
        }
        ts_span s = ts_span_of(table, SECTOR);
        if (!signed_table(s))
            break;
        ts_image_claim(m, at, SECTOR);
        uint64_t begin = ts_u32le_at(s, ENTRIES + 8), len = ts_u32le_at(s, ENTRIES + 12);
        if (table[ENTRIES + 4] && len && at + begin * SECTOR < m->disk.size)
            out[n++] = (ts_place){at + begin * SECTOR, len * SECTOR, 5 + k};
        uint64_t next = ts_u32le_at(s, ENTRIES + ENTRY + 8);
        if (!is_chain((unsigned char)table[ENTRIES + ENTRY + 4]) || !next || first + next * SECTOR <= at)
            break;
        at = first + next * SECTOR;
    }
    return n;
}

static size_t read_mbr(ts_image *m, ts_span head, ts_place *out) {
    size_t n = 0;
    for (unsigned i = 0; i < 4; i++) {
        ts_span e = ts_slice(head, ENTRIES + i * ENTRY, ENTRY);
        unsigned char type = (unsigned char)e.ptr[4];
        uint64_t begin = (uint64_t)ts_u32le_at(e, 8) * SECTOR, len = (uint64_t)ts_u32le_at(e, 12) * SECTOR;
        if (type && len && begin < m->disk.size && !is_chain(type) && type != GUARD)
            out[n++] = (ts_place){begin, len, i + 1};
    }
    for (unsigned i = 0; i < 4; i++) {
        ts_span e = ts_slice(head, ENTRIES + i * ENTRY, ENTRY);
        if (is_chain((unsigned char)e.ptr[4]))
            n = read_chain(m, (uint64_t)ts_u32le_at(e, 8) * SECTOR, out, n);
    }
    if (n)
        ts_image_claim(m, 0, SECTOR);
    return n;
}

/* The table that the head at `at` leads to, or none. */
static size_t read_gpt(ts_image *m, uint64_t at, uint64_t sector, ts_place *out) {
    static const char none[16];
    char table[SECTOR], entry[128];
    size_t n = 0;
    if (!sector_at(m, at, table) || memcmp(table, gpt_sign, sizeof gpt_sign - 1) != 0)
        return 0;
    ts_span s = ts_span_of(table, SECTOR);
    uint64_t entries = u64le(s, 72) * sector, count = ts_u32le_at(s, 80), size = ts_u32le_at(s, 84);
    if (size < sizeof entry || size > 4096)
        return 0;
    for (uint64_t i = 0; i < count && i < GPT_MOST && n < TS_PARTITIONS_MOST; i++) {
        if (ts_disk_read(&m->disk, entries + i * size, entry, sizeof entry) != sizeof entry)
            break;
        s = ts_span_of(entry, sizeof entry);
        uint64_t first = u64le(s, 32), last = u64le(s, 40);
        if (memcmp(entry, none, sizeof none) != 0 && first && last >= first && last < UINT64_MAX / sector - 1 &&
            first * sector < m->disk.size)
            out[n++] = (ts_place){first * sector, (last - first + 1) * sector, (unsigned)i + 1};
    }
    if (n) {
        ts_image_claim(m, at, sector);
        ts_image_claim(m, entries, (count < GPT_MOST ? count : GPT_MOST) * size);
    }
    return n;
}

size_t ts_disk_table_read(ts_image *m, ts_place *out) {
    char head[SECTOR];
    size_t n = 0;
    if (!sector_at(m, 0, head))
        return 0;
    for (uint64_t sector = SECTOR; !n && sector <= 4096; sector *= 8) {
        n = read_gpt(m, sector, sector, out);
        if (!n && m->disk.size > sector) /* its copy, at the disk's end */
            n = read_gpt(m, m->disk.size / sector * sector - sector, sector, out);
    }
    if (n)
        ts_image_claim(m, 0, SECTOR);
    ts_span s = ts_span_of(head, SECTOR);
    return n ? n : ts_disk_table_fits(s, m->disk.size) && signed_table(s) ? read_mbr(m, s, out) : 0;
}
