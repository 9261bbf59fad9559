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

/* As large as there are different values: of two sexes there are two, however many people. */
typedef struct counts {
    counted *slot;
    size_t size, used;
} counts;

static counted *slot_of(const counts *c, uint64_t tag, uint32_t attr) {
    size_t mask = c->size - 1, at = (size_t)(tag ^ (uint64_t)attr << 20) & mask;
    while (c->slot[at].people && (c->slot[at].tag != tag || c->slot[at].attr != attr))
        at = (at + 1) & mask;
    return &c->slot[at];
}

static void widen(counts *c) {
    counts wide = {ts_alloc_array(c->size ? 2 * c->size : 1024, sizeof(counted)), c->size ? 2 * c->size : 1024,
                   c->used};
    for (size_t i = 0; i < c->size; i++)
        if (c->slot[i].people)
            *slot_of(&wide, c->slot[i].tag, c->slot[i].attr) = c->slot[i];
    if (c->slot)
        ts_wipe(c->slot, c->size * sizeof *c->slot);
    ts_free(c->slot);
    *c = wide;
}

static void count(counts *c, uint64_t tag, uint32_t attr) {
    if (2 * c->used >= c->size)
        widen(c);
    counted *s = slot_of(c, tag, attr);
    c->used += !s->people;
    *s = (counted){tag, s->people + 1, attr};
}

static void put_class(const ts_index_builder *b, const unsigned char *record, const counts *c) {
    unsigned char *facts = facts_of(b, load_u32(record + 8));
    unsigned class = rarity_class(slot_of(c, load_u64(record), record[12])->people, b->rows);
    store_u48(facts, load_u48(facts) | (uint64_t) class << 3 * record[12]);
}

/* A part goes by twice, block by block: a value that millions have makes its part as large as that. */
static ts_err count_part(const ts_index_builder *b, unsigned part, counts *c) {
    unsigned char *record;
    size_t n = 1;
    for (size_t block = 0; n; block++) {
        TS_TRY(ts_spill_block(b->exact, part, block, &record, &n));
        for (size_t i = 0; i < n; i++)
            count(c, load_u64(record + i * EXACT_RECORD), record[i * EXACT_RECORD + 12]);
    }
    n = 1;
    for (size_t block = 0; n; block++) {
        TS_TRY(ts_spill_block(b->exact, part, block, &record, &n));
        for (size_t i = 0; i < n; i++)
            put_class(b, record + i * EXACT_RECORD, c);
    }
    return TS_OK;
}

ts_err index_count_rarity(ts_index_builder *b) {
    counts c = {0};
    ts_err err = TS_OK;
    for (unsigned part = 0; part < TS_SPILL_PARTS && !err; part++) {
        err = count_part(b, part, &c);
        if (c.slot)
            memset(c.slot, 0, c.size * sizeof *c.slot);
        c.used = 0;
    }
    ts_free(c.slot);
    return err;
}
