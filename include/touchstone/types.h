/* types.h - the few types that every floor shares. */
#ifndef TOUCHSTONE_TYPES_H
#define TOUCHSTONE_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Borrowed bytes.  Whoever makes one says from whom it borrows.  `char` is unsigned in this
 * project (-funsigned-char), so bytes compare and index as 0..255. */
typedef struct ts_span {
    const char *ptr;
    size_t len;
} ts_span;

/* A calendar date as days since 1970-01-01 (proleptic Gregorian); TS_NO_DATE where unknown. */
typedef int32_t ts_date;
#define TS_NO_DATE INT32_MIN

/* An instant: milliseconds since 1970-01-01T00:00:00Z. */
typedef int64_t ts_instant;

/* SHA-256 of some bytes. */
typedef struct ts_digest {
    unsigned char byte[32];
} ts_digest;

/* Why bytes were not read (product.md, "What bad input gets").  Order is stable: stored on disk. */
typedef enum ts_reason {
    TS_READ = 0,
    TS_REASON_ENCRYPTED,
    TS_REASON_TRUNCATED,
    TS_REASON_CORRUPT,
    TS_REASON_UNSUPPORTED,
    TS_REASON_TOO_DEEP,
    TS_REASON_TOO_LARGE,
    TS_REASON_RATIO,
    TS_REASON_TIMEOUT,
    TS_REASON_MEMORY,
    TS_REASON_CRASHED,
    TS_REASON_POLICY,
    TS_REASON_CHANGED,
    TS_REASON_UNREADABLE,
    TS_REASON_NO_ROOM,
    TS_REASON_COUNT
} ts_reason;

/* "read", "encrypted", "too-deep", ... */
const char *ts_reason_name(ts_reason reason);

#ifdef __cplusplus
}
#endif
#endif
