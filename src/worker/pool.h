/* pool.h - starts, times out and replaces workers on this machine: the parent half of the worker.
 *
 * A zygote for each profile that is used (model/profile.h): our own readers take batches, third-party libraries one
 * item a process.  A zygote forks one sandboxed process a job; descriptors go along.
 * The pool is single-threaded and event-driven: events are called from ts_pool_wait.
 */
#ifndef TS_WORKER_POOL_H
#define TS_WORKER_POOL_H

#include <touchstone/why.h>

#include "base/bytes.h"
#include "model/passwords.h"
#include "model/profile.h"
#include "model/segment.h"
#include "model/sighting.h"
#include "text/likeness.h"
#include "worker/wire.h"

typedef struct ts_pool ts_pool;

/* A range of a descriptor. */
typedef struct ts_job_part {
    int fd;
    uint64_t at, len;
} ts_job_part;

/* One item for a worker: a range of a descriptor.  `id` is the caller's, returned with every event. */
typedef struct ts_job_item {
    uint64_t id;
    int fd; /* stays open at least until the item's end */
    uint64_t at, len;
    const unsigned char *key; /* that covers the file's bytes (base/ctr.h); NULL: they stand open.  Stays like fd */
    /* Or several, one behind the other, at most TS_LIMIT_PARTS; they stay until the end too, and make up `len` bytes.  0:
     * it is the one above. */
    const ts_job_part *part;
    size_t parts;
    /* To be read as a slice (extract/slice.h), if its format can be cut: the records that begin in [from, to); to 0: no
     * slice.  Such a job has one item. */
    uint64_t from, to;
    bool exact; /* a record begins at `from` */
    bool held; /* from the start: see ts_pool_hold */
} ts_job_item;

/* The end of one item. */
typedef struct ts_item_end {
    ts_reason reason; /* of the outcome, or TIMEOUT / MEMORY / CRASHED */
    uint64_t unread, content;
    uint64_t next, records; /* of a slice: where the one behind it begins; its records */
    uint64_t sketch[2]; /* what its text is like (text/sketch.h); both 0: too little of it */
    bool died; /* no worker said so: it is the pool that gives the item up */
    ts_profile elsewhere; /* give it to this one; TS_PROFILE_OWN: it was read here */
    bool unstable; /* ended by a backstop */
    char format[24];
    int format_version;
    char message[200];
} ts_item_end;

/* What a frame's values share in groups. */
typedef struct ts_value_shape {
    int32_t column; /* in a table, 0-based; -1 elsewhere */
    uint8_t kind, confidence, flags;
    bool valid;
} ts_value_shape;

/* A mention as it is written, its surroundings, and where it stands in the blob. */
typedef struct ts_value {
    ts_span value, before, after; /* before and after: at most options.context bytes of the same segment */
    uint64_t at; /* source offset; TS_NO_OFFSET where the text is not plain source bytes */
    uint32_t start, end; /* bytes of the segment's text */
    uint32_t row; /* in a table, index of the row in the segment */
    const ts_value_shape *is;
} ts_value;

/* Values as they came, checked already; borrowed. */
typedef struct ts_values_found {
    const char *record, *around, *bytes; /* of the next; around NULL: none came along */
    const ts_value_shape *shape; /* of all */
    size_t left;
    ts_span text; /* all bytes */
    uint32_t row;
    uint64_t at; /* of the segment */
} ts_values_found;

/* Takes the next; false at the end. */
static inline bool ts_value_next(ts_values_found *f, ts_value *out) {
    ts_wire_value w;
    ts_wire_around a = {0, 0};
    if (!f->left)
        return false;
    memcpy(&w, f->record, sizeof w);
    if (f->around) {
        memcpy(&a, f->around, sizeof a);
        f->around += sizeof a;
    }
    const char *value = f->bytes + a.before;
    f->row += w.step;
    *out = (ts_value){.value = {value, w.len},
                      .before = {f->bytes, a.before},
                      .after = {value + w.len, a.after},
                      .at = w.from != TS_NO_CELL && f->at != TS_NO_OFFSET ? f->at + w.from : TS_NO_OFFSET,
                      .start = w.start,
                      .end = w.start + w.len,
                      .row = f->row,
                      .is = f->shape + w.shape};
    f->record += sizeof w;
    f->bytes = value + w.len + a.after;
    f->left--;
    return true;
}

/* All spans are borrowed and already checked: UTF-8 (a child's name is as stored: any bytes), offsets
 * within the text's length, normal forms re-made by `normal` (a caller-supplied check, because detect
 * is above this floor).  Of one segment: segment, columns (tables), findings (any number of times).
 * An item that a worker's death ended gets begin, then end: nothing that it sent counts.
 * Events may submit, pause and resume; an error that one returns ends ts_pool_wait with that error. */
typedef struct ts_pool_events {
    void *context;
    /* The item is read as the slice that begins there; with TS_SLICE_ALONE: as a sample. */
    ts_err (*slice)(void *context, uint64_t item, uint64_t start);
    ts_err (*segment)(void *context, uint64_t item, const ts_segment *segment, const char *format); /* text: where
                     wanted, else {NULL, its length}; tables: head, rows and row_number, but no cells */
    ts_err (*findings)(void *context, uint64_t item, ts_findings *f);
    ts_err (*values)(void *context, uint64_t item, ts_values_found f);
    /* Facts of the value that came before; `found` false: of a text where none is. */
    ts_err (*why)(void *context, uint64_t item, bool found, const ts_why *why, size_t n);
    ts_err (*columns)(void *context, uint64_t item, const uint8_t *kind, size_t n);
    ts_err (*child_begin)(void *context, uint64_t item, ts_span name, uint64_t size, ts_instant modified);
    ts_err (*child_data)(void *context, uint64_t item, ts_span bytes);
    ts_err (*child_end)(void *context, uint64_t item, ts_reason reason, uint64_t stored);
    ts_err (*note)(void *context, uint64_t item, ts_span text);
    /* Where it is wanted, once, before the end: of an item that has words and is not read in slices; also as packed. */
    ts_err (*likeness)(void *context, uint64_t item, const ts_likeness *likeness, ts_span packed);
    /* The password of this number, from 0, opened the item or part of it; once an item and password. */
    ts_err (*opened)(void *context, uint64_t item, uint32_t password);
    ts_err (*begin)(void *context,
                    uint64_t item); /* also when an item starts again after a batch died: drop what it sent */
    ts_err (*end)(void *context, uint64_t item, const ts_item_end *end);
    /* The parent's own check of a mention's normal form; NULL: none. False drops the mention and counts the worker as lying. */
    bool (*check)(void *context, const ts_mention *m);
} ts_pool_events;

typedef struct ts_pool_options {
    unsigned jobs; /* processes at once; 0: one a core */
    unsigned want; /* enum ts_want */
    uint64_t kinds;
    unsigned min_confidence, context;
    unsigned pack_kinds; /* kinds of packs that the hints hold: numbers from TS_KIND_PACK on */
    ts_span hints; /* for the worker's detection; copied into a sealed memfd */
    const ts_passwords *passwords; /* or NULL; copied into memory that is overwritten at the end */
    uint64_t slice; /* bytes of one; 0: TS_LIMIT_SLICE */
    size_t held; /* bytes of held replies; 0: TS_LIMIT_HELD */
    unsigned time_limit; /* seconds of silence; 0: each profile's own */
} ts_pool_options;

ts_err ts_pool_new(const ts_pool_options *options, const ts_pool_events *events, ts_pool **out);
void ts_pool_free(ts_pool *p); /* kills what still runs */
/* How many more jobs may be submitted before the next wait. */
unsigned ts_pool_room(const ts_pool *p);
/* Nothing is being read, and nothing will be: all that was begun is paused or held. */
bool ts_pool_stalled(const ts_pool *p);
/* One job of n items; a process each but for TS_PROFILE_OWN. */
ts_err ts_pool_submit(ts_pool *p, ts_profile profile, const ts_job_item *item, size_t n);
/* Handles what has arrived; waits for the first event; returns at once when nothing runs (*idle). */
ts_err ts_pool_wait(ts_pool *p, bool *idle);
/* Stops taking data from the job of this item until ts_pool_resume (back pressure); it holds no slot meanwhile.
 * While every job is paused ts_pool_wait returns at once, not idle. */
void ts_pool_pause(ts_pool *p, uint64_t item);
void ts_pool_resume(ts_pool *p, uint64_t item);
/* Collects what comes of this job, and tells it later: nothing of it is an event until ts_pool_release.  A job
 * whose worker dies meanwhile is read again as ever, and nobody heard of it. */
void ts_pool_hold(ts_pool *p, uint64_t item);
void ts_pool_release(ts_pool *p, uint64_t item);
/* Is all there that a held job's worker had to say? */
bool ts_pool_complete(const ts_pool *p, uint64_t item);
/* All that the worker of such a job said, borrowed until it is released; empty if it is not all there.  Whoever keeps it can
 * have it told again later, as the reply of a job with the same id, range and options: nothing is read. */
ts_span ts_pool_reply(const ts_pool *p, uint64_t item);
ts_err ts_pool_replay(ts_pool *p, ts_profile profile, const ts_job_item *item, ts_span reply);
/* Are so many bytes held that held jobs wait?  One that is released makes room. */
bool ts_pool_full(const ts_pool *p);
/* Ends a job of one item wherever it stands; no event of it follows. */
void ts_pool_drop(ts_pool *p, uint64_t item);
/* The item that is being read by the process that has been at work longest, and for how long; false: none runs. */
bool ts_pool_slowest(const ts_pool *p, uint64_t *item, double *seconds);
/* How many processes at once. */
unsigned ts_pool_jobs(const ts_pool *p);
/* Jobs of this profile that wait or are at work, and the seconds that those at an end were at it. */
unsigned ts_pool_jobs_of(const ts_pool *p, ts_profile profile);
double ts_pool_seconds_of(const ts_pool *p, ts_profile profile);
double ts_pool_worker_cpu(const ts_pool *p);
/* The sandbox layers that the workers reported active. */
uint32_t ts_pool_layers(const ts_pool *p);

#endif
