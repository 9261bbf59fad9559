/* map.c - hash map keyed by spans, seeded against crafted collisions.
 *
 * Entries stand in insertion order in one array; an open-addressed table of their numbers points
 * at them.  The hash is a multiply-fold over 8-byte words, seeded from the system once a process.
 */
#include "base/map.h"

#include <string.h>
#include <sys/random.h>

#include "base/mem.h"

__extension__ typedef unsigned __int128 u128;

typedef struct entry {
    ts_span key;
    uint64_t hash, value;
} entry;

struct ts_map {
    entry *entries;
    size_t count, cap;
    uint32_t *table; /* entry number + 1; 0 free */
    size_t mask;
    ts_arena keys;
};

static uint64_t seed[2];

static uint64_t fold(uint64_t a, uint64_t b) {
    u128 m = (u128)a * b;
    return (uint64_t)m ^ (uint64_t)(m >> 64);
}

static uint64_t hash_of(ts_span s) {
    uint64_t h = seed[0] ^ s.len, w;
    while (s.len >= 8) {
        memcpy(&w, s.ptr, 8);
        h = fold(h ^ w, seed[1]);
        s.ptr += 8, s.len -= 8;
    }
    w = 0;
    if (s.len)
        memcpy(&w, s.ptr, s.len);
    return fold(h ^ w ^ UINT64_C(0x9E3779B97F4A7C15), seed[1]);
}

ts_map *ts_map_new(void) {
    if (!seed[1]) {
        if (getrandom(seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed)
            seed[0] = UINT64_C(0xA0761D6478BD642F), seed[1] = UINT64_C(0xE7037ED1A0B428DB);
        seed[1] |= 1;
    }
    ts_map *m = ts_alloc(sizeof *m);
    m->mask = 63;
    m->table = ts_alloc_array(m->mask + 1, sizeof *m->table);
    return m;
}

void ts_map_free(ts_map *m) {
    if (!m)
        return;
    ts_arena_done(&m->keys);
    ts_free(m->entries);
    ts_free(m->table);
    ts_free(m);
}

static size_t slot_of(const ts_map *m, ts_span key, uint64_t hash) {
    size_t i = hash & m->mask;
    for (;; i = (i + 1) & m->mask) {
        uint32_t n = m->table[i];
        if (!n)
            return i;
        const entry *e = &m->entries[n - 1];
        if (e->hash == hash && e->key.len == key.len && (key.len == 0 || memcmp(e->key.ptr, key.ptr, key.len) == 0))
            return i;
    }
}

static void widen(ts_map *m) {
    m->mask = m->mask * 2 + 1;
    ts_free(m->table);
    m->table = ts_alloc_array(m->mask + 1, sizeof *m->table);
    for (size_t k = 0; k < m->count; k++) {
        size_t i = m->entries[k].hash & m->mask;
        while (m->table[i])
            i = (i + 1) & m->mask;
        m->table[i] = (uint32_t)k + 1;
    }
}

uint64_t *ts_map_slot(ts_map *m, ts_span key, bool *added) {
    uint64_t hash = hash_of(key);
    size_t i = slot_of(m, key, hash);
    if (added)
        *added = m->table[i] == 0;
    if (!m->table[i]) {
        if (m->count == m->cap) {
            m->cap = m->cap ? m->cap * 2 : 32;
            m->entries = ts_grow(m->entries, m->cap, sizeof *m->entries);
        }
        m->entries[m->count] = (entry){ts_arena_copy(&m->keys, key), hash, 0};
        m->table[i] = (uint32_t)++m->count;
        if (m->count * 4 > m->mask * 3) {
            widen(m);
            return &m->entries[m->count - 1].value;
        }
    }
    return &m->entries[m->table[i] - 1].value;
}

const uint64_t *ts_map_find(const ts_map *m, ts_span key) {
    uint32_t n = m->table[slot_of(m, key, hash_of(key))];
    return n ? &m->entries[n - 1].value : NULL;
}

size_t ts_map_count(const ts_map *m) { return m->count; }

bool ts_map_next(const ts_map *m, size_t *at, ts_span *key, uint64_t *value) {
    if (*at >= m->count)
        return false;
    const entry *e = &m->entries[(*at)++];
    *key = e->key;
    *value = e->value;
    return true;
}
