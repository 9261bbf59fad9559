/* reader.c - drives blobs through the workers: opens, hashes, batches, takes members back, holds memory flat. */
#include "ingest/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "base/fs.h"
#include "base/limits.h"
#include "base/mem.h"
#include "ingest/reading.h"

enum { SLOW = 5 }; /* seconds after which one item is worth a word */

static ts_node *node_of(ts_reader *r, uint64_t id) {
    uint64_t item = ts_slice_item(id);
    return item && item <= r->nodes ? r->node[item - 1] : NULL;
}

/* What has been read for long is named by its size: its name may be a person's. */
static void show(ts_reader *r) {
    uint64_t id = 0;
    double seconds = 0;
    if (!r->options->progress || !ts_progress_due(r->options->progress))
        return;
    const ts_node *slow = ts_pool_slowest(r->pool, &id, &seconds) && seconds > SLOW ? node_of(r, id) : NULL;
    ts_progress_slow(r->options->progress, slow ? slow->item.size : 0, slow ? seconds : 0);
    ts_progress_within(r->options->progress, r->done_items > r->done_files ? r->done_items - r->done_files : 0);
    ts_progress_set(r->options->progress, r->done_files, r->done_bytes);
}

/* ---- a worker's reading ---- */

static ts_err on_begin(void *context, uint64_t id) {
    ts_reader *r = context;
    ts_node *n = node_of(r, id);
    bool later = id != n->item.id, again = false;
    if (ts_sample_runs(n))
        return TS_OK;
    TS_TRY(ts_slices_begin(r, n, id, &again));
    if (again)
        ts_queue_item(r, n);
    if (again || later)
        return TS_OK;
    /* A second begin: members that are through already are the same again, and are passed over. */
    if (n->member) {
        n->open_members--;
        ts_node_free(r, n->member);
        n->member = NULL;
        n->members--;
        ts_sha256_reset(n->sha);
    }
    n->skip = n->members > n->skip ? n->members : n->skip;
    n->members = 0;
    ts_map_free(n->names);
    n->names = NULL;
    TS_TRY(ts_members_close(r, n));
    return r->client->begin ? r->client->begin(r->client->context, &n->item) : TS_OK;
}

static ts_err on_slice(void *context, uint64_t id, uint64_t start) {
    ts_reader *r = context;
    ts_node *n = node_of(r, id);
    if (!ts_sample_runs(n))
        return ts_slices_start(r, n, id, start);
    ts_sample_start(n, start);
    return TS_OK;
}

static ts_err on_segment(void *context, uint64_t id, const ts_segment *s, const char *format) {
    ts_reader *r = context;
    ts_node *n = node_of(r, id);
    ts_segment placed;
    char part[TS_SAMPLE_PART];
    if (ts_sample_runs(n)) {
        ts_sample_segment(n, s, part, &placed);
        s = &placed;
    } else if (n->slices) {
        ts_slices_segment(n, s, &placed);
        s = &placed;
    }
    return r->client->segment ? r->client->segment(r->client->context, &n->item, s, format) : TS_OK;
}

static ts_err on_findings(void *context, uint64_t id, ts_findings *f) {
    ts_reader *r = context;
    ts_node *n = node_of(r, id);
    if (n->slices)
        ts_slices_findings(n, f);
    return r->client->findings ? r->client->findings(r->client->context, &n->item, f) : TS_OK;
}

static ts_err on_values(void *context, uint64_t id, ts_values_found f) {
    ts_reader *r = context;
    return r->client->values ? r->client->values(r->client->context, &node_of(r, id)->item, f) : TS_OK;
}

static ts_err on_why(void *context, uint64_t id, bool found, const ts_why *why, size_t n) {
    ts_reader *r = context;
    return r->client->why ? r->client->why(r->client->context, &node_of(r, id)->item, found, why, n) : TS_OK;
}

static ts_err on_columns(void *context, uint64_t id, const uint8_t *kind, size_t n) {
    ts_reader *r = context;
    return r->client->columns ? r->client->columns(r->client->context, &node_of(r, id)->item, kind, n) : TS_OK;
}

/* Of what is read as a whole: neither of a slice nor of a sample. */
static ts_err on_likeness(void *context, uint64_t id, const ts_likeness *likeness, ts_span packed) {
    ts_reader *r = context;
    ts_node *n = node_of(r, id);
    if (!r->client->likeness || n->slices || ts_sample_runs(n))
        return TS_OK;
    return r->client->likeness(r->client->context, &n->item, likeness, packed);
}

static ts_err on_opened(void *context, uint64_t id, uint32_t password) {
    ts_reader *r = context;
    return r->client->opened ? r->client->opened(r->client->context, &node_of(r, id)->item, password) : TS_OK;
}

static ts_err on_end(void *context, uint64_t id, const ts_item_end *end) {
    ts_reader *r = context;
    ts_node *n = node_of(r, id);
    if (ts_sample_runs(n))
        return ts_sample_end(r, n, id, end);
    if (n && n->slices)
        return ts_slices_end(r, n, id, end);
    if (!n || id != n->item.id)
        return TS_OK; /* of a slice that nobody waits for any more */
    if (n->paused) {
        n->paused = false;
        r->pausing--;
    }
    if (n->member) { /* the worker broke off inside a member */
        if (n->member_stop == TS_READ)
            n->member_stop = end->reason == TS_READ ? TS_REASON_CORRUPT : end->reason;
        TS_TRY(ts_member_end(r, id, n->member_stop, n->member->item.size));
    }
    TS_TRY(ts_members_close(r, n));
    if (end->elsewhere > n->profile) {
        n->profile = end->elsewhere;
        ts_queue_item(r, n);
        return TS_OK;
    }
    ts_item_end lied = *end;
    if (end->elsewhere) { /* never back: a worker could keep an item going round for ever */
        lied.reason = TS_REASON_CRASHED;
        lied.unread = n->item.size;
        snprintf(lied.message, sizeof lied.message, "the worker sent the item back");
    }
    return ts_node_end(r, n, &lied);
}

static bool on_check(void *context, const ts_mention *m) {
    ts_reader *r = context;
    return !r->options->check || r->options->check(m);
}

/* ---- the loop ---- */

/* Memory has room again, or nothing else could make room: the paused go on.  Only the pool knows: what waits behind a
 * paused container in its batch makes no room, nor does a member that is itself a paused container. */
static void resume(ts_reader *r) {
    bool stuck = !ts_queues_wait(r) && ts_pool_stalled(r->pool);
    if (!r->pausing || (!stuck && !ts_stores_have_room(r)))
        return;
    for (uint64_t i = 0; i < r->nodes; i++)
        if (r->node[i] && r->node[i]->paused) {
            r->node[i]->paused = false;
            r->pausing--;
            ts_pool_resume(r->pool, i + 1);
            if (stuck)
                return;
        }
}

static ts_err loop(ts_reader *r) {
    size_t batch = r->options->batch ? r->options->batch : TS_LIMIT_BATCH_ITEMS;
    for (;;) {
        TS_TRY(ts_slices_turn(r));
        TS_TRY(ts_sample_turn(r));
        TS_TRY(ts_turn_fill(r, batch));
        bool idle = false;
        TS_TRY(ts_pool_wait(r->pool, &idle));
        if (r->client->pause)
            TS_TRY(r->client->pause(r->client->context));
        show(r);
        resume(r);
        if (idle && r->walked && !ts_queues_wait(r) && !r->pausing && !r->slicing && !r->sampling)
            return TS_OK;
    }
}

/* $TOUCHSTONE_SLICE and $TOUCHSTONE_SPOOL are for tests: they move the places where large texts are cut, and the size from
 * which a member goes to the disk. */
static uint64_t bytes_said(const char *variable, uint64_t usual) {
    const char *said = getenv(variable);
    uint64_t bytes = 0;
    return said && ts_parse_u64(ts_str(said), &bytes) && bytes ? bytes : usual;
}

/* How much there is to read is known only to whoever has looked: done where a person waits, or the order asks. */
static ts_err begin_walk(ts_reader *r, const char *const *path, size_t paths) {
    uint64_t files = 0, bytes = 0;
    if (r->options->progress && ts_progress_shown(r->options->progress)) {
        TS_TRY(ts_listing_count(path, paths, &files, &bytes));
        ts_progress_total(r->options->progress, files, bytes);
    }
    if (!r->options->first)
        return ts_walk_new(path, paths, r->options->names, r->options->reverse, &r->walk);
    TS_TRY(ts_listing_new(path, paths, r->options->names, &r->listing));
    return r->client->listed ? ts_listing_each(r->listing, r->client->listed, r->client->context) : TS_OK;
}

ts_err ts_reader_run(const char *const *path, size_t paths, const ts_reader_options *options,
                     const ts_reader_client *client, ts_reader_result *out) {
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        files.rlim_cur = files.rlim_max; /* one descriptor a file in a batch */
        (void)setrlimit(RLIMIT_NOFILE, &files);
    }
    *out = (ts_reader_result){0};
    ts_reader r = {.options = options, .client = client, .result = out};
    ts_pool_events events = {.context = &r,
                             .slice = on_slice,
                             .segment = on_segment,
                             .findings = on_findings,
                             .values = on_values,
                             .why = on_why,
                             .columns = on_columns,
                             .child_begin = ts_member_begin,
                             .child_data = ts_member_data,
                             .child_end = ts_member_end,
                             .begin = on_begin,
                             .opened = on_opened,
                             .likeness = on_likeness,
                             .end = on_end,
                             .check = on_check};
    ts_pool_options pool = options->pool;
    pool.slice = r.slice = bytes_said("TOUCHSTONE_SLICE", TS_LIMIT_SLICE);
    r.spool_from = bytes_said("TOUCHSTONE_SPOOL", TS_LIMIT_SPOOL_FROM);
    ts_err err = ts_pool_new(&pool, &events, &r.pool);
    bool from_stdin = paths == 1 && strcmp(path[0], "-") == 0;
    if (!err && options->text.len > 0) {
        r.walked = true;
        err = ts_top_text(&r, options->text);
    } else if (!err && from_stdin) {
        r.walked = true;
        err = ts_top_stdin(&r);
    } else if (!err) {
        err = begin_walk(&r, path, paths);
    }
    if (!err)
        err = loop(&r);
    while (r.slicing)
        ts_slices_free(&r, r.slicing);
    if (r.pool) {
        out->worker_cpu = ts_pool_worker_cpu(r.pool);
        ts_pool_free(r.pool);
    }
    for (uint64_t i = 0; i < r.nodes; i++)
        if (r.node[i]) {
            if (r.node[i]->pack)
                ts_store_release(&r, r.node[i]->pack);
            if (client->left)
                client->left(client->context, &r.node[i]->item);
            ts_node_free(&r, r.node[i]);
        }
    ts_free(r.node);
    ts_walk_free(r.walk);
    ts_listing_free(r.listing);
    return err;
}
