/* transfer.h - how bytes are written in letters for a transfer: base64 (RFC 4648), quoted-printable (RFC 2045, 6.7), uuencode
 * (POSIX, uuencode). */
#ifndef TS_TEXT_TRANSFER_H
#define TS_TEXT_TRANSFER_H

#include "base/bytes.h"

/* Base64 in pieces; {0} begins. */
typedef struct ts_base64 {
    uint32_t bits;
    unsigned n; /* letters of the group that is open */
    bool mail; /* the usual alphabet alone: in a mail '-' and '_' are noise (RFC 2045, 6.8) */
    uint64_t strange; /* bytes that are no letter, no sign of the end and no white space: passed over */
} ts_base64;

/* Appends the bytes that are whole; both alphabets are taken, the usual one and that for addresses (RFC 4648, 4 and 5), but in a
 * mail. */
void ts_base64_add(ts_base64 *b, ts_span text, ts_buf *out);
/* Appends what a cut group still holds. */
void ts_base64_end(ts_base64 *b, ts_buf *out);
/* All of a text at once; gives how many bytes of it were strange. */
uint64_t ts_base64_decode(ts_span text, ts_buf *out);

/* Appends the bytes.  A '=' that begins neither two hex digits nor a line end stays as it is. */
void ts_quoted_printable_decode(ts_span text, ts_buf *out);
/* The same of a text that goes on: gives how many bytes of it were used; what is left, at most TS_QUOTED_LEFT, is to be
 * given again before the rest. */
enum { TS_QUOTED_LEFT = 256 };
size_t ts_quoted_printable_add(ts_span text, ts_buf *out);

/* One line of uuencode without its end: its bytes are appended.  False where it is none: a sign outside, or far longer than
 * it says.  Signs that are missing at the end count as blanks, which mailers cut off. */
bool ts_uu_line(ts_span line, ts_buf *out);
/* "begin 644 name": the name; empty where the line is none. */
ts_span ts_uu_begin(ts_span line);

#endif
