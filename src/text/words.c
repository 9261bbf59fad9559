/* words.c - small sets of words. */
#include "text/words.h"

enum { READY = 1 };

/* Whoever comes first notes the lengths; two at once note the same. */
static void note_lengths(ts_word_set *set) {
    for (const char *p = set->words; *p;) {
        size_t n = strcspn(p, " ");
        if (n > 0)
            __atomic_fetch_or(&set->lengths[*p & 31], (uint16_t)(1u << n), __ATOMIC_RELAXED);
        p += n + (p[n] == ' ');
    }
    __atomic_fetch_or(&set->lengths[0], READY, __ATOMIC_RELEASE);
}

bool ts_word_set_has(ts_word_set *set, ts_span capitals) {
    if (capitals.len == 0 || capitals.len > TS_WORD_SET_LONGEST)
        return false;
    if (!(__atomic_load_n(&set->lengths[0], __ATOMIC_ACQUIRE) & READY))
        note_lengths(set);
    if (!(set->lengths[capitals.ptr[0] & 31] >> capitals.len & 1))
        return false;
    char key[TS_WORD_SET_LONGEST + 3];
    key[0] = key[capitals.len + 1] = ' ';
    key[capitals.len + 2] = 0;
    memcpy(key + 1, capitals.ptr, capitals.len);
    return strstr(set->words, key) != NULL;
}

bool ts_word_set_has_nocase(ts_word_set *set, ts_span word) {
    char text[TS_WORD_SET_LONGEST];
    if (word.len > sizeof text)
        return false;
    for (size_t i = 0; i < word.len; i++)
        text[i] = ts_upper(word.ptr[i]);
    return ts_word_set_has(set, ts_span_of(text, word.len));
}
