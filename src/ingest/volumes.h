/* volumes.h - files that were cut into parts, such as drop.7z.001, drop.part2.rar, drop.z01, xaa: which of one directory's
 * files make up which.
 *
 * Names alone join nothing: the parts must be regular files and follow each other without a gap, the first must begin
 * like something that is cut, and no other like a file of its own.
 */
#ifndef TS_INGEST_VOLUMES_H
#define TS_INGEST_VOLUMES_H

#include "base/bytes.h"

typedef enum ts_volume_kind {
    TS_VOLUME_NUMBERED, /* x.001, x.002; from 000 too, as split -d -a 3 writes them */
    TS_VOLUME_ZIP, /* x.z01, x.z02, ..., x.zip */
    TS_VOLUME_RAR, /* x.part1.rar, x.part2.rar */
    TS_VOLUME_OLD_RAR, /* x.rar, x.r00, x.r01 */
    TS_VOLUME_EWF, /* x.E01 to x.E99, then x.EAA to x.EZZ: each begins with a sign and its number */
    TS_VOLUME_LETTERED, /* xaa, xab; x.gz.aa, x.gz.ab; x.gzaa: as split(1) writes them */
} ts_volume_kind;

enum { TS_VOLUME_LAST = 1 << 20 }; /* the number of the .zip behind its .z01: whatever comes before it */

typedef struct ts_volume {
    ts_volume_kind kind;
    size_t stem; /* bytes of the name that all parts share */
    unsigned number; /* as it is written; of letters and of .rar from 1 */
} ts_volume;

/* What a name without its directory says; false: it is no part by its name. */
bool ts_volume_of(ts_span name, ts_volume *out);
/* The name of what the parts make together. */
void ts_volume_name(ts_volume_kind kind, ts_span stem, ts_buf *out);

enum { TS_VOLUME_HEAD = 33 * 1024 }; /* a disc's image says what it is at 32769 */
/* Could a file that begins so be the first part? */
bool ts_volume_begins(ts_volume_kind kind, ts_span head);
/* Does one that begins so stand by itself, so that it is no later part of what begins like `first`?  In a tar and on a disc
 * files begin where blocks do, and a cut may fall there. */
bool ts_volume_is_own(ts_volume_kind kind, ts_span first, ts_span head);
bool ts_volume_is_tar(ts_span head);

/* A file that was cut, and its parts in order. */
typedef struct ts_whole {
    char *name; /* "drop.7z (5 parts)" */
    const char **part; /* as the listing has them */
    size_t parts;
    bool too_many; /* for one job: the parts stay files of their own */
} ts_whole;

typedef struct ts_volumes {
    ts_whole *whole;
    size_t n;
    bool *is_part; /* by entry; NULL: none is */
} ts_volumes;

/* Of the entries of directory `dir`, in any order; they are borrowed until done. */
void ts_volumes_find(int dir, const char *const *entry, size_t entries, ts_volumes *out);
void ts_volumes_done(ts_volumes *v);

#endif
