/* members.c - members of containers, as a worker unpacks them: named, hashed, bounded, put where they can be read. */
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/reading.h"

/* The pack's members become ready: nobody can write to it any more. */
ts_err ts_members_close(ts_reader *r, ts_node *c) {
    if (!c->pack)
        return TS_OK;
    TS_TRY(ts_store_close(c->pack));
    ts_store *pack = c->pack;
    ts_node *n = c->packed;
    c->pack = NULL;
    c->packed = NULL;
    while (n) {
        ts_node *next = n->next;
        TS_TRY(ts_node_ready(r, n));
        n = next;
    }
    ts_store_release(r, pack);
    return TS_OK;
}

ts_err ts_member_begin(void *context, uint64_t id, ts_span name, uint64_t size, ts_instant modified) {
    ts_reader *r = context;
    ts_node *c = r->node[id - 1];
    (void)modified;
    (void)size;
    if (!c->names)
        c->names = ts_map_new();
    uint64_t *seen = ts_map_slot(c->names, name, NULL);
    ++*seen;
    ts_node *n = ts_node_new(r, c, name);
    n->item.repeat = (uint32_t)*seen;
    n->item.ordinal = c->members++;
    c->member = n;
    c->member_stop = TS_READ;
    if (n->item.depth > TS_LIMIT_DEPTH)
        c->member_stop = TS_REASON_TOO_DEEP;
    if (!c->pack) {
        TS_TRY(ts_store_memory(&c->pack));
        c->packed_last = &c->packed;
    }
    if (!c->sha)
        c->sha = ts_sha256_new();
    n->at = c->pack->bytes;
    return TS_OK;
}

static void pause_if_full(ts_reader *r, ts_node *c) {
    if (c->paused || !ts_stores_full(r))
        return;
    c->paused = true;
    r->pausing++;
    ts_pool_pause(r->pool, c->item.id);
}

static ts_node *top_of(ts_node *n) {
    while (n->up)
        n = n->up;
    return n;
}

/* Where it stands while it is read: a large one goes to the disk. */
static ts_err keep(ts_reader *r, ts_node *c, ts_node *n, ts_span bytes) {
    if (!n->at_store && n->item.size + bytes.len > r->spool_from) {
        TS_TRY(ts_store_spool(r, c->pack, n->at, &n->at_store));
        n->at = 0;
    }
    return ts_store_add(r, n->at_store ? n->at_store : c->pack, bytes);
}

/* A full disk costs the member, and all of it: how much of it came is this machine's doing. */
static ts_err drop(ts_reader *r, ts_node *c, ts_node *n) {
    c->member_stop = TS_REASON_NO_ROOM;
    if (!n->at_store)
        TS_TRY(ts_store_cut(r, c->pack, n->at));
    ts_store_release(r, n->at_store);
    n->at_store = NULL;
    n->item.size = 0;
    return TS_OK;
}

ts_err ts_member_data(void *context, uint64_t id, ts_span bytes) {
    ts_reader *r = context;
    ts_node *c = r->node[id - 1], *n = c->member, *top = top_of(c);
    if (!n)
        return ts_fail(TS_EINTERNAL, "member data without a member");
    if (c->member_stop != TS_READ || n->item.ordinal < c->skip)
        return TS_OK;
    top->root_out += bytes.len;
    if (n->item.size + bytes.len > TS_LIMIT_MEMBER)
        c->member_stop = TS_REASON_TOO_LARGE;
    else if (top->root_out > TS_LIMIT_ROOT_OUT ||
             (top->root_out > TS_LIMIT_ROOT_RATIO_FROM && top->root_out / TS_LIMIT_ROOT_RATIO > top->item.size))
        c->member_stop = TS_REASON_RATIO;
    if (c->member_stop != TS_READ)
        return TS_OK;
    ts_err err = keep(r, c, n, bytes);
    if (err)
        return err == TS_ELIMIT ? drop(r, c, n) : err;
    ts_sha256_add(c->sha, bytes);
    n->item.size += bytes.len;
    if (!n->at_store) /* one that goes to the disk comes there whole */
        pause_if_full(r, c);
    return TS_OK;
}

ts_err ts_member_end(void *context, uint64_t id, ts_reason reason, uint64_t stored) {
    ts_reader *r = context;
    ts_node *c = r->node[id - 1], *n = c->member;
    if (!n)
        return ts_fail(TS_EINTERNAL, "the end of a member without a member");
    c->member = NULL;
    if (c->member_stop != TS_READ)
        reason = c->member_stop;
    ts_sha256_end(c->sha, &n->item.digest);
    bool again = n->item.ordinal < c->skip;
    if (again || (n->item.size == 0 && reason != TS_READ)) {
        /* Nothing of it came (or it came before): a place without a blob. */
        const char *why = reason == TS_REASON_NO_ROOM ? ts_store_no_room : ts_reason_name(reason);
        ts_err err = again ? TS_OK
                           : r->client->unread(r->client->context, &c->item, n->item.name, n->item.repeat,
                                               n->item.ordinal, reason, stored, why);
        c->open_members--;
        ts_node_free(r, n);
        return err;
    }
    n->item.broken = reason;
    bool spooled = n->at_store != NULL;
    if (spooled) {
        TS_TRY(ts_store_close(n->at_store));
        pause_if_full(r, c);
    } else {
        n->at_store = c->pack;
        c->pack->users++;
    }
    n->next = NULL;
    *c->packed_last = n;
    c->packed_last = &n->next;
    if (spooled || c->pack->bytes >= TS_LIMIT_BATCH_BYTES || (c->members % TS_LIMIT_BATCH_ITEMS) == 0 || c->paused)
        return ts_members_close(r, c);
    return TS_OK;
}
