/* read_bench.c - the road of every item alone: walked, opened, hashed, read by locked workers; nothing detected, nothing kept.
 *
 *   read_bench [--jobs N] [--batch N] [--no-hash] [--segments] [--unpack] PATH...
 *
 * Prints items, bytes and CPU seconds of parent and workers together.  With --segments the text of each item comes
 * back to the parent; with --unpack members are unpacked, checked and hashed, and not read.  TOUCHSTONE_WORKERS names the directory of the worker programs.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "base/clock.h"
#include "ingest/reader.h"

typedef struct tally {
    uint64_t items, bytes, unread, rows;
    bool unpack;
} tally;

static ts_err on_found(void *context, ts_item *item, bool *skip) {
    tally *t = context;
    t->items++;
    t->bytes += item->size;
    *skip = t->unpack && item->depth > 0;
    return TS_OK;
}

static ts_err on_unread(void *context, ts_item *parent, ts_span name, uint32_t repeat, uint32_t ordinal,
                        ts_reason reason, uint64_t size, const char *message) {
    (void)parent, (void)name, (void)repeat, (void)ordinal, (void)reason, (void)size, (void)message;
    ((tally *)context)->unread++;
    return TS_OK;
}

static ts_err on_segment(void *context, ts_item *item, const ts_segment *s, const char *format) {
    (void)item, (void)format;
    ((tally *)context)->rows += s->rows;
    return TS_OK;
}

static ts_err on_end(void *context, ts_item *item, const ts_item_end *end) {
    (void)item;
    ((tally *)context)->unread += end->reason != TS_READ;
    return TS_OK;
}

static ts_err on_closed(void *context, ts_item *item) {
    (void)context, (void)item;
    return TS_OK;
}

static double children(void) {
    struct rusage u;
    getrusage(RUSAGE_CHILDREN, &u);
    return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

int main(int argc, char **argv) {
    ts_reader_options o = {.pool = {.jobs = 1}, .hash = true, .names = TS_WALK_TYPED};
    tally t = {0};
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        bool more = i + 1 < argc;
        if (strcmp(argv[i], "--jobs") == 0 && more)
            o.pool.jobs = (unsigned)atoi(argv[++i]);
        else if (strcmp(argv[i], "--batch") == 0 && more)
            o.batch = (unsigned)atoi(argv[++i]);
        else if (strcmp(argv[i], "--no-hash") == 0)
            o.hash = false;
        else if (strcmp(argv[i], "--segments") == 0)
            o.pool.want = TS_WANT_TEXT;
        else if (strcmp(argv[i], "--unpack") == 0)
            t.unpack = true;
        else
            return 2;
    }
    ts_reader_client client = {.context = &t,
                               .found = on_found,
                               .unread = on_unread,
                               .segment = on_segment,
                               .end = on_end,
                               .closed = on_closed};
    ts_reader_result r = {0};
    double wall = ts_monotonic_seconds();
    if (ts_reader_run((const char *const *)argv + i, (size_t)(argc - i), &o, &client, &r) != TS_OK) {
        fprintf(stderr, "read_bench: %s\n", ts_error_text());
        return 3;
    }
    wall = ts_monotonic_seconds() - wall;
    double cpu = ts_cpu_seconds() + children();
    printf("%llu items, %llu not wholly read, %.1f MB, %llu rows: %.3f CPU s (workers %.3f), %.3f s by the clock; "
           "%.4f ms an item, %.0f MB/s\n",
           (unsigned long long)t.items, (unsigned long long)t.unread, (double)t.bytes / 1e6, (unsigned long long)t.rows,
           cpu, r.worker_cpu, wall, t.items ? cpu * 1e3 / (double)t.items : 0,
           cpu > 0 ? (double)t.bytes / 1e6 / cpu : 0);
    return 0;
}
