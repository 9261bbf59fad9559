/* hits.c - collects what is found in one segment and settles overlaps. */
#include "detect/hits.h"

#include "base/mem.h"

void ts_hits_grow(ts_hits *h) {
    h->cap = h->cap ? 2 * h->cap : 256;
    h->side = ts_grow(h->side, h->cap, sizeof *h->side);
}

ts_mention *ts_hits_add(ts_hits *h, ts_kind kind, const ts_norm *norm, uint32_t start, uint32_t end, int confidence,
                        ts_side side) {
    if (!ts_hits_wants(h, kind))
        return NULL;
    /* Hits come nearly in order of their start, so only the last few can overlap. */
    while (ts_hits_count(h) > 0) {
        const ts_mention *last = &h->out->mention[h->out->mentions - 1];
        if (last->end <= start || last->start >= end)
            break;
        if (last->confidence > confidence)
            return NULL;
        h->out->mentions--;
    }
    return ts_hits_add_cell(h, kind, norm, start, end, confidence, side);
}

/* Insertion: the order is nearly right already, an address alone stands before what was found. */
void ts_hits_sort_from(ts_hits *h, size_t sorted) {
    if (ts_hits_count(h) < 2)
        return;
    ts_mention *m = h->out->mention + h->first;
    for (size_t i = sorted ? sorted : 1; i < ts_hits_count(h); i++) {
        if (m[i - 1].start <= m[i].start)
            continue;
        ts_mention moved = m[i];
        ts_side side = h->side[i];
        size_t j = i;
        for (; j > 0 && m[j - 1].start > moved.start; j--) {
            m[j] = m[j - 1];
            h->side[j] = h->side[j - 1];
        }
        m[j] = moved;
        h->side[j] = side;
    }
}

void ts_hits_done(ts_hits *h) {
    ts_free(h->side);
    *h = (ts_hits){0};
}
