/* reader.h - drives blobs through the workers: opens, hashes, batches, takes members back, holds memory flat.
 *
 * One road for cases (ingest.c) and for scan and extract (read.c).  Members of containers come back
 * as bytes; the parent hashes them itself and packs them into sealed memory files, so every digest is the
 * parent's own (docs/adr/0002-members-go-through-the-parent.md).
 */
#ifndef TS_INGEST_READER_H
#define TS_INGEST_READER_H

#include "base/progress.h"
#include "ingest/walk.h"
#include "worker/pool.h"

/* One blob on its way: a top-level file or a member. */
typedef struct ts_item {
    uint64_t id;
    struct ts_item *parent; /* NULL: top level */
    ts_span name; /* path or member name, raw */
    uint32_t repeat; /* k-th member of this name, from 1 */
    uint32_t ordinal; /* within the parent, from 0 */
    unsigned depth;
    ts_digest digest; /* where the reader was told to hash */
    uint64_t size;
    ts_reason broken; /* a member that its container gave only in part */
    bool
        is_part; /* top level: of a file that was cut, whose whole comes too.  It ends as TS_READ, with format "volume" and
                   * no event but begin, end and closed; unless found() makes it false: then it is read like any other. */
    uint64_t file_id[4]; /* top level */
    bool sample; /* what comes is a part of it that is told before the rest, and stands apart */
    int64_t place, blob; /* the client's */
    uint32_t generation; /* the client's */
    void *client; /* the client's; freed by it in closed() or left() */
} ts_item;

/* Who it is for.  All in one thread, from ts_reader_run. */
typedef struct ts_reader_client {
    void *context;
    /* With `first`: every file there is, before any is opened. */
    ts_err (*listed)(void *context, const ts_walk_file *file);
    /* A top-level file before it is hashed: *known if it is unchanged and done; then nothing more happens to it. */
    ts_err (*look)(void *context, const ts_walk_file *file, bool *known);
    /* A blob was opened (and hashed): *skip if it need not be read (a twin, or done before). */
    ts_err (*found)(void *context, ts_item *item, bool *skip);
    /* A place where nothing could be opened, or a member without bytes. parent NULL: top level. */
    ts_err (*unread)(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal, ts_reason reason,
                     uint64_t size, const char *message);
    /* What parts of a file make together was told as unread, for this reason: so are they. */
    ts_err (*lost)(void *context, const ts_walk_file *whole, ts_reason reason);
    /* Reading begins, or begins again after a worker died: what was sent so far is void. */
    ts_err (*begin)(void *context, ts_item *item);
    ts_err (*segment)(void *context, ts_item *item, const ts_segment *segment, const char *format);
    ts_err (*findings)(void *context, ts_item *item, ts_findings *f);
    ts_err (*values)(void *context, ts_item *item, ts_values_found f);
    ts_err (*why)(void *context, ts_item *item, bool found, const ts_why *why, size_t n); /* as in ts_pool_events */
    ts_err (*columns)(void *context, ts_item *item, const uint8_t *kind, size_t n);
    /* With `first`: the segments of a large item that came since the last call, while item->sample is set, were a slice of it of so
     * many bytes.  All of it comes again when its turn has come, begin() first.  NULL: no samples. */
    ts_err (*sampled)(void *context, ts_item *item, uint64_t bytes);
    /* The password of this number opened the item or part of it. */
    ts_err (*opened)(void *context, ts_item *item, uint32_t password);
    ts_err (*likeness)(void *context, ts_item *item, const ts_likeness *likeness,
                       ts_span packed); /* as in ts_pool_events */
    ts_err (*end)(void *context, ts_item *item, const ts_item_end *end);
    /* The item and all its members are through; it is freed after this. */
    ts_err (*closed)(void *context, ts_item *item);
    /* The run stops with the item still open: it is freed after this instead. */
    void (*left)(void *context, ts_item *item);
    /* Between events, often: a good moment to commit. */
    ts_err (*pause)(void *context);
} ts_reader_client;

typedef struct ts_reader_options {
    ts_pool_options pool;
    int spool; /* descriptor of a directory for large members while they are read; 0: $TMPDIR, or /var/tmp */
    bool hash;
    bool reverse;
    bool first; /* what gives answers soonest comes first (listing.h) */
    unsigned batch; /* items a batch; 0: TS_LIMIT_BATCH_ITEMS */
    ts_walk_names names;
    ts_span text; /* this is read instead of files, as if it came on standard input; empty: there is none */
    ts_progress *progress; /* or NULL */
    bool (*check)(const ts_mention *m); /* the parent's own check of a normal form; NULL: none */
} ts_reader_options;

typedef struct ts_reader_result {
    uint64_t files, bytes; /* top level */
    double worker_cpu;
} ts_reader_result;

/* path "-" is standard input. */
ts_err ts_reader_run(const char *const *path, size_t paths, const ts_reader_options *options,
                     const ts_reader_client *client, ts_reader_result *out);

#endif
