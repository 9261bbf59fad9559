/* impact.c - the stage: reads sightings and verdicts, stores people.
 *
 * One streaming pass takes from each sighting what resolving needs: keyed hashes of identifiers, under a key that
 * lives as long as the pass; 160 bytes a sighting, no value among them.
 */
#include <touchstone/impact.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/digest.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/progress.h"
#include "impact/people.h"
#include "impact/resolve.h"
#include "model/locator.h"
#include "store/people.h"
#include "store/register.h"
#include "store/sightings.h"
#include "store/tables.h"

/* A sighting, for the sums of its person. */
typedef struct seen {
    ts_digest where; /* SHA-256 of its locator from the blob on */
    uint64_t blob; /* first bytes of the blob's digest: counts files */
    uint64_t organisations;
    uint32_t categories, posterior, person;
    int16_t birth_month;
    uint16_t year;
    uint8_t verdict, role, population;
    bool held, deceased, child_then, child_now;
} seen;

typedef struct stage {
    ts_case *c;
    ts_register *holdings;
    uint64_t *organisation; /* bit of each holding */
    ts_fingerprinter *f; /* of this pass alone */
    ts_trace *trace;
    seen *at;
    size_t n, cap;
    ts_sha256 *sha;
    ts_buf line;
    ts_progress *progress;
    ts_assess_result sum;
    ts_people_range range;
} stage;

static ts_err open_holdings(stage *s) {
    TS_TRY(ts_register_open(s->c->register_dir, &s->c->register_key, NULL, &s->holdings));
    TS_TRY(ts_verified_check(s->c, s->holdings));
    size_t n = ts_register_count(s->holdings);
    s->organisation = ts_alloc_array(n + 1, sizeof *s->organisation);
    for (size_t i = 0; i < n; i++) {
        int index;
        TS_TRY(ts_organisation_index(s->c, ts_index_info(ts_register_at(s->holdings, i))->organisation, &index));
        s->organisation[i] = index >= 0 && index < 64 ? UINT64_C(1) << index : 0;
    }
    return TS_OK;
}

/* ---- a sighting's ties ---- */

/* Hash of two or three values as one; 0 where one of them is missing. */
static uint64_t tie_of(stage *s, ts_tie tie, const ts_values *v, const ts_attr *attr, size_t n) {
    ts_buf_clear(&s->line);
    for (size_t i = 0; i < n; i++) {
        const ts_norm *norm = &v->value[attr[i]];
        if (!norm->len || (v->placeholder >> attr[i] & 1))
            return 0;
        ts_buf_add_counted(&s->line, ts_norm_span(norm));
    }
    return ts_tag(s->f, (uint8_t)tie, ts_buf_span(&s->line)) | 1;
}

#define TIE(tie, ...) \
    tie_of(s, tie, v, (const ts_attr[]){__VA_ARGS__}, sizeof((const ts_attr[]){__VA_ARGS__}) / sizeof(ts_attr))

enum { TIE_PHONE = TS_TIES, TIE_DATE };

/* Nothing but a name: next of kin, GPs, authors.  The same name in the same role is counted once, which can only
 * count too few. */
static uint64_t name_tie(stage *s, const ts_values *v, ts_role role) {
    const ts_norm *surname = &v->value[TS_ATTR_SURNAME], *forename = &v->value[TS_ATTR_FORENAME];
    for (int a = 0; a < TS_ATTR_COUNT; a++)
        if (v->value[a].len && a != TS_ATTR_SURNAME && a != TS_ATTR_FORENAME && a != TS_ATTR_SEX)
            return 0;
    if (!surname->len || (v->placeholder >> TS_ATTR_SURNAME & 1))
        return 0;
    ts_buf_clear(&s->line);
    ts_buf_add_u8(&s->line, (uint8_t)role);
    ts_buf_add_counted(&s->line, ts_norm_span(surname));
    ts_buf_add_counted(&s->line, ts_norm_span(forename));
    return ts_tag(s->f, TS_TIE_NAME, ts_buf_span(&s->line)) | 1;
}

static void trace_of(stage *s, const ts_values *v, ts_role role, const ts_result *r, bool held, ts_trace *t) {
    *t = (ts_trace){0};
    t->tie[TS_TIE_HELD] = held ? r->person : 0;
    t->tie[TS_TIE_NHS] = TIE(TS_TIE_NHS, TS_ATTR_NHS);
    t->tie[TS_TIE_NINO] = TIE(TS_TIE_NINO, TS_ATTR_NINO);
    t->tie[TS_TIE_LOCAL] = TIE(TS_TIE_LOCAL, TS_ATTR_LOCAL, TS_ATTR_SURNAME);
    t->tie[TS_TIE_BIRTH] = TIE(TS_TIE_BIRTH, TS_ATTR_SURNAME, TS_ATTR_FORENAME, TS_ATTR_BIRTH);
    t->tie[TS_TIE_MAIL] = TIE(TS_TIE_MAIL, TS_ATTR_EMAIL, TS_ATTR_SURNAME);
    t->tie[TS_TIE_PLACE] = TIE(TS_TIE_PLACE, TS_ATTR_SURNAME, TS_ATTR_FORENAME, TS_ATTR_POSTCODE);
    if (!t->tie[TS_TIE_PLACE])
        t->tie[TS_TIE_PLACE] = TIE((ts_tie)TIE_PHONE, TS_ATTR_SURNAME, TS_ATTR_FORENAME, TS_ATTR_MOBILE);
    t->tie[TS_TIE_NAME] = held ? 0 : name_tie(s, v, role);
    t->nhs = t->tie[TS_TIE_NHS];
    t->birth = TIE((ts_tie)TIE_DATE, TS_ATTR_BIRTH);
    if (!held)
        return;
    /* what was changed in a held person's copy ties it to nobody */
    if (r->differ >> TS_ATTR_NHS & 1)
        t->tie[TS_TIE_NHS] = t->nhs = 0;
    if ((r->differ | r->near_mask) >> TS_ATTR_BIRTH & 1)
        t->tie[TS_TIE_BIRTH] = t->birth = 0;
    if (r->differ >> TS_ATTR_LOCAL & 1)
        t->tie[TS_TIE_LOCAL] = 0;
    if (r->differ >> TS_ATTR_NINO & 1)
        t->tie[TS_TIE_NINO] = 0;
}

static void hash_place(stage *s, const ts_segment_record *segment, const ts_sighting *sighting, ts_digest *out) {
    ts_span part = ts_until_nul(ts_span_of(segment->part, sizeof segment->part));
    char hex[65];
    ts_digest_hex(&segment->blob, hex);
    ts_buf_clear(&s->line);
    ts_buf_add_str(&s->line, hex);
    if (segment->type == TS_SEGMENT_TABLE)
        ts_locator_add_cell(&s->line, part, sighting->place, 0);
    else
        ts_locator_add_text(&s->line, part, sighting->place, sighting->place);
    ts_sha256_add(s->sha, ts_buf_span(&s->line));
    ts_sha256_end(s->sha, out);
}

static uint64_t organisations_of(const stage *s, const ts_result *r) {
    size_t n = ts_register_count(s->holdings);
    uint64_t bits = r->holding < n ? s->organisation[r->holding] : 0;
    for (size_t i = 0; i < n && i < 32; i++)
        if (r->fits >> i & 1)
            bits |= s->organisation[i];
    return bits;
}

static uint16_t year_of(ts_date d) {
    int year, month, day;
    if (d == TS_NO_DATE)
        return 0;
    ts_date_parts(d, &year, &month, &day);
    return year >= 1900 && year <= 2100 ? (uint16_t)year : 0;
}

static void take(stage *s, const ts_segment_record *segment, const ts_findings *f, const ts_sighting *sighting,
                 const ts_result *r) {
    if (s->n == s->cap) {
        s->cap = s->cap ? s->cap * 2 : 1024;
        s->trace = ts_grow(s->trace, s->cap, sizeof *s->trace);
        s->at = ts_grow(s->at, s->cap, sizeof *s->at);
    }
    ts_values v = {0};
    for (uint32_t i = 0; i < sighting->count; i++) {
        const ts_mention *m = &f->mention[sighting->first + i];
        ts_values_take(&v, (ts_kind)m->kind, m->norm, m->flags);
    }
    bool held = r->person && (r->verdict == TS_VERDICT_GENUINE || r->verdict == TS_VERDICT_ALTERED ||
                              r->verdict == TS_VERDICT_DIFFERS);
    trace_of(s, &v, (ts_role)sighting->role, r, held, &s->trace[s->n]);
    ts_wipe(&v, sizeof v);
    seen *to = &s->at[s->n++];
    *to = (seen){.organisations = held ? organisations_of(s, r) : 0,
                 .categories = sighting->categories,
                 .posterior = r->posterior,
                 .birth_month = r->birth_month,
                 .year = year_of(sighting->date),
                 .verdict = r->verdict,
                 .role = sighting->role,
                 .population = held ? r->population : TS_ROLE_UNKNOWN,
                 .held = held,
                 .deceased = r->flags >> 3 & 1,
                 .child_then = r->flags >> 1 & 1,
                 .child_now = r->flags >> 2 & 1};
    memcpy(&to->blob, segment->blob.byte, sizeof to->blob);
    hash_place(s, segment, sighting, &to->where);
}

static ts_err take_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                           const ts_findings *f, ts_result *result) {
    stage *s = context;
    (void)file, (void)first;
    for (size_t i = 0; i < f->sightings; i++)
        /* nobody: test data, and places that name no one */
        if (result[i].verdict != TS_VERDICT_NONE && result[i].verdict != TS_VERDICT_PLACEHOLDER)
            take(s, segment, f, &f->sighting[i], &result[i]);
    if (s->n >= UINT32_MAX)
        return ts_fail(TS_ELIMIT, "assess: more than %u sightings name somebody", UINT32_MAX);
    if (s->progress)
        ts_progress_set(s->progress, s->n, 0);
    return TS_OK;
}

/* ---- a person ---- */

static int by_person(const void *x, const void *y) {
    const seen *a = x, *b = y;
    if (a->person != b->person)
        return a->person < b->person ? -1 : 1;
    return ts_digest_cmp(&a->where, &b->where);
}

static int by_number(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static uint32_t count_files(const seen *at, size_t n) {
    uint64_t *blob = ts_alloc_array(n, sizeof *blob);
    for (size_t i = 0; i < n; i++)
        blob[i] = at[i].blob;
    qsort(blob, n, sizeof *blob, by_number);
    uint32_t files = 1;
    for (size_t i = 1; i < n; i++)
        files += blob[i] != blob[i - 1];
    ts_free(blob);
    return files;
}

/* What most of the sightings say; of equals the lower number. */
static uint8_t most_common(const seen *at, size_t n, bool population) {
    uint32_t count[TS_ROLE_COUNT] = {0};
    uint8_t best = TS_ROLE_UNKNOWN;
    for (size_t i = 0; i < n; i++) {
        uint8_t role = population ? at[i].population : at[i].role;
        count[role < TS_ROLE_COUNT ? role : TS_ROLE_UNKNOWN]++;
    }
    for (uint8_t k = 1; k < TS_ROLE_COUNT; k++)
        if (count[k] && (best == TS_ROLE_UNKNOWN || count[k] > count[best]))
            best = k;
    return best;
}

static ts_err save_person(stage *s, const seen *at, size_t n) {
    ts_person p = {.sightings = (uint32_t)n, .birth_month = -1, .verdict = TS_VERDICT_NONE};
    uint32_t posterior = 0;
    bool sure = false;
    for (size_t i = 0; i < n; i++) {
        const seen *x = &at[i];
        p.verdict = (uint8_t)ts_verdict_better((ts_verdict)p.verdict, (ts_verdict)x->verdict);
        p.roles |= (uint16_t)(1u << x->role);
        p.categories |= x->categories;
        p.organisations |= x->organisations;
        p.deceased |= x->deceased;
        p.child_then |= x->child_then;
        p.child_now |= x->child_now;
        /* of the holdings rather than of a sighting that may be altered; else the first by place */
        if (x->birth_month >= 0 && (p.birth_month < 0 || (x->held && !sure))) {
            p.birth_month = x->birth_month;
            sure = x->held;
        }
        p.held |= x->held;
        posterior = x->posterior > posterior ? x->posterior : posterior;
        if (x->year && (!p.first_year || x->year < p.first_year))
            p.first_year = x->year;
        p.last_year = x->year > p.last_year ? x->year : p.last_year;
        ts_sha256_add(s->sha, ts_span_of(x->where.byte, sizeof x->where.byte));
    }
    ts_sha256_end(s->sha, &p.sightings_digest);
    p.files = count_files(at, n);
    p.population = most_common(at, n, true);
    if (p.population == TS_ROLE_UNKNOWN)
        p.population = most_common(at, n, false);
    ts_person_number(p.number);
    if (!ts_person_identifiable(&p))
        return ts_people_save(s->c, &p);
    ts_range_add(&s->range, p.held, (ts_verdict)p.verdict, posterior);
    s->sum.people++;
    s->sum.held += p.held;
    s->sum.unknown += !p.held;
    s->sum.children += p.child_then || p.child_now;
    s->sum.staff += p.population == TS_ROLE_STAFF || p.population == TS_ROLE_CLINICIAN;
    s->sum.patients += p.population == TS_ROLE_PATIENT;
    s->sum.donors += p.population == TS_ROLE_DONOR;
    s->sum.suppliers += p.population == TS_ROLE_SUPPLIER;
    s->sum.deceased += p.deceased;
    return ts_people_save(s->c, &p);
}

static void resolve(stage *s) {
    uint32_t *person = ts_alloc_array(s->n + 1, sizeof *person);
    ts_resolve(s->trace, s->n, person);
    for (size_t i = 0; i < s->n; i++)
        s->at[i].person = person[i];
    ts_free(person);
    if (s->n)
        qsort(s->at, s->n, sizeof *s->at, by_person);
}

static ts_err save_all(stage *s) {
    TS_TRY(ts_people_clear(s->c));
    for (size_t i = 0, next; i < s->n; i = next) {
        for (next = i + 1; next < s->n && s->at[next].person == s->at[i].person;)
            next++;
        TS_TRY(save_person(s, &s->at[i], next - i));
    }
    ts_range_of(&s->range, &s->sum.low, &s->sum.high);
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)s->sum.low);
    TS_TRY(ts_case_set(s->c, "people.low", ts_str(text)));
    snprintf(text, sizeof text, "%llu", (unsigned long long)s->sum.high);
    TS_TRY(ts_case_set(s->c, "people.high", ts_str(text)));
    TS_AUTO(ts_buf, ts_buf_done) details = {0};
    ts_json j;
    ts_json_init(&j, &details, false);
    ts_json_open(&j, '{');
    ts_json_key(&j, "people");
    ts_json_uint(&j, s->sum.people);
    ts_json_key(&j, "held");
    ts_json_uint(&j, s->sum.held);
    ts_json_close(&j, '}');
    return ts_custody_add(s->c->custody, "assess", ts_buf_span(&details));
}

static ts_err run(stage *s) {
    TS_TRY(open_holdings(s));
    ts_key key;
    ts_random(&key, sizeof key);
    s->f = ts_fingerprinter_new(&key);
    ts_key_wipe(&key);
    s->sha = ts_sha256_new();
    TS_TRY(ts_sightings_each(s->c, false, take_segment, s));
    resolve(s);
    return save_all(s);
}

ts_err ts_assess(ts_case *c, bool progress, ts_assess_result *out) {
    stage s = {.c = c, .progress = progress ? ts_progress_new("resolving") : NULL};
    TS_TRY(ts_case_begin(c));
    ts_err err = run(&s);
    if (err == TS_OK)
        err = ts_case_commit(c);
    else
        ts_case_rollback(c);
    if (err == TS_OK)
        *out = s.sum;
    ts_progress_free(s.progress);
    ts_fingerprinter_free(s.f);
    ts_sha256_free(s.sha);
    ts_buf_wipe(&s.line);
    ts_free(s.trace);
    ts_free(s.at);
    ts_free(s.organisation);
    ts_register_close(s.holdings);
    return err;
}
