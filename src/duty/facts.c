/* facts.c - every figure, computed once for all reports. */
#include "duty/facts.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/digest.h"
#include "model/segment.h"
#include "store/claims.h"

typedef struct loading {
    ts_case *c;
    ts_facts *f;
    size_t table_cap, unread_cap;
} loading;

/* Where a blob stands, masked; with its table's number where it has several. */
static ts_err place_text(ts_case *c, int64_t place, char *out, size_t size) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    TS_TRY(ts_place_masked(c, place, &text));
    snprintf(out, size, "%s", text.ptr ? text.ptr : "");
    return TS_OK;
}

static void source_text(const char *organisation, const char *system, char out[static 84]) {
    snprintf(out, 84, "%s%s%s", organisation, organisation[0] && system[0] ? " " : "", system);
}

static ts_err add_sum(void *context, const ts_table_sum *t) {
    loading *l = context;
    ts_facts *f = l->f;
    if (t->of == TS_SUM_LEAK) {
        f->leak = *t;
        source_text(t->organisation, t->system, f->leak_source);
        if (t->rivals)
            source_text(t->next_organisation, t->next_system, f->leak_rival);
        f->sightings = t->sightings;
        memcpy(f->verdict, t->verdict, sizeof f->verdict);
        return TS_OK;
    }
    if (t->identified) {
        f->tables_ours += t->ours == TS_OURS_SHOWN;
        f->tables_issued += t->ours == TS_OURS_ISSUED;
        f->tables_not_shown += t->ours == TS_OURS_NOT_SHOWN;
    }
    if (f->tables == TS_FACT_TABLES)
        return TS_OK;
    if (f->tables == l->table_cap) {
        l->table_cap = l->table_cap ? l->table_cap * 2 : 64;
        f->table = ts_grow(f->table, l->table_cap, sizeof *f->table);
    }
    ts_fact_table *to = &f->table[f->tables];
    *to = (ts_fact_table){.sum = *t};
    source_text(t->organisation, t->system, to->source);
    if (t->of == TS_SUM_TEXTS) {
        snprintf(to->place, sizeof to->place, "letters, mails and other running text, together");
    } else {
        ts_blob b;
        bool found;
        int64_t place = 0;
        TS_TRY(ts_blob_find(l->c, &t->blob, &b, &found));
        if (found)
            TS_TRY(ts_place_of_blob(l->c, b.id, &place));
        if (place)
            TS_TRY(place_text(l->c, place, to->place, sizeof to->place));
        if (t->ordinal) {
            size_t n = strlen(to->place);
            bool sample = t->ordinal >> TS_SAMPLE_SHIFT;
            snprintf(to->place + n, sizeof to->place - n, " %s %u", sample ? "sample" : "table",
                     sample ? t->ordinal >> TS_SAMPLE_SHIFT : t->ordinal + 1);
        }
    }
    f->tables++;
    return TS_OK;
}

static int by_sightings(const void *a, const void *b) {
    const ts_fact_table *x = a, *y = b;
    if (x->sum.sightings != y->sum.sightings)
        return x->sum.sightings < y->sum.sightings ? 1 : -1;
    int d = ts_digest_cmp(&x->sum.blob, &y->sum.blob);
    return d ? d : (x->sum.ordinal > y->sum.ordinal) - (x->sum.ordinal < y->sum.ordinal);
}

static ts_fact_unread *unread_slot(loading *l) {
    ts_facts *f = l->f;
    if (f->unreads == TS_FACT_UNREAD) {
        f->unread_cut = true;
        return NULL;
    }
    if (f->unreads == l->unread_cap) {
        l->unread_cap = l->unread_cap ? l->unread_cap * 2 : 64;
        f->unread = ts_grow(f->unread, l->unread_cap, sizeof *f->unread);
    }
    f->unread[f->unreads] = (ts_fact_unread){0};
    return &f->unread[f->unreads++];
}

static ts_err add_unread_blob(void *context, const ts_blob *b) {
    loading *l = context;
    if (b->reason == TS_READ)
        return TS_OK;
    ts_fact_unread *u = unread_slot(l);
    if (!u)
        return TS_OK;
    int64_t place = 0;
    TS_TRY(ts_place_of_blob(l->c, b->id, &place));
    u->reason = b->reason;
    u->bytes = b->unread;
    u->size = b->size;
    snprintf(u->format, sizeof u->format, "%s", b->format);
    snprintf(u->message, sizeof u->message, "%s", b->message);
    return place ? place_text(l->c, place, u->place, sizeof u->place) : TS_OK;
}

static ts_err add_unread_place(void *context, const ts_place *p) {
    loading *l = context;
    if (p->reason == TS_READ)
        return TS_OK;
    ts_fact_unread *u = unread_slot(l);
    if (!u)
        return TS_OK;
    u->reason = p->reason;
    u->bytes = u->size = p->blob ? 0 : p->size;
    return place_text(l->c, p->id, u->place, sizeof u->place);
}

static int by_bytes(const void *a, const void *b) {
    const ts_fact_unread *x = a, *y = b;
    if (x->bytes != y->bytes)
        return x->bytes < y->bytes ? 1 : -1;
    return strcmp(x->place, y->place);
}

/* ---- people ---- */

static ts_err find_years(void *context, const ts_person *p) {
    ts_facts *f = context;
    if (!p->first_year)
        return TS_OK;
    if (!f->first_year || p->first_year < f->first_year)
        f->first_year = p->first_year;
    if (p->last_year - f->first_year + 1 > f->years)
        f->years = p->last_year - f->first_year + 1;
    return TS_OK;
}

static ts_err add_person(void *context, const ts_person *p) {
    ts_facts *f = context;
    if (!ts_person_identifiable(p)) {
        f->named_only++;
        return TS_OK;
    }
    f->people++;
    for (size_t i = 0; i < f->drops; i++)
        if (f->drop[i].is.exhibit.id == p->first_exhibit) {
            f->drop[i].people++;
            f->drop[i].held += p->held;
        }
    f->held += p->held;
    f->not_held += !p->held;
    f->population[p->population < TS_ROLE_COUNT ? p->population : 0]++;
    f->people_verdict[p->verdict < TS_VERDICT_COUNT ? p->verdict : 0]++;
    f->children_then += p->child_then;
    f->children_now += p->child_now;
    f->deceased += p->deceased;
    f->contactable += (p->categories & TS_CAT_CONTACT) != 0;
    for (int i = 0; i < TS_CATEGORIES; i++)
        if (p->categories >> i & 1) {
            f->category[i]++;
            f->category_population[i][p->population < TS_ROLE_COUNT ? p->population : 0]++;
        }
    bool shared = (p->organisations & (p->organisations - 1)) != 0;
    for (int i = 0; i < f->organisations; i++)
        if (p->organisations >> i & 1) {
            f->organisation[i].people++;
            f->organisation[i].shared += shared;
        }
    f->year_unknown += p->first_year == 0;
    for (int y = p->first_year; p->first_year && y <= p->last_year; y++)
        if (y - f->first_year >= 0 && y - f->first_year < TS_FACT_YEARS)
            f->year[y - f->first_year]++;
    return TS_OK;
}

static ts_err add_organisation(void *context, int index, const char *code, const char *name) {
    ts_facts *f = context;
    if (index < 0 || index >= TS_FACT_ORGANISATIONS)
        return TS_OK;
    snprintf(f->organisation[index].code, sizeof f->organisation[index].code, "%s", code);
    snprintf(f->organisation[index].name, sizeof f->organisation[index].name, "%s", name ? name : "");
    if (index >= f->organisations)
        f->organisations = index + 1;
    return TS_OK;
}

static uint64_t fact_number(ts_case *c, const char *name, uint64_t otherwise) {
    TS_AUTO(ts_buf, ts_buf_done) text = {0};
    uint64_t n;
    return ts_case_get(c, name, &text) == TS_OK && text.len && ts_parse_u64(ts_buf_span(&text), &n) ? n : otherwise;
}

static ts_err load_people(ts_case *c, ts_facts *f) {
    TS_TRY(ts_organisation_each(c, add_organisation, f));
    TS_TRY(ts_people_each(c, find_years, f));
    f->years = 0; /* again, now that the first year is known */
    TS_TRY(ts_people_each(c, find_years, f));
    TS_TRY(ts_people_each(c, add_person, f));
    f->people_low = fact_number(c, "people.low", f->people);
    f->people_high = fact_number(c, "people.high", f->people);
    f->whole_high = fact_number(c, "people.whole_high", 0);
    return TS_OK;
}

static ts_err load_drops(ts_case *c, ts_facts *f) {
    ts_drop *drop;
    size_t n;
    TS_TRY(ts_drops_load(c, &drop, &n));
    f->drop = ts_alloc_array(n + 1, sizeof *f->drop);
    f->drops = n;
    for (size_t i = 0; i < n; i++)
        f->drop[i].is = drop[i];
    ts_free(drop);
    return TS_OK;
}

/* ---- claims ---- */

static ts_err add_example(ts_case *c, const ts_claim_example *e, char *out, size_t size) {
    ts_blob b;
    bool found;
    int64_t place = 0;
    TS_TRY(ts_blob_find(c, &e->blob, &b, &found));
    if (found)
        TS_TRY(ts_place_of_blob(c, b.id, &place));
    if (place)
        TS_TRY(place_text(c, place, out, size));
    size_t n = strlen(out);
    snprintf(out + n, size - n, ", %s %llu", e->table ? "row" : "byte", (unsigned long long)e->place);
    return TS_OK;
}

static ts_err load_claims(ts_case *c, ts_facts *f) {
    ts_claim *at;
    TS_TRY(ts_claims_load(c, &at, &f->claims));
    f->claim = ts_alloc_array(f->claims + 1, sizeof *f->claim);
    for (size_t i = 0; i < f->claims; i++)
        f->claim[i].said = at[i]; /* owned from here on */
    ts_free(at);
    for (size_t i = 0; i < f->claims; i++) {
        ts_fact_claim *k = &f->claim[i];
        k->where = ts_alloc_array(k->said.assertions + 1, sizeof *k->where);
        for (size_t a = 0; k->said.found && a < k->said.assertions; a++)
            for (size_t e = 0; e < k->said.found[a].examples; e++)
                TS_TRY(add_example(c, &k->said.found[a].example[e], k->where[a][e], sizeof k->where[a][e]));
    }
    return TS_OK;
}

static ts_err add_document(void *context, const ts_document *d) {
    ts_fact_documents *f = context;
    f->compared++;
    f->without_text += !d->text;
    f->verdict[d->verdict]++;
    f->common[d->verdict] += d->common != TS_DOCUMENT_OWN;
    return TS_OK;
}

static ts_err load_documents(ts_case *c, ts_fact_documents *out) {
    *out = (ts_fact_documents){0};
    return ts_documents_each(c, add_document, out);
}

ts_err ts_facts_load(ts_case *c, ts_facts *f) {
    *f = (ts_facts){.test_realm = c->test_realm};
    loading l = {.c = c, .f = f};
    const char *slash = strrchr(c->path, '/');
    snprintf(f->case_name, sizeof f->case_name, "%s", slash && slash[1] ? slash + 1 : c->path);
    snprintf(f->head, sizeof f->head, "%s", ts_case_head(c));
    snprintf(f->version, sizeof f->version, "%s", TS_VERSION);
    ts_instant_print(ts_now(), f->as_at);
    f->leak.as_of = f->leak.as_of_low = f->leak.as_of_high = f->leak.as_of_rival = TS_NO_DATE;
    TS_TRY(ts_coverage_load(c, &f->cover));
    TS_TRY(load_drops(c, f));
    TS_TRY(ts_earlier_load(c, f->earlier, &f->earliers));
    TS_TRY(load_documents(c, &f->documents));
    TS_TRY(ts_table_sums_each(c, add_sum, &l));
    if (f->tables)
        qsort(f->table, f->tables, sizeof *f->table, by_sightings);
    TS_TRY(ts_blob_each(c, add_unread_blob, &l));
    TS_TRY(ts_place_each(c, add_unread_place, &l));
    if (f->unreads)
        qsort(f->unread, f->unreads, sizeof *f->unread, by_bytes);
    TS_TRY(load_people(c, f));
    return load_claims(c, f);
}

void ts_facts_done(ts_facts *f) {
    ts_free(f->table);
    ts_free(f->unread);
    ts_free(f->drop);
    for (size_t i = 0; i < f->claims; i++) {
        ts_claim_done(&f->claim[i].said);
        ts_free(f->claim[i].where);
    }
    ts_free(f->claim);
    f->claim = NULL;
    f->claims = 0;
    f->drop = NULL;
    f->table = NULL;
    f->unread = NULL;
}
