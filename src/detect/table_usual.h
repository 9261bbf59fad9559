/* table_usual.h - which cells of a table are what they are, or nothing, at first sight. */
#ifndef TS_DETECT_TABLE_USUAL_H
#define TS_DETECT_TABLE_USUAL_H

#include "detect/state.h"

/* Among the cells without a kind: words in small letters, one word of letters, or a short code that ends in a digit.  There is
 * nothing in them to be read where no masks of local ids are.  TS_USUAL_ROOM bytes are readable. */
ts_usual ts_usual_word_alone(const char *cell, size_t len);
/* Which look suffices for a column's cells: NULL where each is looked at closely. */
ts_usual (*ts_table_usual(const ts_detect *d, size_t i))(const char *, size_t);

#endif
