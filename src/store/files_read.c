/* files_read.c - reads a .tsf file: by pages, each checked against its checksum and uncovered when it is asked for. */
#include "store/files_layout.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/ctr.h"
#include "base/fs.h"
#include "base/mem.h"

enum { SLOTS = 2048 }; /* pages kept: 8 MiB */

struct ts_files {
    int fd;
    char name[64];
    files_header h;
    ts_digest seal;
    ts_fingerprinter *f;
    ts_ctr *cover;
    ts_buf checksums;
    uint64_t *slot; /* number of the page in each; 0: none, since that is the header's */
    unsigned char *page;
    bool broken;
    uint64_t broken_page;
};

void ts_files_close(ts_files *x) {
    if (!x)
        return;
    ts_fs_close(&x->fd);
    ts_fingerprinter_free(x->f);
    ts_ctr_free(x->cover);
    ts_buf_done(&x->checksums);
    if (x->page)
        ts_wipe(x->page, (size_t)SLOTS * FILES_PAGE);
    ts_free(x->page);
    ts_free(x->slot);
    ts_free(x);
}

static ts_err damaged(const ts_files *x) {
    return ts_fail(TS_EDAMAGED, "the index of files %s is damaged at byte %llu: take it from a copy", x->name,
                   (unsigned long long)(x->broken_page * FILES_PAGE));
}

ts_err ts_files_broken(const ts_files *x) { return x->broken ? damaged(x) : TS_OK; }

static ts_err read_at(const ts_files *x, uint64_t at, void *out, size_t len) {
    size_t got = 0;
    TS_TRY(ts_fs_read_at(x->fd, at, out, len, &got, x->name));
    return got == len ? TS_OK
                      : ts_fail(TS_EDAMAGED, "the index of files %s is cut short: take it from a copy", x->name);
}

static ts_err load_checksums(ts_files *x, const files_keys *keys) {
    size_t bytes = (size_t)(x->h.checksums_at / FILES_PAGE - 1) * FILES_CHECKSUM;
    ts_digest root;
    ts_buf_reserve(&x->checksums, bytes);
    TS_TRY(read_at(x, x->h.checksums_at, x->checksums.ptr, bytes));
    x->checksums.len = bytes;
    ts_hmac(&keys->header, ts_buf_span(&x->checksums), &root);
    return ts_hmac_eq(&root, &x->h.checksum_root)
               ? TS_OK
               : ts_fail(TS_EDAMAGED, "the checksums of the index of files %s were changed: take it from a copy",
                         x->name);
}

static ts_err open_file(ts_files *x, const files_keys *keys) {
    char page[FILES_PAGE];
    ts_span wrapped;
    struct stat st;
    TS_TRY(read_at(x, 0, page, sizeof page));
    TS_TRY(files_header_read(ts_span_of(page, sizeof page), keys, x->name, &x->h, &wrapped, &x->seal));
    if (fstat(x->fd, &st) != 0 || (uint64_t)st.st_size != x->h.file_size)
        return ts_fail(TS_EDAMAGED,
                       "the index of files %s has not the size that it was written with: take it from a copy", x->name);
    ts_key file_key;
    TS_TRY(ts_key_unwrap(&keys->wrap, wrapped, &file_key));
    x->cover = ts_ctr_new(file_key.byte);
    ts_key_wipe(&file_key);
    x->slot = ts_alloc_array(SLOTS, sizeof *x->slot);
    x->page = ts_alloc_array(SLOTS, FILES_PAGE);
    return load_checksums(x, keys);
}

ts_err ts_files_open(const ts_key *register_key, int dir, const char *name, ts_files **out) {
    ts_files *x = ts_alloc(sizeof *x);
    files_keys keys;
    files_keys_init(register_key, &keys);
    x->fd = -1;
    snprintf(x->name, sizeof x->name, "%s", name);
    x->f = ts_fingerprinter_new(register_key);
    ts_err err = ts_fs_open(dir, name, &x->fd);
    if (!err)
        err = open_file(x, &keys);
    files_keys_wipe(&keys);
    if (err) {
        ts_files_close(x);
        return err;
    }
    *out = x;
    return TS_OK;
}

const ts_files_info *ts_files_info_of(const ts_files *x) { return &x->h.info; }
void ts_files_seal(const ts_files *x, ts_digest *out) { *out = x->seal; }

/* ---- pages ---- */

/* NULL, and the file broken from now on, where the page is not what was written. */
static const unsigned char *page_of(ts_files *x, uint64_t number) {
    size_t slot = number % SLOTS;
    unsigned char *page = x->page + slot * FILES_PAGE;
    if (x->slot[slot] == number)
        return page;
    x->slot[slot] = 0;
    ts_cursor c = ts_cursor_over(ts_slice(ts_buf_span(&x->checksums), (size_t)(number - 1) * FILES_CHECKSUM, 8));
    uint64_t want = ts_read_u64le(&c);
    bool sound = number >= 1 && c.ok && read_at(x, number * FILES_PAGE, page, FILES_PAGE) == TS_OK &&
                 ts_tag(x->f, FILES_TAG_PAGE, ts_span_of(page, FILES_PAGE)) == want;
    if (!sound) {
        x->broken = true;
        x->broken_page = number;
        return NULL;
    }
    ts_ctr_apply(x->cover, number * FILES_PAGE, page, FILES_PAGE);
    x->slot[slot] = number;
    return page;
}

/* Bytes of one section; the caller has checked that they are inside. */
static bool load(ts_files *x, uint64_t at, void *out, size_t len) {
    for (size_t done = 0; done < len;) {
        size_t in = (size_t)((at + done) % FILES_PAGE), part = FILES_PAGE - in;
        part = part < len - done ? part : len - done;
        const unsigned char *page = x->broken ? NULL : page_of(x, (at + done) / FILES_PAGE);
        if (!page)
            return false;
        memcpy((char *)out + done, page + in, part);
        done += part;
    }
    return true;
}

static bool load_u32(ts_files *x, uint64_t at, uint32_t *out) {
    char b[4];
    if (!load(x, at, b, sizeof b))
        return false;
    *out = ts_u32le_at(ts_span_of(b, sizeof b), 0);
    return true;
}

ts_err ts_files_verify(ts_files *x) {
    for (uint64_t n = 1; n < x->h.checksums_at / FILES_PAGE; n++)
        if (!page_of(x, n))
            return damaged(x);
    return TS_OK;
}

/* ---- look-ups ---- */

typedef struct found {
    uint64_t from, to; /* entries of one fingerprint */
} found;

static bool entry_at(ts_files *x, uint64_t i, uint32_t *rest, uint32_t *number) {
    uint64_t at = x->h.entries_at + i * FILES_ENTRY;
    return load_u32(x, at, rest) && load_u32(x, at + 4, number);
}

/* The first entry of [from, to) that is not below (rest, number). */
static bool lower(ts_files *x, uint64_t from, uint64_t to, uint32_t rest, uint64_t number, uint64_t *out) {
    while (from < to) {
        uint64_t middle = from + (to - from) / 2;
        uint32_t r, n;
        if (!entry_at(x, middle, &r, &n))
            return false;
        if (r < rest || (r == rest && n < number))
            from = middle + 1;
        else
            to = middle;
    }
    *out = from;
    return true;
}

static bool bucket_of(ts_files *x, ts_files_mark m, found *out, uint32_t *rest) {
    unsigned bits = x->h.bucket_bits;
    uint64_t at = x->h.directory_at + (uint64_t)files_bucket(m.fingerprint, bits) * 4;
    uint32_t from, to;
    if (!load_u32(x, at, &from) || !load_u32(x, at + 4, &to) || from > to || to > x->h.entries)
        return false;
    *rest = files_rest(m.fingerprint, bits);
    *out = (found){from, to};
    return from < to;
}

size_t ts_files_find(ts_files *x, ts_files_mark m, uint32_t *out, size_t max, uint64_t *all) {
    found in;
    uint32_t rest;
    uint64_t from, to;
    if (all)
        *all = 0;
    if (!bucket_of(x, m, &in, &rest) || !lower(x, in.from, in.to, rest, 0, &from) ||
        !lower(x, from, in.to, rest, (uint64_t)UINT32_MAX + 1, &to))
        return 0;
    size_t n = 0;
    for (uint64_t i = from; i < to && n < max; i++) {
        uint32_t unused;
        if (!entry_at(x, i, &unused, &out[n]))
            return 0;
        n++;
    }
    if (all)
        *all = to - from;
    return n;
}

bool ts_files_has(ts_files *x, ts_files_mark m, uint32_t number) {
    found in;
    uint32_t rest, r, n;
    uint64_t at;
    return bucket_of(x, m, &in, &rest) && lower(x, in.from, in.to, rest, number, &at) && at < in.to &&
           entry_at(x, at, &r, &n) && r == rest && n == number;
}

bool ts_files_document_at(ts_files *x, uint32_t number, ts_files_document *out) {
    char b[FILES_DOCUMENT];
    if (number >= x->h.info.documents || !load(x, x->h.documents_at + (uint64_t)number * FILES_DOCUMENT, b, sizeof b))
        return false;
    ts_cursor c = ts_cursor_over(ts_span_of(b, sizeof b));
    out->first_place = ts_read_u32le(&c);
    out->places = ts_read_u32le(&c);
    out->words = ts_read_u32le(&c);
    out->parts_all = ts_read_u32le(&c);
    out->runs = ts_read_u16le(&c);
    out->forms = ts_read_u16le(&c);
    out->values = ts_read_u16le(&c);
    out->parts = ts_read_u16le(&c);
    out->size = ts_read_u64le(&c);
    return true;
}

bool ts_files_place_at(ts_files *x, uint32_t number, uint32_t *document, uint64_t *size, int64_t *modified,
                       ts_buf *path) {
    char b[FILES_PLACE];
    if (number >= x->h.info.places || !load(x, x->h.places_at + (uint64_t)number * FILES_PLACE, b, sizeof b))
        return false;
    ts_cursor c = ts_cursor_over(ts_span_of(b, sizeof b));
    uint32_t d = ts_read_u32le(&c), len = ts_read_u32le(&c);
    uint64_t bytes = ts_read_u64le(&c);
    int64_t when = (int64_t)ts_read_u64le(&c);
    uint64_t at = ts_read_u64le(&c);
    if (at > x->h.paths || len > x->h.paths - at) {
        x->broken = true;
        x->broken_page = x->h.places_at / FILES_PAGE;
        return false;
    }
    if (path) {
        ts_buf_reserve(path, len);
        if (!load(x, x->h.paths_at + at, path->ptr + path->len, len))
            return false;
        path->len += len;
        path->ptr[path->len] = 0;
    }
    *document = d;
    *size = bytes;
    *modified = when;
    return true;
}
