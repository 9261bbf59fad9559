/* codepage.h - one-byte code pages by their number, as documents name them. */
#ifndef TS_TEXT_CODEPAGE_H
#define TS_TEXT_CODEPAGE_H

#include "base/bytes.h"

/* Appends one byte of the code page as UTF-8.  65001 is UTF-8: the byte goes as it is.  A page that is not known is read
 * as Windows-1252. */
void ts_codepage_add(ts_buf *out, unsigned page, unsigned char byte);
/* False for pages that ts_codepage_add does not know, as those of two bytes a letter (932, 936, 949, 950). */
bool ts_codepage_known(unsigned page);

#endif
