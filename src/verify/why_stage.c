/* why_stage.c - why a sighting has its verdict: it is looked up again as verification did, and its weighing laid open.
 *
 * What comes out must be what is stored, number for number: else the verdict was made from other holdings or by other rules, and
 * nothing is explained that was not so.  Two passes: one finds what the locator means, one tells it.
 */
#include "verify/why_stage.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/mem.h"
#include "store/blobs.h"
#include "store/place_find.h"
#include "verify/waterfall.h"

enum { BLOB = sizeof(ts_digest), PART = sizeof((ts_segment_record *)0)->part };

/* ---- tables ---- */

static ts_span part_of(const ts_segment_record *segment) {
    return ts_until_nul(ts_span_of(segment->part, sizeof segment->part));
}

static ts_err keep_sum(void *context, const ts_table_sum *t) {
    why *w = context;
    if (t->of == TS_SUM_TABLE && w->one && memcmp(&t->blob, &w->blob, BLOB) != 0)
        return TS_OK;
    if (w->sums == w->sum_cap) {
        w->sum_cap = w->sum_cap ? 2 * w->sum_cap : 16;
        w->sum = ts_grow(w->sum, w->sum_cap, sizeof *w->sum);
    }
    if (t->of == TS_SUM_TEXTS)
        w->texts = w->sums;
    else if (t->of == TS_SUM_LEAK)
        w->leak = w->sums;
    else {
        char key[BLOB + 4];
        bool added;
        memcpy(key, t->blob.byte, BLOB);
        memcpy(key + BLOB, &t->ordinal, 4);
        *ts_map_slot(w->sum_of, ts_span_of(key, sizeof key), &added) = w->sums;
    }
    w->sum[w->sums++] = *t;
    return TS_OK;
}

/* As verify.c puts segments into tables; the running text of each file stands here for itself. */
static size_t table_at(why *w, const ts_segment_record *segment, bool make) {
    char key[BLOB + 1 + PART];
    bool text = segment->type != TS_SEGMENT_TABLE, added;
    ts_span part = text ? (ts_span){"", 0} : part_of(segment);
    memcpy(key, segment->blob.byte, BLOB);
    key[BLOB] = text ? 1 : 0;
    memcpy(key + BLOB + 1, part.ptr, part.len);
    ts_span k = ts_span_of(key, BLOB + 1 + part.len);
    if (!make) {
        const uint64_t *had = ts_map_find(w->table_of, k);
        return had ? *had : SIZE_MAX;
    }
    uint64_t *slot = ts_map_slot(w->table_of, k, &added);
    if (!added)
        return *slot;
    if (w->tables == w->table_cap) {
        w->table_cap = w->table_cap ? 2 * w->table_cap : 16;
        w->table = ts_grow(w->table, w->table_cap, sizeof *w->table);
    }
    *slot = w->tables;
    why_table *t = &w->table[w->tables];
    *t = (why_table){.blob = segment->blob, .ordinal = segment->ordinal, .text = text, .sum = SIZE_MAX};
    ts_buf_add(&t->part, part);
    return w->tables++;
}

static void bind_sums(why *w) {
    for (size_t i = 0; i < w->tables; i++) {
        why_table *t = &w->table[i];
        char key[BLOB + 4];
        memcpy(key, t->blob.byte, BLOB);
        memcpy(key + BLOB, &t->ordinal, 4);
        const uint64_t *sum = ts_map_find(w->sum_of, ts_span_of(key, sizeof key));
        t->sum = t->text ? w->texts : sum ? *sum : SIZE_MAX;
    }
}

/* ---- what is asked about ---- */

/* A part as `verify --list` prints it, or as a locator escapes it. */
static bool same_part(const why *w, ts_span part) {
    if (ts_span_eq(part, w->at.part))
        return true;
    TS_AUTO(ts_buf, ts_buf_wipe) escaped = {0};
    ts_locator_add_cell(&escaped, part, 1, 0);
    ts_span s = ts_buf_span(&escaped);
    return part.len && ts_span_eq(ts_slice(s, 1, s.len - strlen("#!R1")), w->at.part);
}

static bool in_place(const why *w, const ts_segment_record *segment, const ts_findings *f, const ts_sighting *s) {
    const ts_locator *at = &w->at;
    bool table = segment->type == TS_SEGMENT_TABLE, said = false;
    if (at->place == TS_LOCATOR_WHOLE)
        return true;
    if (table != (at->place == TS_LOCATOR_CELL))
        return false;
    for (uint32_t i = 0; i < s->count && !said; i++) {
        const ts_mention *m = &f->mention[s->first + i];
        said = table ? m->column >= 0 && (uint64_t)m->column + 1 == at->column
                     : segment->offset + m->start <= at->end && segment->offset + m->end > at->start;
    }
    if (table)
        return s->place == at->row && (!at->column || said);
    return said || (s->place >= at->start && s->place <= at->end);
}

static bool asked_about(const why *w, const ts_segment_record *segment) {
    return !w->one ||
           (memcmp(&segment->blob, &w->blob, BLOB) == 0 && (!w->part_given || same_part(w, part_of(segment))));
}

/* "#Sheet1!R12", "#@120-131" and so on; "#@120" and "#Sheet1" too. */
static ts_err read_place(why *w, ts_span locator, ts_span *path) {
    size_t hash = ts_span_find(locator, ts_str("#"), 0);
    *path = ts_slice(locator, 0, hash);
    w->at = (ts_locator){.place = TS_LOCATOR_WHOLE};
    if (hash == SIZE_MAX)
        return TS_OK;
    ts_locator l;
    ts_span place = ts_slice(locator, hash + 1, locator.len);
    if (ts_locator_parse(ts_slice(locator, hash, locator.len), &l) == TS_OK) {
        w->at = l;
        w->part_given = l.part.len > 0;
        return TS_OK;
    }
    size_t at = ts_span_find(place, ts_str("@"), 0);
    uint64_t byte;
    if (at != SIZE_MAX && ts_parse_u64(ts_slice(place, at + 1, place.len), &byte)) {
        w->at = (ts_locator){.place = TS_LOCATOR_TEXT, .start = byte, .end = byte};
        place = ts_slice(place, 0, at);
    }
    w->at.part = place;
    w->part_given = place.len > 0;
    return TS_OK;
}

/* What the places are that may have been meant, masked whatever is asked for: it may be somebody else's file. */
static ts_err tell_near(why *w, const ts_place_found *found) {
    for (size_t i = 0; i < found->nears; i++) {
        ts_buf_clear(&w->item);
        TS_TRY(ts_place_masked(w->c, found->near[i], &w->item));
        if (w->events->near)
            TS_TRY(w->events->near(w->events->context, ts_buf_span(&w->item)));
    }
    return TS_OK;
}

static ts_err find_item(why *w) {
    ts_span path;
    ts_place_found found;
    TS_TRY(read_place(w, ts_str(w->options->locator), &path));
    TS_TRY(ts_place_search(w->c, path, &found));
    if (found.contents == 1 && found.blob) {
        ts_blob b;
        TS_TRY(ts_blob_by_id(w->c, found.blob, &b));
        w->blob = b.digest;
        w->one = true;
        return TS_OK;
    }
    if (found.contents == 1)
        return ts_fail(TS_EUSAGE, "what stands at that locator could not be read: `status --items` says why");
    TS_TRY(tell_near(w, &found));
    if (found.contents > 1)
        return ts_fail(TS_EUSAGE,
                       "that locator fits %u items: give more of it, or the code in brackets (as in 3F2A91#row=12)",
                       found.contents);
    return ts_fail(TS_EUSAGE, "no item of the evidence stands at that locator%s",
                   found.nears ? "; those above have almost its name: their code in brackets may be given instead"
                               : ": `verify --list` prints them all");
}

/* ---- first pass ---- */

static ts_err survey(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                     const ts_findings *f, ts_result *result) {
    why *w = context;
    (void)file, (void)first;
    if (!asked_about(w, segment))
        return TS_OK;
    size_t in = table_at(w, segment, true);
    why_table *t = &w->table[in];
    t->ordinal = segment->ordinal < t->ordinal ? segment->ordinal : t->ordinal;
    uint64_t wanted = w->at.place == TS_LOCATOR_CELL ? w->at.row : w->at.start;
    for (size_t i = 0; i < f->sightings; i++) {
        t->sightings++;
        t->verdict[result[i].verdict < TS_VERDICT_COUNT ? result[i].verdict : TS_VERDICT_NONE]++;
        uint64_t place = f->sighting[i].place;
        if ((segment->type == TS_SEGMENT_TABLE) == (w->at.place == TS_LOCATOR_CELL)) {
            if (place < wanted && (w->before == UINT64_MAX || place > w->before))
                w->before = place;
            if (place > wanted && place < w->after)
                w->after = place;
        }
        if (!in_place(w, segment, f, &f->sighting[i]))
            continue;
        w->several = w->several || (w->sightings && w->in != in);
        w->in = in;
        w->sightings++;
    }
    return TS_OK;
}

static ts_err not_there(const why *w) {
    char near[80] = "";
    if (w->at.place == TS_LOCATOR_WHOLE || (w->before == UINT64_MAX && w->after == UINT64_MAX))
        return ts_fail(TS_EUSAGE, "no sighting of a person stands there%s",
                       w->part_given ? ": `verify --list` prints the parts of each item" : "");
    int n = snprintf(near, sizeof near, "nearest:");
    if (w->before != UINT64_MAX)
        n += snprintf(near + n, sizeof near - (size_t)n, " %" PRIu64, w->before);
    if (w->after != UINT64_MAX)
        snprintf(near + n, sizeof near - (size_t)n, "%s %" PRIu64, w->before != UINT64_MAX ? " and" : "", w->after);
    if (w->at.place == TS_LOCATOR_CELL)
        return ts_fail(TS_EUSAGE, "no sighting of a person stands in row %" PRIu64 " there; %s", w->at.row, near);
    return ts_fail(TS_EUSAGE, "no sighting of a person stands at byte %" PRIu64 " there; %s", w->at.start, near);
}

static ts_err check_found(const why *w) {
    if (w->one && !w->sightings)
        return not_there(w);
    if (w->at.place != TS_LOCATOR_WHOLE && w->several)
        return ts_fail(TS_EUSAGE, "that place stands in several parts of the item: give the part as `verify --list` "
                                  "prints it, as in #Sheet1!R12 or #p2@120-131");
    return TS_OK;
}

/* ---- second pass ---- */

/* Is what was worked out again what verification stored? */
static bool as_stored(const ts_evidence *e, const ts_result *r) {
    const ts_match *m = &e->match;
    ts_verdict v = ts_judge(e);
    if (v != r->verdict && !(v == TS_VERDICT_ALTERED && r->verdict == TS_VERDICT_DIFFERS))
        return false;
    return !r->source_row || (r->weight == m->weight && r->posterior == e->posterior &&
                              r->source_row == m->source_row && r->holding == m->snapshot && r->agree == m->agree &&
                              r->near_mask == m->near && r->differ == (m->differ | m->never) && r->fits == m->fits);
}

static void name_record(const why *w, const ts_result *r, ts_waterfall *out) {
    out->named = r->source_row && r->holding < w->stock.snapshots;
    if (!out->named)
        return;
    why_snapshot_name(w, r->holding, out->holding);
    if (!w->options->records)
        return;
    const ts_holding_info *info = ts_index_info(ts_register_at(w->holdings, r->holding));
    char day[11] = "";
    if (info->as_of != TS_NO_DATE)
        ts_date_print(info->as_of, day);
    snprintf(out->record, sizeof out->record, "%s/%s/%s#r%" PRIu32, info->organisation, info->system, day,
             r->source_row);
}

static void name_snapshots(const why *w, const ts_match *m, ts_waterfall *out) {
    for (size_t k = 0; k < w->stock.snapshots && k < TS_SNAPSHOT_BITS; k++)
        if (m->spans >> k & 1) {
            ts_fall_snapshot *to = &out->snapshot[out->snapshots++];
            why_snapshot_name(w, k, to->name);
            to->agrees = m->fits >> k & 1;
        }
}

static ts_err tell_one(why *w, const ts_segment_record *segment, const ts_findings *f, const ts_sighting *s,
                       const ts_result *r) {
    size_t in = table_at(w, segment, false);
    if (in == SIZE_MAX || w->table[in].sum == SIZE_MAX)
        return why_stale();
    const ts_table_sum *sum = &w->sum[w->table[in].sum];
    ts_lookup look = {w->holdings, w->finder, w->f, &w->stock, w->row, &w->looked, NULL};
    ts_evidence e = {0};
    int32_t birth_month;
    ts_lookup_sighting(&look, f, s, &e, &birth_month);
    e.posterior = ts_posterior_best(&e.match, ts_prior_of(sum->lambda, w->stock.people));
    if (!as_stored(&e, r))
        return ts_fail(TS_EUSAGE,
                       "a stored verdict is not what the holdings and rules of today give: run verify again");
    ts_waterfall *out = ts_secret_alloc(sizeof *out);
    ts_waterfall_of(&w->stock, &e, &w->looked, sum->lambda, w->options->values, out);
    out->blob = segment->blob;
    out->table = segment->type == TS_SEGMENT_TABLE;
    out->place = s->place;
    out->role = ts_role_name((ts_role)s->role);
    out->verdict = ts_verdict_name((ts_verdict)r->verdict);
    out->ours = why_ours_name(r->ours);
    if (r->ours == TS_OURS_SHOWN && ts_judge_ours(&e) == TS_OURS_ISSUED)
        out->ours_why = "its local id is that person's, and so are those of other rows of its table";
    name_record(w, r, out);
    if (out->named)
        name_snapshots(w, &e.match, out);
    ts_err err = why_item(w, &segment->blob);
    out->item = ts_buf_span(&w->item);
    out->part = why_part(w, part_of(segment));
    if (!err)
        err = w->events->sighting(w->events->context, out);
    ts_secret_free(out);
    ts_wipe(&w->looked, sizeof w->looked);
    return err;
}

static ts_err tell(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment, const ts_findings *f,
                   ts_result *result) {
    why *w = context;
    (void)file, (void)first;
    if (!asked_about(w, segment))
        return TS_OK;
    for (size_t i = 0; i < f->sightings; i++)
        if (in_place(w, segment, f, &f->sighting[i]))
            TS_TRY(tell_one(w, segment, f, &f->sighting[i], &result[i]));
    return TS_OK;
}

/* ---- the whole ---- */

static ts_err why_open(why *w, ts_case *c, const ts_why_options *options, const ts_why_events *events) {
    *w = (why){.c = c, .options = options, .events = events, .texts = SIZE_MAX, .leak = SIZE_MAX};
    w->before = w->after = UINT64_MAX;
    w->sum_of = ts_map_new();
    w->table_of = ts_map_new();
    w->f = ts_fingerprinter_new(&c->register_key);
    w->row = ts_alloc_array(TS_MATCH_ROWS, sizeof *w->row);
    TS_TRY(ts_lookup_open(c, &w->holdings));
    TS_TRY(ts_verified_check(c, w->holdings));
    ts_lookup_stock(w->holdings, &w->stock);
    w->finder = ts_finder_new(w->holdings);
    if (options->locator)
        TS_TRY(find_item(w));
    TS_TRY(ts_table_sums_each(c, keep_sum, w));
    return w->leak != SIZE_MAX ? TS_OK : ts_fail(TS_EUSAGE, "nothing is judged yet in this case: run verify first");
}

static void why_close(why *w) {
    for (size_t i = 0; i < w->tables; i++)
        ts_buf_wipe(&w->table[i].part);
    ts_free(w->table);
    ts_free(w->sum);
    ts_map_free(w->sum_of);
    ts_map_free(w->table_of);
    ts_free(w->row);
    ts_free(w->stock.snapshot);
    ts_wipe(&w->looked, sizeof w->looked);
    ts_buf_wipe(&w->item);
    ts_buf_wipe(&w->part);
    ts_fingerprinter_free(w->f);
    ts_finder_free(w->finder);
    ts_register_close(w->holdings);
}

/* The log says first that something is shown in clear, then it is. */
static ts_err record(const why *w) {
    if (!w->options->values && !w->options->records)
        return TS_OK;
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    char hex[2 * sizeof w->blob.byte + 1];
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    if (w->one) {
        ts_digest_hex(&w->blob, hex);
        ts_json_key(&j, "blob"), ts_json_str(&j, hex);
    }
    ts_json_key(&j, "sightings"), ts_json_uint(&j, w->sightings);
    ts_json_key(&j, "values"), ts_json_bool(&j, w->options->values);
    ts_json_key(&j, "records"), ts_json_bool(&j, w->options->records);
    ts_json_close(&j, '}');
    ts_buf_add_char(&details, 0);
    return ts_case_record(w->c, "verdict explained in clear", details.ptr);
}

static ts_err run(why *w) {
    bool sums = w->at.place == TS_LOCATOR_WHOLE, each = !sums || w->options->each;
    TS_TRY(ts_sightings_each(w->c, false, survey, w));
    TS_TRY(check_found(w));
    bind_sums(w);
    TS_TRY(record(w));
    if (sums)
        TS_TRY(why_tell_sums(w));
    return each ? ts_sightings_each(w->c, false, tell, w) : TS_OK;
}

ts_err ts_why_verdict(ts_case *c, const ts_why_options *options, const ts_why_events *events) {
    why *w = ts_secret_alloc(sizeof *w);
    ts_err err = why_open(w, c, options, events);
    if (err == TS_OK)
        err = run(w);
    why_close(w);
    ts_secret_free(w);
    return err;
}
