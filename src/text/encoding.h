/* encoding.h - any usual charset to valid UTF-8. */
#ifndef TS_TEXT_ENCODING_H
#define TS_TEXT_ENCODING_H
#include "base/bytes.h"
typedef enum ts_charset {
    TS_BINARY = 0,
    TS_UTF8,
    TS_UTF16LE,
    TS_UTF16BE,
    TS_WINDOWS_1252,
    TS_UTF32LE,
    TS_UTF32BE
} ts_charset;
/* What the head of a blob looks like: BOM, else valid UTF-8 (a cut last character is fine), else UTF-16 by
 * its NUL pattern, else Windows-1252 where control bytes are rare, else TS_BINARY.  *bom = bytes of the mark. */
ts_charset ts_charset_guess(ts_span head, size_t *bom);
/* Converts as many whole characters as there are; *used says how many input bytes.  `last`: a cut
 * character at the end becomes U+FFFD.  TS_UTF8 and TS_WINDOWS_1252 both take UTF-8 where it is valid and
 * Windows-1252 byte by byte where it is not; the latter a cut character at the end too.  Appends. */
void ts_to_utf8(ts_charset from, ts_span in, bool last, ts_buf *out, size_t *used);
const char *ts_charset_name(ts_charset c);
#endif
