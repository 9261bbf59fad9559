/* archive_open.h - libarchive over a source, with the one format and the one compression that are asked for. */
#ifndef TS_EXTRACT_ARCHIVE_OPEN_H
#define TS_EXTRACT_ARCHIVE_OPEN_H

#include "extract/gzip.h"
#include "extract/libs.h"

struct archive;

typedef struct ts_archive_in {
    ts_source *in; /* of known size */
    ts_archive_kind kind;
    ts_archive_kind inside; /* of one compressed stream: tar, cpio, or none for a single file */
    struct archive *archive;
    bool opened; /* the library has settled on a format */
    ts_reason early; /* why a stream broke off before its first block came; TS_READ: it did not */
    char *block; /* what it reads from */
    ts_gzip gzip;
    uint64_t at; /* where it stands */
    uint64_t fetched; /* bytes it has asked for so far */
    ts_err failed; /* of reading the source */
} ts_archive_in;

/* From the start of `in`, once or again, as `kind`, or as what `inside` says is in the compressed stream; the rest of *a is {0} at
 * first. */
ts_err ts_archive_open(ts_archive_in *a);
/* Why the library gave up.  first: before any member. */
ts_reason ts_archive_broken(const ts_archive_in *a, bool first);
void ts_archive_close(ts_archive_in *a);

/* The first member alone, as a stream: for what takes a lock off and leaves the rest to the library.  False: there is none.
 * *a is to be closed in any case. */
bool ts_archive_first(ts_archive_in *a, ts_source *in, ts_archive_kind kind);
/* Up to cap bytes.  None: it ended, whole where *reason is TS_READ. */
ts_err ts_archive_first_read(ts_archive_in *a, char *out, size_t cap, size_t *got, ts_reason *reason);

#endif
