/* volumes_test.c - files that were cut into parts: known by their names and their beginning, read as one. */
#include "ingest/volumes.h"

#include <touchstone/ingest.h>

#include <stdlib.h>

#include "base/digest.h"
#include "base/limits.h"
#include "store/coverage.h"
#include "unit/store/case_support.h"

TEST(names_say_which_part_it_is) {
    static const struct {
        const char *path;
        ts_volume_kind kind;
        size_t stem;
        unsigned number;
        const char *whole;
    } rows[] = {
        {"a/drop.7z.001", TS_VOLUME_NUMBERED, 9, 1, "drop.7z"},
        {"drop.zip.042", TS_VOLUME_NUMBERED, 8, 42, "drop.zip"},
        {"drop.z01", TS_VOLUME_ZIP, 4, 1, "drop.zip"},
        {"drop.Z12", TS_VOLUME_ZIP, 4, 12, "drop.zip"},
        {"drop.zip", TS_VOLUME_ZIP, 4, TS_VOLUME_LAST, "drop.zip"},
        {"x/drop.part1.rar", TS_VOLUME_RAR, 6, 1, "drop.rar"},
        {"drop.part007.rar", TS_VOLUME_RAR, 4, 7, "drop.rar"},
        {"drop.rar", TS_VOLUME_OLD_RAR, 4, 1, "drop.rar"},
        {"drop.r00", TS_VOLUME_OLD_RAR, 4, 2, "drop.rar"},
        {"xaa", TS_VOLUME_LETTERED, 1, 1, "x"},
        {"d/xbz", TS_VOLUME_LETTERED, 3, 52, "x"},
        {"dump.tgz.ab", TS_VOLUME_LETTERED, 9, 2, "dump.tgz"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_volume v = {0};
        TS_AUTO(ts_buf, ts_buf_done) name = {0};
        CHECK_ROW(ts_volume_of(ts_str(rows[i].path), &v), rows[i].path);
        CHECK_ROW(v.kind == rows[i].kind && v.stem == rows[i].stem && v.number == rows[i].number, rows[i].path);
        ts_volume_name(v.kind, ts_slice(ts_str(rows[i].path), 0, v.stem), &name);
        CHECK_ROW(ts_span_eq(ts_buf_span(&name), ts_str(rows[i].whole)), rows[i].path);
    }
    static const char *const none[] = {"letter.doc", "a.000",  ".001",     "a/.zip", "report.2024", "x.0001", "data",
                                       "xca",        "a.part", "part1.rb", "xa",     "a/.r00",      "x12.z1", "zip"};
    for (size_t i = 0; i < TEST_COUNT(none); i++) {
        ts_volume v = {0};
        CHECK_ROW(!ts_volume_of(ts_str(none[i]), &v), none[i]);
    }
}

TEST(the_first_part_must_begin_like_something) {
    CHECK(ts_volume_begins(TS_VOLUME_NUMBERED, ts_str("7z\xBC\xAF\x27\x1C rest")));
    CHECK(ts_volume_begins(TS_VOLUME_LETTERED, ts_str("PK\3\4")));
    CHECK(!ts_volume_begins(TS_VOLUME_NUMBERED, ts_str("report number one")));
    CHECK(!ts_volume_begins(TS_VOLUME_OLD_RAR, ts_str("PK\3\4")) && ts_volume_begins(TS_VOLUME_ZIP, ts_str("PK\7\10")));
    CHECK(!ts_volume_begins(TS_VOLUME_NUMBERED, (ts_span){0}));
}

/* ---- in a case ---- */

static void put(const char *name, ts_span bytes) {
    char path[400];
    snprintf(path, sizeof path, "%s/drop/%s", test_dir(), name);
    FILE *f = fopen(path, "w");
    CHECK(f && fwrite(bytes.ptr, 1, bytes.len, f) == bytes.len && fclose(f) == 0);
}

static ts_ingest_result ingest(ts_case *c, bool reverse, uint64_t first_ms) {
    char path[300];
    const char *paths[] = {path};
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 1, .reverse = reverse, .first_ms = first_ms};
    snprintf(path, sizeof path, "%s/drop", test_dir());
    CHECK_ROW(ts_ingest(c, paths, 1, &o, &r) == TS_OK, ts_error_text());
    return r;
}

static ts_err keep_sizes(void *context, const ts_blob *b) {
    uint64_t *sum = context;
    *sum += b->unread;
    CHECK_ROW(b->done && (strcmp(b->format, "volume") != 0 || (b->reason == TS_READ && b->segments == 0)), b->format);
    return TS_OK;
}

static uint64_t unread(ts_case *c) {
    uint64_t sum = 0;
    CHECK(ts_blob_each(c, keep_sizes, &sum) == TS_OK);
    return sum;
}

TEST(parts_are_read_as_one_and_each_is_accounted_for) {
    TS_AUTO(ts_buf, ts_buf_done) zip = {0};
    char dir[300], name[40];
    snprintf(dir, sizeof dir, "%s/drop", test_dir());
    CHECK(mkdir(dir, 0700) == 0);
    snprintf(dir, sizeof dir, "%s/drop/sub", test_dir());
    CHECK(mkdir(dir, 0700) == 0);
    CHECK(ts_fs_load(AT_FDCWD, "tests/fixtures/extract/people.zip", TS_MIB, &zip) == TS_OK);
    enum { CUT = 300 };
    size_t parts = (zip.len + CUT - 1) / CUT;
    for (size_t i = 0; i < parts; i++) {
        snprintf(name, sizeof name, "drop.zip.%03zu", i + 1);
        if (i != 1) /* the second is missing at first */
            put(name, ts_slice(ts_buf_span(&zip), i * CUT, CUT));
    }
    put("sub/drop.zip.002", ts_str("another directory's, and no part of this"));
    put("xaa", ts_str("a letter that was cut in two, and is no ar"));
    put("xab", ts_str("chive: it is read as it stands"));
    ts_case *c = case_fresh("parts");
    ts_ingest_result r = ingest(c, false, 0);
    CHECK(r.items == parts + 2 + 1 || r.items > parts); /* each alone; what the first gives of its members besides */
    CHECK(r.unread_items > 0 && unread(c) > 0);
    ts_case_close(c);

    put("drop.zip.002", ts_slice(ts_buf_span(&zip), CUT, CUT));
    for (int way = 0; way < 3; way++) { /* forwards, backwards, soonest first */
        c = case_fresh(way == 0 ? "forwards" : way == 1 ? "backwards" : "soonest");
        r = ingest(c, way == 1, way == 2 ? 3600000 : 0);
        /* the parts, three files, the archive, its two members */
        CHECK(r.items == parts + 3 + 1 + 2 && r.unread_items == 0 && r.bytes_unread == 0 && unread(c) == 0);
        ts_blob b;
        ts_digest d;
        bool found = false;
        ts_sha256_of(ts_buf_span(&zip), &d);
        CHECK(ts_blob_find(c, &d, &b, &found) == TS_OK && found && b.done && strcmp(b.format, "zip") == 0);
        CHECK(ingest(c, way == 1, 0).new_items == 0);
        ts_case_close(c);
    }
}
