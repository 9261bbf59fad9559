/* reply.h - the parent's reading of one worker's reply: every frame is taken for hostile.
 *
 * A pure state machine over frames: it opens nothing and waits for nothing, so tests and fuzzing
 * drive it from memory.  What it hands to the events is checked; what breaks a rule is `broken`.
 */
#ifndef TS_WORKER_REPLY_H
#define TS_WORKER_REPLY_H

#include "worker/pool.h"
#include "worker/wire.h"

typedef struct ts_reply_item {
    uint64_t id, len;
    bool slice, later; /* it may be a slice; one that does not begin the item */
} ts_reply_item;

typedef struct ts_reply {
    /* set by the owner before the first frame */
    const ts_pool_events *events;
    const ts_reply_item *item;
    size_t items;
    unsigned want, context, pack_kinds;
    size_t passwords; /* that the worker was given */

    /* what was learned */
    uint32_t layers; /* of HELLO */
    size_t ended; /* items whose END came; the next one is being read if `reading` */
    bool hello, reading, broken;

    /* the state machine's own */
    bool in_child, segment_open, sliced, likened;
    uint32_t sequence, ordinal;
    uint64_t volume, data;
    ts_wire_segment wire;
    ts_segment segment;
    char format[24];
    ts_buf names, text, kinds;
    ts_span head[512]; /* TS_LIMIT_ROLE_COLUMNS */
    uint64_t *row_number;
    size_t row_cap, rows;
    ts_findings findings;
    ts_likeness *likeness; /* room for one, once one came */
    ts_value_shape shape[TS_WIRE_SHAPES];
} ts_reply;

/* {0} is valid once the owner's fields are set. */
void ts_reply_start(ts_reply *r); /* forgets the last reply, keeps memory and the owner's fields */
void ts_reply_done(ts_reply *r);
/* Takes one frame.  TS_EFORMAT and r->broken: the worker broke the protocol, and how; any other error
 * is an event's own. */
ts_err ts_reply_frame(ts_reply *r, const ts_frame *f);

#endif
