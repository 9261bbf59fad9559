/* place_find.h - the place that a person means by a locator, and those that may have been meant. */
#ifndef TS_STORE_PLACE_FIND_H
#define TS_STORE_PLACE_FIND_H

#include "store/blobs.h"

enum { TS_PLACE_NEAR = 3, TS_PLACE_CODE = 6 /* digits of a content's code, at least */ };
typedef struct ts_place_found {
    int64_t place, blob; /* 0: none fits; blob 0: nothing could be opened there */
    unsigned contents; /* how many fit equally well; more than one: it is ambiguous */
    int64_t near[TS_PLACE_NEAR]; /* of these some, or else those whose names are almost the one that was given */
    size_t nears;
} ts_place_found;

/* `locator`: the path and the members of a locator, without its #part.  It may be whole; the end of one, from a '/' on; or the code
 * of the content that masked places carry: "3F2A91", "[3F2A91]", "E1/…/….csv [3F2A91]", or its whole SHA-256.  A whole one
 * goes before a code, a code before an end.  One content at several places is one. */
ts_err ts_place_search(ts_case *c, ts_span locator, ts_place_found *out);

#endif
