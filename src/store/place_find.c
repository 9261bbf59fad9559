/* place_find.c - the place that a person means by a locator, and those that may have been meant. */
#include "store/place_find.h"

#include "base/digest.h"
#include "base/mem.h"
#include "text/similar.h"

typedef enum fit { NOT_FIT, FIT_END, FIT_CODE, FIT_WHOLE } fit;
enum { ALMOST = 4, HEX = 64 };

typedef struct search {
    ts_case *c;
    ts_span wanted, last; /* last: its last name */
    char code[HEX];
    size_t code_len; /* 0: it is none */
    ts_buf here;
    fit best;
    unsigned distance[TS_PLACE_NEAR]; /* of those near by name */
    ts_place_found found;
} search;

static ts_span last_name(ts_span locator) {
    size_t from = locator.len;
    while (from && locator.ptr[from - 1] != '/')
        from--;
    return ts_slice(locator, from, locator.len - from);
}

/* "3F2A91" of "3F2A91", "[3F2A91]" and "E1/…/….csv [3F2A91]". */
static void read_code(search *s) {
    ts_span w = s->wanted;
    size_t open = ts_span_find(w, ts_str("["), 0);
    if (open != SIZE_MAX && w.ptr[w.len - 1] == ']')
        w = ts_slice(w, open + 1, w.len - open - 2);
    if (w.len < TS_PLACE_CODE || w.len > HEX)
        return;
    for (size_t i = 0; i < w.len; i++) {
        char c = ts_lower(w.ptr[i]);
        if (!ts_is_digit(c) && (c < 'a' || c > 'f'))
            return;
        s->code[i] = c;
    }
    s->code_len = w.len;
}

static ts_err fits(search *s, const ts_place *p, fit *out) {
    ts_span here = ts_buf_span(&s->here), wanted = s->wanted;
    *out = NOT_FIT;
    if (ts_span_eq(here, wanted)) {
        *out = FIT_WHOLE;
        return TS_OK;
    }
    if (wanted.len && here.len > wanted.len && here.ptr[here.len - wanted.len - 1] == '/' &&
        ts_span_eq(ts_slice(here, here.len - wanted.len, wanted.len), wanted))
        *out = FIT_END;
    if (!s->code_len || !p->blob)
        return TS_OK;
    ts_blob b;
    char hex[HEX + 1];
    TS_TRY(ts_blob_by_id(s->c, p->blob, &b));
    ts_digest_hex(&b.digest, hex);
    if (memcmp(hex, s->code, s->code_len) == 0)
        *out = FIT_CODE;
    return TS_OK;
}

static void take(search *s, const ts_place *p, fit f) {
    ts_place_found *found = &s->found;
    if (f > s->best) {
        s->best = f;
        *found = (ts_place_found){.place = p->id, .blob = p->blob, .contents = 1, .near = {p->id}, .nears = 1};
        return;
    }
    if (p->blob && p->blob == found->blob)
        return;
    found->contents++;
    if (found->nears < TS_PLACE_NEAR)
        found->near[found->nears++] = p->id;
}

/* Keeps the nearest by name; of equals those that were met first. */
static void keep_near(search *s, const ts_place *p) {
    unsigned d = ts_edit_distance(s->last, last_name(ts_buf_span(&s->here)), ALMOST);
    ts_place_found *found = &s->found;
    if (d > ALMOST || d >= s->last.len)
        return;
    size_t at = found->nears;
    while (at > 0 && s->distance[at - 1] > d)
        at--;
    if (at == TS_PLACE_NEAR)
        return;
    found->nears += found->nears < TS_PLACE_NEAR;
    for (size_t k = found->nears - 1; k > at; k--) {
        s->distance[k] = s->distance[k - 1];
        found->near[k] = found->near[k - 1];
    }
    s->distance[at] = d;
    found->near[at] = p->id;
}

static ts_err look_at(void *context, const ts_place *p) {
    search *s = context;
    fit f;
    ts_buf_clear(&s->here);
    TS_TRY(ts_place_locator(s->c, p->id, &s->here));
    TS_TRY(fits(s, p, &f));
    if (f != NOT_FIT && f >= s->best)
        take(s, p, f);
    else if (s->best == NOT_FIT)
        keep_near(s, p);
    return TS_OK;
}

ts_err ts_place_search(ts_case *c, ts_span locator, ts_place_found *out) {
    search s = {.c = c, .wanted = locator, .last = last_name(locator)};
    if (locator.len)
        read_code(&s);
    ts_err err = ts_place_each(c, look_at, &s);
    ts_buf_wipe(&s.here);
    if (err == TS_OK)
        *out = s.found;
    return err;
}
