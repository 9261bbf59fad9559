/* finder.c - the held people that a sighting could be, over all files of a register. */
#include "store/finder.h"

#include <stdlib.h>
#include <string.h>
#include "base/digest.h"
#include "base/limits.h"
#include "base/mem.h"
#include "store/index_layout.h"

enum {
    CROWD = TS_LIMIT_CANDIDATES, /* people of one snapshot who may share a key: more are named by none */
    REMEMBERED = 4096, /* keys of which it is known whether a crowd shares them */
};

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
    uint32_t *rows; /* of each snapshot: counted while a key is weighed, or a sighting's rows are gathered */
    ts_index_range (*range)[TS_PROBE_KEYS]; /* of each file */
} system_files;

/* Is a key shared by a crowd?  Keys of switchboards come again with every row. */
typedef struct shared_key {
    uint64_t key;
    uint32_t system; /* plus one; 0: free */
    bool crowded;
} shared_key;

struct ts_finder {
    system_files *system;
    size_t systems;
    shared_key shared[REMEMBERED];
    uint64_t *line; /* the system's lines that were taken for this sighting: file and line, ascending */
    size_t lines, line_room;
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
    s.rows = ts_alloc_array(files, sizeof *s.rows);
    s.range = ts_alloc_array(files, sizeof *s.range);
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
        ts_free(s->rows);
        ts_free(s->range);
    }
    ts_free(f->system);
    ts_free(f->line);
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
static void add_line(ts_finder *f, system_files *s, size_t file, uint32_t line, const ts_probe *p) {
    ts_finder_row one;
    one.snapshot = s->snapshot[file];
    ts_index_compare(s->file[file], line, p, &one.c);
    ts_index_held(s->file[file], line, &one.held);
    put(f, &one);
    s->rows[file]++;
    for (size_t i = 0; i < s->laters[file]; i++) {
        const later *l = &s->later[file][i];
        size_t in = (size_t)(l->snapshot - s->snapshot[0]);
        one.snapshot = l->snapshot;
        if (ts_index_still_holds(s->file[in], l->still, line, &one.held, &one.c)) {
            put(f, &one);
            s->rows[in]++;
        }
    }
}

/* Was the line not taken by a stronger key? */
static bool is_new(ts_finder *f, uint64_t value) {
    size_t low = 0, high = f->lines;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->line[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < f->lines && f->line[low] == value)
        return false;
    if (f->lines == f->line_room) {
        f->line_room = f->line_room ? 2 * f->line_room : 256;
        f->line = ts_grow(f->line, f->line_room, sizeof *f->line);
    }
    memmove(f->line + low + 1, f->line + low, (f->lines - low) * sizeof *f->line);
    f->line[low] = value;
    f->lines++;
    return true;
}

static bool any_above(const system_files *s, uint32_t most) {
    for (size_t i = 0; i < s->files; i++)
        if (s->rows[i] > most)
            return true;
    return false;
}

/* Do more than CROWD rows of one snapshot share the key?  Asked where all lines together are more. */
static bool crowd_of(system_files *s, size_t key) {
    memset(s->rows, 0, s->files * sizeof *s->rows);
    for (size_t file = 0; file < s->files; file++)
        for (uint32_t e = s->range[file][key].from; e < s->range[file][key].to; e++) {
            uint32_t line = index_entry_line(s->file[file], e);
            ts_held unused;
            ts_comparison too;
            s->rows[file]++;
            for (size_t i = 0; i < s->laters[file]; i++) {
                const later *l = &s->later[file][i];
                size_t in = (size_t)(l->snapshot - s->snapshot[0]);
                s->rows[in] += ts_index_still_holds(s->file[in], l->still, line, &unused, &too);
            }
        }
    return any_above(s, CROWD);
}

/* The same whichever snapshot came first, and whichever of its files has the lines. */
static bool is_crowded(ts_finder *f, size_t system, size_t key, uint64_t fingerprint) {
    system_files *s = &f->system[system];
    size_t all = 0;
    for (size_t file = 0; file < s->files; file++)
        all += s->range[file][key].to - s->range[file][key].from;
    if (all <= CROWD || all > CROWD * s->files) /* of so many lines one snapshot has more than its share */
        return all > CROWD;
    shared_key *k = &f->shared[(fingerprint ^ system) % REMEMBERED];
    if (k->key != fingerprint || k->system != system + 1)
        *k = (shared_key){fingerprint, (uint32_t)system + 1, crowd_of(s, key)};
    return k->crowded;
}

/* The stronger keys first, each wholly or not at all: once a snapshot has given a crowd of rows, or the system its share of all
 * that are wanted, weaker keys tell nothing more. */
static void find_in(ts_finder *f, size_t system, const ts_probe *p, size_t share) {
    system_files *s = &f->system[system];
    size_t first = f->n;
    bool crowded[TS_PROBE_KEYS];
    f->lines = 0;
    for (size_t file = 0; file < s->files; file++)
        ts_index_ranges(s->file[file], p->key, p->keys, CROWD * s->files, s->range[file]);
    for (size_t i = 0; i < p->keys; i++) {
        crowded[i] = is_crowded(f, system, i, p->key[i]);
        for (size_t file = 0; !crowded[i] && file < s->files; file++)
            if (s->range[file][i].from < s->range[file][i].to)
                index_prefetch_line(s->file[file], s->range[file][i].from);
    }
    memset(s->rows, 0, s->files * sizeof *s->rows);
    for (size_t i = 0; i < p->keys && f->n - first < share && !any_above(s, CROWD - 1); i++)
        for (size_t file = 0; !crowded[i] && file < s->files; file++)
            for (uint32_t e = s->range[file][i].from; e < s->range[file][i].to; e++) {
                uint32_t line = index_entry_line(s->file[file], e);
                if (line < ts_index_lines(s->file[file]) && is_new(f, (uint64_t)file << 32 | line))
                    add_line(f, s, file, line, p);
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
        size_t first = f->n;
        find_in(f, i, p, max / f->systems);
        if (f->n - first > 1)
            qsort(f->found + first, f->n - first, sizeof *f->found, in_order);
    }
    *out = f->found;
    return f->n < max ? f->n : max;
}
