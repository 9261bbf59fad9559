/* walk.h - lists a tree of evidence in a fixed order; follows no link, opens nothing but regular files. */
#ifndef TS_INGEST_WALK_H
#define TS_INGEST_WALK_H

#include "ingest/volumes.h"

typedef struct ts_walk ts_walk;

typedef struct ts_walk_part {
    int fd; /* the caller's to close */
    uint64_t size;
} ts_walk_part;

/* One file of the tree, or something that cannot be read.  Files that were cut into parts come as they stand, and behind
 * (or before) all else of their directory once more as the whole that they make. */
typedef struct ts_walk_file {
    ts_span name; /* raw bytes, valid until the next call */
    int fd; /* the caller's to close; -1 where reason is not TS_READ, and where nothing is opened */
    uint64_t size;
    uint64_t file_id[4]; /* device, inode, size, mtime in ns */
    size_t root; /* which of the paths it stands below... */
    size_t below; /* ...and where in `name` the way down from there begins; name.len: it is the path itself */
    ts_reason reason; /* POLICY: a link, FIFO, device; UNREADABLE; TOO_DEEP */
    const char *message;
    bool is_part; /* of a whole that comes too */
    /* Of a whole: its parts in order, open unless nothing is, and their names in the directory; until the next call.  Its
     * file_id is theirs together. */
    const ts_walk_part *part;
    const char *const *part_name;
    size_t parts, part_names; /* parts: 0 where it cannot be opened */
} ts_walk_file;

enum { TS_WALK_WHOLE = -1 }; /* the device of a whole, which stands on none of its own */

/* How names begin: below their root (cases), or with the path as it was typed (scan, extract). */
typedef enum ts_walk_names { TS_WALK_BELOW, TS_WALK_TYPED } ts_walk_names;

/* Paths are borrowed until done. reverse: each directory backwards (tests). */
ts_err ts_walk_new(const char *const *path, size_t paths, ts_walk_names names, bool reverse, ts_walk **out);
/* Nothing is opened for the caller from now on: every fd is -1. */
void ts_walk_look_only(ts_walk *w);
/* Opens one entry of `dir` as a walk does; sets fd, size, file_id or reason and message. */
void ts_walk_open(int dir, const char *entry, ts_walk_file *out);
/* The same of a whole, of these parts in `dir`; `room` holds them for as long as the caller needs them. */
void ts_walk_open_whole(int dir, const char *const *name, size_t parts, ts_walk_part **room, ts_walk_file *out);
/* Closes what the caller was given. */
void ts_walk_close(ts_walk_file *f);
/* *done at the end.  A path that does not exist is an error for the person who typed it. */
ts_err ts_walk_next(ts_walk *w, ts_walk_file *out, bool *done);
void ts_walk_free(ts_walk *w);

#endif
