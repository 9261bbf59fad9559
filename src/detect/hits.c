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

/* What was found ahead of its place, and there once more, is one value: the surer stays.  From hits[from] on. */
static void drop_twice(ts_hits *h, size_t from) {
    ts_mention *m = h->out->mention + h->first;
    size_t kept = from, n = ts_hits_count(h);
    for (size_t i = from; i < n; i++) {
        ts_mention *last = &m[kept - 1];
        bool twice = m[i].start == last->start && m[i].end == last->end && m[i].kind == last->kind;
        if (twice && m[i].confidence <= last->confidence)
            continue;
        size_t to = twice ? kept - 1 : kept++;
        m[to] = m[i];
        h->side[to] = h->side[i];
    }
    h->out->mentions = h->first + kept;
}

/* Insertion: the order is nearly right already, an address alone stands before what was found. */
void ts_hits_sort_from(ts_hits *h, size_t sorted) {
    if (ts_hits_count(h) < 2)
        return;
    ts_mention *m = h->out->mention + h->first;
    size_t from = sorted ? sorted : 1;
    bool equal = false;
    for (size_t i = from; i < ts_hits_count(h); i++) {
        if (m[i - 1].start < m[i].start)
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
        equal = equal || (j > 0 && m[j - 1].start == moved.start);
    }
    if (equal)
        drop_twice(h, from);
}

void ts_hits_done(ts_hits *h) {
    ts_free(h->side);
    *h = (ts_hits){0};
}
