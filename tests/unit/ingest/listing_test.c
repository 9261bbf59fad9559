/* listing_test.c - what is read first; nothing is opened before its turn, and no link on the way is followed. */
#include "ingest/listing.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/mem.h"
#include "support/test.h"

static void path_in(char out[300], const char *name) { snprintf(out, 300, "%s/%s", test_dir(), name); }

static void put(const char *name, const char *content) {
    char p[300];
    path_in(p, name);
    FILE *f = fopen(p, "w");
    fputs(content, f);
    fclose(f);
}

static void folder(const char *name) {
    char p[300];
    path_in(p, name);
    CHECK_ROW(mkdir(p, 0700) == 0, name);
}

TEST(what_kind_of_file_comes_when) {
    static const struct {
        const char *name;
        uint64_t size;
        unsigned rank;
    } rows[] = {{"a/screen.PNG", 1000, 0},
                {"a/scan.tiff", TS_LIMIT_FIRST_PROOF + 1, 4}, /* a whole archive of scans is no screenshot */
                {"README.txt", 10, 0},
                {"proof/pay.xlsx", 10, 0},
                {"drop/Samples/deep/er.csv", 10, 1}, /* the word stands too far up */
                {"file_list.txt", 10, 0},
                {"hr/pay.xlsx", 10, 1},
                {"patients.CSV", 1u << 31, 2},
                {"letters/Smith.docx", 10, 3},
                {"mail.eml", 10, 3},
                {"setup.exe", 10, 4},
                {"no extension", 10, 4},
                {"a.png/plain", 10, 4}, /* a folder's name says nothing of the file's type */
                {".csv", 10, 1},
                {"old.ZIP", 10, 1}, /* what is in it may be anything */
                {"old.7z", TS_LIMIT_FIRST_PROOF + 1, 4},
                {"", 0, 4}};
    for (size_t i = 0; i < TEST_COUNT(rows); i++)
        CHECK_ROW(ts_listing_rank(ts_str(rows[i].name), rows[i].size) == rows[i].rank, rows[i].name);
}

static void read_all(ts_listing *l, ts_buf *out) {
    for (bool done = false;;) {
        ts_walk_file f;
        CHECK_ROW(ts_listing_next(l, &f, &done) == TS_OK, ts_error_text());
        if (done)
            return;
        char content[64] = "";
        if (f.fd >= 0) {
            ssize_t n = read(f.fd, content, sizeof content - 1);
            content[n > 0 ? n : 0] = 0;
            CHECK(f.size == strlen(content) && f.file_id[1] != 0);
            close(f.fd);
        }
        for (size_t i = 0; i < f.parts; i++) {
            size_t len = strlen(content);
            ssize_t n = read(f.part[i].fd, content + len, sizeof content - 1 - len);
            content[len + (size_t)(n > 0 ? n : 0)] = 0;
        }
        CHECK(f.parts == 0 || f.size == strlen(content));
        ts_buf_add_str(out, f.is_part ? "part " : "");
        f.fd = -1;
        ts_walk_close(&f);
        ts_buf_add(out, f.name);
        ts_buf_addf(out, " %s %s\n", ts_reason_name(f.reason), content);
    }
}

TEST(rounds_go_over_the_folders_and_links_stay_shut) {
    char root[300], p[300];
    folder("t"), folder("t/a"), folder("t/b"), folder("t/c");
    put("t/a/1.doc", "a1"), put("t/a/2.doc", "a2"), put("t/a/3.doc", "a3");
    put("t/b/1.doc", "b1"), put("t/b/z.csv", "bz");
    put("t/c/x.bin", "cx"), put("t/c/y.png", "cy"), put("t/c/later.doc", "cl");
    path_in(p, "t/b/link"), CHECK(symlink("/etc/passwd", p) == 0);
    path_in(root, "t");
    const char *paths[] = {root};
    uint64_t files = 0, bytes = 0;
    CHECK(ts_listing_count(paths, 1, &files, &bytes) == TS_OK && files == 9);
    CHECK(bytes == 16 || bytes > 16); /* a link's own size is the file system's matter */
    ts_listing *l;
    CHECK(ts_listing_new(paths, 1, TS_WALK_BELOW, &l) == TS_OK);
    /* Meanwhile one is removed, one becomes a link, and a folder becomes a link to another. */
    path_in(p, "t/a/2.doc"), CHECK(unlink(p) == 0);
    path_in(p, "t/a/3.doc"), CHECK(unlink(p) == 0 && symlink("/etc/passwd", p) == 0);
    char was[300], is[300];
    path_in(was, "t/c"), path_in(is, "elsewhere"), CHECK(rename(was, is) == 0 && symlink(is, was) == 0);
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    read_all(l, &b);
    /* One of each folder before the second of any; which one, is drawn. */
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("b/link policy \n"
                                                 "c/y.png unreadable \n"
                                                 "b/z.csv read bz\n"
                                                 "a/1.doc read a1\n"
                                                 "b/1.doc read b1\n"
                                                 "c/later.doc unreadable \n"
                                                 "a/2.doc unreadable \n"
                                                 "a/3.doc policy \n"
                                                 "c/x.bin unreadable \n")),
              b.ptr);
    ts_listing_free(l);
}

/* ---- what was read is a fair sample ---- */

enum { FOLDERS = 9, TYPES = 3, MOST = 31 };
static const char *const type_name[TYPES] = {"doc", "PDF", "eml"};

/* So many files of a type are in a folder. */
static unsigned files_of(unsigned folder, unsigned type) { return (folder * 7 + type * 11 + folder * type) % MOST; }

static unsigned group_at(ts_listing *l, unsigned *number) {
    unsigned at_folder = 0, type = 0;
    ts_walk_file f;
    bool done;
    char type_is[4] = "", name[32];
    CHECK(ts_listing_next(l, &f, &done) == TS_OK && !done && f.name.len < sizeof name);
    memcpy(name, f.name.ptr, f.name.len);
    name[f.name.len] = 0;
    CHECK_ROW(sscanf(name, "%u/%u.%3s", &at_folder, number, type_is) == 3, name);
    while (type < TYPES - 1 && strcmp(type_is, type_name[type]) != 0)
        type++;
    ts_walk_close(&f);
    return at_folder * TYPES + type;
}

static unsigned made_tree(ts_listing **l) {
    static char root[300]; /* borrowed by the listing, as paths are */
    static const char *const paths[] = {root};
    char name[64];
    unsigned all = 0;
    folder("fair");
    for (unsigned i = 0; i < FOLDERS; i++) {
        snprintf(name, sizeof name, "fair/%u", i), folder(name);
        for (unsigned t = 0; t < TYPES; t++)
            for (unsigned k = 0; k < files_of(i, t); k++, all++)
                snprintf(name, sizeof name, "fair/%u/%02u.%s", i, k, type_name[t]), put(name, "x");
    }
    path_in(root, "fair");
    CHECK(ts_listing_new(paths, 1, TS_WALK_BELOW, l) == TS_OK);
    return all;
}

/* After as many files as there are folders, one of each was read; after as many as there are types in folders, one of
 * each of these; and from then on no type of a folder is more than one file ahead of its share. */
TEST(what_was_read_is_a_fair_sample_at_every_moment) {
    ts_listing *l;
    unsigned all = made_tree(&l), read[FOLDERS * TYPES] = {0}, number, folders = 0, groups = 0;
    unsigned seen_folders = 0, seen_groups = 0, early = 0, of_early = 0;
    bool folder_seen[FOLDERS] = {0};
    for (unsigned g = 0; g < FOLDERS * TYPES; g++)
        groups += files_of(g / TYPES, g % TYPES) > 0;
    for (unsigned i = 0; i < FOLDERS; i++)
        folders += files_of(i, 0) + files_of(i, 1) + files_of(i, 2) > 0;
    for (unsigned k = 1; k <= all; k++) {
        unsigned g = group_at(l, &number);
        seen_groups += read[g]++ == 0;
        seen_folders += !folder_seen[g / TYPES];
        folder_seen[g / TYPES] = true;
        CHECK(k > folders || seen_folders == k);
        CHECK(k < folders || k > groups || seen_groups == k);
        for (unsigned a = 0; k >= groups && a < FOLDERS * TYPES; a++)
            CHECK(read[a] == 0 ||
                  (read[a] - 1) * files_of(g / TYPES, g % TYPES) <= read[g] * files_of(a / TYPES, a % TYPES));
        if (k <= all / 2 && files_of(g / TYPES, g % TYPES) >= 20)
            of_early++, early += number < files_of(g / TYPES, g % TYPES) / 2;
    }
    /* Nor do low numbers come before high ones. */
    CHECK(of_early > 50 && early > of_early / 3 && early < of_early * 2 / 3);
    ts_listing_free(l);
}

/* A few pictures come first; a store of scans does not stand before the tables, but what is called proof does. */
TEST(tables_do_not_wait_for_a_store_of_scans) {
    enum { SCANS = TS_LIMIT_FIRST_PICTURES + 30, PROOFS = 5, TABLES = 20 };
    static char root[300];
    static const char *const paths[] = {root};
    char name[64];
    folder("scans"), folder("scans/a"), folder("scans/b"), folder("scans/proof");
    for (int i = 0; i < SCANS; i++)
        snprintf(name, sizeof name, "scans/%c/%03d.%s", i % 3 ? 'a' : 'b', i, i % 2 ? "tif" : "jpg"), put(name, "x");
    for (int i = 0; i < PROOFS; i++)
        snprintf(name, sizeof name, "scans/proof/%d.png", i), put(name, "x");
    for (int i = 0; i < TABLES; i++)
        snprintf(name, sizeof name, "scans/a/%d.csv", i), put(name, "x");
    path_in(root, "scans");
    ts_listing *l;
    CHECK(ts_listing_new(paths, 1, TS_WALK_BELOW, &l) == TS_OK);
    unsigned scans = 0, proofs = 0, tables = 0;
    for (unsigned k = 1; k <= SCANS + PROOFS + TABLES; k++) {
        ts_walk_file f;
        bool done;
        CHECK(ts_listing_next(l, &f, &done) == TS_OK && !done);
        bool table = ts_span_find(f.name, ts_str(".csv"), 0) != SIZE_MAX;
        bool proof = ts_span_find(f.name, ts_str("proof"), 0) != SIZE_MAX;
        tables += table, proofs += proof, scans += !table && !proof;
        CHECK(tables == 0 || (proofs == PROOFS && scans >= TS_LIMIT_FIRST_PICTURES));
        CHECK(tables == TABLES || scans <= TS_LIMIT_FIRST_PICTURES);
        ts_walk_close(&f);
    }
    CHECK(scans == SCANS);
    ts_listing_free(l);
}

/* In their turn by what they are, and opened from their folder then. */
TEST(what_parts_make_is_listed_and_opened_too) {
    char root[300], p[300];
    folder("cut"), folder("cut/a");
    put("cut/a/d.sql.001", "-- MySQL dump 10\n"), put("cut/a/d.sql.002", "INSERT"), put("cut/a/l.doc", "l");
    put("cut/a/z.gz.aa", "\x1f\x8b\x08 a"), put("cut/a/z.gz.ab", " b");
    path_in(root, "cut");
    const char *paths[] = {root};
    uint64_t files = 0, bytes = 0;
    CHECK(ts_listing_count(paths, 1, &files, &bytes) == TS_OK && files == 7 && bytes == 2 * (17 + 6 + 5 + 2) + 1);
    ts_listing *l;
    CHECK(ts_listing_new(paths, 1, TS_WALK_BELOW, &l) == TS_OK);
    path_in(p, "cut/a/z.gz.ab"), CHECK(unlink(p) == 0);
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    read_all(l, &b);
    CHECK_ROW(ts_span_eq(ts_buf_span(&b), ts_str("a/z.gz (2 parts) unreadable \n"
                                                 "a/d.sql (2 parts) read -- MySQL dump 10\nINSERT\n"
                                                 "a/l.doc read l\n"
                                                 "part a/z.gz.aa read \x1f\x8b\x08 a\n"
                                                 "part a/z.gz.ab unreadable \n"
                                                 "part a/d.sql.001 read -- MySQL dump 10\n\n"
                                                 "part a/d.sql.002 read INSERT\n")),
              b.ptr);
    ts_listing_free(l);
}

TEST(files_and_folders_named_together) {
    char a[300], b[300];
    folder("both"), put("both/in.txt", "in"), put("single.txt", "single");
    path_in(a, "both"), path_in(b, "single.txt");
    const char *paths[] = {a, b};
    ts_listing *l;
    CHECK(ts_listing_new(paths, 2, TS_WALK_BELOW, &l) == TS_OK);
    TS_AUTO(ts_buf, ts_buf_done) out = {0};
    read_all(l, &out);
    CHECK_ROW(ts_span_eq(ts_buf_span(&out), ts_str("both/in.txt read in\nsingle.txt read single\n")), out.ptr);
    ts_listing_free(l);
    const char *none = "/nowhere/at/all";
    CHECK(ts_listing_new(&none, 1, TS_WALK_TYPED, &l) == TS_EIO);
}
