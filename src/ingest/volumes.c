/* volumes.c - files that were cut into parts: which of one directory's files make up which. */
#include "ingest/volumes.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"

/* A name that may be a part's. */
typedef struct named {
    ts_volume is;
    ts_span stem;
    size_t entry;
} named;

static int by_set(const void *a, const void *b) {
    const named *x = a, *y = b;
    if (x->is.kind != y->is.kind)
        return x->is.kind < y->is.kind ? -1 : 1;
    int c = ts_span_cmp(x->stem, y->stem);
    return c ? c : (x->is.number > y->is.number) - (x->is.number < y->is.number);
}

/* Most directories hold nothing that begins a row: then no name of theirs is kept. */
static bool begins_row(const ts_volume *v) {
    return v->number == 1 || (v->kind == TS_VOLUME_NUMBERED && v->number == 0);
}

static bool one_row(const named *x, const named *y) { return x->is.kind == y->is.kind && ts_span_eq(x->stem, y->stem); }

/* From its first number on without a gap, none twice; a zip's last part has its own name. */
static bool without_gap(const named *row, size_t n) {
    bool zip = row->is.kind == TS_VOLUME_ZIP;
    if (n < 2 || !begins_row(&row->is) || (zip && row[n - 1].is.number != TS_VOLUME_LAST))
        return false;
    for (size_t i = 0; i < n - zip; i++)
        if (row[i].is.number != row->is.number + i)
            return false;
    return true;
}

/* ---- what stands in them ---- */

static bool all_regular(int dir, const char *const *entry, const named *row, size_t n) {
    struct stat st;
    for (size_t i = 0; i < n; i++)
        if (fstatat(dir, entry[row[i].entry], &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISREG(st.st_mode))
            return false;
    return true;
}

/* How a file begins, and how it ends.  Empty where it cannot be read. */
typedef struct look {
    ts_buf head;
    bool zeros; /* its last kibibyte: so a whole tar ends */
} look;

static void look_at(int dir, const char *name, look *out) {
    static const char zero[1024];
    char tail[sizeof zero];
    TS_AUTO(int, ts_fs_close) fd = -1;
    struct stat st;
    size_t got = 0;
    ts_buf_clear(&out->head);
    ts_buf_reserve(&out->head, TS_VOLUME_HEAD);
    out->zeros = false;
    if (ts_fs_open(dir, name, &fd) != TS_OK || fstat(fd, &st) != 0 ||
        ts_fs_read_at(fd, 0, out->head.ptr, TS_VOLUME_HEAD, &out->head.len, "a part") != TS_OK)
        return;
    uint64_t size = (uint64_t)st.st_size;
    out->zeros = size >= sizeof tail &&
                 ts_fs_read_at(fd, size - sizeof tail, tail, sizeof tail, &got, "a part") == TS_OK &&
                 got == sizeof tail && memcmp(tail, zero, sizeof tail) == 0;
}

static bool look_like_parts(int dir, const char *const *entry, const named *row, size_t n) {
    TS_AUTO(ts_buf, ts_buf_done) first = {0};
    look at = {0};
    look_at(dir, entry[row->entry], &at);
    bool good = ts_volume_begins(row->is.kind, ts_buf_span(&at.head)), ended = at.zeros;
    ts_buf_add(&first, ts_buf_span(&at.head));
    for (size_t i = 1; good && i < n; i++) {
        look_at(dir, entry[row[i].entry], &at);
        ts_span head = ts_buf_span(&at.head);
        good = !ts_volume_is_own(row->is.kind, ts_buf_span(&first), head) && !(ended && ts_volume_is_tar(head));
        ended = at.zeros;
    }
    ts_buf_done(&at.head);
    return good;
}

/* ---- the sets ---- */

static void take(const char *const *entry, size_t entries, const named *row, size_t n, ts_volumes *out) {
    TS_AUTO(ts_buf, ts_buf_done) name = {0};
    ts_volume_name(row->is.kind, row->stem, &name);
    ts_buf_addf(&name, " (%zu parts)", n);
    out->whole = ts_grow(out->whole, out->n + 1, sizeof *out->whole);
    ts_whole *w = &out->whole[out->n++];
    *w = (ts_whole){.name = ts_copy_str(ts_buf_span(&name)), .too_many = n > TS_LIMIT_PARTS};
    if (w->too_many)
        return;
    w->part = ts_alloc_array(n, sizeof *w->part);
    w->parts = n;
    if (!out->is_part)
        out->is_part = ts_alloc_array(entries, sizeof *out->is_part);
    for (size_t i = 0; i < n; i++) {
        w->part[i] = entry[row[i].entry];
        out->is_part[row[i].entry] = true;
    }
}

/* By kind and stem, in order; NULL: nothing here begins a row. */
static named *names_of(const char *const *entry, size_t entries, size_t *n) {
    ts_volume v;
    bool any = false;
    *n = 0;
    for (size_t i = 0; !any && i < entries; i++)
        any = ts_volume_of(ts_str(entry[i]), &v) && begins_row(&v);
    if (!any)
        return NULL;
    named *all = ts_alloc_array(entries, sizeof *all);
    for (size_t i = 0; i < entries; i++)
        if (ts_volume_of(ts_str(entry[i]), &v))
            all[(*n)++] = (named){v, ts_slice(ts_str(entry[i]), 0, v.stem), i};
    qsort(all, *n, sizeof *all, by_set);
    return all;
}

void ts_volumes_find(int dir, const char *const *entry, size_t entries, ts_volumes *out) {
    size_t names;
    named *all = names_of(entry, entries, &names);
    *out = (ts_volumes){0};
    for (size_t at = 0, n; at < names; at += n) {
        const named *row = &all[at];
        for (n = 1; at + n < names && one_row(row, &row[n]);)
            n++;
        if (without_gap(row, n) && all_regular(dir, entry, row, n) && look_like_parts(dir, entry, row, n))
            take(entry, entries, row, n, out);
    }
    ts_free(all);
}

void ts_volumes_done(ts_volumes *v) {
    for (size_t i = 0; i < v->n; i++) {
        ts_wipe(v->whole[i].name, strlen(v->whole[i].name));
        ts_free(v->whole[i].name);
        ts_free(v->whole[i].part);
    }
    ts_free(v->whole);
    ts_free(v->is_part);
    *v = (ts_volumes){0};
}
