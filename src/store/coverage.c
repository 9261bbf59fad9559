/* coverage.c - the ledger of what was read: in items and in bytes, by reason, by type, by exhibit. */
#include "store/coverage.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/copies.h"

/* An item as it stands in the database. */
typedef struct row {
    uint64_t size, unread, content;
    uint64_t sampled; /* bytes read before the rest, while it is not done */
    ts_reason reason;
    bool opened, done;
} row;

static ts_reason known_reason(int64_t n) { return n >= 0 && n < TS_REASON_COUNT ? (ts_reason)n : TS_REASON_UNREADABLE; }

/* Counted once as read, partly read, not read or waiting; *reason gets why it is not read. */
static void add_item(ts_cover *to, const row *r, ts_reason *reason) {
    bool waiting = !r->done;
    uint64_t unread = waiting ? 0 : !r->opened || r->unread > r->size ? r->size : r->unread;
    bool whole = r->opened && !waiting && r->reason == TS_READ && unread == 0;
    bool none = !r->opened || (r->reason != TS_READ && unread == r->size);
    *reason = waiting ? TS_READ : !whole && r->reason == TS_READ ? TS_REASON_UNREADABLE : r->reason;
    to->items++;
    to->waiting += waiting;
    to->read += whole;
    to->unread += !waiting && !whole && none;
    to->partly += !waiting && !whole && !none;
    to->bytes += r->size;
    uint64_t sampled = r->sampled < r->size ? r->sampled : r->size;
    to->bytes_waiting += waiting ? r->size - sampled : 0;
    to->bytes_unread += unread;
    to->bytes_read += waiting ? sampled : r->size - unread;
    to->content += waiting ? 0 : r->content;
}

static void count_item(ts_coverage *v, ts_cover_type *type, const row *r) {
    ts_reason reason;
    uint64_t unread = v->all.bytes_unread, read = v->all.bytes_read;
    add_item(&v->all, r, &reason);
    add_item(&type->cover, r, &reason);
    v->reason_bytes[TS_READ] += v->all.bytes_read - read;
    if (!r->done)
        return;
    v->reason_items[reason]++;
    if (reason != TS_READ)
        v->reason_bytes[reason] += v->all.bytes_unread - unread;
}

/* The rows come by type; a type beyond the last place shares it. */
static ts_cover_type *type_of(ts_coverage *v, ts_span name) {
    ts_cover_type *last = v->types ? &v->type[v->types - 1] : NULL;
    if (last && (v->types == TS_COVER_TYPES || ts_span_eq(ts_str(last->name), name)))
        return last;
    last = &v->type[v->types++];
    size_t n = name.len < sizeof last->name - 1 ? name.len : sizeof last->name - 1;
    if (n)
        memcpy(last->name, name.ptr, n);
    return last;
}

static ts_err count_rows(ts_case *c, ts_coverage *v) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db,
                         "SELECT b.size, b.unread, b.content, b.reason, 1, b.done, b.unstable, b.format,"
                         " coalesce(s.bytes, 0) FROM blob b LEFT JOIN sample s ON s.digest = b.digest UNION ALL "
                         "SELECT size, size, 0, reason, 0, reason > 0, 0, '', 0 FROM place WHERE blob = 0 ORDER BY 8",
                         &s));
    for (bool more;;) {
        TS_TRY(ts_step(s, &more));
        if (!more)
            return TS_OK;
        row r = {.size = (uint64_t)ts_col_int(s, 0),
                 .unread = (uint64_t)ts_col_int(s, 1),
                 .content = (uint64_t)ts_col_int(s, 2),
                 .reason = known_reason(ts_col_int(s, 3)),
                 .opened = ts_col_int(s, 4) != 0,
                 .done = ts_col_int(s, 5) != 0,
                 .sampled = (uint64_t)ts_col_int(s, 8)};
        v->unstable += ts_col_int(s, 6) != 0;
        count_item(v, type_of(v, ts_col_span(s, 7)), &r);
    }
}

/* What parts of files make together is no file more: device -1. */
_Static_assert(TS_PLACE_WHOLE == -1, "as the statements below say");

static ts_err two_numbers(ts_case *c, const char *sql, uint64_t *first, uint64_t *second) {
    ts_stmt *s;
    bool more = false;
    TS_TRY(ts_db_prepare(c->db, sql, &s));
    TS_TRY(ts_step(s, &more));
    *first = (uint64_t)ts_col_int(s, 0);
    *second = (uint64_t)ts_col_int(s, 1);
    ts_stmt_reset(s);
    return TS_OK;
}

static int by_bytes(const void *a, const void *b) {
    const ts_cover_type *x = a, *y = b;
    if (x->cover.bytes != y->cover.bytes)
        return x->cover.bytes < y->cover.bytes ? 1 : -1;
    return strcmp(x->name, y->name);
}

ts_err ts_coverage_load(ts_case *c, ts_coverage *out) {
    ts_coverage *v = ts_alloc(sizeof *v);
    uint64_t none;
    ts_err err = count_rows(c, v);
    if (!err)
        err = two_numbers(c,
                          "SELECT count(*), coalesce(sum(coalesce(b.size, p.size)), 0) FROM place p"
                          " LEFT JOIN blob b ON b.id = p.blob WHERE p.parent = 0 AND p.device != -1",
                          &v->files, &v->file_bytes);
    if (!err)
        err = two_numbers(c,
                          "SELECT coalesce(sum(n), 0), 0 FROM (SELECT count(*) AS n FROM place WHERE blob > 0"
                          " GROUP BY blob HAVING n > 1)",
                          &v->twins, &none);
    if (!err)
        err = ts_copies_near(c, &v->near_groups, &v->near_copies);
    qsort(v->type, v->types, sizeof *v->type, by_bytes);
    if (!err)
        *out = *v;
    ts_free(v);
    return err;
}

/* ---- by exhibit ---- */

struct ts_firsts {
    int64_t *exhibit; /* by blob id */
    size_t n;
};

/* A container's own place is written before those of its members, so one pass by id knows every parent; it goes
 * on while a later exhibit's copy of a container still changes something. */
ts_err ts_firsts_new(ts_case *c, ts_firsts **out) {
    ts_stmt *s;
    uint64_t most = 0, none;
    TS_TRY(two_numbers(c, "SELECT coalesce(max(id), 0), 0 FROM blob", &most, &none));
    TS_TRY(ts_db_prepare(c->db, "SELECT blob, parent, exhibit FROM place WHERE blob > 0 ORDER BY id", &s));
    ts_firsts *f = ts_alloc(sizeof *f);
    f->n = (size_t)most + 1;
    f->exhibit = ts_alloc_array(f->n, sizeof *f->exhibit);
    ts_err err = TS_OK;
    for (bool changed = true; !err && changed;) {
        changed = false;
        for (bool more;;) {
            err = ts_step(s, &more);
            if (err || !more)
                break;
            uint64_t blob = (uint64_t)ts_col_int(s, 0), parent = (uint64_t)ts_col_int(s, 1);
            if (blob >= f->n || parent >= f->n)
                continue;
            int64_t from = parent ? f->exhibit[parent] : ts_col_int(s, 2);
            if (from && (!f->exhibit[blob] || from < f->exhibit[blob])) {
                changed |= f->exhibit[blob] != 0; /* what stands in it may have to follow */
                f->exhibit[blob] = from;
            }
        }
    }
    if (err) {
        ts_firsts_free(f);
        return err;
    }
    *out = f;
    return TS_OK;
}

int64_t ts_first_exhibit(const ts_firsts *f, int64_t blob) {
    return blob > 0 && (uint64_t)blob < f->n ? f->exhibit[blob] : 0;
}

void ts_firsts_free(ts_firsts *f) {
    if (f)
        ts_free(f->exhibit);
    ts_free(f);
}

typedef struct loading {
    ts_drop *drop;
    size_t n;
} loading;

static ts_err add_exhibit(void *context, const ts_exhibit *e) {
    loading *l = context;
    l->drop = ts_grow(l->drop, l->n + 1, sizeof *l->drop);
    l->drop[l->n++] = (ts_drop){.exhibit = *e};
    return TS_OK;
}

static ts_drop *drop_of(const loading *l, int64_t exhibit) {
    for (size_t i = 0; i < l->n; i++)
        if (l->drop[i].exhibit.id == exhibit)
            return &l->drop[i];
    return NULL;
}

static ts_err add_files(ts_case *c, const loading *l) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db,
                         "SELECT p.exhibit, count(*), coalesce(sum(coalesce(b.size, p.size)), 0) FROM place p"
                         " LEFT JOIN blob b ON b.id = p.blob WHERE p.parent = 0 AND p.device != -1 GROUP BY p.exhibit",
                         &s));
    for (bool more;;) {
        TS_TRY(ts_step(s, &more));
        if (!more)
            return TS_OK;
        ts_drop *d = drop_of(l, ts_col_int(s, 0));
        if (d) {
            d->files = (uint64_t)ts_col_int(s, 1);
            d->file_bytes = (uint64_t)ts_col_int(s, 2);
        }
    }
}

typedef struct counting {
    const loading *l;
    const ts_firsts *f;
} counting;

static ts_err add_blob(void *context, const ts_blob *b) {
    const counting *k = context;
    ts_drop *d = drop_of(k->l, ts_first_exhibit(k->f, b->id));
    row r = {.size = b->size,
             .unread = b->unread,
             .content = b->content,
             .reason = b->reason,
             .opened = true,
             .done = b->done,
             .sampled = b->sampled};
    ts_reason reason;
    if (d)
        add_item(&d->new_items, &r, &reason);
    return TS_OK;
}

static ts_err add_places(ts_case *c, const counting *k) {
    ts_stmt *s;
    TS_TRY(ts_db_prepare(c->db, "SELECT size, reason, parent, exhibit FROM place WHERE blob = 0", &s));
    for (bool more;;) {
        TS_TRY(ts_step(s, &more));
        if (!more)
            return TS_OK;
        int64_t parent = ts_col_int(s, 2);
        ts_drop *d = drop_of(k->l, parent ? ts_first_exhibit(k->f, parent) : ts_col_int(s, 3));
        row r = {.size = (uint64_t)ts_col_int(s, 0), .reason = known_reason(ts_col_int(s, 1))};
        ts_reason reason;
        r.done = r.reason != TS_READ;
        if (d)
            add_item(&d->new_items, &r, &reason);
    }
}

ts_err ts_drops_load(ts_case *c, ts_drop **out, size_t *n) {
    loading l = {0};
    counting k = {.l = &l};
    ts_firsts *f = NULL;
    ts_err err = ts_exhibit_each(c, add_exhibit, &l);
    if (!err)
        err = ts_firsts_new(c, &f);
    k.f = f;
    if (!err)
        err = add_files(c, &l);
    if (!err)
        err = ts_blob_each(c, add_blob, &k);
    if (!err)
        err = add_places(c, &k);
    ts_firsts_free(f);
    if (err) {
        ts_free(l.drop);
        return err;
    }
    *out = l.drop;
    *n = l.n;
    return TS_OK;
}
