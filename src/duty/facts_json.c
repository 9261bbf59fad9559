/* facts_json.c - every figure of the reports, for programs ("touchstone.facts/1"). */
#include "duty/report.h"

#include "base/clock.h"

static void date(ts_json *j, const char *key, ts_date d) {
    char day[11];
    ts_json_key(j, key);
    ts_date_print(d, day);
    if (d == TS_NO_DATE)
        ts_json_null(j);
    else
        ts_json_str(j, day);
}

static void summary(ts_json *j, const ts_table_sum *s) {
    ts_json_put_uint(j, "sightings", s->sightings);
    ts_json_key(j, "verdicts");
    ts_json_open(j, '{');
    for (int v = 0; v < TS_VERDICT_COUNT; v++)
        if (s->verdict[v])
            ts_json_put_uint(j, ts_verdict_name((ts_verdict)v), s->verdict[v]);
    ts_json_close(j, '}');
    /* None found: how many there may be all the same, at 95 %. */
    ts_json_key(j, "zero_at_most");
    ts_json_open(j, '{');
    for (int v = 0; v < TS_VERDICT_COUNT; v++)
        if (!s->verdict[v] && v != TS_VERDICT_NONE && s->sightings)
            ts_json_put_uint(j, ts_verdict_name((ts_verdict)v), ts_zero_limit(s->sightings));
    ts_json_close(j, '}');
    ts_json_key(j, "expected_wrong");
    ts_json_fixed(j, (double)s->wrong_ppb / 1e9, 4);
    ts_json_key(j, "chance_random");
    ts_json_fixed(j, (double)s->random_micro / 1e6, 4);
    ts_json_key(j, "chance_region");
    ts_json_fixed(j, (double)s->region_micro / 1e6, 4);
    ts_json_put_str(j, "source",
                    s->ours == TS_OURS_SHOWN    ? "ours"
                    : s->ours == TS_OURS_ISSUED ? "issued by us"
                                                : "not shown");
    ts_json_put_str(j, "organisation", s->organisation);
    ts_json_put_str(j, "system", s->system);
    date(j, "as_of", s->as_of);
    date(j, "as_of_low", s->as_of_low);
    date(j, "as_of_high", s->as_of_high);
    ts_json_put_uint(j, "as_of_telling", s->telling);
}

static void cover(ts_json *j, const ts_cover *c) {
    ts_json_put_uint(j, "items", c->items);
    ts_json_put_uint(j, "read", c->read);
    ts_json_put_uint(j, "partly", c->partly);
    ts_json_put_uint(j, "not_read", c->unread);
    ts_json_put_uint(j, "waiting", c->waiting);
    ts_json_put_uint(j, "bytes", c->bytes);
    ts_json_put_uint(j, "bytes_read", c->bytes_read);
    ts_json_put_uint(j, "bytes_not_read", c->bytes_unread);
    ts_json_put_uint(j, "bytes_waiting", c->bytes_waiting);
    ts_json_put_uint(j, "content_bytes", c->content);
}

static void coverage(ts_json *j, const ts_coverage *c) {
    ts_json_key(j, "coverage");
    ts_json_open(j, '{');
    ts_json_put_uint(j, "files", c->files);
    ts_json_put_uint(j, "file_bytes", c->file_bytes);
    cover(j, &c->all);
    ts_json_put_uint(j, "copies", c->twins);
    ts_json_put_uint(j, "near_copies", c->near_copies);
    ts_json_put_uint(j, "near_copy_groups", c->near_groups);
    ts_json_put_uint(j, "unstable", c->unstable);
    ts_json_key(j, "reasons");
    ts_json_open(j, '{');
    for (int i = 1; i < TS_REASON_COUNT; i++)
        if (c->reason_items[i]) {
            ts_json_key(j, ts_reason_name((ts_reason)i));
            ts_json_open(j, '{');
            ts_json_put_uint(j, "items", c->reason_items[i]);
            ts_json_put_uint(j, "bytes", c->reason_bytes[i]);
            ts_json_close(j, '}');
        }
    ts_json_close(j, '}');
    ts_json_key(j, "types");
    ts_json_open(j, '[');
    for (size_t i = 0; i < c->types; i++) {
        ts_json_open(j, '{');
        ts_json_key(j, "type");
        if (c->type[i].name[0])
            ts_json_str(j, c->type[i].name);
        else
            ts_json_null(j);
        cover(j, &c->type[i].cover);
        ts_json_close(j, '}');
    }
    ts_json_close(j, ']');
    ts_json_close(j, '}');
}

static void drops(ts_json *j, const ts_facts *f) {
    ts_json_key(j, "drops");
    ts_json_open(j, '[');
    for (size_t i = 0; i < f->drops; i++) {
        const ts_fact_drop *d = &f->drop[i];
        ts_json_open(j, '{');
        ts_json_put_str(j, "exhibit", d->is.exhibit.name);
        ts_json_put_uint(j, "files", d->is.files);
        ts_json_put_uint(j, "file_bytes", d->is.file_bytes);
        ts_json_key(j, "new");
        ts_json_open(j, '{');
        cover(j, &d->is.new_items);
        ts_json_put_uint(j, "people", d->people);
        ts_json_put_uint(j, "people_held", d->held);
        ts_json_close(j, '}');
        ts_json_close(j, '}');
    }
    ts_json_close(j, ']');
}

/* Earlier leaks registered with the case. */
static void earlier(ts_json *j, const ts_facts *f) {
    ts_json_key(j, "earlier_leaks");
    ts_json_open(j, '[');
    for (size_t i = 0; i < f->earliers; i++) {
        const ts_earlier_sum *e = &f->earlier[i];
        char day[11];
        ts_json_open(j, '{');
        ts_json_put_str(j, "name", e->name);
        ts_json_key(j, "as_of");
        if (e->as_of == TS_NO_DATE)
            ts_json_null(j);
        else {
            ts_date_print(e->as_of, day);
            ts_json_str(j, day);
        }
        ts_json_put_uint(j, "rows", e->rows);
        ts_json_put_uint(j, "sightings_recycled", e->sightings);
        ts_json_put_uint(j, "of_them_identified", e->identified);
        ts_json_put_uint(j, "files_recycled", e->blobs);
        ts_json_put_uint(j, "bytes_recycled", e->bytes);
        ts_json_close(j, '}');
    }
    ts_json_close(j, ']');
}

static void people(ts_json *j, const ts_facts *f) {
    ts_json_key(j, "people");
    ts_json_open(j, '{');
    ts_json_put_uint(j, "count", f->people);
    ts_json_put_uint(j, "low", f->people_low);
    ts_json_put_uint(j, "high", f->people_high);
    ts_json_key(j, "settled");
    ts_json_bool(j, ts_facts_people_settled(f));
    if (!ts_facts_people_settled(f)) { /* what the whole holds; no at_most: it cannot be said */
        ts_json_put_uint(j, "whole_at_least", f->people_low);
        if (f->whole_high)
            ts_json_put_uint(j, "whole_at_most_if_alike", f->whole_high);
    }
    ts_json_put_uint(j, "not_counted_names_and_numbers_alone", f->named_only);
    ts_json_put_uint(j, "held", f->held);
    if (!f->held && f->people)
        ts_json_put_uint(j, "held_at_most", ts_zero_limit(f->people));
    ts_json_put_uint(j, "not_held", f->not_held);
    ts_json_put_uint(j, "children_on_record_date", f->children_then);
    ts_json_put_uint(j, "children_today", f->children_now);
    ts_json_put_uint(j, "deceased", f->deceased);
    ts_json_put_uint(j, "with_contact_details", f->contactable);
    ts_json_key(j, "populations");
    ts_json_open(j, '{');
    for (int i = 0; i < TS_ROLE_COUNT; i++)
        if (f->population[i])
            ts_json_put_uint(j, ts_role_name((ts_role)i), f->population[i]);
    ts_json_close(j, '}');
    ts_json_key(j, "categories");
    ts_json_open(j, '{');
    for (int i = 0; i < TS_CATEGORIES; i++)
        if (f->category[i])
            ts_json_put_uint(j, ts_category_name(i), f->category[i]);
    ts_json_close(j, '}');
    ts_json_key(j, "organisations");
    ts_json_open(j, '[');
    for (int i = 0; i < f->organisations; i++) {
        ts_json_open(j, '{');
        ts_json_put_str(j, "code", f->organisation[i].code);
        ts_json_put_str(j, "name", f->organisation[i].name);
        ts_json_put_uint(j, "people", f->organisation[i].people);
        ts_json_put_uint(j, "shared", f->organisation[i].shared);
        ts_json_close(j, '}');
    }
    ts_json_close(j, ']');
    ts_json_key(j, "years");
    ts_json_open(j, '{');
    for (int i = 0; i < f->years && i < TS_FACT_YEARS; i++)
        if (f->year[i]) {
            char year[8];
            snprintf(year, sizeof year, "%d", f->first_year + i);
            ts_json_put_uint(j, year, f->year[i]);
        }
    ts_json_close(j, '}');
    ts_json_put_uint(j, "year_not_known", f->year_unknown);
    ts_json_close(j, '}');
}

static ts_err render(ts_case *c, const ts_facts *f, ts_buf *out) {
    (void)c;
    TS_AUTO(ts_buf, ts_buf_done) line = {0};
    ts_facts_situation(f, &line);
    ts_json j;
    ts_json_init(&j, out, true);
    ts_json_open(&j, '{');
    ts_json_put_str(&j, "schema", "touchstone.facts/1");
    ts_json_put_str(&j, "version", f->version);
    ts_json_put_str(&j, "as_at", f->as_at);
    ts_json_put_str(&j, "custody_head", f->head);
    ts_json_put_str(&j, "realm", f->test_realm ? "test" : "live");
    ts_json_key(&j, "situation");
    ts_json_span(&j, ts_buf_span(&line));
    ts_json_key(&j, "leak");
    ts_json_open(&j, '{');
    summary(&j, &f->leak);
    ts_json_key(&j, "system_settled");
    ts_json_bool(&j, ts_facts_system_settled(f));
    if (f->leak.rivals) { /* the whole may yet name another first: how many, and the closest of them */
        ts_json_put_uint(&j, "system_rivals", f->leak.rivals);
        ts_json_put_str(&j, "closest_rival", f->leak_rival);
    }
    ts_json_key(&j, "as_of_settled");
    ts_json_bool(&j, ts_facts_day_settled(f));
    if (f->leak.as_of_rivals) {
        ts_json_put_uint(&j, "as_of_rivals", f->leak.as_of_rivals);
        date(&j, "as_of_closest_rival", f->leak.as_of_rival);
    }
    ts_json_close(&j, '}');
    ts_json_put_uint(&j, "tables_ours", f->tables_ours);
    uint64_t tables = f->tables_ours + f->tables_issued + f->tables_not_shown;
    if (!f->tables_ours && tables)
        ts_json_put_uint(&j, "tables_ours_at_most", ts_zero_limit(tables));
    ts_json_put_uint(&j, "tables_issued_by_us", f->tables_issued);
    ts_json_put_uint(&j, "tables_source_not_shown", f->tables_not_shown);
    coverage(&j, &f->cover);
    ts_documents_json(&j, f);
    drops(&j, f);
    earlier(&j, f);
    people(&j, f);
    ts_claims_json(&j, f);
    ts_json_key(&j, "tables");
    ts_json_open(&j, '[');
    for (size_t i = 0; i < f->tables; i++) {
        ts_json_open(&j, '{');
        ts_json_put_str(&j, "where", f->table[i].place);
        summary(&j, &f->table[i].sum);
        ts_json_close(&j, '}');
    }
    ts_json_close(&j, ']');
    ts_json_close(&j, '}');
    return TS_OK;
}

const ts_report_shape ts_report_facts_json = {"facts", "json", "facts.json", render};
