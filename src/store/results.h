/* results.h - what verification says of each sighting of one file, in the same order, fixed width. */
#ifndef TS_STORE_RESULTS_H
#define TS_STORE_RESULTS_H

#include "model/verdict.h"
#include "store/blockfile.h"
#include "store/case.h"

typedef struct ts_results_writer ts_results_writer;
ts_err ts_results_create(ts_case *c, uint32_t file, uint64_t generation, ts_results_writer **out);
ts_err ts_results_add(ts_results_writer *w, const ts_result *r, size_t n);
/* Puts the file in place and frees the writer, also on failure; naming it in the database is the caller's. */
ts_err ts_results_finish(ts_results_writer *w, ts_block_sum *out);
void ts_results_abandon(ts_results_writer *w);

typedef struct ts_results_reader ts_results_reader;
/* *out is NULL where the file has no results yet. */
ts_err ts_results_open(ts_case *c, uint32_t file, ts_results_reader **out);
/* Leaves `out` as it is behind the end of its file: the sightings there came later. */
ts_err ts_results_read(ts_results_reader *r, ts_result *out, size_t n);
/* After the last: the file goes no further. */
ts_err ts_results_end(ts_results_reader *r);
void ts_results_close(ts_results_reader *r);

#endif
