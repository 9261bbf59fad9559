/* ingest.c - drives the leak through the workers into the case, resumable. */
#include <touchstone/ingest.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/map.h"
#include "base/mem.h"
#include "ingest/case_hints.h"
#include "ingest/keep.h"
#include "ingest/normal.h"
#include "ingest/record.h"
#include "ingest/secrets.h"
#include "store/coverage.h"
#include "store/parts.h"
#include "store/sightings.h"
#include "worker/wire.h"

/* ---- one exhibit ---- */

static ts_err keep_again(void *context, int64_t blob) {
    ts_map_slot(context, ts_span_of(&blob, sizeof blob), NULL);
    return TS_OK;
}

/* What this run may read where the last one could not: what is locked, if there are more passwords; what a limit cut
 * short, if the limits are others; and what found no room. */
static ts_err choose_again(ts_keeping *r) {
    static const uint32_t cut = 1u << TS_REASON_TOO_DEEP | 1u << TS_REASON_TOO_LARGE | 1u << TS_REASON_RATIO |
                                1u << TS_REASON_TIMEOUT | 1u << TS_REASON_MEMORY;
    bool passwords, limits;
    TS_TRY(ts_secrets_more(r->c, &r->exhibit, &r->passwords, &passwords));
    TS_TRY(ts_limits_changed(r->c, &r->exhibit, &limits));
    ts_map_free(r->again);
    r->again = ts_map_new();
    uint32_t reasons = (passwords ? 1u << TS_REASON_ENCRYPTED : 0) | (limits ? cut : 0) | 1u << TS_REASON_NO_ROOM;
    return ts_places_short(r->c, reasons, keep_again, r->again);
}

/* Once the wholes are read: what came out of their parts while they were read singly goes. */
static ts_err settle_parts(ts_keeping *r) {
    uint64_t gone;
    char details[100];
    TS_TRY(ts_parts_settle(r->c, &gone));
    if (!gone)
        return TS_OK;
    snprintf(details, sizeof details, "{\"blobs_dropped\":%llu}", (unsigned long long)gone);
    return ts_custody_add(r->c->custody, "parts joined", ts_str(details));
}

static ts_err one_exhibit(ts_keeping *r, const char *const *path, size_t paths, ts_span hints) {
    TS_TRY(ts_keeping_begin(r));
    TS_TRY(ts_exhibit_save(r->c, &r->exhibit));
    TS_TRY(ts_record_roots(r->c, &r->exhibit, path, paths));
    TS_TRY(ts_record_begin(r->c, &r->exhibit, &r->hints));
    TS_TRY(choose_again(r));
    ts_map_free(r->lost);
    r->lost = ts_map_new();
    TS_TRY(ts_keeping_end(r));
    ts_reader_options o = {
        .pool = {.jobs = r->options->jobs,
                 .want = TS_WANT_SIGHTINGS | TS_WANT_LIKENESS,
                 .hints = hints,
                 .passwords = &r->passwords},
        .spool = r->c->dir,
        .hash = true,
        .reverse = r->options->reverse,
        .batch = r->options->batch,
        .names = TS_WALK_BELOW,
        .first = r->options->first_ms > 0,
        .progress = r->progress = r->options->progress ? ts_progress_new("ingest") : NULL,
        .check = ts_normal_holds,
    };
    ts_reader_client client = ts_keeping_client(r);
    ts_reader_result read = {0};
    ts_err err = ts_reader_run(path, paths, &o, &client, &read);
    ts_progress_free(o.progress);
    r->progress = NULL;
    r->result->files += read.files;
    r->result->worker_cpu_seconds += read.worker_cpu;
    TS_TRY(err);
    ts_coverage cover;
    TS_TRY(ts_keeping_begin(r));
    TS_TRY(settle_parts(r));
    TS_TRY(ts_places_gone(r->c, r->exhibit.id));
    TS_TRY(ts_coverage_load(r->c, &cover));
    TS_TRY(ts_secrets_tried(r->c, &r->exhibit, &r->passwords));
    TS_TRY(ts_record_limits(r->c, &r->exhibit));
    TS_TRY(ts_record_end(r->c, &r->exhibit, &cover));
    TS_TRY(ts_keeping_end(r));
    r->result->items = cover.all.items;
    r->result->unread_items = cover.all.partly + cover.all.unread;
    r->result->unstable_items = cover.unstable;
    r->result->bytes = cover.all.bytes;
    r->result->bytes_unread = cover.all.bytes_unread;
    return TS_OK;
}

typedef struct known_exhibits {
    ts_exhibit *at;
    size_t n;
} known_exhibits;

static ts_err keep_exhibit(void *context, const ts_exhibit *e) {
    known_exhibits *k = context;
    k->at = ts_grow(k->at, k->n + 1, sizeof *k->at);
    k->at[k->n++] = *e;
    return TS_OK;
}

/* No evidence named: what the case knows already is read again where it is not done, or done with older hints. */
static ts_err again(ts_keeping *r, ts_span hints) {
    enum { MOST = 256 };
    known_exhibits k = {0};
    ts_err err = ts_exhibit_each(r->c, keep_exhibit, &k);
    for (size_t i = 0; !err && i < k.n; i++) {
        TS_AUTO(ts_buf, ts_buf_wipe) names = {0};
        const char *path[MOST];
        size_t paths;
        r->exhibit = k.at[i];
        err = ts_recorded_roots(r->c, &r->exhibit, &names, path, MOST, &paths);
        if (!err && paths)
            err = one_exhibit(r, path, paths, hints);
    }
    if (!err && !k.n)
        err = ts_fail(TS_EUSAGE, "the case has no evidence yet: name a file or directory to ingest");
    ts_free(k.at);
    return err;
}

static ts_err take_passwords(ts_keeping *r) {
    TS_TRY(ts_keeping_begin(r));
    TS_TRY(ts_secrets_open(r->c, r->options->passwords, &r->passwords));
    return ts_keeping_end(r);
}

ts_err ts_ingest(ts_case *c, const char *const *path, size_t paths, const ts_ingest_options *options,
                 ts_ingest_result *out) {
    *out = (ts_ingest_result){0};
    double begun = ts_cpu_seconds();
    ts_keeping r = {.c = c,
                    .options = options,
                    .result = out,
                    .started = ts_map_new(),
                    .begun = ts_monotonic_seconds(),
                    .brief = getenv("TOUCHSTONE_STEP") != NULL};
    snprintf(r.exhibit.name, sizeof r.exhibit.name, "%s", options->exhibit ? options->exhibit : "E1");
    snprintf(r.exhibit.source, sizeof r.exhibit.source, "%s", options->source ? options->source : "not stated");
    snprintf(r.exhibit.acquired_by, sizeof r.exhibit.acquired_by, "%s",
             options->acquired_by ? options->acquired_by : "not stated");
    snprintf(r.exhibit.acquired_at, sizeof r.exhibit.acquired_at, "%s",
             options->acquired_at ? options->acquired_at : "not stated");
    TS_AUTO(ts_buf, ts_buf_wipe) hints = {0};
    ts_err err = ts_case_hints(c, &hints, &r.hints);
    if (!err)
        err = ts_sightings_writer_new(c, &r.writer);
    if (!err)
        err = take_passwords(&r);
    if (!err)
        err = paths ? one_exhibit(&r, path, paths, ts_buf_span(&hints)) : again(&r, ts_buf_span(&hints));
    if (r.open)
        ts_case_rollback(c);
    ts_sightings_writer_free(r.writer);
    ts_map_free(r.started);
    ts_map_free(r.again);
    ts_map_free(r.lost);
    ts_passwords_done(&r.passwords);
    ts_buf_done(&r.digests);
    out->cpu_seconds = ts_cpu_seconds() - begun;
    return err;
}
