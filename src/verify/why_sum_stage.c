/* why_sum_stage.c - the verdict on a table and on the whole leak, from the sums that verification stored. */
#include <stdio.h>

#include "base/clock.h"
#include "verify/why_stage.h"

static double bits(int64_t weight) { return (double)weight / TS_BIT; }

static void print_day(ts_date d, char out[static 11]) {
    if (d != TS_NO_DATE)
        ts_date_print(d, out);
}

static void name_system(char out[static TS_FALL_NAME], const char *organisation, const char *system) {
    if (organisation[0])
        snprintf(out, TS_FALL_NAME, "%s %s", organisation, system);
}

/* The snapshots of the system that it is thought to be from, as of when they agree. */
static void fill_curve(const why *w, const ts_table_sum *t, ts_verdict_sum *out) {
    for (size_t k = 0; k < w->stock.snapshots && k < TS_SUM_CURVE; k++) {
        const ts_holding_info *info = ts_index_info(ts_register_at(w->holdings, k));
        if (strcmp(info->organisation, t->organisation) != 0 || strcmp(info->system, t->system) != 0)
            continue;
        why_snapshot_name(w, k, out->curve[out->curves].name);
        out->curve[out->curves++].n = t->curve[k];
    }
}

static void fill(const why *w, const ts_table_sum *t, ts_verdict_sum *out) {
    enum { MICRO = 1000000 };
    out->sightings = t->sightings;
    for (int v = 0; v < TS_VERDICT_COUNT; v++)
        out->verdict[v].n = t->verdict[v];
    out->whole = true;
    out->identified = t->identified;
    out->beyond = t->beyond;
    out->wrong = (double)t->wrong_ppb / TS_PPB;
    out->held = (double)t->held_ppb / TS_PPB;
    out->ours = why_ours_name(t->ours);
    out->ours_bits = bits(t->ours_odds);
    out->id_agrees = t->id_agrees;
    out->id_differs = t->id_differs;
    name_system(out->source, t->organisation, t->system);
    name_system(out->next_source, t->next_organisation, t->next_system);
    out->lead_bits = bits(t->lead);
    out->rivals = t->rivals;
    out->as_of_rivals = t->as_of_rivals;
    print_day(t->as_of, out->as_of);
    print_day(t->as_of_low, out->low);
    print_day(t->as_of_high, out->high);
    out->telling = t->telling;
    fill_curve(w, t, out);
    out->random = (double)t->random_micro / MICRO;
    out->region = (double)t->region_micro / MICRO;
}

static ts_verdict_sum empty(const why *w, const char *of, const ts_table_sum *prior) {
    ts_verdict_sum s = {.of = of, .people = w->stock.people, .base_ppm = TS_BASE_RATE_PPM};
    _Static_assert((int)TS_FALL_VERDICTS == (int)TS_VERDICT_COUNT, "every verdict is counted");
    for (int v = 0; v < TS_VERDICT_COUNT; v++)
        s.verdict[v].name = ts_verdict_name((ts_verdict)v);
    s.lambda_ppm = (uint32_t)((uint64_t)prior->lambda * 1000000 / TS_LAMBDA_ONE);
    return s;
}

static ts_err tell_table(why *w, const why_table *t) {
    if (t->sum == SIZE_MAX || (!t->text && t->sightings != w->sum[t->sum].sightings))
        return why_stale();
    const ts_table_sum *sum = &w->sum[t->sum];
    ts_verdict_sum s = empty(w, t->text ? "text" : "table", sum);
    if (!t->text)
        fill(w, sum, &s);
    s.sightings = t->sightings;
    for (int v = 0; v < TS_VERDICT_COUNT; v++)
        s.verdict[v].n = t->verdict[v];
    s.blob = t->blob;
    TS_TRY(why_item(w, &t->blob));
    s.item = ts_buf_span(&w->item);
    s.part = why_part(w, ts_buf_span(&t->part));
    return w->events->sum(w->events->context, &s);
}

ts_err why_tell_sums(why *w) {
    for (size_t i = 0; w->one && i < w->tables; i++)
        TS_TRY(tell_table(w, &w->table[i]));
    if (w->one)
        return TS_OK;
    if (w->sightings != w->sum[w->leak].sightings)
        return why_stale();
    const struct {
        const char *of;
        size_t sum;
    } whole[] = {{"leak", w->leak}, {"texts", w->texts}};
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++) {
        if (whole[i].sum == SIZE_MAX)
            continue;
        ts_verdict_sum s = empty(w, whole[i].of, &w->sum[whole[i].sum]);
        fill(w, &w->sum[whole[i].sum], &s);
        for (size_t k = 0; i == 0 && k < w->sums; k++)
            s.tables += w->sum[k].of == TS_SUM_TABLE;
        TS_TRY(w->events->sum(w->events->context, &s));
    }
    return TS_OK;
}
