/* name_lists.h - the project's own lists: how common a forename or surname is, which are words too, and short forms.
 * Part of name.h's door; kept apart because lists and rules are read by different people. */
#ifndef TS_TEXT_NAME_LISTS_H
#define TS_TEXT_NAME_LISTS_H
#include "base/bytes.h"
/* Blocks of folded words, separated by single spaces, most common block first; NULL-terminated. */
extern const char *const ts_forename_blocks[];
extern const char *const ts_surname_blocks[];
extern const char ts_forenames_from_l[]; /* the last of the blocks of forenames */
extern const char ts_surnames_more[]; /* the same of surnames */
/* Those of them that are ordinary words, months or places as well. */
extern const char ts_name_words_too[];
/* Short and long form by turns, sorted by the short form; two NULLs end it. */
extern const char *const ts_short_forms[][2];
#endif
