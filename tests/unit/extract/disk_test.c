/* disk_test.c - images of disks: every file byte for byte, whatever holds them; cut, damaged and lying ones. */
#include "disking.h"

#include <unistd.h>

#include "extract/ntfs.h"

static const char list[] = "Long name of a folder/patients.csv";

/* All that make_disks.sh put there; `deleted`: the file that was deleted is whole. */
static void check_ward(const disk *d, const char *prefix, const char *deleted, const char *why) {
    TS_AUTO(ts_buf, ts_buf_done) people = {0}, lines = {0};
    CHECK(ts_fs_load(AT_FDCWD, "tests/fixtures/foreign/people.csv", TS_MIB, &people) == TS_OK);
    const disk_file *f = disk_find(d, prefix, list);
    CHECK_ROW(f && f->reason == TS_READ && ts_span_eq(ts_buf_span(&f->bytes), ts_buf_span(&people)), why);
    CHECK_ROW(f && f->modified == INT64_C(1617199500000) && f->stored > 0, why);
    disk_lines(&lines, "line", 400);
    f = disk_find(d, prefix, "letter.txt");
    CHECK_ROW(f && f->reason == TS_READ && ts_span_eq(ts_buf_span(&f->bytes), ts_buf_span(&lines)), why);
    f = disk_find(d, prefix, "note.txt");
    CHECK_ROW(f && f->reason == TS_READ && ts_span_eq(ts_buf_span(&f->bytes), ts_str("a short note for 9990000034\n")),
              why);
    f = disk_find(d, prefix, "empty.txt");
    CHECK_ROW(f && f->reason == TS_READ && !f->bytes.len && !f->size, why);
    if (!deleted)
        return;
    disk_lines(&lines, "gone", 300);
    f = disk_find(d, prefix, deleted);
    CHECK_ROW(f && f->reason == TS_READ && ts_span_eq(ts_buf_span(&f->bytes), ts_buf_span(&lines)), why);
}

TEST(every_file_system_gives_the_very_bytes_that_were_put_in) {
    static const struct {
        const char *file, *deleted;
        size_t files;
    } rows[] = {
        {"fat12.img", "deleted/gone-away.txt", 5},
        {"fat16.img", "deleted/gone-away.txt", 5},
        {"fat32.img", "deleted/gone-away.txt", 5},
        {"exfat.img", "deleted/gone-away.txt", 5},
        {"ext2.img", "deleted/inode-17", 5},
        {"ext3.img", NULL, 4},
        {"ext4.img", NULL, 4},
        {"ntfs.img", "deleted/gone-away.txt", 8},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = unpacked(rows[i].file);
        disk d;
        disk_read(&d, ts_buf_span(&b));
        CHECK_ROW(disk_is(&d) && d.files == rows[i].files, rows[i].file);
        check_ward(&d, "", rows[i].deleted, rows[i].file);
        disk_done(&d);
    }
}

TEST(every_kind_of_image_holds_the_same_disk) {
    static const char *const rows[] = {"mbr.img",     "dynamic.vhd", "fixed.vhd",    "dynamic.vhdx", "sparse.vmdk",
                                       "packed.vmdk", "plain.qcow2", "packed.qcow2", "packed.E01"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = unpacked(rows[i]);
        disk d;
        disk_read(&d, ts_buf_span(&b));
        CHECK_ROW(disk_is(&d) && d.files == 10, rows[i]);
        check_ward(&d, "p1/", "deleted/inode-17", rows[i]);
        check_ward(&d, "p5/", "deleted/gone-away.txt", rows[i]);
        CHECK_ROW(d.outcome.reason != TS_REASON_TRUNCATED, rows[i]);
        disk_done(&d);
    }
}

TEST(partitions_by_guids_also_where_the_first_table_is_gone) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("gpt.img");
    for (int gone = 0; gone < 2; gone++) {
        disk d;
        memset(b.ptr, 0, gone ? 34 * 512 : 0);
        disk_read(&d, ts_buf_span(&b));
        CHECK(disk_is(&d) && d.files == 9);
        check_ward(&d, "p1/", NULL, "ext4");
        check_ward(&d, "p2/", "deleted/gone-away.txt", "fat12");
        disk_done(&d);
    }
}

TEST(streams_packed_and_sparse_files_of_ntfs) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("ntfs.img"), lines = {0};
    disk d;
    disk_read(&d, ts_buf_span(&b));
    disk_lines(&lines, "line", 400);
    CHECK(d.outcome.unread < 4096); /* its log, of 256 KiB, is no file's */
    const disk_file *f = disk_find(&d, "packed/", "letter.txt");
    CHECK(f && ts_span_eq(ts_buf_span(&f->bytes), ts_buf_span(&lines)) && f->stored < lines.len / 2);
    f = disk_find(&d, "", "note.txt:stream");
    CHECK(f && ts_span_eq(ts_buf_span(&f->bytes), ts_str("beside the note 9990000042\n")));
    f = disk_find(&d, "", "sparse.bin");
    CHECK(f && f->bytes.len == 200 * 1024 + 4 && memcmp(f->bytes.ptr + 200 * 1024, "end\n", 4) == 0 &&
          f->stored < 2048);
    disk_done(&d);
}

/* No file is given as whole that is not, however the image is cut. */
TEST(images_that_are_cut_anywhere) {
    static const char *const rows[] = {"fat12.img",    "exfat.img",   "ext2.img",    "ext4.img",
                                       "ntfs.img",     "mbr.img",     "dynamic.vhd", "dynamic.vhdx",
                                       "packed.qcow2", "sparse.vmdk", "packed.E01"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = unpacked(rows[i]);
        disk whole;
        disk_read(&whole, ts_buf_span(&b));
        bool told = false;
        for (size_t k = 1; k < 16; k++) {
            disk d;
            disk_read(&d, ts_slice(ts_buf_span(&b), 0, b.len / 16 * k));
            for (size_t n = 0; n < d.files && n < DISK_FILES; n++) {
                const disk_file *f = &d.file[n], *same = disk_find(&whole, "", f->name);
                bool other = !same || strncmp(f->name, "deleted/", 8) ==
                                          0; /* lost by the cut, or as what cannot be seen to be used */
                bool sound = other || ts_span_eq(ts_buf_span(&f->bytes), ts_buf_span(&same->bytes));
                CHECK_ROW(sound || f->reason != TS_READ, rows[i]);
                told |= f->reason == TS_REASON_TRUNCATED;
            }
            told |= d.outcome.reason == TS_REASON_TRUNCATED;
            disk_done(&d);
        }
        CHECK_ROW(told, rows[i]);
        disk_done(&whole);
    }
}

/* A table of one partition before `volume`, which it says to be `more` bytes longer. */
static ts_buf behind_a_table(const ts_buf *volume, uint64_t more) {
    enum { FRONT = 64 * 512, ENTRY = 446 };
    ts_buf b = {0};
    for (size_t i = 0; i < FRONT; i++)
        ts_buf_add_char(&b, 0);
    b.ptr[ENTRY + 4] = 7;
    uint32_t place[2] = {FRONT / 512, (uint32_t)((volume->len + more) / 512)};
    for (size_t i = 0; i < 8; i++)
        b.ptr[ENTRY + 8 + i] = (char)(place[i / 4] >> (8 * (i % 4)));
    b.ptr[510] = 0x55;
    b.ptr[511] = (char)0xAA;
    ts_buf_add(&b, ts_buf_span(volume));
    return b;
}

/* The last sector is that of a partition's copy: it says nothing of the disk, whose own first one has a table. */
TEST(a_copy_at_the_end_is_of_the_last_partition) {
    TS_AUTO(ts_buf, ts_buf_done) volume = unpacked("ntfs.img");
    disk alone, d;
    disk_read(&alone, ts_buf_span(&volume));
    TS_AUTO(ts_buf, ts_buf_done) b = behind_a_table(&volume, 0);
    disk_read(&d, ts_buf_span(&b));
    CHECK(disk_is(&d) && d.files == alone.files && d.files > 7);
    check_ward(&d, "", NULL, "one partition");
    disk_done(&d);
    disk_done(&alone);
}

/* A partition may say that it goes on behind the end of what there is. */
TEST(a_cut_disk_ends_where_its_bytes_do) {
    TS_AUTO(ts_buf, ts_buf_done) volume = unpacked("ntfs.img");
    TS_AUTO(ts_buf, ts_buf_done) b = behind_a_table(&volume, 0);
    for (size_t k = 1; k < 16; k++) {
        disk d;
        char *copy = ts_alloc(b.len / 16 * k); /* to its own end: a byte behind it would be seen by the sanitizers */
        memcpy(copy, b.ptr, b.len / 16 * k);
        disk_read(&d, ts_span_of(copy, b.len / 16 * k));
        CHECK(d.outcome.reason != TS_READ);
        disk_done(&d);
        ts_free(copy);
    }
}

/* Cluster 0 of FAT12 and 16 is no directory: it would be the root again, without end. */
TEST(a_directory_without_a_cluster_is_not_the_root) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("fat12.img");
    disk whole, d;
    disk_read(&whole, ts_buf_span(&b));
    size_t reserved = (size_t)(uint8_t)b.ptr[14], copies = (size_t)(uint8_t)b.ptr[16],
           per = ts_u16le_at(ts_buf_span(&b), 22);
    size_t root = (reserved + copies * per) * 512, at = root;
    while (b.ptr[at])
        at += 32;
    memcpy(b.ptr + at, "LOOP       \x10", 12);
    disk_read(&d, ts_buf_span(&b));
    CHECK(d.files == whole.files && !disk_find(&d, "", "LOOP/letter.txt"));
    disk_done(&d);
    disk_done(&whole);
}

TEST(a_first_sector_that_is_gone_has_a_copy) {
    static const struct {
        const char *file;
        size_t len;
    } rows[] = {{"fat32.img", 512}, {"exfat.img", 512}, {"ntfs.img", 512}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = unpacked(rows[i].file);
        disk d;
        memset(b.ptr, 0, rows[i].len);
        disk_read(&d, ts_buf_span(&b));
        CHECK_ROW(disk_is(&d), rows[i].file);
        check_ward(&d, "", NULL, rows[i].file);
        disk_done(&d);
    }
}

/* A super block that is gone, in a partition: its text is still found. */
TEST(what_has_no_head_is_looked_through) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("mbr.img");
    disk d;
    memset(b.ptr + 64 * 512, 0, 2048);
    disk_read(&d, ts_buf_span(&b));
    CHECK(disk_is(&d) && !disk_find(&d, "p1/", "letter.txt") && disk_says(&d.text, "line 400 of a letter"));
    check_ward(&d, "p5/", "deleted/gone-away.txt", "the other partition");
    disk_done(&d);
}

TEST(what_no_file_claims_is_looked_through_where_it_stands) {
    static const char text[] = "Patient: Jane Example, NHS 999 000 0018";
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("fat12.img");
    size_t at = b.len - 1000;
    char part[40];
    memcpy(b.ptr + at, text, sizeof text - 1);
    disk d;
    disk_read(&d, ts_buf_span(&b));
    snprintf(part, sizeof part, "[carve+%zu]Patient: Jane", at);
    CHECK(disk_is(&d) && disk_says(&d.text, part) && !disk_says(&d.text, "line 7 of a letter"));
    disk_done(&d);
}

TEST(names_of_what_is_not_whole_are_kept) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("ext4.img");
    disk d;
    disk_read(&d, ts_buf_span(&b));
    CHECK(disk_says(&d.text, "[deleted names]gone-away.txt\n") && disk_says(&d.notes, "1 deleted files"));
    disk_done(&d);
}

TEST(closed_volumes_are_listed_as_encrypted) {
    static const struct {
        size_t at;
        const char *sign, *name;
    } rows[] = {{0, "LUKS\xBA\xBE", "luks"}, {3, "-FVE-FS-", "bitlocker"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        while (b.len < 16384)
            ts_buf_add_char(&b, (char)(b.len * 7 >> 3));
        memcpy(b.ptr + rows[i].at, rows[i].sign, strlen(rows[i].sign));
        disk d;
        disk_read(&d, ts_buf_span(&b));
        CHECK_ROW(d.files == 1 && strcmp(d.file[0].name, rows[i].name) == 0 &&
                      d.file[0].reason == TS_REASON_ENCRYPTED && d.stored == b.len,
                  rows[i].name);
        disk_done(&d);
    }
}

/* An inode in use that no directory names is "lost"; in a group that never had any, what stands there is none. */
TEST(inodes_without_a_name) {
    enum { DESCRIPTOR = 2048, BLOCK = 1024, INODE = 256, MINE = 30, LETTER_BYTES = 12292 };
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("ext4.img");
    size_t bits = BLOCK * (size_t)ts_u32le_at(ts_buf_span(&b), DESCRIPTOR + 4);
    size_t table = BLOCK * (size_t)ts_u32le_at(ts_buf_span(&b), DESCRIPTOR + 8), letter = 11;
    while (letter < MINE && ts_u32le_at(ts_buf_span(&b), table + (letter - 1) * INODE + 4) != LETTER_BYTES)
        letter++;
    memcpy(b.ptr + table + (MINE - 1) * INODE, b.ptr + table + (letter - 1) * INODE, INODE);
    b.ptr[bits + (MINE - 1) / 8] |= 1 << (MINE - 1) % 8;
    for (int never = 0; never < 2; never++) {
        disk d;
        b.ptr[DESCRIPTOR + 18] = (char)(b.ptr[DESCRIPTOR + 18] | never);
        disk_read(&d, ts_buf_span(&b));
        const disk_file *f = disk_find(&d, "", "lost/inode-30");
        CHECK(never ? !f : f && f->bytes.len == LETTER_BYTES && f->stored == 0);
        check_ward(&d, "", NULL, "ext4");
        disk_done(&d);
    }
}

static void u64(ts_buf *b, uint64_t v) { ts_buf_add_u64le(b, v); }

/* A section's head; its place counts from the beginning of the set's file. */
static void section(ts_buf *b, size_t file, const char *type, size_t len, bool last) {
    size_t at = b->len - file;
    char name[16] = {0}, padding[44] = {0};
    memcpy(name, type, strlen(type));
    ts_buf_add(b, ts_span_of(name, sizeof name));
    u64(b, last ? at : at + 76 + len);
    u64(b, 76 + len);
    ts_buf_add(b, ts_span_of(padding, sizeof padding));
}

/* A disk in two files, as EnCase cuts it: each has its own sections, and places count from its own beginning. */
TEST(a_set_of_files_is_one_disk) {
    enum { CHUNK = 32768, HALF = 7 };
    TS_AUTO(ts_buf, ts_buf_done) raw = unpacked("mbr.img"), set = {0};
    size_t chunks = raw.len / CHUNK, begins[2] = {0};
    for (unsigned k = 0; k < 2; k++) {
        size_t file = begins[k] = set.len, first = k ? HALF : 0, n = k ? chunks - HALF : HALF;
        ts_buf_add(&set, ts_span_of("EVF\x09\x0D\x0A\xFF\0\1", 9));
        ts_buf_add_u32le(&set, k + 1);
        if (!k) {
            section(&set, file, "volume", 94, false);
            size_t at = set.len;
            const uint32_t about[] = {1, (uint32_t)chunks, CHUNK / 512, 512, (uint32_t)(raw.len / 512), 0};
            for (size_t i = 0; i < TEST_COUNT(about); i++)
                ts_buf_add_u32le(&set, about[i]);
            while (set.len < at + 94)
                ts_buf_add_char(&set, 0);
        }
        section(&set, file, "sectors", n * (CHUNK + 4), false);
        size_t data = set.len - file;
        for (size_t i = 0; i < n; i++) {
            ts_buf_add(&set, ts_slice(ts_buf_span(&raw), (first + i) * CHUNK, CHUNK));
            ts_buf_add_u32le(&set, 0); /* its sum */
        }
        section(&set, file, "table", 24 + 4 * n + 4, false);
        ts_buf_add_u32le(&set, (uint32_t)n);
        for (int i = 0; i < 5; i++)
            ts_buf_add_u32le(&set, 0);
        for (size_t i = 0; i < n; i++)
            ts_buf_add_u32le(&set, (uint32_t)(data + i * (CHUNK + 4)));
        ts_buf_add_u32le(&set, 0);
        section(&set, file, k ? "done" : "next", 0, true);
    }
    char path[300];
    snprintf(path, sizeof path, "%s/disk.E01", test_dir());
    int fd = open(path, O_CREAT | O_TRUNC | O_RDWR | O_CLOEXEC, 0600);
    CHECK(fd >= 0 && ts_fs_write_all(fd, ts_buf_span(&set), path) == TS_OK);
    const ts_source_part part[] = {{fd, 0, begins[1]}, {fd, begins[1], set.len - begins[1]}};
    for (size_t parts = 1; parts <= 2; parts++) {
        ts_source in;
        ts_source_parts(&in, part, parts);
        disk d;
        disk_read_source(&d, &in, ts_slice(ts_buf_span(&set), 0, parts == 2 ? set.len : begins[1]));
        ts_source_done(&in);
        CHECK(disk_is(&d) && (parts == 2) == (d.outcome.reason != TS_REASON_TRUNCATED));
        if (parts == 2)
            check_ward(&d, "p5/", "deleted/gone-away.txt", "the second partition");
        disk_done(&d);
    }
    close(fd);
}

TEST(volumes_of_a_group_are_read_by_their_names) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("lvm.img");
    disk d;
    disk_read(&d, ts_buf_span(&b));
    check_ward(&d, "root/", NULL, "ext4");
    check_ward(&d, "home/", "deleted/inode-17", "ext2");
    CHECK(d.files == 9 && d.outcome.reason == TS_REASON_TRUNCATED && disk_says(&d.notes, "goes on elsewhere"));
    disk_done(&d);
    size_t at = 0; /* a description that cannot be read: both are still looked through */
    while ((at = ts_span_find(ts_buf_span(&b), ts_str("vg0 {"), at)) != SIZE_MAX)
        memset(b.ptr + at, 0, 5);
    disk_read(&d, ts_buf_span(&b));
    CHECK(disk_is(&d) && d.files == 0 && disk_says(&d.notes, "LVM, which no reader opens") &&
          disk_says(&d.text, "line 400 of a letter"));
    disk_done(&d);
}

/* ---- lies ---- */

/* Chains that lead to themselves, of files and of directories: every entry of the table is 2. */
TEST(chains_that_lead_in_circles_end) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("fat16.img");
    size_t table = 512 * (size_t)ts_u16le_at(ts_buf_span(&b), 14);
    for (size_t i = 2; i < 4000; i++)
        memcpy(b.ptr + table + 2 * i, "\2\0", 2);
    disk d;
    disk_read(&d, ts_buf_span(&b));
    const disk_file *f = disk_find(&d, "", "letter.txt");
    CHECK(disk_is(&d) && f && f->reason == TS_REASON_CORRUPT && d.given < b.len);
    disk_done(&d);
}

/* The same bytes in two partitions are given twice, and counted once. */
TEST(partitions_over_one_another_are_counted_once) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("mbr.img");
    memcpy(b.ptr + 446 + 32, b.ptr + 446, 16);
    disk d;
    disk_read(&d, ts_buf_span(&b));
    check_ward(&d, "p1/", NULL, "first");
    const disk_file *f = disk_find(&d, "p3/", "letter.txt");
    CHECK(f && f->stored == 0 && f->bytes.len > 1000);
    disk_done(&d);
}

/* An inode that says to hold 2^50 bytes where nothing stands. */
TEST(a_file_of_holes_meets_the_ratio) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("ext2.img");
    disk d;
    disk_read(&d, ts_buf_span(&b));
    const disk_file *f = disk_find(&d, "", "letter.txt");
    CHECK(f != NULL);
    char size[4] = {0};
    memcpy(size, (char[]){(char)f->size, (char)(f->size >> 8), 0, 0}, 4);
    disk_done(&d);
    for (size_t at = 0; at + 128 <= b.len; at += 128)
        if (memcmp(b.ptr + at + 4, size, 4) == 0 && (unsigned char)b.ptr[at + 1] >> 4 == 8)
            memcpy(b.ptr + at + 108, "\0\0\4\0", 4);
    disk_read(&d, ts_buf_span(&b));
    f = disk_find(&d, "", "letter.txt");
    CHECK(f && f->reason == TS_REASON_RATIO && d.given < 80 * TS_MIB && disk_says(&d.notes, "a limit was met"));
    disk_done(&d);
}

/* Tables of blocks that say of a small file that it holds an endless disk. */
TEST(disks_larger_than_anything_end) {
    static const struct {
        const char *file;
        size_t at, len;
        const char *bytes;
    } rows[] = {{"plain.qcow2", 24, 8, "\x0F\xFF\xFF\xFF\xFF\xFF\xF0\0"}, {"sparse.vmdk", 12, 8, "\0\0\0\0\0\0\2\0"}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = unpacked(rows[i].file);
        memcpy(b.ptr + rows[i].at, rows[i].bytes, rows[i].len);
        disk d;
        disk_read(&d, ts_buf_span(&b));
        const disk_file *f = disk_find(&d, "p1/", "letter.txt");
        CHECK_ROW(f && f->reason == TS_READ && f->bytes.len > 12000, rows[i].file);
        disk_done(&d);
    }
}

/* A disk that goes on from another one has holes that are not empty. */
TEST(what_stands_in_a_parent_is_not_read_as_zeros) {
    TS_AUTO(ts_buf, ts_buf_done) b = unpacked("plain.qcow2");
    memcpy(b.ptr + 8, "\0\0\0\0\0\0\2\0\0\0\0\4", 12);
    size_t at = ts_span_find(ts_buf_span(&b), ts_str("line 200 of a letter"), 0) / 4096 * 4096;
    char entry[8] = {(char)0x80, 0, 0, 0, 0, (char)(at >> 16), (char)(at >> 8), 0};
    size_t place = ts_span_find(ts_buf_span(&b), ts_span_of(entry, 8), 0);
    CHECK(place != SIZE_MAX);
    memset(b.ptr + place, 0, 8);
    disk d;
    disk_read(&d, ts_buf_span(&b));
    const disk_file *f = disk_find(&d, "p1/", "letter.txt");
    CHECK(f && f->reason == TS_REASON_TRUNCATED);
    CHECK(disk_says(&d.notes, "goes on from another one") && d.outcome.reason != TS_READ);
    disk_done(&d);
}

TEST(runs_of_clusters_and_packed_units) {
    ts_ntfs v = {.cluster = 4096, .clusters = 1000};
    TS_AUTO(ts_extents, ts_extents_done) x = {0};
    uint64_t vcn = 0;
    CHECK(ts_ntfs_runs(&v, ts_span_of("\x11\x03\x10\x01\x05\x11\x02\xF8\0", 9), &x, &vcn) && vcn == 10 && x.n == 3);
    CHECK(x.extent[0].at == 0x10 * 4096 && x.extent[0].len == 3 * 4096 && x.extent[1].at == TS_EXTENT_HOLE);
    CHECK(x.extent[2].at == 8 * 4096 && x.extent[2].len == 2 * 4096);
    static const struct {
        const char *bytes;
        size_t len;
        const char *why;
    } bad[] = {{"\x11\x03\xF0\0", 4, "before the first cluster"},
               {"\x21\x03\xE7\x03\0", 5, "over the last"},
               {"\x11\x03", 2, "cut"},
               {"\x01\0\0", 3, "of no length"}};
    for (size_t i = 0; i < TEST_COUNT(bad); i++) {
        vcn = 0;
        CHECK_ROW(!ts_ntfs_runs(&v, ts_span_of(bad[i].bytes, bad[i].len), &x, &vcn), bad[i].why);
    }
    char out[64];
    CHECK(ts_ntfs_unpack(ts_span_of("\x05\xB0\x08"
                                    "abc\x09\x20\0\0",
                                    10),
                         out, 20) &&
          memcmp(out, "abcabcabcabcabc\0", 16) == 0);
    CHECK(!ts_ntfs_unpack(ts_span_of("\x02\xB0\x01\x09\x20", 5), out, 20)); /* back before the beginning */
}
