/* finder.c - the held people that a sighting could be, over all files of a register. */
#include "store/finder.h"

#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/limits.h"
#include "base/mem.h"

enum { LINES = 4096 }; /* candidate lines of one system; more come from no real sighting */

/* A later snapshot that says which lines of a file it still holds. */
typedef struct later {
    uint16_t snapshot, still;
} later;

/* The files of one system. */
typedef struct system_files {
    const ts_index **file;
    uint16_t *snapshot; /* of each */
    later **later; /* of each file: the snapshots that rest on it */
    size_t *laters;
    size_t files;
} system_files;

struct ts_finder {
    system_files *system;
    size_t systems;
    uint64_t line[LINES];
    ts_finder_row *found;
    size_t room, n;
};

static bool same_system(const ts_index *a, const ts_index *b) {
    const ts_holding_info *x = ts_index_info(a), *y = ts_index_info(b);
    return strcmp(x->organisation, y->organisation) == 0 && strcmp(x->system, y->system) == 0;
}

/* Which snapshots rest on file `i`. */
static void find_laters(system_files *s, size_t i) {
    ts_digest seal, of;
    ts_index_seal(s->file[i], &seal);
    s->later[i] = ts_alloc_array(s->files, sizeof **s->later);
    for (size_t k = 0; k < s->files; k++)
        for (size_t still = 0; still < ts_index_stills(s->file[k]); still++) {
            ts_index_still_of(s->file[k], still, &of);
            if (ts_digest_eq(&of, &seal))
                s->later[i][s->laters[i]++] = (later){s->snapshot[k], (uint16_t)still};
        }
}

static void gather(const ts_register *r, size_t first, size_t files, system_files *out) {
    system_files s = {.files = files};
    s.file = ts_alloc_array(files, sizeof *s.file);
    s.snapshot = ts_alloc_array(files, sizeof *s.snapshot);
    s.later = ts_alloc_array(files, sizeof *s.later);
    s.laters = ts_alloc_array(files, sizeof *s.laters);
    for (size_t i = 0; i < files; i++) {
        s.file[i] = ts_register_at(r, first + i);
        ts_index_expect(s.file[i]);
        s.snapshot[i] = (uint16_t)(first + i);
    }
    for (size_t i = 0; i < files; i++)
        find_laters(&s, i);
    *out = s;
}

ts_finder *ts_finder_new(const ts_register *r) {
    size_t n = ts_register_count(r);
    ts_finder *f = ts_alloc(sizeof *f);
    f->system = ts_alloc_array(n + 1, sizeof *f->system);
    for (size_t first = 0, next; first < n; first = next) { /* in canonical order a system's files stand together */
        for (next = first + 1; next < n && same_system(ts_register_at(r, first), ts_register_at(r, next));)
            next++;
        gather(r, first, next - first, &f->system[f->systems++]);
    }
    return f;
}

void ts_finder_free(ts_finder *f) {
    if (!f)
        return;
    for (size_t i = 0; i < f->systems; i++) {
        system_files *s = &f->system[i];
        for (size_t k = 0; k < s->files; k++)
            ts_free(s->later[k]);
        ts_free(s->file);
        ts_free(s->snapshot);
        ts_free(s->later);
        ts_free(s->laters);
    }
    ts_free(f->system);
    ts_free(f->found);
    ts_free(f);
}

void ts_finder_prefetch(const ts_finder *f, const ts_probe *p) {
    for (size_t i = 0; i < f->systems; i++)
        for (size_t k = 0; k < f->system[i].files; k++)
            ts_index_prefetch(f->system[i].file[k], p);
}

static void put(ts_finder *f, const ts_finder_row *found) {
    if (f->n == f->room) {
        f->room = f->room ? 2 * f->room : 64;
        f->found = ts_grow(f->found, f->room, sizeof *f->found);
    }
    f->found[f->n++] = *found;
}

/* One line: its own snapshot's row, and those of the snapshots that still hold it. */
static void add_line(ts_finder *f, const system_files *s, size_t file, uint32_t line, const ts_probe *p) {
    ts_finder_row one;
    one.snapshot = s->snapshot[file];
    ts_index_compare(s->file[file], line, p, &one.c);
    ts_index_held(s->file[file], line, &one.held);
    put(f, &one);
    for (size_t i = 0; i < s->laters[file]; i++) {
        const later *l = &s->later[file][i];
        one.snapshot = l->snapshot;
        if (ts_index_still_holds(s->file[l->snapshot - s->snapshot[0]], l->still, line, &one.held, &one.c))
            put(f, &one);
    }
}

static int in_order(const void *a, const void *b) {
    const ts_finder_row *x = a, *y = b;
    if (x->snapshot != y->snapshot)
        return x->snapshot < y->snapshot ? -1 : 1;
    return (x->held.source_row > y->held.source_row) - (x->held.source_row < y->held.source_row);
}

size_t ts_finder_find(ts_finder *f, const ts_probe *p, size_t max, const ts_finder_row **out) {
    f->n = 0;
    for (size_t i = 0; p->keys && i < f->systems; i++) {
        const system_files *s = &f->system[i];
        size_t first = f->n;
        bool overflow;
        /* As many lines may share a key as may rows of a snapshot, in each of its files. */
        size_t lines =
            ts_index_candidates(s->file, s->files, p, TS_LIMIT_CANDIDATES * s->files, f->line, LINES, &overflow);
        for (size_t k = 0; k < lines; k++)
            add_line(f, s, (size_t)(f->line[k] >> 32), (uint32_t)f->line[k], p);
        if (f->n - first > 1)
            qsort(f->found + first, f->n - first, sizeof *f->found, in_order);
    }
    *out = f->found;
    return f->n < max ? f->n : max;
}
