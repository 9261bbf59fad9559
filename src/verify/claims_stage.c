/* claims_stage.c - the stage: each assertion of each claim against what verification found.
 *
 * A pass over all sightings for every 64 assertions.  Of a person only the keyed fingerprint is held, to be counted once.
 */
#include <touchstone/claims.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/limits.h"
#include "base/mem.h"
#include "base/progress.h"
#include "store/claims.h"
#include "store/register.h"
#include "store/sightings.h"
#include "store/tables.h"
#include "verify/claim_scope_stage.h"
#include "verify/claims.h"

enum { MEASURES = 64, PEOPLE_FIRST = 1 << 16, KEY_TABLE = 32 };

/* One assertion while its sightings are counted. */
typedef struct measure {
    const ts_assertion *a;
    ts_claim_found *f;
    size_t scope;
    const ts_claim_subject *subject; /* of a population or a category */
    bool complete; /* whoever is not in the system's holdings is not in the system */
    uint32_t year[TS_CLAIM_YEARS_MOST]; /* sightings of each of the years claimed */
} measure;

/* A person, and the measures that a sighting of theirs counts for. */
typedef struct counted {
    uint64_t person, shown, held;
} counted;

/* A table whose numbers say where it is from. */
typedef struct source {
    char organisation[16], system[64];
    ts_date as_of;
    bool ours;
} source;

typedef struct stage {
    ts_case *c;
    ts_register *holdings;
    bool verified;
    source *table;
    size_t tables;
    ts_map *by_ordinal; /* blob and ordinal -> place in `table`, plus one */
    ts_map *by_part; /* blob and part -> lowest ordinal, later the same */
    measure *m;
    size_t n;
    ts_scopes scopes;
    counted *person;
    size_t people, cap;
    uint64_t done;
    ts_progress *progress;
} stage;

/* ---- tables ---- */

static ts_span ordinal_key(char *key, const ts_digest *blob, uint32_t ordinal) {
    memcpy(key, blob->byte, KEY_TABLE);
    memcpy(key + KEY_TABLE, &ordinal, sizeof ordinal);
    return ts_span_of(key, KEY_TABLE + sizeof ordinal);
}

static ts_err add_table(void *context, const ts_table_sum *t) {
    stage *s = context;
    s->verified |= t->of == TS_SUM_LEAK;
    if (t->of != TS_SUM_TABLE)
        return TS_OK;
    s->table = ts_grow(s->table, s->tables + 1, sizeof *s->table);
    source *to = &s->table[s->tables++];
    *to = (source){.as_of = t->as_of, .ours = t->ours == TS_OURS_SHOWN && t->organisation[0]};
    memcpy(to->organisation, t->organisation, sizeof to->organisation);
    memcpy(to->system, t->system, sizeof to->system);
    char key[KEY_TABLE + sizeof t->ordinal];
    bool added;
    *ts_map_slot(s->by_ordinal, ordinal_key(key, &t->blob, t->ordinal), &added) = s->tables;
    return TS_OK;
}

static uint64_t *part_slot(stage *s, const ts_segment_record *segment, bool *added) {
    char key[KEY_TABLE + sizeof segment->part];
    size_t part = strnlen(segment->part, sizeof segment->part);
    memcpy(key, segment->blob.byte, KEY_TABLE);
    memcpy(key + KEY_TABLE, segment->part, part);
    return ts_map_slot(s->by_part, ts_span_of(key, KEY_TABLE + part), added);
}

/* A table's sums stand under the ordinal of its first segment (verify.c). */
static ts_err find_first(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                         const ts_findings *f, ts_result *result) {
    (void)file, (void)first, (void)f, (void)result;
    bool added;
    if (segment->type != TS_SEGMENT_TABLE)
        return TS_OK;
    uint64_t *lowest = part_slot(context, segment, &added);
    if (added || segment->ordinal < *lowest)
        *lowest = segment->ordinal;
    return TS_OK;
}

static const source *table_of(stage *s, const ts_segment_record *segment) {
    bool added;
    char key[KEY_TABLE + sizeof segment->ordinal];
    if (segment->type != TS_SEGMENT_TABLE)
        return NULL;
    const uint64_t *lowest = part_slot(s, segment, &added);
    const uint64_t *at = ts_map_find(s->by_ordinal, ordinal_key(key, &segment->blob, (uint32_t)*lowest));
    return at ? &s->table[*at - 1] : NULL;
}

/* ---- people ---- */

static int by_person(const void *x, const void *y) {
    const counted *a = x, *b = y;
    return (a->person > b->person) - (a->person < b->person);
}

static void merge_people(stage *s) {
    if (s->people)
        qsort(s->person, s->people, sizeof *s->person, by_person);
    size_t n = 0;
    for (size_t i = 0; i < s->people; i++)
        if (n && s->person[n - 1].person == s->person[i].person) {
            s->person[n - 1].shown |= s->person[i].shown;
            s->person[n - 1].held |= s->person[i].held;
        } else {
            s->person[n++] = s->person[i];
        }
    s->people = n;
}

static void add_person(stage *s, uint64_t person, uint64_t shown, uint64_t held) {
    if (s->people == s->cap) {
        merge_people(s);
        if (s->people >= s->cap / 2) {
            s->cap = s->cap ? s->cap * 2 : PEOPLE_FIRST;
            s->person = ts_grow(s->person, s->cap, sizeof *s->person);
        }
    }
    s->person[s->people++] = (counted){person, shown, held};
}

/* ---- a sighting ---- */

/* What one sighting says, as far as claims ask. */
typedef struct sight {
    const ts_result *r;
    const char *organisation, *system; /* that it came from, where it is ours */
    bool shown, held, likely, stranger, child; /* genuine and ours; identified; a candidate; nobody whom we hold */
    uint8_t role;
    uint32_t categories;
    uint64_t kinds;
    int year; /* 0 none */
} sight;

static const ts_holding_info *holding(const stage *s, size_t i) {
    return i < ts_register_count(s->holdings) ? ts_index_info(ts_register_at(s->holdings, i)) : NULL;
}

static int year_of(ts_date d) {
    int year = 0, month, day;
    if (d != TS_NO_DATE)
        ts_date_parts(d, &year, &month, &day);
    return year;
}

/* The role of those whom a system holds. */
static uint8_t role_in(const stage *s, const char *organisation, const char *system) {
    for (size_t i = 0; i < ts_register_count(s->holdings); i++)
        if (strcmp(holding(s, i)->organisation, organisation) == 0 && strcmp(holding(s, i)->system, system) == 0)
            return (uint8_t)holding(s, i)->population;
    return TS_ROLE_UNKNOWN;
}

static void see(const stage *s, const source *t, const ts_findings *f, const ts_sighting *at, const ts_result *r,
                sight *out) {
    const ts_holding_info *info = holding(s, r->holding);
    *out = (sight){.r = r,
                   .held = r->verdict == TS_VERDICT_GENUINE || r->verdict == TS_VERDICT_ALTERED ||
                           r->verdict == TS_VERDICT_DIFFERS,
                   .likely = r->verdict == TS_VERDICT_CANDIDATE,
                   .stranger = r->verdict == TS_VERDICT_UNKNOWN || r->verdict == TS_VERDICT_RECOMBINED,
                   .child = r->flags >> 1 & 1,
                   .categories = at->categories,
                   .role = at->role,
                   .year = year_of(at->date != TS_NO_DATE ? at->date
                                   : t                    ? t->as_of
                                                          : TS_NO_DATE)};
    if ((out->held || out->likely) && r->population != TS_ROLE_UNKNOWN)
        out->role = r->population;
    bool table_ours = t && t->ours;
    out->shown = r->verdict == TS_VERDICT_GENUINE && (table_ours || (r->ours == TS_OURS_SHOWN && info));
    if (out->shown) {
        out->organisation = table_ours ? t->organisation : info->organisation;
        out->system = table_ours ? t->system : info->system;
        uint8_t role = role_in(s, out->organisation, out->system);
        out->role = role != TS_ROLE_UNKNOWN ? role : out->role;
    }
    for (uint32_t i = 0; i < at->count; i++)
        if (f->mention[at->first + i].kind < 64)
            out->kinds |= UINT64_C(1) << f->mention[at->first + i].kind;
}

static bool is_named(const ts_assertion *a, const char *organisation, const char *system) {
    if (a->kind == TS_CLAIM_ORGANISATION)
        return strcmp(a->what, organisation) == 0;
    char both[TS_CLAIM_WHAT];
    snprintf(both, sizeof both, "%s %s", organisation, system);
    return ts_span_eq_nocase(ts_str(a->what), ts_str(system)) || ts_span_eq_nocase(ts_str(a->what), ts_str(both));
}

/* Whose it is: of what is ours, where it came from; else any system that holds the person so. */
static bool is_from(const stage *s, const ts_assertion *a, const sight *x) {
    if (x->shown)
        return is_named(a, x->organisation, x->system);
    for (size_t i = 0; i < ts_register_count(s->holdings); i++)
        if ((i == x->r->holding || (i < 32 && x->r->fits >> i & 1)) &&
            is_named(a, holding(s, i)->organisation, holding(s, i)->system))
            return true;
    return false;
}

/* What says nothing of it is neither: a row without a date is of any year, and one without a birth month of any age. */
typedef enum about { NOT_ABOUT, ABOUT, MAY_BE_ABOUT } about;

static about known(bool is) { return is ? ABOUT : NOT_ABOUT; }

static about of_population(const ts_claim_subject *j, const sight *x) {
    if (j->children) /* on the day of the record (verify.c) */
        return x->child ? ABOUT : x->r->birth_month < 0 || !x->year ? MAY_BE_ABOUT : NOT_ABOUT;
    return x->role == TS_ROLE_UNKNOWN ? MAY_BE_ABOUT : known(j->roles >> x->role & 1);
}

static about is_about(const stage *s, const measure *m, const sight *x) {
    const ts_claim_subject *j = m->subject;
    switch (m->a->kind) {
    case TS_CLAIM_ORGANISATION:
    case TS_CLAIM_SYSTEM: /* nobody knows whose a stranger is, but by a list of everybody */
        return x->stranger ? (m->complete ? NOT_ABOUT : MAY_BE_ABOUT) : known(is_from(s, m->a, x));
    case TS_CLAIM_POPULATION:
    case TS_CLAIM_PEOPLE:
        return j ? of_population(j, x) : ABOUT;
    case TS_CLAIM_DATA:
        return known(j && ((x->categories & j->categories) || (x->kinds & j->kinds)));
    case TS_CLAIM_YEARS:
        return x->year ? known(x->year >= (int)m->a->from && x->year <= (int)m->a->to) : MAY_BE_ABOUT;
    default:
        return ABOUT;
    }
}

static void note_year(measure *m, const sight *x) {
    if (!x->shown || !x->year)
        return;
    if (!m->f->first_year || x->year < m->f->first_year)
        m->f->first_year = (uint16_t)x->year;
    if (x->year > m->f->last_year)
        m->f->last_year = (uint16_t)x->year;
}

static void count(stage *s, const ts_segment_record *segment, const ts_sighting *at, const sight *x, uint64_t scopes) {
    uint64_t shown = 0, held = 0;
    for (size_t i = 0; i < s->n; i++) {
        measure *m = &s->m[i];
        if (!(scopes >> m->scope & 1))
            continue;
        ts_claim_found *f = m->f;
        f->seen++;
        f->judged += x->r->verdict != TS_VERDICT_NONE;
        note_year(m, x);
        if (x->r->verdict == TS_VERDICT_NONE || x->r->verdict == TS_VERDICT_PLACEHOLDER)
            continue;
        about is = is_about(s, m, x);
        f->others += is == NOT_ABOUT;
        f->alike += is == MAY_BE_ABOUT || (is == ABOUT && x->stranger);
        if (is != ABOUT)
            continue;
        f->likely += x->likely;
        if (!x->held)
            continue;
        held |= UINT64_C(1) << i;
        if (!x->shown) {
            f->near++;
            continue;
        }
        shown |= UINT64_C(1) << i;
        f->sightings++;
        f->wrong_ppb += x->r->posterior < 1000000000 ? 1000000000 - x->r->posterior : 0;
        if (m->a->kind == TS_CLAIM_YEARS)
            m->year[(uint64_t)x->year - m->a->from]++;
        if (m->a->kind != TS_CLAIM_VOLUME && m->a->kind != TS_CLAIM_FILES)
            ts_claim_add_example(
                f, &(ts_claim_example){segment->blob, segment->ordinal, segment->type == TS_SEGMENT_TABLE, at->place});
    }
    if (held) /* some holdings have no number of a person's own: then the row stands for them */
        add_person(s,
                   x->r->person ? x->r->person : UINT64_C(1) << 63 | (uint64_t)x->r->holding << 32 | x->r->source_row,
                   shown, held);
}

static ts_err count_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                            const ts_findings *f, ts_result *result) {
    stage *s = context;
    (void)file, (void)first;
    const uint64_t *known = ts_map_find(s->scopes.of_blob, ts_span_of(segment->blob.byte, sizeof segment->blob.byte));
    const source *t = f->sightings ? table_of(s, segment) : NULL;
    for (size_t i = 0; i < f->sightings; i++) {
        sight x;
        see(s, t, f, &f->sighting[i], &result[i], &x);
        count(s, segment, &f->sighting[i], &x, known ? *known : 1);
    }
    s->done += f->sightings;
    if (s->progress)
        ts_progress_set(s->progress, s->done, 0);
    return TS_OK;
}

/* ---- a batch ---- */

/* Does each registered export of the system hold everybody? */
static bool is_complete(const stage *s, const ts_assertion *a) {
    bool all = a->kind == TS_CLAIM_SYSTEM, any = false; /* an organisation may have systems that are not registered */
    for (size_t i = 0; i < ts_register_count(s->holdings); i++)
        if (is_named(a, holding(s, i)->organisation, holding(s, i)->system)) {
            any = true;
            all &= holding(s, i)->complete;
        }
    return any && all;
}

static bool is_registered(const stage *s, const ts_assertion *a) {
    for (size_t i = 0; i < ts_register_count(s->holdings); i++)
        if (is_named(a, holding(s, i)->organisation, holding(s, i)->system))
            return true;
    return false;
}

static void conclude(stage *s, measure *m) {
    const ts_claim_scope *scope = &s->scopes.sum[m->scope];
    ts_claim_found *f = m->f;
    if (m->a->kind == TS_CLAIM_VOLUME)
        f->number = scope->stored > scope->unpacked ? scope->stored : scope->unpacked;
    else if (m->a->kind == TS_CLAIM_FILES)
        f->number = scope->files;
    for (uint64_t y = m->a->from; m->a->kind == TS_CLAIM_YEARS && y <= m->a->to; y++)
        f->number += m->year[y - m->a->from] >= ts_claim_enough(TS_CLAIM_YEARS);
    bool of_system = m->a->kind == TS_CLAIM_ORGANISATION || m->a->kind == TS_CLAIM_SYSTEM;
    if (m->a->items && scope->items == 0)
        f->why = TS_CLAIM_WHY_NO_ITEMS;
    else if (of_system && !is_registered(s, m->a))
        f->why = TS_CLAIM_WHY_UNREGISTERED;
    f->result = f->why ? TS_CLAIM_NOT_SHOWN : (uint8_t)ts_claim_judge(m->a, f, scope);
}

static void add_measures(stage *s, ts_claim *c) {
    size_t first_scope = s->scopes.n;
    c->found = ts_alloc_array(c->assertions + 1, sizeof *c->found);
    c->scope = ts_alloc_array(c->item_sets + 1, sizeof *c->scope);
    for (size_t i = 0; i < c->item_sets; i++)
        s->scopes.items[s->scopes.n++] = &c->items[i];
    for (size_t i = 0; i < c->assertions; i++) {
        const ts_assertion *a = &c->assertion[i];
        s->m[s->n++] = (measure){.a = a,
                                 .f = &c->found[i],
                                 .scope = a->items ? first_scope + a->items - 1u : 0,
                                 .subject = a->what[0] ? ts_claim_subject_named(ts_str(a->what)) : NULL,
                                 .complete = is_complete(s, a)};
    }
}

static ts_err judge_batch(stage *s, ts_claim *at, size_t n) {
    s->n = s->people = 0;
    s->scopes.n = 1;
    for (size_t i = 0; i < n; i++) {
        ts_free(at[i].found);
        ts_free(at[i].scope);
        add_measures(s, &at[i]);
    }
    memset(s->scopes.sum, 0, sizeof s->scopes.sum);
    TS_TRY(ts_scopes_load(s->c, &s->scopes));
    TS_TRY(ts_sightings_each(s->c, false, count_segment, s));
    merge_people(s);
    for (size_t i = 0; i < s->people; i++)
        for (size_t k = 0; k < s->n; k++) {
            s->m[k].f->people += s->person[i].shown >> k & 1;
            s->m[k].f->held += s->person[i].held >> k & 1;
        }
    for (size_t i = 0; i < s->n; i++)
        conclude(s, &s->m[i]);
    for (size_t i = 0, scope = 1; i < n; i++) {
        at[i].scope[0] = s->scopes.sum[0];
        for (size_t k = 0; k < at[i].item_sets; k++)
            at[i].scope[k + 1] = s->scopes.sum[scope++];
    }
    return TS_OK;
}

/* As many claims as one pass has room for, and at least one. */
static size_t fill_batch(const ts_claim *at, size_t n) {
    size_t taken = 0, measures = 0, scopes = 1;
    while (taken < n && measures + at[taken].assertions <= MEASURES && scopes + at[taken].item_sets <= TS_SCOPES) {
        measures += at[taken].assertions;
        scopes += at[taken++].item_sets;
    }
    return taken;
}
_Static_assert(TS_LIMIT_ASSERTIONS <= MEASURES && (int)TS_CLAIM_ITEMS < (int)TS_SCOPES, "a claim fits into one pass");

static ts_err judge_all(stage *s, ts_claim *at, size_t n) {
    TS_TRY(ts_register_open(s->c->register_dir, &s->c->register_key, NULL, &s->holdings));
    TS_TRY(ts_verified_check(s->c, s->holdings));
    TS_TRY(ts_table_sums_each(s->c, add_table, s));
    if (!s->verified)
        return TS_OK;
    TS_TRY(ts_sightings_each(s->c, false, find_first, s));
    s->m = ts_alloc_array(MEASURES, sizeof *s->m);
    for (size_t from = 0, some; from < n; from += some) {
        some = fill_batch(at + from, n - from);
        if (some == 0)
            return ts_fail(TS_EDAMAGED, "case.db is damaged: a claim has more assertions than any can have");
        ts_err err = judge_batch(s, at + from, some);
        ts_scopes_done(&s->scopes);
        TS_TRY(err);
    }
    return TS_OK;
}

/* ---- into the case ---- */

static void sum_up(const ts_claim *at, size_t n, ts_claims_sum *out) {
    *out = (ts_claims_sum){.claims = n};
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < at[i].assertions; k++) {
            uint8_t result = at[i].found ? at[i].found[k].result : TS_CLAIM_NOT_JUDGED;
            out->assertions++;
            out->supported += result == TS_CLAIM_SUPPORTED;
            out->partly += result == TS_CLAIM_PARTLY;
            out->not_shown += result == TS_CLAIM_NOT_SHOWN;
            out->refuted += result == TS_CLAIM_REFUTED;
        }
}

static ts_err save_found(ts_case *c, const ts_claim *at, size_t n, const ts_claims_sum *sum) {
    for (size_t i = 0; i < n; i++)
        TS_TRY(ts_claim_found_save(c, &at[i]));
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    ts_json_put_uint(&j, "claims", sum->claims);
    ts_json_put_uint(&j, "assertions", sum->assertions);
    ts_json_put_uint(&j, "supported", sum->supported);
    ts_json_put_uint(&j, "partly", sum->partly);
    ts_json_put_uint(&j, "not_shown", sum->not_shown);
    ts_json_put_uint(&j, "refuted", sum->refuted);
    ts_json_close(&j, '}');
    return ts_custody_add(c->custody, "claims judged", ts_buf_span(&details));
}

ts_err ts_claims_judge(ts_case *c, bool progress, ts_claims_sum *out) {
    ts_claim *at;
    size_t n;
    TS_TRY(ts_claims_load(c, &at, &n));
    stage s = {.c = c, .by_ordinal = ts_map_new(), .by_part = ts_map_new()};
    s.progress = progress && n ? ts_progress_new("claims") : NULL;
    ts_err err = n ? judge_all(&s, at, n) : TS_OK;
    ts_claims_sum sum;
    sum_up(at, n, &sum);
    if (!err && n && s.verified) {
        err = ts_case_begin(c);
        if (!err && (err = save_found(c, at, n, &sum)) != TS_OK)
            ts_case_rollback(c);
        else if (!err)
            err = ts_case_commit(c);
    }
    ts_progress_free(s.progress);
    ts_register_close(s.holdings);
    ts_free(s.table);
    ts_free(s.m);
    ts_free(s.person);
    ts_map_free(s.by_ordinal);
    ts_map_free(s.by_part);
    ts_claims_free(at, n);
    if (!err && out)
        *out = sum;
    return err;
}
