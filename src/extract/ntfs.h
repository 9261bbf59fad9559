/* ntfs.h - records of an NTFS volume's master file table: what they hold, and where it stands. */
#ifndef TS_EXTRACT_NTFS_H
#define TS_EXTRACT_NTFS_H

#include "extract/partition.h"

typedef struct ts_ntfs {
    ts_partition *p;
    uint64_t cluster, record; /* bytes */
    uint64_t clusters, records;
    ts_extents table; /* where the records stand */
    uint64_t reached; /* the stretch that the last record stood in begins here, */
    size_t last; /* and this is its number */
    char *buf; /* of one record */
} ts_ntfs;

enum {
    TS_NTFS_STANDARD = 0x10,
    TS_NTFS_LIST = 0x20,
    TS_NTFS_NAME = 0x30,
    TS_NTFS_DATA = 0x80,
    TS_NTFS_INDEX = 0xA0,
    TS_NTFS_BITMAP = 0xB0,
    TS_NTFS_REPARSE = 0xC0,

    TS_NTFS_IN_USE = 1,
    TS_NTFS_DIRECTORY = 2,

    TS_NTFS_PACKED = 1, /* of a stream */
    TS_NTFS_LOCKED = 0x4000,

    TS_NTFS_ROOT = 5,
    TS_NTFS_USERS = 24 /* the records before it are the file system's own */
};

/* An attribute, or a part of one that is in several records. */
typedef struct ts_ntfs_attribute {
    uint32_t type;
    uint16_t flags;
    bool resident;
    ts_span name; /* UTF-16 */
    ts_span value; /* resident: the bytes; else the run list */
    uint64_t vcn, size, valid; /* vcn: the first cluster that the list is about; sizes: where that is 0 */
    uint32_t order; /* as they were met */
    unsigned unit; /* packed: clusters in a unit, as a power of two */
} ts_ntfs_attribute;

/* What one file has, from its record and those that go on from it.  Borrowed from the arena. */
typedef struct ts_ntfs_file {
    uint16_t flags, sequence;
    ts_ntfs_attribute *attribute;
    size_t n, room;
} ts_ntfs_file;

/* The volume's head and its table.  False: it is none, or its table cannot be found. */
bool ts_ntfs_open(ts_partition *p, ts_ntfs *out);
void ts_ntfs_done(ts_ntfs *v);
/* The n-th record, put right, in v->buf; false: there is none, or it goes on from another one. */
bool ts_ntfs_load(ts_ntfs *v, uint64_t n, uint16_t *flags, uint16_t *sequence, uint64_t *base);
/* The n-th with all its attributes. */
bool ts_ntfs_file_of(ts_ntfs *v, uint64_t n, ts_arena *arena, ts_ntfs_file *out);
/* Adds the clusters of a run list to `x` as stretches; *vcn counts on.  False: it is damaged. */
bool ts_ntfs_runs(const ts_ntfs *v, ts_span list, ts_extents *x, uint64_t *vcn);
/* A unit of a packed stream ([MS-XCA] 2.5, LZNT1): cap bytes, zeros behind what it says.  False: damaged. */
bool ts_ntfs_unpack(ts_span in, char *out, size_t cap);

#endif
