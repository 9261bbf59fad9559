/* name_words.h - the words around and inside names that are no names: titles, degrees, particles. */
#ifndef TS_TEXT_NAME_WORDS_H
#define TS_TEXT_NAME_WORDS_H

#include "base/bytes.h"

typedef enum ts_name_list {
    TS_NAME_TITLES, /* MR, DR, SISTER */
    TS_NAME_ENDINGS, /* what stands behind a name: JNR, OBE, FRCS */
    TS_NAME_DEGREES, /* MB, BA: initials or names, unless more of them follow */
    TS_NAME_PARTICLES, /* VAN, DE, BIN */
    TS_NAME_SHORT, /* surnames of two letters: LI, NG */
    TS_NAME_LISTS
} ts_name_list;

/* Is this word, folded to capitals, in the list? */
bool ts_name_in(ts_span word, ts_name_list list);
/* Of a word of ASCII letters in whatever case; roomy: eight bytes from `word` on are readable. */
bool ts_name_in_written(const char *word, size_t len, ts_name_list list);
bool ts_name_in_roomy(const char *word, size_t len, ts_name_list list);

#endif
