/* earlier_stage.c - an earlier leak, which was read as a case of its own, kept in the register as keyed fingerprints.
 *
 * Criminals publish old data again as new.  Of each row about a person of the earlier leak a line is kept as of a held person, and of each of its
 * files a keyed fingerprint of its digest; no value.  What a sighting shows all stood together in one row there: it is
 * recycled.  Beside the verdict, never part of it: a recycled row can be genuine.
 */
#include <touchstone/holdings.h>

#include "base/digest.h"
#include "base/clock.h"
#include "base/fs.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "detect/detector.h"
#include "store/blobs.h"
#include "store/case.h"
#include "store/earlier.h"
#include "store/register.h"
#include "store/sightings.h"

enum { LEAST_BYTES = 64 }; /* of a file that says something by being there again */

typedef struct gathering {
    ts_index_builder *builder;
    const ts_fingerprinter *f;
    ts_map *rows_seen; /* by ts_index_row_key: the same row often stands there many times, and is kept once */
    ts_sha256 *source;
    uint32_t rows;
    uint64_t files;
} gathering;

/* What is said of one person, as far as it identifies: as a row of an export would say it. */
static ts_err add_sightings(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                            const ts_findings *f, ts_result *result) {
    gathering *g = context;
    (void)file, (void)first, (void)segment, (void)result;
    for (size_t i = 0; i < f->sightings; i++) {
        const ts_sighting *s = &f->sighting[i];
        ts_values v = {0};
        for (uint32_t k = 0; k < s->count; k++) {
            const ts_mention *m = &f->mention[s->first + k];
            ts_values_take(&v, (ts_kind)m->kind, m->norm, m->flags);
        }
        uint64_t key = ts_index_row_key(g->f, &v, false);
        bool added = false;
        if (ts_index_identifies(&v))
            ts_map_slot(g->rows_seen, ts_span_of((const char *)&key, sizeof key), &added);
        ts_err err = added ? ts_index_add(g->builder, &v, false, ++g->rows) : TS_OK;
        ts_wipe(&v, sizeof v);
        TS_TRY(err);
    }
    return TS_OK;
}

static ts_err add_file(void *context, const ts_blob *b) {
    gathering *g = context;
    ts_span digest = ts_span_of(b->digest.byte, sizeof b->digest.byte);
    ts_sha256_add(g->source, digest);
    if (b->size < LEAST_BYTES)
        return TS_OK;
    g->files++;
    return ts_index_add_mark(g->builder, digest);
}

static ts_err log_act(ts_case *c, const ts_holding_info *info, const gathering *g, bool already) {
    char hex[65];
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    ts_json_put_str(&j, "earlier", info->system);
    ts_digest_hex(&info->source, hex);
    ts_json_put_str(&j, "sha256_of_files", hex);
    ts_json_key(&j, "already"), ts_json_bool(&j, already);
    if (!already)
        ts_json_put_uint(&j, "rows", g->rows);
    ts_json_put_uint(&j, "files", g->files);
    ts_json_close(&j, '}');
    return ts_case_record(c, "earlier leak registered", details.ptr);
}

static void describe(const char *name, ts_date as_of, ts_holding_info *out) {
    *out = (ts_holding_info){.kind = TS_KIND_EARLIER, .as_of = as_of};
    snprintf(out->system, sizeof out->system, "%s", name);
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        out->normal_version[k] = (uint8_t)ts_detector_of((ts_kind)k)->version;
}

/* Everything of the old case, then the file into force. */
static ts_err gather(ts_case *c, ts_case *old, ts_holding_info *info, gathering *g, bool *already) {
    ts_register *r = NULL;
    char name[TS_REGISTER_NAME];
    TS_TRY(ts_index_build(&c->register_key, info, c->register_dir, &g->builder));
    TS_TRY(ts_blob_each(old, add_file, g));
    ts_sha256_end(g->source, &info->source);
    TS_TRY(ts_register_open(c->register_dir, &c->register_key, NULL, &r));
    *already = ts_register_has(r, &info->source, info->normal_version);
    bool room = ts_register_earlier(r) < TS_EARLIER_MOST;
    ts_register_close(r);
    if (*already)
        return TS_OK;
    if (!room)
        return ts_fail(TS_ELIMIT, "a case has at most %d earlier leaks", TS_EARLIER_MOST);
    TS_TRY(ts_sightings_each(old, false, add_sightings, g));
    if (!g->rows)
        return ts_fail(TS_EUSAGE, "nothing about a person was read in that case: ingest the earlier leak there first");
    ts_register_name(info, name);
    ts_index_builder *b = g->builder;
    g->builder = NULL; /* finish frees it */
    TS_TRY(ts_index_finish(b, info, name));
    return ts_register_add(c->register_dir, &c->register_key, name);
}

static ts_err check_name(const char *name) {
    ts_span s = ts_str(name);
    bool fine = s.len > 0 && s.len < TS_EARLIER_NAME;
    for (size_t i = 0; i < s.len; i++)
        fine = fine && s.ptr[i] >= ' ' && s.ptr[i] != 0x7f;
    return fine ? TS_OK
                : ts_fail(TS_EUSAGE, "the earlier leak's name is one line of at most %d bytes", TS_EARLIER_NAME - 1);
}

ts_err ts_register_earlier_leak(ts_case *c, ts_case *old, const char *name, const char *as_of,
                                ts_register_result *out) {
    ts_date date = as_of ? ts_date_parse_iso(ts_str(as_of)) : TS_NO_DATE;
    if (as_of && date == TS_NO_DATE)
        return ts_fail(TS_EUSAGE, "--as-of is a date like 2023-10-01");
    TS_TRY(check_name(name));
    if (old->test_realm != c->test_realm)
        return ts_fail(TS_EUSAGE, "the earlier leak's case was made for another realm (test or live) than this one");
    int lock = -1;
    TS_TRY(ts_register_lock(c->register_dir, &lock));
    ts_holding_info info;
    describe(name, date, &info);
    ts_fingerprinter *f = ts_fingerprinter_new(&c->register_key);
    gathering g = {.source = ts_sha256_new(), .f = f, .rows_seen = ts_map_new()};
    bool already = false;
    ts_err err = gather(c, old, &info, &g, &already);
    ts_index_abandon(g.builder);
    ts_sha256_free(g.source);
    ts_map_free(g.rows_seen);
    ts_fingerprinter_free(f);
    ts_fs_close(&lock);
    if (!err) /* also where it was there: a run may have been killed before it could say so */
        err = log_act(c, &info, &g, already);
    if (!err)
        *out = (ts_register_result){.rows = g.rows, .people = g.rows, .keys = g.files, .already = already};
    return err;
}
