/* result_digest.c - the canonical lines of all results, and their one digest (docs/adr/0001-result-digest.md).
 *
 * No key, time, row id or random number goes in: two cases with different keys over the same evidence, rules and
 * holdings give the same digest.
 */
#include <touchstone/verify.h>

#include <inttypes.h>

#include "base/clock.h"
#include "base/mem.h"
#include "model/locator.h"
#include "store/blobs.h"
#include "store/claims.h"
#include "store/documents.h"
#include "store/lines.h"
#include "store/people.h"
#include "store/register.h"
#include "store/sightings.h"
#include "store/tables.h"

typedef struct pass {
    ts_lines *lines;
    ts_buf line;
    const ts_register *holdings;
    uint64_t unstable;
} pass;

static void begin(pass *p, char type, const ts_digest *d) {
    char hex[65];
    ts_digest_hex(d, hex);
    ts_buf_clear(&p->line);
    ts_buf_addf(&p->line, "%c %s", type, hex);
}

static void end(pass *p) { ts_lines_add(p->lines, ts_buf_span(&p->line)); }

static ts_err add_blob(void *context, const ts_blob *b) {
    pass *p = context;
    begin(p, 'B', &b->digest);
    ts_buf_addf(&p->line, " size=%" PRIu64 " reason=%s unread=%" PRIu64 " content=%" PRIu64 " done=%d", b->size,
                ts_reason_name(b->reason), b->unread, b->content, b->done);
    p->unstable += b->unstable;
    end(p);
    return TS_OK;
}

/* Where it stands, from the blob on: paths are personal data, and depend on who copied the drop. */
static void add_locator(ts_buf *out, const ts_segment_record *segment, const ts_sighting *s) {
    ts_span part = ts_until_nul(ts_span_of(segment->part, sizeof segment->part));
    if (segment->type == TS_SEGMENT_TABLE)
        ts_locator_add_cell(out, part, s->place, 0);
    else
        ts_locator_add_text(out, part, s->place, s->place);
}

static void add_match(pass *p, const ts_result *r) {
    if (!r->source_row || r->holding >= ts_register_count(p->holdings)) {
        ts_buf_add_str(&p->line, " match=-");
        return;
    }
    char hex[65];
    ts_digest_hex(&ts_index_info(ts_register_at(p->holdings, r->holding))->source, hex);
    ts_buf_addf(&p->line, " match=%s:%" PRIu32, hex, r->source_row);
}

static void add_sighting(pass *p, const ts_segment_record *segment, const ts_findings *f, const ts_sighting *s,
                         const ts_result *r) {
    begin(p, 'S', &segment->blob);
    add_locator(&p->line, segment, s);
    ts_buf_addf(&p->line, " role=%u shape=%u categories=%" PRIx32 " kinds=", s->role, s->shape, s->categories);
    unsigned count[TS_KIND_COUNT] = {0};
    for (uint32_t i = 0; i < s->count; i++)
        if (f->mention[s->first + i].kind < TS_KIND_COUNT)
            count[f->mention[s->first + i].kind]++;
    for (int k = 1; k < TS_KIND_COUNT; k++)
        for (unsigned i = 0; i < count[k]; i++)
            ts_buf_addf(&p->line, "%d,", k);
    ts_buf_addf(&p->line, " verdict=%s", ts_verdict_name((ts_verdict)r->verdict));
    add_match(p, r);
    ts_buf_addf(&p->line,
                " agree=%x near=%x differ=%x weight=%" PRId32 " posterior=%" PRIu32
                " ours=%u recycled=%u fits=%" PRIx32,
                r->agree, r->near_mask, r->differ, r->weight, r->posterior, r->ours, r->flags & 1u, r->fits);
    end(p);
}

static ts_err add_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                          const ts_findings *f, ts_result *result) {
    (void)file, (void)first;
    for (size_t i = 0; i < f->sightings; i++)
        add_sighting(context, segment, f, &f->sighting[i], &result[i]);
    return TS_OK;
}

static void add_date(ts_buf *out, const char *name, ts_date d) {
    char text[11] = "-";
    if (d != TS_NO_DATE)
        ts_date_print(d, text);
    ts_buf_addf(out, " %s=%s", name, text);
}

static ts_err add_sums(void *context, const ts_table_sum *t) {
    static const char type[] = {'T', 'X', 'L'};
    pass *p = context;
    begin(p, type[t->of % sizeof type], &t->blob);
    ts_buf *b = &p->line;
    ts_buf_addf(b, " segment=%" PRIu32 " sightings=%" PRIu64 " verdicts=", t->ordinal, t->sightings);
    for (int i = 0; i < TS_VERDICT_COUNT; i++)
        ts_buf_addf(b, "%" PRIu64 ",", t->verdict[i]);
    ts_buf_addf(b, " identified=%" PRIu64 " beyond=%" PRIu64 " wrong=%" PRIu64 " lambda=%" PRIu32, t->identified,
                t->beyond, t->wrong_ppb, t->lambda);
    ts_buf_addf(b, " ours=%u odds=%" PRId64 " ids=%" PRIu64 "/%" PRIu64 " source=%s/%s lead=%" PRId64, t->ours,
                t->ours_odds, t->id_agrees, t->id_differs, t->organisation, t->system, t->lead);
    add_date(b, "as-of", t->as_of);
    add_date(b, "from", t->as_of_low);
    add_date(b, "to", t->as_of_high);
    ts_buf_addf(b, " telling=%" PRIu64 " random=%" PRIu64 " region=%" PRIu64, t->telling, t->random_micro,
                t->region_micro);
    end(p);
    return TS_OK;
}

/* Neither the case number, which is random, nor what depends on today's date. */
static ts_err add_person(void *context, const ts_person *q) {
    pass *p = context;
    begin(p, 'P', &q->sightings_digest);
    ts_buf_addf(
        &p->line, " sightings=%" PRIu32 " files=%" PRIu32 " verdict=%s population=%u roles=%x categories=%" PRIx32,
        q->sightings, q->files, ts_verdict_name((ts_verdict)q->verdict), q->population, q->roles, q->categories);
    ts_buf_addf(&p->line, " held=%d child-then=%d deceased=%d years=%u-%u", q->held, q->child_then, q->deceased,
                q->first_year, q->last_year);
    end(p);
    return TS_OK;
}

/* Neither the id that somebody gave it nor its text: its digest stands for both. */
static void add_claim(pass *p, const ts_claim *claim) {
    ts_digest d;
    ts_claim_digest(claim, &d);
    for (size_t i = 0; i < claim->assertions; i++) {
        const ts_assertion *a = &claim->assertion[i];
        begin(p, 'C', &d);
        ts_buf_addf(&p->line, " assertion=%zu kind=%s", i + 1, ts_claim_kind_name((ts_claim_kind)a->kind));
        if (!claim->found) {
            ts_buf_addf(&p->line, " result=%s", ts_claim_result_name(TS_CLAIM_NOT_JUDGED));
            end(p);
            continue;
        }
        const ts_claim_found *f = &claim->found[i];
        const ts_claim_scope *s = &claim->scope[a->items];
        ts_buf_addf(
            &p->line, " result=%s why=%u sightings=%" PRIu64 " people=%" PRIu64 " near=%" PRIu64 " held=%" PRIu64,
            ts_claim_result_name((ts_claim_result)f->result), f->why, f->sightings, f->people, f->near, f->held);
        ts_buf_addf(&p->line,
                    " likely=%" PRIu64 " alike=%" PRIu64 " others=%" PRIu64 " judged=%" PRIu64 " seen=%" PRIu64
                    " wrong=%" PRIu64 " number=%" PRIu64 " years=%u-%u",
                    f->likely, f->alike, f->others, f->judged, f->seen, f->wrong_ppb, f->number, f->first_year,
                    f->last_year);
        ts_buf_addf(&p->line, " files=%" PRIu64 " stored=%" PRIu64 " unpacked=%" PRIu64 " items=%" PRIu64, s->files,
                    s->stored, s->unpacked, s->items);
        ts_buf_addf(&p->line, " unread=%" PRIu64 "/%" PRIu64 " waiting=%" PRIu64 "/%" PRIu64, s->reason_items[TS_READ],
                    s->reason_bytes[TS_READ], s->waiting_items, s->waiting_bytes);
        end(p);
    }
}

static ts_err add_claims(ts_case *c, pass *p) {
    ts_claim *claim;
    size_t n;
    TS_TRY(ts_claims_load(c, &claim, &n));
    for (size_t i = 0; i < n; i++)
        add_claim(p, &claim[i]);
    ts_claims_free(claim, n);
    return TS_OK;
}

/* Without trees of files there is none. */
static ts_err add_document(void *context, const ts_document *d) {
    pass *p = context;
    begin(p, 'D', &d->blob);
    ts_buf_addf(&p->line, " verdict=%s common=%s match=", ts_document_verdict_name(d->verdict),
                ts_document_common_name(d->common));
    if (d->verdict == TS_DOCUMENT_NOT_HELD) {
        ts_buf_add_char(&p->line, '-');
    } else {
        char hex[65];
        ts_digest_hex(&d->source, hex);
        ts_buf_addf(&p->line, "%s:%" PRIu32, hex, d->number);
    }
    ts_buf_addf(&p->line, " parts=%" PRIu32 "/%" PRIu32 " values=%" PRIu32 "/%" PRIu32 " forms=%" PRIu32 "/%" PRIu32,
                d->parts_held, d->parts, d->values_held, d->values, d->forms_held, d->forms);
    end(p);
    return TS_OK;
}

static ts_err collect_documents(ts_case *c, pass *p) {
    ts_files_register *trees;
    TS_TRY(ts_files_register_open(c->register_dir, &c->register_key, &trees));
    ts_err err = ts_documents_check(c, trees);
    ts_files_register_close(trees);
    return err ? err : ts_documents_each(c, add_document, p);
}

static ts_err collect(ts_case *c, pass *p) {
    TS_TRY(ts_verified_check(c, p->holdings));
    TS_TRY(ts_blob_each(c, add_blob, p));
    TS_TRY(ts_sightings_each(c, false, add_segment, p));
    TS_TRY(ts_table_sums_each(c, add_sums, p));
    TS_TRY(ts_people_each(c, add_person, p));
    TS_TRY(add_claims(c, p));
    return collect_documents(c, p);
}

ts_err ts_result_digest(ts_case *c, FILE *lines, ts_digest *out, uint64_t *unstable) {
    ts_register *holdings;
    TS_TRY(ts_register_open(c->register_dir, &c->register_key, NULL, &holdings));
    pass p = {.lines = ts_lines_new(lines != NULL), .holdings = holdings};
    ts_err err = collect(c, &p);
    ts_digest digest;
    if (err == TS_OK)
        err = ts_lines_end(p.lines, lines, &digest);
    if (err == TS_OK) {
        *out = digest;
        if (unstable)
            *unstable = p.unstable;
    }
    ts_lines_free(p.lines);
    ts_buf_wipe(&p.line);
    ts_register_close(holdings);
    return err;
}
