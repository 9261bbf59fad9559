/* words.c - small sets of words. */
#include "text/words.h"

enum { READY = 1 };

#define EIGHT UINT64_C(0xDFDFDFDFDFDFDFDF)
#define FIRST(n) (EIGHT >> (64 - 8 * (n)))
const uint64_t ts_word_letters[17][2] = {{0},
                                         {FIRST(1)},
                                         {FIRST(2)},
                                         {FIRST(3)},
                                         {FIRST(4)},
                                         {FIRST(5)},
                                         {FIRST(6)},
                                         {FIRST(7)},
                                         {EIGHT},
                                         {EIGHT, FIRST(1)},
                                         {EIGHT, FIRST(2)},
                                         {EIGHT, FIRST(3)},
                                         {EIGHT, FIRST(4)},
                                         {EIGHT, FIRST(5)},
                                         {EIGHT, FIRST(6)},
                                         {EIGHT, FIRST(7)},
                                         {EIGHT, EIGHT}};

/* Which bit stands for a word: few others of its letter and length share it. */
static unsigned mark_of(const char *letters, size_t n) {
    uint64_t half[2] = {0};
    memcpy(half, letters, n);
    return (unsigned)(((half[0] ^ half[1] * 31) * UINT64_C(0x9E3779B97F4A7C15)) >> 55);
}

/* Whoever comes first notes the words; two at once note the same. */
static void note_words(ts_word_set *set) {
    for (const char *p = set->words; *p;) {
        size_t n = strcspn(p, " ");
        if (n > 0 && n <= TS_WORD_SET_LONGEST) {
            unsigned mark = mark_of(p, n);
            __atomic_fetch_or(&set->marks[mark / 64], UINT64_C(1) << mark % 64, __ATOMIC_RELAXED);
            __atomic_fetch_or(&set->lengths[*p & 31], (uint16_t)(1u << n), __ATOMIC_RELAXED);
        }
        p += n + (p[n] == ' ');
    }
    __atomic_fetch_or(&set->lengths[0], READY, __ATOMIC_RELEASE);
}

/* As far as its first letter and its length tell. */
static bool may_have(ts_word_set *set, ts_span word) {
    if (word.len == 0 || word.len > TS_WORD_SET_LONGEST)
        return false;
    if (!(__atomic_load_n(&set->lengths[0], __ATOMIC_ACQUIRE) & READY))
        note_words(set);
    return set->lengths[word.ptr[0] & 31] >> word.len & 1;
}

static bool has(const ts_word_set *set, const char *capitals, size_t n) {
    unsigned mark = mark_of(capitals, n);
    if (!(set->marks[mark / 64] >> mark % 64 & 1))
        return false;
    char key[TS_WORD_SET_LONGEST + 3];
    key[0] = key[n + 1] = ' ';
    key[n + 2] = 0;
    memcpy(key + 1, capitals, n);
    return strstr(set->words, key) != NULL;
}

bool ts_word_set_has(ts_word_set *set, ts_span capitals) {
    return may_have(set, capitals) && has(set, capitals.ptr, capitals.len);
}

bool ts_word_set_has_nocase(ts_word_set *set, ts_span word) {
    char text[TS_WORD_SET_LONGEST];
    if (!may_have(set, word))
        return false;
    for (size_t i = 0; i < word.len; i++)
        text[i] = ts_upper(word.ptr[i]);
    return has(set, text, word.len);
}
