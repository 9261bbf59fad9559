/* slice.h - a large text in slices, so that several workers read one blob at once (docs/adr/0009-slices.md).
 *
 * A slice is the records that begin from one multiple of ts_slice_bytes() up to the next.  Whoever reads
 * the whole cuts its segments at the same places, so slices read apart and put one behind the other are
 * what one reader gives: segments, offsets, cells.  Row numbers, segment numbers and offsets of text
 * count from the slice's own beginning; what came before is added by whoever puts them together.
 */
#ifndef TS_EXTRACT_SLICE_H
#define TS_EXTRACT_SLICE_H

#include "extract/sink.h"
#include "extract/source.h"

/* Which records are to be read, and what became of it.  A format that cannot be cut leaves `begun` false
 * and reads all, where `from` is 0. */
typedef struct ts_slice_job {
    uint64_t from, to; /* records that begin in [from, to) */
    bool exact; /* one begins at `from` itself; else the first behind it is found by its looks */
    bool begun;
    uint64_t start, next; /* where its first record begins; where the first one that is not its own does, or the end */
    uint64_t records;
} ts_slice_job;

uint64_t ts_slice_bytes(void);
/* Tests, and a worker that is told so: TS_LIMIT_SLICE where nobody says otherwise. */
void ts_slice_set_bytes(uint64_t bytes);

/* The runner's: what is read from here on is cut. */
void ts_slice_open(ts_source *in);
/* The runner's: the blob's end was reached. */
void ts_slice_close(ts_source *in);

/* A reader's: does the record at `at` begin a slice?  Only of sources that are cut. */
static inline bool ts_slice_begins(const ts_source *in, uint64_t at) { return at >= in->border; }
/* A reader's, before the record at `at`, where it begins one; `more`: the table goes on.  *ended: it is not ours. */
ts_err ts_slice_cut(ts_source *in, ts_sink *out, uint64_t at, bool more, bool *ended);
/* A reader's: this many records were its own. */
static inline void ts_slice_count(ts_source *in, uint64_t records) {
    if (in->slice)
        in->slice->records = records;
}
/* A reader's, where its slice does not begin the blob: does it stand behind the start already? */
bool ts_slice_is_later(const ts_source *in);
/* A reader's: its first record is the next byte.  What was emitted so far was for looking only.  *ended: there is
 * none that is its own. */
ts_err ts_slice_begin(ts_source *in, ts_sink *out, bool *ended);
/* A reader's, of a format that cannot be cut, asked for what stands behind a place within the blob: what it emits from here on
 * is a sample from about there, up to as many bytes, in rows and text alone. */
ts_err ts_slice_sample(ts_source *in, ts_sink *out);
/* Goes on behind the first line end (this byte) from the byte before `from` on, or to the end of the slice if
 * there is none; exact: to `from`. */
void ts_slice_seek(ts_source *in, char line_end);
/* Goes on behind the next line end, or to the end of the slice. */
void ts_slice_next_line(ts_source *in, char line_end);

#endif
