/* odd_signs.h - numbers and dates written with other than ASCII's digits, hyphens and blanks. */
#ifndef TS_DETECT_ODD_SIGNS_H
#define TS_DETECT_ODD_SIGNS_H

#include "base/bytes.h"
#include "model/mention.h"

/* From where on in the plain text its places are how much further in the written one. */
typedef struct ts_sign_shift {
    uint32_t from, by;
    bool dropped; /* by a sign that the plain text has not: a value that ends there ends before it */
} ts_sign_shift;

typedef struct ts_odd_signs {
    ts_buf plain;
    ts_sign_shift *shift;
    size_t n, room;
} ts_odd_signs;

/* Copies `text` with the signs beside digits in their plain form, "12\u201303\u20131961", "999\u00A0000\u00A00018"; false where there is none. */
bool ts_odd_signs_read(ts_span text, ts_odd_signs *out);
/* The place in the written text of one in the plain text. */
uint32_t ts_odd_signs_place(const ts_odd_signs *o, uint32_t plain);
/* The same of a value's end. */
uint32_t ts_odd_signs_end(const ts_odd_signs *o, uint32_t plain);
void ts_odd_signs_done(ts_odd_signs *o);

#endif
