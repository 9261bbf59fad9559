/* turn.c - what the workers get next: of what was opened the rest first, then what the walk brings, in batches. */
#include "base/limits.h"
#include "ingest/reading.h"

/* A small batch keeps both cores busy; a large one saves forks.  Changes no result. */
enum { BATCH_BYTES_WANTED = 8 * 1024 * 1024 };
/* Descriptors of parts that are open before no more files are opened: a process may have as few as 1024 of them. */
enum { PART_FDS = TS_LIMIT_PARTS };

static void put(ts_queue *q, ts_node *n) {
    n->next = NULL;
    if (!q->n)
        q->last = &q->first;
    *q->last = n;
    q->last = &n->next;
    q->n++;
    q->bytes += n->item.size;
}

static ts_node *take(ts_queue *q) {
    ts_node *n = q->first;
    q->first = n->next;
    q->n--;
    q->bytes -= n->item.size;
    return n;
}

void ts_turn_queue(ts_reader *r, ts_node *n) { put(&r->queue[n->profile], n); }

bool ts_turn_waits(const ts_reader *r) {
    for (size_t i = 0; i < TS_PROFILES; i++)
        if (r->queue[i].n)
            return true;
    return false;
}

static ts_err submit(ts_reader *r, ts_profile profile, size_t most) {
    ts_queue *q = &r->queue[profile];
    ts_job_item job[TS_LIMIT_BATCH_ITEMS];
    size_t n = 0;
    uint64_t bytes = 0;
    while (q->n && n < most && n < TS_LIMIT_BATCH_ITEMS &&
           (n == 0 || bytes + q->first->item.size <= BATCH_BYTES_WANTED)) {
        bool sliced = profile == TS_PROFILE_OWN && ts_slices_wanted(r, q->first);
        bool alone = sliced || q->first->at_store->parts;
        if (alone && n)
            break;
        ts_node *it = take(q);
        job[n] = ts_reader_job(it);
        job[n++].to = sliced ? r->slice : 0;
        bytes += it->item.size;
        if (alone)
            break;
    }
    return ts_pool_submit(r->pool, profile, job, n);
}

/* Pictures take seconds each.  They wait for what is quick, unless answers are wanted first and they give them, or too many
 * of them wait.  Where tables wait beside them, each has its share. */
static bool pictures_are_due(const ts_reader *r) {
    const ts_queue *q = &r->queue[TS_PROFILE_OCR];
    if (!q->n || q->n >= TS_LIMIT_OCR_WAITING || r->waiting > TS_LIMIT_WAITING / 2)
        return q->n > 0;
    double rest = 0, pictures = ts_pool_seconds_of(r->pool, TS_PROFILE_OCR);
    for (int i = 0; i < TS_PROFILES; i++)
        rest += i == TS_PROFILE_OCR ? 0 : ts_pool_seconds_of(r->pool, (ts_profile)i);
    return r->options->first &&
           ts_turn_share(ts_pool_jobs(r->pool), ts_pool_jobs_of(r->pool, TS_PROFILE_OCR), pictures, rest);
}

/* What was opened is read before more is opened, and what unpacks comes last of it; TS_PROFILE_OWN: none waits. */
static ts_profile due(const ts_reader *r) {
    static const ts_profile order[] = {TS_PROFILE_MAIL, TS_PROFILE_PDF, TS_PROFILE_ARCHIVE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (r->queue[order[i]].n)
            return order[i];
    return pictures_are_due(r) ? TS_PROFILE_OCR : TS_PROFILE_OWN;
}

ts_err ts_turn_fill(ts_reader *r, size_t batch) {
    ts_queue *own = &r->queue[TS_PROFILE_OWN];
    while (ts_pool_room(r->pool)) {
        ts_profile next = due(r);
        if (next != TS_PROFILE_OWN) {
            TS_TRY(submit(r, next, 1));
            continue;
        }
        /* Wait for a whole batch while the walk still brings files. */
        while (!r->walked && own->n < batch && own->bytes < BATCH_BYTES_WANTED && r->part_fds < PART_FDS) {
            ts_walk_file f;
            TS_TRY(r->listing ? ts_listing_next(r->listing, &f, &r->walked) : ts_walk_next(r->walk, &f, &r->walked));
            if (!r->walked)
                TS_TRY(ts_top_take(r, &f));
        }
        if (own->n)
            TS_TRY(submit(r, TS_PROFILE_OWN, batch));
        else if (r->queue[TS_PROFILE_OCR].n)
            TS_TRY(submit(r, TS_PROFILE_OCR, 1));
        else
            break;
    }
    return TS_OK;
}
