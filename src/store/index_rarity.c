/* index_rarity.c - how rare each value of each row is among the people of its snapshot.
 *
 * Counted by 64 bits of the exact tag.  Tags of 32 bits would not do: among 600,000 values some forty pairs share them, others
 * under each key, and the result digest must not depend on the key.
 */
#include "store/index_builder.h"

#include "base/mem.h"

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

/* How many people have one value of one attribute. */
typedef struct counted {
    uint64_t tag;
    uint32_t people; /* 0: free */
    uint32_t attr;
} counted;

static counted *slot_of(counted *table, size_t mask, uint64_t tag, uint32_t attr) {
    size_t at = (size_t)(tag ^ (uint64_t)attr << 20) & mask;
    while (table[at].people && (table[at].tag != tag || table[at].attr != attr))
        at = (at + 1) & mask;
    return &table[at];
}

static void count_part(const ts_index_builder *b, const unsigned char *record, size_t n, counted *table, size_t mask) {
    for (size_t i = 0; i < n; i++) {
        const unsigned char *r = record + i * EXACT_RECORD;
        counted *c = slot_of(table, mask, load_u64(r), r[12]);
        c->tag = load_u64(r);
        c->attr = r[12];
        c->people++;
    }
    for (size_t i = 0; i < n; i++) {
        const unsigned char *r = record + i * EXACT_RECORD;
        unsigned char *facts = facts_of(b, load_u32(r + 8));
        unsigned class = rarity_class(slot_of(table, mask, load_u64(r), r[12])->people, b->rows);
        store_u48(facts, load_u48(facts) | (uint64_t) class << 3 * r[12]);
    }
}

ts_err index_count_rarity(ts_index_builder *b) {
    counted *table = NULL;
    size_t room = 0;
    ts_err err = TS_OK;
    for (unsigned part = 0; part < TS_SPILL_PARTS && !err; part++) {
        unsigned char *record;
        size_t n, size = 16;
        err = ts_spill_load(b->exact, part, &record, &n);
        if (err || !n)
            continue;
        while (size < 2 * n)
            size *= 2;
        if (size > room) {
            ts_free(table);
            table = ts_alloc_array(size, sizeof *table);
            room = size;
        } else
            memset(table, 0, size * sizeof *table);
        count_part(b, record, n, table, size - 1);
    }
    if (table)
        ts_wipe(table, room * sizeof *table);
    ts_free(table);
    return err;
}
