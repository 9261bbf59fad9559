/* letters.h - the letters of a character set that mail names (IANA's registry), as UTF-8, in pieces.
 *
 * Sets whose bytes show what they are (UTF-8, ASCII, Latin-1 and Windows-1252, no name at all) are told from the bytes: a
 * wrong label is commoner than a right one that the bytes contradict.  One-byte sets are tables (text/codepage.h).  Sets of
 * several bytes are modules of the C library, opened by ts_letters_preload while there are files
 * (docs/adr/0022-own-mail-reader.md).
 */
#ifndef TS_EXTRACT_LETTERS_H
#define TS_EXTRACT_LETTERS_H

#include "text/encoding.h"

typedef enum ts_letters_way { TS_LETTERS_SHOWN, TS_LETTERS_PAGE, TS_LETTERS_WIDE, TS_LETTERS_MODULE } ts_letters_way;

typedef struct ts_letters {
    ts_letters_way way;
    ts_charset charset; /* as shown, once begun; of TS_LETTERS_WIDE what the name says if nothing shows */
    unsigned page, module;
    bool begun;
} ts_letters;

/* Before any sandbox; without it sets of several bytes are not known.  Only the first call does anything. */
void ts_letters_preload(void);
/* Begins a text in the set of this name; one that nobody knows is read as shown. */
void ts_letters_begin(ts_letters *l, ts_span name);
/* Appends the letters of the next bytes, U+FFFD for what is none; gives how many bytes were used: what is left is to be
 * given again before the rest.  `last`: nothing follows, all are used. */
size_t ts_letters_add(ts_letters *l, ts_span bytes, bool last, ts_buf *out);
/* Do the letters of one piece depend on those before it in the text (ISO-2022, UTF-7, a byte order mark)? */
bool ts_letters_shift(const ts_letters *l);

#endif
