/* claims.c - what was claimed against what was found: counts to a result, as a table of rules one can read aloud.
 *
 * Supported means shown by sightings that are genuine and ours.  Refuted is said of published items alone: nothing published can
 * refute what was taken and kept back (product.md).
 */
#include "verify/claims.h"

uint64_t ts_claim_enough(ts_claim_kind kind) {
    return kind == TS_CLAIM_DATA || kind == TS_CLAIM_YEARS ? TS_CLAIM_ENOUGH : 1;
}

/* What the rules ask, each answered by one count. */
typedef struct asked {
    bool shown; /* as much as is claimed is shown, genuine and ours */
    bool some; /* a part of it is, or it is shown otherwise: not enough, source not shown, altered */
    bool otherwise; /* what there is is something else, and nothing of it may be what is claimed; or it is too little */
    bool all_read; /* of the published items that are named, every byte */
} asked;

static uint64_t claimed_years(const ts_assertion *a) { return a->to - a->from + 1; }

static bool reaches(const ts_assertion *a, uint64_t n) { return a->more_than ? n > a->from : n >= a->from; }

/* Numbers of bytes are rounded, and GB are written for GiB: a tenth less contradicts none. */
static bool falls_short(const ts_assertion *a, uint64_t n) {
    return a->kind == TS_CLAIM_VOLUME ? n < a->from / 10 * 9 : !reaches(a, n);
}

static bool is_something_else(const ts_claim_found *f) {
    return f->sightings + f->near + f->likely + f->alike == 0 && f->others >= TS_CLAIM_CONTRADICT;
}

static void ask(const ts_assertion *a, const ts_claim_found *f, const ts_claim_scope *s, asked *q) {
    bool ours = f->sightings > 0 || a->items; /* how much was published may be counted, whoever's it is */
    q->all_read = a->items && ts_claim_scope_read(s);
    switch (a->kind) {
    case TS_CLAIM_PEOPLE:
        q->shown = f->people > 0 && reaches(a, f->people);
        q->some = f->people > 0 || f->held > 0;
        q->otherwise = f->seen < a->from; /* so few places cannot name so many people */
        break;
    case TS_CLAIM_VOLUME:
    case TS_CLAIM_FILES:
        q->shown = ours && f->number > 0 && reaches(a, f->number);
        q->some = ours && f->number > 0;
        q->otherwise = falls_short(a, f->number);
        break;
    case TS_CLAIM_YEARS:
        q->shown = f->number == claimed_years(a);
        q->some = f->sightings > 0 || f->near > 0;
        q->otherwise = is_something_else(f);
        break;
    default:
        q->shown = f->sightings >= ts_claim_enough((ts_claim_kind)a->kind);
        q->some = f->sightings > 0 || f->near > 0;
        q->otherwise = is_something_else(f);
    }
}

enum { NO, YES, ANY };
typedef struct claim_rule {
    uint8_t published, shown, otherwise, all_read, some; /* of NO, YES, ANY */
    ts_claim_result result;
} claim_rule;

/* That something is there: the first row that fits. */
static const claim_rule there[] = {
    {ANY, YES, ANY, ANY, ANY, TS_CLAIM_SUPPORTED}, /* as much as is claimed is shown, genuine and ours */
    {YES, NO, YES, YES, ANY, TS_CLAIM_REFUTED}, /* of published items, wholly read, which say otherwise */
    {ANY, NO, ANY, ANY, YES, TS_CLAIM_PARTLY}, /* a part is shown, or it is shown otherwise */
    {ANY, ANY, ANY, ANY, ANY, TS_CLAIM_NOT_SHOWN}, /* nothing of it stands in what was read */
};

/* That something is not in published items.  What was seen stays seen, whatever else was not read. */
static const claim_rule not_there[] = {
    {YES, YES, ANY, ANY, ANY, TS_CLAIM_REFUTED},
    {YES, NO, YES, YES, NO, TS_CLAIM_SUPPORTED}, /* wholly read, and enough was judged that is something else */
    {ANY, ANY, ANY, ANY, ANY, TS_CLAIM_NOT_SHOWN},
};

static bool fits(uint8_t wanted, bool is) { return wanted == ANY || (wanted == YES) == is; }

ts_claim_result ts_claim_judge(const ts_assertion *a, const ts_claim_found *f, const ts_claim_scope *s) {
    asked q;
    ask(a, f, s, &q);
    const claim_rule *r = a->without ? not_there : there; /* the last row of either fits all */
    while (!(fits(r->published, a->items > 0) && fits(r->shown, q.shown) && fits(r->otherwise, q.otherwise) &&
             fits(r->all_read, q.all_read) && fits(r->some, q.some)))
        r++;
    return r->result;
}

/* ---- which items ---- */

bool ts_claim_path_fits(ts_span pattern, ts_span path) {
    size_t p = 0, at = 0, star = SIZE_MAX, from = 0;
    while (at < path.len) {
        if (p < pattern.len && pattern.ptr[p] == '*') {
            star = p++;
            from = at;
        } else if (p < pattern.len && (pattern.ptr[p] == '?' || ts_lower(pattern.ptr[p]) == ts_lower(path.ptr[at]))) {
            p++, at++;
        } else if (star != SIZE_MAX) { /* the last star takes one sign more */
            p = star + 1;
            at = ++from;
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

/* ---- examples ---- */

static int by_place(const ts_claim_example *a, const ts_claim_example *b) {
    int d = memcmp(&a->blob, &b->blob, sizeof a->blob);
    if (d == 0 && a->ordinal != b->ordinal)
        d = a->ordinal < b->ordinal ? -1 : 1;
    return d ? d : (a->place > b->place) - (a->place < b->place);
}

void ts_claim_add_example(ts_claim_found *f, const ts_claim_example *e) {
    uint32_t i = 0;
    while (i < f->examples && memcmp(&f->example[i].blob, &e->blob, sizeof e->blob) < 0)
        i++;
    if (i < f->examples && memcmp(&f->example[i].blob, &e->blob, sizeof e->blob) == 0) {
        if (by_place(e, &f->example[i]) < 0)
            f->example[i] = *e;
        return;
    }
    if (i == TS_CLAIM_EXAMPLES)
        return;
    uint32_t last = f->examples < TS_CLAIM_EXAMPLES ? f->examples++ : TS_CLAIM_EXAMPLES - 1;
    for (uint32_t k = last; k > i; k--)
        f->example[k] = f->example[k - 1];
    f->example[i] = *e;
}
