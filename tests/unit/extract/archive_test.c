/* archive_test.c - archives of every kind that the library reads: members byte for byte, links, closed ones, cut ones. */
#include "members.h"

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
        {"tar.tar.lz4", "ward/patients.csv", 2},
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
        {"patients.csv.lz4", "content", 1},
        {"patients.csv.lzma", "content", 1},
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

TEST(data_behind_a_hard_link_with_long_names_is_not_lost) {
    static const char data[] = "NHS number 9990000018\n";
    char name[120], target[120];
    TS_AUTO(ts_buf, ts_buf_done) b = {0};
    got g;
    memset(name, 'n', sizeof name), memset(target, 't', sizeof target);
    name[119] = target[119] = 0;
    tar_add(&b, "a.txt", '0', "first\n", 6);
    tar_add(&b, "././@LongLink", 'K', target, sizeof target);
    tar_add(&b, "././@LongLink", 'L', name, sizeof name);
    tar_add(&b, "b.txt", '1', data, sizeof data - 1);
    tar_add(&b, "c.txt", '0', "third\n", 6);
    tar_read(&b, &g);
    const child *c = find_child(&g, name);
    CHECK(g.outcome.reason == TS_READ && g.children == 3 && find_child(&g, "c.txt") && c && c->reason == TS_READ &&
          ts_span_eq(ts_buf_span(&c->bytes), ts_str(data)));
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

/* Whole members come whole, whatever the length; the rest is said to be missing.  The library drops
 * the block in which a compressed stream breaks off, so a short one gives no member at all. */
TEST(a_cut_archive_gives_its_whole_members_and_says_so) {
    static const struct {
        const char *name;
        size_t end; /* within the last member; 0: one byte short */
    } rows[] = {{"archive/tar_ustar.tar", 3500},   {"archive/newc.cpio", 1800},     {"archive/ar.a", 1900},
                {"archive/tar.tar.gz", 0},         {"archive/patients.csv.zst", 0}, {"archive/patients.csv.xz", 600},
                {"archive/patients.csv.bz2", 0},   {"archive/truncated.tar.gz", 0}, {"archive/patients.csv.lz4", 900},
                {"archive/patients.csv.lzma", 700}};
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
