/* rc4.h - the cipher of old Office documents (RFC 6229 has its vectors). */
#ifndef TS_EXTRACT_RC4_H
#define TS_EXTRACT_RC4_H

#include "base/bytes.h"

typedef struct ts_rc4 {
    uint8_t s[256], i, j;
} ts_rc4;
/* The key has at least one byte. */
void ts_rc4_set(ts_rc4 *r, ts_span key);
/* The next byte of the stream. */
uint8_t ts_rc4_next(ts_rc4 *r);

#endif
