/* words.h - small sets of words, asked for each capital of a text: most are refused by first letter and length. */
#ifndef TS_TEXT_WORDS_H
#define TS_TEXT_WORDS_H

#include "base/bytes.h"

enum { TS_WORD_SET_LONGEST = 15 };

/* What is kept of so many letters, in capitals. */
extern const uint64_t ts_word_letters[17][2];

/* Of a word's first sixteen ASCII letters, in whatever case: capitals, filled up with zeros.  As many bytes from `letters` on
 * are readable, and n > 0. */
static inline void ts_word_key(const char *letters, size_t n, uint64_t half[static 2]) {
    memcpy(half, letters, 2 * sizeof *half);
    half[0] &= ts_word_letters[n < 16 ? n : 16][0];
    half[1] &= ts_word_letters[n < 16 ? n : 16][1];
}

static inline uint64_t ts_word_key_hash(const uint64_t half[static 2]) {
    return (half[0] ^ half[1] * UINT64_C(0x9E3779B97F4A7C15)) * UINT64_C(0xFF51AFD7ED558CCD);
}

/* The place of a text among 2^bits, by its ends; what stands there is compared. */
static inline size_t ts_ends_place(ts_span text, unsigned bits) {
    uint64_t ends[2] = {0};
    if (text.len >= sizeof *ends) {
        memcpy(&ends[0], text.ptr, sizeof *ends);
        memcpy(&ends[1], text.ptr + text.len - sizeof *ends, sizeof *ends);
    } else {
        char few[sizeof *ends] = {0};
        ts_copy(few, text.ptr, text.len);
        memcpy(&ends[0], few, sizeof few);
    }
    return ((ends[0] + text.len) * UINT64_C(0x9E3779B97F4A7C15) ^ ends[1] * UINT64_C(0xFF51AFD7ED558CCD)) >>
           (64 - bits);
}

/* {.words = " DOB NHS TEL "}: in capitals, a space before and after each; static, and otherwise zero. */
typedef struct ts_word_set {
    const char *words;
    uint16_t lengths[32]; /* by first letter & 31: bit per length; of all words once bit 0 of the first is set */
    uint64_t marks[8]; /* a bit a word, by its letters */
} ts_word_set;

/* Is this word, in capitals, one of them? */
bool ts_word_set_has(ts_word_set *set, ts_span capitals);
/* The same of a word of ASCII letters in whatever case. */
bool ts_word_set_has_nocase(ts_word_set *set, ts_span word);

#endif
