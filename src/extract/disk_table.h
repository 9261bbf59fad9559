/* disk_table.h - which stretches of a disk its tables call partitions. */
#ifndef TS_EXTRACT_DISK_TABLE_H
#define TS_EXTRACT_DISK_TABLE_H

#include "extract/partition.h"

enum { TS_PARTITIONS_MOST = 256 };

typedef struct ts_place {
    uint64_t begin, len; /* bytes */
    unsigned number; /* as the disk's own system counts */
} ts_place;

/* Could these first bytes be a disk's with a table (an MBR, or a GPT)? */
bool ts_disk_table_fits(ts_span head, uint64_t size);
/* Its partitions, at most TS_PARTITIONS_MOST; claims the tables.  0: there is no table. */
size_t ts_disk_table_read(ts_image *m, ts_place *out);

#endif
