/* inflate64.h - Deflate64 as a stream, checked: what Windows packs large files with (method 9 of APPNOTE.TXT 4.4.5).
 *
 * It is deflate (RFC 1951) with a window of 64 KiB, distance codes 30 and 31 of 14 more bits, and a length code 285 that
 * begins at 3 and has 16 more bits.
 */
#ifndef TS_EXTRACT_INFLATE64_H
#define TS_EXTRACT_INFLATE64_H

#include "base/bytes.h"

typedef struct ts_inflate64 ts_inflate64;

ts_inflate64 *ts_inflate64_new(void);
void ts_inflate64_free(ts_inflate64 *z); /* NULL is fine */
/* As ts_inflate_run: takes packed bytes, gives unpacked ones; *used and *got say how much; *ended: the stream is over. */
ts_err ts_inflate64_run(ts_inflate64 *z, ts_span in, char *out, size_t cap, size_t *used, size_t *got, bool *ended);

#endif
