/* uu_text.h - files that stand in a text as uuencode: "begin 644 name", lines, "end" (POSIX, uuencode), as mailers wrote attachments
 * before MIME and people still paste them. */
#ifndef TS_EXTRACT_UU_TEXT_H
#define TS_EXTRACT_UU_TEXT_H

#include "base/bytes.h"

typedef enum ts_uu_event {
    TS_UU_MORE, /* what is left of the bytes, at most two lines, is to be given again before the rest */
    TS_UU_TEXT, /* *out is text */
    TS_UU_BEGIN, /* a file begins; *out is its name */
    TS_UU_DATA, /* *out are bytes of it */
    TS_UU_END, /* it ends as it should */
    TS_UU_BROKEN /* it ends amid its lines: what follows is text again */
} ts_uu_event;

/* {0} begins a text. */
typedef struct ts_uu_text {
    bool in_file, amid_line; /* of the file's lines; the next byte does not begin a line */
    uint64_t stored; /* bytes of the text that the file took so far */
    ts_buf bytes; /* decoded */
} ts_uu_text;

/* The next event of the bytes given; *bytes moves on.  *out is valid until the next call.  Call until TS_UU_MORE; `last`: the text
 * ends with these bytes.  A file begins only where a line of uuencode, exactly as long as it says, follows its first. */
ts_uu_event ts_uu_next(ts_uu_text *u, ts_span *bytes, bool last, ts_span *out);
void ts_uu_done(ts_uu_text *u);

#endif
