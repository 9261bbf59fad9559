/* fat.h - clusters and chains of FAT and exFAT. */
#ifndef TS_EXTRACT_FAT_H
#define TS_EXTRACT_FAT_H

#include "extract/partition.h"

typedef struct ts_fat {
    ts_partition *p;
    unsigned bits; /* of an entry: 12, 16, 32 */
    uint32_t clusters; /* numbered from 2 on */
    uint64_t cluster, data; /* bytes of one; where the first stands */
    char *table;
    uint64_t have; /* bytes of it */
    uint8_t *seen; /* a bit a cluster: a directory begins here that was read */
} ts_fat;

enum { TS_FAT_DIRECTORY_MOST = 16 * 1024 * 1024 };

/* Takes up the table that stands at `at`, or its copy `len` bytes behind it where the first is no table. */
bool ts_fat_load(ts_fat *f, uint64_t at, uint64_t len, unsigned copies, unsigned char media);
void ts_fat_done(ts_fat *f);
/* What follows a cluster; 0: it is free. */
uint32_t ts_fat_next(const ts_fat *f, uint32_t cluster);
/* The chain from `first` on, len bytes of it at most.  False: it breaks off, leads nowhere, or to itself. */
bool ts_fat_chain(const ts_fat *f, uint32_t first, uint64_t len, ts_extents *x);
/* len bytes in a row from `first` on, without looking at the table.  False: beyond the end. */
bool ts_fat_row(const ts_fat *f, uint32_t first, uint64_t len, ts_extents *x);
/* Is no cluster of the row in use, by the table? */
bool ts_fat_row_free(const ts_fat *f, uint32_t first, uint64_t len);
/* A directory's bytes, as many as there are; claims them. */
void ts_fat_directory(const ts_fat *f, const ts_extents *x, ts_buf *out);
/* The first time that a directory begins at this cluster? */
bool ts_fat_first_time(ts_fat *f, uint32_t cluster);

#endif
