/* turn.c - what the workers get next: of what was opened the rest first, then what the walk brings, in batches. */
#include "base/limits.h"
#include "ingest/reading.h"

/* A small batch keeps both cores busy; a large one saves forks.  Changes no result. */
enum { BATCH_BYTES_WANTED = 8 * 1024 * 1024 };
/* Descriptors of parts that are open before no more files are opened: a process may have as few as 1024 of them. */
enum { PART_FDS = TS_LIMIT_PARTS };
/* Large items that wait, each with a descriptor, before no more files are opened. */
enum { LARGE_WAITING = 32 };

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
        ts_node *it = ts_queue_take(q);
        job[n] = ts_node_job(it);
        job[n++].to = sliced ? r->slice : 0;
        bytes += it->item.size;
        if (alone)
            break;
    }
    return ts_pool_submit(r->pool, profile, job, n);
}

/* The rest of what a sample was told of comes behind all else; what cannot be cut is read beside all else, by some workers. */
static void take_sampled(ts_reader *r) {
    for (ts_node *n; (n = r->sampled);) {
        r->sampled = n->next;
        ts_queue_put(ts_sample_cut(n) || ts_pool_jobs(r->pool) == 1 ? &r->later : &r->large, n);
    }
}

/* A large item: a sample of it, or where there is none to be had, all. */
static ts_err submit_large(ts_reader *r, ts_queue *q) {
    ts_node *n = ts_queue_take(q);
    if (ts_sample_wanted(r, n))
        return ts_sample_begin(r, n);
    n->slow = true;
    r->slow++;
    ts_job_item job = ts_node_job(n);
    job.to = ts_slices_wanted(r, n) ? r->slice : 0;
    return job.to ? ts_sample_submit(r, n, &job, 0) : ts_pool_submit(r->pool, TS_PROFILE_OWN, &job, 1);
}

static bool large_are_due(const ts_reader *r) {
    return r->large.n && ts_turn_share(ts_pool_jobs(r->pool), r->samples + r->slow, 0, 0);
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
    static const ts_profile order[] = {TS_PROFILE_PDF, TS_PROFILE_ARCHIVE};
    for (size_t i = 0; i < sizeof order / sizeof *order; i++)
        if (r->queue[order[i]].n)
            return order[i];
    return pictures_are_due(r) ? TS_PROFILE_OCR : TS_PROFILE_OWN;
}

ts_err ts_turn_fill(ts_reader *r, size_t batch) {
    ts_queue *own = &r->queue[TS_PROFILE_OWN];
    take_sampled(r);
    while (ts_pool_room(r->pool)) {
        ts_profile next = due(r);
        if (next != TS_PROFILE_OWN) {
            TS_TRY(submit(r, next, 1));
            continue;
        }
        if (large_are_due(r)) {
            TS_TRY(submit_large(r, &r->large));
            continue;
        }
        /* Wait for a whole batch while the walk still brings files. */
        while (!r->walked && own->n < batch && own->bytes < BATCH_BYTES_WANTED && r->part_fds < PART_FDS &&
               r->large.n < LARGE_WAITING) {
            ts_walk_file f;
            TS_TRY(r->listing ? ts_listing_next(r->listing, &f, &r->walked) : ts_walk_next(r->walk, &f, &r->walked));
            if (!r->walked)
                TS_TRY(ts_top_take(r, &f));
        }
        if (own->n)
            TS_TRY(submit(r, TS_PROFILE_OWN, batch));
        else if (r->queue[TS_PROFILE_OCR].n)
            TS_TRY(submit(r, TS_PROFILE_OCR, 1));
        else if (r->large.n)
            TS_TRY(submit_large(r, &r->large));
        else if (r->later.n && !r->samples)
            TS_TRY(submit_large(r, &r->later));
        else
            break;
    }
    return TS_OK;
}
