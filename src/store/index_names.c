/* index_names.c - the words of the people's names as marks, each once: what the filter of names is made of.
 *
 * Detection is to know in running text that a word is a name which somebody of the holdings bears, though no list has it.
 * Lines cannot say so: their tags are keyed, and no key enters a worker.
 */
#include "store/index_layout.h"

#include <stdlib.h>
#include "base/mem.h"
#include "text/name_mark.h"

enum { FIRST_SLOTS = 1024, LEAST_PART = 4 };

static uint64_t word_of(uint64_t mark) { return mark & ~(uint64_t)TS_NAME_ROLES; }

static uint64_t *slot_of(uint64_t *slot, size_t slots, uint64_t mark) {
    size_t at = (size_t)(mark >> 32) & (slots - 1);
    while (slot[at] && word_of(slot[at]) != word_of(mark))
        at = (at + 1) & (slots - 1);
    return slot + at;
}

static void widen(index_names *n) {
    size_t slots = n->slots ? 2 * n->slots : FIRST_SLOTS;
    uint64_t *wide = ts_alloc_array(slots, sizeof *wide);
    for (size_t i = 0; i < n->slots; i++)
        if (n->slot[i])
            *slot_of(wide, slots, n->slot[i]) = n->slot[i];
    ts_free(n->slot);
    n->slot = wide;
    n->slots = slots;
}

static void add_word(index_names *n, ts_span word, uint64_t role) {
    uint64_t mark = ts_name_mark(word);
    if (!mark)
        return;
    if (2 * n->n >= n->slots)
        widen(n);
    uint64_t *slot = slot_of(n->slot, n->slots, mark);
    n->n += !*slot;
    *slot |= mark | role;
}

static void add_words(index_names *n, const ts_values *v, ts_attr a, uint64_t role) {
    if (!has_attr(v, a))
        return;
    ts_span name = ts_norm_span(&v->value[a]);
    for (size_t from = 0, i = 0; i <= name.len; i++)
        if (i == name.len || name.ptr[i] == ' ') {
            /* "VAN DER BERG": of several words the short ones are particles. */
            if (i - from == name.len || i - from >= LEAST_PART)
                add_word(n, ts_slice(name, from, i - from), role);
            from = i + 1;
        }
}

void index_names_add(index_names *n, const ts_values *v) {
    add_words(n, v, TS_ATTR_FORENAME, TS_NAME_GIVEN);
    add_words(n, v, TS_ATTR_SURNAME, TS_NAME_FAMILY);
}

static int cmp_mark(const void *a, const void *b) {
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

void index_names_sort(index_names *n) {
    size_t kept = 0;
    for (size_t i = 0; i < n->slots; i++)
        if (n->slot[i])
            n->slot[kept++] = n->slot[i];
    n->slots = 0; /* a list now */
    if (kept)
        qsort(n->slot, kept, sizeof *n->slot, cmp_mark);
}

void index_names_done(index_names *n) {
    if (n->slot)
        ts_wipe(n->slot, (n->slots ? n->slots : n->n) * sizeof *n->slot);
    ts_free(n->slot);
    *n = (index_names){0};
}

ts_masker *index_names_masker(const ts_key *file_key) {
    ts_key key;
    ts_key_derive(file_key, "index names", &key);
    ts_masker *m = ts_masker_new(&key);
    ts_key_wipe(&key);
    return m;
}

void index_names_mask(ts_masker *m, uint32_t page, unsigned char bytes[static INDEX_PAGE]) {
    for (uint32_t i = 0; i < INDEX_PAGE / TS_MASK_BYTES; i++) {
        unsigned char mask[TS_MASK_BYTES];
        ts_mask_row(m, page * (INDEX_PAGE / TS_MASK_BYTES) + i, mask);
        for (size_t k = 0; k < sizeof mask; k++)
            bytes[i * TS_MASK_BYTES + k] ^= mask[k];
    }
}
