/* volumes.h - files that were cut into parts, such as drop.7z.001, drop.part2.rar, drop.z01: put together, and read as one.
 *
 * The parts of one directory are kept until all of it was listed.  Where they follow each other from the first, and that
 * begins like an archive, each part is told to be read, and what they make together is a member of the first.  Else each
 * is a file like any other.
 */
#ifndef TS_INGEST_VOLUMES_H
#define TS_INGEST_VOLUMES_H

#include "ingest/walk.h"

typedef enum ts_volume_kind {
    TS_VOLUME_NONE,
    TS_VOLUME_NUMBERED, /* x.001, x.002 */
    TS_VOLUME_ZIP, /* x.z01, x.z02, ..., x.zip */
    TS_VOLUME_RAR, /* x.part1.rar, x.part2.rar */
    TS_VOLUME_OLD_RAR, /* x.rar, x.r00, x.r01 */
    TS_VOLUME_LETTERED, /* xaa, xab; x.gz.aa, x.gz.ab: as split(1) writes them */
} ts_volume_kind;

enum { TS_VOLUME_LAST = 1 << 20 }; /* the number of the .zip behind its .z01: whatever comes before it */

typedef struct ts_volume {
    ts_volume_kind kind;
    size_t stem; /* bytes of the path that all parts share */
    unsigned number; /* from 1 */
} ts_volume;

/* What a path says; false: it is no part by its name. */
bool ts_volume_of(ts_span path, ts_volume *out);
/* Could a file that begins so be the first part? */
bool ts_volume_begins(ts_volume_kind kind, ts_span head);
/* The name of what the parts make together. */
void ts_volume_name(ts_volume_kind kind, ts_span stem, ts_buf *out);

/* The reader's part of it. */
struct ts_reader;
typedef struct ts_volumes ts_volumes;

/* Keeps the file, with its descriptor.  known: the client has it already. */
ts_err ts_volumes_keep(struct ts_reader *r, const ts_walk_file *f, const ts_volume *v, bool known);
/* The walk comes to this path next: parts of other directories are complete.  {0}: all are. */
ts_err ts_volumes_before(struct ts_reader *r, ts_span path);
void ts_volumes_free(struct ts_reader *r);

#endif
