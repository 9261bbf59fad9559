/* codepage.h - one-byte code pages by their number, as documents name them. */
#ifndef TS_TEXT_CODEPAGE_H
#define TS_TEXT_CODEPAGE_H

#include "base/bytes.h"

/* Appends one byte of the code page as UTF-8.  65001 is UTF-8: the byte goes as it is.  A page that is not known is read
 * as Windows-1252. */
void ts_codepage_add(ts_buf *out, unsigned page, unsigned char byte);
/* The same of each byte. */
void ts_codepage_add_all(ts_buf *out, unsigned page, ts_span bytes);
/* The page of a charset by the name that mail, XML and contacts give it (IANA's registry of character sets, and what
 * programs write for them): "ISO-8859-2", "iso8859_2", "windows-1250", "cp1250", "latin2", "KOI8-R"; marks and case do
 * not matter.  1252 for ASCII, 28591 for Latin-1, 65001 for UTF-8: these show in the bytes.  0: not known. */
unsigned ts_codepage_named(ts_span name);
/* False for pages that ts_codepage_add does not know, as those of two bytes a letter (932, 936, 949, 950). */
bool ts_codepage_known(unsigned page);

#endif
