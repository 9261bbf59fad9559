/* sightings.h - sightings in sealed column chunks (sightings/NNNN.tss), their results beside (.tsr); decisions.md 10.
 *
 * A .tss file grows by whole steps, and what stands in it never changes: chunks of at most 65,536 sightings (or one segment), columns dictionary-coded and compressed,
 * each chunk sealed with associated data = file number, chunk number, schema (docs/adr/0004-sighting-chunks.md).
 * A .tsr file holds one ts_result per sighting in the same order and is rewritten per generation.
 */
#ifndef TS_STORE_SIGHTINGS_H
#define TS_STORE_SIGHTINGS_H

#include "model/segment.h"
#include "model/sighting.h"
#include "model/verdict.h"
#include "store/case.h"

enum { TS_RECORD_COLUMNS = 64 };
/* The segment that sightings stand in. */
typedef struct ts_segment_record {
    ts_digest blob;
    uint32_t ordinal;
    uint8_t type; /* ts_segment_type */
    uint64_t offset; /* of the segment in its part */
    char part[64]; /* "Sheet1", escaped and cut to fit (may be personal: sealed with the chunk) */
    uint64_t rows;
    uint16_t columns; /* <= TS_RECORD_COLUMNS kept */
    uint8_t column_kind[TS_RECORD_COLUMNS];
    uint32_t categories; /* all that its columns or text show */
} ts_segment_record;

typedef struct ts_sightings_writer ts_sightings_writer;
ts_err ts_sightings_writer_new(ts_case *c, ts_sightings_writer **out);
/* Copies.  Segments of one blob that the same writer takes belong together, also over several flushes; those of
 * an earlier writer (a run that was killed, older hints) are then shown no more. */
ts_err ts_sightings_add(ts_sightings_writer *w, const ts_segment_record *segment, const ts_findings *f);
/* The blob is read again from its start by the same writer (its worker died): what was added of it so far is void. */
ts_err ts_sightings_restart(ts_sightings_writer *w, const ts_digest *blob);
/* A sample of a blob that is not read yet: slices of it (model/segment.h), which stand for it in every pass until it is done. */
ts_err ts_sightings_sample(ts_sightings_writer *w, const ts_segment_record *segment, const ts_findings *f);
/* What was added so since the last call counts from now on: so many bytes of the blob. */
ts_err ts_sightings_sampled(ts_sightings_writer *w, const ts_digest *blob, uint64_t bytes);
/* The blob is done. */
ts_err ts_sightings_unsample(ts_case *c, const ts_digest *blob);
uint64_t ts_sightings_pending(const ts_sightings_writer *w); /* bytes not yet in a file */
/* Writes and fsyncs what is pending, in the .tss file at hand or a new one, and says in the database how far it goes: inside the
 * caller's transaction, so that blobs marked done commit with their sightings.  Nothing pending: does nothing.  Where it fails, or
 * the transaction is rolled back, the writer is of no more use. */
ts_err ts_sightings_flush(ts_sightings_writer *w);
void ts_sightings_writer_free(ts_sightings_writer *w);

/* Streaming pass over all named files in order; opened chunks live in locked memory and are wiped.
 * `first` is the number of the segment's first sighting within `file`. A blob that was read again with
 * newer hints shows only its newest sightings, and one that was not read to its end shows none but its sample. */
typedef ts_err (*ts_sightings_each_fn)(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                                       const ts_findings *f,
                                       ts_result *result /* of each sighting: read or, in a pass that rewrites, set */);
/* rewrite: results are written anew (zeroed first) as the next generation when the pass ends well. */
ts_err ts_sightings_each(ts_case *c, bool rewrite, ts_sightings_each_fn each, void *context);
/* Of what a pass would show; disk_bytes: of all files, results too. */
ts_err ts_sightings_count(ts_case *c, uint64_t *sightings, uint64_t *mentions, uint64_t *disk_bytes);

#endif
