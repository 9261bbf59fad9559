/* volumes.c - files that were cut into parts: kept until their directory was listed, put together, read as one. */
#include "ingest/volumes.h"

#include <stdlib.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/reading.h"

enum { MOST = 2000, HEAD = 34 * 1024, BLOCK = 1024 * 1024 };

typedef struct part {
    unsigned number;
    ts_walk_file file; /* its name is the part's own */
    bool known;
    ts_node *node;
} part;

typedef struct set {
    ts_volume_kind kind;
    ts_buf stem;
    size_t dir; /* bytes of the stem that name the directory */
    part *part;
    size_t n;
} set;

struct ts_volumes {
    set *set;
    size_t n, cap, held; /* sets, and files in them */
};

static void set_done(set *s) {
    for (size_t i = 0; i < s->n; i++) {
        ts_fs_close(&s->part[i].file.fd);
        ts_wipe((char *)(uintptr_t)s->part[i].file.name.ptr, s->part[i].file.name.len);
        ts_free((char *)(uintptr_t)s->part[i].file.name.ptr);
    }
    ts_free(s->part);
    ts_buf_wipe(&s->stem);
    *s = (set){0};
}

/* ---- do they belong together? ---- */

static int by_number(const void *a, const void *b) {
    const part *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

/* The bytes of all; 0: they are no whole. */
static uint64_t whole(const set *s) {
    TS_AUTO(ts_buf, ts_buf_done) head = {0};
    uint64_t size = 0;
    if (s->n < 2)
        return 0;
    for (size_t i = 0; i < s->n; i++) {
        bool last = s->kind == TS_VOLUME_ZIP && i + 1 == s->n;
        if (s->part[i].number != (last ? (unsigned)TS_VOLUME_LAST : (unsigned)i + 1))
            return 0;
        size += s->part[i].file.size;
        if (size > TS_LIMIT_MEMBER)
            return 0;
    }
    ts_buf_reserve(&head, HEAD);
    if (ts_fs_read_at(s->part[0].file.fd, 0, head.ptr, HEAD, &head.len, "a part") != TS_OK)
        return 0;
    return ts_volume_begins(s->kind, ts_buf_span(&head)) ? size : 0;
}

static bool all_known(const set *s) {
    for (size_t i = 0; i < s->n; i++)
        if (!s->part[i].known)
            return false;
    return true;
}

/* ---- put together ---- */

static ts_err feed(ts_reader *r, const set *s, uint64_t size) {
    TS_AUTO(ts_buf, ts_buf_wipe) name = {0};
    ts_node *first = s->part[0].node;
    uint64_t id = first->item.id, given = 0;
    char *block = ts_grow(NULL, BLOCK, 1);
    ts_volume_name(s->kind, ts_buf_span(&s->stem), &name);
    ts_err err = ts_member_begin(r, id, ts_slice(ts_buf_span(&name), 0, TS_LIMIT_NAME), size, 0);
    for (size_t i = 0; !err && i < s->n; i++) {
        size_t got = 1;
        for (uint64_t at = 0; !err && got; at += got) {
            err = ts_fs_read_at(s->part[i].node->at_store->fd, s->part[i].node->at + at, block, BLOCK, &got, "a part");
            if (!err && got)
                err = ts_member_data(r, id, ts_span_of(block, got));
            given += got;
        }
    }
    ts_free(block);
    if (!err)
        err = ts_member_end(r, id, given == size ? TS_READ : TS_REASON_CHANGED, size);
    if (first->paused) { /* no worker reads it that could wait */
        first->paused = false;
        r->pausing--;
    }
    return err ? err : ts_members_close(r, first);
}

/* The parts themselves hold nothing else. */
static ts_err tell_read(ts_reader *r, ts_node *n) {
    ts_item_end end = {.reason = TS_READ, .content = n->item.size, .format = "volume", .format_version = 1};
    if (n->ended)
        return TS_OK;
    if (r->client->begin)
        TS_TRY(r->client->begin(r->client->context, &n->item));
    n->ended = true;
    return r->client->end(r->client->context, &n->item, &end);
}

static ts_err join(ts_reader *r, set *s, uint64_t size) {
    bool good = true;
    for (size_t i = 0; i < s->n; i++) {
        part *p = &s->part[i];
        TS_TRY(ts_reader_node(r, &p->file, &p->node));
        p->file.fd = -1; /* the node's now */
        if (!p->node) {
            good = false;
            continue;
        }
        p->node->open_members++; /* it stays until all is done */
        TS_TRY(r->client->found(r->client->context, &p->node->item, &p->node->ended));
    }
    for (size_t i = 0; good && i < s->n; i++)
        TS_TRY(tell_read(r, s->part[i].node));
    if (good)
        TS_TRY(feed(r, s, size));
    for (size_t i = 0; i < s->n; i++) {
        ts_node *n = s->part[i].node;
        if (n)
            TS_TRY(ts_reader_let_go(r, n));
    }
    return TS_OK;
}

static ts_err finish(ts_reader *r, set *s) {
    qsort(s->part, s->n, sizeof *s->part, by_number);
    uint64_t size = whole(s);
    bool nothing_new = size && all_known(s);
    if (size && !nothing_new)
        return join(r, s, size);
    for (size_t i = 0; i < s->n; i++) {
        ts_walk_file f = s->part[i].file;
        s->part[i].file.fd = -1;
        TS_TRY(ts_reader_file(r, &f, s->part[i].known));
    }
    return TS_OK;
}

/* ---- kept until then ---- */

static ts_err finish_at(ts_reader *r, size_t i) {
    ts_volumes *v = r->volumes;
    set s = v->set[i];
    v->set[i] = v->set[--v->n];
    v->held -= s.n;
    ts_err err = finish(r, &s);
    set_done(&s);
    return err;
}

static set *set_of(ts_volumes *v, const ts_volume *is, ts_span stem) {
    for (size_t i = v->n; i-- > 0;)
        if (v->set[i].kind == is->kind && ts_span_eq(ts_buf_span(&v->set[i].stem), stem))
            return &v->set[i];
    if (v->n == v->cap) {
        v->cap = v->cap ? 2 * v->cap : 16;
        v->set = ts_grow(v->set, v->cap, sizeof *v->set);
    }
    set *s = &v->set[v->n++];
    *s = (set){.kind = is->kind};
    ts_buf_add(&s->stem, stem);
    for (size_t i = 0; i < stem.len; i++)
        if (stem.ptr[i] == '/')
            s->dir = i + 1;
    return s;
}

ts_err ts_volumes_keep(ts_reader *r, const ts_walk_file *f, const ts_volume *is, bool known) {
    if (!r->volumes)
        r->volumes = ts_alloc(sizeof *r->volumes);
    ts_volumes *v = r->volumes;
    while (v->held >= MOST)
        TS_TRY(finish_at(r, 0));
    set *s = set_of(v, is, ts_slice(f->name, 0, is->stem));
    s->part = ts_grow(s->part, s->n + 1, sizeof *s->part);
    part *p = &s->part[s->n++];
    *p = (part){.number = is->number, .file = *f, .known = known};
    p->file.name = (ts_span){ts_copy_str(f->name), f->name.len};
    v->held++;
    return TS_OK;
}

ts_err ts_volumes_before(ts_reader *r, ts_span path) {
    ts_volumes *v = r->volumes;
    for (size_t i = v ? v->n : 0; i-- > 0;)
        if (!path.len || !ts_span_starts(path, ts_slice(ts_buf_span(&v->set[i].stem), 0, v->set[i].dir)))
            TS_TRY(finish_at(r, i));
    return TS_OK;
}

void ts_volumes_free(ts_reader *r) {
    ts_volumes *v = r->volumes;
    for (size_t i = 0; v && i < v->n; i++)
        set_done(&v->set[i]);
    if (v)
        ts_free(v->set);
    ts_free(v);
    r->volumes = NULL;
}
