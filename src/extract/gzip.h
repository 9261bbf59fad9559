/* gzip.h - a gzip file unpacked as a stream, each of its members held against its checksum and length (RFC 1952). */
#ifndef TS_EXTRACT_GZIP_H
#define TS_EXTRACT_GZIP_H

#include "extract/inflate.h"
#include "extract/source.h"

typedef struct ts_gzip {
    ts_source *in; /* of known size */
    ts_inflate *inflate;
    char *packed, *out;
    size_t from, len; /* what is left of the packed block */
    uint64_t at; /* bytes of the source that are used up */
    bool open, over; /* within a member; nothing more comes */
    uint32_t crc, given; /* of the member so far */
    ts_reason reason; /* why it broke off; TS_READ: it did not */
    bool damaged; /* a member is not what its checksum was made of */
    ts_buf name; /* of the first member */
    uint32_t modified; /* in seconds since 1970; 0: not said */
    ts_err failed; /* of reading the source */
} ts_gzip;

/* From the beginning of `in`, once or again; *z is {0} at first. */
void ts_gzip_begin(ts_gzip *z, ts_source *in);
/* The next bytes, borrowed until the next call; none: the end, see `failed` and `reason`. */
ts_span ts_gzip_next(ts_gzip *z);
void ts_gzip_done(ts_gzip *z);

#endif
