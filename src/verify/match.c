/* match.c - one sighting's weights against its candidates, after Fellegi and Sunter, "A Theory for Record
 * Linkage", JASA 64 (1969): each attribute adds log2(m/u) where it agrees and log2((1-m)/(1-u)) where not.
 *
 * u comes from the holding's own frequencies (a rare surname says more than a common one), plus 2^-32 for
 * tags that are equal by accident.  m is set below, with its reason.
 */
#include "verify/match.h"

#include <stdlib.h>

#include "base/mem.h"

enum { PPM = 1000000, TAG_BITS = 32, HELD_BITS = 16 };

/* Of 10^6 pairs that are one person with the attribute on both sides: how many agree, how many nearly.
 * Of 10^6 pairs of different people: how many nearly agree by chance. */
static const struct {
    uint32_t agree, near, chance_near;
} odds[TS_ATTR_COUNT] = {
    [TS_ATTR_NHS] = {990000, 6000, 20}, /* traced nationally; one digit in error fails the check digit */
    [TS_ATTR_LOCAL] = {985000, 5000, 3000}, /* printed by the system; ids next to it are issued, too */
    [TS_ATTR_NINO] = {985000, 8000, 20}, /* copied from payroll papers */
    [TS_ATTR_SURNAME] = {930000, 35000, 10000}, /* 3.5 % marriage, separation, other names */
    [TS_ATTR_FORENAME] = {930000, 45000, 15000}, /* short forms are near; second names in use differ */
    [TS_ATTR_SEX] = {985000, 0, 0}, /* coding slips */
    [TS_ATTR_BIRTH] = {965000, 22000, 2000}, /* day and month swapped, one digit wrong */
    [TS_ATTR_ADDRESS] = {800000, 70000, 500}, /* one household in ten moves a year; written many ways */
    [TS_ATTR_POSTCODE] = {830000, 40000, 20000}, /* moves; most moves stay in the town */
    [TS_ATTR_LANDLINE] = {800000, 20000, 500},
    [TS_ATTR_MOBILE] = {850000, 20000, 200}, /* kept over moves, lost with contracts */
    [TS_ATTR_EMAIL] = {800000, 30000, 300},
    [TS_ATTR_BANK] = {930000, 10000, 50},
    [TS_ATTR_DEATH] = {980000, 10000, 2000},
};

/* Share of people that a class stands for, as one in so many: the upper bound of its class (store/index.h).
 * Class 7 is open above; the commonest British surnames and forenames hold one person in 80 to 40. */
static const uint32_t one_in[TS_RARITIES] = {0, 204800, 51200, 12800, 3200, 800, 200, 50};
enum { SEXES = 2, COMMONEST = 7 };

static uint64_t at_least(uint64_t v, uint64_t low) { return v < low ? low : v; }

/* log2(m / (1/n + 2^-32)), n people to one such value. */
static int32_t agree_weight(uint32_t m_ppm, uint64_t n) {
    const uint64_t tag = UINT64_C(1) << TAG_BITS;
    return ts_log2_ratio(m_ppm * n, PPM) - ts_log2_ratio(n + tag, tag);
}

/* How many people there are at least to one value of an attribute, whatever a small holding's own counts say:
 * a clinic of two hundred does not make one birth date in two hundred.  Identifiers are issued to one person
 * each (only equal tags speak against them); birth dates spread over the days of a childhood or a life;
 * a postcode holds some fifteen of a region's ten thousand addresses (ONS Postcode Directory). */
static const uint32_t at_least_one_in[TS_ATTR_COUNT] = {
    [TS_ATTR_NHS] = 1u << 27,    [TS_ATTR_NINO] = 1u << 27,     [TS_ATTR_BANK] = 1u << 27, [TS_ATTR_EMAIL] = 1u << 24,
    [TS_ATTR_MOBILE] = 1u << 20, [TS_ATTR_LANDLINE] = 1u << 14, [TS_ATTR_BIRTH] = 5000,    [TS_ATTR_DEATH] = 2000,
    [TS_ATTR_ADDRESS] = 2000,    [TS_ATTR_POSTCODE] = 1500,
};

ts_rareness ts_rareness_of(const ts_snapshot *s, ts_attr a, unsigned rarity) {
    const uint64_t enough = UINT64_C(1) << 27; /* there are no more people */
    uint64_t rows = at_least(s->rows, 2);
    unsigned k = rarity < TS_RARITIES ? rarity : COMMONEST;
    ts_rareness r = {one_in[k], k == COMMONEST ? TS_RARE_COMMON : TS_RARE_CLASS};
    if (k == 0)
        r = (ts_rareness){rows, TS_RARE_ALONE};
    if (a == TS_ATTR_SEX)
        r = (ts_rareness){SEXES, TS_RARE_SEX};
    else if (k > 0 && r.one_in > rows)
        r = (ts_rareness){rows, TS_RARE_EXPORT};
    if (at_least_one_in[a] > r.one_in)
        r = (ts_rareness){at_least_one_in[a], TS_RARE_KIND};
    if (a == TS_ATTR_LOCAL && s->local_space > r.one_in) /* one id of all that the mask allows */
        r = (ts_rareness){s->local_space, TS_RARE_MASK};
    r.one_in = r.one_in > enough ? enough : r.one_in;
    return r;
}

void ts_snapshot_weigh(ts_snapshot *s) {
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++)
        for (unsigned k = 0; k < TS_RARITIES; k++)
            s->agree[a][k] = agree_weight(odds[a].agree, ts_rareness_of(s, (ts_attr)a, k).one_in);
}

void ts_stock_weigh(ts_stock *s) {
    s->people = 0;
    uint64_t *most = ts_alloc_array(s->systems + 1, sizeof *most);
    for (size_t i = 0; i < s->snapshots; i++) {
        ts_snapshot_weigh(&s->snapshot[i]);
        if (s->snapshot[i].system < s->systems && s->snapshot[i].rows > most[s->snapshot[i].system])
            most[s->snapshot[i].system] = s->snapshot[i].rows;
    }
    for (size_t i = 0; i < s->systems; i++)
        s->people += most[i];
    ts_free(most);
}

ts_attr_odds ts_odds_of(ts_attr a, ts_agree stands) {
    switch (stands) {
    case TS_AGREES:
        return (ts_attr_odds){odds[a].agree, 0};
    case TS_NEAR:
        return (ts_attr_odds){odds[a].near, odds[a].chance_near};
    case TS_DIFFERS:
        return (ts_attr_odds){PPM - odds[a].agree - odds[a].near,
                              a == TS_ATTR_SEX ? PPM / SEXES : PPM - odds[a].chance_near};
    default:
        return (ts_attr_odds){0, 0};
    }
}

static int32_t odds_weight(ts_attr a, ts_agree stands) {
    ts_attr_odds o = ts_odds_of(a, stands);
    return o.m_ppm ? ts_log2_ratio(o.m_ppm, o.u_ppm) : 0;
}

/* They are constants, but integers of ours: computed once, whoever asks first. */
static const int32_t *fixed_weights(bool near) {
    static _Thread_local int32_t table[2][TS_ATTR_COUNT];
    static _Thread_local bool made;
    if (!made) {
        for (int a = 0; a < TS_ATTR_COUNT; a++) {
            table[0][a] = odds_weight((ts_attr)a, TS_DIFFERS);
            table[1][a] = odds_weight((ts_attr)a, TS_NEAR);
        }
        made = true;
    }
    return table[near];
}

static int32_t size_of(int32_t w) { return w < 0 ? -w : w; }

/* Groups agree by chance independently of each other, but not in a household: who lives with a held person has the
 * address and often the surname.  Where forename and birth date speak against the person, or one does and the other
 * is not given, the home says nothing for it. */
static void household(const uint8_t level[static TS_GROUP_COUNT], int32_t weight[static TS_GROUP_COUNT]) {
    uint8_t forename = level[TS_GROUP_FORENAME], birth = level[TS_GROUP_BIRTH];
    bool another = (forename == TS_DIFFERS && (birth == TS_DIFFERS || !birth)) || (birth == TS_DIFFERS && !forename);
    if (another && weight[TS_GROUP_ADDRESS] > 0)
        weight[TS_GROUP_ADDRESS] = 0;
}

int32_t ts_attr_weight(const ts_snapshot *s, const ts_comparison *c, ts_attr a) {
    switch (c->attr[a]) {
    case TS_AGREES:
        return s->agree[a][c->rarity[a] < TS_RARITIES ? c->rarity[a] : COMMONEST];
    case TS_NEAR:
        return fixed_weights(true)[a];
    case TS_DIFFERS:
        return fixed_weights(false)[a];
    default:
        return 0;
    }
}

void ts_weigh(const ts_snapshot *s, const ts_comparison *c, ts_weighing *out) {
    *out = (ts_weighing){0};
    uint8_t level[TS_GROUP_COUNT] = {0};
    for (unsigned a = 0; a < TS_ATTR_COUNT; a++) {
        uint8_t stands = c->attr[a];
        if (a == TS_ATTR_DEATH || stands < TS_AGREES || stands > TS_DIFFERS)
            continue; /* a date of death belongs to the record, not to the identity */
        uint16_t bit = (uint16_t)(1u << a);
        out->attr_agree |= stands == TS_AGREES ? bit : 0;
        out->attr_near |= stands == TS_NEAR ? bit : 0;
        out->attr_differ |= stands == TS_DIFFERS ? bit : 0;
        int32_t w = ts_attr_weight(s, c, (ts_attr)a);
        ts_group g = ts_attr_group((ts_attr)a);
        int32_t had = out->group[g];
        bool more = size_of(w) > size_of(had) || (size_of(w) == size_of(had) && w < had);
        if (!level[g] || more) {
            out->group[g] = w;
            out->by[g] = (uint8_t)(a + 1);
            level[g] = stands;
        }
    }
    household(level, out->group);
    for (int g = 0; g < TS_GROUP_COUNT; g++) {
        uint16_t bit = (uint16_t)(1u << g);
        out->weight += out->group[g];
        out->group_agree |= level[g] == TS_AGREES ? bit : 0;
        out->group_near |= level[g] == TS_NEAR ? bit : 0;
        out->group_differ |= level[g] == TS_DIFFERS ? bit : 0;
    }
}

/* ---- rows to people ---- */

/* One held person among the candidates: the sum of what its rows say. */
typedef struct person {
    uint32_t first; /* its first row, in the register's order: its name here */
    uint32_t best; /* its row of greatest weight; of equals the first */
    int32_t weight;
    uint64_t systems, local;
    uint64_t id; /* fingerprint that names it register-wide: by health number where there is one */
    bool numbered; /* id is that of a health number */
    uint16_t agree, near, differ; /* over its rows */
} person;

static int by_key(const void *x, const void *y) {
    const uint64_t *a = x, *b = y;
    return a[0] != b[0] ? (a[0] < b[0] ? -1 : 1) : (a[1] > b[1]) - (a[1] < b[1]);
}

static uint32_t root_of(uint32_t *up, uint32_t i) {
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

/* Rows with an equal fingerprint are one person; the first row names it. */
static void unite(const ts_held_row *row, size_t rows, uint32_t *up, uint64_t (*key)[2]) {
    size_t n = 0;
    for (uint32_t i = 0; i < rows; i++) {
        up[i] = i;
        if (row[i].person)
            key[n][0] = row[i].person, key[n++][1] = i;
        if (row[i].local && row[i].local != row[i].person)
            key[n][0] = row[i].local, key[n++][1] = i;
    }
    qsort(key, n, sizeof *key, by_key);
    for (size_t i = 1; i < n; i++) {
        if (key[i][0] != key[i - 1][0])
            continue;
        uint32_t a = root_of(up, (uint32_t)key[i - 1][1]), b = root_of(up, (uint32_t)key[i][1]);
        if (a < b)
            up[b] = a;
        else
            up[a] = b;
    }
}

static uint64_t system_bit(uint16_t system) { return system < TS_VERIFY_SYSTEMS ? UINT64_C(1) << system : 0; }

static void person_add(person *p, uint32_t i, const ts_held_row *r, const ts_snapshot *s, const ts_weighing *w) {
    bool numbered = r->person && r->person != r->local;
    if (!p->id || (numbered && !p->numbered)) {
        p->id = numbered || !r->local ? r->person : r->local;
        p->numbered = numbered;
    }
    if (w->weight > p->weight) {
        p->weight = w->weight;
        p->best = i;
    }
    p->systems |= system_bit(s->system);
    p->agree |= w->attr_agree;
    p->near |= w->attr_near;
    p->differ |= w->attr_differ;
    if (w->attr_agree & 1u << TS_ATTR_LOCAL)
        p->local |= system_bit(s->system);
}

static size_t gather(const ts_stock *stock, const ts_held_row *row, size_t rows, const uint32_t *root, person *out,
                     uint32_t *slot) {
    size_t n = 0;
    for (uint32_t i = 0; i < rows; i++) {
        const ts_snapshot *s = &stock->snapshot[row[i].snapshot];
        ts_weighing w;
        ts_weigh(s, &row[i].c, &w);
        if (root[i] == i) {
            slot[i] = (uint32_t)n;
            out[n++] = (person){.first = i, .best = i, .weight = TS_NO_WEIGHT};
        }
        person_add(&out[slot[root[i]]], i, &row[i], s, &w);
    }
    return n;
}

#define ATTR(a) ((uint16_t)(1u << TS_ATTR_##a))

static const uint16_t name_attrs = ATTR(SURNAME) | ATTR(FORENAME);
static const uint16_t contact_attrs = ATTR(ADDRESS) | ATTR(POSTCODE) | ATTR(LANDLINE) | ATTR(MOBILE) | ATTR(EMAIL);
static const uint16_t strong_attrs = ATTR(NHS) | ATTR(LOCAL) | ATTR(NINO) | ATTR(BANK);

/* Differs from each row that it was compared with. */
static uint16_t never_of(const person *p) { return p->differ & (uint16_t) ~(p->agree | p->near); }

/* Two systems that know the same human being under numbers of their own: both have this full name with this
 * birth date, or, where one of them keeps no birth date, with the same address, phone or e-mail.  Two numbers
 * in one system are two people, until that system says otherwise. */
static bool same_human(const person *a, const person *b) {
    if (a->systems & b->systems)
        return false;
    uint16_t both = a->agree & b->agree, never_a = never_of(a), never_b = never_of(b);
    uint16_t apart =
        (a->agree & never_b) | (b->agree & never_a); /* the sighting's number is one's and not the other's */
    if ((both & name_attrs) != name_attrs || (apart & (ATTR(NHS) | ATTR(NINO))) || ((never_a | never_b) & ATTR(BIRTH)))
        return false;
    return (both & ATTR(BIRTH)) || (both & contact_attrs);
}

/* The sighting itself ties this person to the one it is about: a household, a namesake with the birth date. */
static bool linked(const person *p) {
    uint16_t like = p->agree | p->near;
    return (like & (ATTR(SURNAME) | contact_attrs)) || ((like & ATTR(FORENAME)) && (like & ATTR(BIRTH)));
}

/* Pointed to by name and birth date, or by a strong identifier. */
static bool pointed_to(const person *p) {
    uint16_t full = name_attrs | ATTR(BIRTH);
    return (p->agree & full) == full || (p->agree & strong_attrs);
}

/* An identifier of the sighting that only this person of all candidates has, and that the best one lacks. */
static bool holds_alone(const person *all, size_t n, size_t i, const person *best) {
    uint16_t ids = all[i].agree & strong_attrs & (uint16_t) ~(best->agree | best->near);
    for (size_t k = 0; k < n && ids; k++)
        if (k != i)
            ids &= (uint16_t)~all[k].agree;
    return ids != 0;
}

static bool two_people(const person *all, size_t n, size_t best) {
    if (!pointed_to(&all[best]))
        return false;
    for (size_t i = 0; i < n; i++)
        if (i != best && !linked(&all[i]) && holds_alone(all, n, i, &all[best]))
            return true;
    return false;
}

/* The snapshots of the person's systems, and those of them with which everything agrees that is comparable in
 * any snapshot of that system. */
static void fit(const ts_stock *stock, const ts_held_row *row, size_t rows, const uint32_t *root, uint64_t member,
                ts_match *out) {
    uint16_t compared[TS_VERIFY_SYSTEMS] = {0};
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < rows; i++) {
            const ts_snapshot *s = &stock->snapshot[row[i].snapshot];
            if (root[i] != member || s->system >= TS_VERIFY_SYSTEMS)
                continue;
            uint16_t seen = 0, agree = 0;
            for (int a = 0; a < TS_ATTR_COUNT; a++) {
                seen |= (uint16_t)((row[i].c.attr[a] != TS_ABSENT) << a);
                agree |= (uint16_t)((row[i].c.attr[a] == TS_AGREES) << a);
            }
            if (pass == 0)
                compared[s->system] |= seen;
            else if (agree == compared[s->system] && agree && row[i].snapshot < TS_SNAPSHOT_BITS)
                out->fits |= 1u << row[i].snapshot;
        }
    for (size_t k = 0; k < stock->snapshots && k < TS_SNAPSHOT_BITS; k++)
        if (stock->snapshot[k].system < TS_VERIFY_SYSTEMS && compared[stock->snapshot[k].system])
            out->spans |= 1u << k;
}

static void describe(const ts_stock *stock, const ts_held_row *row, const person *p, ts_match *out) {
    const ts_held_row *r = &row[p->best];
    const ts_snapshot *s = &stock->snapshot[r->snapshot];
    ts_weighing w;
    ts_weigh(s, &r->c, &w);
    out->weight = p->weight;
    out->source_row = r->source_row;
    out->snapshot = r->snapshot;
    out->birth_month = r->birth_month;
    out->systems = p->systems;
    out->local = p->local;
    out->agree = w.attr_agree;
    out->near = w.attr_near;
    out->differ = w.attr_differ;
    out->never = never_of(p);
    out->group_agree = w.group_agree;
    out->group_near = w.group_near;
    out->group_differ = w.group_differ;
    out->population = s->population;
    out->deceased = r->deceased;
    out->travels = s->travels;
}

/* Of two systems' copies of one human being: the health number's name before another, then the earlier. */
static bool names_better(const person *a, const person *b) {
    return a->numbered != b->numbered ? a->numbered : a->first < b->first;
}

static void sum_up(const ts_stock *stock, const ts_held_row *row, size_t rows, const uint32_t *root, person *all,
                   size_t n, ts_match *out) {
    size_t best = 0;
    for (size_t i = 1; i < n; i++) /* of equals the first in the register's order */
        if (all[i].weight > all[best].weight)
            best = i;
    out->two_people = two_people(all, n, best);
    if (all[best].weight <= 0)
        return; /* what speaks against a person names nobody */
    describe(stock, row, &all[best], out);
    fit(stock, row, rows, root, all[best].first, out);
    const person *name = &all[best];
    uint16_t ids = all[best].agree & strong_attrs;
    uint64_t sum = 0; /* of 2^(weight - best), in 2^-16: who is that far behind does not count */
    for (size_t i = 0; i < n; i++) {
        if (all[i].weight <= 0)
            continue;
        if (i != best && same_human(&all[best], &all[i])) {
            out->systems |= all[i].systems;
            out->local |= all[i].local;
            out->never &= (uint16_t) ~(all[i].agree | all[i].near);
            fit(stock, row, rows, root, all[i].first, out);
            name = names_better(&all[i], name) ? &all[i] : name;
            continue;
        }
        if (i != best)
            ids &= (uint16_t)~all[i].agree;
        sum += ts_exp2_fraction(all[i].weight - out->weight) >> (32 - HELD_BITS);
        out->people += out->people < UINT8_MAX;
        if (i != best && all[i].weight > out->second)
            out->second = all[i].weight;
    }
    out->person = name->id;
    out->lone_id = ids != 0;
    out->total = out->weight + ts_log2_ratio(at_least(sum, UINT64_C(1) << HELD_BITS), UINT64_C(1) << HELD_BITS);
    out->holdings = (uint8_t)__builtin_popcountll(out->systems);
}

void ts_match_rows(const ts_stock *stock, const ts_held_row *row, size_t rows, ts_match *out) {
    *out = (ts_match){.weight = TS_NO_WEIGHT,
                      .total = TS_NO_WEIGHT,
                      .second = TS_NO_WEIGHT,
                      .snapshot = UINT16_MAX,
                      .birth_month = -1};
    if (!rows)
        return;
    if (rows > TS_MATCH_ROWS)
        rows = TS_MATCH_ROWS;
    enum { FEW = 64 };
    uint32_t few_root[FEW], few_slot[FEW];
    uint64_t few_key[2 * FEW][2];
    person few_people[FEW];
    bool many = rows > FEW;
    uint32_t *root = many ? ts_alloc_array(rows, sizeof *root) : few_root;
    uint32_t *slot = many ? ts_alloc_array(rows, sizeof *slot) : few_slot;
    uint64_t(*key)[2] = many ? ts_alloc_array(2 * rows, sizeof *key) : few_key;
    person *all = many ? ts_alloc_array(rows, sizeof *all) : few_people;

    unite(row, rows, root, key);
    for (uint32_t i = 0; i < rows; i++)
        root[i] = root_of(root, i);
    size_t n = gather(stock, row, rows, root, all, slot);
    sum_up(stock, row, rows, root, all, n, out);
    if (many) {
        ts_free(root);
        ts_free(slot);
        ts_free(key);
        ts_free(all);
    }
}
