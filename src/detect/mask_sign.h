/* mask_sign.h - signs that hide characters of a value: stars, dots, blocks. */
#ifndef TS_DETECT_MASK_SIGN_H
#define TS_DETECT_MASK_SIGN_H

#include "base/bytes.h"

/* A sign that hides one character: * # _ ? and the dots and blocks of Unicode.  Its length in bytes; 0: none stands at
 * text[at].  An x hides only where its kind has no letters, and is no sign here. */
size_t ts_mask_sign(ts_span text, size_t at);
/* Does one stand in the text, or two x side by side? */
bool ts_has_mask(ts_span text);

#endif
