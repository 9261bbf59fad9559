/* node.c - an item on its way: known, ready, read, closed with all that was in it. */
#include "base/mem.h"
#include "ingest/reading.h"

ts_node *ts_node_new(ts_reader *r, ts_node *up, ts_span name) {
    ts_node *n = ts_alloc(sizeof *n);
    if (r->nodes == r->node_cap) {
        r->node_cap = r->node_cap ? r->node_cap * 2 : 1024;
        r->node = ts_grow(r->node, r->node_cap, sizeof *r->node);
    }
    r->node[r->nodes++] = n;
    n->item.id = r->nodes;
    n->item.parent = up ? &up->item : NULL;
    n->item.depth = up ? up->item.depth + 1 : 0;
    n->item.name = (ts_span){ts_copy_str(name), name.len};
    n->item.repeat = 1;
    n->up = up;
    if (up)
        up->open_members++;
    r->open++;
    return n;
}

void ts_node_free(ts_reader *r, ts_node *n) {
    r->node[n->item.id - 1] = NULL;
    ts_store_release(r, n->at_store);
    ts_sample_free(r, n);
    ts_map_free(n->names);
    ts_sha256_free(n->sha);
    ts_wipe((char *)n->item.name.ptr, n->item.name.len);
    ts_free((char *)n->item.name.ptr);
    ts_free(n);
    r->open--;
}

/* Closes what is through, upwards. */
static ts_err settle(ts_reader *r, ts_node *n) {
    while (n && n->ended && !n->open_members) {
        ts_node *up = n->up;
        TS_TRY(r->client->closed(r->client->context, &n->item));
        r->done_items++;
        if (!up) {
            r->done_files++;
            r->done_bytes += n->item.size;
        }
        ts_node_free(r, n);
        if (up)
            up->open_members--;
        n = up;
    }
    return TS_OK;
}

/* What a part says for itself: its bytes are read with the whole's. */
static ts_err tell_part(ts_reader *r, ts_node *n) {
    static const ts_item_end end = {.reason = TS_READ,
                                    .format = "volume",
                                    .format_version = 1,
                                    .message = "a part of a file that was cut; the whole is listed beside it"};
    if (r->client->begin)
        TS_TRY(r->client->begin(r->client->context, &n->item));
    return r->client->end(r->client->context, &n->item, &end);
}

/* A blob stands ready: asks the client, then queues or closes it. */
ts_err ts_node_ready(ts_reader *r, ts_node *n) {
    bool skip = false;
    TS_TRY(r->client->found(r->client->context, &n->item, &skip));
    if (!skip && n->item.is_part)
        TS_TRY(tell_part(r, n));
    if (skip || n->item.is_part) {
        n->ended = true;
        return settle(r, n);
    }
    ts_queue_item(r, n);
    return TS_OK;
}

ts_err ts_node_end(ts_reader *r, ts_node *n, const ts_item_end *end) {
    TS_TRY(r->client->end(r->client->context, &n->item, end));
    ts_queue_done(r, n);
    n->ended = true;
    if (n->at_store && !n->open_members) { /* its bytes are not needed any more */
        ts_store_release(r, n->at_store);
        n->at_store = NULL;
    }
    return settle(r, n);
}
