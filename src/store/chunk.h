/* chunk.h - the columns of a chunk of sightings: findings of many segments to bytes and back. */
#ifndef TS_STORE_CHUNK_H
#define TS_STORE_CHUNK_H

#include "store/sightings.h"

enum { TS_CHUNK_SIGHTINGS = 65536, TS_CHUNK_BYTES = 4 << 20 };

typedef struct ts_chunk ts_chunk;

/* The dictionary of values goes on from chunk to chunk, up to a limit; a new file begins with a new one. */
ts_chunk *ts_chunk_new(void);
void ts_chunk_free(ts_chunk *k); /* wipes */
/* `reading`: which reading of its blob the segment comes from (sightings.c). */
ts_err ts_chunk_add(ts_chunk *k, const ts_segment_record *segment, uint64_t reading, const ts_findings *f);
/* Would a segment with so many sightings overfill it?  A chunk always takes its first segment. */
bool ts_chunk_full(const ts_chunk *k, size_t sightings);
uint64_t ts_chunk_bytes(const ts_chunk *k); /* before compression; 0: nothing in it */
uint64_t ts_chunk_sightings(const ts_chunk *k);
/* The next chunk, of which nothing was added yet, begins with an empty dictionary. */
void ts_chunk_forget(ts_chunk *k);
/* Appends its bytes and leaves it empty.  border[0..*borders): the places where its larger columns meet, from where its bytes
 * begin; the chunk's own, until the next. */
void ts_chunk_take(ts_chunk *k, ts_buf *out, const uint32_t **border, size_t *borders);

typedef struct ts_chunk_reader ts_chunk_reader;
ts_chunk_reader *ts_chunk_reader_new(void);
void ts_chunk_reader_free(ts_chunk_reader *r); /* wipes */
/* The next chunk of a file, from its first on.  Borrows `bytes` until the next.  schema: the file's (blockfile.h). */
ts_err ts_chunk_reader_open(ts_chunk_reader *r, ts_span bytes, uint32_t schema);
/* The next segment with its findings, which stay the reader's until the next call; *more false at the end. */
ts_err ts_chunk_reader_next(ts_chunk_reader *r, ts_segment_record *segment, uint64_t *reading, const ts_findings **f,
                            bool *more);

#endif
