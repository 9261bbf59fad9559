/* reading.h - inside the reader: what reader.c, node.c, queue.c, turn.c, toplevel.c, stores.c, members.c, slices.c and
 * sample.c share. */
#ifndef TS_INGEST_READING_H
#define TS_INGEST_READING_H

#include "base/ctr.h"
#include "base/digest.h"
#include "base/map.h"
#include "ingest/listing.h"
#include "ingest/reader.h"

/* Bytes that items stand in: a file of the evidence, the parts that one was cut into, or members, packed into memory or, a
 * large one, covered on the disk. */
typedef struct ts_store {
    int fd; /* -1 where there are parts */
    ts_job_part *part;
    size_t parts;
    unsigned users;
    uint64_t bytes; /* of members; 0 for evidence files */
    unsigned char *key; /* on the disk: what covers them.  It stands nowhere else, and goes with the store */
    ts_ctr *cover; /* while it is written */
} ts_store;

/* An item and what the reader keeps of it. */
typedef struct ts_node {
    ts_item item;
    struct ts_node *up, *next; /* next in its queue */
    ts_store *at_store;
    ts_profile profile; /* of the program that reads it */
    uint64_t at;
    unsigned open_members; /* members not closed yet */
    bool ended; /* its own reading is through */
    uint64_t root_out; /* top level: bytes that came out below it */
    /* while its container reader runs: */
    ts_store *pack;
    struct ts_node *packed, **packed_last; /* members in the pack, not ready yet */
    struct ts_node *member; /* the one that is arriving */
    ts_reason member_stop; /* why the rest of the arriving member is dropped; TS_READ: it is kept */
    uint32_t members, skip; /* given so far; to be skipped after a second begin */
    ts_map *names;
    ts_sha256 *sha;
    bool paused;
    struct ts_slices *slices; /* while several workers read it */
    bool whole; /* one worker is to read it */
    struct ts_sample *sample; /* of which some was told before the rest */
    bool slow; /* it is large, and a worker is at it */
} ts_node;

typedef struct ts_slices ts_slices;
typedef struct ts_sample ts_sample;

typedef struct ts_queue {
    ts_node *first, **last;
    size_t n;
    uint64_t bytes;
} ts_queue;

typedef struct ts_reader {
    const ts_reader_options *options;
    const ts_reader_client *client;
    ts_reader_result *result;
    ts_pool *pool;
    ts_walk *walk;
    ts_listing *listing; /* in its place */
    bool walked;
    ts_queue queue[TS_PROFILES];
    uint64_t slice; /* bytes of one */
    ts_node *slicing; /* items that are read in slices */
    ts_node *sampling; /* items of which a sample is read */
    ts_node *sampled; /* and of which one was */
    unsigned samples,
        slow; /* how many are being sampled; and large ones that workers are at, each as a whole or in all of its slices */
    ts_queue large, later; /* with `first`: large items, and those whose turn comes behind all else */
    ts_node **node; /* by id - 1; NULL once closed */
    uint64_t nodes, node_cap, open, done_items;
    uint64_t done_files, done_bytes; /* top level */
    size_t part_fds; /* open descriptors of parts */
    uint64_t waiting; /* bytes of members in memory */
    uint64_t spooled; /* and on the disk */
    uint64_t spool_from; /* bytes of a member beyond which it goes there */
    unsigned pausing;
} ts_reader;

/* stores.c: one user each. */
ts_err ts_store_memory(ts_store **out);
/* A store in memory loses the bytes from `at` on. */
ts_err ts_store_cut(ts_reader *r, ts_store *s, uint64_t at);
extern const char ts_store_no_room[]; /* what a person can do */
/* The bytes from `from` on leave a store in memory for one of their own on the disk.  TS_ELIMIT, of this and of more bytes
 * for one on the disk: there is no room. */
ts_err ts_store_spool(ts_reader *r, ts_store *s, uint64_t from, ts_store **out);
/* An empty one on the disk; errors as above. */
ts_err ts_store_disk(const ts_reader *r, ts_store **out);
/* Adds bytes of one to `out`, as they were before they were covered. */
ts_err ts_store_read(const ts_store *s, uint64_t at, uint64_t len, ts_buf *out);
ts_err ts_store_add(ts_reader *r, ts_store *s, ts_span bytes);
/* Nobody can write to it any more. */
ts_err ts_store_close(ts_store *s);
/* One user less; the last one closes it.  NULL is fine. */
void ts_store_release(ts_reader *r, ts_store *s);
/* Is so much unpacked and not yet read that no more is to be unpacked?  And so little that it goes on? */
bool ts_stores_full(const ts_reader *r);
bool ts_stores_have_room(const ts_reader *r);

/* node.c: an item on its way: known, ready, read, closed. */
ts_node *ts_node_new(ts_reader *r, ts_node *up, ts_span name);
void ts_node_free(ts_reader *r, ts_node *n);
/* A blob stands ready: asks the client, then queues or closes it. */
ts_err ts_node_ready(ts_reader *r, ts_node *n);
/* Its own reading is through. */
ts_err ts_node_end(ts_reader *r, ts_node *n, const ts_item_end *end);

/* All of the item as a worker is to get it. */
static inline ts_job_item ts_node_job(const ts_node *n) {
    return (ts_job_item){.id = n->item.id,
                         .fd = n->at_store->fd,
                         .key = n->at_store->key,
                         .at = n->at,
                         .len = n->item.size,
                         .part = n->at_store->part,
                         .parts = n->at_store->parts};
}
/* A job's id names the item and the slice, the first of which is the item's own. */
enum { TS_ID_BITS = 40 };
static inline uint64_t ts_slice_id(const ts_node *n, uint64_t k) { return n->item.id | k << TS_ID_BITS; }
static inline uint64_t ts_slice_item(uint64_t id) { return id & ((UINT64_C(1) << TS_ID_BITS) - 1); }

/* queue.c: items that wait for their turn. */
void ts_queue_put(ts_queue *q, ts_node *n);
ts_node *ts_queue_take(ts_queue *q); /* of one that is not empty */
/* The item waits with its like. */
void ts_queue_item(ts_reader *r, ts_node *n);
/* No worker is at it any more. */
void ts_queue_done(ts_reader *r, ts_node *n);
/* Does any item wait? */
bool ts_queues_wait(const ts_reader *r);

/* turn.c: what the workers get next. */
/* Gives the workers as much as they have room for; batch: items of one. */
ts_err ts_turn_fill(ts_reader *r, size_t batch);
/* May another of what takes long be given out, while quicker things wait?  Half of the workers are for it, and at least one; where
 * there is one alone, its time is halved.  at_work: how many of it the workers have; seconds that it has had, and all else. */
static inline bool ts_turn_share(unsigned jobs, unsigned at_work, double had, double rest) {
    return at_work < (jobs > 1 ? jobs / 2 : 1) && (jobs > 1 || had <= rest);
}

/* toplevel.c */
/* Standard input is kept, since readers may want to jump in it. */
ts_err ts_top_stdin(ts_reader *r);
/* A text that was given, as if it came so. */
ts_err ts_top_text(ts_reader *r, ts_span text);
/* A file of the walk: told where nothing can be opened or it is known, else ready. */
ts_err ts_top_take(ts_reader *r, ts_walk_file *f);

/* members.c: members of a container arrive, one after the other. */
ts_err ts_member_begin(void *reader, uint64_t id, ts_span name, uint64_t size, ts_instant modified);
ts_err ts_member_data(void *reader, uint64_t id, ts_span bytes);
ts_err ts_member_end(void *reader, uint64_t id, ts_reason reason, uint64_t stored);
/* The members packed so far become ready: nobody can write to them any more. */
ts_err ts_members_close(ts_reader *r, ts_node *container);

/* slices.c: a large item is read by several workers. */
/* Is it to be read in slices, if its format can be cut? */
bool ts_slices_wanted(const ts_reader *r, const ts_node *n);
/* A slice's worker begins: *again if the item is to be read anew, by one. */
ts_err ts_slices_begin(ts_reader *r, ts_node *n, uint64_t id, bool *again);
/* It says where its slice begins; with the first one the item's slices come into being. */
ts_err ts_slices_start(ts_reader *r, ts_node *n, uint64_t id, uint64_t start);
/* What it says, as one reader of the whole would have said it.  Borrowed until the next call. */
void ts_slices_segment(ts_node *n, const ts_segment *in, ts_segment *out);
void ts_slices_findings(ts_node *n, ts_findings *f);
/* It ends; with the last one the item does. */
ts_err ts_slices_end(ts_reader *r, ts_node *n, uint64_t id, const ts_item_end *end);
/* Between events: gives out slices, and lets those speak whose turn it is. */
ts_err ts_slices_turn(ts_reader *r);
void ts_slices_free(ts_reader *r, ts_node *n);

/* sample.c: with `first`, a few slices of a large item are told before the rest. */
/* The k-th slice of a sample, k < TS_LIMIT_FIRST_SLICES, of at least twice as many: the middle one, the first, the last, then
 * each in the widest gap. */
uint64_t ts_sample_slice(uint64_t slices, unsigned k);
/* Is a sample of it to be read? */
bool ts_sample_wanted(const ts_reader *r, const ts_node *n);
/* Is it being read?  Then what comes of the item is of the sample. */
bool ts_sample_runs(const ts_node *n);
ts_err ts_sample_begin(ts_reader *r, ts_node *n);
void ts_sample_start(ts_node *n, uint64_t start);
/* The same segment, as one of a part "sample+BYTE"; `part` holds its name. */
enum { TS_SAMPLE_PART = 64 };
void ts_sample_segment(ts_node *n, const ts_segment *in, char part[static TS_SAMPLE_PART], ts_segment *out);
ts_err ts_sample_end(ts_reader *r, ts_node *n, uint64_t id, const ts_item_end *end);
ts_err ts_sample_turn(ts_reader *r);
/* Is it a text that can be cut? */
bool ts_sample_cut(const ts_node *n);
/* Gives slice k of an item out, or has it told again where a sample has read it. */
ts_err ts_sample_submit(ts_reader *r, ts_node *n, const ts_job_item *job, uint64_t k);
void ts_sample_free(ts_reader *r, ts_node *n);

#endif
