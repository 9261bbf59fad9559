/* inflate.h - raw deflate as a stream, checked and bounded (RFC 1951); ISA-L does the work. */
#ifndef TS_EXTRACT_INFLATE_H
#define TS_EXTRACT_INFLATE_H

#include "base/bytes.h"

typedef struct ts_inflate ts_inflate;

ts_inflate *ts_inflate_new(void);
void ts_inflate_free(ts_inflate *z);
void ts_inflate_reset(ts_inflate *z);
/* Takes packed bytes, gives unpacked ones.  *used and *got say how much; *ended: the stream is over. */
ts_err ts_inflate_run(ts_inflate *z, ts_span in, char *out, size_t cap, size_t *used, size_t *got, bool *ended);
/* Of bytes taken by earlier calls: how many were not the stream's, known once it has ended. */
size_t ts_inflate_back(const ts_inflate *z);
/* CRC-32 of ISO 3309, as zip and gzip have it. */
uint32_t ts_crc32(uint32_t crc, ts_span bytes);

#endif
