/* ebcdic.h - text of IBM mainframes and midrange systems: EBCDIC in code pages 037, 285, 500, 1047. */
#ifndef TS_TEXT_EBCDIC_H
#define TS_TEXT_EBCDIC_H

#include "base/bytes.h"

typedef struct ts_ebcdic {
    unsigned page; /* 37, 285, 500 or 1047 */
    uint32_t record; /* bytes of each record where nothing else ends them; 0: lines end with NL or LF */
    bool counted; /* before each record stand four bytes with its length (RDW) */
} ts_ebcdic;

/* Does the head of a blob look like text in EBCDIC?  size: of the whole blob, UINT64_MAX not known. */
bool ts_ebcdic_looks(ts_span head, uint64_t size, ts_ebcdic *out);
/* Appends whole lines or records as UTF-8, each ended by a line end; *used: their bytes.  `last`: nothing follows, so what
 * is left counts as one too.  A character of EBCDIC is one character; controls, packed numbers too, become blanks. */
void ts_ebcdic_to_utf8(const ts_ebcdic *e, ts_span in, bool last, ts_buf *out, size_t *used);

#endif
