/* libs_test.c - what the third-party readers make of files that real programs wrote
 * (tests/fixtures/foreign), of damaged ones, and of bombs; and that they open nothing.
 */
#include "extract/libs.h"

#include <fcntl.h>
#include <seccomp.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "base/fs.h"
#include "extract/unlock.h"
#include "support/test.h"

#define FOREIGN "tests/fixtures/foreign/"

/* ---- what came out ---- */

enum { MOST = 64 };
typedef struct child {
    char name[128];
    ts_buf bytes;
    ts_reason reason;
    uint64_t stored;
} child;
typedef struct got {
    ts_buf text; /* "[part]" and its text */
    ts_buf notes;
    child child[MOST];
    size_t children;
    uint64_t stored; /* of all children */
    uint32_t opened; /* a bit a password that fitted */
    ts_outcome outcome;
    ts_err err;
} got;

static ts_err on_segment(void *context, const ts_segment *s) {
    got *g = context;
    ts_buf_addf(&g->text, "[%.*s]", (int)s->part.len, s->part.ptr);
    ts_buf_add(&g->text, s->text);
    return TS_OK;
}
static ts_err on_child(void *context, const ts_child *c) {
    got *g = context;
    child *to = &g->child[g->children < MOST ? g->children : MOST - 1];
    g->children++;
    ts_buf_clear(&to->bytes);
    snprintf(to->name, sizeof to->name, "%.*s", (int)c->name.len, c->name.ptr);
    return TS_OK;
}
static child *last(got *g) { return &g->child[(g->children < MOST ? g->children : MOST) - 1]; }
static ts_err on_data(void *context, ts_span bytes) {
    if (last(context)->bytes.len < TS_MIB)
        ts_buf_add(&last(context)->bytes, bytes);
    return TS_OK;
}
static ts_err on_child_end(void *context, ts_reason reason, uint64_t stored) {
    got *g = context;
    last(g)->reason = reason;
    last(g)->stored = stored;
    g->stored += stored;
    return TS_OK;
}
static ts_err on_note(void *context, ts_span text) {
    ts_buf_add(&((got *)context)->notes, text);
    return TS_OK;
}

static ts_err on_opened(void *context, uint32_t password) {
    ((got *)context)->opened |= 1u << password;
    return TS_OK;
}

static void got_done(got *g) {
    for (size_t i = 0; i < MOST; i++)
        ts_buf_done(&g->child[i].bytes);
    ts_buf_done(&g->text);
    ts_buf_done(&g->notes);
}

/* By the format that bids highest, or straight by x. */
static void read_with(const ts_extractor *x, ts_span bytes, got *g) {
    *g = (got){0};
    ts_extract_preload();
    ts_consumer consumer = {g, on_segment, on_child, on_data, on_child_end, on_note, NULL, on_opened};
    ts_source in;
    ts_source_memory(&in, bytes);
    ts_sink *sink = ts_sink_new(&consumer);
    if (x == NULL) {
        g->err = ts_extract_run(&in, sink, &g->outcome);
    } else {
        g->err = x->run(&in, sink);
        ts_sink_finish(sink);
    }
    ts_sink_free(sink);
    ts_source_done(&in);
}

static ts_buf load(const char *name) {
    ts_buf out = {0};
    char path[256];
    snprintf(path, sizeof path, FOREIGN "%s", name);
    CHECK_ROW(ts_fs_load(AT_FDCWD, path, TS_MIB, &out) == TS_OK, name);
    return out;
}

static void read_fixture(const char *name, got *g) {
    ts_buf bytes = load(name);
    read_with(NULL, ts_buf_span(&bytes), g);
    ts_buf_done(&bytes);
}

static const child *find_child(const got *g, const char *name) {
    for (size_t i = 0; i < g->children && i < MOST; i++)
        if (strcmp(g->child[i].name, name) == 0)
            return &g->child[i];
    return NULL;
}

static bool says(const ts_buf *text, const char *what) {
    return ts_span_find(ts_buf_span(text), ts_str(what), 0) != SIZE_MAX;
}

static bool is_format(const got *g, const char *name) {
    return g->outcome.format != NULL && strcmp(g->outcome.format->name, name) == 0;
}

/* ---- archives ---- */

TEST(every_archive_gives_the_very_bytes_that_were_put_in) {
    static const struct {
        const char *file, *member;
        size_t members;
    } rows[] = {
        {"tar_gnu.tar", "ward/patients.csv", 2},
        {"tar_ustar.tar", "ward/patients.csv", 2},
        {"tar_pax.tar", "ward/patients.csv", 2},
        {"tar_v7.tar", "ward/patients.csv", 2},
        {"tar.tar.gz", "ward/patients.csv", 2},
        {"tar.tar.xz", "ward/patients.csv", 2},
        {"tar.tar.zst", "ward/patients.csv", 2},
        {"tar.tar.bz2", "ward/patients.csv", 2},
        {"newc.cpio", "ward/patients.csv", 3},
        {"odc.cpio", "ward/patients.csv", 3},
        {"bin.cpio", "ward/patients.csv", 3},
        {"ar.a", "patients.csv", 2},
        {"7zip.7z", "ward/patients.csv", 3},
        {"zip_bzip2.zip", "ward/patients.csv", 3},
        {"zip_lzma.zip", "ward/patients.csv", 3},
        {"zip_ppmd.zip", "ward/patients.csv", 3},
        {"zip_xz.zip", "ward/patients.csv", 3},
        {"patients.csv.gz", "patients.csv", 1},
        {"nameless.gz", "content", 1},
        {"patients.csv.xz", "content", 1},
        {"patients.csv.zst", "content", 1},
        {"patients.csv.bz2", "content", 1},
        {"two_tars_in_a_row.tar.xz", "ward/patients.csv", 4},
    };
    ts_buf people = load("people.csv");
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char name[64];
        snprintf(name, sizeof name, "archive/%s", rows[i].file);
        got g;
        read_fixture(name, &g);
        const child *c = find_child(&g, rows[i].member);
        CHECK_ROW(is_format(&g, "archive"), name);
        CHECK_ROW(g.err == TS_OK && g.outcome.reason == TS_READ && g.outcome.unread == 0, name);
        CHECK_ROW(g.children == rows[i].members, name);
        CHECK_ROW(c != NULL && c->reason == TS_READ, name);
        CHECK_ROW(c != NULL && ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&people)), name);
        got_done(&g);
    }
    ts_buf_done(&people);
}

TEST(an_iso_image_within_xz_is_read_in_two_steps) {
    got outer, inner;
    ts_buf people = load("people.csv");
    read_fixture("archive/genisoimage.iso.xz", &outer);
    CHECK(outer.children == 1);
    read_with(NULL, ts_buf_span(&outer.child[0].bytes), &inner);
    const child *c = find_child(&inner, "patients.csv");
    CHECK(is_format(&inner, "archive") && c != NULL && ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&people)));
    got_done(&inner);
    got_done(&outer);
    ts_buf_done(&people);
}

TEST(links_are_noted_and_never_members) {
    got g;
    read_fixture("archive/tar_gnu.tar", &g);
    CHECK(says(&g.notes, "2 links"));
    CHECK(find_child(&g, "link.txt") == NULL && find_child(&g, "ward/same.txt") == NULL);
    got_done(&g);
}

/* A header of ustar and its data; `declared` bytes it says. */
static void tar_add(ts_buf *b, const char *name, char type, const char *data, size_t declared) {
    char h[512] = {0};
    unsigned sum = 0;
    snprintf(h, 100, "%s", name);
    memcpy(h + 100, "0000644", 7);
    snprintf(h + 124, 12, "%011o", (unsigned)declared);
    memcpy(h + 136, "14726535400", 11);
    memset(h + 148, ' ', 8);
    h[156] = type;
    if (type == '1')
        memcpy(h + 157, "gone.txt", 8);
    memcpy(h + 257, "ustar\00000", 8);
    for (size_t i = 0; i < sizeof h; i++)
        sum += (unsigned char)h[i];
    snprintf(h + 148, 8, "%06o", sum % 0777777);
    ts_buf_add(b, (ts_span){h, sizeof h});
    ts_buf_add_str(b, data);
    while (b->len % sizeof h)
        ts_buf_add_char(b, 0);
}

static void tar_read(ts_buf *b, got *g) {
    for (int i = 0; i < 1024; i++)
        ts_buf_add_char(b, 0);
    read_with(NULL, ts_buf_span(b), g);
}

TEST(data_behind_a_hard_link_is_not_lost) {
    static const char data[] = "NHS number 9990000018\n";
    TS_AUTO(ts_buf, ts_buf_done) b = {0}, large = {0}, none = {0};
    got g;
    tar_add(&b, "a.txt", '0', "first\n", 6);
    tar_add(&b, "b.txt", '1', data, sizeof data - 1);
    tar_add(&b, "c.txt", '0', "third\n", 6);
    tar_read(&b, &g);
    const child *c = find_child(&g, "b.txt");
    CHECK(g.outcome.reason == TS_READ && g.children == 3 && find_child(&g, "c.txt") && c && c->reason == TS_READ &&
          ts_span_eq(ts_buf_span(&c->bytes), ts_str(data)));
    got_done(&g);
    TS_AUTO(ts_buf, ts_buf_done) words = {0};
    while (words.len < 200 * 512)
        ts_buf_add_str(&words, data);
    tar_add(&large, "b.txt", '1', words.ptr, words.len);
    tar_add(&large, "c.txt", '0', "third\n", 6);
    tar_read(&large, &g);
    c = find_child(&g, "b.txt");
    CHECK(g.outcome.reason == TS_READ && find_child(&g, "c.txt") && c &&
          ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&words)));
    got_done(&g);
    tar_add(&none, "a.txt", '0', "first\n", 6); /* one that says a size and has no data, as old programs wrote it */
    tar_add(&none, "b.txt", '1', "", 6);
    tar_add(&none, "c.txt", '0', "third\n", 6);
    tar_read(&none, &g);
    CHECK(g.outcome.reason == TS_READ && g.children == 2 && says(&g.notes, "1 links"));
    got_done(&g);
}

TEST(a_block_that_is_no_header_is_told) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    got g;
    tar_add(&b, "a.txt", '0', "first\n", 6);
    for (int i = 0; i < 150 * 512; i++)
        ts_buf_add_char(&b, (char)('a' + i % 7));
    tar_add(&b, "c.txt", '0', "third\n", 6);
    tar_read(&b, &g);
    CHECK(g.outcome.reason == TS_REASON_CORRUPT && g.outcome.unread >= 150 * 512 && g.outcome.unread < 151 * 512 &&
          find_child(&g, "c.txt"));
    got_done(&g);
}

static void newc_add(ts_buf *b, const char *name, unsigned inode, unsigned links, const char *data) {
    ts_buf_addf(b, "070701%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X%08X", inode, 0100644u, 0u, 0u, links,
                1700000000u, (unsigned)strlen(data), 0u, 0u, 0u, 0u, (unsigned)strlen(name) + 1, 0u);
    ts_buf_add(b, (ts_span){name, strlen(name) + 1});
    while (b->len % 4)
        ts_buf_add_char(b, 0);
    ts_buf_add_str(b, data);
    while (b->len % 4)
        ts_buf_add_char(b, 0);
}

TEST(a_cpio_keeps_the_data_of_many_names_at_one_of_them) {
    for (int at = 0; at < 3; at++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        got g;
        for (int i = 0; i < 3; i++)
            newc_add(&b, i == 0 ? "a" : i == 1 ? "b" : "c", 5, 3, i == at ? "9990000018\n" : "");
        newc_add(&b, "TRAILER!!!", 0, 1, "");
        read_with(NULL, ts_buf_span(&b), &g);
        const child *c = find_child(&g, at == 0 ? "a" : at == 1 ? "b" : "c");
        CHECK(g.outcome.reason == TS_READ && c && ts_span_eq(ts_buf_span(&c->bytes), ts_str("9990000018\n")));
        got_done(&g);
    }
}

TEST(encrypted_members_are_listed_and_their_bytes_counted) {
    got g;
    read_fixture("archive/7zip_encrypted.7z", &g);
    const child *c = find_child(&g, "ward/patients.csv");
    CHECK(c != NULL && c->reason == TS_REASON_ENCRYPTED && c->bytes.len == 0);
    CHECK(g.outcome.reason == TS_READ && g.outcome.unread == 0 && g.children == 3 && g.stored > 900); /* as with zip */
    got_done(&g);
    read_fixture("archive/7zip_encrypted_names.7z", &g);
    CHECK(g.children == 0 && g.outcome.reason == TS_REASON_ENCRYPTED && g.outcome.unread == 1311);
    got_done(&g);
}

/* Whole members come whole, whatever the length; the rest is said to be missing.  The library drops
 * the block in which a compressed stream breaks off, so a short one gives no member at all. */
/* A volume that is read alone holds parts of members: it is not called whole. */
TEST(a_volume_alone_says_what_it_lacks) {
    static const struct {
        const char *file;
        uint64_t unread;
    } rows[] = {{"mysqldump.part1.rar", 0},
                {"mysqldump.part2.rar", 1200},
                {"mysqldump.part3.rar", 633},
                {"excel.rar", 0},
                {"excel.r00", 0}};
    ts_buf all = {0};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        char name[64];
        snprintf(name, sizeof name, "../extract/parts/%s", rows[i].file);
        ts_buf bytes = load(name);
        if (i < 3)
            ts_buf_add(&all, ts_buf_span(&bytes));
        got g;
        read_with(NULL, ts_buf_span(&bytes), &g);
        CHECK_ROW(g.outcome.reason == TS_REASON_TRUNCATED && g.outcome.unread == rows[i].unread, name);
        got_done(&g);
        ts_buf_done(&bytes);
    }
    got g;
    read_with(NULL, ts_buf_span(&all), &g);
    CHECK(g.outcome.reason == TS_READ && g.outcome.unread == 0 && g.children == 1);
    got_done(&g);
    ts_buf_done(&all);
}

/* libarchive would take a zip that was cut behind a member for a whole one. */
TEST(a_cut_zip_of_rarer_methods_says_so) {
    static const char *const rows[] = {"archive/zip_bzip2.zip", "archive/zip_lzma.zip", "archive/zip_ppmd.zip",
                                       "archive/zip_xz.zip"};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_buf bytes = load(rows[i]);
        for (size_t len = 64; len < bytes.len; len += 7) {
            got g;
            read_with(NULL, ts_slice(ts_buf_span(&bytes), 0, len), &g);
            CHECK_ROW(g.outcome.reason != TS_READ, rows[i]);
            CHECK_ROW(len + 22 > bytes.len || is_format(&g, "zip"), rows[i]); /* member by member, as far as they go */
            got_done(&g);
        }
        ts_buf_done(&bytes);
    }
}

TEST(a_cut_archive_gives_its_whole_members_and_says_so) {
    static const struct {
        const char *name;
        size_t end; /* within the last member; 0: one byte short */
    } rows[] = {{"archive/tar_ustar.tar", 3500}, {"archive/newc.cpio", 1800},     {"archive/ar.a", 1900},
                {"archive/tar.tar.gz", 0},       {"archive/patients.csv.zst", 0}, {"archive/patients.csv.xz", 600},
                {"archive/patients.csv.bz2", 0}, {"archive/truncated.tar.gz", 0}};
    ts_buf people = load("people.csv");
    for (size_t k = 0; k < TEST_COUNT(rows); k++) {
        ts_buf bytes = load(rows[k].name);
        size_t end = rows[k].end > 0 ? rows[k].end : bytes.len - 1;
        for (size_t len = end; len > 64; len -= len > 700 ? 97 : 61) {
            got g;
            read_with(NULL, ts_slice(ts_buf_span(&bytes), 0, len), &g);
            const child *c = find_child(&g, "ward/patients.csv");
            CHECK_ROW(g.err == TS_OK && g.stored + g.outcome.unread <= len, rows[k].name);
            CHECK_ROW(c == NULL || c->reason != TS_READ || ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&people)),
                      rows[k].name);
            if (len == end) {
                CHECK_ROW(g.outcome.reason == TS_REASON_TRUNCATED, rows[k].name);
                bool gzip = strstr(rows[k].name, ".gz"); /* nothing of it is dropped */
                CHECK_ROW(rows[k].end != 0 || gzip || g.outcome.unread == len, rows[k].name);
                CHECK_ROW(!gzip || k != 3 || (c != NULL && c->reason == TS_READ), rows[k].name);
                CHECK_ROW(k > 2 || (g.children > 0 && last(&g)->reason == TS_REASON_TRUNCATED), rows[k].name);
            }
            got_done(&g);
        }
        ts_buf_done(&bytes);
    }
    ts_buf_done(&people);
}

/* n zeros, deflated: about a thousandth of their size. */
static ts_buf gzip_of_zeros(size_t n) {
    static char zeros[64 * 1024];
    ts_buf out = {0};
    ts_buf_reserve(&out, n / 512 + 4096);
    z_stream z = {.next_out = (Bytef *)out.ptr, .avail_out = (uInt)out.cap};
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    for (size_t done = 0; done < n; done += sizeof zeros) {
        z.next_in = (Bytef *)zeros;
        z.avail_in = sizeof zeros;
        deflate(&z, Z_NO_FLUSH);
    }
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out.len = z.total_out;
    deflateEnd(&z);
    return out;
}

/* Noise, then some words, as one more member. */
static void add_gzip(ts_buf *out, ts_buf *plain, size_t noise) {
    size_t from = plain->len;
    uint32_t state = 1;
    for (size_t k = 0; k < noise + 600; k++) {
        state = state * 1664525 + 1013904223;
        ts_buf_add_char(plain, k < noise ? (char)(state >> 24) : (char)('a' + (state >> 29)));
    }
    ts_buf_reserve(out, plain->len - from + 1024);
    z_stream z = {.next_in = (Bytef *)plain->ptr + from,
                  .avail_in = (uInt)(plain->len - from),
                  .next_out = (Bytef *)out->ptr + out->len,
                  .avail_out = (uInt)(out->cap - out->len)};
    CHECK(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) == Z_OK);
    CHECK(deflate(&z, Z_FINISH) == Z_STREAM_END);
    out->len += z.total_out;
    deflateEnd(&z);
}

/* What is read ahead of a member's end may stand in the block before: wherever that falls, the next member is found. */
TEST(a_gzip_member_may_end_anywhere_in_what_is_read) {
    enum { BLOCK = 128 * 1024 };
    TS_AUTO(ts_buf, ts_buf_done) first = {0}, all = {0};
    size_t noise = BLOCK - 1000;
    add_gzip(&first, &all, noise);
    for (size_t d = 0; d < 32; d++) {
        TS_AUTO(ts_buf, ts_buf_done) bytes = {0}, plain = {0};
        add_gzip(&bytes, &plain, noise + BLOCK + d - 8 - first.len);
        add_gzip(&bytes, &plain, 100);
        got g;
        read_with(NULL, ts_buf_span(&bytes), &g);
        CHECK(g.children == 1 && g.child[0].reason == TS_READ && g.outcome.reason == TS_READ &&
              ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_buf_span(&plain)));
        got_done(&g);
    }
}

/* *sums: where their checksums stand. */
static ts_buf many_gzips(size_t n, ts_buf *plain, size_t *sums) {
    ts_buf out = {0};
    for (size_t i = 0; i < n; i++) {
        add_gzip(&out, plain, 400 + i * 37 % 5000);
        sums[i] = out.len - 8;
    }
    return out;
}

TEST(gzip_members_are_held_against_their_checksums) {
    enum { N = 200 };
    static size_t sums[N];
    TS_AUTO(ts_buf, ts_buf_done) plain = {0};
    ts_buf bytes = many_gzips(N, &plain, sums);
    for (size_t i = 0; i < 9; i++) { /* 0: whole; then a checksum, or a length, is another */
        size_t at = sums[i * 24 % N] + (i % 2 ? 0 : 6);
        bytes.ptr[at] ^= i ? 4 : 0;
        got g;
        read_with(NULL, ts_buf_span(&bytes), &g);
        CHECK(g.children == 1 && g.child[0].reason == (i ? TS_REASON_CORRUPT : TS_READ));
        CHECK(ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_slice(ts_buf_span(&plain), 0, g.child[0].bytes.len)) &&
              g.child[0].bytes.len == plain.len);
        CHECK(g.outcome.unread == (i ? bytes.len : 0) || g.stored == bytes.len);
        got_done(&g);
        bytes.ptr[at] ^= i ? 4 : 0;
    }
    ts_buf_done(&bytes);
}

TEST(an_archive_in_a_gzip_that_its_checksum_denies_is_said) {
    ts_buf bytes = load("archive/tar.tar.gz"), people = load("people.csv");
    bytes.ptr[bytes.len - 8] ^= 1;
    got g;
    read_with(NULL, ts_buf_span(&bytes), &g);
    const child *c = find_child(&g, "ward/patients.csv");
    CHECK(c != NULL && ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&people)));
    CHECK(g.outcome.reason == TS_REASON_CORRUPT);
    got_done(&g);
    ts_buf_done(&bytes);
    ts_buf_done(&people);
}

/* A compressed file of zeros begins like an empty tar; its bytes must come through all the same. */
TEST(a_file_that_begins_with_zeros_is_no_empty_tar) {
    ts_buf zeros = gzip_of_zeros(TS_MIB / 2);
    got g;
    read_with(NULL, ts_buf_span(&zeros), &g);
    CHECK(g.children == 1 && g.child[0].reason == TS_READ && g.child[0].bytes.len == TS_MIB / 2);
    got_done(&g);
    ts_buf_done(&zeros);
}

TEST(bytes_hidden_behind_an_archive_are_reported) {
    ts_buf bytes = load("archive/patients.csv.gz");
    uint64_t len = bytes.len;
    ts_buf_add_str(&bytes, "not a part of it");
    got g;
    read_with(NULL, ts_buf_span(&bytes), &g);
    CHECK(g.children == 1 && g.child[0].reason == TS_READ);
    CHECK(g.outcome.reason == TS_REASON_UNSUPPORTED && g.outcome.unread == 16 && g.stored == len);
    got_done(&g);
    ts_buf_done(&bytes);
}

TEST(a_damaged_first_header_is_corrupt_rather_than_unknown) {
    ts_buf bytes = load("archive/tar_ustar.tar");
    bytes.ptr[100] ^= 1;
    got g;
    read_with(NULL, ts_buf_span(&bytes), &g);
    CHECK(is_format(&g, "archive") && g.outcome.reason == TS_REASON_CORRUPT && g.outcome.unread > 0 &&
          says(&g.text, "999 000 0018")); /* carved: what is left of it is text */
    got_done(&g);
    ts_buf_done(&bytes);
}

TEST(a_bomb_is_stopped_by_its_ratio) {
    ts_buf below = gzip_of_zeros(TS_LIMIT_RATIO_FROM), above = gzip_of_zeros(TS_LIMIT_RATIO_FROM + 4 * TS_MIB);
    got g;
    read_with(NULL, ts_buf_span(&below), &g);
    CHECK(g.outcome.reason == TS_READ && g.children == 1 && g.child[0].reason == TS_READ);
    got_done(&g);
    read_with(NULL, ts_buf_span(&above), &g);
    CHECK(g.outcome.reason == TS_REASON_RATIO && g.children == 1 && g.child[0].reason == TS_REASON_RATIO);
    CHECK(g.stored + g.outcome.unread == above.len);
    got_done(&g);
    ts_buf_done(&below);
    ts_buf_done(&above);
}

/* ---- PDF ---- */

TEST(a_letter_a_page_with_its_properties) {
    got g;
    read_fixture("pdf/cairo_letters.pdf", &g);
    CHECK(is_format(&g, "pdf") && g.outcome.reason == TS_READ);
    static const char *const want[] = {"[properties]Title: Letters of Ward 7\n",
                                       "Author: A. Clerk",
                                       "Subject: Outpatient letters",
                                       "[p1]Dear Ms Ashworth",
                                       "NHS number: 999 000 0018",
                                       "[p12]",
                                       "Date of birth: 26/04/1982",
                                       "Siân Evans",
                                       "Jürgen Müller"};
    for (size_t i = 0; i < TEST_COUNT(want); i++)
        CHECK_ROW(says(&g.text, want[i]), want[i]);
    got_done(&g);
}

TEST(a_password_closes_a_pdf_and_an_owner_password_does_not) {
    got g;
    read_fixture("pdf/qpdf_encrypted.pdf", &g);
    CHECK(is_format(&g, "pdf") && g.outcome.reason == TS_REASON_ENCRYPTED && g.outcome.unread > 20000 &&
          g.text.len == 0);
    got_done(&g);
    read_fixture("pdf/qpdf_owner_password_only.pdf", &g);
    CHECK(g.outcome.reason == TS_READ && says(&g.text, "999 000 0018"));
    got_done(&g);
}

TEST(a_pdf_opens_with_its_password) {
    static const char *const lists[] = {"no\nletmein\n", "no\nowner\n"}; /* the user's, and the owner's */
    for (size_t i = 0; i < TEST_COUNT(lists); i++) {
        ts_passwords p = {0};
        CHECK(ts_passwords_add(&p, ts_str(lists[i])) == TS_OK);
        ts_unlock_use(&p);
        got g;
        read_fixture("pdf/qpdf_encrypted.pdf", &g);
        CHECK_ROW(g.outcome.reason == TS_READ && says(&g.text, "999 000 0018") && g.opened == 2, lists[i]);
        got_done(&g);
        ts_unlock_use(NULL);
        ts_passwords_done(&p);
    }
}

/* Where a table of places is wrong, or gone, the library looks for the objects themselves. */
TEST(a_pdf_whose_table_of_places_lies_is_read_all_the_same) {
    static const struct {
        const char *find, *put, *why;
    } lies[] = {{"startxref\n", "startxref\n7", "it points elsewhere"},
                {"0000000015 00000 n", "0000099999 00000 n", "an object is not there"},
                {"\nxref\n", "\nxxxx\n", "it has no name"}};
    ts_buf whole = load("pdf/cairo_letters.pdf");
    got sound;
    read_with(NULL, ts_buf_span(&whole), &sound);
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        TS_AUTO(ts_buf, ts_buf_done) b = {0};
        size_t at = ts_span_find(ts_buf_span(&whole), ts_str(lies[i].find), 0), n = strlen(lies[i].find);
        CHECK_ROW(at != SIZE_MAX, lies[i].why);
        ts_buf_add(&b, ts_slice(ts_buf_span(&whole), 0, at));
        ts_buf_add_str(&b, lies[i].put);
        ts_buf_add(&b, ts_slice(ts_buf_span(&whole), at + n, SIZE_MAX));
        got g;
        read_with(NULL, ts_buf_span(&b), &g);
        CHECK_ROW(g.outcome.reason == TS_READ && ts_span_eq(ts_buf_span(&g.text), ts_buf_span(&sound.text)),
                  lies[i].why);
        got_done(&g);
    }
    got_done(&sound);
    ts_buf_done(&whole);
}

/* ---- scans ---- */

TEST(a_page_that_is_a_picture_is_a_member) {
    got g;
    read_fixture("pdf/cairo_one_scan.pdf", &g);
    const child *c = find_child(&g, "p2");
    CHECK(g.outcome.reason == TS_READ && says(&g.text, "Enclosed: one scan") && g.children == 1);
    CHECK(c && c->reason == TS_READ && c->bytes.len > 20 &&
          (memcmp(c->bytes.ptr, "P5\n", 3) == 0 || memcmp(c->bytes.ptr, "P4\n", 3) == 0));
    got_done(&g);
}

/* One page with this on it, 100 points wide and high. */
static void read_drawn(const char *content, got *g) {
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    ts_buf_addf(
        &b,
        "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
        "endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n4 0 obj<</Length "
        "%zu>>stream\n%s\nendstream "
        "endobj\ntrailer<</Root 1 0 R>>\n%%%%EOF\n",
        strlen(content), content);
    read_with(NULL, ts_buf_span(&b), g);
}

/* 200 dots, of one bit each. */
#define ROW_OF_200 "abcdeabcdeabcdeabcdeabcde"
#define PICTURE(place, size, bytes) "q " place " cm BI " size " /BPC 1 /CS /G ID " bytes " EI Q "

TEST(what_covers_a_page_and_is_not_said_in_text_is_a_scan) {
    static const struct {
        const char *content, *head, *why;
        size_t unread;
    } pages[] = {
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab"), "P4\n8 2\n", "one picture, at its own size", 0},
        {PICTURE("100 0 0 50 0 50", "/W 8 /H 2", "ab") PICTURE("100 0 0 50 0 0", "/W 8 /H 2", "ab"), "P4\n100 100\n",
         "two strips are laid together", 0},
        {PICTURE("20 0 0 20 0 0", "/W 8 /H 2", "ab") PICTURE("100 0 0 100 0 0", "/W 200 /H 1", ROW_OF_200),
         "P4\n200 200\n", "the largest says how fine it is, though a coarse stamp is drawn before it", 0},
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab") "BT /F 6 Tf 9 9 Td (Page 1 of 3) Tj ET", "P4\n8 2\n",
         "a page's number is no text of the page", 0},
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2",
                 "ab") "BT /F 1 Tf 9 9 Td (all of this letter stands in the layer of text that came "
                       "with the scan so that nobody has to read its picture once more which "
                       "would cost seconds) Tj ET",
         NULL, "a layer of text says what the picture shows", 0},
        {PICTURE("20 0 0 20 0 0", "/W 8 /H 2", "ab") "BT /F 9 Tf 9 9 Td (a letter with a logo) Tj ET", NULL, "a logo",
         0},
        {PICTURE("100 0 0 100 0 0", "/W 40000 /H 2", "ab"), NULL, "too wide to be decoded", 1},
        {"0 0 9 9 re f", NULL, "a drawing is none", 0},
    };
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        got g;
        read_drawn(pages[i].content, &g);
        CHECK_ROW(g.children == (pages[i].head != NULL) && (g.outcome.unread > 0) == (pages[i].unread > 0),
                  pages[i].why);
        CHECK_ROW(!pages[i].unread || (g.outcome.reason == TS_REASON_UNSUPPORTED && says(&g.notes, "1 of 1 pages")),
                  pages[i].why);
        if (pages[i].head && g.children)
            CHECK_ROW(ts_span_starts(ts_buf_span(&g.child[0].bytes), ts_str(pages[i].head)), pages[i].why);
        got_done(&g);
    }
}

/* `rows` strips from the top of a page to its foot, each four dots of black and four of paper; every `coarse`-th of them
 * (0: none) is a stencil too wide to be decoded. */
static void read_strips(size_t rows, double height, size_t coarse, got *g) {
    TS_AUTO(ts_buf, ts_buf_done) content = {0};
    for (size_t i = 0; i < rows; i++) {
        ts_buf_addf(&content, "q 100 0 0 %.4f 0 %.4f cm BI ", height / (double)rows,
                    100 - height * (double)(i + 1) / (double)rows);
        bool wide = coarse > 0 && i % coarse == coarse - 1;
        ts_buf_add_str(&content, wide ? "/W 40000 /H 1 /IM true" : "/W 8 /H 1 /CS /G");
        ts_buf_add_str(&content, " /BPC 1 ID \x0f EI Q\n");
    }
    ts_buf_add_char(&content, 0);
    read_drawn(content.ptr, g);
}

/* How many of the rows of a picture have black on their left: 100 dots wide, a bit or a byte each. */
static size_t black_rows(const ts_buf *picture) {
    bool bits = picture->len > 2 && picture->ptr[1] == '4';
    size_t head = strlen(bits ? "P4\n100 100\n" : "P5\n100 100\n255\n"), n = 0;
    for (size_t at = head; at < picture->len; at += bits ? 13 : 100)
        n += bits ? (picture->ptr[at] & 0x80) != 0 : (unsigned char)picture->ptr[at] < 0x80;
    return n;
}

TEST(a_scan_in_many_strips_is_a_scan) {
    static const size_t rows[] = {40, 88, 110, 220};
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        got g;
        read_strips(rows[i], 100, 0, &g);
        CHECK_ROW(g.children == 1 && g.outcome.reason == TS_READ, "strips");
        CHECK_ROW(black_rows(&g.child[0].bytes) == 100, "strips");
        got_done(&g);
    }
    got g; /* below half of the page they are no less a picture */
    read_strips(80, 40, 0, &g);
    CHECK(g.children == 1 && g.outcome.reason == TS_READ && black_rows(&g.child[0].bytes) / 2 == 20);
    got_done(&g);
}

/* Strips of a page 200 dots wide, of noise: 1 is paper.  *dots: what they hold. */
static void read_noise(size_t strips, size_t rows, got *g, ts_buf *dots) {
    TS_AUTO(ts_buf, ts_buf_done) content = {0};
    uint32_t noise = 7;
    for (size_t i = 0; i < strips; i++) {
        ts_buf_addf(&content, "q 100 0 0 %.4f 0 %.4f cm BI /W 200 /H %zu /BPC 1 /CS /G /F /AHx ID ",
                    100 / (double)strips, 100 - 100 * (double)(i + 1) / (double)strips, rows);
        for (size_t k = 0; k < rows * 25; k++) {
            noise = noise * 1664525 + 1013904223;
            ts_buf_addf(&content, "%02x", noise >> 24);
            ts_buf_add_char(dots, (char)~(noise >> 24));
        }
        ts_buf_add_str(&content, "> EI Q\n");
    }
    ts_buf_add_char(&content, 0);
    read_drawn(content.ptr, g);
}

TEST(strips_of_a_scan_come_together_dot_for_dot) {
    static const struct { size_t strips, rows; } cases[] = {{25, 8}, {8, 25}, {10, 20}, {12, 16}, {66, 3}, {194, 1}};
    for (size_t i = 0; i < TEST_COUNT(cases); i++) {
        TS_AUTO(ts_buf, ts_buf_done) dots = {0}, want = {0};
        got g;
        read_noise(cases[i].strips, cases[i].rows, &g, &dots);
        ts_buf_addf(&want, "P4\n200 %zu\n", cases[i].strips * cases[i].rows);
        ts_buf_add(&want, ts_buf_span(&dots));
        CHECK(g.children == 1 && ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_buf_span(&want)));
        got_done(&g);
    }
}

TEST(what_is_missing_in_a_scan_is_not_called_read) {
    got g;
    read_strips(10, 100, 5, &g); /* two of ten cannot be decoded */
    CHECK(g.children == 1 && black_rows(&g.child[0].bytes) == 80);
    CHECK(g.outcome.reason == TS_REASON_UNSUPPORTED && g.outcome.unread > 0 && says(&g.notes, "1 of 1 pages"));
    got_done(&g);
    read_strips(TS_LIMIT_PDF_PICTURES + 50, 100, 0, &g);
    CHECK(g.children == 1 && g.outcome.reason == TS_REASON_UNSUPPORTED && g.outcome.unread > 0);
    CHECK(says(&g.notes, "p1: only 512 of its 562 pictures"));
    got_done(&g);
    read_strips(TS_LIMIT_PDF_STEPS / TS_LIMIT_PDF_PICTURES + 1, 100, 0, &g); /* each would be looked for among all */
    CHECK(g.children == 0 && g.outcome.reason == TS_REASON_UNSUPPORTED && g.outcome.unread > 0);
    got_done(&g);
}

TEST(what_is_tiny_beside_a_picture_counts_where_it_is_much) {
    static const struct {
        const char *content, *head, *why;
    } pages[] = {
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a"), "P4\n100 100\n",
         "a label stuck on a scan"},
        {PICTURE("40 0 0 40 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a"), "P4\n8 2\n",
         "a line beside a picture"},
        {PICTURE("40 0 0 40 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a")
             PICTURE("9 0 0 9 70 50", "/W 8 /H 1", "a"),
         "P4\n100 100\n", "many lines, each tiny"},
        {PICTURE("9 0 0 9 50 50", "/W 8 /H 1", "a"), NULL, "a dot alone"},
        {PICTURE("100 0 0 100 0 0", "/W 8 /H 2", "ab") PICTURE("9 0 0 9 200 200", "/W 8 /H 1", "a"), "P4\n8 2\n",
         "what stands outside the page shows nothing"},
    };
    for (size_t i = 0; i < TEST_COUNT(pages); i++) {
        got g;
        read_drawn(pages[i].content, &g);
        CHECK_ROW(g.children == (pages[i].head != NULL) && g.outcome.reason == TS_READ, pages[i].why);
        CHECK_ROW(!g.children || ts_span_starts(ts_buf_span(&g.child[0].bytes), ts_str(pages[i].head)), pages[i].why);
        got_done(&g);
    }
}

/* 1 is black in a raw bitmap, and 0 in a PDF. */
TEST(black_stays_black) {
    got g;
    read_drawn(PICTURE("100 0 0 100 0 0", "/W 16 /H 1", "\xf0\x0f"), &g);
    CHECK(g.children == 1 && ts_span_eq(ts_buf_span(&g.child[0].bytes), ts_span_of("P4\n16 1\n\x0f\xf0", 10)));
    got_done(&g);
}

TEST(a_file_attached_to_a_pdf_is_a_child) {
    got g;
    ts_buf people = load("people.csv");
    read_fixture("pdf/qpdf_attachment.pdf", &g);
    const child *c = find_child(&g, "people.csv");
    CHECK(c != NULL && c->reason == TS_READ && ts_span_eq(ts_buf_span(&c->bytes), ts_buf_span(&people)));
    got_done(&g);
    ts_buf_done(&people);
}

TEST(fields_and_notes_of_a_pdf_are_text) {
    static const char form[] =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[6 0 R 7 0 R]>>>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Annots[6 0 R 7 0 R 8 0 R]>>endobj\n"
        "6 0 obj<</Type/Annot/Subtype/Widget/FT/Tx/T(NHS number)/V(999 000 0026)/Rect[1 1 9 9]>>endobj\n"
        "7 0 obj<</Type/Annot/Subtype/Widget/FT/Ch/Ff 131072/T(Sex)/V(F)/Opt[(M)(F)]/Rect[1 20 9 29]>>endobj\n"
        "8 0 obj<</Type/Annot/Subtype/Text/T(Dr Example)/Contents(see MX104417)/Rect[50 50 60 60]>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n";
    got g;
    read_with(NULL, ts_str(form), &g);
    static const char *const want[] = {"NHS number: 999 000 0026\n", "Sex: F\n", "Dr Example: see MX104417\n"};
    for (size_t i = 0; i < TEST_COUNT(want); i++)
        CHECK_ROW(says(&g.text, want[i]), want[i]);
    got_done(&g);
}

/* LibreOffice prints the same rows as a sheet (columns over two pages) and as a table with wrapped cells. */
TEST(a_printed_table_keeps_its_rows) {
    static const struct {
        const char *file, *row;
    } rows[] = {
        {"pdf/libreoffice_calc.pdf", "hospital_no\tnhs_number\tsurname\tforename\tbirth_date\tsex\n"},
        {"pdf/libreoffice_calc.pdf", "MX112648\t9990000085\tMüller\tJürgen\t19/05/1978\tM\n"},
        {"pdf/libreoffice_calc.pdf", "MX118095\t9990000123\tvan der Berg\tWillem\t26/04/1982\tM\n"},
        {"pdf/libreoffice_calc.pdf", "12 Mill Lane, Sampleton\tZZ99 3AA\t07700 900101"},
        {"pdf/libreoffice_writer.pdf", "Hospital no\tNHS number\tSurname\tForename\tDate of birth\t"},
        {"pdf/libreoffice_writer.pdf",
         "MX104417\t9990000018\tAshworth\tMargaret\t14/03/1957\tF\t12 Mill Lane, Sampleton\tZZ99 3AA\t07700 900101\t"
         "margaret.ashworth@post.example\tType 2 diabetes\n"},
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        got g;
        read_fixture(rows[i].file, &g);
        CHECK_ROW(says(&g.text, rows[i].row), rows[i].row);
        got_done(&g);
    }
    got g; /* labels and values of a letter are no table */
    read_fixture("pdf/cairo_letters.pdf", &g);
    CHECK(ts_span_find(ts_buf_span(&g.text), ts_str("\t"), 0) == SIZE_MAX);
    got_done(&g);
}

TEST(a_cut_pdf_is_said_to_be_cut) {
    ts_buf bytes = load("pdf/cairo_letters.pdf");
    got g;
    read_with(NULL, ts_slice(ts_buf_span(&bytes), 0, bytes.len - 900), &g);
    CHECK(is_format(&g, "pdf") && g.outcome.reason != TS_READ);
    got_done(&g);
    ts_buf_done(&bytes);
}

/* ---- mail ---- */

TEST(headers_bodies_and_attachments_of_a_mail) {
    got g;
    ts_buf people = load("people.csv");
    read_fixture("mail/multipart.eml", &g);
    CHECK(is_format(&g, "mail") && g.outcome.reason == TS_READ);
    CHECK(says(&g.text, "[headers]From: Zoë Nowak <zoe.nowak@mail.example>\n"));
    CHECK(says(&g.text, "Subject: Patients of Dr Müller\n") && says(&g.text, "[body]The list is attached."));
    const child *page = find_child(&g, "body.html"), *list = find_child(&g, "Aufnahme Zoë.csv");
    CHECK(g.children == 2 && page != NULL && says(&page->bytes, "<td>Jürgen</td>"));
    CHECK(list != NULL && ts_span_eq(ts_buf_span(&list->bytes), ts_buf_span(&people)));
    got_done(&g);
    ts_buf_done(&people);
}

TEST(every_transfer_encoding_and_charset_comes_to_the_same_text) {
    static const char *const names[] = {"mail/quoted_printable.eml", "mail/base64.eml", "mail/latin1.eml"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        got g;
        read_fixture(names[i], &g);
        CHECK_ROW(says(&g.text, "Surname: Müller; Forename: Jürgen; Date of birth: 19/05/1978"), names[i]);
        CHECK_ROW(says(&g.text, "Forename: Siân") && says(&g.text, "willem.vdberg@work.example"), names[i]);
        got_done(&g);
    }
    got g;
    read_fixture("mail/latin2.eml", &g);
    CHECK(says(&g.text, "Zażółć gęślą jaźń; Müller, 9990000085"));
    CHECK(says(&g.text, "To: Nowak, Zoë <zoe.nowak@mail.example>, Siân Evans <sian.evans@post.example>\n"));
    got_done(&g);
}

TEST(a_mail_within_a_mail_is_a_child_that_reads_as_mail) {
    got outer, inner;
    ts_buf people = load("people.csv");
    read_fixture("mail/nested.eml", &outer);
    CHECK(outer.children == 1 && says(&outer.text, "Forwarded as asked."));
    read_with(NULL, ts_buf_span(&outer.child[0].bytes), &inner);
    const child *list = find_child(&inner, "patients.csv");
    CHECK(is_format(&inner, "mail") && says(&inner.text, "Subject: The list itself"));
    CHECK(list != NULL && ts_span_eq(ts_buf_span(&list->bytes), ts_buf_span(&people)));
    got_done(&inner);
    got_done(&outer);
    ts_buf_done(&people);
}

TEST(nesting_and_number_of_parts_are_bounded) {
    ts_buf mail = {0};
    ts_buf_add_str(&mail, "From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=b0\n\n");
    for (int i = 0; i < 40; i++)
        ts_buf_addf(&mail, "--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n", i, i + 1);
    ts_buf_add_str(&mail, "--b40\nContent-Type: text/plain\n\n9990000018\n--b40--\n");
    got g;
    read_with(NULL, ts_buf_span(&mail), &g);
    CHECK(g.outcome.reason == TS_REASON_TOO_DEEP && g.outcome.unread >= 10 && !says(&g.text, "9990000018"));
    got_done(&g);

    ts_buf_clear(&mail);
    ts_buf_add_str(&mail, "From: a@b.example\nTo: c@d.example\nContent-Type: multipart/mixed; boundary=b\n\n");
    for (int i = 0; i < TS_LIMIT_MAIL_PARTS + 50; i++)
        ts_buf_addf(&mail, "--b\nContent-Type: application/x-any\n\nword %d\n", i);
    ts_buf_add_str(&mail, "--b--\n");
    read_with(NULL, ts_buf_span(&mail), &g);
    CHECK(g.outcome.reason == TS_REASON_TOO_LARGE && g.children == TS_LIMIT_MAIL_PARTS - 1);
    got_done(&g);
    ts_buf_done(&mail);
}

TEST(a_web_page_saved_as_one_file_is_read_with_its_pictures) {
    got g;
    read_with(
        NULL,
        ts_str(
            "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://trust.example/list\r\nSubject: Ward list\r\n"
            "Date: Mon, 5 Jan 2026 09:30:00 -0000\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n"
            "\ttype=\"text/html\";\r\n\tboundary=\"--x--\"\r\n\r\n\r\n----x--\r\nContent-Type: text/html\r\n"
            "Content-ID: <frame@mhtml.blink>\r\nContent-Transfer-Encoding: quoted-printable\r\n"
            "Content-Location: https://trust.example/list\r\n\r\n<html><p>NHS=20No 999 000 0018</p></html>\r\n"
            "----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n"
            "Content-Location: https://trust.example/p/photo.png\r\n\r\niVBORw0KGgo=\r\n----x----\r\n"),
        &g);
    CHECK(is_format(&g, "mail") && g.outcome.reason == TS_READ && g.children == 2);
    CHECK(says(&g.text, "Subject: Ward list\n") && find_child(&g, "body.html") && find_child(&g, "photo.png"));
    got_done(&g);
}

TEST(a_mail_begins_behind_what_programs_put_before_it) {
    static const char *const rows[] = {
        "\r\n\r\nFrom: ann@mail.example\r\nSubject: behind empty lines\r\n\r\ntext\r\n",
        ("\xEF\xBB\xBF"
         "From: ann@mail.example\nSubject: behind a mark\n\ntext\n"),
        "  \n\nFrom ann Mon Jan 5 09:30:00 2026\nFrom: ann@mail.example\nSubject: behind both\n\ntext\n",
        ">From ann Mon Jan 5 09:30:00 2026\nFrom: ann@mail.example\nSubject: behind a quoted one\n\ntext\n",
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        got g;
        read_with(NULL, ts_str(rows[i]), &g);
        CHECK_ROW(is_format(&g, "mail") && says(&g.text, "From: ann@mail.example\n") &&
                      says(&g.text, "Subject: behind"),
                  rows[i]);
        got_done(&g);
    }
}

TEST(closed_mail_is_listed_as_encrypted) {
    static const char mail[] =
        "From: a@b.example\r\nTo: c@d.example\r\nContent-Type: application/pkcs7-mime; "
        "smime-type=enveloped-data; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\nAAAA\r\n";
    got g;
    read_with(NULL, ts_str(mail), &g);
    CHECK(g.children == 1 && g.child[0].reason == TS_REASON_ENCRYPTED && strcmp(g.child[0].name, "smime.p7m") == 0);
    CHECK(g.child[0].stored > 0);
    got_done(&g);
}

/* ---- bids ---- */

TEST(text_that_looks_a_little_like_one_of_these_is_left_to_others) {
    static const char *const rows[] = {
        "From: the ward\nThis is a note.\n", /* one known field               */
        "surname: Smith\nforename: Ann\n\ntext\n", /* fields, none of a mail's      */
        "From,To,Subject\na,b,c\n", /* a table of mails              */
        "BZhello, this is no bzip2 at all\n", /* a magic number by accident    */
    };
    for (size_t i = 0; i < TEST_COUNT(rows); i++) {
        ts_head head = {.raw = ts_str(rows[i]), .text = ts_str(rows[i]), .size = strlen(rows[i]), .all = true};
        for (size_t k = 0; k < ts_extractor_count; k++) {
            const char *name = ts_extractors[k]->name;
            if (strcmp(name, "archive") == 0 || strcmp(name, "pdf") == 0 || strcmp(name, "mail") == 0)
                CHECK_ROW(ts_extractors[k]->bid(&head) == 0, rows[i]);
        }
    }
}

/* ---- hostile bytes, and the sandbox ---- */

static const char *const all_fixtures[] = {
    "archive/tar_gnu.tar",    "archive/tar_pax.tar",
    "archive/tar.tar.gz",     "archive/tar.tar.xz",
    "archive/tar.tar.zst",    "archive/tar.tar.bz2",
    "archive/newc.cpio",      "archive/odc.cpio",
    "archive/bin.cpio",       "archive/ar.a",
    "archive/7zip.7z",        "archive/7zip_encrypted.7z",
    "archive/nameless.gz",    "archive/truncated.tar.gz",
    "pdf/cairo_letters.pdf",  "pdf/libreoffice_writer.pdf",
    "pdf/cairo_one_scan.pdf", "pdf/qpdf_attachment.pdf",
    "pdf/qpdf_encrypted.pdf", "pdf/qpdf_owner_password_only.pdf",
    "mail/multipart.eml",     "mail/nested.eml",
    "mail/latin2.eml",        "mail/quoted_printable.eml",
};

static uint64_t chance(uint64_t *state) {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Some bytes changed, a piece dropped or doubled. */
static void mutate(const ts_buf *from, ts_buf *to, uint64_t *state) {
    ts_buf_clear(to);
    ts_buf_add(to, ts_buf_span(from));
    for (uint64_t n = 1 + chance(state) % 8; n > 0; n--)
        to->ptr[chance(state) % to->len] = (char)chance(state);
    size_t at = chance(state) % to->len, len = chance(state) % 64;
    if (chance(state) % 4 == 0)
        to->len = at > 16 ? at : to->len;
    else if (chance(state) % 4 == 0 && at + len < to->len)
        ts_buf_add(to, ts_slice(ts_buf_span(from), at, len));
}

static const ts_extractor *by_name(const char *name) {
    for (size_t i = 0; i < ts_extractor_count; i++)
        if (strcmp(ts_extractors[i]->name, name) == 0)
            return ts_extractors[i];
    return NULL;
}

/* Every fixture as it is and `rounds` times damaged; false where stored bytes do not add up. */
static bool read_all(int rounds) {
    uint64_t state = 0x9990000018;
    bool good = true;
    ts_buf damaged = {0};
    for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++) {
        ts_buf bytes = load(all_fixtures[i]);
        char name[16];
        snprintf(name, sizeof name, "%.*s", (int)strcspn(all_fixtures[i], "/"), all_fixtures[i]);
        for (int k = 0; k <= rounds; k++) {
            got g;
            mutate(&bytes, &damaged, &state);
            read_with(k == 0 ? NULL : by_name(name), ts_buf_span(k == 0 ? &bytes : &damaged), &g);
            good = good && g.stored <= (k == 0 ? bytes.len : damaged.len);
            got_done(&g);
        }
        ts_buf_done(&bytes);
    }
    ts_buf_done(&damaged);
    return good;
}

TEST(damaged_bytes_never_harm) { CHECK(read_all(40)); }

/* Calls that reach beyond the process: any of them ends it. */
static bool forbid(void) {
    static const int calls[] = {SCMP_SYS(open),     SCMP_SYS(openat),  SCMP_SYS(openat2),  SCMP_SYS(creat),
                                SCMP_SYS(socket),   SCMP_SYS(connect), SCMP_SYS(execve),   SCMP_SYS(clone),
                                SCMP_SYS(clone3),   SCMP_SYS(fork),    SCMP_SYS(stat),     SCMP_SYS(access),
                                SCMP_SYS(ioctl),    SCMP_SYS(fcntl),   SCMP_SYS(readlink), SCMP_SYS(unlink),
                                SCMP_SYS(getdents), SCMP_SYS(pipe2),   SCMP_SYS(kill),     SCMP_SYS(memfd_create)};
    scmp_filter_ctx ctx = seccomp_init(SCMP_ACT_ALLOW);
    bool good = ctx != NULL;
    for (size_t i = 0; good && i < TEST_COUNT(calls); i++)
        good = seccomp_rule_add(ctx, SCMP_ACT_KILL_PROCESS, calls[i], 0) == 0;
    return good && seccomp_load(ctx) == 0;
}

/* Mails that name every charset there is, known or not: each would be a module to load. */
static void read_charsets(void) {
    static const char *const names[] = {"koi8-r",          "gb2312",    "big5",    "iso-2022-jp", "utf-7",
                                        "ibm037",          "shift_jis", "euc-kr",  "no-such",     "../../etc/passwd",
                                        "utf-8//TRANSLIT", "cp932",     "tis-620", "macintosh"};
    for (size_t i = 0; i < TEST_COUNT(names); i++) {
        ts_buf mail = {0};
        ts_buf_addf(&mail,
                    "From: =?%s?B?YWJj?= <a@b.example>\nTo: b@c.example\nDate: Mon, 5 Jan 2026 10:00:00 Europe/London\n"
                    "Content-Type: text/plain; charset=\"%s\"; name*=%s''abc\n\n9990000018\n",
                    names[i], names[i], names[i]);
        got g;
        read_with(NULL, ts_buf_span(&mail), &g);
        got_done(&g);
        ts_buf_done(&mail);
    }
}

/* After the preload the readers open no file, whatever the bytes. */
TEST(reading_opens_nothing) {
    static ts_buf kept[TEST_COUNT(all_fixtures)];
    ts_extract_preload();
    for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++)
        kept[i] = load(all_fixtures[i]);
    fflush(NULL);
    pid_t pid = fork();
    if (pid == 0) {
        if (!forbid())
            _exit(2);
        uint64_t state = 42;
        ts_buf damaged = {0};
        for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++) {
            for (int k = 0; k < 12; k++) {
                got g;
                mutate(&kept[i], &damaged, &state);
                read_with(NULL, ts_buf_span(k == 0 ? &kept[i] : &damaged), &g);
                got_done(&g);
            }
        }
        read_charsets();
        _exit(0);
    }
    int status = 0;
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    for (size_t i = 0; i < TEST_COUNT(all_fixtures); i++)
        ts_buf_done(&kept[i]);
}
