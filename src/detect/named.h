/* named.h - who was named before in a text: "Priya", "Shah" after "Priya Shah". */
#ifndef TS_DETECT_NAMED_H
#define TS_DETECT_NAMED_H

#include "model/mention.h"
#include "text/words.h"

enum { TS_NAMED = 32, TS_NAMED_SHARING = 1 << 10 };

/* Words of the people who were named last, by hash, and how many of them share ten bits of it: most words share none. */
typedef struct ts_named {
    uint64_t mark[TS_NAMED]; /* the lowest bit says whether it is the surname */
    size_t n;
    uint8_t sharing[TS_NAMED_SHARING];
} ts_named;

/* Of a word's first sixteen letters in capitals, of which as many bytes are readable.  64 bits suffice: what a crafted
 * pair would win is a name that is none. */
static inline uint64_t ts_named_mark_of_hash(uint64_t hash) { return (hash ^ hash >> 31) & ~UINT64_C(1); }
static inline uint64_t ts_named_mark(const char *p, size_t n) {
    uint64_t half[2];
    ts_word_key(p, n, half);
    return ts_named_mark_of_hash(ts_word_key_hash(half));
}

static inline uint64_t ts_named_mark_of(ts_span w) {
    char letters[16] = {0};
    size_t n = w.len < sizeof letters ? w.len : sizeof letters;
    ts_copy(letters, w.ptr, n);
    return ts_named_mark(letters, n);
}

static inline size_t ts_named_shared(uint64_t mark) { return mark >> 8 & (TS_NAMED_SHARING - 1); }

/* False where nobody was named so for sure. */
static inline bool ts_named_may_be(const ts_named *named, uint64_t mark) {
    return named->sharing[ts_named_shared(mark)] != 0;
}

/* The oldest of those kept gives way. */
static inline void ts_named_add(ts_named *named, uint64_t mark, bool surname) {
    uint64_t *at = &named->mark[named->n % TS_NAMED];
    if (named->n++ >= TS_NAMED)
        named->sharing[ts_named_shared(*at)]--;
    *at = mark | surname;
    named->sharing[ts_named_shared(mark)]++;
}

/* As what: a forename, a surname; TS_KIND_NONE: it was not. */
static inline ts_kind ts_named_as(const ts_named *named, uint64_t mark) {
    if (!ts_named_may_be(named, mark))
        return TS_KIND_NONE;
    size_t n = named->n < TS_NAMED ? named->n : TS_NAMED;
    for (size_t i = 0; i < n; i++)
        if ((named->mark[i] & ~UINT64_C(1)) == mark)
            return named->mark[i] & 1 ? TS_KIND_SURNAME : TS_KIND_FORENAME;
    return TS_KIND_NONE;
}

#endif
