/* volumes_test.c - files that were cut into parts: known by their names and by what they begin with. */
#include "ingest/volumes.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "support/test.h"

TEST(names_say_which_part_it_is) {
    static const struct {
        const char *name;
        ts_volume_kind kind;
        size_t stem;
        unsigned number;
        const char *whole;
    } rows[] = {
        {"drop.7z.001", TS_VOLUME_NUMBERED, 7, 1, "drop.7z"},
        {"drop.zip.042", TS_VOLUME_NUMBERED, 8, 42, "drop.zip"},
        {"drop.7z.1000", TS_VOLUME_NUMBERED, 7, 1000, "drop.7z"},
        {"drop.tar.000", TS_VOLUME_NUMBERED, 8, 0, "drop.tar"},
        {"drop.z01", TS_VOLUME_ZIP, 4, 1, "drop.zip"},
        {"drop.Z12", TS_VOLUME_ZIP, 4, 12, "drop.zip"},
        {"drop.z100", TS_VOLUME_ZIP, 4, 100, "drop.zip"},
        {"drop.zip", TS_VOLUME_ZIP, 4, TS_VOLUME_LAST, "drop.zip"},
        {"drop.part1.rar", TS_VOLUME_RAR, 4, 1, "drop.rar"},
        {"drop.part007.RAR", TS_VOLUME_RAR, 4, 7, "drop.rar"},
        {"drop.rar", TS_VOLUME_OLD_RAR, 4, 1, "drop.rar"},
        {"drop.r00", TS_VOLUME_OLD_RAR, 4, 2, "drop.rar"},
        {"drop.s03", TS_VOLUME_OLD_RAR, 4, 105, "drop.rar"},
        {"disk.E01", TS_VOLUME_EWF, 4, 1, "disk.E01"},
        {"disk.e99", TS_VOLUME_EWF, 4, 99, "disk.E01"},
        {"disk.EAA", TS_VOLUME_EWF, 4, 100, "disk.E01"},
        {"disk.EBA", TS_VOLUME_EWF, 4, 126, "disk.E01"},
        {"xaa", TS_VOLUME_LETTERED, 1, 1, "x"},
        {"xcz", TS_VOLUME_LETTERED, 1, 78, "x"},
        {"dump.tgz.ab", TS_VOLUME_LETTERED, 9, 2, "dump.tgz"},
        {"dump-aa", TS_VOLUME_LETTERED, 5, 1, "dump"},
        {"dump.tgzaa", TS_VOLUME_LETTERED, 8, 1, "dump.tgz"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_volume v = {0};
        TS_AUTO(ts_buf, ts_buf_done) whole = {0};
        CHECK_ROW(ts_volume_of(ts_str(rows[i].name), &v), rows[i].name);
        CHECK_ROW(v.kind == rows[i].kind && v.stem == rows[i].stem && v.number == rows[i].number, rows[i].name);
        ts_volume_name(v.kind, ts_slice(ts_str(rows[i].name), 0, v.stem), &whole);
        CHECK_ROW(ts_span_eq(ts_buf_span(&whole), ts_str(rows[i].whole)), rows[i].name);
    }
    static const char *const none[] = {".001",  ".zip",  "x.00", "x.1234567", "x-001", "aa",  "x.z1", ".r00",
                                       "x.E00", "x.F01", "x.t0", "x.u00",     "x.q00", "xaA", "x1",   ""};
    for (size_t i = 0; i < TEST_COUNT(none); i++) {
        ts_volume v = {0};
        CHECK_ROW(!ts_volume_of(ts_str(none[i]), &v), none[i]);
    }
}

#define RAR4(flags) "Rar!\x1a\x07\0..\x73" flags "\x0d\0......"
#define RAR5(flags) "Rar!\x1a\x07\1\0....\x04\x01\x00" flags "..."

TEST(the_first_part_begins_like_something_that_is_cut) {
    static const struct {
        ts_volume_kind kind;
        const char *head;
        size_t len;
        bool begins, own; /* own: behind a first part that is a gzip */
    } rows[] = {
        {TS_VOLUME_NUMBERED, "7z\xBC\xAF\x27\x1C..", 8, true, true},
        {TS_VOLUME_LETTERED, "PK\3\4..", 6, true, true},
        {TS_VOLUME_LETTERED, "-- MySQL dump 10.13", 19, true, true},
        {TS_VOLUME_LETTERED, "--\n-- PostgreSQL database dump\n--\n", 33, true, true},
        {TS_VOLUME_NUMBERED, "report number one", 17, false, false},
        {TS_VOLUME_NUMBERED, "%PDF-1.4", 8, false, true},
        {TS_VOLUME_NUMBERED, "II*\0....", 8, false, true},
        {TS_VOLUME_NUMBERED, "", 0, false, false},
        {TS_VOLUME_ZIP, "PK\7\10PK\3\4", 8, true, false},
        {TS_VOLUME_ZIP, "PK\3\4", 4, false, false},
        {TS_VOLUME_EWF, "EVF\x09\x0D\x0A\xFF\0\1\1\0\0\0", 13, true, false},
        {TS_VOLUME_EWF, "EVF\x09\x0D\x0A\xFF\0\1\2\0\0\0", 13, false, false},
        {TS_VOLUME_EWF, "MZ..........", 12, false, true},
        {TS_VOLUME_RAR, RAR5("\x01"), 18, true, false},
        {TS_VOLUME_RAR, RAR5("\x00"), 18, false, true},
        {TS_VOLUME_RAR, "Rar!\x1a\x07\1\0....\x04\x04\x00\x01...", 19, true, false}, /* its headers are locked */
        {TS_VOLUME_OLD_RAR, RAR4("\x01\x01"), 20, true, false},
        {TS_VOLUME_OLD_RAR, RAR4("\x10\x01"), 20, false, true},
        {TS_VOLUME_OLD_RAR, "PK\3\4", 4, false, true},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_span head = ts_span_of(rows[i].head, rows[i].len);
        CHECK_ROW(ts_volume_begins(rows[i].kind, head) == rows[i].begins, rows[i].head);
        CHECK_ROW(ts_volume_is_own(rows[i].kind, ts_str("\x1f\x8b\x08"), head) == rows[i].own, rows[i].head);
    }
}

/* ---- a directory ---- */

static char dir_path[300];

static void put(const char *name, ts_span bytes) {
    char path[600];
    snprintf(path, sizeof path, "%s/%s", dir_path, name);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    CHECK_ROW(fd >= 0 && ts_fs_write_all(fd, bytes, path) == TS_OK, path);
    ts_fs_close(&fd);
}

static void put_str(const char *name, const char *bytes) { put(name, ts_str(bytes)); }

/* A block of a tar: a header where `head`, of text or of zeros. */
static void add_block(ts_buf *out, bool head, char fill) {
    size_t at = out->len;
    for (int i = 0; i < 512; i++)
        ts_buf_add_char(out, fill);
    if (head)
        memcpy(out->ptr + at + 257, "ustar", 5);
}

static int fresh(const char *name) {
    snprintf(dir_path, sizeof dir_path, "%s/%s", test_dir(), name);
    CHECK_ROW(mkdir(dir_path, 0700) == 0, name);
    return open(dir_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

/* "WHOLE: PART PART;" of each, then which of the names are parts. */
static void find(int dir, const char *const *name, size_t n, ts_buf *out) {
    ts_volumes v;
    ts_volumes_find(dir, name, n, &v);
    ts_buf_clear(out);
    for (size_t i = 0; i < v.n; i++) {
        ts_buf_addf(out, "%s:%s", v.whole[i].name, v.whole[i].too_many ? " too many" : "");
        for (size_t k = 0; k < v.whole[i].parts; k++)
            ts_buf_addf(out, " %s", v.whole[i].part[k]);
        ts_buf_add_str(out, "; ");
    }
    for (size_t i = 0; i < n; i++)
        ts_buf_add_char(out, v.is_part && v.is_part[i] ? '+' : '-');
    ts_volumes_done(&v);
}

#define GZ "\x1f\x8b\x08 begins"

TEST(a_row_without_a_gap_makes_a_whole) {
    static const struct {
        const char *why;
        const char *name[5];
        const char *bytes[5];
        const char *want;
    } rows[] = {
        {"numbered", {"x.gz.001", "x.gz.002", "y"}, {GZ, "on", "y"}, "x.gz (2 parts): x.gz.001 x.gz.002; ++-"},
        {"in any order", {"x.gz.002", "x.gz.001"}, {"on", GZ}, "x.gz (2 parts): x.gz.001 x.gz.002; ++"},
        {"from 0", {"x.000", "x.001"}, {GZ, "on"}, "x (2 parts): x.000 x.001; ++"},
        {"one alone", {"x.gz.001", "y.gz.002"}, {GZ, "on"}, "--"},
        {"a gap", {"x.gz.001", "x.gz.002", "x.gz.004"}, {GZ, "on", "end"}, "---"},
        {"no first", {"x.gz.002", "x.gz.003"}, {GZ, "on"}, "--"},
        {"a number twice", {"x.001", "x.002", "x.0002"}, {GZ, "on", "on"}, "---"},
        {"texts", {"x.001", "x.002"}, {"a letter", "another"}, "--"},
        {"each its own", {"x.001", "x.002"}, {GZ, GZ}, "--"},
        {"one its own", {"x.001", "x.002", "x.003"}, {GZ, "on", "%PDF-1.4"}, "---"},
        {"empty ones", {"x.001", "x.002", "x.003"}, {GZ, "", "on"}, "x (3 parts): x.001 x.002 x.003; +++"},
        {"zip", {"x.z01", "x.Z02", "x.zip"}, {"PK\7\10", "on", "end"}, "x.zip (3 parts): x.z01 x.Z02 x.zip; +++"},
        {"zip without its last", {"x.z01", "x.z02"}, {"PK\7\10", "on"}, "--"},
        {"zip without a middle", {"x.z01", "x.z03", "x.zip"}, {"PK\7\10", "on", "end"}, "---"},
        {"zips", {"x.zip", "y.zip"}, {"PK\3\4", "PK\3\4"}, "--"},
        {"split", {"xaa", "xab", "yaa"}, {GZ, "on", GZ}, "x (2 parts): xaa xab; ++-"},
        {"two sets",
         {"x-aa", "x-ab", "x.001", "x.002"},
         {GZ, "on", GZ, "on"},
         "x (2 parts): x.001 x.002; x (2 parts): x-aa x-ab; ++++"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char name[20];
        TS_AUTO(ts_buf, ts_buf_done) got = {0};
        snprintf(name, sizeof name, "row%zu", i);
        int dir = fresh(name);
        size_t n = 0;
        for (; n < 5 && rows[i].name[n]; n++)
            put_str(rows[i].name[n], rows[i].bytes[n]);
        find(dir, rows[i].name, n, &got);
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str(rows[i].want)), rows[i].why);
        close(dir);
    }
}

TEST(rars_are_volumes_by_what_they_say) {
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    int dir = fresh("rars");
    const char *names[] = {"x.part1.rar", "x.part2.rar", "y.r00", "y.r01", "y.rar"};
    static const ts_span five = {RAR5("\x01"), 18}, alone = {RAR5("\x00"), 18}, four = {RAR4("\x01\x01"), 20};
    put(names[0], five), put(names[1], five);
    for (size_t i = 2; i < 5; i++)
        put(names[i], four);
    find(dir, names, 5, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got),
                         ts_str("x.rar (2 parts): x.part1.rar x.part2.rar; y.rar (3 parts): y.rar y.r00 y.r01; +++++")),
              got.ptr);
    put(names[1], alone);
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("--")), got.ptr);
    /* headers that are locked say nothing: then their names do */
    static const ts_span locked = {"Rar!\x1a\x07\x01\0sum.\x21\4\0\0\1\x0F", 18};
    put(names[0], locked), put(names[1], locked);
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("x.rar (2 parts): x.part1.rar x.part2.rar; ++")), got.ptr);
    put(names[1], alone);
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("--")), got.ptr);
    close(dir);
}

/* A cut may fall where a member begins; where an archive ended before, the next is one of its own. */
TEST(tars_in_a_row_are_told_from_a_tar_in_parts) {
    TS_AUTO(ts_buf, ts_buf_done) got = {0}, tar = {0}, ended = {0};
    int dir = fresh("tars");
    const char *names[] = {"x.tar.001", "x.tar.002"};
    for (int i = 0; i < 3; i++)
        add_block(&tar, i == 0, 'x'), add_block(&ended, i == 0, i ? 0 : 'x');
    put(names[0], ts_buf_span(&tar)), put(names[1], ts_buf_span(&tar));
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("x.tar (2 parts): x.tar.001 x.tar.002; ++")), got.ptr);
    put_str(names[1], "%PDF-1.4 a member's own bytes");
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("x.tar (2 parts): x.tar.001 x.tar.002; ++")), got.ptr);
    put(names[0], ts_buf_span(&ended)), put(names[1], ts_buf_span(&tar));
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("--")), got.ptr);
    close(dir);
}

TEST(links_and_folders_are_no_parts) {
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    int dir = fresh("links");
    const char *names[] = {"x.001", "x.002"};
    put_str(names[0], GZ);
    CHECK(symlinkat("x.001", dir, names[1]) == 0);
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("--")), got.ptr);
    CHECK(unlinkat(dir, names[1], 0) == 0 && mkdirat(dir, names[1], 0700) == 0);
    find(dir, names, 2, &got);
    CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_str("--")), got.ptr);
    close(dir);
}

TEST(more_parts_than_a_job_takes_stay_files) {
    enum { MOST = TS_LIMIT_PARTS, N = MOST + 1 };
    TS_AUTO(ts_buf, ts_buf_done) got = {0};
    int dir = fresh("many");
    const char *names[N];
    char room[N][8];
    for (int i = 0; i < N; i++) {
        snprintf(room[i], sizeof room[i], "x.%03d", i + 1);
        names[i] = room[i];
        put_str(names[i], i ? "on" : GZ);
    }
    find(dir, names, N, &got);
    CHECK_ROW(ts_span_starts(ts_buf_span(&got), ts_str("x (250 parts): too many; -")), got.ptr);
    CHECK(!memchr(got.ptr, '+', got.len));
    find(dir, names, MOST, &got);
    CHECK_ROW(ts_span_starts(ts_buf_span(&got), ts_str("x (249 parts): x.001 x.002 ")), got.ptr);
    CHECK(!memchr(got.ptr, '-', got.len));
    close(dir);
}
