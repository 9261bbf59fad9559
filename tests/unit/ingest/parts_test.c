/* parts_test.c - files that were cut into parts, in a case: read as the whole that they were, each part accounted for. */
#include <touchstone/ingest.h>

#include <stdlib.h>
#include <sys/resource.h>

#include "base/digest.h"
#include "base/limits.h"
#include "store/coverage.h"
#include "store/sightings.h"
#include "unit/store/case_support.h"

static void folder(const char *name) {
    char path[400];
    snprintf(path, sizeof path, "%s/%s", test_dir(), name);
    CHECK_ROW(mkdir(path, 0700) == 0, name);
}

static void put(const char *name, ts_span bytes) {
    char path[400];
    snprintf(path, sizeof path, "%s/%s", test_dir(), name);
    int fd = open(path, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
    CHECK_ROW(fd >= 0 && ts_fs_write_all(fd, bytes, path) == TS_OK, path);
    ts_fs_close(&fd);
}

/* Into n files "NAME.001" and on; `but` (from 1) is left out. */
static void cut(const char *from, const char *name, size_t n, size_t but) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    CHECK_ROW(ts_fs_load(AT_FDCWD, from, TS_MIB, &all) == TS_OK, from);
    size_t size = (all.len + n - 1) / n;
    for (size_t i = 0; i < n; i++) {
        char part[300];
        snprintf(part, sizeof part, "%s.%03zu", name, i + 1);
        if (i + 1 != but)
            put(part, ts_slice(ts_buf_span(&all), i * size, size));
    }
}

/* One part of n, the others being there. */
static void add_part(const char *from, const char *name, size_t n, size_t part) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    char path[300];
    CHECK_ROW(ts_fs_load(AT_FDCWD, from, TS_MIB, &all) == TS_OK, from);
    size_t size = (all.len + n - 1) / n;
    snprintf(path, sizeof path, "%s.%03zu", name, part);
    put(path, ts_slice(ts_buf_span(&all), (part - 1) * size, size));
}

typedef struct way {
    const char *name;
    bool reverse, first;
    const char *path[2]; /* one after the other, below the test's directory */
} way;

static ts_ingest_result ingest(ts_case *c, const way *w, const char *name) {
    char path[400];
    const char *paths[] = {path};
    ts_ingest_result r = {0};
    ts_ingest_options o = {.jobs = 2, .reverse = w->reverse, .first_ms = w->first ? 3600000 : 0, .exhibit = name};
    snprintf(path, sizeof path, "%s/%s", test_dir(), name);
    CHECK_ROW(ts_ingest(c, paths, 1, &o, &r) == TS_OK, ts_error_text());
    return r;
}

static ts_err add_blob(void *context, const ts_blob *b) {
    char hex[65];
    ts_digest_hex(&b->digest, hex);
    ts_buf_addf(context, "%.12s %s %s %llu of %llu, %u segments, done %d: %s\n", hex, b->format,
                ts_reason_name(b->reason), (unsigned long long)b->unread, (unsigned long long)b->size, b->segments,
                b->done, b->message);
    return TS_OK;
}

static ts_blob blob_of(ts_case *c, const char *name, size_t part, size_t parts) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    ts_digest d;
    ts_blob b = {0};
    bool found = false;
    CHECK_ROW(ts_fs_load(AT_FDCWD, name, TS_MIB, &all) == TS_OK, name);
    size_t size = (all.len + parts - 1) / parts;
    ts_sha256_of(ts_slice(ts_buf_span(&all), (part - 1) * size, size), &d);
    CHECK(ts_blob_find(c, &d, &b, &found) == TS_OK && found && b.done);
    return b;
}

static void check_sums(ts_case *c, uint64_t files) {
    ts_coverage v;
    CHECK(ts_coverage_load(c, &v) == TS_OK);
    uint64_t items = 0, bytes = 0;
    for (int i = 0; i < TS_REASON_COUNT; i++)
        items += v.reason_items[i], bytes += v.reason_bytes[i];
    CHECK(v.all.waiting == 0 && items == v.all.items && bytes == v.all.bytes);
    CHECK(v.all.items == v.all.read + v.all.partly + v.all.unread && v.files == files);
}

static const char seven[] = "tests/fixtures/foreign/archive/7zip.7z",
                  tgz[] = "tests/fixtures/foreign/archive/tar.tar.gz";
static const char zip[] = "tests/fixtures/extract/people.zip", sql[] = "tests/fixtures/extract/mysqldump.sql";

static void make_drop(void) {
    TS_AUTO(ts_buf, ts_buf_done) all = {0};
    folder("drop"), folder("drop/a"), folder("drop/m"), folder("drop/m/set"), folder("drop/n"), folder("drop/n/set");
    folder("drop/z"), folder("lone");
    cut(seven, "drop/m/set/x.7z", 3, 0), cut(seven, "drop/n/set/x.7z", 3, 0); /* twice, in folders of one name */
    cut(tgz, "drop/m/set/t.tgz", 4, 0);
    cut(zip, "drop/n/z.zip", 2, 0);
    cut(sql, "drop/n/d.sql", 3, 0);
    cut(tgz, "drop/m/gap.tgz", 3, 2);
    CHECK(ts_fs_load(AT_FDCWD, seven, TS_MIB, &all) == TS_OK);
    ts_span second = ts_slice(ts_buf_span(&all), (all.len + 2) / 3, (all.len + 2) / 3);
    put("lone/second part.bin", second);
    put("drop/a/before.bin", ts_slice(ts_buf_span(&all), 2 * second.len, second.len)); /* the third, met first */
    put("drop/z/behind.bin", ts_slice(ts_buf_span(&all), 0, second.len)); /* and the first, met last */
}

TEST(whatever_comes_first_the_answer_is_one) {
    static const way ways[] = {{"forwards", false, false, {"drop", "lone"}},
                               {"backwards", true, false, {"drop", "lone"}},
                               {"soonest", false, true, {"drop", "lone"}},
                               {"lone-first", false, false, {"lone", "drop"}},
                               {"lone-back", true, false, {"lone", "drop"}}};
    TS_AUTO(ts_buf, ts_buf_done) want = {0}, got = {0};
    make_drop();
    for (size_t i = 0; i < TEST_COUNT(ways); i++) {
        ts_case *c = case_fresh(ways[i].name);
        ingest(c, &ways[i], ways[i].path[0]);
        ingest(c, &ways[i], ways[i].path[1]);
        ts_buf_clear(&got);
        CHECK(ts_blob_each(c, add_blob, &got) == TS_OK);
        if (!i)
            ts_buf_add(&want, ts_buf_span(&got));
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_buf_span(&want)), ways[i].name);
        static const struct {
            const char *file;
            size_t part, parts;
            const char *format;
        } rows[] = {
            {seven, 1, 1, "archive"}, {tgz, 1, 1, "archive"}, {zip, 1, 1, "zip"},    {sql, 1, 1, "sqldump"},
            {tgz, 2, 4, "volume"},    {sql, 1, 3, "volume"},  {zip, 2, 2, "volume"}, {zip, 1, 2, "volume"},
            {seven, 1, 3, "archive"}, {tgz, 1, 3, "archive"}, /* these stand alone too, or no whole is beside them */
        };
        for (size_t k = 0; k < TEST_COUNT(rows); k++) {
            ts_blob b = blob_of(c, rows[k].file, rows[k].part, rows[k].parts);
            CHECK_ROW(strcmp(b.format, rows[k].format) == 0, b.format);
            bool whole = rows[k].parts == 1 || strcmp(b.format, "volume") == 0;
            CHECK_ROW((b.reason == TS_READ && b.unread == 0) == whole, b.message);
        }
        for (size_t part = 2; part < 4; part++) /* no volume: nobody knows what it is */
            CHECK(strcmp(blob_of(c, seven, part, 3).format, "volume") != 0);
        check_sums(c, 3 + 3 + 4 + 2 + 3 + 2 + 3);
        CHECK(ingest(c, &ways[i], "drop").new_items == 0 && ingest(c, &ways[i], "lone").new_items == 0);
        ts_case_close(c);
    }
    CHECK_ROW(ts_span_find(ts_buf_span(&want), ts_str("done 0"), 0) == SIZE_MAX, want.ptr);
}

static ts_err count_shown(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                          const ts_findings *f, ts_result *result) {
    (void)file, (void)first, (void)segment, (void)result;
    *(uint64_t *)context += f->sightings;
    return TS_OK;
}

/* All blobs, and how many sightings are shown. */
static void tell_case(ts_case *c, ts_buf *out) {
    uint64_t shown = 0;
    ts_buf_clear(out);
    CHECK(ts_blob_each(c, add_blob, out) == TS_OK);
    CHECK(ts_sightings_each(c, false, count_shown, &shown) == TS_OK);
    ts_buf_addf(out, "%llu sightings", (unsigned long long)shown);
}

/* Parts that were met before their last one came were read singly; the whole takes the place of what they gave. */
TEST(a_set_that_is_completed_later) {
    static const way ways[] = {{"grown", false, false, {0}}, {"grown-back", true, false, {0}}};
    TS_AUTO(ts_buf, ts_buf_done) cut_list = {0}, want = {0}, got = {0};
    folder("whole"), folder("grows"), folder("grows/twin");
    cut(tgz, "whole/t.tgz", 3, 0);
    ts_case *at_once = case_fresh("at-once");
    ingest(at_once, &ways[0], "whole");
    tell_case(at_once, &want);
    ts_case_close(at_once);
    for (size_t i = 0; i < TEST_COUNT(ways); i++) {
        ts_case *c = case_fresh(ways[i].name);
        cut(tgz, "grows/t.tgz", 3, 2), cut(tgz, "grows/twin/t.tgz", 3, 2);
        CHECK(ingest(c, &ways[i], "grows").unread_items > 0);
        tell_case(c, &cut_list);
        CHECK_ROW(ts_span_find(ts_buf_span(&cut_list), ts_str("volume"), 0) == SIZE_MAX, cut_list.ptr);
        /* one of the two sets is whole: the other's parts still stand alone */
        add_part(tgz, "grows/t.tgz", 3, 2);
        ingest(c, &ways[i], "grows");
        CHECK(strcmp(blob_of(c, tgz, 2, 3).format, "volume") == 0 && strcmp(blob_of(c, tgz, 1, 3).format, "volume"));
        check_sums(c, 5);
        add_part(tgz, "grows/twin/t.tgz", 3, 2);
        ingest(c, &ways[i], "grows");
        tell_case(c, &got);
        CHECK_ROW(ts_span_eq(ts_buf_span(&got), ts_buf_span(&want)), got.ptr);
        check_sums(c, 6);
        CHECK(ingest(c, &ways[i], "grows").new_items == 0);
        ts_case_close(c);
        char path[400];
        for (int k = 0; k < 2; k++) {
            snprintf(path, sizeof path, "%s/grows/%st.tgz.002", test_dir(), k ? "twin/" : "");
            CHECK(unlink(path) == 0);
        }
    }
}

/* What stands alone is stale once the hints are others: met as a part, its bytes are read again, not passed over. */
TEST(a_part_that_was_read_alone_stays_read) {
    static const way plain = {0};
    ts_case *c = case_fresh("stale");
    ingest(c, &plain, "lone");
    c->test_realm = !c->test_realm;
    ingest(c, &plain, "drop");
    ts_blob b = blob_of(c, seven, 2, 3);
    CHECK_ROW(strcmp(b.format, "volume") != 0 && b.reason != TS_READ, b.format);
    CHECK(ingest(c, &plain, "lone").new_items == 0);
    ts_case_close(c);
}

/* A text that was cut is read by several workers, its parts' borders inside rows and slices. */
TEST(parts_are_read_in_slices) {
    static const way plain = {0};
    TS_AUTO(ts_buf, ts_buf_done) dump = {0}, want = {0}, got = {0};
    ts_buf_add_str(&dump, "-- MySQL dump 10.13\nCREATE TABLE `people` (`id` int, `name` text, `mail` text);\n");
    for (unsigned i = 0; i < 3000; i++)
        ts_buf_addf(&dump, "INSERT INTO `people` VALUES (%u,'Ann Example','ann%u@trust.example');\n", i, i);
    folder("text"), folder("sliced");
    put("text/whole.sql", ts_buf_span(&dump));
    for (size_t i = 0; i < 7; i++) {
        char name[40];
        size_t size = dump.len / 7 + 1;
        snprintf(name, sizeof name, "sliced/d.sqla%c", (char)('a' + i));
        put(name, ts_slice(ts_buf_span(&dump), i * size, size));
    }
    setenv("TOUCHSTONE_SLICE", "10007", 1);
    ts_case *one = case_fresh("text-case"), *two = case_fresh("sliced-case");
    ts_ingest_result a = ingest(one, &plain, "text"), b = ingest(two, &plain, "sliced");
    unsetenv("TOUCHSTONE_SLICE");
    ts_blob x = {0}, y = {0};
    ts_digest d;
    bool found = false;
    ts_sha256_of(ts_buf_span(&dump), &d);
    CHECK(ts_blob_find(one, &d, &x, &found) == TS_OK && found && add_blob(&want, &x) == TS_OK);
    CHECK(ts_blob_find(two, &d, &y, &found) == TS_OK && found && add_blob(&got, &y) == TS_OK);
    CHECK_ROW(ts_span_eq(ts_buf_span(&want), ts_buf_span(&got)), got.ptr);
    CHECK(x.reason == TS_READ && x.content == y.content && x.sightings == y.sightings && a.mentions == b.mentions);
    CHECK(a.mentions >= 3000);
    ts_case_close(one);
    ts_case_close(two);
}

/* Rars in both manners, and what is told of a set with too many parts. */
TEST(rars_and_sets_beyond_the_bound) {
    static const way plain = {0};
    const char *rars[] = {"tests/fixtures/extract/parts"};
    ts_case *c = case_fresh("rars");
    ts_ingest_result r = {0};
    CHECK(ts_ingest(c, rars, 1, &(ts_ingest_options){.jobs = 1}, &r) == TS_OK);
    CHECK(r.files == 6 && r.items == 6 + 2 + 2 && r.unread_items == 0);
    CHECK(blob_of(c, sql, 1, 1).sightings > 0 && blob_of(c, "tests/fixtures/extract/excel.csv", 1, 1).sightings > 0);
    ts_case_close(c);

    folder("many");
    for (size_t i = 0; i <= TS_LIMIT_PARTS; i++) {
        char name[40];
        snprintf(name, sizeof name, "many/x.%03zu", i + 1);
        put(name, i ? ts_str("on and on") : ts_str("-- MySQL dump\n"));
    }
    c = case_fresh("many-case");
    r = ingest(c, &plain, "many");
    ts_coverage v;
    CHECK(ts_coverage_load(c, &v) == TS_OK && v.reason_items[TS_REASON_TOO_LARGE] == 1);
    CHECK(v.reason_bytes[TS_REASON_TOO_LARGE] == 0 && r.items == 2 + 1); /* two contents, and the whole */
    ts_case_close(c);
}

/* The last one here: a process cannot take its own limit back. */
TEST(many_sets_stay_within_the_descriptors_that_there_are) {
    enum { SETS = 40, PARTS = 60 };
    static const way plain = {0};
    folder("sets");
    for (size_t i = 0; i < SETS; i++)
        for (size_t k = 0; k < PARTS; k++) {
            char name[60], text[60];
            snprintf(name, sizeof name, "sets/set%zu.sql.%03zu", i, k + 1);
            snprintf(text, sizeof text, "-- %s %zu %zu\n", k ? "part" : "MySQL dump", i, k);
            put(name, ts_str(text));
        }
    const struct rlimit few = {1024, 1024};
    ts_case *c = case_fresh("sets-case");
    CHECK(setrlimit(RLIMIT_NOFILE, &few) == 0);
    ts_ingest_result r = ingest(c, &plain, "sets");
    CHECK(r.files == SETS * PARTS && r.items == SETS * PARTS + SETS && r.unread_items == 0);
    ts_case_close(c);
}
