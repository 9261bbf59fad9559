/* transfer.h - how bytes are written in letters for a transfer: base64 (RFC 4648) and quoted-printable (RFC 2045, 6.7). */
#ifndef TS_TEXT_TRANSFER_H
#define TS_TEXT_TRANSFER_H

#include "base/bytes.h"

/* Base64 in pieces; {0} begins. */
typedef struct ts_base64 {
    uint32_t bits;
    unsigned n; /* letters of the group that is open */
    uint64_t strange; /* bytes that are no letter, no sign of the end and no white space: passed over */
} ts_base64;

/* Appends the bytes that are whole; both alphabets are taken. */
void ts_base64_add(ts_base64 *b, ts_span text, ts_buf *out);
/* Appends what a cut group still holds. */
void ts_base64_end(ts_base64 *b, ts_buf *out);
/* All of a text at once; gives how many bytes of it were strange. */
uint64_t ts_base64_decode(ts_span text, ts_buf *out);

/* Appends the bytes.  A '=' that begins neither two hex digits nor a line end stays as it is. */
void ts_quoted_printable_decode(ts_span text, ts_buf *out);

#endif
