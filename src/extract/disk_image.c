/* disk_image.c - images of disks: raw ones and those in blocks, with partitions or without.
 *
 * The files of each file system that is known become members; what nobody claims is looked through for text and files, as
 * in a blob that no reader knows.  No bytes are copied but those of members on their way out.
 */
#include <stdio.h>

#include "extract/disk_lvm.h"
#include "extract/disk_table.h"

enum { SURE = 92, LIKELY = 75, TABLE = 62, HEAD = 4096 };

/* ---- which file system ---- */

typedef struct kind {
    size_t at;
    const char *sign;
    size_t len;
    const char *name;
    bool encrypted;
} kind;

/* Those that no reader opens; of LVM, where no volume was found. */
static const kind kinds[] = {
    {3, "-FVE-FS-", 8, "bitlocker", true},  {0, "LUKS\xBA\xBE", 6, "luks", true},
    {88, "CS", 2, "corestorage", true}, /* Apple's, of FileVault; asked for more below */
    {1024, "H+\0\4", 4, "HFS+", false},     {1024, "HX\0\5", 4, "HFS+", false},
    {32, "NXSB", 4, "APFS", false},         {0, "XFSB", 4, "XFS", false},
    {65600, "_BHRfS_M", 8, "Btrfs", false}, {3, "ReFS\0\0\0\0", 8, "ReFS", false},
    {512, "LABELONE", 8, "LVM", false},     {0, "hsqs", 4, "SquashFS", false},
};

static const kind *kind_of(ts_partition *p) {
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        const kind *k = &kinds[i];
        char there[8], block[4];
        if (ts_partition_read(p, k->at, there, k->len) != k->len || memcmp(there, k->sign, k->len) != 0)
            continue;
        if (k->at == 88 && (ts_partition_read(p, 96, block, 4) != 4 || ts_u32le_at(ts_span_of(block, 4), 0) != 4096))
            continue;
        return k;
    }
    return NULL;
}

static const struct {
    bool (*is)(ts_partition *p, bool by_copy);
    ts_err (*read)(ts_partition *p);
} systems[] = {
    {ts_ntfs_is, ts_ntfs_read}, {ts_exfat_is, ts_exfat_read}, {ts_fat_is, ts_fat_read}, {ts_ext_is, ts_ext_read}};

static ts_err (*reader_of(ts_partition *p, bool by_copy))(ts_partition *p) {
    for (size_t i = 0; i < sizeof systems / sizeof *systems; i++)
        if (systems[i].is(p, by_copy))
            return systems[i].read;
    return NULL;
}

/* ---- one partition ---- */

static ts_err tell_rest(ts_partition *p) {
    ts_sink *out = p->image->out;
    if (p->links + p->devices)
        TS_TRY(ts_emit_note(out, "%llu links and %llu devices were passed over", (unsigned long long)p->links,
                            (unsigned long long)p->devices));
    if (!p->lost)
        return TS_OK;
    TS_TRY(ts_emit_note(out, "%llu deleted files are not whole any more: their names stand in a part of their own",
                        (unsigned long long)p->lost));
    ts_buf part = {0};
    ts_buf_add(&part, p->prefix);
    ts_buf_add_str(&part, "deleted names");
    ts_err err = ts_emit_part(out, ts_buf_span(&part));
    ts_buf_done(&part);
    return err ? err : ts_emit_text(out, ts_buf_span(&p->names), TS_NO_OFFSET);
}

/* One that a key closes is a member that cannot be read. */
static ts_err give_closed(ts_partition *p, const char *name) {
    ts_file file = {.path = ts_str(name), .size = p->size, .reason = TS_REASON_ENCRYPTED};
    TS_TRY(ts_member_begin(p, &file));
    ts_member_claim(p, 0, p->size);
    return ts_member_end(p);
}

/* Another reader's: ISO 9660. */
static bool is_iso(ts_partition *p) {
    char sign[5];
    return ts_partition_read(p, 32769, sign, 5) == 5 && memcmp(sign, "CD001", 5) == 0;
}

/* A file system, or what is told of one that no reader opens; *known: it is either. */
static ts_err take_system(ts_partition *p, unsigned number, bool *known) {
    ts_err (*read)(ts_partition *) = reader_of(p, false);
    const kind *k = read ? NULL : kind_of(p);
    if (!read && !k && !is_iso(p)) /* with no head of anything: what a copy says */
        read = reader_of(p, true);
    *known |= read || k;
    if (read) {
        TS_TRY(read(p));
        TS_TRY(p->image->disk.error);
        return tell_rest(p);
    }
    if (k && k->encrypted)
        return give_closed(p, k->name);
    if (k)
        return ts_emit_note(p->image->out,
                            "partition %u: %s, which no reader opens; text and files inside were looked for", number,
                            k->name);
    if (!is_iso(p))
        return TS_OK;
    *known = true;
    ts_extent all = {0, p->size};
    ts_file file = {.path = ts_str("image.iso"), .size = p->size, .valid = p->size};
    return ts_partition_file(p, &file, &(ts_extents){&all, 1, 1});
}

/* Each by its name.  What one is made of in other places is not followed. */
static ts_err take_volumes(ts_partition *p, const ts_lvm_volume *v, size_t n, unsigned number) {
    ts_err err = TS_OK;
    for (size_t i = 0; i < n && !err && !p->image->stop; i++) {
        TS_AUTO(ts_buf, ts_buf_done) prefix = {0};
        bool known = false;
        ts_buf_add(&prefix, p->prefix);
        ts_buf_add_str(&prefix, v[i].name);
        ts_buf_add_char(&prefix, '/');
        ts_partition lv = {.image = p->image, .begin = p->begin + v[i].begin, .size = v[i].len};
        lv.prefix = ts_buf_span(&prefix);
        p->image->disk.cut |= v[i].cut;
        if (v[i].cut)
            err = ts_emit_note(p->image->out,
                               "a volume of partition %u goes on elsewhere: it was read as far as it stands in one row",
                               number);
        if (!err)
            err = take_system(&lv, number, &known);
        ts_buf_done(&lv.names);
        ts_buf_done(&lv.path);
    }
    return err;
}

static ts_err take_partition(ts_partition *p, unsigned number, bool *known) {
    ts_lvm_volume *volume = ts_alloc_array(TS_LVM_MOST, sizeof *volume);
    size_t volumes = ts_lvm_read(p, volume);
    ts_err err = volumes ? take_volumes(p, volume, volumes, number) : take_system(p, number, known);
    *known |= volumes > 0;
    ts_free(volume);
    return err;
}

static ts_err take_place(ts_image *m, const ts_place *place, bool alone, bool *known) {
    char prefix[16];
    snprintf(prefix, sizeof prefix, "p%u/", place->number);
    ts_partition p = {.image = m, .begin = place->begin, .size = place->len, .prefix = ts_str(alone ? "" : prefix)};
    ts_err err = take_partition(&p, place->number, known);
    ts_buf_done(&p.names);
    ts_buf_done(&p.path);
    return err;
}

/* ---- the disk's bytes, for what nobody claimed ---- */

static ts_err make(void *context, uint64_t at, char *out, size_t len) {
    ts_image *m = context;
    size_t got = ts_disk_read(&m->disk, at, out, len);
    memset(out + got, 0, len - got);
    return m->disk.error;
}

/* ---- the image ---- */

static ts_err read_disk(ts_image *m) {
    ts_place place[TS_PARTITIONS_MOST];
    ts_partition whole = {.image = m, .size = m->disk.size};
    size_t n = 0;
    uint64_t unread = 0;
    bool known = false;
    /* A floppy, a stick, a partition by itself: its first sector looks much like a table.  The copy of a head at the end is
     * of the last partition, where there is a table. */
    if (reader_of(&whole, false) || kind_of(&whole))
        place[n++] = (ts_place){0, m->disk.size, 1};
    else
        n = ts_disk_table_read(m, place);
    if (!n && reader_of(&whole, true))
        place[n++] = (ts_place){0, m->disk.size, 1};
    for (size_t i = 0; i < n && !m->stop; i++) {
        m->disk.cut |= place[i].len > m->disk.size - place[i].begin;
        TS_TRY(take_place(m, &place[i], n == 1 && place[i].number == 1, &known));
    }
    if (!known && strcmp(m->disk.kind, "raw") == 0)
        return ts_fail(TS_EUNSUPPORTED, "a disk image without a file system that is known");
    if (m->disk.child)
        TS_TRY(ts_emit_note(m->out, "the disk goes on from another one: what did not change stands there"));
    if (m->disk.unlogged)
        TS_TRY(ts_emit_note(m->out, "the disk's last changes stand in its log alone, and were not followed"));
    if (m->stop)
        TS_TRY(ts_emit_note(m->out, "a limit was met: not all files of the disk were unpacked"));
    TS_TRY(ts_image_look(m, 0, m->disk.size, &unread));
    if (m->looked.found >= TS_LIMIT_CARVED_FILES)
        TS_TRY(ts_emit_note(m->out, "more files stand inside than are looked for"));
    uint64_t left = m->disk.in->size - m->accounted;
    unread = unread < left ? unread : left;
    if (m->disk.child || m->disk.cut)
        TS_TRY(ts_emit_unread(m->out, TS_REASON_TRUNCATED, 0));
    return unread ? ts_emit_unread(m->out, TS_REASON_UNSUPPORTED, unread) : TS_OK;
}

static ts_err run(ts_source *in, ts_sink *out) {
    ts_image m = {.out = out};
    ts_source view = {0};
    TS_TRY(ts_disk_open(in, &m.disk));
    bool raw = strcmp(m.disk.kind, "raw") == 0;
    m.view = raw ? in : &view;
    if (!raw)
        ts_source_made(&view, m.disk.size, make, &m);
    ts_err err = read_disk(&m);
    if (!raw)
        ts_source_done(&view);
    ts_free(m.claimed);
    ts_disk_done(&m.disk);
    return err;
}

/* Where the first sector is gone, a copy says what it was. */
static bool copy_fits(const ts_head *head) {
    static const char zeros[512];
    ts_span s = head->raw, end = ts_slice(head->tail, head->tail.len < 512 ? 0 : head->tail.len - 512, 512);
    if (s.len < HEAD * 2 || memcmp(s.ptr, zeros, sizeof zeros) != 0)
        return false;
    return ts_span_eq(ts_slice(s, 12 * 512 + 3, 8), ts_str("EXFAT   ")) ||
           ts_span_eq(ts_slice(s, 6 * 512 + 82, 5), ts_str("FAT32")) ||
           ts_span_eq(ts_slice(end, 3, 8), ts_str("NTFS    ")) || ts_span_eq(ts_slice(end, 0, 8), ts_str("EFI PART"));
}

static bool ext_fits(ts_span s) {
    enum { SUPER = 1024 };
    return ts_u16le_at(s, SUPER + 56) == 0xEF53 && ts_u32le_at(s, SUPER + 24) <= 6 && ts_u32le_at(s, SUPER + 40) &&
           ts_u32le_at(s, SUPER + 76) <= 1 && ts_u16le_at(s, SUPER + 58) <= 7;
}

static int bid(const ts_head *head) {
    ts_span s = head->raw, sign = ts_slice(s, 3, 8);
    if (head->size == UINT64_MAX || head->size < HEAD)
        return 0;
    if (ts_disk_in_blocks(s, head->tail) || ts_span_eq(ts_slice(s, 512, 8), ts_str("LABELONE")) ||
        ts_span_eq(sign, ts_str("NTFS    ")) || ts_span_eq(sign, ts_str("EXFAT   ")) ||
        ts_span_eq(sign, ts_str("-FVE-FS-")) || ts_span_starts(s, ts_str("LUKS\xBA\xBE")))
        return SURE;
    if (ts_u16le_at(s, 510) == 0xAA55 &&
        (ts_span_starts(ts_slice(s, 54, 8), ts_str("FAT")) || ts_span_starts(ts_slice(s, 82, 8), ts_str("FAT32"))))
        return LIKELY;
    return ext_fits(s) || ts_disk_table_fits(s, head->size) || copy_fits(head) ? TABLE : 0;
}

const ts_extractor ts_extractor_disk = {.name = "disk", .version = 1, .needs = TS_SEEK, .bid = bid, .run = run};
