/* hold.c - replies that wait: paused by who reads them, or kept until their turn comes, in bounded memory. */
#include <sys/wait.h>

#include "base/clock.h"
#include "base/mem.h"
#include "worker/run.h"

/* ---- paused ---- */

ts_run *ts_run_of(ts_pool *p, uint64_t item) {
    for (size_t i = 0; i < p->runs; i++) {
        ts_run *r = p->running[i];
        if (!r->dropped && r->reply.reading && r->item[r->reply.ended].id == item)
            return r;
    }
    for (size_t i = 0; i < p->runs; i++)
        for (size_t k = 0; k < p->running[i]->n; k++)
            if (!p->running[i]->dropped && p->running[i]->item[k].id == item)
                return p->running[i];
    return NULL;
}

void ts_pool_pause(ts_pool *p, uint64_t item) {
    ts_run *r = ts_run_of(p, item);
    if (r)
        r->paused = true;
}

void ts_pool_resume(ts_pool *p, uint64_t item) {
    ts_run *r = ts_run_of(p, item);
    if (!r || !r->paused)
        return;
    r->paused = false;
    r->heard = ts_monotonic_seconds();
}

/* ---- held ---- */

bool ts_run_complete(const ts_run *r) {
    bool good = !r->killed && !r->lost && WIFEXITED(r->status) && WEXITSTATUS(r->status) == 0;
    return r->held && r->gone && r->pipe_ended && good;
}

bool ts_run_blocked(const ts_pool *p, const ts_run *r) {
    return r->held && !r->killed && !r->pipe_ended && ts_pool_full(p);
}

bool ts_pool_full(const ts_pool *p) {
    size_t bytes = 0;
    for (size_t i = 0; i < p->runs; i++)
        bytes += p->running[i]->held ? p->running[i]->in.len : 0;
    return bytes >= p->options.held;
}

void ts_pool_hold(ts_pool *p, uint64_t item) {
    ts_run *r = ts_run_of(p, item);
    if (r)
        r->held = true;
}

void ts_pool_release(ts_pool *p, uint64_t item) {
    ts_run *r = ts_run_of(p, item);
    if (!r || !r->held)
        return;
    r->held = false;
    r->waits = r->in_at < r->in.len;
    r->heard = ts_monotonic_seconds();
}

static const ts_run *complete_of(const ts_pool *p, uint64_t item) {
    for (size_t i = 0; i < p->runs; i++)
        if (p->running[i]->n == 1 && p->running[i]->item[0].id == item && ts_run_complete(p->running[i]))
            return p->running[i];
    return NULL;
}

bool ts_pool_complete(const ts_pool *p, uint64_t item) { return complete_of(p, item) != NULL; }

/* What was held from its start on is there from its first byte on. */
ts_span ts_pool_reply(const ts_pool *p, uint64_t item) {
    const ts_run *r = complete_of(p, item);
    return r && r->in_at == 0 && !r->reply.hello ? ts_buf_span(&r->in) : (ts_span){0};
}

ts_err ts_pool_replay(ts_pool *p, ts_profile profile, const ts_job_item *item, ts_span reply) {
    return ts_run_replay(p, profile, item, reply);
}

void ts_pool_drop(ts_pool *p, uint64_t item) {
    ts_run *r = ts_run_of(p, item);
    if (r && r->n == 1) {
        ts_run_kill(p, r, TS_REASON_CRASHED, false, "its slice is not wanted any more");
        r->dropped = true;
        r->waits = r->paused = r->held = false;
    }
    for (ts_run **at = &p->first; *at;) {
        r = *at;
        if (r->n != 1 || r->item[0].id != item) {
            at = &r->next;
            continue;
        }
        *at = r->next;
        p->queued--;
        ts_run_spare(p, r);
    }
    p->last = p->first;
    while (p->last && p->last->next)
        p->last = p->last->next;
}

unsigned ts_pool_jobs(const ts_pool *p) { return p->jobs; }
