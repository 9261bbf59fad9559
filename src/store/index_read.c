/* index_read.c - opens an index file by memory map, and checks it.
 *
 * A file of ours, but it may be cut, mixed up or changed: the header is authenticated before anything in it is
 * believed, sections must stand exactly where its counts say, and every number read from the body is checked
 * against the section it points into.  Pages are checked as a whole by ts_index_verify alone.
 */
#include "store/index_open.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"

/* ---- the header ---- */

static ts_err damaged(const ts_index *x, const char *what) {
    return ts_fail(TS_EDAMAGED, "the index file %s %s: register its holding again", x->name, what);
}

/* Do the sections stand where the counts say, one after the other, to the file's end? */
static bool sections_fit(const index_header *h, uint64_t size) {
    if (h->bucket_bits < 1 || h->bucket_bits > INDEX_MAX_BUCKET_BITS || h->entries > UINT32_MAX || size % INDEX_PAGE)
        return false;
    if (h->version != INDEX_VERSION) /* nothing is looked up in it */
        return h->file_size == size && h->checksums_at % INDEX_PAGE == 0 && h->checksums_at >= INDEX_PAGE &&
               h->checksums_at <= size && (h->checksums_at / INDEX_PAGE - 1) * INDEX_CHECKSUM <= size - h->checksums_at;
    index_header want = *h;
    index_lay_out(&want);
    bool fit = h->directory_at == want.directory_at && h->entries_at == want.entries_at &&
               h->names_at == want.names_at && h->lines_at == want.lines_at && h->checksums_at == want.checksums_at;
    for (size_t i = 0; i < h->stills; i++)
        fit = fit && h->still[i].at == want.still[i].at;
    return fit && h->file_size == want.file_size && size == h->file_size;
}

static ts_err read_header(ts_index *x) {
    if (x->size < INDEX_HEADER)
        return damaged(x, "is cut short");
    ts_cursor c = ts_cursor_over(ts_span_of(x->map, INDEX_HEADER_BODY));
    if (!ts_span_eq(ts_read_span(&c, strlen(INDEX_MAGIC)), ts_str(INDEX_MAGIC)))
        return damaged(x, "does not begin as one");
    uint32_t version = ts_read_u32le(&c);
    ts_span id = ts_read_span(&c, TS_KEY_ID_BYTES);
    ts_digest want;
    ts_hmac(&x->keys.header, ts_span_of(x->map, INDEX_HEADER_BODY), &want);
    memcpy(x->seal.byte, x->map + INDEX_HEADER_BODY, sizeof x->seal.byte);
    if (!ts_hmac_eq(&want, &x->seal)) {
        if (id.len == TS_KEY_ID_BYTES && memcmp(id.ptr, x->keys.id.byte, id.len) != 0)
            return ts_fail(TS_EKEY, "the index file %s belongs to another register's key", x->name);
        return damaged(x, "has a header that is not what was written");
    }
    if (version != INDEX_VERSION && version != INDEX_NAMELESS && version != INDEX_WHOLE)
        return ts_fail(TS_EUNSUPPORTED, "the index file %s has format %u, this program reads %d", x->name, version,
                       INDEX_VERSION);
    index_header *h = &x->header;
    h->version = version;
    ts_span wrapped;
    index_header_read(&c, h, &wrapped);
    if (!c.ok || !sections_fit(h, x->size))
        return damaged(x, "has another length than its header says: it is cut short or mixed up");
    ts_key file_key;
    TS_TRY(ts_key_unwrap(&x->keys.wrap, wrapped, &file_key));
    x->masker = ts_masker_new(&file_key);
    x->names_masker = index_names_masker(&file_key);
    x->still_masker = index_still_masker(&file_key);
    ts_key_wipe(&file_key);
    return x->masker && x->names_masker && x->still_masker
               ? TS_OK
               : ts_fail(TS_EINTERNAL, "no cipher for the index file %s", x->name);
}

/* ---- opening ---- */

static ts_err map_file(ts_index *x, int dir, const char *name) {
    int fd = -1;
    ts_err err = ts_fs_open(dir, name, &fd);
    if (err)
        return ts_fail(err, "the index file %s cannot be opened: it is missing or not readable", name);
    struct stat st;
    void *map = MAP_FAILED;
    if (fstat(fd, &st) == 0 && st.st_size > 0) {
        x->size = (size_t)st.st_size;
        map = mmap(NULL, x->size, PROT_READ, MAP_SHARED, fd, 0);
    }
    ts_fs_close(&fd);
    if (map == MAP_FAILED)
        return x->size ? ts_fail(TS_EIO, "the index file %s cannot be mapped: %s", name, strerror(errno))
                       : damaged(x, "is empty");
    x->map = map;
    madvise(map, x->size, MADV_RANDOM);
    return TS_OK;
}

ts_err ts_index_open(const ts_key *register_key, int dir, const char *name, ts_index **out) {
    ts_index *x = ts_alloc(sizeof *x);
    snprintf(x->name, sizeof x->name, "%s", name);
    x->at = INDEX_NO_LINE;
    index_keys_init(register_key, &x->keys);
    ts_err err = map_file(x, dir, name);
    if (!err)
        err = read_header(x);
    if (err) {
        ts_index_close(x);
        return err;
    }
    if (x->header.version == INDEX_VERSION) {
        x->directory = x->map + x->header.directory_at;
        x->entries = x->map + x->header.entries_at;
        x->lines = x->map + x->header.lines_at;
        x->line_size = index_line_size(&x->header);
    } else
        x->header.lines = x->header.names = 0;
    x->fingerprinter = ts_fingerprinter_new(register_key);
    index_letter_steps(x->fingerprinter, x->letter_step);
    *out = x;
    return TS_OK;
}

void ts_index_close(ts_index *x) {
    if (!x)
        return;
    if (x->map)
        munmap((void *)(uintptr_t)x->map, x->size);
    ts_fingerprinter_free(x->fingerprinter);
    ts_masker_free(x->masker);
    ts_masker_free(x->names_masker);
    ts_masker_free(x->still_masker);
    ts_wipe(x, sizeof *x);
    ts_free(x);
}

void ts_index_expect(const ts_index *x) {
    if (x->directory)
        madvise((void *)(uintptr_t)x->directory, x->header.entries_at - x->header.directory_at, MADV_WILLNEED);
}

const ts_holding_info *ts_index_info(const ts_index *x) { return &x->header.info; }
uint32_t ts_index_people(const ts_index *x) { return x->header.info.rows; }
uint32_t ts_index_lines(const ts_index *x) { return x->header.lines; }
size_t ts_index_stills(const ts_index *x) { return x->header.stills; }
void ts_index_still_of(const ts_index *x, size_t still, ts_digest *seal) { *seal = x->header.still[still].seal; }
void ts_index_seal(const ts_index *x, ts_digest *out) { *out = x->seal; }

bool ts_index_normal_fits(const ts_index *x, const uint8_t *versions) {
    return x->header.version == INDEX_VERSION &&
           memcmp(x->header.info.normal_version, versions, TS_NORMAL_VERSIONS) == 0;
}

/* The sums themselves, against their root. */
static ts_err check_sums(const ts_index *x) {
    const index_header *h = &x->header;
    uint64_t pages = h->checksums_at / INDEX_PAGE - 1;
    ts_digest root;
    ts_hmac(&x->keys.header, ts_span_of(x->map + h->checksums_at, pages * INDEX_CHECKSUM), &root);
    return ts_hmac_eq(&root, &h->checksum_root) ? TS_OK : damaged(x, "was changed in its page checksums");
}

/* The i-th page behind the header, against its sum. */
static ts_err check_page(const ts_index *x, uint64_t i) {
    const unsigned char *sum = x->map + x->header.checksums_at + i * INDEX_CHECKSUM;
    uint64_t want = load_u64(sum);
    if (ts_tag(x->fingerprinter, TAG_PAGE, ts_span_of(x->map + (i + 1) * INDEX_PAGE, INDEX_PAGE)) == want)
        return TS_OK;
    return ts_fail(TS_EDAMAGED, "the index file %s was changed in page %llu (byte %llu on): register its holding again",
                   x->name, (unsigned long long)(i + 1), (unsigned long long)((i + 1) * INDEX_PAGE));
}

ts_err ts_index_verify(const ts_index *x) {
    const index_header *h = &x->header;
    uint64_t pages = h->checksums_at / INDEX_PAGE - 1;
    ts_digest seal;
    ts_hmac(&x->keys.header, ts_span_of(x->map, INDEX_HEADER_BODY), &seal);
    if (memcmp(seal.byte, x->map + INDEX_HEADER_BODY, sizeof seal.byte) != 0)
        return damaged(x, "was changed in its header (page 0)");
    TS_TRY(check_sums(x));
    for (const unsigned char *p = x->map + h->checksums_at + pages * INDEX_CHECKSUM; p < x->map + x->size; p++)
        if (*p)
            return damaged(x, "was changed behind its page checksums");
    madvise((void *)(uintptr_t)x->map, x->size, MADV_SEQUENTIAL); /* from its beginning to its end, not page by page */
    ts_err err = TS_OK;
    for (uint64_t i = 0; i < pages && !err; i++)
        err = check_page(x, i);
    madvise((void *)(uintptr_t)x->map, x->size, MADV_RANDOM);
    return err;
}

/* ---- names ---- */

uint32_t ts_index_names(const ts_index *x) { return x->header.names; }

ts_err ts_index_load_names(const ts_index *x, uint64_t *mark) {
    enum { A_PAGE = INDEX_PAGE / INDEX_NAME };
    uint64_t first = x->header.names_at / INDEX_PAGE - 1;
    if (x->header.names)
        TS_TRY(check_sums(x));
    for (uint32_t from = 0, n = x->header.names; from < n; from += A_PAGE) {
        unsigned char page[INDEX_PAGE];
        TS_TRY(check_page(x, first + from / A_PAGE));
        memcpy(page, x->map + x->header.names_at + (size_t)from * INDEX_NAME, sizeof page);
        index_names_mask(x->names_masker, from / A_PAGE, page);
        for (uint32_t i = from; i < n && i - from < A_PAGE; i++) {
            const unsigned char *at = page + (size_t)(i - from) * INDEX_NAME;
            mark[i] = load_u64(at);
        }
    }
    return TS_OK;
}

ts_masker *index_still_masker(const ts_key *file_key) {
    ts_key key;
    ts_key_derive(file_key, "index still", &key);
    ts_masker *m = ts_masker_new(&key);
    ts_key_wipe(&key);
    return m;
}
