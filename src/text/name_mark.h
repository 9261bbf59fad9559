/* name_mark.h - 64 bits by which a word of a name is known to those who are not to know the name. */
#ifndef TS_TEXT_NAME_MARK_H
#define TS_TEXT_NAME_MARK_H

#include "base/bytes.h"

/* What a word was held as; these bits of a mark are for them. */
enum { TS_NAME_GIVEN = 1, TS_NAME_FAMILY = 2, TS_NAME_ROLES = TS_NAME_GIVEN | TS_NAME_FAMILY, TS_NAME_ROLE_BITS = 2 };

/* Letters of words that have one: initials and "DE" are no name that one could look for. */
enum { TS_NAME_MARK_LEAST = 3, TS_NAME_MARK_MOST = 32 };

/* Of a word of normal forms, capitals from A to Z, the bits of its roles 0; 0 where it is none.
 * It stands in index files, so a change steps their version.  No secret is in it: whoever has marks can try names. */
uint64_t ts_name_mark(ts_span capitals);

#endif
