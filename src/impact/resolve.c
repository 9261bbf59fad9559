/* resolve.c - sightings into people: union-find in rounds, the strongest tie first.
 *
 * Each round first connects tentatively whatever shares a value, then looks at every whole component: one that
 * contradicts itself is left as the rounds before had it.  So neither the order of sightings nor of hashes matters.
 */
#include "impact/resolve.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What must have one value within a person.  Half a hash is enough to see that two of a few values differ. */
enum { SINGLE_NHS, SINGLE_BIRTH, SINGLE_HELD, SINGLES, PER_PASS = TS_TIES / TS_RESOLVE_PASSES, PPB = 1000000000 };

typedef struct single {
    uint32_t value[SINGLES]; /* 0 unknown; of SINGLE_HELD a number that people held as one share */
} single;

typedef struct state {
    single has;
    bool clash; /* two values of one */
    uint8_t births; /* sightings that show a birth date: 0, 1, or 2 for more */
} state;

/* A value's hash in two halves, so that it takes twelve bytes. */
typedef struct shared {
    uint32_t high, low, trace;
} shared;

typedef struct shared_list {
    shared *at;
    size_t n, cap;
} shared_list;

struct ts_resolver {
    int pass;
    size_t n, taken, cap;
    single *single;
    uint32_t *person; /* union-find */
    uint64_t apart, mistaken_ppb;
    shared_list list[PER_PASS];
};

ts_resolver *ts_resolver_new(void) { return ts_alloc(sizeof(ts_resolver)); }

void ts_resolver_free(ts_resolver *r) {
    if (!r)
        return;
    for (int i = 0; i < PER_PASS; i++)
        ts_free(r->list[i].at);
    ts_free(r->single);
    ts_free(r->person);
    ts_free(r);
}

bool ts_resolver_wants(const ts_resolver *r, ts_tie tie) { return (int)tie / PER_PASS == r->pass; }

size_t ts_resolver_count(const ts_resolver *r) { return r->n; }

uint64_t ts_resolver_apart(const ts_resolver *r) { return r->apart; }

uint64_t ts_resolver_mistaken_ppb(const ts_resolver *r) { return r->mistaken_ppb; }

uint32_t ts_resolver_person(const ts_resolver *r, size_t i) { return r->person[i]; }

static uint32_t half(uint64_t hash) {
    uint32_t h = (uint32_t)(hash ^ hash >> 32);
    return hash && !h ? 1 : h;
}

static void add_shared(shared_list *l, uint64_t hash, size_t trace) {
    if (l->n == l->cap) {
        l->cap = l->cap ? l->cap * 2 : 1024;
        l->at = ts_grow(l->at, l->cap, sizeof *l->at);
    }
    l->at[l->n++] = (shared){(uint32_t)(hash >> 32), (uint32_t)hash, (uint32_t)trace};
}

void ts_resolver_take(ts_resolver *r, const ts_trace *t) {
    size_t i = r->taken++;
    if (r->pass == 0) {
        if (i == r->cap) {
            r->cap = r->cap ? r->cap * 2 : 1024;
            r->single = ts_grow(r->single, r->cap, sizeof *r->single);
            r->person = ts_grow(r->person, r->cap, sizeof *r->person);
        }
        r->n = r->taken;
        r->single[i] = (single){{half(t->nhs), half(t->birth), t->tie[TS_TIE_HELD] != 0}};
        r->person[i] = (uint32_t)i;
    }
    for (int k = 0; k < PER_PASS; k++)
        if (t->tie[r->pass * PER_PASS + k])
            add_shared(&r->list[k], t->tie[r->pass * PER_PASS + k], i);
}

static uint32_t root_of(uint32_t *up, uint32_t i) {
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

/* The lower number is the root: the first sighting names its person. */
static void join(uint32_t *up, uint32_t a, uint32_t b) {
    a = root_of(up, a);
    b = root_of(up, b);
    if (a < b)
        up[b] = a;
    else
        up[a] = b;
}

static int by_key(const void *x, const void *y) {
    const shared *a = x, *b = y;
    if (a->high != b->high)
        return a->high < b->high ? -1 : 1;
    if (a->low != b->low)
        return a->low < b->low ? -1 : 1;
    return (a->trace > b->trace) - (a->trace < b->trace);
}

/* Connects what shares a value, and lets the list go. */
static void connect(shared_list *l, uint32_t *up) {
    if (l->n)
        qsort(l->at, l->n, sizeof *l->at, by_key);
    for (size_t i = 1; i < l->n; i++)
        if (l->at[i].high == l->at[i - 1].high && l->at[i].low == l->at[i - 1].low)
            join(up, l->at[i - 1].trace, l->at[i].trace);
    ts_free(l->at);
    *l = (shared_list){0};
}

/* A person that is identified in the holdings keeps that identity, whatever its sightings say of its number and
 * birth date: an altered copy is about the same person.  Only strangers are asked for them. */
static void gather(const ts_resolver *r, uint32_t *up, bool issued, state *s) {
    for (size_t i = 0; i < r->n; i++) {
        state *to = &s[root_of(up, (uint32_t)i)];
        to->births = (uint8_t)(to->births + (r->single[i].value[SINGLE_BIRTH] && to->births < 2));
        for (int k = 0; k < SINGLES; k++) {
            uint32_t value = r->single[i].value[k];
            to->clash |= value && to->has.value[k] && value != to->has.value[k] && !(issued && k == SINGLE_HELD);
            to->has.value[k] = to->has.value[k] ? to->has.value[k] : value;
        }
    }
}

/* Held people who are one by now share a number from here on. */
static void name_held(ts_resolver *r) {
    for (size_t i = 0; i < r->n; i++)
        if (r->single[i].value[SINGLE_HELD])
            r->single[i].value[SINGLE_HELD] = root_of(r->person, (uint32_t)i) + 1;
}

/* Joins what does not contradict itself, and counts what does. */
static void settle(ts_resolver *r, ts_tie tie, uint32_t *tried, const state *s) {
    uint64_t joined = 0, kept = 0, sound = 0;
    for (size_t i = 0; i < r->n; i++) {
        uint32_t root = root_of(tried, (uint32_t)i); /* the first sighting of those connected */
        bool another = r->person[i] == i && root != i; /* a person beside that sighting's */
        sound += root == i && !s[i].clash && s[i].births > 1;
        if (s[root].clash) {
            kept += another;
        } else {
            joined += another;
            join(r->person, (uint32_t)i, root);
        }
    }
    r->apart += kept;
    if ((tie == TS_TIE_MAIL || tie == TS_TIE_PLACE) && kept)
        r->mistaken_ppb += joined * (kept * PPB / (kept + sound));
}

static void round_of(ts_resolver *r, ts_tie tie, shared_list *l) {
    bool issued = tie == TS_TIE_NHS || tie == TS_TIE_NINO || tie == TS_TIE_LOCAL;
    if (tie == TS_TIE_HELD) {
        connect(l, r->person);
    } else if (l->n) {
        uint32_t *tried = ts_alloc_array(r->n + 1, sizeof *tried);
        memcpy(tried, r->person, r->n * sizeof *tried);
        connect(l, tried);
        state *s = ts_alloc_array(r->n + 1, sizeof *s);
        gather(r, tried, issued, s);
        settle(r, tie, tried, s);
        ts_free(s);
        ts_free(tried);
    }
    if (tie == TS_TIE_HELD || issued)
        name_held(r);
}

bool ts_resolver_turn(ts_resolver *r) {
    if (r->taken != r->n)
        return false;
    for (int k = 0; k < PER_PASS; k++)
        round_of(r, (ts_tie)(r->pass * PER_PASS + k), &r->list[k]);
    r->pass++;
    r->taken = 0;
    if (r->pass == TS_RESOLVE_PASSES)
        for (size_t i = 0; i < r->n; i++)
            r->person[i] = root_of(r->person, (uint32_t)i);
    return true;
}

void ts_resolve(const ts_trace *trace, size_t n, uint32_t *person) {
    ts_resolver *r = ts_resolver_new();
    for (int pass = 0; pass < TS_RESOLVE_PASSES; pass++) {
        for (size_t i = 0; i < n; i++)
            ts_resolver_take(r, &trace[i]);
        (void)ts_resolver_turn(r);
    }
    for (size_t i = 0; i < n; i++)
        person[i] = ts_resolver_person(r, i);
    ts_resolver_free(r);
}
