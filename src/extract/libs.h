/* libs.h - what the third-party readers share: which archive it is, and waking the libraries.
 *
 * libs.c bids for them in every program; archive.c and pdf.c are linked only into the
 * program that reads with them, one sandboxed process an item.
 */
#ifndef TS_EXTRACT_LIBS_H
#define TS_EXTRACT_LIBS_H

#include "extract/extractor.h"

/* What libarchive is asked to read, told by the magic alone. */
typedef enum ts_archive_kind {
    TS_ARCHIVE_NONE = 0,
    TS_ARCHIVE_GZIP, /* from here: one compressed stream, a tar or a single file within */
    TS_ARCHIVE_BZIP2,
    TS_ARCHIVE_XZ,
    TS_ARCHIVE_ZSTD,
    TS_ARCHIVE_LZIP,
    TS_ARCHIVE_LZ4,
    TS_ARCHIVE_LZMA,
    TS_ARCHIVE_COMPRESS,
    TS_ARCHIVE_TAR, /* from here: members in a row */
    TS_ARCHIVE_CPIO,
    TS_ARCHIVE_AR,
    TS_ARCHIVE_LHA,
    TS_ARCHIVE_CAB,
    TS_ARCHIVE_RAR, /* from here: read with seeking */
    TS_ARCHIVE_RAR5,
    TS_ARCHIVE_7ZIP,
    TS_ARCHIVE_ISO9660,
    TS_ARCHIVE_ZIP /* with members packed otherwise than our own reader knows */
} ts_archive_kind;

/* head: the first 64 KiB, or all there is.  *bid gets how sure that is. */
ts_archive_kind ts_archive_kind_of(ts_span head, int *bid);

/* Does a zip show, in its first 64 KiB or its last, a member that is packed by bzip2, LZMA, xz, Zstandard or PPMd, and has it
 * its list?  Locked ones do not count: our own reader has the passwords. */
bool ts_zip_packed_otherwise(ts_span head, ts_span tail);

/* The tar header at `at` is of a hard link whose data follows it, which no program must write but some do (POSIX ustar):
 * where the data stands.  A size that is said where the next header follows is none's. */
bool ts_tar_link_data(ts_source *in, uint64_t at, uint64_t *data, uint64_t *size);

/* Wakes the libraries of this program in the process that later forks: settles locale and time zone, silences every
 * voice on stderr, and lets each reader that is linked do its part.  After it, and not without it, ts_archive_run and
 * ts_pdf_run may be called; they open no file.  Only the first call does anything. */
void ts_extract_preload(void);
/* Its parts, each beside the reader that needs it: a tiny archive or PDF is read. */
void ts_archive_preload(void);
void ts_pdf_preload(void);

#endif
