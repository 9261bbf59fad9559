/* recycled_stage.c - did the same row, the same file stand in an earlier leak that is registered with the case? */
#include "verify/recycled_stage.h"

#include <stdio.h>
#include "store/blobs.h"

enum { CROWD = 256 }; /* different rows of an earlier leak that may share a key */

bool ts_row_recycled(const ts_comparison *c, uint16_t present, uint16_t placeholder) {
    unsigned shown = present & ~(unsigned)placeholder, groups = 0;
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
        if (shown >> a & 1) {
            if (c->attr[a] != TS_AGREES)
                return false;
            groups |= 1u << ts_attr_group((ts_attr)a);
        }
    return __builtin_popcount(shown) >= TS_RECYCLED_ATTRS && __builtin_popcount(groups) >= TS_RECYCLED_GROUPS;
}

void ts_recycled_init(ts_recycled *r, const ts_register *holdings) {
    *r = (ts_recycled){.holdings = holdings, .n = ts_register_earlier(holdings)};
    if (r->n > TS_EARLIER_MOST)
        r->n = TS_EARLIER_MOST;
    for (size_t i = 0; i < r->n; i++) {
        const ts_index *x = ts_register_earlier_at(holdings, i);
        ts_earlier_sum *s = &r->sum[i];
        snprintf(s->name, sizeof s->name, "%s", ts_index_info(x)->system);
        s->as_of = ts_index_info(x)->as_of;
        s->rows = ts_index_people(x);
    }
}

static bool stands_in(const ts_index *x, const ts_probe *p, uint16_t present, uint16_t placeholder) {
    uint32_t line[CROWD];
    bool overflow;
    size_t n = ts_index_candidates(x, p, CROWD, line, CROWD, &overflow);
    for (size_t i = 0; i < n; i++) {
        ts_comparison c;
        ts_index_compare(x, line[i], p, &c);
        if (ts_row_recycled(&c, present, placeholder))
            return true;
    }
    return false;
}

uint32_t ts_recycled_in(const ts_recycled *r, const ts_probe *p, uint16_t present, uint16_t placeholder) {
    uint32_t in = 0;
    for (size_t i = 0; i < r->n; i++)
        if (stands_in(ts_register_earlier_at(r->holdings, i), p, present, placeholder))
            in |= UINT32_C(1) << i;
    return in;
}

void ts_recycled_add(ts_recycled *r, uint32_t in, bool identified) {
    for (size_t i = 0; in && i < r->n; i++)
        if (in >> i & 1) {
            r->sum[i].sightings++;
            r->sum[i].identified += identified;
        }
}

typedef struct counting {
    ts_recycled *r;
    const ts_fingerprinter *f;
} counting;

static ts_err count_file(void *context, const ts_blob *b) {
    counting *k = context;
    for (size_t i = 0; i < k->r->n; i++)
        if (ts_index_has_mark(ts_register_earlier_at(k->r->holdings, i), k->f,
                              ts_span_of(b->digest.byte, sizeof b->digest.byte))) {
            k->r->sum[i].blobs++;
            k->r->sum[i].bytes += b->size;
        }
    return TS_OK;
}

ts_err ts_recycled_files(ts_recycled *r, ts_case *c, const ts_fingerprinter *f) {
    counting k = {r, f};
    return r->n ? ts_blob_each(c, count_file, &k) : TS_OK;
}
