/* why_json.c - a waterfall and the sums of a table as lines of JSON, schema touchstone.why/1.
 *
 * Weights are integers in 1/1024 bit: weight = sum of the groups, and posterior = 2^(weight + held) / (2^(all + held) + 2^none).
 */
#include "cli/why_print.h"

#include <inttypes.h>
#include <stdio.h>

static void key(output *o, const char *name) {
    char last = o->len ? o->ptr[o->len - 1] : '{';
    if (last != '{' && last != '[')
        out_str(o, ",");
    out_str(o, "\"");
    out_str(o, name);
    out_str(o, "\":");
}

static void text(output *o, const char *name, const char *value) {
    key(o, name);
    if (value && value[0])
        out_json(o, (ts_span){value, strlen(value)});
    else
        out_str(o, "null");
}

static void span(output *o, const char *name, ts_span value) {
    key(o, name);
    out_json(o, value);
}

static void number(output *o, const char *name, int64_t n) {
    char raw[24];
    key(o, name);
    snprintf(raw, sizeof raw, "%" PRId64, n);
    out_str(o, raw);
}

static void fixed(output *o, const char *name, double v, int decimals) {
    char raw[64];
    key(o, name);
    snprintf(raw, sizeof raw, "%.*f", decimals, v);
    out_str(o, raw);
}

static void truth(output *o, const char *name, bool v) {
    key(o, name);
    out_str(o, v ? "true" : "false");
}

/* In parts of so many: 0.965000. */
static void share(output *o, const char *name, uint64_t parts, unsigned decimals, uint64_t whole) {
    char raw[48];
    key(o, name);
    snprintf(raw, sizeof raw, "%" PRIu64 ".%0*" PRIu64, parts / whole, (int)decimals, parts % whole);
    out_str(o, raw);
}

static void digest(output *o, const ts_digest *d) {
    char hex[2 * sizeof d->byte + 1];
    for (size_t i = 0; i < sizeof d->byte; i++)
        snprintf(hex + 2 * i, 3, "%02x", d->byte[i]);
    text(o, "sha256", hex);
}

static void begin(output *o, const char *of) {
    out_str(o, "{\"schema\":\"touchstone.why/1\"");
    text(o, "of", of);
}

static void attribute(output *o, const ts_fall_attr *a) {
    static const char *const rare[] = {
        [TS_RARE_CLASS] = "class", [TS_RARE_COMMON] = "common", [TS_RARE_ALONE] = "alone", [TS_RARE_EXPORT] = "export",
        [TS_RARE_KIND] = "kind",   [TS_RARE_MASK] = "mask",     [TS_RARE_SEX] = "sex"};
    out_str(o, o->ptr[o->len - 1] == '[' ? "{" : ",{");
    text(o, "attribute", a->name);
    text(o, "stands", a->stands);
    text(o, "how", a->how);
    truth(o, "given", a->given);
    truth(o, "counted", a->counted);
    number(o, "weight", a->weight);
    if (a->m_ppm)
        share(o, "m", a->m_ppm, 6, 1000000);
    if (a->m_ppm && !a->one_in)
        share(o, "u", a->u_ppm, 6, 1000000);
    if (a->one_in) {
        number(o, "one_in", (int64_t)a->one_in);
        text(o, "one_in_by", rare[a->rare]);
    }
    if (a->value[0])
        text(o, "value", a->value);
    out_str(o, "}");
}

static void groups(output *o, const ts_waterfall *w) {
    key(o, "groups");
    out_str(o, "[");
    for (size_t i = 0; i < w->groups; i++) {
        const ts_fall_group *g = &w->group[i];
        out_str(o, i ? ",{" : "{");
        text(o, "group", g->name);
        number(o, "weight", g->weight);
        number(o, "so_far", g->so_far);
        truth(o, "household", g->household);
        key(o, "attributes");
        out_str(o, "[");
        for (size_t k = 0; k < g->attrs; k++)
            attribute(o, &w->attr[g->first + k]);
        out_str(o, "]}");
    }
    out_str(o, "]");
}

static void weight(output *o, const char *name, int32_t w) {
    if (w != TS_FALL_NO_WEIGHT) {
        number(o, name, w);
        return;
    }
    key(o, name);
    out_str(o, "null");
}

static void snapshots(output *o, const ts_waterfall *w) {
    key(o, "snapshots");
    out_str(o, "[");
    for (size_t i = 0; i < w->snapshots; i++) {
        out_str(o, i ? ",{" : "{");
        text(o, "snapshot", w->snapshot[i].name);
        truth(o, "agrees", w->snapshot[i].agrees);
        out_str(o, "}");
    }
    out_str(o, "]");
}

void why_json_fall(output *o, const ts_waterfall *w) {
    begin(o, "sighting");
    span(o, "item", w->item);
    digest(o, &w->blob);
    span(o, "part", w->part);
    number(o, w->table ? "row" : "byte", (int64_t)w->place);
    text(o, "role", w->role);
    text(o, "verdict", w->verdict);
    text(o, "reason", w->reason);
    text(o, "ours", w->ours);
    text(o, "ours_reason", w->ours_why);
    key(o, "prior");
    out_str(o, "{");
    share(o, "lambda", w->lambda_ppm, 6, 1000000);
    number(o, "people", (int64_t)w->people);
    number(o, "held", w->held);
    number(o, "none", w->none);
    number(o, "weight", w->held - w->none);
    out_str(o, "}");
    groups(o, w);
    weight(o, "weight", w->weight);
    weight(o, "all", w->all);
    weight(o, "next", w->next);
    number(o, "lead_wanted", w->lead_wanted);
    share(o, "posterior", w->posterior, 9, 1000000000);
    share(o, "posterior_wanted", w->posterior_wanted, 9, 1000000000);
    truth(o, "identified", w->identified);
    share(o, "wrong", w->identified ? 1000000000 - w->posterior : 0, 9, 1000000000);
    text(o, "holding", w->holding);
    text(o, "record", w->record);
    snapshots(o, w);
    out_str(o, "}");
}

static void whole(output *o, const ts_verdict_sum *s) {
    number(o, "identified", (int64_t)s->identified);
    number(o, "beyond_ordinary", (int64_t)s->beyond);
    share(o, "beyond_base", s->base_ppm, 6, 1000000);
    fixed(o, "expected_wrong", s->wrong, 6);
    fixed(o, "expected_held", s->held, 3);
    text(o, "ours", s->ours);
    fixed(o, "ours_bits", s->ours_bits, 3);
    number(o, "ids_agree", (int64_t)s->id_agrees);
    number(o, "ids_differ", (int64_t)s->id_differs);
    text(o, "source", s->source);
    text(o, "next_source", s->next_source);
    fixed(o, "lead_bits", s->lead_bits, 3);
    number(o, "rivals", s->rivals);
    number(o, "as_of_rivals", s->as_of_rivals);
    text(o, "as_of", s->as_of);
    text(o, "as_of_low", s->low);
    text(o, "as_of_high", s->high);
    number(o, "telling", (int64_t)s->telling);
    key(o, "curve");
    out_str(o, "[");
    for (size_t i = 0; i < s->curves; i++) {
        out_str(o, i ? ",{" : "{");
        text(o, "snapshot", s->curve[i].name);
        number(o, "agree", (int64_t)s->curve[i].n);
        out_str(o, "}");
    }
    out_str(o, "]");
    fixed(o, "chance_made_up", s->random, 6);
    fixed(o, "chance_region", s->region, 3);
}

void why_json_sum(output *o, const ts_verdict_sum *s) {
    begin(o, s->of);
    if (s->item.len > 0) {
        span(o, "item", s->item);
        digest(o, &s->blob);
        span(o, "part", s->part);
    }
    number(o, "sightings", (int64_t)s->sightings);
    key(o, "verdicts");
    out_str(o, "{");
    for (size_t i = 0; i < TS_FALL_VERDICTS; i++)
        number(o, s->verdict[i].name, (int64_t)s->verdict[i].n);
    out_str(o, "}");
    share(o, "lambda", s->lambda_ppm, 6, 1000000);
    number(o, "people", (int64_t)s->people);
    if (s->whole)
        whole(o, s);
    out_str(o, "}");
}
