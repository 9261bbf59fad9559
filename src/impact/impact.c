/* impact.c - the stage: reads sightings and verdicts, stores people.
 *
 * A few streaming passes take from each sighting what resolving needs (resolve.h): keyed hashes of identifiers, under
 * a key that lives as long as they do.  Then each share of the people is added up in a pass of its own.  At the peak
 * that is some 60 bytes a sighting, no value among them.
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
#include "impact/trace.h"
#include "impact/whole.h"
#include "model/locator.h"
#include "store/coverage.h"
#include "store/people.h"
#include "store/register.h"
#include "store/sightings.h"
#include "store/tables.h"

/* A sighting, for the sums of its person. */
typedef struct seen {
    ts_digest where; /* SHA-256 of its locator from the blob on */
    int64_t exhibit; /* that showed its blob first */
    uint64_t blob; /* first bytes of the blob's digest: counts files */
    uint8_t group; /* of TS_WHOLE_GROUPS: its file is in */
    uint64_t organisations;
    uint32_t categories, posterior;
    int16_t birth_month;
    uint16_t year;
    uint8_t verdict, role, population;
    bool held, likely, deceased, child_then, child_now;
} seen;

/* People are added up share by share; each takes a pass over the sightings and holds this many of them, or the
 * half of all, whichever is more. */
enum { SHARE = 1 << 16, SHARES = 2 };

typedef struct stage {
    ts_case *c;
    ts_register *holdings;
    uint64_t *organisation; /* bit of each holding */
    ts_fingerprinter *f; /* of this run alone */
    ts_resolver *resolver;
    seen *at; /* of the people from `first` up to `last` */
    uint32_t first, last;
    uint32_t *next; /* by person: where its next sighting goes; before that, how many it has */
    size_t n; /* sightings of this pass so far */
    ts_firsts *firsts;
    ts_digest blob; /* of the segments that come */
    int64_t exhibit; /* that showed it first */
    bool blob_known;
    ts_sha256 *sha;
    ts_buf line;
    ts_progress *progress;
    ts_assess_result sum;
    ts_people_range range;
    ts_whole whole;
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

/* ---- a sighting ---- */

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

/* Nobody stands in test data, and in places that name no one. */
static bool names_somebody(const ts_result *r) {
    return r->verdict != TS_VERDICT_NONE && r->verdict != TS_VERDICT_PLACEHOLDER;
}

static void take_ties(stage *s, const ts_findings *f, const ts_sighting *sighting, const ts_result *r) {
    ts_values v = {0};
    ts_trace trace;
    for (uint32_t i = 0; i < sighting->count; i++) {
        const ts_mention *m = &f->mention[sighting->first + i];
        ts_values_take(&v, (ts_kind)m->kind, m->norm, m->flags);
    }
    ts_trace_of(s->f, s->resolver, &v, (ts_role)sighting->role, r, &trace);
    ts_wipe(&v, sizeof v);
    ts_resolver_take(s->resolver, &trace);
}

static ts_err take_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                           const ts_findings *f, ts_result *result) {
    stage *s = context;
    (void)file, (void)first, (void)segment;
    for (size_t i = 0; i < f->sightings; i++)
        if (names_somebody(&result[i])) {
            if (++s->n >= UINT32_MAX)
                return ts_fail(TS_ELIMIT, "assess: more than %u sightings name somebody", UINT32_MAX);
            take_ties(s, f, &f->sighting[i], &result[i]);
        }
    if (s->progress)
        ts_progress_set(s->progress, s->n, 0);
    return TS_OK;
}

static void see(stage *s, const ts_segment_record *segment, const ts_sighting *sighting, const ts_result *r, seen *to) {
    bool held = ts_is_identified(r);
    *to = (seen){.exhibit = s->exhibit,
                 .group = segment->blob.byte[0] % TS_WHOLE_GROUPS,
                 .organisations = held ? organisations_of(s, r) : 0,
                 .categories = sighting->categories,
                 .posterior = r->posterior,
                 .birth_month = r->birth_month,
                 .year = year_of(sighting->date),
                 .verdict = r->verdict,
                 .role = sighting->role,
                 .population = held ? r->population : TS_ROLE_UNKNOWN,
                 .held = held,
                 .likely = ts_is_likely(r),
                 .deceased = r->flags >> 3 & 1,
                 .child_then = r->flags >> 1 & 1,
                 .child_now = r->flags >> 2 & 1};
    memcpy(&to->blob, segment->blob.byte, sizeof to->blob);
    hash_place(s, segment, sighting, &to->where);
}

static ts_err find_exhibit(stage *s, const ts_digest *digest) {
    if (s->blob_known && ts_digest_eq(&s->blob, digest))
        return TS_OK;
    ts_blob b;
    bool found;
    TS_TRY(ts_blob_find(s->c, digest, &b, &found));
    s->exhibit = found ? ts_first_exhibit(s->firsts, b.id) : 0;
    s->blob = *digest;
    s->blob_known = true;
    return TS_OK;
}

static ts_err see_segment(void *context, uint32_t file, uint64_t first, const ts_segment_record *segment,
                          const ts_findings *f, ts_result *result) {
    stage *s = context;
    (void)file, (void)first;
    if (f->sightings)
        TS_TRY(find_exhibit(s, &segment->blob));
    for (size_t i = 0; i < f->sightings; i++)
        if (names_somebody(&result[i])) {
            if (s->n == ts_resolver_count(s->resolver))
                return ts_fail(TS_EINTERNAL, "assess: sightings came while it ran");
            uint32_t person = ts_resolver_person(s->resolver, s->n++);
            if (person >= s->first && person < s->last)
                see(s, segment, &f->sighting[i], &result[i], &s->at[s->next[person]++]);
        }
    return TS_OK;
}

/* ---- a person ---- */

static int by_place(const void *x, const void *y) {
    const seen *a = x, *b = y;
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
    uint32_t posterior = 0, least = UINT32_MAX; /* least: of the candidates counted as this person */
    bool sure = false;
    for (size_t i = 0; i < n; i++) {
        const seen *x = &at[i];
        p.verdict = (uint8_t)ts_verdict_better((ts_verdict)p.verdict, (ts_verdict)x->verdict);
        p.roles |= (uint16_t)(1u << x->role);
        p.categories |= x->categories;
        p.organisations |= x->organisations;
        if (x->exhibit && (!p.first_exhibit || x->exhibit < p.first_exhibit))
            p.first_exhibit = x->exhibit;
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
        least = x->likely && x->posterior < least ? x->posterior : least;
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
    if (p.held && least != UINT32_MAX)
        ts_range_doubt(&s->range, least);
    if (p.files == 1)
        s->whole.alone[at[0].group]++;
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

static ts_err resolve(stage *s) {
    for (int pass = 0; pass < TS_RESOLVE_PASSES; pass++) {
        s->n = 0;
        TS_TRY(ts_sightings_each(s->c, false, take_segment, s));
        if (!ts_resolver_turn(s->resolver))
            return ts_fail(TS_EINTERNAL, "assess: sightings came or went while it ran");
    }
    return TS_OK;
}

/* The people from s->first on whose sightings fit into one share; at least one person. */
static size_t draw_share(stage *s, size_t most) {
    size_t n = ts_resolver_count(s->resolver), total = 0;
    for (s->last = s->first; s->last < n && (!total || total + s->next[s->last] <= most); s->last++) {
        uint32_t many = s->next[s->last];
        s->next[s->last] = (uint32_t)total;
        total += many;
    }
    return total;
}

static ts_err save_share(stage *s) {
    for (uint32_t person = s->first, from = 0; person < s->last; from = s->next[person++]) {
        size_t n = s->next[person] - from;
        if (!n)
            continue;
        qsort(s->at + from, n, sizeof *s->at, by_place);
        TS_TRY(save_person(s, s->at + from, n));
    }
    return TS_OK;
}

static ts_err save_people(stage *s) {
    size_t n = ts_resolver_count(s->resolver), most = n / SHARES > SHARE ? n / SHARES : SHARE;
    s->next = ts_alloc_array(n + 1, sizeof *s->next);
    for (size_t i = 0; i < n; i++)
        s->next[ts_resolver_person(s->resolver, i)]++;
    for (s->first = 0; s->first < n; s->first = s->last) {
        size_t total = draw_share(s, most);
        ts_free(s->at);
        s->at = ts_alloc_array(total + 1, sizeof *s->at);
        s->n = 0;
        TS_TRY(ts_sightings_each(s->c, false, see_segment, s));
        TS_TRY(save_share(s));
    }
    return TS_OK;
}

static ts_err set_number(ts_case *c, const char *name, uint64_t n) {
    char text[24];
    snprintf(text, sizeof text, "%llu", (unsigned long long)n);
    return ts_case_set(c, name, ts_str(text));
}

/* How many people there may be once all is read; 0: all was, or it cannot be said. */
static ts_err save_whole(stage *s) {
    ts_coverage cover;
    uint64_t high = 0;
    TS_TRY(ts_coverage_load(s->c, &cover));
    s->whole.high = s->sum.high;
    s->whole.read = cover.all.bytes_read;
    s->whole.waiting = cover.all.bytes_waiting;
    if (!cover.all.waiting || !ts_whole_high(&s->whole, &high))
        high = 0;
    return set_number(s->c, "people.whole_high", high);
}

static ts_err save_all(stage *s) {
    TS_TRY(ts_people_clear(s->c));
    TS_TRY(save_people(s));
    s->range.apart = ts_resolver_apart(s->resolver);
    s->range.doubt_ppb += ts_resolver_mistaken_ppb(s->resolver);
    s->range.variance_ppb += ts_resolver_mistaken_ppb(s->resolver);
    ts_range_of(&s->range, &s->sum.low, &s->sum.high);
    TS_TRY(set_number(s->c, "people.low", s->sum.low));
    TS_TRY(set_number(s->c, "people.high", s->sum.high));
    TS_TRY(save_whole(s));
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
    TS_TRY(ts_firsts_new(s->c, &s->firsts));
    ts_key key;
    ts_random(&key, sizeof key);
    s->f = ts_fingerprinter_new(&key);
    ts_key_wipe(&key);
    s->sha = ts_sha256_new();
    s->resolver = ts_resolver_new();
    TS_TRY(resolve(s));
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
    ts_resolver_free(s.resolver);
    ts_free(s.next);
    ts_free(s.at);
    ts_free(s.organisation);
    ts_firsts_free(s.firsts);
    ts_register_close(s.holdings);
    return err;
}
