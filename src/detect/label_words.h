/* label_words.h - the dictionary of labels: what names a kind, what says whose a value is, and what changes nothing. */
#ifndef TS_DETECT_LABEL_WORDS_H
#define TS_DETECT_LABEL_WORDS_H

#include <touchstone/types.h>

#include "base/once.h"

/* TEXT: before a colon in forms; in a table such words are values, "Tenant", as often as names of columns. */
enum { TS_LABEL_WEAK = 1, TS_LABEL_COLUMN = 2, TS_LABEL_TEXT = 4 };

/* What is known of a label, by its letters: lower case, without what stands between. */
typedef struct ts_label_entry {
    uint16_t key; /* where its letters begin in the pool */
    uint8_t len, kind, about, row, part, flags;
    bool other;
    uint32_t categories;
} ts_label_entry;

/* What a single word does in a label. */
typedef struct ts_label_word {
    const char *word;
    uint8_t len, about, row; /* roles, as in ts_label */
    bool people, modifier, ending;
} ts_label_word;

/* Before any of these. */
void ts_label_words_build(void);
extern ts_once ts_label_words_once;
static inline void ts_label_words_ready(void) { ts_once_ready(&ts_label_words_once, ts_label_words_build); }
const ts_label_entry *ts_label_entry_of(const char *letters, size_t n); /* NULL: none */
const ts_label_entry *ts_column_entry_of(const char *letters, size_t n); /* of column_names.def */
const ts_label_word *ts_label_word_of(const char *letters, size_t n); /* all empty where it does nothing */
/* May a label end so, by its last three letters?  Most words of prose end otherwise. */
extern uint32_t ts_label_ends[32][32]; /* by the last letter and the one before it, a bit each third last */
static inline bool ts_label_may_end(const char last[static 3]) {
    return ts_label_ends[last[2] & 31][last[1] & 31] >> (last[0] & 31) & 1;
}
/* False where the words are no label, as far as their last three letters tell. */
bool ts_label_may_be(ts_span words);

static inline uint32_t ts_label_hash(const char *s, size_t n) {
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++)
        h = (h ^ (uint8_t)s[i]) * 16777619u;
    return h ^ h >> 15;
}

#endif
