/* index_write.c - writes an index file from what was gathered: directory, entries, names, lines, what still holds, checksums. */
#include "store/index_builder.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/mem.h"

enum { WRITE_BLOCK = 1 << 20 };
_Static_assert(WRITE_BLOCK % INDEX_PAGE == 0, "blocks are whole pages");

/* One section on its way out: whole pages from `at` on, each page's checksum is kept. */
typedef struct page_writer {
    int fd;
    const char *name;
    const ts_fingerprinter *f;
    uint64_t at;
    ts_buf block, checksums;
    ts_err err;
} page_writer;

static ts_err write_at(int fd, uint64_t at, ts_span bytes, const char *name) {
    while (bytes.len) {
        ssize_t n = pwrite(fd, bytes.ptr, bytes.len, (off_t)at);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return ts_fail(TS_EIO, "%s cannot be written: %s", name, strerror(errno));
        at += (uint64_t)n;
        bytes = ts_slice(bytes, (size_t)n, bytes.len - (size_t)n);
    }
    return TS_OK;
}

static void flush_pages(page_writer *w) {
    for (size_t at = 0; at < w->block.len; at += INDEX_PAGE)
        ts_buf_add_u64le(&w->checksums, ts_tag(w->f, TAG_PAGE, ts_slice(ts_buf_span(&w->block), at, INDEX_PAGE)));
    if (!w->err)
        w->err = write_at(w->fd, w->at, ts_buf_span(&w->block), w->name);
    w->at += w->block.len;
    ts_buf_clear(&w->block);
}

static void add_bytes(page_writer *w, const unsigned char *bytes, size_t len) {
    while (len) {
        size_t room = WRITE_BLOCK - w->block.len, part = len < room ? len : room;
        ts_buf_add(&w->block, ts_span_of(bytes, part));
        bytes += part;
        len -= part;
        if (w->block.len == WRITE_BLOCK)
            flush_pages(w);
    }
}

/* Fills up the page, hands everything on and adds the section's checksums to all. */
static ts_err end_section(page_writer *w, ts_buf *checksums) {
    while (w->block.len % INDEX_PAGE)
        ts_buf_add_char(&w->block, 0);
    flush_pages(w);
    ts_buf_add(checksums, ts_buf_span(&w->checksums));
    ts_buf_done(&w->block);
    ts_buf_done(&w->checksums);
    return w->err;
}

/* ---- directory and entries ---- */

typedef struct entry {
    uint64_t fingerprint;
    uint32_t line;
} entry;

static int cmp_entry(const void *a, const void *b) {
    const entry *x = a, *y = b;
    if (x->fingerprint != y->fingerprint)
        return x->fingerprint < y->fingerprint ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Fingerprints are evenly spread: one pass puts a part's into small groups by the bits below those that chose the part,
 * each sorted alone. */
static entry *sorted_part(const unsigned char *record, size_t n) {
    enum { SMALL = 32 };
    unsigned bits = 1;
    while (bits < 20 && n >> bits > SMALL)
        bits++;
    size_t groups = (size_t)1 << bits, *start = ts_alloc_array(groups + 1, sizeof *start);
    entry *sorted = ts_alloc_array(n + 1, sizeof *sorted);
    for (size_t i = 0; i < n; i++)
        start[(load_u64(record + i * ENTRY_RECORD) << 8 >> (64 - bits)) + 1]++;
    for (size_t g = 0; g < groups; g++)
        start[g + 1] += start[g];
    for (size_t i = 0; i < n; i++) {
        const unsigned char *r = record + i * ENTRY_RECORD;
        sorted[start[load_u64(r) << 8 >> (64 - bits)]++] = (entry){load_u64(r), load_u32(r + 8)};
    }
    for (size_t g = 0, from = 0; g < groups; from = start[g++]) /* start[g] is now the end of group g */
        qsort(sorted + from, start[g] - from, sizeof *sorted, cmp_entry);
    ts_free(start);
    return sorted;
}

/* Where a bucket's entries begin, for all buckets up to `bucket`. */
static void add_starts(page_writer *w, uint64_t *next, uint64_t bucket, uint32_t first) {
    unsigned char number[4];
    store_u32(number, first);
    for (; *next <= bucket; ++*next)
        add_bytes(w, number, sizeof number);
}

static void add_entry(page_writer *w, const entry *e, unsigned bits) {
    unsigned char bytes[INDEX_ENTRY];
    /* the remainder: the 24 bits of the fingerprint below those that chose the bucket */
    uint32_t remainder = (uint32_t)(e->fingerprint >> (64 - bits - INDEX_REMAINDER_BITS));
    for (int k = 0; k < 3; k++)
        bytes[k] = (unsigned char)(remainder >> 8 * k);
    store_u32(bytes + 3, e->line);
    add_bytes(w, bytes, sizeof bytes);
}

static ts_err write_entries(ts_index_builder *b, const index_header *h, page_writer w, ts_buf *checksums) {
    page_writer starts = w, entries = w;
    unsigned bits = h->bucket_bits;
    starts.at = h->directory_at;
    entries.at = h->entries_at;
    uint64_t next = 0;
    uint32_t written = 0;
    ts_err err = TS_OK;
    for (unsigned part = 0; part < TS_SPILL_PARTS && !err; part++) {
        unsigned char *record;
        size_t n;
        err = ts_spill_load(b->entry, part, &record, &n);
        if (err)
            break;
        entry *e = sorted_part(record, n);
        for (size_t i = 0; i < n; i++, written++) {
            add_starts(&starts, &next, e[i].fingerprint >> (64 - bits), written);
            add_entry(&entries, &e[i], bits);
        }
        ts_free(e);
    }
    add_starts(&starts, &next, UINT64_C(1) << bits, written);
    ts_err ended = end_section(&starts, checksums);
    ts_err too = end_section(&entries, checksums);
    return err ? err : ended ? ended : too;
}

/* ---- the other sections ---- */

static ts_err write_names(const index_names *n, const index_header *h, ts_masker *masker, page_writer w,
                          ts_buf *checksums) {
    enum { A_PAGE = INDEX_PAGE / INDEX_NAME };
    w.at = h->names_at;
    for (size_t from = 0; from < n->n; from += A_PAGE) {
        unsigned char page[INDEX_PAGE] = {0};
        for (size_t i = from; i < n->n && i < from + A_PAGE; i++)
            store_u64(page + (i - from) * INDEX_NAME, n->slot[i]);
        index_names_mask(masker, (uint32_t)(from / A_PAGE), page);
        add_bytes(&w, page, sizeof page);
    }
    return end_section(&w, checksums);
}

/* The slots that the file has, and what is known of the line's values by now. */
static size_t pack_line(const ts_index_builder *b, const unsigned char *record, unsigned char *out) {
    memcpy(out, record, LINE_TAGS);
    memcpy(out + LINE_FACTS, facts_of(b, load_u32(record + LINE_SOURCE_ROW)), 6);
    size_t n = LINE_TAGS;
    for (unsigned i = 0; i < SLOTS; i++)
        if (b->slots >> i & 1) {
            memcpy(out + n, record + LINE_TAGS + 4 * (size_t)i, 4);
            n += 4;
        }
    return n;
}

static ts_err write_lines(ts_index_builder *b, const index_header *h, ts_masker *masker, page_writer w,
                          ts_buf *checksums) {
    w.at = h->lines_at;
    ts_err err = TS_OK;
    uint64_t at = 0;
    for (size_t block = 0; !err; block++) {
        unsigned char *record, line[LINE_MOST];
        size_t n;
        err = ts_spill_block(b->line, 0, block, &record, &n);
        if (err || !n)
            break;
        for (size_t i = 0; i < n; i++) {
            size_t len = pack_line(b, record + i * LINE_RECORD, line);
            ts_mask_apply(masker, at, line, len);
            add_bytes(&w, line, len);
            at += len;
        }
    }
    ts_err ended = end_section(&w, checksums);
    return err ? err : ended;
}

static ts_err write_still(const ts_index_builder *b, const index_header *h, size_t still, const index_base *base,
                          ts_masker *masker, page_writer w, ts_buf *checksums) {
    w.at = h->still[still].at;
    for (uint32_t i = 0; i < h->still[still].lines; i++) {
        unsigned char bytes[INDEX_STILL] = {0};
        store_u32(bytes, base->row[i]);
        if (base->row[i])
            memcpy(bytes + 4, facts_of(b, base->row[i]), 6);
        ts_mask_apply(masker, index_still_place(still, i), bytes, sizeof bytes);
        add_bytes(&w, bytes, sizeof bytes);
    }
    return end_section(&w, checksums);
}

static ts_err write_stills(const ts_index_builder *b, const index_header *h, ts_masker *masker, page_writer w,
                           ts_buf *checksums) {
    for (size_t i = 0, still = 0; i < b->bases; i++)
        if (b->base[i].row)
            TS_TRY(write_still(b, h, still++, &b->base[i], masker, w, checksums));
    return TS_OK;
}

/* ---- the file ---- */

static void describe(const ts_index_builder *b, index_header *h) {
    *h = (index_header){.version = INDEX_VERSION, .info = b->info, .slots = b->slots, .lines = b->lines};
    h->entries = ts_spill_count(b->entry);
    h->names = (uint32_t)b->names.n;
    h->bucket_bits = 1;
    while (h->bucket_bits < INDEX_MAX_BUCKET_BITS && h->entries >> h->bucket_bits > INDEX_BUCKET_FILL)
        h->bucket_bits++;
    for (size_t i = 0; i < b->bases; i++)
        if (b->base[i].row) {
            index_still *s = &h->still[h->stills++];
            ts_index_seal(b->base[i].x, &s->seal);
            s->lines = ts_index_lines(b->base[i].x);
        }
    index_lay_out(h);
}

/* Maskers of one file's sections. */
typedef struct maskers {
    ts_masker *lines, *names, *still;
} maskers;

static ts_err write_sections(ts_index_builder *b, const index_header *h, const maskers *m, const page_writer *w,
                             ts_buf *checksums) {
    TS_TRY(write_entries(b, h, *w, checksums));
    TS_TRY(write_names(&b->names, h, m->names, *w, checksums));
    TS_TRY(write_lines(b, h, m->lines, *w, checksums));
    return write_stills(b, h, m->still, *w, checksums);
}

/* The checksums behind the sections, and the header, which holds their root, last. */
static ts_err write_frame(ts_index_builder *b, index_header *h, ts_span wrapped, const page_writer *w,
                          ts_buf *checksums) {
    TS_AUTO(ts_buf, ts_buf_done) head = {0};
    ts_hmac(&b->keys.header, ts_buf_span(checksums), &h->checksum_root);
    while (checksums->len % INDEX_PAGE)
        ts_buf_add_char(checksums, 0);
    TS_TRY(write_at(w->fd, h->checksums_at, ts_buf_span(checksums), w->name));
    index_header_write(h, &b->keys, wrapped, &head);
    TS_TRY(write_at(w->fd, 0, ts_buf_span(&head), w->name));
    return fsync(w->fd) == 0 ? TS_OK : ts_fail(TS_EIO, "%s cannot be brought to disk: %s", w->name, strerror(errno));
}

ts_err index_write_file(ts_index_builder *b, int fd, const char *name) {
    index_header h;
    describe(b, &h);
    ts_key file_key;
    ts_random(file_key.byte, sizeof file_key.byte);
    maskers m = {ts_masker_new(&file_key), index_names_masker(&file_key), index_still_masker(&file_key)};
    TS_AUTO(ts_buf, ts_buf_done) wrapped = {0}, checksums = {0};
    ts_key_wrap(&b->keys.wrap, &file_key, &wrapped);
    ts_key_wipe(&file_key);
    page_writer w = {.fd = fd, .name = name, .f = b->fingerprinter};
    ts_err err = m.lines && m.names && m.still ? TS_OK : ts_fail(TS_EINTERNAL, "%s: no cipher for the index", name);
    if (!err)
        err = write_sections(b, &h, &m, &w, &checksums);
    if (!err)
        err = write_frame(b, &h, ts_buf_span(&wrapped), &w, &checksums);
    ts_masker_free(m.lines);
    ts_masker_free(m.names);
    ts_masker_free(m.still);
    return err;
}
