/* index_read.c - opens an index file by memory map, finds candidate rows and compares them.
 *
 * A file of ours, but it may be cut, mixed up or changed: the header is authenticated before anything in it is
 * believed, sections must stand exactly where its counts say, and every number read from the body is checked
 * against the section it points into.  Pages are checked as a whole by ts_index_verify alone.
 */
#include "store/index_layout.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"

enum { NO_ROW = UINT32_MAX };

struct ts_index {
    const unsigned char *map;
    size_t size;
    index_header header;
    ts_digest seal;
    char name[256];
    const unsigned char *directory, *entries, *lines;
    ts_fingerprinter *fingerprinter;
    index_keys keys;
    ts_masker *masker, *names_masker;
    uint32_t letter_step[LETTER_STEPS];
    /* The line unmasked last: held, then compared. */
    uint32_t at;
    unsigned char line[INDEX_LINE];
};

/* ---- the header ---- */

static ts_err damaged(const ts_index *x, const char *what) {
    return ts_fail(TS_EDAMAGED, "the index file %s %s: register its holding again", x->name, what);
}

/* Do the sections stand where the counts say, one after the other, to the file's end? */
static bool sections_fit(const index_header *h, uint64_t size) {
    if (h->bucket_bits < 1 || h->bucket_bits > INDEX_MAX_BUCKET_BITS || h->entries > UINT32_MAX || size % INDEX_PAGE)
        return false;
    uint64_t page = 1;
    if (h->directory_at != page * INDEX_PAGE)
        return false;
    page += index_pages(((UINT64_C(1) << h->bucket_bits) + 1) * 4);
    if (h->entries_at != page * INDEX_PAGE)
        return false;
    page += index_pages(h->entries * INDEX_ENTRY);
    if (h->version != INDEX_NAMELESS && h->names_at != page * INDEX_PAGE)
        return false;
    page += index_pages((uint64_t)h->names * INDEX_NAME);
    if (h->lines_at != page * INDEX_PAGE)
        return false;
    page += index_pages((uint64_t)h->people * INDEX_LINE);
    if (h->checksums_at != page * INDEX_PAGE)
        return false;
    page += index_pages((page - 1) * INDEX_CHECKSUM);
    return h->file_size == page * INDEX_PAGE && size == h->file_size;
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
    if (version != INDEX_VERSION && version != INDEX_NAMELESS)
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
    ts_key_wipe(&file_key);
    return x->masker && x->names_masker ? TS_OK : ts_fail(TS_EINTERNAL, "no cipher for the index file %s", x->name);
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
    x->at = NO_ROW;
    index_keys_init(register_key, &x->keys);
    ts_err err = map_file(x, dir, name);
    if (!err)
        err = read_header(x);
    if (err) {
        ts_index_close(x);
        return err;
    }
    x->directory = x->map + x->header.directory_at;
    x->entries = x->map + x->header.entries_at;
    x->lines = x->map + x->header.lines_at;
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
    ts_wipe(x, sizeof *x);
    ts_free(x);
}

const ts_holding_info *ts_index_info(const ts_index *x) { return &x->header.info; }
uint32_t ts_index_people(const ts_index *x) { return x->header.people; }
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
    uint64_t want = load_u32(sum) | (uint64_t)load_u32(sum + 4) << 32;
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
    for (uint64_t i = 0; i < pages; i++)
        TS_TRY(check_page(x, i));
    return TS_OK;
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
            mark[i] = load_u32(at) | (uint64_t)load_u32(at + 4) << 32;
        }
    }
    return TS_OK;
}

/* ---- look-up ---- */

typedef struct bucket {
    uint32_t from, to, remainder;
} bucket;

static const unsigned char *slot_of(const ts_index *x, uint64_t fingerprint) {
    return x->directory + (fingerprint >> (64 - x->header.bucket_bits)) * 4;
}

static bucket bucket_of(const ts_index *x, uint64_t fingerprint) {
    const unsigned char *slot = slot_of(x, fingerprint);
    bucket b = {load_u32(slot), load_u32(slot + 4),
                (uint32_t)(fingerprint >> (64 - x->header.bucket_bits - INDEX_REMAINDER_BITS)) & 0xffffff};
    if (b.to > x->header.entries || b.from > b.to) /* a damaged page: nothing is found there */
        b.from = b.to = 0;
    return b;
}

void ts_index_prefetch(const ts_index *x, const ts_probe *p) {
    for (size_t i = 0; i < p->keys; i++)
        __builtin_prefetch(slot_of(x, p->key[i]));
}

static uint32_t remainder_at(const ts_index *x, uint32_t i) { return load_u24(x->entries + (size_t)i * INDEX_ENTRY); }
static uint32_t row_at(const ts_index *x, uint32_t i) { return load_u32(x->entries + (size_t)i * INDEX_ENTRY + 3); }

/* First entry of the bucket whose remainder is not below the one looked for. */
static uint32_t lower_bound(const ts_index *x, bucket b) {
    uint32_t low = b.from, high = b.to;
    while (high - low > 8) {
        uint32_t middle = low + (high - low) / 2;
        if (remainder_at(x, middle) < b.remainder)
            low = middle + 1;
        else
            high = middle;
    }
    while (low < high && remainder_at(x, low) < b.remainder)
        low++;
    return low;
}

/* Puts `row` into its place; *n grows unless it is there already. False where there is no room. */
static bool insert_row(uint32_t *row, size_t *n, size_t max, uint32_t value) {
    size_t at = *n;
    while (at && row[at - 1] > value)
        at--;
    if (at && row[at - 1] == value)
        return true;
    if (*n == max)
        return false;
    memmove(row + at + 1, row + at, (*n - at) * sizeof *row);
    row[at] = value;
    ++*n;
    return true;
}

size_t ts_index_candidates(const ts_index *x, const ts_probe *p, uint32_t *row, size_t max, bool *overflow) {
    bucket b[TS_PROBE_KEYS];
    size_t n = 0;
    *overflow = false;
    for (size_t i = 0; i < p->keys; i++) { /* all cache misses at once */
        b[i] = bucket_of(x, p->key[i]);
        __builtin_prefetch(x->entries + (size_t)b[i].from * INDEX_ENTRY);
        __builtin_prefetch(x->entries + (size_t)b[i].to * INDEX_ENTRY);
    }
    for (size_t i = 0; i < p->keys; i++) {
        uint32_t first = lower_bound(x, b[i]), last = first;
        while (last < b[i].to && last - first <= max && remainder_at(x, last) == b[i].remainder)
            last++;
        if (last - first > max) {
            *overflow = true;
            continue;
        }
        for (uint32_t k = first; k < last; k++) {
            uint32_t r = row_at(x, k);
            if (r < x->header.people && !insert_row(row, &n, max, r))
                *overflow = true;
        }
    }
    for (size_t i = 0; i < n && i < 8; i++)
        __builtin_prefetch(x->lines + (size_t)row[i] * INDEX_LINE);
    return n;
}

/* ---- a person's line ---- */

static const unsigned char *line_of(const ts_index *cx, uint32_t row) {
    ts_index *x = (ts_index *)(uintptr_t)cx; /* the line kept is a cache: nothing that a caller can see changes */
    if (row == x->at)
        return x->line;
    if (row >= x->header.people) {
        memset(x->line, 0, sizeof x->line);
        x->at = NO_ROW;
        return x->line;
    }
    ts_mask_row(x->masker, row, x->line);
    const unsigned char *stored = x->lines + (size_t)row * INDEX_LINE;
    for (size_t i = 0; i < INDEX_LINE; i++)
        x->line[i] ^= stored[i];
    x->at = row;
    return x->line;
}

void ts_index_held(const ts_index *x, uint32_t row, ts_held *out) {
    const unsigned char *line = line_of(x, row);
    out->source_row = load_u32(line + LINE_SOURCE_ROW);
    out->person = load_u48(line + LINE_PERSON);
    out->local = load_u48(line + LINE_LOCAL);
    out->birth_month = (int16_t)(load_u16(line + LINE_BIRTH_MONTH) - 1);
    out->deceased = load_u48(line + LINE_FACTS) >> FACT_DECEASED & 1;
}

/* ---- comparing ---- */

typedef struct comparing {
    const ts_index *x;
    const unsigned char *line;
    const ts_probe *p;
} comparing;

static uint32_t stored_tag(const comparing *c, unsigned slot) { return load_u32(c->line + LINE_TAGS + 4 * slot); }
/* Variant `v` of attribute `a` as the probe has it; 0 where it has none. */
static uint32_t asked(const comparing *c, ts_attr a, unsigned v) {
    return v < c->p->tags[a] ? (uint32_t)c->p->tag[a][v] : 0;
}
static bool same(const comparing *c, unsigned slot, ts_attr a, unsigned variant) {
    uint32_t t = asked(c, a, variant);
    return t && t == stored_tag(c, slot);
}

/* One letter wrong, missing, extra, or letters exchanged. */
static bool letters_near(const comparing *c, unsigned slot, ts_attr a, unsigned variant) {
    if (asked(c, a, variant) == 0 || stored_tag(c, slot) == 0)
        return false;
    uint32_t step = asked(c, a, variant) ^ stored_tag(c, slot);
    if (!step)
        return true;
    size_t low = 0, high = LETTER_STEPS;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (c->x->letter_step[middle] < step)
            low = middle + 1;
        else
            high = middle;
    }
    return low < LETTER_STEPS && c->x->letter_step[low] == step;
}

static bool surname_near(const comparing *c) {
    return same(c, SLOT_SURNAME_SOUND, TS_ATTR_SURNAME, 1) || same(c, SLOT_SURNAME, TS_ATTR_SURNAME, 3) ||
           same(c, SLOT_SURNAME, TS_ATTR_SURNAME, 4) || letters_near(c, SLOT_SURNAME_LETTERS, TS_ATTR_SURNAME, 2);
}

static bool forename_near(const comparing *c) {
    bool only_initial = asked(c, TS_ATTR_FORENAME, 5);
    if (same(c, SLOT_FORENAME_LONG, TS_ATTR_FORENAME, 1) || same(c, SLOT_FORENAME, TS_ATTR_FORENAME, 4))
        return true;
    if (only_initial)
        return same(c, SLOT_FORENAME_INITIAL, TS_ATTR_FORENAME, 2);
    return letters_near(c, SLOT_FORENAME_LETTERS, TS_ATTR_FORENAME, 3);
}

/* One of what it was misread for (probe.c). */
static bool number_near(const comparing *c) {
    bool near = false;
    for (unsigned v = 1; v < c->p->tags[TS_ATTR_NHS]; v++)
        near = near || same(c, SLOT_NHS, TS_ATTR_NHS, v);
    return near;
}

/* One digit of year, month or day wrong, or two of the year's or the day's exchanged. */
static bool digits_near(const comparing *c) {
    unsigned held = load_u16(c->line + LINE_BIRTH_MONTH), said = asked(c, TS_ATTR_BIRTH, 2);
    uint32_t held_day = stored_tag(c, SLOT_BIRTH_DAY), said_day = asked(c, TS_ATTR_BIRTH, 3);
    if (!held || !said || !held_day || !said_day)
        return false;
    unsigned a[4] = {0}, b[4] = {0}, wrong = 0;
    unsigned year_a = 1800 + (held - 1) / 12, year_b = 1800 + (said - 1) / 12;
    for (unsigned i = 4; i-- > 0; year_a /= 10, year_b /= 10) {
        a[i] = year_a % 10;
        b[i] = year_b % 10;
        wrong += a[i] != b[i];
    }
    unsigned month_a = (held - 1) % 12 + 1, month_b = (said - 1) % 12 + 1;
    unsigned month_wrong = (month_a / 10 != month_b / 10) + (month_a % 10 != month_b % 10);
    unsigned day_wrong = (held_day >> 16 != said_day >> 16) + ((held_day & 0xffff) != (said_day & 0xffff));
    if (wrong + month_wrong + day_wrong == 1)
        return true;
    if (wrong == 2 && !month_wrong && !day_wrong)
        return a[2] == b[3] && a[3] == b[2];
    return day_wrong == 2 && !wrong && !month_wrong && held_day >> 16 == (said_day & 0xffff) &&
           (held_day & 0xffff) == said_day >> 16;
}

static bool is_near(const comparing *c, ts_attr a) {
    switch (a) {
    case TS_ATTR_NHS:
        return number_near(c);
    case TS_ATTR_SURNAME:
        return surname_near(c);
    case TS_ATTR_FORENAME:
        return forename_near(c);
    case TS_ATTR_BIRTH:
        return same(c, SLOT_BIRTH, TS_ATTR_BIRTH, 1) || digits_near(c);
    case TS_ATTR_ADDRESS:
        return same(c, SLOT_ADDRESS, TS_ATTR_ADDRESS, 1);
    case TS_ATTR_POSTCODE:
        return same(c, SLOT_OUTWARD, TS_ATTR_POSTCODE, 1);
    case TS_ATTR_DEATH:
        return same(c, SLOT_DEATH, TS_ATTR_DEATH, 1);
    default:
        return false;
    }
}

void ts_index_compare(const ts_index *x, uint32_t row, const ts_probe *p, ts_comparison *out) {
    static const uint8_t slot[TS_ATTR_COUNT] = {
        [TS_ATTR_NHS] = SLOT_NHS,         [TS_ATTR_LOCAL] = SLOT_LOCAL,       [TS_ATTR_NINO] = SLOT_NINO,
        [TS_ATTR_SURNAME] = SLOT_SURNAME, [TS_ATTR_FORENAME] = SLOT_FORENAME, [TS_ATTR_BIRTH] = SLOT_BIRTH,
        [TS_ATTR_ADDRESS] = SLOT_ADDRESS, [TS_ATTR_POSTCODE] = SLOT_POSTCODE, [TS_ATTR_LANDLINE] = SLOT_LANDLINE,
        [TS_ATTR_MOBILE] = SLOT_MOBILE,   [TS_ATTR_EMAIL] = SLOT_EMAIL,       [TS_ATTR_BANK] = SLOT_BANK,
        [TS_ATTR_DEATH] = SLOT_DEATH,
    };
    comparing c = {x, line_of(x, row), p};
    uint64_t facts = load_u48(c.line + LINE_FACTS);
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
        uint32_t held = a == TS_ATTR_SEX ? (uint32_t)(facts >> FACT_SEX & 3) : stored_tag(&c, slot[a]);
        uint32_t said = asked(&c, (ts_attr)a, 0);
        out->rarity[a] = (uint8_t)(facts >> 3 * a & 7);
        if (!held || !said)
            out->attr[a] = TS_ABSENT;
        else if (held == said)
            out->attr[a] = TS_AGREES;
        else
            out->attr[a] = is_near(&c, (ts_attr)a) ? TS_NEAR : TS_DIFFERS;
    }
}
