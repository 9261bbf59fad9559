/* queue.c - items that wait for their turn. */
#include "base/limits.h"
#include "ingest/reading.h"

void ts_queue_put(ts_queue *q, ts_node *n) {
    n->next = NULL;
    if (!q->n)
        q->last = &q->first;
    *q->last = n;
    q->last = &n->next;
    q->n++;
    q->bytes += n->item.size;
}

ts_node *ts_queue_take(ts_queue *q) {
    ts_node *n = q->first;
    q->first = n->next;
    q->n--;
    q->bytes -= n->item.size;
    return n;
}

/* What takes long beside documents and small tables. */
static bool is_large(const ts_reader *r, const ts_node *n) {
    return r->options->first && n->profile == TS_PROFILE_OWN &&
           n->item.size > (r->slice < TS_LIMIT_SLICE ? 2 * r->slice : TS_LIMIT_FIRST_PROOF);
}

void ts_queue_done(ts_reader *r, ts_node *n) {
    r->slow -= n->slow;
    n->slow = false;
}

void ts_queue_item(ts_reader *r, ts_node *n) {
    ts_queue_done(r, n);
    ts_queue_put(is_large(r, n) ? &r->large : &r->queue[n->profile], n);
}

bool ts_queues_wait(const ts_reader *r) {
    if (r->large.n || r->later.n || r->sampled)
        return true;
    for (size_t i = 0; i < TS_PROFILES; i++)
        if (r->queue[i].n)
            return true;
    return false;
}
