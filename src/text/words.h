/* words.h - small sets of words, asked for each capital of a text: most are refused by first letter and length. */
#ifndef TS_TEXT_WORDS_H
#define TS_TEXT_WORDS_H

#include "base/bytes.h"

enum { TS_WORD_SET_LONGEST = 15 };

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
