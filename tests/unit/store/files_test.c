/* files_test.c - a tree of documents is found again by bytes, text and parts; says nothing without its key; damage is found. */
#include "store/files_register.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/mem.h"
#include "support/test.h"

static const ts_key key = {{7, 1}}, other_key = {{7, 2}};

static int fresh(const char *name) {
    int top = -1, dir = -1;
    CHECK(ts_crypt_init() == TS_OK);
    CHECK(ts_fs_open_dir(AT_FDCWD, test_dir(), &top) == TS_OK);
    CHECK(ts_fs_make_dir(top, name) == TS_OK && ts_fs_open_dir(top, name, &dir) == TS_OK);
    close(top);
    return dir;
}

enum { DOCUMENTS = 300 };

/* The k-th document: its own words, and a last part that all share. */
static ts_likeness *likeness_of(unsigned k) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    for (unsigned i = 0; i < 120; i++)
        ts_buf_addf(&text, "own%uw%u ", k, i * i);
    for (unsigned i = 0; i < 60; i++)
        ts_buf_addf(&text, "all%u ", i * i);
    ts_likener *l = ts_likener_new();
    ts_likeness *out = ts_alloc(sizeof *out);
    ts_likener_add(l, &(ts_segment){.text = ts_buf_span(&text), .part = ts_str("")});
    CHECK(ts_likener_end(l, out));
    ts_likener_free(l);
    return out;
}

static ts_digest content_of(unsigned k) {
    ts_digest d;
    ts_sha256_of(ts_span_of(&k, sizeof k), &d);
    return d;
}

/* Documents 0 to n - 1 at "folder%u/paper%u.docx", the first of them twice; backwards if so asked. */
static void build(int dir, const ts_key *with, unsigned n, bool backwards, const char *system, ts_files_info *info) {
    ts_files_builder *b = ts_files_build(with);
    for (unsigned i = 0; i <= n; i++) {
        unsigned at = backwards ? n - i : i, k = at % n;
        char path[64];
        snprintf(path, sizeof path, "folder%u/paper%u%s.docx", at % 7, k, at == n ? " copy" : "");
        ts_likeness *l = k % 10 == 9 ? NULL : likeness_of(k);
        ts_files_add(b, &(ts_files_place){ts_str(path), content_of(k), 1000 + k, 1600000000 + k, l});
        ts_free(l);
    }
    *info = (ts_files_info){.organisation = "RBS", .as_of = 20000, .bytes = 5, .unread = 2};
    snprintf(info->system, sizeof info->system, "%s", system);
    ts_files_settle(b, info);
    char name[TS_FILES_NAME_MAX];
    ts_files_register_name(info, name);
    CHECK(ts_files_finish(b, info, dir, name) == TS_OK);
    CHECK(ts_files_register_add(dir, with, name) == TS_OK);
}

static size_t find(ts_files *x, const ts_fingerprinter *f, ts_files_key k, ts_span value, uint32_t *out,
                   uint64_t *all) {
    return ts_files_find(x, ts_files_mark_of(f, k, value), out, 8, all);
}

TEST(what_was_put_in_is_found) {
    int dir = fresh("found");
    ts_files_info info;
    ts_files_register *r = NULL;
    build(dir, &key, DOCUMENTS, false, "Share X", &info);
    CHECK(info.documents == DOCUMENTS && info.places == DOCUMENTS + 1 && info.without_text == DOCUMENTS / 10);
    CHECK(ts_files_register_open(dir, &key, &r) == TS_OK && ts_files_register_count(r) == 1);
    CHECK(ts_files_register_has(r, &info));
    ts_files_info as = info;
    as.as_of++;
    CHECK(!ts_files_register_has(r, &as)); /* another day's */
    as = info, as.system[0] = 'T';
    CHECK(!ts_files_register_has(r, &as));
    as = info, as.organisation[0] = 'S';
    CHECK(!ts_files_register_has(r, &as));
    as = info, as.source.byte[0] ^= 1;
    CHECK(!ts_files_register_has(r, &as));
    ts_files *x = ts_files_register_at(r, 0);
    CHECK(strcmp(ts_files_info_of(x)->system, "Share X") == 0 && ts_files_info_of(x)->unread == 2);
    ts_fingerprinter *f = ts_fingerprinter_new(&key);
    for (unsigned k = 0; k < DOCUMENTS; k++) {
        ts_digest content = content_of(k);
        uint32_t d = 0, again[8], document;
        uint64_t all, size;
        int64_t when;
        CHECK(find(x, f, TS_FILES_CONTENT, ts_span_of(content.byte, 32), &d, &all) == 1 && all == 1);
        ts_files_document is;
        CHECK(ts_files_document_at(x, d, &is) && is.size == 1000 + k && is.places == (k ? 1u : 2u));
        TS_AUTO(ts_buf, ts_buf_done) path = {0};
        char name[64];
        snprintf(name, sizeof name, "/paper%u", k);
        CHECK(ts_files_place_at(x, is.first_place, &document, &size, &when, &path) && document == d);
        CHECK(ts_span_find(ts_buf_span(&path), ts_str(name), 0) != SIZE_MAX && when == 1600000000 + k);
        if (k % 10 == 9)
            continue;
        ts_likeness *l = likeness_of(k);
        CHECK(find(x, f, TS_FILES_TEXT, ts_span_of(l->text.byte, 32), again, &all) == 1 && again[0] == d);
        for (size_t i = 0; i < l->parts; i++)
            CHECK(ts_files_has(x, ts_files_mark_of_u64(f, TS_FILES_PART, l->part[i].mark), d));
        CHECK(!ts_files_has(x, ts_files_mark_of_u64(f, TS_FILES_RUN, l->part[0].mark), d)); /* another kind */
        CHECK(!ts_files_has(x, ts_files_mark_of_u64(f, TS_FILES_PART, l->part[0].mark), d + 1));
        CHECK(is.words == l->words && is.parts == l->parts);
        ts_free(l);
    }
    ts_likeness *l = likeness_of(0);
    uint32_t out[8];
    uint64_t all = 0;
    size_t n = ts_files_find(x, ts_files_mark_of_u64(f, TS_FILES_PART, l->part[l->parts - 1].mark), out, 8, &all);
    CHECK(n == 8 && all > 200 && out[0] < out[7]); /* what they all say */
    for (uint32_t d = 0; d < DOCUMENTS; d++) { /* but for those without a text */
        ts_files_document is;
        CHECK(ts_files_document_at(x, d, &is));
        CHECK(ts_files_has(x, ts_files_mark_of_u64(f, TS_FILES_PART, l->part[l->parts - 1].mark), d) == (is.words > 0));
    }
    ts_free(l);
    CHECK(ts_files_find(x, ts_files_mark_of_name(f, TS_FILES_NAME, ts_str("PAPER17.docx"), 0), out, 8, &all) == 1);
    CHECK(ts_files_find(x, ts_files_mark_of_name(f, TS_FILES_NAME_SIZE, ts_str("c:\\x\\paper17.docx"), 1017), out, 8,
                        &all) == 1);
    CHECK(ts_files_find(x, ts_files_mark_of_name(f, TS_FILES_NAME_SIZE, ts_str("paper17.docx"), 1018), out, 8, &all) ==
          0);
    CHECK(ts_files_find(x, ts_files_mark_of_name(f, TS_FILES_SUFFIX, ts_str("S:\\FOLDER3\\paper17.docx"), 0), out, 8,
                        &all) == 1);
    CHECK(ts_files_find(x, ts_files_mark_of_name(f, TS_FILES_SUFFIX, ts_str("folder4/paper17.docx"), 0), out, 8,
                        &all) == 0);
    CHECK(ts_files_verify(x) == TS_OK && ts_files_broken(x) == TS_OK);
    ts_fingerprinter_free(f);
    ts_files_register_close(r);
    close(dir);
}

TEST(the_order_in_which_documents_come_changes_nothing) {
    int a = fresh("forwards"), b = fresh("backwards");
    ts_files_info x, y;
    build(a, &key, 40, false, "Share X", &x);
    build(b, &other_key, 40, true, "Share X", &y);
    CHECK(ts_digest_eq(&x.source, &y.source));
    ts_files_register *r = NULL, *s = NULL;
    CHECK(ts_files_register_open(a, &key, &r) == TS_OK && ts_files_register_open(b, &other_key, &s) == TS_OK);
    for (uint32_t i = 0; i < 40; i++) {
        ts_files_document d, e;
        CHECK(ts_files_document_at(ts_files_register_at(r, 0), i, &d) &&
              ts_files_document_at(ts_files_register_at(s, 0), i, &e));
        CHECK(d.size == e.size && d.first_place == e.first_place && d.parts == e.parts);
    }
    ts_files_register_close(r), ts_files_register_close(s);
    CHECK(ts_files_register_open(a, &other_key, &r) == TS_EDAMAGED);
    ts_files *file = NULL;
    char name[TS_FILES_NAME_MAX];
    ts_files_register_name(&x, name);
    CHECK(ts_files_open(&other_key, a, name, &file) == TS_EKEY);
    close(a), close(b);
}

/* Names and texts stand nowhere in it, and equal marks of many documents leave no trace. */
TEST(without_the_key_it_is_noise) {
    int dir = fresh("noise");
    ts_files_info info;
    build(dir, &key, DOCUMENTS, false, "Share X", &info);
    char name[TS_FILES_NAME_MAX];
    ts_files_register_name(&info, name);
    TS_AUTO(ts_buf, ts_buf_done) bytes = {0};
    CHECK(ts_fs_load(dir, name, 64 << 20, &bytes) == TS_OK);
    CHECK(ts_span_find(ts_buf_span(&bytes), ts_str("paper"), 0) == SIZE_MAX);
    CHECK(ts_span_find(ts_buf_span(&bytes), ts_str("folder"), 0) == SIZE_MAX);
    size_t count[256] = {0};
    for (size_t i = 4096; i < bytes.len; i++)
        count[(unsigned char)bytes.ptr[i]]++;
    for (int v = 1; v < 256; v++) /* the last page of checksums ends in zeros */
        CHECK(count[v] * 256 > (bytes.len - 4096) * 8 / 10 && count[v] * 256 < (bytes.len - 4096) * 12 / 10);
    close(dir);
}

TEST(each_damaged_byte_is_found) {
    int dir = fresh("damage");
    ts_files_info info;
    build(dir, &key, 12, false, "Share X", &info);
    char name[TS_FILES_NAME_MAX];
    ts_files_register_name(&info, name);
    int fd = openat(dir, name, O_RDWR);
    struct stat st;
    CHECK(fd >= 0 && fstat(fd, &st) == 0);
    for (off_t at = 0; at < st.st_size; at += at < 600 ? 1 : 211) {
        char was, is;
        CHECK(pread(fd, &was, 1, at) == 1);
        is = was ^ 4;
        CHECK(pwrite(fd, &is, 1, at) == 1);
        ts_files *x = NULL;
        ts_err err = ts_files_open(&key, dir, name, &x);
        if (!err)
            err = ts_files_verify(x);
        bool padding = err == TS_OK && is == 4; /* zeros that fill the last page up are nobody's */
        CHECK(err == TS_EDAMAGED || err == TS_EKEY || err == TS_EUNSUPPORTED || (padding && at > st.st_size - 4096));
        ts_files_close(x);
        CHECK(pwrite(fd, &was, 1, at) == 1);
    }
    CHECK(ftruncate(fd, st.st_size - 1) == 0);
    ts_files *x = NULL;
    CHECK(ts_files_open(&key, dir, name, &x) == TS_EDAMAGED);
    close(fd);
    close(dir);
}

TEST(the_manifest_says_what_is_in_force) {
    int dir = fresh("manifest");
    ts_files_info x, y;
    ts_files_register *r = NULL;
    CHECK(ts_files_register_open(dir, &key, &r) == TS_OK && ts_files_register_count(r) == 0);
    ts_files_register_close(r);
    build(dir, &key, 9, false, "Share Y", &x);
    build(dir, &key, 8, false, "Share X", &y);
    build(dir, &key, 9, true, "Share Y", &x); /* again: not twice */
    build(dir, &key, 9, false, "Share Z", &x); /* the same tree, of another system: it stands under both */
    CHECK(ts_files_register_open(dir, &key, &r) == TS_OK && ts_files_register_count(r) == 3);
    CHECK(ts_digest_eq(&ts_files_info_of(ts_files_register_at(r, 1))->source,
                       &ts_files_info_of(ts_files_register_at(r, 2))->source));
    CHECK(strcmp(ts_files_info_of(ts_files_register_at(r, 0))->system, "Share X") == 0);
    CHECK(!ts_files_register_at(r, 3));
    ts_files_register_close(r);
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    CHECK(ts_fs_load(dir, "files.toml", 1 << 20, &text) == TS_OK);
    text.ptr[ts_span_find(ts_buf_span(&text), ts_str("Share Y"), 0)] = 'T';
    CHECK(ts_fs_replace(dir, "files.toml", ts_buf_span(&text), 0600) == TS_OK);
    CHECK(ts_files_register_open(dir, &key, &r) == TS_EDAMAGED);
    text.len -= 70;
    CHECK(ts_fs_replace(dir, "files.toml", ts_buf_span(&text), 0600) == TS_OK);
    CHECK(ts_files_register_open(dir, &key, &r) == TS_EDAMAGED);
    close(dir);
}
