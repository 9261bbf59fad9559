/* sample.c - of a large item a few slices are told first, while answers are wanted soon; the rest has its turn behind all else.
 *
 * A slice is read by itself (docs/adr/0009-slices.md), so any of them can be read before the rest.  Where its first record
 * begins is guessed by the looks of the text, and nobody has read up to there: so what is told here stands apart, by the
 * byte that the slice begins at, and is a sample, no result.  What the workers said is kept, covered on the disk, and told
 * again when the slice's turn comes: it is not read twice, and where the guess was right the result is that of one reading.
 * Formats that cannot be cut, dumps of SQL and databases, give samples too, which are read again with the whole.
 */
#include <stdio.h>

#include "base/limits.h"
#include "base/mem.h"
#include "ingest/reading.h"

/* What a worker said of a slice: where it stands in the store. */
typedef struct kept {
    uint64_t slice, at, len;
} kept;

struct ts_sample {
    ts_node *next; /* another that is being sampled */
    uint64_t slices; /* that the item has */
    unsigned asked, due; /* in the order of the sample: the next to be asked for, and whose turn it is */
    bool cut; /* its format can be cut: a slice has said so */
    bool alone; /* it cannot, but samples can be had of it, which are read again with the whole */
    bool over; /* all of the sample was told */
    uint64_t start; /* of the due one */
    ts_store *store; /* NULL: nothing is kept */
    bool no_room, failed[TS_LIMIT_FIRST_SLICES]; /* given up before its turn */
    kept reply[TS_LIMIT_FIRST_SLICES];
    size_t replies;
};

uint64_t ts_sample_slice(uint64_t slices, unsigned k) {
    if (k < 3)
        return k == 0 ? slices / 2 : k == 1 ? 0 : slices - 1;
    uint64_t reversed = 0; /* van der Corput's sequence: each falls into the widest gap */
    unsigned bits = 0;
    for (unsigned j = k - 1; j; j >>= 1, bits++)
        reversed = reversed << 1 | (j & 1);
    return slices * reversed >> bits;
}

bool ts_sample_wanted(const ts_reader *r, const ts_node *n) {
    return r->options->first && r->client->sampled && !n->up && !n->sample && !n->whole &&
           n->item.size / r->slice >= 2 * TS_LIMIT_FIRST_SLICES && r->spooled < TS_LIMIT_SPOOLED / 4 &&
           r->later.n < TS_LIMIT_FIRST_LARGE;
}

bool ts_sample_runs(const ts_node *n) { return n && n->sample && !n->sample->over; }

static uint64_t id_of(const ts_node *n, unsigned k) { return ts_slice_id(n, ts_sample_slice(n->sample->slices, k)); }

static ts_err ask(ts_reader *r, ts_node *n, unsigned k) {
    uint64_t slice = ts_sample_slice(n->sample->slices, k);
    ts_job_item job = ts_node_job(n);
    job.id = id_of(n, k);
    job.from = slice * r->slice;
    job.to = (slice + 1) * r->slice;
    job.held = true;
    return ts_pool_submit(r->pool, TS_PROFILE_OWN, &job, 1);
}

/* The rest waits for its turn. */
static ts_err finish(ts_reader *r, ts_node *n) {
    ts_sample *s = n->sample;
    s->over = true;
    n->item.sample = false;
    for (ts_node **at = &r->sampling; *at; at = &(*at)->sample->next)
        if (*at == n) {
            *at = s->next;
            break;
        }
    r->samples--;
    if (s->store && s->alone) { /* the first was kept before that was known; all is read again with the whole */
        ts_store_release(r, s->store);
        s->store = NULL;
        s->replies = 0;
    }
    if (s->store)
        TS_TRY(ts_store_close(s->store));
    n->next = r->sampled;
    r->sampled = n;
    return TS_OK;
}

/* A full disk costs a second reading, no more. */
static ts_err keep(ts_reader *r, ts_node *n, ts_span reply) {
    ts_sample *s = n->sample;
    if (s->no_room || s->alone || !reply.len)
        return TS_OK;
    ts_err err = s->store ? TS_OK : ts_store_disk(r, &s->store);
    uint64_t at = s->store ? s->store->bytes : 0;
    if (!err)
        err = ts_store_add(r, s->store, reply);
    if (err == TS_ELIMIT) {
        ts_store_release(r, s->store);
        s->store = NULL;
        s->replies = 0;
        s->no_room = true;
        return TS_OK;
    }
    s->reply[s->replies++] = (kept){ts_sample_slice(s->slices, s->due), at, reply.len};
    return err;
}

static ts_err next(ts_reader *r, ts_node *n) {
    ts_sample *s = n->sample;
    s->due++;
    return s->due == TS_LIMIT_FIRST_SLICES || !(s->cut || s->alone) ? finish(r, n) : TS_OK;
}

/* A slice is told once its worker can die no more: nothing of it has to be forgotten. */
static ts_err turn_of(ts_reader *r, ts_node *n) {
    ts_sample *s = n->sample;
    unsigned ahead = s->cut || s->alone ? ts_pool_jobs(r->pool) : 1;
    for (; s->asked < TS_LIMIT_FIRST_SLICES && s->asked < s->due + ahead; s->asked++) {
        if (s->alone && ts_sample_slice(s->slices, s->asked) == 0)
            s->failed[s->asked] = true; /* asked for the first slice, such a format gives the whole */
        else
            TS_TRY(ask(r, n, s->asked));
    }
    uint64_t id = id_of(n, s->due);
    if (s->failed[s->due])
        return next(r, n);
    if (ts_pool_complete(r->pool, id)) {
        TS_TRY(keep(r, n, ts_pool_reply(r->pool, id)));
        ts_pool_release(r->pool, id);
        return TS_OK;
    }
    if (!ts_pool_full(r->pool))
        return TS_OK;
    ts_pool_drop(r->pool, id); /* it waits for room that nobody else makes */
    return next(r, n);
}

ts_err ts_sample_begin(ts_reader *r, ts_node *n) {
    ts_sample *s = n->sample = ts_alloc(sizeof *s);
    s->slices = (n->item.size + r->slice - 1) / r->slice;
    s->next = r->sampling;
    r->sampling = n;
    r->samples++;
    n->item.sample = true;
    return turn_of(r, n);
}

ts_err ts_sample_turn(ts_reader *r) {
    for (ts_node *n = r->sampling, *following; n; n = following) {
        following = n->sample->next;
        TS_TRY(turn_of(r, n));
    }
    return TS_OK;
}

void ts_sample_start(ts_node *n, uint64_t start) {
    ts_sample *s = n->sample;
    s->alone = start & TS_SLICE_ALONE;
    s->cut = !s->alone;
    s->start = start & ~TS_SLICE_ALONE;
}

void ts_sample_segment(ts_node *n, const ts_segment *in, char part[static TS_SAMPLE_PART], ts_segment *out) {
    const ts_sample *s = n->sample;
    int len = snprintf(part, TS_SAMPLE_PART, "sample+%llu%s%.*s", (unsigned long long)s->start, in->part.len ? "/" : "",
                       in->part.len < 24 ? (int)in->part.len : 24, in->part.ptr ? in->part.ptr : "");
    *out = *in;
    out->part = (ts_span){part, (size_t)len};
    while (out->part.len && !ts_utf8_valid(out->part)) /* a cut falls between characters */
        out->part.len--;
    out->ordinal += (s->due + 1) << TS_SAMPLE_SHIFT;
}

ts_err ts_sample_end(ts_reader *r, ts_node *n, uint64_t id, const ts_item_end *end) {
    ts_sample *s = n->sample;
    for (unsigned k = s->due + 1; k < s->asked; k++)
        s->failed[k] |= id == id_of(n, k);
    if (id != id_of(n, s->due))
        return TS_OK;
    if ((s->cut || s->alone) && end->reason == TS_READ && end->next >= s->start)
        TS_TRY(r->client->sampled(r->client->context, &n->item, end->next - s->start));
    return next(r, n);
}

bool ts_sample_cut(const ts_node *n) { return n->sample->cut; }

static ts_err kept_reply(const ts_node *n, uint64_t slice, ts_buf *out) {
    const ts_sample *s = n->sample;
    for (size_t i = 0; s && s->store && i < s->replies; i++)
        if (s->reply[i].slice == slice)
            return ts_store_read(s->store, s->reply[i].at, s->reply[i].len, out);
    return TS_OK;
}

/* Where it was mistaken where it begins it is read again. */
ts_err ts_sample_submit(ts_reader *r, ts_node *n, const ts_job_item *job, uint64_t k) {
    TS_AUTO(ts_buf, ts_buf_wipe) reply = {0};
    if (!job->exact)
        TS_TRY(kept_reply(n, k, &reply));
    return reply.len ? ts_pool_replay(r->pool, TS_PROFILE_OWN, job, ts_buf_span(&reply))
                     : ts_pool_submit(r->pool, TS_PROFILE_OWN, job, 1);
}

void ts_sample_free(ts_reader *r, ts_node *n) {
    if (n->sample)
        ts_store_release(r, n->sample->store);
    ts_free(n->sample);
    n->sample = NULL;
}
