/* mime_header.h - what stands in the header of a mail or of a part of one: encoded words (RFC 2047), parameters (RFC 2231), and
 * what the part is (RFC 2045, RFC 2183, RFC 2557).
 *
 * Written for what mailers write, not only for what they should: words that stand inside others or hold blanks, parameters
 * without quotes, raw bytes beyond ASCII.
 */
#ifndef TS_EXTRACT_MIME_HEADER_H
#define TS_EXTRACT_MIME_HEADER_H

#include "base/bytes.h"
#include "base/mem.h"

enum { TS_MIME_FIELDS = 64, TS_MIME_FIELD = 64 * 1024 };

typedef enum ts_mime_coding {
    TS_MIME_PLAIN, /* 7bit, 8bit, binary, and what nobody knows */
    TS_MIME_BASE64,
    TS_MIME_QUOTED,
    TS_MIME_UU
} ts_mime_coding;

/* Of one part; spans live until the next ts_mime_head_begin.  {0}, then begin. */
typedef struct ts_mime_head {
    ts_span type, subtype; /* as written; case does not count: ts_mime_is */
    ts_span charset, boundary, smime; /* parameters of the type; empty: none */
    bool multipart; /* of type multipart, and says its boundary, which may be empty */
    bool attachment; /* its disposition says so */
    ts_span file, name, location; /* UTF-8: of the disposition, of the type, the last part of its address */
    ts_mime_coding coding;
    size_t fields; /* taken so far: TS_MIME_FIELDS of TS_MIME_FIELD bytes each are looked at, a mailer writes four */
    ts_arena memory;
} ts_mime_head;

/* Appends the value, without line ends in it, as UTF-8: encoded words are decoded and the blanks between them dropped; bytes
 * that are no UTF-8 are read as Windows-1252. */
void ts_mime_words(ts_span value, ts_buf *out);

/* Begins a part: plain text, or, in a multipart/digest, a message (RFC 2046, 5.1.5). */
void ts_mime_head_begin(ts_mime_head *h, bool digest);
/* Is it a field that ts_mime_head_field reads? */
bool ts_mime_head_wants(ts_span name);
/* Takes a field; of several of one name the last counts.  `value` is unfolded. */
void ts_mime_head_field(ts_mime_head *h, ts_span name, ts_span value);
void ts_mime_head_done(ts_mime_head *h);
bool ts_mime_is(const ts_mime_head *h, const char *type, const char *subtype);

#endif
