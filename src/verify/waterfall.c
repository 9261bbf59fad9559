/* waterfall.c - the weighing of one sighting laid open: group by group, from the prior to the posterior.
 *
 * Nothing is weighed anew: the weights are those of the row that the verdict was made with, so the prior and all groups
 * come to the very total behind it.  Of other candidates only the greatest weight and the sum are told, whoever they are.
 */
#include "verify/waterfall.h"

#include <string.h>

_Static_assert((int)TS_FALL_GROUPS == (int)TS_GROUP_COUNT, "every group is shown");
_Static_assert((int)TS_FALL_ATTRS == (int)TS_ATTR_COUNT, "every attribute is shown");
_Static_assert((int)TS_FALL_VALUE >= (int)TS_NORM_MAX + 1, "a value has room");
_Static_assert((int)TS_FALL_NO_WEIGHT == (int)TS_NO_WEIGHT, "one word for nobody");

static const char *group_name(ts_group g) {
    static const char *const name[TS_GROUP_COUNT] = {
        [TS_GROUP_NHS] = "health number", [TS_GROUP_LOCAL] = "local id",   [TS_GROUP_SURNAME] = "surname",
        [TS_GROUP_FORENAME] = "forename", [TS_GROUP_BIRTH] = "birth date", [TS_GROUP_ADDRESS] = "home",
        [TS_GROUP_MOBILE] = "mobile",     [TS_GROUP_BANK] = "bank",        [TS_GROUP_NINO] = "national insurance",
    };
    return name[g];
}

static const char *stands_name(ts_agree stands) {
    static const char *const name[] = {
        [TS_ABSENT] = "absent", [TS_AGREES] = "agrees", [TS_NEAR] = "near", [TS_DIFFERS] = "differs"};
    return name[stands];
}

/* What is known of a value that is not there to be compared, or differs. */
static const char *remark(const ts_evidence *e, ts_attr a, ts_agree stands) {
    uint16_t bit = (uint16_t)(1u << a);
    if (e->placeholder & bit)
        return "test or default data: not compared";
    if (!(e->present & bit))
        return stands == TS_ABSENT ? "not given" : NULL;
    if (stands == TS_DIFFERS)
        return e->match.never & bit ? "no snapshot of ours has it for the person"
                                    : "another snapshot or system of ours has it";
    if (stands == TS_ABSENT && e->match.weight != TS_NO_WEIGHT)
        return a == TS_ATTR_LOCAL ? "not in the form of that system's ids, or none in the record"
                                  : "the record has none";
    return NULL;
}

static void show_attr(const ts_stock *stock, const ts_evidence *e, const ts_looked *looked, ts_attr a,
                      ts_fall_attr *out) {
    bool matched = looked->row.snapshot < stock->snapshots;
    const ts_comparison *c = &looked->row.c;
    ts_agree stands = matched ? (ts_agree)c->attr[a] : TS_ABSENT;
    ts_attr_odds odds = ts_odds_of(a, stands);
    *out = (ts_fall_attr){.name = ts_attr_name(a),
                          .stands = stands_name(stands),
                          .how = stands == TS_NEAR ? looked->how[a] : remark(e, a, stands),
                          .given = e->present >> a & 1,
                          .m_ppm = odds.m_ppm,
                          .u_ppm = odds.u_ppm};
    if (!matched || a == TS_ATTR_DEATH) {
        if (matched && stands != TS_ABSENT)
            out->how = "belongs to the record, not to the identity: never counted";
        return;
    }
    const ts_snapshot *s = &stock->snapshot[looked->row.snapshot];
    out->weight = ts_attr_weight(s, c, a);
    if (stands == TS_AGREES) {
        ts_rareness r = ts_rareness_of(s, a, c->rarity[a]);
        out->one_in = r.one_in;
        out->rare = r.from;
    }
}

static void show_groups(const ts_stock *stock, const ts_evidence *e, const ts_looked *looked, bool values,
                        ts_waterfall *out) {
    ts_weighing w = {0};
    if (looked->row.snapshot < stock->snapshots)
        ts_weigh(&stock->snapshot[looked->row.snapshot], &looked->row.c, &w);
    int32_t so_far = out->held - out->none;
    size_t n = 0;
    for (unsigned g = 0; g < TS_GROUP_COUNT; g++) {
        ts_fall_group *to = &out->group[g];
        so_far += w.group[g];
        *to = (ts_fall_group){
            .name = group_name((ts_group)g), .weight = w.group[g], .so_far = so_far, .first = (uint8_t)n};
        for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
            if (ts_attr_group((ts_attr)a) != g)
                continue;
            ts_fall_attr *attr = &out->attr[n++];
            show_attr(stock, e, looked, (ts_attr)a, attr);
            attr->counted = w.by[g] == a + 1;
            to->household = to->household || (attr->counted && attr->weight != w.group[g]);
            to->attrs++;
            if (values)
                memcpy(attr->value, looked->value.value[a].text, sizeof looked->value.value[a].text);
        }
    }
    out->groups = TS_GROUP_COUNT;
}

void ts_waterfall_of(const ts_stock *stock, const ts_evidence *e, const ts_looked *looked, uint32_t lambda, bool values,
                     ts_waterfall *out) {
    const ts_match *m = &e->match;
    ts_prior prior = ts_prior_of(lambda, stock->people);
    memset(out, 0, sizeof *out);
    out->lambda_ppm = (uint32_t)((uint64_t)lambda * 1000000 / TS_LAMBDA_ONE);
    out->people = stock->people;
    out->held = prior.held;
    out->none = prior.none;
    show_groups(stock, e, looked, values, out);
    out->weight = m->weight;
    out->all = m->total;
    out->next = m->second;
    out->posterior = e->posterior;
    out->posterior_wanted = TS_THRESHOLD_PPB;
    out->lead_wanted = TS_LEAD;
    out->identified = ts_identified(e);
    out->reason = ts_judge_reason(e);
    out->ours_why = ts_judge_ours_reason(e);
}
