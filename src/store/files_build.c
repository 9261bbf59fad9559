/* files_build.c - writes a tree of documents as a .tsf file.
 *
 * Documents and places are numbered in the order of paths, so that the file says the same whatever order they came in; look-ups
 * are sorted by fingerprint, then number.  Held in memory until then: 16 bytes a look-up, some 150 a place.
 */
#include "store/files_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ctr.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/mem.h"
#include "model/locator.h"

enum { BLOCK = 1 << 20 };

typedef struct entry {
    uint64_t fingerprint;
    uint32_t number;
} entry;

typedef struct entries {
    entry *at;
    size_t n, cap;
} entries;

typedef struct place {
    size_t path, len; /* into paths */
    uint64_t size;
    int64_t modified;
    uint32_t document, number;
} place;

typedef struct document {
    uint64_t size;
    uint32_t words, parts_all, places, number, first;
    uint16_t runs, forms, values, parts;
} document;

struct ts_files_builder {
    files_keys keys;
    ts_fingerprinter *f;
    ts_map *known; /* contents */
    ts_digest *content; /* of each document */
    document *document;
    place *place;
    size_t documents, document_cap, places, place_cap;
    entries of_documents, of_places;
    ts_buf paths;
    bool settled;
};

ts_files_builder *ts_files_build(const ts_key *register_key) {
    ts_files_builder *b = ts_alloc(sizeof *b);
    files_keys_init(register_key, &b->keys);
    b->f = ts_fingerprinter_new(register_key);
    b->known = ts_map_new();
    return b;
}

void ts_files_abandon(ts_files_builder *b) {
    if (!b)
        return;
    files_keys_wipe(&b->keys);
    ts_fingerprinter_free(b->f);
    ts_map_free(b->known);
    ts_free(b->content);
    ts_free(b->document);
    ts_free(b->place);
    ts_free(b->of_documents.at);
    ts_free(b->of_places.at);
    ts_buf_wipe(&b->paths);
    ts_free(b);
}

uint64_t ts_files_builder_bytes(const ts_files_builder *b) {
    return (b->of_documents.cap + b->of_places.cap) * sizeof(entry) + b->document_cap * sizeof(document) +
           b->document_cap * sizeof(ts_digest) + b->place_cap * sizeof(place) + b->paths.cap;
}

static void add_entry(entries *e, ts_files_mark m, uint32_t number) {
    if (e->n == e->cap) {
        e->cap = e->cap ? e->cap + e->cap / 2 : 4096;
        e->at = ts_grow(e->at, e->cap, sizeof *e->at);
    }
    e->at[e->n++] = (entry){m.fingerprint, number};
}

static void add_marks(ts_files_builder *b, ts_files_key key, const uint64_t *mark, size_t n, uint32_t number) {
    for (size_t i = 0; i < n; i++)
        add_entry(&b->of_documents, ts_files_mark_of_u64(b->f, key, mark[i]), number);
}

static uint32_t add_document(ts_files_builder *b, const ts_files_place *p) {
    static const ts_digest none;
    if (b->documents == b->document_cap) {
        b->document_cap = b->document_cap ? 2 * b->document_cap : 1024;
        b->document = ts_grow(b->document, b->document_cap, sizeof *b->document);
        b->content = ts_grow(b->content, b->document_cap, sizeof *b->content);
    }
    uint32_t number = (uint32_t)b->documents++;
    document *d = &b->document[number];
    const ts_likeness *l = p->likeness;
    b->content[number] = p->content;
    *d = (document){.size = p->size};
    add_entry(&b->of_documents,
              ts_files_mark_of(b->f, TS_FILES_CONTENT, ts_span_of(p->content.byte, sizeof p->content.byte)), number);
    if (!l)
        return number;
    d->words = l->words;
    d->parts_all = l->parts_all;
    d->runs = l->runs, d->forms = l->forms, d->values = l->values, d->parts = l->parts;
    if (!ts_digest_eq(&l->text, &none))
        add_entry(&b->of_documents,
                  ts_files_mark_of(b->f, TS_FILES_TEXT, ts_span_of(l->text.byte, sizeof l->text.byte)), number);
    add_marks(b, TS_FILES_RUN, l->run, l->runs, number);
    add_marks(b, TS_FILES_FORM, l->form, l->forms, number);
    add_marks(b, TS_FILES_VALUE, l->value, l->values, number);
    for (size_t i = 0; i < l->parts; i++)
        add_marks(b, TS_FILES_PART, &l->part[i].mark, 1, number);
    return number;
}

void ts_files_add(ts_files_builder *b, const ts_files_place *p) {
    bool added;
    uint64_t *known = ts_map_slot(b->known, ts_span_of(p->content.byte, sizeof p->content.byte), &added);
    if (added)
        *known = add_document(b, p);
    if (b->places == b->place_cap) {
        b->place_cap = b->place_cap ? 2 * b->place_cap : 1024;
        b->place = ts_grow(b->place, b->place_cap, sizeof *b->place);
    }
    uint32_t number = (uint32_t)b->places++;
    b->place[number] = (place){.path = b->paths.len,
                               .len = p->path.len,
                               .size = p->size,
                               .modified = p->modified,
                               .document = (uint32_t)*known};
    ts_buf_add(&b->paths, p->path);
    TS_AUTO(ts_buf, ts_buf_wipe) raw = {0};
    unsigned repeat;
    ts_span path = ts_locator_read_name(p->path, &raw, &repeat) ? ts_buf_span(&raw) : p->path;
    add_entry(&b->of_places, ts_files_mark_of_name(b->f, TS_FILES_NAME, path, 0), number);
    add_entry(&b->of_places, ts_files_mark_of_name(b->f, TS_FILES_NAME_SIZE, path, p->size), number);
    add_entry(&b->of_places, ts_files_mark_of_name(b->f, TS_FILES_SUFFIX, path, 0), number);
}

/* ---- the order ---- */

typedef struct ordered {
    ts_span path;
    const ts_digest *content;
    uint32_t was;
} ordered;

static int by_path(const void *a, const void *b) {
    const ordered *x = a, *y = b;
    int d = ts_span_cmp(x->path, y->path);
    return d ? d : ts_digest_cmp(x->content, y->content);
}

static void number_all(ts_files_builder *b, const ordered *o) {
    uint32_t documents = 0;
    for (size_t i = 0; i < b->documents; i++)
        b->document[i].number = UINT32_MAX;
    for (size_t i = 0; i < b->places; i++) {
        place *p = &b->place[o[i].was];
        document *d = &b->document[p->document];
        p->number = (uint32_t)i;
        d->places++;
        if (d->number == UINT32_MAX) {
            d->number = documents++;
            d->first = (uint32_t)i;
        }
    }
    for (size_t i = 0; i < b->of_documents.n; i++)
        b->of_documents.at[i].number = b->document[b->of_documents.at[i].number].number;
    for (size_t i = 0; i < b->of_places.n; i++)
        b->of_places.at[i].number = b->place[b->of_places.at[i].number].number;
}

static int by_number(const void *a, const void *b) {
    const place *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static int by_document_number(const void *a, const void *b) {
    const document *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

static void sort_all(ts_files_builder *b) {
    ordered *o = ts_alloc_array(b->places + 1, sizeof *o);
    for (size_t i = 0; i < b->places; i++) {
        const place *p = &b->place[i];
        o[i] = (ordered){ts_slice(ts_buf_span(&b->paths), p->path, p->len), &b->content[p->document], (uint32_t)i};
    }
    if (b->places)
        qsort(o, b->places, sizeof *o, by_path);
    number_all(b, o);
    ts_free(o);
}

void ts_files_settle(ts_files_builder *b, ts_files_info *info) {
    if (!b->settled)
        sort_all(b);
    ts_sha256 *sha = ts_sha256_new();
    info->places = (uint32_t)b->places;
    info->documents = (uint32_t)b->documents;
    info->without_text = 0;
    info->likeness_version = TS_LIKENESS_VERSION;
    for (size_t i = 0; i < b->documents; i++)
        info->without_text += !b->document[i].words;
    if (b->places)
        qsort(b->place, b->places, sizeof *b->place, by_number);
    TS_AUTO(ts_buf, ts_buf_wipe) line = {0};
    for (size_t i = 0; i < b->places; i++) {
        const place *p = &b->place[i];
        ts_buf_clear(&line);
        ts_buf_add_counted(&line, ts_slice(ts_buf_span(&b->paths), p->path, p->len));
        ts_buf_add_u64le(&line, p->size);
        ts_buf_add(&line, ts_span_of(b->content[p->document].byte, sizeof(ts_digest)));
        ts_sha256_add(sha, ts_buf_span(&line));
    }
    ts_sha256_end(sha, &info->source);
    ts_sha256_free(sha);
    b->settled = true;
}

static int by_fingerprint(const void *a, const void *b) {
    const entry *x = a, *y = b;
    if (x->fingerprint != y->fingerprint)
        return x->fingerprint < y->fingerprint ? -1 : 1;
    return (x->number > y->number) - (x->number < y->number);
}

/* All look-ups in one order. */
static void sort_entries(ts_files_builder *b) {
    entries *e = &b->of_documents;
    size_t n = e->n + b->of_places.n;
    e->at = ts_grow(e->at, n + 1, sizeof *e->at);
    if (b->of_places.n)
        memcpy(e->at + e->n, b->of_places.at, b->of_places.n * sizeof *e->at);
    e->n = e->cap = n;
    ts_free(b->of_places.at);
    b->of_places = (entries){0};
    if (n)
        qsort(e->at, n, sizeof *e->at, by_fingerprint);
}

/* ---- the file ---- */

typedef struct page_writer {
    int fd;
    const char *name;
    const ts_fingerprinter *f;
    ts_ctr *cover;
    uint64_t at; /* of the block in the file */
    ts_buf block, checksums;
    ts_err err;
} page_writer;

static void flush_pages(page_writer *w) {
    if (w->block.len)
        ts_ctr_apply(w->cover, w->at, w->block.ptr, w->block.len);
    for (size_t at = 0; at < w->block.len; at += FILES_PAGE)
        ts_buf_add_u64le(&w->checksums, ts_tag(w->f, FILES_TAG_PAGE, ts_slice(ts_buf_span(&w->block), at, FILES_PAGE)));
    if (!w->err)
        w->err = ts_fs_write_all(w->fd, ts_buf_span(&w->block), w->name);
    w->at += w->block.len;
    ts_buf_clear(&w->block);
}

static void put(page_writer *w, ts_span bytes) {
    while (bytes.len) {
        size_t part = BLOCK - w->block.len < bytes.len ? BLOCK - w->block.len : bytes.len;
        ts_buf_add(&w->block, ts_slice(bytes, 0, part));
        bytes = ts_slice(bytes, part, SIZE_MAX);
        if (w->block.len == BLOCK)
            flush_pages(w);
    }
}

static void put_u16(page_writer *w, uint16_t v) {
    char b[2] = {(char)v, (char)(v >> 8)};
    put(w, ts_span_of(b, sizeof b));
}
static void put_u32(page_writer *w, uint32_t v) {
    put_u16(w, (uint16_t)v);
    put_u16(w, (uint16_t)(v >> 16));
}
static void put_u64(page_writer *w, uint64_t v) {
    put_u32(w, (uint32_t)v);
    put_u32(w, (uint32_t)(v >> 32));
}

static void end_section(page_writer *w) {
    static const char blank[FILES_PAGE];
    size_t over = w->block.len % FILES_PAGE;
    if (over)
        put(w, ts_span_of(blank, FILES_PAGE - over));
    flush_pages(w);
}

static void write_entries(page_writer *w, const entries *e, unsigned bits) {
    size_t i = 0;
    for (uint64_t bucket = 0; bucket <= UINT64_C(1) << bits; bucket++) {
        while (i < e->n && files_bucket(e->at[i].fingerprint, bits) < bucket)
            i++;
        put_u32(w, (uint32_t)i);
    }
    end_section(w);
    for (i = 0; i < e->n; i++) {
        put_u32(w, files_rest(e->at[i].fingerprint, bits));
        put_u32(w, e->at[i].number);
    }
    end_section(w);
}

static void write_documents(page_writer *w, ts_files_builder *b) {
    uint32_t *number = ts_alloc_array(b->documents + 1, sizeof *number);
    for (size_t i = 0; i < b->documents; i++)
        number[i] = b->document[i].number;
    if (b->documents)
        qsort(b->document, b->documents, sizeof *b->document, by_document_number);
    for (size_t i = 0; i < b->documents; i++) {
        const document *d = &b->document[i];
        put_u32(w, d->first);
        put_u32(w, d->places);
        put_u32(w, d->words);
        put_u32(w, d->parts_all);
        put_u16(w, d->runs), put_u16(w, d->forms), put_u16(w, d->values), put_u16(w, d->parts);
        put_u64(w, d->size);
        put_u64(w, 0);
    }
    end_section(w);
    for (size_t i = 0; i < b->places; i++) {
        const place *p = &b->place[i];
        put_u32(w, number[p->document]);
        put_u32(w, (uint32_t)p->len);
        put_u64(w, p->size);
        put_u64(w, (uint64_t)p->modified);
        put_u64(w, p->path);
    }
    end_section(w);
    put(w, ts_buf_span(&b->paths));
    end_section(w);
    ts_free(number);
}

static ts_err write_file(ts_files_builder *b, const ts_files_info *info, int fd, const char *name) {
    files_header h = {.info = *info, .entries = b->of_documents.n, .paths = b->paths.len};
    files_lay_out(&h);
    ts_key file_key;
    ts_random(file_key.byte, sizeof file_key.byte);
    TS_AUTO(ts_buf, ts_buf_done) wrapped = {0}, head = {0};
    page_writer w = {.fd = fd, .name = name, .f = b->f, .at = FILES_PAGE, .cover = ts_ctr_new(file_key.byte)};
    ts_key_wrap(&b->keys.wrap, &file_key, &wrapped);
    ts_key_wipe(&file_key);
    static const char blank[FILES_PAGE];
    w.err = ts_fs_write_all(fd, ts_span_of(blank, sizeof blank), name);
    write_entries(&w, &b->of_documents, h.bucket_bits);
    write_documents(&w, b);
    ts_ctr_free(w.cover);
    ts_hmac(&b->keys.header, ts_buf_span(&w.checksums), &h.checksum_root);
    while (w.checksums.len % FILES_PAGE)
        ts_buf_add_char(&w.checksums, 0);
    if (!w.err)
        w.err = ts_fs_write_all(fd, ts_buf_span(&w.checksums), name);
    ts_buf_done(&w.block);
    ts_buf_done(&w.checksums);
    TS_TRY(w.err);
    files_header_write(&h, &b->keys, ts_buf_span(&wrapped), &head);
    if (lseek(fd, 0, SEEK_SET) != 0)
        return ts_fail(TS_EIO, "%s cannot be written: %s", name, strerror(errno));
    TS_TRY(ts_fs_write_all(fd, ts_buf_span(&head), name));
    return fsync(fd) == 0 ? TS_OK : ts_fail(TS_EIO, "%s cannot be brought to disk: %s", name, strerror(errno));
}

static ts_err finish(ts_files_builder *b, const ts_files_info *info, int dir, const char *name) {
    if (b->of_documents.n + b->of_places.n > UINT32_MAX)
        return ts_fail(TS_ELIMIT, "one index holds at most %u look-ups: register the tree in parts", UINT32_MAX);
    char tmp[256];
    if (snprintf(tmp, sizeof tmp, "%s.tmp", name) >= (int)sizeof tmp)
        return ts_fail(TS_EUSAGE, "the file name %s is too long", name);
    sort_entries(b);
    int fd = openat(dir, tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return ts_fail(TS_EIO, "%s cannot be written: %s", tmp, strerror(errno));
    ts_err err = write_file(b, info, fd, name);
    if (close(fd) != 0 && !err)
        err = ts_fail(TS_EIO, "%s cannot be written: %s", name, strerror(errno));
    if (!err && renameat(dir, tmp, dir, name) != 0)
        err = ts_fail(TS_EIO, "%s cannot be put in place: %s", name, strerror(errno));
    if (err) {
        unlinkat(dir, tmp, 0);
        return err;
    }
    return ts_fs_sync_dir(dir);
}

ts_err ts_files_finish(ts_files_builder *b, const ts_files_info *info, int dir, const char *name) {
    ts_err err = b->settled ? finish(b, info, dir, name) : ts_fail(TS_EINTERNAL, "%s was not settled", name);
    ts_files_abandon(b);
    return err;
}
