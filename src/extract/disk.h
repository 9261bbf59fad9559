/* disk.h - the bytes of a disk, whatever file holds them: raw, or in blocks (VHD, VHDX, VMDK, QCOW2, EWF).
 *
 * Each kind of file knows one thing: in which piece of the file a byte of the disk stands.  Everything else, packed blocks
 * as well, is done here.  Nothing is held but a block and a window on the tables.
 */
#ifndef TS_EXTRACT_DISK_H
#define TS_EXTRACT_DISK_H

#include "extract/source.h"

typedef enum ts_piece_kind {
    TS_PIECE_HOLE, /* zeros, which stand nowhere */
    TS_PIECE_PLAIN,
    TS_PIECE_PACKED, /* raw deflate */
    TS_PIECE_ELSEWHERE /* in another file: of a disk that goes on from a parent */
} ts_piece_kind;

typedef struct ts_piece {
    ts_piece_kind kind;
    uint64_t begin, len; /* bytes of the disk; a packed piece is unpacked whole */
    uint64_t at, stored; /* where they stand in the file, and how many there */
} ts_piece;

/* A window on a file's tables. */
typedef struct ts_lookaside {
    char *bytes;
    uint64_t at;
    size_t have;
} ts_lookaside;

typedef struct ts_disk {
    ts_source *in;
    uint64_t size; /* of the disk */
    const char *kind; /* "raw", "vhd" and so on */
    bool child; /* pieces of it stand in a parent's file */
    bool cut; /* pieces of it lie behind the end of the file */
    bool unlogged; /* changes that are only in its log are not seen */
    uint64_t steps; /* pieces that were asked for */
    ts_err error; /* sticky: the file could not be read, as opposed to being cut or damaged */
    /* The piece that byte `at`, which is less than size, stands in.  False: nothing says so. */
    bool (*find)(struct ts_disk *d, uint64_t at, ts_piece *piece);
    /* of the kinds, as each needs it: */
    uint64_t block, table, entries, second, shift;
    struct ts_ewf_table *ewf;
    size_t ewfs;
    ts_lookaside look;
    char *packed, *plain; /* of the last packed piece */
    uint64_t plain_begin;
    size_t plain_len;
} ts_disk;

/* Does a file that begins and ends so hold a disk in blocks?  (A raw one is known by what stands on it.) */
bool ts_disk_in_blocks(ts_span head, ts_span tail);
/* By what it begins and ends with; raw where nothing says otherwise.  TS_EENCRYPTED, TS_EUNSUPPORTED, TS_EFORMAT. */
ts_err ts_disk_open(ts_source *in, ts_disk *out);
void ts_disk_done(ts_disk *d);
/* Bytes that could be read, from the first on: less than len where the disk or its file ends, or they stand elsewhere. */
size_t ts_disk_read(ts_disk *d, uint64_t at, void *out, size_t len);
/* The file's bytes that [at, at + len) of the disk takes up. */
uint64_t ts_disk_stored(ts_disk *d, uint64_t at, uint64_t len);
/* From `at` on, up to `end`: the first byte that stands in the file, and behind the last that follows it without a gap. */
bool ts_disk_held(ts_disk *d, uint64_t at, uint64_t end, uint64_t *from, uint64_t *to);

/* ---- for the kinds ---- */

/* len bytes of the file at `at`, at most 4 KiB, borrowed until the next call; empty where they are not there. */
ts_span ts_disk_look(ts_disk *d, uint64_t at, size_t len);
/* Blocks of `block` bytes: the piece of the one that `at` stands in. */
void ts_disk_block(const ts_disk *d, uint64_t at, ts_piece *piece);

ts_err ts_disk_open_vhd(ts_disk *d, uint64_t footer);
ts_err ts_disk_open_vhdx(ts_disk *d);
ts_err ts_disk_open_qcow(ts_disk *d);
ts_err ts_disk_open_vmdk(ts_disk *d);
ts_err ts_disk_open_ewf(ts_disk *d);

#endif
