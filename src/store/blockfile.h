/* blockfile.h - files of compressed, sealed blocks: sighting chunks and results.
 *
 * Head, blocks, end; every byte is covered, so that one flipped bit is found and the file and block named.  What was
 * kept of a file never changes; a file of sightings may grow behind it, until it is closed:
 *   head   8 magic, u32 schema, u32 file, u64 generation, 8 key id
 *   block  u32 length of the seal, then the seal of (u32 raw length, zstd frame);
 *          associated data = the head's fields without the key id, and the block's number
 *   end    u32 zero, u32 blocks, SHA-256 of all before it (the database knows it too); a file of sightings has none, since
 *          it may grow: it ends where the database says, with the digest that stands there (one of schema 1 has an end)
 */
#ifndef TS_STORE_BLOCKFILE_H
#define TS_STORE_BLOCKFILE_H

#include "crypt/seal.h"

typedef enum ts_block_kind { TS_BLOCK_SIGHTINGS, TS_BLOCK_RESULTS } ts_block_kind;

/* Which file it is; a reader demands what the writer wrote. */
typedef struct ts_block_head {
    ts_block_kind kind;
    uint32_t file;
    uint64_t generation; /* of results; 0 for sightings */
    ts_key_id key_id;
    uint32_t schema; /* written: one of the below; where a file is read its own head says it */
} ts_block_head;
enum { TS_SIGHTINGS_SCHEMA = 2, TS_RESULTS_SCHEMA = 1 };

/* "000001.tss", "000001-3.tsr" */
enum { TS_BLOCK_NAME = 48 };
void ts_block_name(const ts_block_head *head, char out[static TS_BLOCK_NAME]);
/* Reads such a name back; false on any other. */
bool ts_block_name_read(ts_span name, ts_block_kind *kind, uint32_t *file, uint64_t *generation);

/* What the database keeps of a file. */
typedef struct ts_block_sum {
    uint64_t bytes;
    uint32_t blocks;
    ts_digest digest;
} ts_block_sum;

typedef struct ts_block_writer ts_block_writer;
ts_err ts_block_create(int dir, const ts_block_head *head, const ts_key *key, ts_block_writer **out);
/* border[0..borders): places in `plain`, ascending, behind which bytes of another nature stand; zstd begins new statistics
 * there. */
ts_err ts_block_add(ts_block_writer *w, ts_span plain, const uint32_t *border, size_t borders);
uint64_t ts_block_bytes(const ts_block_writer *w);
/* Syncs what was added and, the first time, renames the file into place.  More may be added; what was kept stays. */
ts_err ts_block_keep(ts_block_writer *w, ts_block_sum *out);
/* Ends, syncs and renames the file into place; frees the writer, also on failure. */
ts_err ts_block_finish(ts_block_writer *w, ts_block_sum *out);
/* Frees the writer; what was not kept is not of the file.  NULL is fine. */
void ts_block_abandon(ts_block_writer *w);

typedef struct ts_block_reader ts_block_reader;
ts_err ts_block_open(int dir, const ts_block_head *head, const ts_key *key, const ts_block_sum *sum,
                     ts_block_reader **out);
/* The next block, opened in locked memory until the next call; *more false at the sound end of the file. */
ts_err ts_block_next(ts_block_reader *r, ts_span *plain, bool *more);
uint32_t ts_block_schema(const ts_block_reader *r);
void ts_block_close(ts_block_reader *r); /* NULL is fine */

#endif
