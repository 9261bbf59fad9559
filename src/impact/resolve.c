/* resolve.c - sightings into people: union-find in rounds, the strongest tie first.
 *
 * Each round first connects tentatively whatever shares a value, then looks at every whole component: one that
 * contradicts itself is left as the rounds before had it.  So neither the order of sightings nor of hashes matters.
 */
#include "impact/resolve.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* What must have one value within a person. */
enum { SINGLE_HELD, SINGLE_NHS, SINGLE_BIRTH, SINGLES };

typedef struct state {
    uint64_t value[SINGLES]; /* 0 unknown */
    bool clash; /* two values of one */
} state;

typedef struct shared {
    uint64_t key;
    uint32_t trace;
} shared;

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
    return a->key != b->key ? (a->key < b->key ? -1 : 1) : (a->trace > b->trace) - (a->trace < b->trace);
}

static void connect(const ts_trace *trace, size_t n, ts_tie tie, shared *list, uint32_t *up) {
    size_t m = 0;
    for (size_t i = 0; i < n; i++)
        if (trace[i].tie[tie])
            list[m++] = (shared){trace[i].tie[tie], (uint32_t)i};
    qsort(list, m, sizeof *list, by_key);
    for (size_t i = 1; i < m; i++)
        if (list[i].key == list[i - 1].key)
            join(up, list[i - 1].trace, list[i].trace);
}

/* A person that is identified in the holdings keeps that identity, whatever its sightings say of its number and
 * birth date: an altered copy is about the same person.  Only strangers are asked for them. */
static void gather(const ts_trace *trace, size_t n, uint32_t *up, state *s) {
    memset(s, 0, n * sizeof *s);
    for (size_t i = 0; i < n; i++) {
        uint64_t value[SINGLES] = {trace[i].tie[TS_TIE_HELD], trace[i].nhs, trace[i].birth};
        state *to = &s[root_of(up, (uint32_t)i)];
        for (int k = 0; k < SINGLES; k++) {
            to->clash |= value[k] && to->value[k] && value[k] != to->value[k];
            to->value[k] = to->value[k] ? to->value[k] : value[k];
        }
    }
}

void ts_resolve(const ts_trace *trace, size_t n, uint32_t *person) {
    shared *list = ts_alloc_array(n + 1, sizeof *list);
    uint32_t *tried = ts_alloc_array(n + 1, sizeof *tried);
    state *s = ts_alloc_array(n + 1, sizeof *s);
    for (size_t i = 0; i < n; i++)
        person[i] = (uint32_t)i;
    connect(trace, n, TS_TIE_HELD, list, person);
    for (int tie = TS_TIE_HELD + 1; tie < TS_TIES; tie++) {
        memcpy(tried, person, n * sizeof *tried);
        connect(trace, n, (ts_tie)tie, list, tried);
        gather(trace, n, tried, s);
        for (size_t i = 0; i < n; i++) {
            uint32_t root = root_of(tried, (uint32_t)i);
            if (!s[root].clash)
                join(person, (uint32_t)i, root);
        }
    }
    for (size_t i = 0; i < n; i++)
        person[i] = root_of(person, (uint32_t)i);
    ts_free(list);
    ts_free(tried);
    ts_free(s);
}
