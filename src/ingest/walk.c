/* walk.c - lists a tree of evidence in a fixed order; follows no link, opens nothing but regular files. */
#include "ingest/walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"

/* A directory being listed: its entries' names, sorted. */
typedef struct level {
    int fd;
    ts_arena names;
    const char **entry;
    size_t entries, next;
    size_t name_len; /* of the path so far */
    ts_volumes volumes;
} level;

enum { MAX_LEVELS = 256 }; /* one descriptor each; deeper trees are listed as too-deep */

struct ts_walk {
    const char *const *path;
    size_t paths, at;
    ts_walk_names names;
    bool reverse, look_only;
    size_t root_len; /* of the name, what stands for the root */
    level level[MAX_LEVELS];
    size_t levels;
    ts_buf name;
    ts_walk_part *part; /* of the last whole */
};

ts_err ts_walk_new(const char *const *path, size_t paths, ts_walk_names names, bool reverse, ts_walk **out) {
    for (size_t i = 0; i < paths; i++) {
        struct stat st;
        if (lstat(path[i], &st) != 0)
            return ts_fail(TS_EIO, "%s cannot be opened: %s", path[i], strerror(errno));
    }
    ts_walk *w = ts_alloc(sizeof *w);
    w->path = path;
    w->paths = paths;
    w->names = names;
    w->reverse = reverse;
    *out = w;
    return TS_OK;
}

void ts_walk_look_only(ts_walk *w) { w->look_only = true; }

static void pop(ts_walk *w) {
    level *l = &w->level[--w->levels];
    ts_fs_close(&l->fd);
    ts_volumes_done(&l->volumes);
    ts_free(l->entry);
    ts_arena_done(&l->names);
}

void ts_walk_free(ts_walk *w) {
    if (!w)
        return;
    while (w->levels)
        pop(w);
    ts_buf_done(&w->name);
    ts_free(w->part);
    ts_free(w);
}

static int by_name(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

/* Takes over fd. */
static bool push(ts_walk *w, int fd) {
    DIR *d = fdopendir(dup(fd));
    if (!d) {
        close(fd);
        return false;
    }
    level *l = &w->level[w->levels++];
    *l = (level){.fd = fd, .name_len = w->name.len};
    size_t cap = 0;
    for (struct dirent *e; (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (l->entries == cap) {
            cap = cap ? cap * 2 : 64;
            l->entry = ts_grow(l->entry, cap, sizeof *l->entry);
        }
        l->entry[l->entries++] = ts_arena_copy(&l->names, ts_str(e->d_name)).ptr;
    }
    closedir(d);
    if (l->entries > 1)
        qsort(l->entry, l->entries, sizeof *l->entry, by_name);
    if (w->reverse)
        for (size_t i = 0, k = l->entries; i + 1 < k; i++) {
            const char *t = l->entry[--k];
            l->entry[k] = l->entry[i];
            l->entry[i] = t;
        }
    ts_volumes_find(l->fd, l->entry, l->entries, &l->volumes);
    return true;
}

static void not_read(ts_walk_file *out, ts_reason reason, const char *message) {
    out->reason = reason;
    out->message = message;
}

void ts_walk_open(int dir, const char *entry, ts_walk_file *out) {
    struct stat st;
    ts_err err = ts_fs_open(dir, entry, &out->fd);
    if (err == TS_EPOLICY) {
        not_read(out, TS_REASON_POLICY, "it is not a regular file");
    } else if (err) {
        not_read(out, TS_REASON_UNREADABLE, "it cannot be opened");
    } else if (fstat(out->fd, &st) == 0) {
        out->size = (uint64_t)st.st_size;
        out->file_id[0] = (uint64_t)st.st_dev;
        out->file_id[1] = (uint64_t)st.st_ino;
        out->file_id[2] = (uint64_t)st.st_size;
        out->file_id[3] = (uint64_t)st.st_mtim.tv_sec * 1000000000u + (uint64_t)st.st_mtim.tv_nsec;
    }
}

void ts_walk_close(ts_walk_file *f) {
    for (size_t i = 0; i < f->parts; i++)
        if (f->part && f->part[i].fd >= 0)
            close(f->part[i].fd);
    f->part = NULL;
    f->parts = 0;
    ts_fs_close(&f->fd);
}

/* Its name and its size stay as they are: what is wrong with one part is wrong with the whole. */
void ts_walk_open_whole(int dir, const char *const *name, size_t parts, ts_walk_part **room, ts_walk_file *out) {
    TS_AUTO(ts_buf, ts_buf_done) ids = {0};
    *room = ts_grow(*room, parts, sizeof **room);
    out->file_id[0] = (uint64_t)TS_WALK_WHOLE;
    uint64_t size = 0;
    for (out->parts = 0; out->parts < parts; out->parts++) {
        ts_walk_file f = {.fd = -1};
        ts_walk_open(dir, name[out->parts], &f);
        out->part = *room;
        if (f.reason != TS_READ) {
            ts_walk_close(out);
            not_read(out, f.reason, "a part of it cannot be opened");
            return;
        }
        (*room)[out->parts] = (ts_walk_part){f.fd, f.size};
        size += f.size;
        ts_buf_add(&ids, ts_span_of(f.file_id, sizeof f.file_id));
    }
    out->size = size;
    ts_digest digest;
    ts_sha256_of(ts_buf_span(&ids), &digest);
    memcpy(out->file_id, digest.byte, sizeof out->file_id);
    out->file_id[0] = (uint64_t)TS_WALK_WHOLE;
}

/* What parts of directory `l` make together. */
static void give_whole(ts_walk *w, const level *l, const ts_whole *of, ts_walk_file *out) {
    *out = (ts_walk_file){.fd = -1, .root = w->at - 1, .below = w->root_len, .name = ts_buf_span(&w->name)};
    out->file_id[0] = (uint64_t)TS_WALK_WHOLE;
    if (of->too_many) {
        not_read(out, TS_REASON_TOO_LARGE, "it was cut into too many parts to be read as one: put them together first");
        return;
    }
    struct stat st;
    for (size_t i = 0; i < of->parts; i++)
        out->size += fstatat(l->fd, of->part[i], &st, AT_SYMLINK_NOFOLLOW) == 0 ? (uint64_t)st.st_size : 0;
    out->part_name = of->part;
    out->parts = out->part_names = of->parts;
    if (!w->look_only)
        ts_walk_open_whole(l->fd, of->part, of->parts, &w->part, out);
}

/* One entry of directory `dir`: a file for `out` (true), or a directory that was gone into (false). */
static bool enter(ts_walk *w, int dir, const char *entry, ts_walk_file *out) {
    *out = (ts_walk_file){.fd = -1, .root = w->at - 1, .below = w->levels ? w->root_len : w->name.len};
    struct stat st;
    if (fstatat(dir, entry, &st, AT_SYMLINK_NOFOLLOW) != 0) {
        not_read(out, TS_REASON_UNREADABLE, "it cannot be looked at");
    } else if (S_ISDIR(st.st_mode)) {
        int fd = openat(dir, entry, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        if (fd < 0)
            not_read(out, TS_REASON_UNREADABLE, "the directory cannot be opened");
        else if (w->levels == MAX_LEVELS || w->name.len > TS_LIMIT_NAME)
            close(fd), not_read(out, TS_REASON_TOO_DEEP, "directories are nested too deeply");
        else if (push(w, fd))
            return false;
        else
            not_read(out, TS_REASON_UNREADABLE, "the directory cannot be listed");
    } else if (!S_ISREG(st.st_mode)) {
        not_read(out, TS_REASON_POLICY,
                 S_ISLNK(st.st_mode) ? "it is a link, and links are never followed" : "it is not a regular file");
    } else {
        out->size = (uint64_t)st.st_size;
        if (!w->look_only)
            ts_walk_open(dir, entry, out);
    }
    out->name = ts_buf_span(&w->name);
    return true;
}

/* The name that the things below one root begin with. */
static void root_name(ts_walk *w, const char *path, bool directory) {
    ts_buf_clear(&w->name);
    ts_span s = ts_str(path);
    while (s.len > 1 && s.ptr[s.len - 1] == '/')
        s.len--;
    if (w->names == TS_WALK_BELOW) {
        const char *slash = memrchr(s.ptr, '/', s.len);
        if (slash && s.len > 1)
            s = ts_slice(s, (size_t)(slash + 1 - s.ptr), s.len);
        if (directory && w->paths == 1)
            s.len = 0;
    }
    ts_buf_add(&w->name, s);
    w->root_len = s.len + (s.len && s.ptr[s.len - 1] != '/');
}

ts_err ts_walk_next(ts_walk *w, ts_walk_file *out, bool *done) {
    *done = false;
    for (;;) {
        if (w->levels) {
            level *l = &w->level[w->levels - 1];
            w->name.len = l->name_len;
            size_t wholes = l->volumes.n, all = l->entries + wholes;
            if (l->next == all) {
                pop(w);
                continue;
            }
            size_t at = w->reverse ? (l->next + l->entries) % all : l->next; /* the wholes behind all, or before */
            l->next++;
            const ts_whole *whole = at < l->entries ? NULL : &l->volumes.whole[at - l->entries];
            const char *entry = whole ? whole->name : l->entry[at];
            if (w->name.len && w->name.ptr[w->name.len - 1] != '/')
                ts_buf_add_char(&w->name, '/');
            ts_buf_add_str(&w->name, entry);
            if (whole) {
                give_whole(w, l, whole, out);
                return TS_OK;
            }
            bool is_part = l->volumes.is_part && l->volumes.is_part[at];
            if (enter(w, l->fd, entry, out)) {
                out->is_part = is_part && out->reason == TS_READ;
                return TS_OK;
            }
            continue;
        }
        if (w->at == w->paths) {
            *done = true;
            return TS_OK;
        }
        const char *path = w->path[w->at++];
        struct stat st;
        /* A root that the person named may itself be a link to a directory. */
        bool directory = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
        root_name(w, path, directory);
        if (directory) {
            int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (fd < 0)
                return ts_fail(TS_EIO, "%s cannot be opened: %s", path, strerror(errno));
            if (!push(w, fd))
                return ts_fail(TS_EIO, "%s cannot be listed: %s", path, strerror(errno));
            continue;
        }
        if (enter(w, AT_FDCWD, path, out))
            return TS_OK;
    }
}
