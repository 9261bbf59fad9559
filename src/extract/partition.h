/* partition.h - hands for the file systems of a disk: bytes of a partition in, its files out.
 *
 * What a file or a table of the file system takes up is claimed.  What nobody claims is looked through in the end
 * (disk_image.c), so that each byte of the image is read once, or told of.
 */
#ifndef TS_EXTRACT_PARTITION_H
#define TS_EXTRACT_PARTITION_H

#include "extract/carve.h"
#include "extract/disk.h"
#include "extract/extractor.h"

typedef struct ts_image {
    ts_disk disk;
    ts_sink *out;
    uint8_t *claimed; /* a bit for every 1 << shift bytes of the disk */
    unsigned shift;
    uint64_t accounted; /* bytes of the file that were given to members, or told of as unread */
    uint64_t given, members;
    uint64_t work; /* bytes of tables that were read, in all partitions */
    uint64_t touched; /* units that claims went over, likewise */
    bool stop; /* a limit was met: no further member */
    ts_source *view; /* of the disk's bytes, to look through */
    ts_carve_work looked;
    /* of the member at hand: */
    uint64_t size, stored;
    ts_reason reason;
} ts_image;

/* Marks a range of the disk as somebody's; bytes of the file that were nobody's before. */
uint64_t ts_image_claim(ts_image *m, uint64_t at, uint64_t len);
bool ts_image_claimed(const ts_image *m, uint64_t at, uint64_t len); /* any byte of it */
/* Looks through what nobody claims in [at, end) of the disk for text and files; adds to *unread the bytes of the file in which nothing
 * was found. */
ts_err ts_image_look(ts_image *m, uint64_t at, uint64_t end, uint64_t *unread);
/* Behind the range without a claim that begins at or after `at`, which goes there; false: there is none before end. */
bool ts_image_free(const ts_image *m, uint64_t end, uint64_t *at, uint64_t *to);

/* A stretch of a file. */
typedef struct ts_extent {
    uint64_t at, len; /* bytes of the partition; at TS_EXTENT_HOLE: zeros */
} ts_extent;
#define TS_EXTENT_HOLE UINT64_MAX
typedef struct ts_extents {
    ts_extent *extent;
    size_t n, room;
} ts_extents;
/* Stretches that go on from the last one become part of it. */
void ts_extents_add(ts_extents *x, uint64_t at, uint64_t len);
void ts_extents_clear(ts_extents *x); /* memory kept */
void ts_extents_done(ts_extents *x);

typedef struct ts_partition {
    ts_image *image;
    uint64_t begin, size; /* on the disk; it may say to be longer than that is */
    ts_span prefix; /* "p2/", or nothing where there is only one */
    uint64_t links, devices; /* names that are no files of their own */
    uint64_t lost; /* deleted files whose bytes were given to others */
    ts_buf names; /* of those, one a line */
    ts_buf path;
} ts_partition;

/* As ts_disk_read, within the partition. */
size_t ts_partition_read(ts_partition *p, uint64_t at, void *out, size_t len);
/* The same of tables, which count: where more of them were read than a sound file system has, that is a limit, and false. */
bool ts_partition_table(ts_partition *p, uint64_t at, void *out, size_t len);
/* The file system says that it has `len` bytes. */
void ts_partition_reaches(ts_partition *p, uint64_t len);
void ts_partition_claim(ts_partition *p, uint64_t at, uint64_t len); /* for a table */
/* For a log: text and files in it are given, as far as nobody claims it; the rest of it is the file system's own. */
ts_err ts_partition_log(ts_partition *p, const ts_extents *x);

typedef struct ts_file {
    ts_span path; /* within the file system */
    uint64_t size, valid; /* bytes behind `valid` are zeros, whatever stands there */
    ts_instant modified;
    bool deleted;
    ts_reason reason; /* not TS_READ: nothing is given, for this reason */
} ts_file;

/* In steps, for what is packed.  After a begin comes an end, whatever happens. */
ts_err ts_member_begin(ts_partition *p, const ts_file *f);
ts_err ts_member_data(ts_partition *p, ts_span bytes);
ts_err ts_member_zeros(ts_partition *p, uint64_t len);
/* The bytes of a stretch of the partition, or as many as there are. */
ts_err ts_member_stretch(ts_partition *p, uint64_t at, uint64_t len);
void ts_member_claim(ts_partition *p, uint64_t at, uint64_t len); /* they are its own, packed or not */
ts_err ts_member_end(ts_partition *p);
/* All of it at once. */
ts_err ts_partition_file(ts_partition *p, const ts_file *f, const ts_extents *x);
/* Does nobody claim any of it?  Asked of what was deleted. */
bool ts_partition_unclaimed(const ts_partition *p, const ts_extents *x);
/* A deleted file that is not whole any more: its name is kept. */
void ts_partition_lost(ts_partition *p, ts_span path);

/* ---- the file systems: false, it is not this one; by_copy: asked of the copies of its head, too, which may be left of what
 * stood there before ---- */

bool ts_fat_is(ts_partition *p, bool by_copy);
bool ts_exfat_is(ts_partition *p, bool by_copy);
bool ts_ntfs_is(ts_partition *p, bool by_copy);
bool ts_ext_is(ts_partition *p, bool by_copy);
ts_err ts_fat_read(ts_partition *p);
ts_err ts_exfat_read(ts_partition *p);
ts_err ts_ntfs_read(ts_partition *p);
ts_err ts_ext_read(ts_partition *p);

#endif
