/* name_known.c - looks names up in the project's own lists: how common one is, and its long form. */
#include "text/name.h"

#include "base/once.h"
#include "text/name_lists.h"
#include "text/words.h"

ts_span ts_name_long(ts_span forename) {
    size_t low = 0, high = 0;
    while (ts_short_forms[high][0])
        high++;
    while (low < high) {
        size_t mid = (low + high) / 2;
        int order = ts_span_cmp(forename, ts_str(ts_short_forms[mid][0]));
        if (order == 0)
            return ts_str(ts_short_forms[mid][1]);
        if (order < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return forename;
}

/* What is known of a word of at most sixteen letters: an open hash table, and before it a bit a word, small enough to
 * stay in the cache, since most words that are asked for are no names. */
enum { SLOTS = 32768, LONGEST = 16 };
typedef struct key {
    uint64_t half[2]; /* capitals, filled up with zeros; both 0: a free slot */
} key;
static key words[SLOTS];
static uint8_t bits_of[SLOTS]; /* TS_WORD_ */
uint64_t ts_name_marks[TS_NAME_MARKS / 64];
static ts_once lists_once = TS_ONCE_INIT;

static size_t slot_of(key k, uint64_t hash) {
    size_t at = (hash ^ hash >> 32) & (SLOTS - 1);
    while (words[at].half[0] && (words[at].half[0] != k.half[0] || words[at].half[1] != k.half[1]))
        at = (at + 1) & (SLOTS - 1);
    return at;
}

static key key_of(const char *letters, size_t n) {
    key k = {{0}};
    memcpy(k.half, letters, n);
    return k;
}

static void note(const char *list, unsigned bits, unsigned mask) {
    for (const char *p = list; *p;) {
        size_t n = 0;
        while (p[n] > ' ')
            n++;
        key k = key_of(p, n < LONGEST ? n : LONGEST);
        uint64_t hash = ts_word_key_hash(k.half);
        size_t at = slot_of(k, hash);
        words[at] = k;
        if ((bits_of[at] & mask) == 0)
            bits_of[at] |= (uint8_t)bits;
        ts_name_marks[hash >> 40 & (TS_NAME_MARKS / 64 - 1)] |= ts_name_mark_of(hash);
        p += n + (p[n] == ' ');
    }
}

static void fill_lists(void) {
    for (unsigned b = 0; ts_forename_blocks[b]; b++)
        note(ts_forename_blocks[b], b < 2 ? 3 - b : 1, TS_WORD_FORENAME);
    for (unsigned b = 0; ts_surname_blocks[b]; b++)
        note(ts_surname_blocks[b], (b < 2 ? 3 - b : 1) * TS_WORD_SURNAME_ONE, TS_WORD_SURNAME);
    note(ts_name_words_too, TS_WORD_ORDINARY, TS_WORD_ORDINARY);
}

void ts_name_words_ready(void) { ts_once_ready(&lists_once, fill_lists); }

unsigned ts_name_word_roomy(const char *word, size_t len) {
    ts_name_words_ready();
    if (len == 0 || len > LONGEST)
        return 0;
    key k = {{0}};
    ts_word_key(word, len, k.half);
    uint64_t hash = ts_word_key_hash(k.half);
    if (!ts_name_word_possible(hash))
        return 0;
    return bits_of[slot_of(k, hash)];
}

unsigned ts_name_word(ts_span word) {
    char letters[LONGEST] = {0};
    if (word.len > LONGEST)
        return 0;
    ts_copy(letters, word.ptr, word.len);
    return ts_name_word_roomy(letters, word.len);
}

static unsigned how_common(unsigned level) {
    static const uint8_t common[] = {0, 80, 160, 255};
    return common[level];
}

unsigned ts_forename_known(ts_span folded) { return how_common(ts_name_word(folded) & TS_WORD_FORENAME); }

unsigned ts_surname_known(ts_span folded) {
    return how_common((ts_name_word(folded) & TS_WORD_SURNAME) / TS_WORD_SURNAME_ONE);
}
