/* copies.c - places that hold the same bytes, or a text that is nearly another's. */
#include "store/copies.h"

#include <stdlib.h>

#include "base/mem.h"
#include "store/near.h"

const char *ts_copy_name(ts_copy_kind k) { return k == TS_COPY_FIRST ? "first" : k == TS_COPY_SAME ? "same" : "near"; }

/* The items that have a sketch, in groups. */
static ts_err load_near(ts_case *c, ts_near **out, size_t *n, uint64_t *groups, uint64_t *copies) {
    ts_near *item = NULL;
    size_t cap = 0;
    ts_stmt *s;
    *n = 0;
    TS_TRY(ts_db_prepare(c->db,
                         "SELECT sketch_low, sketch_high, content, id FROM blob"
                         " WHERE (sketch_low != 0 OR sketch_high != 0) AND done AND NOT unstable",
                         &s));
    for (bool more = true;;) {
        ts_err err = ts_step(s, &more);
        if (err) {
            ts_free(item);
            return err;
        }
        if (!more)
            break;
        if (*n == cap) {
            cap = cap ? 2 * cap : 1024;
            item = ts_grow(item, cap, sizeof *item);
        }
        item[(*n)++] = (ts_near){.sketch = {(uint64_t)ts_col_int(s, 0), (uint64_t)ts_col_int(s, 1)},
                                 .content = (uint64_t)ts_col_int(s, 2),
                                 .blob = ts_col_int(s, 3)};
    }
    ts_near_group(item, *n, groups, copies);
    *out = item;
    return TS_OK;
}

ts_err ts_copies_near(ts_case *c, uint64_t *groups, uint64_t *copies) {
    ts_near *item;
    size_t n;
    TS_TRY(load_near(c, &item, &n, groups, copies));
    ts_free(item);
    return TS_OK;
}

/* What is known of each blob, by its id. */
typedef struct of_blob {
    uint32_t root; /* the lowest blob of its group: itself where it has no near copy */
    uint32_t places; /* of all blobs of the group, at the root */
    uint32_t number; /* of the group, at the root; 0: none was given yet */
    bool met;
} of_blob;

static ts_err most_blobs(ts_case *c, uint64_t *most) {
    ts_stmt *s;
    bool more;
    TS_TRY(ts_db_prepare(c->db, "SELECT coalesce(max(id), 0) FROM blob", &s));
    TS_TRY(ts_step(s, &more));
    *most = (uint64_t)ts_col_int(s, 0);
    ts_stmt_reset(s);
    return TS_OK;
}

static ts_err set_roots(ts_case *c, of_blob *blob, size_t blobs) {
    ts_near *item;
    size_t n;
    uint64_t groups, copies;
    TS_TRY(load_near(c, &item, &n, &groups, &copies));
    uint32_t *lowest = ts_alloc_array(n + 1, sizeof *lowest);
    for (size_t i = 0; i < n; i++) {
        uint32_t *low = &lowest[item[i].group], id = (uint32_t)item[i].blob;
        *low = *low && *low < id ? *low : id;
    }
    for (size_t i = 0; i < blobs; i++)
        blob[i].root = (uint32_t)i;
    for (size_t i = 0; i < n; i++)
        blob[item[i].blob].root = lowest[item[i].group];
    ts_free(lowest);
    ts_free(item);
    return TS_OK;
}

static int by_group(const void *a, const void *b) {
    const ts_copied *x = a, *y = b;
    if (x->group != y->group)
        return x->group < y->group ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* The places of groups that have several; *out NULL in the first pass, which counts. */
static ts_err walk_places(ts_case *c, of_blob *blob, size_t blobs, ts_copied *out, size_t *n) {
    ts_stmt *s;
    uint32_t groups = 0;
    *n = 0;
    TS_TRY(ts_db_prepare(c->db, "SELECT id, blob FROM place WHERE blob > 0 ORDER BY id", &s));
    for (bool more;;) {
        TS_TRY(ts_step(s, &more));
        if (!more)
            return TS_OK;
        uint64_t id = (uint64_t)ts_col_int(s, 1);
        if (id >= blobs)
            continue;
        of_blob *root = &blob[blob[id].root];
        if (!out) {
            root->places++;
            ++*n;
        } else if (root->places > 1) {
            ts_copy_kind kind = !root->number ? TS_COPY_FIRST : blob[id].met ? TS_COPY_SAME : TS_COPY_NEAR;
            if (!root->number)
                root->number = ++groups;
            blob[id].met = true;
            out[(*n)++] =
                (ts_copied){.group = root->number, .kind = kind, .place = ts_col_int(s, 0), .blob = (int64_t)id};
        }
    }
}

ts_err ts_copies_each(ts_case *c, ts_err (*each)(void *, const ts_copied *), void *context) {
    uint64_t most;
    TS_TRY(most_blobs(c, &most));
    size_t blobs = (size_t)most + 1, n = 0;
    of_blob *blob = ts_alloc_array(blobs, sizeof *blob);
    ts_copied *copy = NULL;
    ts_err err = set_roots(c, blob, blobs);
    if (!err)
        err = walk_places(c, blob, blobs, NULL, &n);
    if (!err) {
        copy = ts_alloc_array(n + 1, sizeof *copy);
        err = walk_places(c, blob, blobs, copy, &n);
    }
    if (!err && n > 1)
        qsort(copy, n, sizeof *copy, by_group);
    for (size_t i = 0; !err && i < n; i++)
        err = each(context, &copy[i]);
    ts_free(copy);
    ts_free(blob);
    return err;
}
