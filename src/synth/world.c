/* world.c - a made-up region: families, what happens to them, and which organisations hold them. */
#include "synth/world.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "synth/names.h"

enum { YEAR = 365, KIDS = 4 };

static const ts_system_facts facts[TS_SYSTEMS] = {
    {"RBS", "PAS", "patient", "RBS_PAS", true},
    {"RBQ", "PAS", "patient", "RBQ_PAS", true},
    {"CHARITY", "CRM", "donor", "Charity_CRM", true},
    {"RBS", "ESR", "staff", "RBS_ESR", false},
    {"RBS", "Procurement", "supplier", "RBS_suppliers", true},
};

const ts_system_facts *ts_system_facts_of(ts_system s) { return s < TS_SYSTEMS ? &facts[s] : NULL; }

bool ts_human_held(const ts_human *h) {
    for (int s = 0; s < TS_SYSTEMS; s++)
        if (h->joined[s] != TS_NO_DATE)
            return true;
    return false;
}

bool ts_human_in(const ts_human *h, ts_system s, ts_date at) {
    return h->joined[s] != TS_NO_DATE && h->joined[s] <= at && (h->left[s] == TS_NO_DATE || h->left[s] > at);
}

const ts_home *ts_human_home(const ts_world *w, const ts_human *h, ts_date at) {
    const ts_family *f = &w->family[h->family];
    return &f->home[f->moved != TS_NO_DATE && at >= f->moved];
}

void ts_human_surname(const ts_human *h, ts_date at, char *out, size_t size) {
    ts_names_surname(h->wedding != TS_NO_DATE && at >= h->wedding ? h->married : h->surname, out, size);
}

static ts_date some_day(ts_dice *c, int from_year, int to_year) {
    ts_date low = ts_date_of(from_year, 1, 1);
    return low + ts_dice_between(c, 0, ts_date_of(to_year, 12, 31) - low);
}

static ts_human *add(ts_world *w, ts_dice *c, uint32_t surname, char sex, ts_date birth) {
    ts_human *h = &w->human[w->humans++];
    int year, month, day;
    ts_date_parts(birth, &year, &month, &day);
    *h = (ts_human){.family = w->families,
                    .surname = surname,
                    .sex = sex,
                    .birth = birth,
                    .death = TS_NO_DATE,
                    .wedding = TS_NO_DATE,
                    .phone_change = TS_NO_DATE,
                    .number = w->next_number++};
    h->forename = ts_names_forename(c, sex, year);
    h->middle = ts_dice_odds(c, 450) ? ts_names_forename(c, sex, year - 30) : NULL;
    h->email = year < 2006 && ts_dice_odds(c, year < 1950 ? 300 : 750);
    for (int s = 0; s < TS_SYSTEMS; s++)
        h->joined[s] = h->left[s] = TS_NO_DATE;
    if (ts_dice_odds(c, 90))
        h->phone_change = some_day(c, 2019, 2023);
    uint32_t dies = year < 1935 ? 260 : year < 1950 ? 110 : year < 1970 ? 25 : 5;
    if (ts_dice_odds(c, dies))
        h->death = some_day(c, 2014, 2023);
    if (h->death != TS_NO_DATE && h->death < birth + 30)
        h->death = TS_NO_DATE;
    if (sex == 'F' && year > 1975 && year < 2000 && ts_dice_odds(c, 120)) {
        h->wedding = some_day(c, 2019, 2023);
        h->married = ts_names_surname_draw(c);
    }
    return h;
}

static void add_children(ts_world *w, ts_dice *c, uint32_t surname, ts_human *father, int mother_year) {
    uint32_t n = ts_dice_below(c, KIDS) + 1;
    int first = mother_year + ts_dice_between(c, 19, 34);
    ts_date birth = ts_date_of(first, 1, 1) + ts_dice_between(c, 0, YEAR - 1);
    ts_date last = ts_date_of(2023, 10, 20);
    for (uint32_t i = 0; i < n && birth < last; i++) {
        char sex = ts_dice_odds(c, 512) ? 'M' : 'F';
        ts_human *kid = add(w, c, surname, sex, birth);
        if (father && sex == 'M' && i == 0 && ts_dice_odds(c, 60))
            kid->forename = father->forename; /* father and son of one name */
        if (ts_dice_odds(c, 20)) {
            ts_human *twin = add(w, c, surname, ts_dice_odds(c, 700) ? sex : 'F', birth);
            while (twin->forename == kid->forename)
                twin->forename = ts_names_forename(c, twin->sex, 2010);
            twin->twin = kid->twin = true;
        }
        birth += ts_dice_between(c, YEAR + 30, 4 * YEAR);
    }
}

/* One household: a lone adult, a couple, or either with children. */
static void add_family(ts_world *w, ts_dice *c) {
    ts_family *f = &w->family[w->families];
    ts_home_make(c, w->style, w->seed, w->families * 2, &f->home[0]);
    ts_home_make(c, w->style, w->seed, w->families * 2 + 1, &f->home[1]);
    f->moved = ts_dice_odds(c, 250) ? some_day(c, 2019, 2023) : TS_NO_DATE;
    int year = ts_dice_odds(c, 480) ? ts_dice_between(c, 1968, 1996) : ts_dice_between(c, 1926, 1990);
    uint32_t surname = ts_names_surname_draw(c);
    ts_human *father = NULL;
    bool couple = ts_dice_odds(c, 620);
    ts_date birth = ts_date_of(year, 1, 1) + ts_dice_between(c, 0, YEAR - 1);
    if (couple || ts_dice_odds(c, 450))
        father = add(w, c, surname, 'M', birth - ts_dice_between(c, -2 * YEAR, 5 * YEAR));
    if (couple || !father)
        add(w, c, ts_dice_odds(c, 720) ? surname : ts_names_surname_draw(c), 'F', birth);
    if ((couple || !father) && year > 1962 && ts_dice_odds(c, 760))
        add_children(w, c, surname, father, year);
    w->families++;
}

static bool child_patient(const ts_human *h) { return h->birth >= ts_date_of(1998, 1, 1); }
static bool grown(const ts_human *h) { return h->birth < ts_date_of(1998, 1, 1); }
static bool forty(const ts_human *h) { return h->birth < ts_date_of(1979, 1, 1); }
static bool heart_patient(const ts_human *h) { return forty(h) && h->joined[TS_SYSTEM_HEART] != TS_NO_DATE; }
static bool working(const ts_human *h) { return grown(h) && h->birth > ts_date_of(1957, 1, 1); }
static bool grown_up_child(const ts_human *h) {
    return h->joined[TS_SYSTEM_CHILDREN] != TS_NO_DATE && h->birth < ts_date_of(2005, 1, 1);
}

/* `count` people join a system, met in a random order.  `fresh`: only those nobody holds yet. */
static void enrol(ts_world *w, ts_system s, uint32_t count, bool fresh, bool (*fits)(const ts_human *)) {
    static const int since[TS_SYSTEMS] = {2004, 2006, 2010, 2001, 2012};
    uint64_t seed = ts_dice_of(w->seed, 0x454E524F, (uint64_t)s, fresh);
    for (uint32_t i = 0; i < w->humans && count > 0; i++) {
        ts_human *h = &w->human[ts_dice_walk(seed, w->humans, i)];
        if (h->joined[s] != TS_NO_DATE || !fits(h) || (fresh && ts_human_held(h)))
            continue;
        ts_dice c = {ts_dice_of(seed, h->number, 1, 0)};
        ts_date from = ts_date_of(since[s], 1, 1), to = ts_date_of(2023, 10, 30);
        if (from < h->birth)
            from = h->birth;
        if (fits == grown_up_child)
            from = h->birth + 18 * YEAR;
        if (h->death != TS_NO_DATE && to > h->death)
            to = h->death;
        if (from > to)
            continue;
        h->joined[s] = from + (ts_date)ts_dice_below(&c, (uint32_t)(to - from) + 1);
        if (s == TS_SYSTEM_STAFF && ts_dice_odds(&c, 300))
            h->left[s] = h->joined[s] + ts_dice_between(&c, 200, 12 * YEAR);
        count--;
    }
}

typedef struct joiner {
    ts_date joined;
    uint32_t person;
} joiner;

static int by_date(const void *a, const void *b) {
    const joiner *x = a, *y = b;
    if (x->joined != y->joined)
        return x->joined < y->joined ? -1 : 1;
    return x->person < y->person ? -1 : x->person > y->person;
}

/* Local numbers are given in the order of joining, with gaps, as registration desks do. */
static void number_members(ts_world *w, ts_system s) {
    static const uint32_t first[TS_SYSTEMS] = {1000000, 200000, 100000, 20100000, 10000};
    static const uint32_t gap[TS_SYSTEMS] = {40, 9, 11, 60, 29};
    joiner *j = ts_alloc_array(w->humans, sizeof *j);
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->humans; i++)
        if (w->human[i].joined[s] != TS_NO_DATE)
            j[n++] = (joiner){w->human[i].joined[s], i + 1};
    qsort(j, n, sizeof *j, by_date);
    ts_dice c = {ts_dice_of(w->seed, 0x4C4F43, (uint64_t)s, 0)};
    w->member[s] = ts_alloc_array(n + 1, sizeof *w->member[s]);
    uint32_t id = first[s] + ts_dice_below(&c, 1000);
    for (uint32_t i = 0; i < n; i++) {
        id += 1 + ts_dice_below(&c, gap[s]);
        w->human[j[i].person - 1].local[s] = id;
        w->member[s][i] = j[i].person;
    }
    w->members[s] = n;
    ts_free(j);
}

void ts_world_make(ts_world *w, uint64_t seed, uint32_t people, uint32_t style) {
    *w = (ts_world){.seed = ts_dice_of(seed, 0x574F524C44, 0, style), .style = style, .held = people, .next_number = 1};
    w->snapshot[0] = ts_date_of(2019, 3, 31);
    w->snapshot[1] = ts_date_of(2021, 3, 31);
    w->snapshot[2] = ts_date_of(2023, 10, 31);
    uint32_t region = people * TS_REGION_PER_HELD;
    w->human = ts_alloc_array(region + 16, sizeof *w->human);
    w->family = ts_alloc_array(region + 16, sizeof *w->family);
    ts_dice c = {w->seed};
    while (w->humans < region)
        add_family(w, &c);
    enrol(w, TS_SYSTEM_CHILDREN, people * 43 / 100, true, child_patient);
    enrol(w, TS_SYSTEM_HEART, people * 35 / 100, true, forty);
    enrol(w, TS_SYSTEM_HEART, people * 8 / 100, false, grown_up_child);
    enrol(w, TS_SYSTEM_STAFF, people * 7 / 100, true, working);
    enrol(w, TS_SYSTEM_SUPPLIERS, people * 3 / 1000 + 3, true, working);
    uint32_t held = 0;
    for (uint32_t i = 0; i < w->humans; i++)
        held += ts_human_held(&w->human[i]);
    enrol(w, TS_SYSTEM_DONORS, people - held, true, grown);
    enrol(w, TS_SYSTEM_DONORS, people / 200, false, heart_patient);
    for (int s = 0; s < TS_SYSTEMS; s++)
        number_members(w, (ts_system)s);
    w->other = ts_alloc_array(w->humans, sizeof *w->other);
    for (uint32_t i = 0; i < w->humans; i++) {
        uint32_t k = ts_dice_walk(w->seed ^ 0x4F54, w->humans, i);
        if (!ts_human_held(&w->human[k]))
            w->other[w->others++] = k + 1;
    }
}

void ts_world_done(ts_world *w) {
    ts_free(w->human);
    ts_free(w->family);
    for (int s = 0; s < TS_SYSTEMS; s++)
        ts_free(w->member[s]);
    ts_free(w->other);
    *w = (ts_world){0};
}
