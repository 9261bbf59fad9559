/* index_find.c - from look-up keys to lines, and what stands in a line.
 *
 * A file of ours, but its body may be damaged: every number read from it is checked against the section it points into.
 */
#include "store/index_open.h"

typedef struct bucket {
    uint32_t from, to, remainder;
} bucket;

static const unsigned char *slot_of(const ts_index *x, uint64_t fingerprint) {
    return x->directory + (fingerprint >> (64 - x->header.bucket_bits)) * 4;
}

static bucket bucket_of(const ts_index *x, uint64_t fingerprint) {
    if (!x->directory)
        return (bucket){0};
    const unsigned char *slot = slot_of(x, fingerprint);
    bucket b = {load_u32(slot), load_u32(slot + 4),
                (uint32_t)(fingerprint >> (64 - x->header.bucket_bits - INDEX_REMAINDER_BITS)) & 0xffffff};
    if (b.to > x->header.entries || b.from > b.to) /* a damaged page: nothing is found there */
        b.from = b.to = 0;
    return b;
}

void ts_index_prefetch(const ts_index *x, const ts_probe *p) {
    for (size_t i = 0; x->directory && i < p->keys; i++)
        __builtin_prefetch(slot_of(x, p->key[i]));
}

static uint32_t remainder_at(const ts_index *x, uint32_t i) { return load_u24(x->entries + (size_t)i * INDEX_ENTRY); }
uint32_t index_entry_line(const ts_index *x, uint32_t i) { return load_u32(x->entries + (size_t)i * INDEX_ENTRY + 3); }

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

static ts_index_range range_in(const ts_index *x, bucket b, size_t most) {
    ts_index_range r = {lower_bound(x, b), 0};
    for (r.to = r.from; r.to < b.to && r.to - r.from <= most && remainder_at(x, r.to) == b.remainder;)
        r.to++;
    return r;
}

void ts_index_ranges(const ts_index *x, const uint64_t *key, size_t keys, size_t most, ts_index_range *out) {
    enum { AT_ONCE = 32 };
    bucket b[AT_ONCE];
    for (size_t done = 0; done < keys; done += AT_ONCE, key += AT_ONCE, out += AT_ONCE) {
        size_t n = keys - done < AT_ONCE ? keys - done : AT_ONCE;
        for (size_t i = 0; x->directory && i < n; i++)
            __builtin_prefetch(slot_of(x, key[i]));
        for (size_t i = 0; i < n; i++) {
            b[i] = bucket_of(x, key[i]);
            __builtin_prefetch(x->entries + (size_t)b[i].from * INDEX_ENTRY);
            __builtin_prefetch(x->entries + (size_t)b[i].to * INDEX_ENTRY);
        }
        for (size_t i = 0; i < n; i++)
            out[i] = range_in(x, b[i], most);
    }
}

bool ts_index_has_mark(const ts_index *x, const ts_fingerprinter *f, ts_span value) {
    uint64_t key = ts_fingerprint(f, KEY_MARK, value);
    uint32_t mark = index_mark_of(f, value);
    ts_index_range r = {0};
    ts_index_ranges(x, &key, 1, UINT32_MAX - 1, &r);
    while (r.from < r.to && index_entry_line(x, r.from) != mark)
        r.from++;
    return r.from < r.to;
}

/* Puts `value` into its place; *n grows unless it is there already. False where there is no room. */
static bool insert_line(uint32_t *line, size_t *n, size_t max, uint32_t value) {
    size_t at = *n;
    while (at && line[at - 1] > value)
        at--;
    if (at && line[at - 1] == value)
        return true;
    if (*n == max)
        return false;
    memmove(line + at + 1, line + at, (*n - at) * sizeof *line);
    line[at] = value;
    ++*n;
    return true;
}

void index_prefetch_line(const ts_index *x, uint32_t entry) {
    uint32_t line = index_entry_line(x, entry);
    if (line < x->header.lines)
        __builtin_prefetch(x->lines + (size_t)line * x->line_size);
}

size_t ts_index_candidates(const ts_index *x, const ts_probe *p, size_t crowd, uint32_t *line, size_t max,
                           bool *overflow) {
    ts_index_range r[TS_PROBE_KEYS];
    size_t n = 0;
    *overflow = false;
    ts_index_ranges(x, p->key, p->keys, crowd, r);
    for (size_t i = 0; i < p->keys; i++) {
        if (r[i].to - r[i].from > crowd) {
            *overflow = true;
            continue;
        }
        for (uint32_t k = r[i].from; k < r[i].to; k++) {
            uint32_t at = index_entry_line(x, k);
            if (at < x->header.lines)
                *overflow |= !insert_line(line, &n, max, at);
        }
    }
    return n;
}

/* ---- a person's line ---- */

const index_line *index_line_at(const ts_index *cx, uint32_t line) {
    ts_index *x = (ts_index *)(uintptr_t)cx; /* the line kept is a cache: nothing that a caller can see changes */
    if (line == x->at)
        return &x->line;
    x->at = INDEX_NO_LINE;
    x->line = (index_line){0};
    if (line >= x->header.lines)
        return &x->line;
    unsigned char bytes[LINE_MOST];
    uint64_t place = (uint64_t)line * x->line_size;
    memcpy(bytes, x->lines + place, x->line_size);
    ts_mask_apply(x->masker, place, bytes, x->line_size);
    x->line.source_row = load_u32(bytes + LINE_SOURCE_ROW);
    x->line.person = load_u48(bytes + LINE_PERSON);
    x->line.local = load_u48(bytes + LINE_LOCAL);
    x->line.birth_month = load_u16(bytes + LINE_BIRTH_MONTH);
    x->line.facts = load_u48(bytes + LINE_FACTS);
    const unsigned char *tag = bytes + LINE_TAGS;
    for (unsigned slots = x->header.slots; slots; slots &= slots - 1, tag += 4)
        x->line.tag[__builtin_ctz(slots)] = load_u32(tag);
    x->at = line;
    return &x->line;
}

void ts_index_held(const ts_index *x, uint32_t row, ts_held *out) {
    const index_line *line = index_line_at(x, row);
    out->source_row = line->source_row;
    out->person = line->person;
    out->local = line->local;
    out->birth_month = (int16_t)(line->birth_month - 1);
    out->deceased = line->facts >> FACT_DECEASED & 1;
}

bool ts_index_still_holds(const ts_index *x, size_t still, uint32_t line, ts_held *out, ts_comparison *c) {
    const index_still *s = &x->header.still[still];
    if (still >= x->header.stills || line >= s->lines)
        return false;
    unsigned char bytes[INDEX_STILL];
    memcpy(bytes, x->map + s->at + (size_t)line * INDEX_STILL, sizeof bytes);
    ts_mask_apply(x->still_masker, index_still_place(still, line), bytes, sizeof bytes);
    uint32_t row = load_u32(bytes);
    if (!row)
        return false;
    out->source_row = row;
    index_take_rarity(load_u48(bytes + 4), c);
    return true;
}
