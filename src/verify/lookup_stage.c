/* lookup_stage.c - one sighting against every snapshot: its rows in the indexes, compared. */
#include "verify/lookup_stage.h"

#include "base/clock.h"
#include "base/mem.h"
#include "verify/source.h"

static bool local_fits(const ts_holding_info *info, ts_span id) {
    bool any = false;
    for (size_t i = 0; i < sizeof info->mask / sizeof *info->mask; i++) {
        if (!info->mask[i][0])
            continue;
        any = true;
        if (ts_mask_fits(info->mask[i], id))
            return true;
    }
    return !any; /* a system without a mask issues anything */
}

static bool says_something(const ts_comparison *c) {
    for (int a = 0; a < TS_ATTR_COUNT; a++)
        if (c->attr[a] == TS_AGREES || c->attr[a] == TS_NEAR)
            return true;
    return false;
}

/* Fits the sighting's local id the masks of this snapshot?  Asked once for rows of one snapshot that stand together. */
static bool id_fits(const ts_lookup *l, uint16_t snapshot, const ts_values *v) {
    ts_span id = ts_norm_span(&v->value[TS_ATTR_LOCAL]);
    return id.len && local_fits(ts_index_info(ts_register_at(l->holdings, snapshot)), id);
}

static size_t take_rows(ts_lookup *l, const ts_finder_row *found, size_t rows, const ts_values *v) {
    size_t n = 0;
    bool fits = false;
    for (size_t i = 0; i < rows; i++) {
        if (!i || found[i].snapshot != found[i - 1].snapshot)
            fits = id_fits(l, found[i].snapshot, v);
        ts_held_row r = {.snapshot = found[i].snapshot, .c = found[i].c};
        if (!fits && r.c.attr[TS_ATTR_LOCAL] != TS_AGREES)
            r.c.attr[TS_ATTR_LOCAL] = TS_ABSENT; /* another system's number says nothing about this one's */
        if (!says_something(&r.c))
            continue; /* its key was equal by accident */
        const ts_held *held = &found[i].held;
        r.source_row = held->source_row;
        r.person = held->person;
        r.local = held->local;
        r.birth_month = held->birth_month;
        r.deceased = held->deceased;
        l->row[n++] = r;
    }
    return n;
}

static int32_t birth_month_of(const ts_values *v) {
    ts_date d =
        v->placeholder & 1u << TS_ATTR_BIRTH ? TS_NO_DATE : ts_date_parse_iso(ts_norm_span(&v->value[TS_ATTR_BIRTH]));
    int year, month, day;
    if (d == TS_NO_DATE)
        return -1;
    ts_date_parts(d, &year, &month, &day);
    return year < 1800 ? -1 : (year - 1800) * 12 + month - 1;
}

static void look_up(ts_lookup *l, const ts_values *v, ts_match *out) {
    ts_probe p;
    ts_probe_init(l->f, v, &p);
    const ts_finder_row *found;
    ts_finder_prefetch(l->finder, &p);
    size_t rows = ts_finder_find(l->finder, &p, TS_MATCH_ROWS, &found);
    rows = take_rows(l, found, rows, v);
    ts_match_rows(l->stock, l->row, rows, out);
}

/* A row may carry several ids of a local form: of the sample, the episode, the patient.  The one with which it
 * matches best is the person's; of equals the first. */
static void try_other_ids(ts_lookup *l, const ts_findings *f, const ts_sighting *sighting, ts_values *v,
                          ts_match *best) {
    enum { OTHERS = 4 };
    int others = 0;
    for (uint32_t i = 0; i < sighting->count && others < OTHERS; i++) {
        const ts_mention *m = &f->mention[sighting->first + i];
        if (m->kind != TS_KIND_LOCAL_ID || !m->norm.len || m->flags & (TS_MENTION_PLACEHOLDER | TS_MENTION_PARTIAL) ||
            ts_span_eq(m->norm, ts_norm_span(&v->value[TS_ATTR_LOCAL])))
            continue;
        others++;
        ts_values other = *v;
        ts_norm_set(&other.value[TS_ATTR_LOCAL], m->norm);
        other.placeholder &= ~(1u << TS_ATTR_LOCAL);
        ts_match match;
        look_up(l, &other, &match);
        if (match.weight > best->weight)
            *best = match;
        ts_wipe(&other, sizeof other);
    }
}

void ts_lookup_sighting(ts_lookup *l, const ts_findings *f, const ts_sighting *sighting, ts_evidence *e,
                        int32_t *birth_month) {
    ts_values v = {0};
    for (uint32_t i = 0; i < sighting->count; i++) {
        const ts_mention *m = &f->mention[sighting->first + i];
        ts_values_take(&v, (ts_kind)m->kind, m->norm, m->flags);
    }
    for (int a = 0; a < TS_ATTR_COUNT; a++)
        e->present |= (uint16_t)((v.value[a].len > 0) << a);
    e->placeholder = (uint16_t)v.placeholder;
    *birth_month = birth_month_of(&v);
    look_up(l, &v, &e->match);
    try_other_ids(l, f, sighting, &v, &e->match);
    ts_wipe(&v, sizeof v);
}
