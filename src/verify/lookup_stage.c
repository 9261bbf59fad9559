/* lookup_stage.c - one sighting against every snapshot: its rows in the indexes, compared. */
#include "verify/lookup_stage.h"

#include "base/clock.h"
#include "base/mem.h"
#include "detect/detector.h"
#include "verify/source.h"

/* ---- the holdings ---- */

ts_err ts_lookup_open(ts_case *c, ts_register **out) {
    uint8_t versions[TS_NORMAL_VERSIONS] = {0};
    for (int k = 1; k < TS_KIND_COUNT && k < TS_NORMAL_VERSIONS; k++)
        versions[k] = ts_detector_of((ts_kind)k) ? (uint8_t)ts_detector_of((ts_kind)k)->version : 0;
    return ts_register_open(c->register_dir, &c->register_key, versions, out);
}

static bool same_system(const ts_holding_info *a, const ts_holding_info *b) {
    return strcmp(a->organisation, b->organisation) == 0 && strcmp(a->system, b->system) == 0;
}

void ts_lookup_stock(const ts_register *holdings, ts_stock *out) {
    size_t n = ts_register_count(holdings);
    *out = (ts_stock){.snapshot = ts_alloc_array(n + 1, sizeof(ts_snapshot)), .snapshots = n};
    for (size_t i = 0; i < n; i++) {
        const ts_holding_info *info = ts_index_info(ts_register_at(holdings, i));
        /* in canonical order the snapshots of one system stand together */
        if (i && !same_system(info, ts_index_info(ts_register_at(holdings, i - 1))))
            out->systems++;
        out->snapshot[i] = (ts_snapshot){.system = (uint16_t)out->systems,
                                         .population = (uint8_t)info->population,
                                         .travels = info->travels,
                                         .as_of = info->as_of,
                                         .rows = ts_index_people(ts_register_at(holdings, i)),
                                         .local_space = info->local_space,
                                         .local_used = info->local_used};
    }
    out->systems += n > 0;
    ts_stock_weigh(out);
}

/* ---- one sighting ---- */

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

static size_t find_rows(ts_lookup *l, const ts_probe *p, const ts_values *v) {
    const ts_finder_row *found;
    ts_finder_prefetch(l->finder, p);
    size_t rows = ts_finder_find(l->finder, p, TS_MATCH_ROWS, &found);
    return take_rows(l, found, rows, v);
}

static void look_up(ts_lookup *l, const ts_values *v, ts_probe *p, ts_match *out) {
    ts_probe_init(l->f, v, p);
    ts_match_rows(l->stock, l->row, find_rows(l, p, v), out);
}

/* ---- how an attribute is near ---- */

/* By which variants of a probe (store/probe.c) a value is near, the more telling first. */
static const struct {
    uint8_t attr, variants; /* a bit each */
    const char *how;
} ways[] = {
    {TS_ATTR_NHS, 0x3e, "its check digit fails: one digit misread, or two exchanged"},
    {TS_ATTR_SURNAME, 1u << 3 | 1u << 4, "one half of a double surname"},
    {TS_ATTR_SURNAME, 1u << 2, "one letter wrong, missing or too many"},
    {TS_ATTR_SURNAME, 1u << 1, "written otherwise, sounds the same"},
    {TS_ATTR_FORENAME, 1u << 1, "a short or other form of the same forename"},
    {TS_ATTR_FORENAME, 1u << 4, "the record has its initial alone"},
    {TS_ATTR_FORENAME, 1u << 2 | 1u << 5, "only the initial is given"},
    {TS_ATTR_FORENAME, 1u << 3, "one letter wrong, missing or too many"},
    {TS_ATTR_BIRTH, 1u << 1, "day and month are swapped"},
    {TS_ATTR_BIRTH, 1u << 2 | 1u << 3, "one digit is wrong, or two are exchanged"},
    {TS_ATTR_ADDRESS, 1u << 1, "the same house and street, written with more before them"},
    {TS_ATTR_POSTCODE, 1u << 1, "the same outward part: a neighbourhood"},
    {TS_ATTR_DEATH, 1u << 1, "day and month are swapped"},
};

static const ts_held_row *row_of(const ts_lookup *l, size_t rows, const ts_match *m) {
    for (size_t i = 0; i < rows; i++)
        if (l->row[i].snapshot == m->snapshot && l->row[i].source_row == m->source_row)
            return &l->row[i];
    return NULL;
}

/* Asks again with one way alone: the record's own values are never known here, only whether they are near so. */
static bool is_way(ts_lookup *l, const ts_probe *p, const ts_values *v, const ts_match *m, size_t way) {
    ts_probe one = *p;
    unsigned a = ways[way].attr;
    for (unsigned i = 1; i < one.tags[a]; i++)
        if (!(ways[way].variants >> i & 1))
            one.tag[a][i] = 0;
    const ts_held_row *r = row_of(l, find_rows(l, &one, v), m);
    ts_wipe(&one, sizeof one);
    return r && r->c.attr[a] == TS_NEAR;
}

static void look_closer(ts_lookup *l, const ts_values *v, const ts_match *m) {
    *l->looked = (ts_looked){.value = *v, .row = {.snapshot = UINT16_MAX}};
    ts_probe p;
    ts_probe_init(l->f, v, &p);
    const ts_held_row *r = m->snapshot == UINT16_MAX ? NULL : row_of(l, find_rows(l, &p, v), m);
    if (!r)
        return;
    l->looked->row = *r;
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        unsigned a = ways[i].attr;
        if (l->looked->row.c.attr[a] == TS_NEAR && !l->looked->how[a] && is_way(l, &p, v, m, i))
            l->looked->how[a] = ways[i].how;
    }
    ts_wipe(&p, sizeof p);
}

/* A row may carry several ids of a local form: of the sample, the episode, the patient.  The one with which it
 * matches best is the person's; of equals the first. */
static void try_other_ids(ts_lookup *l, const ts_findings *f, const ts_sighting *sighting, ts_values *v,
                          ts_match *best) {
    enum { OTHERS = 4 };
    ts_span taken = {0};
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
        ts_probe p;
        look_up(l, &other, &p, &match);
        if (match.weight > best->weight) {
            *best = match;
            taken = m->norm;
        }
        ts_wipe(&other, sizeof other);
    }
    if (taken.len) {
        ts_norm_set(&v->value[TS_ATTR_LOCAL], taken);
        v->placeholder &= ~(1u << TS_ATTR_LOCAL);
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
    ts_probe p;
    look_up(l, &v, &p, &e->match);
    if (l->recycled)
        e->earlier = ts_recycled_in(l->recycled, &p, e->present, e->placeholder);
    try_other_ids(l, f, sighting, &v, &e->match); /* v: with the id that was taken */
    if (l->looked)
        look_closer(l, &v, &e->match);
    ts_wipe(&v, sizeof v);
}
