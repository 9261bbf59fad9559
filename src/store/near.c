/* near.c - near copies are found by bands: what differs in at most seven of 128 bits has one of eight bands alike. */
#include "store/near.h"

#include <stdlib.h>

#include "base/mem.h"
#include "text/sketch.h"

enum {
    BANDS = 8, /* of 16 bits */
    BACK = 64 /* items of one band that each is compared with: a band that hundreds share is a form's, and they chain */
};
_Static_assert((int)TS_SKETCH_NEAR < (int)BANDS, "one band is alike");

static int by_sketch(const void *a, const void *b) {
    const ts_near *x = a, *y = b;
    for (int i = 0; i < 2; i++)
        if (x->sketch[i] != y->sketch[i])
            return x->sketch[i] < y->sketch[i] ? -1 : 1;
    return x->content < y->content ? -1 : x->content > y->content;
}

static bool as_long(const ts_near *a, const ts_near *b) {
    return a->content / 10 * 8 <= b->content && b->content / 10 * 8 <= a->content;
}

static bool near(const ts_near *a, const ts_near *b) {
    return ts_sketch_distance(a->sketch, b->sketch) <= TS_SKETCH_NEAR && as_long(a, b);
}

static uint32_t band_of(const ts_near *n, int band) {
    return (uint32_t)(n->sketch[band / 4] >> band % 4 * 16 & 0xFFFF);
}

static uint32_t root_of(ts_near *item, uint32_t i) {
    while (item[i].group != i)
        i = item[i].group = item[item[i].group].group;
    return i;
}

/* The lower number stays the root: groups do not depend on the order of joining. */
static void join(ts_near *item, uint32_t a, uint32_t b) {
    a = root_of(item, a), b = root_of(item, b);
    if (a < b)
        item[b].group = a;
    else
        item[a].group = b;
}

/* Items in the order of one band, by counting; those with one value keep the order of their sketches. */
static void sort_by_band(const ts_near *item, const uint32_t *first, size_t n, int band, uint32_t *order) {
    uint32_t *from = ts_alloc_array(0x10001, sizeof *from);
    for (size_t i = 0; i < n; i++)
        from[band_of(&item[first[i]], band) + 1]++;
    for (size_t v = 1; v <= 0x10000; v++)
        from[v] += from[v - 1];
    for (size_t i = 0; i < n; i++)
        order[from[band_of(&item[first[i]], band)]++] = first[i];
    ts_free(from);
}

void ts_near_group(ts_near *item, size_t n, uint64_t *groups, uint64_t *copies) {
    *groups = *copies = 0;
    if (n)
        qsort(item, n, sizeof *item, by_sketch);
    uint32_t *first = ts_alloc_array(n + 1, sizeof *first), *order = ts_alloc_array(n + 1, sizeof *order);
    size_t distinct = 0;
    for (size_t i = 0; i < n; i++) { /* equal sketches are one */
        bool same = i && ts_sketch_distance(item[i - 1].sketch, item[i].sketch) == 0 && as_long(&item[i - 1], &item[i]);
        item[i].group = same ? item[i - 1].group : (uint32_t)i;
        if (!same)
            first[distinct++] = (uint32_t)i;
    }
    for (int band = 0; band < BANDS; band++) {
        sort_by_band(item, first, distinct, band, order);
        for (size_t i = 1; i < distinct; i++)
            for (size_t k = i; k-- > 0 && i - k <= BACK;) {
                if (band_of(&item[order[k]], band) != band_of(&item[order[i]], band))
                    break;
                if (near(&item[order[k]], &item[order[i]]))
                    join(item, order[k], order[i]);
            }
    }
    uint32_t *size = ts_alloc_array(n + 1, sizeof *size);
    for (size_t i = 0; i < n; i++) {
        item[i].group = root_of(item, (uint32_t)i);
        size[item[i].group]++;
    }
    for (size_t i = 0; i < n; i++)
        if (size[i] > 1) {
            ++*groups;
            *copies += size[i] - 1;
        }
    ts_free(size);
    ts_free(order);
    ts_free(first);
}
