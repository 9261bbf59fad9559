/* claim_scope_stage.c - which published items a claim names, and how much of them was read.
 *
 * Items are named by what stands in the case: a path below its exhibit or a member's name, a digest, an exhibit, a kind of
 * file.  What stands inside a named item is named with it.
 */
#include "verify/claim_scope_stage.h"

#include <stdio.h>

#include "base/digest.h"
#include "base/mem.h"
#include "store/blobs.h"
#include "verify/claims.h"

typedef struct blob_facts {
    uint64_t size, unread;
    uint64_t direct, all; /* bit per scope: by digest or kind; by those and any of its places */
    ts_reason reason;
    bool done, container, known;
} blob_facts;

typedef struct place_facts {
    int64_t blob, parent;
    uint64_t scopes, size; /* by its name or exhibit; of a place without a blob */
    ts_reason reason;
    bool whole, part;
} place_facts;

typedef struct exhibit_mask {
    int64_t id;
    uint64_t scopes;
} exhibit_mask;

typedef struct loading {
    ts_case *c;
    ts_scopes *s;
    blob_facts *blob; /* by id */
    size_t blobs;
    place_facts *place;
    size_t places, place_cap;
    exhibit_mask *exhibit;
    size_t exhibits;
} loading;

/* Calls `fits` for each pattern of each scope; the scopes where one does. */
static uint64_t scopes_where(const ts_scopes *s, bool (*fits)(ts_span pattern, const void *what), const void *what) {
    uint64_t found = 0;
    for (size_t i = 1; i < s->n; i++) {
        ts_span all = ts_buf_span(&s->items[i]->patterns);
        for (size_t at = 0, end; at < all.len; at = end + 1) {
            end = ts_span_find(all, ts_str("\n"), at);
            end = end == SIZE_MAX ? all.len : end;
            if (fits(ts_slice(all, at, end - at), what))
                found |= UINT64_C(1) << i;
        }
    }
    return found;
}

/* ---- the case ---- */

static bool names_content(ts_span pattern, const void *what) {
    static const char sha[] = "sha256 ";
    const ts_blob *b = what;
    ts_digest d = {{0}};
    if (ts_span_eq_nocase(pattern, ts_str("pictures")))
        return strcmp(b->format, "image") == 0;
    return ts_span_starts(pattern, ts_str(sha)) &&
           ts_unhex(ts_slice(pattern, strlen(sha), pattern.len), d.byte, sizeof d.byte) && ts_digest_eq(&d, &b->digest);
}

static ts_err add_blob(void *context, const ts_blob *b) {
    loading *l = context;
    size_t id = (size_t)b->id;
    if (id >= l->blobs) {
        size_t many = id + id / 2 + 64;
        l->blob = ts_grow(l->blob, many, sizeof *l->blob);
        memset(l->blob + l->blobs, 0, (many - l->blobs) * sizeof *l->blob);
        l->blobs = many;
    }
    uint64_t direct = 1 | scopes_where(l->s, names_content, b);
    l->blob[id] = (blob_facts){.size = b->size,
                               .unread = b->unread,
                               .direct = direct,
                               .all = direct,
                               .reason = b->reason,
                               .done = b->done,
                               .container = b->members > 0,
                               .known = true};
    return TS_OK;
}

static bool names_exhibit(ts_span pattern, const void *what) {
    static const char exhibit[] = "exhibit ";
    const ts_exhibit *e = what;
    return ts_span_eq_nocase(pattern, ts_str("all")) ||
           (ts_span_starts(pattern, ts_str(exhibit)) &&
            ts_span_eq(ts_slice(pattern, strlen(exhibit), pattern.len), ts_str(e->name)));
}

static ts_err add_exhibit(void *context, const ts_exhibit *e) {
    loading *l = context;
    l->exhibit = ts_grow(l->exhibit, l->exhibits + 1, sizeof *l->exhibit);
    l->exhibit[l->exhibits++] = (exhibit_mask){e->id, scopes_where(l->s, names_exhibit, e)};
    return TS_OK;
}

static bool names_path(ts_span pattern, const void *what) {
    return ts_claim_path_fits(pattern, *(const ts_span *)what);
}

static ts_err add_place(void *context, const ts_place *p) {
    loading *l = context;
    if (l->places == l->place_cap) {
        l->place_cap = l->place_cap ? l->place_cap * 2 : 256;
        l->place = ts_grow(l->place, l->place_cap, sizeof *l->place);
    }
    uint64_t scopes = 1 | scopes_where(l->s, names_path, &p->name);
    for (size_t i = 0; i < l->exhibits; i++)
        scopes |= p->parent == 0 && l->exhibit[i].id == p->exhibit ? l->exhibit[i].scopes : 0;
    l->place[l->places++] = (place_facts){.blob = p->blob,
                                          .parent = p->parent,
                                          .scopes = scopes,
                                          .size = p->size,
                                          .reason = p->reason,
                                          .whole = p->file_id[0] == (uint64_t)TS_PLACE_WHOLE,
                                          .part = p->is_part};
    return TS_OK;
}

static blob_facts *blob_at(const loading *l, int64_t id) {
    return id > 0 && (size_t)id < l->blobs && l->blob[id].known ? &l->blob[id] : NULL;
}

/* What is in a named archive is named with it; archives stand in archives, and may be met before they are named. */
static void name_members(loading *l) {
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < l->places; i++) {
            place_facts *p = &l->place[i];
            blob_facts *b = blob_at(l, p->blob);
            const blob_facts *parent = blob_at(l, p->parent);
            p->scopes |= (parent ? parent->all : 0) | (b ? b->direct : 0);
            if (b && (b->all | p->scopes) != b->all) {
                b->all |= p->scopes;
                changed = true;
            }
        }
    }
}

/* ---- sums ---- */

/* An item counts as store/coverage.c counts it. */
static void add_item(ts_claim_scope *to, uint64_t size, uint64_t unread, ts_reason reason, bool done) {
    to->items++;
    to->bytes += size;
    if (!done) {
        to->waiting_items++;
        to->waiting_bytes += size;
        return;
    }
    unread = unread < size ? unread : size;
    if (reason == TS_READ && unread == 0)
        return;
    if (reason == TS_READ)
        reason = TS_REASON_UNREADABLE;
    to->reason_items[reason]++;
    to->reason_bytes[reason] += unread;
    to->reason_items[TS_READ]++;
    to->reason_bytes[TS_READ] += unread;
}

static void add_items(loading *l, size_t scope) {
    ts_claim_scope *to = &l->s->sum[scope];
    for (size_t i = 0; i < l->blobs; i++) {
        const blob_facts *b = &l->blob[i];
        if (b->known && b->all >> scope & 1)
            add_item(to, b->size, b->unread, b->reason, b->done);
    }
    for (size_t i = 0; i < l->places; i++) {
        const place_facts *p = &l->place[i];
        const blob_facts *b = blob_at(l, p->blob), *parent = blob_at(l, p->parent);
        if (!(p->scopes >> scope & 1))
            continue;
        uint64_t size = b ? b->size : p->size;
        if (!b)
            add_item(to, size, size, p->reason, p->reason != TS_READ);
        bool on_top = !parent || !(parent->all >> scope & 1);
        to->stored += on_top && !p->whole ? size : 0;
        bool leaf = !p->part && !(b && b->container);
        to->files += leaf;
        to->unpacked += leaf ? size : 0;
    }
}

static ts_err map_blob(void *context, const ts_blob *b) {
    loading *l = context;
    const blob_facts *f = blob_at(l, b->id);
    bool added;
    *ts_map_slot(l->s->of_blob, ts_span_of(b->digest.byte, sizeof b->digest.byte), &added) = f ? f->all : 1;
    return TS_OK;
}

static ts_err load(loading *l) {
    TS_TRY(ts_exhibit_each(l->c, add_exhibit, l));
    TS_TRY(ts_blob_each(l->c, add_blob, l));
    TS_TRY(ts_place_each(l->c, add_place, l));
    name_members(l);
    for (size_t i = 0; i < l->s->n; i++)
        add_items(l, i);
    return ts_blob_each(l->c, map_blob, l);
}

ts_err ts_scopes_load(ts_case *c, ts_scopes *s) {
    loading l = {.c = c, .s = s};
    s->of_blob = ts_map_new();
    ts_err err = load(&l);
    ts_free(l.blob);
    ts_free(l.place);
    ts_free(l.exhibit);
    return err;
}

void ts_scopes_done(ts_scopes *s) { ts_map_free(s->of_blob); }
