/* hits.h - collects what is found in one segment and settles overlaps. */
#ifndef TS_DETECT_HITS_H
#define TS_DETECT_HITS_H

#include "detect/context.h"

/* Whose value a hit is: a ts_role, or one of these. */
enum { TS_ABOUT_ADDRESSEE = 32, TS_ABOUT_MAIL, TS_ABOUT_PROSE /* a name that nothing announced */ };

/* Beside each mention, for grouping. */
typedef struct ts_side {
    uint8_t about; /* ts_role or TS_ABOUT_ */
    uint8_t labelled; /* a label or a title announced it */
    bool bare_ten; /* ten plain digits without label: weighed by its neighbours at the end */
    uint32_t categories;
} ts_side;

typedef struct ts_hits {
    ts_findings *out;
    size_t first; /* of out->mention: this segment's begin here */
    ts_side *side; /* side[i] belongs to out->mention[first + i] */
    size_t cap;
    uint64_t kinds; /* wanted; bit per ts_kind */
    bool test_realm;
} ts_hits;

_Static_assert(TS_KIND_COUNT <= 64, "kinds that are wanted are bits of one word");
static inline bool ts_hits_wants(const ts_hits *h, ts_kind kind) { return (h->kinds >> kind & 1) != 0; }
static inline size_t ts_hits_count(const ts_hits *h) { return h->out->mentions - h->first; }
/* Adds one value unless a surer one overlaps it; those less sure give way.  NULL where it was refused.
 * Sets the placeholder flag by the kind's rules and the realm. */
ts_mention *ts_hits_add(ts_hits *h, ts_kind kind, const ts_norm *norm, uint32_t start, uint32_t end, int confidence,
                        ts_side side);
void ts_hits_grow(ts_hits *h); /* room for more sides */
/* The same without looking for overlaps: table cells never overlap. */
static inline ts_mention *ts_hits_add_cell(ts_hits *h, ts_kind kind, const ts_norm *norm, uint32_t start, uint32_t end,
                                           int confidence, ts_side side) {
    const ts_detector *d = ts_detector_of(kind);
    size_t i = ts_hits_count(h);
    if (i == h->cap)
        ts_hits_grow(h);
    ts_mention *m = ts_findings_add_mention(h->out);
    m->kind = (uint8_t)kind;
    m->confidence = (uint8_t)(confidence < 0 ? 0 : confidence > 100 ? 100 : confidence);
    m->valid = true;
    m->start = start;
    m->end = end;
    ts_findings_set_norm(h->out, m, ts_norm_span(norm));
    bool placeholder = (d->placeholder && d->placeholder(norm)) || (!h->test_realm && d->reserved && d->reserved(norm));
    m->flags = placeholder ? TS_MENTION_PLACEHOLDER : 0;
    h->side[i] = side;
    return m;
}
/* Where no normal forms are asked for: a mention to be filled in whole, but for its normal form. */
static inline ts_mention *ts_hits_add_bare(ts_hits *h, ts_side side) {
    size_t i = ts_hits_count(h);
    if (i == h->cap)
        ts_hits_grow(h);
    ts_findings *f = h->out;
    if (f->mentions == f->mention_cap)
        ts_findings_grow(f);
    ts_mention *m = &f->mention[f->mentions++];
    m->norm = (ts_span){NULL, 0};
    h->side[i] = side;
    return m;
}
/* Sorts by start; the first `sorted` are so already.  A value that was found twice is one. */
void ts_hits_sort_from(ts_hits *h, size_t sorted);
static inline void ts_hits_sort(ts_hits *h) { ts_hits_sort_from(h, 0); }
void ts_hits_done(ts_hits *h);

#endif
