/* listing.h - a whole tree of evidence by name and size, before any of it is opened: how much there is, and what
 * to read first.
 *
 * Names and sizes are hints here and decide nothing but the order; what a file is, its bytes say later.
 */
#ifndef TS_INGEST_LISTING_H
#define TS_INGEST_LISTING_H

#include "ingest/walk.h"

typedef struct ts_listing ts_listing;

/* How many files there are and their bytes: nothing is kept. */
ts_err ts_listing_count(const char *const *path, size_t paths, uint64_t *files, uint64_t *bytes);

/* Everything that the walk would give, in the order in which answers come soonest: what a gang shows as proof
 * (pictures, samples, lists of files), then tables and small archives, then large tables, then documents, then the rest.
 * Each of these is read so that what was read is a fair sample of it: one file of every folder, then one of every type
 * in every folder, then of all those the same share; which one comes first is drawn by its name.  Some 100 bytes a file
 * are kept.  Paths are borrowed until free. */
ts_err ts_listing_new(const char *const *path, size_t paths, ts_walk_names names, ts_listing **out);
/* As ts_walk_next; a file that is gone or has become something else is UNREADABLE or POLICY. */
ts_err ts_listing_next(ts_listing *l, ts_walk_file *out, bool *done);
/* All of them from the first on, without opening: name, size and reason. */
ts_err ts_listing_each(const ts_listing *l, ts_err (*each)(void *context, const ts_walk_file *file), void *context);
void ts_listing_free(ts_listing *l);

/* Which of the five a file belongs to, from 0; of pictures that no name calls proof, those beyond TS_LIMIT_FIRST_PICTURES come
 * with the documents all the same. */
unsigned ts_listing_rank(ts_span name, uint64_t size);

#endif
