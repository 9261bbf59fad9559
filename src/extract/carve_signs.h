/* carve_signs.h - files inside other bytes: their signs, and how far they reach. */
#ifndef TS_EXTRACT_CARVE_SIGNS_H
#define TS_EXTRACT_CARVE_SIGNS_H

#include "extract/source.h"

typedef enum ts_sign_kind {
    TS_SIGN_NONE,
    TS_SIGN_ZIP,
    TS_SIGN_PNG,
    TS_SIGN_JPEG,
    TS_SIGN_PDF,
    TS_SIGN_OLE,
    TS_SIGN_SQLITE,
    TS_SIGN_7Z,
    TS_SIGN_GZIP, /* from here on: streams, to be unpacked */
    TS_SIGN_ZLIB,
} ts_sign_kind;

/* The first sign at or after `from` whose first bytes lie before `end`; *at = end where there is none.  Bytes up to `len`
 * may be looked at. */
ts_sign_kind ts_sign_next(const char *bytes, size_t from, size_t end, size_t len, size_t *at);
/* The name's ending, with its dot. */
const char *ts_sign_ending(ts_sign_kind kind);
/* How far the file goes that seems to begin at `at`: what its own bytes say, else TS_LIMIT_CARVED bytes or the end.  0: it is
 * none. */
uint64_t ts_sign_length(ts_source *in, uint64_t at, ts_sign_kind kind);

#endif
