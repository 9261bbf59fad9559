/* name_filter.c - which words are names that people of the holdings bear: four bytes a word, one look a question. */
#include "detect/name_filter.h"

#include "base/mem.h"
#include "text/fold.h"
#include "text/name_mark.h"

/* An entry is the rest of a permuted mark below the bits that choose its bucket, and the word's roles. */
enum { REST_BITS = 30, FILL = 6, LEAST_BITS = 4, MOST_BITS = 28, ENTRY = 4, FOLDED = 96 };
_Static_assert(REST_BITS + TS_NAME_ROLE_BITS == 32, "an entry is a number of 32 bits");

static unsigned bits_for(size_t n) {
    unsigned bits = LEAST_BITS;
    while (bits < MOST_BITS && n >> bits > FILL)
        bits++;
    return bits;
}

/* Of a mark the first bits + REST_BITS, changed one-to-one: each step can be undone. */
static uint64_t permuted(uint64_t mark, unsigned bits, const uint64_t salt[static TS_NAME_SALTS]) {
    unsigned width = bits + REST_BITS;
    uint64_t all = (UINT64_C(1) << width) - 1, x = mark >> (64 - width);
    for (int i = 0; i < TS_NAME_SALTS; i++) {
        x = (x * (salt[i] | 1) + (salt[i] >> 32)) & all;
        x ^= x >> (width / 2);
    }
    return x;
}

void ts_name_filter_write(const uint64_t *mark, size_t n, const uint64_t salt[static TS_NAME_SALTS], ts_buf *out) {
    unsigned bits = bits_for(n);
    size_t buckets = (size_t)1 << bits;
    uint32_t *start = ts_alloc_array(buckets + 1, sizeof *start), *entry = ts_alloc_array(n + 1, sizeof *entry);
    uint64_t *x = ts_alloc_array(n + 1, sizeof *x);
    for (size_t i = 0; i < n; i++) {
        x[i] = permuted(mark[i], bits, salt);
        start[(x[i] >> REST_BITS) + 1]++;
    }
    for (size_t b = 0; b < buckets; b++)
        start[b + 1] += start[b];
    ts_buf_add_u32le(out, (uint32_t)n);
    ts_buf_add_u32le(out, bits);
    for (int i = 0; i < TS_NAME_SALTS; i++)
        ts_buf_add_u64le(out, salt[i]);
    for (size_t b = 0; b <= buckets; b++)
        ts_buf_add_u32le(out, start[b]);
    for (size_t i = 0; i < n; i++)
        entry[start[x[i] >> REST_BITS]++] = (uint32_t)(x[i] << TS_NAME_ROLE_BITS) | (uint32_t)(mark[i] & TS_NAME_ROLES);
    for (size_t i = 0; i < n; i++)
        ts_buf_add_u32le(out, entry[i]);
    ts_wipe(x, n * sizeof *x);
    ts_free(x);
    ts_free(entry);
    ts_free(start);
}

ts_err ts_name_filter_read(ts_span bytes, ts_name_filter *out) {
    ts_cursor c = ts_cursor_over(bytes);
    ts_name_filter f = {.n = ts_read_u32le(&c), .bits = ts_read_u32le(&c)};
    for (int i = 0; i < TS_NAME_SALTS; i++)
        f.salt[i] = ts_read_u64le(&c);
    if (!c.ok || f.bits < LEAST_BITS || f.bits > MOST_BITS)
        return ts_fail(TS_EFORMAT, "the filter of names is none");
    f.directory = ts_read_span(&c, (((size_t)1 << f.bits) + 1) * ENTRY).ptr;
    f.entries = ts_read_span(&c, (size_t)f.n * ENTRY).ptr;
    if (!c.ok || ts_cursor_left(&c) > 0)
        return ts_fail(TS_EFORMAT, "the filter of names has another length than it says");
    *out = f;
    return TS_OK;
}

static uint32_t number_at(const char *p) {
    const unsigned char *b = (const unsigned char *)p;
    return b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

unsigned ts_name_filter_roles(const ts_name_filter *f, uint64_t mark) {
    if (!mark || !f->n)
        return 0;
    uint64_t x = permuted(mark, f->bits, f->salt);
    const char *slot = f->directory + (x >> REST_BITS) * ENTRY;
    uint32_t from = number_at(slot), to = number_at(slot + ENTRY), rest = (uint32_t)(x << TS_NAME_ROLE_BITS);
    unsigned roles = 0;
    for (uint32_t i = from; i < to && i < f->n; i++) {
        uint32_t entry = number_at(f->entries + (size_t)i * ENTRY);
        if ((entry & ~(uint32_t)TS_NAME_ROLES) == rest)
            roles |= entry & TS_NAME_ROLES;
    }
    return roles;
}

unsigned ts_name_filter_of(const ts_name_filter *f, ts_span word) {
    char folded[FOLDED];
    size_t n = ts_fold_into(word, folded, sizeof folded), from = 0, kept = 0;
    unsigned roles = 0;
    for (size_t i = 0; n != SIZE_MAX && i <= n; i++)
        if (i == n || folded[i] == '-' || folded[i] == ' ') {
            roles |= ts_name_filter_roles(f, ts_name_mark(ts_span_of(folded + from, kept - from)));
            from = kept;
        } else if (folded[i] != '\'') {
            folded[kept++] = folded[i];
        }
    return roles;
}
