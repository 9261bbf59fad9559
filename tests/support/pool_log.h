/* pool_log.h - runs items through a pool and keeps what each came to, for tests of the worker. */
#ifndef TS_TESTS_SUPPORT_POOL_LOG_H
#define TS_TESTS_SUPPORT_POOL_LOG_H

#include "worker/pool.h"

enum { POOL_LOG_ITEMS = 2048 };

typedef struct pool_log_item {
    unsigned begins, ends, notes, segments;
    ts_item_end end;
    bool paused;
    uint64_t text_bytes, mentions, sightings, child_bytes, children;
    char first_value[64];
} pool_log_item;

typedef struct pool_log {
    ts_pool *pool;
    pool_log_item item[POOL_LOG_ITEMS];
    size_t ended;
    uint64_t pause_after; /* text bytes after which an item is paused; 0 never.  Resumed once all are */
    unsigned pauses;
    bool all_paused;
    bool refuse_mentions; /* the parent's own check says no */
    void (*on_begin)(struct pool_log *log, uint64_t item);
} pool_log;

extern const ts_pool_events pool_log_events; /* context is to be set */

/* The directory of a program built for tests, linked as touchstone-worker (and -libs) in a fresh
 * directory of this name; TOUCHSTONE_WORKERS is set to it. */
void pool_log_use(const char *program, const char *name);
/* Starts a pool; waits until it is idle.  Both fail the test where the pool fails. */
ts_pool *pool_log_start(pool_log *log, ts_pool_options options);
ts_err pool_log_finish(pool_log *log);
/* All texts in one memory file, items one after the other. */
int pool_log_items(const char *const *text, size_t n, ts_job_item *out);

#endif
