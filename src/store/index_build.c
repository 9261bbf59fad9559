/* index_build.c - builds one index file: fingerprints in, a sorted and sealed .tsx file out.
 *
 * Memory is bounded by people, not by the export's bytes: 128 bytes a person for the line, 112 for the values that rarity is counted by
 * until the last was added, 12 a key, twice while keys are sorted, and at most 32 a word of a name: some 400 bytes a person with eleven
 * keys.  The largest single export this machine class takes is then some 35 million rows in 14 GiB.  Bigger systems are registered in
 * several files.
 */
#include "store/index_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"

enum { FIRST_PEOPLE = 1024, WRITE_BLOCK = 1 << 20 };
_Static_assert(WRITE_BLOCK % INDEX_PAGE == 0, "blocks are whole pages");

/* One look-up key of one person while building. */
typedef struct entry {
    uint32_t high, low, row; /* the fingerprint in halves: no padding to sort and to carry */
} entry;

struct ts_index_builder {
    ts_fingerprinter *fingerprinter;
    index_keys keys;
    ts_holding_info info;
    unsigned char *line; /* unmasked until the end */
    uint64_t *exact; /* TS_ATTR_COUNT a person: the exact tag, 0 absent; rarity is counted by it */
    uint32_t people, people_cap;
    entry *entry;
    size_t entries, entry_cap;
    index_names names;
};

ts_err ts_index_build(const ts_key *register_key, const ts_holding_info *info, ts_index_builder **out) {
    ts_index_builder *b = ts_alloc(sizeof *b);
    b->fingerprinter = ts_fingerprinter_new(register_key);
    index_keys_init(register_key, &b->keys);
    b->info = *info;
    *out = b;
    return TS_OK;
}

static void drop_exact(ts_index_builder *b) {
    if (b->exact)
        ts_wipe(b->exact, (size_t)b->people * TS_ATTR_COUNT * sizeof *b->exact);
    ts_free(b->exact);
    b->exact = NULL;
}

void ts_index_abandon(ts_index_builder *b) {
    if (!b)
        return;
    ts_fingerprinter_free(b->fingerprinter);
    if (b->line)
        ts_wipe(b->line, (size_t)b->people * INDEX_LINE);
    drop_exact(b);
    ts_free(b->line);
    ts_free(b->entry);
    index_names_done(&b->names);
    index_keys_wipe(&b->keys);
    ts_free(b);
}

uint64_t ts_index_builder_keys(const ts_index_builder *b) { return b->entries; }

/* ---- adding ---- */

static void make_room(ts_index_builder *b) {
    if (b->people == b->people_cap) {
        uint32_t cap = b->people_cap ? b->people_cap + b->people_cap / 2 : FIRST_PEOPLE;
        if (cap < b->people_cap)
            cap = UINT32_MAX;
        b->line = ts_grow(b->line, cap, INDEX_LINE);
        b->exact = ts_grow(b->exact, (size_t)cap * TS_ATTR_COUNT, sizeof *b->exact);
        b->people_cap = cap;
    }
    if (b->entry_cap - b->entries < KEY_KINDS) {
        b->entry_cap = b->entry_cap + b->entry_cap / 2 + FIRST_PEOPLE * KEY_KINDS;
        b->entry = ts_grow(b->entry, b->entry_cap, sizeof *b->entry);
    }
}

/* 48 bits, never 0, of a value under its own domain. */
static uint64_t identity(const ts_fingerprinter *f, uint8_t domain, ts_span value) {
    uint64_t v = ts_fingerprint(f, domain, value) >> 16;
    return v ? v : 1;
}

static void put_identities(const ts_index_builder *b, const ts_values *v, unsigned char *line) {
    uint64_t person = 0, local = 0;
    if (has_attr(v, TS_ATTR_LOCAL)) {
        char text[sizeof b->info.organisation + sizeof b->info.system + TS_NORM_MAX + 4];
        int len = snprintf(text, sizeof text, "%s\x1f%s\x1f%s", b->info.organisation, b->info.system,
                           v->value[TS_ATTR_LOCAL].text);
        local = identity(b->fingerprinter, KEY_PERSON_LOCAL, ts_span_of(text, (size_t)len));
        ts_wipe(text, sizeof text);
        person = local;
    }
    if (has_attr(v, TS_ATTR_NHS))
        person = identity(b->fingerprinter, KEY_PERSON, ts_norm_span(&v->value[TS_ATTR_NHS]));
    store_u48(line + LINE_PERSON, person);
    store_u48(line + LINE_LOCAL, local);
}

ts_err ts_index_add(ts_index_builder *b, const ts_values *person, uint32_t source_row) {
    if (b->people == UINT32_MAX)
        return ts_fail(TS_ELIMIT, "one index file holds at most %u people: register the export in parts", UINT32_MAX);
    make_room(b);
    index_key key[KEY_KINDS];
    size_t keys = index_keys_of(b->fingerprinter, person, key);
    for (size_t i = 0; i < keys; i++)
        b->entry[b->entries++] = (entry){(uint32_t)(key[i].fingerprint >> 32), (uint32_t)key[i].fingerprint, b->people};

    unsigned char *line = b->line + (size_t)b->people * INDEX_LINE;
    memset(line, 0, INDEX_LINE);
    store_u32(line + LINE_SOURCE_ROW, source_row);
    uint32_t tag[SLOTS];
    index_tags_of(b->fingerprinter, person, tag);
    for (size_t i = 0; i < SLOTS; i++)
        store_u32(line + LINE_TAGS + 4 * i, tag[i]);
    put_identities(b, person, line);
    if (has_attr(person, TS_ATTR_BIRTH)) {
        int month = index_birth_month(ts_norm_span(&person->value[TS_ATTR_BIRTH]));
        store_u16(line + LINE_BIRTH_MONTH, (uint16_t)(month + 1));
    }
    uint64_t facts = 0;
    if (has_attr(person, TS_ATTR_SEX))
        facts |= (uint64_t)index_sex_code(ts_norm_span(&person->value[TS_ATTR_SEX])) << FACT_SEX;
    if (has_attr(person, TS_ATTR_DEATH))
        facts |= UINT64_C(1) << FACT_DECEASED;
    store_u48(line + LINE_FACTS, facts);

    index_names_add(&b->names, person);
    uint64_t *exact = b->exact + (size_t)b->people * TS_ATTR_COUNT;
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
        uint64_t v = has_attr(person, (ts_attr)a) ? index_exact_tag(b->fingerprinter, person, (ts_attr)a) : 0;
        exact[a] = v || !has_attr(person, (ts_attr)a) ? v : 1;
    }
    b->people++;
    return TS_OK;
}

void ts_index_mark_deceased(ts_index_builder *b) {
    if (!b->people)
        return;
    unsigned char *line = b->line + (size_t)(b->people - 1) * INDEX_LINE;
    store_u48(line + LINE_FACTS, load_u48(line + LINE_FACTS) | UINT64_C(1) << FACT_DECEASED);
}

/* ---- rarity ---- */

static unsigned rarity_class(uint64_t count, uint64_t people) {
    if (count <= 1)
        return 0;
    if (count * 200 > people)
        return 7;
    unsigned class = 6;
    for (uint64_t one_in = 800; class > 1 && count * one_in <= people; one_in *= 4)
        class --;
    return class;
}

/* How many people have one value. */
typedef struct counted {
    uint64_t tag; /* 0: free */
    uint32_t people;
} counted;

/* Counts one attribute's values in an open table of their tags, then writes each person's class.  Tags of 32 bits would not do: among
 * 600,000 values some forty pairs share them, others under each key, and the result digest must not depend on the key. */
static void classify(ts_index_builder *b, unsigned attr, counted *table, size_t mask) {
    memset(table, 0, (mask + 1) * sizeof *table);
    for (uint32_t i = 0; i < b->people; i++) {
        uint64_t v = b->exact[(size_t)i * TS_ATTR_COUNT + attr];
        if (!v)
            continue;
        size_t at = v & mask;
        while (table[at].tag && table[at].tag != v)
            at = (at + 1) & mask;
        table[at].tag = v;
        table[at].people++;
    }
    for (uint32_t i = 0; i < b->people; i++) {
        uint64_t v = b->exact[(size_t)i * TS_ATTR_COUNT + attr];
        if (!v)
            continue;
        size_t at = v & mask;
        while (table[at].tag != v)
            at = (at + 1) & mask;
        unsigned char *facts = b->line + (size_t)i * INDEX_LINE + LINE_FACTS;
        store_u48(facts, load_u48(facts) | (uint64_t)rarity_class(table[at].people, b->people) << 3 * attr);
    }
}

static void classify_all(ts_index_builder *b) {
    size_t size = 16;
    while (size < 2 * (size_t)b->people)
        size *= 2;
    counted *table = ts_alloc_array(size, sizeof *table);
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
        classify(b, a, table, size - 1);
    ts_free(table);
}

/* ---- sorting ---- */

static int cmp_entry(const void *a, const void *b) {
    const entry *x = a, *y = b;
    if (x->high != y->high)
        return x->high < y->high ? -1 : 1;
    if (x->low != y->low)
        return x->low < y->low ? -1 : 1;
    return x->row < y->row ? -1 : x->row > y->row;
}

/* Fingerprints are evenly spread: one pass puts them into small groups by their top bits, each sorted alone. */
static void sort_entries(ts_index_builder *b) {
    enum { SMALL = 64 };
    unsigned bits = 1;
    while (bits < 24 && b->entries >> bits > SMALL)
        bits++;
    size_t groups = (size_t)1 << bits;
    size_t *start = ts_alloc_array(groups + 1, sizeof *start);
    for (size_t i = 0; i < b->entries; i++)
        start[(b->entry[i].high >> (32 - bits)) + 1]++;
    for (size_t g = 0; g < groups; g++)
        start[g + 1] += start[g];
    entry *sorted = ts_alloc_array(b->entries + 1, sizeof *sorted);
    for (size_t i = 0; i < b->entries; i++)
        sorted[start[b->entry[i].high >> (32 - bits)]++] = b->entry[i];
    ts_free(b->entry);
    b->entry = sorted;
    b->entry_cap = b->entries + 1;
    for (size_t g = 0, from = 0; g < groups; from = start[g++]) /* start[g] is now the end of group g */
        qsort(sorted + from, start[g] - from, sizeof *sorted, cmp_entry);
    ts_free(start);
}

/* ---- writing ---- */

/* Bytes go out in whole pages, each page's checksum is kept. */
typedef struct page_writer {
    int fd;
    const char *name;
    const ts_fingerprinter *f;
    ts_buf block, checksums;
    ts_err err;
} page_writer;

static void flush_pages(page_writer *w) {
    for (size_t at = 0; at < w->block.len; at += INDEX_PAGE)
        ts_buf_add_u64le(&w->checksums, ts_tag(w->f, TAG_PAGE, ts_slice(ts_buf_span(&w->block), at, INDEX_PAGE)));
    if (!w->err)
        w->err = ts_fs_write_all(w->fd, ts_buf_span(&w->block), w->name);
    ts_buf_clear(&w->block);
}

static inline void maybe_flush(page_writer *w) {
    if (w->block.len >= WRITE_BLOCK && w->block.len % INDEX_PAGE == 0)
        flush_pages(w);
}

/* Fills up the page and hands everything on. */
static void end_section(page_writer *w) {
    while (w->block.len % INDEX_PAGE)
        ts_buf_add_char(&w->block, 0);
    flush_pages(w);
}

static void add_bytes(page_writer *w, const unsigned char *bytes, size_t len) {
    while (len) {
        size_t room = INDEX_PAGE - w->block.len % INDEX_PAGE, part = len < room ? len : room;
        ts_buf_add(&w->block, ts_span_of(bytes, part));
        bytes += part;
        len -= part;
        maybe_flush(w);
    }
}

static void write_directory(page_writer *w, const ts_index_builder *b, unsigned bits) {
    unsigned char number[4];
    size_t i = 0;
    for (uint64_t bucket = 0; bucket <= UINT64_C(1) << bits; bucket++) {
        while (i < b->entries && (uint64_t)b->entry[i].high >> (32 - bits) < bucket)
            i++;
        store_u32(number, (uint32_t)i);
        add_bytes(w, number, sizeof number);
    }
    end_section(w);
}

/* The remainder: the 24 bits of the fingerprint below those that chose the bucket. */
static uint32_t remainder_of(uint64_t fingerprint, unsigned bits) {
    return (uint32_t)(fingerprint >> (64 - bits - INDEX_REMAINDER_BITS)) & ((1u << INDEX_REMAINDER_BITS) - 1);
}

static void write_entries(page_writer *w, const ts_index_builder *b, unsigned bits) {
    unsigned char bytes[INDEX_ENTRY];
    for (size_t i = 0; i < b->entries; i++) {
        const entry *e = &b->entry[i];
        uint32_t remainder = remainder_of((uint64_t)e->high << 32 | e->low, bits);
        for (int k = 0; k < 3; k++)
            bytes[k] = (unsigned char)(remainder >> 8 * k);
        store_u32(bytes + 3, e->row);
        add_bytes(w, bytes, sizeof bytes);
    }
    end_section(w);
}

static void write_lines(page_writer *w, const ts_index_builder *b, ts_masker *masker) {
    for (uint32_t i = 0; i < b->people; i++) {
        unsigned char mask[INDEX_LINE];
        ts_mask_row(masker, i, mask);
        for (size_t k = 0; k < INDEX_LINE; k++)
            mask[k] ^= b->line[(size_t)i * INDEX_LINE + k];
        add_bytes(w, mask, sizeof mask);
    }
    end_section(w);
}

static void write_names(page_writer *w, const index_names *n, ts_masker *masker) {
    enum { A_PAGE = INDEX_PAGE / INDEX_NAME };
    for (size_t from = 0; from < n->n; from += A_PAGE) {
        unsigned char page[INDEX_PAGE] = {0};
        for (size_t i = from; i < n->n && i < from + A_PAGE; i++) {
            store_u32(page + (i - from) * INDEX_NAME, (uint32_t)n->slot[i]);
            store_u32(page + (i - from) * INDEX_NAME + 4, (uint32_t)(n->slot[i] >> 32));
        }
        index_names_mask(masker, (uint32_t)(from / A_PAGE), page);
        add_bytes(w, page, sizeof page);
    }
    end_section(w);
}

static void lay_out(const ts_index_builder *b, index_header *h) {
    h->people = b->people;
    h->entries = b->entries;
    h->names = (uint32_t)b->names.n;
    h->bucket_bits = 1;
    while (h->bucket_bits < INDEX_MAX_BUCKET_BITS && b->entries >> h->bucket_bits > INDEX_BUCKET_FILL)
        h->bucket_bits++;
    uint64_t page = 1;
    h->directory_at = page * INDEX_PAGE;
    page += index_pages(((UINT64_C(1) << h->bucket_bits) + 1) * 4);
    h->entries_at = page * INDEX_PAGE;
    page += index_pages(b->entries * INDEX_ENTRY);
    h->names_at = page * INDEX_PAGE;
    page += index_pages((uint64_t)h->names * INDEX_NAME);
    h->lines_at = page * INDEX_PAGE;
    page += index_pages((uint64_t)b->people * INDEX_LINE);
    h->checksums_at = page * INDEX_PAGE;
    page += index_pages((page - 1) * INDEX_CHECKSUM);
    h->file_size = page * INDEX_PAGE;
}

/* Sections first, the header last into its place: a file that was cut short has no header. */
static ts_err write_file(ts_index_builder *b, int fd, const char *name) {
    index_header h = {.info = b->info};
    lay_out(b, &h);
    ts_key file_key;
    ts_random(file_key.byte, sizeof file_key.byte);
    ts_masker *masker = ts_masker_new(&file_key), *names_masker = index_names_masker(&file_key);
    if (!masker || !names_masker) {
        ts_masker_free(masker);
        ts_masker_free(names_masker);
        return ts_fail(TS_EINTERNAL, "%s: no cipher for the index", name);
    }
    TS_AUTO(ts_buf, ts_buf_done) wrapped = {0}, head = {0};
    ts_key_wrap(&b->keys.wrap, &file_key, &wrapped);
    ts_key_wipe(&file_key);

    page_writer w = {.fd = fd, .name = name, .f = b->fingerprinter};
    static const char blank[INDEX_HEADER];
    w.err = ts_fs_write_all(fd, ts_span_of(blank, sizeof blank), name);
    write_directory(&w, b, h.bucket_bits);
    write_entries(&w, b, h.bucket_bits);
    write_names(&w, &b->names, names_masker);
    write_lines(&w, b, masker);
    ts_masker_free(names_masker);
    ts_masker_free(masker);
    ts_hmac(&b->keys.header, ts_buf_span(&w.checksums), &h.checksum_root);
    while (w.checksums.len % INDEX_PAGE)
        ts_buf_add_char(&w.checksums, 0);
    if (!w.err)
        w.err = ts_fs_write_all(fd, ts_buf_span(&w.checksums), name);
    ts_buf_done(&w.block);
    ts_buf_done(&w.checksums);
    TS_TRY(w.err);
    index_header_write(&h, &b->keys, ts_buf_span(&wrapped), &head);
    if (lseek(fd, 0, SEEK_SET) != 0)
        return ts_fail(TS_EIO, "%s cannot be written: %s", name, strerror(errno));
    TS_TRY(ts_fs_write_all(fd, ts_buf_span(&head), name));
    if (fsync(fd) != 0)
        return ts_fail(TS_EIO, "%s cannot be brought to disk: %s", name, strerror(errno));
    return TS_OK;
}

static ts_err finish(ts_index_builder *b, int dir, const char *name) {
    if (b->entries > UINT32_MAX)
        return ts_fail(TS_ELIMIT, "one index file holds at most %u look-up keys: register the export in parts",
                       UINT32_MAX);
    char tmp[256];
    if (snprintf(tmp, sizeof tmp, "%s.tmp", name) >= (int)sizeof tmp)
        return ts_fail(TS_EUSAGE, "the file name %s is too long", name);
    classify_all(b);
    drop_exact(b); /* before the keys are sorted, which takes as much again */
    sort_entries(b);
    index_names_sort(&b->names);
    int fd = openat(dir, tmp, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0)
        return ts_fail(TS_EIO, "%s cannot be written: %s", tmp, strerror(errno));
    ts_err err = write_file(b, fd, name);
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

ts_err ts_index_finish(ts_index_builder *b, const ts_holding_info *info, int dir, const char *name) {
    b->info = *info;
    ts_err err = finish(b, dir, name);
    ts_index_abandon(b);
    return err;
}
