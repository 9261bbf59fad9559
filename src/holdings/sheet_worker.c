/* sheet_worker.c - one file read by one worker, as a stream of the segments of its tables that can be waited for.
 *
 * The worker says what it reads when it has read it; few segments are kept here, and it waits meanwhile.  One that dies is
 * replaced, and what its successor says again is passed over: the same bytes give the same segments.
 */
#include "holdings/sheet_worker.h"

#include <stdio.h>
#include "base/limits.h"
#include "base/mem.h"
#include "worker/pool.h"

enum { KEPT = 8, RESUME = 2 };

/* A segment that waits for its turn, with what it pointed to. */
typedef struct kept {
    struct kept *next;
    ts_segment segment;
    ts_buf text, names;
    ts_span *head;
    uint64_t *row_number;
} kept;

struct ts_sheet_worker {
    ts_sheets_file file;
    ts_pool *pool;
    ts_profile profile; /* of the program that reads it */
    kept *first, **last, *current;
    size_t waiting;
    uint64_t said, told; /* segments that this worker said, and that were taken from it or one before */
    bool paused, over;
    ts_item_end end;
};

static void free_kept(kept *k) {
    if (!k)
        return;
    ts_buf_wipe(&k->text);
    ts_buf_wipe(&k->names);
    ts_free(k->head);
    ts_free(k->row_number);
    ts_free(k);
}

/* Names are copied together first: a growing buffer moves. */
static void keep_names(kept *k, const ts_segment *s) {
    ts_buf_add(&k->names, s->part);
    size_t at = k->names.len;
    for (size_t i = 0; s->head && i < s->columns; i++)
        ts_buf_add(&k->names, s->head[i]);
    k->segment.part = ts_slice(ts_buf_span(&k->names), 0, at);
    if (!s->head)
        return;
    k->head = ts_alloc_array(s->columns, sizeof *k->head);
    for (size_t i = 0; i < s->columns; at += s->head[i++].len)
        k->head[i] = ts_slice(ts_buf_span(&k->names), at, s->head[i].len);
    k->segment.head = k->head;
}

static ts_err on_segment(void *context, uint64_t item, const ts_segment *s, const char *format) {
    (void)item, (void)format;
    ts_sheet_worker *w = context;
    if (w->said++ < w->told)
        return TS_OK;
    w->told++;
    kept *k = ts_alloc(sizeof *k);
    k->segment = *s;
    ts_buf_add(&k->text, s->text);
    k->segment.text = ts_buf_span(&k->text);
    keep_names(k, s);
    if (s->type == TS_SEGMENT_TABLE && s->rows) {
        k->row_number = ts_alloc_array(s->rows, sizeof *k->row_number);
        memcpy(k->row_number, s->row_number, s->rows * sizeof *k->row_number);
        k->segment.row_number = k->row_number;
    }
    *w->last = k;
    w->last = &k->next;
    if (++w->waiting >= KEPT && !w->paused) {
        w->paused = true;
        ts_pool_pause(w->pool, 1);
    }
    return TS_OK;
}

static ts_err on_begin(void *context, uint64_t item) {
    (void)item;
    ((ts_sheet_worker *)context)->said = 0;
    return TS_OK;
}

static ts_err submit(ts_sheet_worker *w) {
    ts_job_item job = {.id = 1, .fd = w->file.fd, .len = w->file.len, .key = w->file.key};
    return ts_pool_submit(w->pool, w->profile, &job, 1);
}

static ts_err on_end(void *context, uint64_t item, const ts_item_end *end) {
    (void)item;
    ts_sheet_worker *w = context;
    w->paused = false;
    w->end = *end;
    if (end->elsewhere > w->profile) {
        w->profile = end->elsewhere;
        return submit(w);
    }
    w->over = true;
    return TS_OK;
}

/* Why not all of it was read, and what the person can do. */
static ts_err not_whole(const ts_sheet_worker *w) {
    const ts_item_end *end = &w->end;
    const char *name = w->file.name;
    switch (end->reason) {
    case TS_REASON_ENCRYPTED:
        return ts_fail(TS_EUNSUPPORTED, "%s is locked with a password: save it without one, and register that", name);
    case TS_REASON_UNSUPPORTED:
        return ts_fail(TS_EUNSUPPORTED, "%s is of a form that is not read: export the system's table as CSV or XLSX",
                       name);
    case TS_REASON_TOO_LARGE:
        return ts_fail(TS_ELIMIT, "%s is too large for its form: export the system's table as CSV", name);
    default:
        return ts_fail(
            TS_EFORMAT,
            "%s could not be read as a whole (%s%s%s): export it again, or as CSV.  Nothing of it is registered", name,
            end->reason == TS_READ ? "partly read" : ts_reason_name(end->reason), *end->message ? ": " : "",
            end->message);
    }
}

ts_err ts_sheet_worker_new(const ts_sheets_file *file, ts_sheet_worker **out) {
    ts_sheet_worker *w = ts_alloc(sizeof *w);
    *w = (ts_sheet_worker){.file = *file, .last = &w->first};
    const ts_pool_options options = {.jobs = 1, .want = TS_WANT_TEXT};
    const ts_pool_events events = {.context = w, .segment = on_segment, .begin = on_begin, .end = on_end};
    ts_err err = ts_pool_new(&options, &events, &w->pool);
    if (!err)
        err = submit(w);
    if (err)
        ts_sheet_worker_free(w);
    else
        *out = w;
    return err;
}

void ts_sheet_worker_free(ts_sheet_worker *w) {
    if (!w)
        return;
    ts_pool_free(w->pool);
    for (kept *k = w->first, *next; k; k = next) {
        next = k->next;
        free_kept(k);
    }
    free_kept(w->current);
    ts_free(w);
}

ts_err ts_sheet_worker_next(ts_sheet_worker *w, ts_segment *out, bool *more) {
    free_kept(w->current);
    w->current = NULL;
    while (!w->first && !w->over) {
        bool idle = false;
        if (w->paused) {
            w->paused = false;
            ts_pool_resume(w->pool, 1);
        }
        TS_TRY(ts_pool_wait(w->pool, &idle));
        if (idle && !w->first && !w->over)
            return ts_fail(TS_EINTERNAL, "%s: its worker ended without a word", w->file.name);
    }
    *more = w->first != NULL;
    if (!*more)
        return w->end.reason != TS_READ || w->end.unread ? not_whole(w) : TS_OK;
    w->current = w->first;
    w->first = w->first->next;
    if (!w->first)
        w->last = &w->first;
    w->waiting--;
    if (w->paused && w->waiting < RESUME) {
        w->paused = false;
        ts_pool_resume(w->pool, 1);
    }
    *out = w->current->segment;
    return TS_OK;
}

const char *ts_sheet_worker_format(const ts_sheet_worker *w) { return w->end.format; }
