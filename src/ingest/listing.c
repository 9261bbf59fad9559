/* listing.c - a whole tree of evidence by name and size, before any of it is opened, and what to read first. */
#include "ingest/listing.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/map.h"
#include "base/mem.h"

typedef struct entry {
    ts_span name;
    uint32_t root, below; /* the path under the root is name[below..] */
    uint64_t size;
    ts_reason reason;
    const char *message; /* a text of the walk's own */
    bool is_part;
    const char **part; /* of a whole: its parts' names */
    size_t parts;
    /* When its turn comes: by rank, then by round, then by share, then by lot. */
    uint32_t rank, round;
    uint32_t place; /* among those of its folder and type */
    uint64_t share, lot;
    size_t at; /* in the walk's order */
} entry;

struct ts_listing {
    const char *const *path;
    ts_arena names;
    entry *entry;
    size_t n, cap, next;
    ts_walk_part *part; /* of the last whole */
};

ts_err ts_listing_count(const char *const *path, size_t paths, uint64_t *files, uint64_t *bytes) {
    ts_walk *w;
    ts_walk_file f;
    uint64_t n = 0, sum = 0;
    TS_TRY(ts_walk_new(path, paths, TS_WALK_BELOW, false, &w));
    ts_walk_look_only(w);
    ts_err err = TS_OK;
    for (bool done = false; !err && !done;) {
        err = ts_walk_next(w, &f, &done);
        n += !err && !done;
        sum += !err && !done ? f.size : 0;
    }
    ts_walk_free(w);
    if (!err)
        *files = n, *bytes = sum;
    return err;
}

/* ---- what first ---- */

enum { PROOF, TABLES, LARGE, DOCUMENTS, REST };

static bool one_of(ts_span word, const char *list) {
    char key[16] = " ";
    if (word.len == 0 || word.len > sizeof key - 3)
        return false;
    for (size_t i = 0; i < word.len; i++)
        key[i + 1] = ts_lower(word.ptr[i]);
    memcpy(key + 1 + word.len, " ", 2);
    return strstr(list, key) != NULL;
}

/* Words that gangs name their proof by, in the path's last two parts. */
static bool named_as_proof(ts_span name) {
    static const char *const word[] = {"proof",   "sample", "screenshot", "readme",
                                       "read_me", "tree",   "listing",    "file_list"};
    size_t from = name.len;
    for (int parts = 0; from && (parts += name.ptr[from - 1] == '/') < 2;)
        from--;
    for (size_t i = from; i < name.len; i++)
        for (size_t k = 0; k < sizeof word / sizeof *word; k++) {
            size_t len = strlen(word[k]);
            if (name.len - i >= len && ts_span_eq_nocase(ts_span_of(name.ptr + i, len), ts_str(word[k])))
                return true;
        }
    return false;
}

static ts_span extension_of(ts_span name) {
    size_t dot = name.len;
    while (dot && name.ptr[dot - 1] != '.' && name.ptr[dot - 1] != '/')
        dot--;
    return dot && name.ptr[dot - 1] == '.' ? ts_slice(name, dot, name.len - dot) : (ts_span){0};
}

unsigned ts_listing_rank(ts_span name, uint64_t size) {
    static const char pictures[] = " png jpg jpeg gif webp bmp tif tiff heic ";
    static const char tables[] =
        " csv tsv xls xlsx xlsb xlsm ods sql dump bak db sqlite mdb accdb dbf json jsonl ndjson xml hl7 parquet ";
    static const char documents[] = " doc docx odt rtf pdf txt htm html eml msg pst ost mbox ppt pptx odp vcf ics ";
    static const char archives[] = " zip 7z rar tar gz tgz bz2 tbz xz txz zst cab ";
    ts_span extension = extension_of(name);
    bool small = size <= TS_LIMIT_FIRST_PROOF;
    if (small && (one_of(extension, pictures) || named_as_proof(name)))
        return PROOF;
    if (one_of(extension, tables) || (small && one_of(extension, archives)))
        return small ? TABLES : LARGE;
    return one_of(extension, documents) ? DOCUMENTS : REST;
}

/* A whole's without what is said of its parts. */
static ts_span name_of(const entry *e) {
    ts_span name = e->name;
    while (e->parts && name.len && name.ptr[name.len - 1] != '(')
        name.len--;
    return e->parts && name.len > 2 ? ts_slice(name, 0, name.len - 2) : name;
}

/* Where a name falls when names are drawn: the same on every machine (FNV-1a, and the mixer of splitmix64). */
static uint64_t lot_of(ts_span name) {
    uint64_t h = UINT64_C(0xCBF29CE484222325);
    for (size_t i = 0; i < name.len; i++)
        h = (h ^ (uint8_t)name.ptr[i]) * UINT64_C(0x100000001B3);
    h = (h ^ h >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    h = (h ^ h >> 27) * UINT64_C(0x94D049BB133111EB);
    return h ^ h >> 31;
}

static int by_lot(const void *a, const void *b) {
    const entry *x = a, *y = b;
    if (x->lot != y->lot)
        return x->lot < y->lot ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static int by_turn(const void *a, const void *b) {
    const entry *x = a, *y = b;
    if (x->rank != y->rank)
        return x->rank < y->rank ? -1 : 1;
    if (x->round != y->round)
        return x->round < y->round ? -1 : 1;
    if (x->share != y->share)
        return x->share < y->share ? -1 : 1;
    return by_lot(a, b);
}

enum { LONGEST_TYPE = 8 }; /* behind a dot; what is longer is a part of the name */

/* The rank and the folder of a file, and with `type` what its name says it is. */
static ts_span group_of(const entry *e, bool type, ts_buf *key) {
    ts_span name = name_of(e);
    size_t slash = name.len;
    while (slash && name.ptr[slash - 1] != '/')
        slash--;
    ts_buf_clear(key);
    ts_buf_add_u8(key, (uint8_t)(e->rank << 1 | type));
    ts_buf_add_u32le(key, e->root);
    ts_buf_add_counted(key, ts_slice(name, 0, slash));
    ts_span extension = extension_of(name);
    for (size_t i = 0; type && extension.len <= LONGEST_TYPE && i < extension.len; i++)
        ts_buf_add_char(key, ts_lower(extension.ptr[i]));
    return ts_buf_span(key);
}

/* A fair sample at every moment: first one of every folder, then one of every type in it, then of each folder and type
 * the same share.  Which one of them comes first is drawn: names in order would bring one kind or one year of file. */
static void draw(ts_listing *l) {
    TS_AUTO(ts_buf, ts_buf_wipe) key = {0};
    ts_map *count = ts_map_new();
    if (l->n)
        qsort(l->entry, l->n, sizeof *l->entry, by_lot);
    for (size_t i = 0; i < l->n; i++) {
        entry *e = &l->entry[i];
        bool first;
        e->place = (uint32_t)(*ts_map_slot(count, group_of(e, true, &key), NULL))++;
        ts_map_slot(count, group_of(e, false, &key), &first);
        e->round = !first; /* the first of its folder before all others */
    }
    for (size_t i = 0; i < l->n; i++) {
        entry *e = &l->entry[i];
        uint64_t all = *ts_map_slot(count, group_of(e, true, &key), NULL);
        e->share = e->round ? ((uint64_t)e->place << 32) / all : 0;
    }
    ts_map_free(count);
    if (l->n)
        qsort(l->entry, l->n, sizeof *l->entry, by_turn);
}

/* Of pictures that no name calls proof so many come first; more of them are a store of scans, and their turn is that of
 * documents: each takes seconds, and tables would wait for all. */
static void order(ts_listing *l) {
    for (size_t i = 0; i < l->n; i++) {
        entry *e = &l->entry[i];
        e->at = i;
        e->rank = e->reason == TS_READ ? ts_listing_rank(name_of(e), e->size) : PROOF; /* told at once */
        e->lot = lot_of(e->name);
    }
    draw(l);
    size_t pictures = 0;
    for (size_t i = 0; i < l->n; i++) {
        entry *e = &l->entry[i];
        if (e->rank == PROOF && e->reason == TS_READ && !named_as_proof(name_of(e)) &&
            ++pictures > TS_LIMIT_FIRST_PICTURES)
            e->rank = DOCUMENTS;
    }
    if (pictures > TS_LIMIT_FIRST_PICTURES)
        draw(l);
}

static void keep_parts(ts_listing *l, const ts_walk_file *f, entry *e) {
    if (!f->parts)
        return;
    e->part = ts_alloc_array(f->parts, sizeof *e->part);
    for (e->parts = 0; e->parts < f->parts; e->parts++)
        e->part[e->parts] = ts_arena_copy(&l->names, ts_str(f->part_name[e->parts])).ptr;
}

ts_err ts_listing_new(const char *const *path, size_t paths, ts_walk_names names, ts_listing **out) {
    ts_walk *w;
    TS_TRY(ts_walk_new(path, paths, names, false, &w));
    ts_walk_look_only(w);
    ts_listing *l = ts_alloc(sizeof *l);
    l->path = path;
    ts_err err = TS_OK;
    for (bool done = false;;) {
        ts_walk_file f;
        err = ts_walk_next(w, &f, &done);
        if (err || done)
            break;
        if (l->n == l->cap) {
            l->cap = l->cap ? l->cap * 2 : 256;
            l->entry = ts_grow(l->entry, l->cap, sizeof *l->entry);
        }
        l->entry[l->n] = (entry){.name = ts_arena_copy(&l->names, f.name),
                                 .root = (uint32_t)f.root,
                                 .below = (uint32_t)f.below,
                                 .size = f.size,
                                 .reason = f.reason,
                                 .message = f.message,
                                 .is_part = f.is_part};
        keep_parts(l, &f, &l->entry[l->n++]);
    }
    ts_walk_free(w);
    if (err) {
        ts_listing_free(l);
        return err;
    }
    order(l);
    *out = l;
    return TS_OK;
}

void ts_listing_free(ts_listing *l) {
    if (!l)
        return;
    for (size_t i = 0; i < l->n; i++) {
        ts_wipe((char *)l->entry[i].name.ptr, l->entry[i].name.len);
        for (size_t k = 0; k < l->entry[i].parts; k++)
            ts_wipe((char *)(uintptr_t)l->entry[i].part[k], strlen(l->entry[i].part[k]));
        ts_free(l->entry[i].part);
    }
    ts_free(l->part);
    ts_arena_done(&l->names);
    ts_free(l->entry);
    ts_free(l);
}

/* ---- opening ---- */

static void tell(const entry *e, ts_walk_file *out) {
    *out = (ts_walk_file){.name = e->name,
                          .fd = -1,
                          .size = e->size,
                          .root = e->root,
                          .below = e->below,
                          .reason = e->reason,
                          .message = e->message,
                          .is_part = e->is_part,
                          .part_name = e->part,
                          .part_names = e->parts};
}

/* Part by part from its root, as the walk came, so that no link is followed that was put there since. */
static ts_err open_entry(ts_listing *l, const entry *e, ts_walk_file *out) {
    char part[256];
    TS_AUTO(int, ts_fs_close) dir = AT_FDCWD;
    if (e->below >= e->name.len) {
        ts_walk_open(AT_FDCWD, l->path[e->root], out);
        return TS_OK;
    }
    dir = open(l->path[e->root], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (dir < 0)
        return ts_fail(TS_EIO, "%s cannot be opened: %s", l->path[e->root], strerror(errno));
    for (size_t at = e->below, end; at <= e->name.len; at = end + 1) {
        for (end = at; end < e->name.len && e->name.ptr[end] != '/';)
            end++;
        if (end == e->name.len && e->parts) {
            ts_walk_open_whole(dir, e->part, e->parts, &l->part, out);
            return TS_OK;
        }
        if (end - at >= sizeof part)
            break;
        memcpy(part, e->name.ptr + at, end - at);
        part[end - at] = 0;
        if (end == e->name.len) {
            ts_walk_open(dir, part, out);
            return TS_OK;
        }
        int next = openat(dir, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (next < 0)
            break;
        close(dir);
        dir = next;
    }
    out->reason = TS_REASON_UNREADABLE;
    out->message = "the directory that it stood in cannot be opened";
    return TS_OK;
}

ts_err ts_listing_next(ts_listing *l, ts_walk_file *out, bool *done) {
    *done = l->next == l->n;
    if (*done)
        return TS_OK;
    const entry *e = &l->entry[l->next++];
    tell(e, out);
    return e->reason == TS_READ ? open_entry(l, e, out) : TS_OK;
}

ts_err ts_listing_each(const ts_listing *l, ts_err (*each)(void *context, const ts_walk_file *file), void *context) {
    for (size_t i = 0; i < l->n; i++) {
        ts_walk_file f;
        tell(&l->entry[i], &f);
        TS_TRY(each(context, &f));
    }
    return TS_OK;
}
