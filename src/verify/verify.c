/* verify.c - the stage: reads sightings, matches and judges them, stores verdicts and the sums of each table.
 *
 * Three passes.  The first looks every sighting up and writes what matching says, fixed width and without any
 * value, to an unnamed file in the case; from its totals each table gets its prior.  The second reads that file
 * alone, judges, and adds up what only the whole table can say: how usual differences are in it, whose it is,
 * from when.  The third writes the results.  Nothing is added up in an order that matters.
 */
#include <touchstone/verify.h>

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/map.h"
#include "base/mem.h"
#include "base/progress.h"
#include "store/claims.h"
#include "store/coverage.h"
#include "store/documents.h"
#include "store/register.h"
#include "store/sightings.h"
#include "store/tables.h"
#include "verify/asof.h"
#include "verify/chance.h"
#include "verify/documents_stage.h"
#include "verify/judge.h"
#include "verify/lookup_stage.h"
#include "verify/source.h"

enum { PULL = 8, ADULT_MONTHS = 18 * 12, KEY_TABLE = 32 };

/* What one table's sightings add up to. */
typedef struct table {
    ts_table_sum sum;
    ts_totals totals;
    ts_shown shown;
    ts_source_count source;
    ts_fits fits;
    ts_prior prior;
    bool altered; /* its differences are clearly above the base rate: the word is altered, else differs */
} table;

/* What the first pass keeps of a sighting; no value of a person. */
typedef struct kept {
    uint64_t number; /* within its file */
    uint32_t file, table;
    int32_t birth_month; /* as the sighting gives it; -1 unknown */
    uint32_t group; /* of TS_SAMPLE_GROUPS: its file is in */
    ts_evidence e;
} kept;

typedef struct stage {
    ts_case *c;
    ts_register *holdings;
    ts_finder *finder;
    ts_recycled recycled;
    ts_fingerprinter *f;
    ts_stock stock;
    table *at; /* [0] the texts, [1] the whole leak, then the tables */
    size_t tables, cap;
    ts_map *named;
    FILE *spool;
    ts_held_row *row;
    uint32_t waiting; /* share of the evidence that was not read yet, in 10^-6 */
    ts_source_count *group; /* while some waits, of each group of files; else NULL */
    ts_fits *group_fits; /* likewise */
    ts_progress *progress;
    uint64_t done;
    ts_date today;
} stage;

enum { TEXTS = 0, LEAK = 1, FIRST_TABLE = 2 };

/* ---- the holdings ---- */

static const ts_holding_info *info_at(const stage *s, size_t i) {
    return ts_index_info(ts_register_at(s->holdings, i));
}

static ts_err stage_open(stage *s, ts_case *c, bool progress) {
    *s = (stage){.c = c, .today = ts_instant_date(ts_now())};
    TS_TRY(ts_lookup_open(c, &s->holdings));
    ts_lookup_stock(s->holdings, &s->stock);
    s->finder = ts_finder_new(s->holdings);
    ts_recycled_init(&s->recycled, s->holdings);
    s->f = ts_fingerprinter_new(&c->register_key);
    s->named = ts_map_new();
    s->row = ts_alloc_array(TS_MATCH_ROWS, sizeof *s->row);
    s->tables = FIRST_TABLE;
    s->cap = 16;
    s->at = ts_alloc_array(s->cap, sizeof *s->at);
    s->at[TEXTS].sum.of = TS_SUM_TEXTS;
    s->at[LEAK].sum.of = TS_SUM_LEAK;
    int fd = openat(c->sightings_dir, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    s->spool = fd >= 0 ? fdopen(fd, "w+b") : NULL;
    if (!s->spool) {
        if (fd >= 0)
            close(fd);
        return ts_fail(TS_EIO, "verify: no room for a working file in the case's sightings folder: is the disk full?");
    }
    s->progress = progress ? ts_progress_new("matching") : NULL;
    ts_coverage cover;
    TS_TRY(ts_coverage_load(c, &cover));
    s->waiting = ts_waiting_ppm(&cover.all);
    if (s->waiting) {
        s->group = ts_alloc_array(TS_SAMPLE_GROUPS, sizeof *s->group);
        s->group_fits = ts_alloc_array(TS_SAMPLE_GROUPS, sizeof *s->group_fits);
    }
    return TS_OK;
}

static void stage_close(stage *s) {
    ts_progress_free(s->progress);
    if (s->spool)
        fclose(s->spool);
    for (size_t i = 0; i < s->tables; i++)
        ts_fits_done(&s->at[i].fits);
    ts_free(s->at);
    for (size_t g = 0; s->group_fits && g < TS_SAMPLE_GROUPS; g++)
        ts_fits_done(&s->group_fits[g]);
    ts_free(s->group_fits);
    ts_free(s->group);
    ts_free(s->row);
    ts_free(s->stock.snapshot);
    ts_map_free(s->named);
    ts_fingerprinter_free(s->f);
    ts_finder_free(s->finder);
    ts_register_close(s->holdings);
}

/* ---- first pass: match ---- */

static uint32_t table_of(stage *s, const ts_segment_record *segment) {
    if (segment->type != TS_SEGMENT_TABLE)
        return TEXTS;
    char key[KEY_TABLE + sizeof segment->part];
    size_t part = strnlen(segment->part, sizeof segment->part);
    memcpy(key, segment->blob.byte, KEY_TABLE);
    memcpy(key + KEY_TABLE, segment->part, part);
    bool added;
    uint64_t *slot = ts_map_slot(s->named, ts_span_of(key, KEY_TABLE + part), &added);
    if (added) {
        if (s->tables == s->cap) {
            s->cap *= 2;
            s->at = ts_grow(s->at, s->cap, sizeof *s->at);
        }
        *slot = s->tables;
        s->at[s->tables] = (table){.sum = {.of = TS_SUM_TABLE, .blob = segment->blob, .ordinal = segment->ordinal}};
        s->tables++;
    }
    table *t = &s->at[*slot];
    if (segment->ordinal < t->sum.ordinal)
        t->sum.ordinal = segment->ordinal;
    return (uint32_t)*slot;
}

static ts_err match_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                            const ts_findings *f, ts_result *result) {
    stage *s = context;
    (void)result;
    uint32_t in = table_of(s, segment);
    ts_lookup look = {s->holdings, s->finder, s->f, &s->stock, s->row, NULL, &s->recycled};
    for (size_t i = 0; i < f->sightings; i++) {
        kept k;
        memset(&k, 0, sizeof k); /* padding, too, is written */
        k.number = first + i;
        k.file = file;
        k.table = in;
        k.group = segment->blob.byte[0] % TS_SAMPLE_GROUPS;
        ts_lookup_sighting(&look, f, &f->sighting[i], &k.e, &k.birth_month);
        ts_totals_add(&s->at[in].totals, k.e.match.total);
        ts_shown_add(&s->at[in].shown, k.e.present);
        if (fwrite(&k, sizeof k, 1, s->spool) != 1)
            return ts_fail(TS_EIO, "verify: the working file could not be written: is the disk full?");
    }
    s->done += f->sightings;
    if (s->progress)
        ts_progress_set(s->progress, s->done, 0);
    return TS_OK;
}

/* ---- second pass: judge and add up ---- */

static void set_priors(stage *s) {
    table *leak = &s->at[LEAK];
    for (size_t i = 0; i < s->tables; i++)
        if (i != LEAK)
            ts_totals_merge(&leak->totals, &s->at[i].totals);
    leak->sum.lambda = ts_lambda_of(&leak->totals, s->stock.people, TS_LAMBDA_ONE / 2, PULL);
    for (size_t i = 0; i < s->tables; i++) {
        table *t = &s->at[i];
        if (i != LEAK) /* a table of a few rows leans on the whole leak */
            t->sum.lambda = ts_lambda_of(&t->totals, s->stock.people, leak->sum.lambda, PULL);
        t->prior = ts_prior_of(t->sum.lambda, s->stock.people);
    }
}

static ts_verdict judge_one(stage *s, kept *k, ts_ours *own) {
    k->e.posterior = ts_posterior_best(&k->e.match, s->at[k->table].prior);
    *own = ts_judge_ours(&k->e);
    return ts_judge(&k->e);
}

static bool is_identified(ts_verdict v) {
    return v == TS_VERDICT_GENUINE || v == TS_VERDICT_ALTERED || v == TS_VERDICT_DIFFERS;
}

static void add_up(stage *s, table *t, const kept *k, ts_verdict v, ts_ours own) {
    t->sum.sightings++;
    t->sum.verdict[v]++;
    t->sum.held_ppb += ts_posterior_any(k->e.match.total, s->at[k->table].prior);
    if (!is_identified(v))
        return;
    t->sum.identified++;
    t->sum.wrong_ppb += TS_PPB - k->e.posterior;
    ts_source_add(&t->source, &s->stock, &k->e, own);
    ts_fits_add(&t->fits, k->e.match.fits, 1);
}

static void name_system(const stage *s, uint16_t system, char *organisation, size_t o, char *name, size_t n) {
    for (size_t i = 0; i < s->stock.snapshots; i++)
        if (s->stock.snapshot[i].system == system) {
            snprintf(organisation, o, "%s", info_at(s, i)->organisation);
            snprintf(name, n, "%s", info_at(s, i)->system);
            return;
        }
}

static void finish_table(stage *s, table *t, uint64_t region) {
    ts_table_sum *u = &t->sum;
    u->beyond = u->verdict[TS_VERDICT_ALTERED];
    t->altered = ts_rate_exceeds(u->beyond, u->identified, TS_BASE_RATE_PPM);
    ts_source from;
    ts_source_of(&s->stock, &t->source, &from);
    /* letters are what ids travel on: together they prove no more than each */
    if (u->of == TS_SUM_TEXTS && from.ours == TS_OURS_SHOWN && !t->source.id_stays)
        from.ours = TS_OURS_ISSUED;
    u->ours = (uint8_t)from.ours;
    u->ours_odds = from.ours_odds;
    u->id_agrees = t->source.id_agrees;
    u->id_differs = t->source.id_differs;
    u->lead = from.lead;
    if (u->of == TS_SUM_LEAK && s->group)
        u->rivals = (uint8_t)ts_source_rivals(&s->stock, s->group, s->waiting, &from);
    name_system(s, from.system, u->organisation, sizeof u->organisation, u->system, sizeof u->system);
    name_system(s, from.next, u->next_organisation, sizeof u->next_organisation, u->next_system, sizeof u->next_system);
    ts_asof when;
    ts_asof_of(&s->stock, from.system, &t->fits, &when);
    if (u->of == TS_SUM_LEAK && s->group)
        u->as_of_rivals = (uint8_t)ts_asof_rivals(&s->stock, s->group_fits, s->waiting, &when);
    u->as_of = when.date;
    u->as_of_rival = when.rival;
    u->as_of_low = when.low;
    u->as_of_high = when.high;
    u->telling = when.telling;
    memcpy(u->curve, when.curve, sizeof u->curve);
    ts_chance chance;
    ts_chance_of(&s->stock, &t->shown, region, &chance);
    u->random_micro = chance.random_micro;
    u->region_micro = chance.region_micro;
}

static ts_err judge_all(stage *s) {
    rewind(s->spool);
    kept k;
    while (fread(&k, sizeof k, 1, s->spool) == 1) {
        ts_ours own;
        ts_verdict v = judge_one(s, &k, &own);
        add_up(s, &s->at[k.table], &k, v, own);
        ts_recycled_add(&s->recycled, k.e.earlier, is_identified(v));
        if (s->group && is_identified(v)) {
            ts_source_add(&s->group[k.group], &s->stock, &k.e, own);
            ts_fits_add(&s->group_fits[k.group], k.e.match.fits, 1);
        }
    }
    if (ferror(s->spool))
        return ts_fail(TS_EIO, "verify: the working file could not be read");
    TS_AUTO(ts_buf, ts_buf_done) setting = {0};
    TS_TRY(ts_case_get(s->c, "verify.region_people", &setting)); /* people living in the region, where stated */
    uint64_t region = 0;
    if (setting.len && !ts_parse_u64(ts_buf_span(&setting), &region))
        return ts_fail(TS_EUSAGE, "the setting verify.region_people is not a whole number");

    table *leak = &s->at[LEAK];
    uint8_t best = TS_OURS_NOT_SHOWN;
    for (size_t i = 0; i < s->tables; i++) {
        table *t = &s->at[i];
        if (i == LEAK)
            continue;
        finish_table(s, t, region);
        best = t->sum.ours > best ? t->sum.ours : best;
        leak->sum.sightings += t->sum.sightings;
        leak->sum.identified += t->sum.identified;
        leak->sum.wrong_ppb += t->sum.wrong_ppb;
        leak->sum.held_ppb += t->sum.held_ppb;
        for (int v = 0; v < TS_VERDICT_COUNT; v++)
            leak->sum.verdict[v] += t->sum.verdict[v];
        ts_shown_merge(&leak->shown, &t->shown);
        ts_source_merge(&leak->source, &t->source);
        ts_fits_merge(&leak->fits, &t->fits);
    }
    finish_table(s, leak, region);
    leak->sum.ours = best; /* a leak is ours as far as one of its tables is */
    /* from here on the word that each table's rate allows */
    leak->sum.verdict[TS_VERDICT_ALTERED] = leak->sum.verdict[TS_VERDICT_DIFFERS] = 0;
    for (size_t i = 0; i < s->tables; i++) {
        uint64_t *v = s->at[i].sum.verdict;
        if (i != LEAK && !s->at[i].altered) {
            v[TS_VERDICT_DIFFERS] = v[TS_VERDICT_ALTERED];
            v[TS_VERDICT_ALTERED] = 0;
        }
        if (i != LEAK) {
            leak->sum.verdict[TS_VERDICT_ALTERED] += v[TS_VERDICT_ALTERED];
            leak->sum.verdict[TS_VERDICT_DIFFERS] += v[TS_VERDICT_DIFFERS];
        }
    }
    return TS_OK;
}

/* ---- third pass: write ---- */

static bool is_child(int32_t birth_month, ts_date on) {
    int year, month, day;
    if (birth_month < 0 || on == TS_NO_DATE)
        return false;
    ts_date_parts(on, &year, &month, &day);
    int32_t age = (year - 1800) * 12 + month - 1 - birth_month;
    return age >= 0 && age < ADULT_MONTHS;
}

/* A match is named where it is one: of a sighting unknown to us the best candidate is not kept. */
static void fill_match(const ts_match *m, ts_result *r) {
    r->holdings = m->holdings;
    r->holding = m->snapshot;
    r->near_mask = m->near;
    r->source_row = m->source_row;
    r->agree = m->agree;
    r->differ = m->differ | m->never;
    r->fits = m->fits;
    r->weight = m->weight;
    r->birth_month = m->birth_month;
    r->population = m->population;
    r->candidates = m->people;
    r->person = m->person;
    r->flags |= m->deceased ? 1u << 3 : 0;
}

static void fill(const stage *s, const kept *k, ts_verdict v, ts_ours own, ts_date on, ts_result *r) {
    const table *t = &s->at[k->table];
    *r = (ts_result){.holding = UINT16_MAX, .birth_month = -1};
    r->verdict = (uint8_t)(v == TS_VERDICT_ALTERED && !t->altered ? TS_VERDICT_DIFFERS : v);
    bool matched = k->e.match.weight != TS_NO_WEIGHT && v != TS_VERDICT_UNKNOWN && v != TS_VERDICT_NONE &&
                   (v != TS_VERDICT_PLACEHOLDER || k->e.posterior >= TS_CANDIDATE_PPB || k->e.match.lone_id);
    if (matched)
        fill_match(&k->e.match, r);
    r->posterior = matched ? k->e.posterior : 0;
    r->ours = (uint8_t)(own == TS_OURS_ISSUED && t->sum.ours == TS_OURS_SHOWN ? TS_OURS_SHOWN : own);
    if (r->birth_month < 0 && k->birth_month >= 0 && k->birth_month <= INT16_MAX)
        r->birth_month = (int16_t)k->birth_month;
    on = on == TS_NO_DATE ? t->sum.as_of : on;
    r->flags |= k->e.earlier != 0;
    r->flags |= is_child(r->birth_month, on) ? 1u << 1 : 0;
    r->flags |= is_child(r->birth_month, s->today) ? 1u << 2 : 0;
}

static ts_err write_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                            const ts_findings *f, ts_result *result) {
    stage *s = context;
    (void)segment;
    for (size_t i = 0; i < f->sightings; i++) {
        kept k;
        if (fread(&k, sizeof k, 1, s->spool) != 1 || k.file != file || k.number != first + i)
            return ts_fail(TS_EINTERNAL, "verify: the passes saw different sightings");
        ts_ours own;
        ts_verdict v = judge_one(s, &k, &own);
        fill(s, &k, v, own, f->sighting[i].date, &result[i]);
    }
    return TS_OK;
}

static ts_err save_sums(stage *s) {
    TS_TRY(ts_table_sums_clear(s->c));
    for (size_t i = 0; i < s->tables; i++)
        TS_TRY(ts_table_sum_save(s->c, &s->at[i].sum));
    return TS_OK;
}

static ts_err write_all(stage *s) {
    rewind(s->spool);
    TS_TRY(ts_sightings_each(s->c, true, write_segment, s));
    TS_TRY(save_sums(s));
    TS_TRY(ts_recycled_files(&s->recycled, s->c, s->f));
    TS_TRY(ts_earlier_save(s->c, s->recycled.sum, s->recycled.n));
    TS_TRY(ts_verified_mark(s->c, s->holdings));
    TS_TRY(ts_documents_clear(s->c)); /* they are judged after this: until then there is no digest of both */
    TS_TRY(ts_claims_forget(s->c));
    const ts_table_sum *leak = &s->at[LEAK].sum;
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    ts_json_key(&j, "sightings");
    ts_json_uint(&j, leak->sightings);
    ts_json_key(&j, "holdings");
    ts_json_uint(&j, s->stock.snapshots);
    for (int v = 1; v < TS_VERDICT_COUNT; v++) {
        ts_json_key(&j, ts_verdict_name((ts_verdict)v));
        ts_json_uint(&j, leak->verdict[v]);
    }
    ts_json_close(&j, '}');
    return ts_custody_add(s->c->custody, "verify", ts_buf_span(&details));
}

static ts_err run(stage *s, ts_verify_result *out) {
    double began = ts_cpu_seconds();
    if (s->progress) {
        uint64_t sightings, mentions, bytes;
        TS_TRY(ts_sightings_count(s->c, &sightings, &mentions, &bytes));
        ts_progress_total(s->progress, sightings, 0);
    }
    TS_TRY(ts_sightings_each(s->c, false, match_segment, s));
    set_priors(s);
    TS_TRY(judge_all(s));
    TS_TRY(ts_case_begin(s->c));
    ts_err err = write_all(s);
    if (err != TS_OK) {
        ts_case_rollback(s->c);
        return err;
    }
    TS_TRY(ts_case_commit(s->c));
    const ts_table_sum *leak = &s->at[LEAK].sum;
    const uint64_t *v = leak->verdict;
    *out = (ts_verify_result){.sightings = leak->sightings,
                              .genuine = v[TS_VERDICT_GENUINE],
                              .altered = v[TS_VERDICT_ALTERED],
                              .differs = v[TS_VERDICT_DIFFERS],
                              .placeholder = v[TS_VERDICT_PLACEHOLDER],
                              .recombined = v[TS_VERDICT_RECOMBINED],
                              .candidate = v[TS_VERDICT_CANDIDATE],
                              .unknown = v[TS_VERDICT_UNKNOWN],
                              .expected_wrong = (double)leak->wrong_ppb / TS_PPB,
                              .cpu_seconds = ts_cpu_seconds() - began};
    return TS_OK;
}

ts_err ts_verify(ts_case *c, bool progress, ts_verify_result *out) {
    stage s;
    ts_err err = stage_open(&s, c, progress);
    if (err == TS_OK)
        err = run(&s, out);
    stage_close(&s);
    return err ? err : ts_documents_verify(c, progress, out);
}
